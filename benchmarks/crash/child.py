"""What runs in the process that is killed: a random workload that reports each step."""

import os
import signal
import traceback
from pathlib import Path
from random import Random
from threading import Thread
from typing import Literal, NamedTuple

import msgspec

from benchmarks.crash.books import Book, Subject, UndoingBook, undoing
from benchmarks.crash.gate import Aim, Gate
from benchmarks.crash.model import Changes, Contents, Model, Step, Verb
from briefing.store.errors import NotSaved

_SECONDS = 60  # after which a child that hangs is ended by the system
_ROOM_AFTER = 3  # steps on a full disk before there is room again

_write = os.write


class Plan(NamedTuple):
    """What a child does before it is ended.

    Attributes:
        seed: What its steps are drawn from.
        steps: How many at most.
        aim: The call to end at; None leaves that to the parent.
        prelude: Steps before the one aimed at; before the first, the call may be one of opening.
        verb: What the step aimed at does.
        is_disk_full: Whether files stop growing after the prelude.
        is_folding_beside: Whether a thread of its own folds all the time, as the screen does.
        is_listing: Whether it only lists the calls the step makes.
    """

    seed: int
    steps: int
    aim: Aim | None = None
    prelude: int = 0
    verb: Verb | None = None
    is_disk_full: bool = False
    is_folding_beside: bool = False
    is_listing: bool = False


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a child reports to its parent, a line of JSON each, written before it continues.

    `begins` comes before a step, `acknowledged` or `refused` after it, `wrong` when the child
    itself sees what must not be, `calls` for a plan that is listing.
    """

    said: Literal["begins", "acknowledged", "refused", "wrong", "calls"]
    step: Step | None = None
    text: str = ""
    calls: list[str] = []


class FoldingBeside:
    """A briefing that is folded in a thread of its own while it is changed.

    Args:
        book: The briefing.
    """

    def __init__(self, book: UndoingBook) -> None:
        self._book = book
        self._thread = Thread()
        self._error: BaseException | None = None

    def change(self, changes: Changes) -> None:
        """Make changes while the last ones may still be folded."""
        self.fold()
        self._book.change(changes)

    def undo(self) -> None:
        """Take back the last change."""
        self._book.undo()

    def redo(self) -> None:
        """Make the last change taken back again."""
        self._book.redo()

    def fold(self) -> None:
        """Begin to fold, unless that is going on."""
        if self._error:
            raise self._error
        if not self._thread.is_alive():
            self._thread = Thread(target=self._fold)
            self._thread.start()

    def contents(self) -> Contents:
        """Every record by its ref."""
        return self._book.contents()

    def close(self) -> None:
        """Wait for the thread and let go."""
        if self._thread.is_alive():
            self._thread.join()
        self._book.close()

    def _fold(self) -> None:
        try:
            self._book.fold()
        except BaseException as error:  # noqa: BLE001  # reported by the next change
            self._error = error


class Child:
    """A program with a briefing open.

    Args:
        subject: The make of store.
        path: Its file, as the last child left it.
        model: What is in it.
        plan: What to do.
        pipe: Where to tell it.
    """

    def __init__(self, subject: Subject, path: Path, model: Model, plan: Plan, pipe: int) -> None:
        self._subject = subject
        self._path = path
        self._model = model
        self._plan = plan
        self._pipe = pipe
        self._random = Random(plan.seed)
        self._gate = Gate(Random(plan.seed))

    def live(self) -> None:
        """Run until something ends the process; never returns."""
        signal.alarm(_SECONDS)
        try:
            self._work()
        except BaseException:  # noqa: BLE001  # whatever it is, the parent must hear of it
            self._tell(Note("wrong", text=traceback.format_exc()))
        finally:
            os.kill(os.getpid(), signal.SIGKILL)

    def _work(self) -> None:
        plan, gate = self._plan, self._gate
        if plan.aim or plan.is_listing:
            gate.install(is_power_cut=bool(plan.aim and plan.aim.is_power_cut))
        self._tell(Note("begins"))
        if plan.prelude == 0 and plan.aim:
            gate.arm(plan.aim)
        book = self._open()
        for number in range(plan.steps):
            is_aimed = number + 1 == plan.prelude
            if is_aimed and plan.is_disk_full:
                self._fill_disk()
            if number == plan.prelude + _ROOM_AFTER and plan.is_disk_full:
                _empty_disk()
            step = self._model.step(self._random, plan.verb if is_aimed else None)
            if is_aimed and (plan.aim or plan.is_listing):
                gate.arm(plan.aim)
            book = self._take(step, book)
            if is_aimed and plan.is_listing:
                self._tell(Note("calls", calls=gate.calls))
                return
        if plan.aim:
            gate.die()

    def _open(self) -> Book:
        book = self._subject.open(self._path)
        return FoldingBeside(undoing(book)) if self._plan.is_folding_beside else book

    def _take(self, step: Step, book: Book) -> Book:
        self._tell(Note("begins", step))
        try:
            if step.verb == "change":
                book.change(step.changes)
            elif step.verb == "reopen":
                book.close()
                book = self._open()
            elif step.verb == "fold":
                book.fold()
            elif step.verb == "undo":
                undoing(book).undo()
            else:
                undoing(book).redo()
        except NotSaved as error:
            self._tell(Note("refused", text=str(error)))
            if step.verb == "reopen":
                book = self._open()
            if book.contents() != self._model.contents:
                self._tell(Note("wrong", text=f"a {step.verb} refused has changed the records"))
            return book
        self._tell(Note("acknowledged"))
        self._model.apply(step)
        return book

    def _tell(self, note: Note) -> None:
        data = msgspec.json.encode(note) + b"\n"
        while data:
            data = data[_write(self._pipe, data) :]

    def _fill_disk(self) -> None:
        """Let no file grow past a size some file has, or soon will."""
        import resource  # not there on Windows

        folder = self._path.parent
        sizes = [file.stat().st_size for file in folder.iterdir()]
        limit = self._random.choice((*sizes, self._random.randint(0, max(sizes))))
        limit += self._random.randint(0, 3000)
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))


def _empty_disk() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
