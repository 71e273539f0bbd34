"""Slow work in a thread, with what it has done so far and a key to stop it."""

from collections.abc import Callable
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.input.safe_text import content

T = TypeVar("T")

_EVERY = 0.1
"""Seconds between looks at what is done."""


class Stopped(Exception):
    """The work was stopped by its user."""


class Report:
    """What work says of itself.

    Attributes:
        said: How far it is.
        is_stopped: Whether it is to stop.
    """

    def __init__(self) -> None:
        self.said = ""
        self.is_stopped = False

    def say(self, text: str) -> None:
        """Say how far it is; to be called often.

        Raises:
            Stopped: The user stopped it.
        """
        if self.is_stopped:
            raise Stopped
        self.said = text


class Worked(NamedTuple, Generic[T]):
    """What came of work: its result, or the error that ended it."""

    result: T | None
    error: Exception | None = None


class ProgressScreen(ModalScreen[Worked[T] | None]):
    """Does work in a thread; answers with what came of it, or None if it was stopped.

    Args:
        title: What is done.
        work: The work, which reports how far it is.
    """

    CSS = """
    ProgressScreen { align: center middle; }
    #progress {
        width: 64; max-width: 92%; height: auto;
        border: round $key; background: $surface; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "stop", "Stop", show=False)]

    def __init__(self, title: str, work: Callable[[Report], T]) -> None:
        super().__init__()
        self._title = title
        self.work = work
        self.report = Report()

    def compose(self) -> ComposeResult:
        """What is done so far."""
        with Vertical(id="progress"):
            yield Static(" ")

    def on_mount(self) -> None:
        """Begin."""
        frame = self.query_one("#progress")
        frame.border_title = content(self._title)
        frame.border_subtitle = content("esc stop")
        self.set_interval(_EVERY, self._show)
        self.run_worker(self._run, thread=True, group="work", exclusive=True)

    def on_unmount(self) -> None:
        """Stop the work if the screen goes for any reason."""
        self.report.is_stopped = True

    def _show(self) -> None:
        self.query_one(Static).update(content(self.report.said or " "))

    def _run(self) -> None:
        found = self.worked()
        self.call_later(self._end, found)

    def worked(self) -> Worked[T] | None:
        """Do the work, and say what came of it."""
        try:
            return Worked(self.work(self.report))
        except Stopped:
            return None
        except Exception as error:  # noqa: BLE001  raised again where it is waited for
            return Worked(None, error)

    def _end(self, found: Worked[T] | None) -> None:
        if not self.report.is_stopped:
            self.dismiss(found)

    def action_stop(self) -> None:
        """Stop; the thread ends at its next report, and what it has found is thrown away."""
        self.report.is_stopped = True
        self.dismiss(None)
