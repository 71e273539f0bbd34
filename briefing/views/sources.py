"""What rests on each source, and on how many origins each field of a record rests.

A field rests on the sources cited for it and on those cited for the whole record, unless they
contradict it; a quote also on the source that printed it, a judgement on those behind its
evidence. What rests on a copy also rests on the source it copies. It rests on one source alone if
nothing is left without that source and its copies.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from briefing.model.contradictions import is_own
from briefing.model.fields import field_of, fields_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of, make_ref
from briefing.provenance import chains, origin, source_at
from briefing.reasoning import grounds_in, with_judgements
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row

WHOLE = "the record as a whole"
"""What is said in place of a field where all of a record is meant."""


class SourceLine(NamedTuple):
    """A source and what rests on it, its copies included.

    Attributes:
        ref: The source.
        title: Its title.
        grade: Its reliability, A to F; empty if not graded.
        date: When it was published, in EDTF.
        origin: The source it goes back to; its own ref if it is original.
        cites: How many cites name it, copies not included.
        records: How many records rest on it.
        fields: How many of their fields; a whole record counts as one.
        records_alone: How many records rest on it alone.
        fields_alone: How many fields.
    """

    ref: str
    title: str
    grade: str
    date: str
    origin: str
    cites: int
    records: int
    fields: int
    records_alone: int
    fields_alone: int


class Resting(NamedTuple):
    """A field that rests on a source.

    Attributes:
        ref: The record.
        field: The field; empty for the whole record.
        is_alone: Whether nothing else supports it.
    """

    ref: str
    field: str
    is_alone: bool

    @property
    def said(self) -> str:
        """Whether it rests on the source alone, in words."""
        return "alone" if self.is_alone else "with others"


class Corroboration(NamedTuple):
    """How well a field is corroborated.

    Attributes:
        field: The field.
        origins: The independent sources it goes back to.
        names: Their names.
    """

    field: str
    origins: Sequence[str]
    names: Sequence[str]


def source_lines(book: Book) -> list[SourceLine]:
    """All sources, those first on which most rests alone."""
    cites: Counter[str] = Counter()
    # How many records and fields rest on the same sources: most on one, which is then looked at
    # once.
    records: Counter[Sequence[str]] = Counter()
    fields: Counter[Sequence[str]] = Counter()
    for _, record in book.records():
        for cite in record.cites:
            cites[cite.source] += 1
        entries = [tuple(refs) for refs in grounds_in(book, record).values()]
        for refs in entries:
            fields[refs] += 1
        if entries:
            records[entries[0] if len(entries) == 1 else tuple(chain(*entries))] += 1
    chain_of = chains(book)
    (of_records, records_alone), (of_fields, fields_alone) = (
        _resting(counted, chain_of) for counted in (records, fields)
    )
    lines = [
        SourceLine(
            ref,
            source.title,
            source.reliability,
            source.published,
            chain_of(ref)[-1],
            cites[ref],
            of_records[ref],
            of_fields[ref],
            records_alone[ref],
            fields_alone[ref],
        )
        for ref, source in _sources(book)
    ]
    return sorted(lines, key=lambda each: (-each.records_alone, -each.records, each.ref))


def _sources(book: Book) -> Iterator[tuple[str, Source]]:
    for slug, record in book.all(Source.kind_name).items():
        if isinstance(record, Source):
            yield make_ref(Source.kind_name, slug), record


def _resting(
    counted: Mapping[Sequence[str], int], chain_of: Callable[[str], Sequence[str]]
) -> tuple[Counter[str], Counter[str]]:
    """How many rest on each source, and how many on it alone.

    Args:
        counted: How many rest on the same sources.
        chain_of: Gives a source and those it goes back to.
    """
    resting: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for refs, count in counted.items():
        chains = [frozenset(chain_of(ref)) for ref in refs]
        for ref in frozenset().union(*chains):
            resting[ref] += count
        for ref in chains[0].intersection(*chains) if chains else ():
            alone[ref] += count
    return resting, alone


def resting_on(book: Book, source: str) -> list[Resting]:
    """The fields that rest on a source or its copies, those first that rest on it alone.

    Raises:
        UnknownRecord: There is no such record.
    """
    fallen = with_copies(book, [source])
    found = [
        Resting(ref, name, fallen.issuperset(refs))
        for ref in resting(book, fallen)
        for name, refs in grounds_in(book, book.need(ref)).items()
        if not fallen.isdisjoint(refs)
    ]
    return sorted(found, key=lambda each: not each.is_alone)


def corroboration(book: Book, record: Record) -> list[Corroboration]:
    """The independent origins of each field a record states, the weakest fields first."""
    found = [
        Corroboration(name, refs, tuple(map(book.label, refs)))
        for name, refs in field_origins(book, record)
    ]
    return sorted(found, key=lambda each: len(each.origins))


def field_origins(
    book: Book, record: Record, origin_of: Callable[[str], str] | None = None
) -> Iterator[tuple[str, Sequence[str]]]:
    """Each field a record states, and its independent origins.

    Args:
        book: The briefing.
        record: The record.
        origin_of: Gives the origin of a source, if that is remembered for many records.
    """
    known = grounds_in(book, record)
    origin_of = origin_of or partial(origin, book)
    is_own_work = kind_for(record).is_own
    for field in fields_of(type(record)):
        is_stated = getattr(record, field.attribute) not in (None, "", ())
        if is_own_work and field.name not in known:
            continue  # no source says what an analyst concludes
        if is_stated and not field.is_evidence and not is_own(field.name):
            sources = known.get(field.name, known.get("", ()))
            yield field.name, tuple(dict.fromkeys(map(origin_of, sources)))


def resting_answer(book: Book, source: str) -> Answer:
    """What rests on a source, as an answer."""
    headings = {True: "On it alone", False: "On others too"}
    found = resting_on(book, source)
    parts = [
        Part(
            heading,
            [
                Row(book.label(each.ref), field_said(each.ref, each.field), ref=each.ref)
                for each in found
                if each.is_alone is is_alone
            ],
            is_counted=True,
        )
        for is_alone, heading in headings.items()
    ]
    title = f"What rests on {book.label(source)}"
    return Answer(title, parts, copies_note(book, source), "nothing rests on it")


def corroboration_answer(book: Book, ref: str) -> Answer:
    """The independent origins of each field of a record, as an answer."""
    parts: dict[int, list[Row]] = {}
    for each in corroboration(book, book.need(ref)):
        lead = field_said(ref, each.field)
        named = zip(each.names, each.origins, strict=True)
        rows = [Row(name, lead, ref=origin) for name, origin in named]
        parts.setdefault(len(rows), []).extend(rows or [Row("no source", lead)])
    return Answer(
        f"The independent origins of {book.label(ref)}",
        [
            Part(f"{count} {plural(count, 'origin')}" if count else "No source", rows)
            for count, rows in parts.items()
        ],
        empty="it states nothing that needs a source",
    )


def field_said(ref: str, name: str) -> str:
    """A field of a record for a reader; `WHOLE` if it is empty."""
    field = field_of(KINDS[kind_of(ref)].cls, name)
    return field.label if field else name or WHOLE


def copies_note(book: Book, source: str) -> Sequence[str]:
    """A note that names the copies of a source, if there are any."""
    copies = with_copies(book, [source]) - {source}
    named = ", ".join(quoted(book.label(ref)) for ref in sorted(copies))
    return [f"What was derived from it is counted with it: {named}."] if copies else []


def with_copies(book: Book, sources: Iterable[str]) -> frozenset[str]:
    """Some sources and all that were derived from them, by way of others too.

    Raises:
        UnknownRecord: One of them does not exist.
    """
    found = dict.fromkeys(sources)
    for ref in found:
        book.need(ref)
    waiting = list(found)
    while waiting:
        ref = waiting.pop()
        for other in book.referrers(ref):
            source = source_at(book, other)
            if source is not None and source.derived_from == ref and other not in found:
                found[other] = None
                waiting.append(other)
    return frozenset(found)


def resting(book: Book, sources: Iterable[str]) -> list[str]:
    """The records that mention any of some sources, and the judgements that rest on those."""
    return with_judgements(
        book, (other for ref in sorted(sources) for other in book.referrers(ref))
    )
