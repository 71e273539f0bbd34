"""Encoding and decoding db.json, and explaining what is wrong with one that is not a briefing.

The layout is TinyDB's: an object of tables, each an object of documents by id. `meta` gives the
version of the layout.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from briefing.model.dates import is_date
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.plurals import plural
from briefing.model.refs import is_slug, make_ref
from briefing.model.validation import build
from briefing.store.errors import FileFault, NewerFormat, unreadable
from briefing.store.files import read_plain
from briefing.store.snapshot import FORMAT, Meta, Snapshot

INVALID = "not a valid briefing: "
"""Precedes what is wrong with its records."""

RESTORE = "nothing was changed; mend it in an editor, or `briefing repair` saves what is readable"
"""What a reader can do about a db.json that cannot be opened."""

_MAX_FAULTS = 5
_BOM = b"\xef\xbb\xbf"
_PART = 200


@lru_cache
def _contents(classes: tuple[type[Record], ...]) -> type[msgspec.Struct]:
    """The struct of a whole file whose records are of the given classes."""
    by_slug: Any = dict.__class_getitem__
    tables: list[Any] = [
        (cls.kind_name, by_slug((str, cls)), msgspec.field(default_factory=dict)) for cls in classes
    ]
    return msgspec.defstruct("_Contents", [("meta", Meta), *tables], forbid_unknown_fields=True)


class _OnlyMeta(msgspec.Struct):
    meta: Meta


def encode(snapshot: Snapshot) -> Iterator[bytes]:
    """The bytes of db.json, in parts: 2 spaces, kinds and slugs in a fixed order, UTF-8.

    The parts are small, so that a thread that writes a large briefing does not block others.
    """
    yield b'{\n  "meta": ' + _indented(snapshot.meta, 2)
    for kind in KINDS:
        table = snapshot.tables[kind]
        yield b',\n  "%s": {' % kind.encode()
        slugs = sorted(table)
        for start in range(0, len(slugs), _PART):
            records = {slug: table[slug] for slug in slugs[start : start + _PART]}
            # What is between the braces of the part, indented one level further.
            inside = _indented(records, 2)[1:-4]
            yield b"," + inside if start else inside
        yield b"\n  }" if slugs else b"}"
    yield b"\n}\n"


def _indented(value: object, by: int) -> bytes:
    """JSON with its lines after the first indented; a string in JSON contains no line break."""
    pretty = msgspec.json.format(msgspec.json.encode(value), indent=2)
    return pretty.replace(b"\n", b"\n" + b" " * by)


def decode(data: bytes, path: Path) -> Snapshot:
    """Decode the bytes of db.json.

    Args:
        data: The whole file.
        path: Where it is, for messages.

    Raises:
        FileFault: The bytes are not a briefing this program can read.
    """
    data = data.removeprefix(_BOM)
    if not data or data.isspace():
        raise FileFault(path, "the file is empty", f"{RESTORE}, or start one with `briefing new`")
    try:
        classes = tuple(kind.cls for kind in KINDS.values())
        contents: Any = msgspec.json.decode(data, type=_contents(classes))
    except msgspec.ValidationError:
        return _decode_slowly(data, path)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _not_json(data, path, str(error)) from None
    _check_format(contents.meta.format, path)
    return Snapshot(contents.meta, {kind: getattr(contents, kind) for kind in KINDS})


def refuse_unsound(data: bytes, snapshot: Snapshot, path: Path) -> None:
    """Refuse what can be decoded but cannot be right: duplicate names, impossible dates.

    Args:
        data: The whole file.
        snapshot: What was read from it.
        path: Where it is, for the message.

    Raises:
        FileFault: There is such a thing.
    """
    # A JSON reader takes the last of two members of one name. If the file has no more quotation
    # marks than what was read from it, every name occurs once; otherwise duplicates are looked for.
    names = 2 * _members(data, snapshot)
    parts = (snapshot.meta, *snapshot.tables.values())
    expected = names + sum(msgspec.json.encode(part).count(b'"') for part in parts)
    duplicates = [] if data.count(b'"') == expected else [*_duplicate_faults(data)]
    if faults := [*duplicates, *_date_faults(snapshot)]:
        raise _invalid(faults, path)


def _members(data: bytes, snapshot: Snapshot) -> int:
    """How many tables a file has, `meta` included; empty ones may be missing."""
    if all(snapshot.tables.values()):
        return 1 + len(snapshot.tables)
    return len(msgspec.json.decode(data.removeprefix(_BOM), type=dict[str, msgspec.Raw]))


def _date_faults(snapshot: Snapshot) -> Iterator[Fault]:
    """The impossible dates of a briefing, such as 30 February."""
    for kind, table in snapshot.tables.items():
        if names := _dates_of(KINDS[kind].cls):
            rows = set(map(attrgetter(*names), table.values()))
            distinct = {date for dates in rows for date in dates}
            if not all(_PLAIN_DATE.fullmatch(date) or is_date(date) for date in distinct):
                for slug, record in table.items():
                    yield from impossible_dates(make_ref(kind, slug), record)


_PLAIN_DATE = re.compile(
    r"|(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?", re.ASCII
)
"""Nothing, or a date that exists in every year: a quick check that most dates pass."""


def impossible_dates(ref: str, record: Record) -> list[Fault]:
    """The impossible dates of a record; its ref is for the message."""
    dates = ((name, getattr(record, name)) for name in _dates_of(type(record)))
    return [
        Fault(f"{ref} {name}".strip(), f"“{date}” is not a possible date")
        for name, date in dates
        if date and not is_date(date)
    ]


@lru_cache
def _dates_of(cls: type[Record]) -> tuple[str, ...]:
    return tuple(field.attribute for field in fields_of(cls) if field.shape is Shape.DATE)


def title_of(data: bytes) -> str | None:
    """The title in the bytes of db.json, decoded without the rest; None if there is none."""
    try:
        return msgspec.json.decode(data.removeprefix(_BOM), type=_OnlyMeta).meta.title
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def read_bytes(path: Path) -> bytes:
    """The bytes of a briefing's file.

    Raises:
        FileFault: There is none, or it cannot be opened.
    """
    try:
        return read_plain(path, follows=True)
    except FileNotFoundError:
        raise FileFault(path, "there is no such file", "start one with `briefing new`") from None
    except IsADirectoryError:
        raise FileFault(path, "this is a folder", "name the file in it") from None
    except OSError as error:
        raise unreadable(path, error) from None


def _decode_slowly(data: bytes, path: Path) -> Snapshot:
    """Accept what only the strict decoder refused, or report all that is wrong."""
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _not_json(data, path, str(error)) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("meta"), dict):
        raise FileFault(path, "not a briefing: it has no “meta” table", RESTORE)
    _check_format(raw["meta"].get("format"), path)
    faults = [*_layout_faults(raw), *_duplicate_faults(data)]
    snapshot = Snapshot.empty()
    try:
        snapshot.meta = msgspec.convert(raw["meta"], Meta)
    except msgspec.ValidationError as error:
        faults.append(Fault("meta", str(error)))
    for kind, table in snapshot.tables.items():
        documents = raw.get(kind)
        for slug, fields in documents.items() if isinstance(documents, dict) else ():
            try:
                table[slug] = build(kind, fields)
            except InvalidRecord as error:
                faults += [fault.under(make_ref(kind, slug)) for fault in error.faults]
    if faults:
        raise _invalid(faults, path)
    return snapshot


def _invalid(faults: Sequence[Fault], path: Path) -> FileFault:
    first = "; ".join(map(str, faults[:_MAX_FAULTS]))
    more = f"; and {len(faults) - _MAX_FAULTS} more" if len(faults) > _MAX_FAULTS else ""
    return FileFault(path, f"{INVALID}{first}{more}", RESTORE)


def _layout_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    for name, table in raw.items():
        if name == "meta":
            continue
        if name not in KINDS:
            yield Fault(name, "there is no such table", ", ".join(KINDS))
        elif not isinstance(table, dict):
            yield Fault(name, "the table is not an object of records by their ids", "{}")
        else:
            for slug in table:
                if not is_slug(slug):
                    yield Fault(f"{name}:{slug}", "this id has characters no id can have", "aqim")


def _duplicate_faults(data: bytes) -> Iterator[Fault]:
    from briefing.store.duplicate_keys import duplicates

    for name in duplicates(data):
        yield Fault(name, "occurs twice; only one of them can be right")


def _check_format(version: object, path: Path) -> None:
    if not isinstance(version, int) or version < 1:
        raise FileFault(path, "not a briefing: “meta” names no format", RESTORE)
    if version > FORMAT:
        problem = f"written in format {version} by a newer program; this one reads up to {FORMAT}"
        raise NewerFormat(path, problem, "nothing was changed; install the newer `briefing`")


def _not_json(data: bytes, path: Path, reason: str) -> FileFault:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return FileFault(path, f"not UTF-8 text: byte {error.start} cannot be read", RESTORE)
    may_be_half = "truncated" in reason or "surrogate" in reason
    if may_be_half and (r"\ud" in text or r"\uD" in text) and (half := _HALF.search(text)):
        where = len(text[: half.start(1)].encode())
        problem = f"not JSON: byte {where} begins half a character ({half[1]})"
        return FileFault(path, problem, RESTORE)
    if "truncated" in reason:
        problem = f"breaks off after {len(data)} {plural(len(data), 'byte')}"
        return FileFault(path, problem, RESTORE)
    return FileFault(path, f"not JSON: {reason}", RESTORE)


_HIGH_HALF = r"\\u[dD][89abAB][0-9a-fA-F]{2}"
_LOW_HALF = r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_HALF = re.compile(rf"(?<!\\)(?:\\\\)*({_HIGH_HALF}(?!{_LOW_HALF})|(?<!{_HIGH_HALF}){_LOW_HALF})")
"""One half of a surrogate pair without the other."""
