"""The network: what a record is tied to, the paths to another, who is central, which parts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from briefing.model.kinds.link import Link
from briefing.model.kinds.registry import PARTIES
from briefing.model.refs import kind_of
from briefing.tui.actions.watched import watched
from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import IN_NETWORK
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.progress import Report
from briefing.tui.network.shown import Shown, ShownParts, ShownRanking, ShownTree
from briefing.tui.pictures.screen import PictureScreen
from briefing.tui.widgets.row_list import ListRow
from briefing.views.answer import Answer
from briefing.views.books.still import StillBook
from briefing.views.network.central import By, central, ranked_by
from briefing.views.network.components import components
from briefing.views.network.neighbourhood import MOST_TIES, between, neighbourhood
from briefing.views.network.ties import TIE_TYPES, Ties
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.moving import Direction
from briefing.views.pictures.sight import Sight

View: TypeAlias = Literal["around", "paths", "ranking", "parts"]


class _Place(NamedTuple):
    """What is shown, to come back to.

    Attributes:
        view: Which of the pictures.
        middle: The record it begins at; empty if it is about all.
        other: The record that paths lead to.
        hand: What the cursor is on.
    """

    view: View
    middle: str = ""
    other: str = ""
    hand: str = ""


class _Left(NamedTuple):
    """How it was left."""

    depth: int
    events: bool
    types: frozenset[str] | None


class NetworkScreen(PictureScreen):
    """Shows who is tied to whom, around the record it is opened from."""

    NAME: ClassVar[str] = "network"
    OFFERED: ClassVar[Sequence[Command]] = IN_NETWORK
    EMPTY: ClassVar[str] = "nobody in sight is tied to another: e counts common events, too"

    _place = _Place("parts")
    _depth = 2
    _events = False
    _types: frozenset[str] | None = None
    _by: By = "between"
    _content: Shown | None = None
    _trail: tuple[_Place, ...] = ()
    _is_new = True

    # What a picture must have

    def prepare(self, sight: Sight) -> None:
        """Take in what is in sight."""
        if self._is_new:
            # Imported events come without links: nothing would be tied to anything.
            self._events = not self.work.book.all(Link.kind_name)
            if self.work.book.get(self.hand) is not None:
                self._place = _Place("around", self.hand)
        self._is_new = False
        about = filter(None, (self._place.middle, self._place.other))
        if any(self.work.book.get(each) is None for each in about):
            self._place = _Place("parts")
        if self._is_slow:
            self._content = None
            self.work.host.run(self._work_out())
        else:
            which = (sight.period, self._events, self._types)
            self._content = self._shown_of(self.prepared(lambda: self._ties(sight), *which))

    def draw(self, width: int, height: int) -> Canvas:
        """Draw it."""
        if self._content is None:
            return Canvas(width, height, self.glyphs)
        return self._content.draw(width, height, self.glyphs, self.hand)

    def rows(self) -> Sequence[str]:
        """The ties or records that the picture shows."""
        return self._content.list_ids() if self._content else ()

    def row(self, row_id: str) -> ListRow:
        """A row of the list."""
        return self._content.list_row(row_id) if self._content else ListRow("", "")

    def answer(self) -> Answer:
        """All of it as text."""
        return self._content.answer() if self._content else Answer("Network", ())

    def svg(self, sight: Sight) -> str:
        """All of it as SVG."""
        about = filter(None, (self._place.middle, self._place.other))
        if any(sight.book.get(each) is None for each in about):
            return ""
        return self._shown_of(self._ties(sight)).svg()

    def headings(self) -> tuple[str, str]:
        """What is shown, and how much of it."""
        return self._content.headings() if self._content else ("", "")

    # What a picture may have

    def state(self) -> _Left:
        """How it was left."""
        return _Left(self._depth, self._events, self._types)

    def restore(self, left: _Left) -> None:
        """Show it as it was left."""
        if (self._depth, self._events, self._types) != left:
            self._depth, self._events, self._types = left
            self.prepare(self.sight)

    def show_hand(self) -> None:
        """Unfold what is in hand."""
        if self._content:
            self._content.reveal(self.hand)

    def ref_of(self, target: str) -> str:
        """The record that a tie leads to."""
        return super().ref_of(self._content.ref_of(target)) if self._content and target else ""

    def step(self, direction: Direction) -> str:
        """Right to what a record is tied to, left back to the middle."""
        return self._content.step(self.hand, direction) if self._content else ""

    def open_hand(self) -> None:
        """Unfold what is folded."""
        if self._content and (found := self._content.unfold(self.hand)):
            self.take_hand(found)
        else:
            super().open_hand()

    # What is shown

    @property
    def _is_slow(self) -> bool:
        """Whether it goes through so much that it is done in a thread."""
        view = self._place.view
        return self.work.is_large and (view == "ranking" or (view == "parts" and self._events))

    def _ties(self, sight: Sight) -> Ties:
        """The ties that count."""
        return Ties(sight, events=self._events, types=self._types)

    def _shown_of(self, ties: Ties, report: Report | None = None) -> Shown:
        """What is to be shown of some ties."""
        view, middle, other, _ = self._place
        if view == "around":
            return ShownTree(neighbourhood(ties, middle, self._depth, MOST_TIES))
        if view == "paths":
            return ShownTree(between(ties, middle, other))
        if view == "parts":
            return ShownParts(components(ties))

        def tick(done: int, of: int) -> None:
            if report:
                report.say(f"paths from {done:,} of {of:,} records …")

        return ShownRanking(central(ties, self._by, tick))

    async def _work_out(self) -> None:
        """Work out in a thread what is to be shown; if that is stopped, go back."""
        hand, place, still = (
            self.hand,
            self._place,
            replace(self.sight, book=StillBook(self.sight.book)),
        )
        title = "Working out who is central" if place.view == "ranking" else "Finding the parts"
        found = await watched(
            self.work.host, title, lambda report: self._shown_of(self._ties(still), report)
        )
        if found is not None and self._place is place:
            self._content, self.hand = found, hand
            self._fill()
        elif found is None:
            self._events = self._events and place.view != "parts"
            self._go_to(self._trail[-1] if self._trail else _Place("parts"))
            self._trail = self._trail[:-1]

    def _show(self, place: _Place) -> None:
        """Show something else, and remember what was shown."""
        self._trail = (*self._trail, self._place._replace(hand=self.hand))
        self._go_to(place)

    def _go_to(self, place: _Place) -> None:
        self._place, self.hand = place, place.hand or place.middle or self.ref_of(self.hand)
        self._again()

    def _again(self) -> None:
        self.prepare(self.sight)
        self._fill()

    # Commands: one method for each id of its own in `IN_NETWORK`

    def action_to_middle(self) -> None:
        """Put the record in hand in the middle."""
        ref = self.ref_of(self.hand)
        if not ref:
            self.work.host.tell("there is no record under the cursor")
        elif self._place != _Place("around", ref):
            self._show(_Place("around", ref))

    def action_go_back(self) -> None:
        """Go back to what was shown before."""
        if not self._trail:
            self.work.host.tell("nothing was shown before this; esc closes")
            return
        *before, last = self._trail
        self._trail = tuple(before)
        self._go_to(last)

    def action_depth(self, number: int) -> None:
        """Show what is so many steps away, counted from 0."""
        self._depth = number + 1
        if self._place.view == "around":
            self._again()
        else:
            self.action_to_middle()

    def action_events(self) -> None:
        """Count common events as ties, or links only."""
        self._events = not self._events
        self._again()

    def action_types(self) -> None:
        """Choose the types of link."""
        self.work.host.run(self._choose_types())

    async def _choose_types(self) -> None:
        now = next(iter(self._types)) if self._types else "all"
        terms = {"all": "links of every type", **dict.fromkeys(TIE_TYPES, "")}
        chosen = await self.work.host.ask(MenuScreen("Which links count?", terms, now))
        if chosen:
            self._types = None if chosen == "all" else frozenset({chosen})
            self._again()

    def action_to_other(self) -> None:
        """Show the paths to another record, or between two marked ones."""
        self.work.host.run(self._choose_other())

    async def _choose_other(self) -> None:
        host = self.work.host
        parties = [ref for ref in host.marked if kind_of(ref) in PARTIES]
        if len(parties) == 2:
            self._show(_Place("paths", *parties))
            return
        one = self.ref_of(self.hand)
        if not one or kind_of(one) not in PARTIES:
            host.tell("paths lead from a group or leader: put the cursor on one")
            return
        title = f"Paths from {self.work.shown_label(one)} to which group or leader?"
        if other := await host.pick(tuple(PARTIES), title, besides=one):
            self._show(_Place("paths", one, other))

    def action_rank(self) -> None:
        """Rank the records; again, by their ties."""
        if isinstance(self._content, ShownRanking):
            self._by = "tied" if self._by == "between" else "between"
            self._content = ShownRanking(ranked_by(self._content.found, self._by))
            self._fill()
        elif self._place.view != "ranking":
            self._show(_Place("ranking"))

    def action_parts(self) -> None:
        """Show the separate parts."""
        if self._place.view != "parts":
            self._show(_Place("parts"))
