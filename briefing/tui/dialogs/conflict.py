"""Asks which version of a record to save when somebody else changed it too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.model.differences import Difference, differences
from briefing.model.fields import fields_of
from briefing.model.kinds.record import Record
from briefing.model.labels import full_label
from briefing.model.merging import merge
from briefing.model.refs import LabelOf
from briefing.store.errors import Conflict
from briefing.tui.dialogs.scrolling import ScrollingDialog
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.differences import SEAM, WARNING, PieceView, side_by_side, value_lines
from briefing.tui.widgets.dossier_layout import DIM, HEADING, Line, Piece

Answer = Literal["mine", "theirs", "both"]
"""Which version is saved."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A record changed by two people at once.

    Attributes:
        conflict: The error from the store.
        base: Its state when the edit began.
        mine: Its state in the form.
        theirs: Its state now; None when it was deleted.
        can_merge: Whether a merged version can be reviewed in the form.
    """

    conflict: Conflict
    base: Record | None
    mine: Record
    theirs: Record | None
    can_merge: bool = True

    @property
    def ref(self) -> str:
        """The record."""
        return self.conflict.ref

    @property
    def who(self) -> str:
        """Who else changed it."""
        return self.conflict.by or "another program"

    @property
    def when(self) -> str:
        """The time, with the date on another day; empty when unknown."""
        if self.conflict.at is None:
            return ""
        at, today = self.conflict.at.astimezone(), datetime.now().astimezone().date()
        return f"at {at:%H:%M:%S}" if at.date() == today else f"on {at:%Y-%m-%d at %H:%M:%S}"

    @property
    def clashing(self) -> tuple[str, ...]:
        """The labels of the fields that both changed differently."""
        if self.theirs is None:
            return ()
        names = merge(self.base, self.mine, self.theirs).clashes
        return tuple(
            field.label for field in fields_of(type(self.mine)) if field.attribute in names
        )


class ConflictScreen(ScrollingDialog[Answer | None]):
    """Shows what both sides changed; answers which version to save, or None for neither yet."""

    CSS = """
    ConflictScreen { align: center middle; }
    #conflict {
        width: 96%; max-width: 130; height: auto; max-height: 96%;
        border: round $disputed; background: $background; padding: 0 1;
    }
    #conflict Static { height: auto; padding: 0 1; }
    #conflict .keys { margin-top: 1; }
    #conflict PieceView { height: 4; margin-top: 1; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "answer('mine')", "Mine", show=False),
        Binding("t", "answer('theirs')", "Theirs", show=False),
        Binding("b", "answer('both')", "Both", show=False),
        Binding("escape,q", "answer('')", "Back", show=False),
    ]

    def __init__(self, clash: Clash, label_of: LabelOf) -> None:
        super().__init__()
        self._clash = clash
        self._label_of = label_of

    def compose(self) -> ComposeResult:
        """What happened, the fields, the answers."""
        clash = self._clash
        with Vertical(id="conflict"):
            name = full_label(clash.base or clash.mine, self._label_of)
            did = "changed" if clash.theirs is not None else "deleted"
            title = f"{name} was {did} by {clash.who} {clash.when}".rstrip()
            yield Static(content(f"{title}, while you edited it", "bold"))
            yield PieceView()
            yield Static(Content("\n").join(self._keys()), classes="keys")

    def on_mount(self) -> None:
        """Show the fields."""
        view = self.query_one(PieceView)
        view.can_focus = False
        view.show(self._lines)
        self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Fit the fields into the screen."""
        self.call_after_refresh(self._fit)

    def action_answer(self, answer: str) -> None:
        """Close with the answer, if it was offered."""
        if answer == "both" and not self._is_mergeable:
            return
        self.dismiss(next((each for each in _ANSWERS if each == answer), None))

    @property
    def _is_mergeable(self) -> bool:
        return self._clash.theirs is not None and self._clash.can_merge

    def _fit(self) -> None:
        view = self.query_one(PieceView)
        others = sum(
            each.outer_size.height + each.styles.margin.height for each in self.query(Static)
        )
        room = int(self.size.height * 0.96) - others - 3
        view.styles.height = max(3, min(view.line_count, room))

    def _lines(self, width: int) -> Iterator[Line]:
        clash = self._clash
        mine = _by_path(differences(clash.base, clash.mine, self._label_of))
        if clash.theirs is None:
            yield Line((Piece("yours", HEADING),))
            for path, found in mine.items():
                yield Line((Piece(found[0].label),))
                yield from _side(mine, path, width)
            return
        theirs = _by_path(differences(clash.base, clash.theirs, self._label_of))
        half = (width - SEAM) // 2
        left, right = (Line((Piece(side, HEADING),)) for side in ("theirs", "yours"))
        yield from side_by_side([left], [right], half)
        for path, found in {**mine, **theirs}.items():
            both = path in mine and path in theirs
            mark = [Piece("   both changed it", WARNING)] if both else []
            yield Line((Piece(found[0].label), *mark))
            yield from side_by_side(_side(theirs, path, half), _side(mine, path, half), half)

    def _keys(self) -> Iterator[Content]:
        clash = self._clash
        if clash.theirs is None:
            answers = [
                ("m", "mine: restore it with your changes"),
                ("t", "theirs: leave it deleted and discard your changes"),
            ]
        else:
            answers = [
                ("m", "mine: save yours over theirs"),
                ("t", "theirs: discard your changes and open theirs"),
            ]
        if self._is_mergeable:
            fields = clash.clashing
            which = f"yours where both changed a field: {', '.join(fields)}" if fields else ""
            which = which or "no field was changed by both"
            answers.append(("b", f"both: merge them and review before saving; {which}"))
        answers.append(("esc", "back to the form; nothing is lost"))
        for key, what in answers:
            yield Content.assemble((f"{key:<5}", "bold $key"), what)


_ANSWERS: tuple[Answer, ...] = ("mine", "theirs", "both")


def _by_path(found: Sequence[Difference]) -> dict[str, list[Difference]]:
    by_path: dict[str, list[Difference]] = {}
    for each in found:
        by_path.setdefault(each.path, []).append(each)
    return by_path


def _side(changed: dict[str, list[Difference]], path: str, width: int) -> Iterator[Line]:
    if path not in changed:
        yield Line((Piece("  unchanged", DIM),))
    for difference in changed.get(path, ()):
        yield from value_lines(difference, width)
