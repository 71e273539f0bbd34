"""Keeps fast keys in order: none is lost, and none overtakes another.

Textual gives a key to the focused widget the moment it arrives. Several that come at once, as over
a slow line, would all go to the widget that had the focus before the first of them moved it.

`KeyOrder` therefore passes keys on one by one, each once the one before is done. `TypeAhead` is a
screen that keeps the keys typed while it opens.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from time import monotonic
from typing import Any, TypeGuard

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

_NEAR = 0.1
"""Seconds after which a key counts as done."""

_PATIENCE = 1.0
"""Most seconds a key waits for the one before."""

_REMEMBERED = 64
"""Keys a screen remembers having passed on."""

_ROUNDS = 4
"""Times a marker travels from the focused widget up to the app behind a key: once for the key, once
for a message it causes, once for the callback of a closed dialog, once for a message of that."""

Given = (
    events.Key
    | events.Paste
    | events.MouseDown
    | events.MouseMove
    | events.MouseUp
    | events.AppFocus
    | events.AppBlur
)
"""Input that goes to, or moves, the focus."""


class KeyOrder:
    """Holds keys back until the one before is done.

    Args:
        app: The application.
        pass_on: Passes a key on.
    """

    def __init__(self, app: App[Any], pass_on: Callable[[Given], Awaitable[None]]) -> None:
        self._app = app
        self._pass_on = pass_on
        self._waiting: deque[Given] = deque()
        self._path: list[MessagePump] = []
        self._writer: Widget | None = None
        self._passed_at = 0.0
        self._turn = 0

    def concerns(self, event: events.Event) -> TypeGuard[Given]:
        """Whether the order of an event matters; mouse moves count only behind waiting keys."""
        return isinstance(event, Given) and (
            bool(self._waiting) or not isinstance(event, events.MouseMove)
        )

    def holds(self, event: Given) -> bool:
        """Whether to hold an event back, because the key before may not be done."""
        is_near = monotonic() - self._passed_at < _NEAR
        if not self._waiting and (not is_near or self._flows(event)):
            self._note(event)
            return False
        self._waiting.append(event)
        if len(self._waiting) == 1:
            self._follow()
        return True

    def _note(self, event: Given) -> None:
        """Remember the path of a key that is passed on now."""
        focused = self._app.focused
        self._path = list((focused or self._app.screen).ancestors_with_self)
        self._writer = focused if focused is not None and _is_text(event, focused) else None
        self._passed_at = monotonic()

    def _flows(self, event: Given) -> bool:
        """Whether an event continues the same text, and so need not wait."""
        return self._writer is not None and _is_text(event, self._writer)

    def _follow(self) -> None:
        """Send a marker along the path of the key before: where it arrives, the key is done."""
        self._turn += 1
        way = [pump for pump in self._path if pump is not self._app]
        self._step([*way, self._app] * _ROUNDS, 0, self._turn)
        asyncio.get_running_loop().call_later(_PATIENCE, self._end, self._turn)

    def _step(self, steps: Sequence[MessagePump], place: int, turn: int) -> None:
        # A removed widget accepts nothing; continue with its parent.
        while place < len(steps):
            if steps[place].call_later(self._step, steps, place + 1, turn):
                return
            place += 1
        self._end(turn)

    def _end(self, turn: int) -> None:
        if turn == self._turn:
            self._app.call_later(self._next, turn)

    async def _next(self, turn: int) -> None:
        """Pass the next key on, and start waiting for it."""
        if turn != self._turn or not self._waiting:
            return
        self._turn += 1
        while True:
            event = self._waiting[0]
            self._note(event)
            await self._pass_on(event)
            self._waiting.popleft()
            if not self._waiting:
                return
            if not self._flows(self._waiting[0]):
                self._follow()
                return


def _is_text(event: Given, widget: Widget) -> bool:
    """Whether a key only adds text to a widget."""
    if not isinstance(event, events.Key):
        return False
    return widget.check_consume_key(event.key, event.character)


class TypeAhead(ModalScreen[ScreenResultType]):
    """A screen that receives what was typed since the key that opened it."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key] = []
        self._passed: deque[events.Key] = deque(maxlen=_REMEMBERED)

    def on_key(self, event: events.Key) -> None:
        """Keep a key that comes before anything has the focus; remember any other."""
        if self.focused is None:
            self._early.append(copy(event))
            event.stop()
        else:
            self._passed.append(event)

    def take_key(self, event: events.Key) -> None:
        """Take a key that nothing handled, if it was typed before this screen opened."""
        if any(event is passed for passed in self._passed):
            return
        if self.focused is None:
            self._early.append(copy(event))
        else:
            self.focused.post_message(copy(event))

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: FBT001, FBT002  as Textual declares it
        from_app_focus: bool = False,  # noqa: FBT001, FBT002  as above
    ) -> None:
        """Hand the kept keys to the first focused widget, before the next key comes."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.focused is not None:
            early, self._early = self._early, []
            for event in early:
                self.focused.post_message(event)
