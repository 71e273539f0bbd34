"""Faults of a record, worded so that its author can correct them."""

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong with a record.

    Attributes:
        path: The field, such as `casualties[0].low`; empty for the whole record.
        problem: What is wrong with it, in plain English.
        example: A correct value; empty if there is none to give.
    """

    path: str
    problem: str
    example: str = ""

    def under(self, prefix: str) -> "Fault":
        """The same fault, with the path of its row in front."""
        return self._replace(path=f"{prefix}.{self.path}" if self.path else prefix)

    def __str__(self) -> str:
        """Field, problem and example on one line."""
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.problem}" + (f" (for example {self.example})" if self.example else "")


class InvalidRecord(Exception):
    """A record that fails validation, with all its faults.

    Attributes:
        faults: Everything wrong with it, in the order of its fields.
        ref: The record; empty if it has no ref yet.
    """

    def __init__(self, faults: Sequence[Fault], ref: str = "") -> None:
        self.faults = tuple(faults)
        self.ref = ref
        message = "; ".join(map(str, faults))
        super().__init__(f"{ref}: {message}" if ref else message)
