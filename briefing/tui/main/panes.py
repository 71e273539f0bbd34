"""The panes: a list for each kind that has one, their marks, and what narrows them all.

The lists of some kinds are folded: a line with their counts, and a pane only while in use.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from briefing.links import lens
from briefing.model.kinds import KINDS, LISTS, PANES
from briefing.model.kinds.kind import Order
from briefing.model.refs import kind_of, make_ref
from briefing.store.book import Book
from briefing.store.changes import Change
from briefing.tui.commands.command import Command
from briefing.tui.commands.main import list_command
from briefing.tui.input.safe_text import one_line
from briefing.tui.main.sorted_rows import SortedRows
from briefing.tui.theme import accent
from briefing.tui.widgets.bars import KeyBar
from briefing.tui.widgets.row_list import ListRow, RowList

if TYPE_CHECKING:
    from briefing.views.filters.filters import Matches

_AROUND_TITLE = 6
"""Cells of a frame beside the title on it."""


class Panes(Vertical):
    """The lists of records, each in an order of its own; the current one is the largest.

    Args:
        draw: Gives the row of a record by its ref.

    Attributes:
        current_kind: The kind of the list used last.
        lens: The record whose links alone are shown; empty for none.
        matches: The records that a filter holds for, which alone are shown; None without one.
        present: The records there are at all from the viewpoint; None for all.
        where: What these are, in a word or two; empty for those of the present.
    """

    DEFAULT_CSS = """
    Panes {
        width: 42%; height: 100%;
        & > RowList { height: 2fr; min-height: 3; }
        & > RowList.-current { height: 5fr; }
        & > RowList.-folded { display: none; }
        & > RowList.-folded.-current { display: block; }
        & > KeyBar { background: $background; }
        & > KeyBar.-empty { display: none; }
    }
    """

    def __init__(self, draw: Callable[[str], ListRow]) -> None:
        super().__init__()
        self._draw = draw
        self._orders = dict.fromkeys(LISTS, 0)
        self._lists: dict[str, RowList] = {}
        self._all_rows: dict[str, SortedRows] = {}
        self._rows: dict[str, SortedRows] = {}
        self._book: Book | None = None
        self._base: Book | None = None
        self._within: Collection[str] | None = None
        self._marks: dict[str, set[str]] = {kind: set() for kind in LISTS}
        self.current_kind = PANES[0]
        self.lens = ""
        self.matches: Matches | None = None
        self.present: Collection[str] | None = None
        self.where = ""

    def compose(self) -> ComposeResult:
        """One list for each kind that is always shown; each delays the start."""
        yield from map(self._new, PANES)
        yield KeyBar((), stays=True)

    def _new(self, kind: str) -> RowList:
        # Classes set later would each have the styles worked out again.
        classes = "-current" if kind == self.current_kind else ""
        classes = classes if kind in PANES else f"{classes} -folded"
        pane = self._lists[kind] = RowList(self._draw, id=f"pane-{kind}", classes=classes)
        pane.marks = self._marks[kind]
        return pane

    def pane(self, kind: str) -> RowList:
        """The list of a kind; a folded one is made when it is first asked for."""
        if kind not in self._lists:
            self.mount(self._new(kind), before=self.query_one(KeyBar))
        return self._lists[kind]

    @property
    def current(self) -> RowList:
        """The list used last."""
        return self.pane(self.current_kind)

    def kind_of_list(self, widget: object) -> str:
        """The kind a list is for; empty for any other widget."""
        return next((kind for kind, pane in self._lists.items() if pane is widget), "")

    @property
    def unfolded(self) -> Sequence[str]:
        """The kinds whose lists are shown on a wide screen."""
        return [kind for kind in LISTS if kind in PANES or kind == self.current_kind]

    def on_row_list_finding(self, _message: RowList.Finding) -> None:
        """Show what was typed to find a row; the screen changes its keys."""
        self.label()

    def choose(self, kind: str) -> None:
        """Make the list of a kind the current one."""
        self.current_kind = kind
        self.pane(kind)
        for other, pane in self._lists.items():
            pane.set_class(other == kind, "-current")
        self._fill_unfolded()
        self.label()

    def go_to(self, ref: str) -> bool:
        """Put the cursor of its list on a record; False when it is not in the list."""
        if kind_of(ref) not in self._rows:
            self._fill(kind_of(ref))
        return self.pane(kind_of(ref)).go_to(ref)

    def left_out_by(self, ref: str) -> str:
        """What leaves a record out, the lens or the filter; empty where nothing does."""
        is_elsewhere = self.present is not None and ref not in self.present
        if self._within is None or ref in self._within or is_elsewhere:
            return ""
        is_found = self.matches is None or ref in self.matches.refs
        return "the lens" if is_found else "the filter"

    def fill(self, book: Book, base: Book | None = None) -> None:
        """Show the records of a briefing, within lens and filter; a folded list once needed.

        Args:
            book: The briefing as it is shown.
            base: The same with the records that are not `present`, by which lists are sorted;
                `book` itself if None.
        """
        base = base or book
        if base is not self._base:
            self._all_rows.clear()
        self._book, self._base = book, base
        self._within = self._narrowing(book)
        self._rows.clear()
        self._fill_unfolded()
        self.label()

    def sort_again(self) -> None:
        """Sort every list anew when it is filled next."""
        self._all_rows.clear()

    def _parts(self, book: Book) -> Sequence[Collection[str] | None]:
        """What viewpoint, lens and filter each leave; None for all."""
        within = lens(book, self.lens) if self.lens else None
        return self.present, within, self.matches.refs if self.matches else None

    def _narrowing(self, book: Book) -> Collection[str] | None:
        """The records that viewpoint, lens and filter leave; None for all."""
        sets = [frozenset(part) for part in self._parts(book) if part is not None]
        return frozenset.intersection(*sets) if sets else None

    def _fill_unfolded(self) -> None:
        for kind in self.unfolded:
            if kind not in self._rows:
                self._fill(kind)

    def _why_none(self, kind: str, base: Book) -> str:
        """What leaves a list empty: of several, the first that alone would."""
        left: Collection[str] = [make_ref(kind, slug) for slug in base.all(kind)]
        if not left and not self.where:
            return "yet: press n"
        why = (
            self.where if self.narrowed_by else f"{self.where}: esc shows the present",
            "in the lens: esc clears it",
            "match the filter: " + ("\\ changes it" if self.lens else "esc clears it"),
        )
        for part, said in zip(self._parts(self._book or base), why, strict=True):
            left = [ref for ref in left if part is None or ref in part]
            if not left:
                return said
        return ""

    def _fill(self, kind: str) -> None:
        if self._book is None or self._base is None:
            return
        pane, rows = self.pane(kind), self._sort(kind, self._base)
        # Another filter shows other rows, from their beginning.
        pane.fill(rows, keep=self.matches is None or pane.current in self.matches.refs)

    @property
    def narrowed_by(self) -> str:
        """What narrows the lists and esc clears first; empty for nothing."""
        return "the lens" if self.lens else "the filter" if self.matches is not None else ""

    def follow(self, changes: Sequence[Change], book: Book) -> None:
        """Show what changed; cursors and views stay where they are.

        Args:
            changes: What changed.
            book: The briefing, already changed.
        """
        self._within = self._narrowing(book)
        gone = {change.ref for change in changes if change.after is None}
        for kind in LISTS:
            self._marks[kind] -= gone
            if kind in self._rows:
                self._follow_in(kind, changes, book)
        self.label()

    def _follow_in(self, kind: str, changes: Sequence[Change], book: Book) -> None:
        rows = self._all_rows[kind]
        moves = rows.moves(change for change in changes if kind_of(change.ref) == kind)

        def change() -> SortedRows:
            if not rows.follow(moves):
                del self._all_rows[kind]
            return self._sort(kind, book)

        # With a lens or a filter, a change of any record may move rows in and out.
        if moves.leaving or moves.coming or self._within is not None:
            self.pane(kind).follow(change, moves.leaving)
        else:
            # The row itself may read differently: a quote shows its speaker.
            self.pane(kind).refresh()

    def _sort(self, kind: str, book: Book) -> SortedRows:
        if kind not in self._all_rows:
            self._all_rows[kind] = SortedRows(kind, self.order(kind), book.all(kind))
        rows = self._all_rows[kind]
        self._rows[kind] = rows if self._within is None else rows.narrowed(self._within)
        if not self._rows[kind]:
            self.pane(kind).empty = f"no {KINDS[kind].plural} {self._why_none(kind, book)}"
        return self._rows[kind]

    def order(self, kind: str) -> Order:
        """The order a list is in."""
        return KINDS[kind].orders[self._orders[kind]]

    def sorted_otherwise(self) -> Sequence[str]:
        """The lists that are not in their first order, such as "events by dead"."""
        return [
            f"{KINDS[kind].plural} by {self.order(kind).name}"
            for kind, order in self._orders.items()
            if order
        ]

    def cycle_order(self) -> Order:
        """Sort the current list in its next order."""
        kind = self.current_kind
        self._orders[kind] = (self._orders[kind] + 1) % len(KINDS[kind].orders)
        self._all_rows.pop(kind, None)
        self._fill(kind)
        self.label()
        return self.order(kind)

    def label(self) -> None:
        """Write title, order and count on the frame of each list."""
        is_narrow = self.screen.has_class("-narrow")
        for kind in self.unfolded:
            pane = self.pane(kind)
            pane.border_title = self._tabs(kind) if is_narrow else _title(kind)
            by = f"by {self.order(kind).name} · " if self._orders[kind] else ""
            count = f"{self._marked_words(kind)}{by}{self._counted(kind)}"
            if pane.finding is not None:
                how = "tab next" if pane.has_found else "no such row"
                count = f"find: {one_line(pane.finding)}▏ · {how} · esc end"
            pane.border_subtitle = Content(count)
        folded = [kind for kind in LISTS if kind not in self.unfolded]
        bar = self.query_one(KeyBar)
        bar.set_class(not folded, "-empty")
        shorter = [*_bare(folded)]
        # One name is given up for the counts; before a second, the counts are.
        ways = (
            [self._to_folded(kind, bare, with_count=with_count) for kind in folded]
            for with_count, bares in ((True, shorter[:2]), (False, shorter))
            for bare in bares
        )
        bar.show(next((way for way in ways if bar.has_room_for(way)), ()))

    def _to_folded(self, kind: str, bare: Collection[str], *, with_count: bool) -> Command:
        """The command that goes to a folded list, with its name unless it is one of the `bare`."""
        if kind in bare:
            return list_command(kind)._replace(label="")
        name = KINDS[kind].plural.capitalize()
        is_counted = with_count and self._base is not None and self._base.all(kind)
        label = f"{name} {self._count(kind):,}" if is_counted else name
        return list_command(kind)._replace(label=label)

    def _counted(self, kind: str) -> str:
        """How many rows a list has, of how many; and how many a filter only possibly holds for."""
        ids = self.pane(kind).ids
        if (self.matches is None and self.present is None) or self._base is None:
            return f"{len(ids):,}"
        of = f"{len(ids):,} of {len(self._base.all(kind)):,}"
        uncertain = self.matches.uncertain if self.matches else ()
        doubt = sum(1 for ref in uncertain if kind_of(ref) == kind)
        return f"{of}, {doubt:,} possibly" if doubt and not self.lens else of

    def most_relevant(self) -> str:
        """The current list, or the first with any rows if it has none."""
        filled = [kind for kind in (self.current_kind, *LISTS) if self._count(kind)]
        return next(iter(filled), self.current_kind)

    def _count(self, kind: str) -> int:
        """How many records a list has."""
        if self._within is not None:
            return sum(1 for ref in self._within if kind_of(ref) == kind)
        return len(self._base.all(kind)) if self._base is not None else 0

    def marks(self, kind: str) -> Collection[str]:
        """The records of a kind that are marked."""
        return self._marks[kind]

    @property
    def marks_count(self) -> int:
        """How many records are marked, in all lists."""
        return sum(map(len, self._marks.values()))

    @property
    def all_marked(self) -> Sequence[str]:
        """The records marked in any list."""
        return [ref for marks in self._marks.values() for ref in sorted(marks)]

    @property
    def in_sight(self) -> Collection[str] | None:
        """The records that viewpoint, lens and filter leave; None for all."""
        return self._within

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

    def unmark(self) -> int:
        """Clear the marks of the current list, else of all; returns how many there were."""
        kinds = [self.current_kind] if self._marks[self.current_kind] else list(LISTS)
        count = sum(len(self._marks[kind]) for kind in kinds)
        for kind in kinds:
            self._marks[kind].clear()
        for pane in self._lists.values():
            pane.refresh()
        self.label()
        return count

    def keep_marks(self, exists: Callable[[str], bool]) -> None:
        """Unmark the records that no longer exist."""
        for marks in self._marks.values():
            marks.intersection_update([*filter(exists, marks)])

    def _show_marks(self, kind: str) -> None:
        self.pane(kind).refresh()
        self.label()

    def _marked_words(self, kind: str) -> str:
        marks = self._marks[kind]
        if not marks:
            return ""
        absent = {ref for ref in marks if not self._is_present(ref)}
        hidden = marks - absent
        hidden = set() if self._within is None else hidden.difference(self._within)
        out_of_sight = "".join(
            f", {len(refs):,} not {where}"
            for refs, where in ((absent, self.where), (hidden, f"in {self.narrowed_by}"))
            if refs
        )
        return f"{len(marks):,} marked{out_of_sight} · "

    def _is_present(self, ref: str) -> bool:
        if self.present is not None:
            return ref in self.present
        return self._base is None or self._base.get(ref) is not None

    def _tabs(self, current: str) -> Content:
        """All lists in one title, for a narrow screen that shows one at a time."""
        titles = {kind: _title(kind, "bold reverse" if kind == current else "") for kind in LISTS}
        tabs = Content()
        for bare in _bare(LISTS, but=current):
            shown = [title[:1] if kind in bare else title for kind, title in titles.items()]
            for between in (" │ ", "│"):
                tabs = Content(between).join(shown)
                if tabs.cell_length <= self.screen.size.width - _AROUND_TITLE:
                    return tabs
        return tabs


def _bare(kinds: Sequence[str], but: str = "") -> Iterator[Collection[str]]:
    """Ever more kinds for which their keys alone stand, the last folded ones first.

    Args:
        kinds: The kinds.
        but: The one whose name always stays.
    """
    others = [kind for kind in reversed(kinds) if kind != but]
    later = sorted(others, key=PANES.__contains__)
    for count in range(len(later) + 1):
        yield later[:count]


def _title(kind: str, style: str = "") -> Content:
    title = f"{KINDS[kind].key} {KINDS[kind].plural.capitalize()}"
    return Content.styled(title, f"{style} ${accent(kind)}".strip())


def tally(book: Book) -> str:
    """The number of records in each pane: "15 groups · 1 leader"."""
    counts = ((len(book.all(kind)), KINDS[kind]) for kind in PANES)
    return " · ".join(
        f"{count:,} {kind.name if count == 1 else kind.plural}" for count, kind in counts
    )
