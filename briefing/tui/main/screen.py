"""The main screen: panes, dossier, and how to get from one record to another."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from briefing.dossier import build_dossier
from briefing.model.kinds import KINDS, LISTS
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.errors import TwoVersions
from briefing.store.store import Store
from briefing.tui.actions.host import FlowScreen, drive
from briefing.tui.actions.sync import Sync
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.commands.command import Command, binding_id, offered
from briefing.tui.commands.main import COMMANDS, FOOTER, FOR_MARKED, READING
from briefing.tui.forms.drafts import Drafts
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.jump.finder import Searching
from briefing.tui.main.affected import affects
from briefing.tui.main.filtering import Filtering
from briefing.tui.main.news import News
from briefing.tui.main.panes import Panes, tally
from briefing.tui.main.remembered import Remembered
from briefing.tui.main.start import Beside, Start
from briefing.tui.main.trail import Trail
from briefing.tui.main.waiting import Waiting
from briefing.tui.theme import DARK, LIGHT
from briefing.tui.widgets.bars import KeyBar, TitleBar
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.row_list import ListRow, RowList, row_of
from briefing.tui.widgets.settings import Settings

if TYPE_CHECKING:
    from briefing.store.backend import Keep
    from briefing.views.books.viewpoint import Shown, Viewpoint
    from briefing.views.filters.filters import Matches

FRAME_FIRST = 0.02
"""Seconds for the terminal to show the first frame before a large file is read."""

_BEFORE_OPEN = ("quit", "help", "theme", "palette")
"""The commands available before the briefing is open."""

_EMPTY = """\
An empty briefing. Begin with what you have:

  5 n    add a source; later records will cite it
  4      paste a passage of a report there
  n N    add a record to this list, or of any kind
  I      import a file
  F2     look at a sample; q comes back here
  ?      all keys"""

_BY_ID = {command.id: command for command in COMMANDS}


_THERE, _AFFECTED = "there then", "affected"
"""What the records are that another time, or a fallen source, leaves in the lists."""


class MainScreen(FlowScreen):
    """Shows a briefing and hosts all flows; every other screen opens above it.

    Attributes:
        is_open: Whether the briefing is open.
        store: The briefing. Like all below, it exists once the briefing is open.
        work: The workspace of the flows.
        searching: Finds records.
        sync: Syncs the store with its location.
        waiting: Counts what waits for the analyst.
        news: Counts the questions that have news.
        filtering: The filter on all lists.
        viewpoint: From when the briefing is shown, and without which sources; None for the present.
    """

    DEFAULT_CSS = """
    MainScreen {
        #book { height: 1fr; }
        #book RowList, DossierView {
            border: round $frame; border-title-color: $quiet;
            border-subtitle-color: $quiet; background: $background;
        }
        #book RowList:focus, DossierView:focus {
            border: round $key; border-title-style: bold;
        }
        DossierView { height: 1fr; width: 1fr; }
        &.-narrow DossierView { display: none; width: 100%; }
        &.-narrow Panes { width: 100%; }
        &.-narrow Panes RowList { display: none; }
        &.-narrow Panes RowList.-current { display: block; height: 1fr; }
        &.-narrow Panes KeyBar { display: none; }
        &.-narrow.-reading Panes { display: none; }
        &.-narrow.-reading DossierView { display: block; }
    }
    """
    # Textual must not move the focus when a screen above closes: that would leave the dossier.
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
    waiting: Waiting
    news: News
    filtering: Filtering

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self.is_open = False
        self._follows_list = True
        self._trail = Trail()
        self._unsubscribe: Callable[[], None] = _nothing
        self.viewpoint: Viewpoint | None = None
        self._shown: Shown | None = None
        self._waits = self._news = ""
        self._named_in_lens = ""

    def compose(self) -> ComposeResult:
        """As few widgets as possible: each delays the start."""
        yield TitleBar()
        with Horizontal(id="book"):
            yield Panes(self._row)
            yield DossierView(_EMPTY)
        yield KeyBar([_BY_ID[wanted] for wanted in FOOTER])

    def on_mount(self) -> None:
        """Open the briefing; a large one after the first frame."""
        self.panes.current.focus()
        if self._start.is_large:
            self.query_one(TitleBar).title = "reading the briefing …"
            self.panes.label()
            self.call_after_refresh(self.set_timer, FRAME_FIRST, self._begin)
        else:
            self._begin()

    def on_unmount(self) -> None:
        """Stop following changes."""
        self._unsubscribe()
        self._unsubscribe = _nothing

    def again(self) -> Start | None:
        """What a new screen on the open briefing starts with; None before it is open."""
        if not self.is_open:
            return None
        # A broken screen may never learn that it was taken down.
        self.on_unmount()
        store = self.store
        return replace(
            self._start, opener=lambda _keep: store, is_large=False, at=self.here, notice=""
        )

    def _begin(self) -> None:
        # Without a briefing there is nothing to show, so any error ends the program.
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
        remembered = Remembered(self._start.remembered, store.location)
        self.work.use_source(remembered.source)
        self.work.index = lambda: self.searching.index
        self.work.on_source = partial(self._note_source, remembered)
        self.filtering = Filtering(self, self.searching, self.work.today, self._narrow)
        self.filtering.use(store, store)
        self.sync = Sync(self, store)
        self.is_open = True
        self._unsubscribe = store.subscribe(self._changed)
        title = store.meta.title or PurePath(store.location).name or "briefing"
        self.query_one(TitleBar).title = title
        self.key_bar.show(self._offered(_BY_ID[wanted] for wanted in FOOTER))
        self.waiting = Waiting(self, store, self.searching, self._show_waiting)
        self.news = News(self, store, self.work.filters_over, self._show_news)
        self.sync.start()
        self.fill()
        if self._exists(self._start.at):
            self.visit(self._start.at)
        elif not self._start.is_large:
            self._show(self.panes.current.current)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Prepare what the first frame did without: references, then the search."""
        if not self.here:
            self._show(self.panes.current.current)
        if self.has_class("-narrow") and next(self.store.records(), None) is None:
            # How to begin is written there.
            self.action_dossier()
        if self._start.notice:
            self.tell(self._start.notice, severity="error")
        self.searching.prepare(self._when_searchable)
        if not self.store.read_only and self.work.drafts and self.work.drafts.left_over():
            from briefing.tui.actions.edit import offer_drafts

            self.run(offer_drafts(self.work))

    def _when_searchable(self) -> None:
        if self._start.ready is not None:
            self._start.ready()
        self.run(self.waiting.count())
        self.run(self.news.count())

    @property
    def is_ready(self) -> bool:
        """Whether the briefing is open and fully searchable, and what waits is counted."""
        return self.is_open and self.searching.is_ready and self._is_counted

    @property
    def _is_counted(self) -> bool:
        return self.waiting.is_counted and self.news.is_counted

    # The selection

    @property
    def dossier(self) -> DossierView:
        """The reading view."""
        return self.query_one(DossierView)

    @property
    def key_bar(self) -> KeyBar:
        """The keys at the bottom."""
        return self.query(KeyBar).last(KeyBar)

    @property
    def panes(self) -> Panes:
        """The lists."""
        return self.query_one(Panes)

    @property
    def here(self) -> str:
        """The record on screen; empty for none."""
        return self.dossier.ref

    @property
    def selection(self) -> Selection:
        """What a command applies to, in the current list or the dossier."""
        item = self.dossier.current if self.dossier.has_focus else None
        # A dossier that follows the list may lag a moment behind the cursor.
        return Selection(
            self.panes.current.current if self._follows_list else self.here,
            self.panes.marked() if self._follows_list else (),
            item.field if item else "",
            self.panes.current_kind,
            self.panes.current.ids if self._follows_list else (),
        )

    # What flows need from their host

    async def pick(
        self,
        kinds: Sequence[str],
        title: str,
        *,
        may_make: bool = False,
        typed: str = "",
        besides: str = "",
    ) -> str:
        """Have a record chosen or, where allowed, created by name; empty for none."""
        recent = self._trail.recent
        screen = self.searching.choice(
            kinds, title, self.here, recent, may_make=may_make, typed=typed, besides=besides
        )
        return self.searching.chosen(await self.ask(screen), self.work.source)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's
        """Allow few commands before the briefing is open."""
        return self.is_open or action in _BEFORE_OPEN

    def _offered(self, commands: Iterable[Command]) -> list[Command]:
        return offered(commands, is_read_only=self.is_open and bool(self.refusal))

    @property
    def _from_here(self) -> str:
        """From where the briefing is shown: "as of 1 January 2013"; empty for the present."""
        return clipped(one_line(self._shown.said), 60) if self._shown else ""

    @property
    def refusal(self) -> str:
        """Why nothing can be changed; empty if it can."""
        if self._shown is not None and not self.store.read_only:
            return f"nothing can be changed {self._from_here}; esc shows the present"
        return self.store.read_only

    def action_do(self, command_id: str) -> None:
        """Start the flow of a command on the selection."""
        command = _BY_ID[command_id]
        self._do(command.does, self.selection, changes=command.changes)

    def _do(self, does: str, about: Any, *, changes: bool = True) -> None:
        """Start a flow, given as `module.function` below `briefing.tui`."""
        if changes and (reason := self.refusal):
            # Refuse now, before anyone fills in a form for nothing.
            self.tell(reason, severity="warning")
            return
        self.work.start(does, about)

    def on_paste(self, event: events.Paste) -> None:
        """Turn a pasted passage into a quote."""
        if self.is_open:
            is_list = KINDS[self.panes.current_kind].reads_passages and self._follows_list
            flow = "quote_pasted" if is_list else "quote_pasted_elsewhere"
            self._do(f"actions.quote.{flow}", event.text)

    # Showing records

    def _row(self, ref: str) -> ListRow:
        book = self.work.book
        if (record := book.get(ref)) is not None:
            row = row_of(record, book.label)
        elif (record := self.store.get(ref)) is not None:
            row = row_of(record, book.label)._replace(main_look="dim")
        else:
            row = ListRow("", ref)
        row = row._replace(tail=book.row_tail(ref, row.tail))
        matches = self.panes.matches
        is_found = matches is None or ref not in matches.uncertain
        is_doubtful = not is_found or book.is_uncertain(ref)
        if not is_doubtful:
            return row
        # A tie that may have ended reads as lasting.
        name = book.label(ref) if KINDS[kind_of(ref)].is_tie else row.main
        return row._replace(main=f"≈ {name}")

    def fill(self) -> None:
        """Fill all lists."""
        self.panes.fill(self.work.book, self._shown.base if self._shown else None)
        self._show_settings()

    def _show_settings(self) -> None:
        """Show in the title bar what is set, and what waits."""
        source = self.work.source
        settings = Settings(
            is_sample=self._start.is_sample,
            date=self.viewpoint.short if self.viewpoint else "",
            without=self._without(),
            lens=one_line(self._lens_name()),
            query=one_line(self.filtered_by),
            source=one_line(self.store.label(source)) if source else "",
            marked=self.panes.marks_count,
            waits=self._waits,
            news=self._news,
            orders=self.panes.sorted_otherwise(),
            counts=self._shown.counts if self._shown else tally(self.store),
        )
        self.query_one(TitleBar).chips = settings.chips()

    def _without(self) -> str:
        """The source that is taken to support nothing, or how many; empty for none."""
        fallen = list(filter(self._exists, self.viewpoint.fallen if self.viewpoint else ()))
        if len(fallen) > 1:
            return f"{len(fallen):,} sources"
        return one_line(self.store.label(fallen[0])) if fallen else ""

    def _lens_name(self) -> str:
        """The name of the record in the lens, even once that is deleted; empty for none."""
        lens = self.panes.lens
        if not lens or self._exists(lens):
            self._named_in_lens = self.store.label(lens) if lens else ""
        return self._named_in_lens

    def _note_source(self, remembered: Remembered, ref: str) -> None:
        remembered.source = ref
        self._show_settings()

    def _show_waiting(self, waits: str) -> None:
        self._waits = waits
        self._show_settings()

    def _show_news(self, news: str) -> None:
        self._news = news
        self._show_settings()

    def _show(self, ref: str) -> None:
        is_begun = not self.is_open or next(self.store.records(), None) is not None
        plural = KINDS[self.panes.current_kind].plural
        self.dossier.empty = f"no {plural} here: n adds one" if is_begun else _EMPTY
        if ref and not self._exists(ref):
            self.dossier.empty = f"{self.store.label(ref)}: gone {self._from_here}"
        self.dossier.show(build_dossier(self.work.book, ref) if ref else None)

    def visit(self, ref: str) -> None:
        """Go to the dossier of a record, and add it to the trail."""
        if not self._exists(ref):
            if self._shown is not None and self.store.get(ref) is not None:
                label = self.store.label(ref)
                self.tell(f"{label} is not there {self._from_here}; esc shows the present")
                return
            self.tell(f"{ref} does not exist; it may have been deleted", severity="warning")
            return
        if self.here:
            self._trail.visit(self.here)
        self._trail.visit(ref)
        self._open_dossier(ref)

    def _arrive(self, ref: str) -> None:
        """Go to a record the reader asked for, and say so if lens or filter leave it out."""
        self.visit(ref)
        self._tell_outside()

    def _tell_outside(self) -> None:
        left_out_by = self.panes.left_out_by(self.here) if self._exists(self.here) else ""
        if left_out_by == "the lens":
            self.tell("outside the lens: space sets the lens on this record, esc clears it")
        elif left_out_by:
            self.tell(f"outside {left_out_by}: \\ changes it")

    @property
    def lens(self) -> str:
        """The record that all lists are narrowed to; empty for none."""
        return self.panes.lens

    @property
    def marked(self) -> Sequence[str]:
        """The records that are marked, in all lists."""
        return self.panes.all_marked

    @property
    def in_sight(self) -> Collection[str] | None:
        """The records that date, lens and filter leave; None for all."""
        return self.panes.in_sight

    @property
    def uncertain(self) -> Collection[str]:
        """The records for which the filter holds only possibly."""
        return self.panes.matches.uncertain if self.panes.matches else ()

    def reveal(self, ref: str) -> None:
        """Show a record in its list while a list has the focus, else in the dossier."""
        kind = kind_of(ref)
        if self._follows_list and kind in LISTS and self.panes.go_to(ref):
            self.action_pane(LISTS.index(kind))
            self._show(ref)
        else:
            self.visit(ref)

    def _open_dossier(self, ref: str) -> None:
        self._follows_list = False
        kind = kind_of(ref)
        if kind in LISTS:
            self.panes.choose(kind)
            self.panes.go_to(ref)
        self._show(ref)
        self.action_dossier()

    def show_state(self, text: str, level: str) -> None:
        """Show the save state until it changes."""
        bar = self.query_one(TitleBar)
        bar.state, bar.level = text, level

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The dossier follows the cursor of the current pane."""
        is_shown = message.row_id == self.here
        if not message.row_id and self.panes.matches is not None:
            return  # a list that a filter empties leaves the record in hand
        if message.rows is self.panes.current and not self.dossier.has_focus and not is_shown:
            self._show(message.row_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record."""
        self.visit(message.row_id)

    def on_dossier_view_following(self, message: DossierView.Following) -> None:
        """Say what keys do while links have letters."""
        note = "type the letters before a link to follow it · esc end"
        self.key_bar.say(note if message.is_on else "")

    def on_row_list_finding(self, message: RowList.Finding) -> None:
        """Say what keys do while a row is found by typing."""
        note = "type the beginning of a word of the name · tab next one · esc end"
        self.key_bar.say("" if message.rows.finding is None else note)

    def on_dossier_view_followed(self, message: DossierView.Followed) -> None:
        """Follow a link."""
        self._arrive(message.ref)

    def on_dossier_view_nothing_to_follow(self, message: DossierView.NothingToFollow) -> None:
        """Edit the record or the field of a line, or resolve its contradiction."""
        if message.item is None:
            self.action_do("edit")
        elif message.item.against:
            self.action_do("resolve")
        elif not message.item.field:
            self.tell("nothing to open here; underlined lines link to a record")
        else:
            chosen = self.selection._replace(ref=self.here, field=message.item.field)
            self._do("actions.edit.edit_field", chosen)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Make the focused pane the current one, and show its record."""
        if kind := self.panes.kind_of_list(event.widget):
            self._follows_list = True
            self.panes.choose(kind)
            self.remove_class("-reading")
            self._show(self.panes.current.current)

    def on_resize(self) -> None:
        """Fit the titles to the new size."""
        self.call_after_refresh(self.panes.label)

    def _changed(self, changes: Sequence[Change]) -> None:
        """Show changes of the store; cursors stay where they are."""
        self.searching.follow(changes)
        self.panes.matches = self.filtering.follow(changes)
        if self._shown is None:
            self.panes.follow(changes, self.store)
        elif self.viewpoint:
            self.panes.sort_again()
            self.view_from(self.viewpoint, self.viewpoint.show(self.store))
        self.waiting.follow(changes)
        self.news.follow(changes)
        here = self.here
        if not self._exists(here):
            self._show(self.panes.current.current)
        elif affects(self.store, changes, here):
            self._show(here)
        self._show_settings()
        self.sync.note_change()

    # Commands without a flow, by their ids in `commands.py`

    def action_jump(self) -> None:
        """Find any record."""
        screen = self.searching.jump(self.here, self.panes.current_kind, self._trail.recent)
        self.run(self._go_to(screen))

    def action_history(self, everything: int) -> None:
        """Show the changes of this record, or all."""
        from briefing.tui.history.screen import HistoryScreen

        self.run(self._go_to(HistoryScreen(self.store, self, "" if everything else self.here)))

    async def _go_to(self, screen: Screen[str | None]) -> None:
        """Go to the record that a screen answers with."""
        if ref := await self.ask(screen):
            self._arrive(ref)
            # Also on a record that was on screen already: what follows is about all of it.
            self.dossier.action_edge(0)

    def action_pane(self, number: int) -> None:
        """Go to a list."""
        self.panes.choose(LISTS[number])
        self._follows_list = True
        self.remove_class("-reading")
        self._take_focus()

    def action_next(self, backwards: int) -> None:
        """Cycle through the panes and the dossier; on a narrow screen, through all lists."""
        is_narrow = self.has_class("-narrow")
        stops = list(LISTS) if is_narrow else [*self.panes.unfolded, ""]
        at = stops.index(
            "" if self.dossier.has_focus and not is_narrow else self.panes.current_kind
        )
        kind = stops[(at + (-1 if backwards else 1)) % len(stops)]
        if kind:
            self.action_pane(LISTS.index(kind))
        else:
            self.action_dossier()

    def action_dossier(self) -> None:
        """Go to the dossier."""
        self._follows_list = False
        self.add_class("-reading")
        self._take_focus()

    def _take_focus(self) -> None:
        """Focus the dossier or the current list; a hidden one takes it only once it is shown."""
        wanted = self.dossier if self.has_class("-reading") else self.panes.current
        if wanted.focusable:
            self.set_focus(wanted)
        else:
            self.call_after_refresh(self._take_focus)

    def action_leave(self) -> None:
        """Return to the list the dossier was opened from."""
        if self.dossier.has_focus:
            self.action_pane(LISTS.index(self.panes.current_kind))

    def action_back(self) -> None:
        """Go back along the trail; from a record that was only previewed, to the last visited."""
        visited = self._trail.here
        if visited and visited != self.here and self._exists(visited):
            self._open_dossier(visited)
            self._tell_outside()
            return
        self._walk(self._trail.back(self._exists), "the trail starts here")

    def action_forward(self) -> None:
        """Go forward along the trail."""
        self._walk(self._trail.forward(self._exists), "the trail ends here")

    def _exists(self, ref: str) -> bool:
        return self.work.book.get(ref) is not None

    def _walk(self, ref: str, at_end: str) -> None:
        if ref:
            self._open_dossier(ref)
            self._tell_outside()
        else:
            self.tell(at_end)

    def action_lens(self) -> None:
        """Narrow all panes to what is linked to this record, or show all again."""
        self.narrow_to("" if self.panes.lens == self.here else self.here)

    def action_escape(self) -> None:
        """Clear the lens; without one, the filter; then the viewpoint; else leave the dossier."""
        if self.panes.lens:
            self.narrow_to("")
        elif self.filtered_by:
            self.filter_by("")
        elif self.viewpoint:
            self.view_from(None, None)
        else:
            self.action_leave()

    def narrow_to(self, ref: str) -> None:
        """Narrow all lists to what is linked to a record; empty to show everything."""
        self.panes.lens = ref
        self._fill_around()

    def _fill_around(self) -> None:
        """Fill all lists; the record on screen stays there."""
        here = self.here
        self.fill()
        if here and here != self.here:
            self._show(here)

    def view_from(self, viewpoint: "Viewpoint | None", shown: "Shown | None") -> None:
        """Show the briefing from a viewpoint; None for the present."""
        is_present = shown is None or not shown.said
        self.viewpoint = None if is_present else viewpoint
        self._shown = shown = None if is_present else shown
        book = self.work.book = shown.book if shown else self.store
        is_known_then = self.viewpoint is not None and self.viewpoint.known is not None
        names = shown.base if shown and is_known_then else None
        self.searching.view(book, names)
        self.panes.present = shown.within if shown else None
        self.panes.where = _AFFECTED if self._without() else _THERE if shown else ""
        self.panes.keep_marks(lambda ref: self._exists(ref) or self.store.get(ref) is not None)
        self.key_bar.show(self._offered(_BY_ID[wanted] for wanted in FOOTER))
        here = self.here
        self.filtering.use(book, None if shown else self.store)
        self.filtering.apply(self.filtered_by)
        # The same record reads otherwise from here.
        self._show(here if here and self._exists(here) else self.panes.current.current)

    @property
    def filtered_by(self) -> str:
        """The filter on all lists; empty for none."""
        return self.filtering.query

    def filter_by(self, query: str) -> None:
        """Filter all lists; empty to show everything."""
        self.filtering.apply(query)

    def action_filter(self) -> None:
        """Filter all lists, live."""
        self.run(self.ask_filter())

    async def ask_filter(self) -> None:
        """Have a filter on all lists typed."""
        if await self.filtering.ask(self.panes.current_kind) and self._follows_list:
            self.action_pane(LISTS.index(self.panes.most_relevant()))

    def _narrow(self, matches: "Matches | None") -> None:
        """Show what a filter holds for; None for everything."""
        self.panes.matches = matches
        self._fill_around()

    def action_follow(self) -> None:
        """Label the links with letters."""
        self.action_dossier()
        if not self.dossier.start_following():
            self.tell("nothing is linked to this record yet; a adds a link, c a cite")

    def action_link(self) -> None:
        """Open the link under the cursor as a record."""
        item = self.dossier.current
        if item and item.via:
            self._arrive(item.via)
        else:
            self.tell("move to a line under Links in the dossier first")

    def action_find(self) -> None:
        """Find a row of the current list by typing the beginning of a word of its name."""
        self.action_pane(LISTS.index(self.panes.current_kind))
        self.panes.current.start_finding()

    def action_order(self) -> None:
        """Sort the current pane another way."""
        order, kind = self.panes.cycle_order(), self.panes.current_kind
        # Whoever sorts wants to see what comes first.
        self.panes.current.action_edge(0)
        self.tell(f"{KINDS[kind].plural} by {order.name}")
        self._show_settings()

    def mark(self, ref: str) -> None:
        """Mark a record, or clear its mark."""
        self.panes.mark(ref)
        self._show_settings()

    def action_mark(self) -> None:
        """Mark or unmark the record under the cursor, and move to the next."""
        ref = self.selection.ref
        if not ref or kind_of(ref) not in LISTS:
            self.tell("there is no record here to mark")
            return
        count = self.panes.mark(ref)
        self._show_settings()
        if not self._follows_list:
            self.tell(f"marked in its list, where {FOR_MARKED} apply to all marked records")
            return
        self.panes.current.action_move(1)
        if count == 1 and ref in self.panes.marks(kind_of(ref)):
            self.tell(f"marked; {FOR_MARKED} now apply to all marked records, X clears the marks")

    def action_mark_all(self) -> None:
        """Mark everything the list shows."""
        self.tell(f"{self.panes.mark_all():,} marked; X clears the marks")
        self._show_settings()

    def action_unmark(self) -> None:
        """Clear the marks of the current list; without any there, those of the others."""
        count = self.panes.unmark()
        self.tell(f"cleared {count:,} {plural(count, 'mark')}" if count else "nothing is marked")
        self._show_settings()

    def action_theme(self) -> None:
        """Switch between light and dark."""
        self.app.theme = LIGHT if self.app.theme == DARK else DARK
        Remembered(self._start.remembered).theme = self.app.theme

    def action_help(self) -> None:
        """Show all keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        first = READING if self.dossier.has_focus else ""
        self.app.push_screen(HelpScreen(sections_of(self._offered(COMMANDS), first)))

    def action_palette(self) -> None:
        """Find a command by name."""
        from briefing.tui.dialogs.palette import PaletteScreen

        def chosen(command_id: str | None) -> None:
            if command_id:
                self.call_later(self.run_action, _BY_ID[command_id].action)

        first = [_BY_ID[command_id] for command_id in FOOTER]
        others = [each for each in COMMANDS if each not in first and each.id != "palette"]
        self.app.push_screen(PaletteScreen(self._offered([*first, *others])), chosen)

    def action_sample(self) -> None:
        """Open the sample until it is quit; nothing done there is kept."""
        if self._start.sample is None or next(self.store.records(), None) is not None:
            # Marks, lens and trail would not survive it.
            self.tell("the sample opens from an empty briefing only")
        elif back := self.again():
            self.app.exit(Beside(self._start.sample, back))

    def action_quit(self) -> None:
        """Quit, saving first what is not saved."""
        if self.is_open:
            self.run(self.sync.leave())
        else:
            self.app.exit()


def _raise(error: Exception) -> None:
    raise error


def _nothing() -> None:
    """Do nothing."""
