"""Starts children, ends them, and judges what they leave behind."""

import contextlib
import os
import select
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec

from benchmarks.crash.books import FILE, Book, Subject
from benchmarks.crash.child import Child, Note, Plan
from benchmarks.crash.model import Contents, Model, Step, lost

_PATIENCE = 30.0  # seconds
_TOLD = 5


class Tally(msgspec.Struct):
    """What came of the tries of one kind.

    Attributes:
        store: The make of store.
        when: At which moments it was ended.
        tries: How often.
        acknowledged: Changes it promised to keep.
        refused: Changes it said it could not make.
        lost: Changes promised that were not there.
        corrupt: Tries after which the file did not open, or held what nobody wrote.
        stray: Files left lying about.
        faults: What was wrong, in words.
    """

    store: str
    when: str
    tries: int = 0
    acknowledged: int = 0
    refused: int = 0
    lost: int = 0
    corrupt: int = 0
    stray: int = 0
    faults: list[str] = []

    @property
    def is_clean(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.corrupt or self.stray)


class Life:
    """One briefing, from its first file through all that is done to it.

    Args:
        subject: The make of store.
        start: The records it begins with.
        root: A folder of its own.
    """

    def __init__(self, subject: Subject, start: Contents, root: Path) -> None:
        self.subject = subject
        self.start = start
        self.root = root
        self.path = root / "book" / FILE
        self.path.parent.mkdir()
        subject.create(self.path, start)
        self.model = Model(start, can_undo=subject.can_undo)
        self.taken: list[Step] = []


class Ending:
    """How a child ended.

    Attributes:
        pending: The step it was in the middle of.
        calls: What a plan that was listing has listed.
        acknowledged: How many steps it was done with.
        refused: How many it was refused.
        wrong: What it found wrong itself.
    """

    def __init__(self) -> None:
        self.pending: Step | None = None
        self.calls: list[str] = []
        self.acknowledged = 0
        self.refused = 0
        self.wrong: list[str] = []


def fork() -> int:
    """Start a child, which must not return from what it does; 0 in the child."""
    with warnings.catch_warnings():
        # Threads of others, which it warns of, are not there in a child that ends itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def run(life: Life, plan: Plan, delay: float | None = None) -> Ending:
    """Let a child work on a briefing until it is ended; the model takes its steps.

    Args:
        life: The briefing.
        plan: What the child does.
        delay: Seconds after its first word at which it is killed; None leaves it to the child.
    """
    reading, writing = os.pipe()
    child = fork()
    if child == 0:
        os.close(reading)
        Child(life.subject, life.path, life.model, plan, writing).live()
    os.close(writing)
    ending = Ending()
    try:
        for line in _lines(reading, child, delay):
            _take_note(life, ending, msgspec.json.decode(line, type=Note))
    finally:
        os.close(reading)
        _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        ending.wrong.append(f"the program ended with status {status}")
    return ending


def _lines(pipe: int, child: int, delay: float | None) -> Iterator[bytes]:
    """What a child says, until it is ended."""
    until, data = time.monotonic() + _PATIENCE, b""
    has_begun = False
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            until += _PATIENCE
            continue
        part = os.read(pipe, 1 << 16)
        if not part:
            return
        if not has_begun and delay is not None:
            until = time.monotonic() + delay
        has_begun = True
        *lines, data = (data + part).split(b"\n")
        yield from lines


def _take_note(life: Life, ending: Ending, note: Note) -> None:
    if note.said == "begins":
        ending.pending = note.step
    elif note.said == "acknowledged" and ending.pending:
        life.model.apply(ending.pending)
        life.taken.append(ending.pending)
        ending.acknowledged += 1
        ending.pending = None
    elif note.said == "refused":
        ending.refused += 1
        ending.pending = None
    elif note.said == "wrong":
        ending.wrong.append(note.text)
    ending.calls = note.calls or ending.calls


def judge(life: Life, plan: Plan, ending: Ending, tally: Tally) -> bool:
    """Compare what a child left with what it promised; returns whether the briefing can go on.

    A copy is opened, so that the next child finds the files as the last one left them.
    """
    tally.tries += 1
    tally.acknowledged += ending.acknowledged
    tally.refused += ending.refused
    missing: list[Step] = []
    wrong, strays = list(ending.wrong), list[str]()
    with _copy(life) as path:
        try:
            with contextlib.closing(life.subject.open(path)) as book:
                found = book.contents()
                missing, misfits = _missing(life, ending, found)
                wrong += misfits
                wrong += life.subject.faults(path, life.start, found, is_settled=False)
                if not missing and not wrong:
                    after = _go_on(book, found)
            if not missing and not wrong:
                wrong += _afterwards(life, path, after)
                strays = sorted({file.name for file in path.parent.iterdir()} - life.subject.beside)
        except Exception as error:  # noqa: BLE001  # a store that does not open says so in any way
            wrong.append(f"{type(error).__name__}: {error}")
    tally.lost += len(missing)
    tally.corrupt += bool(wrong)
    tally.stray += len(strays)
    for fault in (
        *wrong,
        *(f"lost: {step.verb} of {', '.join(step.changes)}" for step in missing),
        *strays,
    ):
        if len(tally.faults) < _TOLD:
            tally.faults.append(f"{fault} ({plan})")
    return not (missing or wrong or strays)


def _missing(life: Life, ending: Ending, found: Contents) -> tuple[list[Step], list[str]]:
    """The acknowledged steps that are not there, and what else does not fit."""
    pending, model = ending.pending, life.model
    if found == model.contents:
        return [], []
    if pending and found == model.after(pending):
        model.apply(pending)
        life.taken.append(pending)
        return [], []
    judged = dict(found)
    for ref, fields in pending.changes.items() if pending else ():
        if found.get(ref) == fields:
            judged.pop(ref, None)
            if ref in model.contents:
                judged[ref] = model.contents[ref]
    missing = list(lost(model, life.taken, judged))
    return missing, [] if missing else ["a part of a transaction, or records nobody wrote"]


def _go_on(book: Book, found: Contents) -> Contents:
    """Use a briefing again: a change and a fold; returns what it holds then."""
    model = Model(found)
    step = model.step(Random(len(found)), "change")
    book.change(step.changes)
    book.fold()
    return model.after(step)


def _afterwards(life: Life, path: Path, after: Contents) -> list[str]:
    """What is wrong once a briefing was used again."""
    with contextlib.closing(life.subject.open(path)) as book:
        if book.contents() != after:
            return ["a change made after the crash is not there"]
    return life.subject.faults(path, life.start, after, is_settled=True)


@contextlib.contextmanager
def _copy(life: Life) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=life.root) as folder:
        copy = Path(folder) / "book"
        shutil.copytree(life.path.parent, copy)
        yield copy / life.path.name
