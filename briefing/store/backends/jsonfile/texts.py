"""Long texts of sources, kept beside db.json in files named after the SHA-256 of their UTF-8.

A text is written before the record that names it, and never changed: an undo, or an older state of
the briefing, finds it again. Only forgetting deletes texts.
"""

import hashlib
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.errors import MissingText
from briefing.store.files import WholeFile, mode_of, read_plain, sync_folder

_NAME = re.compile(r"[0-9a-f]{64}\.txt")


class Texts:
    """The long texts of one briefing.

    Args:
        paths: Where the briefing is.
    """

    def __init__(self, paths: Paths) -> None:
        self._like = paths.real
        self.folder = paths.texts_path

    def keep(self, text: str) -> str:
        """Keep a text, unless it is kept already.

        Returns:
            The SHA-256 of its UTF-8, in lower-case hexadecimal.

        Raises:
            OSError: It cannot be written.
            UnicodeEncodeError: It contains half a character.
        """
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        if self.fault(digest):
            self._make_folder()
            with WholeFile(self._file(digest), self._like) as file:
                file.write([data])
                file.take_place()
        return digest

    def read(self, digest: str) -> str:
        """The text with a digest.

        Raises:
            MissingText: There is none, or it was altered.
        """
        path = self._file(digest)
        try:
            data = read_plain(path)
        except FileNotFoundError:
            raise MissingText(path, "is missing") from None
        except OSError as error:
            raise MissingText(path, f"cannot be read ({error.strerror or error})") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise MissingText(path, "was altered")
        return data.decode()

    def fault(self, digest: str) -> str:
        """What is wrong with a text; empty if it can be read."""
        try:
            self.read(digest)
        except MissingText as error:
            return f"{self.folder.name}/{error.path.name}: {error.problem}"
        return ""

    def faults(self, records: Iterable[tuple[str, Record]]) -> Iterator[str]:
        """The texts of some records that cannot be read, each with its record."""
        for ref, record in records:
            if (digest := digest_of(record)) and (problem := self.fault(digest)):
                yield f"{problem}; it is the text of {ref}"

    def files(self) -> list[Path]:
        """The files of all texts."""
        if not self.folder.is_dir():
            return []
        return sorted(each for each in self.folder.iterdir() if _NAME.fullmatch(each.name))

    def keep_only(self, digests: Collection[str]) -> None:
        """Delete the other texts, and what killed programs left of them.

        Raises:
            OSError: One cannot be deleted.
        """
        if not self.folder.is_dir():
            return
        for path in list(self.folder.iterdir()):
            if path.suffix in (".txt", ".tmp") and path.stem not in digests:
                path.unlink()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def take_copies(self, other: "Texts") -> None:
        """Copy the texts of another briefing as they are; verifying tells which are damaged.

        Raises:
            OSError: They cannot be copied.
        """
        for path in other.files():
            self._make_folder()
            with WholeFile(self.folder / path.name, self._like) as file:
                file.write([read_plain(path)])
                file.take_place()

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.txt"

    def _make_folder(self) -> None:
        if self.folder.is_dir():
            return
        mode = stat.S_IMODE(mode_of(self._like))
        # Whoever may read the briefing may enter the folder.
        self.folder.mkdir(mode=0o700)
        self.folder.chmod(mode | (mode & 0o444) >> 2 | stat.S_IRWXU)
        sync_folder(self.folder.parent)


def digest_of(record: Record | None) -> str:
    """The digest of the long text of a record; empty if it has none."""
    return record.text_sha256 if isinstance(record, Source) else ""
