"""Rules between the fields of one record or row.

Rules see plain JSON values, which may be missing or wrong; they ignore those, as the fault of the
single field is reported elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from briefing.model import dates
from briefing.model.faults import Fault

Raw = Mapping[str, Any]


class Rule(NamedTuple):
    """A rule between fields.

    Attributes:
        reads: The names of the fields, so that many records can be judged by the distinct values.
        faults: Finds what is wrong.
        is_about_presence: Whether it only asks which of the fields are given.
    """

    reads: tuple[str, ...]
    faults: Callable[[Raw], Iterator[Fault]]
    is_about_presence: bool = False


Declared = Callable[[Callable[[Raw], Iterator[Fault]]], Rule]


def reading(*names: str) -> Declared:
    """Declare that a function is a rule, which reads these fields and no other."""
    return lambda faults: Rule(names, faults)


def counting(*names: str) -> Declared:
    """Declare that a function is a rule, which asks only whether these fields are given."""
    return lambda faults: Rule(names, faults, is_about_presence=True)


def in_order(first: str, last: str) -> Rule:
    """The date in `last` must not lie wholly before the one in `first`."""

    @reading(first, last)
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

    @counting(one, other)
    def rule(raw: Raw) -> Iterator[Fault]:
        if not raw.get(one) and not raw.get(other):
            yield Fault(one, f"{what}: fill in {one} or {other}", example)

    return rule


def both_or_neither(one: str, other: str) -> Rule:
    """Two fields are filled in together or not at all."""

    @counting(one, other)
    def rule(raw: Raw) -> Iterator[Fault]:
        given = [name for name in (one, other) if raw.get(name) is not None]
        if len(given) == 1:
            missing = other if given == [one] else one
            yield Fault(missing, f"{given[0]} is given without {missing}", "0.86")

    return rule
