"""What a text would be understood as, for scripts, for learning the phrases, and for checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from briefing.model.cited_values import DayOf, FindAmong, stored_value
from briefing.model.dates import describe
from briefing.model.fields import field_at
from briefing.model.formatting import exact, link_line, read_out
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.kinds.event import Actor, Casualties, Place
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Cite
from briefing.model.parsers.casualties.parse import count_line
from briefing.model.parsers.coordinates import LATITUDE, LONGITUDE, read_position
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.links import read_link
from briefing.model.parsers.quotes.parse import capture
from briefing.model.parsers.rows import kinds_in, read_rows
from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import quoted
from briefing.model.refs import LabelOf

_HOLDER = ("", "this record")
"""How the record at hand reads: as nothing before a link, as a reminder after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the parsers know besides the text.

    Attributes:
        said: When the text was said, which relative dates count from.
        find: Finds a record by name.
        by_surname: Finds a leader by surname alone.
        label_of: Gives the label of a record.
        day_of: Gives the day a source came out, which its relative dates count from; None if
            unknown.
    """

    said: DateContext
    find: FindAmong = lambda _name, _kinds: ""
    by_surname: Callable[[str], str] = lambda _name: ""
    label_of: LabelOf = str
    day_of: DayOf = lambda _source: None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text was understood as.

    Attributes:
        value: Plain values, as they would be stored.
        said: The same for a reader.
        left: Parts of the text that are not stored.
    """

    value: Any
    said: str
    left: Sequence[str] = ()


def understand(what: str, text: str, context: Context) -> Understood:
    """Parse a text as one of `TEXT_KINDS`.

    Raises:
        NotUnderstood: Part of it is not understood; the message says why.
    """
    return _READERS[what](text, context)


def _date(text: str, context: Context) -> Understood:
    reading = context.said.read(text)
    note = context.said.note(reading._replace(left=()))
    said = f"{describe(reading.edtf)}, {note}" if note else describe(reading.edtf)
    return Understood(reading.edtf, said, reading.left)


def _casualties(text: str, context: Context) -> Understood:
    found = count_line(text)
    rows = [{"who": ""} | row for row in found.rows]
    return Understood(rows, _said(Casualties, rows, context), found.left)


def _rows_of(cls: type[msgspec.Struct]) -> Callable[[str, Context], Understood]:
    def read(text: str, context: Context) -> Understood:
        rows = read_rows(cls, text, lambda name: context.find(name, kinds_in(cls)))
        return Understood(rows, _said(cls, rows, context))

    return read


def _cite(text: str, context: Context) -> Understood:
    row = _one_row(Cite, text, context).value
    values, reasons = _cited_values(row, context)
    if len(values) == 1:
        row["value"] = values.pop()
    notes = [] if values else [f"kept in words: {reason}" for reason in sorted(reasons)]
    return Understood(row, "; ".join([_said(Cite, [row], context), *notes]))


def _cited_values(cite: Mapping[str, Any], context: Context) -> tuple[set[str], set[str]]:
    """The value a cite gives, as each kind with its field stores it, and why others cannot."""
    values, reasons = set(), set()
    for kind in KINDS.values():
        if "value" in cite and field_at(kind.cls, cite.get("field", "")) is not None:
            try:
                values.add(
                    stored_value(kind.cls, cite, context.label_of, context.day_of, context.find)
                )
            except NotUnderstood as reason:
                reasons.add(str(reason))
    return values, reasons


def _one_row(cls: type[msgspec.Struct], text: str, context: Context) -> Understood:
    understood = _rows_of(cls)(text, context)
    if len(understood.value) > 1:
        raise NotUnderstood("only one is allowed here")
    return replace(understood, value=understood.value[0])


def _quote(text: str, context: Context) -> Understood:
    def find(name: str) -> str:
        return context.find(name, PARTIES) or context.by_surname(name)

    quotes = capture(text, find, on=context.said.day, name_of=context.label_of)
    if not any("mode" in quote for quote in quotes):
        raise NotUnderstood("nobody is quoted")
    return Understood(quotes, " · ".join(_quotation(quote, context) for quote in quotes))


def _quotation(quote: Mapping[str, Any], context: Context) -> str:
    who = quote.get("attribution") or context.label_of(quote.get("speaker", ""))
    words = quoted(quote["text"]) if quote.get("mode") == "direct" else quote["text"]
    said = f", {describe(quote['said'])}" if "said" in quote else ""
    return f"{who or 'somebody'}: {words}{said}"


def _said(cls: type[msgspec.Struct], rows: Sequence[dict[str, Any]], context: Context) -> str:
    return "; ".join(read_out(msgspec.convert(row, cls), context.label_of) for row in rows)


def _coordinates(text: str, _context: Context) -> Understood:
    found = read_position(text)
    value = {LATITUDE: found.latitude, LONGITUDE: found.longitude}
    north, east = ("N", "S")[found.latitude < 0], ("E", "W")[found.longitude < 0]
    said = f"{exact(abs(found.latitude))}° {north}, {exact(abs(found.longitude))}° {east}"
    return Understood(value, said)


def _link(text: str, context: Context) -> Understood:
    def find(name: str) -> str:
        return context.find(name, PARTIES)

    raw = read_link("", text, find, lambda name: context.find(name, ("source",)), context.said)
    link = msgspec.convert(raw, Link)
    said = link_line(link, lambda ref: context.label_of(ref) if ref else _HOLDER[link.to == ""])
    return Understood({name: value for name, value in raw.items() if value != ""}, said.strip())


_READERS: Final[Mapping[str, Callable[[str, Context], Understood]]] = {
    "date": _date,
    "casualties": _casualties,
    "actors": _rows_of(Actor),
    "coordinates": _coordinates,
    "place": lambda text, context: _one_row(Place, text, context),
    "link": _link,
    "cite": _cite,
    "quote": _quote,
}
TEXT_KINDS: Final = tuple(_READERS)
"""What a text can be parsed as."""
