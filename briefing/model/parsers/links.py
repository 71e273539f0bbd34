"""A link said in one line, as it reads from one of its ends: "leads AQIM since 2007"."""

import re
from typing import Any

from briefing.model.parsers.dates.phrases import suggest
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import Find, NameUnknown, NotUnderstood
from briefing.model.terms import LINK_TYPES

EXAMPLE = "leads AQIM since 2007 [the source]; split from AQIM in 2013"

_ALSO = {"member": ("is a member of", "member of"), "allied": ("allied with", "is allied with")}
_DATES = re.compile(
    r"\s+(?:(?:since|from)\s+(?P<first>.+?)\s+(?:to|until)\s+(?P<last>.+)"
    r"|(?:since|from)\s+(?P<since>.+)|until\s+(?P<until>.+)|in\s+(?P<in>.*\d.*))$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*\[(?P<source>[^\[\]]*)\]$")
_ROLE = re.compile(r"\s+as\s+(?:an?\s+|the\s+)?(?P<role>.+)$", re.IGNORECASE)


def _sayings() -> dict[str, tuple[str, bool]]:
    """How each type of link is said, and whether it is said from its other end."""
    said: dict[str, tuple[str, bool]] = {}
    for name, other_way in LINK_TYPES.items():
        plain = name.replace("-", " ")
        for way in (plain, f"is {plain}", *_ALSO.get(name, ())):
            said.setdefault(way, (name, False))
        for way in (other_way, f"is {other_way}"):
            said.setdefault(way, (name, True))
    return dict(sorted(said.items(), key=lambda pair: -len(pair[0])))


_WAYS = ", ".join(
    way for name, other in LINK_TYPES.items() for way in dict.fromkeys((name, other))
).replace("-", " ")
SAYINGS = _sayings()
"""What can be said, the longest first: "split from" before "split"."""


def read_link(ref: str, text: str, find: Find, find_source: Find, said: Said) -> dict[str, Any]:
    """Read a link of a record to another.

    Args:
        ref: The record it is said of.
        text: Its type, the other record, perhaps a role and a time, in square brackets the source;
            empty brackets for none.
        find: Finds the other record by its name.
        find_source: Finds the source.
        said: When it is said, from which its dates count.

    Returns:
        The fields of the link.

    Raises:
        NameUnknown: Only the other record is not plain.
        NotUnderstood: It is no link, or the time or the source is not plain.
    """
    words = " ".join(text.split())
    way = next((way for way in SAYINGS if f"{words} ".casefold().startswith(f"{way} ")), None)
    if way is None:
        raise NotUnderstood(f"it begins with one of: {_WAYS}")
    kind, is_turned = SAYINGS[way]
    rest = words[len(way) :]
    found: dict[str, Any] = {}
    if source := _SOURCE.search(rest):
        rest, found["cites"] = rest[: source.start()], _cites(source["source"], find_source)
    if when := _when(rest, said):
        rest = rest[: when.start()]
        first = when["since"] or when["first"] or when["in"]
        last = when["last"] or when["until"] or when["in"]
        found |= {
            name: _date(words, said) for name, words in (("start", first), ("end", last)) if words
        }
    if role := _ROLE.search(rest):
        rest, found["role"] = rest[: role.start()], role["role"]
    name = rest.strip(" ,.")
    if not name:
        raise NotUnderstood("whom? the name of a group or leader comes next")
    other = find(name)
    if not other:
        raise NameUnknown(name)
    if other == ref:
        raise NotUnderstood("that is the record itself")
    ends = (other, ref) if is_turned else (ref, other)
    return {"type": kind, "from": ends[0], "to": ends[1], **found}


def _cites(name: str, find: Find) -> list[dict[str, str]]:
    name = name.strip()
    if not name:
        return []
    ref = find(name)
    if not ref:
        raise NotUnderstood(f"no source is plainly meant by “{name}”")
    return [{"source": ref}]


def _when(rest: str, said: Said) -> re.Match[str] | None:
    """The time at the end; "in charge of 3 brigades" is none."""
    for start in re.finditer(r"\s", rest):
        found = _DATES.match(rest, start.start())
        if found and (
            found["in"] is None or suggest(found["in"], said.day, said.order) is not None
        ):
            return found
    return None


def _date(words: str, said: Said) -> str:
    try:
        return said.read(words).edtf
    except NotUnderstood as reason:
        raise NotUnderstood(f"“{words}” is no date: {reason}") from None
