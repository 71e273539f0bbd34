"""Keys typed fast reach what they were typed for: none is lost, none overtakes another.

`KeyOrder` passes keys on one by one: each is done before the next is given to whoever has the focus
by then. `TypeAhead` is a screen that keeps the keys typed while it opens.

Textual gives a key to the widget in focus the moment it arrives. Several that come in one go, over
a slow line or from a paste of keys, would all go to the widget that has the focus before the first
of them has moved it.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from time import monotonic
from typing import TypeGuard

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

_NEAR = 0.1
"""Seconds after which what a key set off is taken to be done."""

_PATIENCE = 1.0
"""Seconds a key waits at most for the one before it."""

_REMEMBERED = 64
"""Keys a screen remembers to have passed on."""

_ROUNDS = 4
"""A key goes up from the widget in focus to the application, which finds what is bound to it. What
that tells goes up too; a question it answers calls back; and that may tell something again."""

Given = (
    events.Key
    | events.Paste
    | events.MouseDown
    | events.MouseMove
    | events.MouseUp
    | events.AppFocus
    | events.AppBlur
)
"""What a person gives that goes to, or moves, the focus."""


class KeyOrder:
    """Holds keys back until the one before is done.

    Args:
        app: The application.
        pass_on: Passes a key on whose turn it is.
    """

    def __init__(self, app: App[None], pass_on: Callable[[Given], Awaitable[None]]) -> None:
        self._app = app
        self._pass_on = pass_on
        self._waiting: deque[Given] = deque()
        self._path: list[MessagePump] = []
        self._writer: Widget | None = None
        self._passed_at = 0.0
        self._turn = 0

    def concerns(self, event: events.Event) -> TypeGuard[Given]:
        """Whether the order of an event matters; the mouse passes by, unless it is dragged."""
        return isinstance(event, Given) and (
            bool(self._waiting) or not isinstance(event, events.MouseMove)
        )

    def holds(self, event: Given) -> bool:
        """Whether what arrives is held back, because the key before may not be done."""
        is_near = monotonic() - self._passed_at < _NEAR
        if not self._waiting and (not is_near or self._flows(event)):
            self._note(event)
            return False
        self._waiting.append(event)
        if len(self._waiting) == 1:
            self._follow()
        return True

    def _note(self, event: Given) -> None:
        """Remember the way a key takes that is passed on now."""
        focused = self._app.focused
        self._path = list((focused or self._app.screen).ancestors_with_self)
        self._writer = focused if focused is not None and _is_text(event, focused) else None
        self._passed_at = monotonic()

    def _flows(self, event: Given) -> bool:
        """Whether a letter follows a letter of the same text."""
        return self._writer is not None and _is_text(event, self._writer)

    def _follow(self) -> None:
        """Go the way of the key before, behind it; whoever is on that way is done with it then."""
        self._turn += 1
        way = [pump for pump in self._path if pump is not self._app]
        self._step([*way, self._app] * _ROUNDS, 0, self._turn)
        asyncio.get_running_loop().call_later(_PATIENCE, self._end, self._turn)

    def _step(self, steps: Sequence[MessagePump], place: int, turn: int) -> None:
        # A widget that is gone takes nothing more; the next one up does.
        while place < len(steps):
            if steps[place].call_later(self._step, steps, place + 1, turn):
                return
            place += 1
        self._end(turn)

    def _end(self, turn: int) -> None:
        if turn == self._turn:
            self._app.call_later(self._next, turn)

    async def _next(self, turn: int) -> None:
        """Pass the next key on; the one behind it follows."""
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
    """Whether a key does nothing but stand in the text of a widget."""
    if not isinstance(event, events.Key):
        return False
    return widget.check_consume_key(event.key, event.character)


class TypeAhead(ModalScreen[ScreenResultType]):
    """A screen that takes what was typed since the key that opened it."""

    def __init__(self) -> None:
        """Begin without a focus; it comes once the screen has its widgets."""
        super().__init__()
        self._early: list[events.Key] = []
        self._passed: deque[events.Key] = deque(maxlen=_REMEMBERED)

    def on_key(self, event: events.Key) -> None:
        """Keep a key that comes before there is a focus; note one that came by."""
        if self.focused is None:
            self._early.append(copy(event))
            event.stop()
        else:
            self._passed.append(event)

    def take_key(self, event: events.Key) -> None:
        """Take a key that nobody wanted, if it was typed on the screen before this one.

        Args:
            event: As it reaches the application.
        """
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
        """Hand what was kept to the first widget that gets the focus, before the next key comes."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.focused is not None:
            early, self._early = self._early, []
            for event in early:
                self.focused.post_message(event)
