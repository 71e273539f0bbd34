"""What a text quotes, and who is said to have said it (`model/parsers/quotes`)."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from briefing.model.parsers.quotes.parse import capture
from briefing.model.parsers.quotes.sentences import is_name
from briefing.model.parsers.words import Find
from briefing.reading.proposals.report import Report, Sentence, Span

_STRETCH: Final = 20_000
"""Characters of whole paragraphs that are read together."""
_LEFT_OUT: Final = " […] "
"""What `capture` puts between parts of what one speaker said."""
_MARKS: Final = re.compile('[“”„«»"‘]|``')


class Said(NamedTuple):
    """Words that somebody is said to have said.

    Attributes:
        fields: The fields of a quote, as `capture` gives them.
        parts: Where its parts stand in the text.
        who: Where its speaker is named; None if nobody is.
        is_quoted: Whether the words, or some of them, stand in quotation marks.
    """

    fields: dict[str, Any]
    parts: Sequence[Span]
    who: Span | None
    is_quoted: bool


def said_in(
    report: Report, find: Find, on: date | None, name_of: Callable[[str], str]
) -> Iterator[Said]:
    """Find what a text quotes and reports, in order.

    Args:
        report: The text.
        find: Gives the ref of the record a name certainly means.
        on: The day of the source; None if unknown.
        name_of: Gives the label of a record.
    """
    for stretch in _stretches(report.paragraphs):
        start, end = stretch[0].start, stretch[-1].end
        passage = report.flowing[start:end].replace("\n", "\n\n")
        at = start
        for fields in capture(passage, find, on=on, name_of=name_of):
            said = _placed(report, fields, at, start, end) if "mode" in fields else None
            if said is not None:
                at = report.place(said.parts[0])
                yield said


def _is_title(words: str) -> bool:
    """Whether quoted words are a name of several words: the “Donetsk People's Republic”."""
    return " " in words.strip() and words.rstrip()[-1:] not in ".!?" and is_name(words)


def _stretches(paragraphs: Sequence[Sequence[Sentence]]) -> Iterator[Sequence[Sentence]]:
    """Sentences of whole paragraphs, each stretch of a limited length."""
    stretch: list[Sentence] = []
    for paragraph in paragraphs:
        if stretch and paragraph[-1].end - stretch[0].start > _STRETCH:
            yield stretch
            stretch = []
        stretch += [each for each in paragraph if not each.is_heading]
    if stretch:
        yield stretch


def _placed(report: Report, fields: dict[str, Any], at: int, start: int, end: int) -> Said | None:
    """Find the words in the text, from the statement before on; None if they are not there."""
    parts: list[Span] = []
    said = [words for words in fields["text"].split(_LEFT_OUT) if not _is_title(words)]
    if not said:
        return None
    fields = {**fields, "text": _LEFT_OUT.join(said)}
    for words in said:
        found = report.find(words, at, end) or report.find(words, start, end)
        if found is None:
            return None
        parts.append(found)
        at = report.place(found)
    speaker = fields.get("attribution", "")
    first = report.place(parts[0])
    who = report.find(speaker, max(start, first - len(speaker) - 400), end) if speaker else None
    is_quoted = fields["mode"] == "direct" or bool(_MARKS.search(parts[0].words))
    return Said(fields, parts, who, is_quoted)
