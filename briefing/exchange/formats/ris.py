"""RIS, the tagged format of reference managers (specification of 2011)."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
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
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "INPR": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "book",
    "ECHAP": "book",
    "RPRT": "report",
    "GOVDOC": "report",
    "THES": "thesis",
    "ELEC": "web page",
    "BLOG": "post",
    "DATA": "dataset",
    "MAP": "map",
    "PCOMM": "letter",
    "STAT": "legislation",
    "BILL": "legislation",
    "LEGAL": "legislation",
    "VIDEO": "video",
    "MPCT": "video",
    "GEN": "",
}
"""The types of RIS; one that is not here becomes `other`."""

_OURS: Final = {ours: theirs for theirs, ours in reversed(_TYPES.items())} | {"article": "GEN"}

_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)", re.DOTALL)
_DATE: Final = re.compile(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?(?:/(.*))?)?)?")

_CONTAINERS: Final = ("T2", "JO", "JF", "JA", "BT")
_TITLES: Final = ("TI", "T1", "CT")
_AUTHORS: Final = ("AU", "A1")
_READ: Final = (
    *("TY", "ID", "M3", "PB", "DA", "PY", "Y1", "Y2", "UR", "LA", "DO", "SN", "KW", "AB", "N2"),
    *("N1", *_TITLES, *_AUTHORS, *_CONTAINERS),
)

Tags = list[tuple[str, str]]


def _recognises(file: ImportFile) -> bool:
    start = file.head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return re.match(rb"TY  ?- ?[A-Z]+", start) is not None


def _records(lines: Iterator[tuple[int, str]], name: str) -> Iterator[tuple[int, Tags] | ReadFault]:
    """The records with the lines they begin on; a line without a tag continues the one before."""
    tags: list[tuple[str, list[str]]] = []
    begun = 0
    for number, line in lines:
        if "\0" in line:
            raise ImportFault(f"{name}: line {number} holds a NUL character; it is no text")
        found = _LINE.fullmatch(line.lstrip("\ufeff"))
        if found and found[1] == "TY":
            if begun:
                yield ReadFault(f"line {begun}", "the reference has no end (ER)")
            begun, tags = number, [("TY", [found[2].strip()])]
        elif not begun:
            if line.strip("\ufeff \t"):
                raise ImportFault(f"{name} is no RIS: line {number} stands outside of a reference")
        elif found and found[1] == "ER":
            yield begun, [(tag, "\n".join(texts)) for tag, texts in tags]
            begun = 0
        elif found:
            tags.append((found[1], [found[2]]))
        else:
            tags[-1][1].append(line)
    if begun:
        yield ReadFault(f"line {begun}", "the file ends within the reference")


def _read(file: ImportFile) -> Items:
    yield bibliography(file.name)
    is_any = False
    for found in _records(file.lines(), file.name):
        is_any = True
        if isinstance(found, ReadFault):
            yield found
        else:
            line, tags = found
            ref = next((text.strip() for tag, text in tags if tag == "ID"), "")
            yield from _entry(f"line {line}", tags).proposal(ref)
    if not is_any:
        raise ImportFault(f"{file.name} is no RIS: it has no references")


def _entry(place: str, tags: Tags) -> Entry:
    entry = Entry(place)

    def of(*names: str) -> Sequence[str]:
        return [text for tag, text in tags if tag in names and text.strip()]

    def one(*names: str) -> str:
        found = [text for name in names for text in of(name)]
        if any(each != found[0] for each in found[1:]):
            entry.skip(f"second values of {names[0]}")
        return found[0] if found else ""

    theirs = one("TY")
    ours = one("M3").strip()
    type_ = ours if ours in SOURCE_TYPES else _TYPES.get(theirs, "other")
    if theirs not in _TYPES:
        entry.skip(f"the type “{theirs}” beside “other”")
    if ours and ours not in SOURCE_TYPES:
        entry.skip("types of work in words")
    if type_:
        entry.raw["type"] = type_
    entry.put("title", one(*_TITLES))
    entry.add("authors", [flipped(each) for each in of(*_AUTHORS)])
    entry.put_published_by(one(*_CONTAINERS), one("PB"), is_part=is_part(type_))
    dates = [_date(each, entry) for each in (one("DA"), one("PY"), one("Y1"))]
    # The year alone often stands beside the whole date.
    entry.put("published", max(dates, key=len))
    entry.put("retrieved", _date(one("Y2"), entry))
    entry.put("url", one("UR"))
    entry.put("language", one("LA"))
    entry.add_doi(one("DO"))
    for each in of("SN"):
        entry.add_isbn(each)
    entry.add("tags", [part for each in of("KW") for part in each.split("\n")])
    for each in (one("AB", "N2"), *of("N1")):
        entry.add_text(each)
    for tag, text in tags:
        if tag not in _READ and text.strip():
            entry.skip(f"“{tag}” of references")
    return entry


def _date(text: str, entry: Entry) -> str:
    """A date of RIS, `2014/01/24/noon`, in EDTF; any other text as it is."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return text.strip()
    if found[4]:
        entry.skip("words beside dates")
    year, month, day = found[1], found[2], found[3]
    return "-".join(
        [year, *(f"{int(each):02d}" for each in ((month, day) if month else ()) if each)]
    )


def _tags(ref: str, source: Source) -> Tags:
    type_ = _OURS.get(source.type, "GEN")
    tags = [
        ("TY", type_),
        ("ID", ref),
        ("TI", source.title),
        ("M3", source.type if _TYPES[type_] != source.type else ""),
        *(("AU", each) for each in source.authors),
        ("T2" if is_part(source.type) else "PB", source.publisher),
        ("DA", _slashed(source.published)),
        ("Y2", _slashed(source.retrieved)),
        ("UR", source.url),
        ("LA", source.language),
        ("DO", next(iter(with_id(source.ids, "doi")), "")),
        *(("SN", each) for each in with_id(source.ids, "isbn")),
        *(("KW", each) for each in source.tags),
        ("AB", source.summary),
    ]
    return [(tag, text) for tag, text in tags if text]


def _slashed(edtf: str) -> str:
    """A plain date with slashes, as RIS has it; any other one in EDTF."""
    return edtf.replace("-", "/") if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) else edtf


def _text(tags: Tags) -> str:
    return "".join(f"{tag}  - {text}\n" for tag, text in tags) + "ER  - \n"


def _again(tags: Tags) -> Raw:
    lines = re.split("\r\n|\r|\n", _text(tags).removesuffix("\n"))
    found = list(_records(iter(enumerate(lines, start=1)), ""))
    if len(found) != 1 or isinstance(found[0], ReadFault):
        return {}
    return _entry("", found[0][1]).raw


def _write(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    found, losses = write_all(book, refs, _tags, _again)
    out.write("\n".join(map(_text, found)).encode())
    return losses


FORMATS = (
    Format(
        name="ris",
        title="RIS",
        suffixes=(".ris",),
        about="sources, as Zotero, EndNote and library catalogues exchange them",
        recognises=_recognises,
        read=_read,
        write=_write,
        kinds=("source",),
        cannot_hold=(
            "text, cites, grades, what a source is derived from, other names",
            "ids but DOI and ISBN",
            "authors with a comma in their names",
        ),
    ),
)
