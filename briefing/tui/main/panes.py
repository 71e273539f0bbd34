"""The panes: one list for each kind that has one, of which the one in use is the largest."""

from collections.abc import Callable, Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from briefing.model.kinds import KINDS, PANES
from briefing.model.kinds.kind import Order
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.main.sorted_rows import SortedRows
from briefing.tui.widgets.row_list import Row, RowList


class Panes(Vertical):
    """The lists of records, each in an order of its own."""

    DEFAULT_CSS = """
    Panes {
        width: 42%; height: 100%;
        & > RowList { height: 2fr; min-height: 3; }
        & > RowList.-current { height: 5fr; }
    }
    """

    def __init__(self, draw: Callable[[str], Row]) -> None:
        """Make the panes.

        Args:
            draw: Gives the row of a record by its ref.
        """
        super().__init__()
        self._draw = draw
        self._orders = dict.fromkeys(PANES, 0)
        self._rows: dict[str, SortedRows] = {}
        self._within: Collection[str] | None = None
        self._marks: dict[str, set[str]] = {kind: set() for kind in PANES}
        self.current_kind = PANES[0]

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
        """The kind a list is for; empty when it is none of these lists."""
        return next((kind for kind in PANES if self.pane(kind) is widget), "")

    def choose(self, kind: str) -> None:
        """Make the list of a kind the one in use."""
        self.current_kind = kind
        for other in PANES:
            self.pane(other).set_class(other == kind, "-current")
        self.label()

    def fill(self, store: Store, kinds: Sequence[str], within: Collection[str] | None) -> None:
        """Show the records of some kinds.

        Args:
            store: Where they are.
            kinds: Which lists to fill.
            within: The only records to show; None for all.
        """
        self._within = within
        for kind in kinds:
            plural = KINDS[kind].plural
            self.pane(kind).empty = (
                f"no {plural} yet: press n" if within is None else f"no {plural} in the lens"
            )
            self.pane(kind).fill(self._sort(kind, store, within))
        self.label()

    def follow(
        self, changes: Sequence[Change], store: Store, within: Collection[str] | None
    ) -> None:
        """Show what changed; cursors and views stay on what they are on.

        Rows that stay where they are show it too: a quote has the name of its speaker.

        Args:
            changes: What changed, as the store tells it.
            store: Where the records are, changed already.
            within: The only records to show; None for all. The lists were filled like that.
        """
        self._within = within
        for kind in PANES:
            self._follow_in(kind, changes, store, within)
        self.label()

    def _follow_in(
        self, kind: str, changes: Sequence[Change], store: Store, within: Collection[str] | None
    ) -> None:
        rows = self._rows[kind]
        self._marks[kind] -= {change.ref for change in changes if change.after is None}
        moves = rows.moves(change for change in changes if kind_of(change.ref) == kind)

        def change() -> SortedRows:
            is_done = within is None and rows.follow(moves)
            return rows if is_done else self._sort(kind, store, within)

        # What a lens lets through depends on other records than those in the list.
        if moves.leaving or moves.coming or within is not None:
            self.pane(kind).follow(change, moves.leaving)
        else:
            self.pane(kind).refresh()

    def _sort(self, kind: str, store: Store, within: Collection[str] | None) -> SortedRows:
        rows = self._rows[kind] = SortedRows(kind, self.order(kind), store.all(kind), within)
        return rows

    def order(self, kind: str) -> Order:
        """The order a list is in."""
        return KINDS[kind].orders[self._orders[kind]]

    def cycle_order(self) -> Order:
        """Go on to the next order of the list in use; it must be filled anew."""
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
        """The records marked in the list in use, as they stand there; last those out of sight."""
        marks = self._marks[self.current_kind]
        if not marks:
            return ()
        in_list = [ref for ref in self.current.ids if ref in marks]
        return (*in_list, *sorted(marks.difference(in_list)))

    def mark(self, ref: str) -> int:
        """Mark a record, or take its mark away; returns how many of its kind are marked then."""
        marks = self._marks[kind_of(ref)]
        marks.symmetric_difference_update([ref])
        self._show_marks(kind_of(ref))
        return len(marks)

    def mark_all(self) -> int:
        """Mark all that the list in use shows; returns how many of its kind are marked then."""
        marks = self._marks[self.current_kind]
        marks.update(self.current.ids)
        self._show_marks(self.current_kind)
        return len(marks)

    def unmark(self) -> None:
        """Take all marks of the list in use away."""
        self._marks[self.current_kind].clear()
        self._show_marks(self.current_kind)

    def _show_marks(self, kind: str) -> None:
        self.pane(kind).refresh()
        self.label()

    def _marked_words(self, kind: str) -> str:
        marks = self._marks[kind]
        if not marks:
            return ""
        hidden = 0 if self._within is None else len(marks.difference(self._within))
        out_of_sight = f", {hidden:,} not in the lens" if hidden else ""
        return f"{len(marks):,} marked{out_of_sight} · "

    def _tabs(self, current: str) -> Content:
        """All lists in one title, for a screen that shows one at a time."""
        return Content(" │ ").join(
            Content.styled(_title(kind), "bold reverse" if kind == current else "$foreground-muted")
            for kind in PANES
        )


def _title(kind: str) -> str:
    return f"{KINDS[kind].key} {KINDS[kind].plural.capitalize()}"


def tally(store: Store) -> str:
    """How many records there are of the kinds that have a pane: "15 groups · 1 leader"."""
    counts = ((len(store.all(kind)), KINDS[kind]) for kind in PANES)
    return " · ".join(
        f"{count:,} {kind.name if count == 1 else kind.plural}" for count, kind in counts
    )
