"""Accepted suggestions become one plan, cited with their passage, source and anchor."""

import datetime as dt
from collections.abc import Sequence

import pytest

from briefing.model.anchors import Standing, find
from briefing.model.kinds.event import Event
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.parsers.dates.reference import DateContext
from briefing.reading.coverage import coverage
from briefing.reading.disagreements import disagreements
from briefing.reading.proposals.engine import Background, propose
from briefing.reading.proposals.held import not_held
from briefing.reading.proposals.planning import never_again, plan
from briefing.reading.proposals.suggestion import Suggestion
from briefing.search.entries import index_of
from briefing.search.identity.find import Identities
from briefing.store.store import Store
from invented import REPORT, TALON, contents, fill

TEXT = """Ambush in the highlands

KARSA (Wire) - Gunmen killed 14 civilians in the village of Ogolo on Friday.

Colonel Vianney Kasongo, a spokesman for the Hill Guard (HG), denied any part in it. “We never
went there,” Kasongo said.

The commander Idris Talon was killed on Saturday.
"""


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa"))


def suggested(book: Store, text: str = TEXT) -> Sequence[Suggestion]:
    known = Identities(index_of(book.records(), reads_texts=False))
    background = Background(
        identify=lambda name: known.find(name, ("leader", "group")),
        name_of=book.label,
        said=DateContext(dt.date(2019, 6, 30), "of the source"),
    )
    return propose(text, background)


def taken_in(book: Store, accepted: Sequence[Suggestion]) -> None:
    made = plan(book, REPORT, TEXT, accepted)
    assert [str(fault) for fault in made.faults] == []
    assert made.commit(book) is not None


def test_one_undo_takes_everything_back(book: Store) -> None:
    before = contents(book)
    taken_in(book, suggested(book))
    book.undo()
    assert contents(book) == before


def test_what_is_accepted_becomes_records(book: Store) -> None:
    taken_in(book, suggested(book))
    kasongo = book.need("leader:vianney-kasongo")
    assert isinstance(kasongo, Leader)
    assert kasongo.position == "spokesman for the Hill Guard"
    quotes = [each for _, each in book.records() if isinstance(each, Quote)]
    assert ("leader:vianney-kasongo", REPORT) in [(each.speaker, each.source) for each in quotes]


def test_every_cite_stands_in_the_text(book: Store) -> None:
    old = dict(book.records())
    taken_in(book, suggested(book))
    cites = [
        cite
        for ref, record in book.records()
        for cite in record.cites
        if cite not in (old[ref].cites if ref in old else ())
    ]
    assert len(cites) > 3
    for cite in cites:
        assert cite.source == REPORT
        assert cite.anchor is not None
        place = find(TEXT, cite.passage, cite.anchor)
        assert place.standing is Standing.FOUND


def test_a_quote_is_anchored_by_its_own_words(book: Store) -> None:
    taken_in(book, suggested(book))
    (quote,) = (
        each
        for _, each in book.records()
        if isinstance(each, Quote) and each.attribution == "Kasongo"
    )
    assert quote.text == "We never\nwent there"
    assert quote.anchor is not None
    assert TEXT[quote.anchor.start : quote.anchor.end] == quote.text


def test_what_a_known_record_gains_contradicts_or_is_cited(book: Store) -> None:
    taken_in(book, suggested(book))
    talon = book.need(TALON)
    assert isinstance(talon, Leader)
    assert (talon.status, talon.died) == ("at large", "2019-06-29")
    assert ("status", "dead") in [(cite.field, cite.value) for cite in talon.cites]


def test_without_the_person_it_needs_a_quote_keeps_the_name(book: Store) -> None:
    accepted = [each for each in suggested(book) if each.kind == "quote"]
    taken_in(book, accepted)
    speakers = {
        (each.speaker, each.attribution)
        for _, each in book.records()
        if isinstance(each, Quote) and each.source == REPORT
    }
    assert ("", "Kasongo") in speakers


def test_without_its_ends_a_link_is_left_out(book: Store) -> None:
    accepted = [each for each in suggested(book) if each.kind == "link"]
    assert accepted
    assert plan(book, REPORT, TEXT, accepted).entries == []


def test_what_was_taken_in_is_held(book: Store) -> None:
    accepted = suggested(book)
    taken_in(book, accepted)
    again = list(not_held(book, suggested(book)))
    assert [each.rule for each in again] == ["status"]  # it contradicts what is held


def test_never_again_is_a_row_of_the_source(book: Store) -> None:
    row = never_again(suggested(book)[0])
    assert (row.verdict, row.ref) == ("never", "")


class TestDisagreements:
    def test_another_status_is_told_with_the_one_held(self, book: Store) -> None:
        (found,) = disagreements(book, suggested(book))
        assert (found.ref, found.field, found.held, found.given) == (
            TALON,
            "status",
            "at large",
            "dead",
        )
        assert TEXT[found.words.start : found.words.end] == found.words.words

    def told(self, book: Store, text: str) -> list[tuple[str, str, str]]:
        found = disagreements(book, suggested(book, text))
        return [(each.field, each.held, each.given) for each in found]

    def event(self, book: Store, **raw: object) -> None:
        from briefing.model.validation import build

        fields = {
            "title": "Raid on Ogolo",
            "date": "2019-06-28",
            "place": {"name": "Ogolo"},
            "casualties": [{"who": "civilians", "outcome": "killed", "low": 9, "high": 9}],
            **raw,
        }
        with book.transaction("an event") as draft:
            draft.put("event:raid", build("event", fields, "event:raid"))

    TEXT = "Gunmen killed 14 civilians in the village of Ogolo on Friday."

    def test_other_figures_of_the_same_day_and_place(self, book: Store) -> None:
        self.event(book)
        assert self.told(book, self.TEXT) == [
            ("casualties", "killed: 9 civilians", "killed: 14 civilians")
        ]

    def test_figures_whose_bounds_meet_agree(self, book: Store) -> None:
        self.event(book, casualties=[{"who": "civilians", "outcome": "killed", "low": 10}])
        assert self.told(book, self.TEXT) == []

    def test_another_day_of_the_same_figures(self, book: Store) -> None:
        rows = [{"who": "civilians", "outcome": "killed", "low": 14, "best": 14, "high": 14}]
        self.event(book, date="2019-06-27", casualties=rows, kind="violence against civilians")
        assert self.told(book, self.TEXT) == [("date", "2019-06-27", "2019-06-28")]

    def test_another_event_elsewhere_says_nothing(self, book: Store) -> None:
        self.event(book, place={"name": "Mopti"})
        assert self.told(book, self.TEXT) == []


class TestCoverage:
    def test_what_nothing_cites_is_left(self, book: Store) -> None:
        found = coverage(book, REPORT, TEXT)
        assert [tuple(each.tells) for each in found.left] == [
            ("casualties",),
            ("quote",),
            ("status",),
        ]
        assert found.share == 0

    def test_what_was_taken_in_is_covered(self, book: Store) -> None:
        taken_in(book, suggested(book))
        assert coverage(book, REPORT, TEXT).share == 1

    def test_a_cite_without_an_anchor_covers_too(self, book: Store) -> None:
        accepted = [each for each in suggested(book) if each.kind == "event"]
        taken_in(book, accepted)
        found = coverage(book, REPORT, TEXT)
        assert found.telling == 3
        assert len(found.left) == 2

    def test_a_text_that_tells_nothing_is_covered(self, book: Store) -> None:
        assert coverage(book, REPORT, "The market is open.").share == 1


def test_kinds_are_those_of_the_briefing(book: Store) -> None:
    taken_in(book, suggested(book))
    kinds = {type(each) for _, each in book.records()}
    assert {Event, Leader, Link, Quote} <= kinds
