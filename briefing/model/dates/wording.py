"""EDTF text in plain English: the wording part of `briefing.model.dates`.

Import that module, which checks dates; this one words any written parts.

Where EDTF leaves a choice, dates are worded like this:

* `2013-02-2X` is "late February 2013": a report that says "late February" gives no day, and claims
  exactly "some day from the 20th on". `2013-02-2X~` doubts even those limits: "about late February
  2013". `0X` is "early", `1X` is "mid-". A month with a 30th day is not over on the 29th, so its
  `2X` is "some day from 20 to 29 January 2013".
* A winter spans two years, so its name has both: "winter 2013–14".
* Two dates that share a month or a year mention it once: "10 to 12 January 2013".
"""

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
    "37": ("early", "{}"),
    "38": ("mid", "{}"),
    "39": ("late", "{}"),
    "40": ("first half", "of {}"),
    "41": ("second half", "of {}"),
}


_SHORTER: Final = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (rf"\b({'|'.join(month[:3] for month in MONTHS)})[a-z]*", r"\1"),
        (r"^from (.*), ongoing$", r"\1 →"),
        (r"^from (.*), end unknown$", r"\1 → ?"),
        (r"^until (.*), start unknown$", r"? → \1"),
        (r"^until ", "→ "),
        (r"^[io]n or before ", "by "),
        (r"^[io]n or after ", "from "),
        (r"^between (\S+|.* \S+) and ", r"\1.."),
        (r"^some (?:day|month|year) from (\S+) to ", r"\1.."),
        (r"^some (day|month|year) (in|of) ", ""),
        (r"\bthe (?=\d)", ""),
        (r"first quarter of", "Q1"),
        (r"second quarter of", "Q2"),
        (r"third quarter of", "Q3"),
        (r"fourth quarter of", "Q4"),
        (r"first half of", "H1"),
        (r"second half of", "H2"),
        (r"(?<=\d) to (?=\d)|(?<=[a-z]) to (?=[A-Z\d])", "–"),
        (r"(?<=\d) or (?=\d)|(?<=[a-z]) or (?=[A-Z])", "/"),
        (r"\babout ", "~"),
        (r",? \(?uncertain\)?", "?"),
    )
)
"""What a worded date has instead in a list, in this order."""


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
        choices = _merged([start for start, _ in ends], is_choice=True)
        if choices[0].startswith("about ") and all(start[-1] not in "~?%" for start, _ in ends[1:]):
            # "About 2012 or 2013" would doubt both.
            choices[1:] = [f"exactly {each}" for each in choices[1:]]
    else:
        choices = [_choice(start, end) for start, end in ends]
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def abbreviate(words: str) -> str:
    """Shorten a worded date for a list: short months, and signs for "to", "about", "ongoing"."""
    for pattern, sign in _SHORTER:
        words = pattern.sub(sign, words)
    return words


def _lasted(start: str, end: str) -> str:
    """Word an interval."""
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
    """Word a set of one element."""
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
    """Word one date; `inside` a longer phrase its uncertainty goes in parentheses."""
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


def _merged(texts: list[str], *, is_choice: bool = False) -> list[str]:
    """Word dates in one phrase, naming a shared month and year only with the last."""
    finer = [text for text in texts if "-" in text]
    is_partial = is_choice or any(text[5:7] > "12" for text in finer)
    if finer and len(finer) < len(texts) and is_partial:
        # "10 January 2013 or 2014" would be a day in either year.
        words = [_point(text, inside=True) for text in texts]
        return [
            each if "-" in text else _in_all(each) for each, text in zip(words, texts, strict=True)
        ]
    if any(text[-1] in "~?%" for text in texts):
        # A mark applies to its own date: sharing words would spread it to the others.
        return [_point(text, inside=True) for text in texts]
    pieces = [_pieces(text) for text in texts]
    # "Early to May 2013" would be early May.
    are_alike = len({text[5:7] > "12" for text in texts}) == 1
    shared = 0
    while (
        are_alike
        and shared < min(map(len, pieces)) - 1
        and len({piece[-1 - shared] for piece in pieces}) == 1
    ):
        shared += 1
    heads = [piece[: len(piece) - shared] for piece in pieces]
    if shared and len({head[-1][0].isdigit() for head in heads}) == 2:
        # "10 to late February" would be hard to read, so the month is repeated.
        shared -= 1
        heads = [piece[: len(piece) - shared] for piece in pieces]
    return [*(" ".join(head) for head in heads[:-1]), " ".join(pieces[-1])]


def _in_all(words: str) -> str:
    """A year that shares nothing with the other dates."""
    about = "about " if words.startswith("about ") else ""
    return f"{about}some time in {words.removeprefix('about ')}"


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
    if day == "2X" and name != "February":
        return ("some day from 20 to 29", name, year)
    return ({"0X": "early", "2X": "late"}.get(day) or str(int(day)), name, year)


def _year(year: str) -> str:
    """Word a year, a decade or a century."""
    if "X" not in year:
        return year
    if year.endswith("XX") or year[2] == "0":
        # "the 2000s" can be a decade or a century, so both are worded by their ends.
        first, last = max(1, int(year.replace("X", "0"))), year.replace("X", "9")
        return f"some year from {first:04} to {last}"
    return f"the {year[:3]}0s"


_LONG_MONTHS: Final = {"January", "March", "May", "July", "August", "October", "December"}


def tidy(text: str) -> str:
    """Replace digits, dashes and spaces of any script by those of EDTF.

    Spaces at the ends and around the signs of EDTF are removed.
    """
    folded = re.sub(r"\.{3,}", "..", unicodedata.normalize("NFKC", text))
    digits = "".join(
        char if char.isascii() else str(unicodedata.decimal(char, char)) for char in folded
    )
    plain = re.sub(r"\s+", " ", re.sub(r"[‐‑‒–—−]", "-", digits)).strip()
    return re.sub(r" ?([\[\]/,~?%]|\.\.) ?", r"\1", plain)
