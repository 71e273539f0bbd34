"""Reading STIX: proposals of the objects of a bundle."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from briefing.exchange.file import ImportFault, ImportFile, json_of
from briefing.exchange.formats.stix.vocabulary import OWN, ROLES
from briefing.exchange.reading import (
    Dataset,
    Handle,
    Item,
    Items,
    Proposal,
    ReadFault,
    Skipped,
)
from briefing.exchange.values import country, day, joined, lasting
from briefing.model.codes import check_address
from briefing.model.kinds.link import types_between
from briefing.model.terms import LINK_TYPES, RELIABILITIES

_ADMIRALTY: Final = re.compile(
    r'admiralty-scale:(source-reliability|information-credibility)="?([a-f1-6])"?'
)
"""Labels of the MISP taxonomy "admiralty-scale"."""

_MARKINGS: Final = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "tlp:white",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "tlp:green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "tlp:amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "tlp:red",
}
"""The markings of the standard itself (7.2.1.4), which a bundle need not contain."""

_COMMON: Final = (
    *("type", "id", "spec_version", "created", "modified", "revoked", "created_by_ref"),
    *("labels", "confidence", "external_references", "object_marking_refs"),
)
"""Properties that all objects can have, and that are read or mean nothing outside of a bundle."""

_READ: Final[Mapping[str, Sequence[str]]] = {
    "threat-actor": (
        *("name", "description", "aliases", "threat_actor_types", "goals", "first_seen"),
        "resource_level",
    ),
    "intrusion-set": ("name", "description", "aliases", "goals", "first_seen"),
    "identity": ("name", "description", "identity_class", "roles"),
    "campaign": ("name", "description", "aliases", "objective", "first_seen", "last_seen"),
    "incident": ("name", "description", "first_seen", "last_seen"),
    "report": ("name", "description", "published", "object_refs", "report_types"),
    "note": ("abstract", "content", "authors", "object_refs"),
    "opinion": ("explanation", "opinion", "authors", "object_refs"),
    "location": (*("name", "latitude", "longitude", "country", "administrative_area"),),
    "relationship": (
        *("relationship_type", "source_ref", "target_ref", "description"),
        *("start_time", "stop_time"),
    ),
    "marking-definition": ("name", "definition", "definition_type"),
}
"""The properties that are read, by type of object."""

_STANCES: Final = {
    "strongly-disagree": "contradicts",
    "disagree": "contradicts",
    "agree": "supports",
    "strongly-agree": "supports",
}
"""What an opinion means for what it is about (the enumeration of opinions)."""

_LINKS: Final = {
    "member-of": ("member", ""),
    "duplicate-of": ("same-as", ""),
    "targets": ("opposes", "targets"),
    **{each: (each, "") for each in LINK_TYPES},
}
"""The type of link, and its role, for a relationship between two parties."""


@dataclass(slots=True)
class _Object:
    """One object of the bundle.

    Attributes:
        place: Where it is in the file.
        raw: Its properties.
        type: Its type.
        kind: The kind of record that it becomes; empty for none.
        ref: The ref it had, if it was written here.
        rows: What relationships add to its record, by field.
        told: The objects that say something on it: reports, notes, opinions.
    """

    place: str
    raw: Mapping[str, Any]
    type: str
    kind: str
    ref: str = ""
    rows: dict[str, list[Any]] = field(default_factory=dict)
    told: list["_Object"] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.raw["id"])

    def text(self, name: str) -> str:
        """A text of it; empty if it has none."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) and value.strip() else ""

    def texts(self, name: str) -> list[str]:
        """A list of texts of it, none twice."""
        value = self.raw.get(name)
        given = value if isinstance(value, list) else ()
        return list(dict.fromkeys(each for each in given if isinstance(each, str) and each.strip()))

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it was; of what was written here, `created` does not say so."""
        dated = ("first_seen", "last_seen", *(() if self.ref else ("created",)))
        return any(map(self.text, dated))

    def references(self) -> Iterator[Mapping[str, Any]]:
        """Its external references."""
        given = self.raw.get("external_references")
        for each in given if isinstance(given, list) else ():
            if isinstance(each, dict):
                yield {name: text for name, text in each.items() if isinstance(text, str)}


_LISTS: Final = (
    *("aliases", "goals", "labels", "object_refs", "object_marking_refs", "authors", "roles"),
    *("threat_actor_types", "report_types"),
)
"""Properties that are lists of texts."""

_OTHERS: Final = (
    *("latitude", "longitude", "confidence", "revoked", "external_references", "definition"),
)
"""Properties that are read and are neither texts nor lists of texts."""


def read(file: ImportFile) -> Items:
    """Proposals of the objects of a bundle."""
    bundle = json_of(file)
    objects = bundle.get("objects", []) if isinstance(bundle, dict) else None
    if not isinstance(objects, list) or bundle.get("type") != "bundle":
        raise ImportFault(f"{file.name} is no STIX bundle: it has no type “bundle” and no objects")
    name = bundle.get("id")
    yield from _Reading(file.name, name if isinstance(name, str) else "").items(objects)


def _kind(raw: Mapping[str, Any]) -> str:
    match raw.get("type"):
        case "threat-actor":
            return "leader" if raw.get("resource_level") == "individual" else "group"
        case "intrusion-set":
            return "group"
        case "identity":
            found = {"individual": "leader", "group": "group", "organization": "group"}
            return found.get(str(raw.get("identity_class")), "")
        case "campaign" | "incident":
            return "event"
        case "report" | "note" | "opinion":
            return "source"
    return ""


class _Reading:
    """Makes proposals of the objects of a bundle.

    Args:
        name: The file.
        id: The id of the bundle.
    """

    def __init__(self, name: str, id: str) -> None:  # noqa: A002  as the standard calls it
        self._name = name
        self._id = id
        self._objects: dict[str, _Object] = {}
        self._sources: dict[str, Proposal] = {}
        self._found: list[Item] = []

    def items(self, objects: Sequence[Any]) -> Items:
        """The proposals, and before them the sources that they rest on."""
        for number, raw in enumerate(objects):
            self._take(f"objects[{number}]", raw)
        for each in self._objects.values():
            if each.type in ("report", "note", "opinion"):
                self._tell(each)
        for each in self._objects.values():
            if each.type == "relationship":
                self._relate(each)
        for each in self._objects.values():
            self._propose(each)
        if "bundle" not in self._sources:
            yield Dataset(title=self._name, raw={"type": "dataset"}, is_last_resort=True)
        yield from self._sources.values()
        yield from self._found

    def _skip(self, each: _Object, what: str) -> None:
        self._found.append(Skipped(each.place, what[:80]))

    def _take(self, place: str, raw: Any) -> None:
        """Hold an object: of several versions the last."""
        problem = ""
        if not isinstance(raw, dict):
            problem = "no STIX object: it is no JSON object"
        elif not all(isinstance(raw.get(name), str) and raw[name] for name in ("type", "id")):
            problem = "no STIX object: it needs the texts “type” and “id”"
        if problem:
            self._found.append(ReadFault(place, problem))
            return
        kind = _kind(raw)
        if kind or raw["type"] in ("relationship", "location"):
            for name in (*_COMMON, *_READ[raw["type"]]):
                if problem := _type_problem(name, raw.get(name)):
                    self._found.append(ReadFault(f"{place}.{name}", problem))
                    return
        held = _Object(place, raw, raw["type"], kind)
        for each in held.references():
            if each.get("source_name") == OWN:
                held.ref = each.get("external_id", "")
        there = self._objects.get(held.id)
        if there is not None:
            if there.type != held.type:
                problem = f"“{held.id}” is the id of {there.place} too"
                self._found.append(ReadFault(f"{place}.id", problem))
                return
            self._skip(held, "older versions of objects")
            if held.text("modified") < there.text("modified"):
                return
        self._objects[held.id] = held

    def _tell(self, source: _Object) -> None:
        for each in source.texts("object_refs") if source.raw.get("revoked") is not True else ():
            if (about := self._objects.get(each)) is None:
                self._skip(source, f"mentions in a {source.type} of objects not in the file")
            elif about is not source:
                about.told.append(source)

    def _relate(self, tie: _Object) -> None:
        """Make a link of a relationship, or a row of an event, or a country."""
        how = tie.text("relationship_type")
        for name in ("relationship_type", "source_ref", "target_ref"):
            if not tie.text(name):
                self._found.append(ReadFault(f"{tie.place}.{name}", "the relationship has none"))
                return
        ends = [self._objects.get(tie.text(name)) for name in ("source_ref", "target_ref")]
        one, other = ends
        if one is None or other is None:
            self._skip(tie, "relationships with objects that are not in the file")
            return
        if one.raw.get("revoked") is True or other.raw.get("revoked") is True:
            self._skip(tie, "relationships with revoked objects")
            return
        match one.kind, other.kind or other.type:
            case "event", "leader" | "group" if how in ROLES:
                row = {"ref": Handle(other.id), "role": ROLES[how]}
                one.rows.setdefault("actors", []).append(row)
            case "event", "event" if how == "part-of" and one is not other and other.is_dated:
                one.rows.setdefault("part_of", []).append(Handle(other.id))
            case "event", "location" if how == "located-at" and "place" not in one.rows:
                one.rows["place"] = [self._place(other)]
            case "group", "location" if how in ("located-at", "originates-from"):
                if code := country(other.text("country")):
                    one.rows.setdefault("countries", []).append(code)
                else:
                    self._skip(tie, "locations of groups in no country")
            case "leader" | "group", "leader" | "group" if self._link(tie, how, one, other):
                return
            case _:
                self._skip(tie, f"relationships “{how}” from {one.type} to {other.type}")
                return
        if tie.text("description"):
            self._skip(tie, "descriptions of relationships that become part of a record")

    def _link(self, tie: _Object, how: str, one: _Object, other: _Object) -> bool:
        type_, role = _LINKS.get(how, ("", ""))
        if how == "attributed-to":
            is_identity = one.type == "threat-actor" and other.type == "identity"
            type_, role = "same-as" if is_identity else "part-of", "attributed to"
        if type_ not in types_between(one.kind, other.kind):
            return False
        tie.kind = "link"
        tie.rows["link"] = [
            {"type": type_, "from": Handle(one.id), "to": Handle(other.id), "role": role}
        ]
        return True

    def _place(self, location: _Object) -> Mapping[str, Any]:
        code = country(location.text("country"))
        if location.text("country") and not code:
            self._skip(
                location, f"country {location.text('country')}, which ISO 3166 does not have"
            )
        place = {
            "name": location.text("name"),
            "admin1": location.text("administrative_area"),
            "country": code,
            "latitude": location.raw.get("latitude"),
            "longitude": location.raw.get("longitude"),
        }
        return {name: value for name, value in place.items() if value not in (None, "")}

    def _propose(self, it: _Object) -> None:
        if it.raw.get("revoked") is True:
            self._skip(it, "revoked objects")
            return
        if it.type in ("relationship", "location", "marking-definition") and not it.kind:
            if it.type == "marking-definition" and not self._marking(it.id):
                self._skip(it, "markings that are not of the traffic light protocol")
            return
        if not it.kind:
            named = it.text("identity_class") or "unknown"
            of_class = f" of class {named}" if it.type == "identity" else ""
            self._skip(it, f"objects of type {it.type}{of_class}")
            return
        for name in it.raw:
            known = name in _COMMON or name in _READ[it.type]
            if not known or (name == "roles" and it.kind == "group"):
                self._skip(it, f"{name} of {it.type}")
        make = {
            "leader": self._party,
            "group": self._party,
            "event": self._event,
            "source": self._source,
            "link": self._tie,
        }
        raw = make[it.kind](it)
        if raw is None:
            return
        tags = (*it.texts("labels"), *it.texts("threat_actor_types"))
        marks = (self._marking(each) for each in it.texts("object_marking_refs"))
        raw["tags"] = [
            each
            for each in dict.fromkeys((*tags, *marks))
            if each and not _ADMIRALTY.fullmatch(each)
        ]
        raw["cites"] = [] if it.kind == "source" else list(self._cites(it))
        self._found.append(
            Proposal(
                kind=it.kind,
                raw=raw,
                place=it.place,
                key=it.id,
                ids=tuple(self._ids(it)),
                ref=it.ref,
                # What an event loses when it is written must not differ from the record it was.
                is_named_only=bool(it.ref) and it.kind == "event",
            )
        )

    def _marking(self, name: str) -> str:
        if found := _MARKINGS.get(name):
            return found
        marking = self._objects.get(name)
        if marking is None:
            return ""
        definition = marking.raw.get("definition")
        level = definition.get("tlp") if isinstance(definition, dict) else None
        if isinstance(level, str):
            return f"tlp:{level.lower()}"
        label = marking.text("name").lower()
        return label if label.startswith("tlp:") else ""

    def _ids(self, it: _Object) -> Iterator[str]:
        if not it.ref:
            yield f"stix:{it.id}"
        for each in it.references():
            source, name = each.get("source_name", ""), each.get("external_id", "")
            if not source or not name or source == OWN:
                continue
            if it.ref:
                yield name if source == "id" else f"{source}:{name}"
            else:
                yield f"{source.lower().replace(' ', '-')}:{name}"

    def _party(self, it: _Object) -> dict[str, Any] | None:
        name = it.text("name")
        if not name:
            self._found.append(ReadFault(f"{it.place}.name", "it has no name", it.id))
            return None
        goals = it.texts("goals")
        raw: dict[str, Any] = {
            "name": name,
            "aliases": [each for each in it.texts("aliases") if each != name],
            "summary": joined(
                it.text("description"), f"Goals: {'; '.join(goals)}." if goals else ""
            ),
        }
        seen = self._day(it, "first_seen")
        if it.kind == "leader":
            raw["position"] = "; ".join(it.texts("roles"))
            if seen:
                self._skip(it, f"first_seen of {it.type}")
        else:
            raw["countries"] = list(dict.fromkeys(it.rows.get("countries", ())))
            # It was there when it was first seen, and may be older.
            raw["founded"] = f"[..{seen}]" if seen else ""
        return raw

    def _event(self, it: _Object) -> dict[str, Any] | None:
        title = it.text("name")
        if not title:
            self._found.append(ReadFault(f"{it.place}.name", "it has no name", it.id))
            return None
        start, end = self._day(it, "first_seen"), self._day(it, "last_seen")
        if start or end:
            date = lasting(start, end)
        elif it.is_dated and (known := self._day(it, "created")):
            # Whoever described it knew of it then.
            date = f"[..{known}]"
        else:
            self._skip(it, "events without a date")
            return None
        aim = it.text("objective")
        part_of = dict.fromkeys(it.rows.get("part_of", ()))
        if len(part_of) > 1:
            self._skip(it, "further events that one is part of")
        return {
            "title": title,
            "date": date,
            "aliases": [each for each in it.texts("aliases") if each != title],
            "summary": joined(it.text("description"), f"Objective: {aim}" if aim else ""),
            "actors": _unlike(it.rows.get("actors", ())),
            "place": next(iter(it.rows.get("place", ())), {}),
            "part_of": next(iter(part_of), ""),
        }

    def _source(self, it: _Object) -> dict[str, Any] | None:
        words = it.text("content") or it.text("explanation") or it.text("opinion")
        title = it.text("name") or it.text("abstract") or _shortened(words)
        if it.type == "opinion":
            title = joined(it.text("opinion"), it.text("explanation") and title, by=": ")
        if not title:
            problem = "it has neither a name nor any words"
            self._found.append(ReadFault(it.place, problem, it.id))
            return None
        urls = [each["url"] for each in it.references() if each.get("url")]
        if len(urls) > 1:
            self._skip(it, f"further addresses of {it.type}")
        graded = _admiralty(it, "source-reliability").upper()
        creator = self._objects.get(it.text("created_by_ref"))
        maker = creator.text("name") if creator else ""
        is_person = creator is not None and creator.kind == "leader"
        return {
            "title": title,
            "type": "" if it.ref else {"report": "report"}.get(it.type, "other"),
            "authors": it.texts("authors") or ([maker] if maker and is_person else []),
            "publisher": "" if is_person else maker,
            "published": self._day(it, "published" if it.type == "report" else "created"),
            "url": urls[0] if urls and check_address(urls[0]) is None else "",
            "reliability": graded if graded in RELIABILITIES else "",
            "summary": it.text("description"),
            "text": "" if it.type == "report" else words,
        }

    def _tie(self, it: _Object) -> dict[str, Any]:
        raw: dict[str, Any] = dict(it.rows["link"][0])
        raw["start"] = self._day(it, "start_time")
        raw["end"] = self._day(it, "stop_time")
        raw["summary"] = it.text("description")
        return raw

    def _day(self, it: _Object, name: str) -> str:
        text = it.text(name)
        found = day(text)
        if text and not found:
            self._found.append(ReadFault(f"{it.place}.{name}", f"“{text[:40]}” is no timestamp"))
        return found

    def _cites(self, it: _Object) -> Iterator[dict[str, Any]]:
        """Who says so: the reports that mention it, else the bundle; and its references."""
        credibility = _credibility(it)
        grade = {} if credibility is None else {"credibility": credibility}
        reports = [each for each in it.told if each.type == "report"]
        for each in reports:
            yield {"source": Handle(each.id), **grade}
        if not reports and not it.ref:
            yield {"source": self._bundle(), **grade}
        for each in it.told:
            if each.type == "note":
                yield {"source": Handle(each.id), "passage": each.text("content")}
            elif each.type == "opinion":
                stance = _STANCES.get(each.text("opinion"))
                if stance is None:
                    self._skip(each, "opinions that are neutral")
                    continue
                passage = each.text("explanation") or each.text("opinion")
                yield {"source": Handle(each.id), "passage": passage, "stance": stance}
        for ref in it.references():
            url = ref.get("url", "")
            if url and check_address(url) is None:
                words = ref.get("description", "")
                title = ref.get("source_name", "") if words else ""
                yield {"source": self._page(url, title or url), "passage": words}
            elif url:
                self._skip(it, "addresses that are none")
            elif not ref.get("external_id"):
                self._skip(it, "external references without an address or id")

    def _bundle(self) -> Handle:
        """The source for what no report mentions."""
        if "bundle" not in self._sources:
            makers = Counter(each.text("created_by_ref") for each in self._objects.values())
            makers.pop("", None)
            maker = self._objects.get(next(iter(makers))) if len(makers) == 1 else None
            raw = {"title": self._name, "type": "dataset"}
            if maker is not None:
                raw["publisher"] = maker.text("name")
            ids = (f"stix:{self._id}",) if self._id else ()
            self._sources["bundle"] = Proposal(
                kind="source", raw=raw, place="", key="bundle", ids=ids, is_named_only=True
            )
        return Handle("bundle")

    def _page(self, url: str, title: str) -> Handle:
        key = f"url {url}"
        if key not in self._sources:
            raw = {"title": title, "url": url, "type": "web page"}
            self._sources[key] = Proposal(
                kind="source", raw=raw, place="", key=key, is_named_only=True
            )
        return Handle(key)


def _type_problem(name: str, value: Any) -> str:
    """What is wrong with the type of a property; empty if nothing is."""
    if value is None or name in _OTHERS:
        return ""
    if name not in _LISTS:
        return "" if isinstance(value, str) else "it is no text"
    is_right = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return "" if is_right else "it is no list of texts"


def _unlike(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({tuple(each.items()): each for each in rows}.values())


def _shortened(words: str) -> str:
    line = words.partition("\n")[0]
    return line if len(line) <= 60 else f"{line[:60].rpartition(' ')[0] or line[:60]}…"


def _admiralty(it: _Object, scale: str) -> str:
    for each in it.texts("labels"):
        found = _ADMIRALTY.fullmatch(each)
        if found and found[1] == scale:
            return found[2]
    return ""


def _credibility(it: _Object) -> int | None:
    """The grade that its label gives, else its confidence."""
    if (graded := _admiralty(it, "information-credibility")).isdigit():
        return int(graded)
    confidence = it.raw.get("confidence")
    if not isinstance(confidence, int) or isinstance(confidence, bool):
        return None
    if not 0 <= confidence <= 100:
        return None
    return max(1, 5 - confidence // 20)
