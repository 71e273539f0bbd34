"""Whether the store keeps what it promised through `kill -9`, a power cut, a full disk.

    python -m benchmarks.crash
    python -m benchmarks.crash --kills 10000 --seed 7 --json crash.json
    python -m benchmarks.crash --self-test

A program makes random changes and reports each one that was acknowledged; it is killed, and what it
left is compared with what it reported. The status is 1 if anything was lost or broken.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from benchmarks.crash.books import OURS, TINY, Subject
from benchmarks.crash.careless import SINS, Sin
from benchmarks.crash.child import Plan
from benchmarks.crash.gate import NAMES, WRITES, Aim
from benchmarks.crash.model import Contents, Verb, base
from benchmarks.crash.processes import race
from benchmarks.crash.run import Life, Tally, judge, run
from benchmarks.figures import machine, print_machine, print_table

SHARES = {
    "random": 25,
    "folding in a thread": 10,
    "append": 20,
    "fold": 15,
    "rename": 10,
    "opening": 5,
    "power cut": 15,
}
"""Of a hundred kills, how many are at which moment."""

FULL_DISK = "full disk"

_FAR = 24  # calls: further than any step goes, so that the ones after it are aimed at too
_VERBS: dict[str, Sequence[Verb]] = {
    "append": ("change", "change", "undo", "redo"),
    "fold": ("fold", "fold", "reopen"),
    "rename": ("fold", "fold", "reopen"),
    "opening": ("change",),
    "power cut": ("change", "fold", "reopen"),
    FULL_DISK: ("change", "change", "fold", "reopen"),
}
_UNAIMED = ("random", "folding in a thread")
_LATEST = 0.04  # seconds after its start at which a program is killed at random
_STEPS = 400
_LIFE = 25  # tries on one briefing, each finding the files as the last one left them


class Killer:
    """Kills programs that have a briefing open, and counts the consequences.

    Args:
        subject: The make of store.
        seed: Decides what they do and when they are killed.
    """

    def __init__(self, subject: Subject, seed: int) -> None:
        self.tallies: dict[str, Tally] = {}
        self._subject = subject
        self._start: Contents = base()
        self._random = Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            life = Life(subject, self._start, Path(folder))
            append, fold = self._calls(life, "change"), self._calls(life, "fold")
        anything = ["write"] * _FAR
        self._aims = {
            "append": self._each(append),
            "fold": self._each(fold),
            "rename": self._each([name for name in fold if name in NAMES], NAMES),
            "opening": self._each(anything),
            "power cut": self._each(anything, is_power_cut=True),
        }

    def kill(self, moments: Sequence[str]) -> None:
        """Kill a program at each of these moments; see `SHARES`."""
        left = list(moments)
        while left:
            with tempfile.TemporaryDirectory() as folder:
                life = Life(self._subject, self._start, Path(folder))
                for _ in range(min(_LIFE, len(left))):
                    if not self._kill(life, left.pop()):
                        break  # after a loss, all else is lost too

    def _kill(self, life: Life, moment: str) -> bool:
        random = self._random
        plan = self._plan(moment)
        delay = None if plan.aim or plan.is_disk_full else random.uniform(0, _LATEST)
        ending = run(life, plan, delay)
        tally = self.tallies.setdefault(moment, Tally(self._subject.name, moment))
        return judge(life, plan, ending, tally)

    def _plan(self, moment: str) -> Plan:
        random = self._random
        seed, prelude = random.getrandbits(32), random.randint(1, 6)
        if moment in _UNAIMED:
            return Plan(seed, _STEPS, is_folding_beside=moment != "random")
        if moment == FULL_DISK:
            verb = random.choice(_VERBS[moment])
            return Plan(seed, prelude + 8, None, prelude, verb, is_disk_full=True)
        verb = random.choice(_VERBS[moment])
        if moment == "opening":
            prelude = 0
        return Plan(seed, prelude + 12, next(self._aims[moment]), prelude, verb)

    def _each(
        self, calls: Sequence[str], only: Sequence[str] = (), *, is_power_cut: bool = False
    ) -> Iterator[Aim]:
        """Aims at each of some calls and at the one after them, over and over."""
        aims = []
        for at, name in enumerate((*calls, ""), 1):
            aims.append(Aim(at, "before", only, is_power_cut))
            if name in WRITES or is_power_cut:
                aims.append(Aim(at, "half", only, is_power_cut))
        self._random.shuffle(aims)
        return cycle(aims)

    def _calls(self, life: Life, verb: Verb) -> list[str]:
        """The calls that touch the disk in one such step."""
        return run(life, Plan(1, 3, prelude=3, verb=verb, is_listing=True)).calls


def kills(count: int, seed: int, subject: Subject = OURS, full_disks: int = 0) -> list[Tally]:
    """Kill programs that use a store, at moments of every kind.

    Args:
        count: How many times.
        seed: Decides what they do and when they are killed.
        subject: The make of store.
        full_disks: How many more programs find the disk full before they are killed.
    """
    moments = [name for name, share in SHARES.items() for _ in range(share)]
    random = Random(seed)
    random.shuffle(moments)
    whole = (moments * (count // len(moments) + 1))[:count] + [FULL_DISK] * full_disks
    random.shuffle(whole)
    killer = Killer(subject, seed)
    killer.kill(whole)
    order = [*SHARES, FULL_DISK]
    return [killer.tallies[name] for name in order if name in killer.tallies]


def kills_at(moment: str, count: int, seed: int, subject: Subject) -> Tally:
    """Kill programs that use a store, at moments of one kind."""
    killer = Killer(subject, seed)
    killer.kill([moment] * count)
    return killer.tallies[moment]


def is_caught(sin: Sin, tally: Tally) -> bool:
    """Whether a careless store was found out."""
    return any(getattr(tally, figure) for figure in sin.leads_to)


def report(tallies: Sequence[Tally]) -> None:
    """Print what was found, and in words what was wrong."""
    head = ("store: ended", "tries", "acknowledged", "refused", "lost", "corrupt", "stray files")
    rows = [
        (
            f"{one.store}: {one.when}",
            f"{one.tries:,}",
            f"{one.acknowledged:,}",
            f"{one.refused:,}",
            f"{one.lost:,}",
            f"{one.corrupt:,}",
            f"{one.stray:,}",
        )
        for one in tallies
    ]
    print_table(head, rows)


def _self_test(count: int, seed: int) -> int:
    found = [kills_at(sin.moment, count, seed, sin.subject) for sin in SINS]
    report(found)
    missed = [one.store for sin, one in zip(SINS, found, strict=True) if not is_caught(sin, one)]
    print("not caught: " + ", ".join(missed) if missed else "each careless store was caught")
    return 1 if missed else 0


def _measure(count: int, seed: int, out: Path | None) -> int:
    started = time.monotonic()
    tallies = kills(count, seed, full_disks=max(1, count // 10))
    tallies += [race(2, 500, seed=seed), race(4, 500, seed=seed), race(4, 500, 2, seed=seed)]
    peer = kills_at("random", max(1, count * SHARES["random"] // 100), seed, TINY)
    seconds = time.monotonic() - started
    about = machine()
    print_machine(about)
    report([*tallies, peer])
    bad = [tally for tally in tallies if not tally.is_clean]
    for tally in bad:
        for fault in tally.faults:
            print(f"{tally.when}: {fault}")
    print(f"seed {seed}, {seconds:.0f} s")
    if out:
        found: dict[str, Any] = {"machine": about, "seed": seed, "crash": [*tallies, peer]}
        out.write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    return 1 if bad else 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill as often as asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="how often (default: 1000)")
    parser.add_argument("--seed", type=int, help="repeats what a run with that seed did")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument(
        "--self-test", action="store_true", help="kill careless stores, which must be caught"
    )
    options = parser.parse_args(arguments)
    seed = Random().randrange(1_000_000) if options.seed is None else options.seed
    gc.freeze()  # a fork then shares what is loaded
    if options.self_test:
        sys.exit(_self_test(options.kills, seed))
    sys.exit(_measure(options.kills, seed, options.json))
