"""Quotes begun from a passage of a report that was pasted or copied, one form after the other."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.records import PARTIES
from briefing.tui.actions.host import Finder, Stage
from briefing.tui.input.safe_text import clipped, one_line, paragraphs

if TYPE_CHECKING:
    from briefing.tui.forms.spec import Raw

_LONGEST_PASSAGE = 20_000
"""Characters of a passage that are read."""

_WIDEST = 200
"""Characters of a quote that are shown where it is offered."""


class Turn(NamedTuple):
    """A quote of a passage whose turn it is to be looked through.

    Attributes:
        raw: Its fields.
        number: Which one it is, from 1.
        total: How many the passage has.
        then: The place of the one that follows; empty for none.
    """

    raw: "Raw"
    number: int = 1
    total: int = 1
    then: str = ""

    @property
    def place(self) -> str:
        """As it is shown: 2 of 3; empty where there is only one."""
        return f"{self.number} of {self.total}" if self.total > 1 else ""


class Quoting:
    """Begins the quotes of one screen.

    A passage with several quotes opens the form with the first. Once that is saved the next one
    follows; once it is left the others are offered, and each can be gone on with, in any order.

    Args:
        stage: The screen.
        finder: Finds the speakers a passage names.
        name_of: Gives the name of a record.
        source_day: Gives the day of the source in use; None where it has none.
        new: Opens the form of a quote; `closed` is to be called when it is closed.
    """

    def __init__(
        self,
        stage: Stage,
        finder: Finder,
        name_of: Callable[[str], str],
        source_day: Callable[[], date | None],
        new: Callable[[Turn], None],
    ) -> None:
        self._stage = stage
        self._finder = finder
        self._name_of = name_of
        self._source_day = source_day
        self._new = new
        self._last_copied = ""
        self._waiting: list[Turn] = []

    def capture(self, pasted: str) -> None:
        """Begin the quotes of a passage of a report, as far as that is understood."""
        turns = self._read(pasted)
        if not turns:
            return
        if len(pasted) > _LONGEST_PASSAGE:
            self._stage.tell(f"only the first {_LONGEST_PASSAGE:,} characters were taken")
        self._open(turns)

    def begin(self, copied: str) -> None:
        """Begin a quote, from what was copied last if that quotes somebody.

        Args:
            copied: What stands on the clipboard; each passage is taken once.
        """
        turns = self._quoting(copied) if copied != self._last_copied else []
        if turns:
            self._last_copied = copied
            self._stage.tell("begun from what you copied; esc leaves it, n then begins empty")
        self._open(turns or [Turn({})])

    def taken_apart(self, name: str, passage: str) -> "Raw":
        """The fields of a quote that a passage gives; what else it holds waits for its turn.

        Args:
            name: The field it is pasted into.
            passage: What is pasted.

        Returns:
            Nothing where that field is not for the words, or nobody is quoted.
        """
        turns = self._quoting(passage) if name == "text" else []
        if not turns:
            return {}
        self._waiting = [*turns[1:], *self._waiting]
        if len(turns) > 1:
            more = "one more" if len(turns) == 2 else f"{len(turns) - 1} more"
            self._stage.tell(f"{more} in what you pasted: offered once this one is closed")
        return turns[0].raw

    def closed(self, *, saved: bool) -> None:
        """Go on with what waits, once the form of a quote was closed.

        Args:
            saved: Whether it was saved; where it was left, the next one is only offered.
        """
        if self._waiting and saved:
            self._open(self._waiting)
        elif self._waiting:
            self._offer()

    def _open(self, turns: list[Turn]) -> None:
        """Open the form of the first; the others wait."""
        first, *self._waiting = turns
        then = self._waiting[0].place if self._waiting else ""
        self._new(first._replace(raw=self._found_again(first.raw), then=then))

    def _offer(self) -> None:
        """Offer what waits, to go on with any of it."""
        from briefing.tui.dialogs.menu import MenuScreen

        waiting, self._waiting = self._waiting, []
        terms = {turn.place: self._in_line(turn.raw) for turn in waiting}

        def chosen(place: str | None) -> None:
            first = next((turn for turn in waiting if turn.place == place), None)
            if first is not None:
                self._open([first, *(turn for turn in waiting if turn is not first)])
            else:
                left = "one quote was" if len(waiting) == 1 else f"{len(waiting)} quotes were"
                self._stage.tell(f"{left} left; paste the passage again to take them up")

        title = "Go on with" if len(waiting) == 1 else "Go on with which?"
        self._stage.app.push_screen(MenuScreen(title, terms), chosen)

    def _in_line(self, raw: "Raw") -> str:
        """Who says what; only words that are quoted stand in marks."""
        who = raw.get("attribution") or (self._name_of(raw["speaker"]) if "speaker" in raw else "")
        said = f"“{raw['text']}”" if raw.get("mode") == "direct" else raw["text"]
        return clipped(one_line(f"{who}: {said}" if who else said), _WIDEST)

    def _found_again(self, raw: "Raw") -> "Raw":
        """The fields with a speaker who was added since the passage was read."""
        from briefing.model.parsers.quotes.parse import speaker_fields

        if raw.get("speaker") or not raw.get("attribution"):
            return raw
        rest = {name: value for name, value in raw.items() if name != "attribution"}
        return rest | speaker_fields(raw["attribution"], self._find, self._name_of)

    def _quoting(self, passage: str) -> list[Turn]:
        """The quotes of a passage; none where it quotes nobody."""
        turns = self._read(passage)
        return turns if turns and "mode" in turns[0].raw else []

    def _read(self, pasted: str) -> list[Turn]:
        from briefing.model.parsers.quotes.parse import capture

        # A soft hyphen would be shown as something that cannot be shown.
        whole = pasted[:_LONGEST_PASSAGE].replace("\xad\n", "").replace("\xad", "")
        passage = "\n".join(paragraphs(whole))
        found = capture(passage, self._find, on=self._source_day(), name_of=self._name_of)
        return [Turn(raw, at, len(found)) for at, raw in enumerate(found, start=1)]

    def _find(self, name: str) -> str:
        # "Said Talon": who was named in full before is named by the surname after.
        return self._finder.find(name, PARTIES) or self._finder.by_surname(name)
