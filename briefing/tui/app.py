"""The application: theme, signals, unexpected errors, and the order of keys."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from traceback import format_exception
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from briefing.store.backend import Keep
from briefing.store.errors import StoreError, TwoVersions
from briefing.store.files import write_private
from briefing.store.store import Store
from briefing.tui.actions.host import failure
from briefing.tui.input.key_order import KeyOrder, TypeAhead
from briefing.tui.main.remembered import Remembered
from briefing.tui.main.screen import MainScreen
from briefing.tui.main.start import Beside, Start
from briefing.tui.theme import DARK, LIGHT, theme_named, use
from briefing.tui.widgets.line_input import Shortened

_AT_ONCE = 30.0
"""Seconds within which another crash counts as the same trouble."""

_MOST_CRASHES = 2
"""Crashes after which the screen starts again within that time."""


class BriefingApp(App[Beside], inherit_bindings=False):
    """Runs a briefing in a terminal.

    Args:
        start: What the program starts with.

    Attributes:
        main: The main screen, in front or not.
        failure: Why the program stopped; empty when the user quit.
        crash: The unexpected error that took the screen down; None when there was none.
        again: What to start with after that; None if the briefing was not open yet.
        unexpected: The unexpected errors after which the screen went on.
    """

    TITLE = "briefing"
    ENABLE_COMMAND_PALETTE = False  # the main screen has its own
    # Messages are lines above the key bar, not boxes over the dossier.
    CSS = """
    ModalScreen > * {
        border-title-color: $key; border-title-style: bold; border-subtitle-color: $quiet;
    }
    ToastRack { align: left bottom; overflow: hidden; }
    ToastHolder { align-horizontal: left; }
    Toast {
        width: 100%; max-width: 100%; margin: 0; padding: 0 1;
        background: $panel; color: $foreground; border: none;
        &.-information { border: none; color: $good; }
        &.-warning { border: none; color: $disputed; }
        &.-error { border: none; color: $unreviewed; text-style: bold; }
    }
    """

    # Textual's own keys would end the program past an open form.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
    ]

    main: MainScreen

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self._key_order = KeyOrder(self, self._pass_on)
        self.failure = ""
        self.crash: Exception | None = None
        self.again: Start | None = None
        self.unexpected: list[Exception] = []
        self._acted_at = 0.0
        by_terminal = LIGHT if is_light(os.environ) else DARK
        use(self, theme_named(Remembered(start.remembered).theme, by_terminal))

    def get_default_screen(self) -> Screen[None]:
        """The main screen, without a blank one below."""
        self.main = MainScreen(replace(self._start, opener=self._open))
        return self.main

    def get_driver_class(self) -> type[Driver]:
        """The terminal driver, guarded against hostile pastes."""
        from briefing.tui.input.paste_guard import guarded

        return guarded(super().get_driver_class())

    def on_mount(self) -> None:
        """Clear old messages with every change of screens; a signal restores the terminal."""
        self.screen_change_signal.subscribe(self, self._clear_old_messages, immediate=True)
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _clear_old_messages(self, _screen: Screen[object]) -> None:
        """Keep only what came since the last key: that is about the screen it opened."""
        self.main.clear_told_before(self._acted_at)

    def _end(self, number: int) -> None:
        """Quit at once: saved changes are in the history, forms are kept as drafts."""
        self._keep_forms()
        self.failure = f"ended by {signal.Signals(number).name}; everything saved is on disk"
        self.exit(return_code=128 + number)

    def on_shortened(self, message: Shortened) -> None:
        """Tell that a paste was cut, in whichever line it was."""
        self.main.tell(str(message), severity="warning")

    async def on_event(self, event: events.Event) -> None:
        """Pass keys on one by one; forwarded ones were passed on before."""
        is_held = (
            self._key_order.concerns(event)
            and not event.is_forwarded
            and self._key_order.holds(event)
        )
        if not is_held:
            await self._pass_on(event)

    async def _pass_on(self, event: events.Event) -> None:
        """Handle an event; an action that fails is reported, and the screen goes on."""
        is_act = isinstance(event, events.Key | events.Paste | events.MouseDown)
        if is_act and not event.is_forwarded:
            self._acted_at = monotonic()
        try:
            await super().on_event(event)
        except Exception as error:
            if not isinstance(event, events.Key | events.Callback):
                raise
            self.unexpected.append(error)
            self._keep_forms()
            self.main.tell(reported(error), severity="error")

    def _handle_exception(self, error: Exception) -> None:
        """Take the screen down after an error that broke one of its parts; `run` starts it again.

        Textual has no public hook for this. Its own way prints a traceback over the terminal.
        """
        if self.is_headless:
            super()._handle_exception(error)
        elif self.crash is None:
            self.crash = error
            # A screen broken enough to fail here too must not hide what came first.
            with contextlib.suppress(Exception):
                self._keep_forms()
                self.again = self.main.again()
            self.exit(return_code=1)

    def action_leave(self) -> None:
        """Quit as `q` does; above the main screen, say how to get there."""
        if self.main.is_active:
            self.main.action_quit()
        else:
            self.main.tell("esc closes this; then q quits")

    def _keep_forms(self) -> None:
        """Keep what is in open forms as drafts."""
        from briefing.tui.forms.form import FormScreen

        for screen in self.screen_stack:
            if isinstance(screen, FormScreen):
                screen.keep()

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


def run(start: Start) -> str:
    """Run the program until the user quits.

    After an error that took the screen down, it starts again at the same record, where the draft
    of an open form is offered; not if that fails again at once.

    Returns:
        Why the program stopped; empty when the user quit.
    """
    open_ = [start]
    crashes: list[float] = []
    while open_:
        app = BriefingApp(open_[-1])
        beside = app.run()
        if app.failure:
            return app.failure
        if beside is not None:
            open_[-1:] = [beside.back, beside.to]
            continue
        if app.crash is None:
            open_.pop()
            continue
        crashes = [at for at in crashes if monotonic() - at < _AT_ONCE]
        notice = reported(app.crash)
        if app.again is None or len(crashes) >= _MOST_CRASHES:
            return f"{notice}; everything saved is on disk"
        crashes.append(monotonic())
        # The record itself may be what cannot be shown.
        at = app.again.at if len(crashes) < _MOST_CRASHES else ""
        open_[-1] = replace(app.again, at=at, notice=notice)
    return ""


def reported(error: Exception) -> str:
    """Write down the traceback of an unexpected error; returns what to tell the user."""
    from platformdirs import user_log_path

    said = failure(error)
    path = user_log_path("briefing", appauthor=False) / "last-error.txt"
    text = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z {''.join(format_exception(error))}"
    try:
        write_private(path, text.encode("utf-8", "replace"))
    except OSError:
        return said
    return f"{said}; details are in {path}"


def is_light(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether the terminal reports a light background (`COLORFGBG`, as set by rxvt)."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return background in ("7", "15")
