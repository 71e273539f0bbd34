"""A record in sentences that can be pasted elsewhere: what a kind says, and what it is given."""

from typing import NamedTuple, Protocol

from briefing.model.refs import LabelOf

UNSOURCED = " [no source]"
"""Follows what no source is cited for."""


class Citation(NamedTuple):
    """A record in sentences.

    Attributes:
        head: Its name; of a quote the words, in quotation marks where they are the exact ones.
        marks: The sources of that.
        rest: What else is said of it, and the sources by their numbers.
        before: What comes before its name, such as the authors of a source.
        is_name: Whether the head is a name.
        words: Exact words, which can be set as a quotation of their own.
    """

    head: str
    marks: str
    rest: str
    before: str = ""
    is_name: bool = True
    words: str = ""

    @property
    def text(self) -> str:
        """All of it in one piece."""
        return f"{self.before}{self.head}{self.marks}{self.rest}"


class CitationWriter(Protocol):
    """What a kind is given to put a record into sentences: values with their sources."""

    @property
    def label_of(self) -> LabelOf:
        """Gives the name of a record."""

    def value(self, name: str) -> str:
        """The value of a field as a reader has it; empty where there is none."""

    def statement(self, text: str, *names: str) -> str:
        """What some fields say, with its sources; empty where they are contradicted or empty."""

    def marks(self, *names: str) -> str:
        """The sources of some fields: ` [1 B2][3 C3]`."""

    def otherwise(self, name: str) -> str:
        """What sources give otherwise for a field, and the verdict on that."""

    def last_published(self) -> str:
        """The date of the newest source used so far; empty where that is not known."""


def with_commas(*parts: str) -> str:
    """What follows a name, with commas between."""
    return "".join(f", {part}" for part in parts if part)


def full_stop(text: str) -> str:
    """What ends a sentence that does not end by itself."""
    return "" if text[-1:] in ".?!…" else "."
