"""The application: theme, command palette, signals, and the order of keys."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterable
from dataclasses import replace
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
from briefing.tui.main.screen import MainScreen, Start


class BriefingApp(App[None]):
    """Runs a briefing in a terminal.

    Args:
        start: What the program starts with.

    Attributes:
        failure: Why the program stopped; empty when the user quit.
    """

    TITLE = "briefing"

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self._key_order = KeyOrder(self, super().on_event)
        self.failure = ""
        self.theme = "textual-light" if is_light(os.environ) else "textual-dark"

    def get_default_screen(self) -> Screen[None]:
        """The main screen, without a blank one below."""
        return MainScreen(replace(self._start, opener=self._open))

    def get_driver_class(self) -> type[Driver]:
        """The terminal driver, guarded against hostile pastes."""
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
        """Restore the terminal when a signal ends the program."""
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        """Quit at once: saved changes are in the history, forms are kept as drafts."""
        from briefing.tui.forms.form import FormScreen

        for screen in self.screen_stack:
            if isinstance(screen, FormScreen):
                screen.keep()
        self.failure = f"ended by {signal.Signals(number).name}; everything saved is on disk"
        self.exit(return_code=128 + number)

    async def on_event(self, event: events.Event) -> None:
        """Pass keys on one by one; forwarded ones were passed on before."""
        is_held = (
            self._key_order.concerns(event)
            and not event.is_forwarded
            and self._key_order.holds(event)
        )
        if not is_held:
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Hand a key typed just before a screen opened to that screen."""
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
    """Whether the terminal reports a light background (`COLORFGBG`, as set by rxvt)."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return background in ("7", "15")
