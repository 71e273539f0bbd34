"""The filter on the lists of the main screen, which follows every change of the briefing."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefing.model.parsers.dates.reference import DateContext
from briefing.store.book import Book
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.actions.host import Host
from briefing.tui.jump.finder import Searching

if TYPE_CHECKING:
    from briefing.tui.filters.screen import FilterScreen
    from briefing.views.filters.filters import Filters, Matches


class Filtering:
    """Keeps the query of a screen and what it holds for.

    Args:
        host: The screen.
        searching: Finds the records that a query names.
        said: Gives what relative dates count from.
        show: Called with what the query holds for; None for everything.

    Attributes:
        query: The query; empty for none.
    """

    def __init__(
        self,
        host: Host,
        searching: Searching,
        said: Callable[[], DateContext],
        show: "Callable[[Matches | None], None]",
    ) -> None:
        self._host = host
        self._searching = searching
        self._said = said
        self._show = show
        self._book: Book | None = None
        self._store: Store | None = None
        self._found: Matches | None = None
        self._filters: Filters | None = None
        self._asking: FilterScreen | None = None
        self.query = ""
        searching.when_renewed = self._find_names_again

    def use(self, book: Book, store: Store | None = None) -> None:
        """Filter another state of the briefing; `apply` then evaluates the query on it.

        Args:
            book: The state.
            store: The store whose present state it is, which knows what changed; None for another.
        """
        self._book, self._store, self._filters = book, store, None

    async def ask(self, kind: str) -> bool:
        """Have a query typed; whether it narrows anything.

        Args:
            kind: The kind whose properties are offered first.
        """
        from briefing.tui.filters.screen import FilterScreen

        asked = FilterScreen(self._evaluator(), self.query, kind, self._show)
        self._asking = asked
        query = await self._host.ask(asked)
        self._asking = None
        self.apply(self.query if query is None else query)
        return bool(query)

    def apply(self, query: str) -> None:
        """Filter by a query; empty to show everything."""
        from briefing.views.filters.syntax import QueryFault

        self.query = query
        try:
            self._found = self._matches()
            self._show(self._found)
        except QueryFault as fault:
            self.query, self._found = "", None
            self._show(None)
            self._host.tell(f"the filter was cleared: {fault.problem}", severity="warning")

    def follow(self, changes: Sequence[Change]) -> "Matches | None":
        """Take in changes; what the query holds for now, None without one.

        A query that names what is gone holds for what it held for.
        """
        if self._filters is None and not self.query:
            return None
        from briefing.views.filters.syntax import QueryFault

        if self._filters is not None:
            self._filters.follow(changes)
        with contextlib.suppress(QueryFault):
            self._found = self._matches()
        return self._found

    def _find_names_again(self) -> None:
        """Evaluate again what was asked while names could not be searched, or not all of them."""
        if self._filters is None:
            return
        self._filters.forget_names()
        if self._asking is not None:
            self._asking.read_again()
        elif self.query:
            self.apply(self.query)

    def _matches(self) -> "Matches | None":
        return self._evaluator().find(self.query) if self.query else None

    def _evaluator(self) -> "Filters":
        if self._filters is None:
            from briefing.views.filters.over import filters_over

            if self._book is None:
                raise LookupError("there is no briefing to filter yet")
            self._filters = filters_over(
                self._book, self._said(), lambda: self._searching.index, self._store
            )
        return self._filters
