"""Checks of single records: values that no field may hold, references to nothing, cycles."""

from collections import Counter
from collections.abc import Iterator

from briefing.checks.check import Found
from briefing.checks.survey import Listed, Survey, fields_with_rows
from briefing.model.column_validation import Columns
from briefing.model.fields import Shape
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor
from briefing.model.references import cycles, mentioned, references
from briefing.model.refs import is_slug, slug_of
from briefing.model.validation import faults, plain

_AT_ONCE = 500
"""Records validated together; all of them are looked at again if one is wrong."""


def faulty(survey: Survey) -> Iterator[Found]:
    """Values that a form would refuse, such as those written into the file by hand."""
    columns = Columns()
    for kind in KINDS:
        for part in _parts(survey.of(kind)):
            if all(is_slug(slug_of(ref)) for ref, _ in part) and not columns.may_be_wrong(
                [record for _, record in part]
            ):
                continue
            for ref, record in part:
                if not is_slug(slug_of(ref)):
                    yield Found(ref, "", "its id has characters no id can have")
                for fault in faults(kind, plain(record)):
                    yield Found(ref, fault.path, str(fault._replace(path="")))


def broken_references(survey: Survey) -> Iterator[Found]:
    """References to records that do not exist."""
    known = {ref for ref, _ in survey.records()}
    for ref, record in survey.records():
        if not known.issuperset(mentioned(record)):
            for found in references(record):
                if found.ref not in known:
                    problem = f"{found.ref} does not exist"
                    yield Found(ref, found.path, problem, found.ref)


def in_cycles(survey: Survey) -> Iterator[Found]:
    """Records that are part of themselves, or copy themselves, by way of others."""
    for name, kind in KINDS.items():
        own = [
            field.attribute
            for field in kind.fields
            if field.shape is Shape.REF and name in field.kinds
        ]
        for ref, record in survey.of(name) if own else ():
            if any(getattr(record, attribute) for attribute in own):
                for field, way in cycles(survey.book.get, ref):
                    yield Found(ref, field.name, "forms a cycle: " + " → ".join(way))


def repeated_actors(survey: Survey) -> Iterator[Found]:
    """Actors listed twice in one role, as after a merge of two records."""
    for kind in KINDS:
        for name in fields_with_rows(kind, Actor):
            for ref, record in survey.of(kind):
                actors = getattr(record, name)
                parts = [(actor.ref, actor.role) for actor in actors if actor.ref]
                if len(set(parts)) == len(parts):
                    continue
                for (actor, role), count in Counter(parts).items():
                    if count > 1:
                        what = f" as {role}" if role else ""
                        problem = f"{actor} is listed {count} times{what}; remove one"
                        yield Found(ref, name, problem, f"{actor} {role}", actor)


def _parts(records: Listed) -> Iterator[Listed]:
    for start in range(0, len(records), _AT_ONCE):
        yield records[start : start + _AT_ONCE]
