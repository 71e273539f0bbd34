"""Filters over a briefing: evaluates queries at once and follows every change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import nsmallest
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np

from briefing.links import lens
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.parsers.words import NotUnderstood
from briefing.model.plurals import plural
from briefing.model.refs import kind_of, make_ref
from briefing.search.words.folding import fold
from briefing.store.book import Book
from briefing.store.changes import Change
from briefing.views.filters.columns import Column, Flags, Places
from briefing.views.filters.periods import Holds
from briefing.views.filters.properties import (
    WEAKNESSES,
    Property,
    Reader,
    properties,
    property_named,
    texts_of,
)
from briefing.views.filters.syntax import (
    All,
    Any,
    Condition,
    Not,
    Query,
    QueryFault,
    Span,
    Value,
    Words,
    parse,
)
from briefing.views.filters.values import Context, Unfit, kinds_named, named, needle_of, padded

ChangedSince = Callable[[dt.date], Collection[str]]
"""Gives the records changed on a day or later."""


class Asked(NamedTuple):
    """Which records a part of a query holds for.

    Attributes:
        possibly: Those it holds for, as far as is known; certain ones among them.
        certainly: Those it certainly holds for.
        said: What was understood, for a reader.
    """

    possibly: Flags
    certainly: Flags
    said: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The records that a query holds for.

    Attributes:
        refs: Their refs.
        uncertain: Those of them it only possibly holds for, as dates or figures are imprecise.
        said: What was understood, for a reader.
    """

    refs: frozenset[str]
    uncertain: frozenset[str]
    said: str

    @property
    def counted(self) -> str:
        """How many there are, and how many of them only possibly."""
        count, uncertain = len(self.refs), len(self.uncertain)
        some = "only possibly" if count == 1 else "all only possibly"
        doubt = some if uncertain == count else f"{uncertain:,} of them only possibly"
        records = f"{count:,} {plural(count, 'record')}"
        return f"{records}, {doubt}" if uncertain else records

    def of_kinds(self, kinds: Collection[str]) -> "Matches":
        """Those of some kinds."""
        refs, uncertain = (
            frozenset(ref for ref in refs if kind_of(ref) in kinds)
            for refs in (self.refs, self.uncertain)
        )
        return Matches(refs, uncertain, self.said)


class ValueCount(NamedTuple):
    """How many records have a value.

    Attributes:
        typed: The value as a query has it.
        shown: It for a reader.
        records: How many records have it.
    """

    typed: str
    shown: str
    records: int


class Instead(NamedTuple):
    """What may have been meant by a word that no text has.

    Attributes:
        query: A query for it.
        label: The record it names.
    """

    query: str
    label: str


class SpecialProperty(NamedTuple):
    """A property that no value of a record gives.

    Attributes:
        help: One line on it.
        example: A value.
    """

    help: str
    example: str


SPECIAL: Final[Mapping[str, SpecialProperty]] = {
    "is": SpecialProperty("what kind of record it is: is:event", "event"),
    "has": SpecialProperty(
        f"whether something is given at all: has:died, has:killed; or {', '.join(WEAKNESSES)}",
        "contradiction",
    ),
    "linked": SpecialProperty("what is linked to a record, as in its lens", "aqim"),
    "changed": SpecialProperty("changed on that day or later: changed:yesterday", "yesterday"),
}


def read_query(text: str) -> Query:
    """Parse a query; a property without a value is told which values it takes.

    Raises:
        QueryFault: It is not a query.
    """
    try:
        return parse(text)
    except QueryFault as fault:
        known = property_named(fault.name) if fault.name else None
        if known is None:
            raise
        such = f", such as {known.example}" if known.example != "…" else ""
        problem = f"choose a value for {known.label or known.name}{such}"
        raise QueryFault(problem, fault.span, is_begun=fault.is_begun) from None


class Filters:
    """Evaluates queries over a briefing.

    Args:
        book: The briefing.
        context: What is known besides.
        changed_since: Gives the records changed since a day; None where that is not known.
    """

    def __init__(
        self, book: Book, context: Context, changed_since: ChangedSince | None = None
    ) -> None:
        self._book = book
        self._context = context
        self._changed_since = changed_since
        self._places = Places(book.records())
        self._columns: dict[tuple[int, str], Column] = {}
        self._readers: dict[int, Reader] = {}
        self._chosen: dict[tuple[int, str], _Choices] = {}
        self._texts: list[str] | None = None
        self._known: dict[str, Asked] = {}
        self._last_words: tuple[str, Flags] = "", np.zeros(0, np.bool_)

    def follow(self, changes: Iterable[Change]) -> None:
        """Take in changes of the briefing."""
        self._known.clear()
        self._chosen.clear()
        self._last_words = "", np.zeros(0, np.bool_)
        is_far = False
        changed: dict[str, dict[int, Record | None]] = defaultdict(dict)
        for change in changes:
            record = self._book.get(change.ref)
            place = self._places.put(change.ref, record)
            is_far = is_far or change.is_renaming or KINDS[kind_of(change.ref)].is_source
            changed[kind_of(change.ref)][place] = record
            if self._texts is not None:
                self._texts[place : place + 1] = [_text_of(record) if record else ""]
        for key, column in tuple(self._columns.items()):
            records = changed[key[1]]
            if (is_far and self._readers[key[0]].is_far) or not column.has_room(len(records)):
                del self._columns[key]
            else:
                for place, record in records.items():
                    column.put(place, record)

    def forget_names(self) -> None:
        """Find the records that queries name again, as the search knows others now."""
        self._known.clear()

    def find(self, text: str) -> Matches:
        """The records that a query holds for; all of them for an empty one.

        Raises:
            QueryFault: It is no query, or asks for something unknown.
        """
        return self.matches(read_query(text))

    def matches(self, query: Query) -> Matches:
        """The records that a parsed query holds for.

        Raises:
            QueryFault: It asks for something unknown.
        """
        asked = self.ask(query)
        refs = self._places.refs
        places = np.flatnonzero(asked.possibly)
        uncertain = np.flatnonzero(asked.possibly & ~asked.certainly)
        return Matches(
            frozenset(map(refs.__getitem__, places.tolist())),
            frozenset(map(refs.__getitem__, uncertain.tolist())),
            asked.said if len(places) else self._missing(query) or asked.said,
        )

    def caveat(self, query: Query, kinds: Sequence[str] = ()) -> str:
        """What a query asks of the past that only the present is known of; empty for nothing.

        Args:
            query: The query.
            kinds: The kinds it is limited to; all if empty.
        """
        if self._book.last_day == dt.date.max:
            return ""
        present = {
            field.name
            for kind in kinds or KINDS
            for field in fields_of(KINDS[kind].cls)
            if field.is_present
        }
        asked = filter(None, map(property_named, _names_in(query)))
        undated = sorted({each.name for each in asked} & present)
        return f"undated, so filtered as judged today: {', '.join(undated)}" if undated else ""

    def instead(self, word: str) -> Instead | None:
        """What to ask for instead of a word that no text has; None if one has it, or for nothing.

        A search forgives how a name is spelled, which words do not.
        """
        if self.ask(Words(word)).possibly.any():
            return None
        ref = self._context.search(word)
        return Instead(f"linked:{ref}", self._context.label_of(ref)) if ref else None

    def _missing(self, query: Query) -> str:
        """Which words of a query no text has, and what to ask for instead."""
        match query:
            case All(parts) | Any(parts):
                return "; ".join(filter(None, map(self._missing, parts)))
            case Words(text) if not self.ask(query).possibly.any():
                instead = self.instead(text)
                return f"no text has “{text}”{f'; {instead.query}?' if instead else ''}"
        return ""

    def ask(self, query: Query) -> Asked:
        """Evaluate a query.

        Raises:
            QueryFault: It asks for something unknown.
        """
        match query:
            case Not(part):
                asked = self.ask(part)
                present = self._places.present()
                return Asked(
                    present & ~asked.certainly, present & ~asked.possibly, f"not ({asked.said})"
                )
            case All(parts):
                present = self._places.present()
                found = [Asked(present, present, ""), *map(self.ask, parts)]
                return _joined(found, np.logical_and, " · ")
            case Any(parts):
                return _joined([self.ask(part) for part in parts], np.logical_or, " or ")
        key = str(query)
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = (
                self._words(query) if isinstance(query, Words) else self._condition(query)
            )
        return self._known[key]

    def counts(
        self, name: str, query: Query, begun: str = "", most: int | None = None
    ) -> Sequence[ValueCount]:
        """The values of a property among the matches of a query, the most frequent first.

        Args:
            name: The property.
            query: The query.
            begun: Only values in which a word begins like this.
            most: How many at most; None for all.

        Raises:
            QueryFault: The query asks for something unknown.
        """
        among = self.ask(query).possibly
        found: dict[tuple[str, str], int] = {}
        if name == "has":
            found = {(each, each): int((self._presence(each) & among).sum()) for each in WEAKNESSES}
        elif name == "is":
            for kind in KINDS:
                found[kind, kind] = int((self._of_kinds([kind]) & among).sum())
        elif asked := property_named(name):
            for kind, readers in asked.readers.items():
                for reader in readers:
                    for choice, count in self._choices(reader, kind).counts(among):
                        found[choice] = found.get(choice, 0) + count
        wanted = f" {fold(begun)}" if begun else ""
        counted = (
            (-count, choice[1], choice[0])
            for choice, count in found.items()
            if count and (not wanted or wanted in padded(choice[1]))
        )
        ordered = sorted(counted) if most is None else nsmallest(most, counted)
        return [ValueCount(typed, shown, -count) for count, shown, typed in ordered]

    def in_order(self, refs: Iterable[str], name: str) -> Sequence[str]:
        """Sort records by a property, the lowest first; those without a value come last.

        Args:
            refs: The records.
            name: The property, after a minus for the highest first.

        Raises:
            QueryFault: There is no such property.
        """
        is_reversed = name.startswith("-")
        plain = name.removeprefix("-")
        asked = property_named(plain)
        if asked is None:
            raise QueryFault(_unknown(plain), (0, max(1, len(name))))
        with_value: list[tuple[object, str]] = []
        without: list[tuple[object, str]] = []
        for ref in sorted(refs):
            record = self._book.need(ref)
            readers = asked.readers.get(kind_of(ref), ())
            # What different readers give need not compare: ranks come before texts.
            keys = [
                (isinstance(key, str), key)
                for reader in readers
                for value in reader.read(record, self._book)
                for key in [reader.values.key(value, self._context)]
            ]
            (with_value if keys else without).append((min(keys, default=None), ref))
        with_value.sort(key=itemgetter(0), reverse=is_reversed)
        return [ref for _, ref in (*with_value, *without)]

    # One condition

    def _condition(self, asked: Condition) -> Asked:
        if asked.sign == "!=":
            return self.ask(Not(Condition(asked.name, ":", asked.values, asked.span)))
        if asked.name in SPECIAL:
            if asked.sign != ":":
                raise QueryFault(f"write {asked.name}:, not {asked.name}{asked.sign}", asked.span)
            parts = [self._special(asked.name, each.text, each.span) for each in asked.values]
            found = _joined(parts, np.logical_or, " or ")
            return found._replace(said=f"{asked.name} {found.said}".removeprefix("is "))
        known = property_named(asked.name)
        if known is None and asked.name in KINDS and asked.sign == ":":
            return _joined(
                [self._record(asked.name, each) for each in asked.values], np.logical_or, " or "
            )
        if known is None:
            raise QueryFault(_unknown(asked.name), _name_span(asked))
        return self._of_property(known, asked)

    def _special(self, name: str, text: str, span: Span) -> Asked:
        match name:
            case "is":
                return self._is(text, span)
            case "has":
                return self._has(text, span)
            case "linked":
                return self._linked(text, span)
        return self._changed(text, span)

    def _of_property(self, known: Property, asked: Condition) -> Asked:
        count = len(self._places)
        possibly, certainly = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        said: dict[str, None] = {}
        for value in asked.values:
            unfit: list[str] = []
            readings = 0
            for kind, readers in known.readers.items():
                for reader in readers:
                    if asked.sign not in reader.values.signs:
                        unfit.append(f"{known.name} has no order: write {known.name}:")
                        continue
                    try:
                        reading = reader.values.read(asked.sign, value.text, self._context)
                    except Unfit as error:
                        unfit.append(str(error))
                        continue
                    readings += 1
                    said[reading.said] = None
                    column = self._column(reader, kind)
                    holds = np.array([reading.test(each) for each in column.distinct], np.int8)
                    possibly |= column.holding(holds >= Holds.POSSIBLY, count)
                    certainly |= column.holding(holds >= Holds.CERTAINLY, count)
            if not readings:
                raise QueryFault(_most_telling(unfit), value.span)
        words = " or ".join(said)
        return Asked(possibly, certainly, f"{known.label} {words}".strip())

    def _column(self, reader: Reader, kind: str) -> Column:
        key = (id(reader), kind)
        if key not in self._columns:
            self._readers[id(reader)] = reader
            self._columns[key] = Column(
                self._places, kind, lambda record: reader.read(record, self._book)
            )
        return self._columns[key]

    def _choices(self, reader: Reader, kind: str) -> "_Choices":
        column = self._column(reader, kind)
        key = (id(reader), kind)
        if key not in self._chosen:
            self._chosen[key] = _Choices(column, reader, self._context)
        return self._chosen[key]

    def _is(self, text: str, span: Span) -> Asked:
        kinds = kinds_named(text)
        if not kinds:
            raise QueryFault(f"“{text}” is no kind of record: {', '.join(KINDS)}", span)
        found = self._of_kinds(kinds)
        return Asked(found, found, " or ".join(kinds))

    def _of_kinds(self, kinds: Sequence[str]) -> Flags:
        found = np.zeros(len(self._places), np.bool_)
        found[[place for kind in kinds for place, _ in self._places.of_kind(kind)]] = True
        return found

    def _has(self, text: str, span: Span) -> Asked:
        if text not in WEAKNESSES and (known := property_named(text)) is None:
            raise QueryFault(_unknown(text, WEAKNESSES, [*WEAKNESSES, *properties()]), span)
        found = self._presence(text if text in WEAKNESSES or known is None else known.name)
        return Asked(found, found, text)

    def _presence(self, name: str) -> Flags:
        """Which records have any value of a property, or a weakness."""
        count = len(self._places)
        found = np.zeros(count, np.bool_)
        asked = properties()["weakness" if name in WEAKNESSES else name]
        for kind, readers in asked.readers.items():
            for reader in readers:
                column = self._column(reader, kind)
                chosen = [
                    value == name if name in WEAKNESSES else value != 0 for value in column.distinct
                ]
                found |= column.holding(chosen, count)
        return found

    def _record(self, kind: str, value: Value) -> Asked:
        """The records of a kind with a name or slug, as in a ref that was pasted."""
        ref = make_ref(kind, value.text)
        refs = [ref] if self._book.get(ref) else self._context.find(value.text, (kind,))
        if not refs and self._context.is_reading():
            return self._nothing_yet(value.text)
        if not refs:
            raise QueryFault(f"no {kind} is called “{value.text}”", value.span)
        found = self._places.mask(refs) & self._places.present()
        return Asked(found, found, named(refs, value.text, self._context))

    def _nothing_yet(self, text: str) -> Asked:
        """No record, for a name that cannot be looked for yet."""
        nothing = self._places.mask(())
        return Asked(nothing, nothing, named((), text, self._context))

    def _linked(self, text: str, span: Span) -> Asked:
        refs = self._context.find(text, tuple(KINDS))
        if not refs and self._context.is_reading():
            return self._nothing_yet(text)
        if not refs:
            raise QueryFault(f"no record is called “{text}”", span)
        found = self._places.mask(ref for each in refs for ref in lens(self._book, each))
        found &= self._places.present()
        return Asked(found, found, f"to {named(refs, text, self._context)}")

    def _changed(self, text: str, span: Span) -> Asked:
        if self._changed_since is None:
            raise QueryFault("as of a date, nothing is known of later changes", span)
        from briefing.model import dates

        try:
            date = self._context.said._replace(day=dt.date.today(), whose="today").read(text).edtf  # noqa: DTZ011  the reader's day
        except NotUnderstood as error:
            raise QueryFault(str(error), span) from None
        found = self._places.mask(self._changed_since(dates.parse(date).earliest))
        found &= self._places.present()
        first = dates.parse(date).earliest.isoformat()
        return Asked(found, found, f"since {dates.describe(first)}")

    # Words

    def _words(self, asked: Words) -> Asked:
        try:
            needle = needle_of(asked.text)
        except Unfit as error:
            raise QueryFault(str(error), asked.span) from None
        texts = self._folded()
        before, found = self._last_words
        if before and needle.startswith(before):
            # Another letter was typed: only the last matches can still match.
            places = np.flatnonzero(found).tolist()
            found = np.zeros(len(texts), np.bool_)
            found[[place for place in places if needle in texts[place]]] = True
        else:
            found = np.fromiter((needle in text for text in texts), np.bool_, len(texts))
        self._last_words = needle, found
        return Asked(found, found, f"“{asked.text}”")

    def _folded(self) -> Sequence[str]:
        if self._texts is None:
            self._texts = [""] * len(self._places)
            for place, record in self._places.records():
                self._texts[place] = _text_of(record)
        return self._texts


class _Choices:
    """The values of a column as choices.

    Several values, such as the days of a year, may be one choice, and one value several.
    """

    def __init__(self, column: Column, reader: Reader, context: Context) -> None:
        self._column = column
        self._choices: list[tuple[str, str]] = []
        numbers: dict[tuple[str, str], int] = {}
        pairs: list[tuple[int, int]] = []
        for place, value in enumerate(column.distinct):
            for shown in reader.values.choices_in(value, context):
                choice = reader.values.typed(value, shown), shown
                if choice not in numbers:
                    numbers[choice] = len(self._choices)
                    self._choices.append(choice)
                pairs.append((place, numbers[choice]))
        self._pairs = np.array(pairs, np.int32).reshape(-1, 2)

    def counts(self, among: Flags) -> Iterator[tuple[tuple[str, str], int]]:
        """Each choice with how many of some places have it."""
        values, choices = self._pairs.T
        totals = np.bincount(choices, self._column.counts(among)[values], len(self._choices))
        for number in np.flatnonzero(totals).tolist():
            if self._choices[number][1]:
                yield self._choices[number], int(totals[number])


_FIRST_TRIED: Final = ("kind", "place", "actor", "in", "killed", "has")
"""Properties to try for somebody who asks for none that exists."""

_MOST_KNOWN: Final = 64
"""Conditions whose result is kept until the next change."""


def _names_in(query: Query) -> Iterator[str]:
    """The properties a query asks for, as typed."""
    match query:
        case Condition(name):
            yield name
        case Not(part):
            yield from _names_in(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _names_in(part)


def _text_of(record: Record) -> str:
    """All words of a record, folded, a blank before each."""
    return "".join(f" {folded} |" for text in texts_of(record) if (folded := fold(text)))


def _joined(parts: Sequence[Asked], join: np.ufunc, between: str) -> Asked:
    if len(parts) == 1:
        return parts[0]
    return Asked(
        reduce(join, (each.possibly for each in parts)),
        reduce(join, (each.certainly for each in parts)),
        between.join(each.said for each in parts if each.said),
    )


def _most_telling(problems: Sequence[str]) -> str:
    """The shortest of several problems, as a property may be read in several ways."""
    return min(problems, key=len)


def _name_span(asked: Condition) -> Span:
    start = asked.span[0]
    return start, start + len(asked.name)


def _unknown(name: str, tried: Iterable[str] = _FIRST_TRIED, known: Sequence[str] = ()) -> str:
    """That nothing has a name, with what may have been meant.

    Args:
        name: The name.
        tried: What to try if nothing is like it.
        known: What could stand there; all that can be asked if empty.
    """
    from rapidfuzz.process import extractOne

    names = known or [*properties(), *SPECIAL]
    begun = next((each for each in names if each.startswith(name)), "")
    near = begun or (extractOne(name, names, score_cutoff=70) or ("",))[0]
    hint = f"did you mean {near}?" if near else f"try {', '.join(tried)}"
    return f"nothing is called “{name}”; {hint}"
