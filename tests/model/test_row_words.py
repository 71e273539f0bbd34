"""Rows said in a line are read as a reporter means them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.lines import row_line
from briefing.model.records import Actor, Casualties
from briefing.model.row_words import NotUnderstood, read_actor, read_casualties, read_rows
from briefing.model.terms import OUTCOMES

KNOWN = {"MNLA": "group:mnla", "French army": "group:french-army"}


def find(name: str) -> str:
    return KNOWN.get(name, "")


def exactly(count: int) -> dict[str, int]:
    return {"low": count, "best": count, "high": count}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("killed 11 militants", {"outcome": "killed", "who": "militants", **exactly(11)}),
        ("11 militants killed", {"outcome": "killed", "who": "militants", **exactly(11)}),
        (
            "90+ killed soldiers and civilians",
            {"outcome": "killed", "who": "soldiers and civilians", "low": 90},
        ),
        ("over 90 soldiers dead", {"outcome": "killed", "who": "soldiers", "low": 91}),
        ("at least 91 killed", {"outcome": "killed", "low": 91}),
        ("up to 40 wounded", {"outcome": "wounded", "high": 40}),
        ("fewer than 40 injured", {"outcome": "wounded", "high": 39}),
        (
            "10-12 people taken hostage",
            {"outcome": "captured", "who": "people", "low": 10, "high": 12},
        ),
        ("between 10 and 12 missing", {"outcome": "missing", "low": 10, "high": 12}),
        ("about 1,200 killed", {"outcome": "killed", "best": 1200}),
        ("95 (90 to 100) killed", {"outcome": "killed", "low": 90, "best": 95, "high": 100}),
        (
            "one French soldier wounded",
            {"outcome": "wounded", "who": "French soldier", **exactly(1)},
        ),
        ("no civilians killed", {"outcome": "killed", "who": "civilians", **exactly(0)}),
        ("Abou Zeid killed", {"outcome": "killed", "who": "Abou Zeid"}),
    ],
)
def test_casualties(line: str, row: dict[str, Any]) -> None:
    assert read_casualties(line) == row


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("perpetrator: MNLA", {"ref": "group:mnla", "role": "perpetrator"}),
        ("Perpetrator: militants", {"name": "militants", "role": "perpetrator"}),
        ("perpetrator: MNLA?", {"name": "MNLA?", "role": "perpetrator"}),
        ("French army as target", {"ref": "group:french-army", "role": "target"}),
        ("French army (the mediator)", None),
        ("French army (mediator)", {"ref": "group:french-army", "role": "mediator"}),
        ("by MNLA", {"ref": "group:mnla", "role": "perpetrator"}),
        ("claimed by: MNLA", {"ref": "group:mnla", "role": "claimant"}),
        ("MNLA", {"ref": "group:mnla"}),
    ],
)
def test_actors(line: str, row: dict[str, Any] | None) -> None:
    if row is None:
        with pytest.raises(NotUnderstood, match="is no part to take"):
            read_actor(line, find)
    else:
        assert read_actor(line, find) == row


def test_several_rows_stand_in_a_line_with_semicolons_between() -> None:
    rows = read_rows(Casualties, "11 militants killed; 1 soldier wounded;", find)
    assert [row["outcome"] for row in rows] == ["killed", "wounded"]


@pytest.mark.parametrize("line", ["", " ; ", "11 militants", "killed", "perhaps"])
def test_what_says_no_row_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_rows(Casualties, line, find)


counts = st.none() | st.integers(0, 20_000)


@given(
    who=st.sampled_from(["", "soldiers", "Malian soldiers and civilians"]),
    outcome=st.sampled_from(OUTCOMES),
    figures=st.lists(st.integers(0, 20_000), min_size=3, max_size=3).map(sorted),
    known=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_what_a_row_reads_as_is_read_as_that_row(
    who: str, outcome: str, figures: list[int], known: list[bool]
) -> None:
    low, best, high = (
        count if is_known else None for count, is_known in zip(figures, known, strict=True)
    )
    row = Casualties(who=who, outcome=outcome, low=low, best=best, high=high)
    said = row_line(row, str)
    if not who and low is best is high is None:
        return
    again = msgspec.convert(read_casualties(said), Casualties)
    assert row_line(again, str) == said


@pytest.mark.parametrize("row", [Actor(name="militants"), Actor(ref="MNLA", role="target")])
def test_what_an_actor_reads_as_is_read_as_that_actor(row: Actor) -> None:
    again = msgspec.convert(
        read_actor(row_line(row, str), lambda name: name if row.ref else ""), Actor
    )
    assert again == row
