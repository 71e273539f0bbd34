"""Every sentence of a report taken apart: what it states, and what it rests on."""

import re
from collections.abc import Iterator

import pytest

from briefing.model.contradictions import field_name, is_own
from briefing.model.fields import Shape, fields_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import SHARED
from briefing.report.compose import Report, Request, compose
from briefing.report.document import Run, sentences
from briefing.report.notes import cite_of
from briefing.report.parts import PARTS, part
from briefing.report.told import Options, Told
from briefing.store.store import Store
from invented import fill
from shipped import SAMPLE


@pytest.fixture(params=["shipped", "invented"])
def book(request: pytest.FixtureRequest) -> Store:
    if request.param == "shipped":
        return Store.read(SAMPLE, "a test")
    return fill(Store.in_memory("Karsa highlands"))


@pytest.fixture
def report(book: Store) -> Report:
    return compose(book, Request(title="All of it", template="full"))


def _runs(told: Told) -> Iterator[Run]:
    """Every run of every part, as a full report has them."""
    for name in PARTS:
        for sentence in sentences(part(told, name, Options(full=True)).blocks):
            yield from sentence


def test_no_fact_of_the_records_is_missing(report: Report, book: Store) -> None:
    stated = {(run.ref, name) for run in _runs(report.told) for name in run.fields}
    for ref, record in book.records():
        kind = kind_for(record)
        if kind.is_source or kind.name in ("view", "requirement"):
            continue
        for field in fields_of(type(record)):
            value = getattr(record, field.attribute)
            is_fact = field.attribute not in SHARED or field.name in ("aliases", "summary")
            if value in (None, "", ()) or not is_fact or field.attribute == kind.source_by:
                continue
            # A profile has the name as its lead, the abbreviation behind it.
            if kind.is_party and field.attribute in (kind.named_by, kind.short_by):
                continue
            if field.shape is Shape.REF and field.name == "question":
                continue
            assert (ref, field.name) in stated, f"{ref} {field.name} is not told"


def test_no_name_or_number_is_added(report: Report, book: Store) -> None:
    """Whatever a run states stands in its record, or in the names of those it refers to."""
    words = re.compile(r"\d[\d,]*\d|\d|[A-Z][\w’'-]+")
    for run in _runs(report.told):
        if not (run.ref and run.fields) or run.fields == ("casualties",):
            continue
        narrator = report.told.narrator(run.ref)
        record = narrator.record
        told = " ".join(
            f"{getattr(record, field.attribute)} {narrator.value(field.name)}"
            for field in fields_of(type(record))
        )
        told = f"{told} {book.label(run.ref)}".replace("\n", " ").casefold()
        for word in words.findall(run.text)[1:]:
            bare = word.casefold().replace(",", "").removesuffix("’s").removesuffix("'s")
            assert bare in told.replace(",", ""), f"{run.ref}: {word} in {run.text!r}"


def test_every_footnote_supports_what_it_stands_behind(report: Report, book: Store) -> None:
    for run in _runs(report.told):
        for note in run.notes:
            record = book.need(note.ref)
            if note.number == 0:
                assert kind_for(record).source_by
                continue
            cite = record.cites[note.number - 1]
            if not run.fields or note.ref != run.ref:
                continue  # evidence of a judgement, or a sum of several events
            is_covering = field_name(cite) in ("", *run.fields) or any(map(is_own, run.fields))
            assert is_covering, f"{note} behind {run.fields}"


def test_a_statement_without_a_source_is_marked(report: Report, book: Store) -> None:
    for run in _runs(report.told):
        if not (run.ref and run.fields) or KINDS[run.ref.partition(":")[0]].is_own:
            continue
        assert bool(run.notes) != run.is_unsourced, run


def test_every_footnote_mark_has_its_footnote_and_its_words(report: Report, book: Store) -> None:
    body, _, _ = report.markdown.partition("\n[^1]:")
    marks = [int(each) for each in re.findall(r"\[\^(\d+)\]", body)]
    written = dict(report.notes.written())
    assert set(marks) == set(written)
    first = list(dict.fromkeys(marks))
    assert first == sorted(first), "footnotes are numbered as they are read"
    for number, text in written.items():
        for note in report.notes.behind(number):
            cite = cite_of(book, note)
            assert " ".join(cite.passage.split()).translate(str.maketrans("“”", "‘’")) in text


def test_the_same_briefing_gives_the_same_report(book: Store, report: Report) -> None:
    again = compose(book, Request(title="All of it", template="full"))
    assert again.markdown == report.markdown
