"""The dossier of a record, with a cursor on its items and letters to follow links."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from briefing.dossier import Dossier, Item
from briefing.tui.input.safe_text import content, one_line
from briefing.tui.widgets import dossier_layout
from briefing.tui.widgets.dossier_layout import Line, items_of, lay_out
from briefing.tui.widgets.line_view import LineView

_NEAR = 3
"""Lines beyond the edge within which the cursor goes to an item at once."""


class DossierView(LineView):
    """Shows a dossier, whose links can be followed.

    Args:
        empty: The text shown without a record: which key to press.
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
        & > .dossier--subtitle { color: $foreground-muted; }
        & > .dossier--heading { color: $text-primary; text-style: bold; }
        & > .dossier--dim { color: $foreground-muted; }
        & > .dossier--link { text-style: underline; }
        & > .dossier--open { color: $text-warning; text-style: bold; }
        & > .dossier--hint { color: $text-warning; text-style: bold reverse; }
        &:focus > .dossier--cursor { background: $primary-muted; }
    }
    """
    LOOKS = "dossier"

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Followed(Message):
        """A link was followed."""

        ref: str

    @dataclass
    class NothingToFollow(Message):
        """Enter was pressed on an item without a link."""

        item: Item | None

    def __init__(self, empty: str = "") -> None:
        super().__init__()
        self._empty = empty
        self._dossier: Dossier | None = None
        self._items: list[Item] = []
        self._lines: list[Line] = []
        self._width = 0
        self._hints: dict[str, int] = {}
        self._typed = ""

    @property
    def ref(self) -> str:
        """The record shown; empty for none."""
        return self._dossier.ref if self._dossier else ""

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

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
        """Show a dossier; an update of the same one keeps its place."""
        same = dossier is not None and dossier.ref == self.ref
        self._dossier = dossier
        self._items = items_of(dossier) if dossier else []
        self._hints, self._typed = {}, ""
        place = self.cursor if same else self._first_link()
        self.set_reactive(DossierView.cursor, max(0, min(place, len(self._items) - 1)))
        self.border_title = content(dossier.kind.capitalize()) if dossier else None
        self._width = 0
        self._lay_out()
        if not same:
            self.scroll_to(0, 0, animate=False, immediate=True)

    def start_following(self) -> bool:
        """Label every link with a letter that follows it; False without links."""
        places = [place for place, item in enumerate(self._items) if item.ref]
        letters = _letters(len(places))
        self._hints = dict(zip(letters, places, strict=True))
        self._typed = ""
        self._redraw()
        return bool(places)

    def stop_following(self) -> bool:
        """Remove the letters; False when there were none."""
        were = bool(self._hints)
        self._hints, self._typed = {}, ""
        if were:
            self._redraw()
        return were

    def on_key(self, event: events.Key) -> None:
        """Choose among the letters while they are shown."""
        if not self._hints:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or " "
        place = self._hints.get(self._typed)
        if place is not None:
            self.stop_following()
            self.cursor = place
            self.action_choose()
        elif not any(letters.startswith(self._typed) for letters in self._hints):
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
        if place < len(self._lines) and self._lines[place].item >= 0:
            self.cursor = self._lines[place].item
            if self._items[self.cursor].ref:
                self.action_choose()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an item."""
        return max(0, min(cursor, len(self._items) - 1))

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
        in_sight = [line.item for line in self._lines[top : top + height] if line.item >= 0]
        if in_sight and self.cursor not in in_sight:
            self.cursor = in_sight[0]

    def action_edge(self, place: int) -> None:
        """Move to the first (0) or the last (-1) item."""
        self.cursor = place if place >= 0 else len(self._items) - 1
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

    def _first_link(self) -> int:
        return next((place for place, item in enumerate(self._items) if item.ref), 0)

    def _redraw(self) -> None:
        self._width = 0
        self._lay_out()

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
        hints = {place: letters for letters, place in self._hints.items()}
        self._lines = lay_out(self._dossier, width, hints) if self._dossier else []
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
        if not self._dossier and place == 0:
            dim = self.look("dim", base)
            return Strip([Segment(f" {one_line(self._empty)}", dim)]).adjust_cell_length(
                width, base
            )
        if place >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[place]
        is_cursor = line.item == self.cursor and line.item >= 0 and self.has_focus
        if is_cursor:
            base = self.get_component_rich_style("dossier--cursor")
        segments = [Segment("▌" if is_cursor else " ", base)]
        for text, look in line.pieces:
            if look == dossier_layout.HINT and text.strip():
                letters = text.strip()
                hint = self.look("hint", base)
                segments += [Segment(letters, hint), Segment(" " * (2 - len(letters)), base)]
            else:
                segments.append(Segment(text, self.look(look, base) if text.strip() else base))
        return Strip(segments).adjust_cell_length(width, base)


def _letters(count: int) -> list[str]:
    """As many hints as needed, none a prefix of another; easy keys first."""
    keys = "asdfjklewiorughcmptvnxbyzq"
    if sorted(keys) != list(ascii_lowercase):
        raise ValueError("every letter once")
    if count <= len(keys):
        return list(keys[:count])
    return ["".join(pair) for pair in product(keys, repeat=2)][:count]
