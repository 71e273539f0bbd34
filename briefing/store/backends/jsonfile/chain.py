"""The chain of a history: each line holds the SHA-256 (FIPS 180-4) of the line before it.

A line that is edited, removed, inserted or moved no longer fits the line after it, whatever
checksum it is given. The hash of the last line, the head, can be noted elsewhere. In a history from
before there was a chain, the first chained line holds the hash of all bytes before it.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

EMPTY = hashlib.sha256().hexdigest()
"""What the first line of a history holds: the hash of no bytes."""

CRC_TAIL = len(b',"crc":"00000000"}')
_PREV = b',"prev":"'
_PREV_TAIL = len(_PREV) + len(EMPTY) + 1


class BrokenChainError(ValueError):
    """A line that does not follow the one before it; `str()` says so."""

    def __init__(self) -> None:
        super().__init__(
            "does not follow the line before it: a line was changed, added or taken out"
        )


class Head(NamedTuple):
    """The end of a history, or of a part of it.

    Attributes:
        hash: SHA-256 of its last line, in lower-case hexadecimal. If that line is not chained: of
            all its bytes, or empty if not known.
        is_chained: Whether that line is chained.
    """

    hash: str
    is_chained: bool


START = Head(EMPTY, is_chained=False)
"""The head of a history without lines."""


def chained(body: bytes, prev: str) -> bytes:
    """The body of a line with the hash of the line before; its checksum is still to be added."""
    return body + _PREV + prev.encode() + b'"'


def unchained(line: bytes) -> bytes:
    """The body of a line, without the hash of the line before and without its checksum."""
    return line[: -CRC_TAIL - (_PREV_TAIL if prev_of(line) else 0)]


def prev_of(line: bytes) -> str:
    """The hash a line holds of the line before it; empty if it is not chained."""
    found = line[-CRC_TAIL - _PREV_TAIL : -CRC_TAIL]
    return found[len(_PREV) : -1].decode("ascii", "replace") if found.startswith(_PREV) else ""


def hash_of(line: bytes) -> str:
    """SHA-256 of a line without its line break, in lower-case hexadecimal."""
    return hashlib.sha256(line).hexdigest()


def head_of(line: bytes) -> Head:
    """The head of a history that ends in a line."""
    return Head(hash_of(line), is_chained=True) if prev_of(line) else Head("", is_chained=False)


def check_follows(head: Head, line: bytes) -> Head:
    """Check that a line continues a history.

    Args:
        head: The head of all lines before it.
        line: The line, without its line break.

    Returns:
        The head including the line.

    Raises:
        BrokenChainError: It holds another hash, or none although the line before is chained.
    """
    prev = prev_of(line)
    is_known = head.is_chained or (bool(prev) and bool(head.hash))
    if is_known and prev != head.hash:
        raise BrokenChainError
    return Head(hash_of(line), is_chained=True) if prev else Head("", is_chained=False)


def head_after(lines: Sequence[bytes]) -> Head:
    """The head of a history of these lines, given without line breaks.

    Raises:
        BrokenChainError: One of them does not follow the one before it.
    """
    first = next((at for at, line in enumerate(lines) if prev_of(line)), len(lines))
    older = hashlib.sha256(b"".join(line + b"\n" for line in lines[:first]))
    head = Head(older.hexdigest(), is_chained=False)
    for line in lines[first:]:
        head = check_follows(head, line)
    return head
