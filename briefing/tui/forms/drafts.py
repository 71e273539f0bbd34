"""Drafts of unsaved forms, kept in case the program is killed.

There is one file per program and briefing in the user's state folder, written a moment after each
edit and deleted when the form is saved or cancelled. The draft of a killed program is offered at
every start until then.
"""

import contextlib
import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.store.files import read_plain, write_private

_SUFFIX = ".draft.json"


class FormDraft(msgspec.Struct, frozen=True):
    """An unsaved form.

    Attributes:
        ref: The record; `kind:` for a new one.
        base: Its fields when the form was opened; None for a new one.
        raw: The fields in the form.
        at: When it was kept.
    """

    ref: str
    base: dict[str, Any] | None
    raw: dict[str, Any]
    at: datetime


class LeftOver(NamedTuple):
    """A draft whose program has ended, and its file."""

    draft: FormDraft
    path: Path


class Drafts:
    """Keeps the draft of this program for one briefing.

    Args:
        folder: The folder for drafts; None to keep nothing.
        briefing: The file of the briefing; empty for one in memory.
    """

    def __init__(self, folder: Path | None, briefing: str | Path) -> None:
        self._folder = folder if briefing else None
        about = os.fsencode(Path(briefing).resolve()) if briefing else b""
        self._stem = sha256(about).hexdigest()[:16]
        self._is_ours = False

    def keep(self, ref: str, base: dict[str, Any] | None, raw: dict[str, Any] | None) -> None:
        """Write the draft of a form, or delete it where `raw` is None.

        Errors are ignored: a full disk must not interrupt typing.
        """
        if self._folder is None:
            return
        path = self._path(os.getpid())
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeError):
            if raw is None:
                path.unlink(missing_ok=True)
                return
            self._is_ours = True
            write_private(path, msgspec.json.encode(FormDraft(ref, base, raw, datetime.now(UTC))))

    def left_over(self) -> list["LeftOver"]:
        """Return the drafts of ended programs, newest first; what is no draft is deleted."""
        left: list[LeftOver] = []
        if self._folder is None or not self._folder.is_dir():
            return left
        with contextlib.suppress(OSError):
            found = self._folder.glob(f"{self._stem}-*{_SUFFIX}")
            files = [path for path in found if path.is_file() and not self._is_in_use(path)]
            for path in sorted(files, key=lambda path: -path.stat().st_mtime):
                with contextlib.suppress(OSError):
                    try:
                        draft = msgspec.json.decode(read_plain(path), type=FormDraft)
                    except msgspec.MsgspecError:
                        path.unlink()
                        continue
                    # One of a newer program is left for that program.
                    kind = KINDS.get(kind_of(draft.ref))
                    if kind and _can_be_shown(kind.cls, draft.raw):
                        left.append(LeftOver(draft, path))
        return left

    def _is_in_use(self, path: Path) -> bool:
        """Whether the program that wrote a draft still runs.

        Process ids recur: in a container every program may well be number 7.
        """
        return self._is_ours if path == self._path(os.getpid()) else _is_running(path)

    def adopt(self, left: "LeftOver") -> None:
        """Take over the draft of an ended program.

        Raises:
            OSError: It is gone or cannot be renamed.
        """
        left.path.rename(self._path(os.getpid()))
        self._is_ours = True

    def _path(self, process: int) -> Path:
        return (self._folder or Path()) / f"{self._stem}-{process}{_SUFFIX}"

    def beside(self, name: str) -> Path | None:
        """The file for something else that is kept for the briefing; None to keep nothing.

        It is private, and deleted with the drafts.
        """
        return self._folder and self._folder / f"{name}-{self._stem}-kept{_SUFFIX}"

    def delete_all(self) -> int:
        """Delete all drafts of the briefing; returns how many there were.

        Raises:
            OSError: One cannot be deleted.
        """
        if self._folder is None:
            return 0
        files = [*self._folder.glob(f"*{self._stem}-*{_SUFFIX}*")]
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)


def _can_be_shown(cls: type[msgspec.Struct], raw: object) -> bool:
    """Whether fields have the types that a form shows, valid or not."""
    if not isinstance(raw, dict):
        return False
    for field in fields_of(cls):
        value = raw.get(field.name)
        items = value if isinstance(value, list) else [value]
        if value is not None and isinstance(value, list) is not field.is_list:
            return False
        for item in items:
            if item is None:
                continue
            if field.row is not None:
                if not _can_be_shown(field.row, item):
                    return False
            elif not isinstance(item, str | int | float):
                return False
    return True


def drafts_folder() -> Path:
    """The folder for a user's drafts."""
    from platformdirs import user_state_path

    return user_state_path("briefing", appauthor=False) / "drafts"


def _is_running(path: Path) -> bool:
    process = path.name.removesuffix(_SUFFIX).rpartition("-")[2]
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it runs, under another user
        return True
    return not _is_dead(int(process))


def _is_dead(process: int) -> bool:
    """Whether a process is a zombie (proc(5), state Z)."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[:1] == ["Z"]
