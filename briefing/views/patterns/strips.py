"""A table drawn in characters: a grid with the number in each cell, as dark as it is high."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final, NamedTuple, TypeVar

from briefing.model.terminal_text import cells, one_line
from briefing.views.patterns.amounts import Amount, amount_of
from briefing.views.patterns.table import Line, Table
from briefing.views.patterns.tallies import EVENTS
from briefing.views.patterns.telling import TOTAL, notes
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

Size = TypeVar("Size", int, float)

HEAD: Final = 2
"""Lines of headings above the cells."""

FOOT: Final = 2
"""Lines below the cells: the totals, and what the signs mean."""

_NARROWEST_CELL, _WIDEST_CELL = 2, 10
_NARROWEST_NAME, _WIDEST_NAME = 8, 32
_WIDEST_HEAD: Final = 12

_BETWEEN = "\t"
"""Parts the keys of a row and a column in the id of a cell."""


def target_of(row: str, column: str) -> str:
    """The id of a cell; an empty key stands for the totals."""
    return f"{row}{_BETWEEN}{column}"


def cell_at(target: str) -> tuple[str, str]:
    """The row and column of a cell by its id."""
    row, _, column = target.partition(_BETWEEN)
    return row, column


def columns_in(width: int) -> int:
    """About how many stretches of time fit into so many cells."""
    return max(4, (width - _WIDEST_NAME) // 4)


class Strips(NamedTuple):
    """How much of a table has room.

    Attributes:
        name: Cells for the labels of rows.
        cell: Cells for one column.
        total: Cells for the totals.
        against: Cells for the totals of the second measure; 0 without.
        columns: The columns in sight.
        rows: The rows in sight.
        is_cut: Whether there are columns before and behind those in sight.
        said: Which of the rows are in sight; empty if all are.
    """

    name: int
    cell: int
    total: int
    against: int
    columns: Sequence[Line]
    rows: Sequence[Line]
    is_cut: tuple[bool, bool]
    said: str


def strips_in(table: Table, width: int, height: int, glyphs: Glyphs, hand: str) -> Strips:
    """What of a table is in sight: the page with the cell in hand."""
    row, column = cell_at(hand)
    rows, _ = page(table.rows, row, max(1, height - HEAD - FOOT))
    total = _total_width(table, rows, table.asked.measure, width, glyphs)
    other = table.asked.against
    against = _total_width(table, rows, other, width, glyphs) if other else 0
    name = min(
        max((cells(one_line(line.label)) for line in rows), default=0), _WIDEST_NAME, width // 3
    )
    name = max(name, _NARROWEST_NAME) + 1
    room = max(1, width - name - total - against)
    cell = min(room, _cell_width(table, rows, room, glyphs))
    fit = max(1, room // cell)
    columns, is_cut = page(table.columns, column, fit)
    said = rows_said(table.rows, rows)
    return Strips(name, cell, total, against, columns, rows, is_cut, said)


def _total_width(
    table: Table, rows: Sequence[Line], measure: str, width: int, glyphs: Glyphs
) -> int:
    """Cells for the totals of a measure, with a gap before them."""
    amounts = [amount_of(table, key, "", measure) for key in ("", *(line.key for line in rows))]
    heading = measure if measure == table.asked.against else TOTAL
    full, *_, least = widths_of(amounts, glyphs, len)
    return min(max(len(heading), min(full, max(least, width // 6))), width // 4) + 2


def rows_said(all_rows: Sequence[Line], rows: Sequence[Line]) -> str:
    """Which rows are in sight; empty if all are."""
    if len(rows) == len(all_rows):
        return ""
    start = all_rows.index(rows[0])
    return f"{start + 1}-{start + len(rows)}/{len(all_rows)}"


def page(lines: Sequence[Line], key: str, count: int) -> tuple[Sequence[Line], tuple[bool, bool]]:
    """The lines of the page with a key, and whether there are others before and behind."""
    at = next((at for at, line in enumerate(lines) if line.key == key), 0)
    start = min(at // count * count, max(0, len(lines) - count))
    return lines[start : start + count], (start > 0, start + count < len(lines))


def _cell_width(table: Table, rows: Sequence[Line], room: int, glyphs: Glyphs) -> int:
    """Cells for one column: for as much of what is said as lets all of them fit, or the least."""
    keys = ("", *(row.key for row in rows))
    some = table.columns[: room // _NARROWEST_CELL]
    amounts = [amount_of(table, key, column.key) for key in keys for column in some]
    widths = widths_of(amounts, glyphs, len)
    heads = max((len(line.under or line.label) for line in table.columns), default=1)
    head = min(heads, _WIDEST_HEAD) if not any(line.under for line in table.columns) else heads
    full = min(max(widths[0] + 2, head + 1), _WIDEST_CELL + 2)
    briefer = [min(max(each + 1, head + 1 if head > 1 else 2), full) for each in widths[1:]]
    sizes = [full, *briefer]
    return next((each for each in sizes if each * len(table.columns) <= room), sizes[-1])


def widths_of(
    amounts: Sequence[Amount], glyphs: Glyphs, width: Callable[[str], Size]
) -> Sequence[Size]:
    """How much room the widest of some amounts needs: for all it says, for less, for the least."""
    said = [each.shorts(glyphs) for each in amounts if not each.is_empty] or [[""]]
    return [
        max(width(shorts[min(at, len(shorts) - 1)]) for shorts in said)
        for at in range(max(2, *map(len, said)))
    ]


def draw_strips(table: Table, width: int, height: int, glyphs: Glyphs, hand: str = "") -> Canvas:
    """Draw a table as a grid.

    Args:
        table: The table, with columns.
        width: Cells from left to right.
        height: Lines.
        glyphs: What to draw with.
        hand: The id of the cell in hand.
    """
    canvas = Canvas(width, height, glyphs)
    shown = strips_in(table, width, height, glyphs, hand)
    _draw_heads(canvas, table, shown, glyphs)
    most = table.most
    for y, row in enumerate(shown.rows, HEAD):
        canvas.write(0, y, row.label, "", target_of(row.key, ""), shown.name - 1)
        _draw_line(canvas, table, shown, row.key, y, most, glyphs)
    y = HEAD + len(shown.rows)
    canvas.write(0, y, TOTAL, "strong", target_of("", ""), shown.name - 1)
    _draw_line(canvas, table, shown, "", y, 0, glyphs)
    write_notes(canvas, y + 1, (legend(table, glyphs), *notes(table)))
    return canvas


def write_notes(canvas: Canvas, y: int, said: Iterable[str]) -> None:
    """Write what the reader of a drawing must know in the lines that are left from one on."""
    for each in said:
        for line in wrap(each, max(1, canvas.width)):
            canvas.write(0, y, line, "dim")
            y += 1


def legend(table: Table, glyphs: Glyphs) -> str:
    """What the signs mean, in one line."""
    count = table.count()
    has_possible = (
        count.possible
        or any(table.count(line.key).possible for line in table.rows)
        or any(table.count("", line.key).possible for line in table.columns)
    )
    signs = [
        f"{glyphs.about}n possibly" if has_possible else "",
        "n+ at least  ~n about  n (a-b) best figure, and from a to b  ? unknown"
        if table.asked.measure != EVENTS
        else "",
        "(n) not counted" if count.apart else "",
    ]
    return "  ".join(filter(None, signs))


def _draw_heads(canvas: Canvas, table: Table, shown: Strips, glyphs: Glyphs) -> None:
    canvas.write(0, 1, shown.said, "dim", "", shown.name - 2)
    fit = [line.wide if len(line.wide) < shown.cell else line.under for line in shown.columns]
    for at, over in overs(shown.columns, fit, lambda over: (len(over) + 1) / shown.cell):
        x = shown.name + at * shown.cell
        canvas.write(x, 0, over, "dim", "", canvas.width - x)
    for at, (line, words) in enumerate(zip(shown.columns, fit, strict=True)):
        x = shown.name + at * shown.cell
        target = target_of("", line.key)
        below = words or _first_words(canvas, line.label, x, shown.cell - 1, target)
        canvas.write(x, 1, below, "heading", target, shown.cell - 1)
    if shown.is_cut[0]:
        canvas.write(shown.name - 1, 1, glyphs.earlier, "key")
    end = shown.name + len(shown.columns) * shown.cell
    if shown.is_cut[1]:
        canvas.write(end - 1, 1, glyphs.later, "key")
    _write_right(canvas, end, 1, TOTAL, shown.total, "strong", target_of("", ""))
    if shown.against:
        _write_right(canvas, end + shown.total, 1, table.asked.against, shown.against, "strong")


def overs(
    columns: Sequence[Line], words: Sequence[str], width: Callable[[str], float]
) -> Iterator[tuple[int, str]]:
    """What stands above columns, each over the first it is about.

    One that would reach over the next is left out: what is to the left of that goes before it.

    Args:
        columns: The columns.
        words: The heading of each.
        width: How many columns a text reaches over.
    """
    starts = [at for at, line in enumerate(columns) if not at or line.over != columns[at - 1].over]
    for at, next_ in zip(starts, [*starts[1:], None], strict=True):
        over = columns[at].over
        # Years in full say their decade.
        is_said = len(words[at]) > len(over) // 2 and words[at][:2] == over[:2]
        if over and not is_said and (next_ is None or at + width(over) <= next_):
            yield at, over


def _first_words(canvas: Canvas, label: str, x: int, room: int, target: str) -> str:
    """Write what fits of a label in the upper line; returns the rest for the lower one."""
    if len(label) <= room:
        return label
    first = ""
    words = label.split()
    while words and len(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    if not words or not first:
        return label
    canvas.write(x, 0, first, "heading", target, room)
    return " ".join(words)


def _draw_line(
    canvas: Canvas, table: Table, shown: Strips, row: str, y: int, most: int, glyphs: Glyphs
) -> None:
    """Draw the cells of a row and its totals; without a most they are not shaded."""
    for at, column in enumerate(shown.columns):
        amount = amount_of(table, row, column.key)
        x, target = shown.name + at * shown.cell, target_of(row, column.key)
        share = amount.certain / most if most else 0
        shade = glyphs.shade(share)
        text = _fitting(amount, shown.cell - 1, glyphs)
        look = "" if amount.certain else "dim"
        if not text and not amount.is_empty:
            text = glyphs.ellipsis
        room = shown.cell if shown.cell <= len(text) + 1 else shown.cell - 1
        drawn = f"{shade}{text.rjust(room - 1)}" if text else shade or " "
        canvas.draw(x, y, drawn.ljust(room)[: shown.cell], look, target)
    end = shown.name + len(shown.columns) * shown.cell
    total = amount_of(table, row)
    target = target_of(row, "")
    said = _fitting(total, shown.total - 2, glyphs) or glyphs.ellipsis
    _write_right(canvas, end, y, said if not total.is_empty else "", shown.total, "strong", target)
    if shown.against:
        other = amount_of(table, row, "", table.asked.against)
        said = _fitting(other, shown.against - 2, glyphs) or glyphs.ellipsis
        said = said if not other.is_empty else ""
        _write_right(canvas, end + shown.total, y, said, shown.against, "", target)


def _write_right(
    canvas: Canvas, x: int, y: int, text: str, width: int, look: str, target: str = ""
) -> None:
    """Write a text at the right end of some cells."""
    canvas.write(max(x, x + width - cells(text)), y, text, look, target)


def _fitting(amount: Amount, room: int, glyphs: Glyphs) -> str:
    """The most that can be said of a cell in it; empty for nothing there, or no room."""
    if amount.is_empty:
        return ""
    return next((each for each in amount.shorts(glyphs) if len(each) <= room), "")
