"""The words of a text, with what their writing says: capitals, sentences, headlines.

Offsets are those of the text, in characters. All of it is one pass over the text.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from briefing.search.postings import Flags, Ints
from briefing.search.words.folding import fold

_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200c\u200d"
_LETTERS: Final = rf"[\w{_MARKS}]*"
_WORD = re.compile(
    rf"((?:[dlDL](?=['’ʼ][^\W_]))|[^\W_]{_LETTERS}(?:['’ʼ‘ʻ`](?![sS]\b)[^\W_]{_LETTERS})*)"
    rf"(['’ʼ][sS]\b)?"
)
_GLUE = re.compile(r"[^\S\n]*\n?[^\S\n]*|[^\S\n]?[-‐‑][^\S\n]?|[-‐‑]\s*\n\s*|['’ʼ‘`]| ?& ?|['’] ")
_AFTER_INITIAL = re.compile(r"\.[^\S\n]*\n?[^\S\n]*|\.-")
_DIVIDED = re.compile(r"[-‐‑]\s*\n\s*")
_ENDS = re.compile(r"[.!?…:;]|\n\s*\n|[“„«\"‘(—–•]|--")
_SHORTENED: Final = frozenset(
    [
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "gov",
        "sen",
        "rep",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "rev",
        "st",
        "fr",
        "mt",
        "no",
    ]
)
_LEAST_TITLE: Final = 3
_LONGEST_TITLE: Final = 160
_LONG_WORD: Final = 4
_TITLE_SHARE: Final = 0.7


class Words:
    """The words of a text.

    Args:
        text: As it stands.

    Attributes:
        text: The same.
        starts: Where each word starts.
        ends: Where each ends, without a possessive 's.
        written: The words as written.
        folded: The words as compared.
        is_capital: Whether each begins with a capital or a figure.
        is_upper: Whether each is in capitals throughout, with two or more.
        opens: Whether each opens a sentence, a line of its own or a quotation.
        owns: Whether each has a possessive 's.
        joins: Whether the next word may belong to the same name.
        is_loud: Whether capitals say nothing here, in a headline.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_WORD.finditer(text))
        self.starts: list[int] = [each.start(1) for each in found]
        self.ends: list[int] = [each.end(1) for each in found]
        self.written: list[str] = [each[1] for each in found]
        self.owns: list[bool] = [each.end() > each.end(1) for each in found]
        forms: dict[str, tuple[str, bool, bool]] = {}
        for word in self.written:
            if word not in forms:
                first = word[0]
                capital = first.isupper() or first.isdigit() or not (first.islower())
                forms[word] = (fold(word), capital, len(word) > 1 and word.isupper())
        self.folded: list[str] = [forms[word][0] for word in self.written]
        self.is_capital: list[bool] = [forms[word][1] for word in self.written]
        self.is_upper: list[bool] = [forms[word][2] for word in self.written]
        self.joins, self.opens = self._gaps([each.end() for each in found])
        self.is_loud = self._loud()

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def numbered(self) -> tuple[Sequence[str], Ints]:
        """The different folded words, and for each word its number among them."""
        numbers: dict[str, int] = {}
        places = [numbers.setdefault(word, len(numbers)) for word in self.folded]
        return list(numbers), np.array(places, np.int32)

    @cached_property
    def joining(self) -> Flags:
        """`joins` as an array."""
        return np.array(self.joins, np.bool_)

    @cached_property
    def in_lower_case(self) -> frozenset[str]:
        """The words that also stand in lower case somewhere in this text."""
        return frozenset(
            word for word, capital in zip(self.folded, self.is_capital, strict=True) if not capital
        )

    def surface(self, first: int, end: int) -> str:
        """Return some words as one name: without line breaks, words divided at them joined."""
        if end == first + 1:
            return self.written[first]
        return " ".join(
            _DIVIDED.sub("", self.text[self.starts[first] : self.ends[end - 1]]).split()
        )

    def gap(self, at: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.ends[at] : self.starts[at + 1]] if at + 1 < len(self) else ""

    def is_divided(self, at: int) -> bool:
        """Whether a word goes on with one that a line end divides."""
        return at > 0 and "\n" in self.gap(at - 1) and bool(_DIVIDED.fullmatch(self.gap(at - 1)))

    def _gaps(self, ends: Sequence[int]) -> tuple[list[bool], list[bool]]:
        text = self.text
        known: dict[str, tuple[bool, bool, bool]] = {}
        joins, opens = [False] * len(self), [True] * len(self)
        for at in range(len(self) - 1):
            gap = text[ends[at] : self.starts[at + 1]]
            told = known.get(gap)
            if told is None:
                told = (
                    _GLUE.fullmatch(gap) is not None,
                    _AFTER_INITIAL.fullmatch(gap) is not None,
                    _ENDS.search(gap) is not None,
                )
                known[gap] = told
            glued, initial, ended = told
            if initial and (len(self.written[at]) == 1 or self.folded[at] in _SHORTENED):
                glued, ended = True, False
            joins[at], opens[at + 1] = glued, ended
        return joins, opens

    def _loud(self) -> list[bool]:
        """Find the lines in which all words have capitals."""
        loud = [False] * len(self)
        first = 0
        starts, count = self.starts, len(self)
        while first < count:
            line_end = self.text.find("\n", starts[first])
            line_end = len(self.text) if line_end < 0 else line_end
            end = first + 1
            while end < count and starts[end] < line_end:
                end += 1
            if end - first >= _LEAST_TITLE and starts[end - 1] - starts[first] < _LONGEST_TITLE:
                long = [at for at in range(first, end) if len(self.written[at]) >= _LONG_WORD]
                capital = sum(self.is_capital[at] for at in long)
                if long and capital >= _TITLE_SHARE * len(long) and end - first > capital // 2:
                    is_sentence = self.text[self.ends[end - 1] : line_end].strip() in (".", ".”")
                    loud[first:end] = [not is_sentence] * (end - first)
            first = end
        return loud
