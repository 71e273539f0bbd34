"""Merging: two versions of a record, or two records of the same thing."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.labels import label, names

AnyRecord = TypeVar("AnyRecord", bound=msgspec.Struct)


class Merged(NamedTuple):
    """The result of merging two versions.

    Attributes:
        record: The merged record; it may break a rule between fields that neither version breaks.
        clashes: The fields that both changed differently; in `record` they are as in mine.
    """

    record: Any
    clashes: tuple[str, ...]


def merge(base: AnyRecord | None, mine: AnyRecord, theirs: AnyRecord) -> Merged:
    """Merge the changes of both versions; of lists, keep what either added and neither removed.

    Args:
        base: The common ancestor; None if both were added.
        mine: One version; it wins where both changed a field.
        theirs: The other, of the same kind.
    """
    values: dict[str, Any] = {}
    clashes = []
    for info in msgspec.structs.fields(type(mine)):
        name = info.name
        first = info.default if base is None else getattr(base, name)
        left, right = getattr(mine, name), getattr(theirs, name)
        if left in (right, first):
            values[name] = right
        elif right == first:
            values[name] = left
        elif isinstance(left, tuple | list):
            values[name] = type(left)(_joined(first, left, right))
        else:
            values[name] = left
            clashes.append(name)
    return Merged(msgspec.structs.replace(mine, **values), tuple(clashes))


def _joined(was: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    kept = [item for item in mine if item in theirs or item not in was]
    return kept + [item for item in theirs if item not in mine and item not in was]


def with_old_name(record: Record, before: Record) -> Record:
    """A renamed record, with its former name among its aliases."""
    name, old = label(record), label(before)
    if old in names(record) or not kind_for(record).is_named:
        return record
    aliases = dict.fromkeys((*record.aliases, old))
    changed: Record = msgspec.structs.replace(
        record, aliases=tuple(alias for alias in aliases if alias != name)
    )
    return changed


def merge_records(stays: Record, goes: Record) -> tuple[Record, tuple[str, ...]]:
    """Merge two records of a kind: lists are joined, other names become aliases.

    Args:
        stays: The record whose values win where both have one.
        goes: The other record.

    Returns:
        The merged record, and the fields in which the two differ.
    """
    merged = merge(None, stays, goes)
    known = names(merged.record)
    aliases = (*merged.record.aliases, *(name for name in names(goes) if name not in known))
    record: Record = msgspec.structs.replace(merged.record, aliases=tuple(dict.fromkeys(aliases)))
    return record, tuple(name for name in merged.clashes if name != "aliases")
