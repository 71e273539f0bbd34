"""Words of somebody who is told of are his, or nobody's, and never his who tells of him."""

import pytest

from wire import told


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Talon praised Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon blamed Vedra, who told Al Jazeera “we won”.", "Vedra: “we won”"),
        ("Talon mocked Vedra, who had said “we won”.", "Vedra: “we won”"),
        ("Talon criticised Vedra, who has called France “a bully”.", "Vedra: “a bully”"),
        ("Talon accused the MNLA, which calls itself “the vanguard”.", "the MNLA: “the vanguard”"),
        ("Talon spoke alongside Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon thanked Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon backs Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon voiced support for Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon blamed the raid on Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon praised the man who said “we won”.", "the man: “we won”"),
        ("Talon praised a man who said “we won”.", "a man: “we won”"),
        ("Talon spoke at a meeting with Vedra, who said “we won”.", "Vedra: “we won”"),
        ("Talon praised the wife of Vedra, who said “we won”.", "the wife of Vedra: “we won”"),
        ("Talon denounced Vedra, who said the war was over.", "Vedra: the war was over"),
        ("Talon described how Vedra shouted “we won”.", "Vedra: “we won”"),
        ("Talon slammed Vedra as a man who says “we won”.", "?: “we won”"),
        ("Talon met Ali and Vedra, who said “we won”.", "?: “we won”"),
        ("Talon met rebels with Vedra, who said “we won”.", "?: “we won”"),
    ],
)
def test_who_means_whoever_stands_right_before_it(passage: str, line: str) -> None:
    assert told(passage) == [line]


def test_a_clause_that_who_hangs_on_ends_before_it() -> None:
    assert told("Talon said he backed Vedra, who said “we won”.") == [
        "Vedra: “we won”",
        "Talon: he backed Vedra",
    ]


@pytest.mark.parametrize(
    "passage",
    [
        "Talon condemned Vedra for saying “we won”.",
        "Talon criticised Vedra, whose message was “we won”.",
        "Talon met no one who said “we won”.",
        "Talon condemned remarks by Vedra that “we won”.",
        "Talon criticised remarks by Vedra about “crusaders”.",
        "Talon denounced Vedra’s threat to “strike France”.",
        "Talon mocked Vedra over her claim “we won”.",
        "Talon told AFP about claims by Vedra that “we won”.",
    ],
)
def test_whoever_judges_words_does_not_say_them(passage: str) -> None:
    assert told(passage) == []


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Talon said that claims by Vedra that “we won” were “nonsense”.", "Talon: “nonsense”"),
        (
            "Talon confirmed that Vedra’s claim, “Ali is dead”, was being checked.",
            "Talon: Vedra’s claim, “Ali is dead”, was being checked",
        ),
        ("Talon said a note found on the body read: “Kill them all.”", "?: “Kill them all.”"),
        ("Talon said Vedra’s message to France was: “Leave or die.”", "?: “Leave or die.”"),
        ("Talon said they found a note on the body: “Kill them all.”", "?: “Kill them all.”"),
        (
            "Talon said he had been told by Vedra that “all is lost”.",
            "Talon: he had been told by Vedra that “all is lost”",
        ),
        (
            "Talon said that, as Vedra put it, “all is lost”.",
            "Talon: as Vedra put it, “all is lost”",
        ),
        ("Talon read out a letter from Vedra: “All is lost.”", "?: “All is lost.”"),
        (
            "Talon said he had heard Vedra say “all is lost”.",
            "Talon: he had heard Vedra say “all is lost”",
        ),
        ("Ali said he heard men shouting “to arms”.", "Ali: he heard men shouting “to arms”"),
        (
            "Talon said Vedra was wrong for saying “all is lost”.",
            "Talon: Vedra was wrong for saying “all is lost”",
        ),
    ],
)
def test_what_another_claims_writes_or_tells_is_not_his_who_tells_of_it(
    passage: str, line: str
) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("Talon said the message was “clear”.", "clear"),
        ("Talon said the claim was “nonsense”.", "nonsense"),
        ("Talon said the claim “is nonsense”.", "is nonsense"),
        ("Talon called the statement “nonsense”.", "nonsense"),
        ("Talon dismissed Vedra’s claim as “nonsense”.", "nonsense"),
        ("Talon called the men who fled “cowards”.", "cowards"),
        ("Talon rejected calls for “dialogue”.", "dialogue"),
        ("Talon wrote a message to France: “We stay.”", "We stay."),
        ("Talon said in a letter to Vedra that “all is lost”.", "all is lost"),
        ("Talon concluded his speech by saying “we stay”.", "we stay"),
        ("Talon said the note was from Vedra and called it “a threat”.", "a threat"),
    ],
)
def test_what_he_says_of_it_is_his(passage: str, words: str) -> None:
    assert f"Talon: “{words}”" in told(passage)
