"""Dates in plain English: EDTF text said for a reader, and a reader's phrase as EDTF text.

This is the wording half of `briefing.model.dates`, which checks every date and is the module to
import. Here a date is only its written parts, so that the two halves do not need each other:
nothing in this module decides whether a date exists.

How a date is worded, where EDTF leaves a choice:

* `2013-02-2X` is "late February 2013": a report that says "late February" gives no day, and what it
  claims is exactly "some day from the 20th on". `2013-02-2X~` doubts even those bounds and is
  "about late February 2013". `0X` is "early", `1X` is "mid-".
* A winter runs over the turn of the year, so its words name both years: "winter 2013–14".
* Two dates that share a month or a year say it once: "10 to 12 January 2013".
"""

import datetime as dt
import re
import unicodedata
from typing import Final, Literal, TypeAlias

Form: TypeAlias = Literal["point", "interval", "set"]
"""How a date is written: one date, `a/b` or `[...]`."""

Ends: TypeAlias = tuple[tuple[str, str], ...]
"""The written start and end of each element; a single date is its own start and end."""

OPEN: Final = ".."
UNKNOWN: Final = ""

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PERIODS: Final = {
    "21": ("spring", "{}"),
    "22": ("summer", "{}"),
    "23": ("autumn", "{}"),
    "33": ("first quarter", "of {}"),
    "34": ("second quarter", "of {}"),
    "35": ("third quarter", "of {}"),
    "36": ("fourth quarter", "of {}"),
    "40": ("first half", "of {}"),
    "41": ("second half", "of {}"),
}
_LONGEST_PHRASE: Final = 80


# Saying a date -----------------------------------------------------------------------------------


def say(form: Form, ends: Ends) -> str:
    """Word a date for a reader.

    Args:
        form: How the date is written.
        ends: Its written parts; they must be those of a date that exists.

    Returns:
        Plain English, such as "between 10 and 12 January 2013".
    """
    if form == "point":
        return _point(ends[0][0])
    if form == "interval":
        return _lasted(*ends[0])
    if len(ends) == 1:
        return _once(*ends[0])
    if all(start == end for start, end in ends):
        choices = _merged([start for start, _ in ends])
    else:
        choices = [_choice(start, end) for start, end in ends]
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _lasted(start: str, end: str) -> str:
    """Word an interval, something that went on from start to end."""
    if end == OPEN:
        return f"from {_point(start, inside=True)}, ongoing"
    if end == UNKNOWN:
        return f"from {_point(start, inside=True)}, end unknown"
    if start == OPEN:
        return f"until {_point(end, inside=True)}"
    if start == UNKNOWN:
        return f"until {_point(end, inside=True)}, start unknown"
    if start == end:
        return _point(start)
    return " to ".join(_merged([start, end]))


def _once(start: str, end: str) -> str:
    """Word a set of one element, something that happened once within it."""
    if start == end:
        return _point(start)
    if OPEN in (start, end):
        return _choice(start, end)
    return f"between {' and '.join(_merged([start, end]))}"


def _choice(start: str, end: str) -> str:
    """Word one element of a set of several."""
    if start == end:
        return _point(start, inside=True)
    if OPEN not in (start, end):
        return " to ".join(_merged([start, end]))
    known, side = (end, "before") if start == OPEN else (start, "after")
    is_day = re.match(r"\d{4}-\d\d-\d\d", known) is not None
    return f"{'on' if is_day else 'in'} or {side} {_point(known, inside=True)}"


def _point(text: str, *, inside: bool = False) -> str:
    """Word one date with its qualifier; `inside` a longer phrase doubt goes in parentheses."""
    plain = text.rstrip("~?%")
    mark = text[len(plain) :]
    words = " ".join(_pieces(plain))
    if inside and "-" not in plain:
        # "until 2000 to 2099" would read as two dates.
        words = words.replace(" to ", "–")
    if mark in {"~", "%"}:
        words = f"about {words}"
    if mark in {"?", "%"}:
        words += " (uncertain)" if inside else ", uncertain"
    return words


def _merged(texts: list[str]) -> list[str]:
    """Word dates that stand in one phrase, the last one saying the month and year they share."""
    if any(text[-1] in "~?%" for text in texts):
        # A mark belongs to its own date: sharing words would spread it over the others.
        return [_point(text, inside=True) for text in texts]
    pieces = [_pieces(text) for text in texts]
    shared = 0
    while shared < min(map(len, pieces)) - 1 and len({piece[-1 - shared] for piece in pieces}) == 1:
        shared += 1
    heads = [piece[: len(piece) - shared] for piece in pieces]
    if shared and len({head[-1][0].isdigit() for head in heads}) == 2:
        # "10 to late February" would be hard to read: the month is said twice.
        shared -= 1
        heads = [piece[: len(piece) - shared] for piece in pieces]
    return [*(" ".join(head) for head in heads[:-1]), " ".join(pieces[-1])]


def _pieces(plain: str) -> tuple[str, ...]:
    """Split the words of one unqualified date so that its month and year can be shared."""
    year, _, rest = plain.partition("-")
    month, _, day = rest.partition("-")
    if not month:
        return (_year(year),)
    if month == "XX":
        return (f"some {'day in' if day else 'month of'} {year}",)
    if month == "24":
        return (f"winter {year}–{(int(year) + 1) % 100:02}",)
    if month in _PERIODS:
        name, of_year = _PERIODS[month]
        return (name, of_year.format(year))
    name = MONTHS[int(month) - 1]
    if not day:
        return (name, year)
    if day == "XX":
        return (f"some day in {name} {year}",)
    if day == "1X":
        return (f"mid-{name}", year)
    if day == "3X":
        return ("30 or 31" if name in _LONG_MONTHS else "30", name, year)
    return ({"0X": "early", "2X": "late"}.get(day) or str(int(day)), name, year)


def _year(year: str) -> str:
    """Word a year, a decade or a century."""
    if "X" not in year:
        return year
    if year.endswith("XX") or year[2] == "0":
        # "the 2000s" can be a decade or a century, so both are given by their ends.
        return f"{max(1, int(year.replace('X', '0'))):04} to {year.replace('X', '9')}"
    return f"the {year[:3]}0s"


_LONG_MONTHS: Final = {"January", "March", "May", "July", "August", "October", "December"}


# Understanding a phrase --------------------------------------------------------------------------


def tidy(text: str) -> str:
    """Bring digits, dashes and spaces of any script to the ones EDTF is written with.

    Args:
        text: Anything typed or pasted.

    Returns:
        The text with ASCII digits, plain hyphens, no space at its ends or around EDTF signs.
    """
    folded = re.sub(r"\.{3,}", "..", unicodedata.normalize("NFKC", text))
    digits = "".join(
        char if char.isascii() else str(unicodedata.decimal(char, char)) for char in folded
    )
    plain = re.sub(r"\s+", " ", re.sub(r"[‐‑‒–—−]", "-", digits)).strip()
    return re.sub(r" ?([\[\]/,~?%]|\.\.) ?", r"\1", plain)


def phrase_to_edtf(text: str, today: dt.date | None = None) -> str | None:
    """Find the EDTF text a plain phrase stands for.

    Args:
        text: A phrase such as "late February 2013"; numbers are read day first.
        today: The day "today" and "yesterday" count from; without it they mean nothing.

    Returns:
        EDTF text, not yet checked ("30 February 2013" gives `2013-02-30`), or None.
    """
    if len(text) > _LONGEST_PHRASE:
        return None
    phrase = _spoken(text)
    found = _one(phrase, today)
    if found is not None:
        return found
    for pattern, template in _COMPOUNDS:
        match = re.fullmatch(pattern, phrase)
        parts = match and _parts(match.groupdict(), today)
        if parts:
            return template.format(**parts)
    return None


def _spoken(text: str) -> str:
    """Reduce a phrase to the lower-case words that matter, in the order day, month, year."""
    words = tidy(text).casefold().replace(",", " ").split()
    phrase = " ".join(word for word in words if word.rstrip(".") not in _NOISE)
    phrase = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", phrase)
    # "January 10-12 2013" shares its month backwards; day first it reads like the rest.
    return re.sub(
        rf"({_MONTH})\.? (\d\d?)( ?- ?| to | and | or )(\d\d?) (\d{{4}})", r"\2\3\4 \1 \5", phrase
    )


def _parts(groups: dict[str, str], today: dt.date | None) -> dict[str, str] | None:
    """Read the dates of a compound phrase; the first may borrow its month or year from the last."""
    read = {name: _one(words, today) for name, words in groups.items()}
    first = groups.get("a", "")
    tail = groups.get("b", "").split()[1:]
    while read.get("a", first) is None and tail:
        read["a"] = _one(f"{first} {' '.join(tail)}", today)
        tail = tail[1:]
    found = {name: edtf for name, edtf in read.items() if edtf is not None}
    return found if len(found) == len(read) else None


def _one(phrase: str, today: dt.date | None) -> str | None:
    """Read a phrase that names a single date, with the doubt it states."""
    for pattern, mark in _MARKS:
        match = re.fullmatch(pattern, phrase)
        inner = match and _one(match[1], today)
        if inner:
            return f"{inner}{mark}".replace("~?", "%").replace("?~", "%")
    if today is not None and phrase in {"today", "yesterday"}:
        return (
            today - dt.timedelta(days=phrase == "yesterday" and today > dt.date.min)
        ).isoformat()
    for pattern, template in _SINGLES:
        match = re.fullmatch(pattern, phrase)
        if match:
            return template.format(
                **{name: _value(name, match[name]) for name in match.groupdict()}
            )
    return None


def _value(name: str, word: str) -> str:
    """Give the digits a matched word stands for."""
    if name == "period":
        return _PERIOD_CODES[word]
    return _MONTH_DIGITS.get(word) or word.zfill(2)


_NOISE: Final = frozenset(
    (
        *("the", "of", "in", "on", "at", "during", "year", "month", "ad", "a.d", "ce"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
    )
)
_MONTH_DIGITS: Final = {
    word: f"{number:02}"
    for number, name in enumerate(MONTHS, start=1)
    for word in (name.casefold(), name[:3].casefold())
} | {"sept": "09"}
_PERIOD_CODES: Final = (
    {name: code for code, (name, _) in _PERIODS.items()}
    | {f"q{number}": str(32 + number) for number in range(1, 5)}
    | {"fall": "23", "winter": "24"}
)

_MONTH: Final = "|".join(sorted(_MONTH_DIGITS, key=len, reverse=True))
_Y: Final = r"(?P<y>\d{4})"
_M: Final = r"(?P<m>0?[1-9]|1[0-2])"
_D: Final = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_NAME: Final = rf"(?P<m>{_MONTH})\.?"
_PERIOD: Final = rf"(?P<period>{'|'.join(_PERIOD_CODES)})"

# The patterns stay text: `re` compiles and keeps each when first used, so the start costs nothing.
_SINGLES: Final = (
    (rf"{_D}\.?[ ./-]?{_NAME}[ ./-]{_Y}", "{y}-{m}-{d}"),
    (rf"{_NAME}[ ./-]?{_D}[ ./-]{_Y}", "{y}-{m}-{d}"),
    (rf"{_Y}[ ./-]{_NAME}[ ./-]{_D}", "{y}-{m}-{d}"),
    (rf"{_Y} ?[ ./-] ?{_M} ?[ ./-] ?{_D}", "{y}-{m}-{d}"),
    (rf"{_D} ?[./-] ?{_M} ?[./-] ?{_Y}", "{y}-{m}-{d}"),
    # Month first only where day first cannot be: there is no month 24 in 01/24/2014.
    (rf"{_M} ?[./-] ?{_D} ?[./-] ?{_Y}", "{y}-{m}-{d}"),
    (r"(?P<y>\d{4})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])", "{y}-{m}-{d}"),
    (rf"(?:early|beginning|start) {_NAME} {_Y}", "{y}-{m}-0X"),
    (rf"(?:mid|middle)[ -]?{_NAME} {_Y}", "{y}-{m}-1X"),
    (rf"(?:late|end) {_NAME} {_Y}", "{y}-{m}-2X"),
    (rf"some day {_NAME} {_Y}", "{y}-{m}-XX"),
    (rf"{_NAME}[ ./-]?{_Y}", "{y}-{m}"),
    (rf"{_Y}[ ./-]{_NAME}", "{y}-{m}"),
    (rf"{_Y} ?[./-] ?{_M}", "{y}-{m}"),
    (rf"{_M} ?[./-] ?{_Y}", "{y}-{m}"),
    (rf"{_PERIOD} {_Y}(?:[-/]\d\d(?:\d\d)?)?", "{y}-{period}"),
    (rf"{_Y} {_PERIOD}", "{y}-{period}"),
    (r"(?P<decade>\d{3})0'?s", "{decade}X"),
    (_Y, "{y}"),
)
_MARKS: Final = (
    (r"(?:about|circa|around|approximately|approx\.?|roughly|ca?\.?|~) ?(.+)", "~"),
    (r"(?:possibly|probably|perhaps|maybe) (.+)", "?"),
    (r"(.+?) ?(?:\?|\(?uncertain\)?)", "?"),
    (r"(.+?) ?~", "~"),
)
_COMPOUNDS: Final = (
    (r"between (?P<a>.+) and (?P<b>.+)", "[{a}..{b}]"),
    (r"(?:from )?(?P<a>.+?) (?:to|until|till|through) (?P<b>.+)", "{a}/{b}"),
    (r"from (?P<a>.+) end unknown", "{a}/"),
    (r"(?:since|from) (?P<a>.+?)(?: ongoing| onwards?)?", "{a}/.."),
    (r"(?:until|till|up to) (?P<b>.+) start unknown", "/{b}"),
    (r"(?:until|till|up to) (?P<b>.+)", "../{b}"),
    (r"(?:or before|by) (?P<b>.+)", "[..{b}]"),
    (r"or after (?P<a>.+)", "[{a}..]"),
    (r"(?P<a>.+?) or (?P<b>.+)", "[{a},{b}]"),
    (r"(?P<a>[^-]+?) ?- ?(?P<b>[^-]+)", "{a}/{b}"),
    (r"(?P<a>\d{4}-\d\d-\d\d) ?- ?(?P<b>\d{4}-\d\d-\d\d)", "{a}/{b}"),
)
