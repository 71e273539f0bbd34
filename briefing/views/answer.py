"""The answer to a question about the briefing: rows under headings, and notes."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from briefing.model.terminal_text import cells
from briefing.search.words.folding import fold

NOTES = "Notes"
"""The heading of the notes."""

SIDE_BY_SIDE = 100
"""Cells of a line from which two texts are set in columns."""

_BLANK = "\u00a0"
"""A blank that stays where runs of blanks are made one."""

_BETWEEN = " │ "
"""What separates these columns."""

_WIDEST_LEAD = 34
"""Characters up to which the columns before the text are aligned."""


class Row(NamedTuple):
    """One line of an answer.

    Attributes:
        text: The line itself.
        lead: A short column before it: a date, a number of steps.
        tail: A short column after it: a grade, a certainty.
        ref: The record it leads to; empty for none.
        other: A second text to be read beside the first; empty for none.
    """

    text: str
    lead: str = ""
    tail: str = ""
    ref: str = ""
    other: str = ""

    @property
    def words(self) -> str:
        """All that is said in it."""
        return " ".join(part for part in (self.lead, self.text, self.other, self.tail) if part)


class Part(NamedTuple):
    """Rows under a heading.

    Attributes:
        heading: The heading.
        rows: The rows.
        is_counted: Whether the heading says how many they are.
    """

    heading: str
    rows: Sequence[Row]
    is_counted: bool = False

    @property
    def title(self) -> str:
        """The heading as shown."""
        return f"{self.heading} ({len(self.rows):,})" if self.is_counted else self.heading


class Answer(NamedTuple):
    """What a question is answered with.

    Attributes:
        title: The question, with the names of the records it is about.
        parts: The rows; a part without rows is not shown.
        notes: What the reader must know to use the rows: what was left out, what is doubtful.
        empty: What to say if there are no rows.
    """

    title: str
    parts: Sequence[Part]
    notes: Sequence[str] = ()
    empty: str = "nothing is known"

    @property
    def shown(self) -> Sequence[Part]:
        """The parts with rows, the notes being the last."""
        notes = Part(NOTES, [Row(note) for note in self.notes])
        return [part for part in (*self.parts, notes) if part.rows]


class Narrowing:
    """Narrows an answer by words, ignoring case and accents.

    Args:
        answer: The answer.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @cached_property
    def _folded(self) -> Sequence[Sequence[str]]:
        """What each row of each part says, folded once for all keys."""
        return [[fold(row.words) for row in part.rows] for part in self._answer.parts]

    def by(self, typed: str) -> Answer:
        """The answer with only the rows that contain all words of a text; notes stay."""
        words = fold(typed).split()
        if not words:
            return self._answer
        parts = [
            part._replace(
                rows=[
                    row
                    for row, text in zip(part.rows, texts, strict=True)
                    if all(word in text for word in words)
                ]
            )
            for part, texts in zip(self._answer.parts, self._folded, strict=True)
        ]
        return self._answer._replace(parts=parts, empty="no row contains these words")


def lead_width(answer: Answer) -> int:
    """Characters of the column before the text."""
    leads = (len(row.lead) for part in answer.parts for row in part.rows)
    return min(_WIDEST_LEAD, max(leads, default=0))


def row_lines(row: Row, room: int, *, side_by_side: bool) -> Sequence[str]:
    """The text of a row in lines: its two texts in columns, else one below the other.

    Args:
        row: The row; without a second text it is one line.
        room: The cells in a line; 0 for any number.
        side_by_side: Whether to make columns.
    """
    if not row.other:
        return [row.text]
    if not side_by_side:
        indent = 2 * _BLANK
        first, *more = _wrapped(row.text, room - len(indent) if room else 0)
        second, *rest = _wrapped(row.other, room - len(indent) if room else 0)
        return [first, *(indent + line for line in more), second, *(indent + line for line in rest)]
    half = (room - len(_BETWEEN)) // 2
    pairs = zip_longest(_wrapped(row.text, half), _wrapped(row.other, half), fillvalue="")
    return [f"{one}{_BLANK * (half - cells(one))}{_BETWEEN}{other}" for one, other in pairs]


def _wrapped(text: str, room: int) -> Sequence[str]:
    lines = [""]
    for word in text.split() if room else [text]:
        rest = word
        if lines[-1] and cells(f"{lines[-1]} {rest}") > room:
            lines.append("")
        while room and cells(rest) > room:
            size = room // 2  # of the widest characters
            lines[-1:] = [rest[:size], ""]
            rest = rest[size:]
        lines[-1] = f"{lines[-1]} {rest}".lstrip()
    return lines


def answer_text(answer: Answer, width: int = 0) -> str:
    """An answer in lines: title, then each row, with the ref it leads to at its end.

    Args:
        answer: The answer.
        width: The cells of a line where two texts are read beside each other; 0 for any number.
    """
    lead = lead_width(answer)
    lines = [answer.title]
    if not any(part.rows for part in answer.parts):
        lines += ["", f"  {answer.empty}"]
    for part in answer.shown:
        lines += ["", part.title] if part.heading else [""]
        lines += _lines(part, 0 if part.heading == NOTES else lead, width)
    return "\n".join(lines)


def _lines(part: Part, lead: int, width: int) -> Iterator[str]:
    for row in part.rows:
        begin = f"  {row.lead.ljust(lead)}  " if lead else "  "
        behind = "  ".join(each for each in (row.tail, row.ref) if each)
        room = max(0, width - len(begin))
        first, *more = row_lines(row, room, side_by_side=width >= SIDE_BY_SIDE)
        yield f"{begin}{first}" + (f"  ({behind})" if behind else "")
        yield from (f"{' ' * len(begin)}{line}" for line in more)
