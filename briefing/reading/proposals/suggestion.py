"""What a rule found in a text: the record it suggests, the words behind it, and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from briefing.exchange.reading import handles
from briefing.model.kinds import KINDS
from briefing.reading.proposals.report import Span

SURE: Final = 0.95
"""The score of what the text says outright."""
LIKELY: Final = 0.8
"""The score of what a reader should look at twice, as words nearby might change it."""
OPEN: Final = 0.5
"""The score of what lacks something the record needs."""


class Rule(NamedTuple):
    """What finds suggestions.

    Attributes:
        id: Its name on the command line.
        looks_for: What it looks for, in one line.
        is_asked: Whether it is applied only if asked for, as it finds much of little use.
    """

    id: str
    looks_for: str
    is_asked: bool = False


class Evidence(NamedTuple):
    """A sentence that a suggestion rests on.

    Attributes:
        sentence: The sentence.
        fields: The exact words behind each field, by field.
    """

    sentence: Span
    fields: Mapping[str, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A record, or something to add to a record, that a text suggests.

    Attributes:
        kind: The kind of record.
        raw: Its fields as plain values. A reference is a ref, or a `Handle` for the key of
            another suggestion.
        rule: The id of the rule that found it.
        score: How sure it is, from 0 to 1.
        evidence: The sentences it rests on, in the order of the text.
        key: What other suggestions refer to it by.
        ref: The record of the briefing that it is about; empty for a new one.
        engine: The engine that guessed it; empty for the rules, which do not guess.
        lacks: The fields that the record needs and the text does not tell for certain.
    """

    kind: str
    raw: Mapping[str, Any]
    rule: str
    score: float
    evidence: Sequence[Evidence]
    key: str
    ref: str = ""
    engine: str = ""
    lacks: Sequence[str] = field(default=())

    @property
    def needs(self) -> Sequence[str]:
        """The keys of the suggestions that it refers to."""
        return tuple(dict.fromkeys(handles(self.raw)))

    @property
    def label(self) -> str:
        """What it is, in a few words."""
        return str(self.raw.get(KINDS[self.kind].named_by) or self.raw.get("text") or self.key)

    def joined(self, others: "Sequence[Suggestion]") -> "Suggestion":
        """The same suggestion from more sentences: it keeps its fields and gains what it lacks."""
        if not others:
            return self
        raw: dict[str, Any] = {}
        for each in (self, *others):
            raw = {**each.raw, **raw}
        evidence = {each.sentence.start: each for other in others for each in other.evidence}
        evidence |= {each.sentence.start: each for each in self.evidence}
        return replace(
            self,
            raw=raw,
            score=max(each.score for each in (self, *others)),
            evidence=[evidence[start] for start in sorted(evidence)],
        )
