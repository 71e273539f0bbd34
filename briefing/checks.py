"""What is wrong or weak in a briefing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final, Literal, NamedTuple

from briefing.grounds import grounds_of
from briefing.links import linked
from briefing.model import dates
from briefing.model.circles import circles
from briefing.model.records import PARTIES, Event, Quote, Record, Source
from briefing.model.references import references
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import faults, plain
from briefing.search.entries import entry_of
from briefing.store.store import Store

Level = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing found.

    Attributes:
        level: An `error` is wrong in itself; a `warning` is weak.
        ref: The record.
        path: The field; empty for the record as a whole.
        problem: What it is, in plain English.
    """

    level: Level
    ref: str
    path: str
    problem: str

    def __str__(self) -> str:
        """On one line, as the command line prints it."""
        where = f"{self.ref} {self.path}" if self.path else self.ref
        return f"{self.level}: {where}: {self.problem}"


_ANNOUNCED: Final = timedelta(days=31)
"""How long before an event something may speak of it as planned."""


def check(store: Store) -> Iterator[Finding]:
    """Everything found, record by record, then what is wrong between records."""
    for ref, record in store.records():
        for finder in _FINDERS:
            yield from finder(store, ref, record)
    yield from _lookalikes(store)


def _broken_references(store: Store, ref: str, record: Record) -> Iterator[Finding]:
    for found in references(record):
        if store.get(found.ref) is None:
            yield Finding("error", ref, found.path, f"{found.ref} does not exist")


def _faulty_fields(_store: Store, ref: str, record: Record) -> Iterator[Finding]:
    if not is_slug(slug_of(ref)):
        yield Finding("error", ref, "", "its id has characters no id can have")
    for fault in faults(kind_of(ref), plain(record)):
        yield Finding("error", ref, fault.path, str(fault._replace(path="")))


def _circles(store: Store, ref: str, _record: Record) -> Iterator[Finding]:
    """A record that is part of itself, or derived from itself, by way of others."""
    for field, way in circles(store.get, ref):
        yield Finding("error", ref, field.name, "leads round to itself: " + " → ".join(way))


def _uncited(_store: Store, ref: str, record: Record) -> Iterator[Finding]:
    is_sourced = bool(record.cites) or isinstance(record, Source | Quote)
    if not is_sourced:
        yield Finding("warning", ref, "cites", "nothing says how this is known; cite a source")


def _contradictions(store: Store, ref: str, record: Record) -> Iterator[Finding]:
    """What a source gives otherwise than the record has it, and nobody has weighed."""
    for name, grounds in grounds_of(store, record).items():
        for against in grounds.against:
            if against.is_open:
                given = f"gives “{against.cite.value}”" if against.cite.value else "contradicts it"
                problem = f"{against.cite.source} {given}; say what you make of that (w)"
                yield Finding("warning", ref, name, problem)


def _cited_too_early(store: Store, ref: str, record: Record) -> Iterator[Finding]:
    """An event known from something published long before; what is announced comes soon after."""
    if not isinstance(record, Event) or not dates.is_date(record.date):
        return
    happened = dates.parse(record.date).earliest
    for number, cite in enumerate(record.cites):
        source = store.get(cite.source)
        published = source.published if isinstance(source, Source) else ""
        if dates.is_date(published) and happened - dates.parse(published).latest > _ANNOUNCED:
            problem = f"{cite.source} was published long before it happened, {published}"
            yield Finding("warning", ref, f"cites[{number}].source", problem)


def _lookalikes(store: Store) -> Iterator[Finding]:
    """Records that may be the same, and no link says whether they are."""
    entries = [entry_of(ref, record) for ref, record in store.records() if kind_of(ref) in PARTIES]
    if len(entries) < 2:
        return
    from briefing.search.lookalikes import lookalikes

    for pair in lookalikes(entries):
        if pair.other not in linked(store, pair.ref):
            problem = (
                f"“{pair.name}” looks like “{pair.other_name}” ({pair.other}); "
                "link them as same-as or not-same-as"
            )
            yield Finding("warning", pair.ref, "", problem)


_FINDERS: tuple[Callable[[Store, str, Record], Iterator[Finding]], ...] = (
    _faulty_fields,
    _broken_references,
    _circles,
    _uncited,
    _contradictions,
    _cited_too_early,
)
