"""The query line: type a filter and see the lists narrow, or choose its parts."""

from collections.abc import Callable
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.line_input import QueryInput
from briefing.tui.widgets.row_list import ListRow, RowList
from briefing.views.filters.completion import Choice, Completion, complete, without_begun
from briefing.views.filters.filters import Filters, Matches, read_query
from briefing.views.filters.syntax import QueryFault, Span

MOST_ROWS = 8
"""Choices in sight at once."""

_KEYS = "enter keep · tab ↓ choose · ctrl+u clear · esc as before"
_EXAMPLE = 'kind:battles place:kidal after:2013 killed>10 -status:disputed "words"'
_NONE = "nothing begins like that"
_BEGIN = "type a word, or choose what to ask for"


class FilterScreen(TypeAhead[str | None]):
    """Asks for a filter; answers with its query, which may be empty, or None to leave it.

    Args:
        filters: Evaluates the query.
        query: The query so far.
        kind: The kind of the current list, whose properties are offered first.
        show: Called with what a query holds for, at every key; None for an empty query.
    """

    CSS = """
    FilterScreen { align: left bottom; background: $background 0%; }
    #filter {
        width: 100%; height: auto; background: $surface;
        border: round $key; padding: 0 1;
    }
    #filter QueryInput, #filter QueryInput:focus { padding: 0; height: 1; border: none; }
    #filter .said { height: auto; max-height: 3; color: $quiet; }
    #filter .said.-wrong { color: $unreviewed; }
    #filter RowList { height: auto; max-height: 8; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(
        self,
        filters: Filters,
        query: str,
        kind: str,
        show: Callable[[Matches | None], None],
    ) -> None:
        super().__init__()
        self._filters = filters
        self._query = query
        self._kind = kind
        self._show = show
        self._completion = Completion(0, 0, ())
        self._choices: dict[str, Choice] = {}
        self._is_choosing = False
        self._fault: QueryFault | None = None

    def compose(self) -> ComposeResult:
        """The line, what is understood, and the choices."""
        with Vertical(id="filter"):
            line = QueryInput(self._query, self._read, _EXAMPLE)
            line.highlighter = _Highlighter(lambda: self._fault.span if self._fault else None)
            yield line
            yield Static(classes="said")
            choices = RowList(self._row)
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """Read the query so far."""
        frame = self.query_one("#filter")
        frame.border_title = content("Filter all lists")
        frame.border_subtitle = content(_KEYS)
        self._read(self._query)

    def _read(self, typed: str) -> None:
        """Show what is typed so far; what cannot be read leaves the lists as they are."""
        self._is_choosing = False
        # Until a name is complete, the lists must not be searched for its letters.
        query = without_begun(typed)
        try:
            asked = read_query(query)
            matches = self._filters.matches(asked)
        except QueryFault as fault:
            self._fault = fault
            # What stands last may only lack its end.
            is_begun = fault.is_begun or fault.span[1] >= len(typed.rstrip())
            self._say(fault.problem, is_wrong=not is_begun)
        else:
            self._fault = None
            self._say(_said(matches, self._filters.caveat(asked)) if query.strip() else _BEGIN)
            self._show(matches if query.strip() else None)
        # The cursor moves only after the text.
        self.call_next(self._offer)

    def read_again(self) -> None:
        """Show what the line asks for now that more is known."""
        if self.is_mounted:
            self._read(self.query_one(QueryInput).value)

    def _say(self, text: str, *, is_wrong: bool = False) -> None:
        said = self.query_one(".said", Static)
        said.update(content(text))
        said.set_class(is_wrong, "-wrong")

    def _offer(self) -> None:
        line, rows = self.query_one(QueryInput), self.query_one(RowList)
        self._completion = complete(self._filters, line.value, line.cursor_position, self._kind)
        self._choices = {each.text: each for each in self._completion.choices}
        # Of a value that is understood, such as a number, none need begin like it.
        rows.empty = _NONE if self._fault else ""
        rows.fill(list(self._choices), keep=False)
        rows.styles.height = max(1, min(len(self._choices), MOST_ROWS))

    def _row(self, text: str) -> ListRow:
        choice = self._choices[text]
        if choice.records is None:
            return ListRow(f"{choice.shown:<16}", choice.about, lead_look="", main_look="dim")
        # Blanks at the beginning of a line would go.
        return ListRow(f"{choice.records:,}".rjust(7, "\u00a0"), choice.shown)

    # What the line asks for

    def action_move(self, step: int) -> None:
        """Move among the choices; enter then takes one."""
        rows = self.query_one(RowList)
        if self._is_choosing:
            rows.action_move(step)
        self._is_choosing = bool(rows.ids)

    def action_page(self, direction: int) -> None:
        """Move by a screenful of choices."""
        self._is_choosing = bool(self.query_one(RowList).ids)
        self.query_one(RowList).action_page(direction)

    def action_scope(self, step: int) -> None:  # noqa: ARG002  as the line calls it
        """Take the choice under the cursor."""
        if text := self.query_one(RowList).current:
            self._take(text)

    def action_choose(self) -> None:
        """Take the choice, if one was gone to; else keep the filter, unless it is wrong."""
        if self._is_choosing:
            self.action_scope(1)
            return
        query = self.query_one(QueryInput).value.strip()
        try:
            self._filters.matches(read_query(query))
        except QueryFault as fault:
            self._fault = fault
            self._say(f"{fault.problem} (esc leaves the filter as it was)", is_wrong=True)
        else:
            self.dismiss(query)

    def action_cancel(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Take a clicked choice."""
        self._take(message.row_id)

    def _take(self, text: str) -> None:
        line = self.query_one(QueryInput)
        is_name = self._choices[text].records is None and text.endswith((":", "<", ">", "="))
        start, end = self._completion.start, self._completion.end
        line.replace(text if is_name else f"{text} ", start, end)
        line.focus()
        # After a name its values come; they are chosen in the same way.
        self._is_choosing = is_name


def _said(matches: Matches, caveat: str) -> str:
    said = f"{matches.counted}{' (≈)' if matches.uncertain else ''}: {matches.said}"
    return f"{said}; {caveat}" if caveat else said


class _Highlighter(Highlighter):
    """Underlines what is wrong in the line.

    Args:
        fault: Gives the characters that are wrong; None for none.
    """

    def __init__(self, fault: Callable[[], Span | None]) -> None:
        self._fault = fault

    def highlight(self, text: Text) -> None:
        """Underline them."""
        if span := self._fault():
            text.stylize("underline", *span)
