"""Whom a sentence is about and whom else it mentions: the candidates for a later pronoun."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.model.codes import countries
from briefing.model.parsers.quotes.grammar import BE, CONNECTORS, DO, HAVE, MODAL, words
from briefing.model.parsers.quotes.said_when import CALENDAR, day_phrase
from briefing.model.parsers.quotes.sentences import Sentence, Token
from briefing.model.parsers.quotes.speakers.phrases import Who, is_past_form, is_title, who
from briefing.model.parsers.quotes.speakers.vocabulary import (
    AGENCIES,
    BODIES,
    DETERMINERS,
    LINKS,
    NEVER,
    OFFICES,
    PRONOUNS,
    WITNESSES,
)
from briefing.model.parsers.quotes.speech_verbs import forms


def may_be_persons(
    tokens: Sequence[Token], own: tuple[int, int] = (0, 0)
) -> Iterator[frozenset[str]]:
    """What in a text may name or mean a single person.

    Args:
        tokens: The text; quotations in it are skipped.
        own: Where it describes the speaker: an office there is the speaker's.

    Yields:
        The words of each, in lower case.
    """
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].quotation is None and tokens[end].is_capital:
            end += 1
        if end == at:
            is_one = any(each.low in DETERMINERS for each in tokens[max(0, at - 3) : at])
            is_own = own[0] <= at < own[1]
            if is_one and tokens[at].low in _ONE_PERSON and not is_own:
                yield frozenset([tokens[at].low])
            at += 1
            continue
        if _may_be_person(tokens, at, end):
            yield frozenset(token.low.removesuffix("'s") for token in tokens[at:end])
        at = end


_NO_PERSON = words(
    """people captain major head chair premier military guard source general secretary first second
    latter pair trio two three rebel militant"""
)
_ONE_PERSON = (
    frozenset(word for word in OFFICES | WITNESSES if not word.endswith(("s", "men"))) - _NO_PERSON
)
_PLACING = words(
    "in at from near into inside across around outside towards of off by à en au de du with against"
)
_THINGS = words(
    """cup war test day river city street airport island islands mountains sea valley province
    region desert border house palace summit games championship plan act law
    diseases peace accord agreement
    affairs east west north south times post news club bureau centre center council office"""
)


_NAMED_THINGS = BODIES | _THINGS | WITNESSES | AGENCIES | OFFICES
_OPENERS = DETERMINERS | CONNECTORS | NEVER | LINKS | PRONOUNS


def _may_be_person(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a sequence of capitalized words may be a person's name."""
    if at == 0:
        while at < end and (tokens[at].low in _OPENERS or tokens[at].low.endswith("ing")):
            at += 1
    if at == end:
        return False
    lows = [token.low.removesuffix("'s") for token in tokens[at:end]]
    before = tokens[at - 1].low if at else ""
    if at and tokens[at - 1].is_capital and before not in DETERMINERS:
        before = ""
    after = tokens[end] if end < len(tokens) else None
    is_acronym = all(len(token.text) > 1 and token.text.isupper() for token in tokens[at:end])
    if is_acronym or any(low.rstrip(".") in CALENDAR for low in lows):
        return False
    titled = [token for token in tokens[at:end] if is_title(token.text)]
    if titled and not titled[-1].low.endswith("s"):
        return end - at > 1 or before in DETERMINERS
    if before in DETERMINERS | _PLACING or lows[-1] in _NAMED_THINGS:
        return False
    if " ".join(lows) in _country_names() or lows[0] in _QAEDA:
        return False
    is_modifier = after is not None and after.is_word and after.low not in NEVER | LINKS
    is_modifier = is_modifier and not is_past_form(after.low if after else "")
    return not (is_modifier and lows[-1].endswith(("ian", "ean", "an", "ese", "ish", "i", "ch")))


_QAEDA = words("al-qaeda al-qaida al-shabaab al-shabab")


@lru_cache
def _country_names() -> frozenset[str]:
    return frozenset(name.lower() for name in countries().values()) | words(
        "africa europe asia israel congo turkey russia iran syria britain england washington paris"
    )


def may_be_bodies(tokens: Sequence[Token]) -> Iterator[frozenset[str]]:
    """What in a text may name a body, in the same form as `may_be_persons`."""
    for at, token in enumerate(tokens):
        is_acronym = len(token.text) > 1 and token.text.isalpha() and token.text.isupper()
        is_named = token.is_capital and at > 0 and tokens[at - 1].low == "the"
        if is_acronym or is_named or token.low in BODIES:
            yield frozenset([token.low])


def subject_of(text: str, tokens: Sentence, end: int) -> Who | None:
    """The subject a sentence begins with, for “…, adding that …”; None if unclear."""
    first = 0
    while first < end and (tokens[first].low in CONNECTORS or tokens[first].text == ","):
        first += 1
    if length := day_phrase(tokens, first):
        first += length + (first + length < len(tokens) and tokens[first + length].text == ",")
    chunks: list[Sentence] = []
    while True:
        stop = first
        while stop < end and (tokens[stop].is_word or tokens[stop].is_name):
            if (stop > first or chunks) and _is_verb(tokens, stop):
                break
            stop += 1
        if stop >= end or (stop == first and not chunks):
            return None
        is_verb_next = _is_verb(tokens, stop)
        if stop > first:
            chunks.append(tokens[first:stop])
        if is_verb_next:
            return who(text, chunks)
        if tokens[stop].text != "," or len(chunks) > 2:
            return None
        first = stop + 1


def _is_verb(tokens: Sentence, at: int) -> bool:
    """Whether there is a finite verb at a place: has, rejected, or expects after a name."""
    token = tokens[at]
    if token.is_capital or not token.is_word:
        return False
    if token.low == "a" and at > 0 and tokens[at - 1].text == ",":
        # Talon, a general; but Talon, le chef, a déclaré.
        return at + 1 < len(tokens) and tokens[at + 1].low in forms()
    if token.low in HAVE | BE | MODAL | DO or is_past_form(token.low):
        return True
    return at > 0 and tokens[at - 1].is_capital and token.low.endswith("s")
