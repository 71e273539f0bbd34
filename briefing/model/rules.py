"""What must hold between the fields of one record or row.

Each rule looks at the plain JSON values, which may be incomplete or wrong in themselves:
it then says nothing, since the fault of the single field is told already.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from briefing.model import dates
from briefing.model.faults import Fault
from briefing.model.records import (
    Actor,
    Casualties,
    Group,
    Leader,
    Link,
    Place,
    Quote,
)

Raw = Mapping[str, Any]
Rule = Callable[[Raw], Iterator[Fault]]


def in_order(first: str, last: str) -> Rule:
    """The date in `last` may not lie wholly before the one in `first`."""

    def rule(raw: Raw) -> Iterator[Fault]:
        texts = [text for name in (first, last) if isinstance(text := raw.get(name), str)]
        try:
            start, end = map(dates.parse, texts)
        except ValueError:  # one is missing or no date
            return
        if end.latest < start.earliest:
            yield Fault(last, f"{end} lies before {first}, {start}", str(start))

    return rule


def either(one: str, other: str, what: str, example: str) -> Rule:
    """At least one of two fields is filled in."""

    def rule(raw: Raw) -> Iterator[Fault]:
        if not raw.get(one) and not raw.get(other):
            yield Fault(one, f"{what}: fill in {one} or {other}", example)

    return rule


def both_or_neither(one: str, other: str) -> Rule:
    """Two fields that mean nothing alone."""

    def rule(raw: Raw) -> Iterator[Fault]:
        given = [name for name in (one, other) if raw.get(name) is not None]
        if len(given) == 1:
            missing = other if given == [one] else one
            yield Fault(missing, f"{given[0]} is given without {missing}", "0.86")

    return rule


def figures_in_order(raw: Raw) -> Iterator[Fault]:
    """0 <= low <= best <= high, as far as they are known."""
    known = [
        (name, raw[name]) for name in ("low", "best", "high") if isinstance(raw.get(name), int)
    ]
    for (lower, less), (higher, more) in pairwise(known):
        if more < less:
            yield Fault(higher, f"{more} is below {lower}, {less}", str(less))


def figures_given(raw: Raw) -> Iterator[Fault]:
    """A row of casualties says who, what became of them, or how many."""
    if not any(raw.get(name) is not None for name in ("who", "outcome", "low", "best", "high")):
        yield Fault("who", "the row is empty: say who, what became of them or how many", "soldiers")


def two_ends(raw: Raw) -> Iterator[Fault]:
    """A link leads from one record to another."""
    if raw.get("from") and raw.get("from") == raw.get("to"):
        yield Fault("to", "a record cannot be linked to itself")


RULES: dict[type, tuple[Rule, ...]] = {
    Place: (both_or_neither("latitude", "longitude"),),
    Actor: (either("ref", "name", "nobody is named", "group:…"),),
    Casualties: (figures_given, figures_in_order),
    Group: (in_order("founded", "dissolved"),),
    Leader: (in_order("born", "died"),),
    Quote: (either("speaker", "attribution", "nobody is quoted", "a military source"),),
    Link: (in_order("start", "end"), two_ends),
}
"""The rules for each class of record or row."""
