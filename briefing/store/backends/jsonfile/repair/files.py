"""The files of a damaged briefing: read all together, and written anew or in place."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec

from briefing.store.backends.jsonfile.chain import START
from briefing.store.backends.jsonfile.log import Log
from briefing.store.backends.jsonfile.log_codec import Checkpoint, LineWriter
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.pieces import tellable
from briefing.store.backends.jsonfile.repair.repair import put_together
from briefing.store.backends.jsonfile.repair.repaired import Repaired
from briefing.store.backends.jsonfile.repair.salvage import Reading, salvage
from briefing.store.backends.jsonfile.repair.salvage_log import LogReading, salvage_log
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.changes import REPAIRED, Operation, Transaction
from briefing.store.errors import FileFault, NotSaved, ReadOnly
from briefing.store.files import WholeFile, keep_copy, read_plain, remove_strays, signature
from briefing.store.snapshot import FORMAT


@dataclass(frozen=True, slots=True)
class Examined:
    """What was read of the files of a briefing, and what came of it.

    Attributes:
        home: Where they are.
        main: The db.json.
        backup: The one of before the last fold.
        log: The history.
        repaired: What was put together.
    """

    home: Paths
    main: Reading
    backup: Reading
    log: LogReading
    repaired: Repaired

    @property
    def is_needed(self) -> bool:
        """Whether anything is wrong that repairing puts right."""
        return not (self.main.is_whole and self.log.is_as_written)


@dataclass(frozen=True, slots=True)
class Written:
    """Files written.

    Attributes:
        path: The db.json.
        history: Its history.
        unreadable: What could not be taken, as it stood there; None where there was nothing.
        kept: The damaged files under the names they have now.
    """

    path: Path
    history: Path
    unreadable: Path | None
    kept: tuple[Path, ...] = ()


def examine(home: Paths) -> Examined:
    """Read the files of a briefing, whatever happened to them, and put them together.

    Raises:
        FileFault: There are none, they may not be read, nothing in them is readable, or a newer
            program wrote them.
    """
    _must_be_there(home)
    try:
        with home.held():
            found = _read_all(home)
    except (NotSaved, ReadOnly):
        found = _read_all(home)
    main_data, backup_data, log_data = found
    log = salvage_log(log_data, home.history_path)
    if log.newer:
        problem = f"a line that is not damaged {log.newer}"
        raise FileFault(home.history_path, problem, _NEWER)

    @cache
    def logged() -> frozenset[str]:
        return frozenset(change.ref for each in log.transactions() for change in each.changes)

    digests = [fold.digest for fold in log.folds]
    backup = salvage(backup_data, home.backup_path, digests, lambda ref: ref in logged())
    main = salvage(
        main_data, home.file, digests, lambda ref: ref in backup.records or ref in logged()
    )
    if main.is_newer:
        _meet_newer(main, log)
    if main.is_whole and log.folds and main.digest not in digests:
        main.notes.append("was changed outside the program since it was last brought up to date")
    repaired = put_together(main, backup, log, tellable(home.real.stem))
    is_told = any(isinstance(stray.raw, dict) for stray in (*main.strays, *backup.strays))
    is_told = is_told or main.is_whole or backup.is_whole or main.title is not None
    if not (is_told or repaired.snapshot.count()):
        problem = "nothing in it can be read, and no other file of it helps"
        raise FileFault(home.path, problem, "nothing was changed; take it from a copy of yours")
    return Examined(home, main, backup, log, repaired)


def _must_be_there(home: Paths) -> None:
    if signature(home.file) is None and not home.has_remains():
        raise FileFault(home.path, "there is no such file", "start one with `briefing new`")


def _read_all(home: Paths) -> Sequence[bytes | str | None]:
    beside = [_read(path) for path in (home.backup_path, home.history_path)]
    return [_read(home.file, follows=True), *beside]


def _read(path: Path, *, follows: bool = False) -> bytes | str | None:
    """The bytes of a file, why the disk does not give them, or None when there is no file."""
    try:
        return read_plain(path, follows=follows)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.EIO:
            return reason
        raise FileFault(path, f"cannot be read ({reason})", "nothing was changed") from None


def _meet_newer(main: Reading, log: LogReading) -> None:
    """Tell a db.json of a newer program from one whose version is damaged."""
    is_ours = any(fold.is_done for fold in log.folds) and main.digest not in {
        fold.digest for fold in log.folds
    }
    told = " ".join(fault for stray in main.strays for fault in stray.faults)
    if not is_ours or "there is no such field" in told or "there is no table" in told:
        problem = f"written in format {main.version} by a newer program; this one reads {FORMAT}"
        raise FileFault(main.path, problem, _NEWER)
    main.notes.append(f"says it is of format {main.version}; all in it is of format {FORMAT}")


_NEWER = "nothing was changed; install the newer `briefing`, and repair it with that"


# Writing


def default_copy(home: Paths) -> Path:
    """Where a repaired copy goes when nobody says where."""
    return home.path.with_name(f"{home.path.stem}.repaired.json")


def write_copy(examined: Examined, path: Path, by: str) -> Written:
    """Write what was put together to a new file, with a history of its own.

    Args:
        examined: What was put together.
        path: The new file.
        by: Who repairs.

    Raises:
        FileFault: There is a file of one of the names needed.
        NotSaved: They cannot be written; none of them is there then.
    """
    home = Paths(path)
    unread = path.with_name(f"{path.stem}.unreadable.json")
    wanted = [home.file, home.history_path, *([unread] if examined.repaired.unread else [])]
    for each in wanted:
        if os.path.lexists(each):
            taken = path if each == home.file else each
            raise FileFault(taken, "the file exists already", "choose another name with -o")
    remove_strays(home.real)
    with home.writing(), contextlib.ExitStack() as undo:

        def place(whole: WholeFile, path: Path) -> None:
            whole.take_free_place()
            undo.callback(path.unlink, missing_ok=True)

        _write(examined, home, unread, by, place)
        undo.pop_all()
    return Written(path, home.history_path, unread if len(wanted) > 2 else None)


def repair_in_place(home: Paths, by: str) -> tuple[Examined, Written | None]:
    """Replace damaged files, which are kept under another name, while everybody is held off.

    Args:
        home: Where they are.
        by: Who repairs.

    Returns:
        What was read and put together, and what was written; None where nothing is damaged.

    Raises:
        FileFault: See `examine`.
        NotSaved: They cannot be written; what was there is there, under its name or the other.
        ReadOnly: Nothing can be changed at all.
    """
    _must_be_there(home)
    with home.held():
        examined = examine(home)
        return examined, _write_in_place(examined, by) if examined.is_needed else None


def _write_in_place(examined: Examined, by: str) -> Written:
    home = examined.home
    with home.writing():
        stamp = _unused_stamp(home)
        kept = []
        for each in (home.real, home.history_path):
            if each.exists():
                kept.append(each.with_name(f"{each.name}.damaged-{stamp}"))
                keep_copy(each, kept[-1], is_replaced_next=True)
        unread = home.real.with_name(f"{home.real.stem}.damaged-{stamp}.unreadable.json")
        _write(examined, home, unread, by, lambda whole, _path: whole.take_place())
    found = unread if examined.repaired.unread else None
    return Written(home.path, home.history_path, found, tuple(kept))


def _write(
    examined: Examined,
    home: Paths,
    unread: Path,
    by: str,
    place: Callable[[WholeFile, Path], None],
) -> None:
    """Write all files, in the order of a fold: whatever happens meanwhile, none is lost."""
    repaired = examined.repaired
    # Nobody else may read a part of what he may not read as a whole.
    like = _like(examined.home)
    if repaired.unread:
        with WholeFile(unread, like) as whole:
            whole.write(
                [msgspec.json.format(msgspec.json.encode(repaired.unread), indent=2), b"\n"]
            )
            place(whole, unread)
    with WholeFile(home.real, like) as briefing:
        briefing.write(encode(repaired.snapshot))
        begun = Checkpoint(repaired.snapshot.meta.revision, datetime.now(UTC), briefing.digest)
        with WholeFile(home.history_path, like) as history:
            history.write(_log_lines(examined, by, begun))
            place(history, home.history_path)
        place(briefing, home.real)
    log = Log(home.history_path, home.real)
    log.news()
    log.append(replace(begun, is_done=True))


def _log_lines(examined: Examined, by: str, begun: Checkpoint) -> Iterator[bytes]:
    """The whole lines, chained anew where they must be, and those of what is in none of them."""
    log, repaired = examined.log, examined.repaired
    writer = LineWriter(log.head or START)
    for line in log.lines:
        yield line.data + b"\n" if log.head else writer.again(line.data)
    if repaired.changes or log.head is None:
        rewrites = "" if log.head else log.tip
        yield writer.line(
            Transaction(
                begun.rev,
                begun.at,
                by,
                REPAIRED,
                repaired.changes,
                rewrites=rewrites,
                operation=Operation("repair"),
            )
        )
    yield writer.line(begun)


def _like(home: Paths) -> Path:
    """The file whose permissions a copy gets: whoever may read what it is made from may read it."""
    paths = (home.real, home.history_path, home.backup_path)
    return next((path for path in paths if path.is_file()), home.real)


def _unused_stamp(home: Paths) -> str:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    stamp, number = now, 1
    while any(home.real.parent.glob(f"*.damaged-{stamp}*")):
        number += 1
        stamp = f"{now}-{number}"
    return stamp
