"""The command palette: every command by name, with its keys."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from briefing.search.words.folding import fold
from briefing.tui.commands.command import Command, keys_shown
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.widgets.line_input import QueryInput
from briefing.tui.widgets.row_list import ListRow, RowList


class PaletteScreen(TypeAhead[str | None]):
    """Finds a command as its name or meaning is typed; answers with its id, or None.

    Args:
        commands: The commands, the most used first.
    """

    CSS = """
    PaletteScreen { align: center middle; }
    #palette {
        width: 84; max-width: 92%; height: 22; max-height: 86%;
        border: round $key; background: $surface;
    }
    #palette RowList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = {command.id: command for command in commands}
        self._widest = max((len(command.label) for command in commands), default=0)

    def compose(self) -> ComposeResult:
        """What is typed, above what it finds."""
        with Vertical(id="palette"):
            yield QueryInput("", self._search, "what do you want to do?")
            rows = RowList(self._row, "no command is called so")
            rows.can_focus = False
            yield rows

    def on_mount(self) -> None:
        """Show all commands."""
        frame = self.query_one("#palette")
        frame.border_title = "Commands"
        frame.border_subtitle = "enter run · ↑ ↓ move · esc close"
        self._search("")

    def action_move(self, step: int) -> None:
        """Move to another command."""
        self.query_one(RowList).action_move(step)

    def action_page(self, direction: int) -> None:
        """Move by a screenful."""
        self.query_one(RowList).action_page(direction)

    def action_scope(self, step: int) -> None:
        """Move to another command: there is only one scope."""
        self.action_move(step)

    def action_choose(self) -> None:
        """Answer with the command under the cursor."""
        if found := self.query_one(RowList).current:
            self.dismiss(found)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Answer with a clicked command."""
        self.dismiss(message.row_id)

    def _search(self, typed: str) -> None:
        self.query_one(RowList).fill(found(self._commands.values(), typed), keep=False)

    def _row(self, command_id: str) -> ListRow:
        command = self._commands[command_id]
        return ListRow(
            command.label.ljust(self._widest + 1),
            command.help,
            keys_shown(command),
            lead_look="",
            main_look="dim",
            tail_look="key",
        )


def found(commands: Iterable[Command], typed: str) -> list[str]:
    """The ids of the commands that contain all words typed, those with such a name first."""
    words = fold(typed).split()
    fitting = [each for each in commands if all(word in _words(each) for word in words)]
    start = " ".join(words)
    fitting.sort(key=lambda each: not fold(each.label).startswith(start))
    return [command.id for command in fitting]


def _words(command: Command) -> str:
    return fold(f"{command.label} {command.help} {command.section}")
