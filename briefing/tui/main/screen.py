"""The main screen: four panes, the dossier, and the ways from one record to another."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from briefing.dossier import build_dossier
from briefing.links import neighbours
from briefing.model.kinds import KINDS, PANES
from briefing.model.refs import kind_of
from briefing.store.backend import Keep
from briefing.store.changes import Change
from briefing.store.errors import TwoVersions
from briefing.store.store import Store
from briefing.tui.actions.host import FlowScreen, drive
from briefing.tui.actions.sync import Sync
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.commands import COMMANDS, FOOTER, binding_id
from briefing.tui.forms.drafts import Drafts
from briefing.tui.jump.finder import Searching
from briefing.tui.main.affected import affects
from briefing.tui.main.panes import Panes, tally
from briefing.tui.main.trail import Trail
from briefing.tui.widgets.bars import KeyBar, TitleBar
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.row_list import Row, RowList, row_of

FRAME_FIRST = 0.02
"""Seconds given to the terminal to show the first frame before a large file is read."""

_BEFORE_OPEN = ("quit", "help", "theme", "palette")
"""The commands that can be used before the briefing is open."""

_BY_ID = {command.id: command for command in COMMANDS}


Opener = Callable[[Keep | None], Store]
"""Gives the briefing, which may take a while; is told which of two versions was chosen, if any."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the screen begins with.

    Attributes:
        opener: Gives the briefing; called once the screen is there.
        is_large: Whether that takes so long that the first frame comes before it.
        ready: Called once everything is read and can be searched.
        drafts: Where what stands in a form is kept in case the program is ended; None for nowhere.
        date_order: What comes first in a date in figures; empty where that is asked.
        is_cached: Whether what the search works out may be kept for the next start.
    """

    opener: Opener
    is_large: bool = False
    ready: Callable[[], None] | None = None
    drafts: Path | None = None
    date_order: str = ""
    is_cached: bool = True


class MainScreen(FlowScreen):
    """Shows a briefing; everything else is a screen on top of it.

    It is the `Host` of all flows.

    Attributes:
        store: The briefing; like all below, there once it is open.
        work: What the flows work with.
        searching: What finds records.
        sync: What looks after the files.
    """

    DEFAULT_CSS = """
    MainScreen {
        #book { height: 1fr; }
        #book RowList, DossierView {
            border: round $foreground 25%; border-title-color: $foreground-muted;
            border-subtitle-color: $foreground-muted; background: $background;
        }
        #book RowList:focus, DossierView:focus {
            border: round $primary; border-title-color: $text;
        }
        DossierView { height: 1fr; width: 1fr; }
        &.-narrow DossierView { display: none; width: 100%; }
        &.-narrow Panes { width: 100%; }
        &.-narrow Panes RowList { display: none; }
        &.-narrow Panes RowList.-current { display: block; height: 1fr; }
        &.-narrow.-reading Panes { display: none; }
        &.-narrow.-reading DossierView { display: block; }
    }
    """
    # Nothing takes the focus of itself when a screen above closes: that would end the reading.
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012  Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            command.keys,
            command.action,
            command.label,
            id=binding_id(command),
            tooltip=command.help,
            show=command.id in FOOTER,
        )
        for command in COMMANDS
    ]

    store: Store
    work: Workspace
    searching: Searching
    sync: Sync

    def __init__(self, start: Start) -> None:
        """Make the screen."""
        super().__init__()
        self._start = start
        self._is_open = False
        self._follows_list = True
        self._trail = Trail()
        self._lens = ""
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Few widgets: each costs time at the start."""
        yield TitleBar()
        with Horizontal(id="book"):
            yield Panes(self._row)
            yield DossierView("nothing to read yet: press n to add a record")
        yield KeyBar([next(c for c in COMMANDS if c.id == wanted) for wanted in FOOTER])

    def on_mount(self) -> None:
        """Open the briefing: at once, or after the first frame when it is large."""
        self.panes.current.focus()
        if self._start.is_large:
            self.query_one(TitleBar).title = "reading the briefing …"
            self.panes.label()
            self.call_after_refresh(self.set_timer, FRAME_FIRST, self._begin)
        else:
            self._begin()

    def on_unmount(self) -> None:
        """Whatever happens to the briefing now is not for this screen."""
        self._unsubscribe()

    def _begin(self) -> None:
        # Without a briefing there is nothing to go on with: whatever goes wrong ends the program.
        drive(self._open(), _raise)

    async def _open(self) -> None:
        keep: Keep | None = None
        while True:
            try:
                store = self._start.opener(keep)
                break
            except TwoVersions as versions:
                from briefing.tui.dialogs.versions import VersionsScreen

                keep = await self.ask(VersionsScreen(versions))
                if keep is None:
                    self.app.exit()
                    return
        self.store = store
        self.searching = Searching(self, store, is_cached=self._start.is_cached)
        drafts = Drafts(self._start.drafts, store.location)
        self.work = Workspace(self, store, self.searching, drafts, self._start.date_order)
        self.sync = Sync(self, store)
        self._is_open = True
        self._unsubscribe = store.subscribe(self._changed)
        bar = self.query_one(TitleBar)
        bar.title = store.meta.title or PurePath(store.location).name or "briefing"
        self.sync.start()
        self.fill()
        if not self._start.is_large:
            self._show(self.panes.current.current)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Make ready what the first frame did without: who refers to whom, then the search."""
        if not self.here:
            self._show(self.panes.current.current)
        self.searching.prepare(self._start.ready)
        if not self.store.read_only and self.work.drafts and self.work.drafts.left_over():
            from briefing.tui.actions.edit import offer_drafts

            self.run(offer_drafts(self.work))

    @property
    def is_ready(self) -> bool:
        """Whether the briefing is open, and all names and texts can be searched."""
        return self._is_open and self.searching.is_ready

    # What is in hand

    @property
    def dossier(self) -> DossierView:
        """The reading view."""
        return self.query_one(DossierView)

    @property
    def panes(self) -> Panes:
        """The four lists."""
        return self.query_one(Panes)

    @property
    def here(self) -> str:
        """The record on screen; empty for none."""
        return self.dossier.ref

    @property
    def selection(self) -> Selection:
        """What a command is about: what the list in use has in hand, or the dossier."""
        item = self.dossier.current if self.dossier.has_focus else None
        # Where the dossier follows the list, it will show the record under the cursor in a moment.
        return Selection(
            self.panes.current.current if self._follows_list else self.here,
            self.panes.marked() if self._follows_list else (),
            item.field if item else "",
            self.panes.current_kind,
        )

    # What else flows need of their host

    async def pick(
        self, kinds: Sequence[str], title: str, *, may_make: bool = False, typed: str = ""
    ) -> str:
        """Have a record chosen or, where allowed, made from its name; empty for none."""
        recent = self._trail.recent
        screen = self.searching.choice(
            kinds, title, self.here, recent, may_make=may_make, typed=typed
        )
        return self.searching.chosen(await self.ask(screen), self.work.source)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's
        """Before the briefing is open, little can be done."""
        return self._is_open or action in _BEFORE_OPEN

    def action_do(self, command_id: str) -> None:
        """Start the flow of a command on what is in hand."""
        command = _BY_ID[command_id]
        self._do(command.does, self.selection, changes=command.changes)

    def _do(self, does: str, about: Any, *, changes: bool = True) -> None:
        """Start a flow, unless it would change what can only be read.

        Args:
            does: The flow, as `module.function` below `briefing.tui`.
            about: What it is about.
            changes: Whether it changes the briefing.
        """
        if changes and (reason := self.store.read_only):
            # Before a form is filled in for nothing.
            self.tell(reason, severity="warning")
            return
        module, _, name = does.rpartition(".")
        flow = getattr(import_module(f"briefing.tui.{module}"), name)
        self.run(flow(self.work, about))

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted passage for a quotation, where the list is of a kind read from passages."""
        if self._is_open and KINDS[self.panes.current_kind].reads_passages:
            self._do("actions.quote.quote_pasted", event.text)

    # Showing records

    def _row(self, ref: str) -> Row:
        record = self.store.get(ref)
        return row_of(record, self.store.label) if record else Row("", ref)

    def fill(self, kinds: Sequence[str] = PANES) -> None:
        """Fill some lists anew, within the lens."""
        self.panes.fill(self.store, kinds, self._within())
        self.query_one(TitleBar).counts = tally(self.store)

    def _within(self) -> Collection[str] | None:
        """The records the lens lets through; None without a lens."""
        return {self._lens, *neighbours(self.store, self._lens)} if self._lens else None

    def _show(self, ref: str) -> None:
        self.dossier.show(build_dossier(self.store, ref) if ref else None)

    def visit(self, ref: str) -> None:
        """Go to a record: into its dossier, its row under the cursor, a step on the trail."""
        if self.store.get(ref) is None:
            self.tell(f"{ref} does not exist; it may have been deleted", severity="warning")
            return
        if self.here:
            self._trail.visit(self.here)
        self._trail.visit(ref)
        self._stand_on(ref)

    def reveal(self, ref: str) -> None:
        """Bring a record in sight: in its list while that is in use, else in the dossier."""
        kind = kind_of(ref)
        if self._follows_list and kind in PANES and self.panes.pane(kind).go_to(ref):
            self.action_pane(PANES.index(kind))
            self._show(ref)
        else:
            self.visit(ref)

    def _stand_on(self, ref: str) -> None:
        self._follows_list = False
        kind = kind_of(ref)
        if kind in PANES:
            self.panes.choose(kind)
            self.panes.current.go_to(ref)
        self._show(ref)
        self.action_dossier()

    def show_state(self, text: str, level: str) -> None:
        """Say how the briefing stands with its files, for as long as it does."""
        bar = self.query_one(TitleBar)
        bar.state, bar.level = text, level

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The dossier follows the cursor of the pane in use."""
        is_shown = message.row_id == self.here
        if message.rows is self.panes.current and not self.dossier.has_focus and not is_shown:
            self._show(message.row_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record."""
        self.visit(message.row_id)

    def on_dossier_view_followed(self, message: DossierView.Followed) -> None:
        """Go along a link."""
        self.visit(message.ref)

    def on_dossier_view_nothing_to_follow(self, message: DossierView.NothingToFollow) -> None:
        """Enter edits a field, or weighs what is against it; of another line, say why not."""
        if message.item is not None and message.item.against:
            self.action_do("weigh")
        elif message.item is None or not message.item.field:
            self.tell("this line leads to no other record; underlined ones do")
        else:
            chosen = self.selection._replace(ref=self.here, field=message.item.field)
            self._do("actions.edit.edit_field", chosen)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the pane in use, and show its record."""
        if kind := self.panes.kind_of_list(event.widget):
            self._follows_list = True
            self.panes.choose(kind)
            self.remove_class("-reading")
            self._show(self.panes.current.current)

    def on_resize(self) -> None:
        """Titles depend on the room there is."""
        self.call_after_refresh(self.panes.label)

    def _changed(self, changes: Sequence[Change]) -> None:
        """The store changed: bring everything up to date, the cursors where they were."""
        self.searching.follow(changes)
        self.panes.follow(changes, self.store, self._within())
        here, bar = self.here, self.query_one(TitleBar)
        if not self._is_there(here):
            self._show(self.panes.current.current)
        elif affects(self.store, changes, here):
            self._show(here)
        if self._is_there(self._lens):
            bar.lens = self.store.label(self._lens)
        bar.counts = tally(self.store)
        self.sync.note_change()

    # Commands that the screen does itself, by their ids in `commands.py`

    def action_jump(self) -> None:
        """Find any record."""
        screen = self.searching.jump(self.here, self.panes.current_kind, self._trail.recent)
        self.run(self._go_to(screen))

    def action_find(self, kind: str) -> None:
        """Find a record of a kind that has no pane."""
        title, recent = KINDS[kind].plural.capitalize(), self._trail.recent
        self.run(self._go_to(self.searching.choice((kind,), title, self.here, recent)))

    def action_history(self, everything: int) -> None:
        """Show the changes of this record, or all."""
        from briefing.tui.history.screen import HistoryScreen

        self.run(self._go_to(HistoryScreen(self.store, self, "" if everything else self.here)))

    async def _go_to(self, screen: Screen[str | None]) -> None:
        """Go to the record a screen answers with."""
        if ref := await self.ask(screen):
            self.visit(ref)

    def action_pane(self, number: int) -> None:
        """Go to a pane."""
        self.panes.choose(PANES[number])
        self._follows_list = True
        self.remove_class("-reading")
        self._take_focus()

    def action_next(self, backwards: int) -> None:
        """Go round the panes and the dossier; on a narrow screen, round the panes."""
        step = -1 if backwards else 1
        stops = len(PANES) if self.has_class("-narrow") else len(PANES) + 1
        at = len(PANES) if self.dossier.has_focus else PANES.index(self.panes.current_kind)
        to = (at + step) % stops
        if to < len(PANES):
            self.action_pane(to)
        else:
            self.action_dossier()

    def action_dossier(self) -> None:
        """Go to the dossier."""
        self._follows_list = False
        self.add_class("-reading")
        self._take_focus()

    def _take_focus(self) -> None:
        """Give the focus to what is in use; what was hidden takes it only once it is shown."""
        wanted = self.dossier if self.has_class("-reading") else self.panes.current
        if wanted.focusable:
            self.set_focus(wanted)
        else:
            self.call_after_refresh(self._take_focus)

    def action_leave(self) -> None:
        """Go back to the list the dossier was opened from."""
        if self.dossier.has_focus:
            self.action_pane(PANES.index(self.panes.current_kind))

    def action_back(self) -> None:
        """Go back along the trail; from a record only looked at in passing, to the last visited."""
        visited = self._trail.here
        if visited and visited != self.here and self._is_there(visited):
            self._stand_on(visited)
            return
        self._walk(self._trail.back(self._is_there), "this is where the trail begins")

    def action_forward(self) -> None:
        """Go forward along the trail."""
        self._walk(self._trail.forward(self._is_there), "this is where the trail ends")

    def _is_there(self, ref: str) -> bool:
        return self.store.get(ref) is not None

    def _walk(self, ref: str, at_end: str) -> None:
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
        self.query_one(TitleBar).lens = self.store.label(ref) if ref else ""
        self.fill()
        if here and here != self.here:
            self._show(here)

    def action_follow(self) -> None:
        """Put letters on the links."""
        self.action_dossier()
        if not self.dossier.start_following():
            self.tell("nothing is linked to this record yet; a adds a link, c a cite")

    def action_link(self) -> None:
        """Open the link under the cursor, which is a record of its own."""
        item = self.dossier.current
        if item and item.via:
            self.visit(item.via)
        else:
            self.tell("put the cursor of the dossier on a line under Links first")

    def action_order(self) -> None:
        """Sort the pane in use another way."""
        order, kind = self.panes.cycle_order(), self.panes.current_kind
        self.fill([kind])
        # Whoever sorts wants to see what comes first.
        self.panes.current.action_edge(0)
        self.tell(f"{KINDS[kind].plural} by {order.name}")

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go on to the next."""
        ref = self.selection.ref
        if not ref or kind_of(ref) not in PANES:
            self.tell("there is no record of a list here to mark")
            return
        count = self.panes.mark(ref)
        if not self._follows_list:
            self.tell("marked in its list; there e c d E y are about all that are marked")
            return
        self.panes.current.action_move(1)
        if count == 1 and ref in self.panes.marks(kind_of(ref)):
            self.tell("marked; e c d E y are about all that are marked, X clears the marks")

    def action_mark_all(self) -> None:
        """Mark all that the list shows."""
        self.tell(f"{self.panes.mark_all():,} are marked; X clears the marks")

    def action_unmark(self) -> None:
        """Clear the marks of the list in use."""
        self.panes.unmark()

    def action_theme(self) -> None:
        """Light or dark."""
        dark = self.app.current_theme.dark
        self.app.theme = "textual-light" if dark else "textual-dark"

    def action_help(self) -> None:
        """Show all keys."""
        from briefing.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave; save first what is not saved."""
        if self._is_open:
            self.run(self.sync.leave())
        else:
            self.app.exit()


def _raise(error: Exception) -> None:
    raise error
