"""How many standing questions have news, counted live."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.errors import NotReadable
from briefing.store.store import Store
from briefing.tui.actions.host import Host

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.views.filters.filters import Filters
    from briefing.views.watches import Question

MOST_LOOKED_AT: Final = 2_000
"""Records, those changed last, among which news are counted; the answer looks at all."""

_MANY: Final = 50
"""Changes at once after which everything is counted again."""

_WATCHING: Final = ("requirement", "judgement")
"""The kinds whose changes change what is watched."""


class News:
    """Counts the questions that have news; the history is read in a thread.

    Args:
        host: The screen.
        store: The briefing.
        filters_over: Gives filters over some of its records.
        show: Called with the count, in words, whenever it changes.
    """

    def __init__(
        self,
        host: Host,
        store: Store,
        filters_over: "Callable[[Book], Filters]",
        show: Callable[[str], None],
    ) -> None:
        self._host = host
        self._store = store
        self._filters_over = filters_over
        self._show = show
        self._questions: Sequence[Question] = ()
        self._new: dict[str, set[str]] = {}
        self._missed: list[Change] = []
        self._said = ""
        self.is_counted = False

    async def count(self) -> None:
        """Count everything."""
        self.is_counted, self._missed, self._questions, self._new = False, [], (), {}
        if self._store.all("requirement"):
            from briefing.views.watches import changed_after, open_questions

            questions = open_questions(self._store)
            frozen = self._store.frozen() if questions else self._store
            try:
                changed = await self._host.in_thread(
                    lambda: changed_after(frozen, questions), "news"
                )
            except NotReadable:
                changed = {}  # what is wrong with the history, others tell
            self._questions = questions
            self._look(dict([*changed.items()][:MOST_LOOKED_AT]))
        self.is_counted = True
        missed, self._missed = self._missed, []
        self.follow(missed)

    def follow(self, changes: Sequence[Change]) -> None:
        """Look at changed records; at everything, if the questions or many records changed."""
        if not self.is_counted:
            self._missed += changes
        elif len(changes) > _MANY or any(kind_of(each.ref) in _WATCHING for each in changes):
            self._host.run(self.count())
        else:
            now = dt.datetime.now(dt.UTC)
            self._look({change.ref: now for change in changes})
            said = self._in_words()
            if said != self._said:
                self._said = said
                self._show(said)

    def _look(self, changed: dict[str, dt.datetime]) -> None:
        """Look at some records, and forget what was known of them."""
        if not self._questions or not changed:
            return
        from briefing.views.filters.over import Among
        from briefing.views.watches import news_of

        filters = self._filters_over(Among(self._store, changed))
        for question in self._questions:
            known = self._new.setdefault(question.ref, set())
            known.difference_update(changed)
            known.update(news_of(question, filters, changed).new)

    def _in_words(self) -> str:
        count = sum(map(bool, self._new.values()))
        have = plural(count, "question has", "questions have")
        return f"{count:,} {have} news (i)" if count else ""
