"""What every reading of words as values has in common."""

from collections.abc import Callable

Find = Callable[[str], str]
"""Gives the ref of the record a name means; empty where that is not plain."""


class NotUnderstood(ValueError):
    """Words that do not say what was asked for; `str()` tells what is missing."""


class NameUnknown(NotUnderstood):
    """Words that are plain but for one name, which nobody has, or several may have.

    Attributes:
        name: The name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"no record is plainly meant by “{name}”")
        self.name = name
