"""Recognize words after a verb of saying that are somebody else's.

A speaker may mention a claim, a note, a threat, or what they were told: the words quoted there are
not theirs. Any doubt attributes them to nobody.
"""

from collections.abc import Sequence
from itertools import pairwise

from briefing.model.parsers.quotes.attributions import Cue
from briefing.model.parsers.quotes.grammar import BE, DO, HAVE, MODAL, words
from briefing.model.parsers.quotes.sentences import Sentence, Token, is_adverb
from briefing.model.parsers.quotes.speakers.phrases import is_finite
from briefing.model.parsers.quotes.speakers.subjects import MOST
from briefing.model.parsers.quotes.speakers.vocabulary import LINKS
from briefing.model.parsers.quotes.speech_verbs import forms

_SPEECH = words(
    """accusation accusations claim claims allegation allegations assertion assertions warning
    warnings complaint complaints suggestion belief view promise pledge threat threats charge
    charges remark remarks comment comments statement statements declaration declarations demand
    demands boast boasts vow vows insistence argument denial denials rumour rumours rumor rumors
    report reports insult insults call calls ultimatum"""
)
_TEXTS = words(
    """message messages note notes letter letters leaflet leaflets sign signs banner banners text
    texts tweet tweets post posts video videos recording recordings slogan slogans answer reply
    response question words placard placards communiqué caption email graffiti"""
)
_BESIDE = words("which who whose whom where qui que dont")
_HEARD = words("hear heard hears hearing see saw seen sees watched let made overheard")
_READS = words("read reads reading ran runs went goes say says said stated stating saying")
_WRITING = words("write post tweet blog repeat reiterate ask")
_CALLING = words("call label brand dub")
_PERFORMING = words("speak talk refer")
_FEWEST = 3
"""Words of a quotation that is more than a comment on a message: it was “clear”."""


def is_of_another(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a quotation after a cue is by somebody the speaker mentions.

    Args:
        tokens: The sentence.
        cue: The attribution.
        at: The quotation.
    """
    use = cue.verb.use if cue.verb else ""
    inside = tokens[max(cue.last, at - MOST) : at]
    if use == "describe" and any(
        token.text == "," and then.low in _BESIDE for token, then in pairwise(inside)
    ):
        return True
    return (
        _is_done_by(inside, is_description=use == "describe")
        or _is_passive(inside)
        or _is_heard(inside)
        or _is_put(inside)
        or _is_of_speech(tokens, cue, at)
    )


def _is_done_by(inside: Sequence[Token], *, is_description: bool) -> bool:
    """Whether a participle has another speaker: heard men shouting, blamed him for saying."""
    for at, token in enumerate(inside):
        verb = forms().get(token.low) if not token.is_capital else None
        if verb is None or verb.tense != "participle" or verb.lemma in _PERFORMING:
            continue
        # Responded by saying, ended his speech by warning: the same speaker.
        before = inside[at - 1] if at else None
        is_own = before is not None and before.low == "by" and not _has_finite(inside[:at])
        is_apart = before is not None and before.text == "," and verb.use != "describe"
        if not (is_apart or (is_own and not is_description)):
            return True
    return False


def _is_passive(inside: Sequence[Token]) -> bool:
    """Whether somebody was told it, or was called so: said he had been told by Talon that “…”."""
    for at, token in enumerate(inside):
        before = [each for each in inside[max(0, at - 3) : at] if not is_adverb(each)]
        if not before or before[-1].low not in BE or token.is_capital:
            continue
        verb = forms().get(token.low)
        if verb is not None and verb.tense in ("past", "done"):
            rest = inside[at + 1 :]
            return any(each.low == "that" for each in rest) or not _has_finite(rest)
    return False


def _is_heard(inside: Sequence[Token]) -> bool:
    """Whether somebody is heard saying it: said he had heard Talon say “…”."""
    is_heard = False
    for token, then in pairwise(inside):
        is_heard = is_heard or token.low in _HEARD
        verb = forms().get(then.low)
        is_bare = verb is not None and verb.tense == "base" and token.low not in MODAL | DO
        if is_heard and is_bare and token.low != "to":
            return True
    return False


def _is_put(inside: Sequence[Token]) -> bool:
    """Whether it is somebody's phrase: said that, as Talon put it, “…”."""
    lows = [token.low for token in inside]
    puts = (at for at, low in enumerate(lows[:-1]) if low in ("put", "puts") and at)
    return any(lows[at + 1] == "it" and "as" in lows[:at] for at in puts)


def _is_of_speech(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether the words are from a speech or text mentioned: Talon’s claim that it was “over”."""
    lemma = cue.verb.lemma if cue.verb else ""
    for noun in range(max(cue.at + 1, at - MOST), at):
        low = tokens[noun].low
        if (low not in _SPEECH and low not in _TEXTS) or _is_spoken_in(tokens, cue, noun):
            continue
        if _opens_that(tokens, noun, at):
            return True
        if lemma in _WRITING and _is_object(tokens[cue.last : noun]):
            # Wrote a message to France: “…”
            continue
        rest = tokens[noun + 1 : at]
        # Called the claim “a lie”, said the claim “is a lie”: a comment on the claim.
        is_said_of_it = not rest and (lemma in _CALLING or _begins_with_verb(tokens[at]))
        if not is_said_of_it and _is_adjacent(tokens[noun - 1], rest):
            return True
        if _is_read_out(tokens, noun, at):
            return True
    return False


def _is_spoken_in(tokens: Sentence, cue: Cue, noun: int) -> bool:
    """Whether a noun names the medium, rather than a text mentioned: in a letter to Vedra."""
    before = tokens[cue.at + 1 : noun]
    nearest = next((token.low for token in reversed(before) if token.low in LINKS | _ABOUT), "")
    return noun < cue.last and (cue.verb is None or nearest in _IN)


_ABOUT = words("about via through during over against after")
_IN = words("in on by via through during at from")


def _begins_with_verb(token: Token) -> bool:
    first = token.quotation.words.split()[0].lower() if token.quotation else ""
    return first in HAVE | BE | MODAL | DO


def _opens_that(tokens: Sentence, noun: int, at: int) -> bool:
    """Whether “that” depends on a noun, and its clause reaches the quotation."""
    for place in range(noun + 1, min(noun + _FARTHEST, at)):
        token = tokens[place]
        if token.low == "that":
            # Claims that “…” were “nonsense”: the first quotation is the whole claim.
            return place + 1 == at or tokens[place + 1].quotation is None
        if not token.is_word or _has_finite([token]):
            break
    return False


_FARTHEST = 8


def _is_object(between: Sequence[Token]) -> bool:
    return len(between) < _FEWEST and not any(token.is_capital for token in between)


def _is_adjacent(before: Token, rest: Sequence[Token]) -> bool:
    """Whether only a sign or an owner separates noun and quotation: Talon’s claim, “…”.

    Args:
        before: The token before the noun.
        rest: The tokens between noun and quotation.
    """
    signs = [token for token in rest if not token.is_word]
    if any(token.quotation is not None for token in signs) or _has_finite(rest):
        return False
    if not rest or (len(signs) == 1 and rest[-1].text in (",", ":")):
        return True
    # Talon’s threat to “…”, remarks by Talon on “…”; but dismissed Talon’s claim as “…”.
    is_named = before.is_capital and before.low.endswith(("'s", "s'"))
    is_named = is_named or (rest[0].low in ("by", "from") and len(rest) > 1 and rest[1].is_capital)
    return is_named and not signs and all(token.low != "as" for token in rest)


def _is_read_out(tokens: Sentence, noun: int, at: int) -> bool:
    """Whether the report quotes a text: the note read “…”, their message was: “…”."""
    rest = tokens[noun + 1 : at]
    has_sign = bool(rest) and (rest[-1].text in (",", ":") or rest[-1].low == "that")
    rest = rest[:-1] if has_sign else rest
    if not rest:
        return False
    if rest[-1].low in _READS:
        return True
    quotation = tokens[at].quotation
    length = len(quotation.words.split()) if quotation else 0
    is_told = has_sign or (tokens[noun].low in _TEXTS and length >= _FEWEST)
    return rest[-1].low in BE and is_told


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(map(is_finite, tokens))
