"""What became of people: killed, died, arrested, appointed."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.speakers import is_finite, is_noun_phrase, is_title
from briefing.model.parsers.quotes.vocabulary import BE, HAVE, LINKS, OFFICES
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.circumstances import When
from briefing.reading.proposals.figures import DOUBTS
from briefing.reading.proposals.naming import Name
from briefing.reading.proposals.report import Sentence

_DEAD: Final = word_set("killed assassinated executed beheaded murdered slain")
_HELD: Final = word_set("arrested detained captured jailed imprisoned")
_KILLING: Final = _DEAD | {"killing", "assassinating"}
_HOLDING: Final = _HELD | {"arresting", "detaining", "capturing"}
_PUT_IN: Final = word_set("appointed named elected nominated")
_ADVERBS: Final = word_set("also later reportedly himself herself then officially allegedly")
_HEARSAY: Final = word_set(
    """reportedly believed reported claimed claims claim unconfirmed reports presumed apparently
    allegedly suspected thought"""
)
_ARTICLES: Final = word_set("the its a an their his her new as acting interim")
_BEFORE_TIME: Final = word_set("on in at after last this yesterday today when since by following")
_TO_BE: Final = word_set("to being if would")
_LONGEST: Final = 10
_NEAR: Final = 8
"""Tokens around a name in which a word of doubt may be about it."""


class Became(NamedTuple):
    """What became of somebody.

    Attributes:
        name: Who.
        fields: The fields of a leader.
        first: The first token that says so.
        last: The token after it.
        rule: The rule that found it.
    """

    name: Name
    fields: dict[str, Any]
    first: int
    last: int
    rule: str


def became(sentence: Sentence, names: Sequence[Name], day: When | None) -> Iterator[Became]:
    """What a sentence says outright of those it names.

    Args:
        sentence: The sentence.
        names: The leaders and groups it names.
        day: When it says that it happened.
    """
    tokens = sentence.tokens
    for name in names:
        if name.kind != "leader" or _is_doubted(tokens, name):
            continue
        found = _done_to(tokens, name) or _by_others(tokens, name)
        if found is not None:
            status, first, last = found
            fields = {"status": status}
            if status == "dead":
                fields |= {"died": day.edtf} if day else {}
                fields["status"] = "reported dead" if _is_hearsay(tokens) else "dead"
                if fields["status"] == "reported dead":
                    fields.pop("died", None)
            yield Became(name, fields, first, last, "status")
        elif (post := _appointed(tokens, name)) is not None:
            fields = {"position": printed(tokens, *post), "status": "in office"}
            yield Became(name, fields, min(name.first, post[0]), post[1], "appointment")


def _is_doubted(tokens: Sequence[Word], name: Name) -> bool:
    """Whether words near a name deny or doubt what is said of it."""
    near = tokens[max(0, name.first - _NEAR) : name.last + _NEAR]
    return any(token.low in DOUBTS for token in near) or any(
        token.low in ("denied", "denies", "false", "denying") for token in tokens
    )


def _is_hearsay(tokens: Sequence[Word]) -> bool:
    """Whether the text does not say it itself, but that somebody says so."""
    return any(token.low in _HEARSAY or token.low == "according" for token in tokens) or any(
        cue.use in ("say", "tell", "") for cue in cues(list(tokens))
    )


def _done_to(tokens: Sequence[Word], name: Name) -> tuple[str, int, int] | None:
    """Parse NAME was killed; NAME has been arrested; NAME, the governor, died."""
    start = name.first
    while start and (is_title(tokens[start - 1].text) or tokens[start - 1].low in OFFICES):
        start -= 1
    if start and tokens[start - 1].low in LINKS:
        # The men of NAME were killed.
        return None
    at = _after_description(tokens, name.last)
    first = at
    while at < len(tokens) and tokens[at].low in BE | HAVE | _ADVERBS:
        at += 1
    if at >= len(tokens) or any(token.low in _TO_BE for token in tokens[first:at]):
        return None
    low, has_be = tokens[at].low, any(token.low in BE for token in tokens[first:at])
    if low == "died" or (
        low == "shot" and has_be and tokens[at + 1 : at + 2] and tokens[at + 1].low == "dead"
    ):
        return "dead", name.first, at + 1 + (low == "shot")
    if not has_be:
        return None
    if low in _DEAD:
        return "dead", name.first, at + 1
    return ("detained", name.first, at + 1) if low in _HELD else None


def _after_description(tokens: Sequence[Word], at: int) -> int:
    """The token after a description between commas, if there is one."""
    if at >= len(tokens) or tokens[at].text != ",":
        return at
    if at + 1 < len(tokens) and tokens[at + 1].low in BE | HAVE:
        return at + 1
    end = at + 1
    while end < len(tokens) and end - at <= _LONGEST and tokens[end].is_word:
        if is_finite(tokens[end]):
            return at
        end += 1
    return end + 1 if end < len(tokens) and tokens[end].text == "," else at


def _by_others(tokens: Sequence[Word], name: Name) -> tuple[str, int, int] | None:
    """Parse Chadian forces killed NAME; police arrested the commander NAME."""
    at = name.first - 1
    while at >= 0 and name.first - at <= _LONGEST and not _is_verb(tokens[at]):
        is_title = tokens[at].is_word and not is_finite(tokens[at]) and tokens[at].low not in LINKS
        if not is_title:
            return None
        at -= 1
    if at < 0 or not _is_verb(tokens[at]):
        return None
    before = tokens[at - 1].low if at else ""
    goes_on = tokens[name.last].text if name.last < len(tokens) else "."
    if before in BE | _TO_BE | {"not"} or goes_on in ("'s", "’s") or at == 0:
        return None
    between = tokens[at + 1 : name.first]
    if any(token.low in ("and", "of") or token.text.isdigit() for token in between):
        return None
    if tokens[name.last - 1].low.endswith("'s"):
        return None
    status = "dead" if tokens[at].low in _KILLING else "detained"
    return status, at, name.last


def _is_verb(token: Word) -> bool:
    return token.low in _KILLING | _HOLDING and not token.is_capital


def _appointed(tokens: Sequence[Word], name: Name) -> tuple[int, int] | None:
    """Parse appointed NAME as its new envoy; NAME was appointed governor of Kidal."""
    before = [token.low for token in tokens[max(0, name.first - 6) : name.first]]
    at = _after_description(tokens, name.last)
    is_object = any(low in _PUT_IN or low == "appointing" for low in before)
    if is_object and at < len(tokens) and tokens[at].low == "as":
        return _post(tokens, at + 1)
    while at < len(tokens) and tokens[at].low in BE | HAVE | _ADVERBS:
        at += 1
    is_subject = name.last < at < len(tokens) and tokens[at].low in _PUT_IN
    return _post(tokens, at + 1) if is_subject else None


def _post(tokens: Sequence[Word], first: int) -> tuple[int, int] | None:
    while first < len(tokens) and tokens[first].low in _ARTICLES:
        first += 1
    last = first
    while last < len(tokens) and tokens[last].is_word and last - first < _LONGEST:
        if tokens[last].low in _BEFORE_TIME and last > first:
            break
        last += 1
    chunk = tokens[first:last]
    is_office = any(token.low in OFFICES for token in chunk)
    return (first, last) if chunk and is_office and is_noun_phrase(chunk) else None
