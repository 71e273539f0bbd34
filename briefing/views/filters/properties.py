"""What can be asked of records, derived from the declarations of their fields.

Every field is a property under its own name, and each field of its rows as well: `status`,
`place`, `passage`. A field that is a list goes by its singular: `tag`, `actor`. Where rows carry a
term that says what they are, each term is a property too: `perpetrator`, `killed`. The rest are
declared here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import msgspec

from briefing.model.contradictions import DISPUTED, contradicting, has_open_contradiction
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties
from briefing.model.kinds.record import Record
from briefing.provenance import UNGRADED, chains, grade_of, origin, origins, source_at, supporting
from briefing.store.book import Book
from briefing.views.filters.periods import time_of
from briefing.views.filters.values import (
    Choices,
    Codes,
    Count,
    Dates,
    FieldNames,
    Grades,
    Mentions,
    Party,
    Rows,
    Text,
    Tolls,
    Values,
)
from briefing.views.sources import field_origins

Read = Callable[[Record, Book], Iterable[Any]]
"""Gives the values of a property of a record."""


class Reader(NamedTuple):
    """How a property is read from the records of one kind.

    Attributes:
        read: Gives its values; they can be hashed.
        values: How they are compared.
        is_far: Whether other records, such as cited sources, have a say in it.
    """

    read: Read
    values: Values
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """Something that can be asked of records.

    Attributes:
        name: Its name in queries.
        label: Its name for a reader.
        help: One line on it.
        readers: How it is read, by kind; several where a kind has it in several fields.
        sign: The sign that its name stands for, as `after` does; empty if it takes any.
        sample: A value, where how values are compared gives none.
    """

    name: str
    label: str
    help: str
    readers: Mapping[str, tuple[Reader, ...]]
    sign: str = ""
    sample: str = ""

    @property
    def has_terms(self) -> bool:
        """Whether its values are terms of a list."""
        return isinstance(next(iter(self.readers.values()))[0].values, Choices)

    @property
    def signs(self) -> Sequence[str]:
        """The signs that make sense behind its name."""
        return next(iter(self.readers.values()))[0].values.signs

    @property
    def example(self) -> str:
        """A value, for a message."""
        example = next(iter(self.readers.values()))[0].values.example
        return self.sample if example == "…" and self.sample else example


def properties() -> Mapping[str, Property]:
    """Every property by name, those of fields in the order of the fields."""
    return _properties(tuple(KINDS))


def properties_for(kind: str) -> Sequence[Property]:
    """Every property: those of a kind's fields in their order, those of other kinds, then the rest.

    Args:
        kind: The kind; empty for none.
    """
    known = properties()
    own = [each.name for each in _of_fields(kind)] if kind else []
    general = [name for name, each in known.items() if len(each.readers) == len(KINDS)]
    names = dict.fromkeys((*own, *(name for name in known if name not in general), *general))
    return [known[name] for name in names]


def property_named(name: str) -> Property | None:
    """The property with a name, also in the plural or with underscores."""
    found, plain = properties(), name.lower().replace("_", "-")
    return found.get(plain) or found.get(_OTHER_NAMES.get(plain, "")) or found.get(_singular(plain))


@lru_cache(maxsize=4)
def _properties(kinds: tuple[str, ...]) -> Mapping[str, Property]:
    found: dict[str, Property] = {}
    for each in (*_GENERAL, *(one for kind in kinds for one in _of_fields(kind))):
        known = found.get(each.name)
        if known is None:
            found[each.name] = each
            continue
        readers = dict(known.readers)
        for kind, more in each.readers.items():
            readers[kind] = (*readers.get(kind, ()), *more)
        about = [known.help, each.help] if known.has_terms and each.has_terms else [known.help]
        terms = dict.fromkeys(term for help_ in about for term in help_.split(", "))
        found[each.name] = replace(known, help=", ".join(terms), readers=readers)
    return found


def _of_fields(kind: str) -> Iterator[Property]:
    """The properties that the fields of a kind give."""
    for declared in KINDS[kind].fields:
        if declared.name == "cites":
            yield from _of_rows(kind, declared)
        elif declared.attribute != KINDS[kind].happens_on and _is_asked_for(declared):
            yield from _of_field(kind, declared)


def _is_asked_for(declared: Field) -> bool:
    """Whether somebody would look for the values of a field, as nobody does for offsets."""
    return not (declared.is_aside and declared.shape is Shape.ROW)


def _of_field(kind: str, declared: Field) -> Iterator[Property]:
    name = declared.attribute.rstrip("_")

    def one(values: Values, read: Read) -> Property:
        return _property(kind, declared, values, read)

    match declared.shape:
        case Shape.ROW | Shape.ROWS:
            yield from _of_rows(kind, declared)
        case Shape.REF | Shape.REFS:
            yield one(Mentions(declared.kinds), _parties(declared))
        case _ if values := _values_of(declared):
            yield one(values, _plain_values(declared))
        case _:
            raise LookupError(f"{kind}.{name} has a shape no filter knows: {declared.shape}")


def _values_of(declared: Field) -> Values | None:
    """How the values of a plain field are compared."""
    if declared.choices:
        return Choices(declared.choices, declared.meanings)
    match declared.shape:
        case Shape.DATE:
            return Dates()
        case Shape.INTEGER | Shape.DECIMAL:
            return Count()
        case Shape.PROSE:
            return Text(is_long=True)
        case Shape.TEXT | Shape.WORDS:
            return Codes(declared) if declared.show else Text()
    return None


def _of_rows(kind: str, declared: Field) -> Iterator[Property]:
    """The properties of a group of fields, or of a list of them."""
    row, held = declared.row, _rows(declared)
    if row is None:
        raise LookupError(f"{kind}.{declared.name} has no class of rows")
    part = next((each for each in fields_of(row) if each.choices), None)
    whole = _whole(row)
    if whole is not None and declared.name != "cites":
        yield _property(kind, declared, whole[0], lambda record, _: whole[1](held(record)))
    for each in () if declared.is_aside else fields_of(row):
        is_told = declared.name != "cites" or each.name in _OF_CITES
        if is_told and (values := _values_of(each)):
            read = _of_each_row(held, each)
            yield _property(kind, each, values, read)
    if whole is not None and part is not None and declared.shape is Shape.ROWS:
        for term in part.choices if declared.name != "cites" and not declared.is_aside else ():
            read = _of_rows_with(held, part.attribute, term, whole[1])
            about = f"{declared.label.lower()} with the {part.label.lower()} “{term}”"
            named = replace(part, name=term.replace(" ", "-"), label=term, help=about)
            yield _property(kind, named, whole[0], read)


Whole = tuple[Values, Callable[[Sequence[Any]], Iterable[Any]]]


def _whole(row: type[msgspec.Struct]) -> Whole | None:
    """How rows of a class are asked for as wholes, and the values they then have."""
    if row is Casualties:
        return Tolls(), lambda rows: (tuple(rows),) if rows else ()
    refs = [each for each in fields_of(row) if each.shape is Shape.REF]
    if refs:
        return Mentions(refs[0].kinds), lambda rows: map(_party_in(refs[0]), rows)
    return Rows(row), lambda rows: rows


def _rows(declared: Field) -> Callable[[Record], Sequence[Any]]:
    """Gives the rows of a field, one or many."""
    name = declared.attribute
    if declared.shape is Shape.ROWS:
        return lambda record: getattr(record, name)

    def one(record: Record) -> Sequence[Any]:
        value = getattr(record, name)
        return () if value is None else (value,)

    return one


def _of_each_row(held: Callable[[Record], Sequence[Any]], declared: Field) -> Read:
    name = declared.attribute

    def read(record: Record, _book: Book) -> Iterable[Any]:
        return [value for row in held(record) if (value := getattr(row, name)) not in _EMPTY]

    return read


def _of_rows_with(
    held: Callable[[Record], Sequence[Any]], name: str, term: str, whole: Callable[..., Any]
) -> Read:
    def read(record: Record, _book: Book) -> Iterable[Any]:
        rows = held(record)
        return whole([row for row in rows if getattr(row, name) == term]) if rows else ()

    return read


def _plain_values(declared: Field) -> Read:
    name = declared.attribute
    if declared.is_list:
        return lambda record, _: getattr(record, name)

    def read(record: Record, _book: Book) -> Iterable[Any]:
        value = getattr(record, name)
        return () if value in _EMPTY else (value,)

    return read


def _parties(declared: Field) -> Read:
    name, party = declared.attribute, _party_in(declared)
    if declared.is_list:
        return lambda record, _: map(Party, getattr(record, name))
    return lambda record, _: [found] if (found := party(record)) != Party("") else ()


def _party_in(declared: Field) -> Callable[[Any], Party]:
    name, otherwise = declared.attribute, declared.otherwise
    if not otherwise:
        return lambda holder: Party(getattr(holder, name))
    return lambda holder: Party(getattr(holder, name), getattr(holder, otherwise))


def _property(kind: str, declared: Field, values: Values, read: Read) -> Property:
    name = _NAMES.get(declared.name) or declared.name.replace("_", "-").lower()
    if declared.is_list:
        name = _singular(name)
    label = name.replace("-", " ") if declared.is_list else declared.label.lower()
    about = declared.help or ", ".join(declared.choices) or declared.label
    sample = declared.example if declared.shape in _SAMPLED else ""
    return Property(name, label, about, {kind: (Reader(read, values),)}, sample=sample)


def _singular(name: str) -> str:
    """A noun in the singular, for lists."""
    if name in _SAME_IN_PLURAL or not name.endswith("s") or name.endswith("ss"):
        return name
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-2] if name.endswith("ases") else name[:-1]


_OF_CITES: Final = ("passage", "credibility", "stance", "verdict")
"""The fields of cites that one looks for; what the others hold makes sense only beside these."""
_SAMPLED: Final = (Shape.TEXT, Shape.WORDS)
_EMPTY: Final = (None, "", ())
_SAME_IN_PLURAL: Final = ("cites", "origins", "casualties", "status", "precision", "has", "is")
_NAMES: Final[Mapping[str, str]] = {"admin1": "region"}
"""Names of fields that have a plainer one in queries."""
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "admin1": "region",
    "during": "in",
    "on": "in",
    "when": "date",
    "reliable": "reliability",
    "dead": "killed",
}


# What no single field says


def _whens(record: Record, _book: Book) -> Iterable[Any]:
    time = time_of(record)
    return (time,) if time[0] or time[1] not in ("", "/") else ()


def _count_of_cites(record: Record, _book: Book) -> Iterable[Any]:
    return (len(record.cites),)


def _count_of_origins(record: Record, book: Book) -> Iterable[Any]:
    return (len({*origins(book, supporting(book, record)), *_own_origin(record, book)}),)


def _of_single_origin(record: Record, book: Book) -> Iterable[Any]:
    return (name for name, found in field_origins(book, record) if len(found) == 1)


def _own_origin(record: Record, book: Book) -> Iterable[str]:
    own = _own_source(record)
    return (origin(book, own),) if own else ()


def _own_source(record: Record) -> str:
    by = KINDS[record.kind_name].source_by
    return getattr(record, by) if by else ""


def _cited(record: Record, _book: Book) -> Iterable[Any]:
    refs = {cite.source: None for cite in record.cites}
    return [Party(ref) for ref in refs]


def _grades(record: Record, book: Book) -> Iterable[Any]:
    found: dict[str, None] = {}
    for cite in supporting(book, record):
        found[grade_of(book, cite) or UNGRADED * 2] = None
    return found


def _flags(record: Record, book: Book) -> Iterable[str]:
    """What is weak about a record."""
    if record.cites:
        if has_open_contradiction(record, book.label):
            yield "contradiction"
        if any(cite.verdict == DISPUTED for cite in record.cites) and _is_disputed(record, book):
            yield "dispute"
    cited = {cite.source for cite in supporting(book, record)} | {_own_source(record)} - {""}
    sources = (source_at(book, each) for ref in cited for each in chains(book)(ref))
    if any(source and not source.reliability for source in sources):
        yield "ungraded"


def _is_disputed(record: Record, book: Book) -> bool:
    numbers = contradicting(record, book.label).values()
    return any(record.cites[each - 1].verdict == DISPUTED for found in numbers for each in found)


def _for_all(reader: Reader) -> Mapping[str, tuple[Reader, ...]]:
    return _EveryKind((reader,))


class _EveryKind(Mapping[str, tuple[Reader, ...]]):
    """The same readers for whatever kinds there are."""

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        self._readers = readers

    def __getitem__(self, kind: str) -> tuple[Reader, ...]:
        if kind not in KINDS:
            raise KeyError(kind)
        return self._readers

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


WEAKNESSES: Final[Mapping[str, str]] = {
    "contradiction": "sources give different values, and nobody has decided",
    "dispute": "a contradiction that was considered and left open",
    "ungraded": "it rests on a source whose reliability is not graded",
}
"""What `has:` can ask for besides properties."""


def _dated(name: str, words: str, help_: str) -> Property:
    return Property(name, "", help_, _for_all(Reader(_whens, Dates(words))), ":")


_GENERAL: Final = (
    Property(
        "date",
        "",
        "when it was, began, was said or was published: date:2013 date>2013-03",
        _for_all(Reader(_whens, Dates())),
    ),
    _dated("in", "in", "it was, at least in part, in that time"),
    _dated("since", "since", "it was then or later"),
    _dated("after", "after", "it was later"),
    _dated("until", "until", "it was then or earlier"),
    _dated("before", "before", "it was earlier"),
    Property(
        "source", "source", "a source it cites", _for_all(Reader(_cited, Mentions(["source"])))
    ),
    Property("cites", "cites", "how many cites it has", _for_all(Reader(_count_of_cites, Count()))),
    Property(
        "origins",
        "origins",
        "how many independent sources it rests on, all fields together; copies count once",
        _for_all(Reader(_count_of_origins, Count(), is_far=True)),
    ),
    Property(
        "single-origin",
        "single origin",
        "which field rests on one independent source alone: single-origin:casualties",
        _for_all(Reader(_of_single_origin, FieldNames(), is_far=True)),
    ),
    Property(
        "grade",
        "grade",
        "the grade of a cite that supports it; grade<=B2: both halves as good; grade>B2: not both",
        _for_all(Reader(_grades, Grades(), is_far=True)),
    ),
    Property(
        "weakness",
        "weakness",
        "what is weak about it",
        _for_all(Reader(_flags, Choices(WEAKNESSES), is_far=True)),
    ),
)


def texts_of(holder: msgspec.Struct) -> Iterator[str]:
    """The names and texts of a record or row, for a search by words; not those of its cites."""
    for read, show, is_list, has_rows in _texts_in(type(holder)):
        value = read(holder)
        if not value:
            continue
        for each in value if is_list else (value,):
            if has_rows:
                yield from texts_of(each)
            else:
                yield show(each) if show else each


TextReader = tuple[Callable[[object], Any], Callable[[str], str] | None, bool, bool]


@lru_cache
def _texts_in(cls: type[msgspec.Struct]) -> Sequence[TextReader]:
    """For each field with text: its getter, how it is shown, whether it is a list, and of rows."""
    return [
        (
            attrgetter(declared.attribute),
            declared.show,
            declared.is_list,
            declared.row is not None,
        )
        for declared in fields_of(cls)
        if declared.name != "cites" and not declared.choices and _is_asked_for(declared)
        if declared.shape in _WITH_TEXT
    ]


_WITH_TEXT: Final = (Shape.TEXT, Shape.PROSE, Shape.WORDS, Shape.ROW, Shape.ROWS)
