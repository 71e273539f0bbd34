"""Quotes begun from a passage of a report that was pasted or copied."""

from typing import TYPE_CHECKING

from briefing.model.records import PARTIES
from briefing.tui.stage import Finder, Stage
from briefing.tui.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.tui.forms.sheet import Raw

_LONGEST_PASSAGE = 20_000
"""Characters of a passage that are read."""


class Quoting:
    """Begins the quotes of one screen.

    Args:
        stage: The screen.
        finder: Finds the speakers a passage names.
        new: Opens the form of a new quote that holds some fields already.
    """

    def __init__(self, stage: Stage, finder: Finder, new: "Callable[[Raw], None]") -> None:
        self._stage = stage
        self._finder = finder
        self._new = new
        self._last_copied = ""

    def capture(self, pasted: str) -> None:
        """Begin a quote from a passage of a report, as far as that is understood."""
        raw = self._read(pasted)
        if not raw:
            return
        if len(pasted) > _LONGEST_PASSAGE:
            self._stage.tell(f"only the first {_LONGEST_PASSAGE:,} characters were taken")
        self._new(raw)

    def begin(self, copied: str) -> None:
        """Begin a quote, from what was copied last if that quotes somebody.

        Args:
            copied: What stands on the clipboard; each passage is taken once.
        """
        raw = self.taken_apart("text", copied) if copied != self._last_copied else {}
        if raw:
            self._last_copied = copied
            self._stage.tell("begun from what you copied; esc leaves it, n then begins empty")
        self._new(raw)

    def taken_apart(self, name: str, passage: str) -> "Raw":
        """The fields of a quote that a passage gives.

        Args:
            name: The field it is pasted into.
            passage: What is pasted.

        Returns:
            Nothing where that field is not for the words, or nobody is quoted.
        """
        found = self._read(passage) if name == "text" else {}
        return found if "mode" in found else {}

    def _read(self, pasted: str) -> "Raw":
        from briefing.model.parsers.quotes import capture

        passage = " ".join(paragraphs(pasted[:_LONGEST_PASSAGE]))
        return capture(passage, lambda name: self._finder.find(name, PARTIES))
