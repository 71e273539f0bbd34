"""How alike two names are, and which words of the vocabulary a typed word may mean.

The bands keep precise above fuzzy: whole name, start of the name, starts of its words, then
spelling. Within a band the share of the name that was typed decides, in whole points only, so that
near-equals tie and the record on screen can break the tie.

Spelling is judged word by word, not over the whole string: names gain and lose words and change
their order (Maruf, Taha), which a ratio over all punishes and a token-set ratio forgives too
far. Each typed word takes its best unused word of the name; a word counts by its length and its
rarity, so that sharing "Mohamed" or "Company" says little. A second opinion comes from the strings
without spaces (Amirolmomenin, Amir Al Mo'menin). Both mix plain spelling with the skeleton, because
a skeleton alone makes Said of Zaid.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import Final, Generic, TypeVar

from briefing.search.folding import ARTICLES, LIGHT, skeleton, tokens

EXACT: Final = 100.0
PREFIX: Final = 90.0  # up to 98
WORD: Final = 82.0  # up to 89
JOINED: Final = 81.0
ACRONYM: Final = 80.0
SPELLING: Final = 79.0  # times the likeness
PART: Final = 65.0
TEXT: Final = 60.0
ALIAS_PENALTY: Final = 0.5

LEAST_ALIKE: Final = 0.72  # below this, two names look alike by chance
_LEAST_WORD: Final = 0.6
_PLAIN_SHARE: Final = 0.55
_UNFINISHED: Final = 0.96
_SAME_BONES: Final = 0.82
_BEGUN: Final = 0.9
_WORDS_KEPT: Final = 40
_LONGEST_QUERY: Final = 200
_MOST_TOKENS: Final = 12
_MOST_READINGS: Final = 4
_OFTEN_JOINED: Final = ("al", "el", "le")  # of the particles of two letters
_MOST_WORDS: Final = 24
_LONGEST_WORD: Final = 32

T = TypeVar("T")


class Query:
    """A folded query, cut to what can matter.

    Args:
        folded: The query, folded.
    """

    def __init__(self, folded: str) -> None:
        words = tokens(folded[:_LONGEST_QUERY])
        self.folded = " ".join(words)
        self.words = words[:_MOST_TOKENS]
        self.squashed = "".join(self.words)

    @cached_property
    def telling(self) -> list[str]:
        """The words worth comparing: no articles, unless there is nothing else."""
        return [word for word in self.words if word not in ARTICLES] or self.words

    def readings(self) -> list["Query"]:
        """The query as typed, and with a particle joined to or parted from its word."""
        words = self.words
        found = [self]
        for at, word in enumerate(words):
            before, after = words[:at], words[at + 1 :]
            if after and (word in LIGHT or len(word) < 4):
                # Particles in a row go with the word they lead to: abd el malek.
                size = 1 + next((n for n, w in enumerate(after) if w not in LIGHT), 0)
                joined = word + "".join(after[:size])
                found.append(Query(" ".join([*before, joined, *after[size:]])))
            for cut in range(2, min(6, len(word) - 2)):
                parted = (word[:cut], word[cut:])
                if word[:cut] in LIGHT and (cut > 2 or word[:cut] in _OFTEN_JOINED):
                    found += [Query(" ".join([*before, *parted, *after]))]
        return found[:_MOST_READINGS]


class PrefixTable(Generic[T]):
    """Values under string keys, found by key or by the start of the key."""

    def __init__(self) -> None:
        self._values: dict[str, list[T]] = {}
        self._sorted: list[str] = []
        self._fresh: list[str] = []

    def add(self, key: str, value: T) -> bool:
        """Put `value` under `key`; tell whether the key is new."""
        values = self._values.get(key)
        if values is None:
            self._values[key] = [value]
            self._fresh.append(key)
            return True
        values.append(value)
        return False

    def remove(self, key: str, value: T) -> bool:
        """Take `value` from `key`; tell whether the key is gone with it."""
        values = self._values[key]
        values.remove(value)
        if values:
            return False
        del self._values[key]
        self._sort()
        del self._sorted[bisect_left(self._sorted, key)]
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def get(self, key: str) -> Sequence[T]:
        """Return the values of exactly `key`."""
        return self._values.get(key, ())

    def starting(self, prefix: str) -> list[str]:
        """Return the keys that begin with `prefix`, sorted."""
        self._sort()
        low = bisect_left(self._sorted, prefix)
        return self._sorted[low : bisect_left(self._sorted, prefix + "\U0010ffff", low)]

    def under(self, prefix: str) -> set[T]:
        """Return the values of all keys that begin with `prefix`."""
        return set().union(*map(self._values.__getitem__, self.starting(prefix)))

    def _sort(self) -> None:
        if self._fresh:
            self._sorted += self._fresh
            self._fresh.clear()
            self._sorted.sort()


class Vocabulary:
    """Every word in use in the names, found by skeleton and by letters in common."""

    def __init__(self) -> None:
        self._bones: dict[str, str] = {}
        self._by_bones: PrefixTable[str] = PrefixTable()
        self._by_trigram: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, word: str) -> None:
        """Take in a word not yet in use."""
        bones = self._bones[word] = skeleton(word[:_LONGEST_WORD])
        self._by_bones.add(bones, word)
        for gram in _trigrams(word):
            self._by_trigram[gram].append(word)

    def remove(self, word: str) -> None:
        """Forget a word no longer in use."""
        bones = self._bones.pop(word)
        self._by_bones.remove(bones, word)
        for gram in _trigrams(word):
            self._by_trigram[gram].remove(word)

    def bones(self, word: str) -> str:
        """Return the skeleton of `word`, in use or not."""
        known = self._bones.get(word)
        return skeleton(word[:_LONGEST_WORD]) if known is None else known

    def resembling(self, token: str, *, unfinished: bool) -> set[str]:
        """Return the words that `token` may be another spelling, or the start, of."""
        bones = self.bones(token)
        found = set(self._by_bones.get(bones)) if bones else set()
        if unfinished and len(bones) > 1:
            found |= self._by_bones.under(bones)
        shared = Counter[str]()
        for gram in _trigrams(token):
            shared.update(self._by_trigram.get(gram, ()))
        least = max(2, round(0.4 * len(token)))
        found.update(word for word, count in shared.items() if count >= least)
        return found


def _trigrams(word: str) -> list[str]:
    """Return the runs of three letters, the start of the word counting as a letter."""
    padded = " " + word[:_LONGEST_WORD]
    return [padded[place : place + 3] for place in range(len(padded) - 2)]


class TokenLikeness:
    """One typed word held against the words of names; each pair is worked out once.

    Args:
        token: The typed word.
        unfinished: Whether more of it may still be typed.
        vocabulary: The words of the names.
    """

    def __init__(self, token: str, vocabulary: Vocabulary, *, unfinished: bool) -> None:
        # Loaded at the first fuzzy search: its import would slow the start.
        from rapidfuzz.fuzz import ratio

        self._ratio = ratio
        self._token = token
        self._bones = vocabulary.bones(token)
        self._vocabulary = vocabulary
        self._unfinished = unfinished
        self._known: dict[str, float] = {token: 1.0}

    def meanings(self) -> list[tuple[str, float]]:
        """Return the words of the vocabulary most like the token, best first."""
        words = self._vocabulary.resembling(self._token, unfinished=self._unfinished)
        best = sorted((-self.to(word), word) for word in words)[:_WORDS_KEPT]
        return [(word, -score) for score, word in best if -score >= _LEAST_WORD]

    def to(self, word: str) -> float:
        """Return how likely the token is a spelling of `word`, 0 to 1."""
        score = self._known.get(word)
        if score is None:
            score = self._known[word] = self._work_out(word)
        return score

    def _work_out(self, word: str) -> float:
        ratio, token, bones = self._ratio, self._token, self._bones
        other = self._vocabulary.bones(word)
        score = blend(ratio(token, word), ratio(bones, other))
        if bones == other and len(bones) > 1:
            # Short names lose half their letters with the vowels: Zeid, Zayd.
            score = max(score, _SAME_BONES)
        size = len(token)
        if self._unfinished and len(word) > size:
            if size < 4:
                return max(score, self._begun(word, other))
            start = blend(ratio(token, word[:size]), ratio(bones, other[: len(bones)]))
            score = max(score, start * _UNFINISHED)
        return score

    def _begun(self, word: str, bones: str) -> float:
        """Judge up to three letters, too few for a ratio, as the start of `word`."""
        if word.startswith(self._token):
            return _BEGUN
        return _SAME_BONES if self._bones and bones.startswith(self._bones) else 0.0


def blend(plain: float, bones: float) -> float:
    """Mix the likeness of two spellings and of their skeletons, 0 to 100 each, into 0 to 1."""
    return (_PLAIN_SHARE * plain + (1 - _PLAIN_SHARE) * bones) / 100


class Comparison:
    """One query, in all its readings, held against many names.

    Args:
        query: What was typed.
        vocabulary: The words of the names.
        frequency: In how many names a word stands.
    """

    def __init__(
        self, query: Query, vocabulary: Vocabulary, frequency: Callable[[str], int]
    ) -> None:
        from rapidfuzz.fuzz import ratio

        self._ratio = ratio
        self._vocabulary = vocabulary
        self._frequency = frequency
        self._weights: dict[str, float] = {}
        self._squashed = query.squashed
        self._bones = "".join(map(vocabulary.bones, query.words))
        readings = query.readings()
        last = {reading.words[-1] for reading in readings}
        self._tokens = {
            token: TokenLikeness(token, vocabulary, unfinished=token in last)
            for reading in readings
            for token in reading.telling
        }
        # Long words choose first: they are surer of their counterpart.
        self._readings = [
            sorted(reading.telling, key=lambda word: (-len(word), word)) for reading in readings
        ]

    def weight(self, word: str) -> float:
        """Return how much a word tells: little when light or common."""
        known = self._weights.get(word)
        if known is None:
            known = 0.2 if word in LIGHT else 1.0
            known *= min(len(word), 8) ** 0.5 / (1 + 0.2 * log(1 + self._frequency(word)))
            self._weights[word] = known
        return known

    def meanings(self) -> Iterator[tuple[str, float]]:
        """Yield the words of the names that typed words may mean, and what each is worth."""
        # Particles stand in too many names, unless what else was typed says too little yet.
        enough = any(len(token) > 3 and token not in LIGHT for token in self._readings[0])
        for token in self._tokens:
            if enough and (len(token) < 3 or token in LIGHT):
                continue
            weight = self.weight(token)
            for word, alike in self._tokens[token].meanings():
                yield word, alike * weight

    def likeness(self, folded: str) -> tuple[float, tuple[int, ...]]:
        """Hold the query against one name.

        Args:
            folded: The name, folded.

        Returns:
            How alike they are, 0 to 1, and which words of the name were matched.
        """
        words = folded.split()[:_MOST_WORDS]
        best, places = self._as_one_word(words), tuple(range(len(words)))
        weights = [0.0 if word in ARTICLES else self.weight(word) for word in words]
        for reading in self._readings:
            score, used = self._by_words(reading, words, weights)
            if score >= best:
                best, places = score, used
        return best, places

    def _by_words(
        self, typed: Sequence[str], words: Sequence[str], weights: Sequence[float]
    ) -> tuple[float, tuple[int, ...]]:
        """Give each typed word its best unused word of the name."""
        used: list[int] = []
        of_typed = of_name = total = 0.0
        for token in typed:
            alike_to, best, at = self._tokens[token].to, _LEAST_WORD, -1
            for place, word in enumerate(words):
                alike = alike_to(word)
                if alike > best and place not in used:
                    best, at = alike, place
            weight = self.weight(token)
            total += weight
            if at >= 0:
                used.append(at)
                of_typed += best * weight
                of_name += best * weights[at]
        of_typed = min(1.0, of_typed / total)
        of_name = min(1.0, of_name / (sum(weights) or 1.0))
        # The query may say less than the name, or, at a higher price, more.
        score = max(of_typed * (0.85 + 0.15 * of_name), of_name * (0.7 + 0.3 * of_typed))
        return score, tuple(used)

    def _as_one_word(self, words: Sequence[str]) -> float:
        bones = "".join(map(self._vocabulary.bones, words))
        return blend(self._ratio(self._squashed, "".join(words)), self._ratio(self._bones, bones))
