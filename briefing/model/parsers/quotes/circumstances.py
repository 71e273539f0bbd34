"""Skip what comes between a verb of saying and the words: listener, day, place, statement."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from briefing.model import dates
from briefing.model.parsers.dates.parse import suggest
from briefing.model.parsers.quotes.sentences import Sentence, Word, is_adverb, is_name, printed
from briefing.model.parsers.quotes.vocabulary import BE, CIRCUMSTANCES, HAVE, MODAL, Verb
from briefing.model.parsers.words import word_set

_DAYS = word_set(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun lundi mardi mercredi jeudi vendredi samedi dimanche"""
)
_MONTHS = word_set(
    """january february march april may june july august september october november december jan feb
    mar mars apr jun jul aug sept sep oct nov dec janvier février avril mai juin juillet août
    septembre octobre novembre décembre"""
)
CALENDAR = _DAYS | _MONTHS
"""Names of days and months."""
_RELATIVE_DAYS = word_set("yesterday today tonight hier aujourd'hui")
_PARTS = word_set("morning afternoon evening night matin soir après-midi")
_LEADING = word_set("on late early last this next the le earlier in since ce")
_SPANS = word_set("week month year weekend")
Follows: TypeAlias = Literal["nothing", "words", "clause", "quotation"]
"""What comes after a cue: nothing that was said, words, a clause opened by “that” or a colon, or a
quotation, with or without a comma or “that” before it."""
_LISTENERS = word_set(
    """reporters journalists lawmakers parliament viewers listeners supporters troops soldiers
    officials state local national public television radio residents delegates diplomats colleagues
    agency media press presse journalistes broadcaster newspaper daily crowds people villagers"""
)
_TO = word_set("to à au aux")
_OBJECTS = word_set("him her them us me you it")
_WHOLE_NAMES = word_set("reuters afp ap voa rfi bbc cnn bloomberg xinhua tass interfax")
_OF_AGENCIES = word_set("news agency television radio")
_IN_NAMES = _OF_AGENCIES | word_set("al of and")
_LONGEST_LISTENER = 8
_ARTICLES = word_set("the a an his her its their our this these some la le les des une un")
_BOUNDS = word_set(
    "that que it he she they there in on at by of if how why what when whether the about to from"
)
"""Words that cannot be part of a listener."""
_ALONE = word_set("late earlier again later separately too also publicly live")
_OPENING = word_set(
    """in at on by during after before following from of via through over about when while as with
    ahead outside inside dans lors au sur à par devant depuis without near under for"""
)


def day_phrase(tokens: Sequence[Word], at: int) -> int:
    """How many tokens from a place on give a day; 0 if none does."""
    end = at
    while end < len(tokens) and end - at < 4 and tokens[end].low in _LEADING:
        end += 1
    led = end > at
    if end >= len(tokens):
        return 0
    low = tokens[end].low.rstrip(".")
    if (
        low in _RELATIVE_DAYS
        or low in _DAYS
        or (low in _PARTS and led and tokens[end - 1].low == "this")
    ):
        end += 1
        if end < len(tokens) and tokens[end].low in _PARTS:
            end += 1
        if low in _DAYS:
            # Friday 24 January; but in “on Friday, 24 people” the figure counts people.
            end += _calendar_day(tokens, end)
        return end - at
    if led and low in _SPANS and tokens[end - 1].low in ("last", "this"):
        return end + 1 - at
    if day := _calendar_day(tokens, end):
        return end + day - at
    if low in _MONTHS and led and tokens[end - 1].low in ("in", "last") and tokens[end].is_capital:
        is_dated = end + 1 < len(tokens) and _is_year(tokens[end + 1])
        return end + 1 + is_dated - at
    return 0


def _calendar_day(tokens: Sequence[Word], at: int) -> int:
    """How many tokens give a day of a month, with or without its year."""
    pair = [token.low.rstrip(".") for token in tokens[at : at + 2]]
    if len(pair) < 2 or _MONTHS.isdisjoint(pair):
        return 0
    number = pair[0] if pair[1] in _MONTHS else pair[1]
    if not number.rstrip("stndrhe")[:2].isdigit() or len(number) > 4 or _is_year(tokens[at + 1]):
        return 0
    end = at + 2
    if end + 1 < len(tokens) and tokens[end].text == "," and _is_year(tokens[end + 1]):
        return 4
    return 3 if end < len(tokens) and _is_year(tokens[end]) else 2


def _is_year(token: Word) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20")


@lru_cache
def day_said(phrase: str, on: date | None) -> str:
    """The date a phrase means, counted from the day of the source; "" if unclear."""
    if not phrase:
        return ""
    if on is None:
        # A phrase with its year is absolute; any day of that year will do.
        years = [
            word for word in phrase.replace(",", " ").split() if word.isdigit() and len(word) == 4
        ]
        if not years or not dates.is_date(years[-1]):
            return ""
        on = dates.parse(years[-1]).latest
    return suggest(phrase, on) or ""


def what_follows(
    tokens: Sentence, at: int, verb: Verb, *, is_tag: bool = False
) -> tuple[int, str, Follows]:
    """Skip listener, day and circumstances after a verb or its subject.

    Nothing needs to follow a tag, which comes after the words.

    Returns:
        The first token after all that, the day, and what comes there.
    """
    day = ""
    if verb.use == "tell":
        after = _listener(tokens, at)
        if after == at and _kind_of_next(tokens, at) == "words":
            # Where the listener's name ends is unclear.
            return at, day, "nothing"
        at = after
    elif verb.use in ("quote", "urge"):
        after = _listener(tokens, at)
        at = after if _kind_of_next(tokens, after) in ("quotation", "nothing") else at
    for _ in range(4):
        if at >= len(tokens):
            break
        length = day_phrase(tokens, at)
        is_subject = any(
            each.low in HAVE | BE | MODAL for each in tokens[at + length : at + length + 1]
        )
        if length and not is_subject:
            day = day or printed(tokens, at, at + length)
            at += length
        elif (after := after_listener(tokens, at)) > at:
            at = after
        elif _is_title_between(tokens, at):
            at += 2
        elif (end := _circumstance(tokens, at, is_tag=is_tag)) > at:
            day = day or _day_within(tokens, at, end)
            at = end
        else:
            break
    return at, day, _kind_of_next(tokens, at)


def _is_title_between(tokens: Sentence, at: int) -> bool:
    """Whether the title of a medium comes in between: in its report, “Our Path,” that."""
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return False
    quotation = tokens[at + 1].quotation
    is_title = quotation is not None and is_name(quotation.words)
    return is_title and (tokens[at + 2].is_word or tokens[at + 2].text == ",")


def _kind_of_next(tokens: Sentence, at: int) -> Follows:
    if at >= len(tokens):
        return "nothing"
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.quotation is not None:
        is_subject = token.is_name and following is not None and following.is_word
        return "words" if is_subject else "quotation"
    if token.text in (",", ":") or token.is_dash or token.low in ("that", "que"):
        if following is not None and following.quotation is not None:
            return "quotation"
        if token.low in ("that", "que"):
            return "clause"
        return "clause" if token.text == ":" else "nothing"
    if token.low.startswith("qu'"):
        return "clause"
    return "words" if token.is_word else "nothing"


def after_listener(tokens: Sentence, at: int) -> int:
    """Skip “to reporters”, “à l’AFP”; returns where it began if there is none."""
    if at + 1 >= len(tokens) or tokens[at].low not in _TO:
        return at
    token = tokens[at + 1]
    is_listener = token.is_capital or token.low in _LISTENERS | _ARTICLES | _OBJECTS
    end = _listener(tokens, at + 1) if is_listener else at
    return end if end > at + 1 else at


def _listener(tokens: Sentence, at: int) -> int:
    """Skip whom somebody told: VOA, his men, a news conference in Bamako."""
    if at >= len(tokens) or tokens[at].quotation is not None:
        return at
    token = tokens[at]
    if token.low in _OBJECTS:
        return at + 1
    if token.is_capital and not token.low.endswith(("'s", "s'")):
        return _after_names(tokens, at)
    first = at + (token.low in ("la", "le", "les"))
    end = next((to for to in range(first, len(tokens)) if tokens[to].low not in _LISTENERS), first)
    return end if end > first else _after_others(tokens, at)


def _after_names(tokens: Sentence, at: int) -> int:
    """Skip the Associated Press, Vedra and Talon."""
    if tokens[at].low.removeprefix("l'") in _WHOLE_NAMES:
        # Told Reuters Talon had left: the next name is not the listener's.
        after = range(at + 1, len(tokens))
        return next((to for to in after if tokens[to].low not in _OF_AGENCIES), len(tokens))
    end = at
    while end < len(tokens) and not day_phrase(tokens, end):
        token = tokens[end]
        following = tokens[end + 1 : end + 2]
        if token.low == "and" and not any(each.is_capital for each in following):
            break
        if not token.is_capital and token.low not in _IN_NAMES:
            break
        end += 1
    return end


def _after_others(tokens: Sentence, at: int) -> int:
    """Skip any noun phrase whose end is marked; returns where it began otherwise."""
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST_LISTENER and tokens[end].is_word:
        if tokens[end].low in _BOUNDS or day_phrase(tokens, end):
            break
        end += 1
    bound = tokens[end] if end < len(tokens) else None
    if bound is None or not bound.is_word or bound.low in ("that", "que"):
        return end
    is_determined = tokens[at].low in _ARTICLES and end > at + 1
    return end if is_determined and (bound.low in _BOUNDS or day_phrase(tokens, end)) else at


def _circumstance(tokens: Sentence, at: int, *, is_tag: bool) -> int:
    """Skip “in a statement”, “by phone”, “at a news conference in Gao”; else return `at`."""
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in _ALONE or is_adverb(tokens[at]):
        return at + 1
    if low not in _OPENING or following in ("least", "most", "all") or following[:1].isdigit():
        return at
    known = _known_circumstance(tokens, at)
    end = at + 1
    while end < len(tokens) and end - at < 25:
        token = tokens[end]
        if token.quotation is not None and not token.is_name:
            return end
        if token.low in ("that", "que") or token.low.startswith("qu'") or token.text == ":":
            return end
        if token.text in (",", ".", ";", "?", "!") or token.is_dash:
            following_quotes = end + 1 < len(tokens) and tokens[end + 1].quotation is not None
            return end if is_tag or following_quotes else known
        end += 1
    return end if is_tag and end >= len(tokens) else known


def _known_circumstance(tokens: Sentence, at: int) -> int:
    """Skip a circumstance known by its noun; returns where it began if there is none."""
    if tokens[at].low not in ("in", "at", "on", "by", "via", "through", "during", "dans", "par"):
        return at
    for end in range(at + 1, min(at + 6, len(tokens))):
        if tokens[end].low in CIRCUMSTANCES:
            after = range(end + 1, len(tokens))
            return next((to for to in after if tokens[to].low not in CIRCUMSTANCES), len(tokens))
        if not tokens[end].is_word:
            break
    return at


def _day_within(tokens: Sentence, at: int, end: int) -> str:
    """The day inside “in a statement on Friday”."""
    for place in range(at, end):
        if length := day_phrase(tokens, place):
            return printed(tokens, place, place + length) if place + length <= end else ""
    return ""
