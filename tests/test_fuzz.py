"""Whatever is typed, pasted or piped in is read or refused at once; nothing else comes of it.

`python -m benchmarks.fuzz` does the same a hundred thousand times.
"""

from random import Random

import pytest

from benchmarks.fuzz import LIMIT, Reader, fuzz, readers

READERS = readers()


@pytest.mark.parametrize("name", READERS)
def test_every_input_is_read_or_refused(name: str) -> None:
    found = fuzz(name, READERS[name], 200, Random(name))
    assert found.broken == []
    # Ten times the limit: a busy machine must fail no test, and what is not linear takes longer.
    assert found.slowest < 10 * LIMIT, f"{found.slowest} s for {found.slowest_input!r}"


def fail(text: str) -> bool:
    raise ZeroDivisionError(text)


def hang(text: str) -> bool:
    while True:
        text += ""


@pytest.mark.parametrize(("read", "said"), [(fail, "ZeroDivisionError"), (hang, "Hung")])
def test_a_reader_that_breaks_or_hangs_is_found(
    read: Reader, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.fuzz.HANGS", 0.01)
    found = fuzz("date", read, 1, Random(1))
    assert not found.is_right
    assert said in found.broken[0][1]
