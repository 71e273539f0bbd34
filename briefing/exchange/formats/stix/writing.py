"""Writing STIX: objects of the records, in one bundle."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

from briefing.exchange.format import Losses
from briefing.exchange.formats.stix.vocabulary import OWN, ROLES
from briefing.model import dates
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.validation import plain
from briefing.store.book import Book

_NAMESPACE: Final = uuid.UUID("b0c7f1d4-6a0e-5d8e-9a5b-6f6c2f0e3a71")
"""Of the ids written here. That of the standard is for cyber-observable objects only (2.9)."""

_CONFIDENCES: Final = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Confidence for each credibility: STIX 2.1, appendix A, table "Admiralty Credibility"."""

_HELD: Final[Mapping[str, Sequence[str]]] = {
    "leader": ("name", "position"),
    "group": ("name", "countries"),
    "event": ("title", "date", "place", "actors", "part_of"),
    "source": ("title", "published", "url"),
    "link": ("type", "from", "to", "start", "end"),
}
_ARMED: Final = ("rebel group", "political militia", "identity militia")
"""The kinds of group that are written as threat actors; all others are identities."""


class _Writing:
    """Writes records as objects.

    Args:
        book: The briefing.
        refs: The records that are written.
    """

    def __init__(self, book: Book, refs: Sequence[str]) -> None:
        self._book = book
        self._refs = list(refs)
        self._ids: dict[str, str] = {}
        self._objects: list[dict[str, Any]] = []
        self._locations: set[str] = set()
        self.losses = Losses()
        days = [
            text
            for ref in refs
            for text in (getattr(book.need(ref), "published", ""), book.need(ref).reviewed)
            if _is_day(text)
        ]
        self._stamp = f"{max(days, default='1970-01-01')}T00:00:00.000Z"

    def bundle(self) -> dict[str, Any]:
        """All of them, in one bundle."""
        citing: dict[str, list[str]] = {}
        for ref in self._refs:
            for each in dict.fromkeys(cite.source for cite in self._book.need(ref).cites):
                citing.setdefault(each, []).append(ref)
        for ref in self._refs:
            record = self._book.need(ref)
            if type_ := self._type(record, bool(citing.get(ref))):
                self._ids[ref] = _id(type_, ref)
        for ref in self._refs:
            if ref in self._ids:
                self._write(ref, self._book.need(ref), citing.get(ref, ()))
            else:
                self.losses.add("everything", ref)
        names = "\n".join(each["id"] for each in self._objects)
        return {"type": "bundle", "id": _id("bundle", names), "objects": self._objects}

    def _type(self, record: Record, is_cited: bool) -> str:  # noqa: FBT001  one of its facts
        match record:
            case Leader():
                return "identity"
            case Group():
                return "threat-actor" if record.kind in _ARMED else "identity"
            case Event():
                return "campaign"
            case Link():
                return "relationship" if {record.from_, record.to} <= {*self._refs} else ""
            case Source():
                # A report needs its day, and what it is about.
                return "report" if is_cited and _is_day(record.published) else ""
        return ""

    def _write(self, ref: str, record: Record, citing: Sequence[str]) -> None:
        type_ = self._ids[ref].partition("--")[0]
        own: dict[str, Any] = {}
        match record:
            case Leader() | Group():
                own = self._party(ref, record, type_)
            case Event():
                own = self._event(ref, record)
            case Link():
                own = self._link(ref, record)
            case Source():
                own = {
                    "name": record.title,
                    "description": record.summary,
                    "published": f"{record.published}T00:00:00Z",
                    "object_refs": [self._ids[each] for each in citing if each in self._ids],
                }
        held = ["summary", "tags", "ids", "cites", *_HELD[record.kind_name]]
        if type_ in ("threat-actor", "campaign"):
            held.append("aliases")
        for name in plain(record):
            if name not in held:
                self.losses.add(name, ref)
        self._cites_lost(ref, record)
        external = [{"source_name": OWN, "external_id": ref}, *map(_external, record.ids)]
        if isinstance(record, Source) and record.url:
            external.append({"source_name": "url", "url": record.url})
        grades = {each.credibility for each in record.cites}
        grade = grades.pop() if len(grades) == 1 else None
        self._add(
            type_,
            self._ids[ref],
            **own,
            labels=list(record.tags),
            confidence=_CONFIDENCES.get(grade) if grade else None,
            external_references=external,
        )

    def _add(self, type_: str, id_: str, **properties: Any) -> None:
        kept = {key: value for key, value in properties.items() if value not in (None, "", [])}
        common = {"type": type_, "spec_version": "2.1", "id": id_}
        times = {"created": self._stamp, "modified": self._stamp}
        self._objects.append({**common, **times, **kept})

    def _relate(self, how: str, one: str, other: str) -> None:
        name = _id("relationship", f"{one} {how} {other}")
        self._add("relationship", name, relationship_type=how, source_ref=one, target_ref=other)

    def _cites_lost(self, ref: str, record: Record) -> None:
        if any(each.source not in self._ids for each in record.cites):
            self.losses.add("cites of sources that are not written", ref)
        if any(set(plain(each)) - {"source", "credibility"} for each in record.cites):
            self.losses.add("fields, values and passages of cites", ref)
        grades = {each.credibility for each in record.cites}
        if len(grades) > 1 or 6 in grades:
            self.losses.add("grades of cites", ref)

    def _party(self, ref: str, record: Leader | Group, type_: str) -> dict[str, Any]:
        found: dict[str, Any] = {"name": record.name, "description": record.summary}
        if type_ == "threat-actor":
            found["aliases"] = list(record.aliases)
        else:
            found["identity_class"] = "individual" if isinstance(record, Leader) else "organization"
        if isinstance(record, Leader):
            found["roles"] = [record.position] if record.position else []
            return found
        for each in record.countries:
            self._relate("located-at", self._ids[ref], self._location({"country": each}))
        return found

    def _event(self, ref: str, record: Event) -> dict[str, Any]:
        start, end = self._times(ref, record.date)
        me = self._ids[ref]
        if record.place is not None:
            place = plain(record.place)
            if set(place) & {"country", "latitude"}:
                self._relate("located-at", me, self._location(place))
                if "precision" in place:
                    self.losses.add("precision of places", ref)
            else:
                self.losses.add("places without a country or coordinates", ref)
        if record.part_of:
            if other := self._ids.get(record.part_of):
                self._relate("part-of", me, other)
                parent = self._book.need(record.part_of)
                if isinstance(parent, Event) and not any(_days(parent.date)):
                    self.losses.add("part_of, as that has no day", ref)
            else:
                self.losses.add("part_of, as that is not written", ref)
        roles = {each: how for how, each in reversed(ROLES.items())}
        for row in record.actors:
            other = self._ids.get(row.ref, "")
            if not other or not row.role or row.name:
                self.losses.add("actors without a record or a role", ref)
            if other:
                self._relate(roles.get(row.role, "participant"), me, other)
        return {
            "name": record.title,
            "aliases": list(record.aliases),
            "description": record.summary,
            "first_seen": start,
            "last_seen": end,
        }

    def _location(self, place: Mapping[str, Any]) -> str:
        properties = {
            "name": place.get("name"),
            "latitude": place.get("latitude"),
            "longitude": place.get("longitude"),
            "country": place.get("country"),
            "administrative_area": place.get("admin1"),
        }
        name = _id("location", repr(properties))
        if name not in self._locations:
            self._locations.add(name)
            self._add("location", name, **properties)
        return name

    def _link(self, ref: str, record: Link) -> dict[str, Any]:
        found = {
            "relationship_type": record.type,
            "source_ref": self._ids[record.from_],
            "target_ref": self._ids[record.to],
            "description": record.summary,
        }
        for name, date, time in (
            ("start_time", record.start, "T00:00:00Z"),
            ("stop_time", record.end, "T23:59:59Z"),
        ):
            if _is_day(date):
                found[name] = f"{date}{time}"
            elif date:
                self.losses.add("dates that are no days", ref)
        return found

    def _times(self, ref: str, date: str) -> tuple[str, str]:
        """The first and the last moment of a day or of days; empty, and noted, for other dates."""
        start, end = _days(date)
        if not start and not end:
            self.losses.add("dates that are no days", ref)
        return f"{start}T00:00:00Z" if start else "", f"{end}T23:59:59Z" if end else ""


def _days(date: str) -> tuple[str, str]:
    """The first and the last day of a date, as far as known; both empty if they are no days."""
    start, slash, end = date.partition("/")
    end = end if slash else start
    return (start, end) if all(not each or _is_day(each) for each in (start, end)) else ("", "")


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None and dates.is_date(text)


def _id(type_: str, name: str) -> str:
    return f"{type_}--{uuid.uuid5(_NAMESPACE, name)}"


def _external(name: str) -> Mapping[str, str]:
    scheme, colon, rest = name.partition(":")
    if colon and scheme and rest and scheme not in (OWN, "id"):
        return {"source_name": scheme, "external_id": rest}
    return {"source_name": "id", "external_id": name}


def write(book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    """Write records as a bundle; what it could not hold."""
    import msgspec

    writing = _Writing(book, refs)
    bundle = writing.bundle()
    if not bundle["objects"]:
        del bundle["objects"]
    out.write(msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n")
    return writing.losses
