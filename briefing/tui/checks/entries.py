"""The findings that the inbox lists, under the headings of their checks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing.checks import SET_ASIDE, Check, Finding, with_names
from briefing.model.refs import LabelOf
from briefing.search.words.folding import fold
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.row_list import ListRow

if TYPE_CHECKING:
    from briefing.views.books.viewpoint import Viewpoint

MANY: Final = 20
"""Findings of one check above which they are folded away at first, unless they must be weighed."""

_MUST_BE_WEIGHED: Final = ("resolve", "merge")
"""The mends of what comes first and stays unfolded."""

_LONGEST: Final = 48
"""Characters of a name within a sentence."""

WAITING, WEIGHED = "waiting", "weighed"


class Inbox:
    """All findings, of which it lists those of one scope that contain the typed words.

    Args:
        checks: The checks, in the order of their headings.
        label_of: Gives the name of a record.

    Attributes:
        scope: `WAITING` or `WEIGHED`.
        words: The folded words that a finding must contain.
    """

    def __init__(self, checks: Sequence[Check], label_of: LabelOf) -> None:
        self._label_of = label_of
        self.checks = {each.id: each for each in (*checks, SET_ASIDE)}
        # By check, then by scope; a briefing may have a hundred thousand.
        self._found: dict[str, Mapping[str, Mapping[str, Finding]]] = {}
        self._folded: dict[tuple[str, str], bool] = {}
        self._read: dict[str, str] = {}
        self._listed: dict[str, Sequence[str]] = {}
        self._within: dict[str, Sequence[str]] = {}
        self.scope = WAITING
        self.words: Sequence[str] = ()

    def put(self, check: str, found: Iterable[Finding]) -> None:
        """Replace the findings of a check."""
        scopes: dict[str, dict[str, Finding]] = {WAITING: {}, WEIGHED: {}}
        for each in found:
            scopes[_scope_of(each)][row_id(each)] = each
        self._found[check] = scopes
        self._read.clear()
        self._forget_rows()

    def drop(self, is_gone: Callable[[Finding], bool]) -> None:
        """Leave out findings that can no longer be."""
        for check, scopes in self._found.items():
            found = [each for those in scopes.values() for each in those.values()]
            if any(map(is_gone, found)):
                self.put(check, (each for each in found if not is_gone(each)))

    def narrow(self, typed: str) -> None:
        """List only findings that contain all typed words, ignoring case and accents."""
        words = fold(typed).split()
        # What contains longer words is among what contains their beginnings.
        is_within = len(words) >= len(self.words) and all(map(str.startswith, words, self.words))
        self._within = self._listed if self.words and is_within else {}
        self._listed = {}
        self.words = words

    def switch(self) -> None:
        """Go on to the other scope."""
        self.scope = WEIGHED if self.scope == WAITING else WAITING
        self._forget_rows()

    def ids(self) -> list[str]:
        """The rows: a heading for each check that found something, then its findings."""
        rows: list[str] = []
        for check in self.checks:
            found = self._rows(check)
            if found:
                rows.append(check)
                if not self._is_folded(check):
                    rows += found
        return rows

    def count(self, scope: str) -> int:
        """How many findings a scope has."""
        return sum(len(scopes[scope]) for scopes in self._found.values())

    def count_listed(self) -> int:
        """How many findings contain the typed words, folded away or not."""
        return sum(len(self._rows(check)) for check in self.checks)

    def finding(self, row: str) -> Finding | None:
        """The finding of a row; None for a heading, or if it is gone."""
        return self._of(row.partition("\t")[0]).get(row)

    def fold(self, check: str) -> None:
        """Fold the findings of a check away, or unfold them."""
        self._folded[self.scope, check] = not self._is_folded(check)

    def row(self, row: str) -> ListRow:
        """The line of a row."""
        finding = self.finding(row)
        if finding is not None:
            said = finding.dismissed or self.problem(finding)
            name = clipped(one_line(self._label_of(finding.ref)), _LONGEST)
            return ListRow("  ", name, behind=said)
        if row not in self.checks:
            return ListRow("", "")
        sign = "▸" if self._is_folded(row) else "▾"
        return ListRow(sign, self.checks[row].title, f"{len(self._rows(row)):,}", main_look="key")

    def problem(self, finding: Finding) -> str:
        """The problem, with the names of records instead of their refs."""
        if self.checks[finding.check].mend == "merge":
            # Both names are there, and refs tell the records apart.
            return finding.problem
        return with_names(finding.problem, lambda ref: clipped(self._label_of(ref), _LONGEST))

    def _of(self, check: str) -> Mapping[str, Finding]:
        return self._found.get(check, {}).get(self.scope, {})

    def _forget_rows(self) -> None:
        self._listed, self._within = {}, {}

    def _rows(self, check: str) -> Sequence[str]:
        """The rows of a check that contain the typed words."""
        if check not in self._listed:
            found = self._of(check)
            rows = self._within.get(check, found)
            self._listed[check] = [
                row for row in rows if not self.words or self._contains(row, found[row])
            ]
        return self._listed[check]

    def _is_folded(self, check: str) -> bool:
        """Whether the findings of a check are folded away; a filter unfolds all."""
        if self.words:
            return False
        declared = self.checks[check]
        is_urgent = declared.mend in _MUST_BE_WEIGHED or declared.level == "error"
        is_long = len(self._of(check)) > MANY and not is_urgent
        return self._folded.get((self.scope, check), is_long)

    def _contains(self, row: str, finding: Finding) -> bool:
        if row not in self._read:
            title = self.checks[finding.check].title
            name = self._label_of(finding.ref)
            problem = self.problem(finding)
            words = (title, name, finding.ref, finding.other, problem, finding.dismissed)
            self._read[row] = fold(" ".join(words))
        return all(word in self._read[row] for word in self.words)


def _scope_of(finding: Finding) -> str:
    is_weighed = bool(finding.dismissed) or finding.check in (SET_ASIDE.id, "disputed")
    return WEIGHED if is_weighed else WAITING


class Spot(NamedTuple):
    """Where the inbox was left.

    Attributes:
        inbox: What it listed.
        revision: The revision of the briefing that was checked; -1 if the check was not finished.
        row: The row under the cursor.
        viewpoint: From where the briefing was checked; None for the present.
    """

    inbox: Inbox
    revision: int
    row: str
    viewpoint: "Viewpoint | None" = None


def row_id(finding: Finding) -> str:
    """The id of a finding's row; that of a heading is the id of the check."""
    return "\t".join((finding.check, finding.ref, finding.path, finding.facts))
