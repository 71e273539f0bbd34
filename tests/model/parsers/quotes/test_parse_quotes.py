"""A passage of a report becomes the fields of quotes."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.parsers.quotes.parse import capture, speaker_fields
from wire import FRONT, TALON, THE_DAY, find, name_of, told


@pytest.mark.parametrize(
    ("passage", "fields"),
    [
        (
            "“We will stay,” said Idris Talon.",
            {"text": "We will stay", "speaker": TALON, "anonymity": "named"},
        ),
        (
            '"We will stay," Talon told reporters on Thursday.',
            {
                "text": "We will stay",
                "speaker": TALON,
                "attribution": "Talon",
                "anonymity": "named",
            },
        ),
        (
            "“We will stay,” the local commander, Idris Talon, told reporters.",
            {
                "text": "We will stay",
                "speaker": TALON,
                "attribution": "the local commander, Idris Talon",
                "anonymity": "named",
            },
        ),
        (
            "“They have done a good job,” said a Karsan military source.",
            {
                "text": "They have done a good job",
                "attribution": "a Karsan military source",
                "anonymity": "unnamed",
            },
        ),
        (
            "“We are winning,” said Hollande.",
            {"text": "We are winning", "attribution": "Hollande", "anonymity": "named"},
        ),
        ("“We stay,” said Libya.", {"text": "We stay", "attribution": "Libya"}),
        ("“Too many,” the general said.", {"text": "Too many", "attribution": "the general"}),
        ("“Alone in the field”", {"text": "Alone in the field"}),
    ],
)
def test_words_and_speaker_are_told_apart(passage: str, fields: dict[str, Any]) -> None:
    (found,) = capture(passage, find, on=THE_DAY, name_of=name_of)
    assert found["mode"] == "direct"
    assert {name: found.get(name) for name in fields} == fields
    assert set(found) - set(fields) <= {"mode", "anonymity", "said"}


def test_an_attribution_is_kept_as_printed_unless_it_is_just_the_name_of_the_record() -> None:
    (named,) = capture("“No,” said Idris Talon.", find, name_of=name_of)
    (known,) = capture("“No,” said Talon.", find, name_of=name_of)
    assert "attribution" not in named
    assert (known["speaker"], known["attribution"]) == (TALON, "Talon")
    (kept,) = capture("“No,” said Idris Talon.", find)
    assert kept["attribution"] == "Idris Talon", "nobody said what the record is called"


def test_reported_words_are_a_paraphrase() -> None:
    assert capture("Idris Talon said that the army would stay.", find, name_of=name_of) == [
        {
            "text": "the army would stay",
            "mode": "paraphrase",
            "speaker": TALON,
            "anonymity": "named",
        }
    ]


@pytest.mark.parametrize("passage", ["", "   ", "\n\n"])
def test_nothing_is_nothing(passage: str) -> None:
    assert capture(passage, find) == []


@pytest.mark.parametrize(
    "passage",
    ["Two lines\nof plain text", "The “victory” was short-lived.", "“", "said", "Talon said."],
)
def test_what_is_no_quotation_is_kept_whole(passage: str) -> None:
    assert capture(passage, find) == [{"text": " ".join(passage.split())}]


def test_a_speaker_who_came_into_the_book_later_is_found_by_what_was_printed() -> None:
    def nobody(_name: str) -> str:
        return ""

    assert speaker_fields("Gen. Talon", nobody) == {"attribution": "Gen. Talon"}
    assert speaker_fields("Gen. Talon", find, name_of) == {
        "speaker": TALON,
        "attribution": "Gen. Talon",
    }
    assert speaker_fields("Idris Talon", find, name_of) == {"speaker": TALON}
    assert speaker_fields("a spokesman for the Northern Front", find, name_of) == {
        "attribution": "a spokesman for the Northern Front"
    }


def test_a_name_is_looked_for_once() -> None:
    asked = []

    def counted(name: str) -> str:
        asked.append(name)
        return ""

    capture("“A,” said Talon. “B,” said Vedra. “C,” said Talon.", counted)
    assert len(asked) == len(set(asked)) == 2


def test_the_name_of_what_somebody_leads_is_not_his() -> None:
    passage = "“We stay,” said the leader of the movement, Northern Front."
    (found,) = capture(passage, find, name_of=name_of)
    assert "speaker" not in found
    (found,) = capture("“We stay,” said the Northern Front.", find, name_of=name_of)
    assert found["speaker"] == FRONT


FIELDS = {"text", "mode", "speaker", "attribution", "anonymity", "said"}

SAYINGS = st.sampled_from(
    [
        *'“”"‘’«»\n(),.:—',
        *("said ", "Talon ", "the man ", "He ", "that ", "told Vedra ", "on Monday ", "never "),
        *("according to ", "and ", "who ", "we stay", "a déclaré ", "adding ", "Mr. "),
        *("quoted as saying ", "asked ", "denied ", "“We go,” ", "the army "),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(SAYINGS, max_size=60).map("".join)))
def test_any_text_is_taken_and_no_word_is_invented(passage: str) -> None:
    found = capture(passage, find, on=THE_DAY, name_of=name_of)
    assert bool(found) == bool(passage.split())
    for fields in found:
        assert set(fields) <= FIELDS
        said = fields["text"].replace(" […] ", "")
        letters = "".join(character for character in said if character.isalnum())
        given_letters = "".join(character for character in passage if character.isalnum())
        rest = iter(given_letters)
        assert all(letter in rest for letter in letters), "in the order of the passage"


HOSTILE = [
    *"“”\"'‘’«»„.,:;-—(["  # a sign
    "",
    *("said ", "said, ", "Talon said ", "said “", "“a” ", "“a,” he said. ", "a, b said "),
    *("told him ", "according to ", "quoted as saying ", "that ", "on Monday ", "a-\n", "\n"),
    *("Talon, the man, said ", "a déclaré ", "selon ", "X: “a” ", "and ", "who ", "‘a "),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_passage_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        passage = (unit * length)[:length]
        begun = time.thread_time()
        capture(passage, find)
        return time.thread_time() - begun

    # 20,000 characters take under 0.1 s; a square would take a minute.
    assert seconds(20_000) < 1


def test_two_quotes_of_one_speaker_are_one() -> None:
    assert told("“We came,” said Vedra. “We will stay.”") == ["Vedra: “We came […] We will stay.”"]
