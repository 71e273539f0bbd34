"""Records as they are copied into a report, a mail or a script: citations, Markdown, JSON, text.

A citation names its sources. Each statement is followed by the numbers of the sources that support
it, each with its best grade, as `[1 B2]`; the name by those cited for the whole record, which
support all that follows. Where sources disagree, the other values and the verdict on them come
right after the chosen value.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from briefing.dossier import build_dossier, dossier_text
from briefing.model import dates
from briefing.model.fields import Field, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import kind_for
from briefing.model.kinds.citation import UNSOURCED, Citation
from briefing.model.kinds.event import Casualties, people
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import source_line
from briefing.model.markdown import escaped
from briefing.model.parsers.values import items_in, shown
from briefing.model.quotation_marks import quoted
from briefing.provenance import (
    Against,
    Provenance,
    as_plain,
    grade,
    grade_of,
    provenance_of,
    source_at,
)
from briefing.store.book import Book

_SAID_LAST = "casualties"
"""The field that ends its sentence, so that its contradictions can follow there."""


def citation(book: Book, ref: str) -> str:
    """Return a record as a citation or a quotation, with its sources and their disagreements.

    Raises:
        UnknownRecord: There is no such record.
    """
    return _cite(book, book.need(ref)).text


def as_markdown(book: Book, ref: str) -> str:
    """Return a record as a paragraph of Markdown: name in bold, verbatim words as a quotation."""
    found = _cite(book, book.need(ref))
    before, head, marks, rest = map(escaped, (found.before, found.head, found.marks, found.rest))
    if found.words:
        words = "\n".join(f"> {escaped(line.strip())}" for line in found.words.splitlines())
        return f"{words}{marks}\n>\n> — {rest.lstrip(', .')}"
    return f"{before}{f'**{head}**' if found.is_name else head}{marks}{rest}"


def as_json(book: Book, ref: str) -> str:
    """Return a record as JSON, with its ref and the provenance of each field."""
    record = book.need(ref)
    found = {"ref": ref, "record": record, "grounds": as_plain(book, record)}
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def as_text(book: Book, ref: str) -> str:
    """Return the whole dossier of a record as plain text."""
    dossier = build_dossier(book, ref)
    return dossier_text(dossier) if dossier else ""


class CopyFormat(NamedTuple):
    """A format in which records can be copied.

    Attributes:
        about: What it is, for the reader.
        make: Returns a record in this format.
        between: The separator between records.
    """

    about: str
    make: Callable[[Book, str], str]
    between: str = "\n\n"


COPY_FORMATS: dict[str, CopyFormat] = {
    "citation": CopyFormat("as one would cite or quote it", citation),
    "ref": CopyFormat("its name in this briefing", lambda _book, ref: ref, "\n"),
    "markdown": CopyFormat("the citation in Markdown", as_markdown),
    "json": CopyFormat("all its fields, for a script", as_json, "\n"),
    "plain": CopyFormat("the whole dossier as text", as_text),
}


def copied(book: Book, refs: Iterable[str], form: str) -> str:
    """Return records in one of `COPY_FORMATS`, skipping those that do not exist."""
    chosen = COPY_FORMATS[form]
    there = (ref for ref in refs if book.get(ref) is not None)
    return chosen.between.join(chosen.make(book, ref) for ref in there)


def _cite(book: Book, record: Record) -> Citation:
    kind, writer = kind_for(record), _Writer(book, record)
    found = kind.citation(record, writer)
    if kind.is_source:
        return found
    return found._replace(rest=" ".join([found.rest, *writer.more()]))


class _Writer:
    """Writes the citation of one record, numbering the sources it names."""

    def __init__(self, book: Book, record: Record) -> None:
        self._book = book
        self._record = record
        self._kind = kind_for(record)
        self._provenance = provenance_of(book, record)
        self._numbers: dict[str, int] = {}
        self._supporting: list[str] = []
        self.label_of = book.label

    def value(self, name: str) -> str:
        field = field_of(type(self._record), name)
        held = getattr(self._record, field.attribute) if field else ""
        return value_line(field, held, self._book.label) if field else ""

    def statement(self, text: str, *names: str) -> str:
        # A contested field gets a sentence of its own, from `more`.
        is_contested = any(self._of(name).against for name in names if name != _SAID_LAST)
        return f"{text}{self.marks(*names)}" if text and not is_contested else ""

    def marks(self, *names: str) -> str:
        numbers = [number for name in names for number in self._of(name).numbers]
        found: dict[str, str] = {}
        for number in numbers:
            cite = self._record.cites[number - 1]
            given = grade_of(self._book, cite)
            found[cite.source] = min(filter(None, (found.get(cite.source), given)), default="")
        if self._kind.source_by and "" in names:
            # The words were printed there, whether or not a cite repeats it.
            ref = getattr(self._record, self._kind.source_by)
            source = source_at(self._book, ref)
            found.setdefault(ref, grade(source.reliability, None) if source else "")
        self._supporting += found
        shown_marks = (f"[{f'{self._number(ref)} {how}'.strip()}]" for ref, how in found.items())
        if found:
            return f" {''.join(shown_marks)}"
        is_covered = "" in names or any(self._of(name).whole for name in names)
        is_unsourced = self._record.cites and not is_covered and not self._kind.source_by
        return UNSOURCED if is_unsourced else ""

    def otherwise(self, name: str) -> str:
        given = self._given_by_all(name)
        return f"; otherwise: {given}" if given else ""

    def more(self) -> Iterator[str]:
        """Yield the sentences that follow: contradictions, notes, sources."""
        for name, found in self._provenance.items():
            if not found.against or name in (_SAID_LAST, "cites"):
                continue
            field = field_of(type(self._record), name)
            if field is None:
                yield f"Contradicted as a whole: {self._given_by_all(name)}."
            else:
                held = value_line(field, getattr(self._record, field.attribute), self._book.label)
                given = f"{held}{self.marks(name)}{self.otherwise(name)}"
                yield f"{field.label}: {given if held else self._given_by_all(name)}."
        yield from self._kind.citation_notes(self._record, self)
        yield from self._sources()

    def last_published(self) -> str:
        found = [source_at(self._book, ref) for ref in self._supporting]
        published = [source.published for source in found if source]
        if not all(map(dates.is_date, published)):
            return ""
        return max(published, key=lambda each: dates.parse(each).latest, default="")

    def _of(self, name: str) -> Provenance:
        return self._provenance.get(name, Provenance())

    def _number(self, ref: str) -> int:
        return self._numbers.setdefault(ref, len(self._numbers) + 1)

    def _given_by_all(self, name: str) -> str:
        field = field_of(type(self._record), name)
        return "; ".join(self._given(field, each) for each in self._of(name).against)

    def _given(self, field: Field | None, against: Against) -> str:
        """What one source says instead, its grade, and the verdict on it."""
        cite = against.cite
        value = _value(field, cite.value, self._book.label) if field and cite.value else ""
        given = value or (quoted(cite.passage) if cite.passage else "not so")
        source = source_at(self._book, cite.source)
        name = source.publisher or quoted(source.title) if source else ""
        who = ", ".join(part for part in (name, against.grade) if part)
        verdict = against.judgement.replace(": ", ", ", 1)
        return f"{given} ([{self._number(cite.source)}] {who}: {verdict})"

    def _sources(self) -> Iterator[str]:
        if not self._numbers and not self._record.cites:
            yield "No source is cited."
        lines = {ref: self._source_line(ref, number) for ref, number in self._numbers.items()}
        for heading, is_for in (("Sources", True), ("Contradicting", False)):
            listed = [line for ref, line in lines.items() if (ref in self._supporting) is is_for]
            if listed:
                yield f"{heading}: {' '.join(listed)}"

    def _source_line(self, ref: str, number: int) -> str:
        source = source_at(self._book, ref)
        if source is None:
            return f"[{number}] {ref}."
        line = f"[{number}] {source_line(source)}"
        origin = source.derived_from
        if not origin:
            return line
        # Name the original: a copy confirms nothing.
        known = self._numbers.get(origin)
        return f"{line} Copied from {f'[{known}]' if known else quoted(self._book.label(origin))}."


def _value(field: Field, text: str, label_of: Callable[[str], str]) -> str:
    if field.row is Casualties and (rows := items_in(field, text)):
        return ", ".join(f"{people(row)} {row.outcome}".strip() for row in rows)
    return shown(field, text, label_of)
