"""How much of what a text tells is taken in: sentences that no cite or quote of it covers are left.

Only sentences that tell something to be taken in count: casualties, quoted words, what became of
somebody.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from briefing.model.anchors import Standing, find
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Anchor
from briefing.model.parsers.words import Find
from briefing.reading.proposals.figures import figures_in
from briefing.reading.proposals.naming import Naming
from briefing.reading.proposals.report import Letters, Report, Span
from briefing.reading.proposals.statuses import became
from briefing.store.book import Book

_LEFT_OUT: Final = " […] "
_FEWEST_QUOTED: Final = 2


class Left(NamedTuple):
    """A sentence that tells something and is not taken in.

    Attributes:
        sentence: The sentence.
        tells: What it tells: casualties, quote, status.
    """

    sentence: Span
    tells: Sequence[str]


class Coverage(NamedTuple):
    """How much of a text is taken in.

    Attributes:
        telling: How many sentences tell something.
        left: Those of them that nothing cites.
    """

    telling: int
    left: Sequence[Left]

    @property
    def share(self) -> float:
        """The share of what it tells that is taken in, from 0 to 1; 1 if it tells nothing."""
        return 1 - len(self.left) / self.telling if self.telling else 1.0


def coverage(book: Book, source: str, text: str, identify: Find = lambda _name: "") -> Coverage:
    """Find which sentences of a text the cites and quotes of its source cover.

    Args:
        book: The briefing.
        source: The source, a ref.
        text: Its text, as stored.
        identify: Gives the ref of the record a name certainly means.
    """
    report = Report(text)
    naming = Naming(report, identify)
    cited = sorted(_cited(book, source, text))
    starts = [start for start, _ in cited]
    reach = [*accumulate((end for _, end in cited), max)]
    telling, left = 0, []
    for sentence, names in zip(report.sentences, naming.by_sentence, strict=True):
        if sentence.is_heading:
            continue
        tells = []
        if figures_in(sentence) is not None:
            tells.append("casualties")
        if any(
            token.quotation is not None and token.quotation.words.count(" ") + 1 >= _FEWEST_QUOTED
            for token in sentence.tokens
        ):
            tells.append("quote")
        if any(became(sentence, names, None)):
            tells.append("status")
        if not tells:
            continue
        telling += 1
        span = report.span(sentence.start, sentence.end)
        # Of what begins before the sentence ends, something must end after it begins.
        before = bisect_right(starts, span.end - 1)
        if not before or reach[before - 1] <= span.start:
            left.append(Left(span, tells))
    return Coverage(telling, left)


def _cited(book: Book, source: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the passages and quotes of a source stand in its text."""
    letters = Letters(text)
    for _, record in book.records():
        if isinstance(record, Quote) and record.source == source:
            yield from _places(text, letters, record.text, record.anchor)
        for cite in record.cites:
            if cite.source == source and cite.passage:
                yield from _places(text, letters, cite.passage, cite.anchor)


def _places(
    text: str, letters: Letters, words: str, anchor: Anchor | None
) -> Iterator[tuple[int, int]]:
    if anchor is not None:
        place = find(text, words, anchor)
        if place.standing is not Standing.LOST:
            yield place.start, place.end
        return
    for part in words.split(_LEFT_OUT):
        found = letters.find(part)
        if found is not None:
            yield letters.at[found[0]], letters.at[found[1] - 1] + 1
