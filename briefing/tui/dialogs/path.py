"""Asks for the path of a file, completed as it is typed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from briefing.model.plurals import plural
from briefing.tui.dialogs.paths import PathChoice, common, completions, path_of
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.line_input import QueryInput
from briefing.tui.widgets.row_list import ListRow, RowList

MOST_ROWS = 10
"""Completions in sight at once."""

_KEYS = "enter accept · tab complete · ↓ choose · esc cancel"


class PathSaid(NamedTuple):
    """What is known of a path.

    Attributes:
        text: What to say below the line.
        is_fault: Whether the path will not do.
    """

    text: str
    is_fault: bool = False


class PathScreen(TypeAhead[str | None]):
    """Asks for a path; answers with it, or None.

    Args:
        title: What is asked.
        value: The initial path.
        judge: Says what a path is, or why it will not do.
        is_wanted: Whether a file is one that is asked for, by its name.
        recent: Paths used before, offered while the line is as it was at first.
        example: Shown while the line is empty.
    """

    CSS = """
    PathScreen { align: center middle; }
    #path {
        width: 96; max-width: 94%; height: auto; background: $surface;
        border: round $key; padding: 0 1;
    }
    #path QueryInput, #path QueryInput:focus { padding: 0; height: 1; border: none; }
    #path .said { height: auto; max-height: 3; color: $quiet; }
    #path .said.-wrong { color: $unreviewed; }
    #path RowList { height: auto; max-height: 10; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(
        self,
        title: str,
        value: str,
        judge: Callable[[Path], PathSaid],
        is_wanted: Callable[[Path], bool] = lambda _path: True,
        recent: Sequence[str] = (),
        example: str = "~/Downloads/events.csv",
    ) -> None:
        super().__init__()
        self._example = example
        self._title = title
        self.value = value
        self.judge = judge
        self._is_wanted = is_wanted
        self._recent = recent
        self._choices: dict[str, PathChoice] = {}
        self._is_choosing = False

    def compose(self) -> ComposeResult:
        """The line, what its path is, and the completions."""
        with Vertical(id="path"):
            yield QueryInput(self.value, self._read, self._example)
            yield Static(classes="said")
            choices = RowList(self._row)
            choices.can_focus = False
            yield choices

    def on_mount(self) -> None:
        """Show the completions of the initial path."""
        frame = self.query_one("#path")
        frame.border_title = content(self._title)
        frame.border_subtitle = content(_KEYS)
        self._read(self.value)

    def _read(self, typed: str) -> None:
        self._is_choosing = False
        found = list(completions(typed, self._is_wanted))
        if typed == self.value:
            found[:0] = [PathChoice(each, each, "recent", is_wanted=True) for each in self._recent]
        self._choices = {each.text: each for each in reversed(found)}
        rows = self.query_one(RowList)
        rows.fill(list(dict.fromkeys(each.text for each in found)), keep=False)
        rows.styles.height = max(1, min(len(rows.ids), MOST_ROWS))
        said = self._say(typed)
        if said.is_fault and found and typed.strip():
            # What is only begun is not wrong yet.
            self._show(
                PathSaid(f"{len(found):,} {plural(len(found), 'begins', 'begin')} like that")
            )

    def _say(self, typed: str) -> PathSaid:
        found = self.judge(path_of(typed)) if typed.strip() else PathSaid("type or choose a file")
        self._show(found)
        return found

    def _show(self, found: PathSaid) -> None:
        said = self.query_one(".said", Static)
        said.update(content(found.text))
        said.set_class(found.is_fault, "-wrong")

    def _row(self, text: str) -> ListRow:
        choice = self._choices[text]
        look = "key" if choice.is_wanted else "" if choice.is_folder else "dim"
        return ListRow("", choice.shown, choice.about, main_look=look)

    # What the line asks for

    def action_move(self, step: int) -> None:
        """Move among the completions; enter then takes one."""
        rows = self.query_one(RowList)
        if self._is_choosing:
            rows.action_move(step)
        self._is_choosing = bool(rows.ids)
        if choice := self._choices.get(rows.current):
            self._say(choice.text)

    def action_page(self, direction: int) -> None:
        """Move by a screenful of completions."""
        self._is_choosing = bool(self.query_one(RowList).ids)
        self.query_one(RowList).action_page(direction)

    def action_scope(self, step: int) -> None:  # noqa: ARG002  as the line calls it
        """Complete as far as all completions agree, else take the one under the cursor."""
        line, rows = self.query_one(QueryInput), self.query_one(RowList)
        found = [each for each in self._choices.values() if each.about != "recent"]
        longer = common(line.value, found)
        if not self._is_choosing and longer != line.value:
            self._take(longer)
        elif rows.current:
            self._take(rows.current)

    def action_choose(self) -> None:
        """Take the completion, if one was gone to; else answer, unless the path will not do."""
        line, rows = self.query_one(QueryInput), self.query_one(RowList)
        if self._is_choosing and rows.current:
            choice = self._choices[rows.current]
            self._take(choice.text)
            if choice.is_folder:
                return
        typed = line.value.strip()
        if typed and not self._say(typed).is_fault:
            self.dismiss(typed)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Take a clicked completion."""
        self._take(message.row_id)

    def _take(self, text: str) -> None:
        line = self.query_one(QueryInput)
        line.value = text
        line.cursor_position = len(text)
        line.focus()
