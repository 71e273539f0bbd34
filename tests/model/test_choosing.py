"""A typed text finds the choice it means."""

import pytest

from briefing.model.choosing import likely
from briefing.model.terms import (
    ACTOR_ROLES,
    EVENT_KINDS,
    LEADER_STATUSES,
    OUTCOMES,
    RELIABILITIES,
    SYNONYMS,
    synonyms,
)

TYPES = ("report", "article", "statement", "interview", "other")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("oth", "other"),
        ("OTHER", "other"),
        ("othr", "other"),
        ("s", "statement"),
        ("artcl", "article"),
    ],
)
def test_a_beginning_or_a_misspelling_finds_its_choice(typed: str, first: str) -> None:
    assert likely(typed, TYPES)[0] == first


def test_a_word_within_a_choice_finds_it_after_those_that_begin_so() -> None:
    assert likely("dead", LEADER_STATUSES) == ["dead", "reported dead"]
    assert likely("civ", tuple(EVENT_KINDS)) == ["violence against civilians"]
    assert likely("same as", ("same-as", "not-same-as")) == ["same-as", "not-same-as"]


def test_one_letter_means_the_choices_that_begin_with_it_if_any_do() -> None:
    assert likely("d", LEADER_STATUSES) == ["detained", "dead"]
    assert likely("l", LEADER_STATUSES) == ["at large"]


KINDS, SUB_KINDS = tuple(EVENT_KINDS), tuple(dict.fromkeys(sum(EVENT_KINDS.values(), ())))


@pytest.mark.parametrize(
    ("typed", "choices", "found"),
    [
        ("kidnap", SUB_KINDS, "abduction/forced disappearance"),
        ("kidnapped", SUB_KINDS, "abduction/forced disappearance"),
        ("ied", SUB_KINDS, "remote explosive/landmine/ied"),
        ("bombing", SUB_KINDS, "remote explosive/landmine/ied"),
        ("airstrike", SUB_KINDS, "air/drone strike"),
        ("ambush", SUB_KINDS, "armed clash"),
        ("ceasefire", SUB_KINDS, "agreement"),
        ("demonstration", SUB_KINDS, "peaceful protest"),
        ("ambush", KINDS, "battles"),
        ("ied", KINDS, "explosions/remote violence"),
        ("coup", KINDS, "political"),
        ("kidnap", KINDS, "violence against civilians"),
        ("killed", LEADER_STATUSES, "dead"),
        ("dead", OUTCOMES, "killed"),
        ("victim", ACTOR_ROLES, "target"),
    ],
)
def test_another_word_for_a_choice_finds_it(
    typed: str, choices: tuple[str, ...], found: str
) -> None:
    assert found in likely(typed, choices, (), [synonyms(each) for each in choices])


def test_another_word_comes_after_what_is_named_so_and_needs_two_letters() -> None:
    others = [synonyms(each) for each in SUB_KINDS]
    assert likely("strike", SUB_KINDS, (), others) == ["air/drone strike", "peaceful protest"]
    assert likely("b", OUTCOMES, (), ["bomb"] * len(OUTCOMES)) == []


def test_the_other_words_are_no_part_of_a_term() -> None:
    assert not [term for term in (*SUB_KINDS, *LEADER_STATUSES, *OUTCOMES) if "=" in term]
    assert SYNONYMS["dead"] == "killed died deceased"


def test_a_code_is_found_by_its_meaning() -> None:
    choices, meanings = tuple(RELIABILITIES), tuple(RELIABILITIES.values())
    assert likely("b", choices, meanings)[0] == "B"
    assert likely("unrel", choices, meanings) == ["E"]
    assert likely("cannot", choices, meanings) == ["F"]


@pytest.mark.parametrize("typed", ["", " ", "zz", "zzz", "xylophone"])
def test_a_text_that_means_none_finds_none(typed: str) -> None:
    assert not likely(typed, TYPES)
