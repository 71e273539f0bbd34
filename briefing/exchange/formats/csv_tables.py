"""CSV (RFC 4180) and its relatives: a table of one kind of record, or with the kind in a column."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from briefing.exchange.cells import defused
from briefing.exchange.columns import (
    Hints,
    columns_for,
    folded,
    headers,
    kind_of_header,
    mapping_file,
    read_hints,
)
from briefing.exchange.file import LONGEST_LINE, ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Items, ReadFault
from briefing.exchange.tables import Table, TableReader, TableWriter, record_columns
from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of

if TYPE_CHECKING:
    from briefing.store.book import Book

DELIMITERS: Final = ",;\t|"

LONGEST_CELL: Final = 1 << 20
"""Characters of a cell."""

_MOST_COLUMNS: Final = 1_000
_SAMPLE: Final = 50
"""Rows that a delimiter is recognised by."""


def delimiter_of(head: str) -> str:
    """The sign between the columns of a table, by its beginning; empty if there is none.

    It is the one that divides most rows into as many columns as the header has. Of two, the one
    that gives more known headers; then the one that gives more columns.
    """
    first = head.partition("\n")[0].strip()
    if first[:4].casefold() == "sep=" and len(first) == 5:
        return first[4]
    best, found = (0.0, 0, 0), ""
    for sign in DELIMITERS:
        rows = _sampled(head, sign)
        if not rows or len(rows[0]) < 2:
            continue
        widths = Counter(map(len, rows))
        share = widths[len(rows[0])] / len(rows)
        rank = (share > 0.5) * 1.0, _known(rows[0]), len(rows[0])
        if rank > best:
            best, found = rank, sign
    return found


def _sampled(head: str, sign: str) -> Sequence[Sequence[str]]:
    """The first rows, without the last one, which may be cut off."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=sign):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLE:
                break
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 2 else rows


def _known(header: Sequence[str]) -> int:
    """How many headers are known, as those of the kind with most of them."""
    names = {folded(each) for each in header}
    return max(len(names & headers(kind).keys()) for kind in KINDS)


def _head(file: ImportFile) -> str:
    return file.head.decode(file.encoding(), errors="replace")


def _recognises(file: ImportFile) -> bool:
    if not file.head:
        return False
    if file.suffix in (".csv", ".tsv", ".tab"):
        return True
    if b"\0" in file.head and not file.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = _head(file)
    sign = delimiter_of(head)
    rows = _sampled(head, sign) if sign else ()
    return bool(rows) and bool(kind_of_header(rows[0], Hints()))


def _lines(file: ImportFile, stream: IO[str]) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            most = f"{LONGEST_LINE >> 20} MB"
            raise ImportFault(f"{file.name}: line {number} is longer than {most}")
        if "\0" in line:
            raise ImportFault(f"{file.name}: line {number} holds a NUL character; it is no text")
        yield line


def _rows(file: ImportFile, stream: IO[str], sign: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of the lines they begin on."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(file, stream), delimiter=sign, strict=True)
    number = 1
    try:
        for row in reader:
            yield number, row
            number = reader.line_num + 1
    except csv.Error as error:
        raise ImportFault(
            f"{file.name}: the row that begins on line {number} is no row of a table: {error}"
        ) from None


def _sign(file: ImportFile, hints: Hints) -> str:
    sign = hints.delimiter or delimiter_of(_head(file))
    return sign or ("\t" if file.suffix in (".tsv", ".tab") else ",")


def _begun(rows: Iterator[tuple[int, list[str]]], file: ImportFile) -> list[str]:
    """The header, once what stands before it is read."""
    for _, row in rows:
        if len(row) > _MOST_COLUMNS:
            raise ImportFault(f"{file.name} has more than {_MOST_COLUMNS:,} columns")
        is_sign = row and row[0].casefold().startswith("sep=") and len("".join(row)) <= 5
        if any(cell.strip() for cell in row) and not is_sign:
            return row
    raise ImportFault(f"{file.name} has no header")


def _read(file: ImportFile) -> Items:
    hints = read_hints(file.mapping)
    file.guessed = hints.encoding or file.guessed
    reader = TableReader(file.name, hints)
    with file.text() as stream:
        rows = _rows(file, stream, _sign(file, hints))
        header = _begun(rows, file)
        faults: list[ReadFault] = []
        table = Table(name=file.path.stem, header=header, rows=_whole(rows, header, faults))
        for item in reader.read(table):
            yield from faults
            faults.clear()
            yield item
        yield from faults
    yield from reader.named_only()


def _whole(
    rows: Iterator[tuple[int, list[str]]], header: Sequence[str], faults: list[ReadFault]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The rows that have as many cells as the header; faults for the others."""
    for number, row in rows:
        place = f"line {number}"
        if any(cell.strip() for cell in row[len(header) :]) or 0 < len(row) < len(header):
            if not any(cell.strip() for cell in row):
                continue
            count = f"{len(row)} cells, and the header {len(header)}"
            faults.append(ReadFault(place, f"the row has {count}; is something missing?"))
        else:
            yield place, row[: len(header)]


def _mapping(file: ImportFile) -> str:
    hints = read_hints(file.mapping)
    file.guessed = hints.encoding or file.guessed
    with file.text() as stream:
        header = _begun(_rows(file, stream, _sign(file, hints)), file)
    kind = kind_of_header(header, hints, file.path.stem)
    found = columns_for(kind, header, hints) if kind else None
    return mapping_file([(file.path.stem, found, header)], hints)


def _write(book: "Book", refs: Sequence[str], out: BinaryIO, sign: str = ",") -> Losses:
    """The records of one kind."""
    kinds = [kind for kind in KINDS if any(kind_of(ref) == kind for ref in refs)]
    if len(kinds) > 1:
        raise ImportFault(
            f"a table has one kind of record, and these are {', '.join(kinds)}; "
            f"give --kind, such as --kind {kinds[0]}"
        )
    writer = TableWriter(book, frozenset(refs))
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    # Excel takes a file without this mark for Windows-1252.
    text.write("\ufeff")
    rows = csv.writer(text, delimiter=sign, lineterminator="\r\n")
    for kind in kinds:
        names = record_columns(kind)
        rows.writerow(names)
        for _, cells in writer.rows(kind):
            rows.writerow([defused(cells.get(name, "")) for name in names])
    text.detach()
    return writer.losses


def _write_tabs(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    return _write(book, refs, out, "\t")


_LOST: Final = (
    "references to events and quotes that are not exported",
    "all but the names of other records that are not exported",
)

FORMATS = (
    Format(
        name="csv",
        title="CSV",
        suffixes=(".csv", ".txt"),
        about="a table of one kind of record; columns are recognised, or named in a mapping file",
        recognises=_recognises,
        read=_read,
        write=_write,
        cannot_hold=_LOST,
        mapping=_mapping,
    ),
    Format(
        name="tsv",
        title="Tab-separated table",
        suffixes=(".tsv", ".tab"),
        about="the same with tabs between the columns",
        read=_read,
        write=_write_tabs,
        cannot_hold=_LOST,
        mapping=_mapping,
    ),
)
