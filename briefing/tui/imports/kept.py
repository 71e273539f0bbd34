"""What is kept of imports between sessions: decisions not yet carried out, and files used last.

A convenience only: it lies with the drafts, readable by nobody else, and a file that cannot be read
or written is ignored.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from briefing.exchange.plan import Decision
from briefing.store.files import read_plain, write_private
from briefing.tui.forms.drafts import Drafts

MOST_REVIEWS: Final = 10
"""Unfinished imports that are kept; the oldest goes first."""

MOST_RECENT: Final = 8
"""Files that are offered again."""

_PART: Final = 1 << 20
"""Bytes hashed at once."""


class KeptReview(msgspec.Struct, frozen=True):
    """An unfinished import.

    Attributes:
        path: The file.
        digest: Its SHA-256; the decisions hold only for these bytes.
        form: The name of its format.
        decisions: What was decided, by the numbers of the proposals.
        undecided: How many proposals wait.
        at: When it was kept.
    """

    path: str
    digest: str
    form: str
    decisions: dict[int, Decision]
    undecided: int
    at: datetime


class _All(msgspec.Struct):
    reviews: list[KeptReview] = []
    recent: list[str] = []


class Kept:
    """What is kept of the imports of one briefing.

    Args:
        drafts: Where; None to keep nothing.
    """

    def __init__(self, drafts: Drafts | None) -> None:
        self._file = drafts.beside("imports") if drafts else None

    @property
    def reviews(self) -> list[KeptReview]:
        """The unfinished imports, the latest first."""
        return self._read().reviews

    @property
    def recent(self) -> list[str]:
        """The files used last, the latest first."""
        return self._read().recent

    def use(self, path: str) -> None:
        """Offer a file again."""
        kept = self._read()
        kept.recent = [path, *(each for each in kept.recent if each != path)][:MOST_RECENT]
        self._write(kept)

    def keep(
        self, path: str, digest: str, form: str, decisions: Mapping[int, Decision], undecided: int
    ) -> None:
        """Keep what was decided on a file, in place of what was kept of it before."""
        review = KeptReview(path, digest, form, dict(decisions), undecided, datetime.now(UTC))
        kept = self._read()
        others = [each for each in kept.reviews if each.path != path]
        kept.reviews = [review, *others][:MOST_REVIEWS]
        self._write(kept)

    def drop(self, path: str) -> None:
        """Keep nothing of a file any more."""
        kept = self._read()
        if any(each.path == path for each in kept.reviews):
            kept.reviews = [each for each in kept.reviews if each.path != path]
            self._write(kept)

    def _read(self) -> _All:
        if self._file is not None:
            with contextlib.suppress(OSError, msgspec.MsgspecError):
                return msgspec.json.decode(read_plain(self._file), type=_All)
        return _All()

    def _write(self, kept: _All) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError, UnicodeError):
                write_private(self._file, msgspec.json.encode(kept))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; of a folder, that of the names and contents of its files.

    Raises:
        OSError: Something in it cannot be read.
    """
    sha = hashlib.sha256()
    for each in _files(path):
        if each != path:
            sha.update(f"\0{each.relative_to(path)}\0".encode("utf-8", "surrogateescape"))
        with each.open("rb") as stream:
            while part := stream.read(_PART):
                sha.update(part)
    return sha.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.is_file())
    else:
        yield path
