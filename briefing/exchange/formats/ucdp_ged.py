"""The Georeferenced Event Dataset of the Uppsala Conflict Data Program, and its Candidate files.

The variables are those of the UCDP GED Codebook 23.1, section "Variables".
"""

import re
from collections.abc import Iterator, Mapping
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

_TELLING = ("id", "type_of_violence", "side_a", "side_b", "date_prec", "event_clarity", "best")
_NEEDED = (*_TELLING, "date_start", "date_end", "where_prec", "country", "low", "high")

_PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_TOLD: Final = {
    "conflict_name": "names of conflicts (conflict_name)",
    "adm_2": "second-level divisions (adm_2)",
    "where_description": "descriptions of places (where_description)",
    "number_of_sources": "numbers of sources (number_of_sources)",
    "active_year": "marks of active years (active_year)",
}
_REPEATING: Final = (
    *("year", "dyad_name", "geom_wkt", "priogrid_gid", "country_id", "region"),
    *("conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id"),
)
_USED: Final = (
    *_NEEDED,
    *_PARTS,
    *_TOLD,
    *("relid", "code_status", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id"),
    *("gwnoa", "gwnob", "where_coordinates", "adm_1", "latitude", "longitude", "iso3"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original"),
)

_ONE_SIDED: Final = "3"
_CIVILIANS: Final = "Civilians"
_GOVERNMENT: Final = "Government of "

# Variable `where_prec`. 5 is an estimated point of a vague region: as much as its division says; 7
# is international waters or airspace.
_PRECISIONS: Final = {
    "1": "exact",
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "",
    "6": "country",
    "7": "",
}

_VERSION = re.compile(
    r"GEDEvent_v([0-9]+(?:_[0-9]+)+)|(?<![a-z])ged([0-9]{2})([0-9])(?![0-9])", re.IGNORECASE
)

LICENCE: Final = (
    "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. To be cited with: Sundberg, "
    "Ralph, and Erik Melander (2013), “Introducing the UCDP Georeferenced Event Dataset”, Journal "
    "of Peace Research 50(4), 523–532; and with the article on organized violence that the "
    "codebook of its version names. https://ucdp.uu.se/downloads/"
)


def _recognises(file: ImportFile) -> bool:
    return has_columns(file, _TELLING)


def _read(file: ImportFile) -> Items:
    """The events in the order of the file, then the actors, each once."""
    yield _dataset(file.name)
    yield from told_of_columns(file, _USED, _REPEATING)
    actors: dict[str, _Side] = {}
    for row in event_rows(file, _NEEDED):
        if isinstance(row, ReadFault):
            yield row
            continue
        try:
            yield from _event(row, actors)
        except CellFault as fault:
            yield row.fault(fault)
    for side in actors.values():
        yield side.proposal()


def _dataset(name: str) -> Dataset:
    """The data set, named by what only the name of the file says."""
    title = series = "UCDP Georeferenced Event Dataset"
    found = _VERSION.search(name)
    if found is None:
        title, version = f"{title}, {name}", "The file does not say which version it is."
    else:
        number = found[1].replace("_", ".") if found[1] else f"{int(found[2])}.{found[3]}"
        title = f"{title} {number}"
        version = "The version is that in the name of the file."
    raw = {"type": "dataset", "publisher": "Uppsala Conflict Data Program"}
    return Dataset(title=title, raw=raw, licence=f"{version} {LICENCE}", series=series)


class _Side:
    """An actor, as all rows that name it describe it.

    Args:
        number: Its id.
        name: Its name in the first row.
        place: Where that is.
    """

    def __init__(self, number: str, name: str, place: str) -> None:
        self.key = Handle(f"actor {number}")
        self.is_rebel = False
        self.is_government = False
        self._number = number
        self._place = place
        self._names = {name: None}

    def add(self, name: str) -> None:
        """Note what a row calls it."""
        self._names[name] = None

    def proposal(self) -> Proposal:
        """The group that it is."""
        name, *others = self._names
        raw: dict[str, Any] = {"name": name, "aliases": others}
        if self.is_government:
            raw["kind"] = "government"
            if code := country(name.removeprefix(_GOVERNMENT)):
                raw["countries"] = [code]
        elif self.is_rebel:
            raw["kind"] = "rebel group"
        return Proposal(
            kind="group",
            raw=raw,
            place=self._place,
            key=self.key,
            ids=(f"ucdp:actor:{self._number}",),
        )


def _event(row: EventRow, actors: dict[str, _Side]) -> Iterator[Item]:
    number = str(row.whole("id") if row.needed("id") else None)
    violence = row.code("type_of_violence", ("1", "2", "3"))
    one_sided = violence == _ONE_SIDED
    is_summary = row.code("event_clarity", ("1", "2")) == "2"
    casualties, doubts = _casualties(row)
    raw: dict[str, Any] = {
        "title": _title(row, is_one_sided=one_sided, is_summary=is_summary),
        "date": _date(row, is_summary=is_summary),
        "kind": "violence against civilians" if one_sided else "battles",
        "place": _place(row),
        "casualties": casualties,
        "tags": [
            f"ucdp:{what}:{known}"
            for what in ("conflict", "dyad")
            if (known := row.text(f"{what}_new_id"))
        ],
    }
    raw["actors"] = [
        _actor(row, "side_a", "perpetrator" if one_sided else "participant", violence, actors),
        _actor(row, "side_b", "target" if one_sided else "participant", violence, actors),
    ]
    status = row.text("code_status")
    if status and status.casefold() != "clear":
        # Variable `code_status`, of the Candidate files: what is still to be checked.
        raw["status"] = "unverified"
    yield Proposal(
        kind="event",
        raw=raw,
        place=row.place,
        ids=(f"ucdp:event:{number}",),
        passage=_passage(row),
        reason=_reason(row, raw.get("status", "") and status),
    )
    for doubt in doubts:
        yield Skipped(row.place, doubt)
    if row.text("where_prec") == "7":
        yield Skipped(row.place, "precisions of places in international waters or airspace")
    if not raw["place"].get("country"):
        yield Skipped(row.place, f"country not understood: {row.text('country')[:40] or 'empty'}")
    yield from told(row, _TOLD)


def _title(row: EventRow, *, is_one_sided: bool, is_summary: bool) -> str:
    where = row.text("where_coordinates") or row.text("adm_1") or row.text("country")
    one, other = row.needed("side_a"), row.needed("side_b")
    if is_one_sided:
        target = other.lower() if other == _CIVILIANS else other
        what = f"Violence against {target} by {one}"
    else:
        what = f"{'Clashes' if is_summary else 'Clash'} between {one} and {other}"
    return f"{what}, {where}" if where else what


def _date(row: EventRow, *, is_summary: bool) -> str:
    """The date in EDTF, from variables `date_start`, `date_end`, `date_prec`, `event_clarity`.

    The first two are the first and the last day it can have been. A summary (clarity 2) adds up
    what happened from one to the other; anything else happened within, once.
    """
    start, end = row.day("date_start"), row.day("date_end")
    precision = row.code("date_prec", ("1", "2", "3", "4", "5"))
    if end < start:
        raise CellFault("date_end", f"{end} is before date_start, {start}")
    if start == end:
        # Less precise than a day, but the bounds are not given.
        return {"1": f"{start}", "4": f"{start.isoformat()[:7]}~", "5": f"{start.year:04}~"}.get(
            precision, f"{start}~"
        )
    if precision == "1" or is_summary:
        return f"{start}/{end}"
    return _period(start, end) or f"[{start}..{end}]"


def _period(start: date, end: date) -> str:
    """The month or year that two days bound; empty if they bound none."""
    after = end + timedelta(days=1) if end < date.max else end
    if start.day != 1 or after.day != 1:
        return ""
    if (start.month, after.month, after.year) == (1, 1, start.year + 1):
        return f"{start.year:04}"
    months = (after.year - start.year) * 12 + after.month - start.month
    return start.isoformat()[:7] if months == 1 else ""


def _place(row: EventRow) -> Mapping[str, Any]:
    code = country(row.text("country")) or country(row.text("iso3"))
    region = row.text("adm_1")
    precision = row.code("where_prec", tuple(_PRECISIONS))
    vague = "admin1" if region else "country" if code else ""
    return {
        "name": row.text("where_coordinates"),
        "admin1": region,
        "country": code,
        "precision": vague if precision == "5" else _PRECISIONS[precision],
        "latitude": row.degrees("latitude"),
        "longitude": row.degrees("longitude"),
    }


def _actor(
    row: EventRow, side: str, role: str, violence: str, actors: dict[str, _Side]
) -> Mapping[str, str]:
    name, number = row.needed(side), row.whole(f"{side}_new_id")
    if name == _CIVILIANS or number is None:
        return {"name": name.lower() if name == _CIVILIANS else name, "role": role}
    found = actors.get(f"{number}")
    if found is None:
        place = f"{row.place}, column {side}"
        found = actors[f"{number}"] = _Side(f"{number}", name, place)
    found.add(name)
    if name.startswith(_GOVERNMENT) or row.text(f"gwno{side[-1]}"):
        found.is_government = True
    elif violence == "1":
        # State-based conflict: whoever fights a government is a rebel group (variable `side_b`).
        found.is_rebel = True
    return {"ref": found.key, "role": role}


def _casualties(row: EventRow) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The dead, counted once, and what is left out of them.

    `low`, `best` and `high` bound the total; `deaths_a` and so on divide the best estimate of it,
    and have no bounds of their own. Where the three agree, the parts are the rows. Otherwise there
    is one row, the total, and its parts are in words.
    """
    low, best, high = (row.whole(each) for each in ("low", "best", "high"))
    left: list[str] = []
    if best is not None and low is not None and low > best:
        low = None
        left.append("low estimates of deaths that are above the best one")
    if best is not None and high is not None and high < best:
        high = None
        left.append("high estimates of deaths that are below the best one")
    who = (row.text("side_a"), row.text("side_b"), "civilians", "people of unknown status")
    counts = [row.whole(each) or 0 for each in _PARTS]
    parts = [(name, count) for name, count in zip(who, counts, strict=True) if count]
    if parts and sum(counts) != best:
        parts = []
        left.append("divisions of deaths that do not add up to the best estimate")
    if parts and low == best == high:
        return [
            {"who": name, "outcome": "killed", "low": count, "best": count, "high": count}
            for name, count in parts
        ], left
    if low is best is high is None:
        return [], left
    total = {"who": _worded(parts), "outcome": "killed", "low": low, "best": best, "high": high}
    return [total], left


def _worded(parts: list[tuple[str, int]]) -> str:
    if not parts:
        return ""
    if len(parts) == 1:
        return f"people, by the best estimate all {parts[0][0].removeprefix('people ')}"
    return f"people, by the best estimate {', '.join(f'{count} {name}' for name, count in parts)}"


def _passage(row: EventRow) -> str:
    """What UCDP calls its sources in one column, or in three in older rows."""
    columns = ("source_office", "source_date", "source_headline")
    return row.text("source_article") or ", ".join(filter(None, map(row.text, columns)))


def _reason(row: EventRow, doubt: str) -> str:
    offices, original = parts_of(row.text("source_office")), row.text("source_original")
    said = [f"as reported by {'; '.join(offices)}"] if offices else []
    said += [f"original source: {original}"] if original else []
    said += [f"code_status: {doubt}"] if doubt else []
    # An id of its own, but not for good: versions renumber it, so that it must not be in `ids`.
    said += [f"relid: {relid}"] if (relid := row.text("relid")) else []
    return ". ".join(said)


FORMATS = (
    Format(
        name="ucdp-ged",
        title="UCDP Georeferenced Event Dataset",
        suffixes=(".csv",),
        about="events with their sides, places and deaths, from a CSV file of UCDP GED",
        recognises=_recognises,
        read=_read,
    ),
)
