"""The briefing as it stood in the world on a date."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

import msgspec

from briefing.model import dates
from briefing.model.dates.bounds import bounds
from briefing.model.dates.wording import OPEN, UNKNOWN
from briefing.model.fields import Field, Shape
from briefing.model.kinds import KINDS, kind_for, lasting
from briefing.model.kinds.event import Casualties, Event
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import full_label
from briefing.model.plurals import plural
from briefing.model.references import mentioned, without_references
from briefing.provenance import source_at
from briefing.store.book import Book
from briefing.store.errors import UnknownRecord
from briefing.views.books.changed_book import ChangedBook

Certainty = Literal["certain", "possible", "undated", "absent"]
"""Whether a record had begun by the date: certainly; possibly, as its date may be later; its date
is unknown; or certainly not."""

_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_EMPTY: Final = (None, "", ())


class AsOf(ChangedBook):
    """The briefing as it stood at the end of a day.

    What was certainly later is not shown; what may have been later is kept, and `certainty` says
    so. The rules follow from the declarations of the fields (`begins`, `ends`, `at_present`):

    * A record whose beginning is certainly later is absent: events and links not yet begun, groups
      not yet founded, leaders not yet born, quotes not yet said. A quote without a date was said by
      the day its source was published. `~` and `?` widen no date, as nowhere in the program.
    * A record that needs an absent one is absent too: a link without one of its ends. Elsewhere the
      name of an absent record takes the place of the reference.
    * An end that was certainly later was not known then: the field is empty, and so is a status
      that only follows from it, such as "dead". Cites that give it are left out. The same holds if
      the record leaves the end open and all its cites give later ones.
    * An event that lasted longer is shown as going on.
    * Summaries, positions and other statuses have no date. They stay as judged today, and `notes`
      says so. But a summary is left out if something else of the record was, as it was then written
      in hindsight, and if it names a later year.
    * Sources and all that is evidence stay as they are: they are how we know.

    Args:
        book: The briefing.
        day: The date.

    Attributes:
        day: The date.
    """

    def __init__(self, book: Book, day: dt.date) -> None:
        super().__init__(book)
        self.day = day
        self._parts: dict[str, _Parts] = {}
        self._later: dict[str, bool] = {}
        self._always_there = tuple(f"{name}:" for name, kind in KINDS.items() if kind.is_source)

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return min(self.day, self._book.last_day)

    def has(self, record: Record) -> bool:
        """Whether a record may have begun by the date."""
        # Unrolled, because it goes through 100,000 records at once.
        parts = self._parts_of(record)
        if parts.is_source:
            return True
        date = getattr(record, parts.begins.attribute) if parts.begins else ""
        if not date and parts.source_by:
            date = self._published(record, parts)
        is_later = self._later.get(date)
        if is_later is None:
            span = _beginning_of(date)
            is_later = self._later[date] = span is not None and span[0] > self.day
        if is_later:
            return False
        for name in parts.needed:  # noqa: SIM110  a generator takes twice as long
            if self._is_absent(getattr(record, name)):
                return False
        return True

    def certainty(self, ref: str) -> Certainty:
        """Whether a record had begun by the date.

        Raises:
            UnknownRecord: The briefing has no such record at all.
        """
        record = self._book.need(ref)
        if not self.has(record):
            return "absent"
        parts = self._parts_of(record)
        span = None if parts.is_source else self._beginning(record, parts)
        if span is None:
            return "undated"
        return "certain" if span[1] <= self.day else "possible"

    def is_uncertain(self, ref: str) -> bool:
        """Whether a record may not have begun by the date, or a tie no longer have held then.

        Of a tie or an event without a date nobody knows whether it was before or after.
        """
        record = self._book.get(ref)
        if record is None:
            return False
        certainty = self.certainty(ref)
        if certainty == "undated" and (kind_for(record).is_tie or isinstance(record, Event)):
            return not self._is_over(record)
        return certainty == "possible" or self._may_be_over(record)

    def label(self, ref: str) -> str:
        """The name of a record; a tie that may have ended by the date reads as lasting."""
        record = self.get(ref)
        if record is None or not self._may_be_over(record):
            return super().label(ref)
        return full_label(lasting(record), self.label)

    def notes(self, ref: str) -> Sequence[str]:
        """What a reader of a record should know: what is uncertain, undated or left out.

        Raises:
            UnknownRecord: The record is not there.
        """
        shown, was = self.need(ref), self._book.need(ref)
        return (*super().notes(ref), *self._notes(ref, was, shown))

    def row_tail(self, ref: str, tail: str) -> str:
        """What ends the row of a record; what is only known of today says so."""
        record = self.get(ref) if tail else None
        undated = self._undated(record) if record else ()
        is_of_today = any(getattr(record, field.attribute) == tail for field in undated)
        return super().row_tail(ref, f"now: {tail}" if is_of_today else tail)

    def need(self, ref: str) -> Record:
        """The record a ref names.

        Raises:
            UnknownRecord: There is none, or not yet on the date.
        """
        record = self.shown(self._book.need(ref))
        if record is None:
            raise UnknownRecord(ref, f"{ref} is later than {dates.describe(str(self.day))}")
        return record

    @property
    def said(self) -> str:
        """The day: "as of 1 January 2013"."""
        return f"as of {dates.describe(str(self.day))}"

    def summary(self) -> str:
        """One line for a header: "as of 1 January 2013: 12 of 15 events, 3 undated links kept"."""
        counts, undated = [], []
        for name, kind in KINDS.items():
            there = [record for record in self._book.all(name).values() if self.has(record)]
            total = len(self._book.all(name))
            if len(there) < total:
                counts.append(f"{len(there):,} of {total:,} {plural(total, name, kind.plural)}")
            if kind.is_tie:
                number = sum(not self._beginning(each, self._parts_of(each)) for each in there)
                if number:
                    undated.append(f"{number:,} undated {plural(number, name, kind.plural)} kept")
        said = ", ".join([*(counts or ["nothing is later"]), *undated])
        return f"{self.said}: {said}"

    def _changed(self, record: Record) -> Record:
        parts = self._parts_of(record)
        if parts.is_source:
            return record
        changes = self._left_out(record, parts)
        shown = msgspec.structs.replace(record, **changes) if changes else record
        absent = [
            ref
            for ref in mentioned(shown)
            if not ref.startswith(self._always_there) and self._is_absent(ref)
        ]
        if not absent:
            return shown
        return without_references(shown, {ref: self._book.label(ref) for ref in absent}) or shown

    def _left_out(self, record: Record, parts: "_Parts") -> dict[str, Any]:
        """The fields that change as what they say was later, with their cites."""
        changes: dict[str, Any] = {}
        begun = getattr(record, parts.begins.attribute) if parts.begins else ""
        if parts.begins and (going_on := self._without_end(begun)) != begun:
            changes[parts.begins.attribute] = going_on
        if parts.ends and self._ended_later(record, parts.ends):
            changes[parts.ends.attribute] = ""
            for field in parts.states:
                if getattr(record, field.attribute) in field.over:
                    changes[field.attribute] = ""
        for field in parts.texts:
            words = getattr(record, field.attribute)
            if words and (changes or self._names_later_year(words)):
                changes[field.attribute] = ""
        if changes and record.cites:
            changes["cites"] = tuple(self._cites(record, parts, changes))
        return changes

    def _ended_later(self, record: Record, field: Field) -> bool:
        if date := getattr(record, field.attribute):
            return self._is_later(date)
        if not record.cites:
            return False
        given = [cite.value for cite in record.cites if cite.field == field.name and cite.value]
        return bool(given) and all(map(self._is_later, given))

    def _cites(self, record: Record, parts: "_Parts", changes: dict[str, Any]) -> Iterator[Cite]:
        """The cites of a record without those that give what was later."""
        is_over = parts.ends is not None and parts.ends.attribute in changes
        dated = (parts.begins, parts.ends, *parts.states, *parts.texts)
        fields = {field.name: field for field in dated if field}
        for cite in record.cites:
            field = fields.get(cite.field)
            if field is None:
                yield cite
            elif field is parts.begins or field in parts.texts:
                if field.attribute not in changes:
                    yield cite
                elif field is parts.begins:
                    yield msgspec.structs.replace(cite, value=self._without_end(cite.value))
            elif not (is_over and self._came_later(field, record, cite)):
                yield cite

    def _came_later(self, field: Field, record: Record, cite: Cite) -> bool:
        """Whether a cite gives an end that was later, or a state that follows from one."""
        given = cite.value or getattr(record, field.attribute)
        return given in field.over if field.over else not given or self._is_later(given)

    def _without_end(self, text: str) -> str:
        """A date that lasted beyond the day, without its end; empty if nothing else is known."""
        if "/" not in text or not dates.is_date(text):
            return text
        start, end = dates.parse(text).ends[0]
        if end in (OPEN, UNKNOWN) or bounds(end)[0] <= self.day:
            return text
        return f"{start}/{OPEN}" if start not in (OPEN, UNKNOWN) else ""

    def _is_later(self, text: str) -> bool:
        return dates.is_date(text) and dates.parse(text).earliest > self.day

    def _may_be_over(self, record: Record) -> bool:
        """Whether a tie may or may not have ended by the date."""
        kind, ends = kind_for(record), self._parts_of(record).ends
        ended = getattr(record, ends.attribute) if kind.is_tie and ends else ""
        if not dates.is_date(ended):
            return False
        date = dates.parse(ended)
        return date.earliest <= self.day < date.latest < dt.date.max

    def _is_over(self, record: Record) -> bool:
        """Whether something had certainly ended by the date."""
        ends = self._parts_of(record).ends
        ended = getattr(record, ends.attribute) if ends else ""
        return dates.is_date(ended) and dates.parse(ended).latest <= self.day

    def _names_later_year(self, words: str) -> bool:
        return any(int(year) > self.day.year for year in _YEAR.findall(words))

    def _is_absent(self, ref: str) -> bool:
        record = self._book.get(ref)
        return record is not None and not self.has(record)

    def _beginning(self, record: Record, parts: "_Parts") -> "_Span | None":
        """The first and the last day on which a record can have begun; None if unknown."""
        date = getattr(record, parts.begins.attribute) if parts.begins else ""
        return _beginning_of(date or self._published(record, parts))

    def _published(self, record: Record, parts: "_Parts") -> str:
        """When the source that a record rests on was published; empty if unknown."""
        source = (
            source_at(self._book, getattr(record, parts.source_by)) if parts.source_by else None
        )
        return source.published if source else ""

    def _parts_of(self, record: Record) -> "_Parts":
        parts = self._parts.get(record.kind_name)
        if parts is None:
            parts = self._parts[record.kind_name] = _Parts.of(kind_for(record))
        return parts

    def _notes(self, ref: str, was: Record, shown: Record) -> Iterator[str]:
        parts = self._parts_of(was)
        certainty = "certain" if parts.is_source else self.certainty(ref)
        if certainty == "possible":
            yield "It may not have begun by then."
        elif certainty == "undated" and kind_for(was).is_tie:
            yield "It is not known since when this held."
        fields = kind_for(was).fields
        gone = [
            field
            for field in fields
            if getattr(was, field.attribute) != getattr(shown, field.attribute)
            and not field.is_evidence
        ]
        if gone:
            yield f"Left out or shortened, as later: {_labels(gone)}."
        figures = [
            field for field in fields if field.row is Casualties and getattr(shown, field.attribute)
        ]
        if parts.begins in gone and figures:
            yield f"Its figures may be of the whole time: {_labels(figures)}."
        ended = getattr(shown, parts.ends.attribute) if parts.ends else ""
        if parts.ends and dates.is_date(ended) and dates.parse(ended).latest > self.day:
            yield f"May be later: {parts.ends.label}."
        if undated := self._undated(shown):
            yield f"Undated, as judged today: {_labels(undated)}."

    def _undated(self, record: Record) -> Sequence[Field]:
        """The fields of a record as it is shown that say how things stand today."""
        ends = self._parts_of(record).ends
        is_over = bool(ends and getattr(record, ends.attribute))
        return [
            field
            for field in kind_for(record).fields
            if field.is_present
            and (value := getattr(record, field.attribute))
            and not (is_over and value in field.over)
        ]


_Span = tuple[dt.date, dt.date]


class _Parts(NamedTuple):
    """What counts of a kind, read once from its declarations.

    Attributes:
        is_source: Whether it is evidence.
        begins: The date from which a record holds.
        ends: The date until which it holds.
        states: The fields with choices that say that it no longer holds.
        needed: The references a record cannot do without, sources aside.
        source_by: The field that names its source.
        texts: The texts written in hindsight.
    """

    is_source: bool
    begins: Field | None
    ends: Field | None
    states: Sequence[Field]
    needed: Sequence[str]
    source_by: str
    texts: Sequence[Field]

    @classmethod
    def of(cls, kind: Kind[Any]) -> "_Parts":
        fields = {field.attribute: field for field in kind.fields}
        return cls(
            kind.is_source,
            fields.get(kind.begins_by),
            fields.get(kind.ends_by),
            [field for field in kind.fields if field.over],
            [
                field.attribute
                for field in kind.fields
                if field.required and field.shape is Shape.REF and field.attribute != kind.source_by
            ],
            kind.source_by,
            [field for field in kind.fields if field.shape is Shape.PROSE and field.is_present],
        )


@lru_cache(maxsize=1 << 16)
def _beginning_of(text: str) -> _Span | None:
    if len(text) == 10 and text[4] == text[7] == "-":
        # Most dates are days, which the standard library parses ten times as fast.
        with suppress(ValueError):
            day = dt.date.fromisoformat(text)
            return day, day
    if not dates.is_date(text):
        return None
    date = dates.parse(text)
    start = date.ends[0][0]
    if date.form == "interval" and start not in (OPEN, UNKNOWN):
        return bounds(start)
    return date.earliest, date.latest


def _labels(fields: Sequence[Field]) -> str:
    return ", ".join(field.label for field in fields)
