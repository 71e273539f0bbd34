"""The base of screens with a picture, and beside it a list that says the same."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from briefing.links import lens
from briefing.store.changes import Change
from briefing.tui.actions.copy import copy_answer
from briefing.tui.actions.viewpoint import choose_date
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import others_said
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.input.safe_text import content, one_line
from briefing.tui.pictures.period import ask_period, shifted
from briefing.tui.pictures.view import PictureView
from briefing.tui.pictures.writing import write_picture
from briefing.tui.widgets.bars import KeyBar, KeyedScreen, TitleBar
from briefing.tui.widgets.row_list import ListRow, RowList
from briefing.tui.widgets.settings import Settings
from briefing.views.answer import Answer
from briefing.views.filters.periods import Period
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs, glyphs, is_ascii_only
from briefing.views.pictures.moving import Direction, neighbour
from briefing.views.pictures.sight import Sight, described

T = TypeVar("T")


_WIDE: Final = 110
"""Columns of the screen from which the list is beside the picture."""


class Chosen(NamedTuple):
    """What a picture is left for.

    Attributes:
        ref: The record in hand; empty for none.
        command: The command that shows another picture; empty to go to the record.
    """

    ref: str
    command: str = ""


class _Left(NamedTuple):
    """How a picture was left, what was in hand, and with what in hand it was opened."""

    state: Any
    hand: str
    opened_with: str


class PictureScreen(KeyedScreen[Chosen | None]):
    """Shows a picture of what is in sight, and a list that says the same.

    A subclass has the methods below "What a picture must have", and an `action_` method for each
    command of its own; those of `IN_PICTURE` are here.

    Args:
        work: What it is opened from.
        hand: The record in hand; empty for none.

    Attributes:
        work: What it is opened from.
        hand: What the cursor is on: a record, or another id that the picture has.
        sight: What is in sight.
        glyphs: What it is drawn with.
    """

    NAME: ClassVar[str]
    """Its name among the screens that were left."""

    OFFERED: ClassVar[Sequence[Command]]
    """Its commands, its own first."""

    EMPTY: ClassVar[str] = "nothing to show here"
    """What the list says without rows."""

    DEFAULT_CSS = """
    PictureScreen {
        Container { height: 1fr; layout: vertical; }
        PictureView, RowList {
            border: round $frame; border-title-color: $quiet; border-subtitle-color: $quiet;
            background: $background;
        }
        PictureView:focus, RowList:focus { border: round $key; border-title-style: bold; }
        PictureView { height: 3fr; }
        RowList { height: 2fr; }
        &.-wide Container { layout: horizontal; }
        &.-wide PictureView { width: 3fr; height: 100%; }
        &.-wide RowList { width: 2fr; height: 100%; }
        &.-ascii PictureView, &.-ascii RowList { border: ascii $frame; }
        &.-ascii PictureView:focus, &.-ascii RowList:focus { border: ascii $key; }
    }
    """
    AUTO_FOCUS = "PictureView"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012  Textual's own type

    def __init_subclass__(cls) -> None:
        """Bind the commands."""
        if "OFFERED" in cls.__dict__:
            bindings: list[BindingType] = [
                Binding(each.keys, each.id, each.label, tooltip=each.help, show=False)
                for each in cls.OFFERED
            ]
            cls.BINDINGS = bindings
        super().__init_subclass__()

    def __init__(self, work: Workspace, hand: str = "") -> None:
        super().__init__()
        self.work = work
        self.hand = hand
        self.glyphs: Glyphs = glyphs(ascii_only=is_ascii_only())
        self.sight = Sight(work.book)
        self._opened_with = hand
        self._led_to = ""
        self._shown: object = None
        self._said: dict[object, str] = {}
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The picture, the list beside or below it, the keys."""
        # Before the first layout, so that nothing is drawn in a size it does not keep, and before
        # there are parts, whose looks would be worked out again.
        self.set_class(self.app.size.width >= _WIDE, "-wide")
        self.set_class(self.glyphs is not glyphs(ascii_only=False), "-ascii")
        yield TitleBar()
        with Container():
            yield PictureView(self._draw)
            yield RowList(self._row, self.EMPTY)
        yield KeyBar(self.OFFERED)

    def on_mount(self) -> None:
        """Show what is in sight, where it was left."""
        self._unsubscribe = self.work.store.subscribe(self._changed)
        left: _Left | None = self.work.left.get(self.NAME)
        self._take_in()
        if left is not None:
            self.restore(left.state)
        if self.hand not in (rows := self.rows()):
            is_same = left is not None and left.opened_with == self.hand
            self.hand = left.hand if left and is_same else self._first_linked(rows)
            self._led_to = self.hand
        self._fill()

    def _first_linked(self, rows: Sequence[str]) -> str:
        """The first row that is linked to the record it is opened with, which has none itself."""
        near = lens(self.work.book, self.hand) if self.hand else ()
        return next((each for each in rows if self.ref_of(each) in near), "")

    def on_unmount(self) -> None:
        """Stop following changes."""
        self._unsubscribe()

    # What a picture must have

    def prepare(self, sight: Sight) -> None:
        """Take in what is in sight."""
        raise NotImplementedError

    def use_sight(self, sight: Sight) -> None:
        """Take in other days of the same records."""
        self.prepare(sight)

    def draw(self, width: int, height: int) -> Canvas:
        """Draw it; `hand` is what the cursor is on."""
        raise NotImplementedError

    def rows(self) -> Sequence[str]:
        """The ids of the rows of the list: those of the picture."""
        raise NotImplementedError

    def row(self, row_id: str) -> ListRow:
        """A row of the list."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """All of it as text."""
        raise NotImplementedError

    def svg(self, sight: Sight) -> str:
        """What is in some sight as SVG, drawn in a thread; empty if there is nothing to draw."""
        raise NotImplementedError

    def headings(self) -> tuple[str, str]:
        """What stands above the picture, and above the list."""
        raise NotImplementedError

    # What a picture may have

    def state(self) -> Any:
        """How it was left, for `restore`."""
        return None

    def restore(self, left: Any) -> None:
        """Show it as it was left."""

    @property
    def spot(self) -> str:
        """What the cursor of the picture is on: what is in hand, or what holds that."""
        return self.hand

    def show_hand(self) -> None:
        """Bring what is in hand into the picture."""

    def ref_of(self, target: str) -> str:
        """The record that something in the picture is; empty if it is none."""
        return target if self.work.book.get(target) is not None else ""

    def step(self, direction: Direction) -> str:
        """What is next in a direction; empty if nothing is."""
        return neighbour(self.picture.canvas.targets(), self.hand, direction)

    def open_hand(self) -> None:
        """Open what is in hand, which is no record."""
        self.work.host.tell("there is no record under the cursor")

    # The parts

    @property
    def picture(self) -> PictureView:
        """The picture."""
        return self.query_one(PictureView)

    @property
    def list(self) -> RowList:
        """The list that says the same."""
        return self.query_one(RowList)

    def _row(self, row_id: str) -> ListRow:
        row = self.row(row_id)
        if not (ref := self.ref_of(row_id)):
            return row
        row = row._replace(tail=self.work.book.row_tail(ref, row.tail))
        return row._replace(main=f"≈ {row.main}") if self.sight.is_doubtful(ref) else row

    def _draw(self, width: int, height: int) -> Canvas:
        return self.draw(width, height)

    # What is shown

    def take_hand(self, target: str, *, in_list: bool = False) -> None:
        """Put the cursor on something.

        Args:
            target: What it is.
            in_list: Whether it was chosen in the list, whose cursor is there already.
        """
        if not target or target == self.hand:
            return
        self.hand, self._led_to = target, ""
        self.show_hand()
        self.redraw()
        if not in_list:
            self.list.go_to(target)

    def redraw(self) -> None:
        """Draw the picture again, and say what it shows."""
        self.picture.redraw(self.spot)
        for part, heading in zip((self.picture, self.list), self.headings(), strict=True):
            # Setting a title draws the whole frame, even if it is the same.
            if self._said.get(part) != heading:
                self._said[part] = heading
                part.border_title = content(heading)
        self._show_settings()

    def refill(self) -> None:
        """Show other rows, and draw the picture again."""
        self._fill()

    def use_period(self, period: Period | None) -> None:
        """Show other days, here and in the other pictures."""
        self.work.period = period
        self._shown = self._now()
        self.sight = self.sight.during(period)
        self.use_sight(self.sight)
        self._fill()

    def _fill(self) -> None:
        ids = self.rows()
        rows = self.list
        rows.marks = frozenset(self.work.host.marked)
        rows.fill(ids)
        if not (self.hand and rows.go_to(self.hand)):
            self.hand = rows.current
        self.show_hand()
        self.redraw()

    def _take_in(self) -> None:
        host = self.work.host
        self._shown = self._now()
        self.sight = Sight(
            self.work.book, host.in_sight, self.work.period, uncertain=frozenset(host.uncertain)
        )
        self.prepare(self.sight)

    def prepared(self, make: Callable[[], T], *about: object) -> T:
        """What is made of the records in sight, kept until others are in sight.

        Args:
            make: Makes it.
            about: What else it depends on.
        """
        key = (self._in_sight(), about)
        kept = self.work.left.get(f"{self.NAME} prepared")
        if kept is None or kept[0] != key:
            kept = self.work.left[f"{self.NAME} prepared"] = (key, make())
        found: T = kept[1]
        return found

    def _in_sight(self) -> object:
        """What decides which records are in sight."""
        host, work = self.work.host, self.work
        narrowed = (host.filtered_by, host.lens, host.viewpoint)
        return (narrowed, work.store.meta.revision, id(work.book))

    def _now(self) -> object:
        """What decides what is shown."""
        return (self._in_sight(), self.work.period)

    def _changed(self, _changes: Sequence[Change]) -> None:
        if self.is_active:
            self._take_in()
            self._fill()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        super().on_screen_resume()
        if self._shown is not None and self._shown != self._now():
            self._take_in()
            self._fill()

    def _show_settings(self) -> None:
        host = self.work.host
        settings = Settings(
            date=host.viewpoint.short if host.viewpoint else "",
            lens=one_line(self.work.shown_label(host.lens)) if host.lens else "",
            query=one_line(host.filtered_by),
            period=described(self.work.period) if self.work.period else "",
            marked=len(host.marked),
            counts=others_said(self.NAME),
        )
        bar = self.query_one(TitleBar)
        bar.title, bar.chips = self.NAME.capitalize(), settings.chips()

    # Messages of the two parts

    def on_picture_view_stepped(self, message: PictureView.Stepped) -> None:
        """An arrow key in the picture."""
        message.stop()
        self.take_hand(self.step(message.direction))

    def on_picture_view_paged(self, message: PictureView.Paged) -> None:
        """A page key in the picture."""
        message.stop()
        self.list.action_page(message.direction)

    def on_picture_view_edged(self, message: PictureView.Edged) -> None:
        """To the first or the last."""
        message.stop()
        self.list.action_edge(message.place)

    def on_picture_view_pointed(self, message: PictureView.Pointed) -> None:
        """The mouse on something."""
        message.stop()
        self.take_hand(message.target)
        if message.is_again:
            self.action_go()

    def on_picture_view_chosen(self, message: PictureView.Chosen) -> None:
        """Enter in the picture."""
        message.stop()
        self.action_go()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The picture follows the list, which may have moved on since."""
        message.stop()
        self.take_hand(message.rows.current, in_list=True)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter in the list."""
        message.stop()
        self.action_go()

    # Commands: one method for each id in `IN_PICTURE`

    def action_go(self) -> None:
        """Open what is in hand."""
        if ref := self.ref_of(self.hand):
            self.work.host.run(self._read(ref))
        else:
            self.open_hand()

    async def _read(self, ref: str) -> None:
        if found := await self.work.host.ask(RecordScreen(self.work.book, ref)):
            self.leave(Chosen(found))

    def action_other_part(self) -> None:
        """Switch between picture and list."""
        (self.picture if self.list.has_focus else self.list).focus()

    def action_mark(self) -> None:
        """Mark the record in hand, or clear its mark."""
        ref = self.ref_of(self.hand)
        if not ref:
            self.work.host.tell("there is no record under the cursor to mark")
            return
        self.work.host.mark(ref)
        self.list.marks = frozenset(self.work.host.marked)
        self.list.refresh()
        self.redraw()

    def action_filter(self) -> None:
        """Filter what is shown."""
        self.work.host.run(self.work.host.ask_filter())

    def action_lens(self) -> None:
        """Show only what is linked to the record in hand, or everything again."""
        ref = self.ref_of(self.hand)
        self.work.host.narrow_to("" if self.work.host.lens else ref)
        self._take_in()
        self._fill()

    def action_choose_date(self) -> None:
        """Show the briefing as of a date."""
        self.work.host.run(choose_date(self.work, Selection("")))

    def action_period(self) -> None:
        """Choose the days."""
        self.work.host.run(self._ask_period())

    async def _ask_period(self) -> None:
        if chosen := await ask_period(self.work, self.work.period):
            self.use_period(chosen[0])

    def action_shift(self, step: int) -> None:
        """Move on by as many days as are shown."""
        if self.work.period is None:
            self.work.host.tell("all days are shown; p chooses some")
        else:
            self.use_period(shifted(self.work.period, step))

    def action_copy(self) -> None:
        """Copy what is shown as text."""
        answer = self.answer()
        self.work.host.run(copy_answer(self.work.host, self.work.book, answer, answer.title))

    def action_write(self) -> None:
        """Write the picture to a file."""
        self.work.host.run(write_picture(self.work, self.NAME, self.sight, self.svg))

    def action_picture(self, command_id: str) -> None:
        """Show another picture, with the record in hand."""
        # Until the cursor is moved, the record it was opened with is in hand.
        is_moved = not self._led_to or self.hand != self._led_to
        self.leave(Chosen(self.ref_of(self.hand) if is_moved else self._opened_with, command_id))

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(self.OFFERED, self.OFFERED[0].section)))

    def action_close(self) -> None:
        """Close."""
        self.leave(None)

    def leave(self, chosen: Chosen | None) -> None:
        """Close the screen; it is found again as it is."""
        self.work.left[self.NAME] = _Left(self.state(), self.hand, self._opened_with)
        self.dismiss(chosen)
