"""Whether one name is another spelling of a name: every word of either is a word of the other.

A search forgives what is left out; here nothing is. With one additional word, or one other word, it
is another name: Islamic State is not Islamic State in the Greater Sahara. These may differ:

- the spelling of a word (`same_word`), and where words are divided: Bel Mokhtar, Belmokhtar;
- articles and particles: the, of, al, de; but no name of a group ends in “of” or “and the”. In
  personal names this needs three or more words: Muhammad Salman may not be Muhammad bin Salman;
- the order, where it carries no meaning: family name first, with or without a comma; two family
  names; words of a group on one side of a preposition. Two given names say who is whose son, so
  Hassan Ali is not Ali Hassan; nothing moves across bin, nor within a Korean name;
- how a number is written: 4th, fourth, IV;
- a name's own initials after it, in brackets; the name in another script, after a dash.

Numbers, single letters and abbreviations (M23, Wing A, SPLA) must match to the letter. Two names in
a script that says more than its Latin form, such as Arabic or Chinese, are compared in that script.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import Final

from briefing.search.identity.words import Tongue, slips_between, tongue_of
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, NO_INITIAL, word_set
from briefing.search.words.sounds import skeleton
from briefing.search.words.units import (
    ARTICLES,
    COMPASS,
    OF_PEOPLE,
    PARTICLES,
    PREPOSITIONS,
    SONS,
    NamePart,
    parts_of,
    spelled_out,
    syllables,
    without_particles,
)

LONGEST: Final = 200
"""Names with more characters have no other spellings."""

MOST_UNITS: Final = 16
_SEVERAL: Final = 3
_LEAST_MADE: Final = 8
_LONGEST_ABBREVIATION: Final = 3
_IZAFAT: Final = frozenset("ei")
"""Spellings of the letter that joins Persian and Urdu words: Lashkar-e, Lashkar-i."""

_BEHIND: Final = frozenset(("the", "al", "el", "il", "ul", "le", "la", "les", "los", "las"))
"""Articles that may come after a name, as after a comma."""

_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<letters>[^\s()]{2,15})\)\s*")
_NUMBER = re.compile(r"\d+")
_HALVES = re.compile(r"\s[–—/|-]\s|[()]")
_LIKE_LATIN: Final = frozenset(("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "FULLWIDTH"))
_SEATS: Final = str.maketrans("ىةکی", "يهكي")

_GIVEN: Final = frozenset(word for word in FORMS if syllables(word) > 1) | word_set("""
ali hasan salman salim salih nasir mahmud mustafa saad zubair faisal tariq bilal anwar hamza zakaria
karim hamid sultan james john robert michael william thomas charles christopher daniel matthew
anthony mark edward brian kevin henry arthur jack louis hans friedrich fritz wilhelm karl heinz
klaus jurgen gunter horst walter werner otto ernst hermann kurt franz ludwig martin rudolf jean
michel philippe alain bernard jacques henri marcel rene claude francois laurent juan antonio manuel
francisco luis carlos miguel rafael javier fernando alberto diego joao giuseppe giovanni luigi marco
mario maria anna mary elizabeth sarah
""")


def is_same(name: str, other: str, *, personal: bool, in_order: bool = False) -> bool:
    """Whether two names, as written, are spellings of one name.

    Args:
        name: One of them.
        other: The other one.
        personal: Whether they are names of people.
        in_order: Whether another order of the words makes another name.
    """
    if max(len(name), len(other)) > LONGEST:
        return fold(name) == fold(other) and is_same_in_script(name, other)
    pairs = chain(
        product(_readings(name, personal=personal), _readings(other, personal=personal)),
        product(_halves(name), [other]),
        product([name], _halves(other)),
    )
    return any(_is_same(one, two, personal=personal, in_order=in_order) for one, two in pairs)


def is_same_in_script(name: str, other: str) -> bool:
    """Whether two names that fold alike are also alike in their own script, if that says more."""
    return not (_tells_more(name) and _tells_more(other)) or _letters(name) == _letters(other)


def is_family_name(name: str, whole: str) -> bool:
    """Whether a name (Talon, Abou Zeid, Le Drian) is the family name in a person's full name."""
    if max(len(name), len(whole)) > LONGEST:
        return False
    wanted, among = without_particles(parts_of(name)), without_particles(parts_of(whole))
    is_part = 0 < len(wanted) < len(among)
    return is_part and _in_order(wanted, among[-len(wanted) :], personal=True, most=0)


def _readings(name: str, *, personal: bool) -> Iterator[str]:
    """Yield a name as is, without its initials in brackets, and in the order a comma implies."""
    yield name
    family, comma, given = name.partition(",")
    if personal and comma:
        yield f"{given} {family}"
    if found := _IN_BRACKETS.fullmatch(name):
        words = [word for word in fold(found["name"]).split() if word not in NO_INITIAL]
        of_all = "".join(word[0] for word in words)
        of_long = "".join(word[0] for word in words if len(word) > 1)
        if fold(found["letters"]) in (of_all, of_long):
            yield found["name"]


def _halves(name: str) -> list[str]:
    """Return the two halves of a name written in two scripts; nothing for any other name."""
    halves = [half for half in _HALVES.split(name) if half.strip()]
    is_double = len(halves) == 2 and _tells_more(halves[0]) != _tells_more(halves[1])
    return halves if is_double else []


def _tells_more(name: str) -> bool:
    """Whether a name is in a script that distinguishes more than its Latin form does."""
    return not name.isascii() and any(
        letter.isalpha() and unicodedata.name(letter, "").partition(" ")[0] not in _LIKE_LATIN
        for letter in name
        if not letter.isascii()
    )


def _letters(name: str) -> str:
    """Return the letters of a name in its own script, without marks and seats."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_SEATS)
    return "".join(letter for letter in plain if letter.isalnum())


def _is_same(name: str, other: str, *, personal: bool, in_order: bool) -> bool:
    if not is_same_in_script(name, other):
        return False
    folded, another = fold(name), fold(other)
    if folded.replace(" ", "") == another.replace(" ", ""):
        return _NUMBER.findall(folded) == _NUMBER.findall(another)
    one, two = parts_of(name), parts_of(other)
    if not one or not two or max(len(one), len(two)) > MOST_UNITS:
        return False
    if personal:
        slips = _slips_allowed(without_particles(one), without_particles(two))
        if _in_order(one, two, personal=True, most=slips):
            return True
        return not in_order and any(
            _is_tied_alike(turned, still) and _in_order(turned, still, personal=True, most=0)
            for turning, still in ((one, two), (two, one))
            for turned in _turned(turning, still)
        )
    if _tail(one) != _tail(two):
        return False
    one, two = spelled_out(one), spelled_out(two)
    slips = _slips_allowed(_words(one), _words(two))
    if _in_order(one, two, personal=False, most=slips):
        return True
    return not in_order and _is_reordered(one, two)


def _tail(parts: Sequence[NamePart]) -> list[str]:
    """Return the particles at the end of a group's name, except a single article.

    “Taliban, the” is a name; “the Taliban and the” and “Taliban of” are fragments of a sentence.
    """
    texts = [part.text.lower() for part in parts]
    start = len(texts)
    while start and texts[start - 1] in PARTICLES:
        start -= 1
    tail = texts[start:]
    return [] if len(tail) == 1 and tail[0] in _BEHIND else tail


def _slips_allowed(one: Sequence[object], two: Sequence[object]) -> int:
    """Return how many slips two names are long enough to allow."""
    words = min(len(one), len(two))
    return 0 if words == 1 else 1 if words <= _SEVERAL else 2


def _tongue(one: Sequence[NamePart], two: Sequence[NamePart]) -> Tongue | None:
    """Return the Slavic language that either name is transliterated from, if it shows."""
    found = {tongue_of(part.text) for part in (*one, *two)}
    return next((each for each in (Tongue.BELARUSIAN, Tongue.UKRAINIAN) if each in found), None)


def _in_order(
    one: Sequence[NamePart], two: Sequence[NamePart], *, personal: bool, most: int
) -> bool:
    """Whether two names have the same words in the same order."""
    may_leave = not personal or min(len(one), len(two)) >= _SEVERAL
    tongue = _tongue(one, two) if personal else None
    reached = {(0, 0): 0}

    def reach(step: tuple[int, int], slips: int) -> None:
        if slips <= most and slips < reached.get(step, most + 1):
            reached[step] = slips

    for at in range(len(one) + 1):
        for place in range(len(two) + 1):
            slips = reached.get((at, place))
            if slips is None:
                continue
            if may_leave and _may_leave(one, at, personal=personal):
                reach((at + 1, place), slips)
            if may_leave and _may_leave(two, place, personal=personal):
                reach((at, place + 1), slips)
            if at == len(one) or place == len(two):
                continue
            more = _slips(one[at], two[place], tongue, personal=personal)
            if more is not None:
                reach((at + 1, place + 1), slips + more)
            if _makes(one, at, two[place]):
                reach((at + 2, place + 1), slips)
            if _makes(two, place, one[at]):
                reach((at + 1, place + 2), slips)
    return (len(one), len(two)) in reached


def _slips(part: NamePart, other: NamePart, tongue: Tongue | None, *, personal: bool) -> int | None:
    if _is_fixed(part, personal=personal) or _is_fixed(other, personal=personal):
        texts = {part.text.lower(), other.text.lower()}
        is_izafat = texts == _IZAFAT and not (part.text.isupper() and other.text.isupper())
        return 0 if is_izafat or len(texts) == 1 else None
    text = part.text if other.article else part.whole or part.text
    another = other.text if part.article else other.whole or other.text
    return slips_between(text, another, tongue)


def _is_fixed(part: NamePart, *, personal: bool) -> bool:
    """Whether a part must match to the letter. Family names in capitals need not."""
    is_short = not personal or len(part.text) <= _LONGEST_ABBREVIATION
    return part.fixed or (part.capitals and is_short)


def _makes(parts: Sequence[NamePart], at: int, word: NamePart) -> bool:
    """Whether two neighbours make one word; short ones only to the letter (Cao Ren, Korean)."""
    pair = parts[at : at + 2]
    if len(pair) == 1 or word.fixed or any(part.fixed for part in pair):
        return False
    made = pair[0].text + pair[1].text
    return made == word.text or (len(made) >= _LEAST_MADE and slips_between(made, word.text) == 0)


def _may_leave(parts: Sequence[NamePart], at: int, *, personal: bool) -> bool:
    if at == len(parts) or parts[at].text not in (OF_PEOPLE if personal else PARTICLES):
        return False
    # A single letter may name a wing: only between words is it a particle.
    return 0 < at < len(parts) - 1 or not (personal or parts[at].fixed)


def _turned(one: Sequence[NamePart], two: Sequence[NamePart]) -> Iterator[Sequence[NamePart]]:
    """Yield the parts of a person's name in the other orders that are allowed."""
    if any(part.text in SONS for part in (*one, *two)):
        return
    blocks = _blocks(one)
    given = [all(is_given_name(part.text) for part in block) for block in blocks]
    if len(blocks) > 1 and not all(given):
        yield list(chain(*blocks[1:], blocks[0]))
        yield list(chain(blocks[-1], *blocks[:-1]))
    if len(blocks) < _SEVERAL:
        return
    for at in range(len(blocks) - 1):
        pair = blocks[at : at + 2]
        # The first is the person's own name; another one there means a brother or the father.
        is_kin = all(given[at : at + 2]) or (at == 0 and any(given[:2]))
        if not is_kin and all(syllables(part.text) > 1 for part in chain(*pair)):
            yield list(chain(*blocks[:at], pair[1], pair[0], *blocks[at + 2 :]))


def _is_tied_alike(one: Sequence[NamePart], two: Sequence[NamePart]) -> bool:
    """Whether hyphens join the same parts of two names, if both have any."""
    ties, others = ([part.hyphened for part in parts] for parts in (one, two))
    return ties == others or not (any(ties) and any(others))


def _blocks(parts: Sequence[NamePart]) -> list[list[NamePart]]:
    """Return the parts of a name that move together: those joined by hyphens."""
    blocks: list[list[NamePart]] = []
    for part in parts:
        if part.hyphened and blocks:
            blocks[-1].append(part)
        else:
            blocks.append([part])
    return blocks


def _is_reordered(one: Sequence[NamePart], two: Sequence[NamePart]) -> bool:
    """Whether a group's name has the same words in an order with the same meaning."""
    words, others = _words(one), _words(two)
    if sorted(words) != sorted(others) or not SONS.isdisjoint(words):
        return False
    if all(map(is_given_name, words)):
        return False
    if words[1:] + words[:1] == others or words[-1:] + words[:-1] == others:
        return not _is_placed(words[0]) and not _is_placed(words[-1])
    runs, other_runs = list(_runs(words)), list(_runs(others))
    return len(runs) == len(other_runs) and all(
        run == other or (sorted(run) == sorted(other) and not any(map(_is_placed, run)))
        for run, other in zip(runs, other_runs, strict=True)
    )


def _words(parts: Sequence[NamePart]) -> list[str]:
    return [(part.whole or part.text).lower() for part in parts if part.text not in ARTICLES]


def _runs(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words between prepositions, and the prepositions."""
    run: list[str] = []
    for word in words:
        if word in PREPOSITIONS:
            yield run
            yield [word]
            run = []
        else:
            run.append(word)
    yield run


def _is_placed(word: str) -> bool:
    """Whether a word qualifies its neighbour: a number, a letter, a compass point."""
    return len(word) == 1 or word[:1].isdigit() or word in COMPASS


def is_given_name(text: str) -> bool:
    """Whether a unit is a common given name, which may also be the father's."""
    alike = _given_names().get(skeleton(text), ())
    return any(slips_between(text, name) == 0 for name in alike)


@lru_cache
def _given_names() -> dict[str, list[str]]:
    """Map consonant skeletons to given names."""
    found: dict[str, list[str]] = {}
    for word in sorted(_GIVEN):
        found.setdefault(skeleton(word), []).append(word)
    return found
