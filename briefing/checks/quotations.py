"""Checks of quotations against the text of the source, where the briefing holds it.

Compared are the words, in their order. White space, punctuation, quotation marks, hyphens, capitals
and breaks of lines count for nothing; an ellipsis or brackets stand for any words left out or
inserted, as in print (Chicago Manual of Style, 17th edition, 13.50 to 13.62).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import normalize

from briefing.checks.check import Found
from briefing.checks.survey import Survey
from briefing.model.kinds.quote import QUOTE, Quote, is_verbatim
from briefing.model.kinds.source import SOURCE, Source

_LEFT_OUT: Final = re.compile(r"(?<!\w)\w*\[[^\[\]]*\]\w*|…|\.\s?\.\s?\.")
_JOINED: Final = re.compile(
    r"(?<=\w)[-‐‑'’ʼ](?:[^\S\n]*\n\s*)?(?=\w)|[\u00ad\u0640\u200b-\u200f\u2060\ufeff]"
)
"""What joins two parts of a word, also over the end of a line, and what is not seen at all."""

_WORD: Final = re.compile(
    # Scripts without blanks between words are compared character by character.
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


def altered(survey: Survey) -> Iterator[Found]:
    """Direct quotes and passages that do not occur in the text of their source."""
    texts = {
        ref: record.text
        for ref, record in survey.of(SOURCE.name)
        if isinstance(record, Source) and record.text
    }
    if not texts:
        return
    words_of = cache(lambda source: _words(texts[source]))
    for ref, path, source, words in _quoted(survey):
        if source in texts and not _occurs(words, words_of(source)):
            problem = f"these words are not in the text of {source}; quote it exactly"
            yield Found(ref, path, problem, f"{source} {words}", source)


def _quoted(survey: Survey) -> Iterator[tuple[str, str, str, str]]:
    """All that is quoted: the record, the field, the source, the words."""
    for ref, record in survey.of(QUOTE.name):
        if isinstance(record, Quote) and is_verbatim(record):
            yield ref, "text", record.source, record.text
    for ref, record in survey.cited:
        for number, cite in enumerate(record.cites):
            if cite.passage:
                yield ref, f"cites[{number}].passage", cite.source, cite.passage


def _occurs(passage: str, text: str) -> bool:
    """Whether the words of a passage occur in a text that `_words` made."""
    at = 0
    for part in _LEFT_OUT.split(passage):
        words = _words(part)
        if words == " ":
            continue
        at = text.find(words, at)
        if at < 0:
            return False
        at += len(words) - 1  # the blank behind belongs to the next word, too
    return True


def _words(text: str) -> str:
    """The words of a text with one blank before and after each, for a search of whole words."""
    joined = _JOINED.sub("", normalize("NFKC", text).casefold())
    return f" {' '.join(_WORD.findall(joined))} ".replace("  ", " ")
