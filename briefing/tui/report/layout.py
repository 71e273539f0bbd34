"""The lines of a report on the screen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

from rich.cells import cell_len, chop_cells

from briefing.report.document import Run
from briefing.report.preview import Entry, Preview, Statement, said
from briefing.report.reading import Read
from briefing.tui.input.safe_text import one_line

MARGIN: Final = 4
"""Cells before the text: the sign of a statement without a source, and the count of findings."""

BARE_SIGN: Final = "○"
"""Marks a statement without a source."""

FINDING_SIGN: Final = "!"
"""Marks a statement with findings, before their number."""

NOTHING: Final = -1
"""What a piece has for the number of its statement if it belongs to none."""

_WIDEST: Final = 100
"""Cells of a line of prose, which is hard to read if it is longer."""

_SEAM: Final = 2
"""Cells between two columns."""

_PARTS: Final = re.compile(r"\S+|\s+")
_LOOKS: Final = {"title": "title", "heading": "heading", "subheading": "heading", "columns": "dim"}
_TIGHT: Final = ("item", "note", "row")
"""What follows its like without an empty line."""


class Piece(NamedTuple):
    """A text, its look, and its statement, by its number in the entry."""

    text: str
    look: str = ""
    statement: int = NOTHING


class Line(NamedTuple):
    """A line, with what stands in the margin."""

    pieces: tuple[Piece, ...] = ()
    margin: tuple[Piece, ...] = ()

    @property
    def statements(self) -> frozenset[int]:
        """The statements that it shows a part of."""
        return frozenset(each.statement for each in self.pieces) - {NOTHING}


def entry_lines(preview: Preview, place: int, before: Entry | None, width: int) -> Sequence[Line]:
    """Lay out an entry.

    Args:
        preview: The report.
        place: Where the entry is.
        before: The entry above it; None for none.
        width: The cells in a line, the margin included.
    """
    entry = preview.entries[place]
    room = max(20, width - MARGIN)
    is_close = before is None or (entry.kind in _TIGHT and before.kind in (entry.kind, "columns"))
    lines = [] if is_close else [Line()]
    begun: set[int] = set()
    for pieces in _set(entry, room):
        starts = {each.statement for each in pieces} - {NOTHING} - begun
        begun |= starts
        lines.append(Line(tuple(pieces), _margin(preview, place, starts)))
    return lines


def _set(entry: Entry, room: int) -> Iterator[list[Piece]]:
    """The lines of an entry, without an empty one before and what is in the margin."""
    look = _LOOKS.get(entry.kind, "")
    narrow = min(room, _WIDEST)
    match entry.kind:
        case "row" | "columns":
            yield from _row(entry, room, look)
        case "item":
            yield from _wrapped(_pieces(entry.statements), narrow, "• ", "  ")
        case "note":
            yield from _wrapped(_pieces(entry.statements), narrow, "", "    ")
        case "picture":
            yield from _wrapped([Piece(entry.statements[0].text, "dim")], narrow)
        case "quotation":
            words, *more = _by_statement(entry.statements)
            yield from _wrapped(words, narrow, "│ ", "│ ")
            if more:
                rest = [piece for each in more for piece in (*each, Piece(" "))]
                yield from _wrapped(rest, narrow, "│ — ", "│   ")
        case _:
            yield from _wrapped(_pieces(entry.statements, look), narrow)


def _margin(preview: Preview, place: int, statements: Iterable[int]) -> tuple[Piece, ...]:
    """The signs of the statements that begin on a line."""
    entry = preview.entries[place]
    if not entry.is_read:
        return ()
    is_bare = any(entry.statements[each].is_unsourced for each in statements)
    found = sum(len(preview.findings(place, each)) for each in statements)
    if not (is_bare or found):
        return ()
    count = f"{FINDING_SIGN}{min(found, 9)}" if found else ""
    return (
        Piece(BARE_SIGN if is_bare else " ", "bare"),
        Piece(count.ljust(MARGIN - 1), "finding"),
    )


def _by_statement(statements: Sequence[Statement]) -> list[list[Piece]]:
    return [
        [*_read(each.cells[0], number, "")] for number, each in enumerate(statements) if each.cells
    ]


def _pieces(statements: Sequence[Statement], look: str = "") -> Iterator[Piece]:
    """The pieces of statements, one behind the other."""
    for number, statement in enumerate(statements):
        if number:
            yield Piece(" ")
        yield from _read(statement.cells[0], number, look)


def _read(read: Read, statement: int, look: str) -> Iterator[Piece]:
    for each in read:
        if isinstance(each, Run):
            own = "strong" if each.style == "strong" else look
        else:
            own = "note" if each.number else "bare"
        yield Piece(said(each), own, statement)


def _row(entry: Entry, room: int, look: str) -> Iterator[list[Piece]]:
    """A row of a table, its cells one beside the other."""
    columns, cells = entry.columns, entry.statements[0].cells
    if columns is None:
        return
    widths = _fitted(columns.widths, columns.least, room)
    wrapped = [
        [*_wrapped(_read(cell, 0, look), width)] for cell, width in zip(cells, widths, strict=True)
    ]
    for parts in zip_longest(*wrapped, fillvalue=()):
        line: list[Piece] = []
        for at, (pieces, width) in enumerate(zip(parts, widths, strict=True)):
            blank = Piece(" " * (width - _cells(pieces)), "", 0)
            line += [blank, *pieces] if at in columns.numeric else [*pieces, blank]
            line.append(Piece(" " * _SEAM, "", 0))
        yield line[:-1]


@lru_cache
def _fitted(widths: Sequence[int], least: Sequence[int], room: int) -> Sequence[int]:
    """The widths of columns that fit; the widest give way, until words would break."""
    room -= _SEAM * (len(widths) - 1)
    for most in range(max(widths), 0, -1):
        fitted = [min(each, max(most, few)) for each, few in zip(widths, least, strict=True)]
        if sum(fitted) <= room:
            return fitted
    return least


def _wrapped(
    pieces: Iterable[Piece], width: int, first: str = "", rest: str = ""
) -> Iterator[list[Piece]]:
    """Break pieces into lines; at least one.

    Args:
        pieces: The text, straight from the record.
        width: The cells in a line.
        first: What the first line begins with.
        rest: What the others begin with.
    """
    line, at = [Piece(first, "dim")] if first else [], cell_len(first)
    start = at
    for word in _words(pieces, max(2, width - cell_len(rest))):
        size = _cells(word)
        if at > start and at + 1 + size > width:
            yield line
            line, at = [Piece(rest, "dim")] if rest else [], cell_len(rest)
            start = at
        elif at > start:
            is_within = line[-1].statement == word[0].statement
            line.append(Piece(" ", "", word[0].statement if is_within else NOTHING))
            at += 1
        line += word
        at += size
    yield line


def _words(pieces: Iterable[Piece], longest: int) -> Iterator[list[Piece]]:
    """Words, each with the signs that stick to it."""
    word: list[Piece] = []
    for piece in pieces:
        text = one_line(piece.text)
        for part in _PARTS.findall(text):
            if part.isspace():
                if word:
                    yield word
                word = []
            elif cell_len(part) <= longest:
                word.append(piece._replace(text=part))
            else:
                for chunk in chop_cells(part, longest):
                    if word:
                        yield word
                    word = [piece._replace(text=chunk)]
    if word:
        yield word


def _cells(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(each.text) for each in pieces)
