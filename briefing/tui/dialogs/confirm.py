"""A yes-or-no question, and the records it lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.tui.dialogs.scrolling import ScrollingDialog
from briefing.tui.input.safe_text import content

_FEW = 12
"""Details that fit a small screen without scrolling."""

_AROUND = 10
"""Lines reserved for frame, question and keys, and some of the screen below."""

MOST = 6
"""Most records or fields a question lists, to fit a small screen."""


class ConfirmScreen(ScrollingDialog[bool]):
    """Asks before something is lost; only `y` is yes, `n` and escape are always no.

    Args:
        question: The question, in one sentence.
        details: The consequences, one per line.
        yes: What `y` does, in a word or two.
        no: What `n` does.
    """

    CSS = """
    ConfirmScreen { align: center middle; }
    #confirm {
        width: 70; max-width: 92%; height: auto;
        border: round $disputed; background: $surface; padding: 1 2;
    }
    #confirm VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    #confirm .keys { margin-top: 1; color: $quiet; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape,q", "answer(False)", "No", show=False),
    ]

    def __init__(
        self,
        question: str,
        details: tuple[str, ...] = (),
        yes: str = "yes",
        no: str = "no, go back",
    ) -> None:
        super().__init__()
        self.question = question
        self.details = details
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Question, details, and the keys, which never scroll away."""
        with Vertical(id="confirm"):
            yield Static(content(self.question, "bold"))
            with VerticalScroll(can_focus=False):
                for line in self.details:
                    yield Static(content(line))
            keys = [("y", self._yes), ("n", self._no)]
            keys += [("j k", "scroll")] if len(self.details) > _FEW else []
            parts = (Content.assemble((key, "bold $key"), f"  {what}") for key, what in keys)
            yield Static(Content("      ").join(parts), classes="keys")

    def on_resize(self) -> None:
        """Leave room for the keys, however many details there are."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height - _AROUND)

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001  Textual calls it by position
        """Close with the answer."""
        self.dismiss(answer)


def some(lines: Iterable[str], count: int, most: int = MOST) -> list[str]:
    """The first lines of many, and a line with the number of the others.

    Args:
        lines: The lines, made only as far as they are shown.
        count: The number of lines.
        most: The number of lines shown.
    """
    more = [f"  … and {count - most:,} more"] if count > most else []
    return [*islice(lines, most), *more]


def listed(
    heading: str, refs: Sequence[str], name_of: Callable[[str], str], most: int = MOST
) -> Iterator[str]:
    """List records under a heading, which may be empty; nothing when there are none."""
    if refs and heading:
        yield heading
    yield from some((f"  {kind_of(ref)}  {name_of(ref)}" for ref in refs), len(refs), most)


def counted(refs: Sequence[str]) -> str:
    """The number of some records of one kind: "3 events"."""
    kind = KINDS[kind_of(refs[0])]
    return f"{len(refs):,} {kind.name if len(refs) == 1 else kind.plural}"
