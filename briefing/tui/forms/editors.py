"""The editors of a form whose values are typed or chosen: each takes the value of one field.

An editor that was not touched gives back exactly what it was given, also where that holds
characters that could not be shown.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import TextArea

from briefing.model import dates
from briefing.model.fields import Field, Shape
from briefing.model.parsers.dates.reference import Said
from briefing.model.parsers.words import NotUnderstood
from briefing.tui.input.safe_text import one_line, paragraphs, typed
from briefing.tui.widgets.line_input import LineInput, Shortened

LONGEST_TEXT, LONGEST_LIST = 1_000_000, 20_000
"""Characters that are pasted at a time: a report of 400 pages is a million."""


Known = Callable[[], Sequence[str]]
"""Gives what other records hold in a field, the most usual first."""


class Edited(Message):
    """The value of an editor changed; sent to the form, which reads it anew."""


class Entered(Message):
    """Enter was pressed in a line that is done."""


@dataclass
class PastedIntoEmpty(Message):
    """Something was pasted into an editor that held nothing; it may fill in more than that."""

    editor: "ProseEditor"
    text: str


@dataclass
class MenuWanted(Message):
    """An editor asks the form to offer its terms."""

    editor: "ChoiceEditor"


class LineEditor(LineInput):
    """One line: text, a date, a number."""

    DEFAULT_CSS = """
    LineEditor.-textual-compact { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Next field", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    def __init__(
        self,
        declared: Field,
        value: Any,
        known: Known = tuple,
        said: Callable[[], Said] = Said,
    ) -> None:
        """Make the editor of one field.

        Args:
            declared: Its declaration.
            value: What it holds; None when it is empty.
            known: Gives what other records hold in it, to complete what is typed.
            said: Gives when what is typed is said, from which dates in words count.
        """
        self.declared = declared
        self._said = said
        self._given = value
        self._shown = "" if value is None else typed(f"{value}")
        suggester = FromKnown(known) if declared.recurs else None
        super().__init__(self._shown, compact=True, select_on_focus=False, suggester=suggester)

    def given(self) -> Any:
        """What the field holds now."""
        if self.value == self._shown and self._given is not None:
            return self._given
        text = self.value.strip()
        if self.declared.shape in (Shape.INTEGER, Shape.DECIMAL):
            return number_in(text)
        return self.meant() or text

    def on_blur(self) -> None:
        """Show a date said in words as it will be kept."""
        super().on_blur()
        if meant := self.meant():
            self.value = meant

    def show_value(self, value: Any) -> None:
        """Hold another value."""
        self._given, self._shown = value, "" if value is None else typed(f"{value}")
        self.value = self._shown

    def meant(self) -> str:
        """The date that words in a date field stand for; empty where there is none to suggest."""
        if self.declared.shape is not Shape.DATE or dates.is_date(self.value.strip()):
            return ""
        try:
            return self._said().read(self.value).edtf
        except NotUnderstood:
            return ""

    def reading(self) -> str:
        """What the words in a date field say, or why they say no date."""
        said = self._said()
        try:
            found = said.read(self.value.strip())
        except NotUnderstood as reason:
            return str(reason)
        note = said.note(found)
        joint = ": " if found.is_counted else "; "
        return f"enter writes {found.edtf}" + (f"{joint}{note}" if note else "")

    def action_accept(self) -> None:
        """Write a date said in words as a date, stay where it is none; else the line is done."""
        if meant := self.meant():
            self.value = meant
            self.cursor_position = len(meant)
        elif self._is_sound():
            self.post_message(Entered())

    def _is_sound(self) -> bool:
        text = self.value.strip()
        return not text or self.declared.shape is not Shape.DATE or dates.is_date(text)

    def watch_value(self, _value: str) -> None:
        """Tell the form."""
        if self.is_mounted:
            self.post_message(Edited())


class ProseEditor(TextArea):
    """Several lines: prose, or a list of texts with one on each line."""

    DEFAULT_CSS = """
    ProseEditor { height: auto; min-height: 1; max-height: 7; padding: 0 1; }
    """

    def __init__(self, declared: Field, value: Any, known: Known = tuple) -> None:
        """Make the editor of one field.

        Args:
            declared: Its declaration.
            value: A text, or a list of texts.
            known: Gives what other records hold in it, to complete what is typed.
        """
        self.declared = declared
        self._given = value
        self._known = known
        self._completed = ""
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

    def on_mount(self) -> None:
        """Lists are added to; a text is read from its beginning."""
        if self.declared.shape is Shape.WORDS:
            self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        """Tell the form."""
        self.post_message(Edited())

    def update_suggestion(self) -> None:
        """Show what the line can be completed to."""
        self._completed = ""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if self.declared.recurs and column == len(line):
            lines = self.text.splitlines()
            self._completed = complete(line, self._known(), [*lines[:row], *lines[row + 1 :]])
        self.suggestion = self._completed[len(line) :]

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's
        """Take what is shown, as it is written elsewhere; else go on."""
        if self.suggestion and self._completed:
            row, column = self.cursor_location
            start, end = (row, 0), (row, column)
            self.replace(self._completed, start, end, maintain_selection_offset=False)
        else:
            super().action_cursor_right(select)

    async def _on_paste(self, event: events.Paste) -> None:
        """Nothing that cannot be shown gets in."""
        event.prevent_default()
        event.stop()
        longest = LONGEST_LIST if self.declared.shape is Shape.WORDS else LONGEST_TEXT
        if len(event.text) > longest:
            self.post_message(Shortened(longest))
        text = event.text[:longest]
        if not self.text.strip():
            self.post_message(PastedIntoEmpty(self, text))
        self.insert("\n".join(paragraphs(text)))


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


def complete(begun: str, known: Iterable[str], taken: Collection[str] = ()) -> str:
    """Complete what is typed; empty where nothing known begins so.

    Args:
        begun: What is typed.
        known: What there is, the most usual first.
        taken: What is not wanted a second time.
    """
    start = begun.casefold()
    if not start.strip():
        return ""
    return next(
        (
            each
            for each in known
            if each.casefold().startswith(start)
            and len(each) > len(begun)
            and each not in taken
            and typed(each) == each
        ),
        "",
    )


class FromKnown(Suggester):
    """Completes a line; `right` takes what is shown.

    Args:
        known: Gives what there is.
    """

    def __init__(self, known: Known) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """What the line can be completed to."""
        return complete(value, self._known()) or None


def as_lines(value: Any) -> str:
    """A text, or a list of texts, as the lines of an editor."""
    lines = value if isinstance(value, list | tuple) else paragraphs(value or "")
    return "\n".join(typed(line) for line in lines)


def as_items(value: Any) -> list[Any]:
    """One value, many or none, as the items of a list."""
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def number_in(text: str) -> Any:
    """The number a text says; the text itself when it says none, for a fault to name."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
