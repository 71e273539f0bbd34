"""The review of an import: proposals under headings, and what was decided on them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from briefing.exchange.joining import Joined
from briefing.exchange.plan import Decision, Entry, Outcome, Plan
from briefing.exchange.reading import ReadFault, handles
from briefing.model.kinds import KINDS
from briefing.model.labels import full_label
from briefing.model.refs import LabelOf
from briefing.search.words.folding import fold
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.row_list import ListRow

MANY: Final = 20
"""Rows of a section above which it is folded at first, unless somebody must look at them."""

WAITING: Final = "waiting for these"
"""What counts call the proposals that refer to a doubtful one."""

DOUBTFUL, CONFLICTING, CHANGED, NEW, SAME, LEFT_OUT, FAULTS, NOTES, SKIPPED = (
    "doubtful",
    "conflicting",
    "changed",
    "new",
    "same",
    "left out",
    "faults",
    "notes",
    "skipped",
)

_TITLES: Final = {
    DOUBTFUL: "Doubtful: is it a record that is there?",
    CONFLICTING: "Conflicting with a record",
    CHANGED: "Changed",
    SAME: "Nothing new",
    LEFT_OUT: "Left out",
    FAULTS: "Faults",
    NOTES: "How the file was understood",
    SKIPPED: "Skipped: the briefing has no place for it",
}
_OPEN_AT_FIRST: Final = (DOUBTFUL, CONFLICTING, FAULTS)

_LONGEST: Final = 48
"""Characters of a name within a sentence."""

ACCEPTED, REJECTED = Decision(), Decision(rejects=True)


class Section(NamedTuple):
    """Rows under a heading.

    Attributes:
        id: The id of its heading.
        title: The heading.
        rows: The ids of its rows.
    """

    id: str
    title: str
    rows: Sequence[str]


class Review:
    """A plan under review; its rows are narrowed by words and folded below their headings.

    What is not doubtful is taken in unless it is left out; what is doubtful waits for a decision.

    Args:
        plan: What the file would change.
        decisions: What was decided before.
        label_of: Gives the name of a record, also of one that the file adds.
        would_join: Gives what a record would gain from a proposal.

    Attributes:
        decisions: What was decided, by the numbers of the proposals.
        at: The row that was left; empty for the first.
        typed: The words that rows are narrowed by.
    """

    def __init__(
        self,
        plan: Plan,
        decisions: Mapping[int, Decision],
        label_of: LabelOf,
        would_join: Callable[[Entry, str], Joined | None],
    ) -> None:
        self.plan = plan
        self.label_of = label_of
        self.would_join = would_join
        self._entries = {str(each.number): each for each in plan.entries}
        self._faults = {f"fault {n}": each for n, each in enumerate(plan.faults, start=1)}
        self._notes = {f"note {n}": each for n, each in enumerate(plan.notes, start=1)}
        self._skipped = {f"skipped {n}": each for n, each in enumerate(plan.skipped.items(), 1)}
        self.decisions = {
            number: each for number, each in decisions.items() if str(number) in self._entries
        }
        self._sections = list(self._sorted())
        self._folded = {
            each.id: each.id == SAME or (len(each.rows) > MANY and each.id not in _OPEN_AT_FIRST)
            for each in self._sections
        }
        self._waiting_with: Mapping[int, Entry] | None = None
        self._words: Sequence[str] = ()
        self._read: dict[str, str] = {}
        self._shown: dict[str, Sequence[str]] = {}
        self.at = ""
        self.typed = ""

    def _sorted(self) -> Iterable[Section]:
        rows: dict[str, list[str]] = {}
        for row, entry in self._entries.items():
            rows.setdefault(_section_of(entry), []).append(row)
        new = {f"{NEW} {kind}": f"New {KINDS[kind].plural}" for kind in KINDS}
        titles = dict(list(_TITLES.items())[:3]) | new | dict(list(_TITLES.items())[3:])
        rows |= {FAULTS: [*self._faults], NOTES: [*self._notes], SKIPPED: [*self._skipped]}
        for section, title in titles.items():
            if rows.get(section):
                yield Section(section, title, rows[section])

    # Rows

    def ids(self) -> list[str]:
        """The rows in sight: headings, each with its rows unless they are folded away."""
        ids: list[str] = []
        for section in self._sections:
            rows = self._rows(section)
            if rows or not self._words:
                ids.append(section.id)
                if self._words or not self._folded[section.id]:
                    ids += rows
        return ids

    def narrow(self, typed: str) -> None:
        """Show only rows that contain all typed words, ignoring case and accents."""
        self.typed = typed
        self._words = fold(typed).split()
        self._shown.clear()

    @property
    def is_narrowed(self) -> bool:
        """Whether words were typed."""
        return bool(self._words)

    def fold(self, section: str) -> None:
        """Fold the rows of a section away, or unfold them."""
        self._folded[section] = not self._folded[section]

    def section(self, row: str) -> Section | None:
        """The section of a heading or row, with the rows that contain the typed words."""
        for each in self._sections:
            if row == each.id or row in self._rows(each):
                return each._replace(rows=self._rows(each))
        return None

    def is_heading(self, row: str) -> bool:
        """Whether a row is a heading."""
        return row in self._folded

    def entry(self, row: str) -> Entry | None:
        """The proposal of a row; None if it is about something else."""
        return self._entries.get(row)

    def fault(self, row: str) -> ReadFault | None:
        """The fault of a row; None if it is about something else."""
        return self._faults.get(row)

    def note(self, row: str) -> str:
        """What a row says on how the file was understood; empty if it is about something else."""
        return self._notes.get(row, "")

    def skipped(self, row: str) -> tuple[str, int] | None:
        """What a row says was skipped, and how often; None if it is about something else."""
        return self._skipped.get(row)

    def _rows(self, section: Section) -> Sequence[str]:
        if not self._words:
            return section.rows
        if section.id not in self._shown:
            self._shown[section.id] = [
                row for row in section.rows if all(word in self._text(row) for word in self._words)
            ]
        return self._shown[section.id]

    def _text(self, row: str) -> str:
        if row not in self._read:
            shown = self.row(row)
            entry = self.entry(row)
            place = entry.proposal.place if entry else ""
            self._read[row] = fold(" ".join((shown.main, shown.behind, place)))
        return self._read[row]

    def row(self, row: str) -> ListRow:
        """The line of a row."""
        if self.is_heading(row):
            section = next(each for each in self._sections if each.id == row)
            sign = "▸" if self._folded[row] and not self._words else "▾"
            return ListRow(sign, section.title, f"{len(self._rows(section)):,}", main_look="key")
        if fault := self.fault(row):
            return ListRow(" !", fault.place, behind=fault.problem, lead_look="unreviewed")
        if note := self.note(row):
            return ListRow("  ", note)
        if skipped := self.skipped(row):
            return ListRow("  ", skipped[0], f"{skipped[1]:,}")
        entry = self._entries[row]
        sign, look = self._sign(entry)
        main_look = "dim" if self.is_left_out(entry) else ""
        return ListRow(f" {sign}", self.name(entry), "", self._behind(entry), look, main_look)

    def name(self, entry: Entry) -> str:
        """What a proposal is called."""
        if entry.after is not None:
            return one_line(full_label(entry.after, self.label_of))
        named_by = KINDS[entry.proposal.kind].named_by
        return one_line(str(entry.proposal.raw.get(named_by, entry.proposal.place)))

    def _sign(self, entry: Entry) -> tuple[str, str]:
        decision = self.decisions.get(entry.number)
        if self.is_left_out(entry):
            return "✗", "dim"
        if decision is not None:
            return ("+" if decision.is_new else "=" if decision.match else "✓"), "good"
        if entry.is_doubtful:
            return "?", "disputed"
        signs = {Outcome.CONFLICTING: ("≠", "unreviewed"), Outcome.CHANGED: ("~", "key")}
        return signs.get(entry.outcome, ("+" if entry.outcome is Outcome.NEW else " ", "dim"))

    def _behind(self, entry: Entry) -> str:
        decision = self.decisions.get(entry.number)
        if self.is_left_out(entry):
            return "left out"
        if awaited := self.waiting_with.get(entry.number):
            return f"waits for {clipped(self.name(awaited), _LONGEST)}"
        if decision is not None and decision.match:
            return f"is {self._short(decision.match)}"
        if decision is not None and decision.is_new:
            return "is new"
        if entry.is_doubtful:
            first = entry.candidates[0]
            more = len(entry.candidates) - 1
            also = f", or {more} more" if more else ""
            return f"is it {self._short(first.ref)} ({first.why}, {first.score:g}){also}?"
        if entry.differs:
            return "; ".join(f"{each.field}: {each.held} ≠ {each.given}" for each in entry.differs)
        if entry.outcome is Outcome.CHANGED:
            return f"gains {', '.join(entry.added) or 'cites'}"
        return entry.proposal.place

    def _short(self, ref: str) -> str:
        return clipped(one_line(self.label_of(ref)), _LONGEST)

    # Decisions

    def is_left_out(self, entry: Entry) -> bool:
        """Whether a proposal was rejected, here or in the plan."""
        decision = self.decisions.get(entry.number)
        return entry.outcome is Outcome.REJECTED or (decision is not None and decision.rejects)

    def waits(self, entry: Entry) -> bool:
        """Whether it is open which record a proposal is."""
        return entry.is_doubtful and entry.number not in self.decisions

    @property
    def waiting_with(self) -> Mapping[int, Entry]:
        """The proposals that wait for another one, which they refer to, each with that one.

        Brought in before, an event would keep the mere name of who took part in it.
        """
        if self._waiting_with is None:
            found: dict[int, Entry] = {}
            todo = [(each, each) for each in self.undecided]
            while todo:
                entry, first = todo.pop()
                for other in self._referring.get(entry.proposal.key, ()):
                    if other.number not in found and not self.is_left_out(other):
                        found[other.number] = first
                        todo.append((other, first))
            self._waiting_with = {
                number: first for number, first in found.items() if not self._is_undecided(number)
            }
        return self._waiting_with

    def _is_undecided(self, number: int) -> bool:
        return self.waits(self._entries[str(number)])

    @cached_property
    def _referring(self) -> Mapping[str, Sequence[Entry]]:
        """The proposals that refer to others, by the keys of these."""
        found: dict[str, list[Entry]] = {}
        for entry in self.plan.entries:
            for key in set(handles(entry.proposal.raw)):
                found.setdefault(key, []).append(entry)
        return found

    @property
    def undecided(self) -> Sequence[Entry]:
        """The proposals that wait for a decision."""
        return [each for each in self.plan.entries if self.waits(each)]

    def decide(self, rows: Iterable[str], decide: Callable[[Entry], Decision | None]) -> int:
        """Decide on proposals; returns on how many.

        Args:
            rows: Their rows; others are passed over.
            decide: Gives the decision; None for none.
        """
        count = 0
        self._waiting_with = None
        self._read.clear()
        for row in rows:
            entry = self.entry(row)
            # All else in the file rests on its source.
            if entry is None or entry.number == 0 or entry.outcome is Outcome.SAME:
                continue
            count += 1
            decision = decide(entry)
            if decision is None:
                self.decisions.pop(entry.number, None)
            else:
                self.decisions[entry.number] = decision
        return count

    def counts(self) -> Mapping[str, int]:
        """How many proposals would come in, by what they become, were left out, and wait."""
        found: Counter[str] = Counter()
        for entry in self.plan.entries:
            decision = self.decisions.get(entry.number, ACCEPTED)
            if self.is_left_out(entry):
                found[LEFT_OUT] += 1
            elif self.waits(entry):
                found[DOUBTFUL] += 1
            elif entry.number in self.waiting_with:
                found[WAITING] += 1
            elif decision.match:
                found["matched"] += 1
            elif entry.outcome is not Outcome.SAME:
                found[entry.outcome.value] += 1
        return found

    def to_carry_out(self) -> Mapping[int, Decision]:
        """The decisions for the plan that is committed: what waits is left out of it.

        What is new stays so without its look-alikes being sought again.
        """
        found: dict[int, Decision] = {}
        for entry in self.plan.entries:
            decision = self.decisions.get(entry.number)
            if self.waits(entry) or entry.number in self.waiting_with:
                found[entry.number] = REJECTED
            elif decision is not None and decision != ACCEPTED:
                found[entry.number] = decision
            elif entry.outcome is Outcome.NEW:
                found[entry.number] = Decision(is_new=True)
        return found


def accepted(entry: Entry) -> Decision:
    """The decision to take a proposal as it is shown: a doubtful one as the likeliest record."""
    return Decision(match=entry.candidates[0].ref) if entry.is_doubtful else ACCEPTED


def _section_of(entry: Entry) -> str:
    if entry.is_doubtful:
        return DOUBTFUL
    if entry.outcome is Outcome.REJECTED:
        return LEFT_OUT
    if entry.outcome is Outcome.NEW:
        return f"{NEW} {entry.proposal.kind}"
    return entry.outcome.value
