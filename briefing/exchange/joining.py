"""How a proposed record joins one that is there: what it adds, and where the two differ.

Nothing that is there is replaced. An empty field is filled and cited; a list gains what it lacks; a
value that differs becomes a cite that gives it, so that it waits to be weighed like any other
contradiction.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from briefing.model.contradictions import contradicting, is_own
from briefing.model.fields import Field, Shape
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.values import agrees, say
from briefing.model.refs import LabelOf

_ADDED_TO = ("aliases", "tags", "ids")
"""Lists that gain what they lack, and are not cited."""


class Difference(NamedTuple):
    """A field in which a proposal differs from the record that is there.

    Attributes:
        field: The field.
        held: What is there, for a reader.
        given: What the proposal gives.
    """

    field: str
    held: str
    given: str


class Joined(NamedTuple):
    """A record with what a proposal adds to it.

    Attributes:
        record: The record; the same object if nothing is added.
        added: The fields that were filled or grew.
        differs: Where the two differ.
    """

    record: Record
    added: Sequence[str]
    differs: Sequence[Difference]


def join(
    held: Record,
    given: Record,
    source: str,
    passage: str,
    label_of: LabelOf,
    *,
    is_free: Callable[[str], bool] = lambda _name: True,
) -> Joined:
    """Join a proposed record with the one that it is.

    Args:
        held: The record that is there.
        given: The proposed one, of the same kind, its references resolved.
        source: The source that the proposal rests on; empty if it cites its own.
        passage: The words it rests on.
        label_of: Gives the name of a record.
        is_free: Whether no other record bears a name; one that is borne would become ambiguous.
    """
    changes: dict[str, Any] = {}
    added: list[str] = []
    differs: list[Difference] = []
    cites = list(held.cites)
    for field in kind_for(held).fields:
        ours, theirs = getattr(held, field.attribute), getattr(given, field.attribute)
        if theirs in (None, "", ()) or field.name == "cites" or ours == theirs:
            is_name = field.attribute == kind_for(held).named_by
            if ours == theirs and theirs not in (None, "", ()) and not is_name:
                _cite(cites, held, field, source, passage)
            continue
        if field.attribute == kind_for(held).named_by:
            alias = _another_name(held, str(theirs))
            if alias and is_free(alias):
                changes["aliases"] = (*changes.get("aliases", held.aliases), alias)
                added.append("aliases")
            continue
        if field.name in _ADDED_TO or (field.shape is Shape.WORDS and field.is_list):
            there = changes.get(field.attribute, ours)
            more = tuple(each for each in theirs if each not in (*there, *_names(held)))
            if more:
                changes[field.attribute] = (*there, *more)
                added.append(field.name)
            if field.name not in _ADDED_TO:
                _cite(cites, held, field, source, passage)
        elif ours in (None, "", ()):
            if field.name == "summary" and source:
                continue  # a summary is in one's own words
            changes[field.attribute] = theirs
            added.append(field.name)
            _cite(cites, held, field, source, passage)
        elif not is_own(field.name):
            words = say(field, theirs, label_of)
            if not words or agrees(field, ours, words, label_of):
                _cite(cites, held, field, source, passage)
            elif _cite(cites, held, field, source, passage, words):
                differs.append(Difference(field.name, say(field, ours, label_of), words))
    cites += [each for each in given.cites if each not in cites]
    if tuple(cites) != held.cites:
        changes["cites"] = tuple(cites)
    record = msgspec.structs.replace(held, **changes) if changes else held
    return Joined(record, list(dict.fromkeys(added)), differs)


def unresolved(record: Record, label_of: LabelOf) -> Sequence[int]:
    """The cites of a record that contradict it and have no verdict, by number from 1."""
    found = contradicting(record, label_of).values()
    return [each for numbers in found for each in numbers if not record.cites[each - 1].verdict]


def _cite(
    cites: list[Cite],
    held: Record,
    field: Field,
    source: str,
    passage: str,
    value: str = "",
) -> bool:
    """Cite the source for a field, unless it is cited for that already; whether it was."""
    if not source or is_own(field.name) or kind_for(held).is_source or field.is_evidence:
        return False
    whole = any(each.source == source and not each.field for each in cites)
    same = any(
        each.source == source and each.field == field.name and each.value == value for each in cites
    )
    if same or (whole and not value):
        return False
    cites.append(Cite(source=source, field=field.name, value=value, passage=passage))
    return True


def _another_name(held: Record, name: str) -> str:
    """A name, if a record does not bear it yet; empty otherwise."""
    kind = kind_for(held)
    if not kind.is_party or name.casefold() in {each.casefold() for each in _names(held)}:
        return ""
    return name


def _names(held: Record) -> Sequence[str]:
    return kind_for(held).names(held)
