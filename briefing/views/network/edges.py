"""A tie as it is walked away from a record, in words.

Two records that took part in many events together have one line for all of these.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from briefing.model import dates
from briefing.model.kinds import kind_for
from briefing.model.labels import short_label
from briefing.views.answer import Row
from briefing.views.filters.periods import Holds, time_of
from briefing.views.network.ties import Ties, short_time, tie_row

MOST_APART = 2
"""Common events of two records that have a line each."""

_MOST_SOURCES = 3
_UNGRADED = "ungraded"


class Edge(NamedTuple):
    """A tie as it is walked away from the middle.

    Attributes:
        via: The link or event; one of the two records if that refers to the other.
        before: The record nearer to the middle.
        to: The other.
        is_first: Whether the other stands here in full, and not at another place.
        others: Further events that both took part in.
    """

    via: str
    before: str
    to: str
    is_first: bool
    others: tuple[str, ...] = ()

    @property
    def vias(self) -> Sequence[str]:
        """Every link or event of the line."""
        return (self.via, *self.others)

    @property
    def id(self) -> str:
        """An id for the tie and the record it leads to."""
        return f"{self.via} {self.to}"

    @property
    def is_reference(self) -> bool:
        """Whether one of the two records refers to the other."""
        return self.via in (self.before, self.to)


class Words(NamedTuple):
    """A tie in short.

    Attributes:
        role: How it reads from the record before it.
        time: When it was.
        claims: What other sources say instead.
        grade: How well founded it is.
        is_possible: Whether it only possibly was in the period.
    """

    role: str
    time: str
    claims: Sequence[str]
    grade: str
    is_possible: bool


def words_of(ties: Ties, edge: Edge) -> Words:
    """A tie in short."""
    if edge.is_reference:
        grade = ties.grade(*edge[:3]) or _UNGRADED
        return Words(ties.role(*edge[:3]), "", _otherwise(ties, edge), grade, is_possible=False)
    possible = [via for via in edge.vias if ties.holds(via) is Holds.POSSIBLY]
    is_possible = len(possible) == len(edge.vias)
    if edge.others:
        contested = sum(bool(ties.claims(via, edge.before, edge.to)) for via in edge.vias)
        claims = (f"{contested:,}",) if contested else ()
        role = f"both in {len(edge.vias):,} events"
        if possible and not is_possible:
            role += f" (≈ {len(possible):,})"
        return Words(role, _years(ties, edge), claims, _grades(ties, edge), is_possible)
    return Words(
        ties.role(*edge[:3]),
        ties.time(edge.via),
        _otherwise(ties, edge),
        ties.grade(*edge[:3]) or _UNGRADED,
        is_possible,
    )


def _otherwise(ties: Ties, edge: Edge) -> Sequence[str]:
    """The other times that sources give for a tie; an empty text if they differ otherwise."""
    record, claims = ties.book.need(edge.via), ties.claims(*edge[:3])
    times = [
        short_time(msgspec.structs.replace(record, **{each.field: each.value}))
        for each in claims
        if each.field in kind_for(record).dated_by and dates.is_date(each.value)
    ]
    return [*dict.fromkeys(times or ("" for _ in claims))]


def edge_said(ties: Ties, edge: Edge) -> str:
    """A tie in a sentence."""
    if not edge.others:
        return ties.said(*edge[:3])
    both = " and ".join(short_label(ties.book.need(each)) for each in (edge.before, edge.to))
    return f"{both} took part in {len(edge.vias):,} events ({_years(ties, edge)})"


def edge_row(ties: Ties, edge: Edge) -> Row:
    """A tie in a row of an answer, with its sources."""
    if not edge.others:
        return tie_row(ties, *edge[:3])
    words = words_of(ties, edge)
    refs = (ref for via in edge.vias for ref in ties.sources(via, edge.before, edge.to))
    sources = [ties.book.label(ref) for ref in dict.fromkeys(refs)]
    more = len(sources) - _MOST_SOURCES
    named = "; ".join(sources[:_MOST_SOURCES])
    said = [edge_said(ties, edge)]
    if sources:
        said.append(f"[{named} and {more:,} more]" if more > 0 else f"[{named}]")
    said += [f"≠ sources differ on {each} of them" for each in words.claims]
    unsure = sum(ties.holds(via) is Holds.POSSIBLY for via in edge.vias)
    possibly = "" if not unsure else "≈ possibly" if words.is_possible else f"≈ {unsure:,} possibly"
    grade = "" if words.grade == _UNGRADED else words.grade
    return Row(" ".join(said), tail=" ".join(filter(None, [possibly, grade])), ref=edge.to)


def _grades(ties: Ties, edge: Edge) -> str:
    """The best and the worst grade: "B2 to F6"; those without one count for nothing."""
    grades = {ties.grade(via, edge.before, edge.to) for via in edge.vias}
    found = sorted(filter(None, grades))
    return " to ".join(dict.fromkeys((found[0], found[-1]))) if found else _UNGRADED


def _years(ties: Ties, edge: Edge) -> str:
    """The years in which they may have been: "2005–2014", "since 2005" if one goes on."""
    texts = [time_of(ties.book.need(via))[0] for via in edge.vias]
    known = [dates.parse(text) for text in texts if dates.is_date(text)]
    undated = len(texts) - len(known)
    if not known:
        return "undated"
    first = min(each.earliest for each in known)
    last = max(each.latest for each in known)
    match first == dt.date.min, last == dt.date.max:
        case True, True:
            said = "undated"
        case False, True:
            said = f"since {first.year}"
        case True, False:
            said = f"until {last.year}"
        case _:
            said = "–".join(dict.fromkeys((str(first.year), str(last.year))))
    return f"{said}, {undated:,} undated" if undated else said
