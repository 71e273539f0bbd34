"""Records in columns: a few long columns are gone through far faster than many records."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, repeat
from typing import Any, Final

import msgspec

from briefing.model.fields import Shape, fields_of

Column = Sequence[Any]

_AT_ONCE: Final = 500
"""Records read at once, so that what is read of them is still in the cache."""


class Table:
    """Records of one class, or rows of them, by attribute.

    Args:
        cls: The class.
        records: The records or rows.

    Attributes:
        cls: The class.
        columns: The values of each attribute, in the order of the records.
    """

    def __init__(self, cls: type[msgspec.Struct], records: Sequence[msgspec.Struct]) -> None:
        self.cls = cls
        columns: dict[str, list[Any]] = {each: [] for each in cls.__struct_fields__}
        for start in range(0, len(records), _AT_ONCE):
            part = map(msgspec.structs.astuple, records[start : start + _AT_ONCE])
            for column, values in zip(columns.values(), zip(*part, strict=True), strict=True):
                column.extend(values)
        self.columns: Mapping[str, Column] = columns
        self._size = len(records)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, attribute: str) -> Column:
        return self.columns[attribute]

    def texts(self, attribute: str) -> Sequence[str]:
        """The texts of an attribute; empty ones if the class has none of this name."""
        return self.columns.get(attribute) or [""] * len(self)

    @cached_property
    def rows(self) -> Mapping[str, "Rows"]:
        """The rows of all records, by the attribute that holds them."""
        return {
            field.attribute: Rows(field.row, self[field.attribute], is_list=field.is_list)
            for field in fields_of(self.cls)
            if field.row and field.shape in (Shape.ROW, Shape.ROWS)
        }


class Rows(Table):
    """The rows of records, those of one record after those of another.

    Args:
        cls: Their class.
        held: The rows of each record.
        is_list: Whether a record has several, or one or none.
    """

    def __init__(self, cls: type[msgspec.Struct], held: Column, *, is_list: bool) -> None:
        several = held if is_list else [() if row is None else (row,) for row in held]
        super().__init__(cls, [*chain.from_iterable(several)])
        self._sizes = [*map(len, several)]

    @cached_property
    def owners(self) -> Sequence[int]:
        """The place of the record of each row."""
        return [*chain.from_iterable(map(repeat, range(len(self._sizes)), self._sizes))]

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the rows of each record start, and where the last ones end."""
        return [*accumulate(self._sizes, initial=0)]
