"""What the network screen shows: a neighbourhood, the paths between two, a ranking, the parts."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from briefing.model.plurals import plural
from briefing.tui.widgets.row_list import ListRow
from briefing.views.answer import Answer
from briefing.views.network import central, components
from briefing.views.network import neighbourhood as trees
from briefing.views.network.bars import Chart, draw_bars
from briefing.views.network.drawing import draw_tree
from briefing.views.network.edges import Edge, edge_row
from briefing.views.network.lines import MORE, Line, fitting, lines_of, next_line
from briefing.views.network.neighbourhood import Tree
from briefing.views.network.paths import between_answer
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs
from briefing.views.pictures.moving import Direction

_NOTE = "note:"
"""Begins the id of a row with a note; its number follows."""


class Shown(ABC):
    """What is shown, as picture, list and text."""

    @abstractmethod
    def draw(self, width: int, height: int, glyphs: Glyphs, hand: str) -> Canvas:
        """Draw it."""

    @abstractmethod
    def ids(self) -> Sequence[str]:
        """The rows of the list, without the notes."""

    @abstractmethod
    def row(self, row_id: str) -> ListRow:
        """A row of the list that is no note."""

    def notes(self) -> Sequence[str]:
        """What the reader must know."""
        return self.answer().notes

    @cached_property
    def _notes(self) -> dict[str, str]:
        return {f"{_NOTE}{number}": note for number, note in enumerate(self.notes())}

    def list_ids(self) -> Sequence[str]:
        """The rows of the list, the notes being the last."""
        return [*self.ids(), *self._notes]

    def list_row(self, row_id: str) -> ListRow:
        """A row of the list."""
        note = self._notes.get(row_id)
        return self.row(row_id) if note is None else ListRow("note", note, main_look="dim")

    @abstractmethod
    def answer(self) -> Answer:
        """All of it as text."""

    @abstractmethod
    def svg(self) -> str:
        """All of it as SVG."""

    @abstractmethod
    def headings(self) -> tuple[str, str]:
        """What stands above the picture, and above the list."""

    def ref_of(self, target: str) -> str:
        """The record that something leads to; empty for none."""
        return "" if target.startswith((MORE, _NOTE)) else target.rpartition(" ")[2]

    def step(self, hand: str, direction: Direction) -> str:
        """What is next in a direction; empty if nothing is."""
        ids, step = self.list_ids(), {"up": -1, "down": 1}.get(direction, 0)
        at = ids.index(hand) + step if hand in ids else 0
        return ids[at] if 0 <= at < len(ids) else ""

    def unfold(self, target: str) -> str:  # noqa: ARG002  for overriding methods
        """Unfold what something stands for, and give what stands there then; empty for nothing."""
        return ""

    def reveal(self, target: str) -> None:  # noqa: B027  most need not
        """Bring something into the picture."""


class ShownTree(Shown):
    """A neighbourhood, or the paths between two records.

    Args:
        tree: The tree.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._unfolded: set[str] = set()
        self._lines: Sequence[Line] = ()
        self._height = 0

    @cached_property
    def _every(self) -> dict[str, Line]:
        return {line.target: line for line in lines_of(self.tree, 0)}

    @cached_property
    def _undated(self) -> dict[str, Edge]:
        return {edge.id: edge for edge in self.tree.undated}

    def draw(self, width: int, height: int, glyphs: Glyphs, hand: str) -> Canvas:
        """Draw it, folded as far as needed."""
        self._height = height
        self._lines = self._fitting()
        return draw_tree(self.tree, width, height, glyphs, hand, self._lines)

    def _fitting(self) -> Sequence[Line]:
        height = max(0, self._height - bool(self.tree.below))
        return fitting(self.tree, height, self._unfolded)

    def ids(self) -> Sequence[str]:
        """The lines of the picture with nothing folded, then the ties without a date."""
        return [*self._every, *self._undated]

    def row(self, row_id: str) -> ListRow:
        """A tie in a sentence."""
        ties = self.tree.ties
        line = self._every.get(row_id)
        edge = line.edge if line else self._undated.get(row_id)
        if edge is None:
            return ListRow("", ties.book.label(self.tree.root), "", main_look="key")
        row = edge_row(ties, edge)
        if line is None:
            return ListRow("undated", row.text, row.tail, lead_look="unreviewed")
        return ListRow(str(line.depth), row.text, row.tail)

    def answer(self) -> Answer:
        """All of it as text."""
        tree = self.tree
        if tree.goal:
            return between_answer(tree.ties, tree.root, tree.goal)
        return trees.neighbourhood_answer(tree)

    def notes(self) -> Sequence[str]:
        """What the reader must know; the sentences of an answer would take longer."""
        return super().notes() if self.tree.goal else list(trees.notes_of(self.tree))

    def svg(self) -> str:
        """All of it as SVG."""
        from briefing.report.pictures import network

        return network.draw_tree(self.tree)

    def headings(self) -> tuple[str, str]:
        """Around what it is, and how much there is."""
        tree, label = self.tree, self.tree.ties.book.label
        count, records = tree.count, len(tree.distances)
        how_much = f"{count:,} {plural(count, 'tie')}, {records:,} {plural(records, 'record')}"
        if tree.left_out:
            how_much += f", {tree.left_out:,} more left out"
        if tree.goal:
            return f"Paths from {label(tree.root)} to {label(tree.goal)}", how_much
        steps = f"{tree.depth} {plural(tree.depth, 'step')}"
        return f"{label(tree.root)} · {steps} · {tree.ties.what}", how_much

    def step(self, hand: str, direction: Direction) -> str:
        """Right to what it is tied to, left back to the middle."""
        return next_line(self._lines or self._fitting(), hand, direction)

    def unfold(self, target: str) -> str:
        """Show all that a record is tied to, and give the first of what was folded."""
        if not target.startswith(MORE):
            return ""
        under = target.removeprefix(MORE)
        folded = {line.target for line in self._lines if line.under == under}
        self._unfolded.add(under)
        new = (line.target for line in self._fitting() if line.under == under)
        return next((each for each in new if each not in folded), under)

    def reveal(self, target: str) -> None:
        """Unfold what a tie is under, if it is folded."""
        line = self._every.get(target)
        if line is None or any(each.target == target for each in self._fitting()):
            return
        under = line.under
        while under:
            self._unfolded.add(under)
            under = self.tree.parents.get(under, "")


class ShownBars(Shown):
    """Rows of bars."""

    @abstractmethod
    def chart(self) -> Chart:
        """The bars."""

    def draw(self, width: int, height: int, glyphs: Glyphs, hand: str) -> Canvas:
        """Draw them."""
        return draw_bars(self.chart(), width, height, glyphs, hand)

    def svg(self) -> str:
        """All of them as SVG."""
        from briefing.report.pictures import network

        return network.draw_bars(self.chart(), self.answer().title)


class ShownRanking(ShownBars):
    """Who is central.

    Args:
        found: The ranking.
    """

    def __init__(self, found: central.Central) -> None:
        self.found = found
        shown = enumerate(found.ranked[: central.MOST_RANKED], 1)
        self._ranks = {rank.ref: (number, rank) for number, rank in shown}
        self._chart = central.central_chart(found)

    def chart(self) -> Chart:
        """The bars."""
        return self._chart

    def ids(self) -> Sequence[str]:
        """The ranked records."""
        return list(self._ranks)

    def row(self, row_id: str) -> ListRow:
        """A record with its figures."""
        number, rank = self._ranks[row_id]
        tied = f"tied to {rank.tied_to:,}"
        between = central.pairs_said(rank, is_exact=self.found.is_exact)
        by, other = (tied, between) if self.found.by == "tied" else (between, tied)
        return ListRow(f"{number:,}", self.found.ties.book.label(row_id), by, other)

    def answer(self) -> Answer:
        """All of it as text."""
        return central.central_answer(self.found)

    def headings(self) -> tuple[str, str]:
        """What is ranked, and by what."""
        by = "betweenness" if self.found.by == "between" else "number of ties"
        how = "" if self.found.is_exact else ", estimated"
        heading = f"Central in what is recorded · by {by}{how} · {self.found.ties.what}"
        return heading, f"{len(self.found.ranked):,} records, {self.found.alone:,} without ties"


class ShownParts(ShownBars):
    """The separate parts of the network.

    Args:
        found: The parts.
    """

    def __init__(self, found: components.Components) -> None:
        self.found = found
        self._parts = {part.ref: part for part in found.parts[: components.MOST_LISTED]}
        self._chart = components.components_chart(found)

    def chart(self) -> Chart:
        """The bars."""
        return self._chart

    def ids(self) -> Sequence[str]:
        """The parts, by the record that stands for each, then those tied to nobody."""
        return [*self._parts, *self.found.alone[: components.MOST_LISTED]]

    def row(self, row_id: str) -> ListRow:
        """A part with its records, or a record that is alone."""
        label = self.found.ties.book.label
        part = self._parts.get(row_id)
        if part is None:
            return ListRow("alone", label(row_id))
        return ListRow(f"{len(part.refs):,}", ", ".join(map(label, part.refs[:12])))

    def answer(self) -> Answer:
        """All of it as text."""
        return components.components_answer(self.found)

    def headings(self) -> tuple[str, str]:
        """How many parts there are."""
        count, alone = len(self.found.parts), len(self.found.alone)
        heading = f"{count:,} separate {plural(count, 'part')} · {self.found.ties.what}"
        return heading, f"the largest first; {alone:,} more tied to nobody"
