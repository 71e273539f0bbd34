"""All keys and signs on one page, searchable, generated from the declarations."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from briefing.search.words.folding import fold
from briefing.tui.commands.command import LIST_KEYS, Command, keys_shown
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content
from briefing.tui.signs import SIGNS
from briefing.tui.widgets.line_input import LineInput

Sections = Mapping[str, Sequence[tuple[str, str]]]
"""Keys or signs with what they mean, by heading."""

_KEY_WIDTH = 14
_AROUND = 6
"""Cells of a column taken by the frame, the scroll bar and the space between columns."""

_TWO_COLUMNS = 110
"""Columns of the screen from which the page has two."""


def sections_of(commands: Iterable[Command], first: str = "") -> Sections:
    """The keys of a screen by section, then the signs.

    Args:
        commands: Its commands.
        first: The section that comes first; those of lists when empty.
    """
    sections: dict[str, list[tuple[str, str]]] = {"In every list": list(LIST_KEYS)}
    for command in commands:
        sections.setdefault(command.section, []).append((keys_shown(command), command.help))
    ordered = {first: sections[first], **sections} if first else sections
    return {**ordered, **{heading: list(signs.items()) for heading, signs in SIGNS.items()}}


class HelpScreen(TypeAhead[None]):
    """Every key that works on a screen, and every sign; typing searches.

    Args:
        sections: What to show, in order.
    """

    CSS = """
    HelpScreen { align: center middle; }
    #help {
        width: 96%; max-width: 156; height: 92%;
        border: round $key; background: $surface; padding: 0 1;
    }
    #help Input { border: none; height: 1; margin-bottom: 1; background: $surface; }
    #help VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    #help Horizontal { height: auto; }
    #help Static { width: 1fr; height: auto; padding-right: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "close", "Close", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "scroll(8)", "Page down", show=False),
        Binding("pageup", "scroll(-8)", "Page up", show=False),
    ]

    def __init__(self, sections: Sections) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """A line to search in, above one or two columns."""
        with Vertical(id="help") as frame:
            frame.border_title = "Keys and signs"
            frame.border_subtitle = "type to search · ↑ ↓ scroll · esc close"
            yield LineInput(placeholder="search: merge, source, †, …", compact=True)
            with VerticalScroll(can_focus=False), Horizontal():
                yield Static()
                yield Static()

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def on_resize(self) -> None:
        """Use one column or two."""
        self._show(self.query_one(Input).value)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show what contains the words typed."""
        self._show(message.value)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_scroll(self, step: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=step * 2, animate=False)

    def _show(self, typed: str) -> None:
        left, right = self.query(Static)
        right.display = self.size.width >= _TWO_COLUMNS
        width = int(min(self.size.width * 0.96, 156)) // (2 if right.display else 1) - _AROUND
        blocks = [_block(*each, width) for each in found(self._sections, typed).items()]
        if not blocks:
            blocks = [[content("nothing here is called so")]]
        half = _halfway(blocks) if right.display else len(blocks)
        for column, part in ((left, blocks[:half]), (right, blocks[half:])):
            column.update(Content("\n").join(line for block in part for line in block))


def found(sections: Sections, typed: str) -> Sections:
    """The entries that contain all words typed, in any section with its heading."""
    words = fold(typed).split() or typed.split()
    if not words:
        return sections
    kept = {
        heading: [
            (keys, what)
            for keys, what in entries
            if all(word in fold(f"{heading} {what}") or word in keys for word in words)
        ]
        for heading, entries in sections.items()
    }
    return {heading: entries for heading, entries in kept.items() if entries}


def _block(heading: str, entries: Sequence[tuple[str, str]], width: int) -> list[Content]:
    lines = [Content.styled(heading, "bold $heading")]
    for keys, what in entries:
        gap = " " * max(1, _KEY_WIDTH - cell_len(keys))
        first, *others = wrap(what, max(20, width - _KEY_WIDTH - 2))
        lines.append(Content.assemble("  ", (keys, "$key"), gap, first))
        lines += [Content(" " * (_KEY_WIDTH + 2) + other) for other in others]
    return [*lines, Content("")]


def _halfway(blocks: Sequence[Sequence[Content]]) -> int:
    """How many blocks make the first column about as long as the second."""
    lengths = [len(block) for block in blocks]
    return min(range(len(blocks) + 1), key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])))
