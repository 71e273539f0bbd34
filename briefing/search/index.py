"""The search: every record by any of its names, however spelled, or by the words of its texts.

Precise ways first (whole name, its start, the starts of its words, its words joined or parted);
only when those leave room, the fuzzy ones, which cost more. The bulk of the records stands in one
segment whose tables never change; what was put since stands in a small one made anew when it is
first searched, so that it is found at the very next key.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from briefing.search import precise, scores, spans
from briefing.search.cache import TableCache
from briefing.search.evidence import Evidence
from briefing.search.folding import fold
from briefing.search.hits import Entry, Hit
from briefing.search.matches import Best, Match, Scope
from briefing.search.naming import LONGEST_NAME
from briefing.search.notes import without_note
from briefing.search.precise import LONGEST_QUERY, MOST_WORDS, Typed
from briefing.search.readings import readings
from briefing.search.segment import Segment
from briefing.search.spelling import find_spelling
from briefing.search.texts import Texts
from briefing.search.units import units

_MOST_RECENT: Final = 500

_Way = Callable[[Typed, Segment, Best], None]
_NEXT: Final[tuple[_Way, ...]] = (
    precise.find_same_letters,
    precise.find_joined,
    precise.find_initials,
)


class SearchIndex:
    """Finds records by name and text.

    Args:
        entries: What can be found from the start.
        cache: Where the tables made of their names are kept, if anywhere.
        reads_texts: Whether texts are searched at once; if not, once `prepare` has read them.
    """

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        *,
        cache: TableCache | None = None,
        reads_texts: bool = True,
    ) -> None:
        listed = list(entries)
        self._base = Segment(listed, cache.tables(listed) if cache else None)
        self._reads_texts = reads_texts
        self._recent: dict[str, Entry] = {}
        self._fresh: Segment | None = None
        self._evidence: Evidence | None = None
        self._texts: dict[Segment, Texts] = {}

    def __len__(self) -> int:
        return int(self._base.alive_entries.sum()) + len(self._recent)

    def __contains__(self, ref: object) -> bool:
        return isinstance(ref, str) and (ref in self._recent or self._base.number(ref) >= 0)

    @property
    def is_overgrown(self) -> bool:
        """Whether so much was put since that an index built anew would be quicker."""
        return len(self._recent) > _MOST_RECENT

    @property
    def has_changed(self) -> bool:
        """Whether anything was put or removed since it was built."""
        return bool(self._recent) or not bool(self._base.alive_entries.all())

    def put(self, entry: Entry) -> None:
        """Take in a new entry, or the new state of one.

        Args:
            entry: Found from the very next search on.
        """
        self.remove(entry.ref)
        self._recent[entry.ref] = entry

    def remove(self, ref: str) -> None:
        """Forget an entry; an unknown one is no error.

        Args:
            ref: The record.
        """
        number = self._base.number(ref)
        if number >= 0:
            self._base.forget(number)
        self._recent.pop(ref, None)
        if self._fresh is not None:
            self._texts.pop(self._fresh, None)
        self._fresh = self._evidence = None

    def names(self, ref: str) -> tuple[str, ...]:
        """Return the names of an entry; none for an unknown one."""
        if ref in self._recent:
            return self._recent[ref].names
        number = self._base.number(ref)
        return self._base.names(number) if number >= 0 else ()

    def look_up(self, way: Callable[[str, Segment], list[str]], name: str) -> list[str]:
        """Return the records that one of the ways of `namesakes` finds by a name."""
        return [ref for segment in self._segments() for ref in way(name, segment)]

    def rarity(self, word: str) -> float:
        """Return what it says, in nats, that two names share a unit."""
        return self._weigher().rarity(word)

    def search(
        self,
        query: str,
        *,
        kinds: Collection[str] = (),
        within: Collection[str] | None = None,
        near: Collection[str] = (),
        limit: int = 20,
        finished: bool = False,
        least: float = scores.LEAST,
    ) -> list[Hit]:
        """Find the records that `query` may mean.

        Args:
            query: What was typed.
            kinds: Only records of these kinds; empty means all.
            within: Only these records; None means all. A collection that is given again must not
                have been changed.
            near: Records that come first among equals; likewise.
            limit: How many hits at most.
            finished: Whether the last word is whole, as in a list of names.
            least: The lowest score that counts.

        Returns:
            One hit per record, best first, in an order that depends on nothing else.
        """
        if limit <= 0:
            return []
        query = query[:LONGEST_NAME]
        sure = scores.ACRONYM if finished else scores.WORD_BEGUN
        best = Best(self._segments(), Scope(kinds, within, near), limit, sure)
        for text in dict.fromkeys((query, without_note(query))):
            self._find(text, best, finished=finished, least=least)
        return [_hit(match) for match in best.ordered() if match.score >= least]

    def _find(self, query: str, best: Best, *, finished: bool, least: float) -> None:
        """Look for a query in all ways, the precise ones first."""
        read = readings(query[:LONGEST_QUERY])
        typed = Typed(fold(query), finished=finished, is_latin=not read)
        if not typed.words:
            return
        segments = self._segments()
        for segment in segments:
            precise.find_whole(typed, segment, best)
        for segment in segments:
            precise.find_undressed(typed, segment, best)
        self._try((precise.find_words,), typed, segments, best)
        if typed.is_short:
            return
        self._try(_NEXT, typed, segments, best)
        if best.is_full:
            return
        evidence = self._weigher()
        for words in [one.split()[:MOST_WORDS] for one in read] or [typed.words]:
            find_spelling(
                words,
                evidence,
                segments,
                best,
                unfinished=not finished,
                least=least,
                is_read=bool(read),
            )
        for segment in segments:
            precise.find_part(typed, segment, best)
            if self._reads_texts:
                self._texts_of(segment).find(typed, best)

    def prepare(self) -> None:
        """Do now what the first search for a text would otherwise be held up by.

        It may run in another thread than the searches.
        """
        self._texts_of(self._base).read()
        self._reads_texts = True

    def _try(
        self, ways: Iterable[_Way], typed: Typed, segments: Collection[Segment], best: Best
    ) -> None:
        for way in ways:
            if best.is_full:
                return
            for segment in segments:
                way(typed, segment, best)

    def _segments(self) -> list[Segment]:
        if self._recent and self._fresh is None:
            self._fresh = Segment(list(self._recent.values()))
        return [self._base] if self._fresh is None else [self._base, self._fresh]

    def _weigher(self) -> Evidence:
        if self._evidence is None:
            self._evidence = Evidence(self._segments())
        return self._evidence

    def _texts_of(self, segment: Segment) -> Texts:
        found = self._texts.get(segment)
        if found is None:
            found = self._texts[segment] = Texts(segment)
        return found


def _hit(match: Match) -> Hit:
    """Work out what to show of a match."""
    shown = match.text
    folded = fold(shown)
    if match.why == "spelling":
        ranges = _recognised(match, folded)
    elif match.why == "part":
        at = folded.find(match.words[0])
        ranges = [(at, at + len(match.words[0]))]
    else:
        ranges = spans.word_starts(folded, match.words) or spans.initials(folded, match.words[0])
    marked = spans.in_original(shown, ranges)
    if match.why == "text":
        shown, marked = spans.passage(shown, marked)
    segment, entry = match.segment, match.entry
    return Hit(
        match.ref, segment.kind(entry), segment.label(entry), shown, marked, match.score, match.why
    )


def _recognised(match: Match, folded: str) -> list[spans.Span]:
    """Return where the units of a name stand that were recognised; a reading is marked whole."""
    if match.is_reading or match.units is None:
        return [(0, len(folded))] if folded else []
    found = units(folded.split())
    places = (
        place
        for unit, is_met in zip(found, match.units, strict=False)
        if is_met
        for place in range(unit.first, unit.end)
    )
    return spans.words_at(folded, places)
