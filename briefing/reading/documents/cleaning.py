"""Cleaning the text of a document: what is typesetting goes, every word stays.

Each step can be traced back, so that an offset into the cleaned text leads to its place in the text
as it was extracted. Pages begin after a form feed, in both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing.model.joiners import is_spelling
from briefing.model.parsers.quotes.sentences import BROKEN_WORD, hyphenated, mended
from briefing.model.plurals import plural
from briefing.reading.documents.offsets import Edit, Offsets

PAGE_BREAK: Final = "\f"
"""What stands before each page but the first."""

_LIGATURES: Final = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_ODD: Final = re.compile(
    "\r\n?|\x85|[\u2028\u2029\v]"  # line ends
    "|\xad(?:[ \t]*\r?\n[ \t]*)?"  # a soft hyphen, with the line end that it was made for
    "|[ﬀ-ﬆ]"
    "|[\ud800-\udfff]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # control characters
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"  # bidi and zero-width ones
)
_ENDS_OF_LINES: Final = re.compile(
    r"(?<![ \t\xa0])[ \t\xa0]++(?=[\n\f])|(?<=\n)[ \t\xa0]*(?:\n[ \t\xa0]*)+(?=\n)"
)

_LEAST_PAGES: Final = 3
"""Pages that a running head or foot stands on."""

_MOST_PAGES: Final = 10_000
_LONGEST_HEAD: Final = 120
_HEADS_ON_A_PAGE: Final = 2
"""Lines of running heads that a page has at the top, and at the bottom."""


class Cleaned(NamedTuple):
    """A cleaned text.

    Attributes:
        text: The text.
        offsets: The way back to the text as it was extracted.
        notes: What was left out.
    """

    text: str
    offsets: Offsets
    notes: Sequence[str]


def cleaned(raw: str, *, is_set: bool = False) -> Cleaned:
    """Clean a text.

    Args:
        raw: The text as it was extracted from its document.
        is_set: Whether its lines are those of a page, so that words are divided at their ends and
            heads run over its pages.
    """
    offsets, notes = Offsets(), []
    unseen = 0

    def replaced() -> Iterator[Edit]:
        nonlocal unseen
        for found in _ODD.finditer(raw):
            instead = _instead(raw, found)
            unseen += instead == "" and found[0][0] != "\xad"
            if instead != found[0]:
                yield Edit(*found.span(), instead)

    text = offsets.edited(raw, replaced())
    if unseen:
        notes.append(f"left out: {unseen:,} {plural(unseen, 'character')} that cannot be seen")
    if is_set:
        heads = list(_running_heads(text))
        text = offsets.edited(text, sorted(edit for _, edits in heads for edit in edits))
        notes += [f"left out: {what} on {len(edits)} pages" for what, edits in heads]
        text = offsets.edited(text, _divided_words(text))
    text = offsets.edited(text, (Edit(*each.span()) for each in _ENDS_OF_LINES.finditer(text)))
    outer = len(text) - len(text.lstrip(" \t\n")), len(text.rstrip())
    text = offsets.edited(
        text, (edit for edit in (Edit(0, outer[0]), Edit(outer[1], len(text))) if edit[1] > edit[0])
    )
    return Cleaned(text, offsets, notes)


def pages(text: str) -> tuple[int, ...]:
    """Where the pages of a text begin; empty if it is not divided into pages."""
    breaks = [each.end() for each in re.finditer(PAGE_BREAK, text)]
    return (0, *breaks) if breaks else ()


def _instead(text: str, found: re.Match[str]) -> str:
    """What takes the place of something odd."""
    odd = found[0]
    if odd[0] in "\r\x85\u2028\u2029\v":
        return "\n"
    if odd in _LIGATURES:
        return _LIGATURES[odd]
    if "\ud800" <= odd <= "\udfff":
        return "\ufffd"
    return odd if is_spelling(text, found.start()) else ""


def _divided_words(text: str) -> Iterator[Edit]:
    known = hyphenated(text)
    for found in BROKEN_WORD.finditer(text):
        first = len(found[1])
        hyphen = mended(found, known)[first : -len(found[2])]
        yield Edit(found.start() + first, found.start(2), hyphen)


class _Line(NamedTuple):
    page: int
    start: int
    end: int
    words: str


def _running_heads(text: str) -> Iterator[tuple[str, list[Edit]]]:
    """The lines that run over the pages at their top or bottom, with what to call them."""
    if not _LEAST_PAGES <= text.count(PAGE_BREAK) + 1 <= _MOST_PAGES:
        return
    lines = [_lines(text, page, *bounds) for page, bounds in enumerate(_bounds(text))]
    for is_top in (True, False):
        for _ in range(_HEADS_ON_A_PAGE):
            outer = [each[0 if is_top else -1] for each in lines if len(each) > 1]
            gone: set[_Line] = set()
            for what, group in _repeated(outer, len(lines)):
                gone.update(group)
                yield what, [Edit(line.start, line.end) for line in group]
            for each in lines:
                each[:] = [line for line in each if line not in gone]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    starts = pages(text) or (0,)
    yield from zip(starts, (*(start - 1 for start in starts[1:]), len(text)), strict=True)


def _lines(text: str, page: int, start: int, end: int) -> list[_Line]:
    """The lines of a page that are not blank, each with its line break."""
    found = []
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            found.append(_Line(page, start, start + len(line), " ".join(line.split())))
        start += len(line)
    return found


def _repeated(lines: Sequence[_Line], count: int) -> Iterator[tuple[str, list[_Line]]]:
    """Groups of lines that differ at most in numbers, on a third of the pages or more."""
    groups: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if len(line.words) <= _LONGEST_HEAD:
            groups[re.sub(r"\d+", "#", line.words.casefold())].append(line)
    for key, alike in groups.items():
        is_number = not any(map(str.isalpha, key))
        group = _counting(alike) if is_number else alike
        if len(group) >= max(_LEAST_PAGES, count / 3):
            yield "page numbers" if is_number else f"the running head “{group[0].words}”", group


def _counting(lines: Sequence[_Line]) -> list[_Line]:
    """Those of some lines with a number that counts the pages; other numbers may be figures."""
    apart: defaultdict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        if number := re.search(r"\d{1,6}", line.words):
            apart[int(number[0]) - line.page].append(line)
    return max(apart.values(), key=len, default=[])
