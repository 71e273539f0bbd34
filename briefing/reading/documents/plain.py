"""Plain text, also pasted, and Markdown."""

import re
from typing import Final

from briefing.model.encodings import BOMS, guessed
from briefing.reading.documents.document import Said, Unreadable

_HEAD: Final = 1 << 16
"""Bytes that an encoding is guessed from."""

_LONGEST_TITLE: Final = 150
_LINES_OF_HEAD: Final = 4
"""Lines at the top of a text, the title among them, where its date may stand."""

_LONGEST_FRONT_MATTER: Final = 1 << 14
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_SENTENCE_ENDS: Final = (".", ",", ";", ":", "!", "…")
_MOST_UNREADABLE: Final = 0.02
"""The share of control characters in a text; what has more is no text."""

_FEW: Final = 16
"""Control characters that even a short text may have."""

_LONGEST_MARKDOWN: Final = 1 << 18
"""Characters of Markdown; a longer text would take seconds, and is left as it is."""


def decoded(data: bytes, said: Said) -> str:
    """The text of bytes in whatever encoding.

    Raises:
        Unreadable: They are no text.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        letters = data[: error.start].decode()
        if letters.isascii():
            encoding = guessed(_beyond_ascii(data))
            said.notes.append(f"read as {encoding}; if letters look wrong, save it as UTF-8")
        else:
            # After letters in UTF-8, what is none is damage.
            encoding = "utf-8"
            said.notes.append("some bytes are no UTF-8; � stands for them")
        text = data.decode(encoding, errors="replace")
    controls = sum(map(text.count, map(chr, (*range(9), *range(14, 32)))))
    if controls > max(_FEW, _MOST_UNREADABLE * len(text)):
        raise Unreadable("it is no text and in no format that can be read")
    return text


def read_text(data: bytes, said: Said) -> str:
    """Read plain text; a short first line that ends no sentence is its title.

    Raises:
        Unreadable: It is no text.
    """
    text = decoded(data, said)
    say_head(text, said)
    return text


def say_head(text: str, said: Said) -> None:
    """Take the title and the date from the first lines of a text."""
    lines = [line.strip() for line in text[: 4 * _LONGEST_TITLE].lstrip("\ufeff").splitlines()]
    head = [line for line in lines if line][: _LINES_OF_HEAD + 1]
    if len(head) < 2 or len(head[0]) > _LONGEST_TITLE or head[0].endswith(_SENTENCE_ENDS):
        return
    said.say("title", head[0], "its first line")
    for number, line in enumerate(head[1:_LINES_OF_HEAD], 2):
        if day := _whole_date(line):
            said.say("published", day, f"its line {number}")
            return


def _whole_date(line: str) -> str:
    """A line that is nothing but a day; empty for any other."""
    from briefing.model.parsers.dates.parse import read_date
    from briefing.model.parsers.words import NotUnderstood

    text = re.sub(r"(?i)^(?:published|posted|date)(?: on)?:?\s+", "", line)
    if not re.search(r"\d{4}", text):
        return ""
    try:
        edtf = read_date(text).edtf
    except NotUnderstood:
        return ""
    return edtf if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else ""


def read_markdown(data: bytes, said: Said) -> str:
    """Read Markdown: its front matter, and its text without the marks.

    Raises:
        Unreadable: It is no text.
    """
    from markdown_it import MarkdownIt

    text = decoded(data, said).replace("\r\n", "\n").lstrip("\ufeff")
    found = _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER)
    if found:
        _say_front_matter(found[1], said)
        text = text[found.end() :]
    if len(text) > _LONGEST_MARKDOWN:
        said.notes.append("so long that its Markdown was left as it is")
        return text
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks: list[str] = []
    is_heading, places = False, 0
    for token in tokens:
        if token.type == "heading_open":
            is_heading = token.tag == "h1"
        elif token.type == "inline":
            block = _words(token.children or ())
            if is_heading:
                said.say("title", block, "its first heading")
            is_heading = False
            blocks.append(block)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            places += 1
    if places:
        said.notes.append("left out: HTML within the Markdown")
    return "\n\n".join(blocks)


def _words(tokens: object) -> str:
    """The words of a line of Markdown."""
    pieces = []
    for token in tokens if isinstance(tokens, list) else ():
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif token.type == "image":
            pieces.append(token.content)
    return "".join(pieces)


def _say_front_matter(text: str, said: Said) -> None:
    """Take what YAML at the top says, as Pandoc, Hugo and Jekyll write it."""
    import yaml

    try:
        # Aliases could make a short text endless.
        found = {} if re.search(r"[&*]\w", text) else yaml.load(text, yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        found = {}
    if not isinstance(found, dict):
        return
    for key, name in _IN_FRONT_MATTER.items():
        value = found.get(key)
        if name == "authors" and isinstance(value, list):
            names = [each for each in value if isinstance(each, str)]
            said.say_authors(names, f"front matter: {key}")
        else:
            said.say(name, value, f"front matter: {key}")


_IN_FRONT_MATTER: Final = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "publisher": "publisher",
    "published": "published",
    "date": "published",
    "lang": "language",
    "language": "language",
    "url": "url",
}


def _beyond_ascii(data: bytes) -> bytes:
    """The first lines with other letters than ASCII has."""
    found = b""
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            found += line[:_HEAD]
        if len(found) >= _HEAD:
            break
    return found
