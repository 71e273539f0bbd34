"""All keys on one page, generated from the commands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing.tui.commands import COMMANDS, IN_HISTORY, LIST_KEYS, keys_shown
from briefing.tui.dialogs.scrolling import ScrollingDialog


class HelpScreen(ScrollingDialog[None]):
    """Every key and what it does."""

    CSS = """
    HelpScreen { align: center middle; }
    #help {
        width: 78; max-width: 96%; height: auto; max-height: 92%;
        border: round $primary; background: $surface; padding: 0 2;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,h,enter", "close", "Close", show=False),
        Binding("g", "edge(0)", "Top", show=False),
        Binding("G", "edge(1)", "End", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="help") as page:
            page.border_title = "Keys"
            page.border_subtitle = "j k scroll   esc closes"
            yield Static(key_page())

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_edge(self, place: int) -> None:
        """Scroll to the top or the end."""
        page = self.query_one(VerticalScroll)
        (page.scroll_end if place else page.scroll_home)(animate=False)


def key_page() -> Content:
    """The keys by section."""
    sections: dict[str, list[tuple[str, str]]] = {"In every list": list(LIST_KEYS)}
    for command in (*COMMANDS, *IN_HISTORY):
        sections.setdefault(command.section, []).append((keys_shown(command), command.help))
    lines: list[Content] = []
    for heading, entries in sections.items():
        lines += [Content(""), Content.styled(heading, "bold $text-primary")]
        lines += [
            Content.assemble((f"  {keys:<14}", "$text-accent"), " ", what) for keys, what in entries
        ]
    return Content("\n").join(lines)
