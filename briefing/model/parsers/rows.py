"""Rows said in one line, as a reporter would: "11 militants killed", "target: French army"."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from briefing.model.fields import fields_of
from briefing.model.parsers.casualties.phrases import read_casualties
from briefing.model.parsers.cites import read_cite
from briefing.model.parsers.places import read_place
from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.quotation_marks import parts
from briefing.model.records import Actor, Casualties, Cite, Place

_ROLES = {
    "perpetrator": "perpetrator|attacker|by",
    "target": "target|victim|against",
    "participant": "participant|with",
    "claimant": "claimant|claimed by",
    "mediator": "mediator|mediated by",
    "speaker": "speaker",
}
_ROLE = {name: re.compile(rf"(?:{words})", re.IGNORECASE) for name, words in _ROLES.items()}
_ROLE_FIRST = re.compile(r"(?P<role>[^:()]+):\s*(?P<who>.+)|(?P<by>by|against|with)\s+(?P<whom>.+)")
_ROLE_LAST = re.compile(
    r"(?P<who>.+?)(?:\s+as\s+(?:a |an |the )?(?P<as>\w+)|\s*\((?P<in>[^()]+)\)"
    r"|\s+(?P<end>perpetrator|target|participant|claimant|mediator))"
)


def read_rows(cls: type[msgspec.Struct], text: str, find: Find) -> list[dict[str, Any]]:
    """Read rows said in a line, one after the other with semicolons between.

    Args:
        cls: What kind of rows; one of `READERS`.
        text: The line.
        find: Finds the record that is meant.

    Raises:
        NotUnderstood: It says no such row.
    """
    said = [part.strip() for part in parts(text) if part.strip()]
    if not said:
        raise NotUnderstood(EXAMPLES[cls])
    return [row for part in said for row in READERS[cls](part, find)]


def read_actor(text: str, find: Find) -> dict[str, Any]:
    """Read who took part, and as what: "perpetrator: MNLA", "French army as target".

    Raises:
        NotUnderstood: There is no such part to take, or nobody is named.
    """
    role = ""
    who = text.strip()
    if first := _ROLE_FIRST.fullmatch(who):
        role, who = first["role"] or first["by"], first["who"] or first["whom"]
    elif last := _ROLE_LAST.fullmatch(who):
        role, who = last["as"] or last["in"] or last["end"], last["who"]
    part = next((name for name, words in _ROLE.items() if words.fullmatch(role.strip())), "")
    if role and not part:
        raise NotUnderstood(f"“{role.strip()}” is no part to take; {', '.join(_ROLES)} are")
    who = who.strip(" ,.:")
    if not who or (not role and any(words.fullmatch(who) for words in _ROLE.values())):
        raise NotUnderstood("who?")
    # A doubt is kept as it is written: a record cannot be meant for certain.
    ref = "" if who.endswith("?") else find(who)
    row = {"ref": ref} if ref else {"name": who}
    return row | ({"role": part} if part else {})


_UNSAID: dict[type[msgspec.Struct], tuple[str, ...]] = {Cite: ("verdict", "reason")}
"""Fields of rows that no line says; they stay when a row is said anew."""


def said_anew(
    cls: type[msgspec.Struct], was: dict[str, Any], row: dict[str, Any]
) -> dict[str, Any]:
    """A row said anew, with what no line says as it was."""
    return {name: was[name] for name in _UNSAID.get(cls, ()) if name in was} | row


def kinds_in(cls: type[msgspec.Struct]) -> tuple[str, ...]:
    """The kinds of record that rows of a class name."""
    return tuple(kind for field in fields_of(cls) for kind in field.kinds)


READERS: dict[type[msgspec.Struct], Callable[[str, Find], Sequence[dict[str, Any]]]] = {
    Actor: lambda text, find: [read_actor(text, find)],
    Casualties: lambda text, _find: read_casualties(text),
    Cite: lambda text, find: [read_cite(text, find)],
    Place: lambda text, find: [read_place(text, find)],
}
"""What reads the rows said in a part of a line, for each class of rows."""

EXAMPLES: dict[type[msgspec.Struct], str] = {
    Actor: "perpetrator: MNLA; French army as target",
    Casualties: "11 militants killed; two soldiers and a civilian wounded",
    Cite: "status = at large: “remains at large” (2) Observer Mission",
    Place: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)",
}
