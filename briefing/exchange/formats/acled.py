"""Armed Conflict Location & Event Data: the CSV file that its export tool makes.

The columns are the 31 since March 2023, or those before; what they hold is in the ACLED Codebook,
under the sections named here.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from briefing.exchange.file import ImportFile
from briefing.exchange.format import Format
from briefing.exchange.formats._event_rows import (
    CellFault,
    EventRow,
    country,
    event_rows,
    has_columns,
    parts_of,
    told,
    told_of_columns,
)
from briefing.exchange.reading import Dataset, Handle, Item, Items, Proposal, ReadFault, Skipped
from briefing.model.terms import EVENT_KINDS

_NEEDED: Final = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type"),
    *("actor1", "inter1", "fatalities", "notes"),
)
_TOLD: Final = {
    "admin2": "second-level divisions (admin2)",
    "admin3": "third-level divisions (admin3)",
}
_REPEATING: Final = (
    *("data_id", "event_id_no_cnty", "year", "disorder_type", "interaction", "region"),
    "timestamp",
)
_USED: Final = (
    *_NEEDED,
    *_TOLD,
    *("actor2", "inter2", "assoc_actor_1", "assoc_actor_2", "civilian_targeting", "tags"),
    *("iso", "iso3", "country", "admin1", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale"),
)

# "Actor Names, Types and Inter Codes"; numbers at first, words in later files. Rioters, protesters
# and civilians are people in a country, not a body.
_ACTOR_KINDS: Final = {
    **dict.fromkeys(("1", "state forces"), "state forces"),
    **dict.fromkeys(("2", "rebel group", "rebel groups"), "rebel group"),
    **dict.fromkeys(("3", "political militia", "political militias"), "political militia"),
    **dict.fromkeys(("4", "identity militia", "identity militias"), "identity militia"),
    **dict.fromkeys(("8", "external/other forces"), "external forces"),
}
_NOBODY: Final = "Unidentified"
"""Begins the names of actors whom nobody knows: not one body, but many."""

_PEOPLE: Final = ("5", "rioters", "6", "protesters", "7", "civilians")

# "Spatial precision codes": a town; near a town; a region, for which its capital may stand.
_PRECISIONS: Final = {"1": "exact", "2": "near", "3": "admin1"}

_SPELLINGS: Final = {
    "excessive force against protestors": "excessive force against protesters",
}
_COMMA_IN_NUMBER = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")

LICENCE: Final = (
    "Source: ACLED (Armed Conflict Location & Event Data), https://acleddata.com. Its terms of use "
    "and attribution policy apply: https://acleddata.com/terms-of-use-and-attribution-policy. Raw "
    "data must not be passed on. To be cited with: Raleigh, C., Kishi, R. & Linke, A. (2023), "
    "“Political instability patterns are obscured by conflict dataset scope conditions, sources, "
    "and coding choices”, Humanities and Social Sciences Communications 10, 74; and with the date "
    "on which it was downloaded."
)


def _recognises(file: ImportFile) -> bool:
    return has_columns(file, ("event_id_cnty", "event_date", "event_type", "actor1", "notes"))


_SERIES: Final = "Armed Conflict Location & Event Data (ACLED)"


def _read(file: ImportFile) -> Items:
    """The groups, each once, then the events in the order of the file."""
    yield Dataset(
        title=f"{_SERIES}, {file.name}",
        raw={"type": "dataset", "publisher": "ACLED"},
        licence=LICENCE,
        series=_SERIES,
    )
    yield from told_of_columns(file, _USED, _REPEATING)
    groups = _groups(file)
    for group in groups.values():
        yield group
        if not group.raw["kind"]:
            yield Skipped(group.place, "types of actors that have more than one")
    for row in event_rows(file, _NEEDED):
        if isinstance(row, ReadFault):
            yield row
            continue
        try:
            yield from _event(row, groups)
        except CellFault as fault:
            yield row.fault(fault)


def _groups(file: ImportFile) -> Mapping[str, Proposal]:
    """The bodies among the main actors, by name, read beforehand: they are associates elsewhere."""
    places: dict[str, str] = {}
    kinds: dict[str, dict[str, None]] = {}
    for row in event_rows(file, _NEEDED):
        if isinstance(row, ReadFault):
            continue
        for number in ("1", "2"):
            name = row.text(f"actor{number}")
            kind = _ACTOR_KINDS.get(_inter(row, number))
            if name and kind and not name.startswith(_NOBODY):
                places.setdefault(name, f"{row.place}, column actor{number}")
                kinds.setdefault(name, {})[kind] = None
    return {
        name: Proposal(
            kind="group",
            # Of two kinds neither is certain.
            raw={"name": name, "kind": "".join(kinds[name]) if len(kinds[name]) == 1 else ""},
            place=place,
            key=_key(name),
        )
        for name, place in places.items()
    }


def _key(name: str) -> Handle:
    return Handle(f"actor {name}")


def _inter(row: EventRow, number: str) -> str:
    return row.text(f"inter{number}").casefold().removesuffix(".0")


def _event(row: EventRow, groups: Collection[str]) -> Iterator[Item]:
    number = row.needed("event_id_cnty")
    kind, subkind, left = _kinds(row)
    fatalities = row.whole("fatalities")
    place = _place(row)
    yield Proposal(
        kind="event",
        raw={
            "title": _title(row, kind, subkind),
            "date": _date(row),
            "kind": kind,
            "subkind": subkind,
            "place": place,
            "actors": [*_actors(row, groups, kind)],
            # "Reported fatalities": 0 stands for none and for an unknown number.
            "casualties": [{"outcome": "killed", "best": fatalities}] if fatalities else [],
            "tags": _tags(row),
        },
        place=row.place,
        ids=(f"acled:{number}",),
        passage=row.text("notes"),
        reason=_reason(row),
    )
    if fatalities == 0:
        left.append("fatalities of 0, which mean none or an unknown number")
    if not place.get("country"):
        left.append(f"country not understood: {row.text('country')[:40] or 'empty'}")
    for each in left:
        yield Skipped(row.place, each)
    yield from told(row, _TOLD)


def _kinds(row: EventRow) -> tuple[str, str, list[str]]:
    """The kind and sub-kind, and what of them is not known."""
    kind, subkind = row.needed("event_type").casefold(), row.text("sub_event_type").casefold()
    subkind = _SPELLINGS.get(subkind, subkind)
    if kind not in EVENT_KINDS:
        return "", "", [f"event type not known: {row.text('event_type')[:40]}"]
    if subkind and subkind not in EVENT_KINDS[kind]:
        return kind, "", [f"sub-event type not known: {row.text('sub_event_type')[:40]}"]
    return kind, subkind, []


def _title(row: EventRow, kind: str, subkind: str) -> str:
    one, other = row.needed("actor1"), row.text("actor2")
    what = row.text("sub_event_type") or row.text("event_type")
    if subkind == "armed clash" and other:
        told = f"Clash between {one} and {other}"
    elif kind == "violence against civilians" and other:
        told = f"{what} {'of' if subkind.startswith('abduction') else 'against'} {other} by {one}"
    elif kind == "explosions/remote violence":
        told = f"{what} by {one}" + (f" against {other}" if other else "")
    else:
        told = f"{what}: {one}" + (f" and {other}" if other else "")
    where = row.text("location") or row.text("admin1") or row.text("country")
    return f"{told}, {where}" if where else told


def _date(row: EventRow) -> str:
    """The date in EDTF, from `event_date` and `time_precision` ("Time precision codes").

    1: the day. 2: a week or a similar period; which day of it is given is not said, so that a week
    around the day is about right. 3: a month, or the past two or three weeks.
    """
    day = row.day("event_date")
    precision = row.code("time_precision", ("1", "2", "3"))
    if precision == "1":
        return f"{day}"
    if precision == "3":
        return f"{day.isoformat()[:7]}~"
    reach = timedelta(days=3)
    if not date.min + reach < day < date.max - reach:
        raise CellFault("event_date", f"{day} is out of range")
    return f"[{day - reach}~..{day + reach}~]"


def _place(row: EventRow) -> Mapping[str, Any]:
    codes = (row.text("country"), row.text("iso3"), row.text("iso"))
    has_precision = row.text("geo_precision")
    return {
        "name": row.text("location"),
        "admin1": row.text("admin1"),
        "country": next(filter(None, map(country, codes)), ""),
        "latitude": row.degrees("latitude"),
        "longitude": row.degrees("longitude"),
        "precision": _PRECISIONS[row.code("geo_precision", tuple(_PRECISIONS))]
        if has_precision
        else "",
    }


def _actors(row: EventRow, groups: Collection[str], kind: str) -> Iterator[Mapping[str, str]]:
    """Both actors with their associates; only violence against civilians has a direction."""
    is_directed = kind == "violence against civilians"
    for number, role in (("1", "perpetrator"), ("2", "target")):
        name, inter = row.text(f"actor{number}"), _inter(row, number)
        if name and inter not in _ACTOR_KINDS and inter not in _PEOPLE:
            raise CellFault(f"inter{number}", f"“{inter[:40]}” is no type of actor")
        associates = parts_of(row.text(f"assoc_actor_{number}"))
        for each in dict.fromkeys(filter(None, (name, *associates))):
            who = {"ref": _key(each)} if each in groups else {"name": each}
            yield {**who, "role": role if is_directed else "participant"}


def _tags(row: EventRow) -> list[str]:
    """Its tags, without the commas that would divide one in two."""
    tags = parts_of(row.text("tags"))
    targeting = row.text("civilian_targeting").casefold()
    whole = (_COMMA_IN_NUMBER.sub("", each).replace(",", "") for each in tags)
    return [*dict.fromkeys(filter(str.strip, (*whole, targeting)))]


def _reason(row: EventRow) -> str:
    outlets, scale = "; ".join(parts_of(row.text("source"))), row.text("source_scale")
    said = f"as reported by {outlets}" if outlets else ""
    return f"{said} ({scale})" if said and scale else said


FORMATS = (
    Format(
        name="acled",
        title="ACLED",
        suffixes=(".csv",),
        about="events with their actors, places and fatalities, from a CSV file of ACLED",
        recognises=_recognises,
        read=_read,
    ),
)
