"""Several programs that change one briefing at once, some of them killed while they do."""

import os
import signal
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

from benchmarks.crash import log
from benchmarks.crash.books import OURS, StoreBook
from benchmarks.crash.model import base
from benchmarks.crash.run import Life, Tally, fork
from briefing.model.refs import slug_of
from briefing.store.errors import NotSaved

_SECONDS = 300  # after which writers that wait for each other without end are ended
_MADE, _REFUSED, _BROKEN = b".", b"-", b"!"


def race(writers: int, changes: int, killed: int = 0, seed: int = 1) -> Tally:
    """Let writers change one briefing at once, and judge what they leave.

    Args:
        writers: How many programs.
        changes: How many records each of them adds; at least 10.
        killed: How many of them are killed on the way.
        seed: Decides when.
    """
    name = f"{writers} writers" + (f", {killed} killed" if killed else "")
    tally = Tally("briefing", name, tries=1)
    with tempfile.TemporaryDirectory() as folder:
        life = Life(OURS, base(), Path(folder))
        reports = _run(life, writers, changes, killed, Random(seed))
        tally.acknowledged = sum(said.count(_MADE) for said in reports)
        tally.refused = sum(said.count(_REFUSED) for said in reports)
        wrong = [f"writer {who}: {said!r}" for who, said in enumerate(reports) if _BROKEN in said]
        with_killed = [said.count(_MADE) for said in reports]
        _judge(life, tally, wrong, with_killed)
        whole = sum(count == changes for count in with_killed)
        if whole < writers - killed:
            wrong.append(f"only {whole} of {writers} writers came to their end")
        tally.corrupt += bool(wrong)
        tally.faults += wrong
    return tally


def _run(life: Life, writers: int, changes: int, killed: int, random: Random) -> list[bytes]:
    """Start all at one moment, and return what each reported."""
    waiting, go = os.pipe()
    children: dict[int, int] = {}
    for who in range(writers):
        reading, writing = os.pipe()
        child = fork()
        if child == 0:
            os.close(go)
            os.read(waiting, 1)
            _write(life.path, who, changes, writing)
        os.close(writing)
        children[child] = reading
    os.close(waiting)
    os.close(go)
    for child in random.sample(sorted(children), killed):
        time.sleep(random.uniform(0, changes * 0.002))
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    reports = []
    for reading in children.values():
        with os.fdopen(reading, "rb") as pipe:
            reports.append(pipe.read())
    return reports


def _write(path: Path, who: int, changes: int, pipe: int) -> None:
    """Make changes and tell each; never returns."""
    signal.alarm(_SECONDS)
    try:
        book = StoreBook(path)
        number = 0
        while number < changes:
            try:
                book.change({f"group:w{who}-{number}": {"name": f"Group {number} of {who}"}})
                os.write(pipe, _MADE)
                number += 1
                if number % (changes // 10) == 0:
                    book.fold()
                if number % (changes // 4) == 0:
                    book.close()
                    book = StoreBook(path)
            except NotSaved:
                os.write(pipe, _REFUSED)
        book.close()
    except BaseException:  # noqa: BLE001  # whatever it is, the parent must hear of it
        os.write(pipe, _BROKEN + traceback.format_exc().encode())
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _judge(life: Life, tally: Tally, wrong: list[str], made: list[int]) -> None:
    """Whether every reported change is kept, once, and in the order it was made."""
    store = StoreBook(life.path).store
    history = [slug_of(change.ref) for each in store.history() for change in each.changes]
    found = StoreBook(life.path).contents()
    for who, count in enumerate(made):
        expected = [f"w{who}-{number}" for number in range(count)]
        tally.lost += sum(f"group:{slug}" not in found for slug in expected)
        if [slug for slug in history if slug.startswith(f"w{who}-")][:count] != expected:
            wrong.append(f"what writer {who} made is not in the history in its order")
    wrong += log.faults(life.path, life.start, found, is_settled=False)
    strays = {file.name for file in life.path.parent.iterdir()} - OURS.beside
    tally.stray += len(strays)
