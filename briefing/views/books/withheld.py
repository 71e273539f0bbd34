"""One record without what may not be released: other records, what rests on them, and names."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from briefing.model.contradictions import contradicting, covers, field_name, is_own
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite, Record
from briefing.model.references import mentioned, with_references
from briefing.model.refs import LabelOf
from briefing.provenance import grounds

S = TypeVar("S", bound=msgspec.Struct)
R = TypeVar("R", bound=Record)

_ITEM: Final = re.compile(r"(\w+)\[(\d+)\](.*)")
_NEVER_EMPTIED: Final = ("cites", "marking")
_TEXTS: Final = (Shape.TEXT, Shape.PROSE)


def without_unsupported(record: R, gone: set[str], label_of: LabelOf) -> R | None:
    """A record without the cites of some sources, and without what rests only on them.

    A summary is written from all sources, so it goes with any of them.

    Args:
        record: The record.
        gone: The sources.
        label_of: Gives the name of a record.

    Returns:
        The rest; None if the record, or a field it needs, rests on nothing else.
    """
    if not any(cite.source in gone for cite in record.cites):
        return record
    known = grounds(record, label_of)
    if any(known.values()) and all(gone.issuperset(sources) for sources in known.values()):
        return None
    changes: dict[str, Any] = {"summary": ""}
    for field in kind_for(record).fields:
        is_given = getattr(record, field.attribute) not in (None, "", ())
        if not is_given or field.name in _NEVER_EMPTIED:
            continue
        whole = () if is_own(field.name) else known.get("", ())
        sources = known.get(field.name, whole)
        if sources and gone.issuperset(sources):
            if field.required:
                return None
            changes[field.attribute] = _empty(field)
    lost = _unsupported_parts(record, gone, label_of)
    rest = _without_items(record, lost)
    for field in kind_for(record).fields:
        if field.name in lost and not field.is_list:
            changes[field.attribute] = _empty(field)
    changed: R = msgspec.structs.replace(rest, **changes)
    return _with_cites(changed, (cite for cite in rest.cites if cite.source not in gone))


def without_records(record: R, gone: Set[str], instead: Callable[[str], str]) -> R | None:
    """A record without references to some records; with each goes the whole row it is in.

    Args:
        record: The record.
        gone: The records.
        instead: Gives the source that one of them is derived from, as far as it is shown.

    Returns:
        The rest; None if the record needs the reference.
    """
    changes: dict[str, Any] = {}
    lost: dict[str, set[int]] = {}
    for field in kind_for(record).fields:
        value = getattr(record, field.attribute)
        if field.shape is Shape.REF and value in gone:
            if field.kinds == (record.kind_name,) and kind_for(record).is_source:
                changes[field.attribute] = instead(value)
            elif field.required or field.otherwise:
                return None
            else:
                changes[field.attribute] = ""
        elif field.shape is Shape.REFS:
            lost[field.name] = {at for at, ref in enumerate(value) if ref in gone}
        elif field.shape is Shape.ROWS:
            lost[field.name] = {
                at for at, row in enumerate(value) if not gone.isdisjoint(mentioned(row))
            }
    emptied = {field.name for field in kind_for(record).fields if field.attribute in changes}
    rest: R = msgspec.structs.replace(_without_items(record, lost), **changes)
    return _with_cites(rest, (cite for cite in rest.cites if field_name(cite) not in emptied))


def disguised(record: R, others: Mapping[str, str]) -> R:
    """A record with other refs for some sources, and without the words of rows that have them.

    Exact words, and reasons why a source is believed, can tell who it is.

    Args:
        record: The record.
        others: The refs to show for those of the sources.
    """
    if not any(ref in others for ref in mentioned(record)):
        return record
    changes: dict[str, Any] = {}
    for field in kind_for(record).fields:
        if field.shape is Shape.ROWS:
            changes[field.attribute] = tuple(
                _speechless(row) if any(ref in others for ref in mentioned(row)) else row
                for row in getattr(record, field.attribute)
            )
    return with_references(msgspec.structs.replace(record, **changes), others)


def without_names(record: R, is_named: Callable[[str], bool], *, everywhere: bool) -> R | None:
    """A record without queries and cited values that name something.

    Args:
        record: The record.
        is_named: Whether a text names it.
        everywhere: Whether other texts go as well, but for those a record cannot be without.

    Returns:
        The rest; None if the record is such a query.
    """
    cites = [cite for cite in record.cites if not (cite.value and is_named(cite.value))]
    changes: dict[str, Any] = {}
    lost: dict[str, set[int]] = {}
    for field in kind_for(record).fields:
        value = getattr(record, field.attribute)
        if field.shape is Shape.ROWS and field.name != "cites":
            rows = tuple(_without_named(row, is_named, everywhere=everywhere) for row in value)
            changes |= {field.attribute: rows} if rows != value else {}
        elif field.shape is Shape.WORDS and everywhere:
            lost[field.name] = {at for at, text in enumerate(value) if is_named(text)}
        elif _goes(field, value, is_named, everywhere=everywhere):
            if field.required:
                return None
            changes[field.attribute] = ""
    if everywhere:
        cites = [_without_named(cite, is_named, everywhere=True) for cite in cites]
    if not changes and not any(lost.values()) and cites == list(record.cites):
        return record
    rest: R = msgspec.structs.replace(record, **changes)
    return _without_items(_with_cites(rest, cites), lost)


@lru_cache
def has_queries(cls: type[msgspec.Struct]) -> bool:
    """Whether records or rows of a class have queries, which name records without referring."""
    return any(
        field.is_query or (field.row is not None and has_queries(field.row))
        for field in fields_of(cls)
    )


def without_workings(record: R) -> R:
    """A record without what only the analyst needs, which can tell of other records.

    Findings settled, decisions about words in a text, and what stands around exact words.
    """
    cites = tuple(msgspec.structs.replace(cite, anchor=None) for cite in record.cites)
    changes: dict[str, Any] = {"dismissed": (), "decided": (), "anchor": None, "cites": cites}
    known = {name: value for name, value in changes.items() if hasattr(record, name)}
    changed: R = msgspec.structs.replace(record, **known)
    return changed


def texts(record: msgspec.Struct) -> Iterator[str]:
    """Every text of a record that somebody wrote."""
    for field in fields_of(type(record)):
        value = getattr(record, field.attribute)
        if field.shape in _TEXTS and value:
            yield value
        elif field.shape is Shape.WORDS:
            yield from value
        elif field.shape is Shape.ROW and value is not None:
            yield from texts(value)
        elif field.shape is Shape.ROWS:
            for row in value:
                yield from texts(row)


def _goes(field: Field, value: Any, is_named: Callable[[str], bool], *, everywhere: bool) -> bool:
    is_reached = field.is_query or (everywhere and not field.required)
    return field.shape in _TEXTS and is_reached and bool(value) and is_named(value)


def _without_named(row: S, is_named: Callable[[str], bool], *, everywhere: bool) -> S:
    changes: dict[str, Any] = {
        field.attribute: ""
        for field in fields_of(type(row))
        if _goes(field, getattr(row, field.attribute), is_named, everywhere=everywhere)
    }
    return msgspec.structs.replace(row, **changes) if changes else row


def _speechless(row: S) -> S:
    """A row without its words; a cite keeps its field and the value it gives."""
    kept: Collection[str] = ("field", "value") if isinstance(row, Cite) else ()
    changes: dict[str, Any] = {
        field.attribute: ""
        for field in fields_of(type(row))
        if field.shape in _TEXTS and not field.required and field.name not in kept
    }
    return msgspec.structs.replace(row, **changes)


def _unsupported_parts(record: Record, gone: set[str], label_of: LabelOf) -> Mapping[str, Set[int]]:
    """The items of lists by field, and the fields, of which a part rests only on some sources."""
    against = contradicting(record, label_of)
    contradictory = set().union(*against.values())
    own: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    general: defaultdict[str, set[str]] = defaultdict(set)
    for number, cite in enumerate(record.cites, start=1):
        name = field_name(cite)
        if number in contradictory:
            continue
        if cite.field == name:
            general[name].add(cite.source)
        else:
            found = _ITEM.fullmatch(cite.field)
            own[name, int(found[2]) if found else -1].add(cite.source)
    lost: defaultdict[str, set[int]] = defaultdict(set)
    for (name, at), sources in own.items():
        whole = (record.cites[number - 1].source for number in covers(record, against, name))
        if gone.issuperset((*sources, *general[name], *whole)):
            lost[name].add(at)
    return lost


def _without_items(record: R, lost: Mapping[str, Set[int]]) -> R:
    """A record without items of lists; cites of the others follow them."""
    changes: dict[str, Any] = {}
    for field in kind_for(record).fields:
        if field.is_list and lost.get(field.name):
            items = getattr(record, field.attribute)
            changes[field.attribute] = tuple(
                item for at, item in enumerate(items) if at not in lost[field.name]
            )
    if not changes:
        return record
    cites = changes.pop("cites", record.cites)
    rest: R = msgspec.structs.replace(record, **changes)
    return _with_cites(rest, (each for cite in cites for each in _moved(cite, lost)))


def _moved(cite: Cite, lost: Mapping[str, Set[int]]) -> Iterator[Cite]:
    """A cite of an item where the item now is; nothing if the item is lost."""
    found = _ITEM.fullmatch(cite.field)
    gone = lost.get(found[1], ()) if found else ()
    if not found or not gone:
        yield cite
    elif (at := int(found[2])) not in gone:
        place = at - sum(each < at for each in gone)
        yield msgspec.structs.replace(cite, field=f"{found[1]}[{place}]{found[3]}")


def _with_cites(record: R, cites: Iterator[Cite] | Collection[Cite]) -> R:
    changed: R = msgspec.structs.replace(record, cites=tuple(cites))
    return changed


def _empty(field: Field) -> Any:
    if field.is_list:
        return ()
    return field.default or ("" if field.shape not in _NUMBERS else None)


_NUMBERS: Final = (Shape.ROW, Shape.INTEGER, Shape.DECIMAL)
