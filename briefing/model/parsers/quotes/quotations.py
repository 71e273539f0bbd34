"""Find quotations in a passage, whichever marks a paper uses and a PDF leaves.

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
from typing import NamedTuple

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
_LINE_END = re.compile(r"(?<!\w)(\w+)[-‐]\n[ \t]*(\w+)")
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


def flowing(passage: str) -> str:
    """Turn a passage into running text: whole words, single blanks, a line per paragraph."""
    text = _SOFT_HYPHEN.sub("", "\n".join(passage.splitlines()))
    if "-\n" in text or "‐\n" in text:
        known = frozenset(re.findall(r"(?<!\w)\w+[-‐]\w+", text.casefold()))
        text = _LINE_END.sub(lambda found: _healed(found, known), text)
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


def _healed(found: re.Match[str], known: frozenset[str]) -> str:
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
    """A stretch of text in quotation marks.

    Attributes:
        start: Where the first mark is in the text.
        end: After the last mark.
        words: The text between the marks.
        is_whole: Whether it is closed.
    """

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
        if text[at] in _CLOSES or (text[at] in _EITHER and not _opens_inside(text, at)):
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
        elif line_end < at or (_is_ended(text, at) and (text[at] == '"' or number in unpaired)):
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


def _opens_inside(text: str, at: int) -> bool:
    """Whether a mark opens another quotation inside one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before in (" ", "\n", "(", "[") and not after.isspace() and after not in ",.;:!?)"


def _is_ended(text: str, at: int) -> bool:
    """Whether a sentence ends before a mark."""
    return text[max(0, at - 2) : at].rstrip()[-1:] in _ENDED


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
    closing = [at for at in marks if _closes_single(text, at)]
    surely = [at for at in closing if text[at - 1] in ",.!?…"]
    free_from = 0
    for at in opening:
        line_end = lines.end(at)
        end, sure = _next(closing, at, line_end), _next(surely, at, line_end)
        if at < free_from or end < 0:
            continue
        # If another one opens in between, the first closing mark is not an apostrophe.
        if sure >= 0 and not end < _next(opening, at, line_end) < sure:
            end = sure
        elif text.count(" ", at, end) >= (2 if _is_genitive(text, end) else _MOST_WORDS_LOOSE):
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


def _is_genitive(text: str, at: int) -> bool:
    """Whether a mark may be a plural genitive: the rebels’ camp."""
    return text[at - 1] == "s" and text[at + 1 : at + 3].strip().islower()


def _closes_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] in "’'‘" and not before.isspace() and before != "" and not after.isalnum()
