"""Put text in quotation marks, and extract it again unchanged.

Within “ ” and « » the same marks may recur if they nest; if they do not, a backslash escapes them.
` ¶ ` represents a line break. Backslashes are doubled only before such signs, so that paths stay
readable.
"""

import re
from collections.abc import Iterator, Mapping

CLOSING = {"“": "”", "«": "»", '"': '"'}
"""The opening quotation marks, and what closes each."""

_OPENING = {closing: opening for opening, closing in CLOSING.items()}
_MARKS = '“”«»"'
_SIGN = re.compile(rf"(?<!\\)(?P<slashes>\\*)(?P<sign>[{_MARKS}¶])")
_SINGLE = str.maketrans("“”", "‘’")


def quoted(text: str) -> str:
    """Quote a text as in print: in double marks, with single ones inside.

    Source: Chicago Manual of Style, 17th edition, 13.30.
    """
    return f"“{text.translate(_SINGLE)}”"


def enclosed(text: str) -> str:
    """A text in quotation marks on one line; `taken_out` restores it."""
    letters = "¶" if _nests(text) else "“”¶"
    pieces, at = [], 0
    for found in _SIGN.finditer(text):
        if found["sign"] in "“”¶":
            slashes = found["slashes"] * 2 + ("\\" if found["sign"] in letters else "")
            pieces += [text[at : found.start()], slashes, found["sign"]]
            at = found.end()
    rest = text[at:]
    # Backslashes at the end come before the closing mark, so they are doubled.
    last = rest[len(rest.rstrip("\\")) :]
    return "“{}”".format("".join([*pieces, rest, last]).replace("\n", " ¶ "))


def taken_out(line: str, opening: int, closing: int) -> str:
    """The text between an opening mark of a line and its closing mark, unescaped."""
    own = f"{line[opening]}{CLOSING[line[opening]]}¶"
    # The closing mark is included because of the backslashes before it.
    inner = line[opening + 1 : closing + 1]
    pieces, at = [], 0
    for found in _SIGN.finditer(inner):
        sign, slashes = found["sign"], len(found["slashes"])
        if sign not in own:
            continue
        before = inner[at : found.start()]
        at = found.end()
        if sign == "¶" and slashes % 2 == 0:
            sign = "\n"
            before = before.removesuffix(" ") if not slashes else before
            at += inner.startswith(" ", at)
        pieces += [before, "\\" * (slashes // 2), sign]
    return "".join(pieces)[:-1]


def closings(line: str) -> Mapping[int, int]:
    """The position of each closed opening mark, and that of its closing mark."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {mark: [] for mark in CLOSING}
    for each in _SIGN.finditer(line):
        sign, at = each["sign"], each.end() - 1
        if len(each["slashes"]) % 2 or sign == "¶":
            continue
        opened = waiting[_OPENING.get(sign, sign)]
        if sign in _OPENING and opened:
            opening = opened.pop()
            found[opening] = at
            # Other marks opened inside “ ” and not closed there are never closed.
            for within in (waiting["«"], waiting['"']) if sign == "”" else ():
                while within and within[-1] > opening:
                    within.pop()
        elif sign in CLOSING:
            opened.append(at)
    return found


def are_paired(text: str) -> bool:
    """Whether every mark in a text has its counterpart."""
    return 2 * len(closings(text)) == sum(map(text.count, _MARKS))


def parts(line: str) -> Iterator[str]:
    """Split a line at semicolons outside quotation marks."""
    ends = closings(line)
    begin = at = 0
    while at < len(line):
        if line[at] == ";":
            yield line[begin:at]
            begin = at + 1
        at = ends.get(at, at) + 1
    yield line[begin:]


def _nests(text: str) -> bool:
    """Whether every “ in a text is closed by a ”, properly nested."""
    depth = 0
    for mark in re.findall("[“”]", text):
        depth += 1 if mark == "“" else -1
        if depth < 0:
            return False
    return depth == 0
