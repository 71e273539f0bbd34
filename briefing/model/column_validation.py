"""The validation of many records at once, column by column.

A check of 100,000 records looks at each distinct value once, and at all texts of a field as one. It
says only whether something may be wrong; what it is, `validation.faults` says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final

import msgspec

from briefing.model.fields import Field, Shape, field_of, fields_of
from briefing.model.kinds.record import Record
from briefing.model.kinds.rules import Rule
from briefing.model.refs import are_refs
from briefing.model.table import Column, Table
from briefing.model.validation import field_faults, narrowing_faults

Values = Mapping[str, Column]
"""The values of many records, by the attribute that holds them."""


class Columns:
    """Validates records of any kinds, and remembers the values that were right."""

    def __init__(self) -> None:
        # By class and field.
        self._right: defaultdict[tuple[type, str], set[Any]] = defaultdict(lambda: {"", None})
        self._fitting: defaultdict[tuple[type, str], set[Any]] = defaultdict(set)
        self._kept: defaultdict[tuple[type, Rule], set[Any]] = defaultdict(set)

    def may_be_wrong(self, table: Table) -> bool:
        """Whether some of these records or rows may have faults."""
        cls, columns = table.cls, table.columns
        return bool(table) and (
            any(self._is_wrong(table, field) for field in fields_of(cls))
            or any(self._misfits(cls, field, columns) for field in fields_of(cls) if field.narrowed)
            or any(self._breaks(cls, rule, columns) for rule in getattr(cls, "rules", ()))
            or (issubclass(cls, Record) and _cites_no_field(cls, table.rows["cites"]["field"]))
        )

    def _is_wrong(self, table: Table, field: Field) -> bool:
        cls, column = table.cls, table[field.attribute]
        if field.required and not all(column):
            return True
        if field.attribute in table.rows:
            return self.may_be_wrong(table.rows[field.attribute])
        if field.is_list:
            column = list(chain.from_iterable(column))
            if not all(column):
                return True
        if field.shape in _TEXTS and field.check is None:
            return _has_bad_text(column)
        right = self._right[cls, field.name]
        new = set(column) - right
        if field.shape in _REFS:
            if not are_refs(new, field.kinds):
                return True
        elif any(any(field_faults(field, [each] if field.is_list else each)) for each in new):
            return True
        right |= new
        return False

    def _misfits(self, cls: type[msgspec.Struct], field: Field, columns: Values) -> bool:
        """Whether a term does not fit the value of the field that narrows it."""
        name = field.narrowed[0] if field.narrowed else ""
        by = field_of(cls, name)
        if by is None:
            return True
        fitting = self._fitting[cls, field.name]
        new = set(zip(columns[field.attribute], columns[by.attribute], strict=True)) - fitting
        if any(value and any(narrowing_faults(field, value, {name: of})) for value, of in new):
            return True
        fitting |= new
        return False

    def _breaks(self, cls: type[msgspec.Struct], rule: Rule, columns: Values) -> bool:
        """Whether the values of some fields may not occur together."""
        about: list[Iterable[Any]] = [columns[_attribute(cls, name)] for name in rule.reads]
        if rule.is_about_presence:
            # There are only a few cases of which fields are given.
            about = [map(_EMPTY.__contains__, each) for each in about]
        kept = self._kept[cls, rule]
        new = set(zip(*about, strict=True)) - kept
        for case in new:
            given = zip(rule.reads, case, strict=True)
            # As in the file, where empty fields are left out.
            if rule.is_about_presence:
                raw = {name: "given" for name, is_empty in given if not is_empty}
            else:
                raw = {name: value for name, value in given if value not in _EMPTY}
            if next(rule.faults(raw), None) is not None:
                return True
        kept |= new
        return False


_TEXTS = (Shape.TEXT, Shape.PROSE, Shape.WORDS)
_REFS = (Shape.REF, Shape.REFS)
_EMPTY: Final = frozenset((None, ""))


@cache
def _attribute(cls: type[msgspec.Struct], name: str) -> str:
    field = field_of(cls, name)
    return field.attribute if field else name


def _has_bad_text(texts: Column) -> bool:
    """Whether some text is blank, or holds a NUL or half a character."""
    whole = "\n".join(texts)
    if "\0" in whole or any(map(str.isspace, texts)):
        return True
    try:
        whole.encode()
    except UnicodeEncodeError:
        return True
    return False


def _cites_no_field(cls: type[Record], about: Column) -> bool:
    """Whether cites are about a field that records of a class cannot have."""
    known = {"", *(field.name for field in fields_of(cls))}
    return any(each.split(".")[0].split("[")[0] not in known for each in set(about) - known)
