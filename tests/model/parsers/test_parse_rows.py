"""Rows said in a line are read as a reporter means them."""

from typing import Any

import msgspec
import pytest

from briefing.model.formatting import row_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties
from briefing.model.kinds.record import Cite
from briefing.model.parsers.cites import read_cite
from briefing.model.parsers.rows import (
    EXAMPLES,
    READERS,
    read_rows,
    said_anew,
)
from briefing.model.parsers.words import NotUnderstood

KNOWN = {"MNLA": "group:mnla", "French army": "group:french-army"}


def find(name: str) -> str:
    return KNOWN.get(name, "")


def test_several_rows_stand_in_a_line_with_semicolons_between() -> None:
    rows = read_rows(Casualties, "11 militants killed; 1 soldier wounded;", find)
    assert [row["outcome"] for row in rows] == ["killed", "wounded"]


@pytest.mark.parametrize("line", ["", " ; ", "11 militants", "killed", "perhaps"])
def test_what_says_no_row_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_rows(Casualties, line, find)


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


def test_every_row_can_be_said_in_a_line() -> None:
    fields = (field for kind in KINDS.values() for field in kind.fields if not field.is_aside)
    rows = {field.row for field in fields if field.row}
    assert rows == set(READERS) == set(EXAMPLES)
    for cls in rows:
        read_rows(cls, EXAMPLES[cls], lambda name: "" if "(" in name else "source:x")
