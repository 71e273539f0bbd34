"""A name taken apart to be compared: its units, and which of them may vary, move or go.

Numbers come out in figures however they are written (4th, fourth, IV). What is the same to the
letter only is marked: numbers, single letters (Wing A), abbreviations (SPLA).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.search.folding import fold_with_map
from briefing.search.lexicon import FORMS
from briefing.search.same_word import slips_between
from briefing.search.sounds import skeleton
from briefing.search.units import units

_REMEMBERED: Final = 20_000


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES: Final = _set("the a an al el il ul l la le les los las and et y e und")
PREPOSITIONS: Final = _set("of for in on to de du des del d di da do dos das von van pour sur i")
PARTICLES: Final = ARTICLES | PREPOSITIONS
"""Words that may be missing from the name of a group."""

SONS: Final = _set("bin ibn ben bint bent binti bn ag ould walad wald weld")
"""“Son of” and “daughter of”: whose child somebody is depends on the order."""

OF_PEOPLE: Final = SONS | _set("al el l la le les de du des del d di da dos das von van der den")
"""Words that may be missing from the name of a person: no syllables of other names (do, in, to)."""

COMPASS: Final = _set("""
north south east west northern southern eastern western northeast northwest southeast southwest
northeastern northwestern southeastern southwestern central upper lower nord sud est ouest norte sur
""")

_IZAFAT: Final = _set("e i o y")
"""Letters that tie words of Persian and Urdu where a hyphen stands before: Hizb-e Islami."""

_SYLLABLES: Final = _set("il un en")
"""Articles to `units`, but first of all syllables of Korean: Kim Il Sung."""

_SHORTENED: Final = {
    "ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated",
    "pvt": "private", "bros": "brothers", "intl": "international", "dept": "department",
    "govt": "government", "gov": "government", "org": "organization", "min": "ministry",
    "st": "saint",
}  # fmt: skip

_EITHER_WAY: Final = frozenset((*_SHORTENED, *_SHORTENED.values()))

_NUMBERS: Final = """
one first, two second, three third, four fourth, five fifth, six sixth, seven seventh, eight eighth,
nine ninth, ten tenth, eleven eleventh, twelve twelfth, thirteen thirteenth, fourteen fourteenth,
fifteen fifteenth, sixteen sixteenth, seventeen seventeenth, eighteen eighteenth,
nineteen nineteenth, twenty twentieth
"""
_ROMAN: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_FIGURES: Final = {
    word: str(number)
    for words in (_NUMBERS.split(","), _ROMAN.split())
    for number, each in enumerate(words, 1)
    for word in each.split()
    if len(word) > 1  # a letter by itself may be one
}
_ORDINAL = re.compile(r"0*(\d+)(?:st|nd|rd|th|e|er|eme|ere|o)?")

_SYLLABLE = re.compile("[aeiouy]+")


def syllables(word: str) -> int:
    """Return how many syllables a folded word has, more or less."""
    return len(_SYLLABLE.findall(word))


_GIVEN: Final = frozenset(word for word in FORMS if syllables(word) > 1) | _set("""
ali hasan salman salim salih nasir mahmud mustafa saad zubair faisal tariq bilal anwar hamza zakaria
karim hamid sultan james john robert michael william thomas charles christopher daniel matthew
anthony mark edward brian kevin henry arthur jack louis hans friedrich fritz wilhelm karl heinz
klaus jurgen gunter horst walter werner otto ernst hermann kurt franz ludwig martin rudolf jean
michel philippe alain bernard jacques henri marcel rene claude francois laurent juan antonio manuel
francisco luis carlos miguel rafael javier fernando alberto diego joao giuseppe giovanni luigi marco
mario maria anna mary elizabeth sarah
""")


class Part(NamedTuple):
    """One unit of a name.

    Attributes:
        text: Its letters, folded; a number in figures; a capital by itself as it is.
        fixed: Whether it is the same to the letter only: a number, or a letter by itself.
        capitals: Whether it stands in capitals and the rest does not, as abbreviations do.
        hyphened: Whether a hyphen ties it to the one before.
        article: Whether an article stands before it, or in it: al-Shami, Alshami.
        whole: The word with what looks like its article; else empty. Alfred is not Fred.
    """

    text: str
    fixed: bool = False
    capitals: bool = False
    hyphened: bool = False
    article: bool = False
    whole: str = ""


@lru_cache(_REMEMBERED)
def parts_of(name: str) -> tuple[Part, ...]:
    """Take a name apart; articles before its words are none of the parts."""
    folded, places = fold_with_map(name)
    words = folded.split()
    spans: list[tuple[int, int]] = []
    start = 0
    for word in words:
        spans.append((places[start], places[start + len(word) - 1] + 1))
        start += len(word) + 1
    is_loud = name.isupper() and len(words) > 1
    found: list[Part] = []
    last = 0
    for unit in units(words):
        skipped = words[last : unit.first]
        found += [Part(word) for word in skipped if word in _SYLLABLES]
        written = name[spans[unit.first][0] : spans[unit.end - 1][1]]
        # A hyphen ties a word to the article between.
        before = name[spans[last - 1][1] : spans[unit.first][0]] if last and not skipped else ""
        is_letter = len(unit.text) == 1
        is_capital = written.isupper() and not (before == "-" and unit.text in _IZAFAT)
        figures = _figures(unit.text)
        word = words[unit.first] if unit.end == unit.first + 1 else ""
        whole = word if word != unit.text and word.endswith(unit.text) else ""
        text = unit.text.upper() if is_letter and is_capital else unit.text
        if text.endswith("allah") and words[unit.end - 1].endswith("i"):
            text += "i"  # Abdollahi is no Abdullah
        found.append(
            Part(
                text=figures or text,
                fixed=bool(figures) or is_letter,
                capitals=written.isupper() and not is_loud,
                hyphened="-" in before,
                article=bool(whole or skipped),
                whole=whole,
            )
        )
        last = unit.end
    return tuple(found)


def spelled_out(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Write out what is shortened in the names of bodies: Ltd, Co."""
    return tuple(
        part._replace(text=_SHORTENED[part.text], capitals=False)
        if part.text in _SHORTENED
        else part
        for part in parts
    )


def names_people(parts: Iterable[Part]) -> list[Part]:
    """Return the parts of a person's name that are no particles."""
    return [part for part in parts if part.text not in OF_PEOPLE]


def is_written_freely(text: str) -> bool:
    """Whether a unit may be written in a way that its sound does not show: 4th, Ltd."""
    return len(text) == 1 or text in _EITHER_WAY or bool(_figures(text))


def is_given_name(text: str) -> bool:
    """Whether a unit is a common given name, which fathers pass on as well."""
    alike = _given_names().get(skeleton(text), ())
    return any(slips_between(text, name) == 0 for name in alike)


@lru_cache
def _given_names() -> dict[str, list[str]]:
    """Given names by their consonants."""
    found: dict[str, list[str]] = {}
    for word in sorted(_GIVEN):
        found.setdefault(skeleton(word), []).append(word)
    return found


def _figures(text: str) -> str:
    """Return the number that a unit is, in figures; empty for any other."""
    if ordinal := _ORDINAL.fullmatch(text):
        return ordinal[1]
    if text in _FIGURES:
        return _FIGURES[text]
    return text if any(character.isdigit() for character in text) else ""
