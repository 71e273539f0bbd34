"""The sample briefing contains what the report says, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from briefing.checks import check
from briefing.checks.wording import degree_of, likelihoods
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.judgement import Judgement
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.requirement import Requirement
from briefing.model.kinds.source import Source
from briefing.model.references import references
from briefing.model.validation import faults
from briefing.store.store import Store
from briefing.views.hypotheses import matrix
from shipped import ROOT, SAMPLE, THE_DAY, events, quotes, records, tables

REPORT = ROOT.parent / "shared" / "material" / "2014-01-24-report.txt"

THE_SOURCE = "source:2014-01-24-france-completes-second-offensive"

LONGEST_PASSAGE = 15
LONGEST_SHARED_RUN = 7


def in_own_words() -> Iterator[tuple[str, str]]:
    """Every text that is ours to write: not names, titles as printed, or words quoted."""
    for ref, record in records().items():
        yield ref, record.summary
        match record:
            case Event():
                yield ref, record.title
            case Leader():
                yield ref, record.position
            case Quote(mode="paraphrase"):
                yield ref, record.text
            case Source():
                yield ref, record.reliability_reason
            case Requirement():
                yield from ((ref, text) for text in (record.text, *_signs(record)))
            case Judgement():
                yield from ((ref, row.what or row.note) for row in record.evidence)
                yield from ((ref, text) for text in (record.text, record.confidence_basis))
                texts = (*record.assumptions, *record.gaps, *_signs(record))
                yield from ((ref, text) for text in texts)


def _signs(record: Requirement | Judgement) -> Iterator[str]:
    return (each.what for each in record.indicators)


# The file ------------------------------------------------------------------------------------


def test_tables_stand_in_their_order() -> None:
    assert list(tables()) == ["meta", *(kind for kind in KINDS if kind in tables())]
    assert tables()["meta"] == {"format": 1, "title": "Mali, January 2014", "revision": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_records_validate_and_are_in_order(kind: str) -> None:
    table = tables().get(kind, {})
    assert list(table) == sorted(table)
    order = [field.name for field in fields_of(KINDS[kind].cls)]
    for slug, raw in table.items():
        assert faults(kind, raw) == [], slug
        assert list(raw) == [name for name in order if name in raw], slug


def test_writing_it_again_gives_the_same_bytes() -> None:
    content: dict[str, Any] = {"meta": tables()["meta"]}
    for ref, record in records().items():
        kind, _, slug = ref.partition(":")
        content.setdefault(kind, {})[slug] = record
    written = msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
    assert written == SAMPLE.read_bytes()


def test_refs_lead_to_records() -> None:
    lost = {
        f"{ref} {reference.path} {reference.ref}"
        for ref, record in records().items()
        for reference in references(record)
        if reference.ref not in records()
    }
    assert lost == set()


def test_slugs_of_events_begin_with_their_year() -> None:
    assert all(re.match(r"event:20\d\d-", ref) for ref in events())


# How it is known -----------------------------------------------------------------------------


def test_every_record_cites_the_report() -> None:
    for ref, record in records().items():
        if ref != THE_SOURCE and not kind_for(record).is_own:
            assert record.cites, ref
        for cite in record.cites:
            assert cite.source == THE_SOURCE, ref
            assert cite.passage, ref
            assert len(cite.passage.split()) <= LONGEST_PASSAGE, cite.passage
            assert cite.credibility is not None, ref


def test_cites_speak_of_fields_that_are_filled_in() -> None:
    empty = {
        f"{ref} {cite['field']}"
        for ref in records()
        for kind, _, slug in [ref.partition(":")]
        for cite in tables()[kind][slug].get("cites", ())
        if cite.get("field") and cite["field"] not in tables()[kind][slug]
    }
    assert empty == set()


def test_every_record_is_summed_up() -> None:
    assert [ref for ref, record in records().items() if not record.summary] == []


def test_source_is_graded_with_a_reason() -> None:
    source = records()[THE_SOURCE]
    assert isinstance(source, Source)
    assert source.published == THE_DAY.isoformat()
    assert source.title.startswith("France Completes Second Counter-Terrorism Offensive")
    assert (source.reliability, source.authors, source.publisher) == ("F", (), "")
    assert source.reliability_reason
    assert source.text == ""


@pytest.mark.parametrize(
    "ref",
    [
        "event:2013-abou-zeid-kidnappings",
        "event:2013-aqim-expansion-niger",
        "event:2013-aqim-expansion-tunisia",
        "event:2014-jihadists-reorganising",
        "link:french-army-opposes-mujao",
        "link:french-army-opposes-signatories-in-blood",
        "link:french-army-opposes-fighters-loyal-to-abou-zeid",
    ],
)
def test_what_is_only_believed_or_credited_keeps_its_hedge(ref: str) -> None:
    record = records()[ref]
    assert {cite.credibility for cite in record.cites} == {6}
    assert re.search(r"credited|[Bb]elieved|sees them", record.summary)


# What is concluded ---------------------------------------------------------------------------


def judgements() -> dict[str, Judgement]:
    return {ref: record for ref, record in records().items() if isinstance(record, Judgement)}


def test_judgements_say_how_likely_and_how_well_founded_they_are() -> None:
    for ref, record in judgements().items():
        (said,) = {term.degree for term in likelihoods(record.text)}
        assert said == degree_of(record.likelihood), ref
        assert record.made == THE_DAY.isoformat(), ref
        # Whatever one unsigned article says is not well founded.
        assert record.confidence == "low", ref
        assert all((record.confidence_basis, record.assumptions, record.gaps, record.indicators))
        assert record.question, ref


def test_competing_answers_are_weighed_against_the_same_evidence() -> None:
    found = matrix(Store.read(SAMPLE, "it is shipped"), "requirement:next-course-of-armed-groups")
    assert len(found.columns) == 3
    assert all(all(line.bearings) for line in found.lines), "every cell is judged"
    assert all(line.diagnosticity for line in found.lines), "every row tells something"
    first = found.ranks()[0]
    assert found.columns[first.column].likelihood == "likely"
    assert first.inconsistent, "something speaks against it, too"


def test_checks_find_nothing_about_judgements() -> None:
    own = {ref for ref, record in records().items() if kind_for(record).is_own}
    assert not [each for each in check(Store.read(SAMPLE, "it is shipped")) if each.ref in own]


# The report itself, where it is at hand ------------------------------------------------------


@pytest.fixture
def report() -> str:
    if not REPORT.is_file():
        pytest.skip("the report is not kept in the repository; it is checked where it is at hand")
    return REPORT.read_text(encoding="utf-8")


def test_passages_are_exact(report: str) -> None:
    wrong = [
        f"{ref}: {cite.passage}"
        for ref, record in records().items()
        for cite in record.cites
        if cite.passage not in report
    ]
    assert wrong == []


def test_quoted_speech_is_verbatim(report: str) -> None:
    spoken = re.findall(r"“(.+?)”", report)
    direct = [quote.text for quote in quotes().values() if quote.mode == "direct"]
    assert sorted(direct) == sorted(words.removesuffix(",") for words in spoken)
    assert all(quote.attribution in report for quote in quotes().values())


def test_nothing_else_is_copied(report: str) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", text.casefold())
        size = LONGEST_SHARED_RUN + 1
        return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}

    printed = runs(report)
    copied = {ref: shared for ref, text in in_own_words() if (shared := runs(text) & printed)}
    assert copied == {}
