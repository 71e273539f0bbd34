"""Everything one record is tied to, both ways.

Nothing is stored here: a record's own references give one way, the store's referrers, which
follow every change, give the other.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from briefing.model.records import Event, Link, Quote, Record
from briefing.model.references import references
from briefing.model.refs import kind_of
from briefing.model.terms import LINK_TYPES
from briefing.store.store import Store


class Tie(NamedTuple):
    """One connection of a record to another.

    Attributes:
        ref: The other record.
        role: How it reads from here: "leads", "led by", "perpetrator", "said", "about".
        date: When it was, or began, in EDTF; empty when unknown.
        via: The record that says so: a link, or one of the two.
        detail: More on it, such as the role a link gives.
    """

    ref: str
    role: str
    date: str
    via: str
    detail: str = ""


_FORWARDS = {"part_of": "part of", "derived_from": "derived from", "actors": "participant"}
_BACKWARDS = _FORWARDS | {
    "speaker": "said",
    "part_of": "includes",
    "derived_from": "copied by",
    "source": "printed",
    "cites": "cited",
}


def ties(store: Store, ref: str) -> list[Tie]:
    """Every connection of a record, its own first, then those others make to it.

    Args:
        store: The briefing.
        ref: The record; one that does not exist has the ties others claim.
    """
    record = store.get(ref)
    own = _own_ties(ref, record) if record else ()
    return [*own, *_others_ties(store, ref)]


def neighbours(store: Store, ref: str) -> Collection[str]:
    """The records tied to one, links passed over in favour of their other end."""
    return {tie.ref for tie in ties(store, ref)} - {ref}


def linked(store: Store, ref: str) -> Collection[str]:
    """The records that a link ties to one, in whatever way."""
    return {tie.ref for tie in ties(store, ref) if kind_of(tie.via) == "link"}


def known_distinct(store: Store, ref: str, other: str) -> str:
    """The link that says two records are not the same; empty when none does."""
    for via in store.referrers(ref):
        link = store.get(via)
        if (
            isinstance(link, Link)
            and link.type == "not-same-as"
            and {link.from_, link.to} == {ref, other}
        ):
            return via
    return ""


def _own_ties(ref: str, record: Record) -> Iterator[Tie]:
    for found in references(record):
        role = _FORWARDS.get(found.role, found.role)
        yield Tie(found.ref, role, _date(record), ref)


def _others_ties(store: Store, ref: str) -> Iterator[Tie]:
    for other in store.referrers(ref):
        record = store.get(other)
        if record is None:
            continue
        for found in references(record):
            if found.ref != ref:
                continue
            if isinstance(record, Link) and kind_of(ref) != "source":
                yield _across(record, other, outward=found.path == "from")
            else:
                role = _BACKWARDS.get(found.role, found.role)
                yield Tie(other, role, _date(record), other)


def _across(link: Link, via: str, *, outward: bool) -> Tie:
    """A link seen from one end."""
    if outward:
        return Tie(link.to, link.type.replace("-", " "), _date(link), via, link.role)
    return Tie(link.from_, LINK_TYPES.get(link.type, link.type), _date(link), via, link.role)


def _date(record: Record) -> str:
    """When a record speaks of, for sorting."""
    match record:
        case Event():
            return record.date
        case Quote():
            return record.said
        case Link():
            return record.start or record.end
    return ""
