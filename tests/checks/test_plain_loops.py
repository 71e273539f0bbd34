"""What checks find by columns and in passes of their own is what a plain loop finds."""

import weakref
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
import pytest

from benchmarks.generate import snapshot
from briefing.checks import Found, Survey, all_checks, found_by, soundness, timeline
from briefing.checks.survey import described, span
from briefing.collector import collector_held
from briefing.model.contradictions import contradicting, covers, field_name
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Cite, Record
from briefing.model.references import references
from briefing.model.refs import is_slug, slug_of
from briefing.model.validation import faults, plain
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store

DEAD_ENDS = (Cite(source="source:nothing"), Cite(source="nothing"))


def spoilt(record: Record, random: Random) -> Record:
    """A record with one of the faults that only an editor can make."""
    changes: dict[str, Any]
    if isinstance(record, Event):
        rows = tuple(msgspec.structs.replace(row, low=9, high=3) for row in record.casualties)
        nobody = tuple(msgspec.structs.replace(row, ref="", name="") for row in record.actors)
        changes = random.choice([{"casualties": rows}, {"actors": nobody}, {"subkind": "x"}])
    else:
        cites = (*record.cites, random.choice(DEAD_ENDS))
        changes = random.choice([{"aliases": ("",)}, {"cites": cites}, {"reviewed": "2013-02-30"}])
    found: Record = msgspec.structs.replace(record, **changes)
    return found


def messy() -> Survey:
    """A briefing in which one record of eight is wrong."""
    random, made = Random(7), snapshot(3_000, seed=7)
    for table in made.tables.values():
        for slug, record in list(table.items()):
            if random.random() < 1 / 8:
                table[slug] = spoilt(record, random)
            if random.random() < 1 / 400:
                table[f"no slug {slug}"] = record
    return Survey(Store(MemoryBackend(made)))


def faulty_one_by_one(survey: Survey) -> Iterator[Found]:
    for kind in KINDS:
        for ref, record in survey.of(kind):
            if not is_slug(slug_of(ref)):
                yield Found(ref, "", "its id has characters no id can have")
            for fault in faults(kind, plain(record)):
                yield Found(ref, fault.path, str(fault._replace(path="")))


def broken_one_by_one(survey: Survey) -> Iterator[Found]:
    for ref, record in survey.records():
        for found in references(record):
            if survey.book.get(found.ref) is None:
                yield Found(ref, found.path, f"{found.ref} does not exist", found.ref)


def late_one_by_one(survey: Survey) -> Iterator[Found]:
    for ref, record in survey.records():
        if isinstance(record, Event) and record.subkind != "commemoration":
            path, when, verb = "actors", record.date, "takes part"
            actors = [row.ref for row in record.actors]
        elif isinstance(record, Quote):
            path, when, verb = "speaker", record.said, "speaks"
            actors = [record.speaker]
        else:
            continue
        for actor in dict.fromkeys(actors):
            life, happened = survey.lives.get(actor), span(when)
            if life and happened and life.is_over(happened.earliest):
                known = f"{life.end} {described(life.ends)}"
                problem = f"{actor} ({known}) {verb} here later, {described(when)}"
                yield Found(ref, path, problem, f"{actor} {life.ends} {when}", actor)


def origins_one_by_one(survey: Survey, record: Record, name: str) -> list[str]:
    against = contradicting(record, survey.book.label)
    whole = [record.cites[number - 1] for number in covers(record, against, name)]
    own = [
        cite
        for number, cite in enumerate(record.cites, 1)
        if field_name(cite) == name and number not in against.get(name, ())
    ]
    return [survey.origin(cite.source) for cite in (*own, *whole)]


def contested() -> Survey:
    """A briefing in which one leader of four is cited for something else."""
    random, made = Random(5), snapshot(3_000, seed=5)
    for slug, record in made.tables["leader"].items():
        cites = (*record.cites, *record.cites, Cite(source="source:x", field="died", value="1999"))
        if random.random() < 1 / 4:
            made.tables["leader"][slug] = msgspec.structs.replace(record, cites=cites)
    return Survey(Store(MemoryBackend(made)))


@pytest.mark.parametrize("name", ["status", "died"])
def test_origins_in_columns_are_those_of_each_record(name: str) -> None:
    survey = contested()
    assert len(survey.against) > 10
    found = survey.origins("leader", name)
    for (ref, record), origins in zip(survey.of("leader"), found, strict=True):
        one_by_one = origins_one_by_one(survey, record, name)
        assert set(origins) == set(one_by_one), ref
        assert len(origins) == len(set(origins))


def test_columns_find_what_records_one_by_one_have() -> None:
    survey = messy()
    found = list(soundness.faulty(survey))
    assert found == list(faulty_one_by_one(survey))
    assert len(found) > 200


def test_all_references_at_once_are_those_of_each_record() -> None:
    survey = messy()
    found = list(soundness.broken_references(survey))
    assert found == list(broken_one_by_one(survey))
    assert len(found) > 20


def test_one_pass_through_all_acts_finds_what_a_loop_of_its_own_finds() -> None:
    survey = messy()
    found = list(timeline.after_the_end(survey))
    assert found == list(late_one_by_one(survey))
    assert found


def test_a_survey_is_gone_with_its_columns_once_nobody_needs_it() -> None:
    with collector_held():
        survey = messy()
        for each in all_checks():
            found_by(each, survey)
        last = weakref.ref(survey)
        del survey
        assert last() is None
