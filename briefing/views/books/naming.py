"""Whether a text names one of some records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.labels import names
from briefing.model.refs import slug_of
from briefing.search.words.folding import fold

_MOST_WORDS: Final = 6
"""Words by which a longer name, such as the words of a quote, is recognised."""


class Naming:
    """Finds names in texts, in time proportional to the text.

    Args:
        records: The records with their refs.
    """

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        self._names = {
            words
            for ref, record in records
            for name in (slug_of(ref), *_names(record))
            if (words := tuple(fold(name).split()[:_MOST_WORDS]))
        }
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._names:
            self._lengths[words[0]].add(len(words))

    def is_in(self, text: str) -> bool:
        """Whether a text contains one of the names, whatever its case and accents."""
        words = fold(text).split()
        return any(
            tuple(words[at : at + length]) in self._names
            for at, word in enumerate(words)
            for length in self._lengths.get(word, ())
        )


def _names(record: Record) -> Iterator[str]:
    yield from names(record)
    if isinstance(record, Source):
        yield from (*record.authors, *record.ids, record.url, record.archived)
