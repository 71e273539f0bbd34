"""The encoding of a text that does not say which it has."""

import re
from typing import Final

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""What a text may begin with to say its encoding, the longer ones first."""

_NOT_WESTERN: Final = re.compile(
    "[^\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ€£§©®°·«»‹›“”„‘’‚–—…•†¡¿ºª\u00a0\u00ad]|[À-ÖØ-öø-ÿŒœŠšŽž]{3}"
)
"""What no text in a language of Western Europe has: other signs, three such letters in a row."""


def guessed(head: bytes) -> str:
    """A guess at the encoding of a text that is not UTF-8.

    Args:
        head: Its first bytes, or lines with letters that ASCII lacks.
    """
    from charset_normalizer import from_bytes

    # A few accents among ASCII letters are too little for statistics.
    if not _NOT_WESTERN.search(head.decode("cp1252", errors="replace")):
        return "cp1252"
    best = from_bytes(head, cp_isolation=[*_GUESSED]).best()
    return best.encoding if best else "cp1252"


_GUESSED: Final = (
    "utf_16_le",
    "utf_16_be",
    "cp1252",
    "cp1251",
    "cp1253",
    "cp1255",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
)
"""The encodings that data come in; others of Latin letters cannot be told from cp1252."""
