"""What stands in a form that was not saved, kept beside the program in case it is ended.

One file for each program and briefing, in the user's state folder: written a moment after something
was typed, gone when the form is saved or left. One whose program is gone is offered at the next
start.
"""

import contextlib
import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from briefing.store.files import write_private

_SUFFIX = ".draft.json"


class Draft(msgspec.Struct, frozen=True):
    """A form that was not saved.

    Attributes:
        ref: The record; `kind:` for a new one.
        base: Its fields when the form was opened; None for a new one.
        raw: The fields as they stood in the form.
        at: When.
    """

    ref: str
    base: dict[str, Any] | None
    raw: dict[str, Any]
    at: datetime


class Drafts:
    """Keeps the form of one program on one briefing.

    Args:
        folder: Where; None to keep nothing.
        briefing: The file of the briefing; None for one in memory.
    """

    def __init__(self, folder: Path | None, briefing: Path | None) -> None:
        self._folder = folder if briefing is not None else None
        about = os.fsencode(briefing.resolve()) if briefing else b""
        self._stem = sha256(about).hexdigest()[:16]

    def keep(self, ref: str, base: dict[str, Any] | None, raw: dict[str, Any] | None) -> None:
        """Keep what stands in the form; None when it was saved or left.

        That it cannot be written is no reason to stop anybody typing.
        """
        if self._folder is None:
            return
        path = self._folder / f"{self._stem}-{os.getpid()}{_SUFFIX}"
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeError):
            if raw is None:
                path.unlink(missing_ok=True)
                return
            write_private(path, msgspec.json.encode(Draft(ref, base, raw, datetime.now(UTC))))

    def left_over(self) -> Draft | None:
        """Return what a program that is gone left, the last one first; that file goes.

        A file that holds no draft goes as well.
        """
        if self._folder is None or not self._folder.is_dir():
            return None
        with contextlib.suppress(OSError):
            found = self._folder.glob(f"{self._stem}-*{_SUFFIX}")
            files = [path for path in found if not _is_running(path)]
            for path in sorted(files, key=lambda path: -path.stat().st_mtime):
                data = path.read_bytes()
                path.unlink()
                with contextlib.suppress(msgspec.MsgspecError):
                    return msgspec.json.decode(data, type=Draft)
        return None

    def delete_all(self) -> int:
        """Delete what any program left or keeps of the briefing; returns how many drafts that was.

        Raises:
            OSError: One cannot be deleted.
        """
        if self._folder is None:
            return 0
        files = [*self._folder.glob(f"*{self._stem}-*{_SUFFIX}*")]
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)


def user_folder() -> Path:
    """Where a user's drafts are kept."""
    from platformdirs import user_state_path

    return user_state_path("briefing", appauthor=False) / "drafts"


def _is_running(path: Path) -> bool:
    """Whether the program that wrote a draft is still there."""
    process = path.name.removesuffix(_SUFFIX).rpartition("-")[2]
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return not _is_dead(int(process))


def _is_dead(process: int) -> bool:
    """Whether a program has ended and only its number is still taken (proc(5), state Z)."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[:1] == ["Z"]
