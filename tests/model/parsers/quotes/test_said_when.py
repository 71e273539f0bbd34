"""The day beside a verb of saying."""

from datetime import date

import pytest

from briefing.model.parsers.quotes.circumstances import day_phrase, day_said
from briefing.model.parsers.quotes.sentences import sentences

ON = date(2014, 1, 24)


def phrase(text: str) -> str:
    tokens = [token for sentence in sentences(text, []) for token in sentence.tokens]
    length = day_phrase(tokens, 0)
    return text[: tokens[length - 1].end] if length else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Monday that", "on Monday"),
        ("Monday that", "Monday"),
        ("late on Thursday evening in Gao", "late on Thursday evening"),
        ("yesterday .", "yesterday"),
        ("on Friday, 24 people died", "on Friday"),
        ("on 23 January that", "on 23 January"),
        ("on January 23, 2014 , that", "on January 23, 2014"),
        ("on 23 January 2014 that", "on 23 January 2014"),
        ("on Friday 24 January that", "on Friday 24 January"),
        ("last week that", "last week"),
        ("in January 2014 that", "in January 2014"),
        ("jeudi que", "jeudi"),
        ("le 23 janvier que", "le 23 janvier"),
        ("in Gao that", ""),
        ("on the army", ""),
        ("24 people", ""),
        ("may be", ""),
    ],
)
def test_a_day_is_told_from_what_stands_behind_it(text: str, day: str) -> None:
    assert phrase(text) == day


@pytest.mark.parametrize(
    ("said", "on", "edtf"),
    [
        ("yesterday", ON, "2014-01-23"),
        ("on 23 January 2014", ON, "2014-01-23"),
        ("on 23 January 2014", None, "2014-01-23"),
        ("yesterday", None, ""),
        ("on some day", ON, ""),
        ("", ON, ""),
    ],
)
def test_what_it_means_counts_from_the_day_of_the_source(
    said: str, on: date | None, edtf: str
) -> None:
    assert day_said(said, on) == edtf
