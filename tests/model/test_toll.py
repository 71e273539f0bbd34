"""The figure that stands for the casualties of an event in a list."""

import pytest

from briefing.model.kinds.event import toll
from briefing.model.validation import build


@pytest.mark.parametrize(
    ("rows", "figure"),
    [
        ([], ""),
        ([{"outcome": "killed"}], ""),
        ([{"outcome": "killed", "low": 11, "high": 11}], "11†"),
        ([{"outcome": "killed", "low": 91}], "91+†"),
        ([{"outcome": "killed", "best": 95}], "~95†"),
        ([{"outcome": "killed", "low": 90, "best": 95, "high": 100}], "95†"),
        (
            [
                {"outcome": "killed", "low": 3, "high": 3, "who": "soldiers"},
                {"outcome": "killed", "low": 5, "who": "civilians"},
            ],
            "8+†",
        ),
        ([{"outcome": "killed", "low": 0, "high": 0}], "0†"),
        (
            [
                {"outcome": "wounded", "low": 30, "high": 30},
                {"outcome": "killed", "low": 2, "high": 2},
            ],
            "2†",
        ),
        ([{"outcome": "wounded", "low": 30, "high": 30}], "30 wounded"),
        (
            [
                {"outcome": "killed", "low": 0, "high": 0},
                {"outcome": "wounded", "low": 30, "high": 30},
            ],
            "30 wounded",
        ),
        ([{"outcome": "killed"}, {"outcome": "abducted", "low": 4}], "4+ abducted"),
        ([{"low": 4, "high": 4}], ""),
    ],
)
def test_the_dead_come_first_else_the_first_outcome_known(
    rows: list[dict[str, object]], figure: str
) -> None:
    event = build("event", {"title": "An event", "date": "2013", "casualties": rows})
    assert toll(event) == figure  # type: ignore[arg-type]  # it is an event
