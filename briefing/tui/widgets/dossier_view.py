"""The dossier of a record, with a cursor on its title and items, and letters to follow links."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from briefing.dossier import Dossier, Item
from briefing.tui.input.safe_text import content
from briefing.tui.theme import accent
from briefing.tui.widgets.dossier_layout import HINT, HINT_WIDTH, WHOLE, Line, items_of, lay_out
from briefing.tui.widgets.line_view import LineView

_EASY_FIRST = "asdfjklewiorughcmptvnxbyzq"
"""The letters that follow links, those under the fingers first."""

_NEAR = 3
"""Lines beyond the edge within which the cursor goes to an item at once."""


class DossierView(LineView):
    """Shows a dossier, whose links can be followed.

    Args:
        empty: The lines shown without a record: which key to press.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "dossier--title",
        "dossier--subtitle",
        "dossier--heading",
        "dossier--text",
        "dossier--dim",
        "dossier--link",
        "dossier--open",
        "dossier--hint",
        "dossier--cursor",
    }
    DEFAULT_CSS = """
    DossierView {
        & > .dossier--title { text-style: bold; }
        & > .dossier--subtitle { color: $quiet; }
        & > .dossier--heading { color: $heading; text-style: bold; }
        & > .dossier--dim { color: $quiet; }
        & > .dossier--link { text-style: underline; }
        & > .dossier--open { color: $unreviewed; text-style: bold; }
        & > .dossier--hint { color: $match; text-style: bold reverse; }
        &:focus > .dossier--cursor { background: $cursor; }
    }
    """
    LOOKS = "dossier"

    cursor: reactive[int] = reactive(WHOLE, repaint=False)

    @dataclass
    class Followed(Message):
        """A link was followed."""

        ref: str

    @dataclass
    class Following(Message):
        """Links got letters, or lost them."""

        is_on: bool

    @dataclass
    class NothingToFollow(Message):
        """Enter was pressed on an item without a link, or on the record itself: None."""

        item: Item | None

    def __init__(self, empty: str = "") -> None:
        super().__init__()
        self.empty = empty
        self._dossier: Dossier | None = None
        self._items: list[Item] = []
        self._lines: list[Line] = []
        self._width = 0
        self._hints: dict[int, str] = {}
        self._typed = ""

    @property
    def ref(self) -> str:
        """The record shown; empty for none."""
        return self._dossier.ref if self._dossier else ""

    @property
    def current(self) -> Item | None:
        """The item under the cursor; None where that stands on the record itself."""
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    @property
    def items(self) -> Sequence[Item]:
        """The items the cursor moves over."""
        return self._items

    @property
    def is_following(self) -> bool:
        """Whether the links have letters."""
        return bool(self._hints)

    @property
    def line_count(self) -> int:
        """The number of lines at the current width."""
        return len(self._lines)

    def show(self, dossier: Dossier | None) -> None:
        """Show a dossier from its title on; an update of the same one keeps its place."""
        same = dossier is not None and dossier.ref == self.ref
        self._dossier = dossier
        self._items = items_of(dossier) if dossier else []
        self.stop_following()
        place = self.cursor if same else WHOLE
        self.set_reactive(DossierView.cursor, self.validate_cursor(place))
        self.border_title = (
            content(dossier.kind.capitalize(), f"${accent(dossier.kind)}") if dossier else None
        )
        self._width, self._lines = 0, []
        self._lay_out()
        if not same:
            self.scroll_to(0, 0, animate=False, immediate=True)

    def start_following(self) -> bool:
        """Label the links in sight with letters that follow them; False without any link."""
        if self._lines and not self._links_in_sight():
            self._scroll_to_link()
        # A view that is about to be shown has no lines yet.
        every = [place for place, item in enumerate(self._items) if item.ref]
        links = self._links_in_sight() if self._lines else every
        # A screen of more lines than there are letters labels the first of them.
        self._hints = dict(zip(links, letters(len(links)), strict=False))
        self._typed = ""
        self.refresh()
        self.post_message(self.Following(bool(links)))
        return bool(links)

    def stop_following(self) -> bool:
        """Remove the letters; False when there were none."""
        were = bool(self._hints)
        self._hints, self._typed = {}, ""
        self.refresh()
        if were:
            self.post_message(self.Following(is_on=False))
        return were

    def on_key(self, event: events.Key) -> None:
        """Choose among the letters while they are shown."""
        if not self._hints:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or " "
        left = [place for place in self._hints if self._hint(place)]
        if len(left) == 1 and self._hints[left[0]] == self._typed:
            self.stop_following()
            self.cursor = left[0]
            self.action_choose()
        elif left:
            self.refresh()
        else:
            self.stop_following()

    def on_blur(self) -> None:
        """Remove the letters, which need the keys."""
        self.stop_following()

    def on_click(self, event: events.Click) -> None:
        """Follow a clicked link; elsewhere, move the cursor."""
        offset = event.get_content_offset(self)
        if offset is None or not self._dossier:
            return
        place = offset.y + self.scroll_offset.y
        if place < len(self._lines) and self._lines[place].item >= WHOLE:
            self.cursor = self._lines[place].item
            if self.current and self.current.ref:
                self.action_choose()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the title or an item."""
        return max(WHOLE, min(cursor, len(self._items) - 1))

    def watch_cursor(self, was: int, now: int) -> None:
        """Redraw, and keep the item visible."""
        if was != now:
            self.refresh()
            self._show_cursor(from_below=now < was)

    def action_move(self, step: int) -> None:
        """Move the cursor by items; scroll by lines towards a distant one."""
        target = self.validate_cursor(self.cursor + step)
        places = self._places(target)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if step > 0:
            is_far = bool(places) and places[0] >= top + height + _NEAR
        else:
            is_far = bool(places) and places[-1] < top - _NEAR
        if is_far or target == self.cursor:
            self.scroll_to(y=top + step, animate=False, immediate=True)
        else:
            self.cursor = target

    def action_page(self, direction: int) -> None:
        """Scroll by a screenful, and take the cursor along."""
        height = max(1, self.scrollable_content_region.height - 2)
        target = self.scroll_offset.y + direction * height
        self.scroll_to(y=target, animate=False, immediate=True)
        top = int(max(0, min(target, len(self._lines) - 1)))
        in_sight = [line.item for line in self._lines[top : top + height] if line.item >= WHOLE]
        if in_sight and self.cursor not in in_sight:
            self.cursor = in_sight[0]

    def action_edge(self, place: int) -> None:
        """Move to the title (0) or the last item (-1)."""
        self.cursor = WHOLE if place == 0 else len(self._items) - 1
        if place == 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_choose(self) -> None:
        """Follow the link under the cursor."""
        item = self.current
        if item and item.ref:
            self.post_message(self.Followed(item.ref))
        else:
            self.post_message(self.NothingToFollow(item))

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        self._lay_out()

    def _hint(self, item: int) -> str:
        """The letters that follow an item, unless others were typed."""
        hint = self._hints.get(item, "")
        return hint if hint.startswith(self._typed) else ""

    def _links_in_sight(self) -> list[int]:
        """The numbers of the items with a link whose first line is in sight."""
        top = self.scroll_offset.y
        lines = self._lines[top : top + self.scrollable_content_region.height]
        return [line.item for line in lines if line.is_first and self._items[line.item].ref]

    def _scroll_to_link(self) -> None:
        """Bring the next link into sight, or the last one if there is none below."""
        places = [
            place
            for place, line in enumerate(self._lines)
            if line.is_first and self._items[line.item].ref
        ]
        below = (place for place in places if place >= self.scroll_offset.y)
        if places:
            middle = self.scrollable_content_region.height // 2
            place = next(below, places[-1])
            self.scroll_to(y=place - middle, animate=False, immediate=True)

    def _lay_out(self) -> None:
        self._break_lines()
        self.set_lines(len(self._lines))
        self.refresh()

    def _break_lines(self) -> bool:
        """Wrap for the current width; False when that is done already."""
        width = self.scrollable_content_region.width - 2
        if width <= 0 or width == self._width:
            return False
        self._width = width
        self._lines = lay_out(self._dossier, width) if self._dossier else []
        return True

    def _places(self, item: int) -> list[int]:
        return [place for place, line in enumerate(self._lines) if line.item == item]

    def _show_cursor(self, *, from_below: bool = False) -> None:
        """Scroll to the item; of one taller than the view, to the end that was entered."""
        if places := self._places(self.cursor):
            height = max(1, min(len(places), self.scrollable_content_region.height))
            top = places[-height] if from_below else places[0]
            region = Region(0, top, 1, height)
            self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if self._break_lines():
            # The first frame is drawn before the view knows its width.
            self.call_later(self.set_lines, len(self._lines))
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.base_style
        if not self._dossier:
            lines = self.empty.splitlines()
            text = f" {lines[place]}" if place < len(lines) else ""
            return Strip([Segment(text, self.look("dim", base))]).adjust_cell_length(width, base)
        if place >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[place]
        is_cursor = line.item == self.cursor and self.has_focus
        if is_cursor:
            base = self.get_component_rich_style("dossier--cursor")
        segments = [Segment("▌" if is_cursor else " ", base)]
        for text, look in line.pieces:
            if look == HINT and (hint := self._hint(line.item)):
                space = " " * (HINT_WIDTH - len(hint))
                segments += [Segment(hint, self.look("hint", base)), Segment(space, base)]
            else:
                segments.append(Segment(text, self.look(look, base) if text.strip() else base))
        return Strip(segments).adjust_cell_length(width, base)


def letters(count: int) -> list[str]:
    """As many hints as needed, 676 at most, none a prefix of another; easy keys first."""
    length = 1 if count <= len(_EASY_FIRST) else HINT_WIDTH
    return ["".join(each) for each in islice(product(_EASY_FIRST, repeat=length), count)]
