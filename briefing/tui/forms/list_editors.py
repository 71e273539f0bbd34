"""Editors for fields whose values are chosen or filled in on another screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from briefing.model.fields import Field, fields_of
from briefing.tui.forms.editors import Edited, as_items
from briefing.tui.input.safe_text import clipped, wrapped
from briefing.tui.widgets.row_list import ListRow, RowList

_AROUND = 2
"""Cells around the text of a row: its edge, and room at the end."""

_MOST_LINES = 3
"""Lines of a row; what does not fit is cut off."""


@dataclass
class RecordWanted(Message):
    """An editor asks the form to have a record chosen."""

    editor: "RefsEditor"


@dataclass
class RowWanted(Message):
    """An editor asks the form to open one of its rows; `place` is -1 for a new one."""

    editor: "RowsEditor"
    place: int


@dataclass
class LineWanted(Message):
    """An editor asks the form for rows typed as a line; `place` is -1 for new ones."""

    editor: "RowsEditor"
    place: int


@dataclass
class RowRecordWanted(Message):
    """An editor asks the form for the record that a row names only in words."""

    editor: "RowsEditor"
    place: int


class ListEditor(RowList):
    """A short list inside a form: enter opens or adds, `n` adds, `d` removes.

    A row too long for one line takes a few.
    """

    DEFAULT_CSS = """
    ListEditor { background: $surface; height: auto; min-height: 1; max-height: 10; }
    """
    SHOWS_CURSOR_ALWAYS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "Add", show=False),
        Binding("d,delete,backspace", "take_out", "Take out", show=False),
        Binding("enter", "open", "Open", show=False),
    ]

    def __init__(self, declared: Field, items: list[Any], empty: str) -> None:
        super().__init__(self._row_of, empty)
        self.declared = declared
        self.items = items
        self._wrapped: list[tuple[int, str]] = []

    def on_mount(self) -> None:
        """Show the items."""
        self.refill()

    def refill(self) -> None:
        """Show the current items."""
        self._wrap()
        self.fill([str(place) for place in range(len(self.items))])
        self.refresh(layout=True)

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self._wrap()
        super().on_resize()

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as the rows take, before they scroll."""
        return len(self._lines_of_all(width - self.scrollbar_size_vertical))

    def set_lines(self, _count: int) -> None:
        """Set the number of lines, which is not that of the rows."""
        super().set_lines(max(1, len(self._wrapped)))

    def _wrap(self) -> None:
        self._wrapped = self._lines_of_all(self.scrollable_content_region.width)
        self.set_lines(0)

    def _lines_of_all(self, width: int) -> list[tuple[int, str]]:
        """The lines of all rows, each with the place of its row."""
        return [
            (place, f" {line}" if number else line)
            for place, item in enumerate(self.items)
            for number, line in enumerate(_few_lines(self.line_of(item), width - _AROUND - 1))
        ]

    def _lines_at(self, place: int) -> tuple[int, int]:
        lines = [line for line, (its, _) in enumerate(self._wrapped) if its == place]
        return (lines[0], len(lines)) if lines else (0, 1)

    def _place_at(self, line: int) -> int:
        return self._wrapped[line][0] if line < len(self._wrapped) else len(self.items)

    def _row_on(self, line: int) -> ListRow:
        return ListRow("", self._wrapped[line][1])

    def set_items(self, items: list[Any]) -> None:
        """Set other items."""
        self.items = items
        self.refill()
        self.refresh()
        self.post_message(Edited())

    def show_value(self, value: Any) -> None:
        """Set another value."""
        self.set_items(as_items(value))

    def action_add(self) -> None:
        """Add an item; each subclass knows how."""

    def action_open(self) -> None:
        """Open the item under the cursor; in an empty list, add one."""
        self.action_add()

    def action_take_out(self) -> None:
        """Remove the item under the cursor."""
        if self.current:
            place = int(self.current)
            self.set_items([*self.items[:place], *self.items[place + 1 :]])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open a clicked row, or one on which `l` was pressed."""
        message.stop()
        self.action_open()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Ignore the move: there is no preview."""
        message.stop()

    def line_of(self, item: Any) -> str:
        """An item in one line."""
        return str(item)

    def _row_of(self, row_id: str) -> ListRow:
        return ListRow("", self.line_of(self.items[int(row_id)]))


class RefsEditor(ListEditor):
    """References, chosen by searching; one or many."""

    def __init__(self, declared: Field, value: Any, label_of: Callable[[str], str]) -> None:
        super().__init__(declared, as_items(value), "enter find a record")
        self._label_of = label_of

    def given(self) -> Any:
        """The current value."""
        if self.declared.is_list:
            return self.items
        return self.items[0] if self.items else ""

    def take(self, ref: str) -> None:
        """Add the chosen record; a single reference is replaced."""
        if not self.declared.is_list:
            self.set_items([ref])
        elif ref not in self.items:
            self.set_items([*self.items, ref])

    def action_add(self) -> None:
        """Find a record."""
        self.post_message(RecordWanted(self))

    def line_of(self, item: Any) -> str:
        """The label of the record."""
        return self._label_of(str(item))


class RowsEditor(ListEditor):
    """Rows of fields, each filled in in its own form or typed as a line; one or many."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "say", "In a line", show=False),
        Binding("c", "say_again", "Change in a line", show=False),
        Binding("a", "find_record", "Find or add the record", show=False),
    ]

    def __init__(self, declared: Field, value: Any, line: Callable[[Field, Any], str]) -> None:
        items = as_items(value)
        super().__init__(declared, items, "enter add · i add as text")
        self._line = line

    def given(self) -> Any:
        """The current value."""
        if self.declared.is_list:
            return self.items
        return self.items[0] if self.items else None

    def put(self, place: int, *rows: dict[str, Any]) -> None:
        """Replace the row at a place with others; -1 adds them."""
        items = list(self.items)
        if place < 0:
            items.extend(rows)
        else:
            items[place : place + 1] = rows
        self.set_items(items if self.declared.is_list else items[-1:])

    def action_add(self) -> None:
        """Fill in a new row; a field for one row opens an existing one."""
        alone = bool(self.items) and not self.declared.is_list
        self.post_message(RowWanted(self, 0 if alone else -1))

    def action_open(self) -> None:
        """Open the row under the cursor, or a new one."""
        self.post_message(RowWanted(self, int(self.current) if self.current else -1))

    def action_say(self) -> None:
        """Type new rows as a line."""
        self.post_message(LineWanted(self, -1))

    def action_say_again(self) -> None:
        """Retype the row under the cursor."""
        self.post_message(LineWanted(self, int(self.current) if self.current else -1))

    def action_find_record(self) -> None:
        """Find or add the record that the row under the cursor names only in words."""
        if self.current:
            self.post_message(RowRecordWanted(self, int(self.current)))

    def line_of(self, item: Any) -> str:
        """The row as text."""
        return self._line(self.declared, item)


def _few_lines(text: str, width: int) -> list[str]:
    """The first lines of a text, the last cut where there are more."""
    lines = wrapped(text, width)
    last = " ".join(lines[_MOST_LINES - 1 :])
    return [*lines[: _MOST_LINES - 1], clipped(last, width)] if last else lines


def unlinked_in(cls: type[msgspec.Struct] | None, row: Mapping[str, Any]) -> Field | None:
    """The reference field for which a row holds only words; None when there is none."""
    refs = (field for field in fields_of(cls) if field.otherwise) if cls else iter(())
    return next((each for each in refs if row.get(each.otherwise) and not row.get(each.name)), None)
