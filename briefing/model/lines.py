"""A row, or a list of values, read out in one line."""

from collections.abc import Callable
from datetime import date

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.quotation_marks import are_paired, enclosed
from briefing.model.records import Actor, Casualties, Cite, Link, Place
from briefing.model.terms import MOMENTARY_LINKS

UNKNOWN_NUMBER = "an unknown number"
UNKNOWN_OUTCOME = "outcome unknown"

LabelOf = Callable[[str], str]
"""Gives the name of the record a ref leads to."""


def value_line(field: Field, value: object, label_of: LabelOf) -> str:
    """The value of a field in one line for a reader; empty for an empty one."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, tuple):
        parts = (_item_line(field, item, label_of) for item in value)
        return (" · " if field.shape is Shape.ROWS else ", ").join(parts)
    return _item_line(field, value, label_of)


def row_line(row: msgspec.Struct, label_of: LabelOf) -> str:
    """A row in one line: "target: French army", "killed: at least 91 soldiers"."""
    match row:
        case Actor():
            who = label_of(row.ref) if row.ref else row.name
            return f"{row.role}: {who}" if row.role else who
        case Casualties():
            return f"{row.outcome or UNKNOWN_OUTCOME}: {_counted(row)}"
        case Place():
            return place_line(row)
        case Cite():
            return _cite_line(row, label_of)
        case _:
            parts = (
                value_line(field, getattr(row, field.attribute), label_of)
                for field in fields_of(type(row))
            )
            return ", ".join(part for part in parts if part)


def figures(row: Casualties) -> str:
    """How many, as one says it: "11", "at least 91", "90 to 100", "95 (90 to 100)", "about 95"."""
    low, best, high = row.low, row.best, row.high
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        span = f"{low} to {high}"
    elif low is not None:
        span = f"at least {low}" + (f" (“{row.as_said}”)" if row.as_said else "")
    elif high is not None:
        span = f"at most {high}"
    else:
        return "" if best is None else f"about {best}"
    return span if best is None else f"{best} ({span})"


def people(row: Casualties) -> str:
    """How many of whom: "at least 91 soldiers and civilians"."""
    return " ".join(part for part in (figures(row), row.who) if part) or UNKNOWN_NUMBER


def _counted(row: Casualties) -> str:
    """How many of whom, in a line that is read back: "11 soldiers", "3 “men of Unit 4”"."""
    from briefing.model.parsers.casualties.lines import is_plain

    who = row.who if is_plain(row.who) else enclosed(row.who)
    return " ".join(part for part in (figures(row), who) if part) or UNKNOWN_NUMBER


def time_line(link: Link) -> str:
    """The time of a link: "from 2012 to 2013", "since 2007", "2013" for what took a moment."""
    start, end = dates.describe(link.start), dates.describe(link.end)
    if link.start and link.end:
        return start if link.start == link.end else f"from {start} to {end}"
    if link.end:
        return f"ended {end}"
    return f"since {start}" if start and link.type not in MOMENTARY_LINKS else start


def has_ended(link: Link) -> bool:
    """Whether a link is known to be over, so that nobody reads it as how things stand."""
    try:
        return bool(link.end) and dates.parse(link.end).latest < date.max
    except dates.DateFault:
        return False


def link_line(link: Link, label_of: LabelOf) -> str:
    """A link in one line: "Idris Talon leads Northern Front, since 2014"."""
    said = f"{label_of(link.from_)} {link.type.replace('-', ' ')} {label_of(link.to)}"
    role = f"as {link.role}" if link.role else ""
    return ", ".join(part for part in (said, role, time_line(link)) if part)


def place_line(place: Place) -> str:
    """Name, region, country and position: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)"."""
    country = next(field for field in fields_of(Place) if field.name == "country")
    parts = (place.name, place.admin1, value_line(country, place.country, str))
    text = ", ".join(part for part in parts if part)
    if place.latitude is None or place.longitude is None:
        return f"{text} ({place.precision})" if place.precision else text
    position = f"{_exact(place.latitude)}, {_exact(place.longitude)} {place.precision}".rstrip()
    return f"{text} ({position})" if text else position


def _exact(degrees: float) -> str:
    """All digits there are; a whole number without its point."""
    return f"{degrees:.12f}".rstrip("0").rstrip(".")


def _cite_line(cite: Cite, label_of: LabelOf) -> str:
    head = [cite.field or "all of it"]
    if cite.value:
        head.append(f"gives {cite.value if _is_plain(cite.value) else enclosed(cite.value)}")
    if cite.stance == "contradicts":
        head.append("contradicts")
    title = label_of(cite.source)
    has_odd_title = not _is_plain(title, but=":")
    parts = [
        enclosed(cite.passage) if cite.passage or has_odd_title else "",
        "" if cite.credibility is None else f"(grade {cite.credibility})",
        enclosed(title) if has_odd_title else title,
    ]
    return f"{', '.join(head)}: {' '.join(part for part in parts if part)}"


def _is_plain(text: str, but: str = "") -> bool:
    """Whether a text can stand in the line of a cite as it is, and will be read as one.

    Args:
        text: A value or a title.
        but: A sign that does no harm there.
    """
    is_tidy = text == " ".join(text.split()).strip(" ,.") and text[:1] not in ("(", "“", "«", '"')
    is_word = not set(text) & {*":;¶\\"} - {*but} and are_paired(text)
    return is_tidy and is_word and not text.casefold().endswith("contradicts")


def _item_line(field: Field, item: object, label_of: LabelOf) -> str:
    if isinstance(item, msgspec.Struct):
        return row_line(item, label_of)
    text = str(item)
    if field.shape is Shape.DATE:
        return dates.describe(text)
    if field.shape in (Shape.REF, Shape.REFS):
        return label_of(text)
    if meaning := field.meaning(text):
        return f"{text}, {meaning}"
    return field.show(text) if field.show else text
