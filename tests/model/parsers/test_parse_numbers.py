"""Numbers are read as they are written and said, in English and French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from briefing.model.parsers.casualties.figures import read_figure
from briefing.model.parsers.numbers import Sense, read_number
from briefing.model.parsers.words import NotUnderstood, legible, tokens


@given(st.integers(0, 999_999_999) | st.integers(0, 2_000), st.sampled_from(["en", "fr"]))
def test_a_number_in_words_is_read(value: int, language: str) -> None:
    words = num2words(value, lang=language).replace(",", "")
    for said in (words, words.replace("-", " "), words.title()):
        found = tokens(said)
        number = read_number(found, 0)
        assert number is not None
        assert (number.value, number.end) == (value, len(found)), said


@given(st.integers(0, 999_999_999), st.sampled_from([",", ".", "’", "'", "\u202f", "\u00a0"]))
def test_digits_in_groups_are_one_number(value: int, separator: str) -> None:
    number = read_number(tokens(f"{value:,}".replace(",", separator)), 0)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("said", "value", "sense"),
    [
        ("a hundred", 100, Sense.ABOUT),
        ("one hundred", 100, Sense.EXACT),
        ("a dozen", 12, Sense.ABOUT),
        ("two dozen", 24, Sense.ABOUT),
        ("half a dozen", 6, Sense.ABOUT),
        ("une centaine", 100, Sense.ABOUT),
        ("dozens", 12, Sense.AT_LEAST),
        ("tens of thousands", 10_000, Sense.AT_LEAST),
        ("hundreds", 100, Sense.AT_LEAST),
        ("millions", 1_000_000, Sense.AT_LEAST),
        ("2.5 million", 2_500_000, Sense.EXACT),
        ("twelve hundred", 1_200, Sense.EXACT),
        ("a couple of", 2, Sense.ABOUT),
    ],
)
def test_what_is_said_roughly_is_not_exact(said: str, value: int, sense: Sense) -> None:
    number = read_number(tokens(said), 0)
    assert number is not None
    assert (number.value, number.sense) == (value, sense)


@pytest.mark.parametrize("said", ["", "a", "UN", "M23", "5th", "12.5", "1,2,3", "one-eyed", "12²"])
def test_what_is_no_number_is_none(said: str) -> None:
    assert read_number(tokens(said), 0) is None


@pytest.mark.parametrize(
    ("said", "low", "best", "high"),
    [
        ("11", 11, 11, 11),
        ("٤٢", 42, 42, 42),
        ("at least 90", 90, None, None),
        ("no fewer than 12", 12, None, None),
        ("as many as 40", None, None, 40),
        ("more than ninety", 91, None, None),
        ("under 40", None, None, 39),
        ("nearly 100", None, 100, None),
        ("10–15", 10, None, 15),
        ("between ten and fifteen", 10, None, 15),
        ("two or three", 2, None, 3),
        ("100+", 100, None, None),
        ("≥12", 12, None, None),
        ("~12", None, 12, None),
        ("12?", None, 12, None),
        ("12 or more", 12, None, None),
        ("95 (90 to 100)", 90, 95, 100),
        ("95 (at least 90)", 90, 95, None),
        ("at least 10 and up to 15", 10, None, 15),
        ("plus d'une dizaine", 11, None, None),
    ],
)
def test_a_figure_has_the_bounds_that_are_said(
    said: str, low: int | None, best: int | None, high: int | None
) -> None:
    found = tokens(legible(said))
    figure = read_figure(found, 0)
    assert figure is not None
    assert (figure.low, figure.best, figure.high, figure.end) == (low, best, high, len(found))


@pytest.mark.parametrize(
    "said", ["20 to 10", "95 (10 to 20)", "at least 20 and up to 10", "under 0"]
)
def test_figures_that_cannot_be_are_refused(said: str) -> None:
    with pytest.raises(NotUnderstood):
        read_figure(tokens(said), 0)
