"""What was acknowledged survives `kill -9`, a power cut, a full disk; a small run of each.

`python -m benchmarks.crash` does the same thousands of times.
"""

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.crash.books import OURS
from benchmarks.crash.careless import SINS, Sin
from benchmarks.crash.kills import SHARES, is_caught, kills, kills_at
from benchmarks.crash.log import faults
from benchmarks.crash.model import base
from benchmarks.crash.processes import race
from benchmarks.crash.run import Tally

SEED = 20130116

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="playing a power cut needs /proc and hard links"
)


@pytest.fixture(autouse=True, scope="module")
def cheap_forks() -> Iterator[None]:
    """Keep the garbage collector of forked processes off loaded objects, to share their memory."""
    gc.freeze()
    yield
    gc.unfreeze()


def check(tally: Tally) -> None:
    assert tally.is_clean, f"{tally.when}: {tally.faults}"


def test_nothing_acknowledged_is_lost() -> None:
    tallies = kills(25, SEED, full_disks=5)
    assert {tally.when for tally in tallies} == {*SHARES, "full disk"}
    assert sum(tally.tries for tally in tallies) == 30
    # Of one moment there may be none: on a busy machine the program is killed before it begins.
    assert sum(tally.acknowledged for tally in tallies) > 0
    assert tallies[-1].refused, "the full disk was never met"
    for tally in tallies:
        check(tally)


def test_four_writers_lose_and_double_nothing() -> None:
    tally = race(4, 20, seed=SEED)
    check(tally)
    assert tally.acknowledged == 80


def test_writers_that_are_killed_do_not_harm_the_others() -> None:
    check(race(4, 20, killed=2, seed=SEED))


@pytest.mark.parametrize("sin", SINS, ids=lambda sin: sin.subject.name)
def test_a_careless_store_is_caught(sin: Sin) -> None:
    assert is_caught(sin, kills_at(sin.moment, 8, SEED, sin.subject))


class TestOfTheFiles:
    """The check of the files finds every fault it looks for."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "db.json"
        OURS.create(path, base(20))
        book = OURS.open(path)
        for number in range(3):
            book.change({f"group:x{number}": {"name": "X"}})
        book.close()
        return path

    def found(self, path: Path) -> list[str]:
        book = OURS.open(path)
        contents = book.contents()
        return faults(path, base(20), contents, is_settled=True)

    def test_nothing_where_nothing_is_wrong(self, path: Path) -> None:
        assert self.found(path) == []

    def test_a_torn_line(self, path: Path) -> None:
        history = path.with_suffix(".history.jsonl")
        history.write_bytes(history.read_bytes() + b'{"rev":4')
        assert "torn line" in self.found(path)[0]

    def test_a_damaged_line(self, path: Path) -> None:
        contents = OURS.open(path).contents()
        history = path.with_suffix(".history.jsonl")
        history.write_bytes(history.read_bytes().replace(b'"X"', b'"Y"', 1))
        (found,) = faults(path, base(20), contents, is_settled=True)
        assert "is damaged" in found

    def test_a_file_nobody_has_folded(self, path: Path) -> None:
        contents = OURS.open(path).contents()
        raw = json.loads(path.read_bytes())
        del raw["group"]["x1"]
        path.write_text(json.dumps(raw))
        found = faults(path, base(20), contents, is_settled=True)
        assert any("no fold in the history" in fault for fault in found)
        assert any("is not what the history led to" in fault for fault in found)

    def test_another_state_than_the_history_has(self, path: Path) -> None:
        contents = OURS.open(path).contents()
        del contents["group:x2"]
        (found,) = faults(path, base(20), contents, is_settled=True)
        assert "the history leads to something else" in found
