"""The casualties that a sentence gives (`model/parsers/casualties`).

A sentence is read as a whole. If that fails, as it may say more than the parser knows, its clauses
are read by themselves, but only where no word of the sentence denies or doubts anything.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from briefing.model.parsers.casualties.parse import Count, count
from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.sentences import Word
from briefing.model.parsers.words import NotUnderstood, word_set
from briefing.reading.proposals.report import Sentence

_FATES: Final = re.compile(
    r"\b(?:kill|dead|die[sd]?\b|death|wound|injur|hurt|captur|abduct|kidnap|arrest|detain|missing"
    r"|disappear|displac|fled|lives?\b|shot|execut|massacr|slain|toll|behead|murder|hostage)",
    re.IGNORECASE,
)
DOUBTS: Final = word_set(
    """could would if may might should deny denies denied denying not never no nobody false falsely
    untrue unless threaten threatens threatened threatening plan plans planned planning feared fears
    wanted want wants vowed vows without hoax rumour(s) rumor(s) refuted rejected disputed accused
    accuses accusing suspected alleged allegedly"""
)
"""Words beside which nothing is taken from part of a sentence."""
_TOTAL: Final = re.compile(
    r"\bsince\b(?! (?:dawn|morning|midnight|then\b))|\bso far\b|\bin (?:all|total)\b|\baltogether\b"
    r"|\b(?:this|last|past|each|every|per|a) (?:year|month|decade|week)\b(?! ago)"
    r"|\b(?:over|in|during|within) (?:the )?(?:past|last|previous|\w+) (?:two |three |few |\w+ )?"
    r"(?:days|weeks|months|years|decades)\b"
    r"|\b(?:war|conflict|insurgency|unrest|violence|crisis) (?:has|had|have)\b"
    r"|\bin the \d{4}s\b",
    re.IGNORECASE,
)
_CLAUSES: Final = word_set("and when after while which that but who as where before because in")
_MOST_CLAUSES: Final = 8
_LEAST_WORDS: Final = 3
_FEW_QUOTED: Final = 3


class Figures(NamedTuple):
    """The casualties a sentence gives.

    Attributes:
        rows: They, as rows of an event.
        start: Where the words that give them begin in the running text.
        end: After these.
        left: What these words say besides.
        is_total: Whether they are counted over a time, rather than those of one event.
        is_part: Whether part of the sentence was read by itself.
    """

    rows: Sequence[dict[str, Any]]
    start: int
    end: int
    left: Sequence[str]
    is_total: bool
    is_part: bool


def figures_in(sentence: Sentence) -> Figures | None:
    """Read the casualties that a sentence gives in numbers; None if it gives none for certain."""
    if not _FATES.search(sentence.words):
        return None
    tokens = _without_attribution(sentence.tokens)
    found = _read(tokens)
    is_part = found is None
    if found is None:
        doubtful = [at for at, token in enumerate(tokens) if token.low in DOUBTS]
        for first, last in _parts(tokens):
            if any(at >= first or not _is_contrast(tokens, at, first) for at in doubtful):
                continue
            found = _read(tokens[first:last])
            if found is not None:
                tokens = tokens[first:last]
                break
    if found is None:
        return None
    rows = [row for row in found.rows if any(name in row for name in ("low", "best", "high"))]
    if not rows:
        return None
    is_total = bool(_TOTAL.search(sentence.words))
    return Figures(rows, tokens[0].start, tokens[-1].end, found.left, is_total, is_part)


def _without_attribution(tokens: Sequence[Word]) -> Sequence[Word]:
    """A sentence without who says so at its end: 60 died, an activist in the area told the AP."""
    for cue in cues(list(tokens)):
        is_behind = cue.verb is not None and cue.first > _LEAST_WORDS
        if is_behind and tokens[cue.first - 1].text == "," and tokens[cue.first - 2].is_word:
            rest = " ".join(token.low for token in tokens[cue.last :] if token.quotation is None)
            if not _FATES.search(rest):
                return tokens[: cue.first - 1]
    return tokens


def _is_contrast(tokens: Sequence[Word], doubt: int, first: int) -> bool:
    """Whether a word of doubt is in a clause that “but” sets apart from what begins at a place."""
    return any(token.low == "but" for token in tokens[doubt:first])


def _read(tokens: Sequence[Word]) -> Count | None:
    words = _unquoted(tokens)
    if not _FATES.search(words):
        return None
    try:
        return count(words)
    except NotUnderstood:
        return None


def _unquoted(tokens: Sequence[Word]) -> str:
    """The words without what is quoted, but with single words in quotation marks."""
    source, kept, at = tokens[0].source, [], tokens[0].start
    for token in tokens:
        words = token.text
        if token.quotation is not None:
            inside = token.quotation.words
            words = inside if inside.count(" ") < _FEW_QUOTED else ""
        kept.append(source[at : token.start] + words)
        at = token.end
    return " ".join("".join(kept).split())


def _parts(tokens: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of clauses, the longest first."""
    cuts = [
        at
        for at, token in enumerate(tokens)
        if at and (token.text in (",", ";", "—", "–", ":") or token.low in _CLAUSES)
    ][: _MOST_CLAUSES - 1]
    edges = [0, *cuts, len(tokens)]
    runs = [
        (edges[first], edges[last])
        for first in range(len(edges) - 1)
        for last in range(first + 1, len(edges))
    ]
    for first, last in sorted(runs, key=lambda run: run[0] - run[1]):
        while first < last and (not tokens[first].is_word or tokens[first].low in _CLAUSES):
            first += 1  # noqa: PLW2901  without what joins it to the clause before
        if last - first >= _LEAST_WORDS and (first, last) != (0, len(tokens)):
            yield first, last
