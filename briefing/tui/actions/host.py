"""What changing a briefing needs of the screen it happens on."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.worker import Worker

from briefing.model.faults import InvalidRecord
from briefing.store.changes import Transaction
from briefing.store.errors import StoreError

if TYPE_CHECKING:
    from briefing.search.lookalikes import LookAlike


class Backdrop(Protocol):
    """What anything that asks, tells and takes its time needs of the screen it happens on."""

    @property
    def app(self) -> App[Any]:
        """The application, which shows screens."""

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Say something in passing."""

    def call_later(self, callback: Callable[[], None]) -> bool:
        """Call something when there is time, in the thread of the screen."""

    def run_worker(
        self, work: Callable[[], None], *, thread: bool, group: str, exclusive: bool
    ) -> Worker[None]:
        """Run something in a thread."""


class Stage(Backdrop, Protocol):
    """What editing needs of the screen it happens on."""

    def visit(self, ref: str) -> None:
        """Go to a record."""

    def reveal(self, ref: str) -> None:
        """Bring a record in sight, in its list while lists are in use."""

    def pick(
        self,
        kinds: Sequence[str],
        title: str,
        answer: Callable[[str], None],
        *,
        may_make: bool = False,
        typed: str = "",
    ) -> None:
        """Have a record chosen, or, where that is allowed, made of its name."""


class Finder(Protocol):
    """What finds records by what is said of them."""

    def lookalikes(self, ref: str) -> "Sequence[LookAlike]":
        """The records that may be the same as one, unless a link says whether they are."""

    def find(self, name: str, kinds: Sequence[str]) -> str:
        """The record a name is the name of, among some kinds; empty where that is not sure."""

    def by_surname(self, name: str) -> str:
        """The one leader whose name ends so; empty where there is none, or several."""


def attempt(
    stage: Stage, change: Callable[[], Transaction], done: Callable[[Transaction], None]
) -> None:
    """Make a change; say why where it is refused.

    Args:
        stage: Where that is said.
        change: Makes it.
        done: Called with what was changed.
    """
    try:
        transaction = change()
    except (StoreError, InvalidRecord) as error:
        stage.tell(str(error), severity="error")
    else:
        done(transaction)
