"""Engines by others, such as models: each is an entry point of the group `briefing.proposers`.

An engine is a function that takes the text and the day it was published, and yields suggestions.
What it yields is shown as its guess. A guess whose words do not stand in the text is dropped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from briefing.reading.proposals.report import Span
from briefing.reading.proposals.suggestion import OPEN, Suggestion

GROUP: Final = "briefing.proposers"
"""The entry point group of engines by others."""

Engine: TypeAlias = Callable[[str, date | None], Iterable[Suggestion]]
"""Takes a text as stored and the day of its source; yields suggestions."""


def engines() -> Mapping[str, Engine]:
    """The engines that are installed, by name."""
    from importlib.metadata import entry_points

    return {entry.name: entry.load() for entry in entry_points(group=GROUP)}


def guesses(name: str, engine: Engine, text: str, day: date | None) -> Iterator[Suggestion]:
    """What an engine suggests, marked as its guesses, none surer than a rule that left a doubt.

    Args:
        name: The name of the engine.
        engine: The engine.
        text: The text, as stored.
        day: The day of its source; None if unknown.
    """
    for each in engine(text, day):
        spans = [
            span for found in each.evidence for span in (found.sentence, *found.fields.values())
        ]
        if spans and all(_stands(text, span) for span in spans):
            yield replace(each, engine=name, score=min(each.score, OPEN))


def _stands(text: str, span: Span) -> bool:
    return bool(span.words) and text[span.start : span.end] == span.words
