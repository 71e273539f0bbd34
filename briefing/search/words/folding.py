"""Folding: what is ignored when two names are compared.

The same man is Mukhtār Balmukhtār (ALA-LC), Mukhtar Bilmukhtar (BGN/PCGN), Mokhtar Belmokhtar
(French press), Moktar Belmoktar (news agencies) and مختار بلمختار. Five modules bring these
together; none of them knows a single person:

1. `folding` drops what typists leave out or write as they like: case, accents, the dots and macrons
   of scholarly romanisation, the marks of ayn and hamza, hyphens and punctuation. Arabic and
   Cyrillic letters become Latin ones. Names that are equal after folding match exactly.
2. `romanisation` also reads a name in another script as it is usually romanised, with vowels.
3. `units` joins the words that make one name (Abd al-Rahman and Abdurrahman, Abou Bakr and
   Aboubacar, Farid ud-Din and Fareeduddin) and leaves out articles.
4. `sounds` reduces each unit to the classes of its consonants. This is deliberately coarse: it
   proposes candidates, which are then compared by plain spelling as well.
5. `lexicon` lists what no rule of sound can know: the forms of a name in different languages, and
   words that say little, such as particles, titles and the legal forms of companies.

The Arabic table follows ISO 233-2 and ALA-LC for plain letters: short vowels are not written and
therefore not supplied, ayn and the seats of hamza become `a`, ta marbuta becomes `h`. The letters
added by Persian, Pashto and Urdu follow BGN/PCGN. The Cyrillic table follows BGN/PCGN for Russian;
letters of Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Tajik and Chechen follow their own
romanisations. Soft and hard signs are dropped, as in the press. Only letters that remain after
compatibility decomposition and case folding are listed: by then й is и with a mark.
"""

import re
import unicodedata
from typing import Final

_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w",
    "ي": "y", "ى": "a", "ة": "h", "ٱ": "a",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    "ں": "n", "ہ": "h", "ھ": "h", "ے": "e", "ۀ": "h", "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "sh",
    "ږ": "zh", "ڼ": "n", "څ": "ts", "ځ": "dz", "ې": "e", "ۍ": "y", "ە": "a",
}  # fmt: skip

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "є": "ye", "і": "i", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "ѕ": "dz", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "ҳ": "h", "ҷ": "j", "ӏ": "",
}  # fmt: skip

_DROPPED = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈˊˋ՚＇ءـ")
_SPELLED_OUT = _ARABIC | _CYRILLIC | {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "a", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k",
    "ƴ": "y", "ɲ": "n", "ɣ": "gh",
}  # fmt: skip

# A lone l or d before an apostrophe is a French elision, a separate word: l'Azawad.
_ELISION = re.compile(r"\b([ldLD])['’ʼ](?=\w)")

LEAST_INITIALS = 3
"""The fewest letters of an abbreviation."""


class _CapitalsTable(dict[int, str]):
    """A translation table that drops all characters but capitals."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = chr(code) if "A" <= chr(code) <= "Z" else ""
        return kept


_ONLY_CAPITALS = _CapitalsTable()


class _FoldTable(dict[int, str]):
    """A translation table of what each character folds to, filled on first use."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """Return what a character folds to: letters, a space if it separates words, "" if ignored."""
    if character in _DROPPED:
        return ""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category[0] in "ZCPS":
        # A few symbols represent letters (℡, Ⓐ); the rest separate words.
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


def _split_elisions(text: str) -> str:
    """Separate l' and d'; the length stays the same, so positions remain valid."""
    return _ELISION.sub(r"\1 ", text) if "'" in text or "’" in text or "ʼ" in text else text


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, marks and punctuation."""
    if text.isascii():
        plain = text.lower()
        if plain.replace(" ", "").isalpha():  # true of most names
            return " ".join(plain.split())
    return " ".join(_split_elisions(text).translate(_TABLE).split())


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)`, and for each of its characters the index in `text` it comes from."""
    folded: list[str] = []
    places: list[int] = []
    gap = -1
    for place, character in enumerate(_split_elisions(text)):
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
    """Return the ASCII capitals of a name, folded: its possible abbreviation.

    Returns "" if there are fewer than three, or the whole name is in capitals.
    """
    found = text.translate(_ONLY_CAPITALS)
    return found.lower() if len(found) >= LEAST_INITIALS and not text.isupper() else ""


_BRACKETED: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_NOTE: Final = re.compile(
    r"\d|\b(?:dob|pob|d\.o\.b|born|birth|passport|nationality|national|citizen|gender|male|female)\b",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"[\s,;:–-](?:dob\b|pob\b|d\.o\.b\b|date of birth\b|place of birth\b|passport\b"
    r"|born (?:on |in |about |circa |c\. ?)?\d)",
    re.IGNORECASE,
)


def without_note(query: str) -> str:
    """Return a name without notes that lists add to it, such as a date of birth or a passport.

    `Damel Mostafa (Date of birth 31 Dec. 1979)` and `Damel Mostafa; DOB 31 Dec 1979` become `Damel
    Mostafa`. Other text in brackets stays: there are armies of liberation in (Bolivia) and in
    (Colombia).

    Args:
        query: A name as printed in a list.
    """
    plain = _BRACKETED.sub(lambda found: " " if _NOTE.search(found[1]) else found[0], query)
    behind = _BEHIND.search(plain)
    plain = plain[: behind.start()] if behind else plain
    return plain.strip(" ,;:–-") or query
