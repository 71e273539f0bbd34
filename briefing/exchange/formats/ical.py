"""Events as a calendar: iCalendar, RFC 5545.

An event is on all the days its date can mean. Times of day are not known, so each is a whole-day
event (3.6.1, DTSTART with VALUE=DATE; DTEND is the day after the last).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import BinaryIO, Final

from briefing.exchange.format import Format, Losses
from briefing.exchange.formats._days import days_of
from briefing.exchange.formats._event import told
from briefing.exchange.formats._xml import CONTROLS
from briefing.model.kinds.event import Event
from briefing.model.terms import UNSURE_STATUSES
from briefing.store.book import Book

STAMP: Final = "19700101T000000Z"
"""DTSTAMP (3.8.7.2): the same each time, so that the same events give the same bytes."""

_OCTETS: Final = 75
"""Octets of a line (3.1)."""

_LOST_DATES: Final = "events without a first and a last day"
_LOST_CITES: Final = "passages and values of cites"

_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters (3.1, CONTROL); tabs and line ends are held."""

_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
"""How characters of a text are written (3.3.11)."""


def _write(book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    losses = Losses()
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//briefing//briefing//EN")
    out.writelines(_folded(line) for line in head)
    for ref in sorted(set(refs)):
        event = book.need(ref)
        if isinstance(event, Event):
            out.writelines(_folded(line) for line in _lines(book, ref, event, losses))
    out.write(_folded("END:VCALENDAR"))
    return losses


def _lines(book: Book, ref: str, event: Event, losses: Losses) -> Iterator[str]:
    """The lines of an event, not folded; none if it has no place in a calendar."""
    days = days_of(event.date, event.date)
    if days.first is None or days.last is None or days.last == date.max:
        losses.add(_LOST_DATES, ref)
        return
    if event.cites:
        losses.add(_LOST_CITES, ref)

    def text(value: str) -> str:
        held = _UNHELD.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        if _UNHELD.search(value):
            losses.add(CONTROLS, ref)
        return "".join(_ESCAPED.get(each, each) for each in held)

    yield "BEGIN:VEVENT"
    yield f"UID:{text(ref)}@briefing"
    yield f"DTSTAMP:{STAMP}"
    yield f"DTSTART;VALUE=DATE:{days.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(event.title)}"
    if described := "\n".join(told(book, ref, event)):
        yield f"DESCRIPTION:{text(described)}"
    if place := event.place:
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        if where:
            yield f"LOCATION:{text(where)}"
        if place.latitude is not None and place.longitude is not None:
            # Six decimals are what a reader must take (3.8.1.6).
            yield f"GEO:{place.latitude:.6f};{place.longitude:.6f}"
    if kinds := [each for each in (event.kind, event.subkind, *event.tags) if each]:
        yield f"CATEGORIES:{','.join(map(text, kinds))}"
    if event.status in UNSURE_STATUSES or book.is_uncertain(ref):
        yield "STATUS:TENTATIVE"
    elif event.status == "confirmed":
        yield "STATUS:CONFIRMED"
    # What happened keeps nobody busy.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _folded(line: str) -> bytes:
    """A line in parts of at most 75 octets, which cut no character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            # The blank that begins a further part counts.
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


FORMATS = (
    Format(
        name="ical",
        title="iCalendar",
        suffixes=(".ics",),
        about="events in a calendar, on all the days that their dates can mean",
        write=_write,
        kinds=(Event.kind_name,),
        cannot_hold=(_LOST_DATES, _LOST_CITES),
    ),
)
