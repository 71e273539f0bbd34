"""The search of a screen: its index is built beside the work, and asked through the jump."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from briefing.store.changes import Change
from briefing.store.store import Store

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex
    from briefing.tui.screens.jump import Question

Answer = Callable[[str], None]


class Searching:
    """Finds records for one screen.

    Args:
        screen: Whose worker builds the index, and on top of which the jump opens.
        store: Where the records are.
    """

    def __init__(self, screen: Screen[None], store: Store) -> None:
        self._screen = screen
        self._store = store
        self._index: SearchIndex | None = None
        self._waiting: list[Change] = []

    def prepare(self) -> None:
        """Build the index in a thread, so that the first search does not wait for it."""
        # The list is made here: a thread may not walk tables that keys can change.
        records = list(self._store.records())

        def build() -> None:
            from briefing.search.entries import index_of

            index = index_of(records)
            self._screen.app.call_from_thread(self._take, index)

        self._screen.run_worker(build, thread=True, group="search", exclusive=True)

    def follow(self, changes: Sequence[Change]) -> None:
        """Take in what changed; found at the very next key."""
        if self._index is None:
            self._waiting += changes
        else:
            from briefing.search.entries import follow

            follow(self._index, changes)

    def ask(self, question: "Question", answer: Answer) -> None:
        """Open the jump; `answer` is called with the record chosen, if one is."""
        from briefing.tui.screens.jump import JumpScreen

        def answered(ref: str | None) -> None:
            if ref:
                answer(ref)

        self._screen.app.push_screen(JumpScreen(self._store, self._ready(), question), answered)

    def _take(self, index: "SearchIndex") -> None:
        if self._index is None:
            self._index = index
            waiting, self._waiting = self._waiting, []
            self.follow(waiting)

    def _ready(self) -> "SearchIndex":
        """The index, built on the spot when the first search comes before it is there."""
        if self._index is None:
            from briefing.search.entries import index_of

            self._take(index_of(self._store.records()))
        if self._index is None:
            raise RuntimeError("the index was taken but is not there")
        return self._index
