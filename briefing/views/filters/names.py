"""Which records a name in a query may mean, and which have changed since a day."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from briefing.model.refs import make_ref
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.filters.values import FindAll

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

MOST_MEANT = 50
"""Records that a name may mean when none is meant for certain."""


def finder(book: Book, index: Callable[[], "SearchIndex | None"]) -> FindAll:
    """A function that finds the records of some kinds that a name may mean.

    A ref or its slug means that record, and a name, in any spelling, the one record that certainly
    bears it. Any other text means whatever a search finds as likely: while it is typed, every name
    that begins like it.

    Args:
        book: The briefing.
        index: Gives its search index; None while that is being built.
    """

    def find(name: str, kinds: Sequence[str]) -> Sequence[str]:
        exact = [name, *(make_ref(kind, name) for kind in kinds)]
        if named := [ref for ref in exact if ref.partition(":")[0] in kinds and book.get(ref)]:
            return named[:1]
        known = index()
        if known is None:
            return ()
        from briefing.search.entries import Score
        from briefing.search.identity.find import Identities

        if certain := Identities(known).find(name, kinds):
            return (certain,) if book.get(certain) else ()
        hits = known.search(name, kinds=kinds, limit=MOST_MEANT, least=Score.LIKELY)
        return [hit.ref for hit in hits if book.get(hit.ref)]

    return find


def searcher(book: Book, index: Callable[[], "SearchIndex | None"]) -> Callable[[str], str]:
    """A function that gives the first record that a search finds, also if it is hardly likely.

    Args:
        book: The briefing.
        index: Gives its search index; None while that is being built.
    """

    def search(words: str) -> str:
        known = index()
        hits = known.search(words) if known else ()
        return next((hit.ref for hit in hits if book.get(hit.ref)), "")

    return search


def changed_since(store: Store, day: dt.date) -> Collection[str]:
    """The records changed on a day, in local time, or later.

    Raises:
        NotReadable: The history is damaged.
    """
    found: set[str] = set()
    for transaction in store.newest_first():
        if transaction.at.astimezone().date() < day:
            break
        found.update(change.ref for change in transaction.changes)
    return found
