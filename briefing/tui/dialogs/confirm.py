"""A question answered with yes or no, and the records it names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.tui.input.safe_text import content

_FEW = 12
"""Details that fit a small screen without scrolling."""

_AROUND = 10
"""Lines of the screen that are not for details: frame, question, keys, some of what is below."""


MOST = 6
"""Records or fields a question names; it must fit a small screen."""


class ConfirmScreen(ModalScreen[bool]):
    """Asks before something is lost; only `y` is yes, `n` and escape are always no."""

    CSS = """
    ConfirmScreen { align: center middle; }
    #confirm {
        width: 70; max-width: 92%; height: auto;
        border: round $warning; background: $surface; padding: 1 2;
    }
    #confirm VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    #confirm .keys { margin-top: 1; color: $foreground-muted; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape,q", "answer(False)", "No", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(
        self,
        question: str,
        details: tuple[str, ...] = (),
        yes: str = "yes",
        no: str = "no, go back",
    ) -> None:
        """Ask.

        Args:
            question: What is asked, in one sentence.
            details: What it would mean, a line each.
            yes: What `y` does, in a word or two.
            no: What `n` does.
        """
        super().__init__()
        self.question = question
        self.details = details
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Question, details, and the keys, which are always in sight."""
        with Vertical(id="confirm"):
            yield Static(content(self.question, "bold"))
            with VerticalScroll(can_focus=False):
                for line in self.details:
                    yield Static(content(line))
            scroll = "      j k  scroll" if len(self.details) > _FEW else ""
            yield Static(Content(f"y  {self._yes}      n  {self._no}{scroll}"), classes="keys")

    def on_resize(self) -> None:
        """Leave room for the keys, however much there is to say."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height - _AROUND)

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001  Textual calls it by position
        """Close with the answer."""
        self.dismiss(answer)

    def action_scroll(self, step: int) -> None:
        """Scroll the details."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


def some(lines: Iterable[str], count: int, most: int = MOST) -> list[str]:
    """As many lines as a question has room for, and how many more there are.

    Args:
        lines: All of them; no more are made than are shown.
        count: How many there are.
        most: How many are shown.
    """
    more = [f"  … and {count - most:,} more"] if count > most else []
    return [*islice(lines, most), *more]


def listed(
    heading: str, refs: Sequence[str], name_of: Callable[[str], str], most: int = MOST
) -> Iterator[str]:
    """Some records under a heading; nothing when there are none.

    Args:
        heading: What they have in common; empty for no line of its own.
        refs: The records.
        name_of: Gives the name of one.
        most: How many are shown.
    """
    if refs and heading:
        yield heading
    yield from some((f"  {kind_of(ref)}  {name_of(ref)}" for ref in refs), len(refs), most)


def counted(refs: Sequence[str]) -> str:
    """Records of one kind as a number of them: "3 events"."""
    kind = KINDS[kind_of(refs[0])]
    return f"{len(refs):,} {kind.name if len(refs) == 1 else kind.plural}"
