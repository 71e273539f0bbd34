"""The line at the top says what is open, the one at the bottom what to press."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.tui.commands import Command, keys_shown
from briefing.tui.text import clipped, one_line


class TitleBar(Widget):
    """Title of the briefing, how many records it has, the lens, and whether all is saved."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; padding: 0 1; }
    """

    title: reactive[str] = reactive("")
    counts: reactive[str] = reactive("")
    lens: reactive[str] = reactive("")
    state: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Title on the left, lens or counts in the middle, state on the right."""
        width = self.size.width
        state = one_line(self.state)
        middle = f"lens: {one_line(self.lens)} (esc clears)" if self.lens else self.counts
        title = clipped(one_line(self.title), max(10, width - cell_len(state) - 2))
        room = width - cell_len(title) - cell_len(state) - 4
        middle = clipped(middle, room) if room >= 12 else ""
        gap = max(1, width - cell_len(title) - cell_len(middle) - cell_len(state) - 3)
        return Content.assemble(
            (title, "bold"),
            " " * gap,
            (middle, "$text-accent" if self.lens else "$text-muted"),
            "   ",
            (state, "$text-success"),
        )


class KeyBar(Widget):
    """The most wanted commands with their keys; a click calls one."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; padding: 0 1; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        """Make the bar.

        Args:
            commands: What to show, the most wanted first; what does not fit is left out.
        """
        super().__init__()
        self._commands = commands

    def render(self) -> RenderResult:
        """As many commands as there is room for, the last one always."""
        shown: list[Content] = []
        room = self.size.width - self._cells(self._commands[-1])
        for command in self._commands[:-1]:
            room -= self._cells(command)
            if room >= 0:
                shown.append(self._entry(command))
        return Content("   ").join([*shown, self._entry(self._commands[-1])])

    @staticmethod
    def _cells(command: Command) -> int:
        return cell_len(keys_shown(command).split()[0]) + cell_len(command.label) + 4

    @staticmethod
    def _entry(command: Command) -> Content:
        key = keys_shown(command).split()[0]
        entry = Content.assemble((key, "bold $text-accent"), " ", (command.label, "$text-muted"))
        return entry.stylize(Style.from_meta({"@click": f"screen.{_action(command)}"}))


def _action(command: Command) -> str:
    return command.id if command.id.endswith(")") else f"{command.id}()"
