"""Find where a sentence attributes speech: a verb with its subject, or “according to”.

The search goes outwards from the verb, at most some words: the auxiliaries and the subject before
it, or the subject after it following a quotation; then whatever may come before the words. The
forms of attribution are those of the corpora PARC 3.0 (Pareti, LREC 2016) and PolNeAR (Newell,
Margolin and Ruths, LREC 2018). What somebody denies, never said or would say is a cue too, so that
its words are attributed to nobody.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing.model.parsers.quotes.circumstances import (
    Follows,
    after_listener,
    day_phrase,
    what_follows,
)
from briefing.model.parsers.quotes.sentences import Sentence, Word, is_adverb, printed
from briefing.model.parsers.quotes.speakers import Who, is_finite, is_past_form, who
from briefing.model.parsers.quotes.subjects import (
    MOST,
    STOPS,
    Subject,
    subject_after,
    subject_before,
)
from briefing.model.parsers.quotes.vocabulary import (
    ADVERBS,
    ALSO_NOUNS,
    BE,
    CIRCUMSTANCES,
    DO,
    HAVE,
    MODAL,
    NOBODY,
    NOT,
    Verb,
    forms,
)
from briefing.model.parsers.words import word_set

_LONGEST_SENTENCE = 300
"""Tokens of a sentence that is parsed; lists and tables are longer."""
_HIDDEN = frozenset(("anonymity", "anonymous", "anonymously", "anonymat", "anonyme"))
_NAMED = frozenset(("named", "identified"))
QUOTING = word_set("quoted cited quoting citing")
_PHRASES = QUOTING | word_set("according selon d'après words")
_LONGEST_GROUP = 8
_OF_A_NOUN = word_set("the a an his her its their our of le la les un une des ses son leur")
_OF_NOUNS = word_set("of on from about by in for against say says suggest suggests")


_FALSE = word_set(
    """false untrue wrong incorrect inaccurate baseless unfounded groundless fabricated invented
    fake lie lies hoax myth fiction nonsense doubtful unlikely wrongly falsely mistakenly
    erroneously incorrectly faux fausse fausses inexact mensonge mensonges faussement"""
)
_TRUE = word_set(
    """true correct case evidence proof indication record sign confirmation confirmed reported known
    established proven believed believe believes vrai vraie exact preuve"""
)
_NOT_TRUE = NOT | NOBODY | word_set("no nobody little few isn't wasn't aucune n'est")
_CLAIMS = word_set(
    """claim(s) report(s) rumour(s) rumor(s) allegation(s) assertion(s) suggestion(s) story stories
    statement(s) idea notion belief accusation(s) rumeur(s) allégation(s)"""
)
_REJECTED = word_set("denied dismissed rejected refuted disputed retracted debunked withdrawn")
_NEAR_THAT = 12
"""Tokens before “that” in which its clause may be called false."""
_FARTHEST_THAT = 8
_THAT = word_set("that que")


class Cue(NamedTuple):
    """An attribution: somebody is said to have said something.

    Attributes:
        verb: The verb of saying; None for “according to” and the like.
        at: Where the verb is.
        first: The first token that belongs to it.
        last: The first token after it.
        who: The speaker; None if not understood.
        day: The day, as printed.
        is_denied: Whether it says that the speaker did not or would say so.
        follows: What comes after it.
        is_joined: Whether a conjunction joins it to the text before.
        carries: Whether it takes the subject of the sentence: …, adding that …
        inside: The word that embeds it in another clause: what he calls “…”.
    """

    verb: Verb | None
    at: int
    first: int
    last: int
    who: Who | None
    day: str
    is_denied: bool
    follows: Follows
    is_joined: bool = False
    carries: bool = False
    inside: str = ""

    @property
    def lemma(self) -> str:
        """The verb; "" for a phrase."""
        return self.verb.lemma if self.verb else ""

    @property
    def use(self) -> str:
        """What the verb takes; "" for a phrase."""
        return self.verb.use if self.verb else ""

    @property
    def takes_clause(self) -> bool:
        """Whether it can present a clause as said."""
        return self.use in ("", "say", "tell")


def cues(tokens: Sentence) -> list[Cue]:
    """Find the attributions in a sentence, in order; none if it is too long to be one."""
    if len(tokens) > _LONGEST_SENTENCE:
        return []
    hides = _hides(tokens)
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if found and at < found[-1].last and found[-1].verb is None:
            continue
        cue = _phrase_cue(tokens, at, hides=hides)
        if cue is None and (verb := _verb(token, at)):
            cue = _VerbCue(tokens, at, verb, hides=hides).read()
        if cue is not None and found and cue.first < found[-1].last <= at and cue.who is None:
            # The speaker there is unknown, but is not the one before.
            cue = cue._replace(first=found[-1].last)
        if cue is not None and not (found and cue.first < found[-1].last and cue.who is None):
            is_false = cue.verb is not None and _is_called_false(tokens, cue)
            found.append(cue._replace(is_denied=True) if is_false else cue)
    return found


def _is_called_false(tokens: Sentence, cue: Cue) -> bool:
    """Whether the report denies the clause a verb is in: it is false that Talon said “…”."""
    own = tokens[max(0, cue.first - 2) : cue.at]
    if any(token.low in _FALSE and then.low in forms() for token, then in pairwise(own)):
        # Vedra falsely claimed Talon said “…”.
        return True
    that = _that_before(tokens, cue)
    begin = that
    while begin > max(0, that - _NEAR_THAT):
        if tokens[begin - 1].quotation is not None or tokens[begin - 1].text in (";", ":"):
            break
        begin -= 1
    lows = [token.low for token in tokens[begin : max(0, that)]]
    if not lows:
        return False
    is_claim = lows[-1] in _CLAIMS
    after = [token.low for token in tokens[cue.last :] if is_claim]
    return (
        not _FALSE.isdisjoint([*lows, *after])
        or not _REJECTED.isdisjoint(after)
        or any(low in _NOT_TRUE and _TRUE & {*lows[at:]} for at, low in enumerate(lows))
        or any(low in _NOT_TRUE and _TRUE & {*after[at : at + 3]} for at, low in enumerate(after))
    )


def _that_before(tokens: Sentence, cue: Cue) -> int:
    """The “that” which opens the clause of a verb: that Talon, the mayor, said; -1 for none."""
    for at in range(cue.first - 1, max(-1, cue.first - _FARTHEST_THAT), -1):
        if tokens[at].low in _THAT:
            return at
        if cue.follows == "nothing" or tokens[at].quotation is not None or is_finite(tokens[at]):
            break
    return -1


def _hides(tokens: Sequence[Word]) -> bool:
    """Whether the sentence says that its speaker is not to be named."""
    lows = [token.low for token in tokens]
    return not _HIDDEN.isdisjoint(lows) or (
        not _NAMED.isdisjoint(lows)
        and any(
            low in _NAMED
            and not {"not", "declined", "refused"}.isdisjoint(lows[max(0, at - 5) : at])
            for at, low in enumerate(lows)
        )
    )


def _verb(token: Word, at: int) -> Verb | None:
    low = token.low.removeprefix("s'")
    known = forms().get(low)
    if known is None and "-" in low:
        # affirme-t-il, dit-elle
        known = forms().get(low.split("-")[0])
        known = known if known is not None and known.is_french else None
    if known is None or token.quotation is not None:
        return None
    return None if token.is_capital and not (at == 0 and token.text == "Said") else known


# Phrases -----------------------------------------------------------------------------------------


def _phrase_cue(tokens: Sentence, at: int, *, hides: bool) -> Cue | None:
    """Parse according to X; selon X; in the words of X; quoted X as saying."""
    low = tokens[at].low
    if low not in _PHRASES:
        return None
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low == "according" and following == "to":
        return _source_cue(tokens, at, at + 2, hides=hides)
    if low in ("selon", "d'après"):
        return _source_cue(tokens, at, at + 1, hides=hides)
    if low == "words" and following == "of" and at > 1 and tokens[at - 2].low == "in":
        return _source_cue(tokens, at - 2, at + 2, hides=hides)
    if low in QUOTING:
        return _quoted_cue(tokens, at, hides=hides)
    return None


def _source_cue(tokens: Sentence, first: int, at: int, *, hides: bool) -> Cue:
    chunks, end = subject_after(tokens, at)
    day = day_phrase(tokens, end)
    last = end + day
    return Cue(
        None,
        first,
        first,
        last,
        who(chunks, hides=hides),
        printed(tokens, end, last),
        is_denied=False,
        follows="words" if last < len(tokens) and tokens[last].text == "," else "nothing",
    )


def _quoted_cue(tokens: Sentence, at: int, *, hides: bool) -> Cue | None:
    """Parse AFP quoted X as saying …; X was quoted by AFP as saying …: X is the speaker."""
    saying = next(
        (
            place
            for place in range(at + 1, min(at + MOST, len(tokens) - 1))
            if tokens[place].low == "as" and tokens[place + 1].low in ("saying", "telling")
        ),
        -1,
    )
    if saying < 0:
        return None
    verb = forms()[tokens[saying + 1].low]
    group = _group(tokens, at, verb)
    if group.is_passive:
        subject = subject_before(tokens, group.first, hides=hides)
    else:
        chunks, end = subject_after(tokens, at + 1)
        quoting = subject_before(tokens, group.first, hides=hides)
        named = who(chunks, hides=hides) if end == saying else None
        subject = Subject(quoting.first, named)
    last, day, follows = what_follows(tokens, saying + 2, verb)
    return Cue(verb, at, subject.first, last, subject.who, day, group.is_denied, follows)


# Verbs -------------------------------------------------------------------------------------------


class _Group(NamedTuple):
    """A verb with the auxiliaries before it: has also, did not, would.

    `has_auxiliary` is about one that takes a participle, `is_supported` about one that takes the
    bare verb.
    """

    first: int
    is_denied: bool
    is_passive: bool
    is_infinitive: bool
    has_auxiliary: bool
    is_supported: bool


def _group(tokens: Sentence, at: int, verb: Verb) -> _Group:
    first = at
    nearest = ""
    lows = []
    while first > 0 and at - first < _LONGEST_GROUP and tokens[first - 1].quotation is None:
        low = tokens[first - 1].low
        is_auxiliary = low in HAVE | DO | BE | MODAL | NOT and (low != "a" or verb.is_french)
        is_auxiliary = (
            is_auxiliary or low.endswith(("'ll", "'d")) or low.startswith(("a-t-", "ont-"))
        )
        # In May said, Will said: not modals.
        is_auxiliary = is_auxiliary and not (low in MODAL and tokens[first - 1].is_capital)
        if is_auxiliary or (low == "to" and not nearest):
            nearest = nearest or (low if low not in NOT or "n" in low.split("'") else "")
            lows.append(low)
        elif not (low in ADVERBS or is_adverb(tokens[first - 1])):
            break
        first -= 1
    return _Group(
        first,
        any(low in NOT | MODAL or low.endswith(("'ll", "'d")) for low in lows),
        nearest in BE,
        nearest == "to" or (nearest in HAVE and first > 0 and tokens[first - 1].low == "to"),
        any(low in HAVE or low.startswith(("a-t-", "ont-", "n'a", "n'ont")) for low in lows),
        any(low in DO | MODAL or low.endswith("n't") for low in lows),
    )


class _VerbCue:
    """A possible verb of saying, with its surroundings."""

    def __init__(self, tokens: Sentence, at: int, verb: Verb, *, hides: bool) -> None:
        self._tokens = tokens
        self._at = at
        self._verb = verb
        self._hides = hides
        self._group = _group(tokens, at, verb)

    def read(self) -> Cue | None:
        """The cue; None if nobody says anything."""
        if not self._says():
            return None
        if self._verb.tense == "participle" and not self._group.is_passive:
            return self._carried()
        return self._inverted() or self._straight()

    def _says(self) -> bool:
        """Whether the form says that somebody speaks."""
        verb, group, tokens, at = self._verb, self._group, self._tokens, self._at
        previous = tokens[group.first - 1].low if group.first else ""
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if verb.tense == "done":
            return group.has_auxiliary
        if group.is_infinitive:
            # He went on to say; “to say” alone does not mean that anything was said.
            return at > 2 and tokens[at - 3].low in ("went", "goes") and tokens[at - 2].low == "on"
        if group.is_passive and verb.tense != "participle":
            return False
        if verb.lemma in ALSO_NOUNS and verb.tense in ("base", "present") and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.low in HAVE | BE | MODAL | _OF_NOUNS or is_past_form(after.low):
                return False
        if following == "to" and at + 2 < len(tokens) and tokens[at + 2].low in HAVE | BE:
            # A man said to have fled.
            return False
        is_noun = group.first == at and (previous in _OF_A_NOUN or previous.endswith(("'s", "s'")))
        is_by_phone = any(token.low in CIRCUMSTANCES for token in tokens[at + 2 : at + 3])
        is_passive = verb.tense == "past" and following == "by" and not is_by_phone
        return not is_noun and not is_passive

    def _carried(self) -> Cue | None:
        """Parse …, adding that …: its subject is that of the sentence."""
        verb, first = self._verb, self._group.first
        if verb.use in ("deny", "describe") or (first and not self._follows_words(first)):
            return None
        return self._cue(first, None, self._at + 1, carries=True)

    def _cue(
        self, first: int, who: Who | None, end: int, *, is_tag: bool = False, carries: bool = False
    ) -> Cue:
        """The cue from a token on, whose verb and subject end before another."""
        last, day, follows = what_follows(self._tokens, end, self._verb, is_tag=is_tag)
        denied = self._group.is_denied
        return Cue(self._verb, self._at, first, last, who, day, denied, follows, carries=carries)

    def _follows_words(self, at: int) -> bool:
        """Whether possibly quoted words come right before a token."""
        if at == 0:
            return False
        previous = self._tokens[at - 1]
        return previous.quotation is not None or previous.text == "," or previous.is_dash

    def _straight(self) -> Cue | None:
        """Parse X said."""
        verb, group = self._verb, self._group
        if self._tokens[self._at].is_capital:
            # At the beginning, Said is a verb only before its subject; otherwise it is a name.
            return None
        subject = subject_before(self._tokens, group.first, hides=self._hides)
        if subject.is_left_out and verb.tense in ("past", "present") and verb.use != "deny":
            return self._cue(group.first, None, self._at + 1, carries=True)
        if verb.tense == "base" and not group.is_supported:
            plural = subject.who
            if plural is None or not (plural.is_many or plural.pronoun in ("i", "we", "they")):
                return None
        is_tag = self._follows_words(subject.first)
        cue = self._cue(subject.first, subject.who, self._at + 1, is_tag=is_tag)
        return cue._replace(
            day=cue.day or subject.day,
            is_denied=cue.is_denied or subject.is_denied or verb.use == "deny",
            is_joined=subject.is_joined,
            inside=subject.inside,
        )

    def _inverted(self) -> Cue | None:
        """Parse “…,” said X."""
        verb, tokens, first = self._verb, self._tokens, self._group.first
        if verb.use in ("tell", "describe", "deny") or verb.tense == "participle":
            return None
        if first and not (self._follows_words(first) or self._hanging_pronoun()):
            return None
        pronoun = self._hanging_pronoun()
        after = self._at + 1
        if verb.is_french:
            # A déclaré jeudi à l’AFP le ministre: day and listener may come before the subject.
            after += day_phrase(tokens, after)
            after = after_listener(tokens, after)
        chunks, end = ([], self._at + 1) if pronoun else subject_after(tokens, after)
        near = tokens[max(0, first - 1 - self._follows_words(first)) : first]
        if pronoun is None and near and all(token.quotation is None for token in near):
            before = subject_before(tokens, first, hides=self._hides)
            if before.who is not None and before.is_beside:
                # Talon, the commander, said Mali was lost.
                return None
        found = pronoun or who(chunks, hides=self._hides)
        if found is None or (verb.tense == "base" and not found.is_many):
            return None
        cue = self._cue(first, found, end, is_tag=True)
        if first == 0 and cue.follows != "quotation":
            return None
        if cue.follows == "words":
            low = tokens[cue.last].low
            is_verb = low in HAVE | BE | MODAL or is_past_form(low)
            if is_verb or not (low in STOPS or low.endswith("ing") or low == "and"):
                # “Northern Front” said rebels had fled: what follows the verb is not its subject.
                return None
        return cue

    def _hanging_pronoun(self) -> Who | None:
        """Parse a-t-il déclaré, affirme-t-elle."""
        if not self._verb.is_french:
            return None
        for token in self._tokens[self._group.first : self._at + 1]:
            head, _, pronoun = token.low.rpartition("-")
            if head and pronoun in ("il", "elle", "ils", "elles"):
                return who([[token._replace(low=pronoun)]])
        return None
