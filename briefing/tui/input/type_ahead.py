"""Keys typed faster than a screen opens are not lost: they wait for what gets the focus."""

from collections import deque
from copy import copy

from textual import events
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

_REMEMBERED = 64


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
