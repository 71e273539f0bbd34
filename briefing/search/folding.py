"""Spellings: what is ignored when two names are compared, and which letters count as one.

The same man is Mukhtār Balmukhtār (ALA-LC), Mukhtar Bilmukhtar (BGN/PCGN), Mokhtar Belmokhtar
(French press) and Moktar Belmoktar (agency wires). Two steps make them meet.

`fold` drops what a typist leaves out or writes at choice: case, accents and the dots and macrons of
scholarly romanisation, the marks of ayn and hamza, hyphens and punctuation. It loses nothing a
reader would call a letter, so folded equality is shown as an exact match.

`skeleton` keeps a token's consonants, each class of them as one letter. It is coarse on purpose: it
only proposes, and the plain spelling decides the order.

- Short vowels are not written in Arabic, so each scheme guesses them: Mukhtar, Mokhtar. All go,
  with the semivowels inside a word (Dawud, Daoud). A leading vowel stays, as one mark, because
  Omar and Mar are not one name; the French `ou` before a vowel is W (Oualid, Walid).
- K: ALA-LC `q` and `kh`, English `k`, French `c` and `ck` (Aguelhoc, Agelhok; Qaddafi, Kadhafi).
- G: `gh` and the Tuareg French `rh` that opens a word (Rhali, Ghali); `j`, French `dj` and Egyptian
  `g` (Jamal, Djamel, Gamal); the mute `u` of French `gue`, `gui`.
- S: `s`, `z`, and `c` before e, i, y (Hocine, Hussein); X: English `sh`, French `ch`, German `sch`.
- D: `d`, `dh`; T: `t`, `th`; F: `f`, `ph`, and `v` (Ivanov, Ivanoff).
- Doubled letters are one, and a final `h` is the silent ta marbuta (Fatima, Fatimah).
- The article (al-, el-, and ad-, ar-, as-, ash- before sun letters) has no skeleton. Abd al-, Abdel
  and Abdul, joined or not, sun letter or not, are BD: Abderrahmane, Abd al-Rahman. Abu, Abou and
  Bou are B: Aboubacar, Boubacar. Ibn, ben and bin are BN; ould and walad are WLD.
"""

import re
import unicodedata

_DROPPED = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈˊˋ՚＇ءـ")
_SPELLED_OUT = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "a", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k",
    "ƴ": "y", "ɲ": "n", "ɣ": "gh", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك",
}  # fmt: skip

_ARTICLES = "al el il ul ad ed ar er as es ash ech ach at et an en az ez"
_PARTICLES = """
abd abdel abdul abdal abdoul abu abou bou abi aba abo ibn ben bin bint bent ag ould walad wald weld
oulad umm oum sidi sheikh cheikh haji hadj hajj mr mrs dr de du des d l la le les of the and for in
on to a et sur pour von van der da do dos y di del
"""
_UNSPOKEN = "of the and for in on to de du des d l la le les et sur pour"

ARTICLES = frozenset(_ARTICLES.split())
LIGHT = ARTICLES | frozenset(_PARTICLES.split())
_NO_INITIAL = frozenset(_UNSPOKEN.split())

# A lone l or d before an apostrophe is French elision, a word of its own: l'Azawad.
_ELISION = re.compile(r"\b([ldLD])['’ʼ](?=\w)")
_DOUBLED = re.compile(r"(.)\1+")
_ABD = re.compile(r"^abd(?:[aeiou]{0,2}(?:l(?=.{2}|$)|([rsnztd])(?=\1)|(sh|ch)(?=\2))|$)")
_OPENING_W = re.compile(r"^o?u(?=[aeiy])")
_CLUSTER = re.compile(r"^rh|tch|sch|sh|ch|kh|ck|cq|gh|gu(?=[eiy])|dj|dh|th|ph|c(?=[eiy])|(?<=.)h$")
_CLUSTERS = {
    "rh": "G", "gh": "G", "gu": "G", "dj": "G", "tch": "X", "sch": "X", "sh": "X", "ch": "X",
    "kh": "K", "ck": "K", "cq": "K", "dh": "D", "th": "T", "ph": "F", "c": "S", "h": "",
}  # fmt: skip
_LETTERS = str.maketrans("bcdfghjklmnpqrstvz", "BKDFGHGKLMNPKRSTFS", "aeiouwy") | {ord("x"): "KS"}
_FIXED = {
    "ould": "WLD",
    "oulad": "WLD",
    "ibn": "BN",
    "allah": "L",
    "abdoulaye": "BDL",
} | dict.fromkeys(ARTICLES, "")


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


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text, in order."""
    return folded.split()


def acronym(folded: str) -> str:
    """Return the initials of a folded name of three words or more, small words left out."""
    letters = "".join([word[0] for word in folded.split() if word not in _NO_INITIAL])
    return letters if len(letters) > 2 else ""


def skeleton(token: str) -> str:
    """Return the consonant classes of one folded word.

    Args:
        token: A folded word; a script other than Latin is kept as it is.

    Returns:
        Capital letters, one per consonant class; "" for an article.
    """
    fixed = _FIXED.get(token)
    if fixed is not None:
        return fixed
    if not token.isascii():
        return token
    head = ""
    abd = _ABD.match(token) if token.startswith("abd") else None
    if abd:
        head, token = "BD", token[abd.end() :]
    elif token.startswith(("abu", "abo")):
        token = token[1:]
    elif token[0] == "w" or _OPENING_W.match(token):
        head = "W"
    elif token[0] in "aeiouy":
        head = "A"
    undoubled = _DOUBLED.sub(r"\1", token)
    return head + _CLUSTER.sub(_cluster_class, undoubled).translate(_LETTERS)


def _cluster_class(cluster: re.Match[str]) -> str:
    return _CLUSTERS[cluster[0]]
