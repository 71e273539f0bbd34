"""How those a text names are linked: leads, member, part of, split from, allied.

What stands between two names must be one phrase for a link (`model/parsers/link_phrases`) and
nothing else: “X, the leader of Y”, “Y, led by X”, “X broke away from Y”.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.model.kinds.link import types_between
from briefing.model.parsers.link_phrases import BELONGS, LinkPhrase, phrase_at
from briefing.model.parsers.quotes.sentences import Word
from briefing.model.parsers.quotes.speakers import is_finite, is_title
from briefing.model.parsers.quotes.vocabulary import LINKS
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.figures import DOUBTS
from briefing.reading.proposals.naming import Name
from briefing.reading.proposals.report import Sentence

_TYPES: Final = ("leads", "member", "part-of", "split-from", "allied")
_DESCRIBES_GROUP: Final = word_set(
    """the a an its rebel militant islamist jihadist armed group movement militia faction network
    known as called so-called extremist insurgent terrorist separatist opposition local terror
    organisation organization brigade al-qaida-linked al-qaeda-linked mali-based"""
)
_ALLYING: Final = (
    ("formed", "an", "alliance", "with"),
    ("entered", "an", "alliance", "with"),
    ("forged", "an", "alliance", "with"),
)
_NOUNS: Final = word_set(
    """leader chief head commander emir spokesman spokeswoman spokesperson negotiator founder member
    official fighter militant ideologue deputy"""
)
_SENIOR: Final = word_set("senior top military political field chief local regional")
_LONGEST: Final = 12
_APPOSITION: Final = 6


class Tie(NamedTuple):
    """A link between two names.

    Attributes:
        type: Its type.
        one: Where it leads from.
        other: Where it leads to.
        role: The role, as printed; empty for none.
        is_past: Whether it is over.
        first: The first token that says so.
        last: The token after it.
    """

    type: str
    one: Name
    other: Name
    role: str
    is_past: bool
    first: int
    last: int


def ties(sentence: Sentence, names: Sequence[Name]) -> Iterator[Tie]:
    """The links a sentence states outright between the names that stand next to each other."""
    tokens = sentence.tokens
    for one, other in pairwise(names):
        if other.first - one.last > _LONGEST + _APPOSITION:
            continue
        near = tokens[max(0, one.first - 6) : other.last]
        if one.to == other.to or any(token.low in DOUBTS for token in near):
            continue
        found = _before_the_name(tokens, one, other) or _between(tokens, one, other)
        if found is not None and found.type in types_between(found.one.kind, found.other.kind):
            yield found


def _between(tokens: Sequence[Word], one: Name, other: Name) -> Tie | None:
    end = other.first
    while other.kind == "leader" and end > one.last and is_title(tokens[end - 1].text):
        end -= 1
    between = _without_apposition(tokens[one.last : end])
    is_apart = bool(between) and between[0].text == ","
    words = [token.low for token in between]
    if is_apart:
        words = words[1:]
    is_relative = bool(words) and words[0] in ("who", "which")
    words = words[1:] if is_relative else words
    while words and words[-1] in _DESCRIBES_GROUP:
        words.pop()
    if not words or any(not word[:1].isalnum() for word in words) or len(words) > _LONGEST:
        return None
    phrase = _phrase(words)
    if phrase is None:
        return None
    # Of “fighters loyal to X joined Y” the subject is not X.
    before = tokens[one.first - 1].low if one.first else ""
    if before in LINKS and not (is_apart or is_relative):
        return None
    is_noun = not is_apart and not is_relative and words[0] not in _VERBAL and phrase.role
    if is_noun and not is_apart:
        return None
    return _tie(phrase, one, other, one.first, other.last)


_VERBAL: Final = word_set("is are was were has have had became becomes remains led leads heads")


def _phrase(words: Sequence[str]) -> LinkPhrase | None:
    bare = [word for word in words if word not in ("has", "have", "had", "is", "are")]
    if tuple(bare) in _ALLYING:
        return LinkPhrase("allied", effect="begins")
    for said in (words, bare):
        found = phrase_at(said)
        # The count goes beyond the last word where the phrase ends with it.
        if found is not None and found[1] >= len(said):
            return found[0]
    return None


def _without_apposition(between: Sequence[Word]) -> Sequence[Word]:
    """The words between two names without a description: X, an Algerian, broke away from Y."""
    if len(between) < 4 or between[0].text != ",":
        return between
    end = next((at for at, token in enumerate(between) if at and token.text == ","), 0)
    inside = between[1:end]
    is_plain = 0 < len(inside) <= _APPOSITION and not any(map(is_finite, inside))
    return between[end + 1 :] if is_plain and end + 1 < len(between) else between


def _before_the_name(tokens: Sequence[Word], group: Name, person: Name) -> Tie | None:
    """Parse ELN negotiator NAME; Boko Haram's leader, NAME."""
    if (group.kind, person.kind) != ("group", "leader"):
        return None
    between = [token for token in tokens[group.last : person.first] if token.text != ","]
    if not between or len(between) > 3 or between[-1].low not in _NOUNS:
        return None
    if any(token.low not in _SENIOR for token in between[:-1]):
        return None
    is_genitive = tokens[group.last - 1].low.endswith(("'s", "s'"))
    noun = between[-1].low
    is_alone = len(between) == 1
    if is_genitive and is_alone and noun in ("leader", "chief", "head", "emir"):
        phrase = LinkPhrase("leads")
    else:
        # One of several, as far as these words tell.
        phrase = LinkPhrase("member", role=" ".join(token.low for token in between))
    return _tie(phrase, person, group, group.first, person.last)


def _tie(phrase: LinkPhrase, one: Name, other: Name, first: int, last: int) -> Tie | None:
    start, end = (other, one) if phrase.is_turned else (one, other)
    kind = phrase.type
    if kind == BELONGS:
        kind = "member" if start.kind == "leader" else "part-of"
    if kind not in _TYPES:
        return None
    is_past = phrase.is_past or phrase.effect == "ends"
    return Tie(kind, start, end, phrase.role, is_past, first, last)
