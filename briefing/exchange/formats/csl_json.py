"""CSL-JSON, the exchange format of Zotero, Mendeley and pandoc (CSL 1.0.2, csl-data schema)."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from briefing.exchange.cells import Cells, CellWriter, row_with_refs
from briefing.exchange.file import ImportFault, ImportFile, json_of
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Items, Proposal, ReadFault
from briefing.exchange.references import Entry, Raw, bibliography, is_part, with_id
from briefing.exchange.tables import named_only
from briefing.model.kinds.source import Source
from briefing.model.validation import plain

if TYPE_CHECKING:
    from briefing.store.book import Book

OWN: Final = "briefing"
"""The key within `custom` for the fields that CSL has no place for."""

_TYPES: Final = {
    "article": "article",
    "article-journal": "article-journal",
    "article-magazine": "article-magazine",
    "article-newspaper": "article-newspaper",
    "bill": "legislation",
    "book": "book",
    "broadcast": "broadcast",
    "chapter": "book",
    "classic": "book",
    "dataset": "dataset",
    "document": "other",
    "interview": "interview",
    "legislation": "legislation",
    "map": "map",
    "motion_picture": "video",
    "personal_communication": "letter",
    "post": "post",
    "post-weblog": "post",
    "regulation": "legislation",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "speech": "speech",
    "thesis": "thesis",
    "treaty": "legislation",
    "webpage": "web page",
}
"""CSL 1.0.2, appendix III "Types"; a type that is not here becomes `other`."""

_OURS: Final = {ours: theirs for theirs, ours in reversed(_TYPES.items())} | {
    "statement": "document",
    "": "document",
    "post": "post",
    "legislation": "legislation",
}

_READ: Final = (
    *("id", "type", "title", "author", "container-title", "publisher", "issued", "accessed"),
    *("URL", "language", "DOI", "ISBN", "abstract", "note", "keyword", "genre", "custom"),
    *("citation-key", "citation-label", "categories"),
)


def _recognises(file: ImportFile) -> bool:
    start = file.head.lstrip()
    if not start.startswith((b"[", b"{")):
        return False
    return b'"type"' in start and any(
        each in start
        for each in (b'"issued"', b'"container-title"', b'"citation-key"', b'"custom"')
    )


def _read(file: ImportFile) -> Items:
    found = json_of(file)
    if isinstance(found, dict):
        found = found.get("items", [found])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ImportFault(f"{file.name} is no CSL-JSON: it is no list of items")
    yield bibliography(file.name)
    cells = Cells()
    seen: set[str] = set()
    for number, item in enumerate(found):
        place = f"items[{number}]"
        if not isinstance(item.get("type"), str) or "title" not in item:
            yield ReadFault(place, "an item has a type and a title")
            continue
        entry = _entry(item, place, cells)
        for each in entry.proposal(str(item.get("id", ""))):
            if isinstance(each, Proposal):
                seen.add(each.key)
            yield each
    yield from named_only(cells.mentions, seen, file.name)


def _entry(item: Mapping[str, Any], place: str, cells: Cells) -> Entry:
    entry = Entry(place)
    type_ = str(item.get("type", ""))
    own = item.get("custom", {}).get(OWN) if isinstance(item.get("custom"), dict) else None
    entry.raw["type"] = _TYPES.get(type_, "other")
    if type_ not in _TYPES:
        entry.skip(f"the type “{type_}” beside “other”")
    if item.get("genre") == "statement":
        entry.raw["type"] = "statement"
    elif item.get("genre") and own is None:
        entry.skip("genres")
    entry.put("title", _text(item, "title", entry))
    _put_authors(item, entry)
    entry.put_published_by(
        _text(item, "container-title", entry),
        _text(item, "publisher", entry),
        is_part=is_part(entry.raw["type"]),
    )
    _put_date(item, "issued", "published", entry)
    _put_date(item, "accessed", "retrieved", entry)
    entry.put("url", _text(item, "URL", entry))
    entry.put("language", _text(item, "language", entry))
    entry.add_doi(_text(item, "DOI", entry))
    entry.add_isbn(_text(item, "ISBN", entry))
    entry.add("tags", re.split(r"[;,\n]", _text(item, "keyword", entry)))
    entry.add_text(_text(item, "abstract", entry))
    entry.add_text(_text(item, "note", entry))
    for name, value in item.items():
        if name not in _READ and value not in (None, "", [], {}):
            entry.skip(f"“{name}” of references")
    if isinstance(own, dict):
        entry.raw.update(row_with_refs(Source, own, lambda each: cells.ref(each) or each))
        if own.get("type") is None and "type" in own:
            del entry.raw["type"]
    return entry


def _text(item: Mapping[str, Any], name: str, entry: Entry) -> str:
    value = item.get(name, "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        entry.items.append(ReadFault(f"{entry.place}.{name}", "it is no text"))
        return ""
    return value


def _put_authors(item: Mapping[str, Any], entry: Entry) -> None:
    names = item.get("author", [])
    found = []
    for each in names if isinstance(names, list) else [None]:
        parts = each if isinstance(each, dict) else {}
        words = parts.get("literal") or " ".join(
            str(parts[name])
            for name in (
                "given",
                "dropping-particle",
                "non-dropping-particle",
                "family",
                "suffix",
            )
            if parts.get(name)
        )
        if not isinstance(words, str) or not words.strip():
            entry.items.append(ReadFault(f"{entry.place}.author", "a name has a family or literal"))
            continue
        found.append(words)
    entry.add("authors", found)


def _put_date(item: Mapping[str, Any], name: str, ours: str, entry: Entry) -> None:
    value = item.get(name)
    if value in (None, "", {}):
        return
    try:
        entry.put(ours, value if isinstance(value, str) else _edtf(value))
    except (ValueError, TypeError, LookupError):
        entry.items.append(ReadFault(f"{entry.place}.{name}", f"{str(value)[:80]} is no date"))


def _edtf(date: Mapping[str, Any]) -> str:
    """A CSL date in EDTF, or in the words it is given in.

    Raises:
        ValueError: It is no date.
    """
    for name in ("literal", "raw", "edtf"):
        if isinstance(date.get(name), str) and not date.get("date-parts"):
            return str(date[name])
    ends = []
    for parts in date["date-parts"]:
        year, *rest = [int(each) for each in parts if each not in ("", None)]
        ends.append("-".join([f"{year:04d}", *(f"{each:02d}" for each in rest)]))
    if not 1 <= len(ends) <= 2:
        raise ValueError("a date has one end or two")
    if date.get("season") and len(ends) == 1 and len(ends[0]) == 4:
        ends[0] += f"-{20 + int(date['season'])}"
    mark = "~" if date.get("circa") not in (None, "", False, 0, "false") else ""
    return "/".join(each + mark for each in ends)


def _item(ref: str, source: Source) -> Raw:
    part = is_part(source.type)
    item: Raw = {
        "id": ref,
        "type": _OURS[source.type],
        "title": source.title,
        "genre": "statement" if source.type == "statement" else "",
        "author": [{"literal": each} for each in source.authors],
        "container-title": source.publisher if part else "",
        "publisher": "" if part else source.publisher,
        "issued": _date(source.published),
        "accessed": _date(source.retrieved),
        "URL": source.url,
        "language": source.language,
        "DOI": next(iter(with_id(source.ids, "doi")), ""),
        "ISBN": " ".join(with_id(source.ids, "isbn")),
        "keyword": "; ".join(source.tags),
        "abstract": source.summary,
    }
    return {name: value for name, value in item.items() if value not in ("", [], {})}


def _date(edtf: str) -> Any:
    """A date as CSL has it: in parts if it is plain, else in EDTF."""
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", edtf):
        return {"date-parts": [[int(each) for each in edtf.split("-")]]}
    return edtf


def _write(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    """Every field: what CSL has no place for stands in `custom`."""
    import msgspec

    losses = Losses()
    named = CellWriter(book.label).named
    items = []
    for ref in sorted(refs):
        source = book.need(ref)
        if not isinstance(source, Source):
            continue
        item = _item(ref, source)
        wanted = plain(source)
        found = _entry(item, "", Cells()).raw
        own = {name: value for name, value in wanted.items() if _listed(found.get(name)) != value}
        own |= {name: None for name in found if name not in wanted}
        if own:
            item["custom"] = {OWN: row_with_refs(Source, own, named)}
        if any(each not in refs for each in _refs_in(own)):
            losses.add("all but the names of records that are not exported", ref)
        items.append(item)
    out.write(msgspec.json.format(msgspec.json.encode(items), indent=2) + b"\n")
    return losses


def _refs_in(own: Raw) -> Sequence[str]:
    found: list[str] = []

    def note(ref: str) -> str:
        found.append(ref)
        return ref

    row_with_refs(Source, own, note)
    return found


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


FORMATS = (
    Format(
        name="csl-json",
        title="CSL-JSON",
        suffixes=(".json", ".csljson"),
        about="sources, as Zotero and pandoc exchange them",
        recognises=_recognises,
        read=_read,
        write=_write,
        kinds=("source",),
        cannot_hold=("all but the names of other sources that are not exported",),
    ),
)
