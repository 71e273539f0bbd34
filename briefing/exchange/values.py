"""Plain values that formats for persons and organisations share, read and written."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from briefing.model import dates
from briefing.model.codes import check_country, country_code

_DAY: Final = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:?\d{2}.*|Z|[+-]\d{2}:\d{2})?")
_PLAIN: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


def texts(value: Any) -> list[str]:
    """The texts of a value that is one text or a list of them, blank ones and repeats left out."""
    given = value if isinstance(value, list | tuple) else [value]
    tidied = (" ".join(each.split()) for each in given if isinstance(each, str))
    return list(dict.fromkeys(each for each in tidied if each))


def country(text: str) -> str:
    """The country that a code in any case, or a name, means; empty if ISO 3166 has none."""
    for each in (text.strip().upper(), text.strip()):
        if check_country(code := country_code(each)) is None:
            return code
    return ""


def day(text: str) -> str:
    """The date of a date or timestamp of ISO 8601, its time left out; empty if it is none."""
    found = _DAY.fullmatch(text.strip())
    return found[1] if found and dates.is_date(found[1]) else ""


def one_of(days: Iterable[str]) -> str:
    """The date that is one of several (EDTF, a set), or of ranges "a..b"; empty for none."""
    found = sorted(dict.fromkeys(each for each in days if each))
    is_set = len(found) > 1 or any(".." in each for each in found)
    return f"[{','.join(found)}]" if is_set else "".join(found)


def lasting(start: str, end: str) -> str:
    """The date of what began and ended on these days; one that is not known is empty."""
    return start if start == end else f"{start}/{end}"


def plain_day(date: str) -> str:
    """A date that is a year, a month or a day and no more; empty for any other."""
    return date if _PLAIN.fullmatch(date) and dates.is_date(date) else ""


def coarse(date: str) -> str:
    """The year, month or day in which a date surely lies; empty if there is none.

    An approximate or uncertain date lies in none, nor does a period.
    """
    if plain_day(date):
        return date
    if "/" in date or not dates.is_date(date) or any(mark in date for mark in "~?%"):
        return ""
    found = dates.parse(date)
    first, last = found.earliest.isoformat(), found.latest.isoformat()
    shared = 7 if first[:7] == last[:7] else 4
    return first[:shared] if first[:shared] == last[:shared] else ""


def coarse_span(date: str) -> tuple[str, str]:
    """The start and end of a period, each as `coarse` gives it; of another date, it and nothing."""
    start, slash, end = date.partition("/")
    return (coarse(start), coarse(end)) if slash else (coarse(date), "")


def joined(*parts: str, by: str = "\n\n") -> str:
    """The parts that say something, none twice."""
    return by.join(dict.fromkeys(part for part in parts if part))


def usual_name(names: Sequence[str]) -> str:
    """The name that stands for several: of those in Latin letters the one most like them all.

    FollowTheMoney picks the caption of an entity in this way (rigour, `pick_name`).
    """
    from anyascii import anyascii
    from rapidfuzz.distance.Levenshtein import normalized_similarity

    few = sorted(names)[:50]
    folded = [anyascii(each).casefold() for each in few]
    latin = [place for place, each in enumerate(few) if _is_latin(each)] or range(len(few))

    def likeness(place: int) -> float:
        return sum(normalized_similarity(folded[place], each) for each in folded)

    return few[max(latin, key=likeness)]


def _is_latin(name: str) -> bool:
    letters = [each for each in name if each.isalpha()]
    return sum(each < "\u0250" for each in letters) > len(letters) / 2
