"""A link said in a line is read as it is meant, from either end."""

from datetime import date
from typing import Any

import pytest

from briefing.model.parsers.links import SAYINGS, read_link
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import LINK_TYPES
from briefing.model.validation import faults

SAID = Said(date(2014, 1, 24))
ONE, AQIM = "leader:one", "group:aqim"


def find(name: str) -> str:
    return {"AQIM": AQIM, "the man": ONE}.get(name, "")


def find_source(name: str) -> str:
    return "source:wire" if name == "the wire" else ""


def read(text: str) -> dict[str, Any]:
    return read_link(ONE, text, find, find_source, SAID)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("leads AQIM since 2007", {"type": "leads", "start": "2007"}),
        ("leads AQIM", {"type": "leads"}),
        ("is a member of AQIM as spokesman", {"type": "member", "role": "spokesman"}),
        (
            "member of AQIM as a founder from 2007 to January 2013",
            {"type": "member", "role": "founder", "start": "2007", "end": "2013-01"},
        ),
        ("split from AQIM in 2013", {"type": "split-from", "start": "2013", "end": "2013"}),
        ("opposes AQIM until late February 2013", {"type": "opposes", "end": "2013-02-2X"}),
        ("allied with AQIM", {"type": "allied"}),
        ("leads AQIM since 2007 to 2009", {"type": "leads", "start": "2007", "end": "2009"}),
        ("leads AQIM from 2007", {"type": "leads", "start": "2007"}),
        ("leads AQIM in 2012-03", {"type": "leads", "start": "2012-03", "end": "2012-03"}),
        ("leads AQIM in 2013~", {"type": "leads", "start": "2013~", "end": "2013~"}),
        (
            "leads AQIM as head in charge of 3 brigades since 2007",
            {"type": "leads", "role": "head in charge of 3 brigades", "start": "2007"},
        ),
        ("not same as AQIM", {"type": "not-same-as"}),
        ("leads AQIM []", {"type": "leads", "cites": []}),
        (
            "leads AQIM since 2007 [the wire]",
            {"type": "leads", "start": "2007", "cites": [{"source": "source:wire"}]},
        ),
    ],
)
def test_it_is_said_from_this_end(line: str, fields: dict[str, Any]) -> None:
    assert read(line) == {"from": ONE, "to": AQIM, **fields}


def test_it_is_said_from_the_other_end() -> None:
    assert read("led by AQIM since 2007") == {
        "type": "leads",
        "from": AQIM,
        "to": ONE,
        "start": "2007",
    }


@pytest.mark.parametrize("way", SAYINGS)
def test_every_way_to_say_it_makes_a_link_that_can_be_saved(way: str) -> None:
    found = read(f"{way} AQIM")
    assert found["type"] in LINK_TYPES
    assert faults("link", found) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "begins with one of: leads, led by"),
        ("knows AQIM", "begins with one of"),
        ("leads", "whom?"),
        ("leads somebody", "no record is plainly meant by “somebody”"),
        ("leads the man", "the record itself"),
        ("leads AQIM [some report]", "no source is plainly meant by “some report”"),
        ("leads AQIM since soon", "“soon” is no date"),
    ],
)
def test_what_is_no_link_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read(line)
