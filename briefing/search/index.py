"""The search: every record by any of its names, however spelled, or by the words of its texts.

Precise ways first (whole name, its start, the starts of its words, its words joined or parted);
only when those leave room, the fuzzy ones, which cost more. All tables hold the names themselves,
so an entry put or removed is found or gone at the very next search.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, Literal

from briefing.search import ranking, spans
from briefing.search.folding import acronym, fold
from briefing.search.ranking import Comparison, PrefixTable, Query, Vocabulary

Why = Literal["exact", "prefix", "word", "alias", "spelling", "part", "text"]

_CANDIDATES: Final = 150
_SHORT: Final = 3  # a query with fewer letters is never matched fuzzily
_LONGEST_NAME: Final = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of one record.

    Attributes:
        ref: The record, "leader:mokhtar-belmokhtar".
        kind: Its kind, "leader".
        names: The label first, then abbreviation and aliases.
        texts: Longer texts, found by their words.
    """

    ref: str
    kind: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found, and by what.

    Attributes:
        ref: The record.
        kind: Its kind.
        label: Its first name.
        text: What matched: one of its names, or a passage of a text.
        spans: The ranges of `text` that matched, half-open, sorted, apart from each other.
        score: 0 to 100.
        why: How it matched; "alias" for a precise match on another name than the label.
    """

    ref: str
    kind: str
    label: str
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float
    why: Why


@dataclass(slots=True, eq=False)
class _Name:
    """One name of one entry."""

    entry: Entry
    text: str
    folded: str
    order: str
    position: int


@dataclass(slots=True, eq=False)
class _Text:
    """One text of one entry; its words are read at the first search for texts."""

    entry: Entry
    text: str
    order: str
    position: int
    folded: str = ""


@dataclass(slots=True, eq=False)
class _Match:
    """The best way found so far to a record; its spans are worked out only if it is shown."""

    score: float
    why: Why
    found: _Name | _Text
    words: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


class _Scope:
    """Which records may be found, and the best match of each so far."""

    def __init__(self, kinds: Collection[str], within: Collection[str] | None) -> None:
        self.narrows = bool(kinds) or within is not None
        self._kinds = frozenset(kinds)
        self._within = None if within is None else frozenset(within)
        self.best: dict[str, _Match] = {}

    def admits(self, entry: Entry) -> bool:
        return (not self._kinds or entry.kind in self._kinds) and (
            self._within is None or entry.ref in self._within
        )

    def offer(self, match: _Match) -> None:
        """Keep `match` if it is the best for its record; the earlier name wins a tie."""
        ref = match.found.entry.ref
        held = self.best.get(ref)
        if held is None or (match.score, held.found.position) > (held.score, match.found.position):
            self.best[ref] = match


class SearchIndex:
    """Finds records by name and text.

    Args:
        entries: What can be found from the start.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._names: dict[str, list[_Name]] = {}
        self._texts: dict[str, list[_Text]] = {}
        self._wholes: PrefixTable[_Name] = PrefixTable()
        self._words: PrefixTable[_Name] = PrefixTable()
        self._acronyms: PrefixTable[_Name] = PrefixTable()
        self._text_words: PrefixTable[_Text] = PrefixTable()
        self._vocabulary = Vocabulary()
        self._unread: dict[_Text, None] = {}
        for entry in entries:
            self.put(entry)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, ref: object) -> bool:
        return ref in self._names

    def put(self, entry: Entry) -> None:
        """Take in a new entry, or the new state of one.

        Args:
            entry: Found from the very next search on.
        """
        if entry.ref in self._names:
            self.remove(entry.ref)
        order = fold(entry.names[0]) if entry.names else ""
        names = self._names[entry.ref] = []
        for position, text in enumerate(entry.names):
            folded = fold(text[:_LONGEST_NAME]) if position else order[:_LONGEST_NAME].rstrip()
            name = _Name(entry, text, folded, order, position)
            names.append(name)
            self._add_name(name)
        if entry.texts:
            texts = [_Text(entry, text, order, place) for place, text in enumerate(entry.texts)]
            self._texts[entry.ref] = texts
            self._unread.update(dict.fromkeys(texts))

    def remove(self, ref: str) -> None:
        """Forget an entry; an unknown one is no error.

        Args:
            ref: The record.
        """
        for name in self._names.pop(ref, ()):
            self._wholes.remove(name.folded, name)
            for word in set(name.folded.split()):
                if self._words.remove(word, name):
                    self._vocabulary.remove(word)
            letters = acronym(name.folded)
            if letters:
                self._acronyms.remove(letters, name)
        for text in self._texts.pop(ref, ()):
            if text in self._unread:
                del self._unread[text]
                continue
            for word in set(text.folded.split()):
                self._text_words.remove(word, text)

    def search(
        self,
        query: str,
        *,
        kinds: Collection[str] = (),
        within: Collection[str] | None = None,
        near: Collection[str] = (),
        limit: int = 20,
    ) -> list[Hit]:
        """Find the records that `query` may mean.

        Args:
            query: What was typed, finished or not.
            kinds: Only records of these kinds; empty means all.
            within: Only these records; None means all.
            near: Records that come first among equals.
            limit: How many hits at most.

        Returns:
            One hit per record, best first, in an order that depends on nothing else.
        """
        typed = Query(fold(query[:_LONGEST_NAME]))
        if not typed.words or limit <= 0:
            return []
        scope = _Scope(kinds, within)
        self._find_whole(typed, scope)
        if len(scope.best) < limit:
            self._find_words(typed, scope)
        if len(typed.squashed) >= _SHORT and len(scope.best) < limit:
            self._find_joined(typed, scope)
            self._find_initials(typed, scope)
            if len(scope.best) < limit:
                self._find_spelling(typed, scope)
                self._find_part(typed, scope)
                self._find_text(typed, scope)
        return [_hit(match) for match in _ordered(scope.best.values(), frozenset(near), limit)]

    def _add_name(self, name: _Name) -> None:
        self._wholes.add(name.folded, name)
        for word in set(name.folded.split()):
            if self._words.add(word, name):
                self._vocabulary.add(word)
        letters = acronym(name.folded)
        if letters:
            self._acronyms.add(letters, name)

    def _find_whole(self, typed: Query, scope: _Scope) -> None:
        """The whole name, or its start."""
        for name in self._wholes.get(typed.folded):
            _offer(scope, name, ranking.EXACT, "exact", (typed.folded,))
        for key in self._wholes.starting(typed.folded):
            score = ranking.PREFIX + 8 * len(typed.folded) // len(key)
            if key != typed.folded:
                for name in self._wholes.get(key):
                    _offer(scope, name, score, "prefix", (typed.folded,))

    def _find_words(self, typed: Query, scope: _Scope) -> None:
        """Each typed word begins a word of the name, in any order."""
        words = tuple(typed.words)
        for name in self._names_with(words):
            folded = name.folded
            if len(words) > 1 and not spans.word_starts(folded, words):
                continue
            score = ranking.WORD + 5 * len(typed.squashed) // len(folded)
            if all(f" {word} " in f" {folded} " for word in words):
                score += 2
            _offer(scope, name, score, "word", words)

    def _names_with(self, starts: Iterable[str]) -> set[_Name]:
        """Return the names in which each of `starts` begins a word."""
        found: set[_Name] | None = None
        for start in sorted(set(starts), key=len, reverse=True):
            names = self._words.under(start)
            found = names if found is None else found & names
            if not found:
                return set()
        return found or set()

    def _find_joined(self, typed: Query, scope: _Scope) -> None:
        """Two typed words are one of the name (bel mokhtar), or one is two (inamenas)."""
        for words, together in self._respaced(typed.words):
            for name in self._names_with(words):
                if f" {together}" in f" {name.folded}":
                    _offer(scope, name, ranking.JOINED, "word", words)

    def _respaced(self, words: list[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield the other spacings that the names know, and the part that must stand together."""
        for at in range(len(words) - 1):
            joined = words[at] + words[at + 1]
            if self._words.starting(joined):
                yield (*words[:at], joined, *words[at + 2 :]), joined
        for at, word in enumerate(words):
            for cut in range(2, len(word) - 1):
                first, second = word[:cut], word[cut:]
                if self._words.get(first) and self._words.starting(second):
                    yield (*words[:at], first, second, *words[at + 1 :]), f"{first} {second}"

    def _find_initials(self, typed: Query, scope: _Scope) -> None:
        """The initials of a name that may have no abbreviation on record."""
        for name in self._acronyms.get(typed.folded):
            if scope.admits(name.entry):
                scope.offer(_Match(ranking.ACRONYM, "alias", name))

    def _find_spelling(self, typed: Query, scope: _Scope) -> None:
        """Names that resemble the query."""
        comparison = Comparison(typed, self._vocabulary, self._frequency)
        for name in self._candidates(comparison, scope):
            alike, places = comparison.likeness(name.folded)
            if alike >= ranking.LEAST_ALIKE:
                score = round(ranking.SPELLING * min(alike, 1.0), 1) - _penalty(name)
                scope.offer(_Match(score, "spelling", name, places=places))

    def _frequency(self, word: str) -> int:
        return len(self._words.get(word))

    def _candidates(self, comparison: Comparison, scope: _Scope) -> list[_Name]:
        """Return the names that share most with the query, word meanings weighed."""
        gains: dict[_Name, float] = {}
        for word, gain in comparison.meanings():
            for name in self._words.get(word):
                gains[name] = gains.get(name, 0.0) + gain
        if scope.narrows:
            gains = {name: gain for name, gain in gains.items() if scope.admits(name.entry)}
        if len(gains) <= _CANDIDATES:
            return list(gains)
        least = sorted(gains.values(), reverse=True)[_CANDIDATES]
        best = [name for name, gain in gains.items() if gain > least]
        tied = (name for name, gain in gains.items() if gain == least)
        return best + nsmallest(_CANDIDATES - len(best), tied, key=_order)

    def _find_part(self, typed: Query, scope: _Scope) -> None:
        """The query stands inside a name, not at the start of a word."""
        part = typed.folded
        for whole in [whole for whole in self._wholes if part in whole]:
            score = ranking.PART + 4 * len(part) // len(whole)
            for name in self._wholes.get(whole):
                _offer(scope, name, score, "part", (part,))

    def _find_text(self, typed: Query, scope: _Scope) -> None:
        """Each typed word begins a word of a text."""
        self._read_texts()
        words = tuple(typed.words)
        for text in self._text_words.under(max(words, key=len)):
            padded = " " + text.folded
            if all(f" {word}" in padded for word in words) and scope.admits(text.entry):
                score = ranking.TEXT + (3 if f" {typed.folded}" in padded else 0)
                scope.offer(_Match(score, "text", text, words))

    def prepare(self) -> None:
        """Do now what the first fuzzy search would otherwise be held up by."""
        import rapidfuzz.fuzz  # noqa: F401  loaded here, so that no key has to wait for it

        self._read_texts()

    def _read_texts(self) -> None:
        for text in self._unread:
            text.folded = fold(text.text)
            for word in set(text.folded.split()):
                self._text_words.add(word, text)
        self._unread.clear()


def _penalty(name: _Name) -> float:
    return ranking.ALIAS_PENALTY if name.position else 0.0


def _offer(scope: _Scope, name: _Name, score: float, why: Why, words: tuple[str, ...]) -> None:
    """Offer a match by typed words; a precise one on another name than the label is by alias."""
    if scope.admits(name.entry):
        if name.position and why != "part":
            why = "alias"
        scope.offer(_Match(score - _penalty(name), why, name, words))


def _order(name: _Name) -> tuple[str, str, int]:
    return name.order, name.entry.ref, name.position


def _ordered(matches: Iterable[_Match], near: frozenset[str], limit: int) -> list[_Match]:
    def key(match: _Match) -> tuple[float, bool, str, str]:
        ref = match.found.entry.ref
        return -match.score, ref not in near, match.found.order, ref

    return nsmallest(limit, matches, key=key)


def _hit(match: _Match) -> Hit:
    """Work out what to show of a match."""
    found = match.found
    shown = found.text
    folded = fold(shown)
    if match.why == "spelling":
        ranges = spans.words_at(folded, match.places)
    elif match.why == "part":
        at = folded.find(match.words[0])
        ranges = [(at, at + len(match.words[0]))]
    elif match.words:
        ranges = spans.word_starts(folded, match.words)
    else:
        ranges = spans.initials(folded, acronym(found.folded))
    marked = spans.in_original(shown, ranges)
    if match.why == "text":
        shown, marked = spans.passage(shown, marked)
    entry = found.entry
    label = entry.names[0] if entry.names else ""
    return Hit(entry.ref, entry.kind, label, shown, marked, match.score, match.why)
