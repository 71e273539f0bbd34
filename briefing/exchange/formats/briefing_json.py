"""Another briefing: `db.json`, or the same with only some of its records."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Dataset, Handle, Items, Proposal, ReadFault
from briefing.model.faults import InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, make_ref
from briefing.model.validation import build, plain
from briefing.store.book import Book

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record


def _recognises(file: ImportFile) -> bool:
    start = file.head.lstrip()[:400]
    return start.startswith(b"{") and b'"meta"' in start and b'"format"' in start


def _read(file: ImportFile) -> Items:
    """The records, referring to each other by their old refs."""
    from briefing.exchange.file import json_of

    tables = json_of(file)
    if not isinstance(tables, dict) or not isinstance(tables.get("meta"), dict):
        raise ImportFault(f"{file.name} is no briefing: it has no table “meta”")
    title = str(tables["meta"].get("title") or file.name)
    yield Dataset(title=f"Briefing “{title}”", raw={"type": "other"}, is_last_resort=True)
    there = {
        make_ref(kind, slug)
        for kind, table in tables.items()
        for slug in (table if isinstance(table, dict) else ())
    }
    for kind, table in tables.items():
        if kind == "meta":
            continue
        if kind not in KINDS or not isinstance(table, dict):
            yield ReadFault(kind, "there is no such kind of record")
            continue
        for slug, raw in table.items():
            ref = make_ref(kind, slug)
            try:
                record = build(kind, raw, ref)
            except InvalidRecord as error:
                for fault in error.faults:
                    yield ReadFault(f"{kind}.{slug}", str(fault), ref)
                continue
            handled = {each: Handle(each) for each in mentioned(record) if each in there}
            fields = _with_handles(plain(record), handled)
            yield Proposal(kind=kind, raw=fields, place=f"{kind}.{slug}", key=ref, ref=ref)


def _with_handles(value: object, handled: Mapping[str, Handle]) -> dict[str, object]:
    """Plain values with handles for refs to other records of the file."""

    def within(each: object) -> object:
        if isinstance(each, str):
            return handled.get(each, each)
        if isinstance(each, dict):
            return {name: within(one) for name, one in each.items()}
        return [within(one) for one in each] if isinstance(each, list | tuple) else each

    found = within(value)
    if not isinstance(found, dict):
        raise TypeError("a record has fields")
    return found


def _write(book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    """The records with the references they make among themselves; others keep names only."""
    import msgspec

    from briefing.model.references import without_references
    from briefing.store.snapshot import FORMAT

    chosen = set(refs)
    losses = Losses()
    tables: dict[str, object] = {"meta": {"format": FORMAT, "title": "", "revision": 0}}
    for kind in KINDS:
        table: dict[str, object] = {}
        for ref in sorted(each for each in chosen if kind_of(each) == kind):
            record: Record | None = book.need(ref)
            away = {
                each: book.label(each) for each in mentioned(book.need(ref)) if each not in chosen
            }
            if away:
                record = without_references(book.need(ref), away)
                losses.add("references to records that are not exported", ref)
            if record is None:
                losses.add("everything, as it needs a record that is not exported", ref)
                continue
            table[ref.partition(":")[2]] = plain(record)
        tables[kind] = table
    out.write(msgspec.json.format(msgspec.json.encode(tables), indent=2) + b"\n")
    return losses


FORMATS = (
    Format(
        name="json",
        title="Briefing",
        suffixes=(".json",),
        about="another briefing, or some records of one, with everything in them",
        recognises=_recognises,
        read=_read,
        write=_write,
        cannot_hold=("references to records that are not exported",),
    ),
)
