"""Markings: who may see a record, from the widest circle to the smallest."""

from collections.abc import Iterable
from typing import Final

from briefing.model.terms import MARKINGS

_ORDER: Final = {marking: place for place, marking in enumerate(("", *MARKINGS))}


def is_above(marking: str, most: str) -> bool:
    """Whether a marking admits fewer than another; one that is empty admits everybody."""
    return _ORDER[marking] > _ORDER[most]


def highest(markings: Iterable[str]) -> str:
    """The marking that admits the fewest; empty if there is none."""
    return max(markings, key=_ORDER.__getitem__, default="")


def tlp(marking: str) -> str:
    """A marking as it is printed, such as TLP:AMBER+STRICT; empty for none."""
    return f"TLP:{marking.upper()}" if marking else ""
