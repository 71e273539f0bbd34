"""The parts of a db.json that may be no JSON any more: tables, records, and what lies between.

A file that is JSON is taken apart as such. One that is not is gone through from one `"name": {` to
the next: inside a text the quote would have a backslash before it, so that this is always the
beginning of an object, whatever is damaged before it.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from briefing.model.fields import Shape
from briefing.model.kinds import KINDS
from briefing.store.backends.jsonfile.repair.mending import mend, refuse_constant

META = "meta"
"""The table that is none: what the briefing says of itself."""


class Header(NamedTuple):
    """The beginning of a table.

    Attributes:
        name: Its name as it stands there.
        start: The byte it begins at.
    """

    name: str
    start: int


class About(NamedTuple):
    """What the briefing says of itself.

    Attributes:
        value: The object, whatever it holds.
    """

    value: Any


class Found(NamedTuple):
    """An object that could be read where a record should be.

    Attributes:
        name: Its id.
        start: The byte it begins at; -1 where that is not known.
        end: The byte after it.
        value: What it holds.
        fault: What is wrong with its bytes; empty where nothing is.
        slip: What was put right to read it; empty where nothing had to be.
    """

    name: str
    start: int
    end: int
    value: Any
    fault: str = ""
    slip: str = ""


class Gap(NamedTuple):
    """Bytes that could not be read.

    Attributes:
        name: The id of the record that stood there, as far as it can be read.
        start: The byte it begins at; -1 where that is not known.
        end: The byte after it.
        fault: What is wrong.
        text: What stands there, for a person to look at.
        is_slight: Whether nothing but a comma or a brace can be wrong.
        is_balanced: Whether as many braces are opened as closed, so that no table ends there.
        is_end: Whether nothing that can be read follows.
    """

    name: str
    start: int
    end: int
    fault: str
    text: str
    is_slight: bool = False
    is_balanced: bool = False
    is_end: bool = False


Piece = About | Header | Found | Gap


def pieces(data: bytes) -> tuple[Iterator[Piece], bool]:
    """Take a file apart.

    Args:
        data: All of it, as UTF-8 with faults.

    Returns:
        The pieces in their order, and whether the file as a whole is JSON.
    """
    whole = parsed(data)
    return (_Scan(data).pieces(), False) if whole is None else (_of_json(whole), True)


# A file that is JSON


class _Doubled(dict[str, Any]):
    """An object in which a name stands more than once; `earlier` is what was said before."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        last = {name: place for place, (name, _) in enumerate(pairs)}
        self.earlier = [pair for place, pair in enumerate(pairs) if last[pair[0]] != place]


def parsed(data: bytes) -> dict[str, Any] | None:
    """The object the bytes are, with every name that stands twice; None when they are none."""
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_noting_doubles, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def doubles(data: bytes) -> list[str]:
    """What stands more than once in a file: tables, refs of records, and fields as `ref path`."""
    found = []
    for name, table, is_earlier in _members(parsed(data)):
        found += [name] * is_earlier
        for slug, record, is_earlier_one in _members(table):
            found += [f"{name}:{slug}"] * is_earlier_one
            found += [f"{name}:{slug} {path}" for path in doubled_names(record)]
    return [tellable(each) for each in found]


def doubled_names(value: Any) -> list[str]:
    """Where in a value from `parsed` a name stands more than once, as paths."""
    found: list[str] = []
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        path, value = left.pop()
        if isinstance(value, _Doubled):
            found += [f"{path}{name}" for name, _ in value.earlier]
        if isinstance(value, dict):
            left += [(f"{path}{name}.", each) for name, each in value.items()]
        elif isinstance(value, list):
            left += [(f"{path}{place}.", each) for place, each in enumerate(value)]
    return found


def earlier_of(value: Any) -> Any:
    """A value from `parsed` as it was said first, where a name in it stands more than once."""
    if isinstance(value, list):
        return [*map(earlier_of, value)]
    if not isinstance(value, dict):
        return value
    first = dict(reversed(value.earlier)) if isinstance(value, _Doubled) else {}
    return {name: earlier_of(first.get(name, each)) for name, each in value.items()}


def tellable(text: str) -> str:
    """The text, with any half of a character written out: nothing can print or keep one."""
    return text.encode(errors="backslashreplace").decode()


def _members(table: Any) -> Iterator[tuple[str, Any, bool]]:
    """What an object from `parsed` holds: name, value, whether the name comes again."""
    if isinstance(table, _Doubled):
        yield from ((name, value, True) for name, value in table.earlier)
    if isinstance(table, dict):
        yield from ((name, value, False) for name, value in table.items())


def _noting_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else _Doubled(pairs)


def _of_json(raw: dict[str, Any]) -> Iterator[Piece]:
    for name, table, _ in _members(raw):
        if name == META:
            yield About(table)
            continue
        yield Header(tellable(name), -1)
        if not isinstance(table, dict):
            yield Gap("", -1, -1, "the table is not an object of records", shown(table))
        for slug, value, _ in _members(table):
            yield Found(tellable(slug), -1, -1, value)


# A file that is not


class _Key(NamedTuple):
    name: str
    start: int
    brace: int


class _Scan:
    """Goes through bytes from one object to the next."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        # How far records are moved in, where each begins a line; what stands further in is a part
        # of one.
        self._indent: int | None = None

    def pieces(self) -> Iterator[Piece]:
        """Everything there is, in order."""
        at, state, lost = 0, _START, _Lost("", 0, "")
        while (key := self._next_key(lost.passed if state == _LOST else at)) is not None:
            level = _LOST if state == _LOST else self._level(state, at, key)
            is_header = self._begins_table(key, level)
            if level == _LOST or (level == _TOP and not is_header):
                if state != _LOST:
                    level, state, lost = _LOST, _LOST, _Lost("", at, "")
                if self._is_inside(key):
                    lost = lost._replace(passed=key.brace + 1)
                    continue
                yield self._gap(lost, key.start)
            if is_header and key.name != META:
                yield Header(key.name, key.start)
                at, state = key.brace + 1, _FIRST
                continue
            found = self._read(key)
            if isinstance(found, Found):
                yield About(found.value) if is_header else found
                at, state = found.end, _TOP if is_header else _TABLE
                if level == _TABLE and self._indent is None:
                    self._indent = self._moved_in(key)
            else:
                state, lost = _LOST, _Lost(key.name, key.start, found, key.brace + 1)
        if state != _LOST:
            lost = _Lost("", at, "")
        if state == _LOST or self._data[at:].translate(None, _BLANK) != _ENDS.get(state):
            yield self._gap(lost, len(self._data), is_end=True)

    def _level(self, state: str, at: int, key: _Key) -> str:
        return _LEVELS.get((state, self._data[at : key.start].translate(None, _BLANK)), _LOST)

    def _next_key(self, at: int) -> _Key | None:
        for match in _KEY.finditer(self._data, at):
            end = match.start()
            start = self._data.rfind(b'"', max(at, end - _LONGEST), end)
            name = self._data[start + 1 : end]
            is_whole = start >= 0 and self._data[start - 1 : start] != b"\\"
            if is_whole and not _NO_NAME.search(name):
                return _Key(name.decode(errors="replace"), start, match.end() - 1)
        return None

    def _begins_table(self, key: _Key, level: str) -> bool:
        """Whether it is a table that begins here, rather than a record."""
        holds_objects = _OBJECTS.match(self._data, key.brace) is not None
        if key.name == META:
            return level in (_TOP, _LOST) and not holds_objects
        if key.name in KINDS:
            is_empty = _EMPTY.match(self._data, key.brace) is not None
            return level == _TOP or holds_objects or (level == _LOST and is_empty)
        # Between records an unknown name is one more record, however odd.
        return level != _TABLE and holds_objects

    def _is_inside(self, key: _Key) -> bool:
        """Whether it is a part of a record."""
        if key.name in _inner_names(tuple(KINDS)):
            return True
        if key.name in KINDS and _OBJECTS.match(self._data, key.brace):
            # No field holds objects by their names: damage moved the beginning of a table.
            return False
        moved_in = self._moved_in(key)
        return self._indent is not None and moved_in is not None and moved_in > self._indent

    def _moved_in(self, key: _Key) -> int | None:
        """How far its line is moved in; None where it does not begin one."""
        line = self._data.rfind(b"\n", max(0, key.start - _LONGEST), key.start)
        before = self._data[line + 1 : key.start]
        return len(before) if line >= 0 and not before.strip(_BLANK) else None

    def _read(self, key: _Key) -> Found | str:
        """The object that begins at a key, or what is wrong with it."""
        following = self._next_key(key.brace + 1)
        while following is not None and self._is_inside(following):
            following = self._next_key(following.brace + 1)
        part = self._data[key.brace : following.start if following else len(self._data)]
        fault = slip = ""
        try:
            text = part.decode()
        except UnicodeDecodeError as error:
            fault = f"byte {key.brace + error.start} is not UTF-8"
            text = part.decode(errors="surrogateescape")
        try:
            value, end = _DECODER.raw_decode(text)
        except json.JSONDecodeError as error:
            mended = None if fault else mend(text)
            if mended is None:
                wrong = key.brace + _size(text, error.pos)
                if error.pos >= len(text.rstrip()):
                    return fault or f"breaks off before byte {wrong}"
                return fault or f"not JSON at byte {wrong}: {error.msg}"
            value, end, slip = mended
        except RecursionError:
            return fault or "nested too deep"
        except ValueError as error:
            return fault or f"not JSON: {error}"
        end = key.brace + _size(text, end)
        if fault:
            # What is wrong may stand behind it.
            try:
                self._data[key.brace : end].decode()
                fault = ""
            except UnicodeDecodeError:
                pass
        return Found(key.name, key.start, end, value, fault, slip)

    def _gap(self, lost: "_Lost", end: int, *, is_end: bool = False) -> Gap:
        data = self._data[lost.start : end]
        fault = lost.fault or ("breaks off" if is_end and not data.strip(_BLANK) else "not JSON")
        slight = not lost.fault and len(data.translate(None, _BLANK)) < _SLIGHT and b'"' not in data
        text = data[:_MOST_SHOWN].decode(errors="backslashreplace")
        if len(data) > _MOST_SHOWN:
            text += f" … and {len(data) - _MOST_SHOWN} bytes more"
        return Gap(
            lost.name,
            lost.start,
            end,
            fault,
            text,
            slight and not is_end,
            _is_balanced(data),
            is_end,
        )


class _Lost(NamedTuple):
    """A gap whose end is not found yet."""

    name: str
    start: int
    fault: str
    passed: int = 0


def shown(value: object) -> str:
    """Any value for a person to look at, not too long."""
    try:
        text = json.dumps(value)
    except (RecursionError, ValueError):
        return "nested too deep to be shown"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]} …"


def _is_balanced(data: bytes) -> bool:
    depth = 0
    for brace in _BRACE.findall(_STRING.sub(b"", data[:_MOST_SHOWN])):
        depth += 1 if brace == b"{" else -1
        if depth < 0:
            return False
    return depth == 0 and len(data) <= _MOST_SHOWN and b"\0" not in data


def _size(text: str, end: int) -> int:
    """How many bytes the first characters are."""
    return end if text.isascii() else len(text[:end].encode(errors="surrogateescape"))


@lru_cache
def _inner_names(kinds: tuple[str, ...]) -> frozenset[str]:
    """The fields of records that hold an object themselves."""
    return frozenset(
        field.name for kind in kinds for field in KINDS[kind].fields if field.shape is Shape.ROW
    )


# Where in the file: before it, between tables, before the first record of a table, after a record,
# or nobody knows.
_START, _TOP, _FIRST, _TABLE, _LOST = "start", "top", "first", "table", "lost"

_LEVELS = {
    (_START, b"{"): _TOP,
    (_START, b"\xef\xbb\xbf{"): _TOP,
    (_TOP, b","): _TOP,
    (_FIRST, b""): _TABLE,
    (_FIRST, b"},"): _TOP,
    (_TABLE, b","): _TABLE,
    (_TABLE, b"},"): _TOP,
}
"""What begins with the next name, by what stood before and what stands between."""

_ENDS = {_TOP: b"}", _FIRST: b"}}", _TABLE: b"}}"}
"""What must stand between the last object and the end of the file."""

_BLANK = b" \t\r\n"
_KEY = re.compile(rb'"[ \t\r\n]*:[ \t\r\n]*\{')
_OBJECTS = re.compile(rb'\{[ \t\r\n]*"[^"\\]{1,500}"[ \t\r\n]*:[ \t\r\n]*\{')
_EMPTY = re.compile(rb"\{[ \t\r\n]*\}")
_NO_NAME = re.compile(rb"[\x00-\x1f{}\[\],:]")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACE = re.compile(rb"[{}]")
_DECODER = json.JSONDecoder(parse_constant=refuse_constant)
_LONGEST = 600
_SLIGHT = 8
_MOST_SHOWN = 1 << 16
