"""The ties of a record, in both directions.

They are derived each time: outgoing ones from the record's references, incoming ones from the
referrers of the briefing, which follow every change.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from briefing.model.fields import Field, field_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import SHARED, Record
from briefing.model.references import Reference, references
from briefing.model.refs import kind_of
from briefing.store.book import Book


class Tie(NamedTuple):
    """One connection of a record to another.

    Attributes:
        ref: The other record.
        role: How it reads from here: "leads", "led by", "perpetrator", "said", "about".
        date: When it was, or began, in EDTF; empty if unknown.
        via: The record that makes the connection: a link, or one of the two.
        detail: More on it, such as the role a link gives.
        field: The field of `via` with the reference.
    """

    ref: str
    role: str
    date: str
    via: str
    detail: str = ""
    field: str = ""


def ties(book: Book, ref: str) -> list[Tie]:
    """All ties of a record: its own first, then those of records that refer to it.

    Args:
        book: The briefing.
        ref: The record; it need not exist.
    """
    record = book.get(ref)
    own = _own_ties(ref, record) if record else ()
    return [*own, *_others_ties(book, ref)]


def neighbours(book: Book, ref: str) -> Collection[str]:
    """The records tied to one; a link counts as its other end."""
    return {tie.ref for tie in ties(book, ref)} - {ref}


def lens(book: Book, ref: str) -> Collection[str]:
    """A record, the records tied to it, and the links that tie them."""
    return {ref} | {end for tie in ties(book, ref) for end in (tie.ref, tie.via)}


def linked(book: Book, ref: str) -> Collection[str]:
    """The records at the other end of a record's links, of any type."""
    return {tie.ref for tie in ties(book, ref) if KINDS[kind_of(tie.via)].is_tie}


def known_distinct(book: Book, ref: str, other: str) -> str:
    """The link that declares two records distinct; empty if there is none."""
    for via in book.referrers(ref):
        link = book.get(via)
        if (
            isinstance(link, Link)
            and link.type == "not-same-as"
            and {link.from_, link.to} == {ref, other}
        ):
            return via
    return ""


def _own_ties(ref: str, record: Record) -> Iterator[Tie]:
    date = kind_for(record).date_of(record)
    for found in references(record):
        field = _field(record, found)
        if field.is_aside:
            continue
        role = field.role if found.role == field.name else found.role
        yield Tie(found.ref, role, date, ref, field=field.name)


def _others_ties(book: Book, ref: str) -> Iterator[Tie]:
    for other in book.referrers(ref):
        record = book.get(other)
        if record is None:
            continue
        kind = kind_for(record)
        date = kind.date_of(record)
        for found in references(record):
            if found.ref != ref:
                continue
            field = _field(record, found)
            if field.is_aside:
                continue
            if kind.across is not None and field.attribute not in SHARED:
                end = kind.across(record, found.path)
                yield Tie(end.ref, end.role, date, other, end.detail, field.name)
            else:
                role = field.inverse if found.role == field.name else found.role
                yield Tie(other, role, date, other, field=field.name)


def _field(record: Record, found: Reference) -> Field:
    """The field that contains a reference."""
    name = found.path.partition(".")[0].partition("[")[0]
    field = field_of(type(record), name)
    if field is None:
        raise LookupError(f"{record.kind_name} has no field {name}")
    return field
