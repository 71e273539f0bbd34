"""Whom “who” means after a clause, and who is only compared to somebody."""

from collections.abc import Sequence

from briefing.model.parsers.quotes.grammar import words
from briefing.model.parsers.quotes.sentences import Token
from briefing.model.parsers.quotes.speakers.phrases import (
    Who,
    is_finite,
    is_known,
    is_past_form,
    speaks_for_sure,
    who,
)
from briefing.model.parsers.quotes.speakers.vocabulary import DETERMINERS, LINKS
from briefing.model.parsers.quotes.speech_verbs import forms

_LEADING = LINKS | words("alongside beside against about behind over")
_SHARING = words("and or et with alongside against for by")
"""Words that add a second candidate for “who”: rebels with Talon, who said."""


def verb_in(chunk: Sequence[Token]) -> int | None:
    """Where the last verb that makes a phrase a clause is; None if there is none."""
    return next((at for at in range(len(chunk) - 1, 0, -1) if _is_verb(chunk, at)), None)


def is_clause(chunk: Sequence[Token], verb: int) -> bool:
    """Whether a verb has its subject in a phrase: Talon spoke; but rebels led by Talon.

    Args:
        chunk: The phrase.
        verb: Where the verb is.
    """
    subject = chunk[verb - 1]
    is_by = verb + 1 < len(chunk) and chunk[verb + 1].low in ("by", "par")
    is_name = subject.is_capital and not is_known(subject.low) and not is_by
    return is_name or not is_past_form(chunk[verb].low)


def _is_verb(chunk: Sequence[Token], at: int) -> bool:
    token = chunk[at]
    if token.is_capital or not token.is_word or is_known(token.low):
        return False
    if is_finite(token):
        return True
    if token.low == "a" and at + 1 < len(chunk) and chunk[at + 1].low.endswith("é"):
        # “A salué” is a verb, “a man” is not.
        return True
    verb = forms().get(token.low)
    has_object = at + 1 < len(chunk) and (
        chunk[at + 1].is_capital or chunk[at + 1].low in DETERMINERS
    )
    # France backs Talon, who said: a present tense after a name, with its object.
    is_present = token.low.endswith("s") and chunk[at - 1].is_capital and has_object
    return is_present or (verb is not None and verb.tense == "present" and has_object)


def antecedent(text: str, after: Sequence[Token], *, hides: bool) -> Who | None:
    """Whom “who” means after a verb and its object.

    Args:
        text: The text the tokens are from.
        after: The tokens between the verb and “who”.
        hides: Whether the speaker is said nearby not to be named.

    Returns:
        The person; None if it could be either.
    """
    while after and (after[0].low in _LEADING or after[0].low.endswith("é")):
        after = after[1:]
    links = [at for at, token in enumerate(after) if token.low in LINKS | _SHARING]
    if links and not speaks_for_sure(after[: links[0]]):
        # Support for Talon, who said: not the support.
        after = after[links[-1] + 1 :]
    elif links and (any(after[at].low in _SHARING for at in links) or not after[-1].is_capital):
        return None
    return who(text, [after], hides=hides) if speaks_for_sure(after) else None


LIKE = words("as than")
"""Words before somebody's likeness, unless a clause begins with them."""

_LIKENED = words(
    """dressed disguised known identified introduced described named listed presented regarded such
    masked portrayed styled who more less that"""
)


def is_likening(between: Sequence[Token]) -> bool:
    """Whether words say what a person passes for: posing; but residents fled as Talon spoke.

    Args:
        between: The tokens between the person and “as” or “than”.
    """
    lows = {token.low for token in between}
    is_ing = bool(between) and between[-1].low.endswith("ing")
    return is_ing or not lows.isdisjoint(_LIKENED | LIKE)
