"""The panes: a list for each kind that has one, their marks, and the lens on them all."""

from collections.abc import Callable, Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from briefing.links import neighbours
from briefing.model.kinds import KINDS, PANES
from briefing.model.kinds.kind import Order
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.main.sorted_rows import SortedRows
from briefing.tui.widgets.row_list import ListRow, RowList


class Panes(Vertical):
    """The lists of records, each in an order of its own; the current one is the largest.

    Args:
        draw: Gives the row of a record by its ref.

    Attributes:
        current_kind: The kind of the list used last.
        lens: The record whose links alone are shown; empty for none.
    """

    DEFAULT_CSS = """
    Panes {
        width: 42%; height: 100%;
        & > RowList { height: 2fr; min-height: 3; }
        & > RowList.-current { height: 5fr; }
    }
    """

    def __init__(self, draw: Callable[[str], ListRow]) -> None:
        super().__init__()
        self._draw = draw
        self._orders = dict.fromkeys(PANES, 0)
        self._rows: dict[str, SortedRows] = {}
        self._in_lens: Collection[str] | None = None
        self._marks: dict[str, set[str]] = {kind: set() for kind in PANES}
        self.current_kind = PANES[0]
        self.lens = ""

    def compose(self) -> ComposeResult:
        """One list for each kind."""
        for kind in PANES:
            pane = RowList(self._draw, id=f"pane-{kind}")
            pane.set_class(kind == self.current_kind, "-current")
            pane.marks = self._marks[kind]
            yield pane

    def pane(self, kind: str) -> RowList:
        """The list of a kind."""
        return self.query_one(f"#pane-{kind}", RowList)

    @property
    def current(self) -> RowList:
        """The list used last."""
        return self.pane(self.current_kind)

    def kind_of_list(self, widget: object) -> str:
        """The kind a list is for; empty for any other widget."""
        return next((kind for kind in PANES if self.pane(kind) is widget), "")

    def choose(self, kind: str) -> None:
        """Make the list of a kind the current one."""
        self.current_kind = kind
        for other in PANES:
            self.pane(other).set_class(other == kind, "-current")
        self.label()

    def fill(self, store: Store, kinds: Sequence[str] = PANES) -> None:
        """Show the records of some kinds, within the lens."""
        within = self._within(store)
        for kind in kinds:
            plural = KINDS[kind].plural
            empty = f"no {plural} in the lens" if self.lens else f"no {plural} yet: press n"
            self.pane(kind).empty = empty
            self.pane(kind).fill(self._sort(kind, store, within))
        self.label()

    def follow(self, changes: Sequence[Change], store: Store) -> None:
        """Show what changed; cursors and views stay where they are.

        Args:
            changes: What changed.
            store: The briefing, already changed.
        """
        within = self._within(store)
        for kind in PANES:
            self._follow_in(kind, changes, store, within)
        self.label()

    def _within(self, store: Store) -> Collection[str] | None:
        """The records the lens lets through; None without a lens."""
        self._in_lens = {self.lens, *neighbours(store, self.lens)} if self.lens else None
        return self._in_lens

    def _follow_in(
        self, kind: str, changes: Sequence[Change], store: Store, within: Collection[str] | None
    ) -> None:
        rows = self._rows[kind]
        self._marks[kind] -= {change.ref for change in changes if change.after is None}
        moves = rows.moves(change for change in changes if kind_of(change.ref) == kind)

        def change() -> SortedRows:
            is_done = within is None and rows.follow(moves)
            return rows if is_done else self._sort(kind, store, within)

        # With a lens, a change of any record may move rows in and out.
        if moves.leaving or moves.coming or within is not None:
            self.pane(kind).follow(change, moves.leaving)
        else:
            # The row itself may read differently: a quote shows its speaker.
            self.pane(kind).refresh()

    def _sort(self, kind: str, store: Store, within: Collection[str] | None) -> SortedRows:
        rows = self._rows[kind] = SortedRows(kind, self.order(kind), store.all(kind), within)
        return rows

    def order(self, kind: str) -> Order:
        """The order a list is in."""
        return KINDS[kind].orders[self._orders[kind]]

    def cycle_order(self) -> Order:
        """Switch the current list to its next order; it must then be filled again."""
        kind = self.current_kind
        self._orders[kind] = (self._orders[kind] + 1) % len(KINDS[kind].orders)
        return self.order(kind)

    def label(self) -> None:
        """Write title, order and count on the frame of each list."""
        is_narrow = self.screen.has_class("-narrow")
        for kind in PANES:
            pane = self.pane(kind)
            pane.border_title = self._tabs(kind) if is_narrow else Content(_title(kind))
            by = f"by {self.order(kind).name} · " if self._orders[kind] else ""
            pane.border_subtitle = Content(f"{self._marked_words(kind)}{by}{len(pane.ids):,}")

    def marks(self, kind: str) -> Collection[str]:
        """The records of a kind that are marked."""
        return self._marks[kind]

    def marked(self) -> Sequence[str]:
        """The records marked in the current list, in its order, hidden ones last."""
        marks = self._marks[self.current_kind]
        if not marks:
            return ()
        in_list = [ref for ref in self.current.ids if ref in marks]
        return (*in_list, *sorted(marks.difference(in_list)))

    def mark(self, ref: str) -> int:
        """Mark or unmark a record; returns how many of its kind are now marked."""
        marks = self._marks[kind_of(ref)]
        marks.symmetric_difference_update([ref])
        self._show_marks(kind_of(ref))
        return len(marks)

    def mark_all(self) -> int:
        """Mark everything the current list shows; returns how many of its kind are now marked."""
        marks = self._marks[self.current_kind]
        marks.update(self.current.ids)
        self._show_marks(self.current_kind)
        return len(marks)

    def unmark(self) -> None:
        """Clear the marks of the current list."""
        self._marks[self.current_kind].clear()
        self._show_marks(self.current_kind)

    def _show_marks(self, kind: str) -> None:
        self.pane(kind).refresh()
        self.label()

    def _marked_words(self, kind: str) -> str:
        marks = self._marks[kind]
        if not marks:
            return ""
        hidden = 0 if self._in_lens is None else len(marks.difference(self._in_lens))
        out_of_sight = f", {hidden:,} not in the lens" if hidden else ""
        return f"{len(marks):,} marked{out_of_sight} · "

    def _tabs(self, current: str) -> Content:
        """All lists in one title, for a narrow screen that shows one at a time."""
        return Content(" │ ").join(
            Content.styled(_title(kind), "bold reverse" if kind == current else "$foreground-muted")
            for kind in PANES
        )


def _title(kind: str) -> str:
    return f"{KINDS[kind].key} {KINDS[kind].plural.capitalize()}"


def tally(store: Store) -> str:
    """The number of records in each pane: "15 groups · 1 leader"."""
    counts = ((len(store.all(kind)), KINDS[kind]) for kind in PANES)
    return " · ".join(
        f"{count:,} {kind.name if count == 1 else kind.plural}" for count, kind in counts
    )
