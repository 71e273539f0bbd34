"""A document: its text, what it says of itself, and what of it was left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from briefing.model.codes import check_address, check_language, language_code
from briefing.model.kinds.source import Source
from briefing.model.parsers.dates.parse import read_date
from briefing.model.parsers.words import NotUnderstood
from briefing.model.validation import build
from briefing.reading.documents.cleaning import cleaned, pages
from briefing.reading.documents.offsets import Offsets

_LONGEST_VALUE: Final = 500
"""Characters of a title or name; what is longer is none."""

_TIME: Final = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")
"""The time in ISO 8601: the day is that of the place where it was written."""

_LANGUAGE: Final = "language"
_PUBLISHED: Final = "published"


class Unreadable(Exception):
    """A file cannot be read as a document; the message says why, and what to do about it."""


class Told(NamedTuple):
    """What a document says of itself.

    Attributes:
        value: The value, as a source holds it.
        where: Where in the document it stands: "its first line", "meta og:title".
    """

    value: str | tuple[str, ...]
    where: str


class Said:
    """Collects what a document says of itself; the first that says something is believed."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self.notes: list[str] = []

    def say(self, name: str, value: object, where: str) -> None:
        """Take a value of a field, unless it is empty or the document has said it before.

        A date is taken as far as it is understood; one that is not is a note.

        Args:
            name: The field of a source.
            value: What the document says.
            where: Where it stands.
        """
        text = _tidy(value) if isinstance(value, str) else ""
        if not text or len(text) > _LONGEST_VALUE or name in self.told:
            return
        if name == _PUBLISHED:
            text = self._date(text, where)
        elif name == _LANGUAGE:
            text = _language(text)
        elif name == "url" and check_address(text):
            return
        if text:
            self.told[name] = Told((text,) if name == "authors" else text, where)

    def say_authors(self, names: Sequence[str], where: str) -> None:
        """Take the authors, unless the document has named them before."""
        tidy = dict.fromkeys(map(_tidy, names))
        kept = tuple(name for name in tidy if 0 < len(name) <= _LONGEST_VALUE)
        if kept and "authors" not in self.told:
            self.told["authors"] = Told(kept, where)

    def _date(self, text: str, where: str) -> str:
        try:
            return read_date(_TIME.sub("", text)).edtf
        except NotUnderstood:
            self.notes.append(f"not understood as a date: “{text[:60]}” ({where})")
            return ""


def _tidy(text: str) -> str:
    """A value on one line, without what cannot be seen."""
    return " ".join(cleaned(text[: 2 * _LONGEST_VALUE]).text.split())


def _language(text: str) -> str:
    """The code of a language; empty for what is none, such as "x-default"."""
    code = language_code(text.replace("_", "-"))
    return "" if check_language(code) else code


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file.

    Attributes:
        name: The name of the file.
        media_type: What it is, as in IANA's list: `application/pdf`.
        sha256: The SHA-256 of the file, in lower-case hexadecimal.
        text: Its text, cleaned; each page but the first begins after a form feed.
        told: What it says of itself, by field of a source.
        notes: What was left out, or could not be understood.
        offsets: The way from the text back to the text as it was extracted.
    """

    name: str
    media_type: str
    sha256: str
    text: str
    told: Mapping[str, Told]
    notes: Sequence[str] = ()
    offsets: Offsets = field(default_factory=Offsets)

    @property
    def pages(self) -> Sequence[int]:
        """Where its pages begin in the text; empty if it has none."""
        return pages(self.text)

    def source(self) -> Source:
        """The source that it would be recorded as: unread, and without its text.

        Raises:
            InvalidRecord: The document says something of itself that no source can hold.
        """
        raw = {name: told.value for name, told in self.told.items()}
        made = build("source", {**raw, "sha256": self.sha256, "reading": "unread"})
        if not isinstance(made, Source):
            raise TypeError(f"a source is not {type(made)}")
        return made
