"""Spellings: what is ignored when two names are compared.

The same man is Mukhtār Balmukhtār (ALA-LC), Mukhtar Bilmukhtar (BGN/PCGN), Mokhtar Belmokhtar
(French press), Moktar Belmoktar (agency wires) and مختار بلمختار. Four steps make them meet, each
in a module of its own; none knows a single person:

1. `fold`, here, drops what a typist leaves out or writes at choice: case, accents and the dots and
   macrons of scholarly romanisation, the marks of ayn and hamza, hyphens and punctuation; Arabic
   and Cyrillic become Latin letters (`scripts`). Equality after folding counts as an exact match.
2. `units` joins the words that make one name: Abd al-Rahman and Abdurrahman, Abou Bakr and
   Aboubacar, Farid ud-Din and Fareeduddin; and leaves articles out.
3. `sounds` keeps of each the classes of its consonants. It is coarse on purpose: it proposes, and
   together with the plain spelling decides how likely two words are one (`likeness`).
4. `lexicon` lists what no rule of sound can know: words that are one name in different languages,
   and words that say little: particles, titles, the legal forms of companies.

A name in another script is read in Latin letters beside that (`readings`), its vowels supplied
where they are known.

The order of names and of words of the query plays no part, and neither need have all words of the
other: words are compared one by one, and each agreement counts for what it would be worth if it
came about by chance (`evidence`).
"""

import re
import unicodedata

from briefing.search.scripts import LATIN

_DROPPED = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈˊˋ՚＇ءـ")
_SPELLED_OUT = LATIN | {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "a", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k",
    "ƴ": "y", "ɲ": "n", "ɣ": "gh",
}  # fmt: skip

# A lone l or d before an apostrophe is French elision, a word of its own: l'Azawad.
_ELISION = re.compile(r"\b([ldLD])['’ʼ](?=\w)")

LEAST_INITIALS = 3
"""Letters an abbreviation has at least."""


class _Nothing(dict[int, str]):
    """Takes away all characters but capitals."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = self[code] = character if "A" <= character <= "Z" else ""
        return kept


_NOT_CAPITALS = _Nothing()


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """Return the letters one character stands for: a space when it parts words, "" when ignored."""
    if character in _DROPPED:
        return ""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category[0] in "ZCPS":
        # A few symbols stand for letters (℡, Ⓐ); the rest part words.
        letters = unicodedata.normalize("NFKD", character).casefold()
        return letters if letters.isascii() and letters.isalnum() else " "
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_fold_part, plain))


def _fold_part(part: str) -> str:
    """Fold one character of a decomposed one."""
    if part in _DROPPED:
        return ""
    category = unicodedata.category(part)
    if category[0] in "LN" or category == "Mc":
        return _SPELLED_OUT.get(part, part)
    return " " if category[0] in "ZPS" else ""


_TABLE = _FoldTable()


def _part_elisions(text: str) -> str:
    """Set l' and d' apart; the length stays, so positions hold."""
    return _ELISION.sub(r"\1 ", text) if "'" in text or "’" in text or "ʼ" in text else text


def fold(text: str) -> str:
    """Return `text` without what spellings differ in: case, accents, marks, punctuation.

    Args:
        text: Any text, as written.

    Returns:
        Lower-case words, one space apart, none at the ends.
    """
    if text.isascii():
        plain = text.lower()
        if plain.replace(" ", "").isalpha():  # most names; they need no more
            return " ".join(plain.split())
    return " ".join(_part_elisions(text).translate(_TABLE).split())


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Fold `text` and tell where each folded character came from.

    Args:
        text: Any text, as written.

    Returns:
        `fold(text)`, and for each of its characters the index in `text` that gave it.
    """
    folded: list[str] = []
    places: list[int] = []
    gap = -1
    for place, character in enumerate(_part_elisions(text)):
        for part in _TABLE[ord(character)]:
            if part.isspace():
                gap = place
                continue
            if gap >= 0 and folded:
                folded.append(" ")
                places.append(gap)
            gap = -1
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def capitals(text: str) -> str:
    """Return the capitals of a name, folded: what it may be shortened to.

    Args:
        text: A name as written.

    Returns:
        Its ASCII capitals; "" where these are fewer than three, or the whole name is in capitals.
    """
    found = text.translate(_NOT_CAPITALS)
    return found.lower() if len(found) >= LEAST_INITIALS and not text.isupper() else ""
