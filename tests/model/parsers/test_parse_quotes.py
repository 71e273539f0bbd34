"""A quotation is taken out of ordinary news phrasing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.parsers.quotes import capture

TALON = "leader:idris-talon"


def find(name: str) -> str:
    return TALON if name.strip() == "Idris Talon" else ""


@pytest.mark.parametrize(
    ("passage", "fields"),
    [
        (
            "“We will stay,” said Idris Talon.",
            {"text": "We will stay", "speaker": TALON, "anonymity": "named"},
        ),
        (
            '"We will stay," Idris Talon told reporters on Friday.',
            {"text": "We will stay", "speaker": TALON, "anonymity": "named"},
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
            "Idris Talon, the commander, said: “We will stay.”",
            {
                "text": "We will stay.",
                "speaker": TALON,
                "attribution": "Idris Talon, the commander",
                "anonymity": "named",
            },
        ),
        (
            "“The French have done a good job,” said a Malian military source.",
            {
                "text": "The French have done a good job",
                "attribution": "a Malian military source",
                "anonymity": "unnamed",
            },
        ),
        (
            "According to Defence Minister Idris Talon, “it is over”.",
            {
                "text": "it is over",
                "speaker": TALON,
                "attribution": "Defence Minister Idris Talon",
                "anonymity": "named",
            },
        ),
        (
            "« Nous resterons », a déclaré Idris Talon.",
            {"text": "Nous resterons", "speaker": TALON, "anonymity": "named"},
        ),
        (
            "“We came,” said Ana Vedra. “We will stay.”",
            {"text": "We came […] We will stay.", "attribution": "Ana Vedra", "anonymity": "named"},
        ),
        ("He called them “drug traffickers”, he said.", {"text": "drug traffickers"}),
        ("“Alone in the field”", {"text": "Alone in the field"}),
    ],
)
def test_words_and_speaker_are_told_apart(passage: str, fields: dict[str, Any]) -> None:
    assert capture(passage, find) == {"mode": "direct", **fields}


def test_reported_speech_is_a_paraphrase() -> None:
    assert capture("Idris Talon said that the army would stay.", find) == {
        "text": "the army would stay",
        "mode": "paraphrase",
        "speaker": TALON,
        "anonymity": "named",
    }


@pytest.mark.parametrize("passage", ["", "   "])
def test_nothing_is_nothing(passage: str) -> None:
    assert capture(passage, find) == {}


def test_what_is_no_quotation_is_kept_whole() -> None:
    assert capture("Two lines\nof plain text", find) == {"text": "Two lines of plain text"}


@given(st.text(max_size=300))
def test_any_text_is_taken(passage: str) -> None:
    found = capture(passage, find)
    assert set(found) <= {"text", "mode", "speaker", "attribution", "anonymity"}
    assert bool(found.get("text")) == bool(passage.split())


@pytest.mark.parametrize(
    ("passage", "text", "attribution"),
    [
        ("“We stay,” said Gen. Idris Talon.", "We stay", "Gen. Idris Talon"),
        ("“Ask Gen. Haftar,” said Idris Talon.", "Ask Gen. Haftar", ""),
        ("“We hold it,” said Idris Talon on Monday.", "We hold it", ""),
        ("“We hold it,” Idris Talon said in a statement on Friday.", "We hold it", ""),
        ("“We stay,” said Idris Talon. “You go,” he added.", "We stay […] You go", ""),
        ("“We stay,” said Idris Talon. “I go,” said the other one.", "We stay", ""),
        (
            "“We stay,” said Gen. Idris Talon. “You go,” said Talon on Monday.",
            "We stay […] You go",
            "Gen. Idris Talon",
        ),
        ("“We won” and “they lost,” said Idris Talon.", "We won […] they lost", ""),
        ("“No” said Idris Talon.", "No", ""),
        ("Idris Talon said the “Northern Front” would “never leave”.", "never leave", ""),
    ],
)
def test_it_is_who_spoke_that_is_named(passage: str, text: str, attribution: str) -> None:
    found = capture(passage, find)
    assert found["text"] == text
    assert found.get("speaker") == TALON
    assert found.get("attribution", "") == attribution


def test_what_somebody_denied_he_did_not_say() -> None:
    found = capture("Idris Talon denied that he was dead.", find)
    assert found == {"text": "Idris Talon denied that he was dead."}


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    found = capture("The “Northern Front” said that it would leave.", find)
    assert (found["text"], found["mode"]) == ("it would leave", "paraphrase")
