"""Patterns: a table of counts or casualties, and beside it the events of the cell in hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import IN_PATTERNS
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.patterns.choices import longer_or_shorter, meanings
from briefing.tui.pictures.screen import PictureScreen
from briefing.tui.pictures.view import PictureView
from briefing.tui.widgets.row_list import ListRow, row_of
from briefing.views.answer import Answer
from briefing.views.chronology.listing import POSSIBLY
from briefing.views.patterns.amounts import amount_of
from briefing.views.patterns.bars import draw_patterns
from briefing.views.patterns.columns import Columns
from briefing.views.patterns.strips import cell_at, columns_in, target_of
from briefing.views.patterns.table import (
    MEASURES,
    NONE,
    OTHERS,
    TIME,
    Asked,
    Line,
    Table,
    UnknownChoice,
)
from briefing.views.patterns.telling import (
    cell_answer,
    cell_title,
    counted,
    patterns_answer,
)
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.moving import Direction
from briefing.views.pictures.sight import Sight
from briefing.views.tolls import ONLY_POSSIBLY

_NOWHERE = ""
"""The cell before there is one."""


class _Left(NamedTuple):
    """How it was left."""

    asked: Asked
    cell: str


class PatternsScreen(PictureScreen):
    """Counts events and casualties by two things at once.

    The cursor in the picture is on a cell, in the list on one of the events of that.
    """

    NAME: ClassVar[str] = "patterns"
    OFFERED: ClassVar[Sequence[Command]] = IN_PATTERNS
    EMPTY: ClassVar[str] = "no events here"

    _table: Table | None = None
    _columns: Columns
    _asked = Asked()
    _cell = _NOWHERE
    _possible: frozenset[str] = frozenset()

    # What a picture must have

    def prepare(self, sight: Sight) -> None:
        """Take in what is in sight."""
        self._columns = self.prepared(lambda: Columns(sight))
        self.use_sight(sight)

    def use_sight(self, sight: Sight) -> None:
        """Take in other days."""
        self._use(Table(sight, self._fitting, self._columns))

    def draw(self, width: int, height: int) -> Canvas:
        """Draw it."""
        return draw_patterns(self.table, width, height, self.glyphs, self._cell)

    def rows(self) -> Sequence[str]:
        """The events of the cell in hand by date, those that are certain first."""
        cell = cell_at(self._cell)
        found = self.table.refs(*cell)
        self._possible = frozenset(found.get(ONLY_POSSIBLY, ()))
        return [ref for refs in found.values() for ref in refs]

    def row(self, row_id: str) -> ListRow:
        """An event as lists have it, with a sign if it is only possibly in the cell."""
        row = row_of(self.work.book.need(row_id), self.work.book.label)
        if row_id not in self._possible:
            return row
        return row._replace(tail=" ".join(filter(None, (POSSIBLY, row.tail))))

    def answer(self) -> Answer:
        """All of it as text; the events of the cell in hand if the list has the focus."""
        if self.list.has_focus:
            return cell_answer(self.table, *cell_at(self._cell))
        return patterns_answer(self.table)

    def svg(self, sight: Sight) -> str:
        """All of it as SVG."""
        from briefing.report.pictures.patterns import draw_table

        return draw_table(Table(sight, self._asked))

    def headings(self) -> tuple[str, str]:
        """What is counted, and what is in the cell in hand."""
        table, cell = self.table, cell_at(self._cell)
        measures = filter(None, (table.asked.measure, table.asked.against))
        said = [f"{each}: {amount_of(table, *cell, each).words}" for each in measures]
        above = counted(table)
        above += ", sorted by name" if self._asked.order == "name" else ""
        return above, " · ".join((cell_title(table, *cell), *said))

    # What a picture may have

    def state(self) -> _Left:
        """How it was left."""
        return _Left(self._asked, self._cell)

    def restore(self, left: _Left) -> None:
        """Show it as it was left; the cursor is there again, or on the event in hand."""
        self._asked = left.asked
        self._cell = _NOWHERE if self.hand in self._columns.refs else left.cell
        self.use_sight(self.sight)

    @property
    def table(self) -> Table:
        """What is shown."""
        assert self._table is not None  # noqa: S101  it is there once the screen is
        return self._table

    @property
    def spot(self) -> str:
        """The cell in hand."""
        return self._cell

    def take_hand(self, target: str, *, in_list: bool = False) -> None:
        """Put the cursor on a cell, or on one of its events."""
        if in_list or self.ref_of(target):
            self.hand = target
            return
        if target and target != self._cell:
            self._cell = target
            self.list.fill(self.rows(), keep=False)
            self.hand = self.list.current
            self.redraw()

    def step(self, direction: Direction) -> str:
        """Go to the cell beside, across the edges of what is in sight."""
        row, column = cell_at(self._cell)
        rows = [line.key for line in self.table.rows] + [""]
        columns = [line.key for line in self.table.columns] + [""]
        by = -1 if direction in ("left", "up") else 1
        if direction in ("left", "right"):
            return target_of(row, columns[_bounded(columns.index(column) + by, columns)])
        return target_of(rows[_bounded(rows.index(row) + by, rows)], column)

    def on_picture_view_paged(self, message: PictureView.Paged) -> None:
        """Go some rows up or down."""
        message.stop()
        row, column = cell_at(self._cell)
        rows = [line.key for line in self.table.rows] + [""]
        page = max(1, self.picture.canvas.height - 4)
        to = _bounded(rows.index(row) + message.direction * page, rows)
        self.take_hand(target_of(rows[to], column))

    def on_picture_view_edged(self, message: PictureView.Edged) -> None:
        """Go to the first or the last row."""
        message.stop()
        rows = [line.key for line in self.table.rows] + [""]
        self.take_hand(target_of(rows[message.place], cell_at(self._cell)[1]))

    def open_hand(self) -> None:
        """Say that the cell is empty."""
        self.work.host.tell("no events here")

    # Commands: one method for each id of its own in `IN_PATTERNS`

    def action_go(self) -> None:
        """Go from a cell to its events, or open the event in hand."""
        if self.list.has_focus or not self.list.ids:
            super().action_go()
        elif OTHERS in cell_at(self._cell) and self._asked.top:
            self.action_every()
        else:
            self.list.focus()

    def action_close(self) -> None:
        """Return from the events to their cell, or close."""
        if self.list.has_focus:
            self.picture.focus()
        else:
            super().action_close()

    def action_rows(self) -> None:
        """Choose the rows."""
        self.work.host.run(self._choose("rows", "Count by …", self._asked.rows))

    def action_columns(self) -> None:
        """Choose the columns."""
        self.work.host.run(self._choose("columns", "… and by", self._asked.columns))

    async def _choose(self, side: str, title: str, now: str) -> None:
        choices = meanings()
        if side == "columns":
            choices = {NONE: "a bar for each row", **choices}
        chosen = await self.work.host.ask(MenuScreen(title, choices, now, is_typed=True))
        if not chosen:
            return
        asked, rows, columns = self._asked, self._asked.rows, self._asked.columns
        if side == "rows":
            is_twice = chosen in (columns, self.table.asked.columns)
            self._show(replace(asked, rows=chosen, columns=rows if is_twice else columns))
        elif chosen in (rows, self.table.asked.rows):
            instead = columns if columns != NONE else "kind" if chosen != "kind" else TIME
            self._show(replace(asked, rows=instead, columns=chosen))
        else:
            self._show(replace(asked, columns=chosen))

    def action_measure(self) -> None:
        """Choose what is counted."""
        self.work.host.run(self._choose_measure("measure", "Count …", MEASURES))

    def action_against(self) -> None:
        """Choose what it is compared with."""
        measures = ("none", *(each for each in MEASURES if each != self._asked.measure))
        self.work.host.run(self._choose_measure("against", "Compare with …", measures))

    async def _choose_measure(self, name: str, title: str, measures: Sequence[str]) -> None:
        now = getattr(self._asked, name) or "none"
        terms = dict.fromkeys(measures, "")
        chosen = await self.work.host.ask(MenuScreen(title, terms, now, is_typed=True))
        if not chosen:
            return
        value = "" if chosen == "none" else chosen
        if name == "against":
            self._show(replace(self._asked, against=value))
        else:
            against = "" if self._asked.against == value else self._asked.against
            self._show(replace(self._asked, measure=value, against=against))

    def action_zoom(self, step: int) -> None:
        """Count by shorter or longer stretches of time."""
        asked = self.table.asked
        for side in ("columns", "rows"):
            if size := longer_or_shorter(getattr(asked, side), -step):
                is_rows = side == "rows"
                now = self._asked
                self._show(replace(now, rows=size) if is_rows else replace(now, columns=size))
                return
        self.work.host.tell("there are no shorter or longer stretches of time here")

    def action_swap(self) -> None:
        """Make rows columns."""
        if self.table.is_bars:
            self.work.host.tell("there are no columns; c chooses some")
            return
        self._cell = target_of(*reversed(cell_at(self._cell)))
        asked = self._asked
        self._show(replace(asked, rows=asked.columns, columns=asked.rows))

    def action_order(self) -> None:
        """Sort by total or by name."""
        order = "name" if self._asked.order == "total" else "total"
        self._show(replace(self._asked, order=order))

    def action_every(self) -> None:
        """Give every value a line of its own, or only the first of them."""
        self._show(replace(self._asked, top=0 if self._asked.top else Asked().top))

    # What is shown

    @property
    def _fitting(self) -> Asked:
        width = self.size.width * 3 // 5 if self.has_class("-wide") else self.size.width
        return replace(self._asked, fit=columns_in(self.picture.canvas.width or width))

    def _show(self, asked: Asked) -> None:
        try:
            table = Table(self.sight, replace(asked, fit=self._fitting.fit), self._columns)
        except UnknownChoice as fault:
            self.work.host.tell(str(fault), severity="warning")
            return
        self._asked = asked
        self._use(table)
        ids = self.rows()
        self.list.fill(ids, keep=self.hand in ids)
        self.refill()

    def _use(self, table: Table) -> None:
        """Show a table; the cursor stays on its cell, or near it."""
        row, column = cell_at(self._cell)
        before, self._table = self._table or table, table
        if self._cell == _NOWHERE:
            self._cell = target_of(*table.cell_with(self.hand))
        else:
            self._cell = target_of(
                _kept(row, before.rows, table.rows), _kept(column, before.columns, table.columns)
            )


def _kept(key: str, before: Sequence[Line], lines: Sequence[Line]) -> str:
    """The key of the same line, or of the first with some of its days; empty for the totals."""
    if any(line.key == key for line in lines):
        return key
    days = next((line.days for line in before if line.key == key), None)
    found = (
        line.key
        for line in lines
        if days and line.days and line.days.first <= days.last and days.first <= line.days.last
    )
    return next(found, "")


def _bounded(place: int, among: Sequence[str]) -> int:
    return max(0, min(len(among) - 1, place))
