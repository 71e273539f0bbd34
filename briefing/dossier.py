"""The reading view of one record: its facts, its ties, and the provenance of each.

Derived from the field declarations and the links; the screen, the command line and reports only
lay it out. `dossier_text` does so in plain text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import wrap

import msgspec

from briefing.links import Tie, ties
from briefing.model import dates
from briefing.model.contradictions import SET_ASIDE
from briefing.model.fields import Field, Shape, field_at, field_of, fields_of
from briefing.model.formatting import row_line, value_line
from briefing.model.kinds import KINDS, kind_for, lasting
from briefing.model.kinds.event import Actor, Casualties, people
from briefing.model.kinds.record import SHARED, Cite, Record
from briefing.model.markings import tlp
from briefing.model.parsers.values import shown
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.provenance import (
    Against,
    Provenance,
    best_grade,
    grade_of,
    provenance_of,
    source_at,
)
from briefing.store.book import Book


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a dossier.

    Attributes:
        text: The main text.
        lead: Shown before it: the label of a field, a role.
        tail: Shown after it: dates, a country.
        marks: Its provenance: the numbers of its cites and their grades, such as `[1] C3`.
        ref: The record it leads to; empty for none.
        field: The field it shows; empty for none.
        via: The link record it comes from; empty for none.
        against: The number of the cite that gives this as a contradiction; 0 for none.
        is_open: Whether that contradiction is unresolved.
    """

    text: str
    lead: str = ""
    tail: str = ""
    marks: str = ""
    ref: str = ""
    field: str = ""
    via: str = ""
    against: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, which may be empty."""

    heading: str
    items: tuple[Item, ...]
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one record, for reading.

    Attributes:
        ref: The record.
        kind: Its kind.
        title: Its name.
        status: Its state, shown beside the name.
        subtitle: Its marking, abbreviation and aliases.
        sections: The rest, in reading order; none is empty.
    """

    ref: str
    kind: str
    title: str
    status: str
    subtitle: str
    sections: tuple[Section, ...]


def build_dossier(book: Book, ref: str) -> Dossier | None:
    """Build the dossier of a record; None if there is no such record."""
    record = book.get(ref)
    if record is None:
        return None
    composer = _Composer(book, ref, record)
    notes = Section("As shown", tuple(map(Item, book.notes(ref))), is_prose=True)
    sections = tuple(section for section in (notes, *composer.sections()) if section.items)
    return Dossier(
        ref=ref,
        kind=record.kind_name,
        title=book.label(ref),
        status=kind_for(record).status(record),
        subtitle=composer.subtitle(),
        sections=sections,
    )


def dossier_text(dossier: Dossier, width: int = 100) -> str:
    """Lay a dossier out in lines.

    Args:
        dossier: What to print.
        width: Characters a line may have.
    """
    status = f"  ({dossier.status})" if dossier.status else ""
    lines = [*wrap(f"{dossier.title}{status}", width), *wrap(dossier.subtitle, width), dossier.ref]
    for section in dossier.sections:
        lines += ["", *_section_lines(section, width)]
    return "\n".join(lines)


class _Composer:
    def __init__(self, book: Book, ref: str, record: Record) -> None:
        self._book = book
        self._ref = ref
        self._record = record
        self._kind = kind_for(record)
        self._provenance = provenance_of(book, record)

    def subtitle(self) -> str:
        aliases = self._record.aliases
        also = f"also {', '.join(aliases)}" if aliases else ""
        parts = (tlp(self._record.marking), self._kind.abbreviation(self._record), also)
        return " · ".join(filter(None, parts))

    def sections(self) -> Iterator[Section]:
        yield from self._prose()
        yield Section("", tuple(self._facts()))
        yield from self._tied()
        yield Section("Sources", tuple(self._sources()))

    def _prose(self) -> Iterator[Section]:
        """The long texts, except one that is the title, as a quote's words are."""
        for declared in fields_of(type(self._record)):
            value = getattr(self._record, declared.attribute)
            if declared.shape is not Shape.PROSE or not value:
                continue
            if declared.attribute == self._kind.named_by:
                continue
            heading = "" if declared.name == "summary" else declared.label
            marks = self._provenance_of(declared).marks
            yield Section(heading, (Item(value, field=declared.name, marks=marks),), is_prose=True)

    def _facts(self) -> Iterator[Item]:
        for against in self._provenance.get("", Provenance()).against:
            yield self._against_item(None, against)
        for declared in fields_of(type(self._record)):
            value = getattr(self._record, declared.attribute)
            provenance = self._provenance_of(declared)
            if declared.name == "cites" or declared.is_aside:
                continue
            if value not in (None, "", ()) and not self._is_elsewhere(declared):
                yield from self._field_items(declared, value, provenance.marks)
            elif provenance.against:
                # A contradiction needs a line above it that shows what it contradicts.
                is_long = declared.shape is Shape.PROSE and bool(value)
                text = "as above" if is_long else value_line(declared, value, self._book.label)
                marks = provenance.marks
                yield Item(text or "–", declared.label, marks=marks, field=declared.name)
            for against in provenance.against:
                yield self._against_item(declared, against)

    def _against_item(self, declared: Field | None, against: Against) -> Item:
        """A contradiction of a field, or of the whole record."""
        cite = against.cite
        given = quoted(cite.passage) if cite.passage else self._book.label(cite.source)
        if declared and cite.value:
            given = shown(declared, cite.value, self._book.label)
        return Item(
            f"≠ {given}",
            lead="" if declared else "All of it",
            tail=against.judgement,
            marks=" ".join(part for part in (f"[{against.number}]", against.grade) if part),
            field=declared.name if declared else "",
            against=against.number,
            is_open=against.is_open,
        )

    def _provenance_of(self, declared: Field) -> Provenance:
        return self._provenance.get(declared.name, Provenance())

    def _is_elsewhere(self, declared: Field) -> bool:
        """Whether the head or the prose shows it."""
        is_prose = declared.shape is Shape.PROSE
        in_head = ("aliases", self._kind.named_by, self._kind.short_by)
        return is_prose or declared.attribute in in_head

    def _field_items(self, declared: Field, value: object, marks: str) -> Iterator[Item]:
        """One item for a value; one for each entry of rows and refs, which can be followed."""
        is_list = declared.shape in (Shape.ROWS, Shape.REFS) and isinstance(value, tuple)
        lead = declared.label
        for line in value if is_list and isinstance(value, tuple) else (value,):
            item = self._value_item(declared, line)
            yield replace(item, lead=lead, marks=marks, field=declared.name)
            lead = marks = ""

    def _value_item(self, declared: Field, value: object) -> Item:
        match value:
            case Actor():
                text = self._book.label(value.ref) if value.ref else value.name
                return Item(text, tail=value.role, ref=value.ref)
            case Casualties():
                return Item(people(value), tail=value.outcome)
            case msgspec.Struct():
                return Item(row_line(value, self._book.label))
        ref = str(value) if declared.shape in (Shape.REF, Shape.REFS) else ""
        line = value if not ref else (str(value),)
        return Item(value_line(declared, line, self._book.label), ref=ref)

    def _tied(self) -> Iterator[Section]:
        """Its links, and what other records say of it."""
        others = [tie for tie in ties(self._book, self._ref) if tie.via != self._ref]
        others.sort(key=_tie_order)
        for heading, group in groupby(others, key=_heading):
            items = (self._tie_item(tie) for tie in group)
            yield Section(heading, tuple(dict.fromkeys(items)))

    def _tie_item(self, tie: Tie) -> Item:
        via = self._book.need(tie.via)
        kind = kind_for(via)
        lead, tail = kind.tied(via, tie.role, self._book.label)
        if kind.is_tie and self._book.is_uncertain(tie.via):
            lead = f"possibly {kind.tied(lasting(via), tie.role, self._book.label)[0]}"
        item = Item(
            self._book.label(tie.ref),
            lead,
            " · ".join(part for part in (tie.detail, tail) if part),
            ref=tie.ref,
        )
        if not kind.is_tie:
            return item
        return replace(item, marks=_link_grade(self._book, via), via=tie.via)

    def _sources(self) -> Iterator[Item]:
        return (self._cite_item(number, cite) for number, cite in enumerate(self._record.cites, 1))

    def _cite_item(self, number: int, cite: Cite) -> Item:
        source = source_at(self._book, cite.source)
        published = source.published if source else ""
        found = (each for provenance in self._provenance.values() for each in provenance.against)
        against = next((each for each in found if each.number == number), None)
        contradicts = "contradicts" if against else ""
        passage = quoted(cite.passage) if cite.passage else ""
        verdict = ": ".join(part for part in (cite.verdict, cite.reason) if part)
        verdict = against.judgement if against else verdict
        judged = f"({verdict})" if verdict else ""
        field = field_at(type(self._record), cite.field)
        value = shown(field, cite.value, self._book.label) if field and cite.value else cite.value
        said = " ".join(part for part in (contradicts, value, passage, judged) if part)
        text = ": ".join(part for part in (cite.field, said) if part)
        text = text or self._book.label(cite.source)
        return Item(
            text,
            lead=f"[{number}]",
            tail=f"{published} {self._book.label(cite.source)}".strip(),
            marks=grade_of(self._book, cite),
            ref=cite.source,
            field="cites",
        )


def _link_grade(book: Book, link: Record) -> str:
    """The best grade of a link, and `≠` if sources disagree on it."""
    is_doubtful = any(
        against.cite.verdict != SET_ASIDE
        for provenance in provenance_of(book, link).values()
        for against in provenance.against
    )
    return " ".join(filter(None, [best_grade(book, link), "≠" if is_doubtful else ""]))


def _tying_field(tie: Tie) -> Field:
    field = field_of(KINDS[kind_of(tie.via)].cls, tie.field)
    if field is None:
        raise LookupError(f"{tie.via} has no field {tie.field}")
    return field


def _heading(tie: Tie) -> str:
    return _tying_field(tie).heading or KINDS[kind_of(tie.via)].plural.capitalize()


def _tie_order(tie: Tie) -> tuple[object, ...]:
    """Links first, then the kinds of the panes, then citing records, then the rest."""
    kind, field = KINDS[kind_of(tie.via)], _tying_field(tie)
    place = (list(KINDS).index(kind.name), kind.fields.index(field))
    if field.attribute in SHARED:
        place, part = (0, 0), 2
    elif kind.is_tie:
        place, part = (0, 0), 0
    else:
        part = 1 if kind.is_pane else 3
    return part, place, _heading(tie), dates.sort_key(tie.date), tie.role


def _section_lines(section: Section, width: int) -> Iterator[str]:
    if section.heading:
        yield section.heading
    lead = max((len(item.lead) for item in section.items), default=0)
    for item in section.items:
        if section.is_prose:
            for part in item.text.splitlines():
                yield from wrap(part, width - 2, initial_indent="  ", subsequent_indent="  ") or [
                    ""
                ]
        else:
            yield from _item_lines(item, lead, width)


def _item_lines(item: Item, lead: int, width: int) -> Iterator[str]:
    before = f"  {item.lead:<{lead}}  " if lead else "  "
    ref = "" if item.field == "cites" else item.ref
    behind = "  ".join(part for part in (item.tail, item.marks, ref) if part)
    text = f"{item.text}  ({behind})" if behind else item.text
    yield from wrap(text, width, initial_indent=before, subsequent_indent=" " * len(before)) or [
        before.rstrip()
    ]
