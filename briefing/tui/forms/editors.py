"""The editors of a form: each shows and takes the value of one field.

An editor that was not touched gives back exactly what it was given, also where that holds
characters that could not be shown.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from briefing.model import dates
from briefing.model.fields import Field, Shape
from briefing.model.row_words import READERS
from briefing.tui.forms.messages import (
    Edited,
    Entered,
    LineWanted,
    MenuWanted,
    RecordWanted,
    RowWanted,
)
from briefing.tui.forms.values import as_items, as_lines, number_in
from briefing.tui.rows import Row
from briefing.tui.text import one_line, paragraphs, typed
from briefing.tui.widgets.row_list import RowList

TALLEST = 7
"""Lines an editor of several lines grows to before it scrolls."""


class LineEditor(Input):
    """One line: text, a date, a number."""

    DEFAULT_CSS = """
    LineEditor.-textual-compact { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Next field", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    def __init__(self, declared: Field, value: Any) -> None:
        """Make the editor of one field; `value` is None when it is empty."""
        self.declared = declared
        self._given = value
        self._shown = "" if value is None else typed(f"{value}")
        super().__init__(self._shown, compact=True, select_on_focus=False)

    def given(self) -> Any:
        """What the field holds now."""
        if self.value == self._shown and self._given is not None:
            return self._given
        text = self.value.strip()
        if self.declared.shape in (Shape.INTEGER, Shape.DECIMAL):
            return number_in(text)
        return text

    def show_value(self, value: Any) -> None:
        """Hold another value."""
        self._given, self._shown = value, "" if value is None else typed(f"{value}")
        self.value = self._shown

    def meant(self) -> str:
        """The date that words in a date field stand for; empty where there is none to suggest."""
        if self.declared.shape is not Shape.DATE:
            return ""
        try:
            dates.parse(self.value.strip())
        except dates.DateFault:
            return dates.suggest(self.value, date.today()) or ""  # noqa: DTZ011  the reader's day
        return ""

    def action_accept(self) -> None:
        """Write a date said in words as a date; else the line is done."""
        if meant := self.meant():
            self.value = meant
            self.cursor_position = len(meant)
        else:
            self.post_message(Entered())

    def validate_value(self, value: str) -> str:
        """Nothing that cannot be shown gets in, however it is pasted."""
        return typed(value)

    def watch_value(self, _value: str) -> None:
        """Tell the form."""
        if self.is_mounted:
            self.post_message(Edited())


class ProseEditor(TextArea):
    """Several lines: prose, or a list of texts with one on each line."""

    DEFAULT_CSS = """
    ProseEditor { height: auto; min-height: 1; max-height: 7; padding: 0 1; }
    """

    def __init__(self, declared: Field, value: Any) -> None:
        """Make the editor of one field; `value` is a text or a list of texts."""
        self.declared = declared
        self._given = value
        self._shown = as_lines(value)
        super().__init__(self._shown, compact=True, highlight_cursor_line=False)

    def given(self) -> Any:
        """What the field holds now."""
        if self.text == self._shown and self._given is not None:
            return self._given
        if self.declared.shape is not Shape.WORDS:
            return self.text.strip()
        # Codes hold no commas, so several may stand on a line; names may hold one.
        text = self.text.replace(",", "\n") if self.declared.check else self.text
        return [line.strip() for line in text.splitlines() if line.strip()]

    def show_value(self, value: Any) -> None:
        """Hold another value."""
        self._given, self._shown = value, as_lines(value)
        self.text = self._shown

    def on_text_area_changed(self) -> None:
        """Tell the form."""
        self.post_message(Edited())

    async def _on_paste(self, event: events.Paste) -> None:
        """Nothing that cannot be shown gets in."""
        event.prevent_default()
        event.stop()
        self.insert("\n".join(paragraphs(event.text)))


class ChoiceEditor(Widget, can_focus=True):
    """One term of a list: enter shows them all, a letter goes to the next that begins with it."""

    DEFAULT_CSS = """
    ChoiceEditor { height: 1; background: $surface; padding: 0 1; }
    ChoiceEditor:focus { background: $primary-muted; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "offer", "Choose", show=False),
        Binding("right", "step(1)", "Next term", show=False),
        Binding("left", "step(-1)", "Previous term", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
        Binding("backspace,delete", "clear", "None", show=False),
    ]

    chosen: reactive[str] = reactive("")

    def __init__(self, declared: Field, value: Any, terms: Callable[[], tuple[str, ...]]) -> None:
        """Make the editor of one field.

        Args:
            declared: Its declaration.
            value: The term it holds; None for none.
            terms: Gives the terms there are to choose from now.
        """
        super().__init__()
        self.declared = declared
        self.terms = terms
        self.set_reactive(ChoiceEditor.chosen, "" if value is None else str(value))

    def given(self) -> Any:
        """What the field holds now."""
        return number_in(self.chosen) if self.declared.shape is Shape.INTEGER else self.chosen

    def show_value(self, value: Any) -> None:
        """Hold another value."""
        self.chosen = "" if value is None else str(value)

    def watch_chosen(self) -> None:
        """Tell the form."""
        self.post_message(Edited())

    def render(self) -> RenderResult:
        """The term, and what it means."""
        if not self.chosen:
            return Content.styled("–  (enter shows the terms)" if self.has_focus else "–", "dim")
        meaning = self.declared.meaning(self.chosen)
        return Content.assemble(one_line(self.chosen), (f"  {meaning}" if meaning else "", "dim"))

    def on_key(self, event: events.Key) -> None:
        """A letter or digit goes to the next term that begins with it."""
        character = event.character or ""
        if character.isalnum():
            event.stop()
            terms = self.terms()
            at = terms.index(self.chosen) + 1 if self.chosen in terms else 0
            for term in (*terms[at:], *terms[:at]):
                if term.startswith((character.lower(), character.upper())):
                    self.chosen = term
                    return

    def on_click(self) -> None:
        """A click shows the terms."""
        self.action_offer()

    def action_offer(self) -> None:
        """Show all terms."""
        self.post_message(MenuWanted(self))

    def action_step(self, step: int) -> None:
        """Take the next or the previous term."""
        terms = ("", *self.terms())
        at = terms.index(self.chosen) if self.chosen in terms else 0
        self.chosen = terms[(at + step) % len(terms)]

    def action_clear(self) -> None:
        """Take none."""
        self.chosen = ""


class ListEditor(RowList):
    """A short list inside a form: enter opens or adds, `n` adds, `d` takes out."""

    DEFAULT_CSS = """
    ListEditor { background: $surface; }
    """
    SHOWS_CURSOR_ALWAYS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "Add", show=False),
        Binding("d,delete,backspace", "take_out", "Take out", show=False),
        Binding("enter", "open", "Open", show=False),
    ]

    def __init__(self, declared: Field, items: list[Any], empty: str) -> None:
        """Make the editor of one field with the items it holds."""
        super().__init__(self._row_of, empty)
        self.declared = declared
        self.items = items

    def on_mount(self) -> None:
        """Show what there is."""
        self.refill()

    def refill(self) -> None:
        """Show the items as they are now."""
        self.styles.height = max(1, min(TALLEST, len(self.items)))
        self.fill([str(place) for place in range(len(self.items))])

    def set_items(self, items: list[Any]) -> None:
        """Hold other items."""
        self.items = items
        self.refill()
        self.refresh()
        self.post_message(Edited())

    def show_value(self, value: Any) -> None:
        """Hold another value."""
        self.set_items(as_items(value))

    def action_add(self) -> None:
        """Add an item; each kind of list knows how."""

    def action_open(self) -> None:
        """Open the item under the cursor; where there is none, add one."""
        self.action_add()

    def action_take_out(self) -> None:
        """Take the item under the cursor out."""
        if self.current:
            place = int(self.current)
            self.set_items([*self.items[:place], *self.items[place + 1 :]])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A row was clicked, or `l` pressed on it."""
        message.stop()
        self.action_open()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """No preview here."""
        message.stop()

    def line_of(self, item: Any) -> str:
        """An item in one line."""
        return str(item)

    def _row_of(self, row_id: str) -> Row:
        return Row("", self.line_of(self.items[int(row_id)]))


class RefsEditor(ListEditor):
    """References, chosen by searching; one or many."""

    def __init__(self, declared: Field, value: Any, label_of: Callable[[str], str]) -> None:
        """Make the editor of one field; `value` is a ref or a list of refs."""
        super().__init__(declared, as_items(value), "enter finds a record")
        self._label_of = label_of

    def given(self) -> Any:
        """What the field holds now."""
        if self.declared.is_list:
            return self.items
        return self.items[0] if self.items else ""

    def take(self, ref: str) -> None:
        """Add the record chosen; a field for one record holds the last."""
        if not self.declared.is_list:
            self.set_items([ref])
        elif ref not in self.items:
            self.set_items([*self.items, ref])

    def action_add(self) -> None:
        """Find a record."""
        self.post_message(RecordWanted(self))

    def line_of(self, item: Any) -> str:
        """The name of the record."""
        return self._label_of(str(item))


def _empty(declared: Field, items: list[Any]) -> str:
    if items:
        return "enter fills it in"
    return "enter adds one, i says it in a line" if declared.row in READERS else "enter adds one"


class RowsEditor(ListEditor):
    """Rows of fields, each opened in a form of its own, or said in a line; one or many."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "say", "In a line", show=False),
        Binding("c", "say_again", "Change in a line", show=False),
    ]

    def __init__(self, declared: Field, value: Any, line: Callable[[Field, Any], str]) -> None:
        """Make the editor of one field.

        Args:
            declared: Its declaration.
            value: A row or a list of rows, as plain values.
            line: Reads a row out in one line.
        """
        items = as_items(value)
        super().__init__(declared, items, _empty(declared, items))
        self._line = line

    def given(self) -> Any:
        """What the field holds now."""
        if self.declared.is_list:
            return self.items
        return self.items[0] if self.items else None

    def put(self, place: int, *rows: dict[str, Any]) -> None:
        """Take rows that were filled in, in the place of one; -1 adds them."""
        items = list(self.items)
        if place < 0:
            items.extend(rows)
        else:
            items[place : place + 1] = rows
        self.set_items(items if self.declared.is_list else items[-1:])

    def action_add(self) -> None:
        """Fill in a new row; a field for one row opens the one there is."""
        alone = bool(self.items) and not self.declared.is_list
        self.post_message(RowWanted(self, 0 if alone else -1))

    def action_open(self) -> None:
        """Open the row under the cursor, or a new one."""
        self.post_message(RowWanted(self, int(self.current) if self.current else -1))

    def action_say(self) -> None:
        """Say new rows in a line."""
        self.post_message(LineWanted(self, -1))

    def action_say_again(self) -> None:
        """Say the row under the cursor anew."""
        self.post_message(LineWanted(self, int(self.current) if self.current else -1))

    def line_of(self, item: Any) -> str:
        """The row, read out."""
        return self._line(self.declared, item)


Editor = LineEditor | ProseEditor | ChoiceEditor | RefsEditor | RowsEditor
