"""A text as the rules read it: sentences of running text, and where each word stands in the text.

The rules read running text (`quotes.sentences.flowing`): whole words, single blanks. It has the
letters and digits of the text as stored, in the same order, and differs only in what stands between
them. So the number of a letter leads from one to the other.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.quotes.sentences import Word, flowing, printed, quotations, sentences
from briefing.model.parsers.words import NotUnderstood

_WRAPPED: Final = 100
"""Characters of the longest line of a text whose lines were broken to fit a width."""
_END_OF_REPORT: Final = re.compile(
    r"^[ \t]*(?:sources?|references|external links|related (?:news|stories|articles)|read more"
    r"|see also|sister links)[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS: Final = '.!?…:;"”’»'
_SHORT_DATELINE: Final = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}(?:, [A-Z][\w ]{2,20})?"
    r"(?:: | ?[—–] ?|,? [A-Z][a-z]{2,8}\.? \d{1,2} )(?=[A-Z“\"])"
)
"""BOGOTA: Eleven dissidents; YANGON—Twenty civilians; DONETSK, Ukraine Oct 8 At least one."""
_HEADING_WORDS: Final = 20
_LONGEST_DATE: Final = 60
_DATELINE: Final = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*[ ,]+){1,6}(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? )?"
    r"(?:\([^()\n]{2,40}\) )?"
    r"(?:[-–—]{1,2}) "
)
"""GAO (AFP) -, Baghdad —, KINSHASA, May 5 -; `sentences` knows those with a bracket or comma."""


class Span(NamedTuple):
    """A passage of the stored text.

    Attributes:
        start: Where it begins, in characters (Python string indices).
        end: After it.
        words: The passage, exactly as stored.
    """

    start: int
    end: int
    words: str


class Sentence(NamedTuple):
    """A sentence of running text.

    Attributes:
        tokens: Its words and signs; a quotation is one token.
        paragraph: The number of its paragraph.
        is_heading: Whether it is a heading, which the text below repeats.
    """

    tokens: Sequence[Word]
    paragraph: int
    is_heading: bool

    @property
    def start(self) -> int:
        """Where it begins in the running text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """After it in the running text."""
        return self.tokens[-1].end

    @property
    def words(self) -> str:
        """The sentence as it reads."""
        return printed(self.tokens)


class Letters:
    """The letters and digits of a text, and where each stands."""

    def __init__(self, text: str) -> None:
        self.at = array("L", (at for at, sign in enumerate(text) if sign.isalnum()))
        self.text = "".join(sign for sign in text if sign.isalnum())

    def find(self, words: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Find words by their letters, between two letters; None if they are not there."""
        wanted = "".join(sign for sign in words if sign.isalnum())
        found = self.text.find(wanted, start, end) if wanted else -1
        return (found, found + len(wanted)) if found >= 0 else None


class Report:
    """A text to be read.

    Args:
        text: The text as stored.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        tail = _END_OF_REPORT.search(text, 1)
        body = text[: tail.start()] if tail else text
        self.flowing = flowing(body if _is_wrapped(body) else body.replace("\n", "\n\n"))
        self._stored = Letters(text)
        self._read = Letters(self.flowing)

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Its sentences, without datelines and lines that only give a date."""
        found: list[Sentence] = []
        paragraph = -1
        if not self.flowing:
            return found
        for passage in sentences(self.flowing, quotations(self.flowing)):
            paragraph += passage.begins
            tokens = _without_dateline(passage.tokens) if passage.begins else passage.tokens
            if not tokens or _is_date(printed(tokens)):
                continue
            is_heading = passage.begins and not found and _is_heading(tokens)
            found.append(Sentence(tokens, paragraph, is_heading))
        return found

    @cached_property
    def paragraphs(self) -> Sequence[Sequence[Sentence]]:
        """Its sentences by paragraph."""
        found: dict[int, list[Sentence]] = {}
        for each in self.sentences:
            found.setdefault(each.paragraph, []).append(each)
        return list(found.values())

    def span(self, start: int, end: int) -> Span:
        """The passage of the stored text that a passage of the running text comes from.

        Args:
            start: Where it begins in the running text. It contains a letter or digit.
            end: After it.
        """
        return self._span(self._number(start), self._number(end), self.flowing[start:end])

    def find(self, words: str, start: int, end: int | None = None) -> Span | None:
        """Find words in the stored text, whatever signs and blanks stand between their letters.

        Args:
            words: The words, of running text.
            start: Where in the running text to begin.
            end: Where in the running text to stop.
        """
        last = None if end is None else self._number(end)
        found = self._stored.find(words, self._number(start), last)
        return self._span(*found, words) if found else None

    def place(self, span: Span) -> int:
        """Where in the running text a passage of the stored text begins."""
        number = min(bisect_left(self._stored.at, span.start), len(self._read.at) - 1)
        return self._read.at[number]

    def _number(self, at: int) -> int:
        """How many letters stand before a place in the running text."""
        return bisect_left(self._read.at, at)

    def _span(self, first: int, last: int, words: str) -> Span:
        """From one letter to another, with the signs that words have around them."""
        start, end = self._stored.at[first], self._stored.at[last - 1] + 1
        before = words[: next(at for at, sign in enumerate(words) if sign.isalnum())]
        after = words[next(at for at in range(len(words), 0, -1) if words[at - 1].isalnum()) :]
        if before and self.text[max(0, start - len(before)) : start] == before:
            start -= len(before)
        if after and self.text[end : end + len(after)] == after:
            end += len(after)
        return Span(start, end, self.text[start:end])


def _is_wrapped(text: str) -> bool:
    """Whether the lines of a text were broken to fit a width, rather than being paragraphs."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    longest = max(map(len, lines), default=0)
    broken = [line for line in lines if line[-1] not in _ENDS]
    full = [line for line in broken if len(line) > longest / 2]
    return longest <= _WRAPPED and 2 * len(full) > len(broken)


def _without_dateline(tokens: Sequence[Word]) -> Sequence[Word]:
    source, start = tokens[0].source, tokens[0].start
    short = _SHORT_DATELINE.match(source, start)
    found = short or _DATELINE.match(source, start)
    if found is None or found.end() > tokens[-1].start:
        return tokens
    first = next(at for at, token in enumerate(tokens) if token.start >= found.end())
    is_place = tokens[0].text.isupper() or tokens[first - 2].text == ")" or first == 2
    return tokens[first:] if is_place else tokens


def _is_heading(tokens: Sequence[Word]) -> bool:
    return len(tokens) <= _HEADING_WORDS and tokens[-1].text not in (".", "!", "?", "…", ":")


def _is_date(words: str) -> bool:
    """Whether words are a date and nothing else: Sunday, March 3, 2013."""
    if len(words) > _LONGEST_DATE or not any(sign.isdigit() for sign in words):
        return False
    try:
        DateContext().read(words)
    except NotUnderstood:
        return False
    return True
