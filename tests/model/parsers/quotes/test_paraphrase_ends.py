"""A paraphrase ends before the report goes on by itself, or tells what others say."""

import pytest

from wire import told


@pytest.mark.parametrize(
    "behind",
    [
        ", but the government put the toll at 20",
        " but the government put the toll at 20",
        ", though the Red Cross put the number at 20",
        ", even though the army denied it",
        ", even as the government spoke of 20",
        ", although that is not certain",
        ", while the government counted 20",
        ", whereas witnesses counted 20",
        ", however the army denies it",
        ", but witnesses counted 20",
        ", but he was wrong",
        ", a claim the MNLA denied",
        ", a figure disputed by the army",
        ", something the MNLA denied",
        ", which the MNLA denied",
        ", which France has not confirmed",
        ", contradicting the government",
        ", in contrast to the government’s figures",
        " – the government says 20",
        " (the government says 20)",
        ", France not so sure",
        ", the government said 20",
        ", compared with 20 in May",
        ", against the government’s 20",
        ", prompting the government to deny it",
        "; the government did not agree",
    ],
)
@pytest.mark.parametrize("saying", ["Talon said", "Talon said that", "According to Talon,"])
def test_it_ends_before_what_may_be_anothers(saying: str, behind: str) -> None:
    assert told(f"{saying} 12 people were killed{behind}.") == ["Talon: 12 people were killed"]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        (
            "Talon a déclaré que 12 personnes étaient mortes, mais le gouvernement en compte 20.",
            "Talon: 12 personnes étaient mortes",
        ),
        ("Talon says the rebels hold Gao, but the army denies it.", "Talon: the rebels hold Gao"),
        ("Talon says it killed Vedra, whose men denied it.", "Talon: it killed Vedra"),
        ("Just as Talon said he was winning, the army came.", "Talon: he was winning"),
        ("After Talon said he would stay, the army came.", "Talon: he would stay"),
    ],
)
def test_where_it_ends_is_found_in_any_sentence(passage: str, line: str) -> None:
    assert told(passage) == [line]


def test_another_who_says_so_has_his_own() -> None:
    assert told("Talon says Ali is dead, Vedra says he is alive.") == [
        "Talon: Ali is dead",
        "Vedra: he is alive",
    ]


def test_a_source_without_a_comma_has_only_what_stands_right_before_it() -> None:
    assert told("Talon said 12 had died, compared with 20 according to the army.") == []
    assert told("The town has fallen according to Talon.") == ["Talon: The town has fallen"]


def test_nothing_is_taken_where_anothers_words_stand_inside() -> None:
    assert told("Talon said 12 people (the government says 20) were killed.") == []
    assert told("After Talon said he would stay the army came.") == []


@pytest.mark.parametrize(
    "words",
    [
        "the army, though it was weak, would stay",
        "the army, which fled to Gao, a town in Mali, would stay",
        "the army – which is weak – would stay",
        "the raid was small but deadly",
        "he was tired but he would stay",
        "all but one town had fallen",
        "the army would stay, but that the war was lost",
        "the army had not only fled but its chief had died",
        "if they came, France would go",
        "although the army was weak, the war was won",
        "men, women and children had fled",
        "Mali (once a colony) was at war",
    ],
)
def test_what_is_the_speakers_own_is_left_whole(words: str) -> None:
    assert told(f"Talon said that {words}.") == [f"Talon: {words}"]


@pytest.mark.parametrize("cue", [", Talon said", ", said Talon", ", according to Talon"])
@pytest.mark.parametrize(
    "behind",
    [
        "but fighting went on",
        "but the rebels denied it",
        "although witnesses denied it",
        "while rebels claimed the town",
        "and would stay",
        "which is false",
        "a claim the rebels denied",
    ],
)
def test_words_before_the_verb_are_his_and_what_follows_is_not(cue: str, behind: str) -> None:
    assert told(f"The army had retaken Gao{cue}, {behind}.") == ["Talon: The army had retaken Gao"]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("The army, Talon said, had fled, but Gao denied it.", "Talon: The army […] had fled"),
        ("The army, according to Talon, would stay.", "Talon: The army […] would stay"),
        ("On Monday, according to Talon, the army fled.", "Talon: the army fled"),
        (
            "Ten men had died, Talon said, adding that he was safe.",
            "Talon: Ten men had died […] he was safe",
        ),
    ],
)
def test_words_on_both_sides_of_the_verb_end_there_too(passage: str, line: str) -> None:
    assert told(passage) == [line]


def test_what_is_no_sentence_before_the_verb_is_left_out() -> None:
    assert told("The army, Talon said, but not the police, would stay.") == []
    assert told("After taking Gao, Talon said, but before leaving, they fled.") == []
