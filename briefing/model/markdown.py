"""Text of records within Markdown."""

import re

_SIGNS = {ord(sign): f"\\{sign}" for sign in r"\`*_[]<>#|~&$^{}"}
"""What Markdown or one of its common extensions interprets anywhere."""

_ANY_SIGN = re.compile(f"[{re.escape(''.join(map(chr, _SIGNS)))}]")

_NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)
_SIGN = re.compile("^[-+=]", re.MULTILINE)
"""What it interprets at the beginning of a line."""


def escaped(text: str, *, at_start: bool = True) -> str:
    """A text with every sign escaped that means something to Markdown.

    Args:
        text: The text.
        at_start: Whether a line begins with it.

    Source: CommonMark 0.31.2, section 2.4: a backslash makes any punctuation literal.
    """
    # Most texts have none, and looking for one takes a tenth of the time.
    inner = text.translate(_SIGNS) if _ANY_SIGN.search(text) else text
    return _NUMBER.sub(r"\1\\\2", _SIGN.sub(r"\\\g<0>", inner)) if at_start else inner
