"""The citation of a record: what a kind returns, and the writer that helps it."""

from typing import NamedTuple, Protocol

from briefing.model.refs import LabelOf

UNSOURCED = " [no source]"
"""Follows a statement without a source."""


class Citation(NamedTuple):
    """A record as one would cite it, in sentences.

    Attributes:
        head: Its name; for a quote the words, in quotation marks if they are verbatim.
        marks: The sources of the head.
        rest: The statements about it, and the list of sources.
        before: What precedes the head, such as the authors of a source.
        is_name: Whether the head is a name.
        words: Verbatim words, for a form that sets quotations apart.
    """

    head: str
    marks: str
    rest: str
    before: str = ""
    is_name: bool = True
    words: str = ""

    @property
    def text(self) -> str:
        """The whole citation."""
        return f"{self.before}{self.head}{self.marks}{self.rest}"


class CitationWriter(Protocol):
    """Gives a kind the values of a record, with their sources."""

    @property
    def label_of(self) -> LabelOf:
        """Returns the name of a record."""

    def value(self, name: str) -> str:
        """The value of a field for a reader; empty if it has none."""

    def statement(self, text: str, *names: str) -> str:
        """A text with the sources of its fields; empty if it is empty or a field is contested."""

    def marks(self, *names: str) -> str:
        """The sources of some fields, each with its best grade: ` [1 B2][3 C3]`."""

    def otherwise(self, name: str) -> str:
        """What other sources give for a field, with the verdicts."""

    def last_published(self) -> str:
        """The date of the newest source used so far; empty if unknown."""


def with_commas(*parts: str) -> str:
    """The parts that follow a name, each after a comma."""
    return "".join(f", {part}" for part in parts if part)


def full_stop(text: str) -> str:
    """The full stop a sentence lacks, if any."""
    return "" if text[-1:] in ".?!…" else "."
