"""Writes records as entities of FollowTheMoney."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

from briefing.exchange.format import Losses
from briefing.exchange.formats.ftm.vocabulary import LANGUAGES, MARK
from briefing.exchange.identity import weak_aliases
from briefing.exchange.values import coarse, coarse_span, lasting
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.refs import kind_of
from briefing.model.validation import plain
from briefing.store.book import Book

_PUBLIC: Final = ("government", "state forces", "external forces")

_HELD: Final[Mapping[str, Sequence[str]]] = {
    "leader": ("name", "position", "nationalities", "born", "died", "status"),
    "group": ("name", "abbreviation", "countries", "founded", "dissolved", "status"),
    "event": ("title", "date", "place", "actors"),
    "source": (
        *("title", "type", "authors", "publisher", "published", "url", "retrieved", "language"),
        "text",
    ),
    "link": ("type", "from", "to", "role", "start", "end"),
}
"""The fields that can be written, by kind."""

_SHARED_HELD: Final = ("aliases", "summary", "tags", "ids", "cites")


def entity_id(ref: str) -> str:
    """The id of the entity of a record, always the same, of letters, digits, dots and hyphens."""
    name = ref.replace(":", "-")
    if re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", name):
        return f"briefing-{name}"
    return f"briefing-{hashlib.sha1(ref.encode(), usedforsecurity=False).hexdigest()}"


class _Writing:
    """Writes records as entities.

    Args:
        book: The briefing.
        refs: The records that are written.
    """

    def __init__(self, book: Book, refs: Sequence[str]) -> None:
        self._book = book
        self._refs = frozenset(refs)
        self.losses = Losses()

    def entity(self, ref: str) -> dict[str, Any] | None:
        """A record as an entity; None, and noted, if it cannot be one."""
        record = self._book.need(ref)
        match record:
            case Leader():
                schema, properties = "Person", self._leader(ref, record)
            case Group():
                schema = "PublicBody" if record.kind in _PUBLIC else "Organization"
                properties = self._group(ref, record)
            case Event():
                schema, properties = "Event", self._event(ref, record)
            case Source():
                schema, properties = self._source(ref, record)
            case Link():
                schema, properties = self._link(ref, record)
            case _:
                schema, properties = "", {}
        if not schema:
            self.losses.add("everything", ref)
            return None
        self._shared(ref, record, schema, properties)
        kept = {name: values for name, values in properties.items() if values}
        entity: dict[str, Any] = {"id": entity_id(ref), "schema": schema, "properties": kept}
        if record.ids:
            entity["referents"] = list(record.ids)
        return {**entity, MARK: ref}

    def _shared(
        self, ref: str, record: Record, schema: str, properties: dict[str, list[str]]
    ) -> None:
        is_thing = not isinstance(record, Link)
        weak = weak_aliases(record)
        if is_thing:
            properties["alias"] = [each for each in record.aliases if each not in weak]
            properties["weakAlias"] = [each for each in record.aliases if each in weak]
            properties["keywords"] = list(record.tags)
        properties["summary"] = [record.summary] if record.summary else []
        cited = dict.fromkeys(each.source for each in record.cites)
        properties["proof"] = [entity_id(each) for each in cited if each in self._refs]
        if any(each not in self._refs for each in cited):
            self.losses.add("cites of sources that are not exported", ref)
        if any(set(plain(each)) - {"source"} for each in record.cites):
            self.losses.add("fields, values, passages and grades of cites", ref)
        held = (*_HELD[record.kind_name], *_SHARED_HELD)
        for name in plain(record):
            if name not in held or (not is_thing and name in ("aliases", "tags")):
                self.losses.add(name, ref)
        if schema == "Event" and weak:
            self.losses.add("weakness of aliases", ref)

    def _leader(self, ref: str, record: Leader) -> dict[str, list[str]]:
        return {
            "name": [record.name],
            "position": [record.position] if record.position else [],
            "nationality": [each.lower() for each in record.nationalities],
            "birthDate": self._date(ref, "born", record.born),
            "deathDate": self._date(ref, "died", record.died),
            "status": [record.status] if record.status else [],
        }

    def _group(self, ref: str, record: Group) -> dict[str, list[str]]:
        if record.kind:
            self.losses.add("kind", ref)
        return {
            "name": [record.name],
            "abbreviation": [record.abbreviation] if record.abbreviation else [],
            "country": [each.lower() for each in record.countries],
            "incorporationDate": self._date(ref, "founded", record.founded),
            "dissolutionDate": self._date(ref, "dissolved", record.dissolved),
            "status": [record.status] if record.status else [],
        }

    def _event(self, ref: str, record: Event) -> dict[str, list[str]]:
        start, end = coarse_span(record.date)
        is_period = "/" in record.date
        if record.date != (lasting(start, end) if is_period else start):
            self.losses.add("exactness of date", ref)
        place = record.place
        if place and (set(plain(place)) - {"name", "country"}):
            self.losses.add("region, coordinates and precision of places", ref)
        parties = [each for each in record.actors if each.ref in self._refs]
        initiators = [each.ref for each in parties if each.role == "initiator"]
        others = [each.ref for each in parties if each.ref not in initiators]
        named = [
            each.name or self._book.label(each.ref)
            for each in record.actors
            if each.ref not in self._refs
        ]
        rows = [*initiators, *others, *named]
        if (
            any(each.role not in ("", "initiator") or (each.ref and each.name) for each in parties)
            or any(each.role for each in record.actors if each.ref not in self._refs)
            or any(each.ref and each.ref not in self._refs for each in record.actors)
            or rows != [each.ref or each.name for each in record.actors]
        ):
            self.losses.add("order and roles of actors, and those that are not exported", ref)
        return {
            "name": [record.title],
            "date": [] if is_period or not start else [start],
            "startDate": [start] if is_period and start else [],
            "endDate": [end] if is_period and end else [],
            "location": [place.name] if place and place.name else [],
            "country": [place.country.lower()] if place and place.country else [],
            "organizer": [entity_id(each) for each in dict.fromkeys(initiators)],
            "involved": [entity_id(each) for each in dict.fromkeys(others)],
            "namesMentioned": list(dict.fromkeys(named)),
        }

    def _source(self, ref: str, record: Source) -> tuple[str, dict[str, list[str]]]:
        if record.type:
            self.losses.add("type", ref)
        language = LANGUAGES.get(record.language, "")
        if record.language and not language:
            self.losses.add("language", ref)
        properties = {
            "title": [record.title],
            "author": list(record.authors),
            "publisher": [record.publisher] if record.publisher else [],
            "publishedAt": self._date(ref, "published", record.published),
            "retrievedAt": self._date(ref, "retrieved", record.retrieved),
            "sourceUrl": [record.url] if record.url else [],
            "language": [language] if language else [],
            "bodyText": [record.text] if record.text else [],
        }
        if record.type.startswith("article") or record.type == "post":
            return "Article", properties
        # A document needs the name of a file; nothing else is known to call it by.
        return "Document", {"fileName": [record.title], **properties}

    def _link(self, ref: str, record: Link) -> tuple[str, dict[str, list[str]]]:
        if not {record.from_, record.to} <= self._refs:
            return "", {}
        first, last = entity_id(record.from_), entity_id(record.to)
        is_to_group = kind_of(record.to) == "group"
        role = [record.role] if record.role else []
        time = {
            "startDate": self._date(ref, "start", record.start),
            "endDate": self._date(ref, "end", record.end),
        }
        if record.type == "leads" and is_to_group:
            return "Directorship", {
                "director": [first],
                "organization": [last],
                "role": role,
                **time,
            }
        if record.type == "member" and is_to_group:
            return "Membership", {"member": [first], "organization": [last], "role": role, **time}
        if record.type == "succeeds":
            return "Succession", {"successor": [first], "predecessor": [last], "role": role, **time}
        kind = [record.type, *role]
        return "UnknownLink", {"subject": [first], "object": [last], "role": kind, **time}

    def _date(self, ref: str, name: str, date: str) -> list[str]:
        if (found := coarse(date)) != date:
            self.losses.add(f"exactness of {name}", ref)
        return [found] if found else []


def write(book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    """The records in the order of their kinds, each on a line."""
    import msgspec

    writing = _Writing(book, refs)
    for ref in refs:
        if (entity := writing.entity(ref)) is not None:
            out.write(msgspec.json.encode(entity) + b"\n")
    return writing.losses
