"""The title bar at the top and the key bar at the bottom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from briefing.tui.commands.command import Command, keys_shown
from briefing.tui.input.safe_text import clipped, one_line

_GAP = "   "

_LEAST_CHIP = 14
"""Cells below which a chip cannot be recognised."""


class Chip(NamedTuple):
    """Something the title bar shows.

    Attributes:
        text: What it says.
        style: How it looks.
        brief: What it says without room for that: the title is shortened before this is left out.
            Empty to cut the text off.
    """

    text: str
    style: str = "$quiet"
    brief: str = ""

    @property
    def least(self) -> int:
        """The cells it can be recognised in."""
        return cell_len(self.brief) or min(cell_len(self.text), _LEAST_CHIP)

    def fitted(self, cells: int) -> str:
        """What it says in some cells."""
        is_brief = self.brief and cell_len(one_line(self.text)) > cells
        return clipped(one_line(self.brief if is_brief else self.text), cells)


class TitleBar(Widget):
    """Shows the title of the briefing, what is set and what waits, and the save state."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; padding: 0 1; }
    """

    title: reactive[str] = reactive("")
    chips: reactive[tuple[Chip, ...]] = reactive(())
    state: reactive[str] = reactive("")
    level: reactive[str] = reactive("ok")

    def render(self) -> RenderResult:
        """Draw title, chips and state; chips that do not fit are left out, the last first."""
        width = self.size.width
        state = one_line(self.state)
        most = width // 3 if self.chips else width - cell_len(state) - 2
        needed = sum(each.least + cell_len(_GAP) for each in self.chips if each.brief)
        if needed:
            most = min(most, width - needed - cell_len(state) - cell_len(_GAP))
        title = clipped(one_line(self.title), max(10, most))
        room = width - cell_len(title) - cell_len(state) - cell_len(_GAP)
        shown: list[Content] = []
        for place, chip in enumerate(self.chips):
            # Each leaves the later ones the room to be recognised.
            later = sum(each.least for each in self.chips[place + 1 : -1])
            gaps = cell_len(_GAP) * (len(self.chips) - place)
            most = max(chip.least, room - later - gaps)
            said = chip.fitted(min(most, room - cell_len(_GAP)))
            if shown and cell_len(said) < chip.least:
                break
            room -= cell_len(said) + cell_len(_GAP)
            shown.append(Content.styled(said, chip.style))
        chips = Content(_GAP).join(shown)
        gap = max(1, width - cell_len(title) - chips.cell_length - cell_len(state) - cell_len(_GAP))
        return Content.assemble(
            (title, "bold"), " " * gap, chips, _GAP, (state, _LEVELS[self.level])
        )


_LEVELS = {
    "ok": "$good",
    "warning": "bold $disputed",
    "error": "bold reverse $unreviewed",
}


class KeyBar(Widget):
    """Shows commands with their keys; a click runs one.

    Args:
        commands: The commands, the most useful first; those that do not fit are left out, but
            never the last.
        stays: Whether they are shown while another screen is in front.
    """

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $quiet; padding: 0 1; }
    """

    def __init__(self, commands: Sequence[Command], *, stays: bool = False) -> None:
        super().__init__()
        self._commands = commands
        self._stays = stays
        self._note = ""

    def show(self, commands: Iterable[Command]) -> None:
        """Show other commands."""
        self._commands = tuple(commands)
        self.refresh()

    def has_room_for(self, commands: Sequence[Command]) -> bool:
        """Whether all of some commands can be shown; so before there is a size."""
        cells = sum(_cells(command) + len(_GAP) for command in commands) - len(_GAP)
        return not self.size.width or cells <= self.size.width

    def say(self, note: str) -> None:
        """Show what keys do for a moment instead of the commands; empty for the commands again."""
        self._note = note
        self.refresh()

    def render(self) -> RenderResult:
        """Draw the commands; nothing while another screen, with keys of its own, is in front."""
        if not (self._stays or self.screen.is_active):
            return Content("")
        if self._note:
            return Content(self._note)
        return Content(_GAP).join(
            Content.assemble((_key(command), "bold $key"), f" {command.label}".rstrip())
            for command in self._shown()
        )

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        offset = event.get_content_offset(self)
        at = 0
        for command in self._shown() if offset and not self._note else ():
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


class KeyedScreen(Screen[ScreenResultType]):
    """A screen with a key bar, which is empty while another screen is in front."""

    def on_screen_suspend(self) -> None:
        """Take the keys away: they do not work below another screen."""
        self._redraw_keys()

    def on_screen_resume(self) -> None:
        """Show the keys again."""
        self._redraw_keys()

    def _redraw_keys(self) -> None:
        for bar in self.query(KeyBar):
            bar.refresh()


def _key(command: Command) -> str:
    return keys_shown(command).split()[0]


def _cells(command: Command) -> int:
    return cell_len(f"{_key(command)} {command.label}".rstrip())
