"""Whether a damaged file says anything that what was written does not."""

from collections.abc import Iterator
from itertools import islice


def adds_nothing(damaged: bytes, written: bytes) -> bool:
    """Whether a file is what was written, apart from damage that no person does.

    That is one stretch of other bytes, or of noughts, or left out, or standing twice; or some bits
    here and there. Words that somebody put in are none of these.

    Args:
        damaged: The file as it is.
        written: What once was written to it.
    """
    most = min(len(damaged), len(written))
    start = _alike(damaged, written, most)
    end = _alike_from_end(damaged, written, most - start)
    between = damaged[start : len(damaged) - end]
    if len(damaged) != len(written):
        return not between.strip(b"\0") or between in written
    was = written[start : len(written) - end]
    others = list(islice(_others(between, was), _MANY))
    if len(others) < _MANY and all((now ^ before).bit_count() == 1 for now, before in others):
        return True
    return len(was) <= _FEW or sum(1 for _ in _others(between, was)) > len(was) * _MOST


_FEW = 4
_MANY = 64
_MOST = 0.7
_STEP = 1 << 16


def _others(one: bytes, other: bytes) -> Iterator[tuple[int, int]]:
    """The bytes that are not alike, in pairs."""
    for at in range(0, len(one), _STEP):
        now, before = one[at : at + _STEP], other[at : at + _STEP]
        if now != before:
            yield from (pair for pair in zip(now, before, strict=True) if pair[0] != pair[1])


def _alike(one: bytes, other: bytes, most: int) -> int:
    """How many bytes are alike from the beginning."""
    for at in range(0, most, _STEP):
        end = min(at + _STEP, most)
        if one[at:end] != other[at:end]:
            return next(place for place in range(at, end) if one[place] != other[place])
    return most


def _alike_from_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes are alike from the end backwards."""
    for at in range(0, most, _STEP):
        end = min(at + _STEP, most)
        if one[len(one) - end : len(one) - at] != other[len(other) - end : len(other) - at]:
            return next(place for place in range(at, end) if one[~place] != other[~place])
    return most
