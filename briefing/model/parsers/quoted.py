"""Quoted names inside a line: everything between the marks is one name.

In “Kidal, old town”, Mali the comma inside the marks separates nothing. While the rest of the line
is parsed, a private-use character stands in for each name.
"""

import re
from collections.abc import Sequence

from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import CLOSING, closings, taken_out

_LONGEST = 10_000
"""Characters of a line that is parsed; nobody types more."""

_MOST = 1000
"""Quoted names in a line that is parsed."""

_SIGNS = range(0xF0000, 0xFFFFE)
"""A Unicode plane for private use."""

_SIGN = re.compile(f"[{chr(_SIGNS[0])}-{chr(_SIGNS[-1])}]")
# A mark opens only where a name can begin: 16°16'18" opens nothing.
_OPENING = re.compile(rf"{_SIGN.pattern}|(?<![^\s,;:(&\[])[{''.join(CLOSING)}]")


class Quoted:
    """A line with its quoted names replaced by placeholders.

    Args:
        line: The line.

    Attributes:
        text: The line with a placeholder for each quoted name, and every run of blanks as one
            blank.

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
        """Restore part of the line; a quoted name on its own comes without its marks."""
        if self.is_name(part):
            return self._names[ord(part) - _SIGNS[0]]
        return _SIGN.sub(lambda sign: self._written[ord(sign[0]) - _SIGNS[0]], part)

    def is_name(self, part: str) -> bool:
        """Whether part of the line is exactly one quoted name."""
        return len(part) == 1 and _SIGN.match(part) is not None

    def _without_names(self, line: str) -> str:
        pieces: list[str] = []
        ends = closings(line)
        at = 0
        for found in _OPENING.finditer(line):
            start = found.start()
            if start < at:
                continue
            # A private-use character in the text itself is replaced like a name, to be restored.
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
    """The text with every character inside round brackets blanked out, same length.

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
    """Split a line at some signs, but not inside round brackets.

    Args:
        text: The line, its quoted names replaced.
        signs: Any of these splits it.

    Returns:
        The parts, stripped, without empty ones.
    """
    parts: list[str] = []
    start = 0
    for at, char in enumerate(outside(text)):
        if char in signs:
            parts.append(text[start:at])
            start = at + 1
    return [part for each in (*parts, text[start:]) if (part := each.strip())]
