"""What somebody denied, never said or would say is not his, and marks alone make no quotation."""

import pytest

from briefing.model.parsers.quotes.parse import capture
from wire import find, told


@pytest.mark.parametrize(
    "passage",
    [
        "Talon denied saying “we will stay”.",
        "Talon denied that he had said “we will stay”.",
        "Talon denied that he was dead.",
        "Talon never said that the army would stay.",
        "Talon has never said “we will stay”.",
        "Talon did not say that the army would stay.",
        "Talon didn’t say “we will stay”.",
        "Talon refused to say “we will stay”.",
        "Talon declined to say whether he would stay.",
        "Talon would say “we will stay”.",
        "Talon could say that the army would stay.",
        "Talon will say “we will stay”.",
        "If Talon says “we will stay”, we go.",
        "Unless Talon says that he will stay, we go.",
        "Nobody said “we will stay”.",
        "No one has said that the town was taken.",
        "No minister said “we will stay”.",
        "Neither Talon nor Vedra said “we will stay”.",
        "Did Talon say “we will stay”?",
        "Talon was told “you will stay”.",
        "Talon is believed to have said “we will stay”.",
        "Talon wants to say “we will stay”.",
        "Talon was accused of “treason”.",
        "It is false that Talon said “we stay”.",
        "It is not true that Talon, the mayor, said “we stay”.",
        "It was wrongly reported that Talon said “we stay”.",
        "There is no evidence that Talon ever said “we stay”.",
        "There is no evidence that Talon said he would stay.",
        "Vedra falsely claimed that Talon said “we stay”.",
        "Vedra falsely claimed Talon said “we stay”.",
        "The claim that Talon said “we stay” is false.",
        "Reports that Talon said he would stay were denied.",
        "Il est faux que Talon a dit « nous restons ».",
    ],
)
def test_it_is_kept_whole_and_nobodys_words(passage: str) -> None:
    assert capture(passage, find) == [{"text": passage}]


def test_what_he_did_say_beside_it_is_his() -> None:
    assert told("It is true that Talon said “we stay”.") == ["Talon: “we stay”"]
    assert told("Talon said it is false that “we stay”.") == ["Talon: “we stay”"]
    assert told("The report that Talon said “we stay” was confirmed.") == ["Talon: “we stay”"]
    assert told("Talon denied the reports. “We stay,” he said.") == ["Talon: “We stay”"]
    assert told("Talon denied saying “we go”. “We stay,” he said.") == ["Talon: “We stay”"]


@pytest.mark.parametrize(
    "passage",
    [
        "The so-called “Islamic State” has lost the town.",
        "He is known as “the One-Eyed” among his men.",
        "Belmokhtar, nicknamed “Mr Marlboro”, was reported dead.",
        "The film “The Return” was shown.",
        "The slogan “Mali for all” was painted on the wall.",
        "The words “God is great” were on the flag.",
        "A banner reading “Down with France” was burned.",
        "Protesters carried signs saying “Down with France”.",
        "The “victory” was short-lived.",
        "Talon used the word “massacre” twice.",
        "“I” is a letter, and so is “a”.",
        "The talks were held under the name “Our Path”.",
        "The president’s words — “we are at war” — shocked the country.",
        "“We stay” is what Talon said.",
    ],
)
def test_a_name_a_title_or_a_word_in_marks_is_no_quotation(passage: str) -> None:
    assert told(passage) == []


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("“We stay,” Talon said on “Fox News Sunday.”", "Talon: “We stay”"),
        ("In a report titled “Our Path,” the group said “we stay.”", "the group: “we stay.”"),
        (
            "The group said in its report, “Our Path,” that it would stay.",
            "The group: it would stay",
        ),
        (
            "Idris Talon said the “Northern Front” would “never leave”.",
            "Idris Talon: “never leave”",
        ),
        ("Talon said “Serval” was over.", "Talon: “Serval” was over"),
    ],
)
def test_it_is_passed_over_beside_what_is_said(passage: str, line: str) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Talon said it was an “insult”.", "Talon: “insult”"),
        ("Talon called the raid “cowardly” and “stupid”.", "Talon: “cowardly […] stupid”"),
        ("Talon rejected the offer as “an insult”.", "Talon: “an insult”"),
        ("Talon accused France of “state terrorism”.", "Talon: “state terrorism”"),
        ("Talon vowed to “strike at the heart” of France.", "Talon: “strike at the heart”"),
        ("Talon described “scenes of horror”.", "Talon: “scenes of horror”"),
        ("Talon declared “victory”.", "Talon: “victory”"),
        ("Protesters chanted “Down with France” in Gao.", "Protesters: “Down with France”"),
        ("The raid, Talon said, was “a crime”.", "Talon: “a crime”"),
    ],
)
def test_parts_that_are_quoted_in_a_sentence_are_his_words(passage: str, line: str) -> None:
    assert told(passage) == [line]


def test_words_somebody_else_is_told_to_have_said_are_not_given_to_the_nearest() -> None:
    passage = "The radio spoke of Talon’s accusation that Vedra was “responsible for all of it”."
    assert told(passage) == []
    assert told("He said “no,” and blamed Vedra for calling him “a traitor”.") == ["?: “no”"]
    assert told("They fled to end what it calls “holy war”, Talon said.") == [
        "Talon: They fled to end what it calls “holy war”"
    ]
