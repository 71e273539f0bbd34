"""The people a text names, with the position it gives them.

Capitalized words are a person only with evidence beside them: a title or an office before them, a
description or an age after them, or a verb that only people do. Precision comes before recall: a
name without any is left alone.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.model.codes import countries, countries_named
from briefing.model.codes.demonyms import countries_of
from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.circumstances import CALENDAR
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.speakers import is_finite, is_noun_phrase, is_title
from briefing.model.parsers.quotes.vocabulary import (
    AGENCIES,
    BE,
    BODIES,
    CONNECTORS,
    DETERMINERS,
    HAVE,
    LINKS,
    NEVER,
    OFFICES,
    PARTICLES,
    PRONOUNS,
    WITNESSES,
)
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.report import Report, Sentence

_OPENERS: Final = (
    DETERMINERS | CONNECTORS | NEVER | LINKS | PRONOUNS | {"including", "among", "like"}
)
_INSIDE: Final = PARTICLES - {"y", "e", "la", "du", "le", "as"}
_NO_NAMES: Final = (
    AGENCIES
    | word_set(
        """islamist(s) islamic muslim(s) christian(s) sunni shia shiite(s) jihadist(s) kremlin
        pentagon parliament congress senate nato un eu us uk ap afp usa city province state region
        river mountain(s) camp street square avenue airport hospital university prison academy war
        staff day cross twitter telegram facebook january february march april may june july august
        september october november december monday tuesday wednesday thursday friday saturday sunday
        north south east west northern southern eastern western central nations security national
        human rights watch supreme army forces brigade front movement islam god allah mr mrs ms news
        times post online tv television radio agency media helmets watch telegraph"""
    )
    | {"township"}
    | {word for word in BODIES if word not in ("guard", "cross", "branch", "church")}
)
"""Words that no person's name contains."""
_OPEN_GROUPS: Final = word_set(
    """boko ansar jaish jabhat jamaat jama'at jama'a hayat ahrar harakat liwa katibat kata'ib
    lashkar tehrik tahrir hizb fatah ansaru"""
)
"""Words that names of groups begin with."""
_DONE_TO: Final = word_set(
    """killed assassinated shot arrested detained captured kidnapped abducted wounded injured freed
    released appointed elected named sacked dismissed born sentenced beheaded executed"""
)
_OFFICE_BEFORE: Final = OFFICES | word_set(
    """warlord speaker commander fighter chief militant cleric journalist aide activist negotiator
    organiser organizer official officer resident"""
)
_DESCRIBES: Final = (
    OFFICES
    | WITNESSES
    | word_set(
        """warlord fisherman shopkeeper nurse teacher farmer lawyer mother father activist adviser
    aide veteran ideologue expert negotiator organiser organizer manager engineer cleric journalist
    economist politician executive"""
    )
)
SAID: Final = word_set("said says added told explained")
"""Verbs of saying that a description may stand right before."""
_BEFORE_OFFICES: Final = word_set("the a an its their his her")
_LONGEST_DESCRIPTION: Final = 14
_LONGEST_POSITION: Final = 5
_MOST_WORDS: Final = 6
_MOST_NAMESAKES: Final = 20
_TEENS_TO_CENTURY: Final = range(10, 110)


class Person(NamedTuple):
    """A person named in a sentence.

    Attributes:
        name: The name, without titles.
        first: The first token of the name.
        last: The token after the name.
        position: The tokens of an office or command beside it; None if there are none.
        is_single: Whether the name is one word, such as a surname.
    """

    name: str
    first: int
    last: int
    position: tuple[int, int] | None
    is_single: bool


class People:
    """The people named in a text, by sentence, and the full name each short one stands for.

    Args:
        report: The text.
    """

    def __init__(self, report: Report) -> None:
        self.by_sentence = [[*_people(each)] for each in report.sentences]
        full = {
            person.name for found in self.by_sentence for person in found if not person.is_single
        }
        self._ending: dict[str, set[str]] = {}
        for name in full:
            self._ending.setdefault(_folded(name.split()[-1]), set()).add(name)

    def full_name(self, name: str) -> str:
        """The only full name in the text that ends like a name; the name itself if there is none.

        A longer name contains all words of the shorter one.
        """
        words = name.split()
        if not words:
            return name
        ending = self._ending.get(_folded(words[-1]), ())
        if len(ending) > _MOST_NAMESAKES:
            return name
        longer = [
            each for each in ending if {*map(_folded, words)} <= {*map(_folded, each.split())}
        ]
        longest = max(longer, key=len, default=name)
        is_one = all({*each.split()} <= {*longest.split()} for each in longer)
        return longest if is_one else name


def capital_runs(tokens: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of capitalized words, with the particles inside them; a genitive ends one."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_capital or not tokens[at].is_word:
            at += 1
            continue
        first = at
        at += 1
        while at < len(tokens) and not is_genitive(tokens[at - 1]):
            is_inside = tokens[at].low in _INSIDE and at + 1 < len(tokens)
            if tokens[at].is_word and tokens[at].is_capital:
                at += 1
            elif is_inside and tokens[at + 1].is_capital and tokens[at + 1].is_word:
                at += 2
            else:
                break
        if first == 0:
            while first < at and tokens[first].low in _OPENERS:
                first += 1
        if first < at:
            yield first, at


def is_genitive(token: Word) -> bool:
    """Whether a word is a genitive: Duarte's predecessor."""
    return token.low.endswith(("'s", "s'"))


def bare(words: str) -> str:
    """A name without the ending of its genitive."""
    return words.removesuffix("'s").removesuffix("’s")


def _people(sentence: Sentence) -> Iterator[Person]:
    tokens = sentence.tokens
    speakers = _speakers(tokens)
    for begin, last in capital_runs(tokens):
        first = _after_country(tokens, begin, last)
        start = _after_titles(tokens, first, last)
        size = last - start
        if not 0 < size <= _MOST_WORDS or not _may_be_name(tokens[start:last]):
            continue
        if countries_named(bare(printed(tokens, first, last))):
            continue
        position = (first, start) if start > first else _office_before(tokens, first)
        if sentence.is_heading and start == first:
            # A heading has its verb in the present: forces kill rebel leader Nestor Vera.
            position = None
        is_titled = position is not None
        position = _description(tokens, last) or _described_before(tokens, first) or position
        name = bare(printed(tokens, start, last))
        is_subject = (
            any(name in each for each in speakers)
            or _is_done_to(tokens, last)
            or _is_aged(tokens, last)
        )
        is_bare = first == 0 or tokens[first - 1].low not in DETERMINERS
        if position is None and not (is_subject and is_bare and size > 1):
            continue
        if size == 1 and not (is_titled or position):
            continue
        if not is_titled and tokens[start].low in _OPEN_GROUPS:
            continue
        yield Person(name, start, last, position, is_single=size == 1)


def _after_country(tokens: Sequence[Word], first: int, last: int) -> int:
    """Where a name begins after a country: the President of Chad | Idriss Deby."""
    is_of = first > 0 and tokens[first - 1].low == "of" and last - first > 2
    return first + 1 if is_of and tokens[first].low in _countries() else first


def _after_titles(tokens: Sequence[Word], first: int, last: int) -> int:
    """Where the name begins after its titles: US President | Barry Osborne."""
    start = first
    for at in range(first, last):
        if is_title(tokens[at].text) and tokens[at].low not in ("may", "st"):
            start = at + 1
    # “President's” is a genitive, “Speaker of” an office.
    return start if start == first or not is_genitive(tokens[start - 1]) else last


def _may_be_name(tokens: Sequence[Word]) -> bool:
    lows = [bare(token.low) for token in tokens]
    words = " ".join(lows)
    if any(low in _NO_NAMES or low.rstrip(".") in CALENDAR for low in lows):
        return False
    if any(countries_of(bare(token.text)) for token in tokens[:1]) or words in _countries():
        return False
    if countries_named(words) or any(low in _countries() and len(low) > 4 for low in lows[:1]):
        return False
    is_shouted = any(len(token.text) > 2 and token.text.isupper() for token in tokens)
    return not is_shouted and not any(sign.isdigit() for sign in words)


@lru_cache
def _countries() -> frozenset[str]:
    return frozenset(name.casefold() for name in countries().values())


def _office_before(tokens: Sequence[Word], first: int) -> tuple[int, int] | None:
    """An office in lower case before a name: regional governor | Oksana Marchuk."""
    at = first
    if at == 0 or tokens[at - 1].low not in _OFFICE_BEFORE or tokens[at - 1].low.endswith("s"):
        return None
    while at and first - at < _LONGEST_POSITION:
        token = tokens[at - 1]
        if not token.is_word or token.low in _OPENERS or is_finite(token) or is_genitive(token):
            break
        at -= 1
    return (at, first) if at < first else None


def _description(tokens: Sequence[Word], last: int) -> tuple[int, int] | None:
    """An office between commas after a name: , the mayor of nearby Bankoro,."""
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return None
    first = last + 1
    end = first
    while end < len(tokens) and (
        tokens[end].is_word or tokens[end].is_name or _is_hyphen(tokens[end])
    ):
        if tokens[end].low in SAID:
            break
        end += 1
    while first < end and tokens[first].low in ("the", "a", "an"):
        first += 1
    chunk = [token for token in tokens[first:end] if not _is_hyphen(token)]
    # The letters of a group may follow: a spokesman for the Hill Guard (HG),.
    after = end + 3 if [each.text for each in tokens[end : end + 3 : 2]] == ["(", ")"] else end
    is_closed = after >= len(tokens) or tokens[after].low in {",", ".", ";"} | SAID
    if not is_closed or not 0 < len(chunk) <= _LONGEST_DESCRIPTION:
        return None
    head = _head(chunk)
    if head.low not in _DESCRIBES or head.low.endswith("s") or not is_noun_phrase(chunk):
        return None
    return first, end


def _is_hyphen(token: Word) -> bool:
    """Whether a sign is the hyphen of a word: a 48-year-old lawyer."""
    around = token.source[token.start - 1 : token.end + 1]
    return token.text == "-" and not any(sign.isspace() for sign in around)


def _described_before(tokens: Sequence[Word], first: int) -> tuple[int, int] | None:
    """An office before a comma and a name: the governor of West Darfur state, | Khamis Abdallah."""
    end = first - 1
    if end < 1 or tokens[end].text != ",":
        return None
    start = end
    while start and end - start < _LONGEST_DESCRIPTION and tokens[start - 1].is_word:
        start -= 1
    for at in range(start, end):
        if tokens[at].low in _BEFORE_OFFICES and _is_office(tokens[at + 1 : end]):
            return at + 1, end
        if tokens[at].low in _BEFORE_OFFICES and any(map(is_finite, tokens[at:end])):
            return None
    return None


def _is_office(chunk: Sequence[Word]) -> bool:
    if not chunk or any(is_finite(each) for each in chunk):
        return False
    head = _head(chunk)
    return head.low in _OFFICE_BEFORE and not head.low.endswith("s") and is_noun_phrase(chunk)


def _head(chunk: Sequence[Word]) -> Word:
    """The noun of a phrase: what stands before its first preposition."""
    end = next((at for at, token in enumerate(chunk) if at and token.low in LINKS), len(chunk))
    return chunk[end - 1]


def _is_aged(tokens: Sequence[Word], last: int) -> bool:
    """Whether an age follows: Lyudmila Petrenko, 67,."""
    ages = tokens[last : last + 2]
    if len(ages) < 2 or ages[0].text != "," or not ages[1].text.isdigit():
        return False
    after = tokens[last + 2 : last + 3]
    is_closed = not after or after[0].text in (",", ".")
    return is_closed and int(ages[1].text) in _TEENS_TO_CENTURY


def _speakers(tokens: Sequence[Word]) -> Sequence[str]:
    """Who speaks in a sentence, where it can be one person."""
    return [
        cue.who.text
        for cue in cues(list(tokens))
        if cue.who is not None and cue.who.is_person and cue.who.anonymity == "named"
    ]


def _is_done_to(tokens: Sequence[Word], last: int) -> bool:
    """Whether a verb follows whose subject is a person: has been arrested."""
    at = last
    while at < len(tokens) and tokens[at].low in BE | HAVE:
        at += 1
    after = tokens[at].low if at < len(tokens) else ""
    return (at > last and after in _DONE_TO) or after in ("died", "resigned")


def _folded(word: str) -> str:
    return bare(word).casefold()
