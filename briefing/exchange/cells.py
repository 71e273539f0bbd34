"""One cell of a table: a value of a field in words, which is read back unchanged.

A cell holds what the forms of the program accept: a date in plain words, "11 killed; 3 wounded", a
place in one line. A reference is written with the name of the record, `MNLA (group:mnla)`. What no
words would bring back is written as `json:` with the plain value.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from briefing.exchange.reading import Handle, Named
from briefing.model import dates
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Casualties
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.dates.reference import DATE_ORDERS
from briefing.model.parsers.values import read, say
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import LabelOf, is_slug
from briefing.model.validation import plain

JSON: Final = "json:"
"""Begins a cell with a plain value in JSON."""

_REF: Final = re.compile(
    r"(?:(?P<label>.*) \((?P<named>\w+:[\w.\-]+)\)|(?P<bare>\w+:[\w.\-]+))", re.DOTALL
)
_NEXT_REF: Final = re.compile(r"(?<=\)); ?|; ?(?=\w+:[\w.\-]+(?:;|$))")
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_BEGINS_CALC: Final = r"(?='*(?:[=+@＝＋－＠]|-(?!\d+(?:\.\d+)?(?:[,;|\t]|$))))"
_WITHIN: Final = re.compile(rf"(?<=[,;|\t]){_BEGINS_CALC}")
_MARK_WITHIN: Final = re.compile(rf"(?<=[,;|\t])'{_BEGINS_CALC}")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_WHOLE: Final = re.compile(r"\d+(?:\.0)?")
_ANSWERS: Final = ("true", "false", "yes", "no")
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


@dataclass(frozen=True, slots=True)
class Wording:
    """How the cells of a table are written.

    Attributes:
        date_order: What "3/4/2013" means: one of `DATE_ORDERS`; empty to refuse it.
        decimal: The sign before decimals, `.` or `,`; empty for either.
    """

    date_order: str = ""
    decimal: str = ""

    def __post_init__(self) -> None:
        """Refuse what is neither.

        Raises:
            ValueError: A value is none of those allowed.
        """
        if self.date_order not in ("", *DATE_ORDERS):
            raise ValueError(f"date_order is “{self.date_order}”; it is {' or '.join(DATE_ORDERS)}")
        if self.decimal not in ("", ".", ","):
            raise ValueError(f"decimal is “{self.decimal}”; it is . or ,")


@dataclass(slots=True)
class Cells:
    """Reads cells.

    Attributes:
        wording: How they are written.
        mentions: The name that each ref came with.
        left: Words that stood beside a date and are not kept, such as a time of day.
    """

    wording: Wording = field(default_factory=Wording)
    mentions: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def read(self, of: Field, text: str) -> Any:
        """The plain value of a field in a cell that is not empty.

        Raises:
            NotUnderstood: It is no value of the field.
        """
        if text.startswith(JSON):
            return self._json(of, text.removeprefix(JSON))
        match of.shape:
            case Shape.REF:
                return self.ref(text) or Named(" ".join(text.split()), of.kinds, of.otherwise)
            case Shape.REFS:
                parts = [part for part in _NEXT_REF.split(text.strip()) if part]
                if not all(self.ref(part) for part in parts):
                    parts = [part.strip() for part in text.split(";") if part.strip()]
                return [self.ref(part) or Named(part, of.kinds) for part in parts]
            case Shape.DATE:
                return self.date(text)
            case Shape.DECIMAL:
                return read(of, self._with_point(text), str, None)
            case Shape.TEXT | Shape.PROSE if not (of.check or of.read):
                return text.strip()
            case Shape.ROWS if of.row not in (Actor, Casualties, Cite):
                raise NotUnderstood(f"{of.label.lower()} are given as {JSON} and a list")
        value = read(of, text, self.ref, None)
        if of.row is Actor:
            return [self._actor(row) for row in value]
        return value

    def date(self, text: str) -> str:
        """A date in EDTF.

        Raises:
            NotUnderstood: It is none.
        """
        words = text.strip()
        if dates.is_date(words):
            return words
        from briefing.model.parsers.dates.parse import read_date

        reading = read_date(words, None, self.wording.date_order)
        self.left.extend(reading.left)
        return reading.edtf

    def counted(self, text: str, outcome: str) -> list[dict[str, Any]]:
        """The casualties of one outcome: "11", "5-10", "at least 91 soldiers".

        Raises:
            NotUnderstood: It says something else.
        """
        from briefing.model.parsers.casualties.parse import count_line

        words = text.strip()
        if folded(words) in _ANSWERS:
            raise NotUnderstood(f"“{words}” does not say how many")
        if _WHOLE.fullmatch(words):
            words = words.removesuffix(".0")
        elif "," in words and self.wording.decimal == ",":
            raise NotUnderstood(f"“{words}” is not a whole number")
        found = count_line(f"{words} {outcome}")
        try:
            others = {row.get("outcome", outcome) for row in count_line(words).rows}
        except NotUnderstood:
            others = set()
        is_only = {row.get("outcome") for row in found.rows} | others == {outcome}
        if found.left or not is_only or not all(map(_counts_people, found.rows)):
            raise NotUnderstood(f"“{words}” is not only a number of {outcome}")
        return [dict(row) for row in found.rows]

    def ref(self, text: str) -> str:
        """The ref that a text ends in, as a handle; empty if it is only a name."""
        found = _REF.fullmatch(text.strip())
        if found is None:
            return ""
        ref = found["named"] or found["bare"]
        kind, _, slug = ref.partition(":")
        if kind not in KINDS or not is_slug(slug):
            return ""
        self.mentions.setdefault(ref, found["label"] or slug)
        return Handle(ref)

    def _actor(self, row: Mapping[str, Any]) -> dict[str, Any]:
        if "name" not in row:
            return dict(row)
        of = next(each for each in fields_of(Actor) if each.name == "ref")
        rest = {name: value for name, value in row.items() if name != "name"}
        return {"ref": Named(row["name"], of.kinds, of.otherwise), **rest}

    def _with_point(self, text: str) -> str:
        words = text.strip().replace("−", "-")
        if "," not in words or "." in words or words.count(",") > 1:
            return words
        if self.wording.decimal == ".":
            raise NotUnderstood(f"“{words}” has a comma for a decimal point")
        # No angle reaches 1,000.
        return words.replace(",", ".")

    def _json(self, of: Field, text: str) -> Any:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise NotUnderstood(f"no JSON after {JSON} {error}") from None
        return with_refs(of, value, lambda each: self.ref(each) or each)


def _counts_people(row: Mapping[str, Any]) -> bool:
    """Whether casualties give a figure, or words for people: "NaN" and "no entry" give neither."""
    from briefing.model.parsers.casualties.pieces import is_people

    is_some = any(row.get(name) for name in ("low", "best", "high"))
    who = row.get("who", "")
    return is_some or any(map(is_people, who.casefold().split())) or ("best" in row and not who)


def with_refs(of: Field, value: Any, change: Callable[[str], str]) -> Any:
    """The plain value of a field with each ref in it changed."""
    if of.shape is Shape.REF:
        return change(value) if isinstance(value, str) else value
    if of.shape is Shape.REFS and isinstance(value, list | tuple):
        return [change(each) if isinstance(each, str) else each for each in value]
    if of.row is not None and isinstance(value, list | tuple):
        return [row_with_refs(of.row, each, change) for each in value]
    if of.row is not None:
        return row_with_refs(of.row, value, change)
    return value


def row_with_refs(cls: type[msgspec.Struct], raw: Any, change: Callable[[str], str]) -> Any:
    """The plain values of a record or row with each ref in them changed."""
    if not isinstance(raw, Mapping):
        return raw
    declared = {each.name: each for each in fields_of(cls)}
    return {
        name: with_refs(declared[name], value, change) if name in declared else value
        for name, value in raw.items()
    }


@dataclass(frozen=True, slots=True)
class CellWriter:
    """Writes cells.

    Attributes:
        label_of: Gives the name of a record.
        names: The names of groups and leaders, folded: who is named so without a ref must not be
            taken for them.
    """

    label_of: LabelOf
    names: Collection[str] = ()

    def write(self, of: Field, value: Any) -> str:
        """The value of a field, so that `Cells` reads it back; empty if it has none."""
        if value in (None, "", ()):
            return ""
        raw = _plain_value(value)
        words = self._words(of, value)
        if words and not _ODD.search(words) and self._reads_back(of, words, raw):
            return words
        text = json.dumps(with_refs(of, raw, self.named), sort_keys=False)
        return JSON + text.replace("_x", "\\u005fx").replace("\x7f", "\\u007f")

    def named(self, ref: str) -> str:
        """A ref with the name of its record."""
        return f"{' '.join(self.label_of(ref).split())} ({ref})"

    def _words(self, of: Field, value: Any) -> str:
        if of.shape is Shape.REF:
            return self.named(value)
        if of.shape is Shape.REFS:
            return "; ".join(map(self.named, value))
        if of.shape is Shape.WORDS:
            return "; ".join(value)
        return say(of, value, self.named)

    def _reads_back(self, of: Field, words: str, raw: Any) -> bool:
        try:
            found = Cells().read(of, words)
        except (NotUnderstood, RecursionError):
            return False
        if of.row is Actor:
            found = [self._unnamed(row) for row in found]
        if isinstance(raw, float | int):
            return bool(found == raw)
        return bool(found == raw) and words == words.strip()

    def _unnamed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        who = row["ref"]
        if not isinstance(who, Named) or folded(who) in self.names:
            return dict(row)
        rest = {name: value for name, value in row.items() if name != "ref"}
        return {"name": str(who), **rest}


def folded(name: str) -> str:
    """A name without regard to case and blanks."""
    return " ".join(name.split()).casefold()


def _plain_value(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain_value(each) for each in value]
    return value


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula (OWASP, "CSV Injection").

    A spreadsheet may divide the file at other signs than those it was written with, so that a
    formula begins within a cell.
    """
    marked = _WITHIN.sub("'", cell)
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{marked}"
    return marked


def as_written(cell: str) -> str:
    """A cell without the marks that `defused` sets."""
    cell = _MARK_WITHIN.sub("", cell)
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def exported(record: Record, chosen: Collection[str]) -> tuple[Record | None, bool]:
    """A record without what a table of some records cannot refer to.

    Whoever is not among them stays as a ref with a name, if a name is enough for such a record. A
    list that would lose part of what it refers to is left out.

    Returns:
        The record, None if it cannot be without such a reference; and whether it lost one.
    """
    from briefing.model.references import mentioned, without_references
    from briefing.model.refs import kind_of

    away = {
        ref: ""
        for ref in mentioned(record)
        if ref not in chosen and not KINDS[kind_of(ref)].is_named_only
    }
    if not away:
        return record, False
    kept = without_references(record, away)
    if kept is not None:
        # Part of a list would contradict the whole when it is imported again.
        fields = KINDS[record.kind_name].fields
        lists = (each.attribute for each in fields if each.shape is Shape.REFS)
        parts = [name for name in lists if getattr(kept, name) != getattr(record, name)]
        kept = msgspec.structs.replace(kept, **dict.fromkeys(parts, ()))
    return kept, True
