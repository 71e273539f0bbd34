"""Rows said in one line, as a reporter would: "11 militants killed", "target: French army"."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from briefing.model.fields import fields_of
from briefing.model.parsers.cites import read_cite
from briefing.model.parsers.places import read_place
from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.quotation_marks import parts
from briefing.model.records import Actor, Casualties, Cite, Place

_OUTCOMES = {
    "killed": "killed|dead|died|slain|fatalities|deaths",
    "wounded": "wounded|injured|hurt",
    "captured": "captured|arrested|detained|abducted|kidnapped|taken (?:prisoner|hostage)s?",
    "missing": "missing|disappeared|unaccounted for",
}
_OUTCOME = re.compile(
    "|".join(rf"\b(?P<{name}>{words})\b:?" for name, words in _OUTCOMES.items()), re.IGNORECASE
)
_NUMBERS = """
no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
_SMALL = _NUMBERS.split()
# A number that is part of a word is none: the 5th regiment, one-eyed men.
_NUMBER = rf"(?:(?<!\d)\d(?:[\d,. ]{{0,18}}\d)?|\b(?:{'|'.join(_SMALL)})\b)(?!\d|[\w-]*[^\W\d])"
_SPAN = rf"(?:between\s+)?(?P<low>{_NUMBER})\s*(?:-|–|to|and)\s*(?P<high>{_NUMBER})"
_FIGURES: tuple[tuple[str, Callable[[re.Match[str]], dict[str, int]]], ...] = (
    (
        rf"(?P<best>{_NUMBER})\s*\(\s*{_SPAN}\s*\)",
        lambda found: {name: _number(found[name]) for name in ("low", "best", "high")},
    ),
    (
        rf"(?P<best>{_NUMBER})\s*\(\s*at least\s+(?P<low>{_NUMBER})\s*\)",
        lambda found: {name: _number(found[name]) for name in ("low", "best")},
    ),
    (
        rf"(?P<best>{_NUMBER})\s*\(\s*at most\s+(?P<high>{_NUMBER})\s*\)",
        lambda found: {name: _number(found[name]) for name in ("best", "high")},
    ),
    (_SPAN, lambda found: {name: _number(found[name]) for name in ("low", "high")}),
    (
        rf"(?:more than|over)\s+(?P<n>{_NUMBER})",
        lambda found: {"low": _number(found["n"]) + 1},
    ),
    (
        rf"(?:fewer than|less than|under)\s+(?P<n>{_NUMBER})",
        lambda found: {"high": max(0, _number(found["n"]) - 1)},
    ),
    (rf"at least\s+(?P<n>{_NUMBER})", lambda found: {"low": _number(found["n"])}),
    (rf"(?:at most|up to)\s+(?P<n>{_NUMBER})", lambda found: {"high": _number(found["n"])}),
    (rf"(?P<n>{_NUMBER})\s*\+", lambda found: {"low": _number(found["n"])}),
    (
        rf"(?:about|around|some|roughly|~)\s*(?P<n>{_NUMBER})",
        lambda found: {"best": _number(found["n"])},
    ),
    (
        rf"(?P<n>{_NUMBER})",
        lambda found: dict.fromkeys(("low", "best", "high"), _number(found["n"])),
    ),
)
_READ = tuple((re.compile(pattern, re.IGNORECASE), take) for pattern, take in _FIGURES)
_NEGATIVE = re.compile(r"(?:^|[^\d\s(]\s+)[-−]\s*\d")
_UNKNOWN = re.compile(r"\ban unknown number(?: of)?\b", re.IGNORECASE)

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
    return [READERS[cls](part, find) for part in said]


def read_casualties(text: str, _find: Find = lambda _name: "") -> dict[str, Any]:
    """Read how many of whom: "killed 11 militants", "90+ killed soldiers and civilians".

    Raises:
        NotUnderstood: It does not say what became of them, or says neither how many nor who.
    """
    found = _OUTCOME.search(text)
    if found is None:
        raise NotUnderstood("killed, wounded, captured or missing?")
    outcome = next(name for name in _OUTCOMES if found[name])
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    row: dict[str, Any] = {"outcome": outcome}
    rest, is_unknown = _UNKNOWN.subn(" ", rest)
    for pattern, take in () if is_unknown else _READ:
        if figure := pattern.search(rest):
            row |= take(figure)
            rest = f"{rest[: figure.start()]} {rest[figure.end() :]}"
            break
    low, high = row.get("low"), row.get("high")
    if low is not None and high is not None and low > high:
        raise NotUnderstood(f"{low} to {high}: the lower figure comes first")
    if _NEGATIVE.search(text):
        raise NotUnderstood("fewer than none?")
    who = " ".join(rest.split()).strip(" ,.:").removeprefix("of ")
    if who:
        row["who"] = who
    if len(row) == 1:
        raise NotUnderstood(f"how many were {outcome}, or who?")
    return row


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


READERS: dict[type[msgspec.Struct], Callable[[str, Find], dict[str, Any]]] = {
    Actor: read_actor,
    Casualties: read_casualties,
    Cite: read_cite,
    Place: read_place,
}
"""What reads a row said in a line, for each class of rows."""

EXAMPLES: dict[type[msgspec.Struct], str] = {
    Actor: "perpetrator: MNLA; French army as target",
    Casualties: "11 militants killed; 90+ killed soldiers and civilians",
    Cite: "status = at large: “remains at large” (2) Observer Mission",
    Place: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)",
}


def _number(text: str) -> int:
    word = text.strip().casefold()
    return _SMALL.index(word) if word in _SMALL else int(re.sub(r"\D", "", word))
