"""What comes into a folder of documents."""

from pathlib import Path
from typing import TypeAlias

from briefing.reading.documents.read import documents_in

_State: TypeAlias = tuple[int, int]
"""The size of a file in bytes, and when it was changed, in nanoseconds."""


class Watch:
    """A folder that is looked at again and again.

    Args:
        folder: The folder; those below it belong to it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, _State] = {}
        self._given: dict[Path, _State] = {}

    def ready(self) -> list[Path]:
        """The files that are new or changed, and complete: as they were at the last look."""
        now = {path: state for path in documents_in(self._folder) if (state := _state(path))}
        found = [
            path
            for path, state in now.items()
            if self._seen.get(path) == state and self._given.get(path) != state
        ]
        self._given.update((path, now[path]) for path in found)
        self._seen = now
        return found


def _state(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
