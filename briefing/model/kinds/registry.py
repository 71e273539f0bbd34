"""The registered kinds of record."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

import msgspec

from briefing.model.fields import field_of
from briefing.model.kinds.record import Record

if TYPE_CHECKING:
    from briefing.model.kinds.kind import Kind

T = TypeVar("T")
R = TypeVar("R", bound=Record)

KINDS: "dict[str, Kind[Record]]" = {}
"""The kinds by name, in the order of lists and of tables in the file."""

_RESERVED = ("meta",)
"""Tables of the file that hold no records."""


class LiveSequence(Sequence[T]):
    """A sequence derived from the kinds on each access, so that later kinds are included."""

    def __init__(self, read: Callable[[], Iterable[T]]) -> None:
        self._read = read

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return tuple(self._read())[place]

    def __iter__(self) -> Iterator[T]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(tuple(self._read()))


PANES = LiveSequence(lambda: (name for name, kind in KINDS.items() if kind.is_pane))
"""The kinds whose list is always on the main screen."""

LISTS = LiveSequence(lambda: (name for name, kind in KINDS.items() if kind.keys))
"""The kinds that have a list."""

PARTIES = LiveSequence(lambda: (name for name, kind in KINDS.items() if kind.is_party))
"""The kinds that act, speak and are linked to each other."""


def kind_for(record: Record) -> "Kind[Record]":
    """The declaration of a record's kind."""
    return KINDS[record.kind_name]


def lasting(record: R) -> R:
    """A record as it would be if it had not ended."""
    ends = kind_for(record).ends_by
    return msgspec.structs.replace(record, **{ends: ""}) if ends else record


def register(kind: "Kind[Any]") -> None:
    """Register a kind.

    Raises:
        TypeError: Its declaration is incomplete, or conflicts with another kind.
    """
    if problem := next(_problems(kind), ""):
        raise TypeError(f"{kind.cls.__name__} cannot be a kind of record: {problem}")
    KINDS[kind.name] = kind


def _problems(kind: "Kind[Any]") -> Iterator[str]:
    cls, name = kind.cls, kind.name
    if not (name.isascii() and name.isidentifier() and name.islower()) or name in _RESERVED:
        yield f"kind_name is “{name}”; it must be one word in lower case, such as “treaty”"
    if name in KINDS:
        yield f"there is a kind “{name}” already, {KINDS[name].cls.__name__}"
    if not (cls.__doc__ or "").strip():
        yield "it has no docstring, which says what it is where a kind is chosen"
    named = field_of(cls, kind.named_by)
    if named is None or not named.required:
        required = ", ".join(field.name for field in kind.fields if field.required) or "none"
        yield f"named_by is “{kind.named_by}”; it must be a required field ({required})"
    used = (
        kind.short_by,
        kind.linked_by,
        kind.source_by,
        *kind.dated_by,
        *kind.texts,
        *kind.cited_fields,
    )
    for name_used in filter(None, used):
        if name_used not in (field.attribute for field in kind.fields):
            yield f"its declaration speaks of a field “{name_used}” it does not have"
    if kind.is_pane and not kind.keys:
        yield "a pane needs a key"
    if not re.fullmatch(r"(\w(,\w)*)?", kind.keys) or not re.fullmatch("[a-z]?", kind.letter):
        yield "its keys are characters with commas between, and its letter is one in lower case"
    for other in KINDS.values():
        if {name, kind.plural} & {other.name, other.plural}:
            yield f"{name} and {kind.plural} would be mistaken for the {other.plural}"
    for other in KINDS.values():
        if shared := {*kind.keys.split(",")} & {*other.keys.split(",")} - {""}:
            yield f"the key “{shared.pop()}” is that of the {other.plural}"
        if kind.letter and other.letter == kind.letter:
            yield f"the letter “{kind.letter}” is that of the {other.plural}"
