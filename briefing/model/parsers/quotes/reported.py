"""Find reported speech without quotation marks: the clause as written, and its speaker.

Half of wire copy is such speech: X said that …, X says he …, …, X said, according to X, …. Its
words are taken whole, to the end of the sentence or to the next speaker. A verb that also takes
other objects (announce, report, claim) counts only if a clause follows.

After a comma and “but”, a gloss (“a claim the army denied”) or another view, it is unclear whose
words follow. They are cut there if a clause comes before, and otherwise taken whole.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing.model.parsers.quotes.attributions import QUOTING, Cue
from briefing.model.parsers.quotes.sentences import Sentence, Word, is_adverb, printed
from briefing.model.parsers.quotes.speakers import Who, is_finite, is_known, is_past_form
from briefing.model.parsers.quotes.subjects import MOST, subject_of
from briefing.model.parsers.quotes.vocabulary import (
    BE,
    DETERMINERS,
    GOES_ON,
    PRONOUNS,
    SPEAKING_NOUNS,
    forms,
)
from briefing.model.parsers.words import word_set

_AGAINST = word_set(
    """but though although while whereas yet however albeit despite contradicting contrary disputing
    compared unlike versus instead nevertheless nonetheless except against prompting drawing
    sparking triggering raising mais tandis alors pourtant cependant contrairement which contrast"""
)
"""After a comma, words that follow these may be the reporter's own."""
_PAIRED = word_set("even in if ce by")
"""Words that belong to one of those after them: even though, in contrast, by contrast."""
_WITHIN = word_set("but though although whereas mais")
"""Without a comma these begin a contrast only before a subject and its verb."""
_GLOSSES = word_set(
    """claim(s) charge(s) allegation(s) accusation(s) assertion figure(s) number toll version
    account statement denial report estimate view contention suggestion notion idea assessment
    announcement something admission position argument explanation affirmation chiffre bilan"""
)
_LONGEST_GLOSS = 5
_CONDITIONS = word_set(
    "if when while as after before although though once unless since whenever because"
)
_ASIDE = word_set("not less no never disagrees disagreed does did denies denied disputes disputed")
_LONGEST_NAME = 4
_OPENING = 3
"""Tokens before the subject of an opening clause: even as Talon said."""
_NEAR = 6
_BESIDE = word_set("while whereas but and although though et mais tandis")
_LEADING_ON = word_set("and but while whereas as et mais when though although , ;")
_FROM_WHOM = word_set(
    "citing quoting speaking joint jointe interrogé interrogée contacté contactée sans"
)
_PASSING_ON = word_set("quoting citing citant attributing")
_WHO = word_set("who which that qui")
_NOT_ON = word_set("who which whose as in on at after before while when but and with a an the")
_FINITE = word_set(
    """is are was were has have had do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't don't doesn't
    didn't est sont était étaient ont avait avaient sera seront serait seraient aurait va vont peut
    doit fait"""
)
_BARE = word_set(
    """claim insist add announce allege admit acknowledge concede confirm argue warn report estimate
    inform assure explain predict suggest promise vow pledge reckon boast swear"""
)
"""Verbs that take a clause without “that”, and other objects too."""
_NO_CLAUSE = word_set("of by and or how why what whether so yes otherwise")
_SELDOM_CLAUSE = word_set("nothing no little much something anything this that")
_FAR = 5
"""Words within which such a clause has its verb."""
_INNER = word_set("how which who whom whose that where why whether what")
_IFS = word_set("if when while although unless once")
_OF_NOUNS = word_set("which who whose whom to")
_SUBORDINATES = word_set("after before when while during since despite as if although asked")
_FEWEST, _ENOUGH = 3, 4
"""The fewest words of a clause, and the number that needs no known verb."""


class Statement(NamedTuple):
    """Something presented as said.

    Attributes:
        words: The words, in the parts in which they appear.
        is_direct: Whether they are quoted.
        who: The speaker; None if nobody is named, or it is not understood.
        day: The day, as printed.
        lemma: The verb of saying, or "".
        is_loose: Whether it stands alone without a speaker.
        is_guess: Whether `who` is the speaker only if a record has that name: “Motto: …” has no
            speaker.
        reach: How many tokens of the sentence name people a later pronoun can mean: those beside
            the verb and the subject of what is reported, none further inside; 0 for all.
        own: The tokens that name the speaker: the first, and the verb after them.
        is_apart: Whether a name or a day comes between it and the speaker's words before it.
    """

    words: tuple[str, ...]
    is_direct: bool
    who: Who | None
    day: str = ""
    lemma: str = ""
    is_loose: bool = False
    is_guess: bool = False
    reach: int = 0
    own: tuple[int, int] = (0, 0)
    is_apart: bool = False


def speaker_of(tokens: Sentence, found: Sequence[Cue], number: int) -> Who | None:
    """The speaker of a cue; a cue without a subject has that of its sentence."""
    cue = found[number]
    if _is_second_hand(tokens, cue) or _are_two_sources(tokens, found, number):
        return None
    if cue.first and tokens[cue.first - 1].low == "whose":
        return None
    if not cue.carries:
        return cue.who
    before = next((each for each in reversed(found[:number]) if not each.carries), None)
    is_doubtful = _may_be_anothers(tokens[before.last if before else 0 : cue.first])
    if before is not None:
        # In “…, which Talon called a mistake, saying …” it may be somebody else.
        goes_on = cue.lemma in GOES_ON
        return None if before.inside or (is_doubtful and not goes_on) else before.who
    subject = None if is_doubtful else subject_of(tokens, cue.first)
    # An attack cannot speak.
    can_speak = subject and (subject.pronoun or subject.anonymity or subject.is_office)
    return subject if can_speak else None


def _is_second_hand(tokens: Sentence, cue: Cue) -> bool:
    """Whether the speaker passes on another's words: said AFP, citing a colonel; which cited him.

    Of “quoted Talon as saying”, Talon is the speaker.
    """
    beside = tokens[max(0, cue.first - _NEAR) : cue.last + _NEAR]
    if tokens[cue.at].low in QUOTING:
        beside = [*tokens[max(0, cue.first - _NEAR) : cue.first], *tokens[cue.last :][:_NEAR]]
    lows = ["", *(token.low for token in beside)]
    return any(
        low in _PASSING_ON or (before in _WHO and low in QUOTING | {"attributed"})
        for before, low in pairwise(lows)
    )


def _are_two_sources(tokens: Sentence, found: Sequence[Cue], number: int) -> bool:
    """Whether it is one of two attributions in a row: RFI reports, according to Talon.

    Whose words follow is unclear: Talon said, according to RFI.
    """
    for first, second in pairwise(found[max(0, number - 1) : number + 2]):
        between = tokens[first.last : second.first]
        is_near = all(token.text == "," or token.quotation is not None for token in between)
        if is_near and first.verb is not None and second.verb is None:
            return True
    return False


def _may_be_anothers(between: Sequence[Word]) -> bool:
    """Whether “…, saying” may have another subject: claimed by the group, met a man who called."""
    for at, token in enumerate(between):
        if token.low in ("who", "whom", "whose"):
            return True
        is_done = at > 1 and is_past_form(between[at - 1].low)
        if token.low == "by" and is_done and between[at - 2].low in BE:
            return True
    return False


def reported(
    tokens: Sentence, found: Sequence[Cue], taken: Sequence[Cue] = ()
) -> Iterator[Statement]:
    """Find the reported speech in a sentence, where the words of the cues `taken` are quoted."""
    if not found or tokens[-1].text == "?":
        return
    end = _end(tokens)
    last = found[-1]
    if last not in taken and _is_tag(tokens, last, end):
        # “…, Talon said” at the end: the whole sentence is reported.
        head = tokens[: last.first - (tokens[last.first - 1].text == ",")]
        is_french = last.verb is not None and last.verb.is_french
        # Unlike in “…, but 20 according to Vedra”, all before it must be the speaker's.
        is_parted = last.first > 0 and tokens[last.first - 1].text == ","
        is_whole = is_parted or _contrast(tokens, 0, last.first) == last.first
        is_sound = (is_whole and _is_sentence(head)) or (is_french and len(head) >= _ENOUGH)
        is_sound = is_sound and not _are_two_sources(tokens, found, len(found) - 1)
        if not taken and not last.is_denied and last.who is not None and is_sound:
            yield _paraphrase((_even(printed(head)),), last.who, last)
        return
    covered = 0
    for number, cue in enumerate(found):
        if cue in taken:
            covered = max(covered, cue.last)
        elif (
            cue.first < covered
            or (cue.first > 0 and tokens[cue.first - 1].text == "(")
            or not (cue.takes_clause or cue.is_denied)
        ):
            continue
        elif cue.is_denied:
            covered = end
        elif made := _of_cue(tokens, found, number, taken):
            yield made[0]
            covered = made[1]


def _of_cue(
    tokens: Sentence, found: Sequence[Cue], number: int, taken: Sequence[Cue]
) -> tuple[Statement, int] | None:
    """What a cue reports, and where that ends."""
    cue, end = found[number], _end(tokens)
    who = speaker_of(tokens, found, number)
    if who is None or cue.inside or cue.follows == "quotation":
        return None
    # “According to” after a subject or clause: Gao, according to Talon, fell.
    is_within = (
        cue.verb is None
        and _is_between(tokens, cue, end)
        and (_has_verb(tokens[: cue.first]) or _is_finite(tokens[cue.last + 1]))
    )
    if cue.follows == "nothing" or is_within:
        made = None if taken else _around(tokens, cue, end)
        return (_paraphrase(made[0], who, cue), made[1]) if made else None
    following = (each.first for each in found[number + 1 :] if _begins(tokens, each, taken))
    semicolon = (at for at in range(cue.last, end) if tokens[at].text == ";")
    stop = min(end, next(following, end), next(semicolon, end))
    opens = cue.verb is None or (cue.follows == "clause" and not _is_spoken_of(tokens, cue.last))
    begin = cue.last + opens
    begin += begin < stop and tokens[begin].text == ","
    clause = _clause_end(tokens, cue.first, begin, stop)
    own = _contrast(tokens, begin, clause) if clause is not None else None
    if own is None:
        return None
    stop = _trimmed(tokens, begin, own)
    is_bare = cue.follows == "words" and cue.verb is not None
    if not _is_statement(tokens[begin:stop], cue, is_bare=is_bare):
        return None
    said = printed(tokens, begin, stop)
    said = said[len("qu'") :] if tokens[begin].low.startswith("qu'") else said
    reach = next((at for at in range(begin, stop) if _has_verb([tokens[at]])), stop)
    return _paraphrase((_even(said),), who, cue)._replace(reach=reach), stop


def _paraphrase(parts: tuple[str, ...], who: Who, cue: Cue) -> Statement:
    own = (cue.first, cue.at)
    return Statement(parts, is_direct=False, who=who, day=cue.day, lemma=cue.lemma, own=own)


# Where reported words begin and end --------------------------------------------------------------


def _begins(tokens: Sentence, cue: Cue, taken: Sequence[Cue]) -> bool:
    """Whether a cue starts another speaker's words, as in “while Talon said”."""
    if cue in taken:
        return True
    before = tokens[cue.first - 1].low if cue.first else ""
    if cue.who is None or cue.follows == "nothing":
        return False
    is_speech = cue.takes_clause or cue.is_denied
    if before == "," and tokens[0].low in _BESIDE:
        # While Talon said one thing, Vedra said another.
        return is_speech
    return before == ";" or (is_speech and cue.is_joined and before in _BESIDE)


def _is_spoken_of(tokens: Sentence, at: int) -> bool:
    """Whether “that” is no conjunction: he says that depends on Talon; or qu' has an antecedent."""
    if tokens[at].low.startswith("qu'"):
        return True
    if tokens[at].low != "that" or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    is_present = following.low.endswith("s") and not following.is_capital
    is_present = is_present and at + 2 < len(tokens) and tokens[at + 2].low in ("on", "to", "the")
    return _is_finite(following) or is_present


def _end(tokens: Sentence) -> int:
    """Where a sentence ends, without its sign."""
    end = len(tokens)
    while end and tokens[end - 1].text in (".", ";", ",", "…"):
        end -= 1
    return end


def _trimmed(tokens: Sentence, first: int, end: int) -> int:
    """The end without the comma and conjunction that lead to the next clause."""
    while end > first and (
        tokens[end - 1].text in (",", ";") or tokens[end - 1].low in _LEADING_ON
    ):
        end -= 1
    return end


def _is_tag(tokens: Sentence, cue: Cue, end: int) -> bool:
    """Whether a cue ends a sentence that comes before it."""
    if cue.carries or cue.first == 0 or not cue.takes_clause:
        return False
    # The speaker's own source may follow: …, citing a hospital source.
    after = tokens[cue.last : cue.last + 2]
    if cue.last < end and not (after[0].text == "," and after[-1].low in _FROM_WHOM):
        return False
    return tokens[cue.first - 1].text == "," or cue.verb is None


def _is_between(tokens: Sentence, cue: Cue, end: int) -> bool:
    """Whether commas separate a cue from words on both sides."""
    is_after = cue.first > 1 and (tokens[cue.first - 1].text == "," or cue.verb is None)
    return is_after and cue.last + 1 < end and tokens[cue.last].text == ","


def _around(tokens: Sentence, cue: Cue, end: int) -> tuple[tuple[str, ...], int] | None:
    """The words on both sides, and where they end: the army, Talon said, would stay.

    Only the sentence before, if another begins after: Gao had fallen, Talon said, but …
    """
    if not _is_between(tokens, cue, end):
        return None
    head = tokens[: cue.first - (tokens[cue.first - 1].text == ",")]
    tail = tokens[cue.last + 1 : end]
    goes_on = tail[0].low.endswith("ing") or tail[0].low in _NOT_ON
    if goes_on or _begins_contrast(tail):
        is_whole = _is_sentence(head) and _contrast(tokens, 0, len(head)) == len(head)
        return ((_even(printed(head)),), cue.last) if is_whole else None
    stop = _contrast(tokens, cue.last + 1, end)
    if stop is None or not _has_verb([*head, *tokens[cue.last + 1 : stop]]):
        return None
    return (printed(head), printed(tokens, cue.last + 1, stop)), end


def _even(said: str) -> str:
    """Words without an unmatched mark at their end."""
    is_stray = said[-1:] in ('"', "”")
    is_stray = is_stray and said.count('"') % 2 + said.count("”") > said.count("“")
    return said[:-1].rstrip(",") if is_stray else said


# What is a clause --------------------------------------------------------------------------------


def _is_statement(tokens: Sequence[Word], cue: Cue, *, is_bare: bool) -> bool:
    """Whether words are a clause that says something; no “that” opens it if `is_bare`."""
    said = [token for token in tokens if token.is_word or token.is_name]
    length = len(said) + sum(token.low[1:2] == "'" for token in said)
    if length < _FEWEST or said[0].low in _OF_NOUNS:
        return False
    if not is_bare:
        return cue.follows == "clause" or _has_verb(tokens) or length >= _ENOUGH
    if said[0].low in _NO_CLAUSE:
        return False
    if said[0].low in _SELDOM_CLAUSE:
        # Said nothing had changed; but said nothing else.
        return any(map(_is_finite, said[1:_FAR]))
    if said[0].low in PRONOUNS:
        return True
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
    if said[0].low in _IFS:
        # Says if that happens, they will go; but asks if they will.
        return comma < len(tokens) and _has_verb(tokens)
    if cue.lemma in ("say", "tell", "dit"):
        return _has_verb(tokens) or length >= _ENOUGH
    # She announced a plan, but has left: only a complete clause counts as reported.
    first = next((at for at, token in enumerate(tokens[:comma]) if _is_finite(token)), 0)
    is_inner = any(token.low in _INNER for token in tokens[:first])
    return cue.lemma in _BARE and first > 0 and not is_inner


def _is_sentence(tokens: Sequence[Word]) -> bool:
    """Whether the words before “…, Talon said” are a sentence by themselves."""
    first = tokens[0].low if tokens else ""
    is_amount = first == "as" and len(tokens) > 1 and tokens[1].low in ("many", "much", "few")
    if first in _SUBORDINATES and not is_amount:
        # While they fought, others fled: the main clause comes after the comma.
        commas = (at for at, token in enumerate(tokens) if token.text == ",")
        tokens = tokens[next(commas, len(tokens)) :]
    return _has_verb(tokens) and not first.endswith("ing")


def _is_finite(token: Word) -> bool:
    """Whether a word is a form of be, have or do, or a modal; May is a month, and Will a man."""
    return token.low in _FINITE and not token.is_capital


def _has_verb(tokens: Sequence[Word]) -> bool:
    return any(
        token.low in _FINITE
        or token.low.endswith(("n't", "'s", "'re", "'ll"))
        or is_past_form(token.low)
        for token in tokens
        if not token.is_capital
    )


# Where the report's own words begin --------------------------------------------------------------


def _contrast(tokens: Sentence, first: int, end: int) -> int | None:
    """Where reported words end before the sentence does; None if others' words are inside them."""
    has_verb = is_paired = False
    is_condition = first < end and tokens[first].low in _CONDITIONS
    for at in range(first, end):
        token = tokens[at]
        if token.text == "(":
            closing = _closing(tokens, at, end)
            if any(is_finite(each) or _is_present(each) for each in tokens[at + 1 : closing]):
                # A clause in brackets: (the government says 20).
                return at if closing >= end - 1 else None
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


def _clause_end(tokens: Sentence, cue_first: int, begin: int, end: int) -> int | None:
    """The end of a clause that opens the sentence: as he said so, Gao fell; None if unclear."""
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
    return _begins_contrast(after)


def _begins_contrast(after: Sequence[Word]) -> bool:
    """Whether the words after a comma may no longer be the speaker's."""
    if not after:
        return False
    if len(after) > 1 and after[0].low in _PAIRED and after[1].low in _AGAINST | {"as"}:
        return True
    if after[0].low in _AGAINST:
        # Said the army would stay, but that the war was lost: the speaker continues.
        is_own = len(after) > 1 and after[1].low in ("that", "que", "also")
        return not (is_own and after[0].low in ("but", "mais"))
    # Killed Talon, whose men denied it.
    verbs = (forms().get(token.low) for token in after)
    is_denied = any(verb is not None and verb.use == "deny" for verb in verbs)
    is_theirs = is_denied and after[0].low in ("who", "whose", "whom")
    return is_theirs or _is_gloss(after) or _is_other_view(after)


def _is_insertion(tokens: Sentence, at: int, end: int, *, is_far: bool = False) -> bool:
    """Whether a comma opens an insertion, closed before a verb (by any comma if `is_far`)."""
    near = range(at + 1, min(end - 1, at + MOST))
    closing = [to for to in near if tokens[to].text == ","]
    return any(is_finite(tokens[to + 1]) for to in (closing if is_far else closing[:1]))


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


def _is_gloss(after: Sequence[Word]) -> bool:
    """Whether the report comments on the words next: a claim the army denied."""
    opening = after[:_LONGEST_GLOSS]
    is_led = after[0].low in DETERMINERS or after[0].low in _GLOSSES
    upto = next((at for at, token in enumerate(opening) if not token.is_word), len(opening))
    return is_led and any(token.low in _GLOSSES for token in opening[:upto])


def _is_other_view(after: Sequence[Word]) -> bool:
    """Whether another view follows a comma directly: France not so sure, France says no."""
    at = name = int(after[0].low in DETERMINERS)
    while (
        at < len(after)
        and at - name < _LONGEST_NAME
        and (
            after[at].is_capital
            or (is_known(after[at].low) and after[at].low not in SPEAKING_NOUNS)
        )
    ):
        at += 1
    if at == name or at >= len(after):
        return False
    verb = forms().get(after[at].low)
    is_saying = verb is not None and verb.tense in ("past", "present")
    return is_saying or after[at].low in _ASIDE


def _is_present(token: Word) -> bool:
    verb = forms().get(token.low) if not token.is_capital else None
    return verb is not None and verb.tense == "present"


def _closing(tokens: Sentence, at: int, end: int) -> int:
    """The mark that closes a bracket, or opens the next one."""
    near = range(at + 1, min(end, at + MOST))
    return next((to for to in near if tokens[to].text in ("(", ")")), min(end, at + MOST))
