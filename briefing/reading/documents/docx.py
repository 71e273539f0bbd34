"""Word documents: the main text of Office Open XML (ECMA-376, part 1)."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from briefing.reading.documents.cleaning import PAGE_BREAK
from briefing.reading.documents.document import Said, Unreadable

MAIN: Final = "word/document.xml"

LARGEST_PART: Final = 1 << 26
"""Bytes of a part once unpacked."""

_MOST_PACKED: Final = 200
"""How many times smaller than its contents a large part may be; text packs some 10 times."""

_UNSUSPICIOUS: Final = 1 << 20
"""Bytes up to which a part may be packed as much as it likes: a blank form is."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same again, for programs that cannot draw it."""

_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LEFT_OUT: Final = {
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}


def read_docx(data: bytes, said: Said) -> str:
    """Read the main text of a Word document.

    Raises:
        Unreadable: It is encrypted, or unpacks into more than is sane.
    """
    from defusedxml.common import DefusedXmlException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {*package.namelist()}
            if "docProps/core.xml" in names:
                _say_properties(package, said)
            text = "".join(_pieces(package, said))
    except DefusedXmlException:
        raise Unreadable("it declares entities, as attacks do") from None
    except (NotImplementedError, RuntimeError):
        raise Unreadable("it is encrypted, or packed in an unknown way; save a copy") from None
    if left := [what for name, what in _LEFT_OUT.items() if name in names]:
        said.notes.append(f"left out: {', '.join(left)}")
    if not text.strip():
        raise Unreadable("it holds no text")
    return text


class _Part:
    """A part of a package, which is not unpacked beyond its limits, whatever it declares."""

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self._stream = stream
        self._left = min(LARGEST_PART, max(_UNSUSPICIOUS, packed * _MOST_PACKED))

    def read(self, size: int = -1) -> bytes:
        """The next bytes.

        Raises:
            Unreadable: It unpacks into more than is sane.
        """
        data = self._stream.read(size if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("it unpacks into far more than its size, as attacks do")
        return data


def _elements(package: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Any]]:
    from defusedxml.ElementTree import iterparse

    with package.open(name) as stream:
        part = _Part(stream, package.getinfo(name).compress_size)
        yield from iterparse(part, events=("start", "end"), forbid_dtd=True)


def _pieces(package: zipfile.ZipFile, said: Said) -> Iterator[str]:
    """The text of the main part, piece by piece; what was deleted or moved away is not of it."""
    gone = 0
    has_changes = False
    for event, element in _elements(package, MAIN):
        tag = element.tag.replace(_STRICT, _W).removeprefix(_W)
        if tag in ("del", "moveFrom", _FALLBACK):
            gone += 1 if event == "start" else -1
            has_changes = has_changes or tag != _FALLBACK
        elif event == "start":
            continue
        elif not gone:
            yield _piece(tag, element)
        if event == "end" and tag in ("p", "tbl"):
            element.clear()
    if has_changes:
        said.notes.append("left out: what was deleted while changes were tracked")


def _piece(tag: str, element: Any) -> str:
    match tag:
        case "t":
            return element.text or ""
        case "tab":
            return "\t"
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return "\xad"
        case "br" | "lastRenderedPageBreak":
            is_page = tag != "br" or element.get(f"{_W}type") == "page"
            return f"\n{PAGE_BREAK}" if is_page else "\n"
        case "cr":
            return "\n"
        case "p":
            return "\n\n"
        case _:
            return ""


def _say_properties(package: zipfile.ZipFile, said: Said) -> None:
    """Take the core properties; when a file was made does not say when it was published."""
    for event, element in _elements(package, "docProps/core.xml"):
        name = {"title": "title", "creator": "authors", "language": "language"}.get(
            element.tag.removeprefix(_DC)
        )
        if event == "end" and name == "authors":
            said.say_authors((element.text or "").split(";"), "document properties")
        elif event == "end" and name:
            said.say(name, element.text, "document properties")
