"""A typed text finds the choice it means."""

import pytest

from briefing.model.choosing import likely
from briefing.model.terms import EVENT_KINDS, LEADER_STATUSES, RELIABILITIES

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


def test_a_code_is_found_by_its_meaning() -> None:
    choices, meanings = tuple(RELIABILITIES), tuple(RELIABILITIES.values())
    assert likely("b", choices, meanings)[0] == "B"
    assert likely("unrel", choices, meanings) == ["E"]
    assert likely("cannot", choices, meanings) == ["F"]


@pytest.mark.parametrize("typed", ["", " ", "zz", "zzz", "xylophone"])
def test_a_text_that_means_none_finds_none(typed: str) -> None:
    assert not likely(typed, TYPES)
