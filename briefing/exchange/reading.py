"""What a reader of a format yields: proposed records with their place in the file, and faults.

A reader knows its format and nothing of the briefing. What a proposal becomes, a new record or one
that is there already, is decided in `plan`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Self, TypeAlias


class Handle(str):
    """A reference to another proposal of the same file, by its key."""

    __slots__ = ()


class Named(str):
    """A reference to a record by a name that it alone bears, in the file or in the briefing.

    Where no single record bears it, the name goes to the field that takes names, if there is one;
    else it is a fault.

    Args:
        name: The name.
        kinds: The kinds of record it may be.
        otherwise: The field beside it that takes the name; empty for none.
    """

    __slots__ = ("kinds", "otherwise")

    kinds: Sequence[str]
    otherwise: str

    def __new__(cls, name: str, kinds: Sequence[str], otherwise: str = "") -> Self:
        """Make one."""
        made = super().__new__(cls, name)
        made.kinds, made.otherwise = kinds, otherwise
        return made


class ReadFault(NamedTuple):
    """Something in a file that cannot be taken in.

    Attributes:
        place: Where it is, such as "line 12, column 3" or "objects[4].name".
        problem: What is wrong and what to do, in plain English.
        key: What others in the file refer to it by; empty if none do.
    """

    place: str
    problem: str
    key: str = ""

    def __str__(self) -> str:
        """On one line."""
        return f"{self.place}: {self.problem}" if self.place else self.problem


class Skipped(NamedTuple):
    """Something in a file that the briefing has no place for.

    Attributes:
        place: Where it is.
        what: What it is, the same words for all of a kind, such as "financial records".
    """

    place: str
    what: str


class Note(NamedTuple):
    """How a file was understood, for a reader."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A record that a file proposes.

    Attributes:
        kind: Its kind.
        raw: Its fields as plain values, as in the file of a briefing. References are refs, or a
            `Handle` for another proposal.
        place: Where it is in the file.
        key: What others in the same file refer to it by; empty if none do.
        ids: What it is called elsewhere, such as "ucdp:dyad:123", in the field `ids`. With a mark
            beside them, another file may have the same ones for other records.
        ref: The ref it had in the briefing that it comes from; empty for none.
        mark: What tells it from the others in the file, such as a number that means nothing
            elsewhere; empty for nothing.
        passage: The words of the file that it rests on.
        reason: What else its cite says, such as who reported it before.
        is_named_only: Whether the file only names it, so that it must not change a record.
    """

    kind: str
    raw: Mapping[str, Any]
    place: str
    key: str = ""
    ids: tuple[str, ...] = ()
    ref: str = ""
    mark: str = ""
    passage: str = ""
    reason: str = ""
    is_named_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The source that everything in a file rests on.

    Attributes:
        title: Its title with its version, such as "UCDP Georeferenced Event Dataset 23.1".
        raw: Its other fields, as in a source record: publisher, published, url.
        licence: The line that its licence asks for; it goes into the summary.
        is_last_resort: Whether it is cited only for values that differ and have no other source.
        series: What the titles of all its versions begin with; empty if it has no versions. They
            are one origin.
    """

    title: str
    raw: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""
    is_last_resort: bool = False
    series: str = ""


Item: TypeAlias = Proposal | Dataset | ReadFault | Skipped | Note
"""What a reader yields. A `Dataset` comes first, if at all."""

Items: TypeAlias = Iterator[Item]


WEAK_ALIAS: Final = "weak alias"
"""The reason of a cite for aliases whose passage is one that is too weak to identify anybody."""


def weak_alias(source: str, name: str) -> Mapping[str, str]:
    """The cite that keeps an alias from identifying its bearer, as plain values.

    Args:
        source: The source that calls it weak, as a ref or a `Handle`.
        name: The alias, which is among the aliases of the record too.
    """
    return {"source": source, "field": "aliases", "passage": name, "reason": WEAK_ALIAS}


def handles(raw: Any) -> Iterator[str]:
    """The keys of other proposals that plain values refer to."""
    return (str(each) for each in _texts(raw) if isinstance(each, Handle))


def names(raw: Any) -> Iterator[Named]:
    """The records that plain values refer to by name."""
    return (each for each in _texts(raw) if isinstance(each, Named))


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from _texts(value)
    elif isinstance(raw, Sequence):
        for value in raw:
            yield from _texts(value)
