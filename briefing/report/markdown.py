"""A report in Markdown: CommonMark with footnotes and tables, from which other formats are made.

Text of records never becomes markup: every sign that means anything to Markdown is escaped.
"""

import re
from collections.abc import Mapping, Sequence
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
from briefing.report.names import Names
from briefing.report.notes import Notes
from briefing.store.book import Book

PICTURE: Final = "\ue000{}\ue001"
"""Stands where a picture is to be, by its number; of private-use characters, which no text has."""

_PRIVATE: Final = re.compile("[\ue000\ue001]")
_UNSOURCED: Final = f" \\[{UNSOURCED}\\]"
_SPACE: Final = re.compile(r"\s+")


class MarkdownWriter:
    """Writes the parts of one report; footnotes are numbered as they come.

    Args:
        book: The briefing, which has names and cites.
        labels: The number of each source, such as `S1`.

    Attributes:
        pictures: The pictures left out so far, each marked by `PICTURE` with its number.
    """

    def __init__(self, book: Book, labels: Mapping[str, str]) -> None:
        self._names = Names(book)
        self.notes = Notes(book, labels)
        self.pictures: list[Picture] = []

    def part(self, part: Part, level: int = 2) -> str:
        """A part under its heading; empty if it says nothing."""
        if not part.blocks:
            return ""
        blocks = [self._block(each, level) for each in part.blocks]
        heading = f"{'#' * level} {escaped(part.heading)}"
        return f"{heading}\n\n{_joined(part.blocks, blocks)}\n"

    def footnotes(self) -> str:
        """The footnotes used so far."""
        return "\n".join(f"[^{number}]: {escaped(text)}." for number, text in self.notes.written())

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Heading(text):
                return f"{'#' * (level + 1)} {escaped(text)}"
            case Paragraph():
                item = "- " if block.is_item else ""
                lead = f"{self._lead(block.lead)} " if block.lead else ""
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

    def _lead(self, lead: Sentence) -> str:
        """What stands before a paragraph in bold type, with a full stop."""
        runs = self._names.said(lead)
        words = "".join(escaped(run.text, at_start=False) for run in runs)
        end = "" if words[-1:] in ".?!…" else "."
        marks = "".join(map(self._mark, runs))
        bare = _UNSOURCED if any(run.is_unsourced for run in runs) else ""
        return f"**{words}{end}**{marks}{bare}"

    def _table(self, table: Table) -> str:
        rules = ["---:" if at in table.numeric else "---" for at, _ in enumerate(table.columns)]
        rows = [[self._sentence(cell) for cell in row] for row in table.rows]
        lines = [[*map(escaped, table.columns)], rules, *rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _sentence(self, sentence: Sentence, *, at_start: bool = False) -> str:
        if len(sentence) == 1 and not (sentence[0].names or sentence[0].is_unsourced):
            run = sentence[0]
            return _with_mark(_words(run, at_start=at_start), self._mark(run))
        said = self._names.said(sentence)
        text = waiting = ""
        for at, run in enumerate(said):
            words = _words(run, at_start=at_start and not at)
            # Footnotes stand behind punctuation and before a space, as in print.
            end = len(words) - len(words.lstrip(",.;:")) if waiting else 0
            text = _with_mark(f"{text}{words[:end]}", waiting) + words[end:]
            waiting = ""
            if run.notes and not _repeats(said, at):
                waiting = self._mark(run)
            elif run.is_unsourced and run.text.strip() and not _is_followed(said, at):
                head, stop = (text[:-1], ".") if text[-1:] == "." else (text, "")
                text = _with_mark(head, _UNSOURCED) + stop
        return _with_mark(text, waiting)

    def _mark(self, run: Run) -> str:
        return f"[^{self.notes.number(run.notes)}]" if run.notes else ""


def _words(run: Run, *, at_start: bool) -> str:
    text = escaped(run.text, at_start=at_start)
    bare = text.strip()
    return text.replace(bare, f"**{bare}**", 1) if run.style == "strong" and bare else text


def _with_mark(text: str, mark: str) -> str:
    """A text with a mark behind its last word."""
    bare = text.rstrip()
    return f"{bare}{mark}{text[len(bare) :]}"


def _is_followed(sentence: Sentence, at: int) -> bool:
    """Whether the next statement of a sentence has no source either, so that one mark is enough."""
    following = (run for run in sentence[at + 1 :] if run.notes or run.is_unsourced)
    found = next(following, None)
    return found is not None and found.is_unsourced


def _repeats(sentence: Sentence, at: int) -> bool:
    """Whether the next footnote of a sentence is the same, so that one is enough."""
    following = (run.notes for run in sentence[at + 1 :] if run.notes)
    return bool(sentence[at].notes) and next(following, None) == sentence[at].notes


def escaped(text: str, *, at_start: bool = True) -> str:
    """A text in one line of Markdown, without any sign that could mean something else.

    Args:
        text: The text.
        at_start: Whether a line begins with it.
    """
    if not text.isprintable():
        text = _SPACE.sub(" ", _PRIVATE.sub("", text))
    return markdown.escaped(text, at_start=at_start)


def _joined(blocks: Sequence[Block], written: Sequence[str]) -> str:
    """Blocks with an empty line between, but for the items of one list."""
    pieces = [written[0]]
    for (before, block), said in zip(pairwise(blocks), written[1:], strict=True):
        pieces += ["\n" if _is_item(before) and _is_item(block) else "\n\n", said]
    return "".join(pieces)


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_item
