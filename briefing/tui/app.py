"""The application: themes, the command palette, and the main screen."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from briefing.store.backend import Keep
from briefing.store.errors import StoreError, TwoVersions
from briefing.store.store import Store
from briefing.tui.commands import COMMANDS, keys_shown
from briefing.tui.input.key_order import KeyOrder, TypeAhead
from briefing.tui.main.screen import MainScreen, Opener, Start


class BriefingApp(App[None]):
    """Runs a briefing in a terminal.

    Args:
        opener: Gives the briefing; called once the screen is there.
        is_large: Whether that takes so long that the first frame comes before it.
        ready: Called once everything is read and can be searched.
        drafts: Where what stands in a form is kept in case the program is ended; None for nowhere.
        date_order: What comes first in a date in figures; empty where that is asked.
        is_cached: Whether what the search works out may be kept for the next start.

    Attributes:
        failure: Why the program had to stop; empty when it did not.
    """

    TITLE = "briefing"

    def __init__(
        self,
        opener: Opener,
        *,
        is_large: bool = False,
        ready: Callable[[], None] | None = None,
        drafts: Path | None = None,
        date_order: str = "",
        is_cached: bool = True,
    ) -> None:
        super().__init__()
        self._start = Start(opener, is_large, ready, drafts, date_order, is_cached)
        self._key_order = KeyOrder(self, super().on_event)
        self.failure = ""
        self.theme = "textual-light" if is_light(os.environ) else "textual-dark"

    def get_default_screen(self) -> Screen[None]:
        """The main screen, without a blank one below it."""
        return MainScreen(replace(self._start, opener=self._open))

    def get_driver_class(self) -> type[Driver]:
        """What reads the terminal and writes to it."""
        from briefing.tui.input.paste_guard import guarded

        return guarded(super().get_driver_class())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the main screen, by name."""
        if isinstance(screen, MainScreen):
            for command in COMMANDS:
                if command.id != "palette":
                    yield SystemCommand(
                        f"{command.label}: {command.help}",
                        f"{keys_shown(command)}   {command.section}",
                        lambda action=command.action: screen.call_later(screen.run_action, action),
                    )

    def on_mount(self) -> None:
        """Be ended by a signal without leaving the terminal as it is now."""
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        """End at once: what was acknowledged is in the history, what stands in a form is kept."""
        from briefing.tui.forms.form import FormScreen

        for screen in self.screen_stack:
            if isinstance(screen, FormScreen):
                screen.keep()
        self.failure = f"ended by {signal.Signals(number).name}; all that was saved is on the disk"
        self.exit(return_code=128 + number)

    async def on_event(self, event: events.Event) -> None:
        """Pass keys on one by one; those that come up again were passed on already."""
        is_held = (
            self._key_order.concerns(event)
            and not event.is_forwarded
            and self._key_order.holds(event)
        )
        if not is_held:
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Hand a key that was typed just before a screen opened to that screen."""
        if isinstance(self.screen, TypeAhead):
            self.screen.take_key(event)

    def _open(self, keep: Keep | None) -> Store:
        try:
            return self._start.opener(keep)
        except TwoVersions:
            raise
        except StoreError as error:
            self.failure = str(error)
            self.exit(return_code=2)
            return Store.in_memory()


def is_light(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether the terminal says that its background is light (`COLORFGBG`, as rxvt sets it)."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return background in ("7", "15")
