"""JSON in which an object gives a name twice; other readers keep only the last of the values."""

import json
from collections.abc import Iterator
from typing import Any


class Doubled(dict[str, Any]):
    """An object that gives a name more than once.

    Attributes:
        earlier: The names and values that a later one of the same name replaced.
    """

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        last = {name: place for place, (name, _) in enumerate(pairs)}
        self.earlier = [pair for place, pair in enumerate(pairs) if last[pair[0]] != place]


def decoder() -> json.JSONDecoder:
    """A decoder that makes such an object a `Doubled`, and refuses NaN and Infinity."""
    return json.JSONDecoder(object_pairs_hook=_noting_doubles, parse_constant=_refuse_constant)


def parsed(data: bytes) -> dict[str, Any] | None:
    """The object that some bytes hold; None where they hold none."""
    try:
        raw = decoder().decode(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def doubles(data: bytes) -> list[str]:
    """What a db.json holds more than once: tables, refs of records, and fields as `ref path`."""
    found = []
    for name, table, is_earlier in _members(parsed(data)):
        found += [name] * is_earlier
        for slug, record, is_earlier_one in _members(table):
            found += [f"{name}:{slug}"] * is_earlier_one
            found += [f"{name}:{slug} {path}" for path in doubled_names(record)]
    return [tellable(each) for each in found]


def doubled_names(value: Any) -> list[str]:
    """Where in a value a name is given more than once, as paths."""
    found: list[str] = []
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        path, value = left.pop()
        if isinstance(value, Doubled):
            found += [f"{path}{name}" for name, _ in value.earlier]
        if isinstance(value, dict):
            left += [(f"{path}{name}.", each) for name, each in value.items()]
        elif isinstance(value, list):
            left += [(f"{path}{place}.", each) for place, each in enumerate(value)]
    return found


def earlier_of(value: Any) -> Any:
    """A value with the first of each name that it gives more than once."""
    if isinstance(value, list):
        return [*map(earlier_of, value)]
    if not isinstance(value, dict):
        return value
    first = dict(reversed(value.earlier)) if isinstance(value, Doubled) else {}
    return {name: earlier_of(first.get(name, each)) for name, each in value.items()}


def tellable(text: str) -> str:
    """The text with unpaired surrogates escaped, which can be neither printed nor kept."""
    return text.encode(errors="backslashreplace").decode()


def _members(table: Any) -> Iterator[tuple[str, Any, bool]]:
    """Name and value of each member, and whether a later one of the same name follows."""
    if isinstance(table, Doubled):
        yield from ((name, value, True) for name, value in table.earlier)
    if isinstance(table, dict):
        yield from ((name, value, False) for name, value in table.items())


def _noting_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Doubled(pairs)


def _refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")
