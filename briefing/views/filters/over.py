"""Filters over a briefing, with what they need besides."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from briefing.model.kinds.record import Record
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.refs import kind_of, slug_of
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.filters.filters import Filters
from briefing.views.filters.names import changed_since, finder, searcher
from briefing.views.filters.values import Context

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

Index = Callable[[], "SearchIndex | None"]


def filters_over(
    book: Book,
    said: DateContext,
    index: Index | None = None,
    store: Store | None = None,
) -> Filters:
    """Filters over a briefing.

    Args:
        book: The briefing.
        said: What relative dates count from.
        index: Gives its search index; by default one is built once a query names a record.
        store: The store that knows what changed; None where that is not known.
    """
    known = index or cache(lambda: _index_of(book))
    context = Context(
        find=finder(book, known),
        search=searcher(book, known),
        label_of=book.label,
        said=said,
        is_reading=lambda: known() is None,
    )
    return Filters(book, context, partial(changed_since, store) if store else None)


class Among(Book):
    """A briefing of which only some records are listed, though all can be read.

    Args:
        book: The briefing.
        refs: The records.
    """

    def __init__(self, book: Book, refs: Collection[str]) -> None:
        self._book = book
        self._refs = refs

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self._book.get(ref)

    def all(self, kind: str) -> Mapping[str, Record]:
        """Those of a kind that are listed, by slug."""
        found = ((ref, self._book.get(ref)) for ref in self._refs if kind_of(ref) == kind)
        return {slug_of(ref): record for ref, record in found if record is not None}

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""
        return self._book.referrers(ref)


def _index_of(book: Book) -> "SearchIndex":
    from briefing.search.entries import index_of

    return index_of(book.records(), reads_texts=False)
