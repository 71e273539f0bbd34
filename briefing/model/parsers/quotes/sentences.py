"""Split running text into sentences of words, each quotation being one opaque token."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from briefing.model.parsers.quotes.quotations import Quotation, is_name

_ABBREVIATIONS = """Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Cpt Cmdr Cdr Sgt Brig Adm Cpl Pvt Gov Sen
    Rep Pres Amb Rev Fr St Ste Sr Jr Hon Insp Supt Det Mme Mlle MM Me Sec Pte Mgr Gén Cdt Adj Ltg
    Jan Feb Aug Sept Oct Nov Dec Inc Corp Ltd"""
_WORD = re.compile(
    rf"""
    (?:[^\W\d_]\.){{2,}}                                                 # initials: U.S.
    | (?:Maj-Gen|(?:{"|".join(_ABBREVIATIONS.split())})(?:\.-[A-Z][a-z]{{1,3}})?)\.(?=\s)
    | [A-ZÀ-Þ]\.(?=\s+[A-ZÀ-Þ])                                          # an initial
    | \d+(?:[.,:]\d+)*(?:[^\W\d_]+)?                                     # a number
    | [^\W_]+(?:[-‐’'&][^\W_]+)*                                         # a word
    | \n
    | [^\w\s]{{4,}}                                                       # a run of signs
    | -{{1,3}}|[—–]
    | \S
    """,
    re.VERBOSE,
)
_ENDS = frozenset(".!?…")
_NO_ADVERBS = frozenset(("family", "ally", "assembly", "supply", "rally", "reply", "july", "italy"))
_LONGEST_DATELINE = 14
"""Tokens of a dateline with its dash: GAO, Mali, Jan. 24, 2014 (Reuters) —."""


class Word(NamedTuple):
    """A word, a sign, or a whole quotation.

    Attributes:
        text: As written.
        low: In lower case, with plain apostrophes and hyphens.
        start: Where it begins in its source.
        end: After it.
        source: The whole text it is from.
        quotation: The quotation, if it is one.
    """

    text: str
    low: str
    start: int
    end: int
    source: str
    quotation: Quotation | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is a capitalized word, also after the article l’."""
        if self.quotation is not None:
            return False
        bare = self.text[2:] if self.low[:2] in ("l'", "d'") else self.text
        # al-Qaeda, el-Sisi: the particle is in lower case, the name is not.
        return bare[:1].isupper() or (bare[:3].lower() in ("al-", "el-") and bare[3:4].isupper())

    @property
    def is_name(self) -> bool:
        """Whether it is a quoted name, without a comma that ends the clause around it."""
        if self.quotation is None or self.quotation.words.endswith(","):
            return False
        return is_name(self.quotation.words)

    @property
    def is_dash(self) -> bool:
        """Whether it separates like a dash."""
        return self.text in ("-", "--", "---", "—", "–")


def is_adverb(token: Word) -> bool:
    """Whether a word has the form of an adverb."""
    is_small = len(token.low) > len("ally") and not token.is_capital
    return is_small and token.low.endswith("ly") and token.low not in _NO_ADVERBS


Sentence: TypeAlias = list[Word]


class Passage(NamedTuple):
    """A sentence, and whether it begins a paragraph."""

    tokens: Sentence
    begins: bool


def sentences(text: str, quotations: Sequence[Quotation]) -> list[Passage]:
    """Split running text into sentences, each with the signs that end it.

    A sentence ends with its sign, also inside a quotation, unless it continues in lower case:
    “Why?” he asked. The point of an abbreviation or an initial does not end it.
    """
    found: list[Passage] = []
    current: Sentence = []
    begins = True
    tokens = list(_tokens(text, quotations))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.text == "\n":
            if current:
                found.append(Passage(current, begins))
            current, begins = [], True
            continue
        current.append(token)
        if begins and token.is_dash and _is_dateline(current):
            current = []
        if _is_end(token, following):
            found.append(Passage(current, begins))
            current, begins = [], False
    if current:
        found.append(Passage(current, begins))
    return found


def _is_dateline(tokens: Sentence) -> bool:
    """Whether a paragraph begins with a dateline: GAO (AFP) —, CAIRO, Sept 2 —, (Gao) –.

    A name alone before a dash is not one: the MNLA – a Tuareg group – said so.
    """
    if not 2 < len(tokens) <= _LONGEST_DATELINE:
        return False
    first, words = tokens[0], [token for token in tokens if token.is_word]
    is_of_names = all(token.is_capital or token.text[0].isdigit() for token in words)
    is_shown = tokens[-2].text == ")" or any(token.text == "," for token in tokens)
    is_place = first.text == "(" or first.text.isupper() or tokens[-2].text == ")"
    return bool(words) and is_of_names and is_shown and is_place


def _is_end(token: Word, following: Word | None) -> bool:
    if following is None or following.text == "\n":
        return False
    if token.quotation is None:
        if token.text not in _ENDS:
            return False
        first = following.text[0]
        goes_on = first.islower() or (first.isdigit() and following.start == token.end)
        return following.text not in _ENDS and not goes_on
    if following.quotation is not None:
        return True
    is_over = token.quotation.words[-1:] in _ENDS
    return is_over and (following.is_capital or following.text[0].isdigit())


def _tokens(text: str, quotations: Sequence[Quotation]) -> Iterator[Word]:
    at = 0
    for quotation in quotations:
        yield from _words(text, at, quotation.start)
        whole = text[quotation.start : quotation.end]
        yield Word(whole, "", quotation.start, quotation.end, text, quotation)
        at = quotation.end
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        word = found[0]
        low = word.lower()
        if not low.isascii():
            low = low.replace("’", "'").replace("‐", "-")
        yield Word(word, low, found.start(), found.end(), text)


def printed(tokens: Sequence[Word], first: int = 0, end: int | None = None) -> str:
    """Some tokens as printed in their text, on one line; those from the first to before an end."""
    wanted = tokens[first:end]
    if not wanted:
        return ""
    return wanted[0].source[wanted[0].start : wanted[-1].end].replace("\n", " ")
