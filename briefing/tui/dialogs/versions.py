"""Asks which of two versions of a briefing to keep."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing.store.backend import Keep
from briefing.store.errors import TwoVersions
from briefing.tui.dialogs.scrolling import ScrollingDialog
from briefing.tui.input.safe_text import content

_MOST = 8


class VersionsScreen(ScrollingDialog[Keep | None]):
    """Shows what both versions changed; answers which to keep, or None for neither yet."""

    CSS = """
    VersionsScreen { align: center middle; }
    #versions {
        width: 78; max-width: 96%; height: auto; max-height: 90%;
        border: round $disputed; background: $surface; padding: 1 2;
    }
    #versions .heading { margin-top: 1; color: $heading; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "answer('both')", "Both", show=False),
        Binding("m", "answer('mine')", "Mine", show=False),
        Binding("t", "answer('theirs')", "Theirs", show=False),
        Binding("q", "answer('')", "Leave", show=False),
    ]

    def __init__(self, versions: TwoVersions) -> None:
        super().__init__()
        self._versions = versions

    def compose(self) -> ComposeResult:
        """What happened, the answers, what either side changed."""
        versions = self._versions
        with VerticalScroll(id="versions", can_focus=False):
            name = PurePath(versions.location).name
            title = f"{name} was changed by another program while changes made here were waiting"
            yield Static(content(title, "bold"))
            yield Static(Content("Whichever you keep, the other stays in the history."))
            yield Static(Content("Keep which version?"), classes="heading")
            for key, what in (
                ("b", "both; where both changed a field, mine"),
                ("m", "mine; undo what was changed in the file"),
                ("t", "theirs; undo what was changed here"),
                ("q", "neither yet; quit and leave everything as it is"),
            ):
                yield Static(Content.assemble((f"{key}  ", "bold $key"), what))
            yield from _listed("Changed here", versions.mine)
            yield from _listed("Changed in the file", versions.theirs)
            yield from _listed("Changed differently in both", versions.both)

    def action_answer(self, answer: Keep | str) -> None:
        """Close with the answer."""
        self.dismiss(next((keep for keep in _KEEPS if keep == answer), None))


_KEEPS: tuple[Keep, ...] = ("both", "mine", "theirs")


def _listed(heading: str, refs: Sequence[str]) -> ComposeResult:
    if not refs:
        return
    yield Static(Content(heading), classes="heading")
    for ref in refs[:_MOST]:
        yield Static(content(f"  {ref}"))
    if len(refs) > _MOST:
        yield Static(Content(f"  … and {len(refs) - _MOST} more"))
