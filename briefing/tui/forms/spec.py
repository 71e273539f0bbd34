"""What a form is opened for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from briefing.model.faults import Fault
from briefing.model.fields import Field
from briefing.model.parsers.dates.reference import Said

Raw = dict[str, Any]
Submit = Callable[[Raw], Sequence[Fault]]


def _as_it_is(raw: Raw, _was: Raw) -> Raw:
    return raw


@dataclass(frozen=True, slots=True)
class FieldReading:
    """How the fields of a class are read, where that is more than they declare.

    Attributes:
        fitted: Gives a field as it is edited here, such as with the choices there are.
        meanings: Say beside some fields what they mean while they are typed, given all fields.
        kept: Gives the fields as they are kept, given what they were before.
    """

    fitted: Callable[[Field], Field] = lambda field: field
    meanings: Mapping[str, Callable[[Raw], str]] = field(default_factory=dict)
    kept: Callable[[Raw, Raw], Raw] = _as_it_is


class Pick(Protocol):
    """Has a record of some kinds chosen."""

    def __call__(
        self,
        kinds: Sequence[str],
        title: str,
        answer: Callable[[str], None],
        *,
        typed: str = "",
    ) -> None:
        """Begin with what is typed, and call `answer` with the record chosen, if one is."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form is opened for.

    Attributes:
        title: What is edited, shown above.
        cls: The class of the record or row.
        raw: Its fields as plain values to begin with.
        submit: Takes the fields when they are saved; gives what is wrong, nothing when it is done.
        label_of: Gives the name of a record.
        pick: Has a record chosen.
        find: Gives the ref of the record a name means, among some kinds; empty if not plain.
        said: Gives when what is typed is said, from which dates in words count.
        holder: The class of the record a row belongs to.
        begin_at: The field the cursor begins in; the first when empty.
        words: What the keys do, said at the foot.
        only: The one field that is shown; all of them when empty.
        kept: Told what stands in the form, a moment after that changed; None when it closes.
        used: Gives what records hold in a field of a class, the most frequent first.
        taken_apart: Gives the fields that something pasted into an empty field fills in; none for
            most.
        others: What some fields hold in another record, to be taken from there.
        notes: What is said beside some fields from the beginning.
        reading: Gives how a class is read, in a record of another class; None for no record.
        saved: The fields as they are saved, where the form begins with what was never saved; None
            where it begins with them.
    """

    title: str
    cls: type[msgspec.Struct]
    raw: Raw
    submit: Submit
    label_of: Callable[[str], str]
    pick: Pick
    find: Callable[[str, Sequence[str]], str] = lambda _name, _kinds: ""
    said: Callable[[], Said] = Said
    holder: type[msgspec.Struct] | None = None
    begin_at: str = ""
    words: str = field(default="ctrl+s saves · ctrl+g goes to a field · esc leaves")
    only: str = ""
    kept: Callable[[Raw | None], None] = lambda _raw: None
    used: Callable[[type[msgspec.Struct], Field], Sequence[str]] = lambda _cls, _field: ()
    taken_apart: Callable[[str, str], Raw] = lambda _name, _pasted: {}
    others: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[Fault] = ()
    reading: Callable[[type[msgspec.Struct], type[msgspec.Struct] | None], FieldReading] = (
        lambda _cls, _holder: FieldReading()
    )
    saved: Raw | None = None
