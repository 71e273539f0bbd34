"""Find what one sentence presents as said, quoted or reported, and its speakers."""

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.model.parsers.quotes.attributions import Cue
from briefing.model.parsers.quotes.grammar import words
from briefing.model.parsers.quotes.nested import is_of_another
from briefing.model.parsers.quotes.quotations import begins_sentence, is_name
from briefing.model.parsers.quotes.reported import (
    Statement,
    lemma_of,
    reported,
    speaker_of,
    takes_clause,
)
from briefing.model.parsers.quotes.sentences import Sentence, Token
from briefing.model.parsers.quotes.speakers.after_verb import subject_after
from briefing.model.parsers.quotes.speakers.phrases import who
from briefing.model.parsers.quotes.speech_verbs import forms

__all__ = ["Statement", "lemma_of", "statements"]


def statements(text: str, tokens: Sentence, found: Sequence[Cue]) -> list[Statement]:
    """Parse a sentence.

    Args:
        text: The text the tokens are from.
        tokens: The sentence.
        found: Its cues.

    Returns:
        What is quoted, then what is reported, joined for one speaker.
    """
    quoted = [at for at, token in enumerate(tokens) if _has_words(token)]
    said: dict[int, list[int]] = {}
    loose, single = [], []
    denied = False
    for at in quoted:
        cue = _cue_of(tokens, at, found)
        if cue is None:
            loose.append(at)
        elif _is_denied(found, cue):
            denied = True
        elif _is_word_inside(tokens, at, found[cue]):
            single.append((cue, at))
        else:
            said.setdefault(cue, []).append(at)
    scattered = [cue for cue in said if _are_scattered(tokens, found[cue], said[cue])]
    single += [(cue, at) for cue in scattered for at in said.pop(cue)]
    if single and not denied:
        _add_single(text, tokens, found, said, single)
    if loose and not said and not denied:
        alone = _alone(text, tokens, loose)
        if alone is not None:
            return [alone]
    direct = [
        Statement(
            tuple(_words(tokens[at]) for at in piece),
            is_direct=True,
            who=speaker_of(text, tokens, found, number),
            day=found[number].day,
            lemma=lemma_of(found[number]),
            own=(found[number].first, found[number].at),
        )
        for number, places in sorted(said.items(), key=lambda item: item[1])
        for piece in ([[at] for at in places] if number in scattered else [places])
    ]
    taken = [found[number] for number in said]
    return _together(direct) + ([] if denied else list(reported(text, tokens, found, taken)))


def _add_single(
    text: str,
    tokens: Sentence,
    found: Sequence[Cue],
    said: dict[int, list[int]],
    single: Sequence[tuple[int, int]],
) -> None:
    """Add single quoted words, unless they are part of words reported whole."""
    taken = [found[number] for number in said]
    whole = {each.who for each in reported(text, tokens, found, taken)}
    for cue, at in single:
        if cue in said:
            said[cue] = sorted([*said[cue], at])
        elif speaker_of(text, tokens, found, cue) not in whole:
            said[cue] = [at]


def _are_scattered(tokens: Sentence, cue: Cue, places: Sequence[int]) -> bool:
    """Whether quotations are fragments that only the report's own words connect.

    “The war is not over” and that Talon “must be found”: joined, they would say something else.
    """
    for before, after in pairwise(places):
        quotation = tokens[after].quotation
        own = (at for at in range(before + 1, after) if not cue.first <= at < cue.last)
        between = [tokens[at].low for at in own if tokens[at].is_word]
        if quotation and not begins_sentence(quotation.words) and not _JOINING.issuperset(between):
            return True
    return False


_JOINING = words("and or but et ou mais also")


def _is_denied(found: Sequence[Cue], number: int) -> bool:
    """Whether a cue denies it, or is inside another's denial: denied that he had said."""
    cue = found[number]
    if cue.is_denied or cue.is_joined:
        return cue.is_denied
    for each in reversed(found[:number]):
        if each.is_denied and each.last <= cue.first:
            return True
        if each.is_joined:
            break
    return False


_SPEAKING = re.compile(r"\b(?:said|says|told|according to|a déclaré|a dit)\b")


def _has_words(token: Token) -> bool:
    """Whether a token is a quotation that says something and ends where it should."""
    quotation = token.quotation
    if quotation is None or not any(map(str.isalnum, quotation.words)):
        return False
    # An unclosed quotation may end anywhere once somebody speaks in it.
    return quotation.is_whole or not _SPEAKING.search(quotation.words)


def _words(token: Token) -> str:
    return token.quotation.words.rstrip(", ") if token.quotation else ""


def _together(direct: Sequence[Statement]) -> list[Statement]:
    """Join consecutive statements by one speaker."""
    joined: list[Statement] = []
    for each in direct:
        last = joined[-1] if joined else None
        is_same = last is not None and each.who is not None and last.who == each.who
        if last is not None and is_same and begins_sentence(each.words[0]):
            day = last.day or each.day
            joined[-1] = last._replace(words=last.words + each.words, day=day)
        else:
            joined.append(each)
    return joined


# The cue of a quotation --------------------------------------------------------------------------


_NAMING = words(
    """titled entitled called named dubbed nicknamed codenamed code-named headlined labelled labeled
    term word phrase slogan so-called hashtag song film movie book album programme program intitulé
    intitulée appelé appelée nommé baptisé baptisée surnommé mot terme
    headline banner placard poster caption inscription graffiti sign motto"""
)


def _is_named(tokens: Sentence, at: int) -> bool:
    """Whether the word before introduces a name: titled “Our Path”, known as “the Blind”."""
    before = tokens[at - 1].low if at else ""
    if before == "as" and at > 1 and tokens[at - 2].low in ("known", "designated", "listed"):
        return True
    return before in _NAMING


def _cue_of(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The number of the cue a quotation belongs to; None if it is not speech."""
    is_object = any(cue.last == at and cue.inside in ("whom", "which") for cue in found)
    if _is_named(tokens, at) and not is_object:
        return None
    before = _before(tokens, at, found)
    after = _right_after(tokens, at, found)
    quotation = tokens[at].quotation
    if after is None and quotation is not None and is_name(quotation.words):
        is_first = before is not None and _first_quoted(tokens, found[before]) == at
        if not is_first or any(token.is_word for token in tokens[at + 1 :]):
            return None
    if before is not None and found[before].inside == "what":
        # “What he calls ‘…’” quotes a term inside somebody else's sentence.
        return None
    if after is not None:
        owns_more = found[after].follows != "nothing"
        is_asked = owns_more and at > 0 and found[after].follows == "quotation"
        # Asked “will you go?”, Talon said: “No.” The question is somebody else's.
        return before if (before is not None and owns_more) or is_asked else after
    if before is not None:
        return before
    return next(
        (
            number
            for number, cue in enumerate(found)
            if cue.first > at
            and cue.follows in ("nothing", "quotation")
            and not cue.is_joined
            and _can_end(cue)
            and tokens[cue.first - 1].text == ","
        ),
        None,
    )


def _is_word_inside(tokens: Sentence, at: int, cue: Cue) -> bool:
    """Whether it is one word among those reported: said the “caliphate” was over."""
    quotation = tokens[at].quotation
    if quotation is None or " " in quotation.words or not takes_clause(cue):
        return False
    after = tokens[at + 1 : cue.first] if cue.first > at else tokens[at + 1 :]
    is_alone = sum(token.quotation is not None for token in tokens) == 1
    is_inner = any(token.is_word for token in after) or (is_alone and at - cue.last > _FEW)
    return is_inner and _first_quoted(tokens, cue) != at


_FEW = 6
"""Words between a verb and a quoted word that say more than the word alone."""


def _can_end(cue: Cue) -> bool:
    return cue.verb is None or cue.verb.use != "describe"


def _first_quoted(tokens: Sentence, cue: Cue) -> int:
    """The quotation right after a cue; -1 for none."""
    for at in range(cue.last, min(cue.last + 3, len(tokens))):
        if tokens[at].quotation is not None:
            return at
        if tokens[at].is_word and tokens[at].low not in ("that", "que"):
            break
    return -1


def _before(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The last cue before a quotation that speech may follow."""
    for number in range(len(found) - 1, -1, -1):
        cue = found[number]
        if cue.last <= at and _may_follow(tokens, cue, at):
            return None if is_of_another(tokens, cue, at) else number
    return None


_FARTHEST = 10
"""Tokens between a verb and words that describe its object: accused them of “…”."""


def _may_follow(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a cue can present a quotation after it as said."""
    is_first = _first_quoted(tokens, cue) == at
    use = cue.verb.use if cue.verb else "say"
    if use == "quote":
        return _is_beside(tokens, cue, at)
    if use == "describe" and at - cue.last > _FARTHEST:
        return False
    is_source = cue.verb is None and cue.last < at
    return cue.follows != "nothing" or is_first or is_source or _is_between(tokens, cue)


def _is_between(tokens: Sentence, cue: Cue) -> bool:
    """Whether a cue is between commas inside speech: the raid, he said, was “wrong”."""
    return (
        cue.first > 0
        and tokens[cue.first - 1].text == ","
        and cue.last < len(tokens)
        and tokens[cue.last].text == ","
        and takes_clause(cue)
    )


def _is_beside(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a quotation comes right after a verb, or after a sign that opens it."""
    if _first_quoted(tokens, cue) != at:
        return False
    previous = tokens[at - 1]
    return previous.text in (",", ":") or previous.low in forms()


def _right_after(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The cue right after a quotation, with at most a comma or dash in between."""
    for number, cue in enumerate(found):
        if cue.first <= at:
            continue
        between = tokens[at + 1 : cue.first]
        is_near = all(token.text in (",", ".") or token.is_dash for token in between)
        return (
            number if is_near and not cue.is_joined and not cue.carries and _can_end(cue) else None
        )
    return None


# Quotations without a verb ------------------------------------------------------------------------


def _alone(text: str, tokens: Sentence, loose: Sequence[int]) -> Statement | None:
    """A quotation that is a sentence, or has a name or an unknown verb beside it."""
    if any(_is_named(tokens, at) for at in loose):
        return None
    first, last = loose[0], loose[-1]
    before, between, after = tokens[:first], tokens[first:last], tokens[last + 1 :]
    said = Statement(tuple(_words(tokens[at]) for at in loose), is_direct=True, who=None)
    is_last = not any(token.is_word for token in after)
    if not any(token.is_word for token in (*before, *between)) and is_last:
        return said._replace(is_loose=True)
    if first < last:
        return None
    if first == 0 and (after[0].is_dash or after[0].text == "("):
        # “…” — Idris Talon, spokesman
        chunks, end = subject_after(tokens, 2)
        named = who(text, chunks)
        is_all = end >= len(tokens) - 1 and named is not None and bool(named.names)
        return said._replace(who=named) if is_all else None
    if first == 0 and tokens[0].quotation and tokens[0].quotation.words[-1] in ",?!":
        # “…,” Talon shot back: speech with an unknown verb.
        return said
    if before and before[-1].text == ":" and is_last:
        chunks, end = subject_after(tokens, 0)
        named = who(text, chunks)
        is_all = end == first - 1 and named is not None and bool(named.names)
        is_full = sum(token.is_capital for token in before) > 1
        is_sentence = tokens[first].quotation is not None and not tokens[first].is_name
        if is_all:
            return said._replace(who=named, is_guess=not is_full)
        return said if is_sentence else None
    return None
