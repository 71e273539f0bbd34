"""Checks of quotations against the text of the source, where the briefing holds it.

Compared are the words, in their order. White space, punctuation, quotation marks, hyphens, capitals
and breaks of lines count for nothing; an ellipsis or brackets stand for any words left out or
inserted, as in print (Chicago Manual of Style, 17th edition, 13.50 to 13.62).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

from briefing.checks.check import Found
from briefing.checks.survey import Survey
from briefing.model.anchors import Standing, find
from briefing.model.kinds import KINDS
from briefing.model.kinds.quote import QUOTE, Quote, is_verbatim
from briefing.model.kinds.record import Anchor
from briefing.model.kinds.source import SOURCE, Source
from briefing.store.errors import MissingText

_TEXTS_AT_ONCE: Final = 64
"""Texts kept in memory while all are gone through."""

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


class _Quoted(NamedTuple):
    """Words that are quoted: in which field of which record, from where."""

    ref: str
    path: str
    source: str
    words: str
    anchor: Anchor | None = None


def altered(survey: Survey) -> Iterator[Found]:
    """Direct quotes and passages that do not occur in the text of their source."""
    texts = survey.once(_texts)
    words_of = cache(lambda source: _words(texts(source)))
    for ref, path, source, words, anchor in _quoted(survey):
        # Anchored words are looked for where they stood.
        if anchor is None and texts(source) and not _occurs(words, words_of(source)):
            problem = f"these words are not in the text of {source}; quote it exactly"
            yield Found(ref, path, problem, f"{source} {words}", source)


def lost(survey: Survey) -> Iterator[Found]:
    """Words that no longer stand where they were taken from in the text of their source."""
    texts = survey.once(_texts)
    for ref, path, source, words, anchor in _quoted(survey):
        if anchor is None or not (text := texts(source)):
            continue
        if find(text, words, anchor).standing is Standing.LOST:
            problem = f"these words no longer stand where they stood in the text of {source}"
            yield Found(ref, path, problem, f"{source} {anchor.start} {words}", source)


def missing_texts(survey: Survey) -> Iterator[Found]:
    """Sources whose long text is gone."""
    for ref, record in survey.of(SOURCE.name):
        if isinstance(record, Source) and record.text_sha256:
            try:
                survey.book.text_of(ref)
            except MissingText as error:
                problem = f"its text {error.problem}; read the document again"
                yield Found(ref, "text", problem, record.text_sha256)


def _texts(survey: Survey) -> Callable[[str], str]:
    """Gives the text of a source; empty if the briefing does not have it."""
    book = survey.book  # kept instead of the survey, which keeps what this gives

    @lru_cache(maxsize=_TEXTS_AT_ONCE)
    def text_of(ref: str) -> str:
        try:
            return book.text_of(ref)
        except MissingText:
            return ""

    return text_of


def _quoted(survey: Survey) -> Iterator[_Quoted]:
    """All that is quoted exactly from sources that have a text."""
    having_text = {
        ref
        for ref, source in survey.of(SOURCE.name)
        if isinstance(source, Source) and (source.text or source.text_sha256)
    }
    if not having_text:
        return
    for ref, record in survey.of(QUOTE.name):
        if (
            isinstance(record, Quote)
            and record.source in having_text
            and (is_verbatim(record) or record.anchor)
        ):
            yield _Quoted(ref, "text", record.source, record.text, record.anchor)
    for kind in KINDS:
        for (ref, _), cites in zip(survey.of(kind), survey.table(kind)["cites"], strict=True):
            for number, cite in enumerate(cites):
                if cite.passage and cite.source in having_text:
                    path = f"cites[{number}].passage"
                    yield _Quoted(ref, path, cite.source, cite.passage, cite.anchor)


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
