"""Whether one word is another spelling of a word, as transliteration and the press vary it.

This is not a measure of likeness: Bashar and Bashir differ by one letter and are two men. A word is
broken down into the sounds its letters can represent; two words are the same if they can be read as
the same sequence of sounds.

- Consonants: one sound has many spellings (q, k, kh, c, ck; ch, sh, sch; j, dj, zh), one letter
  several sounds (q is k in Qatar and g in Qaddafi; gh is g, and q in Persian). Double is single.
- Vowels: Arabic has a, i, u and two diphthongs, written a or e, i or e, u, o, ou or oo, ai or ei,
  au or aw. So a matches e, e matches i, o matches u; a never matches i or u: Hasan is not Husayn. A
  word of one vowel has little else to distinguish it (Wang, Weng), so only its writing may differ.
- At the end of a word: i is y, ey, ii or iy, ah is a or eh; a mute e is optional after n (Amin,
  Amine). Any other final vowel makes another word: Niger, Nigeria; Ivanov, Ivanova.
- A slip is a difference that some romanisations make and others do not: a vowel between two
  consonants (Fahd, Fahad), s and z, h and kh, g and j, d and z, e and yo. It is allowed only in a
  long word, and only if the rest of the name supports it (`same_name`).

Forms that no such rule finds are listed if one person bears them: the Russian, Ukrainian and
Belarusian form of a name, the romanisations of Korean. Forms in another language (Mamadou for
Muhammad, Peter for Pierre) belong to other people; a search may find them, but they are not the
same name.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.search.words.lexicon import SPELLED, nations_of
from briefing.search.words.units import plain_unit

_LONGEST: Final = 40
_LEAST_FOR_SLIP: Final = 6
_SHORT: Final = 3
_REMEMBERED: Final = 100_000

_GRAPHEMES = re.compile(
    "shch|tsch|sch|tch|dzh|sh|ch|kh|gh|dh|th|ph|zh|dj|ck|cq|ts|tz|cz|sz|[aeiouywA-Z]+|."
)
_VOWELS = frozenset("aeiouywAEI")
"""Includes the capitals that replace -ah, -eh and -ih, so that their h is not a consonant."""

_REWRITTEN: Final = (
    (re.compile("^rh"), "gh"),  # Tuareg, by French ears: Rhali
    (re.compile("x"), "ks"),
    (re.compile("qu(?=[ei])"), "q"),
    (re.compile("gu(?=[ei])"), "g"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("(?<=[ei])j$|(?<=[aeiou])j(?=e[vw]|ic)"), "y"),  # Aleksej, Soltajev
    (re.compile(r"([b-df-hj-np-tv-z]|[sckgdtz]h)\1+"), r"\1"),
    (re.compile("(?<=[iy])(?:[ae]h)$|(?<=iy)e$"), "a"),
    (re.compile("(?<=.)ah$"), "A"),
    (re.compile("(?<=.)eh$"), "E"),
    (re.compile("(?<=..)[iy]h$"), "I"),
)


def _table(text: str) -> dict[str, frozenset[str]]:
    """Parse what letters can represent: `e=a/i` means e is a or i."""
    pairs = (entry.split("=") for entry in text.split())
    return {letters: frozenset(sounds.split("/")) for letters, sounds in pairs}


_HEARD: Final = _table(
    "shch=ŝ tsch=ĉ sch=ŝ tch=ĉ dzh=ĵ sh=ŝ ch=ĉ/ŝ cz=ĉ/ŝ sz=s/ŝ ts=ċ tz=ċ c=k ck=k cq=k "
    "q=k/g/ĝ kh=k/ĥ gh=g/ĝ dh=d/z/ð th=t/þ ph=f j=ĵ dj=ĵ zh=ĵ"
)
"""The sounds of a consonant; any other represents itself."""

_SLIPS: Final = frozenset(map(frozenset, ("sz", "hĥ", "gĵ", "dz", "ðþ", "zþ", "sþ", "ċs")))
_FINAL_VOICING: Final = frozenset(map(frozenset, ("dt", "bp", "vf")))

_VOWEL_PARTS = re.compile("ou|oo|ee|ei|ey|(?<![aeiou])ie|ae(?!e)|ao(?!o)|.")
_READ_AS: Final = _table(
    "a=a A=a e=a/i E=e i=i y=i I=ih o=u/au u=u w=u ou=u/au oo=u ee=i ei=ai/i ey=ai/i ie=i/ia "
    "ae=ai ao=au"
)
_READ_STRICTLY: Final = _READ_AS | _table("e=e o=o ou=u ei=ai ey=ai ie=i")
_FINAL_A: Final = _table("a=a/â A=a E=e/â/ih")
"""The sounds of a final a, ah and eh; -eh is -ah in Salameh and -ih in Saleh."""

_SALEH: Final = 2
"""In a word with so few vowels, -eh and -ah are two names: Saleh, Salah; but Salameh, Salamah."""

_LONGEST_VOWEL: Final = 3
_DOUBLED = re.compile(r"(.)\1+")
_SLIPPING_VOWELS: Final = frozenset(
    frozenset((run, other))
    # Russian ё, a diphthong, German umlauts.
    for run, others in _table("e=yo/io/iyo/ai/ay ye=yo o=yo/oe u=ue a=ae").items()
    for other in others
)
_DROPPED: Final = frozenset(("a", "e", "i", "o", "u", "ou", "oo"))
_BEFORE_MUTE: Final = frozenset(("a", "i", "ou", "oo", "u"))
_MOST_READINGS: Final = 64

_BELARUSIAN = re.compile(
    "..(?:avich|[ae]una|enka)$|^(?:al[iy]aks|siarh|uladz|mikala|dz[mi]|yauh|viktar)"
)
_UKRAINIAN = re.compile("..[oi]?vych$|^(?:hry|serhi|oleks|volod|myk|yevh|andri|dmyt)")
_FROM_UKRAINIAN: Final = (
    (re.compile("(?<=[aeiouy])j(?![aeiouy])"), "y"),
    (re.compile("(?<![sckgztd])h"), "g"),
)
_FROM_BELARUSIAN: Final = (
    *_FROM_UKRAINIAN,
    (re.compile("(?<=[aeoy])[uw](?=$|n[ae]$|sk|ck)"), "v"),  # Marozau, Morozov
    (re.compile("dz(?=[iey])"), "d"),
    (re.compile("ts(?=[iey])"), "t"),
    (re.compile("o"), "a"),  # Belarusian writes unstressed o as a
)


class _Sounds(NamedTuple):
    """How a word can be read."""

    consonants: tuple[frozenset[str], ...]
    vowels: tuple[str, ...]  # before, between and after the consonants; "" where two meet
    runs: int  # how many runs of vowels are pronounced


@lru_cache
def _forms() -> dict[str, frozenset[str]]:
    """Map names to their listed forms, both as words and as units."""
    forms: dict[str, set[str]] = {}
    for word, others in SPELLED.items():
        for each in (word, plain_unit(word)):
            forms.setdefault(each, set()).update(others, map(plain_unit, others))
    return {word: frozenset(others) for word, others in forms.items()}


def forms_of(word: str) -> frozenset[str]:
    """Return the other listed forms of a word; empty for most."""
    return _forms().get(word, frozenset())


class Tongue(Enum):
    """A Slavic language that a name shows to be transliterated from."""

    UKRAINIAN = "uk"
    BELARUSIAN = "be"


def tongue_of(word: str) -> Tongue | None:
    """Return the Slavic language that a word of a name reveals, if any."""
    if _BELARUSIAN.search(word):
        return Tongue.BELARUSIAN
    return Tongue.UKRAINIAN if _UKRAINIAN.search(word) else None


@lru_cache(_REMEMBERED)
def slips_between(word: str, other: str, tongue: Tongue | None = None) -> int | None:
    """Return how many slips separate two spellings of one word, 0 or 1.

    Args:
        word: A folded unit of a name.
        other: Another one.
        tongue: The Slavic language of one of the names, when the other may be Russian.

    Returns:
        The number of slips; None if they are two words.
    """
    if word == other or other in forms_of(word):
        return 0
    if not _can_vary(word) or not _can_vary(other):
        return None
    if {word[-3:], other[-3:]} == {"ang", "eng"}:
        return None  # two syllables of Chinese
    nations, others = nations_of(word), nations_of(other)
    if nations and others and not nations & others:
        return None
    found = _compare(word, other)
    if ("v" in word and "w" in other) or ("w" in word and "v" in other):
        found = _fewer(found, _compare(word.replace("w", "v"), other.replace("w", "v")))
    if {word[-2:], other[-2:]} == {"at", "ah"}:
        found = _fewer(found, _compare(word[:-1] + "h", other[:-1] + "h"))  # Jamaat, Jamaah
    # The differences between languages are lenient enough without slips.
    if tongue and _compare(_russian(word, tongue), _russian(other, tongue)) == 0:
        return 0
    may_slip = not nations and not others and _may_slip(word) and _may_slip(other)
    return found if not found or may_slip else None


def _can_vary(word: str) -> bool:
    is_latin = word.isascii() and word.isalpha()
    return 1 < len(word) <= _LONGEST and is_latin and not _VOWELS.isdisjoint(word)


def _may_slip(word: str) -> bool:
    # Names with Abd share their first letters.
    own = word.removeprefix("abd")
    return len(own) >= _LEAST_FOR_SLIP and _sounds(own).runs > 1


def _fewer(slips: int | None, others: int | None) -> int | None:
    return min((each for each in (slips, others) if each is not None), default=None)


def _russian(word: str, tongue: Tongue) -> str:
    """Return a Ukrainian or Belarusian name as it is in Russian."""
    for pattern, written in _FROM_BELARUSIAN if tongue is Tongue.BELARUSIAN else _FROM_UKRAINIAN:
        word = pattern.sub(written, word)
    return word


@lru_cache(_REMEMBERED)
def _sounds(word: str) -> _Sounds:
    for pattern, written in _REWRITTEN:
        word = pattern.sub(written, word)
    consonants: list[frozenset[str]] = []
    vowels = [""]
    for grapheme in _GRAPHEMES.findall(word):
        if grapheme[0] in _VOWELS:
            vowels[-1] = grapheme
        else:
            consonants.append(_HEARD.get(grapheme, frozenset(grapheme)))
            vowels.append("")
    runs = sum(map(bool, vowels)) - (vowels[-1] == "e")
    return _Sounds(tuple(consonants), tuple(vowels), runs)


@lru_cache(_REMEMBERED)
def _vowels(run: str, *, is_last: bool, runs: int) -> frozenset[str]:
    """Return the ways a run of vowels can be read."""
    strict = runs == 1 and len(run) <= _LONGEST_VOWEL
    if is_last and (run == "e" or (strict and run == "ou")):
        return frozenset([run])
    if is_last and run in ("a", "A", "E") and not strict:
        return _FINAL_A[run] if run != "A" or runs <= _SALEH else frozenset("aâ")
    if is_last and run.endswith("ie"):
        run = run[:-1]  # Julie is not Julia
    read_as = _READ_STRICTLY if strict else _READ_AS
    readings = {""}
    for part in _VOWEL_PARTS.findall(run):
        longer = sorted(start + more for start in readings for more in read_as[part])
        readings = {_DOUBLED.sub(r"\1", each) for each in longer[:_MOST_READINGS]}
    return frozenset(readings)


def _compare(word: str, other: str) -> int | None:
    """Return the slips between two words; None if there are several, or another difference."""
    one, two = _sounds(word), _sounds(other)
    if len(one.consonants) != len(two.consonants):
        return None
    slips = 0
    last = len(one.consonants) - 1
    ends_so = all(sounds.vowels[last] and not sounds.vowels[-1] for sounds in (one, two))
    is_short = min(len(word), len(other)) <= _SHORT
    for at, (consonant, another) in enumerate(zip(one.consonants, two.consonants, strict=True)):
        if not consonant.isdisjoint(another):
            continue
        if at == last and ends_so and _is_pair(consonant, another, _FINAL_VOICING):
            continue
        slips += 1
        if slips > 1 or not _is_pair(consonant, another, _SLIPS):
            return None
    for at, (run, another_run) in enumerate(zip(one.vowels, two.vowels, strict=True)):
        if run != another_run:
            slip = _slip_of_vowels(one, two, at, is_short=is_short)
            if slip is None or slips + slip > 1:
                return None
            slips += slip
    return slips


def _is_pair(
    sounds: frozenset[str], others: frozenset[str], pairs: frozenset[frozenset[str]]
) -> bool:
    return any(frozenset((sound, other)) in pairs for sound in sounds for other in others)


def _slip_of_vowels(one: _Sounds, two: _Sounds, at: int, *, is_short: bool) -> int | None:
    """Return the slips between two differently written runs of vowels; None for another word."""
    run, other = one.vowels[at], two.vowels[at]
    is_last = at == len(one.vowels) - 1
    if not run or not other:
        return _slip_of_one(one if run else two, at, is_last=is_last)
    # Eli is not Ali.
    if is_short and len(run) == len(other) == 1 and "a" in (run.lower(), other.lower()):
        return None
    readings = _vowels(run, is_last=is_last, runs=one.runs)
    if not readings.isdisjoint(_vowels(other, is_last=is_last, runs=two.runs)):
        return 0
    return 1 if frozenset((run, other)) in _SLIPPING_VOWELS and not is_last else None


def _slip_of_one(sounds: _Sounds, at: int, *, is_last: bool) -> int | None:
    """Return the slips for leaving out a run of vowels; None if that makes another word."""
    run = sounds.vowels[at]
    if is_last:
        # Amin, Amine; but Jan, Jane.
        ends = at > 1 and "n" in sounds.consonants[-1] and sounds.vowels[at - 1] in _BEFORE_MUTE
        return 0 if run == "e" and ends and sounds.runs > 1 else None
    return 1 if at > 0 and run in _DROPPED else None
