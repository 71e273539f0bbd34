"""Where a text says something else than the briefing holds of the same person or event.

A person is the same if the name certainly is; an event is, if only one in the briefing has its
place and may have been on its day. Whether two values differ is decided as for cites
(`parsers.values.agrees`): figures by their bounds, dates by the days they can mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, field_of
from briefing.model.kinds.event import Casualties, Event
from briefing.model.kinds.leader import Leader
from briefing.model.parsers.values import agrees, say
from briefing.model.terms import DEAD_STATUSES
from briefing.reading.proposals.report import Span
from briefing.reading.proposals.suggestion import Evidence, Suggestion
from briefing.store.book import Book

_NEAR: Final = 10
"""Days between two dates that one event may have been given."""


class Disagreement(NamedTuple):
    """A field in which a sentence differs from what the briefing holds.

    Attributes:
        ref: The record.
        field: The field.
        held: What the briefing holds, for a reader.
        given: What the sentence gives, as a cite would hold it.
        words: The words that give it.
        sentence: Their sentence.
    """

    ref: str
    field: str
    held: str
    given: str
    words: Span
    sentence: Span


def disagreements(book: Book, suggestions: Sequence[Suggestion]) -> Iterator[Disagreement]:
    """Find where suggestions of a text differ from what the briefing holds.

    Args:
        book: The briefing.
        suggestions: What the text suggests.
    """
    events = _Events(book)
    for each in suggestions:
        record = book.get(each.ref) if each.ref else None
        if isinstance(record, Leader):
            yield from _of_leader(book, record, each)
        elif each.kind == "event":
            yield from events.differing(each)


def _of_leader(book: Book, leader: Leader, suggestion: Suggestion) -> Iterator[Disagreement]:
    given = str(suggestion.raw.get("status", ""))
    is_death = given in DEAD_STATUSES
    # Somebody who is dead was arrested before, and an arrest need not last.
    if leader.status and is_death and leader.status not in DEAD_STATUSES:
        yield from _told(suggestion, "status", leader.status, given)
    died = str(suggestion.raw.get("died", ""))
    field = _field(Leader, "died")
    if died and leader.died and not agrees(field, leader.died, died, book.label):
        yield from _told(suggestion, "died", leader.died, died)


def _told(suggestion: Suggestion, field: str, held: str, given: str) -> Iterator[Disagreement]:
    for evidence in suggestion.evidence:
        words = evidence.fields.get(field, evidence.sentence)
        yield Disagreement(suggestion.ref, field, held, given, words, evidence.sentence)


class _Events:
    """The events of a briefing by the name of their place.

    Args:
        book: The briefing.
    """

    def __init__(self, book: Book) -> None:
        self._label_of = book.label
        self._by_place: dict[str, list[tuple[str, Event]]] = {}
        for ref, record in book.records():
            if isinstance(record, Event) and record.place and record.place.name:
                place = record.place.name.casefold()
                self._by_place.setdefault(place, []).append((ref, record))

    def differing(self, suggestion: Suggestion) -> Iterator[Disagreement]:
        """Where an event of the text differs from the one in the briefing that it is."""
        raw = suggestion.raw
        there = self._by_place.get(str(raw.get("place", {}).get("name", "")).casefold(), ())
        same = [each for each in there if _may_be(each[1], raw)]
        if len(same) == 1:
            ref, event = same[0]
            yield from self._casualties(ref, event, suggestion)
            return
        near = [each for each in there if not same and self._has_its_figures(each[1], raw)]
        if len(near) == 1:
            ref, event = near[0]
            evidence = suggestion.evidence[0]
            words = evidence.fields.get("date", evidence.sentence)
            yield Disagreement(ref, "date", event.date, raw["date"], words, evidence.sentence)

    def _casualties(self, ref: str, event: Event, suggestion: Suggestion) -> Iterator[Disagreement]:
        field = _field(Event, "casualties")
        rows = _rows(suggestion.raw)
        if not rows or not event.casualties:
            return
        outcomes = {row.outcome for row in event.casualties}
        compared = tuple(row for row in rows if row.outcome in outcomes)
        given = say(field, compared, self._label_of)
        if compared and not agrees(field, event.casualties, given, self._label_of):
            held = say(field, event.casualties, self._label_of)
            evidence = _with(suggestion, "casualties")
            words = evidence.fields.get("casualties", evidence.sentence)
            yield Disagreement(ref, "casualties", held, given, words, evidence.sentence)

    def _has_its_figures(self, event: Event, raw: Mapping[str, Any]) -> bool:
        """Whether an event has the same kind and figures, within some days."""
        rows, kind = _rows(raw), raw.get("kind")
        one, other = dates.parse(event.date), dates.parse(raw["date"])
        are_days = one.earliest == one.latest and other.earliest == other.latest
        if not rows or event.kind != kind or not are_days:
            return False
        is_near = abs((one.earliest - other.earliest).days) <= _NEAR
        return is_near and event.casualties == rows


def _may_be(event: Event, raw: Mapping[str, Any]) -> bool:
    """Whether an event of the text may be one of the briefing, by its day and kind."""
    if not dates.is_date(event.date) or event.kind not in ("", raw.get("kind", event.kind)):
        return False
    given = dates.parse(raw["date"])
    # “By the day of the source” alone does not tell which event it was.
    is_dated = not raw["date"].startswith("[..")
    return is_dated and dates.parse(event.date).overlaps(given)


def _rows(raw: Mapping[str, Any]) -> tuple[Casualties, ...]:
    return tuple(msgspec.convert(row, Casualties) for row in raw.get("casualties", ()))


def _with(suggestion: Suggestion, field: str) -> Evidence:
    found = (each for each in suggestion.evidence if field in each.fields)
    return next(found, suggestion.evidence[0])


def _field(cls: type[Leader] | type[Event], name: str) -> Field:
    field = field_of(cls, name)
    if field is None:
        raise KeyError(name)
    return field
