"""How a name in another script is read in Latin letters, so that it meets its romanised forms.

What was written is kept for what is found as it stands; a reading is only ever a resemblance, for
many names share one. Consonants of a script that leaves vowels out stand as capitals: `MHMD` may be
Muhammad, Mahmud or Mehmed, and is compared by its consonants (`vocabulary`).

- Arabic, also as Persian, Kurdish, Pashto and Urdu write it: the article and the parts of joined
  names are set apart, and common names, which any reader knows, get their vowels.
- Hebrew: its consonants.
- Hangul: the Revised Romanization of 2000 syllable by syllable, as the parts of a name are written;
  other spellings of these are in `lexicon`.
- Han: Hanyu Pinyin and Wade-Giles, the surname apart from the given name. Names of Koreans and
  Japanese in Han are read as Chinese ones, so they are not found by their own readings.
- All others as `anyascii` has them; the scripts of India by their consonants, for it leaves out the
  vowel they do not write.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from briefing.search.folding import fold
from briefing.search.script_names import (
    ARABIC_NAMES,
    DOUBLE_SURNAMES,
    KOREAN_SURNAMES,
    SURNAME_READINGS,
)

# Beside Latin and Cyrillic letters, which `fold` knows, and marks.
_OTHER: Final = re.compile(
    "[\u0370-\u03ff\u0530-\u1cff\u1f00-\u1fff\u2d00-\u2ddf\u3005-\ufaff\ufb13-\ufeff\U00010000-\U0003ffff]"
)
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_RUNS: Final = re.compile(
    "(?P<arabic>[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u0300-\u036f]+)"
    "|(?P<hebrew>[\u0590-\u05ff]+)"
    "|(?P<indic>[\u0900-\u0dff]+)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<han>[\u3005\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+)"
    "|(?P<word>(?:[^\\W\\d_]|[\u0300-\u036f\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3])+)"
    "|(?P<number>\\d+)"
)


def readings(text: str) -> tuple[str, ...]:
    """Return how a name in other scripts is read, the likeliest first; nothing for Latin ones.

    Args:
        text: A name as written.
    """
    if text.isascii() or not _OTHER.search(text):
        return ()
    composed = unicodedata.normalize("NFKC", text)
    ways = (False, True) if _HAN.search(composed) else (False,)
    read = (" ".join(filter(None, _read(composed, giles=giles))) for giles in ways)
    return tuple(dict.fromkeys(filter(None, read)))


def _read(text: str, *, giles: bool) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        written, script = run.group(), run.lastgroup
        if script == "arabic":
            yield from _arabic(written)
        elif script == "hebrew":
            yield _consonants(_latin_hebrew(written))
        elif script == "indic":
            yield _consonants(_NASAL.sub("n", _ascii(written)))
        elif script == "hangul":
            yield from _hangul(written)
        elif script == "han":
            yield from _han(written, giles=giles)
        else:
            folded = fold(written)
            yield folded if folded.isascii() else _ascii(written)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return fold(anyascii(text))


def _consonants(word: str) -> str:
    return word.upper()


# The mark of a nasal is m by itself, n before these.
_NASAL: Final = re.compile("m(?=[dtkgjc])")

_HEBREW: Final = str.maketrans("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "abgdhwzhtykklmmnnsafpzzkrst") | {
    ord("ש"): "sh"
}


def _latin_hebrew(word: str) -> str:
    return fold(word.translate(_HEBREW))


_UNMARKED: Final = str.maketrans("أإآٱىيكہھة", "اااایی" + "ک" + "ههه") | {ord("ـ"): None}
_SILENT: Final = re.compile("ه\u200c(?=ا)")
_STARTS: Final = (("ال", "al"), ("عبد", "abd"), ("ابو", "abu"))
_ENDS: Final = (("الدین", ("al", "din")), ("الله", ("allah",)))
_LEAST_REST: Final = 2
_MOST_JOINED: Final = 5


def _arabic(written: str) -> Iterator[str]:
    """Yield the words of one written together."""
    bare = "".join(letter for letter in written if unicodedata.category(letter) != "Mn")
    for word in _SILENT.sub("", bare).split("\u200c"):
        yield from _arabic_word(word)


def _arabic_word(word: str, room: int = _MOST_JOINED) -> Iterator[str]:
    """Yield the parts of a word, so many at most as there is room for."""
    plain = word.translate(_UNMARKED)
    if plain in ARABIC_NAMES:
        yield ARABIC_NAMES[plain]
        return
    for start, part in _STARTS if room else ():
        rest = word[len(start) :]
        # A hamza tells a name that begins with the letters of the article: ألفريد.
        if plain.startswith(start) and len(rest) > _LEAST_REST and not word.startswith("أل"):
            yield part
            yield from _arabic_word(rest, room - 1)
            return
    for end, parts in _ENDS if room else ():
        if plain.endswith(end) and len(plain) > len(end):
            yield from _arabic_word(word[: -len(end)], room - 1)
            yield from parts
            return
    folded = fold(word)
    if folded:
        yield _consonants(folded) if folded.isascii() else folded


# Finals are unvoiced: bak, not bag.
_FINALS: Final = str.maketrans("gdb", "ktp")


def _hangul(written: str) -> Iterator[str]:
    for at, syllable in enumerate(written):
        if at == 0 and len(written) > 1 and syllable in KOREAN_SURNAMES:
            yield KOREAN_SURNAMES[syllable]
            continue
        latin = _ascii(syllable)
        is_plain = len(latin) < 2 or latin.endswith("ng")
        yield latin if is_plain else latin[:-1] + latin[-1].translate(_FINALS)


_NAME_LENGTH: Final = 3


def _han(written: str, *, giles: bool) -> Iterator[str]:
    """Yield surname and given name; what is longer than a name in pairs, as most words are."""
    syllables = [_ascii(character) for character in written]
    surname = 2 if written[:2] in DOUBLE_SURNAMES and len(written) > 2 else 1
    if len(written) <= _NAME_LENGTH + surname - 1:
        if written[0] in SURNAME_READINGS:
            syllables[0] = SURNAME_READINGS[written[0]]
        ends = [surname, len(written)]
    else:
        ends = [*range(2, len(written), 2), len(written)]
    if giles:
        syllables = list(map(_giles, syllables))
    start = 0
    for end in ends:
        yield "".join(syllables[start:end])
        start = end


_INITIALS: Final = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("z", "ts"),
    ("c", "ts"), ("b", "p"), ("d", "t"), ("g", "k"), ("r", "j"),
)  # fmt: skip
_RIMES: Final = (
    ("iong", "iung"), ("ong", "ung"), ("ian", "ien"), ("yan", "yen"), ("yong", "yung"),
    ("ie", "ieh"), ("ye", "yeh"), ("ue", "ueh"), ("you", "yu"),
)  # fmt: skip


def _giles(syllable: str) -> str:
    """Return a syllable of Hanyu Pinyin as Wade-Giles writes it, its apostrophes left out."""
    for rime, other in _RIMES:
        if syllable.endswith(rime):
            syllable = syllable[: -len(rime)] + other
            break
    for initial, other in _INITIALS:
        if syllable.startswith(initial):
            rest = syllable[len(initial) :]
            if rest == "i" and initial in ("zh", "ch", "sh", "r"):
                return other + "ih"
            if rest == "i" and initial in ("z", "c"):
                return other[:-1] + "zu" if initial == "z" else "tzu"
            return other + rest
    return syllable
