"""However long and odd a line is, it is read or refused at once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import product
from time import perf_counter

import pytest

from briefing.model.codes import check_country
from briefing.model.parsers.actors import read_actors
from briefing.model.parsers.links import read_link
from briefing.model.parsers.places import read_place
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import NotUnderstood

SAID = Said(date(2014, 1, 24))
LENGTH = 20_000
PATIENCE = 0.5
"""Seconds a line may take on a busy machine; a line that is not linear takes many."""


def find(name: str) -> str:
    return "group:aqim" if name == "AQIM" else ""


READERS: dict[str, Callable[[str], object]] = {
    "place": read_place,
    "place behind a name": lambda line: read_place(f"Gao, Mali {line}"),
    "actors": lambda line: read_actors(line, find),
    "actors behind a role": lambda line: read_actors(f"target: MNLA {line}", find),
    "link": lambda line: read_link("leader:x", line, find, find, SAID),
    "link behind a name": lambda line: read_link(
        "leader:x", f"leads AQIM {line}", find, find, SAID
    ),
    "country": check_country,
}
WORDS = (
    "a A 1 16.2 -3 16° 1: 1- 1, +1 N lat geo: POINT( km , ; · : . “ ” \" ' ( ) [ ] & and or as by "
    "of in since from between to for target: region near north 2012 leads member the AQIM Congo "
    "republic 11/01/2013 é \0 \U000f0000"
)


@pytest.mark.parametrize("name", READERS)
def test_a_long_line_takes_no_time(name: str) -> None:
    for word, between in product(WORDS.split(" "), ("", " ", ", ", " and ")):
        piece = f"{word}{between}"
        line = (piece * LENGTH)[:LENGTH]
        start = perf_counter()
        with suppress(NotUnderstood):
            READERS[name](line)
        assert perf_counter() - start < PATIENCE, piece
