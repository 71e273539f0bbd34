"""When and where a sentence says that something happened."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from briefing.model import dates
from briefing.model.codes import countries_named
from briefing.model.codes.demonyms import countries_of
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.places import read_place
from briefing.model.parsers.quotes.circumstances import day_phrase
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.vocabulary import forms
from briefing.model.parsers.words import NotUnderstood, word_set
from briefing.reading.proposals.people import bare, capital_runs
from briefing.reading.proposals.report import Sentence

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PLACED_BY: Final = word_set("in at near outside of from")
_NEAR: Final = word_set("near outside")
_COMPASS: Final = word_set(
    """northern southern eastern western central north south east west northeast northwest southeast
    southwest north-east north-west south-east south-west northeastern northwestern southeastern
    southwestern"""
)
_KINDS_OF_PLACE: Final = word_set(
    """town village city hamlet camp district neighbourhood neighborhood suburb capital settlement
    port area commune locality reserve border"""
)
_DIVISIONS: Final = word_set("province region state governorate oblast county department district")
_NO_PLACES: Final = word_set(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday islamic state islam twitter telegram facebook
    al-qaeda al-qaida parliament congress god ramadan christmas"""
)
_THINGS: Final = word_set(
    """army forces police ministry government rebels militants fighters troops soldiers group
    brigade front movement party council"""
)
_FARTHEST_VERB: Final = 4


class When(NamedTuple):
    """A date a sentence gives, and the tokens that give it."""

    edtf: str
    first: int
    last: int


class Where(NamedTuple):
    """A place a sentence gives, as a row of an event, and the tokens that give it."""

    row: dict[str, Any]
    first: int
    last: int


def when(sentence: Sentence, said: DateContext) -> When | None:
    """The one date a sentence gives for what it tells; None if it gives none, or several.

    The day on which somebody said so is not that of what happened.
    """
    found = [each for each in _dates(sentence.tokens, said) if each is not None]
    return found[0] if len({each.edtf for each in found}) == 1 else None


def _dates(tokens: Sequence[Word], said: DateContext) -> Iterator[When | None]:
    at = 0
    while at < len(tokens):
        length = day_phrase(tokens, at)
        is_year = _YEAR.fullmatch(tokens[at].text) and at and tokens[at - 1].low == "in"
        length = length or bool(is_year)
        if not length:
            at += 1
            continue
        last = at + length
        if not _is_of_saying(tokens, at):
            yield _read(tokens, at, last, said)
        at = last


def _read(tokens: Sequence[Word], first: int, last: int, said: DateContext) -> When | None:
    try:
        edtf = said.read(printed(tokens, first, last)).edtf
    except NotUnderstood:
        return None
    is_later = said.day is not None and dates.parse(edtf).earliest > said.day
    return None if is_later else When(edtf, first, last)


def _is_of_saying(tokens: Sequence[Word], first: int) -> bool:
    """Whether a day stands beside a verb of saying: officials said on Monday."""
    before = tokens[max(0, first - _FARTHEST_VERB) : first]
    verbs = [at for at, token in enumerate(before) if token.low in forms() and not token.is_capital]
    if not verbs:
        return False
    # “said in Gao on Monday” too, but not “said the men attacked on Monday”.
    between = before[verbs[-1] + 1 :]
    return all(token.low in ("on", "in", "a", "statement", "late", "early") for token in between)


def where(sentence: Sentence, taken: Sequence[range] = ()) -> Where | None:
    """The one place a sentence gives; None if it gives none, or it is not clear which.

    Args:
        sentence: The sentence.
        taken: The tokens of names that are no places.
    """
    tokens = sentence.tokens
    used = {at for each in taken for at in each}
    towns: list[Where] = []
    wider: list[Where] = []
    for first, last in capital_runs(tokens):
        found = _place(tokens, first, last) if used.isdisjoint(range(first, last)) else None
        if found is not None:
            (towns if found.row.get("name") else wider).append(found)
    if len(towns) == 1:
        town = towns[0]
        countries = {each.row["country"] for each in wider if "country" in each.row}
        if "country" not in town.row and len(countries) == 1:
            town.row["country"] = countries.pop()
        return town
    is_one = not towns and len({str(each.row) for each in wider}) == 1
    return wider[0] if is_one else None


def _place(tokens: Sequence[Word], first: int, last: int) -> Where | None:
    name = bare(printed(tokens, first, last))
    before = [token.low for token in tokens[max(0, first - 2) : first]]
    if not before or any(word in _NO_PLACES for word in name.casefold().split()):
        return None
    after = tokens[last].low if last < len(tokens) else ""
    is_country = len(countries_named(name)) == 1
    if is_country and before[-1] in _PLACED_BY | _COMPASS:
        return Where(
            {"country": next(iter(countries_named(name))), "precision": "country"}, first, last
        )
    is_of_kind = before[-1] == "of" and len(before) > 1 and before[-2] in _KINDS_OF_PLACE
    is_placed = before[-1] in _PLACED_BY - {"of", "from"}
    if is_country or not (is_of_kind or is_placed) or after in _THINGS:
        return None
    if countries_of(name) or tokens[last - 1].low.endswith(("'s", "s'")):
        return None
    line, end = name, last
    if after in _DIVISIONS:
        line, end = f"{name} {after}", last + 1
    elif after == "," and last + 1 < len(tokens) and tokens[last + 1].is_capital:
        line, end = _with_country(tokens, name, last)
    if before[-1] in _NEAR or (is_of_kind and first > 2 and tokens[first - 4].low in _NEAR):
        line = f"near {line}"
    try:
        row = read_place(line)
    except NotUnderstood:
        return None
    if str(row.get("name", "")).startswith("near "):
        row["name"] = row["name"].removeprefix("near ")
    if "country" not in row:
        codes = _adjectives(tokens, first)
        row |= {"country": codes[0]} if len(codes) == 1 else {}
    return Where(row, first, end)


def _with_country(tokens: Sequence[Word], name: str, last: int) -> tuple[str, int]:
    """A town with its country after a comma; what else follows a comma is left."""
    for first, end in capital_runs(tokens[last + 1 : last + 5]):
        country = printed(tokens, last + 1 + first, last + 1 + end)
        if first == 0 and len(countries_named(country)) == 1:
            return f"{name}, {country}", last + 1 + end
    return name, last


def _adjectives(tokens: Sequence[Word], first: int) -> Sequence[str]:
    """The country an adjective before a place names: the central Malian village of Ogolo."""
    for token in tokens[max(0, first - 5) : first]:
        if token.is_capital and (codes := countries_of(token.text)):
            return codes
    return ()
