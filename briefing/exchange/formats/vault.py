"""An Obsidian vault: a folder of Markdown notes with YAML front matter and `[[links]]`."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefing.exchange.cells import JSON, row_with_refs, with_refs
from briefing.exchange.columns import (
    ID,
    RECORD,
    Columns,
    Hints,
    columns_for,
    folded,
    kind_named,
    kind_of_header,
    read_hints,
)
from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Dataset, Items, ReadFault, Skipped
from briefing.exchange.tables import TableReader, TableWriter
from briefing.model.fields import Field, Shape, field_at, fields_of
from briefing.model.kinds import KINDS
from briefing.model.refs import is_slug, kind_of, make_ref, slug_of, slugify, unused_slug
from briefing.model.validation import plain

if TYPE_CHECKING:
    from briefing.store.book import Book

LONGEST_NOTE: Final = 1 << 22
"""Bytes of a note."""

LONGEST_FRONT: Final = 1 << 18
"""Characters of front matter."""

MOST_NOTES: Final = 200_000

_MARK: Final = "%% The program writes what follows and does not read it. %%"
"""Ends the part of a note that is read (`%%` encloses comments in Obsidian)."""

_LINK: Final = re.compile(
    r"!?\[\[([^\[\]|#^\n]{1,500})(?:[#^][^\[\]|\n]{0,500})?(?:\|([^\[\]\n]{0,500}))?\]\]"
)
_FRONT: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_UNSAFE: Final = re.compile(r'[\[\]#^|\\/:*?"<>%\x00-\x1f\x7f-\x9f\u2028\u2029]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST_NAME: Final = 100

_OTHER_KINDS: Final = {
    "person": "leader",
    "people": "leader",
    "persons": "leader",
    "organisation": "group",
    "organization": "group",
    "organisations": "group",
    "organizations": "group",
    "incident": "event",
    "incidents": "event",
    "quotation": "quote",
    "quotations": "quote",
    "reference": "source",
    "references": "source",
    "literature": "source",
}
"""What other vaults call the kinds of record."""

_KIND_KEYS: Final = (RECORD, "type", "kind", "category", "class")


@dataclass(slots=True)
class _Note:
    """A note.

    Attributes:
        path: Where it is in the vault.
        front: Its front matter.
        body: Its text.
        kind: The kind of record it is; empty if that is not clear.
        kind_key: The key of front matter that says so.
        ref: The ref of its record.
        is_own: Whether the program wrote it.
    """

    path: Path
    front: Mapping[str, Any]
    body: str
    kind: str = ""
    kind_key: str = ""
    ref: str = ""
    is_own: bool = False

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return self.path.as_posix()


@dataclass(slots=True)
class _Vault:
    """The notes of a vault, and what cannot be read."""

    notes: list[_Note] = field(default_factory=list)
    aside: list[ReadFault | Skipped] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    """The ref of each note by its name and path, folded; empty for a name of several."""

    def ref_of(self, target: str) -> str:
        """The ref of the note that a link leads to; empty if there is none, or several."""
        return self.refs.get(target.strip().removesuffix(".md").casefold(), "")


def _recognises(file: ImportFile) -> bool:
    return file.is_folder and next(_files(file.path, _Vault()), None) is not None


def _files(folder: Path, vault: _Vault) -> Iterator[Path]:
    """The notes in a folder, in order; links are not followed."""
    for at, folders, names in os.walk(folder):
        here = Path(at)
        for name in [each for each in folders if (here / each).is_symlink()]:
            vault.aside.append(Skipped((here / name).as_posix(), "symbolic links"))
        folders[:] = sorted(
            each for each in folders if not each.startswith(".") and not (here / each).is_symlink()
        )
        for name in sorted(names):
            path = here / name
            if name.startswith("."):
                continue
            if path.is_symlink():
                vault.aside.append(Skipped(path.as_posix(), "symbolic links"))
            elif path.suffix.lower() != ".md" or not path.is_file():
                vault.aside.append(Skipped(path.as_posix(), "files that are no notes"))
            else:
                yield path


def _opened(file: ImportFile, hints: Hints) -> _Vault:
    vault = _Vault()
    if not file.is_folder:
        raise ImportFault(f"{file.name} is no folder; a vault is a folder of notes")
    for number, path in enumerate(_files(file.path, vault)):
        if number == MOST_NOTES:
            raise ImportFault(f"{file.name} has more than {MOST_NOTES:,} notes; import its folders")
        relative = path.relative_to(file.path)
        try:
            vault.notes.append(_note(path, relative))
        except (ValueError, OSError, RecursionError) as problem:
            said = str(problem) or type(problem).__name__
            vault.aside.append(ReadFault(relative.as_posix(), said))
    if not vault.notes and not vault.aside:
        raise ImportFault(f"{file.name} has no notes")
    for note in vault.notes:
        note.kind, note.kind_key = _kind(note, hints)
    _name(vault)
    return vault


def _note(path: Path, relative: Path) -> _Note:
    """A note.

    Raises:
        ValueError: It cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LONGEST_NOTE + 1)
    if len(data) > LONGEST_NOTE:
        raise ValueError(f"the note is larger than {LONGEST_NOTE >> 20} MB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"the note is no UTF-8 text at byte {error.start}") from None
    if "\0" in text:
        raise ValueError("the note holds a NUL character; it is no text")
    found = _FRONT.match(text)
    if found is None:
        return _Note(relative, {}, text.removeprefix("\ufeff"))
    if len(found[1]) > LONGEST_FRONT:
        raise ValueError("the front matter is too long")
    return _Note(relative, _front(found[1]), text[found.end() :])


def _front(text: str) -> Mapping[str, Any]:
    """Front matter, every value as a text.

    Raises:
        ValueError: It is no YAML, or uses more of it than notes do.
    """
    import yaml

    class Loader(yaml.BaseLoader):  # type: ignore[misc]
        """Makes nothing but nodes, and refuses aliases, which can multiply without end."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise ValueError(f"the front matter is no YAML{where}: {problem}") from None
    value = _value(node) if node is not None else {}
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("the front matter is no list of keys and values")  # noqa: TRY004
    return value


def _value(node: Any) -> Any:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        is_null = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return None if is_null else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = _value(key)
        if not isinstance(name, str):
            raise ValueError("a key in the front matter is no word")  # noqa: TRY004
        if name in found:
            raise ValueError(f"the front matter has “{name}” twice")
        found[name] = _value(value)
    return found


def _kind(note: _Note, hints: Hints) -> tuple[str, str]:
    """The kind of record that a note is, and the key of its front matter that says so."""
    for key, value in note.front.items():
        name = hints.columns.get(folded(key), folded(key))
        if name in _KIND_KEYS and isinstance(value, str) and (kind := _named(value)):
            return kind, key
    for key, value in note.front.items():
        if folded(key) == ID and isinstance(value, str) and kind_of(value) in KINDS:
            return kind_of(value), ""
    tags = note.front.get("tags") or []
    words = re.split(r"[\s,;]+", tags) if isinstance(tags, str) else tags
    for word in words if isinstance(words, list) else ():
        if isinstance(word, str) and (kind := _named(word.lstrip("#").rpartition("/")[2])):
            return kind, ""
    for parent in note.path.parents:
        if kind := _named(parent.name):
            return kind, ""
    return (kind_of_header([*note.front], hints) if note.front else hints.kind), ""


def _named(word: str) -> str:
    return kind_named(word) or _OTHER_KINDS.get(word.strip().casefold(), "")


def _name(vault: _Vault) -> None:
    """Give every note that is a record a ref, and let links find it."""
    taken: set[str] = set()
    for note in vault.notes:
        given = note.front.get(ID)
        if isinstance(given, str) and kind_of(given) == note.kind and is_slug(slug_of(given)):
            note.ref, note.is_own = given, _MARK in note.body
            taken.add(given)
    slugs = {kind: {slug_of(each) for each in taken if kind_of(each) == kind} for kind in KINDS}
    for note in vault.notes:
        if note.kind and not note.ref:
            slug = unused_slug(slugify(note.path.stem), slugs[note.kind])
            slugs[note.kind].add(slug)
            note.ref = make_ref(note.kind, slug)
    names: dict[str, set[str]] = {}
    for note in vault.notes:
        aliases = note.front.get("aliases")
        for name in (
            note.path.stem,
            note.path.with_suffix("").as_posix(),
            *(aliases if isinstance(aliases, list) and not note.is_own else ()),
        ):
            if isinstance(name, str):
                names.setdefault(name.casefold(), set()).add(note.ref)
    vault.refs = {name: next(iter(refs)) for name, refs in names.items() if len(refs) == 1}


def _read(file: ImportFile) -> Items:
    hints = read_hints(file.mapping)
    vault = _opened(file, hints)
    yield Dataset(title=f"Notes in “{file.name}”", raw={"type": "other"}, is_last_resort=True)
    yield from vault.aside
    reader = TableReader(file.name, hints)
    for note in vault.notes:
        if not note.kind:
            yield Skipped(note.place, "notes that do not say what kind of record they are")
            continue
        try:
            header, cells = _row(note, vault, hints)
            columns = _columns(note, header, hints)
        except (ImportFault, ValueError) as problem:
            yield ReadFault(note.place, str(problem), note.ref)
            continue
        if note.front.get(ID) not in (None, note.ref):
            yield Skipped(note.place, "ids of notes that are no refs")
        if links := _unplaced(note, columns):
            for _ in range(links):
                yield Skipped(note.place, "links within the text of notes")
        yield from reader.row(columns, cells, note.place)
    yield from reader.named_only()


def _columns(note: _Note, header: Sequence[str], hints: Hints) -> Columns:
    found = columns_for(note.kind, header, hints)
    fields = [
        RECORD if head == note.kind_key else path
        for head, path in zip(header, found.fields, strict=True)
    ]
    return Columns(found.kind, found.header, fields)


def _row(note: _Note, vault: _Vault, hints: Hints) -> tuple[Sequence[str], Sequence[str]]:
    """The cells of a note, with what its name and its text say."""
    kind = KINDS[note.kind]
    front = {key: value for key, value in note.front.items() if value not in (None, "", [], {})}
    known = columns_for(note.kind, [*front], hints).fields
    cells = {
        key: _cell(note.kind, path, value, vault)
        for (key, value), path in zip(front.items(), known, strict=True)
        if key != note.kind_key and path != ID
    }
    body = note.body
    if note.is_own:
        body = body.rpartition(_MARK)[0].removeprefix("\r").removeprefix("\n").removesuffix("\n\n")
    else:
        body = body.strip()
        if kind.named_by not in known and kind.name == "quote":
            cells["text"] = _quoted(body)
        elif kind.named_by not in known and kind.is_named:
            cells[kind.named_by] = note.path.stem
        about = [f"x ({ref})" for ref in _linked(note, vault) if kind_of(ref) in _TOPICS]
        if kind.name == "quote" and "about" not in known and about:
            cells["about"] = "; ".join(about)
    if body.strip() and "summary" not in known:
        cells["summary"] = _as_text(body)
    return [ID, *cells], [note.ref, *cells.values()]


_TOPICS: Final = ("group", "leader", "event")


def _quoted(body: str) -> str:
    """The first block quotation in a text."""
    lines: list[str] = []
    for line in body.splitlines():
        if line.startswith(">"):
            lines.append(line.removeprefix(">").strip())
        elif lines:
            break
    return "\n".join(lines).strip()


def _linked(note: _Note, vault: _Vault) -> Sequence[str]:
    found = (vault.ref_of(each[1]) for each in _LINK.finditer(note.body))
    return [*dict.fromkeys(each for each in found if each and each != note.ref)]


def _unplaced(note: _Note, columns: Columns) -> int:
    """How many links in the text of a note say nothing in a field."""
    if note.is_own or "about" in columns.fields:
        return 0
    return sum(1 for _ in _LINK.finditer(note.body))


def _as_text(text: str) -> str:
    """A cell with a text as it stands."""
    return JSON + json.dumps(text) if text.startswith(JSON) or text != text.strip() else text


def _cell(kind: str, path: str, value: Any, vault: _Vault) -> str:
    """A value of front matter as the cell of a table.

    Raises:
        ValueError: It has no such form.
    """
    match value:
        case [[str() as name]]:
            # [[Note]] without quotation marks is a list in a list.
            value = f"[[{name}]]"
    name, _, part = path.partition(".")
    whole = field_at(KINDS[kind].cls, name)
    declared = field_at(KINDS[kind].cls, path) or whole
    refers = declared is not None and (
        declared.shape in (Shape.REF, Shape.REFS) or (declared.row is not None)
    )
    if isinstance(value, str):
        said = (
            value
            if refers is False and declared is not None
            else _unlinked(value, vault, refers=refers)
        )
        if declared is not None and declared.shape in (Shape.TEXT, Shape.PROSE):
            return _as_text(said if path else _unlinked(value, vault, refers=False))
        return said
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        if declared is None or declared.row is not None or part or not declared.is_list:
            return "; ".join(_unlinked(each, vault, refers=refers) for each in value)
        if declared.shape is Shape.WORDS:
            return JSON + json.dumps(value)
        return "; ".join(_unlinked(each, vault, refers=True) for each in value)
    if declared is None:
        return json.dumps(value)
    typed = _typed(declared, value)
    return JSON + json.dumps(with_refs(declared, typed, lambda each: _ref(each, vault)))


def _ref(text: str, vault: _Vault) -> str:
    found = _LINK.fullmatch(text)
    return (vault.ref_of(found[1]) or found[1]) if found else text


def _unlinked(text: str, vault: _Vault, *, refers: bool) -> str:
    """A text with the names of the notes that it links; with their refs, where it refers."""

    def name(found: re.Match[str]) -> str:
        said = (found[2] or found[1].rpartition("/")[2]).strip()
        ref = vault.ref_of(found[1])
        return f"{said} ({ref})" if ref and refers else said

    return _LINK.sub(name, text)


def _typed(declared: Field, value: Any) -> Any:
    """Plain values with numbers for the texts of YAML.

    Raises:
        ValueError: A number is none.
    """
    if declared.row is not None and isinstance(value, list):
        return [_typed_row(declared, each) for each in value]
    if declared.row is not None:
        return _typed_row(declared, value)
    if isinstance(value, str) and declared.shape in (Shape.INTEGER, Shape.DECIMAL):
        kind = int if declared.shape is Shape.INTEGER else float
        try:
            return kind(value.replace("_", "?"))  # Python takes 1_0 for 10
        except ValueError:
            raise ValueError(f"{declared.label.lower()}: “{value}” is no number") from None
    return value


def _typed_row(declared: Field, raw: Any) -> Any:
    if declared.row is None or not isinstance(raw, dict):
        return raw
    parts = {each.name: each for each in fields_of(declared.row)}
    return {
        name: _typed(parts[name], value) if name in parts else value
        for name, value in raw.items()
        if value is not None
    }


def _write(book: "Book", refs: Sequence[str], folder: Path) -> Losses:
    """A note for each record, in a folder for its kind."""
    writer = TableWriter(book, frozenset(refs))
    names = _file_names(book, refs)

    def link(ref: str) -> str:
        return f"[[{names[ref]}]]" if ref in names else writer.writer.named(ref)

    for ref in sorted(refs):
        record = writer.held(ref)
        if record is None:
            continue
        kind = KINDS[record.kind_name]
        raw = row_with_refs(kind.cls, plain(record), link)
        raw.pop("summary", None)
        front = [f"{RECORD}: {kind.name}", f"{ID}: {_yaml(ref)}"]
        front += [f"{name}: {_yaml(value)}" for name, value in raw.items()]
        head = "\n".join(["---", *front, "---", "", ""])
        text = f"{head}{record.summary}\n\n{_MARK}\n{_links(book, ref, names)}"
        (folder / kind.plural).mkdir(exist_ok=True)
        (folder / kind.plural / f"{names[ref]}.md").write_bytes(text.encode())
    return writer.losses


def _yaml(value: Any) -> str:
    """A value in the flow style of YAML, which JSON is but for some signs (YAML 1.2, 1.3)."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _file_names(book: "Book", refs: Sequence[str]) -> Mapping[str, str]:
    """A name for each note: that of its record, without what file systems and links refuse."""
    taken: set[str] = set()
    found = {}
    for ref in sorted(refs):
        name = " ".join(_UNSAFE.sub(" ", book.label(ref)).split()).strip(". ")
        name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(". ")
        if not name or _RESERVED.match(name):
            name = f"{kind_of(ref)} {slug_of(ref)}"[:_LONGEST_NAME].strip(". ")
        unique = unused_slug(name, _Folded(taken))
        taken.add(unique.casefold())
        found[ref] = unique
    return found


class _Folded:
    """Whether a name is taken, on file systems that know no case."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def __contains__(self, name: object) -> bool:
        return str(name).casefold() in self._taken


def _links(book: "Book", ref: str, names: Mapping[str, str]) -> str:
    """What a note links: whom its record refers to, and who refers to it; quotes in their words."""
    from briefing.model.kinds.quote import Quote
    from briefing.model.references import references

    record = book.need(ref)
    parts: list[str] = []
    if isinstance(record, Quote):
        parts.append("\n".join(f"> {line}" for line in record.text.splitlines()))
    roles: dict[str, dict[str, None]] = {}
    for each in references(record):
        if each.ref in names:
            roles.setdefault(each.role.replace("_", " "), {})[each.ref] = None
    for role, others in roles.items():
        lines = [f"- [[{names[other]}]]" for other in others]
        parts.append("\n".join([f"## {role[:1].upper()}{role[1:]}", *lines]))
    by_kind: dict[str, list[str]] = {}
    for other in sorted(set(book.referrers(ref)) & names.keys()):
        by_kind.setdefault(kind_of(other), []).append(other)
    for kind in (each for each in KINDS if each in by_kind):
        lines = []
        for other in by_kind[kind]:
            quote = book.need(other)
            if isinstance(quote, Quote):
                lines += [*(f"> {line}" for line in quote.text.splitlines()), ""]
            lines.append(f"- [[{names[other]}]]")
        heading = f"{KINDS[kind].plural[:1].upper()}{KINDS[kind].plural[1:]}"
        parts.append("\n".join([f"## {heading}", *lines]))
    return "\n\n".join(parts) + "\n" if parts else ""


FORMATS = (
    Format(
        name="vault",
        title="Obsidian vault",
        suffixes=(),
        about="a folder of Markdown notes with front matter and links between them",
        recognises=_recognises,
        read=_read,
        write_folder=_write,
        cannot_hold=(
            "references to events and quotes that are not exported",
            "all but the names of other records that are not exported",
        ),
    ),
)
