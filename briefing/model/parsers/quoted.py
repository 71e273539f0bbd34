"""Names in quotation marks inside a line: whatever stands between them is one name.

“Kidal, old town”, Mali: the comma in the marks parts nothing. While the rest of a line is read, a
sign that no text holds stands for each name.
"""

import re
from collections.abc import Sequence

from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import CLOSING, closings, taken_out

_LONGEST = 10_000
"""Characters of a line that is read; nobody types more."""

_MOST = 1000
"""Names in quotation marks of a line that is read."""

_SIGNS = range(0xF0000, 0xFFFFE)
"""A plane of Unicode for private use."""

_SIGN = re.compile(f"[{chr(_SIGNS[0])}-{chr(_SIGNS[-1])}]")
# A mark opens where a name can begin: 16°16'18" opens nothing.
_OPENING = re.compile(rf"{_SIGN.pattern}|(?<![^\s,;:(&\[])[{''.join(CLOSING)}]")


class Quoted:
    """A line with its quoted names put away.

    Args:
        line: The line.

    Attributes:
        text: The line with one sign for each quoted name, each run of blanks one blank.

    Raises:
        NotUnderstood: It is too long, or a quotation mark is never closed.
    """

    def __init__(self, line: str) -> None:
        if len(line) > _LONGEST:
            raise NotUnderstood(f"longer than {_LONGEST:,} characters")
        self._names: list[str] = []
        self._written: list[str] = []
        self.text = " ".join(self._without_names(line).split())

    def __call__(self, part: str) -> str:
        """A part of the line as it was; a quoted name that is all of it without its marks."""
        if self.is_name(part):
            return self._names[ord(part) - _SIGNS[0]]
        return _SIGN.sub(lambda sign: self._written[ord(sign[0]) - _SIGNS[0]], part)

    def is_name(self, part: str) -> bool:
        """Whether a part of the line is one quoted name and nothing else."""
        return len(part) == 1 and _SIGN.match(part) is not None

    def _without_names(self, line: str) -> str:
        pieces: list[str] = []
        ends = closings(line)
        at = 0
        for found in _OPENING.finditer(line):
            start = found.start()
            if start < at:
                continue
            # A text that holds such a sign itself is put away like a name, so that it comes back.
            name, end = found[0], start + 1
            if found[0] in CLOSING:
                closing = ends.get(start, start)
                name, end = taken_out(line, start, closing), closing + 1
                if not name.strip() or line[end : end + 1].isalnum():
                    raise NotUnderstood(f"“{found[0]}” is never closed")
            if len(self._names) == _MOST:
                raise NotUnderstood("there are too many names in quotation marks")
            pieces += [line[at:start], chr(_SIGNS[len(self._names)])]
            self._names.append(name.strip() if found[0] == "«" else name)
            self._written.append(line[start:end])
            at = end
        return "".join([*pieces, line[at:]])


def outside(text: str) -> str:
    """A text of the same length with a blot for every character in round brackets.

    Raises:
        NotUnderstood: A bracket is never closed, or never opened.
    """
    depth = 0
    kept: list[str] = []
    for char in text:
        depth -= char == ")"
        if depth < 0:
            break
        kept.append("\0" if depth else char)
        depth += char == "("
    if depth:
        raise NotUnderstood("“(” is never closed" if depth > 0 else "“)” is never opened")
    return "".join(kept)


def split(text: str, signs: str) -> Sequence[str]:
    """Part a line at some signs, but not inside round brackets.

    Args:
        text: The line, its quoted names put away.
        signs: Any of these parts it.

    Returns:
        What stands between, without blanks around; nothing empty.
    """
    parts: list[str] = []
    start = 0
    for at, char in enumerate(outside(text)):
        if char in signs:
            parts.append(text[start:at])
            start = at + 1
    return [part for each in (*parts, text[start:]) if (part := each.strip())]
