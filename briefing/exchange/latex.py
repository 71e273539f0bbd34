"""Text in LaTeX, as BibTeX has it, to plain text and back."""

import re
import unicodedata
from typing import Final

_ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
"""The accents of LaTeX (L. Lamport, LaTeX, 2nd edition, table 3.1) as combining characters."""

_LETTERS: Final = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "i": "ı",
    "j": "ȷ",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textquotesingle": "'",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textendash": "–",
    "textemdash": "—",
    "textellipsis": "…",
    "ldots": "…",
    "dots": "…",
    "euro": "€",
    "texteuro": "€",
    "pounds": "£",
    "S": "§",
    "guillemotleft": "«",
    "guillemotright": "»",
    "textdegree": "°",
}

_KEPT: Final = (
    "emph|textit|textbf|textsc|textrm|textsf|texttt|textup|mkbibquote|enquote|url|path|nolinkurl"
)
"""Commands that only say how their words look."""

_TOKEN: Final = re.compile(
    r"\\(?P<sign>[&%$#_{}])"
    r"|\\(?P<accent>[`'^~\"=.]|[uvHckrdb](?![A-Za-z]))\s?(?:\{\s?(?P<in>\\?[^\W\d_]?)\s?\}"
    r"|(?P<on>\\?[^\W\d_]))"
    rf"|\\(?:{_KEPT})(?![A-Za-z])\s?(?=\{{)"
    r"|\\(?P<letter>[A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))"
    r"|\\(?P<blank>[\\ ,/-])"
    r"|(?P<dash>---?)|(?P<open>``)|(?P<close>'')|(?P<tie>~)|(?P<brace>[{}])|(?P<math>\$)"
)

_SIGNS: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # Two of these would become another sign.
    "-": r"-{}",
    "`": r"`{}",
    "'": r"'{}",
} | {sign: f"\\{sign}" for sign in "&%$#_{}"}


def to_text(latex: str) -> str:
    """The plain text of some LaTeX; commands that are not known stay as they are."""
    return unicodedata.normalize("NFC", _TOKEN.sub(_plain, latex))


def _plain(found: re.Match[str]) -> str:
    if found["sign"]:
        return found["sign"]
    if accent := found["accent"]:
        base = (found["in"] or found["on"] or "").removeprefix("\\")
        return f"{base}{_ACCENTS[accent]}" if base else found[0]
    if letter := found["letter"]:
        return _LETTERS.get(letter, found[0])
    if blank := found["blank"]:
        return " " if blank in "\\ " else ""
    if dash := found["dash"]:
        return "—" if dash == "---" else "–"
    if found["open"] or found["close"]:
        return "“" if found["open"] else "”"
    if found["tie"]:
        return " "
    if found["math"]:
        return "$"
    return ""


def to_latex(text: str) -> str:
    """Plain text for a field of BibTeX in braces; letters beyond ASCII stay (biber reads UTF-8)."""
    return re.sub(r"([-`'])(?=\1)|[\\~^&%$#_{}]", lambda found: _SIGNS[found[0]], text)
