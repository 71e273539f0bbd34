"""A host without a screen: runs flows with prepared answers."""

# ruff: noqa: ARG002  a fake takes what it has no use for

from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from textual.app import App, SuspendNotSupported
from textual.screen import Screen

from briefing.model.labels import names
from briefing.model.refs import kind_of
from briefing.model.validation import tidy
from briefing.store.store import Store
from briefing.tui.actions.host import Flow, Host, drive
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.resolve import ResolveScreen
from briefing.tui.forms.form import FormScreen
from briefing.views.books.viewpoint import Shown, Viewpoint

T = TypeVar("T")


class FakeApp:
    """What flows need of an application."""

    clipboard = ""
    is_over = False

    def exit(self) -> None:
        """End the program."""
        self.is_over = True

    def copy_to_clipboard(self, text: str) -> None:
        """Keep it."""
        self.clipboard = text

    def suspend(self) -> AbstractContextManager[None]:
        """Refuse: there is no terminal."""
        raise SuspendNotSupported


class FakeHost:
    """Answers the questions of flows and records their messages.

    Args:
        answers: What is answered, in turn; one that can be called is given the screen.

    Attributes:
        asked: The screens that were opened.
        picked: What was asked where a record was to be chosen.
        messages: The messages of the flows.
        here: The record visited or revealed last.
        in_front: The screen on top.
        meanwhile: What happens while a flow does slow work.
    """

    def __init__(self, *answers: Any) -> None:
        self._answers = deque(answers)
        self._app = FakeApp()
        self.asked: list[Screen[Any]] = []
        self.picked: list[str] = []
        self.messages: list[str] = []
        self.here = ""
        self.in_front: object = self
        self.meanwhile: Callable[[], object] = lambda: None
        self.filtered_by = ""
        self.lens = ""
        self.viewpoint: Viewpoint | None = None
        self.marked: Sequence[str] = ()
        self.in_sight: Collection[str] | None = None
        self.uncertain: Collection[str] = ()
        self.shown: Shown | None = None
        self.refusal = ""

    @property
    def is_over(self) -> bool:
        """Whether a flow has ended the program."""
        return self._app.is_over

    @property
    def app(self) -> App[Any]:
        """The part of an application that flows need."""
        return cast("App[Any]", self._app)

    def run(self, flow: Flow) -> None:
        """Run the flow to its end; an error in it fails the test."""
        drive(flow, _raise)

    async def ask(self, screen: Screen[T]) -> T | None:
        """Give the next answer."""
        self.asked.append(screen)
        answer = self._answers.popleft()
        return cast("T | None", answer(screen) if callable(answer) else answer)

    async def ask_filter(self) -> None:
        """Give the next answer as the filter."""
        self.filtered_by = str(self._answers.popleft())

    def narrow_to(self, ref: str) -> None:
        """Keep the lens."""
        self.lens = ref

    def mark(self, ref: str) -> None:
        """Keep the mark, or clear it."""
        self.marked = [*(set(self.marked) ^ {ref})]

    async def pick(
        self,
        kinds: Sequence[str],
        title: str,
        *,
        may_make: bool = False,
        typed: str = "",
        besides: str = "",
    ) -> str:
        """Give the next answer."""
        self.picked.append(title)
        answer = self._answers.popleft()
        assert not answer or (kind_of(answer) in kinds and answer != besides)
        return str(answer)

    async def in_thread(self, work: Callable[[], T], group: str) -> T:
        """Do it at once."""
        done = work()
        self.meanwhile()
        return done

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Keep it."""
        self.messages.append(message)

    def visit(self, ref: str) -> None:
        """Be there."""
        self.here = ref

    def reveal(self, ref: str) -> None:
        """Be there."""
        self.here = ref

    def view_from(self, viewpoint: Viewpoint, shown: Shown) -> None:
        """Be there."""
        self.viewpoint, self.shown = viewpoint, shown

    def filter_by(self, query: str) -> None:
        """Remember it."""
        self.filtered_by = query

    def show_state(self, text: str, level: str) -> None:
        """Do nothing."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Any:
        """Do nothing: time stands still."""
        return SimpleNamespace()

    # What was asked

    @property
    def confirm(self) -> ConfirmScreen:
        """The question asked last, answered with yes or no."""
        return self._last(ConfirmScreen)

    @property
    def menu(self) -> MenuScreen:
        """The list offered last."""
        return self._last(MenuScreen)

    @property
    def weighed(self) -> ResolveScreen:
        """The contradiction shown last."""
        return self._last(ResolveScreen)

    @property
    def form(self) -> FormScreen:
        """The form opened last."""
        return self._last(FormScreen)

    def _last(self, kind: type[T]) -> T:
        return [screen for screen in self.asked if isinstance(screen, kind)][-1]


class ByName:
    """Finds records by their exact names.

    Args:
        store: Where they are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def lookalikes(self, ref: str) -> Sequence[Any]:
        """None."""
        return ()

    def find(self, name: str, kinds: Sequence[str]) -> str:
        """The one record with a name."""
        found = [
            ref
            for ref, record in self._store.records()
            if kind_of(ref) in kinds and name in names(record)
        ]
        return found[0] if len(found) == 1 else ""

    def by_surname(self, name: str) -> str:
        """None."""
        return ""


def workspace(store: Store, *answers: Any) -> tuple[Workspace, FakeHost]:
    """A workspace on a host that gives these answers."""
    host = FakeHost(*answers)
    checked: Host = host
    return Workspace(checked, store, ByName(store)), host


def saves(**fields: Any) -> Callable[[FormScreen], Any]:
    """Fill in a form and save it; it must have no faults."""

    def answer(form: FormScreen) -> Any:
        raw = _filled_in(form, fields)
        found = form.spec.submit(raw)
        assert not found, found
        return raw

    return answer


def is_refused(problem: str, **fields: Any) -> Callable[[FormScreen], None]:
    """Fill in a form, have it refused, and cancel it."""

    def answer(form: FormScreen) -> None:
        found = form.spec.submit(_filled_in(form, fields))
        assert problem in "; ".join(map(str, found)), found

    return answer


def _filled_in(form: FormScreen, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form, some filled in."""
    raw = tidy(form.spec.cls, {**form.spec.raw, **fields})
    assert isinstance(raw, dict)
    return raw


def _raise(error: Exception) -> None:
    raise error
