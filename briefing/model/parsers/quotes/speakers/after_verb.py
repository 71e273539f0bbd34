"""The subject after a verb of saying, or after “according to”: “…,” said Talon, the commander."""

from collections.abc import Sequence

from briefing.model.parsers.quotes.grammar import words
from briefing.model.parsers.quotes.said_when import day_phrase
from briefing.model.parsers.quotes.sentences import Sentence, Token
from briefing.model.parsers.quotes.speakers.phrases import (
    is_known,
    is_noun_phrase,
    is_past_form,
    is_plain_name,
)
from briefing.model.parsers.quotes.speakers.relatives import LIKE
from briefing.model.parsers.quotes.speakers.subjects import MOST
from briefing.model.parsers.quotes.speakers.vocabulary import CIRCUMSTANCES, PRONOUNS

STOPS = words(
    """on to after before while when during following as who which that where because since amid
    against about by than but and if whether adding saying speaking referring late early yesterday
    today tonight via through over sous qui que lors dans lundi mardi mercredi jeudi vendredi samedi
    dimanche hier sur après avant devant par is was were are has had have would will could"""
)


def subject_after(tokens: Sentence, at: int) -> tuple[list[Sentence], int]:
    """The phrase that begins at a token, with the descriptions between commas after it.

    Returns:
        The phrases, and the first token after them.
    """
    end = _phrase_end(tokens, at)
    chunks = [tokens[at:end]] if end > at else []
    while chunks and len(chunks) < 3 and end < len(tokens) - 1 and tokens[end].text == ",":
        further = _phrase_end(tokens, end + 1)
        beside = tokens[end + 1 : further]
        is_closed = further >= len(tokens) or not (
            tokens[further].is_word or tokens[further].quotation
        )
        if is_plain_name(beside) and any(map(is_plain_name, chunks)):
            # According to Talon, Vedra …: the second is not part of the first.
            break
        is_day = day_phrase(tokens, end + 1) > 0
        if not beside or is_day or not is_closed or not _is_beside(beside):
            is_day_next = further < len(tokens) and day_phrase(tokens, further) > 0
            if not (beside and is_day_next and _is_beside(beside)):
                break
        chunks.append(beside)
        end = further
    return chunks, end


def _is_beside(tokens: Sequence[Token]) -> bool:
    """Whether a phrase between commas describes somebody, rather than being a list or clause."""
    return (
        is_noun_phrase(tokens) and not tokens[0].text[0].isdigit() and tokens[0].low not in PRONOUNS
    )


_HANGING = words("in at with near for à au en avec")
"""Prepositions that attach to a noun but not to a name: a resident in Gao; but Talon, in Gao."""


def _phrase_end(tokens: Sentence, at: int) -> int:
    """Where the noun phrase that begins at a token ends."""
    end = at
    while end < len(tokens) and end - at < MOST:
        token = tokens[end]
        if token.text == "(":
            closing = _closing(tokens, end)
            if closing < 0:
                break
            end = closing
        elif token.quotation is not None:
            if not token.is_name:
                break
        elif (not token.is_word and token.text not in ("&", "/")) or (
            end > at and _ends_phrase(tokens, end)
        ):
            break
        end += 1
    return end


def _closing(tokens: Sentence, at: int) -> int:
    """The mark that closes a bracket; -1 if it is far."""
    near = range(at + 1, min(at + 7, len(tokens)))
    return next((place for place in near if tokens[place].text == ")"), -1)


def _ends_phrase(tokens: Sentence, at: int) -> bool:
    token, previous = tokens[at], tokens[at - 1]
    if token.low in ("and", "et") and _goes_on_naming(tokens, at + 1):
        return False
    if token.low == "par" and at + 1 < len(tokens) and tokens[at + 1].low == "intérim":
        return False
    if token.low in STOPS or day_phrase(tokens, at):
        return True
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    is_bound = previous.is_capital or following in LIKE
    # The UN peacekeeping spokesman.
    is_bound = is_bound and not (is_known(following) and not following.endswith("s"))
    if token.low.endswith("ing") and not token.is_capital and is_bound:
        # A man posing as Talon is a man.
        return True
    is_spoken_in = any(each.low in CIRCUMSTANCES for each in tokens[at + 1 : at + 5])
    return token.low in _HANGING and (previous.is_capital or is_spoken_in)


def _goes_on_naming(tokens: Sentence, at: int) -> bool:
    """Whether “and” adds another speaker: a hospital source and witnesses."""
    for token in tokens[at : at + 3]:
        if token.is_capital or is_known(token.low):
            return True
        if not token.is_word or token.low in STOPS or is_past_form(token.low):
            return False
    return False
