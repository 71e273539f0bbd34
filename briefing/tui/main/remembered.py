"""What the screen remembers from one session to the next: light or dark, and the active source.

A convenience only: it is kept in the user's state folder, and a file that cannot be read or written
is ignored.
"""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

import msgspec

from briefing.store.files import read_plain, write_private


class _Kept(msgspec.Struct, omit_defaults=True):
    """The file.

    Attributes:
        theme: The name of the theme.
        sources: The active source of each briefing, by a digest of its path.
    """

    theme: str = ""
    sources: dict[str, str] = {}


class Remembered:
    """What is remembered for one briefing.

    Args:
        file: The file to keep it in; None to remember nothing.
        briefing: The file of the briefing; empty for one in memory, whose source is forgotten.
    """

    def __init__(self, file: Path | None, briefing: str | Path = "") -> None:
        self._file = file
        path = os.fsencode(Path(briefing).resolve()) if briefing else b""
        self._briefing = sha256(path).hexdigest()[:16] if briefing else ""

    @property
    def theme(self) -> str:
        """The theme chosen last; empty for none."""
        return self._read().theme

    @theme.setter
    def theme(self, name: str) -> None:
        kept = self._read()
        kept.theme = name
        self._write(kept)

    @property
    def source(self) -> str:
        """The active source of the briefing; empty for none."""
        return self._read().sources.get(self._briefing, "")

    @source.setter
    def source(self, ref: str) -> None:
        kept = self._read()
        kept.sources.pop(self._briefing, None)
        if ref and self._briefing:
            kept.sources[self._briefing] = ref
        self._write(kept)

    def _read(self) -> _Kept:
        if self._file is not None:
            with contextlib.suppress(OSError, msgspec.MsgspecError):
                return msgspec.json.decode(read_plain(self._file), type=_Kept)
        return _Kept()

    def _write(self, kept: _Kept) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError, UnicodeError):
                write_private(self._file, msgspec.json.encode(kept))


def remembered_file() -> Path:
    """The user's file."""
    from platformdirs import user_state_path

    return user_state_path("briefing", appauthor=False) / "screen.json"
