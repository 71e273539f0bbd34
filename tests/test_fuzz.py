"""Whatever is typed, pasted or piped in is read or refused at once; nothing else comes of it.

`python -m benchmarks.fuzz` and `benchmarks.fuzz_files` do the same a hundred thousand times.
"""

from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz_files
from benchmarks.fuzz import LIMIT, Reader, fuzz, readers

READERS = readers()


@pytest.mark.parametrize("name", READERS)
def test_every_input_is_read_or_refused(name: str) -> None:
    found = fuzz(name, READERS[name], 80, Random(name))
    assert found.broken == []
    # Ten times the limit: a busy machine must fail no test, and what is not linear takes longer.
    assert found.slowest < 10 * LIMIT, f"{found.slowest} s for {found.slowest_input!r}"


def test_every_damaged_file_is_refused_untouched_or_read_rightly(tmp_path: Path) -> None:
    for outcome in fuzz_files.run(tmp_path, 200, seed=7):
        assert outcome.broken == []
        assert outcome.slowest < outcome.limit


def test_a_file_that_is_read_as_what_it_does_not_say_is_found(tmp_path: Path) -> None:
    files = fuzz_files.Files(tmp_path)
    assert files.read_main(files.data)
    files.states[:] = [{}]
    with pytest.raises(fuzz_files.Wrong, match="does not say"):
        files.read_history(files.lines)


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
