"""Whether a text names one of some records."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.labels import names
from briefing.model.refs import slug_of
from briefing.search.words.folding import fold


class Naming:
    """Finds names in texts, in time proportional to the text.

    Args:
        records: The records with their refs.
    """

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        self._by_first: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for ref, record in records:
            for name in (slug_of(ref), *_names(record)):
                if words := tuple(fold(name).split()):
                    self._by_first[words[0]].add(words)

    def is_in(self, text: str) -> bool:
        """Whether a text contains one of the names, whatever its case and accents."""
        words = fold(text).split()
        return any(
            tuple(words[at : at + len(name)]) == name
            for at, word in enumerate(words)
            for name in self._by_first.get(word, ())
        )


def _names(record: Record) -> Iterator[str]:
    yield from names(record)
    if isinstance(record, Source):
        yield from (*record.authors, *record.ids, record.url, record.archived)
