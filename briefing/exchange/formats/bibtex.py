"""BibTeX and BibLaTeX: the bibliographies of LaTeX, which Zotero exports too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from briefing.exchange.file import LARGEST_DOCUMENT, ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
from briefing.exchange.latex import to_latex, to_text
from briefing.exchange.reading import Items, ReadFault
from briefing.exchange.references import (
    Entry,
    Raw,
    bibliography,
    flipped,
    is_part,
    with_id,
    write_all,
)
from briefing.model.kinds.source import Source
from briefing.model.terms import SOURCE_TYPES

if TYPE_CHECKING:
    from briefing.store.book import Book

_TYPES: Final = {
    "article": "article",
    "book": "book",
    "mvbook": "book",
    "inbook": "book",
    "incollection": "book",
    "booklet": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "online": "web page",
    "electronic": "web page",
    "www": "web page",
    "dataset": "dataset",
    "video": "video",
    "movie": "video",
    "letter": "letter",
    "legislation": "legislation",
    "misc": "",
    "unpublished": "",
}
"""The entry types of BibTeX and BibLaTeX (manual, section 2.1); any other one becomes `other`."""

_OURS: Final = {ours: theirs for theirs, ours in reversed(_TYPES.items())}

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"

_AT: Final = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY: Final = re.compile(r"\s*([^\s,{}]*)\s*(,|(?=[})]))")
_NAME: Final = re.compile(r"\s*([^\s=,{}()\"#]+)\s*=\s*")
_BARE: Final = re.compile(r"[^\s,#{}()\"]+")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE: Final = re.compile(r"\\.|[{}\"]", re.DOTALL)
_AND: Final = re.compile("[{}]| and ", re.IGNORECASE)

_CONTAINERS: Final = ("journaltitle", "journal", "booktitle", "maintitle")
_PUBLISHERS: Final = ("publisher", "institution", "organization", "school")
_READ: Final = (
    *("title", "subtitle", "author", "year", "month", "day", "date", "url", "urldate", "doi"),
    *("isbn", "abstract", "note", "annote", "annotation", "keywords", "language", "langid"),
    *("entrysubtype", *_CONTAINERS, *_PUBLISHERS),
)


class Found(NamedTuple):
    """An entry as it stands.

    Attributes:
        line: The line it begins on.
        type: Its type, in lower case.
        key: Its key.
        fields: Its fields, in LaTeX, by their names in lower case.
    """

    line: int
    type: str
    key: str
    fields: Mapping[str, str]


class _Broken(ValueError):
    """An entry that cannot be read; `is_open` if the file ends within it."""

    def __init__(self, problem: str, *, is_open: bool = False) -> None:
        super().__init__(problem)
        self.is_open = is_open


def _recognises(file: ImportFile) -> bool:
    if file.suffix in (".bib", ".bibtex"):
        return True
    start = file.head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return re.match(rb"@(?:comment|string|preamble|[a-z]+\{[^\s,{}]+,)", start, re.I) is not None  # noqa: FURB167


def entries(text: str) -> Iterator[Found | ReadFault]:
    """The entries of a bibliography; a fault for what looks like one and cannot be read."""
    strings: dict[str, str] = {}
    at, line, counted = 0, 1, 0
    while found := _AT.search(text, at):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        at = found.end()
        type_ = found[1].casefold()
        closing = "}" if found[2] == "{" else ")"
        if type_ == "comment":
            continue
        try:
            if type_ == "preamble":
                _, at = _value(text, at, strings)
            elif type_ == "string":
                fields, at = _fields(text, at, closing, strings)
                strings.update(fields)
            else:
                key = _KEY.match(text, at)
                fields, at = _fields(text, key.end() if key else at, closing, strings)
                yield Found(line, type_, key[1] if key else "", fields)
        except _Broken as problem:
            yield ReadFault(f"line {line}", f"@{type_} cannot be read: {problem}")
            if problem.is_open:
                # All that follows is within it.
                return


def _fields(
    text: str, at: int, closing: str, strings: Mapping[str, str]
) -> tuple[Mapping[str, str], int]:
    found: dict[str, str] = {}
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == ","):
            at += 1
        if at >= len(text):
            raise _Broken("the file ends within it", is_open=True)
        if text[at] == closing:
            return found, at + 1
        name = _NAME.match(text, at)
        if name is None:
            raise _Broken(f"“{text[at : at + 20].split(chr(10), maxsplit=1)[0]}” is no field")
        value, at = _value(text, name.end(), strings)
        if name[1].casefold() in found:
            raise _Broken(f"it has {name[1]} twice")
        found[name[1].casefold()] = value


def _value(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """A value, its parts joined by `#`, and where it ends."""
    parts: list[str] = []
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        first = text[at : at + 1]
        if first in ("{", '"'):
            part, at = _enclosed(text, at)
            parts.append(part)
        elif bare := _BARE.match(text, at):
            word, at = bare[0], bare.end()
            parts.append(strings.get(word.casefold(), word))
        else:
            raise _Broken("a value is missing")
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 1] != "#":
            return "".join(parts), at
        at += 1


def _enclosed(text: str, at: int) -> tuple[str, int]:
    """A value in braces or quotes, and where it ends."""
    is_quoted = text[at] == '"'
    depth = 0 if is_quoted else 1
    for found in (_QUOTE if is_quoted else _BRACE).finditer(text, at + 1):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        is_end = found[0] == '"' if is_quoted else found[0] == "}"
        if depth < 0:
            raise _Broken("a brace is closed that was never opened")
        if is_end and depth == 0:
            return text[at + 1 : found.start()], found.end()
    raise _Broken("a brace or a quotation mark is never closed", is_open=True)


def _read(file: ImportFile) -> Items:
    with file.text(newline=None) as stream:
        text = stream.read(LARGEST_DOCUMENT + 1)
    if len(text) > LARGEST_DOCUMENT:
        raise ImportFault(f"{file.name} is too large; split it and import the parts")
    if "\0" in text:
        raise ImportFault(f"{file.name} holds a NUL character; it is no text")
    yield bibliography(file.name)
    is_any = False
    for found in entries(text):
        is_any = True
        if isinstance(found, ReadFault):
            yield found
        else:
            yield from _entry(found).proposal(found.key)
    if not is_any:
        raise ImportFault(f"{file.name} is no BibTeX: it has no entries")


def _entry(found: Found) -> Entry:
    fields = {name: to_text(value) for name, value in found.fields.items()}
    entry = Entry(f"line {found.line}, {found.key}")
    subtype = fields.get("entrysubtype", "")
    if subtype and subtype not in SOURCE_TYPES:
        entry.skip("subtypes of entries")
    type_ = subtype if subtype in SOURCE_TYPES else _TYPES.get(found.type, "other")
    if found.type not in _TYPES:
        entry.skip(f"the type “{found.type}” beside “other”")
    if type_:
        entry.raw["type"] = type_
    subtitle = fields.get("subtitle", "")
    entry.put("title", ": ".join(part for part in (fields.get("title", ""), subtitle) if part))
    entry.add("authors", [*_authors(found.fields.get("author", ""), entry)])
    containers = [fields[name] for name in _CONTAINERS if fields.get(name)]
    publishers = [fields[name] for name in _PUBLISHERS if fields.get(name)]
    entry.put_published_by(
        next(iter(containers), ""), next(iter(publishers), ""), is_part=is_part(type_)
    )
    if len(containers) > 1 or len(publishers) > 1:
        entry.skip("second publishers, such as that of a newspaper")
    entry.put("published", fields.get("date", "") or _day(fields))
    entry.put("url", fields.get("url", ""))
    entry.put("retrieved", fields.get("urldate", ""))
    entry.put("language", fields.get("language", "") or fields.get("langid", ""))
    entry.add_doi(fields.get("doi", ""))
    entry.add_isbn(fields.get("isbn", ""))
    entry.add("tags", re.split("[,;]", fields.get("keywords", "")))
    for name in ("abstract", "note", "annote", "annotation"):
        entry.add_text(fields.get(name, ""))
    for name, value in fields.items():
        if name not in _READ and value:
            entry.skip(f"“{name}” of references")
    return entry


def _authors(latex: str, entry: Entry) -> Iterator[str]:
    latex = " ".join(latex.split())
    depth, start = 0, 0
    names = []
    for found in _AND.finditer(latex):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif not depth:
            names.append(latex[start : found.start()])
            start = found.end()
    for each in (*names, latex[start:]):
        name = each.strip()
        if name.casefold() == "others":
            entry.skip("“and others” after authors")
        elif name.startswith("{") and name.endswith("}") and "," in name:
            yield to_text(name)
        else:
            yield flipped(to_text(name))


def _day(fields: Mapping[str, str]) -> str:
    """The date of BibTeX, in three fields."""
    year, month, day = (fields.get(name, "").strip() for name in ("year", "month", "day"))
    if not month:
        return year
    low = month.casefold()[:3]
    months = _MONTHS.split()
    number = months.index(low) + 1 if low in months else 0
    if month.isdecimal():
        number = int(month[:3])
    if not number or (day and not day.isdecimal()):
        return f"{day} {month} {year}".strip()
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")


class _Written(NamedTuple):
    key: str
    type: str
    fields: Mapping[str, str]

    def __str__(self) -> str:
        lines = [f"  {name} = {{{value}}},\n" for name, value in self.fields.items()]
        return f"@{self.type}{{{self.key},\n{''.join(lines)}}}\n"


def _written(ref: str, source: Source) -> _Written:
    type_ = _OURS.get(source.type, "misc")
    holder = "publisher"
    if is_part(source.type):
        holder = "journaltitle" if type_ == "article" else "organization"
    fields = {
        "title": to_latex(source.title),
        "entrysubtype": source.type if _TYPES[type_] != source.type else "",
        "author": " and ".join(f"{{{to_latex(each)}}}" for each in source.authors),
        holder: to_latex(source.publisher),
        "date": to_latex(source.published),
        "url": to_latex(source.url),
        "urldate": to_latex(source.retrieved),
        "language": to_latex(source.language),
        "doi": to_latex(next(iter(with_id(source.ids, "doi")), "")),
        "isbn": " ".join(with_id(source.ids, "isbn")),
        "keywords": ", ".join(map(to_latex, source.tags)),
        "abstract": to_latex(source.summary),
    }
    return _Written(ref, type_, {name: value for name, value in fields.items() if value})


def _again(written: _Written) -> Raw:
    # As a file is read.
    found = list(entries("\n".join(re.split("\r\n|\r", str(written)))))
    if len(found) != 1 or not isinstance(found[0], Found):
        return {}
    return _entry(found[0]).raw


def _write(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    found, losses = write_all(book, refs, _written, _again)
    out.write("\n".join(map(str, found)).encode())
    return losses


FORMATS = (
    Format(
        name="bibtex",
        title="BibTeX",
        suffixes=(".bib",),
        about="sources, as LaTeX and Zotero have them; BibLaTeX too",
        recognises=_recognises,
        read=_read,
        write=_write,
        kinds=("source",),
        cannot_hold=(
            "text, cites, grades, what a source is derived from, other names",
            "ids but DOI and ISBN",
        ),
    ),
)
