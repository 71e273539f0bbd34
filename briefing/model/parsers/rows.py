"""Parse rows as a reporter writes them: "11 militants killed", "target: French army".

Each parser is loaded only when there is a line for it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec

from briefing.model.fields import fields_of
from briefing.model.kinds.event import Actor, Casualties, Place
from briefing.model.kinds.judgement import Evidence
from briefing.model.kinds.record import Cite, without_stale_anchor
from briefing.model.kinds.requirement import Indicator
from briefing.model.parsers.words import Find, NotUnderstood, clauses

_Reader = Callable[[str, Find], Sequence[dict[str, Any]]]
"""Parses a line into rows."""
_UNSAID: dict[type[msgspec.Struct], tuple[str, ...]] = {Cite: ("verdict", "reason", "anchor")}
"""Fields that no phrase covers; they stay when a row is retyped."""
EXAMPLES: dict[type[msgspec.Struct], str] = {
    Actor: "perpetrator: MNLA, AQIM; target: French army",
    Casualties: "11 militants killed; two soldiers and a civilian wounded",
    Cite: "status = at large: “remains at large” (2) Observer Mission",
    Evidence: "consistent: Massacre of Aguelhoc (named by both); against: “no claim was made”",
    Indicator: "convoys leave Kidal (watch kind:strategic place:kidal)",
    Place: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)",
}


def read_rows(cls: type[msgspec.Struct], text: str, find: Find) -> list[dict[str, Any]]:
    """Parse the rows in a line, separated by semicolons.

    Args:
        cls: The class of the rows.
        text: The line.
        find: Finds the record a name means.

    Raises:
        NotUnderstood: It contains no such row, or such rows cannot be said in a line.
    """
    if cls not in READERS:
        raise NotUnderstood("it is given row by row, not in a line")
    if not text.replace(";", " ").strip():
        raise NotUnderstood(EXAMPLES[cls])
    return [*READERS[cls](text, cache(find))]


def left_in(cls: type[msgspec.Struct], text: str) -> Sequence[str]:
    """The parts of a line of rows that are not stored, as written."""
    if cls is not Casualties:
        return ()
    from briefing.model.parsers.casualties.parse import count_line

    return count_line(text).left


def _actors(text: str, find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.actors import read_actors

    return read_actors(text, find)


def _casualties(text: str, _find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.casualties.parse import count_line

    return count_line(text).rows


def _cites(text: str, find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.cites import read_cite

    return [read_cite(clause, find) for clause in clauses(text)]


def _evidence(text: str, find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.judging import read_evidence

    return [read_evidence(clause, find) for clause in clauses(text)]


def _indicators(text: str, _find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.judging import read_indicator

    return [read_indicator(clause) for clause in clauses(text)]


def _places(text: str, _find: Find) -> Sequence[dict[str, Any]]:
    from briefing.model.parsers.places import read_place

    return [read_place(text)]


def said_anew(
    cls: type[msgspec.Struct], was: dict[str, Any], row: dict[str, Any]
) -> dict[str, Any]:
    """A retyped row, with the fields no phrase covers as they were."""
    kept = {name: was[name] for name in _UNSAID.get(cls, ()) if name in was}
    return dict(without_stale_anchor(kept | row, was))


def kinds_in(cls: type[msgspec.Struct]) -> tuple[str, ...]:
    """The kinds of record that rows of a class refer to."""
    return tuple(kind for field in fields_of(cls) for kind in field.kinds)


READERS: dict[type[msgspec.Struct], _Reader] = {
    Actor: _actors,
    Casualties: _casualties,
    Cite: _cites,
    Evidence: _evidence,
    Indicator: _indicators,
    Place: _places,
}
"""The parser for each class of rows."""
