"""Rows of bars in the cells of a terminal: a name, then a bar and a figure in each column."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.model.terminal_text import cells
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_NAME_SHARE = 0.4
_GAP = 2


class Bars(NamedTuple):
    """One row.

    Attributes:
        ref: What it stands for.
        name: Its name.
        values: For each column how much it is, and the figure as written.
    """

    ref: str
    name: str
    values: Sequence[tuple[float, str]]


class Chart(NamedTuple):
    """Rows of bars; the longest of each column fills it.

    Attributes:
        headings: What each column says.
        rows: The rows.
        below: What is said below them.
    """

    headings: Sequence[str]
    rows: Sequence[Bars]
    below: str = ""


def draw_bars(chart: Chart, width: int, height: int, glyphs: Glyphs, hand: str = "") -> Canvas:
    """Draw rows of bars.

    Args:
        chart: The rows.
        width: Columns.
        height: Lines; 0 for as many as there are.
        glyphs: What they are drawn with.
        hand: What to keep in sight.
    """
    headings, rows, below = chart
    room = max(1, min(len(rows), height - 2) if height else len(rows))
    canvas = Canvas(width, height or room + (2 if below else 1), glyphs)
    refs = [row.ref for row in rows]
    first = first_in_sight(refs, room, hand)
    names = min(
        max((cells(glyphs.text(row.name)) for row in rows), default=0), round(width * _NAME_SHARE)
    )
    each = (width - names) // max(1, len(headings))
    starts = [names + _GAP + number * each for number in range(len(headings))]
    for x, heading in zip(starts, headings, strict=True):
        canvas.write(x, 0, heading, "dim", room=each - _GAP)
    for column, x in enumerate(starts):
        most = max((row.values[column][0] for row in rows), default=0)
        figures = max((cells(row.values[column][1]) for row in rows), default=0)
        longest = max(1, each - figures - _GAP - 1)
        for y, row in enumerate(rows[first : first + room], 1):
            value, figure = row.values[column]
            long = max(1, round(longest * value / most)) if value else 0
            canvas.draw(x, y, glyphs.solid * long, look_of(row.ref), row.ref)
            canvas.write(x + long + (1 if long else 0), y, figure, "", row.ref)
    for y, row in enumerate(rows[first : first + room], 1):
        canvas.write(0, y, row.name, "", row.ref, room=names)
    more = [(glyphs.see_above, first), (glyphs.see_below, max(0, len(rows) - first - room))]
    said = [f"{sign} {count:,} more" for sign, count in more if count]
    canvas.write(0, room + 1, f" {glyphs.dot} ".join(filter(None, [*said, below])), "dim")
    return canvas


def look_of(ref: str) -> str:
    """How a group or leader looks; those of kinds made up later, like the kind they resemble."""
    return "kind-leader" if KINDS[kind_of(ref)].is_person else "kind-group"


def first_in_sight(targets: Sequence[str], room: int, hand: str) -> int:
    """The first line to show so that the one in hand is about in the middle."""
    at = targets.index(hand) if hand in targets else 0
    return max(0, min(at - room // 2, len(targets) - room))
