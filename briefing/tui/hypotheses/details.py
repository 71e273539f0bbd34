"""What is said below a matrix: the judgement and the evidence of a cell, the ranking."""

from collections.abc import Iterator

from briefing.model.kinds.judgement import Judgement
from briefing.store.book import Book
from briefing.tui.widgets.differences import wrapped
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TITLE, Line, Piece
from briefing.views.hypotheses import (
    SIGNS,
    Matrix,
    key_of,
    line_said,
    rank_said,
    ranking,
    sensitivity,
)
from briefing.views.hypotheses import (
    Line as Evidence,
)

_INDENT = "   "


def cell_lines(
    book: Book, matrix: Matrix, column: int, line: Evidence | None, width: int
) -> Iterator[Line]:
    """The judgement of a cell, its evidence and its note, then the ranking."""
    if not matrix.columns:
        return
    shown = matrix.columns[column]
    lead = [Piece(f"{column + 1}".ljust(len(_INDENT)), HEADING)]
    yield from wrapped([Piece(shown.text, TITLE)], width, lead, _INDENT)
    if shown.said:
        yield from wrapped([Piece(shown.said, DIM)], width, [Piece(_INDENT)], _INDENT)
    if line is not None:
        bearing = line.bearings[column]
        sign = [Piece(SIGNS[bearing].ljust(len(_INDENT)), HEADING)]
        said = f" ({bearing or 'not judged yet'}; {line_said(matrix, line)})"
        note = _note(book, shown.ref, line.key)
        pieces = [Piece(line.text), Piece(said, DIM), Piece(f": {note}" if note else "")]
        yield from wrapped(pieces, width, sign, _INDENT)
    if len(matrix.columns) > 1:
        yield Line(())
        yield from _ranking(book, matrix, width)


def _ranking(book: Book, matrix: Matrix, width: int) -> Iterator[Line]:
    yield Line((Piece("The least refuted first", HEADING),))
    for said in ranking(matrix):
        yield from wrapped([Piece(said)], width, [Piece("  ")], "  ")
    for rank in matrix.ranks():
        lead = [Piece(f"  {rank.place}. ", DIM), Piece(f"({rank.column + 1}) ")]
        yield from wrapped([Piece(rank_said(rank))], width, lead, _INDENT)
    yield Line((Piece("What would change that", HEADING),))
    for said in sensitivity(book, matrix):
        yield from wrapped([Piece(said)], width, [Piece("  ")], "  ")


def _note(book: Book, ref: str, key: str) -> str:
    """Why a piece of evidence bears as it does; empty if nobody said so."""
    record = book.get(ref)
    rows = record.evidence if isinstance(record, Judgement) else ()
    return next((row.note for row in rows if key_of(row) == key and row.note), "")
