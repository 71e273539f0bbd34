"""Parse a row of casualties as the program displays it: "killed: 11 soldiers"."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from briefing.model.formatting import UNKNOWN_OUTCOME
from briefing.model.kinds.event import UNKNOWN_NUMBER
from briefing.model.parsers.casualties.figures import read_figure
from briefing.model.parsers.casualties.vocabulary import Part, meanings
from briefing.model.parsers.numbers import is_number_word
from briefing.model.parsers.words import TokenType, tokens, word_set
from briefing.model.quotation_marks import closings, taken_out
from briefing.model.terms import OUTCOMES

_NEVER_FIRST: Final = word_set("of or ou to à and et")
_NOT_PLAIN: Final = (Part.DOUBT, Part.OPEN, Part.VAGUE, Part.NONE, Part.INCLUDING, Part.LEAST)


@lru_cache(maxsize=4096)
def is_plain(who: str) -> bool:
    """Whether people can be written in a line without quotation marks."""
    found = tokens(who)
    if who != " ".join(who.split()) or any(
        token.type is not TokenType.WORD and token.low not in "-'/" for token in found
    ):
        return False
    if any(token.low[0].isdecimal() or is_number_word(token.low) for token in found):
        return False
    parts = [meanings().get(token.low) for token in found]
    says_more = any(each and each.part in _NOT_PLAIN for each in parts)
    if not found:
        return not who
    is_first_odd = found[0].type is not TokenType.WORD or found[0].low in _NEVER_FIRST
    is_fate = parts[-1] is not None and parts[-1].part is Part.FATE
    return not (is_first_odd or says_more or is_fate)


def read_shown(text: str) -> Sequence[dict[str, Any]] | None:
    """Parse "killed: 91 soldiers", as the program displays it; None if not in that form."""
    label, colon, rest = text.partition(":")
    outcome = label.strip().casefold()
    if not colon or outcome not in (*OUTCOMES, UNKNOWN_OUTCOME):
        return None
    found = tokens(rest)
    figure = read_figure(found, 0)
    who = rest[found[figure.end - 1].end :] if figure else rest
    who = who.strip(" ")
    if not figure:
        unknown, _of, after = who.partition(" of ")
        who = after if unknown == UNKNOWN_NUMBER else who
    ends = closings(who)
    if ends.get(0) == len(who) - 1:
        who = taken_out(who, 0, len(who) - 1)
    elif not is_plain(who):
        return None
    row = {"who": who} if who else {}
    row |= {"outcome": outcome} if outcome in OUTCOMES else {}
    return [row | (figure.fields() if figure else {})]
