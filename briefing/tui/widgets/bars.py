"""The title bar at the top and the key bar at the bottom."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.tui.commands import Command, keys_shown
from briefing.tui.input.safe_text import clipped, one_line


class TitleBar(Widget):
    """Shows the title of the briefing, its counts or the lens, and the save state."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; padding: 0 1; }
    """

    title: reactive[str] = reactive("")
    counts: reactive[str] = reactive("")
    lens: reactive[str] = reactive("")
    state: reactive[str] = reactive("")
    level: reactive[str] = reactive("ok")

    def render(self) -> RenderResult:
        """Draw title, lens or counts, and state."""
        width = self.size.width
        state = one_line(self.state)
        middle = f"lens: {one_line(self.lens)} (esc clears)" if self.lens else self.counts
        most = width // 2 if self.lens else width - cell_len(state) - 2
        title = clipped(one_line(self.title), max(10, most))
        room = width - cell_len(title) - cell_len(state) - 4
        middle = clipped(middle, room) if room >= 12 else ""
        gap = max(1, width - cell_len(title) - cell_len(middle) - cell_len(state) - 3)
        return Content.assemble(
            (title, "bold"),
            " " * gap,
            (middle, "$text-accent" if self.lens else "$foreground-muted"),
            "   ",
            (state, _LEVELS[self.level]),
        )


_LEVELS = {
    "ok": "$text-success",
    "warning": "bold $text-warning",
    "error": "bold reverse $text-error",
}


class KeyBar(Widget):
    """Shows commands with their keys; a click runs one.

    Args:
        commands: The commands, the most useful first; those that do not fit are left out, but
            never the last.
    """

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $foreground-muted; padding: 0 1; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def show(self, commands: Iterable[Command]) -> None:
        """Show other commands."""
        self._commands = tuple(commands)
        self.refresh()

    def render(self) -> RenderResult:
        """Draw the commands."""
        return Content(_GAP).join(
            Content.assemble((_key(command), "bold $text-accent"), f" {command.label}")
            for command in self._shown()
        )

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        offset = event.get_content_offset(self)
        at = 0
        for command in self._shown() if offset else ():
            end = at + _cells(command)
            if offset and at <= offset.x < end:
                await self.screen.run_action(command.action)
                return
            at = end + len(_GAP)

    def _shown(self) -> list[Command]:
        if not self._commands:
            return []
        *commands, last = self._commands
        room = self.size.width - _cells(last)
        shown = []
        for command in commands:
            room -= _cells(command) + len(_GAP)
            if room < 0:
                break
            shown.append(command)
        return [*shown, last]


_GAP = "   "


def _key(command: Command) -> str:
    return keys_shown(command).split()[0]


def _cells(command: Command) -> int:
    return cell_len(f"{_key(command)} {command.label}")
