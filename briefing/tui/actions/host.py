"""Flows, and the host they run on.

A flow is a coroutine that carries out one command, from its key to its end. It waits for answers
with `await host.ask(screen)` and for slow work with `await host.in_thread(work)`.

Flows are stepped here, not by the event loop: each resumes within the message that brings the
answer, so the next screen is open before the next key is passed on (`tui/input/key_order.py`). A
Textual worker would resume some turns of the loop later, unseen by whatever orders keys.
"""

from collections.abc import Callable, Collection, Coroutine, Generator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from briefing.model.faults import InvalidRecord
from briefing.store.errors import StoreError
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.bars import KeyedScreen

if TYPE_CHECKING:
    from briefing.search.lookalikes import LookAlike
    from briefing.views.books.viewpoint import Shown, Viewpoint

T = TypeVar("T")

_LONGEST = 240
"""Characters of a message; longer ones would cover the work."""

_SECONDS = {"information": 5.0, "warning": 8.0, "error": 12.0}
"""How long a message is shown, by severity."""


class Pause(Generic[T]):
    """Something a flow waits for.

    Args:
        begin: Starts it, and calls the function it is given with the result, once.
    """

    def __init__(self, begin: Callable[[Callable[[T], None]], object]) -> None:
        self.begin = begin

    def __await__(self) -> "Generator[Pause[T], T, T]":
        """Hand this to `drive`, which sends the result back."""
        return (yield self)


Flow = Coroutine[Pause[Any], Any, object]


def drive(flow: Flow, fail: Callable[[Exception], None], answer: Any = None) -> None:
    """Run a flow until it waits for something, and resume it when that arrives.

    Args:
        flow: The flow.
        fail: Called with the error that ends the flow, if one does.
        answer: What it waited for; None to start.
    """
    try:
        flow.send(answer).begin(lambda found: drive(flow, fail, found))
    except StopIteration:
        return
    except Exception as error:  # noqa: BLE001  one command that fails must not end the program
        # Still open if the error is that of what it waits for, such as a screen.
        flow.close()
        fail(error)


def failure(error: Exception) -> str:
    """An error in one line."""
    if isinstance(error, StoreError | InvalidRecord):
        return str(error)
    return f"unexpected error, nothing more was done ({type(error).__name__}: {error})"


class Host(Protocol):
    """What flows need from the screen they run on."""

    @property
    def app(self) -> App[Any]:
        """The application."""

    @property
    def in_front(self) -> object:
        """The screen on top: this one, or one opened above it."""

    def run(self, flow: Flow) -> None:
        """Start a flow; an error that ends it is shown in one line."""

    async def ask(self, screen: Screen[T]) -> T | None:
        """Open a screen and wait for its answer."""

    async def pick(
        self,
        kinds: Sequence[str],
        title: str,
        *,
        may_make: bool = False,
        typed: str = "",
        besides: str = "",
    ) -> str:
        """Have a record, other than `besides`, chosen or, where allowed, created by name."""

    async def in_thread(self, work: Callable[[], T], group: str) -> T:
        """Do slow work in a thread; work of the same group begun later replaces it."""

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Show a message for some seconds."""

    def visit(self, ref: str) -> None:
        """Go to a record."""

    @property
    def viewpoint(self) -> "Viewpoint | None":
        """From when the briefing is shown; None for the present."""

    def view_from(self, viewpoint: "Viewpoint", shown: "Shown") -> None:
        """Show the briefing from a viewpoint."""

    @property
    def refusal(self) -> str:
        """Why nothing can be changed; empty if it can."""

    @property
    def filtered_by(self) -> str:
        """The filter on all lists; empty for none."""

    def filter_by(self, query: str) -> None:
        """Filter all lists; empty to show everything."""

    async def ask_filter(self) -> None:
        """Have a filter on all lists typed."""

    @property
    def lens(self) -> str:
        """The record that all lists are narrowed to; empty for none."""

    def narrow_to(self, ref: str) -> None:
        """Narrow all lists to what is linked to a record; empty to show everything."""

    @property
    def marked(self) -> Sequence[str]:
        """The records that are marked, in all lists."""

    def mark(self, ref: str) -> None:
        """Mark a record, or clear its mark."""

    @property
    def in_sight(self) -> Collection[str] | None:
        """The records that date, lens and filter leave; None for all."""

    @property
    def uncertain(self) -> Collection[str]:
        """The records for which the filter holds only possibly."""

    def reveal(self, ref: str) -> None:
        """Show a record in its list while a list has the focus, else in the dossier."""

    def show_state(self, text: str, level: str) -> None:
        """Show the save state; `level` is "ok", "warning" or "error"."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something periodically."""


async def looked_up(host: Host, work: Callable[[], T], group: str) -> T | None:
    """Do slow work that ends in a question; None once the screen it began on is not in front."""
    began_on = host.in_front
    found = await host.in_thread(work, group)
    if host.in_front is began_on:
        return found
    host.tell(f"{group} was called off, because another screen was opened meanwhile")
    return None


class Finder(Protocol):
    """Finds records by name."""

    def lookalikes(self, ref: str) -> "Sequence[LookAlike]":
        """The records that may be the same as one, unless a link says whether they are."""

    def find(self, name: str, kinds: Sequence[str]) -> str:
        """The record of some kinds with a name; empty when uncertain."""

    def by_surname(self, name: str) -> str:
        """The only leader with a surname; empty when there is none, or several."""


class FlowScreen(KeyedScreen[None]):
    """A screen that runs flows: the part of `Host` that any screen can provide."""

    _read_until = 0.0
    """Until when errors stay on the screen, whatever other messages come."""

    _failed = ""
    """The flow that failed last."""

    _told_at = 0.0
    """When the last message came."""

    @property
    def in_front(self) -> object:
        """The screen on top: this one, or one opened above it."""
        return self.app.screen

    def run(self, flow: Flow) -> None:
        """Start a flow; an error that ends it is shown in one line."""
        name = getattr(flow, "__qualname__", "")

        def fail(error: Exception) -> None:
            self.tell(failure(error), severity="error")
            self._failed = name

        drive(self._again(flow) if name == self._failed else flow, fail)

    async def _again(self, flow: Flow) -> None:
        """Run a flow that failed the last time; its error goes once it succeeds."""
        self._read_until, begun = 0.0, monotonic()
        await flow
        self._failed = ""
        self.clear_told_before(begun)

    async def ask(self, screen: Screen[T]) -> T | None:
        """Open a screen and wait for its answer."""
        pause: Pause[T | None] = Pause(lambda resume: self.app.push_screen(screen, resume))
        return await pause

    async def in_thread(self, work: Callable[[], T], group: str) -> T:
        """Do slow work in a thread; work of the same group begun later replaces it."""

        def begin(resume: Callable[[Callable[[], T]], None]) -> None:
            def run() -> None:
                result = _outcome(work)
                if not get_current_worker().is_cancelled:
                    self.call_later(resume, result)

            self.run_worker(run, thread=True, group=group, exclusive=True)

        return (await Pause(begin))()

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Show a message for some seconds; it is never markup."""
        now = monotonic()
        if now > self._read_until:
            # Earlier messages have been read and would only cover the work.
            self.app.clear_notifications()
        if severity == "error":
            self._read_until = now + _SECONDS[severity]
        self._told_at = now
        self.app.notify(
            clipped(one_line(message), _LONGEST),
            severity=severity,  # type: ignore[arg-type]  # one of the three above
            timeout=_SECONDS[severity],
            markup=False,
        )

    def clear_told_before(self, moment: float) -> None:
        """Clear messages that came before a moment; errors stay until they have been read."""
        if self._told_at < moment and monotonic() > self._read_until:
            self.app.clear_notifications()
            for screen in self.app.screen_stack:
                # Textual clears those of the screen in front only; the others show through.
                screen.query("ToastHolder").remove()


def _outcome(work: Callable[[], T]) -> Callable[[], T]:
    """Call something; gives a function that returns its result or raises its error."""
    try:
        found = work()
    except Exception as error:  # noqa: BLE001  raised again where it is waited for
        caught = error

        def fail() -> T:
            raise caught

        return fail
    return lambda: found
