"""Values and rows in one line of plain English, which the parsers read back unchanged."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.event import UNKNOWN_NUMBER, Actor, Casualties, Place, figures
from briefing.model.kinds.judgement import Evidence
from briefing.model.kinds.link import Link, time_line
from briefing.model.kinds.record import Cite
from briefing.model.kinds.requirement import Indicator
from briefing.model.quotation_marks import are_paired, closings, enclosed
from briefing.model.refs import LabelOf

UNKNOWN_OUTCOME = "outcome unknown"


def value_line(field: Field, value: object, label_of: LabelOf) -> str:
    """The value of a field in one line for a reader; empty if it has none."""
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
            return _actor_line(row, label_of)
        case Casualties():
            return f"{row.outcome or UNKNOWN_OUTCOME}: {_counted(row)}"
        case Place():
            return place_line(row)
        case Cite():
            return _cite_line(row, label_of)
        case Evidence():
            return _evidence_line(row, label_of)
        case Indicator():
            return _indicator_line(row)
        case _:
            parts = (
                value_line(field, getattr(row, field.attribute), label_of)
                for field in fields_of(type(row))
                if not field.is_aside
            )
            return ", ".join(part for part in parts if part)


def rows_line(rows: Sequence[msgspec.Struct], label_of: LabelOf) -> str:
    """Rows in one line, to be read back: "perpetrator: MNLA; target: French army"."""
    lines = [row_line(row, label_of) for row in rows]
    roles = [row.role for row in rows if isinstance(row, Actor)]
    for at, (before, role) in enumerate(pairwise(roles), start=1):
        if before and not role:
            # Without it, the previous role would apply.
            lines[at] = f"actor: {lines[at]}"
    return "; ".join(lines)


def _counted(row: Casualties) -> str:
    """Number and people, to be read back: "11 soldiers", "3 “men of Unit 4”"."""
    from briefing.model.parsers.casualties.displayed import is_plain

    who = row.who if is_plain(row.who) else enclosed(row.who)
    return " ".join(part for part in (figures(row), who) if part) or UNKNOWN_NUMBER


def link_line(link: Link, label_of: LabelOf) -> str:
    """A link in one line: "Idris Talon leads Northern Front, since 2014".

    If that would be read back differently, the names and the role are quoted and times given in
    full.
    """
    plain = label_of(link.from_), label_of(link.to), link.role
    quoted = enclosed(plain[0]), enclosed(plain[1]), enclosed(link.role)
    lines = (
        _link_line(link, names, when)
        for names in (plain, quoted)
        for when in (time_line(link), _full_time(link, dates.describe), _full_time(link, str))
    )
    first = next(lines)
    return next((line for line in (first, *lines) if _is_read(line, link, label_of)), first)


def _link_line(link: Link, names: tuple[str, str, str], when: str) -> str:
    subject, other, role = names
    said = f"{subject} {link.type.replace('-', ' ')} {other}"
    return ", ".join(part for part in (said, f"as {role}" if link.role else "", when) if part)


def _full_time(link: Link, say: Callable[[str], str]) -> str:
    """The time of a link, both ends given: "from 2013 to 2013"."""
    start, end = (say(each) for each in (link.start, link.end))
    if link.start and link.end:
        return f"from {start} to {end}"
    return f"since {start}" if link.start else f"until {end}" if link.end else ""


def _is_read(line: str, link: Link, label_of: LabelOf) -> bool:
    """Whether a line is read back as the link."""
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.model.parsers.links import read_link
    from briefing.model.parsers.words import NotUnderstood

    ends = {label_of(link.to): link.to, label_of(link.from_): link.from_}
    try:
        read = read_link(
            link.from_,
            line,
            lambda name: ends.get(name, ""),
            lambda _name: "",
            DateContext(date(1970, 1, 1)),
        )
    except NotUnderstood:
        return False
    said = msgspec.to_builtins(link)
    return read == {
        name: said[name] for name in ("type", "from", "to", "role", "start", "end") if name in said
    }


def _actor_line(row: Actor, label_of: LabelOf) -> str:
    """Role and name; the name is quoted if it would be read back differently."""
    from briefing.model.parsers.actors import read_actors
    from briefing.model.parsers.words import NotUnderstood

    who = label_of(row.ref) if row.ref else row.name
    try:
        # Tried after another actor, as it may be in a list.
        _, *read = read_actors(f"0; {who}", lambda name: row.ref if name == who else "")
    except NotUnderstood:
        read = []
    if read != [{"ref": row.ref} if row.ref else {"name": who}]:
        who = enclosed(who)
    return f"{row.role}: {who}" if row.role else who


def place_line(place: Place) -> str:
    """Name, region, country and position: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)".

    What would be read back as another place is marked: “Singapore”, a name; region Kidal.
    """
    from briefing.model.parsers.places import read_place
    from briefing.model.parsers.words import NotUnderstood

    name, region = enclosed(place.name), enclosed(place.admin1)
    ways = (
        (place.name, place.admin1),
        (place.name, f"region {place.admin1}"),
        (name, place.admin1),
        (name, f"region {place.admin1}"),
        (name, f"region {region}"),
    )
    for way in ways:
        line = _place_line(place, way[0] if place.name else "", way[1] if place.admin1 else "")
        try:
            if msgspec.convert(read_place(line), Place) == place:
                return line
        except NotUnderstood:
            continue
    return line


def read_out(row: msgspec.Struct, label_of: LabelOf) -> str:
    """A row as understood; each part of a place is named."""
    return place_parts(row) if isinstance(row, Place) else row_line(row, label_of)


def place_parts(place: Place) -> str:
    """A place with its parts named: "name Aguelhoc, region Kidal, country Mali"."""
    said = [
        f"{field.label.lower()} {value_line(field, value, str)}"
        for field in fields_of(Place)
        if field.name in ("name", "admin1", "country") and (value := getattr(place, field.name))
    ]
    if place.latitude is not None and place.longitude is not None:
        said.append(f"position {exact(place.latitude)}, {exact(place.longitude)}")
    if place.precision:
        said.append(f"precision {place.precision}")
    return ", ".join(said)


def _place_line(place: Place, name: str, region: str) -> str:
    country = next(field for field in fields_of(Place) if field.name == "country")
    text = ", ".join(
        part for part in (name, region, value_line(country, place.country, str)) if part
    )
    if place.latitude is None or place.longitude is None:
        return f"{text} ({place.precision})".strip() if place.precision else text
    position = f"{exact(place.latitude)}, {exact(place.longitude)}"
    position += f"; {place.precision}" if place.precision else ""
    return f"{text} ({position})" if text else position


def exact(degrees: float) -> str:
    """All digits, without an exponent; a whole number without its point."""
    return format(Decimal(repr(degrees)), "f").removesuffix(".0")


def _cite_line(cite: Cite, label_of: LabelOf) -> str:
    head = [cite.field or "whole record"]
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


def _evidence_line(row: Evidence, label_of: LabelOf) -> str:
    """Bearing, record, words and note: "consistent: Massacre of Aguelhoc (named by both sides)".

    If that would be read back differently, the name of the record is quoted after "record".
    """
    from briefing.model.parsers.judging import read_evidence
    from briefing.model.parsers.words import NotUnderstood

    label = label_of(row.ref) if row.ref else ""
    is_whole = closings(label).get(0) == len(label) - 1 and "\n" not in label
    names = [label] if is_whole or _is_one(label) else []
    for name in (*names, f"record {enclosed(label)}"):
        subject = [name if row.ref else "", enclosed(row.what) if row.what else ""]
        line = f"{row.bearing}: " if row.bearing else ""
        line += ", ".join(filter(None, subject))
        line += f" ({_plain_or_quoted(row.note)})" if row.note else ""
        try:
            read = read_evidence(line, lambda name: row.ref if name == label else "")
        except NotUnderstood:
            continue
        if msgspec.convert(read, Evidence) == row:
            break
    return line


def _indicator_line(row: Indicator) -> str:
    """What would be seen, and the query for it: "convoys leave Kidal (watch place:kidal)"."""
    what = _plain_or_quoted(row.what)
    return f"{what} (watch {_plain_or_quoted(row.watch)})" if row.watch else what


def _plain_or_quoted(text: str) -> str:
    """A note or a sign, quoted if it would be taken for more than that."""
    return text if _is_one(text) and not set(text) & set("()“«") else enclosed(text)


def _is_one(text: str) -> bool:
    """Whether a text in a line of rows is neither split nor changed, and splits nothing else."""
    return text == " ".join(text.split()) and not set(text) & {*'";¶\\'} and are_paired(text)


def _is_plain(text: str, but: str = "") -> bool:
    """Whether a value or title needs no quotes in a cite's line; the sign `but` is harmless."""
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
