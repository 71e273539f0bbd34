"""Invented reports are read as surely as the benchmark demands."""

import pytest

from benchmarks.reading_answers import SETS, reports
from benchmarks.reading_proposals import Score, figures_score, speakers_score


def total(scores: list[Score]) -> Score:
    return Score(*(sum(column) for column in zip(*scores, strict=True)))


@pytest.mark.parametrize("name", SETS)
def test_speakers_are_right(name: str) -> None:
    score = total([speakers_score(report) for report in reports(name)])
    assert score.precision >= 0.95
    assert score.recall >= 0.75


@pytest.mark.parametrize("name", SETS)
def test_figures_are_right(name: str) -> None:
    score = total([figures_score(report) for report in reports(name)])
    assert score.precision >= 0.97
    assert score.recall >= 0.8
