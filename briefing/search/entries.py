"""The search of a briefing: entries of records, kinds from a typed prefix, an up-to-date index."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.search.hits import SearchEntry
from briefing.store.changes import Change

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

_PREFIX = re.compile(r"\s*(\w)\s*:\s*")


class Wanted(NamedTuple):
    """A query taken apart.

    Attributes:
        text: What to look for.
        kinds: The kinds it is narrowed to; empty for all.
    """

    text: str
    kinds: tuple[str, ...]


def read_query(typed: str) -> Wanted:
    """Split a leading kind letter off a query: `g: sahel`."""
    if found := _PREFIX.match(typed):
        for kind in KINDS.values():
            if kind.letter == found[1].lower():
                return Wanted(typed[found.end() :], (kind.name,))
    return Wanted(typed, ())


def entry_of(ref: str, record: Record) -> SearchEntry:
    """Return what can be found of a record: its names, and the words of its texts."""
    kind = kind_for(record)
    names = kind.names(record)
    if not kind.is_named:
        # What stands for its name is not one; its words are found as text.
        names = (kind.found_as(record), *record.aliases)
    return SearchEntry(ref, kind.name, names, kind.passages(record), is_named=kind.is_named)


def index_of(
    records: Iterable[tuple[str, Record]], *, cache: Path | None = None, reads_texts: bool = True
) -> "SearchIndex":
    """Index all records except those that only tie others together, which are found through them.

    Args:
        records: With their refs.
        cache: The folder to keep the tables of a large briefing in.
        reads_texts: Whether to search texts at once, or only after `SearchIndex.prepare`.
    """
    from briefing.search.cache import TableCache
    from briefing.search.index import SearchIndex

    entries = (entry_of(ref, record) for ref, record in records if not kind_for(record).is_tie)
    tables = TableCache(cache) if cache else None
    return SearchIndex(entries, cache=tables, reads_texts=reads_texts)


def follow(index: "SearchIndex", changes: Iterable[Change]) -> None:
    """Update an index after changes."""
    for ref, before, after in changes:
        if KINDS[kind_of(ref)].is_tie:
            continue
        if after is None:
            index.remove(ref)
            continue
        entry = entry_of(ref, after)
        # Most edits change nothing that can be searched.
        if before is None or entry_of(ref, before) != entry:
            index.put(entry)
