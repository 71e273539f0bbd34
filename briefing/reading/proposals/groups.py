"""The groups a text names: with their letters in brackets, or beside a word for a group."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing.model.codes.demonyms import countries_of
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.vocabulary import DETERMINERS
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.people import bare, capital_runs
from briefing.reading.proposals.report import Report, Sentence

_SMALL: Final = word_set("of for the and in to on de du des la le les et pour al el y del wa ul")
_BODY_NOUNS: Final = word_set(
    """army forces force front movement party alliance coalition council union organization
    organisation brigade(s) battalion(s) regiment group congress league command committee
    association guard(s) militia network federation confederation corps police jihad state
    resistance collective tribunal"""
)
_REBELS: Final = word_set(
    """rebel(s) militant(s) insurgent(s) fighter(s) jihadist(s) guerrilla(s) extremist(s) gunmen
    militiamen"""
)
_GROUP_NOUNS: Final = word_set("group faction militia movement sect network alliance")
_CALLED: Final = word_set("as called named dubbed calls")
_NO_GROUPS: Final = word_set(
    """islamist islamic muslim christian sunni shia shiite jihadist tuareg arab kurdish fulani
    rohingya hutu tutsi tamil kachin pashtun hausa us u.s. un u.n. eu western northern southern
    eastern central african asian european american english spanish portuguese opposition
    al-qaida-linked al-qaeda-linked"""
)
_AFTER_PARTICLE: Final = re.compile(r"(?:ul|ud|ur|as|ash|an|at|ad|wal)-[A-Z]")
_ADJECTIVES: Final = ("-based", "-linked", "-led", "-backed", "-aligned", "-affiliated")
_MOST_LETTERS: Final = 8
_LONGEST_NAME: Final = 12


class Group(NamedTuple):
    """A group named in a sentence.

    Attributes:
        name: Its name.
        abbreviation: Its letters; empty if the text gives none.
        first: The first token of the name.
        last: The token after the name.
        letters: The token with its letters; -1 for none.
        kind: Its kind, where the text tells; else empty.
        is_sure: Whether the text gives its name in full with its letters.
    """

    name: str
    abbreviation: str
    first: int
    last: int
    letters: int
    kind: str
    is_sure: bool


def groups_in(report: Report) -> Sequence[Sequence[Group]]:
    """The groups named in a text, by sentence."""
    return [[*_groups(each)] for each in report.sentences]


def _groups(sentence: Sentence) -> Iterator[Group]:
    tokens = sentence.tokens
    taken: set[int] = set()
    for at in range(2, len(tokens) - 1):
        if tokens[at - 1].text == "(" and tokens[at + 1].text == ")" and _is_letters(tokens[at]):
            found = _spelled_out(tokens, at)
            if found is not None:
                taken |= {*range(found.first, at + 1)}
                yield found
    for first, last in capital_runs(tokens):
        if taken.isdisjoint(range(first, last)):
            found = _beside_a_noun(tokens, first, last)
            if found is not None:
                yield found


def _is_letters(token: Word) -> bool:
    letters = token.text.replace("-", "")
    return 2 <= len(letters) <= _MOST_LETTERS and letters.isalnum() and letters[:2].isupper()


def _spelled_out(tokens: Sequence[Word], at: int) -> Group | None:
    """A name before its letters: National Movement for the Liberation of Azawad (MNLA)."""
    letters = tokens[at].text
    end = at - 1
    first = end
    while first and end - first < _LONGEST_NAME:
        token = tokens[first - 1]
        if not (token.is_word and (_is_capital(token) or token.low in _SMALL)):
            break
        first -= 1
    starts = [each for each in range(first, end) if _opens(tokens[each])]
    spelled = [each for each in starts if _initials(tokens[each:end], letters)]
    if spelled:
        start = spelled[-1]
    else:
        # ELN are the letters of its own language: its name here is one run of capitals.
        start = end
        while start > first and _opens(tokens[start - 1]):
            start -= 1
        nouns = {tokens[end - 1].low, tokens[start].low} if start < end else set()
        of_start = next((each for each in starts if tokens[each].low in _BODY_NOUNS), end)
        if end - start < 2 and of_start < end:
            start, nouns = of_start, {tokens[of_start].low}
            while start > first and _opens(tokens[start - 1]):
                start -= 1
        if not nouns & _BODY_NOUNS or end - start < 2:
            return None
    name = printed(tokens, start, end)
    kind = "rebel group" if end + 3 < len(tokens) and tokens[end + 3].low in _REBELS else ""
    return Group(name, letters, start, end, at, kind, is_sure=True)


def _opens(token: Word) -> bool:
    """Whether a word can begin a name: “The” at the beginning of a sentence does not."""
    return _is_capital(token) and token.low not in DETERMINERS


def _is_capital(token: Word) -> bool:
    """Whether a word is capitalized, also after a particle: ul-Islam."""
    return token.is_capital or bool(_AFTER_PARTICLE.match(token.text))


def _initials(tokens: Sequence[Word], letters: str) -> bool:
    """Whether letters are the initials of a name, with or without its small words."""
    parts = [part for token in tokens for part in token.low.replace("’", "'").split("-")]
    every = "".join(part[0] for part in parts if part)
    main = "".join(part[0] for part in parts if part and part not in _SMALL)
    return letters.replace("-", "").lower() in (every, main)


def _beside_a_noun(tokens: Sequence[Word], first: int, last: int) -> Group | None:
    """A name beside a word for a group: M23 rebels, the rebel group Jaish al-Islam."""
    name = bare(printed(tokens, first, last))
    lows = [token.low for token in tokens[first:last]]
    if (
        lows[0] in _NO_GROUPS
        or lows[-1].endswith(_ADJECTIVES)
        or any(countries_of(bare(each.text)) for each in tokens[first:last])
    ):
        return None
    after = tokens[last].low if last < len(tokens) else ""
    before = [token.low for token in tokens[max(0, first - 4) : first]]
    is_genitive = tokens[last - 1].low.endswith("'s")
    if after in _REBELS and not is_genitive:
        return Group(name, "", first, last, -1, "rebel group", is_sure=False)
    if after == "group" and not is_genitive:
        return Group(name, "", first, last, -1, "", is_sure=False)
    is_called = len(before) > 1 and before[-1] in _CALLED and before[-2] in {"known", "group"}
    if before and (before[-1] in _GROUP_NOUNS or (is_called and set(before) & _GROUP_NOUNS)):
        is_rebel = len(before) > 1 and before[-2] in _REBELS
        return Group(name, "", first, last, -1, "rebel group" if is_rebel else "", is_sure=False)
    if len(lows) > 1 and lows[-1] in word_set("brigade(s) front militia battalion(s)"):
        return Group(name, "", first, last, -1, "", is_sure=False)
    return None
