"""Galaxies of the MISP project with clusters of actors, such as `clusters/threat-actor.json`.

The keys are those of the MISP galaxy format (draft-dulaunoy-misp-galaxy-format); the keys of
`meta` with "cfr-" are those of the Council on Foreign Relations.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from briefing.exchange.file import ImportFault, ImportFile, json_of
from briefing.exchange.format import Format
from briefing.exchange.reading import Handle, Items, Proposal, ReadFault, Skipped
from briefing.exchange.values import country, texts

_SOURCE: Final = "galaxy"

_ELSEWHERE: Final = ("synonyms", "country", "threat-actor-classification")
"""Keys of `meta` that become fields; all others are kept as words."""

_KEYS: Final = ("value", "description", "meta", "uuid", "related")


def _recognises(file: ImportFile) -> bool:
    return (
        file.head.lstrip().startswith(b"{")
        and re.search(rb'"values"\s*:\s*\[', file.head) is not None
        and (b'"uuid"' in file.head or b'"category"' in file.head)
    )


def _read(file: ImportFile) -> Items:
    galaxy = json_of(file)
    values = galaxy.get("values") if isinstance(galaxy, dict) else None
    if not isinstance(values, list):
        raise ImportFault(f"{file.name} is no MISP galaxy: it has no list “values”")
    if galaxy.get("category", "actor") != "actor":
        kind = str(galaxy["category"])[:40]
        raise ImportFault(
            f"{file.name} is a galaxy of the category “{kind}”; only “actor” comes in"
        )
    name = next(iter(texts(galaxy.get("name"))), file.name)
    uuid = next(iter(texts(galaxy.get("uuid"))), "")
    yield Proposal(
        kind="source",
        raw={
            "title": f"MISP galaxy: {name}",
            "type": "dataset",
            "publisher": next(iter(texts(galaxy.get("source"))), ""),
        },
        place="",
        key=_SOURCE,
        ids=(f"misp:{uuid}",) if uuid else (),
        is_named_only=True,
    )
    known: dict[str, str] = {}
    ties: list[tuple[str, str, Any]] = []
    for number, raw in enumerate(values):
        place = f"values[{number}]"
        problem = _problem(raw, known)
        if problem is not None:
            yield problem._replace(place=f"{place}{problem.place}")
            continue
        known[raw["uuid"]] = place
        ties += ((place, raw["uuid"], each) for each in raw.get("related") or ())
        yield from _cluster(place, raw)
    for place, own, tie in ties:
        yield from _tie(place, own, tie, known)


def _problem(raw: Any, known: Mapping[str, str]) -> ReadFault | None:
    """What is wrong with a cluster, and in which of its keys."""
    if not isinstance(raw, dict):
        return ReadFault("", "no cluster: it is no JSON object")
    for key in ("value", "uuid"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            return ReadFault(f".{key}", "it is no text, and a cluster needs one")
    if raw["uuid"] in known:
        return ReadFault(".uuid", f"“{raw['uuid']}” is that of {known[raw['uuid']]} too")
    if not isinstance(raw.get("description") or "", str):
        return ReadFault(".description", "it is no text")
    if not isinstance(raw.get("meta") or {}, dict):
        return ReadFault(".meta", "it is no JSON object")
    if not isinstance(raw.get("related") or [], list):
        return ReadFault(".related", "it is no list")
    for key, value in (raw.get("meta") or {}).items():
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str) for each in listed):
            return ReadFault(f".meta.{key}", "it holds something that is no text")
    return None


def _cluster(place: str, raw: Mapping[str, Any]) -> Items:
    for key in raw:
        if key not in _KEYS:
            yield Skipped(place, f"{key} of clusters"[:80])
    meta: Mapping[str, Any] = raw.get("meta") or {}
    name = " ".join(raw["value"].split())
    countries = []
    for each in texts(meta.get("country")):
        if code := country(each):
            countries.append(code)
        else:
            yield Skipped(place, f"country {each}, which ISO 3166 does not have"[:80])
    if meta.get("name-attribution"):
        yield Skipped(place, "name-attribution, the clusters that names are from")
    cites = [{"source": Handle(_SOURCE), "passage": "\n".join(_words(meta))}]
    confidence = texts(meta.get("attribution-confidence"))
    if countries and confidence:
        passage = f"country: {', '.join(countries)}; attribution-confidence: {confidence[0]} of 100"
        cites.append({"source": Handle(_SOURCE), "field": "countries", "passage": passage})
    yield Proposal(
        kind="group",
        raw={
            "name": name,
            "aliases": [each for each in texts(meta.get("synonyms")) if each != name],
            "countries": countries,
            "summary": (raw.get("description") or "").strip(),
            "tags": texts(meta.get("threat-actor-classification")),
            "cites": cites,
        },
        place=place,
        key=raw["uuid"],
        ids=(f"misp:{raw['uuid']}",),
    )


def _words(meta: Mapping[str, Any]) -> Iterator[str]:
    """What the keys that are no fields say, a line each: the addresses of references too."""
    for key, value in meta.items():
        if key not in (*_ELSEWHERE, "name-attribution") and (said := texts(value)):
            yield f"{key}: {', '.join(said)}"


def _tie(place: str, own: str, tie: Any, known: Mapping[str, str]) -> Items:
    other = tie.get("dest-uuid") if isinstance(tie, dict) else None
    how = tie.get("type") if isinstance(tie, dict) else None
    if not isinstance(other, str) or not isinstance(how, str):
        yield ReadFault(f"{place}.related", "it needs the texts “dest-uuid” and “type”")
    elif other not in known:
        yield Skipped(place, "ties to clusters of other galaxies")
    elif how != "part-of":
        yield Skipped(place, f"ties of the type {how}"[:80])
    else:
        likelihood: Sequence[str] = texts(tie.get("tags"))
        cite = {"source": Handle(_SOURCE), "passage": "; ".join((how, *likelihood))}
        yield Proposal(
            kind="link",
            raw={"type": how, "from": Handle(own), "to": Handle(other), "cites": [cite]},
            place=f"{place}.related",
        )


FORMATS = (
    Format(
        name="misp",
        title="MISP galaxy",
        suffixes=(".json",),
        about="clusters of actors, such as threat-actor.json",
        recognises=_recognises,
        read=_read,
    ),
)
