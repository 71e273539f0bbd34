"""Records as TOML for editing as text, and back, with line numbers for what is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.model.validation import build, faults, plain, tidy

_HEAD = """\
# Save and close to apply the changes. A record removed here stays unchanged.
# Put dates in quotation marks: "2013-01-16", "2013-02-2X", "2012~".
"""
_HEADER = re.compile(
    r"""\s*\[\[?\s*(?P<quote>["'])(?P<ref>.+?)(?P=quote)\s*(?:\.\s*(?P<key>\w+))?"""
)
_KEY = re.compile(r"""\s*["']?(?P<key>\w+)["']?\s*=""")
_PATH = re.compile(r"(?P<field>\w+)(?:\[(?P<row>\d+)\])?(?:\.(?P<below>\w+))?")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
_AT_END = "(at end of document)"


class LineFault(NamedTuple):
    """One thing wrong with a text.

    Attributes:
        line: The line, from 1.
        problem: What is wrong, in plain English.
    """

    line: int
    problem: str

    def __str__(self) -> str:
        """On one line, the number first."""
        return f"line {self.line}: {self.problem}"


class Read(NamedTuple):
    """The result of reading a text.

    Attributes:
        records: The records in it, by ref.
        faults: What is wrong with it; if anything is, `records` is incomplete.
    """

    records: dict[str, Record]
    faults: list[LineFault]


def as_text(records: Mapping[str, Record]) -> str:
    """Write records as TOML, each a table named after its ref, with the fields it may have.

    Args:
        records: By ref.
    """
    import tomli_w

    tables = {ref: _storable(plain(record)) for ref, record in records.items()}
    kinds = dict.fromkeys(type(record) for record in records.values())
    fields = "\n\n".join("\n".join(_known_fields(kind)) for kind in kinds)
    return f"{_HEAD}\n{tomli_w.dumps(tables, multiline_strings=True)}\n{fields}\n"


def read(text: str, among: Mapping[str, Record]) -> Read:
    """Read the records from a text written by `as_text` and edited.

    Args:
        text: The edited text.
        among: The records it may contain, as they were.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Read({}, [_not_toml(text, str(error))])
    except RecursionError:
        return Read({}, [LineFault(1, "not TOML: brackets or braces are nested too deeply")])
    found = Read({}, [])
    places = _Places(text)
    for ref, raw in tables.items():
        if ref not in among or not isinstance(raw, dict):
            problem = f"{ref} is not one of the records that were opened"
            found.faults.append(LineFault(places.of(ref, ""), problem))
            continue
        kind = kind_of(ref)
        given = tidy(KINDS[kind].cls, _with_dates_as_text(raw))
        wrong = faults(kind, given)
        found.faults.extend(LineFault(places.of(ref, it.path), str(it)) for it in wrong)
        if not wrong:
            found.records[ref] = build(kind, given, ref)
    found.faults.sort()
    return found


class _Places:
    """The lines of the fields of records in a text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, str, int], int] = {}
        self._below: dict[tuple[str, str, int, str], int] = {}
        ref = key = ""
        row = -1
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                here = (header["ref"], header["key"] or "")
                row = row + 1 if here == (ref, key) else 0
                ref, key = here
                self._lines.setdefault((ref, key, row), number)
            elif (found := _KEY.match(line)) and not key:
                self._lines[ref, found["key"], -1] = number
                self._opened, row = found["key"], -1
            elif found:
                self._below[ref, key, row, found["key"]] = number
            elif not key and line.lstrip().startswith(("{", '"', "'")) and ref:
                row += 1
                self._lines[ref, self._opened, row] = number

    def of(self, ref: str, path: str) -> int:
        """The line of a field, or of what contains it; else the first line."""
        found = _PATH.match(path)
        if found is None:
            return self._lines.get((ref, "", 0), 1)
        field, row = found["field"], int(found["row"] or 0)
        places = (
            self._below.get((ref, field, row, found["below"] or "")),
            self._lines.get((ref, field, row)),
            self._lines.get((ref, field, -1)),
            self._lines.get((ref, "", 0)),
        )
        return next((place for place in places if place), 1)


def _not_toml(text: str, message: str) -> LineFault:
    line = len(text.splitlines()) or 1
    if found := _AT_LINE.search(message):
        line = int(found[1])
    problem = _AT_LINE.sub("", message).removesuffix(_AT_END).strip()
    return LineFault(line, f"this is not TOML: {problem[:1].lower()}{problem[1:]}")


def _known_fields(kind: type[Record]) -> Iterator[str]:
    """Comments that list the fields a record may have."""
    article = "An" if kind.kind_name[0] in "aeiou" else "A"
    yield f"# {article} {kind.kind_name} can have:"
    for field in fields_of(kind):
        yield f"#   {field.name:<14} {_about(field)}"


def _about(field: Field) -> str:
    parts = [field.help or field.label.lower()]
    if field.choices and len(field.choices) < 12:  # longer lists would not be read
        parts.append(" | ".join(field.choices))
    elif field.example and field.shape not in (Shape.REF, Shape.REFS):
        parts.append(f'such as "{field.example}"')
    if field.row is not None:
        parts.append("rows of " + ", ".join(each.name for each in fields_of(field.row)))
    return "; ".join(parts) + (" (needed)" if field.required else "")


def _storable(value: Any) -> Any:
    """A value as TOML can hold it: lists for tuples, without None."""
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value


def _with_dates_as_text(value: Any) -> Any:
    """Turn dates written without quotation marks into text."""
    if isinstance(value, dict):
        return {name: _with_dates_as_text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
