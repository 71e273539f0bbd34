"""Find quotations in a passage, and split it into sentences with each quotation one opaque word.

Supported are “…”, "…", „…“, «…», ‹…›, ``…'' and, where no double marks enclose them, ‘…’ and '…'.
Apostrophes, plural genitives and signs for feet or inches are not quotation marks. A quotation may
contain others, and may continue in the next paragraph, which then repeats its opening mark.

A hyphen at the end of a line may be the printer's or the word's own, and no rule tells them apart
for certain. It is removed where two lower-case letters meet, as in Mo-/rocco, unless the passage
has the hyphenated word elsewhere, the first half is a prefix or number that keeps its hyphen
(anti-, ex-, twenty-), or either half forms compounds common in news (-led, -based).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from briefing.model.parsers.words import word_set

_KEEPS = word_set(
    """anti pro ex non self co vice counter semi mid post pre ultra quasi al el an ad ar as ash at
    deputy well so long short high low half all cross hard near first second third two three four
    five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
    ninety one north south east west then much ill heavily newly state oil french"""
)
_KEPT_BY = word_set(
    """called based led backed held related linked controlled armed wide old year month week day
    term scale range level ranking profile known style made born run owned trained speaking minded
    fought dominated affiliated aligned inspired man strong one two three four five six seven eight
    nine in out up off down to and general chief minister president"""
)
BROKEN_WORD = re.compile(r"(?<!\w)(\w+)[-‐]\n[ \t]*(\w+)")
"""A word divided at the end of a line."""

_SOFT_HYPHEN = re.compile("\xad\n?")
_DOUBLED = re.compile(r"``(?=\S)|(?<![\w'])''(?=\w)|(?<=\S)''(?!')")
_BREAK = re.compile(r"(?<![ \t])[ \t]*\n\s*")
_ENDED = frozenset(".!?…:")
_CLOSING = "\"'”’»›)]"
_SMALL = word_set("of the and in for to on a de du des la le les et al el an ul ud")
_MOST_NAME_WORDS = 8
_OPENS, _CLOSES, _EITHER = "„«‹", "”»›", '"“'
_MARK = re.compile(r"[“”„«»‹›\"]+")
_SINGLE = re.compile(r"[‘‚’']+")
_MOST_MARKS = 3
"""Adjacent marks at most; more are a drawn line."""
_BEFORE_OPENING = frozenset(" \n([{—–-/‘'‚=:,“\"«„")
_MOST_WORDS_LOOSE = 8
"""Words that single marks enclose at most if the last one may be an apostrophe."""
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


def flowing(passage: str) -> str:
    """Turn a passage into running text: whole words, single blanks, a line per paragraph."""
    text = _SOFT_HYPHEN.sub("", "\n".join(passage.splitlines()))
    if "-\n" in text or "‐\n" in text:
        known = hyphenated(text)
        text = BROKEN_WORD.sub(lambda found: mended(found, known), text)
    text = _DOUBLED.sub('"', text)
    breaks = list(_BREAK.finditer(text))
    # If most lines end a sentence, none is wrapped, and a heading needs no sign at its end.
    is_unbroken = 2 * sum(_ends_sentence(text, found) for found in breaks) > len(breaks)
    pieces = []
    at = 0
    for found in breaks:
        pieces.append(text[at : found.start()])
        is_new = found[0].count("\n") > 1 or is_unbroken or _ends_sentence(text, found)
        goes_on = text[found.end() : found.end() + 1].islower() and found[0].count("\n") == 1
        pieces.append("\n" if is_new and not goes_on else " ")
        at = found.end()
    pieces.append(text[at:])
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()


def hyphenated(text: str) -> frozenset[str]:
    """The words of a text with a hyphen of their own, in lower case."""
    return frozenset(re.findall(r"(?<!\w)\w+[-‐]\w+", text.casefold()))


def mended(found: re.Match[str], known: frozenset[str]) -> str:
    """A word divided at the end of a line, whole again.

    Args:
        found: What `BROKEN_WORD` found.
        known: The words that keep their hyphen, as `hyphenated` gives them.
    """
    first, second = found[1], found[2]
    hyphened = f"{first}-{second}"
    is_broken = (
        first[-1].islower()
        and second[0].islower()
        and hyphened.casefold() not in known
        and first.casefold() not in _KEEPS
        and second.casefold() not in _KEPT_BY
    )
    return first + second if is_broken else hyphened


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends before a line break, ignoring marks and brackets."""
    before = found.start() - 1
    while before >= 0 and text[before] in _CLOSING and found.start() - before < 4:
        before -= 1
    return before < 0 or text[before] in _ENDED


class Quotation(NamedTuple):
    """A stretch of text in quotation marks, and the words inside; whole if it is closed."""

    start: int
    end: int
    words: str
    is_whole: bool


def begins_sentence(words: str) -> bool:
    """Whether quoted words stand alone, rather than being part of a sentence around them."""
    return not next((letter for letter in words if letter.isalpha()), "A").islower()


def is_name(words: str) -> bool:
    """Whether quoted words read as a name or title: the “Northern Front”, “Our Path,”."""
    parts = words[:200].rstrip(",.").split()
    return 0 < len(parts) <= _MOST_NAME_WORDS and all(
        part.lower() in _SMALL or part[0].isupper() or part[0].isdigit() for part in parts
    )


class _Lines:
    """Where the paragraphs of a text begin and end."""

    def __init__(self, text: str) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._size = len(text)

    def number(self, at: int) -> int:
        """The paragraph of a place."""
        return bisect_left(self._breaks, at)

    def end(self, at: int) -> int:
        """Where the paragraph of a place ends."""
        number = self.number(at)
        return self._breaks[number] if number < len(self._breaks) else self._size


def quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations in running text, in order and without overlaps."""
    lines = _Lines(text)
    outer = list(_in_double_marks(text, lines))
    inner = list(_in_single_marks(text, lines, outer))
    if not inner:
        return outer
    starts = [span.start for span in inner]

    def is_inside(span: Quotation) -> bool:
        at = bisect_left(starts, span.start) - 1
        return at >= 0 and span.start < inner[at].end

    return sorted([*inner, *(span for span in outer if not is_inside(span))])


def _places(marks: re.Pattern[str], text: str) -> Iterator[int]:
    for found in marks.finditer(text):
        if len(found[0]) <= _MOST_MARKS:
            yield from range(found.start(), found.end())


def _in_double_marks(text: str, lines: _Lines) -> Iterator[Quotation]:
    unpaired = _unpaired(text)
    begun: list[int] = []  # where each part of the quotation that is open begins
    ends: list[int] = []
    depth = 0
    for at in _places(_MARK, text):
        if not begun:
            if _opens(text, at):
                begun, ends, depth = [at], [], 0
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        is_inner = before in (" ", "\n", "(", "[") and not after.isspace()
        is_inner = is_inner and after not in ",.;:!?)"
        if text[at] in _CLOSES or (text[at] in _EITHER and not is_inner):
            if depth:
                depth -= 1
                continue
            yield _quotation(text, begun, [*ends, at], at + 1)
            begun = []
            continue
        line_end, number = lines.end(begun[-1]), lines.number(at)
        if line_end < at and text[at - 1] != "\n":
            # It was left open, and this one is somewhere in a later paragraph.
            yield _quotation(text, begun, [*ends, line_end], line_end, is_whole=False)
            begun, ends, depth = [at], [], 0
        elif line_end < at or (
            text[max(0, at - 2) : at].rstrip()[-1:] in _ENDED
            and (text[at] == '"' or number in unpaired)
        ):
            ends.append(at)
            begun.append(at)
            depth = 0
        else:
            depth += 1
    if begun and ends and text[begun[-1]] == '"':
        # More likely a stray mark than an unclosed quotation.
        yield _quotation(text, begun[:-1], ends, begun[-1])
    elif begun:
        end = lines.end(begun[-1])
        yield _quotation(text, begun, [*ends, end], end, is_whole=False)


def _quotation(
    text: str, begun: Sequence[int], ends: Sequence[int], end: int, *, is_whole: bool = True
) -> Quotation:
    parts = (text[first + 1 : last].strip() for first, last in zip(begun, ends, strict=True))
    return Quotation(begun[0], end, " ".join(filter(None, parts)), is_whole)


def _opens(text: str, at: int) -> bool:
    """Whether a mark can open a quotation where none is open."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _CLOSES or not after:
        return False
    if mark in _OPENS:
        return True
    return not before or before in _BEFORE_OPENING or (mark == "“" and not after.isspace())


def _unpaired(text: str) -> frozenset[int]:
    """The numbers of the paragraphs in which more is opened than closed."""
    found = set()
    for number, line in enumerate(text.split("\n")):
        opened, closed = sum(map(line.count, "“„«‹")), sum(map(line.count, "”»›"))
        if opened > closed + line.count("„") or line.count('"') % 2:
            found.add(number)
    return frozenset(found)


def _in_single_marks(text: str, lines: _Lines, outer: Sequence[Quotation]) -> Iterator[Quotation]:
    """Single marks that are not apostrophes, outside of double marks."""
    starts = [span.start for span in outer]

    def is_free(at: int) -> bool:
        place = bisect_left(starts, at) - 1
        return place < 0 or at >= outer[place].end

    marks = list(filter(is_free, _places(_SINGLE, text)))
    opening = [at for at in marks if _opens_single(text, at)]
    ends = [at for at in marks if at and text[at] in "’'‘" and not text[at - 1].isspace()]
    closing = [at for at in ends if not text[at + 1 : at + 2].isalnum()]
    surely = [at for at in closing if text[at - 1] in ",.!?…"]
    free_from = 0
    for at in opening:
        line_end = lines.end(at)
        end, sure = _next(closing, at, line_end), _next(surely, at, line_end)
        if at < free_from or end < 0:
            continue
        # A plural genitive: the rebels’ camp.
        is_genitive = text[end - 1] == "s" and text[end + 1 : end + 3].strip().islower()
        # If another one opens in between, the first closing mark is not an apostrophe.
        if sure >= 0 and not end < _next(opening, at, line_end) < sure:
            end = sure
        elif text.count(" ", at, end) >= (2 if is_genitive else _MOST_WORDS_LOOSE):
            continue
        yield Quotation(at, end + 1, text[at + 1 : end].strip(), is_whole=True)
        free_from = end + 1


def _next(places: Sequence[int], at: int, line_end: int) -> int:
    """The next of some places in the same paragraph; -1 for none."""
    found = bisect_left(places, at + 1)
    return places[found] if found < len(places) and places[found] < line_end else -1


def _opens_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        text[at] != "’" and before in ("", " ", "\n", "(", "[", "—", "–", "-") and after.isalnum()
    )


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
