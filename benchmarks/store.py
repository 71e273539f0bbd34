"""How long the store takes to open, edit, delete and fold, and how much memory it wants.

    python -m benchmarks.store
    python -m benchmarks.store --sizes 1000 --runs 20 --json store.json

TinyDB, SQLite and a bare write do the same jobs by turns in the same run, each in a process of its
own, so that a busy machine slows all and none pays for what another holds in memory.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import msgspec

from benchmarks import words
from benchmarks.contenders import CONTENDERS, FILE, Bare, prepare
from benchmarks.figures import machine, print_machine
from benchmarks.generate import snapshot
from benchmarks.store_probe import OPENINGS, Probe
from benchmarks.store_report import GROWTH, Figure, Memory, report

SIZES = (1_000, 10_000, 100_000)
OURS, BARE = "briefing", "bare write + fsync"

_SECONDS = 8.0  # for one contender at one job; a slow one is asked less often
_FEWEST = 3
_MANY = 1_000  # changes in a transaction


class Worker:
    """A contender at work in a process of its own.

    Args:
        name: Which.
        folder: Where its file is.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, name, folder), daemon=True)
        self._process.start()

    def do(self, job: str, *arguments: Any) -> tuple[float, int]:
        """Have a job done; returns how many seconds it took and how many bytes were appended.

        Raises:
            RuntimeError: It could not be done.
        """
        self._pipe.send((job, arguments))
        answer = self._pipe.recv()
        if isinstance(answer, str):
            raise RuntimeError(f"{self.name}: {job}: {answer}")  # noqa: TRY004  # no wrong type here
        return answer  # type: ignore[no-any-return]  # a pipe carries anything

    def end(self) -> None:
        """Let it go."""
        self._pipe.send(("end", ()))
        self._process.join()


def _work(pipe: Connection, name: str, folder: Path) -> None:
    contender = CONTENDERS[name](folder)
    while True:
        job, arguments = pipe.recv()
        if job == "end":
            contender.close()
            return
        if job == "reopen":
            contender.close()
            contender = CONTENDERS[name](folder)
            pipe.send((0.0, 0))
            continue
        if job == "length" and isinstance(contender, Bare):
            (contender.length,) = arguments
            pipe.send((0.0, 0))
            continue
        before = contender.written()
        try:
            started = time.perf_counter()
            getattr(contender, job)(*arguments)
            seconds = time.perf_counter() - started
        except Exception as error:  # noqa: BLE001  # reported to the parent, which ends with it
            pipe.send(f"{type(error).__name__}: {error}")
            continue
        pipe.send((seconds, max(0, contender.written() - before)))


class Jobs:
    """Makes up what is to be edited and deleted in a briefing.

    Args:
        folder: Where it is.
        seed: Another one for each that edits the same briefing; the same edits once more would
            change nothing.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        refs: list[str] = msgspec.json.decode((folder / "refs.json").read_bytes())
        self._random = Random(seed)
        # No record mentions a link. Which are deleted is the same for every seed.
        self.unmentioned = sorted(ref for ref in refs if ref.startswith("link:"))[::2]
        self._edited = sorted(set(refs).difference(self.unmentioned))
        self._random.shuffle(self.unmentioned)

    def edit(self) -> tuple[Any, ...]:
        """Another summary for one record."""
        return ({self._random.choice(self._edited): self._summary()},)

    def transaction(self) -> tuple[Any, ...]:
        """Another summary for very many."""
        refs = self._random.sample(self._edited, min(_MANY, len(self._edited)))
        return ({ref: self._summary() for ref in refs},)

    def delete(self) -> tuple[Any, ...]:
        """A record to delete."""
        return (self.unmentioned.pop(),)

    def _summary(self) -> str:
        return words.sentence(self._random, 12, 40)


class Match:
    """Contenders that do the same jobs by turns.

    Args:
        folder: With a file for each.
        records: How many it holds.
    """

    def __init__(self, folder: Path, records: int) -> None:
        self.figures: list[Figure] = []
        self._records = records
        self._jobs = Jobs(folder, seed=1)
        self._workers = {name: Worker(name, folder) for name in CONTENDERS}

    def run(self, runs: int) -> None:
        """Do all jobs and note the times."""
        jobs, few = self._jobs, max(_FEWEST, runs // 20)
        self._turns("edit", "edit", runs, jobs.edit)
        self._turns("transaction of 1,000", "edit", few, jobs.transaction)
        self._turns("delete, the first", "delete", few, jobs.delete, job_before="reopen")
        self._turns("delete", "delete", min(runs, len(jobs.unmentioned)), jobs.delete)
        self._turns("fold", "fold", few, tuple, job_before="edit")
        for worker in self._workers.values():
            worker.end()

    def _turns(
        self,
        title: str,
        job: str,
        runs: int,
        arguments: Callable[[], tuple[Any, ...]],
        job_before: str = "",
    ) -> None:
        times: dict[str, list[float]] = {name: [] for name in self._workers}
        strides = dict.fromkeys(self._workers, 1)
        for turn in range(runs):
            given = arguments()
            before = self._jobs.edit() if job_before == "edit" else ()
            for name, worker in self._workers.items():
                if turn % strides[name] or (job == "fold" and name.startswith("TinyDB")):
                    continue
                if job_before:
                    worker.do(job_before, *before)
                seconds, appended = worker.do(job, *given)
                times[name].append(seconds)
                if name == OURS and job != "fold":
                    _check_written(appended, title)
                    self._workers[BARE].do("length", appended)
                most = max(_FEWEST, int(_SECONDS / seconds))
                strides[name] = max(strides[name], -(-runs // most))
        ours = median(times[OURS])
        self.figures += [
            Figure.of(self._records, title, name, found, ours)
            for name, found in times.items()
            if found
        ]


def _check_written(appended: int, job: str) -> None:
    """A change that writes nothing is no change, and its time means nothing."""
    if not appended:
        raise RuntimeError(f"{job}: nothing was written")


def growth(folders: Mapping[int, Path], runs: int) -> list[Figure]:
    """Edit briefings of several sizes by turns, to tell what an edit costs more in a large one."""
    jobs = {records: Jobs(folder, seed=2) for records, folder in folders.items()}
    workers = {records: Worker(OURS, folder) for records, folder in folders.items()}
    times: dict[int, list[float]] = {records: [] for records in folders}
    for _ in range(runs):
        for records, worker in workers.items():
            seconds, appended = worker.do("edit", *jobs[records].edit())
            _check_written(appended, GROWTH)
            times[records].append(seconds)
    for worker in workers.values():
        worker.end()
    least = median(times[min(folders)])
    return [Figure.of(records, GROWTH, OURS, found, least) for records, found in times.items()]


def open_times(folder: Path, records: int, runs: int) -> tuple[list[Figure], list[Memory]]:
    """Open the file by turns with everything that can, each time in a fresh process."""
    probes: dict[str, list[Probe]] = {name: [] for name in OPENINGS}
    for turn in range(runs + 1):
        for name, found in probes.items():
            command = (sys.executable, "-m", "benchmarks.store_probe", name, str(folder))
            said = subprocess.run(command, capture_output=True, check=True).stdout
            if turn:  # the first fills the system's cache
                found.append(msgspec.json.decode(said, type=Probe))
    ours = median(one.seconds for one in probes[OURS])
    figures = [
        Figure.of(records, "open", name, [one.seconds for one in found], ours)
        for name, found in probes.items()
    ]
    size = (folder / FILE).stat().st_size
    memories = [Memory.of(records, name, found, size) for name, found in probes.items()]
    return figures, memories


def measure(records: int, runs: int, folder: Path) -> tuple[list[Figure], list[Memory]]:
    """Measure one size.

    Args:
        records: How many.
        runs: How often the quick jobs are done.
        folder: An empty one.
    """
    prepare(folder, snapshot(records))
    found, memories = open_times(folder, records, max(_FEWEST, runs // 12))
    match = Match(folder, records)
    match.run(runs)
    return [*found, *match.figures], memories


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sizes asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of records")
    parser.add_argument("--runs", type=int, default=100, help="edits of each (default: 100)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    options = parser.parse_args(arguments)
    about = machine()
    figures: list[Figure] = []
    memories: list[Memory] = []
    with tempfile.TemporaryDirectory() as root:
        for records in options.sizes:
            folder = Path(root) / str(records)
            folder.mkdir()
            found, held = measure(records, options.runs, folder)
            figures += found
            memories += held
        figures += growth(
            {records: Path(root) / str(records) for records in options.sizes}, options.runs
        )
    print_machine(about)
    report(figures, memories)
    if options.json:
        kept: dict[str, Any] = {"machine": about, "store": figures, "memory": memories}
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(kept)))


if __name__ == "__main__":
    main()
