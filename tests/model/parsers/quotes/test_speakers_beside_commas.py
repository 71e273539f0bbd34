"""What commas part from a speaker is no part of him, and “…, saying” is his only if plainly so."""

import pytest

from wire import told


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        ("France, for its part, spoke of “reports”.", ["France: “reports”"]),
        ("Talon, for his part, said “no”.", ["Talon: “no”"]),
        ("France, for its part, said Talon was alive.", ["France: Talon was alive"]),
        (
            "Vedra said Talon was “dead” while France, for its part, spoke of “reports”.",
            ["Vedra: “dead”", "France: “reports”"],
        ),
        (
            "Vedra said he was dead, while France, for its part, said he was alive.",
            ["Vedra: he was dead", "France: he was alive"],
        ),
    ],
)
def test_whose_turn_it_is_is_said_beside_him(passage: str, lines: list[str]) -> None:
    assert told(passage) == lines


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("According to Talon, AQIM “is finished”.", "Talon: “is finished”"),
        ("According to Talon, the army “is finished”.", "Talon: “is finished”"),
        ("Selon Talon, AQMI « est finie ».", "Talon: “est finie”"),
        (
            "According to Talon, the minister, AQIM “is finished”.",
            "Talon, the minister: “is finished”",
        ),
        ("According to Talon, the minister, it is over.", "Talon, the minister: it is over"),
        ("According to Talon, Vedra, who fled, is dead.", "Talon: Vedra, who fled, is dead"),
    ],
)
def test_a_source_ends_where_what_it_says_begins(passage: str, line: str) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    "passage",
    [
        "The attack was claimed by a man who introduced himself as Talon, saying “we did it.”",
        "The attack was claimed by the group, saying “we did it.”",
        "The attack drew anger, saying “we did it.”",
        "Talon was attacked by rebels, saying “we did it.”",
        "Talon met a man who gave the name of Vedra, saying “we did it.”",
    ],
)
def test_whoever_may_be_another_than_the_subject_is_left_open(passage: str) -> None:
    assert told(passage) == ["?: “we did it.”"]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Talon claimed the attack, saying “we did it.”", "Talon: “we did it.”"),
        ("The group claimed it, saying “we did it.”", "The group: “we did it.”"),
        ("Talon rejected it, saying it was a lie.", "Talon: it was a lie"),
    ],
)
def test_the_subject_of_the_sentence_goes_on(passage: str, line: str) -> None:
    assert told(passage) == [line]


def test_what_is_added_is_his_who_spoke() -> None:
    assert told("Talon said he was attacked by rebels, adding: “We stay.”") == [
        "Talon: “We stay.”",
        "Talon: he was attacked by rebels",
    ]


def test_whoever_does_what_is_told_may_be_meant_by_who() -> None:
    assert told("The raid was condemned by Talon, who called it “cowardly”.") == [
        "Talon: “cowardly”"
    ]
