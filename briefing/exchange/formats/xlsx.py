"""Excel workbooks (ISO/IEC 29500, transitional): a sheet for each kind of record."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.sax.saxutils import escape

from briefing.exchange.cells import defused
from briefing.exchange.columns import (
    MOST_COLUMNS,
    columns_for,
    kind_of_header,
    mapping_file,
    read_hints,
)
from briefing.exchange.file import LARGEST_DOCUMENT, ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Items, ReadFault
from briefing.exchange.tables import Table, TableReader, TableWriter, record_columns
from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of

if TYPE_CHECKING:
    from briefing.store.book import Book

LONGEST_CELL: Final = 32_767
"""Characters of a cell (Excel specifications and limits)."""

_MOST_PARTS: Final = 10_000
_MOST_MERGED: Final = 10_000
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"'
)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")


def _recognises(file: ImportFile) -> bool:
    return file.head.startswith(b"PK\x03\x04") and (
        file.suffix in (".xlsx", ".xlsm") or b"[Content_Types].xml" in file.head
    )


@contextmanager
def _opened(file: ImportFile) -> Iterator[tuple[zipfile.ZipFile, Any, Any]]:
    """A workbook with the results of its formulas, and with the formulas if it has any.

    Raises:
        ImportFault: It is no workbook, or unpacks to more than `LARGEST_DOCUMENT` bytes.
    """
    import zlib
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from openpyxl import load_workbook

    with file.binary() as stream, warnings.catch_warnings():
        # What openpyxl warns of, such as a missing style, is nothing that is read here.
        warnings.simplefilter("ignore")
        books: list[Any] = []
        try:
            packed = zipfile.ZipFile(stream)
            _check_size(file, packed)
            books.append(load_workbook(stream, read_only=True, data_only=True))
            has_formulas = any(_holds(packed, name, _FORMULA) for name in _sheets_in(packed))
            if has_formulas:
                books.append(load_workbook(stream, read_only=True))
            yield packed, books[0], books[-1] if has_formulas else None
        except (
            zipfile.BadZipFile,
            zlib.error,
            ParseError,
            DefusedXmlException,
            NotImplementedError,
            RuntimeError,
            LookupError,
            ValueError,
            TypeError,
            AttributeError,
            EOFError,
            OSError,
        ) as error:
            raise ImportFault(f"{file.name} is no workbook that can be read: {error}") from None
        finally:
            for book in books:
                book.close()


def _check_size(file: ImportFile, packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_DOCUMENT:
        most = f"{LARGEST_DOCUMENT >> 20} MB"
        raise ImportFault(f"{file.name} unpacks to more than {most}; save its sheets as CSV")


def _sheets_in(packed: zipfile.ZipFile) -> Iterator[str]:
    return (name for name in packed.namelist() if name.startswith("xl/worksheets/"))


def _holds(packed: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]) -> bool:
    return any(True for _ in _found(packed, name, pattern))


def _found(
    packed: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]
) -> Iterator[re.Match[bytes]]:
    """Every match in a part of a workbook, read in pieces."""
    with packed.open(name) as part:
        rest = b""
        while piece := part.read(1 << 20):
            text = rest + piece
            end = 0
            for match in pattern.finditer(text):
                end = match.end()
                yield match
            rest = text[max(end, len(text) - 200) :]


def _merged(packed: zipfile.ZipFile, sheet: Any) -> tuple[dict[tuple[int, int], int], set[int]]:
    """The rows that share the cell of an earlier one, and those with cells merged across.

    Returns:
        For a row and column from 1, the row whose value holds there; and the rows to refuse.
    """
    from openpyxl.utils import column_index_from_string

    holds: dict[tuple[int, int], int] = {}
    across: set[int] = set()
    # openpyxl leaves them out when it streams.
    name = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if name not in packed.namelist():
        return holds, across
    for match in _found(packed, name, _MERGED):
        first, last = (column_index_from_string(match[at].decode()) for at in (1, 3))
        top, bottom = int(match[2]), int(match[4])
        if bottom - top > _MOST_MERGED or len(holds) > 100 * _MOST_MERGED:
            raise ImportFault(f"the sheet {sheet.title} has too many merged cells; unmerge them")
        if last > first:
            across.update(range(top, bottom + 1))
            continue
        holds.update({(row, first): top for row in range(top + 1, bottom + 1)})
    return holds, across


_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""The parts of a number format that stand for themselves (ISO/IEC 29500-1, 18.8.30)."""


def _shown_date(day: dt.date, number_format: str) -> str:
    """A date as exactly as it is shown: one that shows only month and year is no day."""
    signs = _LITERAL.sub("", number_format).casefold()
    # In a time of day, m is for minutes.
    if "d" in signs or not set(signs) & {"m", "y"} or set(signs) & {"h", "s"}:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in signs else day.isoformat()[:4]


def _cell_text(cell: Any) -> str:
    """A cell as text, a date as exactly as it is shown."""
    value = cell.value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return _shown_date(value, str(cell.number_format))
    return _text(value)


def _text(value: Any) -> str:
    """A value as text: dates in EDTF, whole numbers without decimals."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case dt.datetime():
            return f"{value.date().isoformat()} {value.time().isoformat('minutes')}"
        case dt.date() | dt.time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case float():
            return repr(value)
        case _:
            return str(value)


class _Sheet:
    """The rows of a sheet, with what is wrong in them."""

    def __init__(self, packed: zipfile.ZipFile, sheet: Any, formulas: Any) -> None:
        self.title: str = sheet.title
        self.faults: list[ReadFault] = []
        self._sheet = sheet
        self._formulas = formulas
        self._holds, self._across = _merged(packed, sheet)

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """The rows with their places, without empty ones."""
        self._sheet.reset_dimensions()
        others: Iterator[Any] = iter(())
        if self._formulas is not None:
            self._formulas.reset_dimensions()
            others = self._formulas.iter_rows(max_col=MOST_COLUMNS + 1)
        above: dict[tuple[int, int], str] = {}
        wanted = {(row, column) for (_, column), row in self._holds.items()}
        for number, row in enumerate(self._sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            other: Sequence[Any] = next(others, ())
            place = f"sheet {self.title}, row {number}"
            if len(row) > MOST_COLUMNS and row[MOST_COLUMNS].value is not None:
                raise ImportFault(f"the sheet {self.title} has more than {MOST_COLUMNS:,} columns")
            cells = []
            is_whole = True
            for at, cell in enumerate(row):
                problem = self._problem(cell, other[at] if at < len(other) else None)
                if problem:
                    is_whole = False
                    self.faults.append(ReadFault(f"{place}, column {at + 1}", problem))
                text = _cell_text(cell)
                if (number, at + 1) in wanted:
                    above[number, at + 1] = text
                if from_row := self._holds.get((number, at + 1)):
                    text = above.get((from_row, at + 1), "")
                cells.append(text)
            if not any(cells):
                continue
            if number in self._across:
                is_whole = False
                self.faults.append(
                    ReadFault(place, "cells are merged across columns; unmerge them")
                )
            if is_whole:
                while cells and not cells[-1]:
                    cells.pop()
                yield place, cells

    @staticmethod
    def _problem(cell: Any, formula: Any) -> str:
        """What is wrong with a cell; empty for nothing."""
        if cell.value is None:
            if formula is not None and formula.data_type == "f":
                return "a formula without its result; open the file, save it and try again"
            return ""
        if cell.data_type == "e":
            return f"holds the error {cell.value}"
        return ""


def _read(file: ImportFile) -> Items:
    hints = read_hints(file.mapping)
    reader = TableReader(file.name, hints)
    with _opened(file) as (packed, book, formulas):
        for sheet in book.worksheets:
            one = _Sheet(packed, sheet, formulas[sheet.title] if formulas else None)
            rows = one.rows()
            _, header = next(rows, ("", []))
            if header:
                table = Table(name=one.title, header=header, rows=rows)
                for item in reader.read(table):
                    yield from one.faults
                    one.faults.clear()
                    yield item
            yield from one.faults
        yield from reader.named_only()


def _mapping(file: ImportFile) -> str:
    hints = read_hints(file.mapping)
    tables = []
    with _opened(file) as (packed, book, _):
        for sheet in book.worksheets:
            _, header = next(_Sheet(packed, sheet, None).rows(), ("", []))
            if header:
                own = hints.of(sheet.title)
                kind = kind_of_header(header, own, sheet.title)
                columns = columns_for(kind, header, own) if kind else None
                tables.append((sheet.title, columns, header))
    return mapping_file(tables, hints)


_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES: Final = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def _write(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    """A workbook of plain XML, which is the same every time."""
    writer = TableWriter(book, frozenset(refs))
    kinds = [kind for kind in KINDS if any(kind_of(ref) == kind for ref in refs)] or ["event"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:

        def put(name: str, text: str) -> None:
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, 8)

        numbers = range(1, len(kinds) + 1)
        put(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
                f'ContentType="{_TYPES}.worksheet+xml"/>'
                for number in numbers
            )
            + "</Types>",
        )
        put(
            "_rels/.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        put(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            + "".join(
                f'<sheet name="{KINDS[kind].plural}" sheetId="{number}" r:id="rId{number}"/>'
                for number, kind in zip(numbers, kinds, strict=True)
            )
            + "</sheets></workbook>",
        )
        put(
            "xl/_rels/workbook.xml.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
                f'Target="worksheets/sheet{number}.xml"/>'
                for number in numbers
            )
            + f'<Relationship Id="rId{len(kinds) + 1}" Type="{_OFFICE}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        put("xl/styles.xml", _STYLES)
        for number, kind in zip(numbers, kinds, strict=True):
            put(f"xl/worksheets/sheet{number}.xml", _sheet(writer, kind))
    return writer.losses


def _sheet(writer: TableWriter, kind: str) -> str:
    names = record_columns(kind)
    rows = [_row(1, dict(zip(names, names, strict=True)), names, style=' s="1"')]
    for number, (ref, cells) in enumerate(writer.rows(kind), start=2):
        held = {name: cell for name, cell in cells.items() if len(cell) < LONGEST_CELL}
        for name in cells.keys() - held.keys():
            writer.losses.add(f"{name} of more than {LONGEST_CELL:,} characters", ref)
        rows.append(_row(number, held, names))
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Mapping[str, str], names: Sequence[str], style: str = "") -> str:
    from openpyxl.utils import get_column_letter

    written = []
    for at, name in enumerate(names, start=1):
        text = cells.get(name, "")
        place = f'r="{get_column_letter(at)}{number}"{style}'
        if not text:
            continue
        if name in _NUMBERS and _NUMBER.fullmatch(text) and _text(float(text)) == text:
            written.append(f"<c {place}><v>{text}</v></c>")
            continue
        words = escape(defused(text))
        written.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


_NUMBERS: Final = ("place.latitude", "place.longitude")
"""Columns to reckon with; all else is text, so that no program makes other dates of ours."""

FORMATS = (
    Format(
        name="xlsx",
        title="Excel workbook",
        suffixes=(".xlsx", ".xlsm"),
        about="a sheet for each kind of record; columns as in CSV",
        recognises=_recognises,
        read=_read,
        write=_write,
        cannot_hold=(
            f"texts of more than {LONGEST_CELL:,} characters",
            "references to events and quotes that are not exported",
            "all but the names of other records that are not exported",
        ),
        mapping=_mapping,
    ),
)
