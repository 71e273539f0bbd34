"""Records as they are copied into a report, a mail or a script: citations, Markdown, JSON, text.

A citation names its sources. Each statement is followed by the numbers of the sources that support
it, each with its best grade, as `[1 B2]`; the name by those cited for the whole record, which
support all that follows. Where sources disagree, the other values and the verdict on them come
right after the chosen value.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from briefing.model.parsers.values import items_in, shown
from briefing.model.quotation_marks import quoted
from briefing.model.refs import LabelOf
from briefing.provenance import Against, Provenance, grade, grade_of, provenance_of, source_at
from briefing.provenance import as_plain as plain_provenance
from briefing.store.store import Store

_SAID_LAST = "casualties"
"""The field that ends its sentence, so that what contradicts it can follow there."""
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&]|^[-+=]", re.MULTILINE)
_NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)
"""Signs that Markdown would take as its own: everywhere, or at the beginning of a line."""


def citation(store: Store, ref: str) -> str:
    """Return a record as a citation or a quotation, with its sources and what they disagree on.

    Args:
        store: The briefing.
        ref: The record.

    Raises:
        UnknownRecord: There is none.
    """
    return _cite(store, store.need(ref)).text


def as_markdown(store: Store, ref: str) -> str:
    """Return a record as a paragraph of Markdown, its name in bold, exact words as a quotation."""
    found = _cite(store, store.need(ref))
    before, head, marks, rest = map(_escaped, (found.before, found.head, found.marks, found.rest))
    if found.words:
        words = "\n".join(f"> {_escaped(line.strip())}" for line in found.words.splitlines())
        return f"{words}{marks}\n>\n> — {rest.lstrip(', .')}"
    return f"{before}{f'**{head}**' if found.is_name else head}{marks}{rest}"


def as_json(store: Store, ref: str) -> str:
    """Return a record as JSON with its ref, and which cites support and contradict each field."""
    record = store.need(ref)
    found = {"ref": ref, "record": record, "grounds": plain_provenance(store, record)}
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def as_plain(store: Store, ref: str) -> str:
    """Return the whole dossier of a record as plain text."""
    dossier = build_dossier(store, ref)
    return dossier_text(dossier) if dossier else ""


class Form(NamedTuple):
    """What a record can be copied as.

    Attributes:
        about: What that is, for the reader.
        make: Makes it of a record.
        between: What stands between several.
    """

    about: str
    make: Callable[[Store, str], str]
    between: str = "\n\n"


FORMS: dict[str, Form] = {
    "citation": Form("as one would cite or quote it", citation),
    "ref": Form("its name in this briefing", lambda _store, ref: ref, "\n"),
    "markdown": Form("the citation in Markdown", as_markdown),
    "json": Form("all its fields, for a script", as_json, "\n"),
    "plain": Form("the whole dossier as text", as_plain),
}
"""The forms by their names."""


def copied(store: Store, refs: Iterable[str], form: str) -> str:
    """Return records in one of the forms, one after the other."""
    chosen = FORMS[form]
    there = (ref for ref in refs if store.get(ref) is not None)
    return chosen.between.join(chosen.make(store, ref) for ref in there)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))


def _cite(store: Store, record: Record) -> Citation:
    """Tell a record in sentences.

    Args:
        store: Where the sources are.
        record: The record.
    """
    kind, writer = kind_for(record), _Writer(store, record)
    found = kind.citation(record, writer)
    if kind.is_source:
        return found
    return found._replace(rest=" ".join([found.rest, *writer.more()]))


class _Writer:
    """Tells one record, and counts the sources it names.

    Args:
        store: Where they are.
        record: The record.
    """

    def __init__(self, store: Store, record: Record) -> None:
        self.store = store
        self._record = record
        self._kind = kind_for(record)
        self._provenance = provenance_of(store, record)
        self._numbers: dict[str, int] = {}
        self._standing: list[str] = []

    @property
    def label_of(self) -> LabelOf:
        """Gives the name of a record."""
        return self.store.label

    def value(self, name: str) -> str:
        """The value of a field as a reader has it; empty where there is none."""
        field = field_of(type(self._record), name)
        held = getattr(self._record, field.attribute) if field else ""
        return value_line(field, held, self.store.label) if field else ""

    def statement(self, text: str, *names: str) -> str:
        """What some fields say, with its sources; empty where they are contradicted or say nothing.

        What is contradicted is told in a sentence of its own.
        """
        is_contested = any(self._of(name).against for name in names if name != _SAID_LAST)
        return f"{text}{self.marks(*names)}" if text and not is_contested else ""

    def marks(self, *names: str) -> str:
        """The sources that stand for some fields, each with its best grade: ` [1 B2][3 C3]`."""
        numbers = [number for name in names for number in self._of(name).numbers]
        found: dict[str, str] = {}
        for number in numbers:
            cite = self._record.cites[number - 1]
            given = grade_of(self.store, cite)
            found[cite.source] = min(filter(None, (found.get(cite.source), given)), default="")
        if self._kind.source_by and "" in names:
            # The words were printed there, whether or not a cite says so again.
            source = getattr(self._record, self._kind.source_by)
            found.setdefault(source, self._reliability(source))
        self._standing += found
        shown_marks = (f"[{f'{self._number(ref)} {how}'.strip()}]" for ref, how in found.items())
        if found:
            return f" {''.join(shown_marks)}"
        return UNSOURCED if self._is_unsourced(names) else ""

    def otherwise(self, name: str) -> str:
        """What sources give otherwise for a field, and what was made of that."""
        given = self._given_by_all(name)
        return f"; otherwise: {given}" if given else ""

    def more(self) -> Iterator[str]:
        """Yield the sentences that follow: what is contradicted, and the sources."""
        for name, found in self._provenance.items():
            if not found.against or name in (_SAID_LAST, "cites"):
                continue
            field = field_of(type(self._record), name)
            if field is None:
                yield f"Contradicted as a whole: {self._given_by_all(name)}."
            else:
                held = value_line(field, getattr(self._record, field.attribute), self.store.label)
                given = f"{held}{self.marks(name)}{self.otherwise(name)}"
                yield f"{field.label}: {given if held else self._given_by_all(name)}."
        yield from self._kind.citation_notes(self._record, self)
        yield from self._sources()

    def last_published(self) -> str:
        """The date of the newest source used so far; empty where one has none, or none is used."""
        found = [source_at(self.store, ref) for ref in self._standing]
        published = [source.published for source in found if source]
        if not all(map(dates.is_date, published)):
            return ""
        return max(published, key=lambda each: dates.parse(each).latest, default="")

    def _of(self, name: str) -> Provenance:
        return self._provenance.get(name, Provenance())

    def _is_unsourced(self, names: Sequence[str]) -> bool:
        is_covered = any(self._of(name).whole for name in names) or "" in names
        return bool(self._record.cites) and not is_covered and not self._kind.source_by

    def _number(self, ref: str) -> int:
        return self._numbers.setdefault(ref, len(self._numbers) + 1)

    def _reliability(self, ref: str) -> str:
        source = source_at(self.store, ref)
        return grade(source.reliability, None) if source else ""

    def _given_by_all(self, name: str) -> str:
        field = field_of(type(self._record), name)
        return "; ".join(self._given(field, each) for each in self._of(name).against)

    def _given(self, field: Field | None, against: Against) -> str:
        """What one source gives, who it is, how good, and the verdict on it."""
        cite = against.cite
        value = _value(field, cite.value, self.store.label) if field and cite.value else ""
        given = value or (quoted(cite.passage) if cite.passage else "not so")
        source = source_at(self.store, cite.source)
        name = source.publisher or quoted(source.title) if source else ""
        who = ", ".join(part for part in (name, against.grade) if part)
        verdict = against.judgement.replace(": ", ", ", 1)
        return f"{given} ([{self._number(cite.source)}] {who}: {verdict})"

    def _sources(self) -> Iterator[str]:
        if not self._numbers and not self._record.cites:
            yield "No source is cited."
        lines = {ref: self._source_line(ref, number) for ref, number in self._numbers.items()}
        for heading, is_for in (("Sources", True), ("Contradicting", False)):
            listed = [line for ref, line in lines.items() if (ref in self._standing) is is_for]
            if listed:
                yield f"{heading}: {' '.join(listed)}"

    def _source_line(self, ref: str, number: int) -> str:
        source = source_at(self.store, ref)
        if source is None:
            return f"[{number}] {ref}."
        line = f"[{number}] {source_line(source)}"
        origin = source.derived_from
        if not origin:
            return line
        # Two that copy each other confirm nothing.
        known = self._numbers.get(origin)
        return f"{line} Copied from {f'[{known}]' if known else quoted(self.store.label(origin))}."


def _value(field: Field, text: str, label_of: Callable[[str], str]) -> str:
    if field.row is Casualties and (rows := items_in(field, text)):
        return ", ".join(map(_toll, rows))
    return shown(field, text, label_of)


def _toll(row: Casualties) -> str:
    return f"{people(row)} {row.outcome}".strip()
