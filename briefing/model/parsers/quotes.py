"""A quotation taken out of a news report: the words, who said them, and how they are given."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.model.parsers.words import Find

_OPEN, _CLOSE = '“"«‹', '”"»›'
_QUOTED = re.compile(rf"[{_OPEN}]\s*(?P<words>[^{_OPEN}{_CLOSE}]+?)\s*[{_CLOSE}]")
_SAID = (
    "said|says|told|added|adds|stated|declared|warned|claimed|announced|explained|insisted|wrote|"
    "noted|confirmed|denied|a (?:dit|déclaré|affirmé|ajouté|expliqué|annoncé|indiqué|assuré)"
)
_REST = rf"[^.:;{_OPEN}{_CLOSE}]"
_AFTER = re.compile(
    rf"^[\s,.]*(?:(?:{_SAID})\s+(?P<a>{_REST}+)|(?P<b>{_REST}+?)\s+(?:{_SAID})\b[^.]*)"
)
_SAID_NEXT = re.compile(rf"\s*,?\s*(?:{_SAID})\s+[A-ZÀ-Þ]")
_BEFORE = re.compile(
    rf"(?:^|[.;]\s+)(?:according to|selon)\s+(?P<b>[^.:;]+?)[\s,:]*$"
    rf"|(?:^|[.;]\s+)(?P<a>[^.;:]+?),?\s+(?:{_SAID})\b[^.]*$",
    re.IGNORECASE,
)
# He who denied something did not say it.
_TOLD = _SAID.replace("denied|", "")
_REPORTED = re.compile(rf"^(?P<who>[^.;:]+?),?\s+(?:{_TOLD})\s+(?:that|que)\s+(?P<words>.+?)\.?$")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Rev|St|Mme)\.(?= )")
_POINT = "\ue000"
"""Stands for such a point meanwhile: of what was said, every character stays."""

# A name in quotation marks is no quotation: the "Ansar Dine" group.
_NAME = re.compile(r"(?:(?:[A-ZÀ-Þ][\w’'-]*|of|the|de|du|al|el|in)(?: |$))+")
_WHEN = re.compile(
    r"\s+(?:(?:late |early )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today"
    r"|in an? (?:statement|interview|communiqué|speech|report)|by (?:phone|telephone))\b.*$"
)
_WHOM = re.compile(
    r"\s+(?:to\s+)?(?:reporters|journalists|the (?:press|media|agency)|AFP|Reuters|AP|RFI)\b.*$"
)
_NAMELESS = re.compile(r"an?|some|one|two|three|several|many|un|une|des|plusieurs")
_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "il", "elle", "ils", "elles", "on"])
_MOST_WORDS = 8
"""Words among which a name is looked for; each way to begin it is a search."""

_CAPITAL = re.compile(r"[A-ZÀ-Þ]")


def capture(passage: str, find: Find) -> dict[str, Any]:
    """Read a passage of a report as a quotation, as far as it is one.

    Args:
        passage: What was copied: the words, and who said them before or after.
        find: Finds the record of a speaker by name.

    Returns:
        Fields of a quote, to be looked through; all of it is the words where nothing is quoted.
    """
    # The point of an abbreviation would end the sentence before the name comes.
    text = " ".join(passage.split())
    if _POINT not in text:
        text = _ABBREVIATED.sub(rf"\1{_POINT}", text)
    read = _read(text, find)
    if _POINT in passage:
        return read
    return {name: value.replace(_POINT, ".") for name, value in read.items()}


def _read(text: str, find: Find) -> dict[str, str]:
    quoted = [found for found in _QUOTED.finditer(text) if _is_said(text, found)]
    if not quoted:
        reported = _REPORTED.match(text)
        if reported is None:
            return {"text": text} if text else {}
        words = reported["words"]
        return {"text": words, "mode": "paraphrase", **_speaker(reported["who"], find)}
    quoted = quoted[: _of_one_speaker(text, quoted)]
    parts = [found["words"].rstrip(",") for found in quoted]
    named = [said for found in quoted if (said := _AFTER.match(text[found.end() :]))]
    named += [said] if (said := _BEFORE.search(text[: quoted[0].start()])) else []
    who = next(((said["a"] or said["b"]) for said in named), "")
    # What stands between two parts was left out here, and is marked so.
    return {"text": " […] ".join(parts), "mode": "direct", **_speaker(who, find)}


def _is_said(text: str, found: re.Match[str]) -> bool:
    """Whether what stands in quotation marks are words somebody said, and not a name."""
    words = found["words"]
    is_name = _NAME.fullmatch(words) and not _SAID_NEXT.match(text, found.end())
    return bool(words.strip(" ,.")) and not is_name


def _cleaned(said_of: str) -> str:
    """Who spoke, without to whom, when and where."""
    return _WHEN.sub("", _WHOM.sub("", said_of)).strip(' ,“”"')


def _of_one_speaker(text: str, quoted: Sequence[re.Match[str]]) -> int:
    """How many quoted parts there are before somebody else is named as having said one."""
    speakers: list[str] = []
    for number, found in enumerate(quoted):
        said = _AFTER.match(text[found.end() :])
        who = _cleaned(said["a"] or said["b"]) if said else ""
        if who and who.split()[0].casefold() not in _PRONOUNS:
            # With a title or without it is the same man.
            speakers.append(who.split(",")[0].split()[-1])
        if len(set(speakers)) > 1:
            return number
    return len(quoted)


def _speaker(said_of: str, find: Find) -> dict[str, Any]:
    who = _cleaned(said_of)
    if not who or who.split()[0].casefold() in _PRONOUNS:
        return {}
    if _NAMELESS.fullmatch(who.split()[0]):
        return {"attribution": who, "anonymity": "unnamed"}
    ref, name = next(
        ((ref, part) for part in _names_in(who) if (ref := find(part.replace(_POINT, ".")))),
        ("", ""),
    )
    found: dict[str, Any] = {"speaker": ref} if ref else {}
    if who != name:
        found["attribution"] = who
    return found | {"anonymity": "named"}


def _names_in(text: str) -> Iterator[str]:
    """Yield what may be the name in an attribution: all between commas, then less and less.

    A name may stand behind a title or an office: Defence Minister Jean-Yves Le Drian.
    """
    for part in text.split(","):
        words = part.split()[-_MOST_WORDS:]
        for first in range(len(words)):
            if len(words) - first > 1 or len(words) == 1:
                name = " ".join(words[first:])
                if _CAPITAL.match(name):
                    yield name
