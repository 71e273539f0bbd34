"""What was changed, field by field, broken into lines with the changed words picked out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from briefing.model.differences import Difference, differences
from briefing.model.refs import LabelOf, kind_of
from briefing.store.changes import Change, Transaction
from briefing.tui.history.entries import labels_in, name_in
from briefing.tui.input.safe_text import one_line
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TEXT, TITLE, Line, Piece

REMOVED, ADDED, WARNING = "removed", "added", "warning"
SEAM = 3
"""Cells between two columns."""

_LONG = 400
"""Characters beyond which what did not change is left out of a text."""

_AROUND = 80
"""Characters left of it on either side of a change."""

_MOST_COMPARED = 250_000
"""Pairs of words that are compared; more would keep the reader waiting."""

_WORDS = re.compile(r"\S+\s*|\s+")
_PARTS = re.compile(r"\S+|\s+")


def transaction_lines(
    transaction: Transaction, width: int, label_of: LabelOf, about: str = "", taken_back: int = 0
) -> Iterator[Line]:
    """A transaction and all it changed.

    Args:
        transaction: What to show.
        width: Cells a line has.
        label_of: Gives the name of a record.
        about: The record whose change comes first.
        taken_back: The revision that took it back; 0 when it stands.
    """
    label_of = labels_in(transaction, label_of)
    when = f"{transaction.at.astimezone():%Y-%m-%d %H:%M:%S}"
    head = [Piece(f"revision {transaction.rev}", TITLE), Piece(f"   {when}   ", DIM)]
    yield from wrapped([Piece(transaction.by)], width, head)
    if transaction.why:
        yield from wrapped([Piece(transaction.why)], width)
    if transaction.undoes:
        yield from wrapped([Piece(f"takes back revision {transaction.undoes}", DIM)], width)
    if taken_back:
        yield from wrapped([Piece(f"taken back by revision {taken_back}", WARNING)], width)
    for change in sorted(transaction.changes, key=lambda change: change.ref != about):
        yield Line(())
        yield from change_lines(change, width, label_of)


def change_lines(change: Change, width: int, label_of: LabelOf) -> Iterator[Line]:
    """One record: what was done to it, and its fields before and after."""
    verb = what_was_done(change)
    kind = kind_of(change.ref)
    name = Piece(name_in(change, label_of), TITLE)
    yield from wrapped([name], width, [Piece(f"{verb}  {kind}  ", HEADING)], "    ")
    for difference in differences(change.before, change.after, label_of):
        if difference.before or difference.after:
            yield from difference_lines(difference, width, is_whole=verb != "changed")


def what_was_done(change: Change) -> str:
    """What a change did, in a word."""
    if change.before is None:
        return "added"
    return "deleted" if change.after is None else "changed"


def difference_lines(
    difference: Difference, width: int, *, is_whole: bool = False
) -> Iterator[Line]:
    """A field before and after: in one line where it fits, else one below the other.

    Args:
        difference: The field.
        width: Cells a line has.
        is_whole: Whether the record was added or deleted: then there is but one of both.
    """
    label = Piece(f"  {difference.label}: ", DIM)
    if is_whole:
        value = Piece(_flat(difference.after or difference.before))
        yield from wrapped([value], width, [label], "    ")
        return
    lines = list(value_lines(difference, width, label))
    if len(lines) > 1 and difference.before and difference.after:
        yield Line((label,))
        lines = list(value_lines(difference, width))
    yield from lines


def value_lines(
    difference: Difference,
    width: int,
    label: Piece = Piece("  "),  # noqa: B008  a constant
) -> Iterator[Line]:
    """A value before and after, without its name.

    Args:
        difference: The field.
        width: Cells a line has.
        label: What stands before it.
    """
    before, after = difference.before, difference.after
    if not before or not after:
        sign, look = ("− ", REMOVED) if before else ("+ ", ADDED)
        yield from wrapped(
            [Piece(_flat(before or after), look)], width, [label, Piece(sign, DIM)], "    "
        )
        return
    was, now = picked(before, after)
    arrow = Piece(" → ", DIM)
    if sum(cell_len(one_line(piece.text)) for piece in (label, *was, arrow, *now)) < width:
        yield from wrapped([*was, arrow, *now], width, [label])
    else:
        yield from wrapped(was, width, [Piece("    ")], "    ")
        yield from wrapped(now, width, [Piece("  → ", DIM)], "    ")


def picked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two versions of a text, with what went and what came picked out."""
    old, new = _WORDS.findall(_flat(before)), _WORDS.findall(_flat(after))
    is_long = len(before) + len(after) > 2 * _LONG
    was, now = [], []
    steps = list(_steps(old, new))
    for place, (is_same, left, right) in enumerate(steps):
        gone, came = "".join(left), "".join(right)
        if is_same and is_long:
            is_last = place == len(steps) - 1
            gone, came = (
                _shortened(text, is_first=place == 0, is_last=is_last) for text in (gone, came)
            )
        was.append(Piece(gone, TEXT if is_same else REMOVED))
        now.append(Piece(came, TEXT if is_same else ADDED))
    return [piece for piece in was if piece.text], [piece for piece in now if piece.text]


def _steps(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Words that stayed and words that changed, in turn; blanks behind them make no difference."""
    olds, news = [word.rstrip() for word in old], [word.rstrip() for word in new]
    start = _common(olds, news)
    end = _common(olds[start:][::-1], news[start:][::-1])
    # Where the words that stayed at the end begin.
    left, right = len(old) - end, len(new) - end
    yield True, old[:start], new[:start]
    if (left - start) * (right - start) > _MOST_COMPARED:
        yield False, old[start:left], new[start:right]
    else:
        matcher = SequenceMatcher(None, olds[start:left], news[start:right], autojunk=False)
        for code, a, b, c, d in matcher.get_opcodes():
            yield code == "equal", old[start + a : start + b], new[start + c : start + d]
    yield True, old[left:], new[right:]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """A text that did not change, as far as it stands near what did."""
    if len(text) <= 2 * _AROUND + 20:
        return text
    head = "" if is_first else text[:_AROUND].rpartition(" ")[0]
    tail = "" if is_last else text[-_AROUND:].partition(" ")[2]
    return f"{head} … {tail}" if head else f"… {tail}"


def wrapped(
    pieces: Iterable[Piece], width: int, before: Sequence[Piece] = (), indent: str = ""
) -> Iterator[Line]:
    """Break pieces of text into lines.

    Args:
        pieces: The text, straight from the record.
        width: Cells a line has.
        before: What stands before it on the first line, as it is.
        indent: What the other lines begin with.
    """
    line, at = [*before], sum(cell_len(piece.text) for piece in before)
    blank: Piece | None = None
    for text, look in pieces:
        for part in _PARTS.findall(one_line(text)):
            if part.isspace():
                blank = Piece(" ", look)
                continue
            for chunk in chop_cells(part, max(2, width - len(indent))):
                size = cell_len(chunk)
                if at + bool(blank) + size > width and at > len(indent):
                    yield Line(tuple(line))
                    line, at = [Piece(indent)], len(indent)
                elif blank and at:
                    line.append(blank)
                    at += 1
                blank = None
                line.append(Piece(chunk, look))
                at += size
    yield Line(tuple(line))


def side_by_side(left: Iterable[Line], right: Iterable[Line], width: int) -> Iterator[Line]:
    """Two texts beside each other.

    Args:
        left: Lines no wider than `width`.
        right: Likewise.
        width: Cells each side has; between them are `SEAM`.
    """
    empty = Line(())
    for one, other in zip_longest(left, right, fillvalue=empty):
        gap = width - sum(cell_len(piece.text) for piece in one.pieces)
        yield Line((*one.pieces, Piece(" " * max(0, gap)), Piece(" │ ", DIM), *other.pieces))


def _flat(text: str) -> str:
    """A text of several lines in one, with the breaks marked."""
    return text.replace("\r\n", "\n").replace("\n", " ¶ ")
