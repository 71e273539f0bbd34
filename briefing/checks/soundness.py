"""Checks of single records: values that no field may hold, references to nothing, cycles."""

from collections import Counter
from collections.abc import Iterator

from briefing.checks.check import Found
from briefing.checks.survey import Listed, Survey, fields_with_rows
from briefing.model.column_validation import Columns
from briefing.model.fields import Shape
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor
from briefing.model.kinds.record import Record
from briefing.model.references import all_mentioned, cycles, references
from briefing.model.refs import are_refs, is_slug, slug_of
from briefing.model.table import Table
from briefing.model.validation import faults, plain

_AT_ONCE = 500
"""Records that are looked at one by one if one of them may be wrong."""


def faulty(survey: Survey) -> Iterator[Found]:
    """Values that a form would refuse, such as those written into the file by hand."""
    columns = Columns()
    for kind in KINDS:
        for ref, record in _suspect(survey, kind, columns):
            if not is_slug(slug_of(ref)):
                yield Found(ref, "", "its id has characters no id can have")
            for fault in faults(kind, plain(record)):
                yield Found(ref, fault.path, str(fault._replace(path="")))


def broken_references(survey: Survey) -> Iterator[Found]:
    """References to records that do not exist."""
    known = survey.by_ref.keys()
    for kind in KINDS:
        if all_mentioned(survey.table(kind)) <= known:
            continue
        for ref, record in survey.of(kind):
            for found in references(record):
                if found.ref not in known:
                    problem = f"{found.ref} does not exist"
                    yield Found(ref, found.path, problem, found.ref)


def in_cycles(survey: Survey) -> Iterator[Found]:
    """Records that are part of themselves, or copy themselves, by way of others."""
    for name, kind in KINDS.items():
        table = survey.table(name)
        own = [
            table[field.attribute]
            for field in kind.fields
            if field.shape is Shape.REF and name in field.kinds
        ]
        for (ref, _), *parts in zip(survey.of(name), *own, strict=True) if own else ():
            if any(parts):
                for field, way in cycles(survey.by_ref.get, ref):
                    yield Found(ref, field.name, "forms a cycle: " + " → ".join(way))


def repeated_actors(survey: Survey) -> Iterator[Found]:
    """Actors listed twice in one role, as after a merge of two records."""
    for kind in KINDS:
        for name in fields_with_rows(kind, Actor):
            rows = survey.table(kind).rows[name]
            actors, roles, starts = rows["ref"], rows["role"], rows.starts
            for (ref, _), start, end in zip(survey.of(kind), starts, starts[1:], strict=False):
                if len(set(actors[start:end])) == end - start:
                    continue
                parts = [(actors[at], roles[at]) for at in range(start, end) if actors[at]]
                for (actor, role), count in Counter(parts).items():
                    if count > 1:
                        what = f" as {role}" if role else ""
                        problem = f"{actor} is listed {count} times{what}; remove one"
                        yield Found(ref, name, problem, f"{actor} {role}", actor)


def _suspect(survey: Survey, kind: str, columns: Columns) -> Iterator[tuple[str, Record]]:
    """The records of a kind that may be wrong, with others near them."""

    def may_be_wrong(part: Listed, table: Table) -> bool:
        return not are_refs((ref for ref, _ in part), [kind]) or columns.may_be_wrong(table)

    records = survey.of(kind)
    if may_be_wrong(records, survey.table(kind)):
        for start in range(0, len(records), _AT_ONCE):
            part = records[start : start + _AT_ONCE]
            if may_be_wrong(part, Table(KINDS[kind].cls, [record for _, record in part])):
                yield from part
