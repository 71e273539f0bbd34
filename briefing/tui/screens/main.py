"""The main screen: four panes, the dossier, and the ways from one record to another."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from briefing.dossier import build_dossier
from briefing.links import neighbours
from briefing.model.records import KINDS, PANES
from briefing.model.refs import kind_of, make_ref
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.commands import COMMANDS, FOOTER, binding_id
from briefing.tui.editing import Editing
from briefing.tui.rows import ORDERS, Row, row_of
from briefing.tui.searching import Answer, Searching
from briefing.tui.text import one_line
from briefing.tui.trail import Trail
from briefing.tui.widgets.bars import KeyBar, TitleBar
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.row_list import RowList

Opener = Callable[[], Store]


class MainScreen(Screen[None]):
    """Shows a briefing; everything else is a screen on top of it."""

    DEFAULT_CSS = """
    MainScreen {
        #book { height: 1fr; }
        #panes { width: 42%; height: 100%; }
        #panes RowList, #dossier {
            border: round $panel-lighten-2; border-title-color: $text-muted;
            border-subtitle-color: $text-muted; background: $background;
        }
        #panes RowList { height: 2fr; min-height: 3; }
        #panes RowList.-current { height: 5fr; }
        #panes RowList:focus, #dossier:focus {
            border: round $primary; border-title-color: $text;
        }
        #dossier { height: 1fr; width: 1fr; }
        &.-narrow #panes { width: 100%; }
        &.-narrow #panes RowList { display: none; }
        &.-narrow #panes RowList.-current { display: block; height: 1fr; }
        &.-narrow #dossier { display: none; width: 100%; }
        &.-narrow.-reading #panes { display: none; }
        &.-narrow.-reading #dossier { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012  Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            command.keys,
            command.id,
            command.label,
            id=binding_id(command),
            tooltip=command.help,
            show=command.id in FOOTER,
        )
        for command in COMMANDS
    ]

    def __init__(self, opener: Opener) -> None:
        """Make the screen.

        Args:
            opener: Gives the briefing; called once the screen is there.
        """
        super().__init__()
        self._opener = opener
        self._store = Store.in_memory()
        self._trail = Trail()
        self._lens = ""
        self._orders = dict.fromkeys(PANES, 0)
        self._pane = PANES[0]
        self._searching = Searching(self, self._store)
        self._editing = Editing(self, self._store)

    def compose(self) -> ComposeResult:
        """Few widgets: each costs time at the start."""
        yield TitleBar()
        with Horizontal(id="book"):
            with Vertical(id="panes"):
                for kind in PANES:
                    empty = f"no {KINDS[kind].plural} yet: press n"
                    yield RowList(self._row, empty, id=f"pane-{kind}")
            yield DossierView("nothing to read yet: press n to add a record", id="dossier")
        yield KeyBar([next(c for c in COMMANDS if c.id == wanted) for wanted in FOOTER])

    def on_mount(self) -> None:
        """Open the briefing at once when that is quick, else after the first frame."""
        self.query_one(f"#pane-{self._pane}").add_class("-current").focus()
        self._label_panes()
        self._open()

    def _open(self) -> None:
        store = self._opener()
        self._store = store
        self._searching = Searching(self, store)
        self._editing = Editing(self, store)
        store.subscribe(self._changed)
        bar = self.query_one(TitleBar)
        bar.title = store.meta.title or (store.path.name if store.path else "briefing")
        bar.state = "saved" if store.path else "in memory"
        self._fill(PANES)
        self.call_after_refresh(self._searching.prepare)

    # What is shown

    def pane(self, kind: str) -> RowList:
        """The list of a kind."""
        return self.query_one(f"#pane-{kind}", RowList)

    @property
    def dossier(self) -> DossierView:
        """The reading view."""
        return self.query_one("#dossier", DossierView)

    @property
    def here(self) -> str:
        """The record on screen; empty for none."""
        return self.dossier.ref

    @property
    def current_kind(self) -> str:
        """The kind whose pane was used last."""
        return self._pane

    def _row(self, ref: str) -> Row:
        record = self._store.get(ref)
        return row_of(self._store, record) if record else Row("", ref)

    def _fill(self, kinds: Sequence[str]) -> None:
        within = self._in_lens()
        for kind in kinds:
            order = ORDERS[kind][self._orders[kind]]
            table = self._store.all(kind)
            slugs = [slug for slug in table if within is None or make_ref(kind, slug) in within]
            slugs.sort(key=lambda slug: order.key(table[slug]), reverse=order.is_reversed)
            self.pane(kind).fill([make_ref(kind, slug) for slug in slugs])
        self._label_panes()
        self._tell_counts()

    def _in_lens(self) -> Collection[str] | None:
        if not self._lens:
            return None
        return {self._lens, *neighbours(self._store, self._lens)}

    def _label_panes(self) -> None:
        is_narrow = self.has_class("-narrow")
        for number, kind in enumerate(PANES, start=1):
            pane = self.pane(kind)
            title = Content(f"{number} {KINDS[kind].plural.capitalize()}")
            pane.border_title = self._tabs(kind) if is_narrow else title
            order = ORDERS[kind][self._orders[kind]]
            by = f"by {order.name} · " if self._orders[kind] else ""
            pane.border_subtitle = Content(f"{by}{len(pane.ids):,}")

    def _tabs(self, current: str) -> Content:
        """All panes in one title, for a screen that shows one at a time."""
        return Content(" │ ").join(
            Content.styled(
                f"{number} {KINDS[kind].plural.capitalize()}",
                "bold reverse" if kind == current else "$text-muted",
            )
            for number, kind in enumerate(PANES, start=1)
        )

    def _tell_counts(self) -> None:
        counts = ((len(self._store.all(kind)), KINDS[kind]) for kind in PANES)
        self.query_one(TitleBar).counts = " · ".join(
            f"{count:,} {cls.kind_name if count == 1 else cls.plural}" for count, cls in counts
        )

    def _show(self, ref: str) -> None:
        self.dossier.show(build_dossier(self._store, ref) if ref else None)

    def visit(self, ref: str) -> None:
        """Go to a record: into its dossier, its row under the cursor, a step on the trail."""
        if self._store.get(ref) is None:
            self.tell(f"{ref} does not exist; it may have been deleted", severity="warning")
            return
        if self.here:
            self._trail.visit(self.here)
        self._trail.visit(ref)
        self._stand_on(ref)

    def _stand_on(self, ref: str) -> None:
        kind = kind_of(ref)
        if kind in PANES:
            self._choose_pane(kind)
            self.pane(kind).go_to(ref)
        self._show(ref)
        self.add_class("-reading")
        self.dossier.focus()

    def _choose_pane(self, kind: str) -> None:
        self._pane = kind
        for other in PANES:
            self.pane(other).set_class(other == kind, "-current")

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Say something in passing; it is never markup."""
        levels = {"information": 4.0, "warning": 6.0, "error": 10.0}
        self.app.notify(
            one_line(message),
            severity=severity,  # type: ignore[arg-type]  # one of the three above
            timeout=levels[severity],
            markup=False,
        )

    # What happens

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The dossier follows the cursor of the pane in use."""
        if message.rows is self.pane(self._pane) and not self.dossier.has_focus:
            self._show(message.row_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record."""
        self.visit(message.row_id)

    def on_dossier_view_followed(self, message: DossierView.Followed) -> None:
        """Go along a link."""
        self.visit(message.ref)

    def on_dossier_view_nothing_to_follow(self) -> None:
        """Say why enter did nothing."""
        self.tell("this line leads to no other record; underlined ones do")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the pane in use, and show its record."""
        for kind in PANES:
            if event.widget is self.pane(kind):
                self._choose_pane(kind)
                self.remove_class("-reading")
                self._show(self.pane(kind).current)

    def on_resize(self) -> None:
        """Titles depend on the room there is."""
        self.call_after_refresh(self._label_panes)

    def _changed(self, changes: Sequence[Change]) -> None:
        """The store changed: bring everything up to date, the cursors where they were."""
        self._searching.follow(changes)
        here = self.here
        self._fill(PANES)
        self._show(here if self._store.get(here) else self.pane(self._pane).current)
        self.query_one(TitleBar).state = f"saved {datetime.now().astimezone():%H:%M:%S}"

    # Commands: one method for each id in `commands.py`

    def action_jump(self) -> None:
        """Find any record."""
        from briefing.tui.screens.jump import Question, Scope

        linked = neighbours(self._store, self.here) if self.here else ()
        scopes = [Scope("everything"), Scope(KINDS[self._pane].plural, kinds=(self._pane,))]
        if linked:
            scopes.insert(1, Scope("what is linked to this record", within=linked))
        question = Question("Jump to", self.here, self._trail.recent, scopes)
        self._searching.ask(question, self.visit)

    def action_sources(self) -> None:
        """Find a source."""
        self.pick(("source",), "Sources", self.visit)

    def pick(self, kinds: Sequence[str], title: str, answer: Answer) -> None:
        """Have a record of some kinds chosen."""
        from briefing.tui.screens.jump import Question, Scope

        scope = Scope(" and ".join(KINDS[kind].plural for kind in kinds), tuple(kinds))
        question = Question(title, self.here, self._trail.recent, [scope])
        self._searching.ask(question, answer)

    def action_pane(self, number: int) -> None:
        """Go to a pane."""
        self.pane(PANES[number]).focus()
        if self.has_class("-narrow"):
            self.remove_class("-reading")
            self._choose_pane(PANES[number])
            self.call_after_refresh(self.pane(PANES[number]).focus)

    def action_dossier(self) -> None:
        """Go to the dossier."""
        self.add_class("-reading")
        self.dossier.focus()

    def action_leave(self) -> None:
        """Go back to the list the dossier was opened from."""
        if self.dossier.has_focus:
            self.action_pane(PANES.index(self._pane))

    def action_back(self) -> None:
        """Go back along the trail."""
        self._walk(self._trail.back, "this is where the trail begins")

    def action_forward(self) -> None:
        """Go forward along the trail."""
        self._walk(self._trail.forward, "this is where the trail ends")

    def _walk(self, step: Callable[[], str], at_end: str) -> None:
        ref = step()
        while ref and self._store.get(ref) is None:
            ref = step()
        if ref:
            self._stand_on(ref)
        else:
            self.tell(at_end)

    def action_lens(self) -> None:
        """Narrow all panes to what is linked to this record, or widen them again."""
        self._set_lens("" if self._lens == self.here else self.here)

    def action_escape(self) -> None:
        """Undo the last narrowing: the lens first, then the dossier."""
        if self._lens:
            self._set_lens("")
        else:
            self.action_leave()

    def _set_lens(self, ref: str) -> None:
        self._lens = ref
        here = self.here
        self.query_one(TitleBar).lens = self._store.label(ref) if ref else ""
        self._fill(PANES)
        if here and here != self.here:
            self._show(here)

    def action_follow(self) -> None:
        """Put letters on the links."""
        self.action_dossier()
        if not self.dossier.start_following():
            self.tell("nothing is linked to this record yet; a adds a link, c a cite")

    def action_order(self) -> None:
        """Sort the pane in use another way."""
        orders = ORDERS[self._pane]
        self._orders[self._pane] = (self._orders[self._pane] + 1) % len(orders)
        self._fill([self._pane])
        order = orders[self._orders[self._pane]]
        self.tell(f"{KINDS[self._pane].plural} by {order.name}")

    def action_edit(self) -> None:
        """Edit the record on screen."""
        self._editing.edit(self.here)

    def action_new(self) -> None:
        """Add a record of the pane's kind."""
        self._editing.new(self._pane)

    def action_new_any(self) -> None:
        """Add a record of any kind."""
        self._editing.new_any()

    def action_add_link(self) -> None:
        """Link the record on screen to another."""
        self._editing.add_link(self.here)

    def action_add_cite(self) -> None:
        """Cite a source for the record on screen."""
        self._editing.add_cite(self.here)

    def action_delete(self) -> None:
        """Delete the record on screen."""
        self._editing.delete(self.here)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._editing.undo()

    def action_redo(self) -> None:
        """Make it again."""
        self._editing.redo()

    def action_theme(self) -> None:
        """Light or dark."""
        dark = self.app.current_theme.dark
        self.app.theme = "textual-light" if dark else "textual-dark"

    def action_help(self) -> None:
        """Show all keys."""
        from briefing.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave."""
        self._store.close()
        self.app.exit()
