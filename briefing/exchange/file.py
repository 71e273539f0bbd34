"""A file to import, or a folder: its bytes, its text in whatever encoding, and its lines."""

import io
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from briefing.exchange.reading import ReadFault
from briefing.model.encodings import BOMS, guessed

HEAD: Final = 1 << 16
"""Bytes that a format is recognised by, and an encoding guessed from."""

LARGEST_DOCUMENT: Final = 1 << 28
"""Bytes of a file that can only be read whole, such as JSON that is not in lines."""

LONGEST_LINE: Final = 1 << 24
"""Bytes of a line."""


class ImportFault(Exception):
    """A file cannot be imported at all; the message says why and what to do."""


class ImportFile:
    """A file to import.

    Args:
        path: The file; "-" for standard input, which is read at once.
        progress: Called with the share that has been read, from 0 to 1.

    Attributes:
        name: Its name, for messages.
        head: Its first bytes.
        guessed: The encoding its text seems to have, if it does not say so and is not UTF-8.
        mapping: The file that says what its columns are, if there is one.

    Raises:
        ImportFault: It cannot be read, or is empty.
    """

    def __init__(
        self, path: str | Path, progress: Callable[[float], None] = lambda _share: None
    ) -> None:
        self.path = Path(path)
        self.name = "standard input" if str(path) == "-" else self.path.name
        self.mapping = self.path.with_name(f"{self.path.name}.mapping.toml")
        self._progress = progress
        self._data: bytes | None = None
        self._is_utf8 = False
        self.head = b""
        self.guessed = ""
        if str(path) == "-":
            self._data = sys.stdin.buffer.read()
        if self.is_folder:
            return
        with self.binary() as stream:
            self.head = stream.read(HEAD)
        if not self.head:
            raise ImportFault(f"{self.name} is empty")

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files."""
        return self._data is None and self.path.is_dir()

    @property
    def suffix(self) -> str:
        """Its suffix in lower case, with the dot."""
        return self.path.suffix.lower()

    @contextmanager
    def binary(self) -> Iterator[BinaryIO]:
        """Open it to read bytes.

        Raises:
            ImportFault: It is no regular file, or cannot be read.
        """
        if self._data is not None:
            yield io.BytesIO(self._data)
            return
        if not self.path.is_file():
            problem = "is no file" if self.path.exists() else "does not exist"
            raise ImportFault(f"{self.path} {problem}")
        try:
            with self.path.open("rb") as stream:
                yield stream
        except OSError as error:
            raise ImportFault(f"{self.path}: {error.strerror or error}") from None

    def whole(self) -> bytes:
        """All of its bytes.

        Raises:
            ImportFault: It is larger than `LARGEST_DOCUMENT`.
        """
        with self.binary() as stream:
            data = stream.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            most = f"{LARGEST_DOCUMENT >> 20} MB"
            raise ImportFault(f"{self.name} is larger than {most}; split it and import the parts")
        return data

    @contextmanager
    def text(self, newline: str | None = "") -> Iterator[IO[str]]:
        """Open it to read text, in the encoding it says or seems to have.

        Args:
            newline: As for `open`; by default line ends stay as they are, as `csv` needs.

        Raises:
            ImportFault: It cannot be decoded.
        """
        with self.binary() as stream:
            counted: Any = _Counted(stream, self._size(), self._progress)
            reader = io.BufferedReader(counted)
            text = io.TextIOWrapper(reader, encoding=self.encoding(), newline=newline)
            try:
                yield text
            except UnicodeDecodeError as error:
                raise ImportFault(
                    f"{self.name} is no {error.encoding} text in line {self._spoilt_line()}; "
                    "save it as UTF-8"
                ) from None
            finally:
                text.detach()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines with their numbers from 1, without their ends.

        Raises:
            ImportFault: A line is longer than `LONGEST_LINE`.
        """
        with self.text(newline=None) as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise ImportFault(
                        f"{self.name}: line {number} is longer than {LONGEST_LINE >> 20} MB"
                    )
                yield number, line.rstrip("\r\n")

    def encoding(self) -> str:
        """The encoding of its text: what it says at its beginning, else UTF-8, else a guess."""
        for mark, name in BOMS:
            if self.head.startswith(mark):
                return name
        if not self.guessed and not self._is_utf8:
            self.guessed = self._other_than_utf8()
            self._is_utf8 = not self.guessed
        return self.guessed or "utf-8"

    def _other_than_utf8(self) -> str:
        """A guess at the encoding of a text that is not UTF-8; empty if it is."""
        decoder = getincrementaldecoder("utf-8")()
        has_letters = False
        with self.binary() as stream:
            for number, piece in enumerate(_pieces(stream)):
                try:
                    text = decoder.decode(piece, final=not piece)
                except UnicodeDecodeError as error:
                    if not number:
                        return guessed(self.head)
                    has_letters = has_letters or not error.object[: error.start].isascii()
                    # After letters in UTF-8, what is none is damage.
                    return "" if has_letters else guessed(self._beyond_ascii())
                has_letters = has_letters or not text.isascii()
        return ""

    def _beyond_ascii(self) -> bytes:
        """The first lines with other letters than ASCII has."""
        found = b""
        with self.binary() as stream:
            while len(found) < HEAD and (line := stream.readline(HEAD)):
                if not line.isascii():
                    found += line
        return found

    def _spoilt_line(self) -> int:
        """The number of the line with the first bytes that cannot be decoded."""
        number = 1
        with self.binary() as stream:
            decoder = getincrementaldecoder(self.encoding())("replace")
            for piece in _pieces(stream):
                text, fault, _ = decoder.decode(piece, final=not piece).partition("\ufffd")
                number += text.count("\n")
                if fault:
                    break
        return number

    def _size(self) -> int:
        return len(self._data) if self._data is not None else self.path.stat().st_size


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream in pieces, the last of which is empty."""
    while piece := stream.read(HEAD):
        yield piece
    yield b""


class _Counted(io.RawIOBase):
    """A stream that reports how much of it has been read."""

    def __init__(self, stream: BinaryIO, size: int, progress: Callable[[float], None]) -> None:
        self._stream = stream
        self._size = max(1, size)
        self._progress = progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._progress(min(1.0, self._stream.tell() / self._size))
        return len(data)


def json_of(file: ImportFile) -> Any:
    """The JSON document in a file.

    Raises:
        ImportFault: It is no JSON.
    """
    import msgspec

    try:
        return msgspec.json.decode(file.whole().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportFault(f"{file.name} is no JSON: {error}") from None


def json_lines(file: ImportFile) -> Iterator[tuple[str, Any]]:
    """The JSON documents in the lines of a file, each with its place; a fault for a bad one."""
    import msgspec

    for number, line in file.lines():
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            yield place, msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            yield place, ReadFault(place, f"no JSON: {error}")
