"""What a text would be understood as: for scripts, for learning what can be said, for checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from briefing.model.cited_values import DayOf, FindAmong, kept_value
from briefing.model.dates import describe
from briefing.model.fields import field_at
from briefing.model.formatting import LabelOf, link_line, read_out
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.parsers.casualties.phrases import count_line
from briefing.model.parsers.links import read_link
from briefing.model.parsers.quotes.capture import capture
from briefing.model.parsers.rows import kinds_in, read_rows
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import quoted
from briefing.model.records import Actor, Casualties, Cite, Link, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is known while a text is read.

    Attributes:
        said: When it is said, from which its dates count.
        find: Finds a record by its name.
        by_surname: Finds a leader by the surname alone.
        label_of: Gives the name of a record.
        day_of: Gives the day a source came out, from which its words count; None if not known.
    """

    said: Said
    find: FindAmong = lambda _name, _kinds: ""
    by_surname: Callable[[str], str] = lambda _name: ""
    label_of: LabelOf = str
    day_of: DayOf = lambda _source: None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text was understood as.

    Attributes:
        value: As it would be kept: plain values.
        said: The same for a reader.
        left: What the text says besides, which is not kept.
    """

    value: Any
    said: str
    left: Sequence[str] = ()


def understand(what: str, text: str, book: Book) -> Understood:
    """Read a text as one of `WHATS`.

    Args:
        what: What it is to be read as.
        text: The text.
        book: What is known.

    Raises:
        NotUnderstood: It is not understood whole; the message says why.
    """
    return _READERS[what](text, book)


def _date(text: str, book: Book) -> Understood:
    reading = book.said.read(text)
    note = book.said.note(reading._replace(left=()))
    said = f"{describe(reading.edtf)}, {note}" if note else describe(reading.edtf)
    return Understood(reading.edtf, said, reading.left)


def _casualties(text: str, book: Book) -> Understood:
    found = count_line(text)
    rows = [{"who": ""} | row for row in found.rows]
    return Understood(rows, _said(Casualties, rows, book), found.left)


def _rows_of(cls: type[msgspec.Struct]) -> Callable[[str, Book], Understood]:
    def read(text: str, book: Book) -> Understood:
        rows = read_rows(cls, text, lambda name: book.find(name, kinds_in(cls)))
        return Understood(rows, _said(cls, rows, book))

    return read


def _place(text: str, book: Book) -> Understood:
    row = _one_row(Place, text, book)
    return Understood(row, _said(Place, [row], book))


def _cite(text: str, book: Book) -> Understood:
    row = _one_row(Cite, text, book)
    values, reasons = _cited_values(row, book)
    if len(values) == 1:
        row["value"] = values.pop()
    notes = [] if values else [f"kept in words: {reason}" for reason in sorted(reasons)]
    return Understood(row, "; ".join([_said(Cite, [row], book), *notes]))


def _has(cls: type[msgspec.Struct], cite: Mapping[str, Any]) -> bool:
    return field_at(cls, cite.get("field", "")) is not None


def _cited_values(cite: Mapping[str, Any], book: Book) -> tuple[set[str], set[str]]:
    """What a cite gives, as each kind of record with its field keeps it; why others cannot."""
    values, reasons = set(), set()
    for kind in KINDS.values():
        if "value" in cite and _has(kind.cls, cite):
            try:
                values.add(kept_value(kind.cls, cite, book.label_of, book.day_of, book.find))
            except NotUnderstood as reason:
                reasons.add(str(reason))
    return values, reasons


def _one_row(cls: type[msgspec.Struct], text: str, book: Book) -> dict[str, Any]:
    rows = read_rows(cls, text, lambda name: book.find(name, kinds_in(cls)))
    if len(rows) > 1:
        raise NotUnderstood("there is more than one")
    return rows[0]


def _quote(text: str, book: Book) -> Understood:
    def find(name: str) -> str:
        return book.find(name, PARTIES) or book.by_surname(name)

    quotes = capture(text, find, on=book.said.day, name_of=book.label_of)
    if not any("mode" in quote for quote in quotes):
        raise NotUnderstood("nobody is quoted")
    return Understood(quotes, " · ".join(_quotation(quote, book) for quote in quotes))


def _quotation(quote: Mapping[str, Any], book: Book) -> str:
    who = quote.get("attribution") or book.label_of(quote.get("speaker", ""))
    words = quoted(quote["text"]) if quote.get("mode") == "direct" else quote["text"]
    said = f", {describe(quote['said'])}" if "said" in quote else ""
    return f"{who or 'somebody'}: {words}{said}"


def _said(cls: type[msgspec.Struct], rows: Sequence[dict[str, Any]], book: Book) -> str:
    return "; ".join(read_out(msgspec.convert(row, cls), book.label_of) for row in rows)


def _link(text: str, book: Book) -> Understood:
    def find(name: str) -> str:
        return book.find(name, PARTIES)

    raw = read_link("", text, find, lambda name: book.find(name, ("source",)), book.said)
    link = msgspec.convert(raw, Link)
    said = link_line(link, lambda ref: book.label_of(ref) if ref else _HOLDER[link.to == ""])
    return Understood({name: value for name, value in raw.items() if value != ""}, said.strip())


_HOLDER = ("", "this record")
"""What the record at hand reads as: before a link nothing, behind it that it is meant."""
_READERS: Final[Mapping[str, Callable[[str, Book], Understood]]] = {
    "date": _date,
    "casualties": _casualties,
    "actors": _rows_of(Actor),
    "place": _place,
    "link": _link,
    "cite": _cite,
    "quote": _quote,
}
WHATS: Final = tuple(_READERS)
"""What a text can be read as."""
