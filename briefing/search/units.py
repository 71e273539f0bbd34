"""From words to units: the words that make one name are one unit, however they are parted.

Abd al-Rahman, Abdel Rahman, Abdurrahman and Abderrahmane are `abdrahman` and `abdrahmane`; Abu
Bakr, Abou Bakr and Aboubakr are `abubakr`; Salah al-Din, Salah Eddine and Salahuddin `salahddin`;
Aman Ullah and Amanullah `amanallah`; al-Shami, Alshami and ash-Shami `shami`; S. A. and SA `sa`,
I & S and I and S `is`.
The article stays only where it is all there is.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.search.lexicon import ABD, ABU, AND, ARTICLES, DIN, GOD, JOINED_DIN, SUN_ARTICLES

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

_OPENERS = ABD | ABU | ARTICLES | SUN_ARTICLES.keys() | JOINED_DIN | GOD


class Unit(NamedTuple):
    """One name within a name.

    Attributes:
        text: What is compared.
        first: The number of its first word.
        end: The number of the word after its last.
    """

    text: str
    first: int
    end: int


def plain_unit(word: str) -> str:
    """Return the unit a word is by itself: its particle, if joined, in the form all share."""
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
    """Return the name within a unit made of several words, by which it may be known alone.

    Args:
        unit: A unit of a name.

    Returns:
        Zeid for Abu Zeid, Malek for Abd al-Malek, Salah for Salah al-Din; "" for any other unit.
    """
    if unit.startswith(_STARTS):
        name = unit[len("abu") :]
    elif unit.endswith("ddin"):
        name = unit.removesuffix("ddin")
    else:
        name = unit.removesuffix("allah") if unit.endswith("allah") else ""
    return name if len(name) >= _LEAST_INNER else ""


def opens_unit(word: str) -> bool:
    """Whether a word may belong to a neighbour; without such words a name has a unit a word."""
    return (
        len(word) == 1
        or word in _OPENERS
        or (word.startswith("abd") and _ABD_ALONE.fullmatch(word) is not None)
    )


def units(words: Sequence[str]) -> list[Unit]:
    """Return the units of a name.

    Args:
        words: Its folded words.

    Returns:
        Its units in order. Articles belong to none.
    """
    if not any(map(opens_unit, words)):
        return [Unit(plain_unit(word), at, at + 1) for at, word in enumerate(words)]
    found: list[Unit] = []
    at = 0
    while at < len(words):
        at = _take(words, at, found)
    return found or [Unit(word, at, at + 1) for at, word in enumerate(words)]


def _take(words: Sequence[str], at: int, found: list[Unit]) -> int:
    """Add the unit that begins at a word to those before it; return where the next one begins."""
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
    """Return the place after initials, which “and” may tie: I & S and I and S are `is`."""
    end = at + 1
    while end < len(words):
        step = 2 if words[end] in AND else 1
        following = words[end + step - 1 : end + step]
        if not following or len(following[0]) > 1:
            break
        end += step
    return end


def _past_article(words: Sequence[str], at: int) -> int:
    """Return the place after the article at `at`, if one stands there before another word."""
    if at + 1 >= len(words):
        return at
    article, following = words[at], words[at + 1]
    sun = SUN_ARTICLES.get(article)
    is_article = article in ARTICLES or (sun is not None and following.startswith(sun))
    return at + 1 if is_article else at


def _open(start: str, words: Sequence[str], at: int, after: int, found: list[Unit]) -> int:
    """Add a unit made of an opening word and the one it leads to."""
    rest = words[after]
    if rest.startswith("al") and len(rest) >= _LEAST_JOINED:
        rest = rest[2:]
    found.append(Unit(start + rest, at, after + 1))
    return after + 1


def _close(end: str, after: int, found: list[Unit]) -> int:
    """Join a closing word to the unit before it."""
    last = found.pop()
    found.append(Unit(last.text + end, last.first, after))
    return after
