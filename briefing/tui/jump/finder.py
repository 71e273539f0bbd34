"""The search of a screen: builds its index in the background and opens the jump."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from briefing.links import linked, neighbours
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.actions.host import FlowScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from briefing.search.identity.find import Identities
    from briefing.search.index import SearchIndex
    from briefing.search.lookalikes import LookAlike
    from briefing.store.book import Book
    from briefing.tui.jump.screen import JumpScreen, Question

AT_ONCE = 2_000
"""Records as they were known whose names are read at once; of more, in a thread."""

QUIET = 30.0
"""Seconds without a change before the tables cached for the next start are rebuilt."""


class Searching:
    """Finds records for one screen.

    Args:
        screen: The screen, which runs the workers.
        store: The briefing.
        is_cached: Whether tables may be cached for the next start.

    Attributes:
        is_ready: Whether all names and texts have been read.
        when_renewed: Called when another index has been taken into use.
    """

    def __init__(self, screen: FlowScreen, store: Store, *, is_cached: bool = True) -> None:
        self._screen = screen
        self._store = store
        self._book: Book = store
        self._base: Book | None = None
        self._base_index: SearchIndex | None = None
        self._is_reading_base = False
        self._is_cached = is_cached
        self._index: SearchIndex | None = None
        self._jump: JumpScreen | None = None
        self._waiting: list[Change] | None = None
        self._quiet: Timer | None = None
        self.is_ready = False
        self.when_renewed: Callable[[], None] = lambda: None

    def prepare(self, ready: Callable[[], None] | None = None) -> None:
        """Build the index in a thread, using any old one until then.

        Args:
            ready: Called when the index is complete.
        """
        # Listed here: a thread must not iterate over tables that keys can change.
        records = list(self._store.records())
        self._waiting = []
        is_first = self._index is None

        def build() -> None:
            from briefing.search.cache import folder_for
            from briefing.search.entries import index_of

            worker = get_current_worker()
            app = self._screen.app
            # Stops early when the program quits.
            listed = takewhile(lambda _record: not worker.is_cancelled, records)
            cache = folder_for(self._store.location) if self._is_cached else None
            index = index_of(listed, cache=cache, reads_texts=False)
            if is_first and not worker.is_cancelled:
                # The first index is used before texts are read; later ones must not know less.
                app.call_from_thread(self._take, index)
            index.prepare()
            if not worker.is_cancelled:
                app.call_from_thread(partial(self._take, index, is_whole=True))
            if ready is not None and not worker.is_cancelled:
                app.call_from_thread(ready)

        self._screen.run_worker(build, thread=True, group="search", exclusive=True)

    @property
    def index(self) -> "SearchIndex | None":
        """The index of what is shown; None while it is being built."""
        if self._base is None:
            return self._index
        if self._base_index is None and not self._is_reading_base:
            self._read_base(self._base)
        return self._base_index

    def view(self, book: "Book", base: "Book | None" = None) -> None:
        """Find the records of another state of the briefing.

        Args:
            book: The state.
            base: What gives its names, which are read when they are asked for; None if it has the
                present ones.
        """
        self._book, self._base = book, base
        self._base_index, self._is_reading_base = None, False

    def _read_base(self, base: "Book") -> None:
        from briefing.search.entries import index_of

        records = list(base.records())
        if len(records) <= AT_ONCE:
            self._base_index = index_of(records)
            return
        self._is_reading_base = True

        def build() -> None:
            worker = get_current_worker()
            index = index_of(takewhile(lambda _record: not worker.is_cancelled, records))
            if not worker.is_cancelled:
                self._screen.app.call_from_thread(self._take_base, base, index)

        self._screen.run_worker(build, thread=True, group="names", exclusive=True)

    def _take_base(self, base: "Book", index: "SearchIndex") -> None:
        if base is self._base:
            self._base_index = index
            self._show_in_jump()
            self.when_renewed()

    def follow(self, changes: Sequence[Change]) -> None:
        """Index changes, so that the next key finds them."""
        if self._waiting is not None:
            self._waiting += changes
        if self._index is not None:
            from briefing.search.entries import follow

            follow(self._index, changes)
            if self._waiting is None and self._index.is_overgrown:
                self.prepare()
            self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        """Rebuild after a quiet while, so that the next start finds fresh tables."""
        if self._quiet is not None:
            self._quiet.stop()
            self._quiet = None
        from briefing.search.cache import LEAST_ENTRIES

        index = self._index
        if index is not None and len(index) >= LEAST_ENTRIES and index.has_changed:
            self._quiet = self._screen.set_timer(QUIET, self._refresh)

    def _refresh(self) -> None:
        self._quiet = None
        if self._waiting is None:
            self.prepare()

    def lookalikes(self, ref: str) -> "Sequence[LookAlike]":
        """Return the records that may be the same as one, unless a link says whether they are."""
        record = self._store.get(ref)
        if self._index is None or record is None or kind_of(ref) not in PARTIES:
            return ()
        from briefing.search.entries import entry_of
        from briefing.search.lookalikes import lookalikes_of

        known = linked(self._store, ref)
        found = lookalikes_of(entry_of(ref, record), self._index)
        return [pair for pair in found if pair.other not in known]

    def find(self, name: str, kinds: Sequence[str]) -> str:
        """Return the record of some kinds with a name; empty when uncertain."""
        known = self._identities()
        return known.find(name, kinds) if known else ""

    def by_surname(self, name: str) -> str:
        """Return the only leader with a surname; empty when there is none, or several."""
        known = self._identities()
        return known.by_surname(name) if known else ""

    def _identities(self) -> "Identities | None":
        from briefing.search.identity.find import Identities

        return Identities(self._index) if self._index is not None else None

    def jump(self, here: str, kind: str, recent: Sequence[str]) -> "JumpScreen":
        """The screen that finds any record.

        Args:
            here: The record on screen; empty for none.
            kind: The kind of the current pane, one of the scopes.
            recent: The visited records, latest first.
        """
        from briefing.tui.jump.screen import Question, Scope

        scopes = [Scope("everything"), Scope(KINDS[kind].plural, kinds=(kind,))]
        if linked := neighbours(self._book, here) if here else ():
            scopes.insert(1, Scope("what is linked to this record", within=linked))
        return self._screen_for(Question("Jump to", here, recent, scopes))

    def choice(
        self,
        kinds: Sequence[str],
        title: str,
        here: str,
        recent: Sequence[str],
        *,
        may_make: bool = False,
        typed: str = "",
        besides: str = "",
    ) -> "JumpScreen":
        """The screen that has a record of some kinds chosen; `chosen` reads its answer.

        Args:
            kinds: The kinds.
            title: What is asked.
            here: The record on screen; empty for none.
            recent: The visited records, latest first.
            may_make: Whether a missing record can be created by name.
            typed: The initial query.
            besides: A record that is not offered; empty for none.
        """
        from briefing.tui.jump.screen import Question, Scope

        scope = Scope(" and ".join(KINDS[kind].plural for kind in kinds), tuple(kinds))
        new = [kind for kind in kinds if may_make and KINDS[kind].is_named_only]
        question = Question(title, here, recent, [scope], typed, besides, new)
        return self._screen_for(question)

    def _screen_for(self, question: "Question") -> "JumpScreen":
        from briefing.tui.jump.screen import JumpScreen

        self._jump = JumpScreen(self._book, self.index, question)
        return self._jump

    def chosen(self, answer: str | None, source: str = "") -> str:
        """The chosen record, created by name where that was asked; empty for none.

        Args:
            answer: The answer of the screen.
            source: The source a new record cites; empty for none.

        Raises:
            InvalidRecord: The name is invalid.
            StoreError: The record cannot be saved.
        """
        from briefing.model.labels import slug_for
        from briefing.tui.jump.screen import is_new, to_make

        if not answer or not is_new(answer):
            return answer or ""
        kind, name = to_make(answer)
        cites = [{"source": source}] if source and not KINDS[kind].is_source else []
        record = build(kind, {KINDS[kind].named_by: name, "cites": cites})
        ref = self._store.unused_ref(kind, slug_for(record))
        self._store.put(ref, record, "added by name")
        self._screen.tell(f"added {name}; fill in the rest later")
        return ref

    def _take(self, index: "SearchIndex", *, is_whole: bool = False) -> None:
        """Use a new index, also for the current query."""
        if index is not self._index:
            self._index = index
            waiting, self._waiting = self._waiting, None
            self.follow(waiting or ())
            self.when_renewed()
        self.is_ready = self.is_ready or is_whole
        self._show_in_jump()

    def _show_in_jump(self) -> None:
        if self._jump is not None and (index := self.index) is not None:
            self._jump.take(index)
