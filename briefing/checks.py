"""Errors and weak spots in a briefing.

Each error is reported where it is. A weak spot is reported once per record, however often it occurs
there, or once per source if the source is the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final, Literal, NamedTuple, TypeVar

from briefing.links import linked
from briefing.model import dates
from briefing.model.contradictions import DISPUTED
from briefing.model.fields import Shape, field_of, fields_of
from briefing.model.kinds import PARTIES, kind_for
from briefing.model.kinds.event import Actor, Casualties
from briefing.model.kinds.record import Record, Row
from briefing.model.parsers.values import shown
from briefing.model.references import cycles, references
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import faults, plain
from briefing.provenance import Against, Provenance, origins, provenance_of, source_at
from briefing.search.entries import entry_of
from briefing.store.store import Store

Level = Literal["error", "warning"]


class Finding(NamedTuple):
    """One error or weak spot.

    Attributes:
        level: `error`, or `warning` for a weak spot.
        ref: The record.
        path: The field; empty for the whole record.
        problem: What is wrong, in plain English.
    """

    level: Level
    ref: str
    path: str
    problem: str

    def __str__(self) -> str:
        """On one line, as the command line prints it."""
        where = f"{self.ref} {self.path}" if self.path else self.ref
        return f"{self.level}: {where}: {self.problem}"


R = TypeVar("R", bound=Row)


class _Case(NamedTuple):
    """A record under examination, with its provenance."""

    store: Store
    ref: str
    record: Record
    provenance: Mapping[str, Provenance]

    def weak(self, path: str, problem: str) -> Finding:
        return Finding("warning", self.ref, path, problem)

    def wrong(self, path: str, problem: str) -> Finding:
        return Finding("error", self.ref, path, problem)

    def rows_of(self, row: type[R]) -> Mapping[str, Sequence[R]]:
        """The rows of a class, by field; only fields with rows."""
        fields = (field for field in fields_of(type(self.record)) if field.row is row)
        held = {field.name: getattr(self.record, field.attribute) for field in fields}
        return {name: rows for name, rows in held.items() if rows}

    def against(self, verdict: str) -> Sequence[tuple[str, Against]]:
        """The contradictions with a verdict ("" for unresolved), each with its field."""
        return [
            (name, against)
            for name, provenance in self.provenance.items()
            for against in provenance.against
            if against.cite.verdict == verdict
        ]


_ANNOUNCED: Final = timedelta(days=31)
"""How long before an event a source may announce it."""

_LONGEST_VALUE: Final = 60
"""Characters of a value shown in a finding."""


def check(store: Store) -> Iterator[Finding]:
    """Yield all findings, record by record, then those across records."""
    for ref, record in store.records():
        case = _Case(store, ref, record, provenance_of(store, record) if record.cites else {})
        for finder in _FINDERS:
            yield from finder(case)
    yield from _ungraded(store)
    yield from _lookalikes(store)


def _broken_references(case: _Case) -> Iterator[Finding]:
    for found in references(case.record):
        if case.store.get(found.ref) is None:
            yield case.wrong(found.path, f"{found.ref} does not exist")


def _faulty_fields(case: _Case) -> Iterator[Finding]:
    if not is_slug(slug_of(case.ref)):
        yield case.wrong("", "its id has characters no id can have")
    for fault in faults(kind_of(case.ref), plain(case.record)):
        yield case.wrong(fault.path, str(fault._replace(path="")))


def _cycles(case: _Case) -> Iterator[Finding]:
    for field, way in cycles(case.store.get, case.ref):
        yield case.wrong(field.name, "forms a cycle: " + " → ".join(way))


def _uncited(case: _Case) -> Iterator[Finding]:
    kind = kind_for(case.record)
    if not (case.record.cites or kind.is_source or kind.source_by or kind.is_own):
        yield case.weak("cites", "nothing says how this is known; cite a source")


def _contradictions(case: _Case) -> Iterator[Finding]:
    """Unresolved contradictions."""
    if waiting := case.against(""):
        problem = f"{_first_of(case, waiting)}; resolve it (w)"
        yield case.weak(waiting[0][0], problem)


def _disputes(case: _Case) -> Iterator[Finding]:
    """Contradictions resolved as disputed, and a disputed status that nobody disputes."""
    is_called_so = kind_for(case.record).status(case.record) == DISPUTED
    if disputed := case.against(DISPUTED):
        problem = f"disputed, {_first_of(case, disputed)}; settle it when more is known (w)"
        yield case.weak(disputed[0][0], problem)
    elif is_called_so and not any(provenance.against for provenance in case.provenance.values()):
        problem = "disputed, and nothing says by whom; cite what contradicts it (c)"
        yield case.weak("status", problem)


def _single_origin(case: _Case) -> Iterator[Finding]:
    """Casualty figures from a single origin, or from none."""
    for name in case.rows_of(Casualties) if case.record.cites else ():
        provenance = case.provenance.get(name, Provenance())
        numbers = (*provenance.numbers, *provenance.whole)
        found = origins(case.store, (case.record.cites[number - 1] for number in numbers))
        if not found:
            yield case.weak(name, "no source is cited for the figures; cite one (c)")
        elif len(found) == 1:
            problem = f"rest on one origin, {found[0]}; cite a second that does not copy it"
            yield case.weak(name, problem)


def _repeated_actors(case: _Case) -> Iterator[Finding]:
    """An actor listed twice in one role, as after a merge of two records."""
    for name, actors in case.rows_of(Actor).items():
        parts = Counter((actor.ref, actor.role) for actor in actors if actor.ref)
        for (ref, role), count in parts.items():
            if count > 1:
                what = f" as {role}" if role else ""
                yield case.weak(name, f"{ref} is listed {count} times{what}; remove one")


def _cited_too_early(case: _Case) -> Iterator[Finding]:
    """An event cited to a source published long before it."""
    happens_on = kind_for(case.record).happens_on
    date = getattr(case.record, happens_on) if happens_on else ""
    if not dates.is_date(date):
        return
    happened = dates.parse(date).earliest
    problems = {}
    for number, cite in enumerate(case.record.cites):
        source = source_at(case.store, cite.source)
        published = source.published if source else ""
        if dates.is_date(published) and happened - dates.parse(published).latest > _ANNOUNCED:
            problem = f"{cite.source} was published long before it happened, {published}"
            problems[f"cites[{number}].source"] = problem
    if problems:
        path, problem = next(iter(problems.items()))
        yield case.weak(path, f"{problem}{_and_more(len(problems) - 1)}")


def _first_of(case: _Case, found: Sequence[tuple[str, Against]]) -> str:
    """What the first of some contradictions says, and how many more there are."""
    name, against = found[0]
    cite = against.cite
    more = _and_more(len(found) - 1)
    if not cite.value:
        return f"{cite.source} contradicts it{more}"
    field = field_of(type(case.record), name)
    value = shown(field, cite.value, case.store.label) if field else cite.value
    if len(value) > _LONGEST_VALUE:
        value = f"{value[:_LONGEST_VALUE].rstrip()}…"
    # Prose gets no quotation marks, as its words may not be verbatim.
    is_prose = field is not None and field.shape is Shape.PROSE
    return f"{cite.source} gives {value if is_prose else f'“{value}”'}{more}"


def _and_more(count: int) -> str:
    return f" (and {count:,} more)" if count else ""


def _ungraded(store: Store) -> Iterator[Finding]:
    """Cited sources without a reliability, and cites without a credibility."""
    citing: dict[str, int] = {}
    ungraded: dict[str, list[str]] = {}
    for ref, record in store.records():
        sources = {cite.source for cite in record.cites}
        if source_by := kind_for(record).source_by:
            sources.add(getattr(record, source_by))
        for each in sources:
            citing[each] = citing.get(each, 0) + 1
        for cite in record.cites:
            if cite.credibility is None:
                ungraded.setdefault(cite.source, []).append(ref)
    for ref, times in citing.items():
        source = source_at(store, ref)
        if source and not source.reliability:
            records = "1 record is" if times == 1 else f"{times:,} records are"
            problem = f"not graded, and {records} known from it; say how reliable it is, A to F (e)"
            yield Finding("warning", ref, "reliability", problem)
    for ref, where in ungraded.items():
        if store.get(ref) is not None:
            cites = "1 cite of it has" if len(where) == 1 else f"{len(where):,} cites of it have"
            first = "in" if len(where) == 1 else "the first in"
            problem = f"{cites} no grade, {first} {where[0]}; say how credible they are, 1 to 6"
            yield Finding("warning", ref, "", problem)


def _lookalikes(store: Store) -> Iterator[Finding]:
    """Similar records that no link declares the same or distinct."""
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


_FINDERS: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
    _faulty_fields,
    _broken_references,
    _cycles,
    _uncited,
    _contradictions,
    _disputes,
    _single_origin,
    _repeated_actors,
    _cited_too_early,
)
