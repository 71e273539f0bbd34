"""The editors for typed and chosen values: each edits one field of a form.

An editor that was not touched returns exactly the value it got, even one with characters that
cannot be shown.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Static, TextArea

from briefing.model import dates
from briefing.model.choosing import is_begun, likely
from briefing.model.fields import Field, Shape
from briefing.model.parsers.coordinates import read_position
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import synonyms
from briefing.tui.input.safe_text import one_line, paragraphs, typed
from briefing.tui.widgets.line_input import LineInput, Shortened

LONGEST_TEXT, LONGEST_LIST = 1_000_000, 20_000
"""Most characters of a paste: a report of 400 pages is a million."""

_LONGEST_TERM = 80
"""Characters of a text pasted into a field of choices."""

_BEGUN_ANEW = 2
"""Letters up to which the last begins anew if together they mean nothing."""

_MOST_LIKELY = 8
"""Terms listed below what was typed."""

Known = Callable[[], Sequence[str]]
"""Gives the values of a field in other records, most frequent first."""


class Edited(Message):
    """The value of an editor changed; sent to the form, which checks it again."""


class Entered(Message):
    """Enter was pressed in a finished line."""


@dataclass
class PastedIntoEmpty(Message):
    """Text was pasted into an empty editor; it may fill in other fields too."""

    editor: "ProseEditor"
    text: str


@dataclass
class MenuWanted(Message):
    """An editor asks the form to offer its choices."""

    editor: "ChoiceEditor"


class LineEditor(LineInput):
    """One line: text, a date, a number.

    Args:
        declared: The field.
        value: Its value; None when it is empty.
        known: Gives its values in other records, for completion.
        said: Gives the reference for dates in words.
    """

    DEFAULT_CSS = """
    LineEditor.-textual-compact { padding: 0 1; }
    LineEditor:focus { background: $cursor; background-tint: 0%; }
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
        said: Callable[[], DateContext] = DateContext,
    ) -> None:
        self.declared = declared
        self._said = said
        self._given = value
        self._shown = "" if value is None else typed(f"{value}")
        suggester = FromKnown(known) if declared.recurs else None
        super().__init__(self._shown, compact=True, select_on_focus=False, suggester=suggester)

    def given(self) -> Any:
        """The current value."""
        if self.value == self._shown and self._given is not None:
            return self._given
        text = self.value.strip()
        if self.declared.shape in (Shape.INTEGER, Shape.DECIMAL):
            return number_in(text)
        return self.meant() or self._code()

    def on_blur(self) -> None:
        """Replace a date in words with the date it means, and a name with its code."""
        super().on_blur()
        if meant := self.meant():
            self.value = meant
        elif (code := self._code()) != self.value.strip():
            self.value = code

    def show_value(self, value: Any) -> None:
        """Set another value."""
        self._given, self._shown = value, "" if value is None else typed(f"{value}")
        self.value = self._shown

    def _code(self) -> str:
        """The code a name means; the text itself for any other."""
        text = self.value.strip()
        return self.declared.read(text) if self.declared.read and text else text

    def meant(self) -> str:
        """The date that the words in a date field mean; empty for none."""
        if self.declared.shape is not Shape.DATE or dates.is_date(self.value.strip()):
            return ""
        try:
            return self._said().read(self.value).edtf
        except NotUnderstood:
            return ""

    def reading(self) -> str:
        """What the words in a date field mean, or why they mean no date."""
        said = self._said()
        try:
            found = said.read(self.value.strip())
        except NotUnderstood as reason:
            return str(reason)
        note = said.note(found)
        joint = ": " if found.is_counted else "; "
        return f"enter writes {found.edtf}" + (f"{joint}{note}" if note else "")

    def action_accept(self) -> None:
        """Replace a date in words with a date; leave a finished line; stay on a faulty one."""
        if meant := self.meant():
            self.value = meant
            self.cursor_position = len(meant)
        elif self._is_sound():
            self.post_message(Entered())

    def _is_sound(self) -> bool:
        text = self._code()
        if self.declared.shape is Shape.DATE:
            return not text or dates.is_date(text)
        return not text or self.declared.read is None or not problem_of(self.declared, [text])

    def watch_value(self, _value: str) -> None:
        """Notify the form."""
        if self.is_mounted:
            self.post_message(Edited())


class ProseEditor(TextArea):
    """Several lines: prose, or a list of texts, one per line.

    Args:
        declared: The field.
        value: A text, or a list of texts.
        known: Gives its values in other records, for completion.
    """

    DEFAULT_CSS = """
    ProseEditor { height: auto; min-height: 1; max-height: 7; padding: 0 1; }
    ProseEditor:focus { background: $cursor; background-tint: 0%; }
    """

    def __init__(self, declared: Field, value: Any, known: Known = tuple) -> None:
        self.declared = declared
        self._given = value
        self._known = known
        self._completed = ""
        self._shown = as_lines(value)
        super().__init__(self._shown, compact=True, highlight_cursor_line=False)

    def given(self) -> Any:
        """The current value."""
        if self.text == self._shown and self._given is not None:
            return self._given
        if self.declared.shape is not Shape.WORDS:
            return self.text.strip()
        text = self.text if self.declared.has_commas else self.text.replace(",", "\n")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def show_value(self, value: Any) -> None:
        """Set another value."""
        self._given, self._shown = value, as_lines(value)
        self.text = self._shown

    def on_mount(self) -> None:
        """Put the cursor where work starts: the end of a list, the beginning of a text."""
        if self.declared.shape is Shape.WORDS:
            self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        """Notify the form."""
        self.post_message(Edited())

    def update_suggestion(self) -> None:
        """Suggest a completion of the line."""
        self._completed = ""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if self.declared.recurs and column == len(line):
            lines = self.text.splitlines()
            self._completed = complete(line, self._known(), [*lines[:row], *lines[row + 1 :]])
        self.suggestion = self._completed[len(line) :]

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's
        """Accept the suggestion, in its own spelling; else move the cursor."""
        if self.suggestion and self._completed:
            row, column = self.cursor_location
            start, end = (row, 0), (row, column)
            self.replace(self._completed, start, end, maintain_selection_offset=False)
        else:
            super().action_cursor_right(select)

    async def _on_paste(self, event: events.Paste) -> None:
        """Insert the paste without characters that cannot be shown."""
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
    """One term of a list: typed letters find it, enter shows all.

    Args:
        declared: The field.
        value: Its term; None for none.
        terms: Gives the current choices.
    """

    DEFAULT_CSS = """
    ChoiceEditor {
        height: 1; background: $surface; padding: 0 1;
        & > .likely {
            display: none; overlay: screen; constrain: inside inflect; offset: 0 1;
            width: auto; min-width: 40; max-width: 72; height: auto; padding: 0 1;
            background: $panel; color: $foreground; text-style: none;
        }
        &.-typing > .likely { display: block; }
    }
    ChoiceEditor:focus { background: $cursor; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "offer", "Choose", show=False),
        Binding("right", "step(1)", "Next term", show=False),
        Binding("left", "step(-1)", "Previous term", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
        Binding("backspace,delete,ctrl+u,ctrl+w", "clear", "None", show=False),
    ]

    chosen: reactive[str] = reactive("")

    def __init__(self, declared: Field, value: Any, terms: Callable[[], tuple[str, ...]]) -> None:
        super().__init__()
        self.declared = declared
        self.terms = terms
        self._typed = ""
        self._found: Sequence[str] = ()
        self._before = ""
        self._is_left = False
        self.set_reactive(ChoiceEditor.chosen, "" if value is None else str(value))

    def compose(self) -> ComposeResult:
        """The terms that typed letters may mean."""
        yield Static(classes="likely")

    def given(self) -> Any:
        """The current value; what was typed where that means no term."""
        text = self._typed if self.problem() else self.chosen
        return number_in(text) if self.declared.shape is Shape.INTEGER else text

    def problem(self) -> str:
        """What is wrong with what was typed; empty where it means a term."""
        if not self._typed or self._found:
            return ""
        return f"“{self._typed}” is none of the choices; enter lists them"

    def show_value(self, value: Any) -> None:
        """Set another value."""
        self.choose("" if value is None else str(value))

    def choose(self, term: str) -> None:
        """Set a term, whatever was typed."""
        self._type("", ())
        self.chosen = term

    def watch_chosen(self) -> None:
        """Notify the form."""
        self.post_message(Edited())

    def render(self) -> RenderResult:
        """The term and its meaning, or what was typed in vain."""
        if self.problem():
            return Content.styled(one_line(self._typed), "underline")
        if not self.chosen:
            return Content.styled(
                "–  (enter lists the choices)" if self.has_focus else "–", "$quiet"
            )
        meaning = self.declared.meaning(self.chosen)
        return Content.assemble(
            one_line(self.chosen), (f"  {meaning}" if meaning else "", "$quiet")
        )

    def on_key(self, event: events.Key) -> None:
        """Find the term that typed letters mean; while they may mean several, arrows choose."""
        character = event.character or ""
        if character.isalnum() or (self._typed and character.isprintable() and character):
            # A word typed in vain before the field was left does not begin another one.
            typed, self._is_left = "" if self._is_left else self._typed, False
            self._search(typed + character)
        elif not self._typed:
            return
        elif event.key == "backspace" and len(self._typed) == 1:
            self.choose(self._before)
        elif event.key == "backspace":
            self._search(self._typed[:-1])
        elif event.key == "ctrl+w" and (rest := self._typed.rstrip().rpartition(" ")[0]):
            self._search(rest)
        elif event.key == "escape":
            self.choose(self._before)
        elif event.key == "enter" and self._found:
            self.choose(self.chosen)
        elif event.key in ("up", "down") and len(self._found) > 1:
            at = self._found.index(self.chosen) + (1 if event.key == "down" else -1)
            self.chosen = self._found[at % len(self._found)]
            self._show_likely()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Find the term that a pasted text means."""
        event.stop()
        self._type("", ())
        self._search(one_line(event.text[:_LONGEST_TERM]).strip())

    def on_blur(self) -> None:
        """Keep the term that was found, or what was typed in vain."""
        if self._found:
            self._type("", ())
        self._is_left = True
        self.remove_class("-typing")

    def on_click(self) -> None:
        """Show the choices."""
        self.action_offer()

    def action_offer(self) -> None:
        """Show all terms."""
        self.post_message(MenuWanted(self))

    def action_step(self, step: int) -> None:
        """Choose the next or the previous term."""
        terms = ("", *self.terms())
        at = terms.index(self.chosen) if self.chosen in terms else 0
        self.choose(terms[(at + step) % len(terms)])

    def action_clear(self) -> None:
        """Choose none."""
        self.choose("")

    def _search(self, typed: str) -> None:
        terms = self.terms()
        if not self._typed:
            self._before = self.chosen
        found = self._likely(typed)
        # After a letter or two, another one may begin another term.
        if not found and self._found and 1 < len(typed) <= _BEGUN_ANEW and self._likely(typed[-1]):
            typed, found = typed[-1], self._likely(typed[-1])
        self._type(typed, found)
        at = terms.index(self.chosen) + 1 if self.chosen in terms else 0
        # The same letter again goes to the next term that begins with it.
        again = (term for term in (*terms[at:], *terms[:at]) if is_begun(term, typed))
        first = next(again, "") if len(typed) == 1 else ""
        self.chosen = first or next(iter(found), self._before)
        self._show_likely()

    def _likely(self, typed: str) -> Sequence[str]:
        terms = self.terms()
        meanings = [self.declared.meaning(term) for term in terms]
        return likely(typed, terms, meanings, list(map(synonyms, terms)))

    def _type(self, typed: str, found: Sequence[str]) -> None:
        if (typed, found) != (self._typed, self._found):
            self._typed, self._found = typed, found
            self._show_likely()
            self.refresh()
            self.post_message(Edited())

    def _show_likely(self) -> None:
        """List the terms that what was typed may mean, if there are several."""
        self.set_class(len(self._found) > 1, "-typing")
        if len(self._found) > 1:
            lines = []
            for term in self._found[:_MOST_LIKELY]:
                mark, style = ("▌", "bold") if term == self.chosen else (" ", "")
                meaning = self.declared.meaning(term)
                lines.append(
                    Content.assemble(
                        (f"{mark}{one_line(term)}", style),
                        (f"  {meaning}" if meaning else "", "$quiet"),
                    )
                )
            self.query_one(".likely", Static).update(Content("\n").join(lines))


def meaning_of(declared: Field, codes: Sequence[str]) -> str:
    """What the codes in a field mean: "= Mali, Niger"."""
    return f"= {', '.join(map(declared.show, codes))}" if declared.show and codes else ""


def problem_of(declared: Field, codes: Sequence[str]) -> str:
    """What is wrong with the first faulty code in a field; empty where all are right."""
    found = (declared.check(code) for code in codes) if declared.check else iter(())
    return next(filter(None, found), "")


def complete(begun: str, known: Iterable[str], taken: Collection[str] = ()) -> str:
    """Complete a typed text; empty where no known value starts with it.

    Args:
        begun: The typed text.
        known: The known values, most frequent first.
        taken: Values that need no second mention.
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
    """Completes a line from known values; `right` accepts."""

    def __init__(self, known: Known) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """The completion of a line."""
        return complete(value, self._known()) or None


def as_lines(value: Any) -> str:
    """A text, or a list of texts, as the lines of an editor."""
    lines = value if isinstance(value, list | tuple) else paragraphs(value or "")
    return "\n".join(typed(line) for line in lines)


def as_items(value: Any) -> list[Any]:
    """One value, many or none, as the items of a list."""
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def position_in(declared: Field, text: str) -> tuple[float, float] | None:
    """The latitude and longitude typed into the field of one; None for a mere number.

    Args:
        declared: The field.
        text: What was typed.

    Raises:
        NotUnderstood: It is neither.
    """
    if not declared.halves or not text.strip() or not isinstance(number_in(text.strip()), str):
        return None
    found = read_position(text)
    return found.latitude, found.longitude


def number_in(text: str) -> Any:
    """The number in a text; the text itself when it is none, for the fault to quote."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
