"""The base of lists and dossiers: lines drawn when they become visible, and a cursor."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView

from briefing.tui.theme import CHIPS, KIND, LOOKS, OTHER_KIND


class LineView(ScrollView, can_focus=True):
    """Draws its own lines and moves a cursor over them.

    A subclass has the actions `move`, `page`, `edge` and `choose`.
    """

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False),
        Binding("home,g", "edge(0)", "First", show=False),
        Binding("end,G", "edge(-1)", "Last", show=False),
        Binding("enter,l,right", "choose", "Open", show=False),
    ]
    LOOKS: ClassVar[str]
    """The prefix of its component classes."""

    _base_style: Style | None = None
    _looks: Mapping[tuple[str, Style], Style] = MappingProxyType({})
    """The looks on each background; every line asks for some."""

    def action_move(self, step: int) -> None:
        """Move the cursor by some lines, or by whatever it stands on."""
        raise NotImplementedError

    def set_lines(self, count: int) -> None:
        """Set the number of lines.

        Setting `virtual_size` as usual would lay out the whole screen again, although the room a
        view takes does not depend on its lines.
        """
        size = Size(0, count)
        self.set_reactive(LineView.virtual_size, size)
        if self.is_attached:
            self._scroll_update(size)

    @property
    def base_style(self) -> Style:
        """The style of a plain line, computed again only when styles change."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def look(self, name: str, base: Style) -> Style:
        """The style of a part, on the background of its line."""
        if name.startswith(KIND) and name not in LOOKS:
            name = OTHER_KIND
        key = name, base
        found = self._looks.get(key)
        if found is None:
            own = f"{self.LOOKS}--{name}"
            found = (
                base + self._shared_look(name)
                if name in LOOKS
                else self.get_component_rich_style(own) + Style(bgcolor=base.bgcolor)
            )
            self._looks = {**self._looks, key: found}
        return found

    def notify_style_update(self) -> None:
        """Redraw in the new colours."""
        super().notify_style_update()
        self._base_style = None
        self._looks = {}
        self.refresh()

    def _shared_look(self, name: str) -> Style:
        """A look of the theme: component classes for each would slow the start."""
        colours = self.app.theme_variables
        style = Style(color=colours[CHIPS.get(name, name)])
        return style + Style(bgcolor=colours["chip"], bold=True) if name in CHIPS else style
