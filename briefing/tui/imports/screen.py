"""The review screen of an import: what a file would do, and the keys that decide on it."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from briefing.exchange.plan import Decision, Entry, Outcome
from briefing.model.plurals import plural
from briefing.store.book import Book
from briefing.tui.actions.workspace import Workspace
from briefing.tui.commands.screens import IMPORT, IN_IMPORT
from briefing.tui.dialogs.confirm import ConfirmScreen, some
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.imports.details import row_lines
from briefing.tui.imports.entries import REJECTED, Review, accepted
from briefing.tui.widgets.bars import Chip, KeyBar, TitleBar
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.list_with_details import ListWithDetails
from briefing.tui.widgets.row_list import RowList

CARRY_OUT: Final = "carry out"
"""The answer of the screen if what is decided is to be imported."""

_IN_BAR = (
    "carry_out",
    "accept",
    "reject",
    "match",
    "is_new",
    "accept_all",
    "filter",
    "help",
    "close",
)

_ANOTHER = "o"
"""The letter for a record that is not among the candidates."""

Decide = Callable[[Entry], Decision | None]


class ReviewScreen(ListWithDetails[Literal["carry out"] | None]):
    """Shows what a file would change; answers with `CARRY_OUT`, or None to leave.

    Args:
        work: What decisions are made with.
        book: The briefing, with the records that the file adds.
        review: What is reviewed; the screen writes its decisions there.
        title: What is imported.
        keep: Called after each decision, to keep it.
        note: What the reader must know first; empty for nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_IMPORT
    ]

    def __init__(
        self,
        work: Workspace,
        book: Book,
        review: Review,
        title: str,
        keep: Callable[[], None],
        note: str = "",
    ) -> None:
        super().__init__()
        self._work = work
        self._book = book
        self.review = review
        self._title = title
        self._keep = keep
        self._note = note

    def compose(self) -> ComposeResult:
        """The list, the details of what is under its cursor, the keys."""
        yield TitleBar()
        yield FilterInput("a name, a place in the file, a field, words of a problem", self._narrow)
        with Container(classes="split"):
            yield RowList(self.review.row, "the file holds nothing to import; esc leaves")
            yield PieceView()
        yield KeyBar([each for name in _IN_BAR for each in IN_IMPORT if each.id == name])

    def on_mount(self) -> None:
        """Fill the list, and go to what was left or waits."""
        self._prepare(self.review.typed if self.review.is_narrowed else "")
        bar = self.query_one(TitleBar)
        bar.title, bar.state, bar.level = self._title, self._note, "warning"
        self._rows.fill(self.review.ids(), keep=False)
        if not self._rows.go_to(self.review.at):
            self._skip_heading()
        self._label()
        self._preview()

    @property
    def is_narrowed(self) -> bool:
        """Whether words narrow the list."""
        return self.review.is_narrowed

    def leave(self) -> None:
        """Close the screen without an answer."""
        self._leave(None)

    @property
    def _current(self) -> Entry | None:
        return self.review.entry(self._rows.current)

    def _skip_heading(self) -> None:
        """Go from a heading to what is below it, unless that is folded away."""
        below = self._rows.ids[self._rows.cursor + 1 : self._rows.cursor + 2]
        is_heading = self.review.is_heading(self._rows.current)
        if is_heading and below and not self.review.is_heading(below[0]):
            self._rows.action_move(1)

    # What is shown

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The details follow the cursor."""
        message.stop()
        self._preview()

    def _preview(self) -> None:
        book, review, row = self._book, self.review, self._rows.current
        section = review.section(row)
        self._view.border_title = Content(section.title if section else "")
        self._view.show(lambda width: row_lines(book, review, row, width) if row else ())

    def _label(self) -> None:
        counts = self.review.counts()
        said = [f"{count:,} {what}" for what, count in counts.items() if what != "doubtful"]
        chips = []
        if waiting := counts.get("doubtful", 0):
            chips.append(Chip(f"{waiting:,} undecided", "bold $disputed"))
        if faults := len(self.review.plan.faults):
            chips.append(Chip(f"{faults:,} {plural(faults, 'fault')}", "$unreviewed"))
        chips.append(Chip(" · ".join(said) or "nothing to import"))
        self.query_one(TitleBar).chips = tuple(chips)
        self._rows.border_title = Content("What the file holds")
        count = len(self.review.plan.entries)
        self._rows.border_subtitle = Content(f"{count:,}")
        if self.review.is_narrowed:
            self._rows.empty = "no row contains these words; esc shows all again"
        self._rows.refresh()

    # Decisions

    def _decide(self, rows: Iterable[str], decide: Decide) -> int:
        count = self.review.decide(rows, decide)
        if count:
            self._keep()
        self._label()
        self._preview()
        return count

    def _decide_one(self, decide: Decide) -> None:
        """Decide on the proposal under the cursor, and go on to the next row."""
        if self._decide([self._rows.current], decide):
            self._rows.action_move(1)
            self._skip_heading()
        else:
            self._say_why_not()

    def _say_why_not(self) -> None:
        entry = self._current
        if entry is None:
            said = "move to a record first; enter unfolds a heading"
        elif entry.number == 0:
            said = "the source comes in with what rests on it"
        else:
            said = "the briefing has all of it: there is nothing to decide"
        self._work.host.tell(said)

    def action_accept(self) -> None:
        """Take the proposal."""
        self._decide_one(accepted)

    def action_reject(self) -> None:
        """Leave the proposal out."""
        self._decide_one(lambda _entry: REJECTED)

    def action_withdraw(self) -> None:
        """Take the decision back."""
        if not self._decide([self._rows.current], lambda _entry: None):
            self._say_why_not()

    def action_is_new(self) -> None:
        """Say that the proposal is a new record."""
        entry = self._current
        if entry is not None and not entry.is_doubtful and entry.outcome is not Outcome.NEW:
            self._work.host.tell(f"it is known by its id or name: {entry.ref}; m matches another")
            return
        self._decide_one(lambda _entry: Decision(is_new=True))

    def action_match(self) -> None:
        """Say which record the proposal is."""
        entry = self._current
        if entry is None or entry.number == 0:
            self._say_why_not()
        else:
            self._work.host.run(self._match(entry))

    async def _match(self, entry: Entry) -> None:
        host, name = self._work.host, self.review.name(entry)
        ref = ""
        if entry.candidates:
            found = {str(n): each for n, each in enumerate(entry.candidates, start=1)}
            terms = {
                key: f"{each.label} ({each.ref}, {each.why}, {each.score:g})"
                for key, each in found.items()
            }
            menu = MenuScreen(f"{name} is …", {**terms, _ANOTHER: "another record"}, at_once=True)
            chosen = await host.ask(menu)
            if chosen is None:
                return
            ref = found[chosen].ref if chosen in found else ""
        kind = entry.proposal.kind
        ref = ref or await host.pick((kind,), f"{name} is which of the records?", typed=name)
        if ref:
            self._decide_one(lambda _entry: Decision(match=ref))

    def action_accept_all(self) -> None:
        """Take all that is shown of this section; ask first where that is doubtful."""
        section = self.review.section(self._rows.current)
        if section is None:
            return
        entries = map(self.review.entry, section.rows)
        doubtful = [each for each in entries if each is not None and self.review.waits(each)]
        if doubtful:
            self._work.host.run(self._accept_doubtful(doubtful))
        else:
            self._tell_all(self._decide(section.rows, accepted), "taken")

    async def _accept_doubtful(self, doubtful: list[Entry]) -> None:
        pairs = (
            f"{self.review.name(each)} is {each.candidates[0].label} ({each.candidates[0].score:g})"
            for each in doubtful
        )
        count = len(doubtful)
        question = (
            f"Take the likeliest record for {count:,} doubtful {plural(count, 'match', 'matches')}?"
        )
        details = tuple(some(pairs, count, most=12))
        if await self._work.host.ask(ConfirmScreen(question, details, "yes, take them")):
            wait = [str(each.number) for each in doubtful]
            self._tell_all(self._decide(wait, accepted), "taken")

    def action_reject_all(self) -> None:
        """Leave out all that is shown of this section."""
        if section := self.review.section(self._rows.current):
            self._tell_all(self._decide(section.rows, lambda _entry: REJECTED), "left out")

    def _tell_all(self, count: int, what: str) -> None:
        self._work.host.tell(f"{count:,} {what}; u takes it back for one")

    def action_carry_out(self) -> None:
        """Import what is decided."""
        self._leave(CARRY_OUT)

    # Moving and narrowing

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on a row, or a double click."""
        message.stop()
        self.action_go()

    def action_go(self) -> None:
        """Take the proposal; fold or unfold a heading."""
        row = self._rows.current
        if self.review.is_heading(row):
            self.review.fold(row)
            self._rows.fill(self.review.ids())
            self._preview()
        elif self._current is not None:
            self.action_accept()

    def _narrow(self, text: str) -> None:
        self.review.narrow(text)
        self._rows.fill(self.review.ids())
        self._label()

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(IN_IMPORT, IMPORT)))

    def _leave(self, answer: Literal["carry out"] | None) -> None:
        self.review.at = self._rows.current
        self.dismiss(answer)
