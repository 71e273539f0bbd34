"""A report in Markdown: CommonMark with footnotes and tables, from which other formats are made.

Text of records never becomes markup: every sign that means anything to Markdown is escaped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from briefing.model import markdown
from briefing.report.document import (
    UNSOURCED,
    Block,
    Heading,
    Paragraph,
    Part,
    Picture,
    Quotation,
    Run,
    Sentence,
    Table,
)
from briefing.report.notes import Notes
from briefing.report.reading import Read, Reading, Sign
from briefing.store.book import Book

PICTURE: Final = "\ue000{}\ue001"
"""Stands where a picture is to be, by its number; of private-use characters, which no text has."""

PART: Final = "\ue002{}\ue003"
"""Stands where a template asks for a part, as above."""

_UNSEEN: Final = re.compile(
    "[\ue000-\ue003\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""Private-use characters, and what steers a terminal or turns a line around."""
_UNSOURCED: Final = f" \\[{UNSOURCED}\\]"
_SPACE: Final = re.compile(r"\s+")


class MarkdownWriter:
    """Writes one report; footnotes are numbered as they come.

    Args:
        book: The briefing, which has names and cites.
        labels: The number of each source, such as `S1`.

    Attributes:
        pictures: The pictures left out so far, each marked by `PICTURE` with its number.
    """

    def __init__(self, book: Book, labels: Mapping[str, str]) -> None:
        self._reading = Reading(book, labels)
        self.pictures: list[Picture] = []

    @property
    def notes(self) -> Notes:
        """The footnotes used so far."""
        return self._reading.notes

    def report(self, pieces: Iterable[Part | str]) -> str:
        """A whole report, footnotes last.

        Args:
            pieces: Its parts, and the Markdown between them.
        """
        said = [each if isinstance(each, str) else self._part(each) for each in pieces]
        return "\n\n".join(filter(None, (*said, self._footnotes()))) + "\n"

    def _part(self, part: Part) -> str:
        blocks = [self._block(each) for each in part.blocks]
        return f"## {escaped(part.heading)}\n\n{_joined(part.blocks, blocks)}"

    def _footnotes(self) -> str:
        return "\n".join(f"[^{number}]: {escaped(text)}." for number, text in self.notes.written())

    def _block(self, block: Block) -> str:
        match block:
            case Heading(text):
                return f"### {escaped(text)}"
            case Paragraph():
                item = "- " if block.is_item else ""
                lead = f"{_set(self._reading.lead(block.lead))} " if block.lead else ""
                text = " ".join(
                    self._sentence(each, at_start=not at and not lead)
                    for at, each in enumerate(block.sentences)
                )
                return f"{item}{lead}{text}".rstrip()
            case Quotation():
                words = self._sentence(block.words, at_start=True)
                said = " ".join(map(self._sentence, block.said))
                return f"> {words}\n>\n> — {said}"
            case Table():
                return self._table(block)
            case Picture():
                self.pictures.append(block)
                return PICTURE.format(len(self.pictures) - 1)

    def _table(self, table: Table) -> str:
        rules = ["---:" if at in table.numeric else "---" for at, _ in enumerate(table.columns)]
        rows = [[self._sentence(cell) for cell in row] for row in table.rows]
        lines = [[*map(escaped, table.columns)], rules, *rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _sentence(self, sentence: Sentence, *, at_start: bool = False) -> str:
        return _set(self._reading.sentence(sentence), at_start=at_start)


def _set(read: Read, *, at_start: bool = False) -> str:
    """A sentence in Markdown."""
    if len(read) == 1 and isinstance(read[0], Run):
        return _words(read[0], at_start=at_start)
    return "".join(
        _words(each, at_start=at_start and not at) if isinstance(each, Run) else _sign(each)
        for at, each in enumerate(read)
    )


def _sign(sign: Sign) -> str:
    return f"[^{sign.number}]" if sign.number else _UNSOURCED


def _words(run: Run, *, at_start: bool) -> str:
    text = escaped(run.text, at_start=at_start)
    if run.style != "strong" or not (bare := text.strip()):
        return text
    return text.replace(bare, f"**{bare}**", 1)


def escaped(text: str, *, at_start: bool = True) -> str:
    """A text in one line of Markdown, without any sign that could mean something else.

    Args:
        text: The text.
        at_start: Whether a line begins with it.
    """
    if not text.isprintable():
        text = _SPACE.sub(" ", without_places(text))
    return markdown.escaped(text, at_start=at_start)


def without_places(text: str) -> str:
    """A text without signs that stand for pictures or parts, or that nobody sees."""
    return _UNSEEN.sub("", text)


def _joined(blocks: Sequence[Block], written: Sequence[str]) -> str:
    """Blocks with an empty line between, but for the items of one list."""
    pieces = [written[0]]
    for (before, block), said in zip(pairwise(blocks), written[1:], strict=True):
        pieces += ["\n" if _is_item(before) and _is_item(block) else "\n\n", said]
    return "".join(pieces)


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_item
