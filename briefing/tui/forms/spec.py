"""What a form edits and what it needs for that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from briefing.model.faults import Fault
from briefing.model.fields import Field
from briefing.model.kinds.record import Row
from briefing.model.parsers.dates.reference import DateContext

Raw = dict[str, Any]
Submit = Callable[[Raw], Sequence[Fault]]


def _as_it_is(raw: Raw, _was: Raw) -> Raw:
    return raw


@dataclass(frozen=True, slots=True)
class FieldReading:
    """How the fields of a class are read, beyond their declarations.

    Attributes:
        fitted: Adapts a field to its holder, for example its choices.
        meanings: Give the meaning of some fields as they are typed, from all fields.
        kept: Gives the fields as saved, from the current and the former ones.
        faults: Gives what else is wrong with the fields to be saved.
    """

    fitted: Callable[[Field], Field] = lambda field: field
    meanings: Mapping[str, Callable[[Raw], str]] = field(default_factory=dict)
    kept: Callable[[Raw, Raw], Raw] = _as_it_is
    faults: Callable[[Raw], Sequence[Fault]] = lambda _raw: ()


class Pick(Protocol):
    """Has a record of some kinds chosen."""

    def __call__(
        self, kinds: Sequence[str], title: str, answer: Callable[[str], None], *, typed: str = ""
    ) -> None:
        """Search for `typed` first, and call `answer` with the record, if one is chosen."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form edits and what it needs for that.

    Attributes:
        title: The title of the form.
        cls: The class of the record or row.
        raw: Its initial fields, as plain values.
        submit: Saves the fields; returns their faults, empty on success.
        label_of: Gives the label of a record.
        pick: Has a record chosen.
        tell: Shows a fault of no field.
        find: Gives the ref of the record of some kinds with a name; empty when uncertain.
        said: Gives the reference for dates in words.
        holder: The class of the record a row belongs to.
        begin_at: The field with the focus at first; empty for the first one.
        about: What saving does, in one line; empty where that is plain.
        words: The keys, shown at the bottom.
        only: The only field to show; empty for all.
        kept: Called with the fields a moment after each change, and with None on closing.
        used: Gives the values of a field of a class in other records, most frequent first.
        known: Gives the rows of a class that bear a name in other records.
        taken_apart: Gives the fields that a paste into an empty field fills in.
        others: The values of some fields in another record, which ctrl+t swaps in.
        notes: The initial notes beside some fields.
        reading: Gives how a class is read within a record of another class.
        saved: The saved fields, where `raw` is a draft or pasted; None where it is what is saved.
        offered: What the first field may begin with, pasted by ctrl+v; empty for nothing.
    """

    title: str
    cls: type[msgspec.Struct]
    raw: Raw
    submit: Submit
    label_of: Callable[[str], str]
    pick: Pick
    tell: Callable[[str], None]
    find: Callable[[str, Sequence[str]], str] = lambda _name, _kinds: ""
    said: Callable[[], DateContext] = DateContext
    holder: type[msgspec.Struct] | None = None
    begin_at: str = ""
    about: str = ""
    words: str = field(default="ctrl+s save · ctrl+g go to field · esc leave")
    only: str = ""
    kept: Callable[[Raw | None], None] = lambda _raw: None
    used: Callable[[type[msgspec.Struct], Field], Sequence[str]] = lambda _cls, _field: ()
    known: Callable[[type[Row], str], Sequence[Mapping[str, Any]]] = lambda _cls, _name: ()
    taken_apart: Callable[[str, str], Raw] = lambda _name, _pasted: {}
    others: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[Fault] = ()
    reading: Callable[[type[msgspec.Struct], type[msgspec.Struct] | None], FieldReading] = (
        lambda _cls, _holder: FieldReading()
    )
    saved: Raw | None = None
    offered: str = ""
