"""What one sentence gives as said: quotations and reported words, each with who is said to say it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model.parsers.attributions import Cue
from briefing.model.parsers.quotations import Quotation, is_name
from briefing.model.parsers.sentences import Sentence, Token, printed
from briefing.model.parsers.speakers import Who, is_past_form, who
from briefing.model.parsers.subjects import subject_behind, subject_of
from briefing.model.parsers.speech_verbs import forms


class Statement(NamedTuple):
    """Something that is given as said.

    Attributes:
        words: What, in the parts in which it stands.
        is_direct: Whether it is quoted.
        who: Who is said to have said it; None where nobody is, or it is not understood.
        day: When, as it is printed.
        lemma: The verb of saying; empty for none.
        is_loose: Whether it stands alone and nothing is said of who said it.
        is_guess: Whether he is one only if a record has his name: “Motto: …” has no speaker.
        reach: How many tokens of the sentence name whom a later pronoun can mean: those beside
            the verb and the subject of what is reported, but none further inside; 0 for all.
    """

    words: tuple[str, ...]
    is_direct: bool
    who: Who | None
    day: str = ""
    lemma: str = ""
    is_loose: bool = False
    is_guess: bool = False
    reach: int = 0


_SAID = re.compile(r"\b(?:said|says|told|according to|a déclaré|a dit)\b")


def statements(text: str, tokens: Sentence, found: Sequence[Cue]) -> list[Statement]:
    """Read a sentence.

    Args:
        text: The text the tokens stand in.
        tokens: The sentence.
        found: Its cues.

    Returns:
        In the order of the text, those of one speaker together.
    """
    quoted = [at for at, token in enumerate(tokens) if _has_words(token)]
    if not quoted:
        return list(_reported(text, tokens, found))
    said: dict[int, list[int]] = {}
    loose = []
    denied = False
    single: list[tuple[int, int]] = []
    for at in quoted:
        cue = _cue_of(tokens, at, found, quoted)
        if cue is None:
            loose.append(at)
        elif found[cue].is_denied:
            denied = True
        elif _is_word_inside(tokens, at, found[cue]):
            single.append((cue, at))
        else:
            said.setdefault(cue, []).append(at)
    if single and not said and not denied and not any(_reported(text, tokens, found)):
        said = {cue: [at] for cue, at in single[:1]}
    direct = [
        _direct(text, tokens, [tokens[at] for at in places], found, number)
        for number, places in said.items()
    ]
    if not direct and not denied and loose:
        alone = _alone(text, tokens, loose)
        if alone is not None:
            return [alone]
    taken = [found[number] for number in said]
    rest = [] if denied else list(_reported(text, tokens, found, taken))
    return _together(direct) + rest


def _has_words(token: Token) -> bool:
    """Whether a token is a quotation that says something and ends where it should."""
    quotation = token.quotation
    if quotation is None or not any(map(str.isalnum, quotation.words)):
        return False
    # Of one that was never closed nobody knows where it ends once somebody speaks in it.
    return quotation.is_whole or not _SAID.search(quotation.words)


def _direct(
    text: str, tokens: Sentence, quoted: Sequence[Token], found: Sequence[Cue], number: int
) -> Statement:
    cue = found[number]
    words = tuple(_clean(each.quotation) for each in quoted if each.quotation)
    return Statement(
        words, True, _speaker(text, tokens, found, number), cue.day, lemma_of(cue)
    )


def _clean(quotation: Quotation) -> str:
    return quotation.words.rstrip(", ")


def lemma_of(cue: Cue) -> str:
    """The verb of a cue; empty for a phrase."""
    return cue.verb.lemma if cue.verb else ""


def _together(direct: Sequence[Statement]) -> list[Statement]:
    """Statements of one cue's speaker in the order of the text, joined where they are one."""
    joined: list[Statement] = []
    for each in direct:
        last = joined[-1] if joined else None
        if last is not None and each.who is not None and last.who == each.who:
            day = last.day or each.day
            joined[-1] = last._replace(words=last.words + each.words, day=day)
        else:
            joined.append(each)
    return joined


def _speaker(text: str, tokens: Sentence, found: Sequence[Cue], number: int) -> Who | None:
    """Who a cue speaks of; one that only goes on has the subject of its sentence."""
    cue = found[number]
    if not cue.carries:
        return cue.who
    for before in reversed(found[:number]):
        if not before.carries:
            return before.who
    return subject_of(text, tokens, cue.first)


# Which cue a quotation belongs to ----------------------------------------------------------------


_NAMING = frozenset(
    """titled entitled called named dubbed nicknamed codenamed code-named headlined labelled labeled
    term word phrase slogan so-called hashtag song film movie book album programme program intitulé
    intitulée appelé appelée nommé baptisé baptisée surnommé mot terme""".split()
)


def _is_named(tokens: Sentence, at: int) -> bool:
    """Whether the word before says that a name follows: titled “Our Path”, known as “the Blind”."""
    before = tokens[at - 1].low if at else ""
    if before == "as" and at > 1 and tokens[at - 2].low in ("known", "designated", "listed"):
        return True
    return before in _NAMING


def _cue_of(
    tokens: Sentence, at: int, found: Sequence[Cue], quoted: Sequence[int]
) -> int | None:
    """The number of the cue a quotation belongs to; None for one that is no quotation."""
    if _is_named(tokens, at):
        return None
    before = _before(tokens, at, found)
    behind = _right_behind(tokens, at, found)
    quotation = tokens[at].quotation
    if quotation is not None and is_name(quotation.words):
        is_last = not any(token.is_word for token in tokens[at + 1 :])
        is_first = before is not None and _first_quoted(tokens, found[before]) == at
        if behind is None and not (is_first and is_last):
            return None
    if before is not None and found[before].inside == "what":
        # What he calls “…” is his word for it, in somebody else's sentence.
        return None
    if behind is not None:
        owns_more = any(place > found[behind].first for place in quoted)
        is_of_before = before is not None and _first_quoted(tokens, found[before]) == at
        return before if is_of_before and owns_more else behind
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
    if quotation is None or " " in quotation.words or cue.first > at or not _takes_clause(cue):
        return False
    goes_on = any(token.is_word for token in tokens[at + 1 :])
    return goes_on and _first_quoted(tokens, cue) != at


def _can_end(cue: Cue) -> bool:
    return cue.verb is None or cue.verb.use != "describe"


def _first_quoted(tokens: Sentence, cue: Cue) -> int:
    """The quotation right behind a cue; -1 for none."""
    for at in range(cue.last, min(cue.last + 3, len(tokens))):
        if tokens[at].quotation is not None:
            return at
        if tokens[at].is_word and tokens[at].low not in ("that", "que"):
            break
    return -1


def _before(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The last cue before a quotation that has something said behind it."""
    for number in range(len(found) - 1, -1, -1):
        cue = found[number]
        if cue.last > at:
            continue
        if cue.follows == "nothing" and not (cue.verb is None and cue.last < at):
            if _first_quoted(tokens, cue) != at:
                continue
        if cue.verb is not None and cue.verb.use == "quote" and not _is_beside(tokens, cue, at):
            continue
        return number
    return None


def _is_beside(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a quotation stands right behind a verb, or behind a sign that opens it."""
    if _first_quoted(tokens, cue) != at:
        return False
    previous = tokens[at - 1]
    return previous.text in (",", ":") or previous.low in forms()


def _right_behind(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The cue that a quotation is followed by, with no more than a comma or dash between."""
    for number, cue in enumerate(found):
        if cue.first <= at:
            continue
        between = tokens[at + 1 : cue.first]
        is_near = all(token.text in (",", ".") or token.is_dash for token in between)
        return number if is_near and not cue.is_joined and not cue.carries and _can_end(cue) else None
    return None


def _alone(text: str, tokens: Sentence, loose: Sequence[int]) -> Statement | None:
    """A sentence that is a quotation, or one with a name beside it, and no verb."""
    first, last = loose[0], loose[-1]
    words = tuple(_clean(token.quotation) for token in tokens if token.quotation)
    behind_it, before = tokens[last + 1 :], tokens[:first]
    if any(_is_named(tokens, at) for at in loose):
        return None
    if not any(token.is_word for token in [*before, *behind_it]) and last - first + 1 == len(
        [token for token in tokens[first : last + 1] if not token.is_word]
    ):
        return Statement(words, True, None, is_loose=True)
    if first == last == 0 and behind_it and (behind_it[0].is_dash or behind_it[0].text == "("):
        chunks, end = subject_behind(tokens, 2)
        named = who(text, chunks) if chunks else None
        if named is not None and named.names and end >= len(tokens) - 1:
            return Statement(words, True, named)
    if before and before[-1].text == ":" and first == last and not any(t.is_word for t in behind_it):
        chunks, end = subject_behind(tokens, 0)
        named = who(text, chunks) if chunks else None
        if named is not None and named.names and end == first - 1:
            return Statement(words, True, named, is_guess=not _is_full(before))
    return None


def _is_full(tokens: Sequence[Token]) -> bool:
    """Whether a name before a colon is one for sure: two words of it at least."""
    return sum(token.is_capital for token in tokens) > 1


# Reported words ----------------------------------------------------------------------------------


def _reported(
    text: str, tokens: Sentence, found: Sequence[Cue], taken: Sequence[Cue] = ()
) -> Iterator[Statement]:
    """What a sentence reports as said without quoting it."""
    if tokens and tokens[-1].text == "?":
        return
    end = _end(tokens)
    last = found[-1] if found else None
    if last is not None and last not in taken and _is_tag(tokens, last, end):
        # “…, Talon said” at the end takes all the sentence for his words.
        if not taken and not last.is_denied and last.who is not None:
            words = printed(text, tokens, 0, last.first - (tokens[last.first - 1].text == ","))
            if _is_clause(tokens[: last.first]):
                yield Statement((_even(words),), False, last.who, last.day, lemma_of(last))
        return
    covered = 0
    for number, cue in enumerate(found):
        if cue in taken or cue.carries or cue.first < covered or not _takes_clause(cue):
            covered = max(covered, cue.last if cue in taken else covered)
            continue
        if cue.is_denied:
            covered = end
            continue
        following = (each.first for each in found[number + 1 :] if _parts(tokens, each, taken))
        stop = _trimmed(tokens, cue.last, min(end, next(following, end)))
        begin = cue.last + (cue.follows == "clause" and not _is_pronoun(tokens, cue.last))
        if cue.follows == "nothing":
            parts = _around(text, tokens, cue, end) if not taken else ()
            if parts and cue.who is not None:
                yield Statement(parts, False, cue.who, cue.day, lemma_of(cue))
                covered = end
            continue
        if cue.follows == "quotation" or cue.who is None or cue.inside:
            continue
        if cue.verb is None:
            begin = cue.last + 1
        inner = tokens[begin:stop]
        if _is_statement(inner, cue, is_bare=cue.follows == "words" and cue.verb is not None):
            words = printed(text, tokens, begin, stop)
            if tokens[begin].low.startswith("qu'"):
                words = words[len("qu'") :]
            reach = next((at for at in range(begin, stop) if _has_verb([tokens[at]])), stop)
            yield Statement((_even(words),), False, cue.who, cue.day, lemma_of(cue), reach=reach)
            covered = stop


def _parts(tokens: Sentence, cue: Cue, taken: Sequence[Cue]) -> bool:
    """Whether somebody else begins to speak with a cue: …, while Talon said …"""
    if cue in taken:
        return True
    is_clause = (_takes_clause(cue) or cue.is_denied) and cue.follows != "nothing" and cue.who is not None
    before = tokens[cue.first - 1].low if cue.first else ""
    return is_clause and cue.is_joined and before in _SETS_BESIDE


_SETS_BESIDE = frozenset("while whereas but and although though et mais tandis".split())


def _is_pronoun(tokens: Sentence, at: int) -> bool:
    """Whether “that” is what is spoken of, as in “says that depends on Talon”."""
    if tokens[at].low != "that" or at + 1 >= len(tokens):
        return tokens[at].low.startswith("qu'")
    following = tokens[at + 1]
    is_present = following.low.endswith("s") and not following.is_capital
    is_present = is_present and at + 2 < len(tokens) and tokens[at + 2].low in ("on", "to", "the")
    return following.low in _FINITE or is_present


def _end(tokens: Sentence) -> int:
    """Where a sentence ends, its sign left out."""
    end = len(tokens)
    while end and tokens[end - 1].text in (".", ";", ",", "…"):
        end -= 1
    return end


def _is_tag(tokens: Sentence, cue: Cue, end: int) -> bool:
    if cue.last < end or cue.carries or cue.first == 0 or not _takes_clause(cue):
        return False
    return tokens[cue.first - 1].text == "," or cue.verb is None


def _takes_clause(cue: Cue) -> bool:
    return cue.verb is None or cue.verb.use in ("say", "tell")


def _around(text: str, tokens: Sentence, cue: Cue, end: int) -> tuple[str, ...]:
    """The army, Talon said, would stay: the words on both sides, which the cue parts."""
    if cue.first < 2 or tokens[cue.first - 1].text != "," or cue.last >= end:
        return ()
    if tokens[cue.last].text != ",":
        return ()
    head, tail = tokens[: cue.first - 1], tokens[cue.last + 1 : end]
    if not tail or tail[0].low.endswith("ing") or tail[0].low in _NOT_ON or not _has_verb(head + tail):
        return ()
    return (
        printed(text, tokens, 0, cue.first - 1),
        printed(text, tokens, cue.last + 1, end),
    )


_NOT_ON = frozenset("who which whose as in on at after before while when but and while with a an the".split())


def _even(words: str) -> str:
    """Words without a mark at their end that nothing opened."""
    is_stray = words[-1:] in _STRAY and words.count('"') % 2 + words.count("”") > words.count("“")
    return words[:-1].rstrip(",") if is_stray else words


_STRAY = ('"', "”")


def _trimmed(tokens: Sentence, first: int, end: int) -> int:
    """Without the comma and conjunction that lead on to another clause."""
    while end > first and (
        tokens[end - 1].text in (",", ";") or tokens[end - 1].low in ("and", "but", "while", "whereas", "as", "et", "mais", "when")
    ):
        end -= 1
    return end


_FINITE = frozenset(
    """is are was were has have had do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't don't doesn't
    didn't est sont était étaient ont avait avaient sera seront serait seraient aurait va vont
    peut doit fait""".split()
)
_NO_CLAUSE = frozenset("of by and or how why what whether".split())
_EMPTY = frozenset("so nothing yes no little much something anything otherwise this that".split())


_LEAST_WORDS = 3


def _is_statement(tokens: Sequence[Token], cue: Cue, *, is_bare: bool) -> bool:
    """Whether reported words are a clause that says something.

    Args:
        tokens: The words.
        cue: Who is said to say them.
        is_bare: Whether nothing (no “that”) shows that a clause begins.
    """
    words = [token for token in tokens if token.is_word]
    if len(words) + sum(token.low[1:2] == "'" for token in words) < _LEAST_WORDS:
        return False
    first = words[0].low
    if first in ("which", "who", "whose", "whom", "to"):
        return False
    if is_bare and (first in _EMPTY or first in _NO_CLAUSE):
        return False
    if is_bare and first in ("if", "when", "while", "although", "unless", "once"):
        # Says if that happens, they will go; but asks if they will.
        return any(token.text == "," for token in tokens) and _has_verb(tokens)
    if not is_bare:
        return cue.follows == "clause" or _has_verb(tokens) or len(words) > 3
    if cue.verb is None or cue.verb.lemma in ("say", "tell", "dit"):
        return _has_verb(tokens) or len(words) > 3
    # She announced a plan, but has left: what is announced must be a clause by itself.
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
    return cue.verb.lemma in _BARE and any(token.low in _FINITE for token in tokens[:comma])


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Whether what stands before “…, Talon said” is a sentence by itself."""
    first = tokens[0].low
    return _has_verb(tokens) and not first.endswith("ing") and first not in _SUBORDINATES


_SUBORDINATES = frozenset("after before when while during since despite as if although asked".split())

_BARE = frozenset(
    """claim insist add announce allege admit acknowledge concede confirm argue warn report
    estimate inform assure explain predict suggest promise vow pledge reckon boast swear""".split()
)
"""Verbs that take a clause without “that”."""


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(
        token.low in _FINITE or token.low.endswith(("n't", "'s", "'re", "'ll")) or is_past_form(token.low)
        for token in tokens
        if not token.is_capital
    )
