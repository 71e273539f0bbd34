"""How a sentence says how likely something is: the words of ICD 203, and words that say nothing.

Only what is certain is reported: what stands in quotation marks, and a word that may mean something
else where it stands, is passed over.

Source: Intelligence Community Directive 203, Analytic Standards (2015), section D.6.e.(2).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing.model.terms import LIKELIHOODS, OTHER_LIKELIHOODS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_QUOTED: Final = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\"|‘[^‘\n]*?’(?!\w)")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")

_PHRASES: Final = {
    **{term: (0, degree) for degree, term in enumerate(LIKELIHOODS)},
    **{term: (1, degree) for degree, term in enumerate(OTHER_LIKELIHOODS)},
    "almost certainly": (0, 6),
    "nearly certainly": (1, 6),
    "highly likely": (0, 5),
    "highly unlikely": (0, 1),
    "very improbable": (1, 1),
    "improbably": (1, 2),
    "probably": (1, 4),
    "very probable": (1, 5),
    "very probably": (1, 5),
    "highly probably": (1, 5),
}
"""Each way to say a degree: its row of the table, and its place on the scale."""

_PHRASE: Final = re.compile(
    r"\b(?:{})\b(?!-)".format(
        "|".join(
            # A remote village is no likelihood.
            r"remote(?= (?:chance|possibility|likelihood|probability|prospect)s?\b)"
            if phrase == "remote"
            else phrase.replace(" ", r"\s+")
            for phrase in sorted(_PHRASES, key=len, reverse=True)
        )
    ),
    re.IGNORECASE,
)

_ANOTHER_DEGREE: Final = _set(
    "more most less least equally as so too how not quite fairly rather somewhat extremely hardly "
    "scarcely barely increasingly never nor neither whether no slightly far much overwhelmingly "
    "reasonably"
)
"""Words before a term that make it another, of no degree of the scale: "less likely"."""

_OF_A_NOUN: Final = _set(
    "a an the its his her their our your my this that these those any another other some many "
    "several whose every each only"
)
"""Words before a term that describes a noun: "a likely target"."""

_COULD: Final = re.compile(
    r"(?<![\w-])could(?![\w-]|n[’']t)(?!\s+(?:not|no|never|hardly|neither)\b)"
)
"""Without "could not", which speaks of what was impossible."""

_MAY: Final = re.compile(
    r"(?<!\d )(?<![\w-])may(?![\w-])(?!\s+\d)(?!\s*(?:[.,;:)]|$))",
)
_A_MONTH_AFTER: Final = _set(
    "in by since until till before after from of late early mid last next during through"
)

_MIGHT: Final = re.compile(
    r"(?<![\w-])might(?![\w-])(?!\s*(?:[.,;:)]|$))(?!\s+(?:of|and|or|in|against|as|by|on|to|for|with|"
    r"is|was|were|has|had|are|will|would|alone|than|that|which|from|at)\b)"
)
_A_POWER_AFTER: Final = _OF_A_NOUN | _set(
    "all full sheer combined collective military naval air armed economic political financial "
    "imperial such with of"
)

_LAST_WORD: Final = re.compile(r"([\w’'-]+)\s+$")

_NEAR: Final = 40
"""Characters in which the word before is looked for."""

_CONFIDENT: Final = re.compile(
    r"\b(?:with|we have|i have|our|my|at)\s+(?:only\s+|very\s+)?(?:low|moderate|medium|high)"
    r"(?:\s+to\s+(?:moderate|high))?(?:\s+(?:level|degree)\s+of)?\s+confidence\b"
    r"|\b(?:low|moderate|medium|high)\s+confidence\s+that\b"
    r"|[(–—]\s*(?:low|moderate|medium|high)\s+confidence\b"
    r"|\b(?:our|my)\s+confidence\b|\bconfidence\s*[:=]"
    r"|\b(?:we\s+are|we\s+remain|i\s+am)\s+(?:\w+\s+)?confident\b",
    re.IGNORECASE,
)


class Term(NamedTuple):
    """A likelihood that a text says.

    Attributes:
        words: The words that say it.
        row: The row of the table they are in: 0 or 1.
        degree: Their place on the scale, from 0.
    """

    words: str
    row: int
    degree: int


def likelihoods(text: str) -> Sequence[Term]:
    """The likelihoods that a text says in its own words, in their order."""
    found = []
    own = _own_words(text)
    for each in _PHRASE.finditer(own):
        before = _word_before(own, each.start())
        is_apart = before in _ANOTHER_DEGREE or before.endswith(("n’t", "n't"))
        is_of_noun = before in _OF_A_NOUN or before.endswith(("’s", "'s"))
        words = " ".join(each[0].split())
        row, degree = _PHRASES[words.casefold()]
        is_phrase = words.casefold().startswith(("roughly", "almost no", "remote"))
        if is_phrase or not (is_apart or is_of_noun):
            found.append(Term(words, row, degree))
    return found


def degree_of(likelihood: str) -> int:
    """The place of a likelihood on the scale, from 0; -1 if it is not on it."""
    return _PHRASES.get(likelihood, (0, -1))[1]


def mixed(terms: Sequence[Term]) -> tuple[Term, Term] | None:
    """Two likelihoods of different rows and degrees; None if there are none."""
    upper = [term for term in terms if term.row == 0]
    lower = [term for term in terms if term.row == 1]
    pairs = ((one, other) for one in upper for other in lower if one.degree != other.degree)
    return next(pairs, None)


def vague_word(text: str) -> str:
    """The first "could", "may" or "might" of a text that says no likelihood; empty for none."""
    if likelihoods(text):
        return ""
    return next(_vague_words(_own_words(text)), "")


def says_both(text: str) -> bool:
    """Whether one sentence gives both a likelihood and a confidence."""
    return any(
        _CONFIDENT.search(sentence) and likelihoods(sentence)
        for sentence in _SENTENCE.split(_own_words(text))
    )


def _vague_words(text: str) -> Iterator[str]:
    if _COULD.search(text):
        yield "could"
    for pattern, noun_after in ((_MAY, _A_MONTH_AFTER), (_MIGHT, _A_POWER_AFTER)):
        for found in pattern.finditer(text):
            before = _word_before(text, found.start())
            if before not in noun_after and not before.endswith(("’s", "'s")):
                yield found[0]


def _word_before(text: str, at: int) -> str:
    """The word before a place, in lower case; empty at the beginning of a sentence."""
    found = _LAST_WORD.search(text[max(0, at - _NEAR) : at])
    return found[1].casefold() if found else ""


def _own_words(text: str) -> str:
    """A text without what stands in quotation marks."""
    return _QUOTED.sub("“”", text)
