"""What a search takes and returns: the entries of records, queries, hits and their scores.

The score ranks literal matches above similar ones. From 80 up, every word typed is a whole word of
the name (spaces aside) or the query is its initials. From 79 down to 65, the name is probably meant
in another spelling, or is still being typed. Below 65 it shares only a part. Within a band, the
share of the name that was typed decides, in few steps: near-equals tie, and the caller can break
the tie with the record on screen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.store.changes import Change

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

Why = Literal["exact", "prefix", "word", "alias", "spelling", "part", "text"]
Span = tuple[int, int]
"""A half-open range of characters."""


class SearchEntry(msgspec.Struct, frozen=True, gc=False):
    """What can be found of one record.

    Attributes:
        ref: The record, "leader:mokhtar-belmokhtar".
        kind: Its kind, "leader".
        names: The label first, then abbreviation and aliases.
        texts: Longer texts, found by their words.
        is_named: Whether the first name is really a name. The beginning of a quotation, used as
            one, has no other spellings.
    """

    ref: str
    kind: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found, and what matched.

    Attributes:
        ref: The record.
        kind: Its kind.
        label: Its first name.
        text: What matched: one of its names, or a passage of a text.
        spans: The ranges of `text` that matched, sorted and not touching.
        score: 0 to 100.
        why: How it matched; "alias" for a precise match on another name than the label.
    """

    ref: str
    kind: str
    label: str
    text: str
    spans: tuple[Span, ...]
    score: float
    why: Why


class Score:
    """The bands of the score, 0 to 100, with the highest score within each."""

    EXACT: Final = 100.0
    PREFIX: Final = 90.0  # up to 98: the name begins with the words typed
    UNDRESSED: Final = 98.0  # up to 98.9: the whole name, but for titles and legal forms
    WORD: Final = 84.0  # up to 88: all words typed, in any order
    TITLE: Final = 82.5  # up to 83.4: one word of a title; a group or leader of that name is meant
    SAME_LETTERS: Final = 89.0  # the whole name, but for its spaces
    JOINED: Final = 81.0  # up to 83.5: words of the name, but for their spaces
    ACRONYM: Final = 80.0
    NAME_BEGUN: Final = 79.5  # up to 79.9: the name begins so, within a word
    WORD_BEGUN: Final = 79.1  # up to 79.4: words of the name begin so
    SPELLING: Final = 77.5  # and less, by likeness; up to a point more for its letters
    WORD_CUT: Final = 57.0  # up to 60: only the beginning of a word, where whole words were given
    PART: Final = 56.0  # up to 59: inside a word
    TEXT: Final = 52.0  # and 55: words of a text
    TEXT_ALIKE: Final = 47.0  # and 48: the same with a slip, or in another spelling
    ALIAS_PENALTY: Final = 0.5
    """Taken off when another name than the label matched."""

    LEAST: Final = 44.0
    """Below this, names look alike by chance; `briefing search` and the jump leave them out."""

    LIKELY: Final = 65.0
    """From this on, another spelling is likely to be the name that was meant."""


_PREFIX = re.compile(r"\s*(\w)\s*:\s*")


class ParsedQuery(NamedTuple):
    """A query taken apart.

    Attributes:
        text: What to look for.
        kinds: The kinds it is narrowed to; empty for all.
    """

    text: str
    kinds: tuple[str, ...]


def read_query(typed: str) -> ParsedQuery:
    """Split a leading kind letter off a query: `g: sahel`."""
    if found := _PREFIX.match(typed):
        for kind in KINDS.values():
            if kind.letter == found[1].lower():
                return ParsedQuery(typed[found.end() :], (kind.name,))
    return ParsedQuery(typed, ())


def entry_of(ref: str, record: Record) -> SearchEntry:
    """Return what can be found of a record: its names, and the words of its texts."""
    kind = kind_for(record)
    names = kind.names(record)
    if not kind.is_named:
        # Its label is not a name; its words are found as text.
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
