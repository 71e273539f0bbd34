"""The search of a briefing: entries of records, kinds from a typed prefix, an up-to-date index."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.labels import names, passages, wording
from briefing.model.records import Link, Quote, Record
from briefing.search.hits import SearchEntry
from briefing.store.changes import Change

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

KIND_LETTERS = {
    "g": "group",
    "l": "leader",
    "e": "event",
    "q": "quote",
    "s": "source",
}
"""The letters that narrow a query to one kind: `g: sahel`."""

_PREFIX = re.compile(rf"\s*([{''.join(KIND_LETTERS)}])\s*:\s*", re.IGNORECASE)
_LONGEST_QUOTE_NAME = 60


class Wanted(NamedTuple):
    """A query taken apart.

    Attributes:
        text: What to look for.
        kinds: The kinds it is narrowed to; empty for all.
    """

    text: str
    kinds: tuple[str, ...]


def read_query(typed: str) -> Wanted:
    """Split a leading kind letter off a query."""
    found = _PREFIX.match(typed)
    if not found:
        return Wanted(typed, ())
    return Wanted(typed[found.end() :], (KIND_LETTERS[found[1].lower()],))


def entry_of(ref: str, record: Record) -> SearchEntry:
    """Return what can be found of a record: its names, and the words of its texts."""
    if not isinstance(record, Quote):
        return SearchEntry(ref, record.kind_name, names(record), passages(record))
    # A quote has no name: its beginning serves as one, and its words are found as text.
    name = wording(record, _LONGEST_QUOTE_NAME)
    return SearchEntry(ref, "quote", (name, *record.aliases), passages(record), is_named=False)


def index_of(
    records: Iterable[tuple[str, Record]], *, cache: Path | None = None, reads_texts: bool = True
) -> "SearchIndex":
    """Index all records except links, which are found through the records they link.

    Args:
        records: With their refs.
        cache: The folder to keep the tables of a large briefing in.
        reads_texts: Whether to search texts at once, or only after `SearchIndex.prepare`.
    """
    from briefing.search.cache import TableCache
    from briefing.search.index import SearchIndex

    entries = (entry_of(ref, record) for ref, record in records if not isinstance(record, Link))
    tables = TableCache(cache) if cache else None
    return SearchIndex(entries, cache=tables, reads_texts=reads_texts)


def follow(index: "SearchIndex", changes: Iterable[Change]) -> None:
    """Update an index after changes."""
    for ref, before, after in changes:
        if isinstance(before or after, Link):
            continue
        if after is None:
            index.remove(ref)
            continue
        entry = entry_of(ref, after)
        # Most edits change nothing that can be searched.
        if before is None or entry_of(ref, before) != entry:
            index.put(entry)
