"""What a mention is, and what was decided about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

Evidence = Literal["exact", "alias", "spelling", "abbreviation", "surname", "part", "decided"]

SCORES: Final[dict[Evidence, float]] = {
    "decided": 1.0,
    "exact": 0.99,
    "alias": 0.98,
    "abbreviation": 0.97,
    "spelling": 0.95,
    "surname": 0.95,
    "part": 0.9,
}
"""How sure each kind of evidence is, where a mention is certain."""

IF_POSSIBLE: Final = 0.5
"""What is left of the score of a mention that is only possible."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name a known record, or may.

    Attributes:
        start: Where the words start, in characters of the text.
        end: Where they end.
        words: The words, as they stand there.
        kind: The kind of the record, or "place".
        ref: The record, if that is certain; empty for a place.
        candidates: The records it may be, if it is not certain.
        evidence: How it was found. "exact": the record's own name; "alias": another of its names;
            "spelling": one of them, spelled otherwise; "abbreviation"; "surname": part of a
            person's name; "part": a person's name with some part left out or added; "decided".
        score: How sure it is, 0 to 1.
    """

    start: int
    end: int
    words: str
    kind: str
    ref: str
    candidates: Sequence[str]
    evidence: Evidence
    score: float

    @property
    def is_certain(self) -> bool:
        """Whether there is no doubt what it names."""
        return bool(self.ref) or not self.candidates


class Decision(Protocol):
    """What a reader decided about some words of one source."""

    @property
    def words(self) -> str:
        """The words, as they stand in the text."""

    @property
    def verdict(self) -> str:
        """Either "is" (they name `ref`), "is not", "new" (nobody known) or "never"."""

    @property
    def ref(self) -> str:
        """The record of "is" and "is not"; empty for others."""
