"""Reads entities of FollowTheMoney."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from briefing.exchange.file import ImportFault, ImportFile, json_lines
from briefing.exchange.formats.ftm.vocabulary import LANGUAGES, MARK
from briefing.exchange.reading import (
    Dataset,
    Handle,
    Item,
    Items,
    Proposal,
    ReadFault,
    Skipped,
    weak_alias,
)
from briefing.exchange.values import country, day, joined, lasting, one_of, texts, usual_name
from briefing.model.codes import check_address
from briefing.model.kinds.link import types_between
from briefing.model.terms import GROUP_STATUSES, LEADER_STATUSES, LINK_TYPES

_KINDS: Final[Mapping[str, str]] = {
    "Person": "leader",
    "LegalEntity": "group",
    "Organization": "group",
    "PublicBody": "group",
    "Company": "group",
    "Event": "event",
    "Document": "source",
    "Article": "source",
    "Pages": "source",
    "HyperText": "source",
    "PlainText": "source",
}
"""The kind of record for each schema. A `LegalEntity` may be a person, but seldom is."""

_TYPES: Final = {"Article": "article", "HyperText": "web page"}

_EDGES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "Membership": ("member", "organization", "member", ""),
    "Directorship": ("director", "organization", "member", "director"),
    "Employment": ("employee", "employer", "member", "employee"),
    "Succession": ("successor", "predecessor", "succeeds", ""),
    "UnknownLink": ("subject", "object", "", ""),
}
"""For each schema the properties of both ends, the type of link, and the role if none is given."""

_IDS: Final[Mapping[str, str]] = {"wikidataId": "wikidata", "leiCode": "lei"}
"""Properties with ids that are unique in the world, and the prefix of each in `ids`."""

_WORDS: Final = ("summary", "description")
_SHARED: Final = ("keywords", "topics", "notes", "sourceUrl", "proof", *_WORDS, *_IDS)
_NAMES: Final = ("name", "alias", "weakAlias", "previousName")
_INTERVAL: Final = ("startDate", "endDate", "date", "role", "sourceUrl", "proof", *_WORDS)
_READ: Final[Mapping[str, Sequence[str]]] = {
    "leader": (
        *_SHARED,
        *_NAMES,
        *("abbreviation", "birthDate", "deathDate", "nationality", "citizenship"),
        *("position", "status"),
    ),
    "group": (
        *_SHARED,
        *_NAMES,
        *("abbreviation", "country", "jurisdiction", "mainCountry"),
        *("incorporationDate", "dissolutionDate", "status"),
    ),
    "event": (
        *_SHARED,
        *("name", "alias", "startDate", "endDate", "date", "location", "country"),
        *("involved", "organizer"),
    ),
    "source": (
        *_SHARED,
        *("name", "title", "fileName", "alias", "author", "publisher", "publishedAt", "date"),
        *("language", "bodyText", "retrievedAt"),
    ),
}
"""The properties that are read, by kind."""


@dataclass(slots=True)
class _Entity:
    """One entity of the file.

    Attributes:
        place: Where it is in the file.
        id: Its id.
        schema: Its schema.
        properties: Its values by property, without blank ones.
        ref: The ref it had, if it was written here.
        caption: The name the file shows it by.
        datasets: The data sets it is from.
        referents: Its ids elsewhere.
        about: The sanctions and notes on it.
    """

    place: str
    id: str
    schema: str
    properties: dict[str, list[str]]
    ref: str = ""
    caption: str = ""
    datasets: list[str] = field(default_factory=list)
    referents: list[str] = field(default_factory=list)
    about: list["_Entity"] = field(default_factory=list)

    def all(self, *names: str) -> list[str]:
        """The values of some properties."""
        return list(dict.fromkeys(each for name in names for each in self.properties.get(name, ())))

    def first(self, *names: str) -> str:
        """The first value of some properties; empty for none."""
        return next(iter(self.all(*names)), "")

    def words(self) -> str:
        """What it says in prose."""
        return joined(*self.all(*_WORDS))

    @property
    def kind(self) -> str:
        """The kind of record that it becomes; empty for none."""
        return _KINDS.get(self.schema, "")


def recognises(file: ImportFile) -> bool:
    """Whether the first line of a file looks like an entity."""
    line = file.head.lstrip().partition(b"\n")[0]
    return line.startswith(b"{") and b'"schema"' in line and b'"properties"' in line


def read(file: ImportFile) -> Items:
    """The entities: they refer to each other in any order, so all are held."""
    entities: dict[str, _Entity] = {}
    number = 0
    for number, (place, raw) in enumerate(json_lines(file), start=1):
        found = raw if isinstance(raw, ReadFault) else _entity(place, raw)
        if isinstance(found, ReadFault):
            if number == 1 and not recognises(file):
                raise ImportFault(f"{file.name} holds no FollowTheMoney entities: {found}")
            yield found
        elif (there := entities.get(found.id)) is None:
            entities[found.id] = found
        elif there.schema != found.schema:
            problem = f"“{found.id}” is the id of a {there.schema} in {there.place} too"
            yield ReadFault(place, problem)
        else:
            for name, values in found.properties.items():
                there.properties[name] = list(
                    dict.fromkeys((*there.properties.get(name, ()), *values))
                )
    yield from _Reading(file.name, entities).items()


def _entity(place: str, raw: Any) -> _Entity | ReadFault:
    if not isinstance(raw, dict):
        return ReadFault(place, "no entity: it is no JSON object")
    name, schema, given = raw.get("id"), raw.get("schema"), raw.get("properties")
    if not isinstance(name, str) or not name.strip():
        return ReadFault(f"{place}, id", "the entity has no id")
    if not isinstance(schema, str) or not isinstance(given, dict):
        return ReadFault(place, "no entity: it needs the texts “id” and “schema”, and “properties”")
    properties = {}
    for key, values in given.items():
        listed = values if isinstance(values, list) else [values]
        if not all(isinstance(each, str) for each in listed):
            return ReadFault(f"{place}, {key}", "a value is no text")
        kept = list(dict.fromkeys(each for each in listed if each.strip()))
        if kept:
            properties[key] = kept
    referents = raw.get("referents", [])
    if not isinstance(referents, list) or not all(isinstance(each, str) for each in referents):
        return ReadFault(f"{place}, referents", "it is no list of texts")
    return _Entity(
        place=place,
        id=name,
        schema=schema,
        properties=properties,
        ref=raw[MARK] if isinstance(raw.get(MARK), str) else "",
        caption=next(iter(texts(raw.get("caption"))), ""),
        datasets=texts(raw.get("datasets")),
        referents=[each for each in referents if each.strip()],
    )


class _Reading:
    """Makes proposals of the entities of a file.

    Args:
        name: The file.
        entities: The entities by id.
    """

    def __init__(self, name: str, entities: Mapping[str, _Entity]) -> None:
        self._name = name
        self._entities = entities
        self._sources: dict[str, Proposal] = {}
        self._found: list[Item] = []

    def items(self) -> Items:
        """The proposals, and before them the sources that they rest on."""
        for each in self._entities.values():
            if each.schema in ("Sanction", "Note"):
                self._attach(each)
        for each in self._entities.values():
            if each.schema in _EDGES:
                self._links(each)
            elif each.kind:
                self._record(each)
            elif each.schema not in ("Sanction", "Note"):
                self._skip(each, f"entities of the schema {each.schema}")
        rests_on_file = any(
            isinstance(each, Proposal)
            and not each.ref
            and each.kind != "source"
            and not each.raw.get("cites")
            for each in self._found
        )
        yield Dataset(title=self._name, raw={"type": "dataset"}, is_last_resort=not rests_on_file)
        yield from self._sources.values()
        yield from self._found

    def _skip(self, entity: _Entity, what: str) -> None:
        self._found.append(Skipped(entity.place, what))

    def _fault(self, entity: _Entity, name: str, problem: str) -> None:
        self._found.append(ReadFault(f"{entity.place}, {name}", problem))

    def _attach(self, entity: _Entity) -> None:
        for name in entity.all("entity"):
            if (about := self._entities.get(name)) is None:
                self._fault(entity, "entity", f"refers to “{name}”, which is not in the file")
            elif not about.kind:
                self._skip(entity, f"{entity.schema} of {about.schema}")
            else:
                about.about.append(entity)

    def _record(self, entity: _Entity) -> None:
        for name in entity.properties:
            if name not in _READ[entity.kind] and not (entity.ref and name == "namesMentioned"):
                self._skip(entity, f"{name} of {entity.schema}")
        make = {"leader": self._leader, "group": self._group, "event": self._event}
        raw = make.get(entity.kind, self._source)(entity)
        if raw is None:
            return
        notes = [each for each in entity.about if each.schema == "Note"]
        words = joined(entity.words(), *(each.words() for each in notes))
        raw["tags"] = entity.all("keywords", "topics")
        raw["cites"] = cites = list(self._cites(entity))
        said = joined(*entity.all("notes"))
        if said and not cites and (entity.ref or entity.kind == "source"):
            words, said = joined(words, said), ""
        raw["summary"] = words
        borne = (raw.get("name", ""), *raw.get("aliases", ()))
        strong = entity.all("name", "alias", "previousName")
        weak = [each for each in entity.all("weakAlias") if each in borne and each not in strong]
        if weak:
            where = cites[0]["source"] if cites else self._source_named("file", self._name)
            cites += [dict(weak_alias(where, each)) for each in weak]
        ids = [f"{prefix}:{each}" for name, prefix in _IDS.items() for each in entity.all(name)]
        ids += [f"un:{each}" for one in entity.about for each in one.all("unscId")]
        self._propose(entity, entity.kind, raw, said, ids)

    def _propose(
        self, entity: _Entity, kind: str, raw: Mapping[str, Any], said: str, ids: Iterable[str] = ()
    ) -> None:
        if entity.ref:
            names = entity.referents
        else:
            names = [f"ftm:{each}" for each in (entity.id, *entity.referents)]
        self._found.append(
            Proposal(
                kind=kind,
                raw=raw,
                place=entity.place,
                key=entity.id,
                ids=tuple(dict.fromkeys((*names, *ids))),
                ref=entity.ref,
                passage=said,
                # What an event loses when it is written must not differ from the record it was.
                is_named_only=bool(entity.ref) and kind == "event",
            )
        )

    def _names(self, entity: _Entity) -> dict[str, Any] | None:
        names = entity.all("name")
        others = entity.all("alias", "weakAlias", "previousName")
        if not names and not others:
            self._fault(entity, "name", "it has no name")
            return None
        known = names or others
        name = entity.caption if entity.caption in known else usual_name(known)
        return {"name": name, "aliases": [each for each in (*names, *others) if each != name]}

    def _leader(self, entity: _Entity) -> dict[str, Any] | None:
        raw = self._names(entity)
        if raw is None:
            return None
        raw["aliases"] += entity.all("abbreviation")
        raw["nationalities"] = self._countries(entity, "nationality", "citizenship")
        raw["born"] = self._date(entity, "birthDate")
        raw["died"] = self._date(entity, "deathDate")
        raw["position"] = "; ".join(entity.all("position"))
        raw["status"] = self._status(entity, LEADER_STATUSES)
        return raw

    def _group(self, entity: _Entity) -> dict[str, Any] | None:
        raw = self._names(entity)
        if raw is None:
            return None
        letters = entity.all("abbreviation")
        raw["abbreviation"] = next(iter(letters), "")
        raw["aliases"] += letters[1:]
        raw["countries"] = self._countries(entity, "country", "jurisdiction", "mainCountry")
        raw["founded"] = self._date(entity, "incorporationDate")
        raw["dissolved"] = self._date(entity, "dissolutionDate")
        raw["status"] = self._status(entity, GROUP_STATUSES)
        return raw

    def _event(self, entity: _Entity) -> dict[str, Any] | None:
        title = entity.first("name")
        if not title:
            self._fault(entity, "name", "it has no name")
            return None
        date = self._period(entity)
        if not date:
            self._skip(entity, "events without a date")
            return None
        countries = self._countries(entity, "country")
        places = entity.all("location")
        for each in places[1:]:
            self._skip(entity, f"further places of events: {each}"[:80])
        place = {"name": places[0] if places else ""}
        if len(countries) == 1:
            place["country"] = countries[0]
        elif countries:
            self._skip(entity, "several countries of one event")
        actors = [
            {"ref": Handle(each), "role": role}
            for name, role in (("organizer", "initiator"), ("involved", ""))
            for each in entity.all(name)
            if self._is_party(entity, name, each)
        ]
        if entity.ref:
            actors += [{"name": each} for each in entity.all("namesMentioned")]
        aliases = [each for each in entity.all("name", "alias") if each != title]
        return {
            "title": title,
            "date": date,
            "aliases": aliases,
            "actors": actors,
            "place": {name: value for name, value in place.items() if value},
        }

    def _source(self, entity: _Entity) -> dict[str, Any] | None:
        title = entity.first("title", "name", "fileName")
        if not title:
            self._fault(entity, "title", "it has no title")
            return None
        url = entity.first("sourceUrl")
        if problem := check_address(url) if url else None:
            self._fault(entity, "sourceUrl", problem)
            return None
        to_short = {long: short for short, long in LANGUAGES.items()}
        language = entity.first("language")
        others = entity.all("name", "alias") if entity.schema != "Document" else entity.all("alias")
        return {
            "title": title,
            "type": "" if entity.ref else _TYPES.get(entity.schema, ""),
            "authors": entity.all("author"),
            "publisher": "; ".join(entity.all("publisher")),
            "published": self._date(entity, "publishedAt", "date"),
            "retrieved": self._date(entity, "retrievedAt"),
            "url": url,
            "language": to_short.get(language, language),
            "text": joined(*entity.all("bodyText")),
            "aliases": [each for each in others if each != title],
        }

    def _links(self, entity: _Entity) -> None:
        first, last, type_, role = _EDGES[entity.schema]
        for name in entity.properties:
            if name not in (first, last, "notes", *_INTERVAL):
                self._skip(entity, f"{name} of {entity.schema}")
        roles = entity.all("role")
        if entity.schema == "UnknownLink":
            type_ = next((each for each in roles if each in LINK_TYPES), "")
            roles = [each for each in roles if each != type_]
        if entity.ref and entity.schema == "Directorship":
            type_, role = "leads", ""
        for end in (first, last):
            if not entity.all(end):
                self._fault(entity, end, f"the {entity.schema} lacks its {end}")
        for one in entity.all(first):
            for other in entity.all(last):
                ends = [self._party(entity, first, one), self._party(entity, last, other)]
                if not all(ends):
                    continue
                if type_ not in types_between(*ends):
                    self._skip(entity, f"{entity.schema} that is no type of link of a briefing")
                    continue
                raw = {
                    "type": type_,
                    "from": Handle(one),
                    "to": Handle(other),
                    "role": "; ".join(roles) or ("" if entity.ref else role),
                    "start": self._date(entity, "startDate", "date"),
                    "end": self._date(entity, "endDate"),
                    "summary": entity.words(),
                    "cites": list(self._cites(entity)),
                }
                self._propose(entity, "link", raw, joined(*entity.all("notes")))

    def _party(self, entity: _Entity, name: str, other: str) -> str:
        """The kind of a party that an entity refers to; empty, and noted, for what is none."""
        found = self._entities.get(other)
        if found is None:
            self._fault(entity, name, f"refers to “{other}”, which is not in the file")
        elif found.kind not in ("leader", "group"):
            self._skip(entity, f"{entity.schema} with {found.schema}")
        else:
            return found.kind
        return ""

    def _is_party(self, entity: _Entity, name: str, other: str) -> bool:
        return bool(self._party(entity, name, other))

    def _countries(self, entity: _Entity, *names: str) -> list[str]:
        codes = []
        for each in entity.all(*names):
            if code := country(each):
                codes.append(code)
            else:
                self._skip(entity, f"country {each}, which ISO 3166 does not have"[:80])
        return list(dict.fromkeys(codes))

    def _date(self, entity: _Entity, *names: str) -> str:
        """The first of some properties that is given, as one date."""
        name = next((each for each in names if entity.all(each)), "")
        days = []
        for each in entity.all(name) if name else ():
            if found := day(each):
                days.append(found)
            else:
                self._fault(entity, name, f"“{each[:40]}” is no date")
        return one_of(days)

    def _period(self, entity: _Entity) -> str:
        start, end = self._date(entity, "startDate"), self._date(entity, "endDate")
        date = self._date(entity, "date")
        if not start and not end:
            return date
        if "[" in start + end:
            self._fault(entity, "startDate", "more than one date for the start or the end")
            return ""
        return lasting(start or (date if "[" not in date else ""), end)

    def _status(self, entity: _Entity, known: Sequence[str]) -> str:
        found = entity.all("status")
        for each in found:
            if each.casefold() not in known:
                self._skip(entity, f"status of {entity.schema} that is none of a briefing's")
        return next((each.casefold() for each in found if each.casefold() in known), "")

    def _cites(self, entity: _Entity) -> Iterator[dict[str, Any]]:
        """Who says so: the lists of sanctions, the documents, the addresses, the data sets."""
        for each in entity.about:
            if each.schema == "Sanction":
                yield {"source": self._authority(each), "passage": _listing(each)}
        for name in entity.all("proof"):
            found = self._entities.get(name)
            if found is None:
                self._skip(entity, "proof that is not in the file")
            elif found.kind == "source" and found is not entity:
                yield {"source": Handle(name)}
        if entity.kind == "source":
            return
        for url in entity.all("sourceUrl"):
            if check_address(url) is None:
                yield {"source": self._source_named("url", url, url=url, type="web page")}
            else:
                self._skip(entity, "sourceUrl that is no web address")
        said = joined(*entity.all("notes"))
        for name in entity.datasets:
            yield {"source": self._dataset(name), "passage": said}

    def _authority(self, sanction: _Entity) -> Handle:
        """The source of a sanction: the list of its authority, else the data set, else the file."""
        if name := sanction.first("authority"):
            return self._source_named("authority", name, publisher=name, type="dataset")
        if sanction.datasets:
            return self._dataset(sanction.datasets[0])
        return self._source_named("file", self._name)

    def _dataset(self, name: str) -> Handle:
        return self._source_named("dataset", name, type="dataset", ids=[f"ftm:dataset:{name}"])

    def _source_named(self, what: str, name: str, **raw: Any) -> Handle:
        """A source that the file names and does not describe."""
        key = f"{what} {name}"
        if key not in self._sources:
            title = f"Sanctions list: {name}" if what == "authority" else name
            fields = {"title": title, **raw}
            if what == "file":
                fields["type"] = "dataset"
            self._sources[key] = Proposal(
                kind="source", raw=fields, place="", key=key, is_named_only=True
            )
        return Handle(key)


def _listing(sanction: _Entity) -> str:
    """What a listing says, in the order of its properties."""
    named = (
        ("programme", "program"),
        ("number", "authorityId"),
        ("UN number", "unscId"),
        ("listed on", "listingDate"),
        ("from", "startDate"),
        ("until", "endDate"),
        ("status", "status"),
        ("provisions", "provisions"),
        ("reason", "reason"),
        ("", "summary"),
        ("", "description"),
    )
    return "; ".join(
        f"{words} {', '.join(values)}".strip()
        for words, name in named
        if (values := sanction.all(name))
    )
