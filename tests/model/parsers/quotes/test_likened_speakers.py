"""Whoever poses as somebody, or is likened to him, is not he: the phrase is kept, unnamed."""

import pytest

from briefing.model.parsers.quotes.parse import capture, speaker_fields
from wire import TALON, find, name_of, told


@pytest.mark.parametrize(
    "who",
    [
        "A man who identified himself as Idris Talon",
        "A caller who gave his name as Talon",
        "An officer posing as Talon",
        "An actor dressed as Talon",
        "A man identified as Talon",
        "A man known as Talon",
        "A fighter as feared as Talon",
        "A fighter more feared than Talon",
        "A fighter like Talon",
        "Leaders such as Talon",
    ],
)
@pytest.mark.parametrize("words", ["said, “we stay”.", "told AFP that it was over."])
def test_the_speaker_is_whoever_is_likened(who: str, words: str) -> None:
    (fields,) = capture(f"{who} {words}", find, name_of=name_of)
    assert (fields["attribution"], fields["anonymity"]) == (who, "unnamed")
    assert "speaker" not in fields
    assert "speaker" not in speaker_fields(who, find, name_of)


@pytest.mark.parametrize(
    "passage",
    [
        "“We stay,” said an officer posing as Talon.",
        "“We stay,” said a man identified as Talon.",
        "“We stay,” a man posing as Talon said.",
        "A man claiming to be Talon said “we stay”.",
        "A man posing as Talon, the emir, said “we stay”.",
        "The army fled as Talon said “we stay”.",
        "Residents fled as Talon said “we stay”.",
    ],
)
def test_his_name_is_not_enough_to_give_him_the_words(passage: str) -> None:
    (fields,) = capture(passage, find, name_of=name_of)
    assert "speaker" not in fields
    assert fields.get("attribution", "") != "Residents fled as Talon"


@pytest.mark.parametrize(
    "passage",
    [
        "As Talon said, “we stay”.",
        "The army fled, as Talon said “we stay”.",
        "The army fled even as Talon said “we stay”.",
        "Talon, acting as minister, said “we stay”.",
    ],
)
def test_a_clause_with_as_has_its_own_subject(passage: str) -> None:
    assert told(passage) == ["Talon: “we stay”"]
    (fields,) = capture(passage, find, name_of=name_of)
    assert fields["speaker"] == TALON
