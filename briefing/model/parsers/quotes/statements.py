"""Find what one sentence presents as said, quoted or reported, and its speakers.

A speaker may mention a claim, a note, a threat, or what they were told: the words quoted there are
not theirs. Any doubt attributes them to nobody.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.model.parsers.quotes.attributions import Cue
from briefing.model.parsers.quotes.circumstances import day_phrase
from briefing.model.parsers.quotes.reported import (
    Statement,
    reported,
    speaker_of,
)
from briefing.model.parsers.quotes.sentences import (
    Sentence,
    Word,
    begins_sentence,
    is_adverb,
    is_name,
)
from briefing.model.parsers.quotes.speakers import is_finite, who
from briefing.model.parsers.quotes.subjects import MOST, subject_after
from briefing.model.parsers.quotes.vocabulary import BE, DO, HAVE, LINKS, MODAL, forms
from briefing.model.parsers.words import word_set

_SPEECH = word_set(
    """accusation(s) claim(s) allegation(s) assertion(s) warning(s) complaint(s) suggestion belief
    view promise pledge threat(s) charge(s) remark(s) comment(s) statement(s) declaration(s)
    demand(s) boast(s) vow(s) insistence argument denial(s) rumour(s) rumor(s) report(s) insult(s)
    call(s) ultimatum"""
)
_TEXTS = word_set(
    """message(s) note(s) letter(s) leaflet(s) sign(s) banner(s) text(s) tweet(s) post(s) video(s)
    recording(s) slogan(s) answer reply response question words placard(s) communiqué caption email
    graffiti"""
)
_BESIDE = word_set("which who whose whom where qui que dont")
_HEARD = word_set("hear heard hears hearing see saw seen sees watched let made overheard")
_READS = word_set("read reads reading ran runs went goes say says said stated stating saying")
_WRITING = word_set("write post tweet blog repeat reiterate ask")
_CALLING = word_set("call label brand dub")
_PERFORMING = word_set("speak talk refer")
_FEWEST = 3
"""Words of a quotation that is more than a comment on a message: it was “clear”."""
_ABOUT = word_set("about via through during over against after")
_IN = word_set("in on by via through during at from")
_FARTHEST_THAT = 8
_JOINING = word_set("and or but et ou mais also")
_TURNING = word_set("while whereas then tandis for selon pour")
_SPEAKING = re.compile(r"\b(?:said|says|told|according to|a déclaré|a dit)\b")
_NAMING = word_set(
    """titled entitled called named dubbed nicknamed codenamed code-named headlined labelled labeled
    term word phrase slogan so-called hashtag song film movie book album programme program intitulé
    intitulée appelé appelée nommé baptisé baptisée surnommé mot terme headline banner placard
    poster caption inscription graffiti sign motto"""
)
_FEW = 6
"""Words between a verb and a quoted word that say more than the word alone."""
_FARTHEST = 10
"""Tokens between a verb and words that describe its object: accused them of “…”."""


def _is_of_another(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a quotation after a cue is by somebody the speaker mentions."""
    use = cue.use
    inside = tokens[max(cue.last, at - MOST) : at]
    if use == "describe" and any(
        token.text == "," and then.low in _BESIDE for token, then in pairwise(inside)
    ):
        return True
    # Said that, as Talon put it, “…”.
    lows = [token.low for token in inside]
    puts = (at for at, low in enumerate(lows[:-1]) if low in ("put", "puts") and at)
    if any(lows[at + 1] == "it" and "as" in lows[:at] for at in puts):
        return True
    return (
        _is_done_by(inside, is_description=use == "describe")
        or _is_passive(inside)
        or _is_heard(inside)
        or _is_of_speech(tokens, cue, at)
    )


def _is_done_by(inside: Sequence[Word], *, is_description: bool) -> bool:
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


def _is_passive(inside: Sequence[Word]) -> bool:
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


def _is_heard(inside: Sequence[Word]) -> bool:
    """Whether somebody is heard saying it: said he had heard Talon say “…”."""
    is_heard = False
    for token, then in pairwise(inside):
        is_heard = is_heard or token.low in _HEARD
        verb = forms().get(then.low)
        is_bare = verb is not None and verb.tense == "base" and token.low not in MODAL | DO
        if is_heard and is_bare and token.low != "to":
            return True
    return False


def _is_of_speech(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether the words are from a speech or text mentioned: Talon’s claim that it was “over”."""
    quotation = tokens[at].quotation
    first = quotation.words.split()[0].lower() if quotation else ""
    for noun in range(max(cue.at + 1, at - MOST), at):
        low = tokens[noun].low
        if (low not in _SPEECH and low not in _TEXTS) or _is_spoken_in(tokens, cue, noun):
            continue
        if _opens_that(tokens, noun, at):
            return True
        between = tokens[cue.last : noun]
        is_object = len(between) < _FEWEST and not any(token.is_capital for token in between)
        if cue.lemma in _WRITING and is_object:
            # Wrote a message to France: “…”
            continue
        rest = tokens[noun + 1 : at]
        # Called the claim “a lie”, said the claim “is a lie”: a comment on the claim.
        is_said_of_it = not rest and (cue.lemma in _CALLING or first in HAVE | BE | MODAL | DO)
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


def _opens_that(tokens: Sentence, noun: int, at: int) -> bool:
    """Whether “that” depends on a noun, and its clause reaches the quotation."""
    for place in range(noun + 1, min(noun + _FARTHEST_THAT, at)):
        token = tokens[place]
        if token.low == "that":
            # Claims that “…” were “nonsense”: the first quotation is the whole claim.
            return place + 1 == at or tokens[place + 1].quotation is None
        if not token.is_word or _has_finite([token]):
            break
    return False


def _is_adjacent(before: Word, rest: Sequence[Word]) -> bool:
    """Whether only a sign or an owner is between a noun and its quotation: Talon’s claim, “…”."""
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


def _has_finite(tokens: Sequence[Word]) -> bool:
    return any(map(is_finite, tokens))


def statements(tokens: Sentence, found: Sequence[Cue]) -> list[Statement]:
    """Parse a sentence: what is quoted, then what is reported, joined for one speaker."""
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
        _add_single(tokens, found, said, single)
    if loose and not said and not denied:
        alone = _alone(tokens, loose)
        if alone is not None:
            return [alone]
    direct = [
        statement
        for number, places in sorted(said.items(), key=lambda item: item[1])
        for statement in _direct(tokens, found, number, places, scattered=number in scattered)
    ]
    taken = [found[number] for number in said]
    return _together(direct) + ([] if denied else list(reported(tokens, found, taken)))


def _direct(
    tokens: Sentence, found: Sequence[Cue], number: int, places: Sequence[int], *, scattered: bool
) -> Iterator[Statement]:
    """The quotations of one cue, one by one if `scattered` or a name or a day comes between."""
    cue = found[number]
    one = Statement(
        (),
        is_direct=True,
        who=speaker_of(tokens, found, number),
        day=cue.day,
        lemma=cue.lemma,
        own=(cue.first, cue.at),
    )
    piece = [places[0]]
    for before, at in pairwise(places):
        between = [tokens[to] for to in range(before + 1, at) if not cue.first <= to < cue.last]
        is_named = cue.use != "describe" and _names_another(between)
        is_dated = any(day_phrase(between, to) for to in range(len(between)))
        if scattered or is_named or is_dated:
            yield one._replace(words=tuple(_words(tokens[each]) for each in piece))
            piece = []
        if is_named:
            one = one._replace(who=None)
        if is_named or is_dated:
            one = one._replace(day="", is_apart=True)
        piece.append(at)
    yield one._replace(words=tuple(_words(tokens[each]) for each in piece))


def _names_another(between: Sequence[Word]) -> bool:
    """Whether somebody is named right before a quotation: and Vedra “…”, and, for Vedra, “…”."""
    words = [token for token in between if token.is_word or token.is_name]
    while words and words[0].low in _JOINING | _TURNING:
        # Tandis que Vedra; but “…” and that Vedra “…” are one speaker's.
        words = words[1 + (words[0].low == "tandis") :]
    words = words[day_phrase(words, 0) :]
    is_clause = bool(words) and words[0].low in ("that", "que")
    return 0 < len(words) < _FARTHEST and not is_clause and who([words]) is not None


def _add_single(
    tokens: Sentence,
    found: Sequence[Cue],
    said: dict[int, list[int]],
    single: Sequence[tuple[int, int]],
) -> None:
    """Add single quoted words, unless they are part of words reported whole."""
    taken = [found[number] for number in said]
    whole = {each.who for each in reported(tokens, found, taken)}
    for cue, at in single:
        if cue in said:
            said[cue] = sorted([*said[cue], at])
        elif speaker_of(tokens, found, cue) not in whole:
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


def _has_words(token: Word) -> bool:
    """Whether a token is a quotation that says something and ends where it should."""
    quotation = token.quotation
    if quotation is None or not any(map(str.isalnum, quotation.words)):
        return False
    # An unclosed quotation may end anywhere once somebody speaks in it.
    return quotation.is_whole or not _SPEAKING.search(quotation.words)


def _words(token: Word) -> str:
    return token.quotation.words.rstrip(", ") if token.quotation else ""


def _together(direct: Sequence[Statement]) -> list[Statement]:
    """Join consecutive statements by one speaker."""
    joined: list[Statement] = []
    for each in direct:
        last = joined[-1] if joined else None
        is_same = last is not None and each.who is not None and last.who == each.who
        if last is not None and is_same and not each.is_apart and begins_sentence(each.words[0]):
            day = last.day or each.day
            joined[-1] = last._replace(words=last.words + each.words, day=day)
        else:
            joined.append(each)
    return joined


# The cue of a quotation --------------------------------------------------------------------------


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
            and cue.use != "describe"
            and tokens[cue.first - 1].text == ","
        ),
        None,
    )


def _is_word_inside(tokens: Sentence, at: int, cue: Cue) -> bool:
    """Whether it is one word among those reported: said the “caliphate” was over."""
    quotation = tokens[at].quotation
    if quotation is None or " " in quotation.words or not cue.takes_clause:
        return False
    after = tokens[at + 1 : cue.first] if cue.first > at else tokens[at + 1 :]
    is_alone = sum(token.quotation is not None for token in tokens) == 1
    is_inner = any(token.is_word for token in after) or (is_alone and at - cue.last > _FEW)
    return is_inner and _first_quoted(tokens, cue) != at


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
            return None if _is_of_another(tokens, cue, at) else number
    return None


def _may_follow(tokens: Sentence, cue: Cue, at: int) -> bool:
    """Whether a cue can present a quotation after it as said."""
    is_first = _first_quoted(tokens, cue) == at
    if cue.use == "quote":
        # Right after the verb, or after a sign that opens it.
        before = tokens[at - 1]
        return is_first and (before.text in (",", ":") or before.low in forms())
    if cue.use == "describe" and at - cue.last > _FARTHEST:
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
        and cue.takes_clause
    )


def _right_after(tokens: Sentence, at: int, found: Sequence[Cue]) -> int | None:
    """The cue right after a quotation, with at most a comma or dash in between."""
    for number, cue in enumerate(found):
        if cue.first <= at:
            continue
        between = tokens[at + 1 : cue.first]
        is_near = all(token.text in (",", ".") or token.is_dash for token in between)
        return (
            number
            if is_near and not (cue.is_joined or cue.carries or cue.use == "describe")
            else None
        )
    return None


# Quotations without a verb ------------------------------------------------------------------------


def _alone(tokens: Sentence, loose: Sequence[int]) -> Statement | None:
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
        named = who(chunks)
        is_all = end >= len(tokens) - 1 and named is not None and bool(named.names)
        return said._replace(who=named) if is_all else None
    if first == 0 and tokens[0].quotation and tokens[0].quotation.words[-1] in ",?!":
        # “…,” Talon shot back: speech with an unknown verb.
        return said
    if before and before[-1].text == ":" and is_last:
        chunks, end = subject_after(tokens, 0)
        named = who(chunks)
        is_all = end == first - 1 and named is not None and bool(named.names)
        is_full = sum(token.is_capital for token in before) > 1
        is_sentence = tokens[first].quotation is not None and not tokens[first].is_name
        if is_all:
            return said._replace(who=named, is_guess=not is_full)
        return said if is_sentence else None
    return None
