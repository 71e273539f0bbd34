"""Tables of records, whatever holds them: rows to proposals, records to rows."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from briefing.exchange.cells import Cells, CellWriter, as_written, exported, folded
from briefing.exchange.columns import (
    END,
    ID,
    RECORD,
    SOURCE,
    START,
    Columns,
    Hints,
    columns_for,
    kind_named,
    kind_of_header,
    written,
)
from briefing.exchange.columns import folded as folded_header
from briefing.exchange.file import ImportFault
from briefing.exchange.format import Losses
from briefing.exchange.reading import (
    Dataset,
    Handle,
    Items,
    Named,
    Note,
    Proposal,
    ReadFault,
    Skipped,
)
from briefing.model import dates
from briefing.model.fields import Field, Shape, field_at
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Record
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import kind_of, slugify

if TYPE_CHECKING:
    from briefing.store.book import Book

_KIND_COLUMNS: Final = (RECORD, "kind")
"""Columns that may say what kind of record a row is."""

_UNKNOWN: Final = frozenset(
    (
        *("unknown", "unk", "not known", "no data", "?", "-", "–", "—"),
        *("n/a", "na", "n.a.", "#n/a", "nan", "nat", "null", "none", "nil"),
    )
)
"""What stands in a cell for a figure that nobody knows, folded."""

_ADDRESS: Final = re.compile(r"[;,]? (?=https?://)|;(?=https?://)")


@dataclass(slots=True, kw_only=True)
class Table:
    """A table to read.

    Attributes:
        name: Its name, which may be that of a kind; empty for none.
        header: Its headers.
        rows: Its rows, each with its place.
        is_exact: Whether cells stand as they are, without the mark against formulas.
    """

    name: str
    header: Sequence[str]
    rows: Iterator[tuple[str, Sequence[str]]]
    is_exact: bool = False


class Prefix(NamedTuple):
    """What precedes the ids in a table, so that they are found when it comes again.

    Attributes:
        text: The prefix.
        is_given: Whether the user gave it; else it is the name of the file, which others may have.
    """

    text: str
    is_given: bool


NO_PREFIX: Final = Prefix("", is_given=False)


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one file.

    Args:
        name: The file, for messages.
        hints: What the user says about it.
    """

    name: str
    hints: Hints
    cells: Cells = field(init=False)
    _has_begun: bool = field(init=False, default=False)
    _seen: set[str] = field(init=False, default_factory=set)
    _sources: set[str] = field(init=False, default_factory=set)
    _prefixes: set[Prefix] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Begin."""
        self.cells = Cells(self.hints.wording)

    def dataset(self, header: Sequence[str], row: Sequence[str]) -> Dataset:
        """The file as the source of what is in it.

        An exported table is cited only where it differs: its records say what they rest on.

        Args:
            header: The headers of its first table.
            row: The first row.
        """
        cells = dict(zip(map(folded_header, header), row, strict=False))
        is_own = bool(Cells().ref(cells.get(ID, "")))
        return Dataset(title=f"Table “{self.name}”", raw={"type": "dataset"}, is_last_resort=is_own)

    def read(self, table: Table) -> Items:
        """The records in a table.

        Raises:
            ImportFault: Its header does not say what it holds.
        """
        hints = self.hints.of(table.name)
        self.cells.wording = hints.wording
        by_kind: dict[str, Columns] = {}
        usual = kind_of_header(table.header, hints, table.name)
        names = dict.fromkeys(map(slugify, filter(None, (Path(self.name).stem, table.name))))
        prefix = Prefix(hints.ids or ":".join(names), is_given=bool(hints.ids))
        filled = (each for each in table.rows if any(cell.strip() for cell in each[1]))
        for number, (place, row) in enumerate(filled, start=1):
            if not self._has_begun:
                self._has_begun = True
                yield self.dataset(table.header, row)
            cells = row if table.is_exact else [as_written(cell) for cell in row]
            kind, column = self._kind_of_row(table.header, cells, hints)
            kind = kind or usual
            if not kind:
                raise ImportFault(
                    f"{table.name or self.name}: the columns {_some(table.header)} do not say what "
                    f"the rows are; name the kind ({', '.join(KINDS)}) in a mapping file "
                    "(--write-mapping writes one) or in a column “record”"
                )
            if kind not in by_kind:
                by_kind[kind] = columns_for(kind, table.header, hints)
                if by_kind[kind].note:
                    yield Note(f"{table.name or self.name}: {by_kind[kind].note}")
            for item in self.row(by_kind[kind], cells, place, column, prefix, number):
                if isinstance(item, Proposal) and item.ids and prefix not in self._prefixes:
                    self._prefixes.add(prefix)
                    said = f"ids are kept as “{item.ids[0]}”; a mapping file can set what precedes"
                    yield Note(f"{table.name or self.name}: {said} them")
                yield item

    def named_only(self) -> Iterator[Proposal]:
        """The records that are referred to and stand in no row, by their names."""
        return named_only(self.cells.mentions, self._seen, self.name)

    def _kind_of_row(
        self, header: Sequence[str], cells: Sequence[str], hints: Hints
    ) -> tuple[str, int]:
        """The kind that a row says it is, and the column that says so; empty and -1 if none."""
        for at, (head, cell) in enumerate(zip(header, cells, strict=False)):
            name = hints.columns.get(folded_header(head), folded_header(head))
            if name in _KIND_COLUMNS and (kind := kind_named(cell)):
                return kind, at
        for head, cell in zip(header, cells, strict=False):
            if folded_header(head) == ID and kind_of(cell) in KINDS:
                return kind_of(cell), -1
        return "", -1

    def row(
        self,
        columns: Columns,
        cells: Sequence[str],
        place: str,
        kind_column: int = -1,
        prefix: Prefix = NO_PREFIX,
        number: int = 0,
    ) -> Items:
        """The record in a row, after the sources that it names.

        Args:
            columns: What the cells are.
            cells: The cells.
            place: Where the row is.
            kind_column: The column that says what kind of record it is; -1 for none.
            prefix: What precedes an id that is no ref.
            number: The number of the row in its table, from 1.
        """
        kind = KINDS[columns.kind]
        raw: dict[str, Any] = {}
        source: dict[str, str] = {}
        ref, mark, faults = "", "", []
        ids: tuple[str, ...] = ()
        for at, cell in enumerate(cells):
            path = columns.fields[at] if at < len(columns.fields) else ""
            if not cell.strip() or at == kind_column or path == RECORD:
                continue
            head = columns.header[at]
            if not path:
                yield Skipped(place, f"values of the column “{' '.join(head.split())}”")
                continue
            try:
                if path == ID:
                    if not (ref := _own_ref(kind, cell)):
                        mark = cell.strip()
                elif path.startswith(SOURCE):
                    source[path.removeprefix(SOURCE)] = cell.strip()
                else:
                    self._put(kind, raw, path, cell)
            except NotUnderstood as problem:
                faults.append((f"{place}, column “{head}”", str(problem)))
            for _ in self.cells.left:
                yield Skipped(place, "times of day and other words beside a date")
            self.cells.left.clear()
        sources: list[Proposal] = []
        try:
            if not faults:
                _join_dates(raw)
                sources += self._sources_of(kind, raw, source)
        except NotUnderstood as problem:
            faults.append((place, str(problem)))
        if faults:
            yield from (ReadFault(*each, key=ref) for each in faults)
            return
        for each in sources:
            if each.key not in self._sources:
                self._sources.add(each.key)
                yield each
        if not raw:
            yield Skipped(place, "rows without a value that is taken in")
            return
        if ref in self._seen and ref:
            yield ReadFault(place, f"the id {ref} stands in an earlier row")
            return
        self._seen.add(ref)
        if mark and not prefix.is_given and mark in (str(number - 1), str(number)):
            yield Skipped(place, "numbers of rows in a column of ids")
        elif mark:
            ids = (f"{prefix.text}:{mark}",)
            mark = "" if prefix.is_given else mark
        yield Proposal(kind=kind.name, raw=raw, place=place, key=ref, ref=ref, ids=ids, mark=mark)

    def _put(self, kind: Kind[Any], raw: dict[str, Any], path: str, cell: str) -> None:
        """Put the value of a cell where it belongs.

        Raises:
            NotUnderstood: It is no such value.
        """
        name, _, part = path.partition(".")
        if _is_unknown(kind, path, cell):
            return
        if path in (START, END):
            raw[path] = self.cells.date(cell)
            return
        if name == "casualties" and part:
            raw.setdefault(name, []).extend(self.cells.counted(cell, part))
            return
        declared = field_at(kind.cls, name if name == "actors" else path)
        if declared is None:
            raise NotUnderstood(f"there is no field {path}")
        if name == "actors" and part:
            cell = f"{part}: {cell}"
        value = self.cells.read(declared, cell)
        if part and declared.shape is not Shape.ROWS:
            raw.setdefault(name, {})[part] = value
        elif declared.is_list:
            raw.setdefault(name, []).extend(value)
        elif isinstance(value, dict):
            raw.setdefault(name, {}).update(value)
        else:
            raw[name] = value

    def _sources_of(
        self, kind: Kind[Any], raw: dict[str, Any], source: Mapping[str, str]
    ) -> Iterator[Proposal]:
        """The sources that a row names, which it then cites.

        Raises:
            NotUnderstood: It is not clear which title goes with which address.
        """
        own = kind.source_by
        named = raw.get(own)
        titles = [str(named)] if own and isinstance(named, Named) else []
        titles = titles or [each.strip() for each in source.get("title", "").split(";")]
        titles = [each for each in titles if each]
        urls = [
            each.strip(" ;,") for each in _ADDRESS.split(" ".join(source.get("url", "").split()))
        ]
        urls = [each for each in urls if each]
        if not titles and not urls:
            if source:
                raise NotUnderstood("a source has neither title nor address")
            return
        if len(titles) > 1 and urls and len(titles) != len(urls):
            raise NotUnderstood(
                f"{len(titles)} titles of sources and {len(urls)} addresses; give as many"
            )
        if len(titles) == 1 and len(urls) > 1:
            titles *= len(urls)
        keys = []
        for title, url in zip_longest(titles, urls, fillvalue=""):
            if known := self.cells.ref(title):
                keys.append(known)
            else:
                proposal = self._source(title, url, source)
                keys.append(proposal.key)
                yield proposal
        if own and len(keys) > 1:
            raise NotUnderstood(f"a {kind.name} has one source; give one")
        if own:
            raw[own] = Handle(keys[0])
        else:
            raw.setdefault("cites", []).extend({"source": Handle(each)} for each in keys)

    def _source(self, title: str, url: str, given: Mapping[str, str]) -> Proposal:
        """A source that a row names.

        Raises:
            NotUnderstood: It gives no date where one belongs.
        """
        raw = {"title": title or url}
        if url:
            raw["url"] = url
        if publisher := given.get("publisher"):
            raw["publisher"] = publisher
        if published := given.get("published"):
            raw["published"] = self.cells.date(published)
        key = "source " + " | ".join(raw.values())
        return Proposal(kind="source", raw=raw, place=self.name, key=key, is_named_only=True)


def _own_ref(kind: Kind[Any], cell: str) -> str:
    return str(Cells().ref(cell)) if kind_of(cell) == kind.name else ""


def _is_unknown(kind: Kind[Any], path: str, cell: str) -> bool:
    """Whether a cell for a date, a number or an angle says that it is not known."""
    declared = field_at(kind.cls, path)
    is_figure = path in (START, END) or path.partition(".")[0] == "casualties"
    if declared is not None:
        is_figure = is_figure or declared.shape in (Shape.DATE, Shape.DECIMAL)
    return is_figure and folded(cell) in _UNKNOWN


def named_only(mentions: Mapping[str, str], seen: Collection[str], name: str) -> Iterator[Proposal]:
    """The records that a file refers to and does not hold, by their names.

    Args:
        mentions: The name that each ref came with.
        seen: The refs that the file holds.
        name: The file.
    """
    for ref, label in mentions.items():
        kind = KINDS[kind_of(ref)]
        if ref not in seen and kind.is_named_only:
            yield Proposal(
                kind=kind.name,
                raw={kind.named_by: label},
                place=f"named in {name}",
                key=ref,
                ref=ref,
                is_named_only=True,
            )


def _join_dates(raw: dict[str, Any]) -> None:
    """Make one date of the two ends that columns give.

    Raises:
        NotUnderstood: They contradict the date, or each other.
    """
    start, end = raw.pop(START, ""), raw.pop(END, "")
    if not start and not end:
        return
    if raw.get("date"):
        raise NotUnderstood(f"the date is {raw['date']}, and there are a start and an end")
    if start and end and start != end:
        whole = f"{start}/{end}"
        if not dates.is_date(whole):
            raise NotUnderstood(f"{start} to {end} is no period")
        raw["date"] = whole
    elif start and end:
        raw["date"] = start
    else:
        # Only one end is known: the other is not said to be the same.
        raw["date"] = f"{start}/" if start else f"/{end}"


def _some(header: Sequence[str]) -> str:
    shown = ", ".join(f"“{' '.join(each.split())[:40]}”" for each in header[:6])
    return f"{shown} …" if len(header) > 6 else shown


def record_columns(kind: str) -> Sequence[str]:
    """The columns of a written table."""
    return (ID, *written(kind))


@dataclass(slots=True)
class TableWriter:
    """Writes records as rows.

    Args:
        book: The briefing.
        chosen: The records that are written.
    """

    book: "Book"
    chosen: frozenset[str]
    losses: Losses = field(default_factory=Losses)
    writer: CellWriter = field(init=False)

    def __post_init__(self) -> None:
        """Gather the names that a cell must not be taken for."""
        names = {
            folded(name)
            for party in PARTIES
            for record in self.book.all(party).values()
            for name in KINDS[party].names(record)
        }
        self.writer = CellWriter(self.book.label, names)

    def rows(self, kind: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The records of a kind in the order of their refs, each with its cells by column."""
        for ref in sorted(each for each in self.chosen if kind_of(each) == kind):
            if (record := self.held(ref)) is not None:
                yield ref, {ID: ref, **self.cells(record)}

    def held(self, ref: str) -> Record | None:
        """A record as a table can hold it; what it cannot is noted."""
        from briefing.model.references import mentioned

        record, has_lost = exported(self.book.need(ref), self.chosen)
        if record is None:
            self.losses.add("everything, as it needs a record that is not exported", ref)
            return None
        if has_lost:
            self.losses.add("references to events and quotes that are not exported", ref)
        if any(each not in self.chosen for each in mentioned(record)):
            self.losses.add("all but the names of records that are not exported", ref)
        return record

    def cells(self, record: Record) -> Mapping[str, str]:
        """The cells of a record by column, without empty ones."""
        found: dict[str, str] = {}
        for each in KINDS[record.kind_name].fields:
            value = getattr(record, each.attribute)
            if each.shape is Shape.ROW and value is not None:
                for part in _parts(each):
                    if cell := self.writer.write(part, getattr(value, part.attribute)):
                        found[f"{each.name}.{part.name}"] = cell
            elif cell := self.writer.write(each, value):
                found[each.name] = cell
        return found


def _parts(each: Field) -> Sequence[Field]:
    from briefing.model.fields import fields_of

    return fields_of(each.row) if each.row else ()
