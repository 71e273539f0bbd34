"""How a name is divided into units: the words that make one name, however they are written.

Abd al-Rahman, Abdel Rahman, Abdurrahman and Abderrahmane are `abdrahman` and `abdrahmane`; Abu
Bakr, Abou Bakr and Aboubakr are `abubakr`; Salah al-Din, Salah Eddine and Salahuddin `salahddin`;
Aman Ullah and Amanullah `amanallah`; al-Shami, Alshami and ash-Shami `shami`; S. A. and SA `sa`;
I & S and I and S `is`. An article is kept only when the name has nothing else.

The search needs only the units. Deciding whether two names are the same (`same_name`) needs
`NamePart`s as well: units with what the written name says about them. Numbers become figures
however they are written (4th, fourth, IV); numbers, single letters (Wing A) and abbreviations
(SPLA) are marked, because they must match to the letter.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.search.words.folding import fold_with_map
from briefing.search.words.lexicon import (
    ABD,
    ABU,
    AND,
    ARABIC_ARTICLES,
    DIN,
    GOD,
    JOINED_DIN,
    SUN_ARTICLES,
    word_set,
)

_SUN: Final = "[rsnztd]|sh|ch"
_ABD_ALONE = re.compile(rf"abd(?:ou|[aeiu])(?:{_SUN})")
_ABD_JOINED = re.compile(rf"abd(?:ou|[aeiou])?(?:l(?=..)|({_SUN})(?=\1))?(?=..)")
_ABU_JOINED = re.compile(r"ab(?:ou|[ou])(?=[b-df-hj-np-tv-z]..)")
_ARTICLE_JOINED = re.compile(rf"(?:[ae]l(?=[b-df-hjkmnp-tv-z].{{3}})|a({_SUN})(?=\1.{{3}}))")
_DIN_JOINED = re.compile(r"(?<=..)(?:[aeiou]{0,2}dd?|ald)(?:ie|ee|[iey])ne?$")
_GOD_JOINED = re.compile(r"(?<=...)(?:ou|[aeiou])?ll+ahi?$|(?<=...)ou?lah$")
_DIN_ENDS = ("din", "deen", "den", "dine", "dyn", "dien")
_GOD_ENDS = ("lah", "lahi")
_SERVANT_OF_GOD = re.compile(r"abd(?:ou|[aeiou])?l+(?:ahi?|a|aye)")
_STARTS = ("abu", "abd")
_LEAST_JOINED: Final = 6
_LEAST_INNER: Final = 4
_REMEMBERED: Final = 20_000

_OPENERS = ABD | ABU | ARABIC_ARTICLES | SUN_ARTICLES.keys() | JOINED_DIN | GOD


class Unit(NamedTuple):
    """One unit of a name.

    Attributes:
        text: Its normalised letters, which are compared.
        first: The number of its first word.
        end: The number of the word after its last.
    """

    text: str
    first: int
    end: int


def plain_unit(word: str) -> str:
    """Return the unit of a single word, with a joined particle in its common form."""
    if len(word) < _LEAST_JOINED or not word.isascii():
        return word
    if word.startswith("abd") and _SERVANT_OF_GOD.fullmatch(word):
        return "abdallah"
    if word.startswith("abd") and (opened := _ABD_JOINED.match(word)):
        word = "abd" + word[opened.end() :]
    elif word.startswith("ab") and (opened := _ABU_JOINED.match(word)):
        word = "abu" + word[opened.end() :]
    elif word[0] in "ae" and (opened := _ARTICLE_JOINED.match(word)):
        word = word[opened.end() :]
    if word.endswith(_DIN_ENDS):
        return _DIN_JOINED.sub("ddin", word)
    if word.endswith(_GOD_ENDS):
        return _GOD_JOINED.sub("allah", word)
    return word


def inner_name(unit: str) -> str:
    """Return the part of a compound unit that may be used alone; "" for any other unit.

    Zeid of Abu Zeid, Malek of Abd al-Malek, Salah of Salah al-Din.
    """
    if unit.startswith(_STARTS):
        name = unit[len("abu") :]
    elif unit.endswith("ddin"):
        name = unit.removesuffix("ddin")
    else:
        name = unit.removesuffix("allah") if unit.endswith("allah") else ""
    return name if len(name) >= _LEAST_INNER else ""


def opens_unit(word: str) -> bool:
    """Whether a word may join a neighbour; in a name without such words, each word is a unit."""
    return (
        len(word) == 1
        or word in _OPENERS
        or (word.startswith("abd") and _ABD_ALONE.fullmatch(word) is not None)
    )


def units(words: Sequence[str]) -> list[Unit]:
    """Return the units of a name in order; articles are in none.

    Args:
        words: Its folded words.
    """
    if not any(map(opens_unit, words)):
        return [Unit(plain_unit(word), at, at + 1) for at, word in enumerate(words)]
    found: list[Unit] = []
    at = 0
    while at < len(words):
        at = _take(words, at, found)
    return found or [Unit(word, at, at + 1) for at, word in enumerate(words)]


def _take(words: Sequence[str], at: int, found: list[Unit]) -> int:
    """Add the unit that begins at a word, and return where the next one begins."""
    word = words[at]
    after = _past_article(words, at + 1)
    is_last = at + 1 == len(words)
    if not is_last and (word in ABD or _ABD_ALONE.fullmatch(word)):
        return _open("abd", words, at, after, found)
    if not is_last and word in ABU:
        return _open("abu", words, at, after, found)
    if found and (word in JOINED_DIN or word in GOD):
        return _close("ddin" if word in JOINED_DIN else "allah", at + 1, found)
    past = _past_article(words, at)
    if past > at:
        # The article is dropped, unless it leads to the second half of a name.
        return _close("ddin", past + 1, found) if found and words[past] in DIN else past
    if len(word) == 1:
        end = _past_initials(words, at)
        letters = (letter for letter in words[at:end] if len(letter) == 1)
        found.append(Unit("".join(letters), at, end))
        return end
    found.append(Unit(plain_unit(word), at, at + 1))
    return at + 1


def _past_initials(words: Sequence[str], at: int) -> int:
    """Return the place after initials, which “and” may join: I & S and I and S are `is`."""
    end = at + 1
    while end < len(words):
        step = 2 if words[end] in AND else 1
        following = words[end + step - 1 : end + step]
        if not following or len(following[0]) > 1:
            break
        end += step
    return end


def _past_article(words: Sequence[str], at: int) -> int:
    """Return the place after the article at `at`, if there is one before another word."""
    if at + 1 >= len(words):
        return at
    article, following = words[at], words[at + 1]
    sun = SUN_ARTICLES.get(article)
    return at + (article in ARABIC_ARTICLES or bool(sun and following.startswith(sun)))


def _open(start: str, words: Sequence[str], at: int, after: int, found: list[Unit]) -> int:
    """Add a unit of an opening word and the word it belongs to."""
    rest = words[after]
    rest = rest.removeprefix("al") if len(rest) >= _LEAST_JOINED else rest
    found.append(Unit(start + rest, at, after + 1))
    return after + 1


def _close(end: str, after: int, found: list[Unit]) -> int:
    """Join a closing word to the unit before it."""
    last = found.pop()
    found.append(Unit(last.text + end, last.first, after))
    return after


ARTICLES: Final = word_set("the a an al el il ul l la le les los las and et y e und")
PREPOSITIONS: Final = word_set(
    "of for in on to de du des del d di da do dos das von van pour sur i"
)
PARTICLES: Final = ARTICLES | PREPOSITIONS
"""Words that may be missing from the name of a group."""

SONS: Final = word_set("bin ibn ben bint bent binti bn ag ould walad wald weld")
"""“Son of” and “daughter of”: the order of the words says who is whose child."""

OF_PEOPLE: Final = SONS | word_set(
    "al el l la le les de du des del d di da dos das von van der den"
)
"""Words that may be missing from the name of a person; none is a syllable of other names (do, in,
to)."""

COMPASS: Final = word_set("""
north south east west northern southern eastern western northeast northwest southeast southwest
northeastern northwestern southeastern southwestern central upper lower nord sud est ouest norte sur
""")

_IZAFAT: Final = word_set("e i o y")
"""Letters that join Persian and Urdu words after a hyphen: Hizb-e Islami."""

_SYLLABLES: Final = word_set("il un en")
"""Articles to `units`, but in most names Korean syllables: Kim Il Sung."""

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
    if len(word) > 1  # a single letter may be just a letter
}
_ORDINAL = re.compile(r"0*(\d+)(?:st|nd|rd|th|e|er|eme|ere|o)?")

_SYLLABLE = re.compile("[aeiouy]+")
_WORD = re.compile("[^ ]+")


def syllables(word: str) -> int:
    """Return roughly how many syllables a folded word has."""
    return len(_SYLLABLE.findall(word))


class NamePart(NamedTuple):
    """A unit of a name with what its written form says about it.

    Attributes:
        text: Its letters, folded; a number in figures; a single capital unchanged.
        fixed: Whether it must match to the letter: a number or a single letter.
        capitals: Whether it is in capitals and the rest is not, as abbreviations are.
        hyphened: Whether a hyphen joins it to the one before.
        article: Whether it has an article, before it or joined: al-Shami, Alshami.
        whole: The word with what looks like its article; else empty. Alfred is not Fred.
    """

    text: str
    fixed: bool = False
    capitals: bool = False
    hyphened: bool = False
    article: bool = False
    whole: str = ""


@lru_cache(_REMEMBERED)
def parts_of(name: str) -> tuple[NamePart, ...]:
    """Divide a name into its parts, without articles."""
    folded, places = fold_with_map(name)
    words = folded.split()
    spans = [(places[word.start()], places[word.end() - 1] + 1) for word in _WORD.finditer(folded)]
    is_loud = name.isupper() and len(words) > 1
    found: list[NamePart] = []
    last = 0
    for unit in units(words):
        skipped = words[last : unit.first]
        found += [NamePart(word) for word in skipped if word in _SYLLABLES]
        written = name[spans[unit.first][0] : spans[unit.end - 1][1]]
        # Look for the hyphen before the article, if there is one: the two go together.
        before = name[spans[last - 1][1] : spans[unit.first][0]] if last and not skipped else ""
        is_letter = len(unit.text) == 1
        is_capital = written.isupper() and not (before == "-" and unit.text in _IZAFAT)
        figures = _figures(unit.text)
        word = words[unit.first] if unit.end == unit.first + 1 else ""
        whole = word if word != unit.text and word.endswith(unit.text) else ""
        text = unit.text.upper() if is_letter and is_capital else unit.text
        if text.endswith("allah") and words[unit.end - 1].endswith("i"):
            text += "i"  # Abdollahi is not Abdullah
        found.append(
            NamePart(
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


def spelled_out(parts: Sequence[NamePart]) -> tuple[NamePart, ...]:
    """Expand abbreviations in the names of organisations: Ltd, Co."""
    return tuple(
        part._replace(text=_SHORTENED[part.text], capitals=False)
        if part.text in _SHORTENED
        else part
        for part in parts
    )


def without_particles(parts: Iterable[NamePart]) -> list[NamePart]:
    """Return the parts of a person's name that are not particles."""
    return [part for part in parts if part.text not in OF_PEOPLE]


def is_written_freely(text: str) -> bool:
    """Whether a unit has spellings that its sound does not show: 4th, Ltd."""
    return len(text) == 1 or text in _EITHER_WAY or bool(_figures(text))


def _figures(text: str) -> str:
    """Return the number that a unit represents, in figures; empty for any other unit."""
    if ordinal := _ORDINAL.fullmatch(text):
        return ordinal[1]
    if text in _FIGURES:
        return _FIGURES[text]
    return text if any(character.isdigit() for character in text) else ""
