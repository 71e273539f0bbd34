"""Three-way merge of two versions of a record."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

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
            values[name] = type(left)(_united(first, left, right))
        else:
            values[name] = left
            clashes.append(name)
    return Merged(msgspec.structs.replace(mine, **values), tuple(clashes))


def _united(was: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    kept = [item for item in mine if item in theirs or item not in was]
    return kept + [item for item in theirs if item not in mine and item not in was]
