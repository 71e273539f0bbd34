"""Rows said in a line are read as a reporter means them."""

from typing import Any

import msgspec
import pytest

from briefing.model.fields import fields_of
from briefing.model.lines import row_line
from briefing.model.parsers.cites import read_cite
from briefing.model.parsers.places import read_place
from briefing.model.parsers.rows import (
    EXAMPLES,
    READERS,
    read_actor,
    read_rows,
    said_anew,
)
from briefing.model.parsers.words import NotUnderstood
from briefing.model.records import KINDS, Actor, Casualties, Cite, Place

KNOWN = {"MNLA": "group:mnla", "French army": "group:french-army"}


def find(name: str) -> str:
    return KNOWN.get(name, "")


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


@pytest.mark.parametrize("row", [Actor(name="militants"), Actor(ref="MNLA", role="target")])
def test_what_an_actor_reads_as_is_read_as_that_actor(row: Actor) -> None:
    again = msgspec.convert(
        read_actor(row_line(row, str), lambda name: name if row.ref else ""), Actor
    )
    assert again == row


REPORT = "Observer Mission: final report"


def find_source(name: str) -> str:
    return "source:report" if name == REPORT else ""


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (REPORT, {}),
        (f"status: {REPORT}", {"field": "status"}),
        (f"Part of: {REPORT}", {"field": "part_of"}),
        (f"casualties[0].low: {REPORT}", {"field": "casualties[0].low"}),
        (
            f"status = at large: “remains at large; so they say” (2) {REPORT}",
            {
                "field": "status",
                "value": "at large",
                "passage": "remains at large; so they say",
                "credibility": 2,
            },
        ),
        (f'"seen there" (grade 3), {REPORT}', {"passage": "seen there", "credibility": 3}),
        (
            f"died, gives 2013-03-02, contradicts: {REPORT}",
            {"field": "died", "value": "2013-03-02", "stance": "contradicts"},
        ),
    ],
)
def test_cites(line: str, row: dict[str, Any]) -> None:
    assert read_rows(Cite, line, find_source) == [{"source": "source:report", **row}]


@pytest.mark.parametrize("line", ["", "status:", "“words”", "status: nobody's report"])
def test_a_cite_without_a_source_is_none(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_cite(line, find_source)


@pytest.mark.parametrize(
    "cite",
    [
        Cite("source:report"),
        Cite("source:report", "status", "dead", "he died; it is said", 3),
        Cite("source:report", "founded", "2011", stance="contradicts"),
        Cite("source:report", passage="only words", credibility=6),
    ],
)
def test_what_a_cite_reads_as_is_read_as_that_cite(cite: Cite) -> None:
    said = row_line(cite, lambda _ref: REPORT)
    assert msgspec.convert(read_cite(said, find_source), Cite) == cite


def test_what_no_line_says_stays_when_a_cite_is_said_anew() -> None:
    was = {"source": "source:report", "field": "status", "verdict": "disputed", "reason": "x"}
    row = said_anew(Cite, was, read_cite(f"died: {REPORT}", find_source))
    assert row == {
        "source": "source:report",
        "field": "died",
        "verdict": "disputed",
        "reason": "x",
    }


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Kidal", {"name": "Kidal"}),
        ("Mali", {"country": "ML"}),
        ("Kidal, ML", {"name": "Kidal", "country": "ML"}),
        ("Aguelhoc, Kidal", {"name": "Aguelhoc", "admin1": "Kidal"}),
        (
            "Aguelhoc, Kidal, Mali (19.46, 0.86 near)",
            {
                "name": "Aguelhoc",
                "admin1": "Kidal",
                "country": "ML",
                "latitude": 19.46,
                "longitude": 0.86,
                "precision": "near",
            },
        ),
        ("(-1.5, 30)", {"latitude": -1.5, "longitude": 30.0}),
        ("19.46, 0.86 near", {"latitude": 19.46, "longitude": 0.86, "precision": "near"}),
        ("Mali (country)", {"country": "ML", "precision": "country"}),
    ],
)
def test_places(line: str, row: dict[str, Any]) -> None:
    assert read_place(line) == row
    place = msgspec.convert(row, Place)
    assert msgspec.convert(read_place(row_line(place, str)), Place) == place


@pytest.mark.parametrize("degrees", [16.2666667, -100.0449123, 0.00001, 5.0])
def test_a_position_is_said_with_all_its_digits(degrees: float) -> None:
    place = Place("x", latitude=degrees / 2, longitude=degrees)
    assert msgspec.convert(read_place(row_line(place, str)), Place) == place


@pytest.mark.parametrize("line", ["", "a, b, c", "Kidal (somewhere)", "Kidal (1.0)", "Kidal)"])
def test_what_is_no_place_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_place(line)


def test_every_row_can_be_said_in_a_line() -> None:
    rows = {field.row for cls in KINDS.values() for field in fields_of(cls) if field.row}
    assert rows == set(READERS) == set(EXAMPLES)
    for cls in rows:
        read_rows(cls, EXAMPLES[cls], lambda _name: "source:x")


@pytest.mark.parametrize("line", ["perpetrator:", "target", "by "])
def test_a_part_without_anybody_is_none(line: str) -> None:
    with pytest.raises(NotUnderstood, match="who"):
        read_actor(line, find)


def test_the_part_may_come_last() -> None:
    assert read_actor("House speaker", find) == {"name": "House speaker"}
    assert read_actor("MNLA perpetrator", find) == {"ref": "group:mnla", "role": "perpetrator"}


@pytest.mark.parametrize("line", ["Gao (99, 0.86)", "Gao (16, 200 near)"])
def test_a_position_beyond_the_globe_is_told_at_once(line: str) -> None:
    with pytest.raises(NotUnderstood, match="lies between"):
        read_place(line)
