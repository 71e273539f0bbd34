"""A place said in one line: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)"."""

import re
from typing import Any

from briefing.model.codes import countries, country_code
from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.terms import PLACE_PRECISIONS

_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_BEHIND = re.compile(
    rf"(?P<where>[^()]*)\((?:(?P<latitude>{_NUMBER})\s*,\s*(?P<longitude>{_NUMBER}))?"
    r"[\s,]*(?P<precision>[a-z0-9]*)\s*\)"
)
_BARE = re.compile(rf"{_NUMBER}\s*,\s*{_NUMBER}\b.*")


def read_place(text: str, _find: Find = lambda _name: "") -> dict[str, Any]:
    """Read name, region and country, and in brackets the position and how exact that is.

    Args:
        text: The line.

    Raises:
        NotUnderstood: It has more parts than a place, or brackets that are no position.
    """
    row: dict[str, Any] = {}
    where = text.strip()
    if _BARE.fullmatch(where):
        where = f"({where})"
    if "(" in where or ")" in where:
        behind = _BEHIND.fullmatch(where)
        if behind is None or behind["precision"] not in ("", *PLACE_PRECISIONS):
            raise NotUnderstood(f"in brackets: 19.46, 0.86 and {', '.join(PLACE_PRECISIONS)}")
        where = behind["where"]
        row |= {name: float(behind[name]) for name in ("latitude", "longitude") if behind[name]}
        row |= {"precision": behind["precision"]} if behind["precision"] else {}
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if abs(row.get(name, 0)) > limit:
            raise NotUnderstood(f"a {name} lies between -{limit} and {limit}")
    parts = [part.strip() for part in where.split(",") if part.strip()]
    if parts and (code := country_code(parts[-1])) in countries():
        row["country"] = code
        parts.pop()
    if len(parts) > 2:
        raise NotUnderstood("a place has a name, a region and a country, and no more parts")
    row |= dict(zip(("name", "admin1"), parts, strict=False))
    if not row:
        raise NotUnderstood("where?")
    return row
