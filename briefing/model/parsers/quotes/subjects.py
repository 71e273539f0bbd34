"""The subject of a verb of saying: before it, after it, or at the beginning of its sentence."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing.model.parsers.quotes.circumstances import day_phrase
from briefing.model.parsers.quotes.sentences import Sentence, Word, printed
from briefing.model.parsers.quotes.speakers import (
    Who,
    is_finite,
    is_known,
    is_known_as,
    is_noun_phrase,
    is_past_form,
    is_plain_name,
    speaks_for_sure,
    who,
)
from briefing.model.parsers.quotes.vocabulary import (
    BE,
    CIRCUMSTANCES,
    CONNECTORS,
    DETERMINERS,
    DO,
    EDGES,
    HAVE,
    JOINS,
    LINKS,
    MODAL,
    NOBODY,
    PRONOUNS,
    SPEAKING_NOUNS,
    UNREAL,
    forms,
)
from briefing.model.parsers.words import word_set

_LEADING = LINKS | word_set("alongside beside against about behind over")
_SHARING = word_set("and or et with alongside against for by")
"""Words that add a second candidate for “who”: rebels with Talon, who said."""
_LIKE = word_set("as than")
"""Words before somebody's likeness, unless a clause begins with them."""
_LIKENED = word_set(
    """dressed disguised known identified introduced described named listed presented regarded such
    masked portrayed styled who more less that"""
)
_WHO = word_set("who which qui")
MOST = 40
"""Tokens examined on each side of a verb."""
_AND = word_set("and but et")
_BEFORE_CLAUSE = word_set("even just much exactly and but precisely")
_LONGEST_LETTERS = 5
"""Tokens of a bracket that is part of a name: the movement (MNLA)."""
_INSIDE = word_set("what which whom")
_PARTED = word_set("after before since following during ahead")
_ISSUED = word_set(
    "issued released published made given posted read distributed signed sent received broadcast"
)
_LONGEST_DAY = 4
_MEANWHILE = word_set("while whereas")
STOPS = word_set(
    """on to after before while when during following as who which that where because since amid
    against about by than but and if whether adding saying speaking referring late early yesterday
    today tonight via through over sous qui que lors dans lundi mardi mercredi jeudi vendredi samedi
    dimanche hier sur après avant devant par is was were are has had have would will could"""
)
_HANGING = word_set("in at with near for à au en avec")
"""Prepositions that attach to a noun but not to a name: a resident in Gao; but Talon, in Gao."""


def _is_clause(chunk: Sequence[Word], verb: int) -> bool:
    """Whether a verb has its subject in a phrase: Talon spoke; but rebels led by Talon."""
    subject = chunk[verb - 1]
    is_by = verb + 1 < len(chunk) and chunk[verb + 1].low in ("by", "par")
    is_name = subject.is_capital and not is_known(subject.low) and not is_by
    return is_name or not is_past_form(chunk[verb].low)


def _makes_clause(chunk: Sequence[Word], at: int) -> bool:
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


def _antecedent(after: Sequence[Word], *, hides: bool) -> Who | None:
    """Whom “who” means after a verb and its object; None if it could be either."""
    while after and (after[0].low in _LEADING or after[0].low.endswith("é")):
        after = after[1:]
    links = [at for at, token in enumerate(after) if token.low in LINKS | _SHARING]
    if links and not speaks_for_sure(after[: links[0]]):
        # Support for Talon, who said: not the support.
        after = after[links[-1] + 1 :]
    elif links and (any(after[at].low in _SHARING for at in links) or not after[-1].is_capital):
        return None
    return who([after], hides=hides) if speaks_for_sure(after) else None


class Subject(NamedTuple):
    """The subject of a verb.

    Attributes:
        first: Where it begins.
        who: The speaker; None if not understood.
        is_joined: Whether it comes after while, but, and.
        is_denied: Whether it is nobody, or hypothetical: no one, if he.
        day: The day before it.
        inside: The word that embeds the clause in another: what he calls, which he says.
        is_beside: Whether commas enclose something between it and the verb.
        is_left_out: Whether the verb shares the subject of the one before: and said.
    """

    first: int
    who: Who | None
    is_joined: bool = False
    is_denied: bool = False
    day: str = ""
    inside: str = ""
    is_beside: bool = False
    is_left_out: bool = False


def subject_before(tokens: Sentence, end: int, *, hides: bool) -> Subject:
    """Find the subject before a verb with its auxiliaries."""
    end = _without_insertion(tokens, end)
    is_relative = end > 0 and tokens[end - 1].low in _WHO
    if is_relative:
        # Talon, who said …: Talon is the subject.
        end -= 1
        end -= end > 0 and tokens[end - 1].text == ","
    first = _edge(tokens, end)
    chunk = tokens[first:end]
    if not chunk:
        return _between_commas(tokens, end, hides=hides)
    if chunk[-1].low in _AND or all(token.low in CONNECTORS for token in chunk):
        # Talon came and said; but “However, said” has no subject.
        return Subject(end - 1, None, is_left_out=end > 1 and chunk[-1].low in _AND)
    before = tokens[first - 1].low if first else ""
    if before in _LIKE and is_relative:
        # Portrayed as a man who says so: perhaps nobody said it.
        return Subject(end, None)
    # “As” opens a clause in “…, as Talon said” and “even as Talon said”.
    opens = first < 2 or not tokens[first - 2].is_word or tokens[first - 2].low in _BEFORE_CLAUSE
    if before in _LIKE and not opens:
        return _likened(tokens, first - 1, end, hides=hides)
    if before in _PARTED and (issued := _issued(tokens, first - 1)):
        return Subject(issued[0], who([tokens[issued[0] : issued[1]]], hides=hides))
    if is_relative and (copula := _after_copula(chunk)):
        # It was Talon who said so.
        chunk, first = chunk[copula:], first + copula
    elif is_relative and (meant := _after_clause(chunk, end, hides=hides)):
        return meant
    joined = before in JOINS
    while chunk and chunk[0].low in CONNECTORS and len(chunk) > 1:
        joined = joined or (chunk[0].low in ("and", "et") and first > 0)
        chunk, first = chunk[1:], first + 1
    day = _day_at_start(tokens, first - 1) if before == "," else ""
    if (length := day_phrase(chunk, 0)) and length < len(chunk):
        day = printed(chunk, 0, length)
        chunk, first = chunk[length:], first + length
    # The ministry on Sunday said.
    lengths = range(min(_LONGEST_DAY, len(chunk) - 1), 0, -1)
    ends = (each for each in lengths if day_phrase(chunk, len(chunk) - each) == each)
    if trailing := next(ends, 0):
        # Seen by the agency last month said: the day it was seen.
        is_said = not any(is_past_form(token.low) for token in chunk)
        day = day or (printed(chunk, len(chunk) - trailing) if is_said else "")
        chunk = chunk[:-trailing]
    if len(chunk) > 3 and chunk[-3].low == "in" and chunk[-1].low in CIRCUMSTANCES:
        # The agency in a statement said.
        chunk = chunk[:-3]
    if not chunk or chunk[0].low in NOBODY or chunk[0].low == "no":
        return Subject(first, None, joined, is_denied=bool(chunk))
    found = Subject(first, who([chunk], hides=hides), joined, before in UNREAL, day)
    is_inside = before in _INSIDE or (before == "who" and found.who is not None)
    found = found._replace(inside=before if is_inside else "")
    found = _of_several(tokens, chunk, found, hides=hides)
    if found.who is None and before in _WHO:
        # A man who asked not to be named said: the clause belongs to the man.
        last = first - 1
        man = _edge(tokens, last)
        return found._replace(first=man, who=who([tokens[man:last]], hides=hides))
    return found


def _after_clause(chunk: Sentence, end: int, *, hides: bool) -> Subject | None:
    """Parse Talon thanked Vedra, who said so; None for a group led by Talon, not a clause."""
    verb = next((at for at in range(len(chunk) - 1, 0, -1) if _makes_clause(chunk, at)), None)
    if verb is None or not (_is_clause(chunk, verb) or who([chunk], hides=hides) is None):
        return None
    after = chunk[verb + 1 :]
    is_nobody = bool(after) and after[0].low in NOBODY | {"no"}
    meant = None if is_nobody else _antecedent(after, hides=hides)
    return Subject(end, meant, is_denied=is_nobody)


def _after_copula(chunk: Sentence) -> int:
    """Where the description of somebody begins; 0 if the verb is passive."""
    after = max((at + 1 for at, token in enumerate(chunk) if token.low in BE), default=0)
    is_somebody = after < len(chunk) and chunk[after].low in NOBODY | {"no"}
    return after if is_somebody or who([chunk[after:]]) is not None else 0


def _likened(tokens: Sentence, at: int, end: int, *, hides: bool) -> Subject:
    """Parse a man posing as Talon said, a man as feared as Talon said: the man is the subject."""
    first = _edge(tokens, at)
    for _ in range(2):
        if first and tokens[first - 1].low in _LIKE | _WHO | {"that"}:
            first = _edge(tokens, first - 1)
    nouns = (tokens[first:to] for to in range(min(at, first + MOST), first, -1))
    man = next((each for chunk in nouns if (each := who([chunk], hides=hides))), None)
    between = tokens[first + 1 : at]
    is_source = man is not None and man.anonymity == "unnamed" and not man.names
    is_plain = not any(token.is_capital for token in between)
    # Posing as Talon; but residents fled as Talon spoke.
    is_ing = bool(between) and between[-1].low.endswith("ing")
    is_likening = is_ing or any(token.low in _LIKENED | _LIKE for token in between)
    if man is None or not (is_source and is_plain and is_likening):
        return Subject(first, None)
    return Subject(first, man._replace(text=printed(tokens, first, end)))


def _without_insertion(tokens: Sentence, end: int) -> int:
    """Skip what dashes or brackets insert before a verb: Talon (he fled in May) said."""
    if end < 1 or not (tokens[end - 1].is_dash or tokens[end - 1].text == ")"):
        return end
    opens = "(" if tokens[end - 1].text == ")" else ""
    for at in range(end - 2, max(0, end - MOST), -1):
        if tokens[at].text == opens or (not opens and tokens[at].is_dash):
            is_long = end - at > _LONGEST_LETTERS
            return at if is_long or not opens else end
    return end


def _of_several(tokens: Sentence, chunk: Sentence, found: Subject, *, hides: bool) -> Subject:
    """A subject of two joined by “and”, or the second if the first is not a speaker."""
    cut = max((at for at, token in enumerate(chunk) if token.low in ("and", "et")), default=0)
    if not cut:
        return found
    parts = chunk[:cut], chunk[cut + 1 :]
    before = tokens[found.first - 1].text if found.first else ""
    if all(map(is_plain_name, parts)) and before == "," and found.first > 1:
        # Algeria, Mali and Niger said: the last two are not the whole subject.
        listed = tokens[_edge(tokens, found.first - 1) : found.first - 1]
        return found._replace(who=None) if is_plain_name(listed) else found
    if all(map(speaks_for_sure, parts)):
        return found
    second = who([parts[1]], hides=hides)
    return found._replace(who=second, is_joined=True, first=found.first + cut + 1)


def _issued(tokens: Sentence, end: int) -> tuple[int, int] | None:
    """Parse a statement issued after a meeting said: the statement speaks, not the meeting."""
    if end < 2 or tokens[end - 1].low not in _ISSUED:
        return None
    first = _edge(tokens, end - 1)
    return (first, end - 1) if is_noun_phrase(tokens[first : end - 1]) else None


def _day_at_start(tokens: Sentence, end: int) -> str:
    """The day that opens the sentence, or comes before a comma: On Monday, X said."""
    for first in (0, 1):
        length = day_phrase(tokens, first)
        if length and first + length == end:
            return printed(tokens, first, end)
    return ""


def _edge(tokens: Sentence, end: int) -> int:
    """Where the phrase that ends before a token begins: after a sign or a conjunction."""
    first = end
    while first > 0 and end - first < MOST:
        token = tokens[first - 1]
        if token.text == ")":
            near = range(first - 2, max(-1, first - 2 - _LONGEST_LETTERS), -1)
            opening = next((at for at in near if tokens[at].text == "("), None)
            if opening is None:
                break
            first = opening
            continue
        if token.quotation is not None:
            if not token.is_name:
                break
        elif not (
            _may_be_inside(token, tokens[first] if first < end else None)
            or is_known_as(tokens, first - 1)
        ):
            break
        first -= 1
    return first


def _may_be_inside(token: Word, following: Word | None) -> bool:
    """Whether a token can be part of a phrase; acronyms such as OR are names."""
    if not token.is_word:
        return token.text in ("&", "/")
    verb = forms().get(token.low) if token.text.islower() else None
    if verb is not None and verb.use in ("say", "tell") and verb.tense in ("past", "present"):
        # A claimed success; but alleged a staff member had told him.
        has_object = following is not None and following.low in DETERMINERS | PRONOUNS
        is_participle = token.low.endswith("ed") and not has_object
        return is_participle or token.low in SPEAKING_NOUNS
    return token.low not in EDGES or token.text.isupper()


def _between_commas(tokens: Sentence, end: int, *, hides: bool) -> Subject:
    """Parse Talon, the commander, said; Talon, who leads them, said."""
    nobody = Subject(end, None)
    if end < 2 or tokens[end - 1].text != ",":
        return nobody
    chunks: list[Sentence] = []
    places: list[int] = []
    first = close = end - 1
    while close > 0 and len(chunks) < 3 and end - close < MOST:
        first = close
        while first > 0 and tokens[first - 1].text not in (",", ";", ":"):
            if tokens[first - 1].quotation is not None or tokens[first - 1].is_dash:
                break
            first -= 1
        chunk = tokens[first:close]
        chunk, is_joined = _without_opening(chunk)
        opener = chunk[0].low if chunk else ""
        if chunk and is_noun_phrase(chunk) and day_phrase(chunk, 0) != len(chunk):
            chunks.insert(0, chunk)
            places.insert(0, close - len(chunk))
        elif _is_skippable(chunk):
            pass
        elif chunks or not chunk or opener in UNREAL:
            if len(chunks) == 1 and not _LIKE.isdisjoint(token.low for token in chunk):
                # A man posing as Talon, the emir, said: the emir is not the speaker.
                return nobody
            break
        elif first == 0 or tokens[first - 1].text != ",":
            return nobody
        close = first - 1
        if is_joined or first == 0 or tokens[first - 1].text != ",":
            break
    if not chunks:
        return nobody
    # A name and a description can be one person, two names cannot.
    while len(chunks) > 1 and not (
        all(who([chunk]) for chunk in chunks) and sum(map(is_plain_name, chunks)) < 2
    ):
        chunks, places = chunks[1:], places[1:]
    is_beside = len(chunks) > 1 or places[0] + len(chunks[0]) < end - 1
    is_joined = places[0] > 0 and tokens[places[0] - 1].low in _MEANWHILE
    return Subject(places[0], who(chunks, hides=hides), is_joined, is_beside=is_beside)


def _without_opening(chunk: Sentence) -> tuple[Sentence, bool]:
    """A phrase without what joins it to the clause before, and whether while joins it."""
    places = (at + 1 for at, token in enumerate(chunk) if token.low in _MEANWHILE)
    joined = max(places, default=0)
    chunk = chunk[joined:]
    while len(chunk) > 1 and chunk[0].low in CONNECTORS and not _is_skippable(chunk):
        chunk = chunk[1:]
    return chunk, joined > 0


def _is_skippable(chunk: Sentence) -> bool:
    """Whether it is an age or a turn-taking phrase: Talon, 42, said; Vedra, for her part."""
    if not chunk:
        return False
    is_turn = chunk[0].low == "for" and chunk[-1].low == "part"
    return is_turn or (len(chunk) == 1 and chunk[0].text.isdigit())


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


def _is_beside(tokens: Sequence[Word]) -> bool:
    """Whether a phrase between commas describes somebody, rather than being a list or clause."""
    return (
        is_noun_phrase(tokens) and not tokens[0].text[0].isdigit() and tokens[0].low not in PRONOUNS
    )


def _phrase_end(tokens: Sentence, at: int) -> int:
    """Where the noun phrase that begins at a token ends."""
    end = at
    while end < len(tokens) and end - at < MOST:
        token = tokens[end]
        if token.text == "(":
            near = range(end + 1, min(end + 7, len(tokens)))
            closing = next((place for place in near if tokens[place].text == ")"), None)
            if closing is None:
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


def _ends_phrase(tokens: Sentence, at: int) -> bool:
    token, previous = tokens[at], tokens[at - 1]
    if token.low in ("and", "et") and _goes_on_naming(tokens, at + 1):
        return False
    if token.low == "par" and at + 1 < len(tokens) and tokens[at + 1].low == "intérim":
        return False
    if token.low in STOPS or day_phrase(tokens, at):
        return True
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    is_bound = previous.is_capital or following in _LIKE
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


def subject_of(tokens: Sentence, end: int) -> Who | None:
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
            return who(chunks)
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
