"""The search index: finds records by any spelling of their names, or by words of their texts.

A query is tried in precise ways first (whole name, its beginning, the beginnings of its words,
words joined or divided); only if those leave room, by spelling, which costs more. Most records are
in one segment whose tables never change. Records put since then are in a second, small segment,
rebuilt before the next search, so that the next key press finds them.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from briefing.search import matching
from briefing.search.cache import TableCache
from briefing.search.entries import Hit, Score, SearchEntry, Span
from briefing.search.matching import LONGEST_QUERY, MOST_WORDS, Best, Match, Typed, word_starts
from briefing.search.spelling import Evidence, find_spelling
from briefing.search.tables import LONGEST_NAME, Segment
from briefing.search.texts import Texts
from briefing.search.words.folding import fold, fold_with_map, without_note
from briefing.search.words.romanisation import romanised
from briefing.search.words.units import units

_MOST_RECENT: Final = 500

_Way = Callable[[Typed, Segment, Best], None]
_NEXT: Final[tuple[_Way, ...]] = (
    matching.find_same_letters,
    matching.find_joined,
    matching.find_initials,
)


class SearchIndex:
    """Finds records by name and text.

    Args:
        entries: What can be found initially.
        cache: Where to keep the tables of their names, if anywhere.
        reads_texts: Whether to search texts at once, or only after `prepare` has read them.
    """

    def __init__(
        self,
        entries: Iterable[SearchEntry] = (),
        *,
        cache: TableCache | None = None,
        reads_texts: bool = True,
    ) -> None:
        listed = list(entries)
        self._base = Segment(listed, cache.tables(listed) if cache else None)
        self._reads_texts = reads_texts
        self._recent: dict[str, SearchEntry] = {}
        self._fresh: Segment | None = None
        self._evidence: Evidence | None = None
        self._texts: dict[Segment, Texts] = {}

    def __len__(self) -> int:
        return int(self._base.alive_entries.sum()) + len(self._recent)

    @property
    def is_overgrown(self) -> bool:
        """Whether so much was put since it was built that a new index would be faster."""
        return len(self._recent) > _MOST_RECENT

    @property
    def has_changed(self) -> bool:
        """Whether anything was put or removed since it was built."""
        return bool(self._recent) or not bool(self._base.alive_entries.all())

    def put(self, entry: SearchEntry) -> None:
        """Add an entry, or replace its earlier state; the next search finds it."""
        self.remove(entry.ref)
        self._recent[entry.ref] = entry

    def remove(self, ref: str) -> None:
        """Remove an entry; an unknown one is no error."""
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
        """Return how much it says that two names share a unit, in nats."""
        return self._evidence_now().rarity(word)

    def search(
        self,
        query: str,
        *,
        kinds: Collection[str] = (),
        within: Collection[str] | None = None,
        near: Collection[str] = (),
        limit: int = 20,
        finished: bool = False,
        least: float = Score.LEAST,
    ) -> list[Hit]:
        """Find the records that a query may mean.

        Args:
            query: What was typed.
            kinds: Only records of these kinds; empty means all.
            within: Only these records; None means all. A collection passed again must not have
                changed meanwhile.
            near: Records that come first among equals; likewise.
            limit: How many hits at most.
            finished: Whether the last word is complete, as in a list of names.
            least: The lowest score that counts.

        Returns:
            One hit per record, best first; the order is deterministic.
        """
        if limit <= 0:
            return []
        query = query[:LONGEST_NAME]
        sure = Score.ACRONYM if finished else Score.WORD_BEGUN
        best = Best(self._segments(), limit, sure=sure, kinds=kinds, within=within, near=near)
        for text in dict.fromkeys((query, without_note(query))):
            self._find(text, best, finished=finished, least=least)
        return [_hit(match) for match in best.ordered() if match.score >= least]

    def _find(self, query: str, best: Best, *, finished: bool, least: float) -> None:
        """Try all ways to find a query, the precise ones first."""
        read = romanised(query[:LONGEST_QUERY])
        typed = Typed(fold(query), finished=finished, is_latin=not read)
        if not typed.words:
            return
        segments = self._segments()
        for segment in segments:
            matching.find_whole(typed, segment, best)
        for segment in segments:
            matching.find_undressed(typed, segment, best)
        self._try((matching.find_words,), typed, segments, best)
        if typed.is_short:
            return
        self._try(_NEXT, typed, segments, best)
        if best.is_full:
            return
        evidence = self._evidence_now()
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
            matching.find_part(typed, segment, best)
            if self._reads_texts:
                self._texts_of(segment).find(typed, best)

    def prepare(self) -> None:
        """Read the texts now, instead of at the first search for one.

        May run in another thread than the searches.
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

    def _evidence_now(self) -> Evidence:
        if self._evidence is None:
            self._evidence = Evidence(self._segments())
        return self._evidence

    def _texts_of(self, segment: Segment) -> Texts:
        if segment not in self._texts:
            self._texts[segment] = Texts(segment)
        return self._texts[segment]


def _hit(match: Match) -> Hit:
    """Return what to show of a match."""
    shown = match.text
    folded = fold(shown)
    if match.why == "spelling":
        ranges = _recognised(match, folded)
    elif match.why == "part":
        at = folded.find(match.words[0])
        ranges = [(at, at + len(match.words[0]))]
    else:
        ranges = word_starts(folded, match.words) or _initials(folded, match.words[0])
    marked = _in_original(shown, ranges)
    if match.why == "text":
        shown, marked = _passage(shown, marked)
    segment, entry = match.segment, match.entry
    return Hit(
        match.ref, segment.kind(entry), segment.label(entry), shown, marked, match.score, match.why
    )


def _recognised(match: Match, folded: str) -> list[Span]:
    """Return the ranges of the recognised units of a name; a romanised name is marked whole."""
    if match.is_reading or match.units is None:
        return [(0, len(folded))] if folded else []
    found = units(folded.split())
    places = (
        place
        for unit, is_met in zip(found, match.units, strict=False)
        if is_met
        for place in range(unit.first, unit.end)
    )
    return _words_at(folded, places)


_PASSAGE: Final = 80
_LEAD: Final = 12  # characters of a passage before the match


def _words_at(folded: str, places: Iterable[int]) -> list[Span]:
    """Return the ranges of the words of `folded` with these numbers."""
    ranges = [word.span() for word in re.finditer("[^ ]+", folded)]
    return [ranges[place] for place in sorted(places)]


def _initials(folded: str, acronym: str) -> list[Span]:
    """Return where the letters of `acronym` begin words of `folded`, in order."""
    found: list[Span] = []
    at = -1
    padded = " " + folded
    for letter in acronym:
        at = padded.find(" " + letter, at + 1)
        if at < 0:
            return found
        found.append((at, at + 1))
    return found


def _in_original(text: str, folded_spans: Iterable[Span]) -> tuple[Span, ...]:
    """Turn ranges of the folded text into ranges of the text as written, merged and sorted."""
    _, places = fold_with_map(text)
    merged: list[Span] = []
    for low, high in sorted(folded_spans):
        start, end = places[low], places[high - 1] + 1
        # Combining accents belong to the letter before them.
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut `text` to a line around its first span, with … where it was cut, and shift the spans."""
    if len(text) <= _PASSAGE:
        return text, tuple(spans)
    first = spans[0][0] if spans else 0
    low = max(0, min(first - _LEAD, len(text) - _PASSAGE))
    if low > 0:
        # Begin with a whole word, if one begins before the match.
        space = text.find(" ", low, first)
        low = space + 1 if space >= 0 else low
    high = min(len(text), low + _PASSAGE)
    if high < len(text):
        space = text.rfind(" ", max(low, spans[0][1] if spans else low), high)
        high = space if space > low else high
    before, after = ("…" if low > 0 else ""), ("…" if high < len(text) else "")
    shift = len(before) - low
    kept = tuple(
        (max(start, low) + shift, min(end, high) + shift)
        for start, end in spans
        if start < high and end > low
    )
    return before + text[low:high] + after, kept
