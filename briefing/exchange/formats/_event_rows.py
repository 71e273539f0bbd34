"""Rows of a CSV file of events, and the readings of cells that data sets of events share."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import IO, Final, Never

from briefing.exchange.file import LONGEST_LINE, ImportFault, ImportFile
from briefing.exchange.reading import ReadFault, Skipped
from briefing.model.codes import countries, country_code
from briefing.model.plurals import plural

_DELIMITERS: Final = ",;\t|"

_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]00:00(:00(\.0+)?)?Z?)?")
_WORDED_DAY = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4})")
_WHOLE = re.compile(r"([0-9]{1,16})(\.0+)?")
_DECIMAL = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_ISO_NUMBER = re.compile(r"[0-9]{1,3}")

_MONTHS: Final = [
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
]

_LONGEST_COUNTRY: Final = 100


class CellFault(ValueError):
    """A cell that cannot be understood.

    Args:
        column: Its column.
        problem: What is wrong.
    """

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(f"{column}: {problem}")
        self.column = column
        self.problem = problem


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row: its cells by the names of their columns in lower case.

    Attributes:
        place: Where it begins, such as "line 12".
        cells: Its cells.
    """

    place: str
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The text of a cell without blanks around it; empty if there is no such column."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """The text of a cell.

        Raises:
            CellFault: It is empty.
        """
        return self.text(column) or _refuse(column, "is empty")

    def whole(self, column: str) -> int | None:
        """A whole number from 0, also as "3.0"; None if the cell is empty.

        Raises:
            CellFault: It is no such number.
        """
        text = self.text(column)
        if not text:
            return None
        found = _WHOLE.fullmatch(text)
        return int(found[1]) if found else _refuse(column, f"{_shown(text)} is no whole number")

    def degrees(self, column: str) -> float | None:
        """An angle, with a decimal point or comma; None if the cell is empty.

        Raises:
            CellFault: It is no number.
        """
        text = self.text(column).replace(",", ".")
        if not text:
            return None
        return (
            float(text)
            if _DECIMAL.fullmatch(text)
            else _refuse(column, f"{_shown(text)} is no number")
        )

    def day(self, column: str) -> date:
        """A day such as 2013-01-12 or 12 January 2013.

        Raises:
            CellFault: It is none; days such as 1/12/2013 can be two, and are refused.
        """
        text = self.needed(column)
        return _day(text) or _refuse(
            column, f"{_shown(text)} is no day such as 2013-01-12 or 12 January 2013"
        )

    def code(self, column: str, codes: Collection[str]) -> str:
        """One of some codes, whole numbers, also as "3.0".

        Raises:
            CellFault: It is none of them.
        """
        text = self.needed(column)
        number = self.whole(column)
        code = str(number)
        listed = ", ".join(codes)
        return code if code in codes else _refuse(column, f"{_shown(text)} is none of {listed}")

    def fault(self, fault: CellFault) -> ReadFault:
        """A fault in one of its cells, with its place."""
        return ReadFault(f"{self.place}, column {fault.column}", fault.problem)


def has_columns(file: ImportFile, columns: Collection[str]) -> bool:
    """Whether the first line of a file names some columns, in any case."""
    # To guess the encoding of a file that is no text takes long.
    head = file.head.replace(b"\0", b"").lower()
    return all(each.encode() in head for each in columns) and {*columns} <= {*_header(file)[0]}


def columns_of(file: ImportFile) -> Collection[str]:
    """The columns that the first line of a file names, in lower case."""
    return dict.fromkeys(filter(None, _header(file)[0]))


def event_rows(file: ImportFile, needed: Collection[str]) -> Iterator[EventRow | ReadFault]:
    """The rows of a file, read one after the other; a fault for each that is not whole.

    The first row may hold HXL tags (https://hxlstandard.org), which say what the columns are.

    Args:
        file: The file; between its cells stand commas, semicolons, tabs or bars.
        needed: The columns that it must have.

    Raises:
        ImportFault: A column is missing or doubled, or the file is no text.
    """
    columns, delimiter = _header(file)
    if missing := [each for each in needed if each not in columns]:
        raise ImportFault(f"{file.name} has no column {', '.join(missing)} in its first line")
    named = [each for each in columns if each]
    if doubled := next((each for each in named if named.count(each) > 1), ""):
        raise ImportFault(f"{file.name} has two columns {doubled}; remove one")
    with file.text() as stream:
        reader = csv.reader(_lines(stream, file.name), delimiter=delimiter)
        next(reader, None)
        is_first, line = True, reader.line_num + 1
        try:
            for cells in reader:
                place, line = f"line {line}", reader.line_num + 1
                if is_first and _are_tags(cells):
                    continue
                is_first = False
                if len(cells) == len(columns):
                    yield EventRow(place, dict(zip(columns, cells, strict=True)))
                elif cells:
                    yield ReadFault(
                        place,
                        f"has {len(cells)} {plural(len(cells), 'cell')} instead of {len(columns)}; "
                        "it is cut, or a quotation mark is missing",
                    )
        except csv.Error as error:
            yield ReadFault(f"line {line}", f"{error}; is a quotation mark missing?")


def told(row: EventRow, columns: Mapping[str, str]) -> Iterator[Skipped]:
    """What the briefing has no place for in a row: the columns that are not empty.

    Args:
        row: The row.
        columns: The columns, and what they hold in words.
    """
    for column, what in columns.items():
        if row.text(column):
            yield Skipped(row.place, what)


def told_of_columns(
    file: ImportFile, used: Collection[str], repeating: Collection[str]
) -> Iterator[Skipped]:
    """What the briefing has no place for in all rows: columns that repeat others, and unknown ones.

    Args:
        file: The file.
        used: The columns that are read.
        repeating: The columns that follow from others.
    """
    present = columns_of(file)
    if repeats := [each for each in present if each in repeating]:
        yield Skipped("line 1", f"columns that follow from others: {', '.join(repeats)}")
    if unknown := [each for each in present if each not in used and each not in repeating]:
        yield Skipped("line 1", f"unknown columns: {', '.join(unknown)[:200]}")


@lru_cache(maxsize=1024)
def country(name: str) -> str:
    """The code of the one country that a name or a number of ISO 3166-1 means; empty if none."""
    if _ISO_NUMBER.fullmatch(name):
        from babel.core import get_global

        found = get_global("territory_aliases").get(name.zfill(3), ())
        code = found[0] if len(found) == 1 else ""
    else:
        code = country_code(name) if len(name) <= _LONGEST_COUNTRY else ""
    return code if code in countries() else ""


def parts_of(text: str) -> list[str]:
    """The parts of a text with semicolons between, each once."""
    return [*dict.fromkeys(part for each in text.split(";") if (part := each.strip()))]


def _refuse(column: str, problem: str) -> Never:
    raise CellFault(column, problem)


def _shown(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date.fromisoformat(found[1])
        if found := _WORDED_DAY.fullmatch(text):
            name = found[2].casefold()
            months = [each for each in _MONTHS if each == name or each[:3] == name]
            return date(int(found[3]), _MONTHS.index(months[0]) + 1, int(found[1]))
    except (ValueError, IndexError):
        pass
    return None


def _header(file: ImportFile) -> tuple[list[str], str]:
    """The columns of a file in lower case, and the character between its cells."""
    text = file.head.decode(file.encoding(), errors="replace").removeprefix("\ufeff")
    line = next(iter(text.splitlines()), "")
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    return [each.strip().casefold() for each in cells], delimiter


def _lines(stream: IO[str], name: str) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise ImportFault(f"{name}: a line is longer than {LONGEST_LINE >> 20} MB")
        yield line


def _are_tags(cells: list[str]) -> bool:
    named = [each for each in cells if each.strip()]
    return bool(named) and all(each.lstrip().startswith("#") for each in named)
