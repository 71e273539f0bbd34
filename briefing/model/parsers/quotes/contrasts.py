"""Find where reported words end and the report continues: …, but the government put it at 20.

After a comma and “but”, a gloss (“a claim the army denied”) or another view, it is unclear whose
words follow. They are cut there if a clause comes before, and otherwise taken whole.
"""

from collections.abc import Sequence

from briefing.model.parsers.quotes.grammar import words
from briefing.model.parsers.quotes.sentences import Sentence, Token, is_adverb
from briefing.model.parsers.quotes.speakers.phrases import is_finite, is_known
from briefing.model.parsers.quotes.speakers.subjects import MOST
from briefing.model.parsers.quotes.speakers.vocabulary import DETERMINERS, PRONOUNS, SPEAKING_NOUNS
from briefing.model.parsers.quotes.speech_verbs import forms

_AGAINST = words(
    """but though although while whereas yet however albeit despite contradicting contrary disputing
    compared unlike versus instead nevertheless nonetheless except against prompting drawing
    sparking triggering raising mais tandis alors pourtant cependant contrairement which contrast"""
)
"""After a comma, words that follow these may be the reporter's own."""

_PAIRED = words("even in if ce by")
"""Words that belong to one of those after them: even though, in contrast, by contrast."""

_WITHIN = words("but though although whereas mais")
"""Without a comma these begin a contrast only before a subject and its verb."""

_GLOSSES = words(
    """claim claims charge charges allegation allegations accusation accusations assertion figure
    figures number toll version account statement denial report estimate view contention suggestion
    notion idea assessment announcement something admission position argument explanation
    affirmation chiffre version bilan"""
)
_LONGEST_GLOSS = 5
_CONDITIONS = words(
    "if when while as after before although though once unless since whenever because"
)
_ASIDE = words("not less no never disagrees disagreed does did denies denied disputes disputed")
_LONGEST_NAME = 4
_FEWEST = 3
_OPENING = 3
"""Tokens before the subject of an opening clause: even as Talon said."""


def contrast(tokens: Sentence, first: int, end: int) -> int | None:
    """Find where reported words must end before the sentence does.

    Args:
        tokens: The sentence.
        first: Where the words begin.
        end: Where they would end.

    Returns:
        The first token that is no longer theirs; None if the words cannot be separated, because
        what may be somebody else's is inside them.
    """
    has_verb = is_paired = False
    is_condition = first < end and tokens[first].low in _CONDITIONS
    for at in range(first, end):
        token = tokens[at]
        if token.text == "(" and _is_clause_in_brackets(tokens, at, end):
            return at if _closing(tokens, at, end) >= end - 1 else None
        if is_condition and token.text == ",":
            # If they came, France would go: the comma is inside one statement.
            is_condition = False
        elif (
            not is_paired
            and (has_verb or at - first >= _FEWEST)
            and _is_cut(tokens, at, end, has_verb=has_verb)
        ):
            return at
        has_verb = has_verb or is_finite(token)
        # Not only did they flee, but they lost: the halves belong together.
        is_paired = is_paired or (token.low == "only" and tokens[at - 1].low == "not")
    return end


def clause_end(tokens: Sentence, cue_first: int, begin: int, end: int) -> int | None:
    """Find the end of a clause that opens the sentence: as Talon said he was safe, Gao fell.

    Args:
        tokens: The sentence.
        cue_first: Where the subject of the verb of saying is.
        begin: Where the reported words begin.
        end: Where they would end.

    Returns:
        The comma after it, or the given end if no such clause opens the sentence; None if its end
        is unclear.
    """
    if not 1 <= cue_first <= _OPENING or tokens[cue_first - 1].low not in _CONDITIONS:
        return end
    commas = (at for at in range(begin, end) if tokens[at].text == ",")
    return next((at for at in commas if not _is_insertion(tokens, at, end)), None)


def _is_cut(tokens: Sentence, at: int, end: int, *, has_verb: bool) -> bool:
    """Whether the words from a token on may no longer be the speaker's."""
    token = tokens[at]
    if token.is_dash:
        beside = [*tokens[max(0, at - MOST) : at], *tokens[at + 1 : min(end, at + MOST)]]
        return has_verb and not any(each.is_dash for each in beside)
    if token.text != ",":
        return token.low in _WITHIN and _has_subject_and_verb(tokens, at + 1, end)
    if _is_insertion(tokens, at, end, is_far=not has_verb):
        return False
    after = tokens[at + 1 : min(end, at + MOST)]
    if after and after[0].low == "as":
        return _has_subject_and_verb(tokens, at + 2, end)
    return begins_contrast(after)


def begins_contrast(after: Sequence[Token]) -> bool:
    """Whether the words after a comma may no longer be the speaker's.

    Args:
        after: The tokens after the comma.
    """
    if not after:
        return False
    if len(after) > 1 and after[0].low in _PAIRED and after[1].low in _AGAINST | {"as"}:
        return True
    if after[0].low in _AGAINST:
        # Said the army would stay, but that the war was lost: the speaker continues.
        is_own = len(after) > 1 and after[1].low in ("that", "que", "also")
        return not (is_own and after[0].low in ("but", "mais"))
    return _is_gloss(after) or _is_other_view(after) or _is_denied_by_those(after)


def _is_insertion(tokens: Sentence, at: int, end: int, *, is_far: bool = False) -> bool:
    """Whether a comma opens an insertion closed before a verb: the army, though weak, would stay.

    Args:
        tokens: The sentence.
        at: The comma.
        end: Where the words would end.
        is_far: Whether any later comma may close it, not just the next.
    """
    near = range(at + 1, min(end - 1, at + MOST))
    closing = [to for to in near if tokens[to].text == ","]
    return any(is_finite(tokens[to + 1]) for to in (closing if is_far else closing[:1]))


def _is_denied_by_those(after: Sequence[Token]) -> bool:
    """Whether the people mentioned deny it: killed Talon, whose men denied it."""
    verbs = (forms().get(token.low) for token in after)
    is_denied = any(verb is not None and verb.use == "deny" for verb in verbs)
    return after[0].low in ("who", "whose", "whom") and is_denied


def _has_subject_and_verb(tokens: Sentence, at: int, end: int) -> bool:
    """Whether another subject and its verb follow: but witnesses counted 20."""
    if (
        at >= end
        or tokens[at].low in PRONOUNS | {"that"}
        or is_finite(tokens[at])
        or is_adverb(tokens[at])
    ):
        return False
    near = range(at + 1, min(end, at + MOST))
    verb = next((to for to in near if is_finite(tokens[to]) or _is_present(tokens[to])), end)
    return verb < end and all(token.is_word for token in tokens[at:verb])


def _is_gloss(after: Sequence[Token]) -> bool:
    """Whether the report comments on the words next: a claim the army denied."""
    opening = after[:_LONGEST_GLOSS]
    is_led = after[0].low in DETERMINERS or after[0].low in _GLOSSES
    upto = next((at for at, token in enumerate(opening) if not token.is_word), len(opening))
    return is_led and any(token.low in _GLOSSES for token in opening[:upto])


def _is_other_view(after: Sequence[Token]) -> bool:
    """Whether another view follows a comma directly: France not so sure, France says no."""
    at = name = int(after[0].low in DETERMINERS)
    while at < len(after) and at - name < _LONGEST_NAME and _may_view(after[at]):
        at += 1
    if at == name or at >= len(after):
        return False
    verb = forms().get(after[at].low)
    is_saying = verb is not None and verb.tense in ("past", "present")
    return is_saying or after[at].low in _ASIDE


def _may_view(token: Token) -> bool:
    return token.is_capital or (is_known(token.low) and token.low not in SPEAKING_NOUNS)


# Brackets ----------------------------------------------------------------------------------------


def _is_clause_in_brackets(tokens: Sentence, at: int, end: int) -> bool:
    """Whether a bracket contains a clause: (the government says 20)."""
    inside = tokens[at + 1 : _closing(tokens, at, end)]
    return any(is_finite(token) or _is_present(token) for token in inside)


def _is_present(token: Token) -> bool:
    verb = forms().get(token.low) if not token.is_capital else None
    return verb is not None and verb.tense == "present"


def _closing(tokens: Sentence, at: int, end: int) -> int:
    """The mark that closes a bracket, or opens the next one."""
    near = range(at + 1, min(end, at + MOST))
    return next((to for to in near if tokens[to].text in ("(", ")")), min(end, at + MOST))
