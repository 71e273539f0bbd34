"""A user at the program: presses keys and looks at the screen."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import AsyncMock, Mock, patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.content import Content
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from briefing.cli.opening import sample
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.tui.app import BriefingApp
from briefing.tui.forms.editors import LineEditor, ProseEditor
from briefing.tui.forms.field_row import Editor
from briefing.tui.forms.form import FormScreen
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.main.start import Start
from briefing.tui.theme import DARK, use
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.row_list import RowList

WIDE, MIDDLE, NARROW = (140, 40), (104, 36), (80, 24)
AT_MOST = 20.0
"""Seconds to wait for something before failing."""

Kind = TypeVar("Kind", bound=Screen[Any])
_CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}


def sample_file(folder: Path) -> Path:
    """A copy of the shipped briefing."""
    path = folder / "db.json"
    data = sample()
    assert data is not None
    path.write_bytes(data)
    return path


def sample_store(folder: Path) -> Store:
    """The shipped briefing, held in memory."""
    path = sample_file(folder)
    return Store(MemoryBackend(decode(read_bytes(path), path)), by="analyst")


class Reader:
    """Somebody at the keyboard of an app.

    Args:
        pilot: What Textual gives to drive an app.
        notify: What the app says in passing goes through.
    """

    def __init__(self, pilot: Pilot[Any], notify: Mock) -> None:
        self.pilot = pilot
        self._notify = notify
        self.app: App[Any] = pilot.app

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has its effect on the screen."""
        for key in keys:
            self.send(key)
            await self.rest()

    def send(self, key: str) -> None:
        """Press a key without waiting."""
        character = key if len(key) == 1 else _CHARACTERS.get(key)
        event = events.Key(_character_to_key(key) if len(key) == 1 else key, character)
        self.give(event)

    def give(self, event: events.Event) -> None:
        """Give the app an event, as the terminal does."""
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def write(self, text: str) -> None:
        """Type a text faster than it is drawn."""
        for character in text:
            self.send(character)
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def click(self, widget: Widget, x: int, y: int, times: int = 1) -> None:
        """Click on a place of a widget."""
        await self.pilot.click(widget, offset=(x, y), times=times)
        await self.rest()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        # The app tells its screens a moment later, in case more sizes follow.
        await self.until(lambda: self.app._resize_event is None)
        assert self.app.size == (width, height)

    async def rest(self) -> None:
        """Wait until no message is pending and nothing is left to draw."""
        calm = 0
        loop = asyncio.get_running_loop()
        late = loop.time() + AT_MOST
        # A program that is leaving draws nothing more, and leaves messages where they are.
        while calm < 2 and not self.app._exit:
            assert loop.time() < late, "the screen does not come to rest"
            if self._is_busy():
                calm = 0
                await asyncio.sleep(0.001)
            else:
                # Every widget has come round to the end of what it was doing.
                await self.pilot._wait_for_screen()
                calm += 1

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something a timer or thread does."""
        loop = asyncio.get_running_loop()
        late = loop.time() + AT_MOST
        while not holds():
            assert loop.time() < late, f"never came:\n{self.shown()}"
            await asyncio.sleep(0.005)
        await self.rest()

    def _is_busy(self) -> bool:
        screens = self.app.screen_stack
        widgets = (widget for screen in screens for widget in screen.walk_children())
        pumps = [self.app, *screens, *widgets]
        front = screens[-1]
        undrawn = (front._callbacks, front._dirty_widgets, front._layout_required)
        return any(undrawn) or any(
            pump._message_queue.qsize() > 0 or len(pump._next_callbacks) > 0 for pump in pumps
        )

    @property
    def is_leaving(self) -> bool:
        """Whether the program is about to end."""
        return self.app._exit

    # What is seen

    def lines(self) -> list[str]:
        """The lines of the whole screen, as a terminal would show them."""
        return [strip.text for strip in self.strips()]

    def strips(self) -> list[Strip]:
        """The lines of the whole screen, as they are drawn."""
        # Screens below a modal one show through.
        visible_screen_stack.set(self.app._background_screens)
        return self.app.screen._compositor.render_strips()

    def shown(self) -> str:
        """The whole screen as text, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.lines())

    def messages(self) -> list[str]:
        """All messages, latest last, whether or not still shown."""
        return [str(call.args[0]) for call in self._notify.call_args_list]

    def shown_messages(self) -> list[str]:
        """The messages still shown."""
        return [str(notice.message) for notice in self.app._notifications]

    def unexpected(self) -> list[Exception]:
        """The unexpected errors since this was last asked."""
        if not isinstance(self.app, BriefingApp):
            return []
        errors, self.app.unexpected = self.app.unexpected, []
        return errors

    def on(self, kind: type[Kind]) -> Kind:
        """The top screen, which must be of a class."""
        screen = self.app.screen
        assert isinstance(screen, kind), f"{screen} is in front, not a {kind.__name__}"
        return screen

    @property
    def main(self) -> MainScreen:
        """The main screen, on top or not."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def here(self) -> str:
        """The record whose dossier is shown."""
        return self.main.here

    def pane(self, kind: str) -> RowList:
        """The list of a kind."""
        return self.main.panes.pane(kind)

    # The jump

    def can_search(self) -> bool:
        """Whether all names and texts have been read."""
        return self.main.is_ready

    def hits(self) -> list[str]:
        """What the jump has found, best first."""
        return list(self.on(JumpScreen).query_one(RowList).ids)

    def is_previewed(self) -> bool:
        """Whether the preview shows the hit under the cursor."""
        jump = self.on(JumpScreen)
        return jump.query_one(DossierView).ref == jump.query_one(RowList).current

    # Forms

    @property
    def form(self) -> FormScreen:
        """The top form."""
        return self.on(FormScreen)

    def editor(self, name: str) -> Editor:
        """The editor of a field of the top form."""
        return self.form.editor(name)

    def note(self, name: str) -> str:
        """The note beside a field: its faults or meaning."""
        return self.form.note(name)

    async def go_to(self, name: str) -> None:
        """Go to a field of the top form, as with the mouse."""
        self.editor(name).focus()
        await self.rest()

    async def fill_in(self, name: str, text: str) -> None:
        """Go to a field and type over what it holds."""
        await self.go_to(name)
        editor = self.editor(name)
        assert isinstance(editor, LineEditor | ProseEditor)
        editor.select_all()
        await self.write(text)


@asynccontextmanager
async def opened(store: Store, size: tuple[int, int] = WIDE) -> AsyncIterator[Reader]:
    """The program with a briefing open and searchable."""
    with patch("textual._compositor.Compositor.render_update", _undrawn):
        async with running(BriefingApp(Start(lambda _keep: store)), size) as reader:
            await reader.until(reader.can_search)
            yield reader


def _undrawn(compositor: Compositor, **_options: Any) -> None:
    """Skip the frame: nobody sees it, and tests render the screen when they look at it."""
    compositor._dirty_regions.clear()


@asynccontextmanager
async def running(app: App[Any], size: tuple[int, int] = WIDE) -> AsyncIterator[Reader]:
    """An app with a user."""
    app.animation_level = "none"
    if not isinstance(app, BriefingApp):
        use(app, DARK)
    # As the program itself does.
    gc.disable()
    try:
        # Frames need not come sixty times a second, and `rest` knows when all is done.
        with (
            patch("textual.screen.UPDATE_PERIOD", 1 / 500),
            patch("textual.pilot.wait_for_idle", AsyncMock()),
            patch.object(app, "notify", wraps=app.notify) as notify,
        ):
            async with app.run_test(size=size, notifications=True) as pilot:
                reader = Reader(pilot, notify)
                await reader.rest()
                yield reader
                assert not reader.unexpected(), "an action failed"
    finally:
        gc.enable()


def text_of(widget: Widget) -> str:
    """The lines of a widget, without trailing blanks."""
    if isinstance(widget, Static):
        return str(widget.content)
    size = widget.size
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(size.height))


def title_of(widget: Widget) -> str:
    """The text on the upper edge of a widget, whatever its colours."""
    return Content.from_markup(str(widget.border_title)).plain


def rows_in_sight(rows: RowList) -> list[str]:
    """The visible rows of a list, without the cursor mark."""
    lines = text_of(rows).splitlines()
    return [line.lstrip("▌ ").rstrip() for line in lines[: len(rows.ids)]]


def dossier_text(view: DossierView) -> str:
    """All lines of a dossier, including hidden ones."""
    return "\n".join("".join(piece.text for piece in line.pieces) for line in view._lines)
