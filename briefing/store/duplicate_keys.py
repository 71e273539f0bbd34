"""JSON objects with duplicate names, of which other parsers keep only the last value."""

import json
from collections.abc import Iterator
from typing import Any


class WithDuplicates(dict[str, Any]):
    """An object with duplicate names.

    Attributes:
        earlier: The members that a later one of the same name replaced.
    """

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        last = {name: index for index, (name, _) in enumerate(pairs)}
        self.earlier = [pair for index, pair in enumerate(pairs) if last[pair[0]] != index]


def decoder() -> json.JSONDecoder:
    """A decoder that makes such an object a `WithDuplicates`, and refuses NaN and Infinity."""
    return json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)


def parse_object(data: bytes) -> dict[str, Any] | None:
    """The JSON object in some bytes; None if they hold none."""
    try:
        raw = decoder().decode(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def duplicates(data: bytes) -> list[str]:
    """What a db.json holds more than once: tables, refs of records, and fields as `ref path`."""
    found = []
    for name, table, is_duplicate_table in _members(parse_object(data)):
        found += [name] * is_duplicate_table
        for slug, record, is_duplicate in _members(table):
            found += [f"{name}:{slug}"] * is_duplicate
            found += [f"{name}:{slug} {path}" for path in duplicate_names(record)]
    return [escape_surrogates(each) for each in found]


def duplicate_names(value: Any) -> list[str]:
    """The paths of duplicate names anywhere in a value."""
    found: list[str] = []
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        path, value = left.pop()
        if isinstance(value, WithDuplicates):
            found += [f"{path}{name}" for name, _ in value.earlier]
        if isinstance(value, dict):
            left += [(f"{path}{name}.", each) for name, each in value.items()]
        elif isinstance(value, list):
            left += [(f"{path}{index}.", each) for index, each in enumerate(value)]
    return found


def first_values(value: Any) -> Any:
    """A value with the first of the members that share a name, instead of the last."""
    if isinstance(value, list):
        return [*map(first_values, value)]
    if not isinstance(value, dict):
        return value
    first = dict(reversed(value.earlier)) if isinstance(value, WithDuplicates) else {}
    return {name: first_values(first.get(name, each)) for name, each in value.items()}


def escape_surrogates(text: str) -> str:
    """The text with unpaired surrogates escaped, so that it can be printed and stored."""
    return text.encode(errors="backslashreplace").decode()


def _members(table: Any) -> Iterator[tuple[str, Any, bool]]:
    """Name and value of each member, and whether a later one has the same name."""
    if isinstance(table, WithDuplicates):
        yield from ((name, value, True) for name, value in table.earlier)
    if isinstance(table, dict):
        yield from ((name, value, False) for name, value in table.items())


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else WithDuplicates(pairs)


def _refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")
