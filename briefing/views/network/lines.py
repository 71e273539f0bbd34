"""A tree of ties in lines, one for each tie, with what does not fit folded away."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefing.model.terminal_text import cells
from briefing.views.network.edges import Edge, words_of
from briefing.views.network.neighbourhood import Tree
from briefing.views.pictures.glyphs import Glyphs
from briefing.views.pictures.moving import Direction

MORE = "more:"
"""Begins the target of a line for what is folded; the ref of the record it is under follows."""

_FOLDS = (50, 20, 12, 8, 5, 3)
"""Records shown under one, the most that fits."""


class Line(NamedTuple):
    """One line of a tree.

    Attributes:
        ref: The record it leads to; empty if it stands for what is folded.
        under: The record it is under; empty for the middle.
        depth: How many steps it is from the middle.
        edge: The tie; None for the middle and for what is folded.
        goes_on: For each step to it, whether further lines follow there.
        hidden: How many ties are folded.
    """

    ref: str
    under: str
    depth: int
    edge: Edge | None
    goes_on: tuple[bool, ...]
    hidden: int = 0

    @property
    def is_first(self) -> bool:
        """Whether the record stands here in full."""
        return self.edge.is_first if self.edge else bool(self.ref)

    @property
    def target(self) -> str:
        """What its cells stand for: the record if it stands here in full, else the tie."""
        if self.is_first:
            return self.ref
        return self.edge.id if self.edge else f"{MORE}{self.under}"


class Label(NamedTuple):
    """What stands on the line of a tie.

    Attributes:
        role: How it reads from the record before it.
        behind: When it was, and how well founded it is.
        is_possible: Whether it only possibly was in the period.
    """

    role: str
    behind: str
    is_possible: bool

    @property
    def width(self) -> int:
        """Its cells, with a blank on either side."""
        return cells(self.role) + cells(self.behind) + 2


def label_of(tree: Tree, edge: Edge, glyphs: Glyphs) -> Label:
    """What stands on the line of a tie; a date another source gives instead is a second mark."""
    words = words_of(tree.ties, edge)
    claims = (f"{glyphs.claim} {each}".rstrip() for each in words.claims)
    signs = [glyphs.about] if words.is_possible else []
    behind = (" ".join(filter(None, [*signs, words.time, *claims])), words.grade)
    said = "".join(f" {glyphs.dot} {each}" for each in behind if each)
    return Label(glyphs.text(words.role), glyphs.text(said), words.is_possible)


def fitting(tree: Tree, height: int, unfolded: Collection[str] = ()) -> Sequence[Line]:
    """The lines of a tree, folded no more than is needed to fit.

    Args:
        tree: The tree.
        height: The lines there are room for; 0 for any number.
        unfolded: The records under which nothing is folded.

    Returns:
        The lines; more than fit if the most folded tree has more.
    """
    lines: Sequence[Line] = lines_of(tree, 0, unfolded)
    for most in _FOLDS:
        if not height or len(lines) <= height:
            break
        lines = lines_of(tree, most, unfolded)
    return lines


def lines_of(tree: Tree, most: int, unfolded: Collection[str] = ()) -> Sequence[Line]:
    """The lines of a tree with so many records under each; 0 for all of them."""
    root = Line(tree.root, "", 0, None, ())
    return [root, *_under(tree, tree.root, (), most, unfolded)]


def _under(
    tree: Tree, ref: str, goes_on: tuple[bool, ...], most: int, unfolded: Collection[str]
) -> Iterator[Line]:
    depth = len(goes_on) + 1
    groups = [list(each) for _, each in groupby(tree.edges.get(ref, ()), attrgetter("to"))]
    # A line that says that one is folded takes no less room than that one.
    is_folded = 0 < most < len(groups) - 1 and ref not in unfolded
    shown = groups[:most] if is_folded else groups
    for number, edges in enumerate(shown, 1):
        is_last = number == len(shown) and not is_folded
        first = edges[0]
        for place, edge in enumerate(edges, 1):
            further = not is_last or place < len(edges)
            yield Line(edge.to, ref, depth, edge, (*goes_on, further))
        if first.is_first:
            yield from _under(tree, first.to, (*goes_on, not is_last), most, unfolded)
    if is_folded:
        hidden = sum(len(edge.vias) for edges in groups[most:] for edge in edges)
        yield Line("", ref, depth, None, (*goes_on, False), hidden)


def next_line(lines: Sequence[Line], target: str, direction: Direction) -> str:
    """Where an arrow key leads: right to what a record is tied to, left back to the middle.

    Up and down lead to the next line that is as far from the middle, else to the next of all.
    Right on a reference leads to the place where the record stands in full.

    Args:
        lines: The lines.
        target: Where to start; if no line stands for it, the middle is next.
        direction: Where to go.

    Returns:
        The target of the next line; empty if there is none.
    """
    at = next((number for number, line in enumerate(lines) if line.target == target), None)
    if at is None:
        return lines[0].target
    here = lines[at]
    if direction == "left":
        return here.under
    if direction == "right":
        if not here.is_first:
            place = next((line for line in lines if line.is_first and line.ref == here.ref), None)
            return place.target if place and here.ref else ""
        return next((line.target for line in lines if line.under == here.ref), "")
    rest = lines[at + 1 :] if direction == "down" else lines[:at][::-1]
    alike = (line.target for line in rest if line.depth == here.depth)
    return next(alike, rest[0].target if rest else "")
