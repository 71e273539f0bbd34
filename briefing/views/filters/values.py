"""How the values of properties are compared with what was typed, and how they read."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf, nextafter
from typing import Any, ClassVar, Final, NamedTuple, TypeAlias

import msgspec

from briefing.model import dates
from briefing.model.choosing import likely
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import LabelOf
from briefing.search.words.folding import fold
from briefing.views.filters.periods import Holds, Period, Time, periods_of, time_between

FindAll: TypeAlias = Callable[[str, Sequence[str]], Sequence[str]]
"""Gives the records of some kinds that a name may mean."""

Test: TypeAlias = Callable[[Any], Holds]
"""Whether a value is what was asked for."""


class Unfit(ValueError):
    """What was typed is no value of the property; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known besides the query.

    Attributes:
        find: Finds records by name.
        search: Gives the record that a search finds for some words; empty for none.
        label_of: Gives the name of a record.
        said: What relative dates count from.
        is_reading: Whether names are still being read, so that `find` knows only refs.
    """

    find: FindAll = lambda _name, _kinds: ()
    search: Callable[[str], str] = lambda _words: ""
    label_of: LabelOf = str
    said: DateContext = field(default_factory=DateContext)
    is_reading: Callable[[], bool] = lambda: False


class Reading(NamedTuple):
    """What a typed value was understood as.

    Attributes:
        test: Decides for a value.
        said: It for a reader, as it follows the name of the property.
    """

    test: Test
    said: str


class Values(ABC):
    """The values of one property."""

    signs: ClassVar[Sequence[str]] = (":",)
    """The signs that make sense before a value."""

    @abstractmethod
    def read(self, sign: str, text: str, context: Context) -> Reading:
        """Read what was typed.

        Raises:
            Unfit: It is no value.
        """

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  for overriding methods
        """A value as a choice; empty if it is not worth one."""
        return str(value)

    def choices_in(self, value: Any, context: Context) -> Iterable[str]:
        """What a value offers as choices, each as `shown`."""
        return (self.shown(value, context),)

    def typed(self, value: Any, shown: str) -> str:  # noqa: ARG002  for overriding methods
        """What `read` understands as that choice, and as no other."""
        return shown

    def key(self, value: Any, context: Context) -> Any:
        """What values are sorted by; for one property always of the same type."""
        return fold(self.shown(value, context) or str(value))

    @property
    def example(self) -> str:
        """A value, for a message."""
        return "…"


class Text(Values):
    """Words that a text contains, in any case and without accents."""

    def __init__(self, *, is_long: bool = False) -> None:
        self._is_long = is_long

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """Each typed word begins a word of the text, all in this order."""
        needle = needle_of(text)
        return Reading(lambda value: _certain(needle in padded(value)), f"“{text}”")

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  as above
        """Short texts only."""
        return "" if self._is_long else str(value)


def needle_of(text: str) -> str:
    """What `padded` texts contain if they contain words that begin like this.

    Raises:
        Unfit: No word is in the text.
    """
    folded = fold(text)
    if not folded:
        raise Unfit(f"“{text}” has no letters or digits to look for")
    return f" {folded}"


@lru_cache(maxsize=1 << 18)
def padded(text: str) -> str:
    """A text folded, with a blank before each word."""
    return f" {fold(text)}"


class Codes(Values):
    """Codes with names, such as those of countries."""

    def __init__(self, declared: Field) -> None:
        self._field = declared

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """A code, or a name, or the beginning of one."""
        read, show, check = self._field.read, self._field.show, self._field.check
        code = read(text) if read else text
        if check is not None and check(code) is not None:
            code = read(text.upper()) if read else text.upper()
        if check is None or check(code) is None:
            return Reading(lambda value: _certain(value == code), show(code) if show else code)
        needle = needle_of(text)

        def test(value: str) -> Holds:
            return _certain(needle in padded(show(value) if show else value))

        return Reading(test, f"“{text}”")

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  as above
        """The name."""
        return self._field.show(value) if self._field.show else str(value)


class Choices(Values):
    """One of a list of terms; of grades also the better or worse ones."""

    def __init__(self, choices: Iterable[str], meanings: Iterable[str] = ()) -> None:
        self.choices = tuple(dict.fromkeys(choices))
        self._meanings = tuple(meanings)
        self._has_order = all(len(each) == 1 for each in self.choices)

    @property
    def signs(self) -> Sequence[str]:  # type: ignore[override]  # depends on the terms
        """Letters and digits can be compared."""
        return _ORDERED if self._has_order else (":",)

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """The beginning of a term, or of a word in it."""
        exact = [each for each in self.choices if each.casefold() == text.casefold()]
        found = exact or likely(text, self.choices, self._meanings)
        if not found:
            raise Unfit(f"“{text}” is none of {_listed(self.choices)}")
        if sign == ":":
            chosen = frozenset(found)
            return Reading(lambda value: _certain(str(value) in chosen), " or ".join(found))
        if not exact:
            raise Unfit(f"“{text}” is none of {_listed(self.choices)}")
        place = self.choices.index(exact[0])
        places = {each: at for at, each in enumerate(self.choices)}
        compare = _COMPARISONS[sign]

        def test(value: object) -> Holds:
            return _certain(compare(places.get(str(value), len(places)), place))

        # The list goes from good to bad.
        return Reading(test, _GRADE_WORDS[sign].format(exact[0]))

    def key(self, value: Any, context: Context) -> Any:  # noqa: ARG002  as above
        """The place among the terms."""
        text = str(value)
        return self.choices.index(text) if text in self.choices else len(self.choices)

    @property
    def example(self) -> str:
        """The first term."""
        return self.choices[0] if self.choices else "…"


class FieldNames(Values):
    """The names of fields."""

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """The beginning of the name of a field of some kind."""
        names = dict.fromkeys(each.name for kind in KINDS.values() for each in kind.fields)
        begun = text.casefold().replace("-", "_")
        found = [begun] if begun in names else [each for each in names if each.startswith(begun)]
        if not found:
            raise Unfit(f"“{text}” is the name of no field, such as {self.example}")
        return Reading(lambda value: _certain(value in found), " or ".join(found))

    @property
    def example(self) -> str:
        """A field whose value a second source should confirm."""
        return "casualties"


class Count(Values):
    """Whole or decimal numbers."""

    signs: ClassVar[Sequence[str]] = (":", "<", "<=", ">", ">=")

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """A number, or two with two dots between."""
        low, high = _range_of(sign, text)
        return Reading(lambda value: _certain(low <= value <= high), f"{_NUMBER_WORDS[sign]}{text}")

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  as above
        """The number, if it can be typed."""
        return str(value) if _is_number(str(value)) else ""

    @property
    def example(self) -> str:
        """A number."""
        return "2"


class Tolls(Values):
    """The casualties of an event with one outcome: how many, or who."""

    signs: ClassVar[Sequence[str]] = Count.signs

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """A number for all of them together, or words that say who."""
        if sign != ":" or _is_number(text):
            low, high = _range_of(sign, text)
            return Reading(lambda rows: _total_in(rows, low, high), f"{_NUMBER_WORDS[sign]}{text}")
        needle = needle_of(text)

        def test(rows: Sequence[Casualties]) -> Holds:
            return _certain(any(needle in padded(row.who) for row in rows))

        return Reading(test, f"“{text}”")

    def choices_in(self, value: Any, context: Context) -> Iterable[str]:  # noqa: ARG002  as above
        """Who, each on their own."""
        return dict.fromkeys(row.who for row in value)

    def key(self, value: Any, context: Context) -> Any:  # noqa: ARG002  as above
        """The figures one would print, added up."""
        counts = (row.best if row.best is not None else row.low or 0 for row in value)
        return sum(counts)

    @property
    def example(self) -> str:
        """A number."""
        return "10"


def _total_in(rows: Sequence[Casualties], low: float, high: float) -> Holds:
    """Whether the total of some rows is in a range, by its own bounds.

    A row without any figure leaves the total open above; without bounds, the best figure may be it.
    """
    least = most = 0.0
    is_exact, is_counted = True, False
    for row in rows:
        if row.low is None and row.high is None and row.best is not None:
            least, most = least + row.best, most + row.best
            is_exact = False
        else:
            least += row.low or 0
            most += inf if row.high is None else row.high
        is_counted = is_counted or (row.low, row.best, row.high) != (None, None, None)
    is_certain = is_exact and low <= least and most <= high
    return Holds.between(is_counted and low <= most and least <= high, is_certain)


class Dates(Values):
    """Dates of a field, or of a whole record, which may begin and end."""

    signs: ClassVar[Sequence[str]] = Count.signs

    def __init__(self, words: str = "") -> None:
        self._words = words

    def read(self, sign: str, text: str, context: Context) -> Reading:
        """A date, or a phrase for one."""
        try:
            date = context.said.read(text).edtf
        except NotUnderstood as error:
            raise Unfit(str(error)) from None
        words = self._words or _DATE_WORDS[sign]
        periods = periods_of(words, date)
        is_day = words == "in" and all(first == last for first, last in periods)
        described = dates.describe(date)
        is_worded = words == "in" and described.startswith(_SPANNING)
        said = described if is_worded else f"{'on' if is_day else words} {described}"
        return Reading(lambda value: _lies_in(value, periods), said)

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  as above
        """The year, of a date that has only one."""
        found = _time(value)
        years = {day.year for span in found.spans for day in span} if found else ()
        return f"{min(years):04}" if len(years) == 1 else ""

    def key(self, value: Any, context: Context) -> Any:  # noqa: ARG002  as above
        """The place in a chronology."""
        return dates.sort_key(value if isinstance(value, str) else value[0] or value[1])

    @property
    def example(self) -> str:
        """A month."""
        return "2013-03"


def _time(value: str | tuple[str, str]) -> Time | None:
    return time_between(value) if isinstance(value, str) else time_between(*value)


def _lies_in(value: str | tuple[str, str], periods: Sequence[Period]) -> Holds:
    found = _time(value)
    return Holds.NOT if found is None else found.lies_in(periods)


class Party(NamedTuple):
    """A record that is mentioned, or the name in its place."""

    ref: str
    name: str = ""


class Mentions(Values):
    """Records that are mentioned, or named where there is none."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self.kinds = tuple(dict.fromkeys(kinds))

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """The name of a record in any spelling, its ref, or a name as printed."""
        found = frozenset(context.find(text, self.kinds))
        needle = needle_of(text)

        def test(value: Party) -> Holds:
            if value.ref:
                return _certain(value.ref in found)
            return _certain(bool(value.name) and needle in padded(value.name))

        return Reading(test, named(sorted(found), text, context))

    def shown(self, value: Any, context: Context) -> str:
        """The name."""
        return context.label_of(value.ref) if value.ref else str(value.name)

    def typed(self, value: Any, shown: str) -> str:
        """The ref, as several records may have that name."""
        return str(value.ref) or shown


def named(refs: Sequence[str], text: str, context: Context) -> str:
    """The records that a name was taken for, for a reader."""
    if not refs and context.is_reading():
        return f"“{text}”, looked for once all names are read"
    if not refs:
        return f"“{text}” as printed"
    names = [context.label_of(ref) for ref in refs[:_FEW]]
    more = f" or {len(refs) - _FEW} more" if len(refs) > _FEW else ""
    return f"{' or '.join(names)}{more}"


class Rows(Values):
    """Groups of fields, such as places: words in any of their texts."""

    def __init__(self, row: type[msgspec.Struct]) -> None:
        self._fields = [each for each in fields_of(row) if each.shape is Shape.TEXT]

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """Words, or the name of a code, such as a country."""
        needle = needle_of(text)

        def test(row: msgspec.Struct) -> Holds:
            return _certain(any(needle in padded(each) for each in self._texts(row)))

        return Reading(test, f"“{text}”")

    def shown(self, value: Any, context: Context) -> str:  # noqa: ARG002  as above
        """The first of its texts."""
        return next(self._texts(value), "")

    def _texts(self, row: msgspec.Struct) -> Iterator[str]:
        for each in self._fields:
            if text := getattr(row, each.attribute):
                yield each.show(text) if each.show else text


_GRADE: Final = re.compile(r"([a-f–-]?)([1-6–-]?)", re.IGNORECASE)


class Grades(Values):
    """Grades such as B2: how reliable the source is, and how credible what it says."""

    signs: ClassVar[Sequence[str]] = (":", "<=", ">=", "<", ">")

    def read(self, sign: str, text: str, context: Context) -> Reading:  # noqa: ARG002  as above
        """A letter, a digit, or both; `<=B2` is B2 or better in both halves, `>B2` all else."""
        found = _GRADE.fullmatch(text)
        if not text or found is None:
            raise Unfit(f"“{text}” is no grade: a letter from A to F, a digit from 1 to 6, or both")
        letter, digit = found[1].upper().replace("-", "–"), found[2].replace("-", "–")

        def test(value: str) -> Holds:
            halves = [
                (have, want) for have, want in zip(value, (letter, digit), strict=True) if want
            ]
            is_same = all(have == want for have, want in halves)
            if sign == ":":
                return _certain(is_same)
            is_as_good = all(have <= want for have, want in halves)
            is_meant = is_as_good if sign.startswith("<") else not is_as_good
            is_meant = is_meant or is_same if sign.endswith("=") else is_meant and not is_same
            return _certain(is_meant and all(have != "–" for have, _ in halves))

        return Reading(test, _GRADE_WORDS[sign].format(f"{letter}{digit}"))

    @property
    def example(self) -> str:
        """A grade."""
        return "B2"


def kinds_named(text: str) -> Sequence[str]:
    """The kinds of record whose name or plural begins with a text."""
    begun = text.casefold()
    return [
        name
        for name, kind in KINDS.items()
        if name.startswith(begun) or kind.plural.casefold().startswith(begun)
    ]


def _certain(is_so: bool) -> Holds:  # noqa: FBT001  a fact
    return Holds.CERTAINLY if is_so else Holds.NOT


def _listed(choices: Sequence[str]) -> str:
    shown = ", ".join(choices[:_MANY])
    return f"{shown} …" if len(choices) > _MANY else shown


def _is_number(text: str) -> bool:
    return _NUMBERS.fullmatch(text) is not None


def _range_of(sign: str, text: str) -> tuple[float, float]:
    """The lowest and highest number that a sign and a number mean."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        raise Unfit(f"“{text}” is no number")
    first = float(found[1])
    last = float(found[2]) if found[2] else first
    if sign != ":" and found[2]:
        raise Unfit(f"“{text}” is a range: write : before it, or one number")
    if last < first:
        raise Unfit(f"“{text}” ends before it begins")
    match sign:
        case "<":
            return -inf, nextafter(first, -inf)
        case "<=":
            return -inf, last
        case ">":
            return nextafter(first, inf), inf
        case ">=":
            return first, inf
    return first, last


_NUMBER: Final = r"(-?\d{1,12}(?:\.\d{1,20})?)"
_NUMBERS: Final = re.compile(rf"{_NUMBER}(?:\.\.{_NUMBER})?")
_FEW, _MANY = 2, 12
"""How many records and terms are named in a line."""

_ORDERED: Final = (":", "<=", ">=", "<", ">")
_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda have, want: have < want,
    "<=": lambda have, want: have <= want,
    ">": lambda have, want: have > want,
    ">=": lambda have, want: have >= want,
}
_GRADE_WORDS: Final = {
    ":": "{}",
    "<": "better than {}",
    "<=": "{} or better",
    ">": "worse than {}",
    ">=": "{} or worse",
}
_NUMBER_WORDS: Final = {
    ":": "",
    "<": "fewer than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
}
_SPANNING: Final = ("between ", "from ", "until ", "in ", "on ")
"""Beginnings of dates that say by themselves how they lie in time."""
_DATE_WORDS: Final = {":": "in", "<": "before", "<=": "until", ">": "after", ">=": "since"}
