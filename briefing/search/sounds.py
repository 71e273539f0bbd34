"""The classes of consonants: what stays of a word when transliterations are taken off it.

- Short vowels are not written in Arabic, so each scheme guesses them: Mukhtar, Mokhtar. All go,
  with the semivowels inside a word (Dawud, Daoud). A leading vowel stays, as one mark, because
  Omar and Mar are not one name; the French `ou` before a vowel is W (Oualid, Walid).
- K: ALA-LC `q` and `kh`, English `k`, French `c` and `ck` (Aguelhoc, Agelhok; Qaddafi, Kadhafi).
- G: `gh` and the Tuareg French `rh` that opens a word (Rhali, Ghali); `j`, French `dj`, Egyptian
  `g` (Jamal, Djamel, Gamal) and Cyrillic ж (Zhukov, Jukov); the mute `u` of French `gue`, `gui`.
- S: `s`, `z`, and `c` before e, i, y (Hocine, Hussein); X: English `sh`, French and English `ch`,
  German `sch`, `tsch`, `schtsch`, Polish and Belarusian `sz`, `cz`, `szcz`, Cyrillic щ.
- D: `d`, `dh`; T: `t`, `th`; F: `f`, `ph`, `v` (Ivanov, Ivanoff), and the last `w` of German and
  Polish `ow` (Gorbatschow, Gorbachev).
- Doubled letters are one, and a final `h` is the silent ta marbuta (Fatima, Fatimah).
- Abd is BD and Abu B, however the name that follows is joined to it (`units`).
"""

from collections.abc import Sequence
from string import ascii_lowercase
from typing import Final

LEAST_JOINED: Final = 3
"""Inner consonants a word must have that may be two; fewer say too little."""

# In this order. A word stands between line feeds, so that its start and its end can be told.
_REPLACED = (
    *((2 * letter, letter) for letter in ascii_lowercase),
    ("\nould\n", "\nWLD\n"), ("\noulad\n", "\nWLD\n"), ("\nibn\n", "\nBN\n"), ("\nh\n", "\nH\n"),
    ("\nabd", "\nBD"), ("\nabu", "\nB"), ("\nabo", "\nB"),
    ("\nw", "\nW"),
    *((f"\n{w}{vowel}", "\nW") for w in ("ou", "u") for vowel in "aeiy"),
    *((f"\n{vowel}", "\nA") for vowel in "aeiouy"),
    ("\nrh", "\nG"),
    ("schtsch", "X"), ("tsch", "X"), ("dsch", "G"), ("ow\n", "F\n"),
    ("shch", "X"), ("szcz", "X"), ("tch", "X"), ("sch", "X"), ("sh", "X"), ("ch", "X"),
    ("cz", "X"), ("sz", "X"),
    ("kh", "K"), ("ck", "K"), ("cq", "K"), ("gh", "G"), ("dzh", "G"), ("zh", "G"), ("dj", "G"),
    *((f"gu{vowel}", "G") for vowel in "eiy"),
    *((f"c{vowel}", "S") for vowel in "eiy"),
    ("dh", "D"), ("th", "T"), ("ph", "F"), ("h\n", "\n"),
)  # fmt: skip
_CONSONANTS = dict(zip("bcdfghjklmnpqrstvz", "BKDFGHGKLMNPKRSTFS", strict=True)) | {"x": "KS"}
_VOWELS = dict(zip("aeiouwy", "aiiuuui", strict=True))
_LETTERS = str.maketrans(_CONSONANTS | dict.fromkeys(_VOWELS, ""))
_VOWELLED = str.maketrans(_CONSONANTS | _VOWELS)
_NO_VOWELS = str.maketrans(dict.fromkeys(_VOWELS, "") | {"q": "k"})


# What is not K is set apart first: a soft g, ng, and the `ch` that is part of more letters.
_HARD = (
    *((f"g{vowel}", f"j{vowel}") for vowel in "eiy"),
    ("shch", "\0"), ("sch", "\1"), ("tch", "\2"), ("ch", "k"),
    ("\0", "shch"), ("\1", "sch"), ("\2", "tch"),
    ("gui", "ki"), ("gue", "ke"), ("gh", "k"), ("ng", "\0"), ("g", "k"), ("\0", "ng"),
)  # fmt: skip


def skeletons(words: Sequence[str]) -> list[str]:
    """Return the consonant classes of many words at once.

    Args:
        words: Folded words; letters other than Latin ones are kept as they are.

    Returns:
        For each a string of capital letters, one per consonant class.
    """
    return _heard(words, _LETTERS)


def vowelled(words: Sequence[str]) -> list[str]:
    """Return the same with the vowels as a, i and u: those that Arabic has, where it writes them.

    Args:
        words: Folded words.
    """
    return _heard(words, _VOWELLED)


def frames(words: Sequence[str]) -> list[str]:
    """Return words without vowels and doubled letters, the other letters nearly as they are.

    Args:
        words: Folded words.
    """
    text = "\n" + "\n".join(words).translate(_NO_VOWELS) + "\n"
    for double, letter in _REPLACED[: len(ascii_lowercase)]:
        text = text.replace(double, letter)
    # The last h is silent, as in `skeletons`.
    return text.replace("h\n", "\n")[1:-1].split("\n") if words else []


def _heard(words: Sequence[str], letters: dict[int, str]) -> list[str]:
    if not words:
        return []
    text = "\n" + "\n\n".join(words) + "\n"
    for old, new in _REPLACED:
        text = text.replace(old, new)
    return text[1:-1].translate(letters).split("\n\n")


def hard_skeletons(words: Sequence[str], sounds: Sequence[str]) -> list[str]:
    """Return the consonant classes of words whose `g` and `ch` are taken to be K.

    Qaf is `g` in Libya, Sudan and the Gulf (Gaddafi, Qaddafi; Aguila, Aqila), and `ch` is `kh` in
    German and Polish (Chruschtschow, Chodorkowski).

    Args:
        words: Folded words.
        sounds: Their skeletons, which are given back where there is no such letter.
    """
    places = [at for at, word in enumerate(words) if "g" in word or "ch" in word]
    found = list(sounds)
    hardened = harden([words[at] for at in places])
    for at, sound in zip(places, skeletons(hardened), strict=True):
        found[at] = sound
    return found


def harden(words: Sequence[str]) -> list[str]:
    """Return words with K for what may be one: a hard `g`, and `ch`."""
    text = "\n".join(words)
    for old, new in _HARD:
        text = text.replace(old, new)
    return text.split("\n") if words else []


def skeleton(word: str) -> str:
    """Return the consonant classes of one folded word."""
    return skeletons([word])[0]


def bones(sounds: Sequence[str]) -> list[str]:
    """Return what stays of words however they are joined to others: their inner consonants.

    Args:
        sounds: Their skeletons.

    Returns:
        The skeletons without the marks of a leading vowel and of h, which come and go at a seam,
        and without the difference of voiced and voiceless (Gholamreza, Qolam Reza).
    """
    return "\n".join(sounds).translate(_SEAMLESS).split("\n") if sounds else []


_SEAMLESS = str.maketrans("GDB", "KTP", "AHW")
