"""The briefing as it stood in the world on a date."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

from briefing.dossier import build_dossier, dossier_text
from briefing.links import ties
from briefing.model import dates
from briefing.model.kinds import KINDS, kind_for
from briefing.model.references import mentioned
from briefing.store.errors import UnknownRecord
from briefing.store.store import Store
from briefing.views.books.as_of import AsOf
from briefing.views.tenures import holders_answer, holders_on
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    REPORT,
    SPLIT,
    TALON,
    UNNAMED,
    WIRE,
    fill,
    record,
)
from treaty import registered

DAYS = st.dates(dt.date(2009, 12, 1), dt.date(2017, 2, 1))
AFTER_ALL = dt.date(9999, 12, 31)


@pytest.fixture
def store() -> Store:
    return fill(Store.in_memory())


def as_of(store: Store, day: str) -> AsOf:
    return AsOf(store, dt.date.fromisoformat(day))


def changed(store: Store, ref: str, **raw: Any) -> None:
    store.put(ref, record(ref.partition(":")[0], **raw))


class TestWhatIsThere:
    def test_what_happened_later_is_absent(self, store: Store) -> None:
        book = as_of(store, "2019-04-30")
        assert book.get(AMBUSH) is None
        assert book.certainty(AMBUSH) == "absent"
        assert OPERATION.partition(":")[2] in book.all("event")
        assert len(book.all("event")) == 1

    def test_the_end_of_the_day_counts(self, store: Store) -> None:
        assert as_of(store, "2019-05-20").get(QUOTE)
        assert as_of(store, "2019-05-19").get(QUOTE) is None

    def test_what_may_be_later_is_kept_as_possible(self, store: Store) -> None:
        book = as_of(store, "2019-05-15")
        assert book.get(AMBUSH)
        assert book.certainty(AMBUSH) == "possible"
        assert "It may not have begun by then." in book.notes(AMBUSH)

    def test_what_began_in_time_is_certain_though_it_lasted_longer(self, store: Store) -> None:
        assert as_of(store, "2019-05-15").certainty(OPERATION) == "certain"

    def test_a_group_not_yet_founded_takes_its_links_with_it(self, store: Store) -> None:
        book = as_of(store, "2011-12-31")
        assert book.get(FRONT) is None
        assert book.get(LEADS) is None
        assert book.get(SPLIT) is None

    def test_a_quote_without_a_date_was_said_by_the_day_it_was_published(
        self, store: Store
    ) -> None:
        assert as_of(store, "2019-06-30").get(UNNAMED)
        assert as_of(store, "2019-06-29").get(UNNAMED) is None

    def test_sources_stay_as_they_are_how_we_know(self, store: Store) -> None:
        assert as_of(store, "1900-01-01").get(WIRE) == store.get(WIRE)

    def test_a_link_without_a_start_is_kept_as_undated(self, store: Store) -> None:
        changed(store, LEADS, type="leads", from_=TALON, to=FRONT)
        book = as_of(store, "2013-01-01")
        assert book.certainty(LEADS) == "undated"
        assert "1 undated link kept" in book.summary()

    def test_a_date_about_which_nothing_is_known_excludes_nothing(self, store: Store) -> None:
        changed(store, AMBUSH, title="A", date="../2019")
        assert as_of(store, "1990-01-01").certainty(AMBUSH) == "possible"

    def test_who_asks_for_what_was_later_is_told_so(self, store: Store) -> None:
        with pytest.raises(UnknownRecord, match="is later than 30 April 2019"):
            as_of(store, "2019-04-30").need(AMBUSH)
        with pytest.raises(UnknownRecord, match="there is no event:none"):
            as_of(store, "2019-04-30").need("event:none")

    def test_the_header_counts_what_is_there(self, store: Store) -> None:
        assert as_of(store, "2019-04-30").summary() == (
            "as of 30 April 2019: 1 of 2 events, 0 of 2 quotes"
        )
        assert as_of(store, "2020-01-01").summary() == "as of 1 January 2020: nothing is later"


class TestWhatIsShown:
    def test_an_end_that_was_later_was_not_known_then(self, store: Store) -> None:
        changed(store, LEADS, type="leads", from_=TALON, to=FRONT, start="2014", end="2020-03")
        book = as_of(store, "2019-01-01")
        assert [tie.role for tie in ties(book, TALON) if tie.via == LEADS] == ["leads"]
        assert "formerly led" in dossier(store, TALON)
        assert "formerly led" not in dossier(book, TALON)

    def test_an_uncertain_end_stays(self, store: Store) -> None:
        changed(store, LEADS, type="leads", from_=TALON, to=FRONT, start="2014", end="2019")
        book = as_of(store, "2019-06-01")
        assert book.get(LEADS) == store.get(LEADS)
        assert "May be later: End." in book.notes(LEADS)

    def test_figures_of_an_operation_that_went_on_may_be_of_the_whole_time(
        self, store: Store
    ) -> None:
        dead = [{"outcome": "killed", "low": 600}]
        changed(store, OPERATION, title="x", date="2018/2021", casualties=dead)
        note = "Its figures may be of the whole time: Casualties."
        assert note in as_of(store, "2019-01-01").notes(OPERATION)
        assert note not in as_of(store, "2022-01-01").notes(OPERATION)
        changed(store, OPERATION, title="x", date="2018/2021")
        assert note not in as_of(store, "2019-01-01").notes(OPERATION)

    @pytest.mark.parametrize("status", ["dead", "reported dead"])
    def test_before_a_death_neither_it_nor_what_follows_from_it_shows(
        self, store: Store, status: str
    ) -> None:
        changed(
            store,
            TALON,
            name="Idris Talon",
            died="2020-02-0X",
            status=status,
            summary="Killed near Selim.",
            cites=[
                {"source": WIRE, "field": "died", "passage": "shot in February"},
                {"source": WIRE, "field": "status", "passage": "his body was shown"},
                {"source": REPORT, "field": "status", "value": "at large"},
                {"source": WIRE, "field": "summary", "passage": "near Selim"},
                {"source": WIRE, "passage": "Talon, who led the Front"},
            ],
        )
        book = as_of(store, "2020-01-31")
        shown = book.need(TALON)
        assert shown == record(
            "leader",
            name="Idris Talon",
            cites=[
                {"source": REPORT, "field": "status", "value": "at large"},
                {"source": WIRE, "passage": "Talon, who led the Front"},
            ],
        )
        assert book.notes(TALON) == ("Left out or shortened, as later: Died, Status, Summary.",)
        assert as_of(store, "2020-02-01").need(TALON) == store.need(TALON)

    def test_a_source_that_calls_him_dead_is_not_heard_before(self, store: Store) -> None:
        cites = [
            {"source": WIRE, "field": "status", "value": "dead", "verdict": "set aside"},
            {"source": REPORT, "field": "status"},
            {"source": REPORT, "field": "died", "value": "2018"},
        ]
        changed(store, TALON, name="T", status="at large", died="2020", cites=cites)
        shown = as_of(store, "2019-12-31").need(TALON)
        assert shown == record("leader", name="T", status="at large", cites=cites[1:])

    def test_a_death_that_only_cites_date_counts_if_all_are_later(self, store: Store) -> None:
        later = {"source": WIRE, "field": "died", "value": "2021"}
        changed(store, TALON, name="T", status="dead", cites=[later])
        assert as_of(store, "2020-01-01").need(TALON) == record("leader", name="T")
        earlier = {"source": REPORT, "field": "died", "value": "2019"}
        changed(store, TALON, name="T", status="dead", cites=[later, earlier])
        assert as_of(store, "2020-01-01").need(TALON) == store.need(TALON)

    def test_a_link_that_may_have_ended_reads_as_lasting_and_is_only_possible(
        self, store: Store
    ) -> None:
        changed(store, LEADS, type="leads", from_=TALON, to=FRONT, end="[..2015-02]")
        book = as_of(store, "2015-01-01")
        assert book.is_uncertain(LEADS)
        assert book.label(LEADS).startswith("Idris Talon leads")
        dossier = build_dossier(book, FRONT)
        assert dossier is not None
        assert "possibly led by" in dossier_text(dossier)
        assert "formerly" not in dossier_text(dossier)
        assert holders_answer(book, FRONT).parts[0].rows[0].tail.startswith("possible")
        assert [each.certainty for each in holders_on(store, FRONT, dates.parse("2015-01-01"))] == [
            "possible"
        ]

    def test_a_link_that_had_ended_is_over(self, store: Store) -> None:
        changed(store, LEADS, type="leads", from_=TALON, to=FRONT, end="2014-12")
        book = as_of(store, "2015-01-01")
        assert not book.is_uncertain(LEADS)
        assert book.label(LEADS).startswith("Idris Talon led")

    def test_a_status_without_a_date_stays_as_judged_today(self, store: Store) -> None:
        book = as_of(store, "2015-01-01")
        assert book.need(TALON) == store.need(TALON)
        assert book.notes(TALON) == ("Undated, as judged today: Position, Status.",)
        assert book.row_tail(TALON, "at large") == "now: at large"
        assert book.row_tail(FRONT, "ML") == "ML"
        assert store.row_tail(TALON, "at large") == "at large"

    def test_a_status_that_follows_from_an_earlier_end_is_of_then(self, store: Store) -> None:
        changed(store, TALON, name="T", died="2014", status="dead")
        book = as_of(store, "2015-01-01")
        assert book.row_tail(TALON, "dead") == "dead"
        assert book.notes(TALON) == ()

    def test_before_it_was_dissolved_a_group_is_not_defunct(self, store: Store) -> None:
        changed(store, MARTYRS, name="M", dissolved="2021", status="merged")
        assert as_of(store, "2020-12-31").need(MARTYRS) == record("group", name="M")

    def test_what_lasted_longer_goes_on(self, store: Store) -> None:
        cited = {"source": REPORT, "field": "date", "value": "2019-03/2019-09"}
        changed(store, OPERATION, title="O", date="2019-03/2019-08", cites=[cited])
        shown = as_of(store, "2019-05-01").need(OPERATION)
        assert shown == record(
            "event", title="O", date="2019-03/..", cites=[{**cited, "value": "2019-03/.."}]
        )
        assert as_of(store, "2019-08-01").need(OPERATION) == store.need(OPERATION)

    def test_a_summary_that_names_a_later_year_is_left_out(self, store: Store) -> None:
        changed(store, ARMY, name="A", summary="Purged in 2021, 12019 men strong.")
        assert not as_of(store, "2020-12-31").need(ARMY).summary
        assert as_of(store, "2021-01-01").need(ARMY).summary

    def test_the_name_of_an_absent_record_takes_the_place_of_the_reference(
        self, store: Store
    ) -> None:
        changed(store, MARTYRS, name="Martyrs of Selim", founded="2019-06")
        changed(
            store,
            AMBUSH,
            title="A",
            date="2019-05",
            actors=[{"ref": MARTYRS, "role": "target"}, {"ref": ARMY}],
        )
        book = as_of(store, "2019-05-31")
        assert book.need(AMBUSH) == record(
            "event",
            title="A",
            date="2019-05",
            actors=[{"name": "Martyrs of Selim", "role": "target"}, {"ref": ARMY}],
        )
        assert book.label(MARTYRS) == "Martyrs of Selim"
        assert AMBUSH not in book.referrers(MARTYRS)
        assert AMBUSH in book.referrers(ARMY)

    def test_it_follows_the_briefing(self, store: Store) -> None:
        book = as_of(store, "2019-04-30")
        changed(store, AMBUSH, title="Earlier", date="2019-04-01")
        assert book.label(AMBUSH) == "Earlier"
        assert len(book.all("event")) == 2


def test_another_kind_is_dated_by_its_required_date(store: Store) -> None:
    with registered():
        another = Store.in_memory()
        another.put("treaty:x", record("treaty", heading="Accord", signed="2020-06"))
        assert as_of(another, "2020-05-31").get("treaty:x") is None
        assert as_of(another, "2020-06-01").certainty("treaty:x") == "possible"


class TestLaws:
    @given(worlds())
    def test_after_everything_all_is_as_today(self, store: Store) -> None:
        book = AsOf(store, AFTER_ALL)
        assert dict(book.records()) == dict(store.records())
        for kind in KINDS:
            assert dict(book.all(kind)) == store.all(kind)
        for ref, _ in store.records():
            assert book.referrers(ref) == store.referrers(ref)

    @given(worlds(), DAYS, DAYS)
    def test_what_is_absent_on_a_day_was_absent_before(
        self, store: Store, one: dt.date, other: dt.date
    ) -> None:
        earlier, later = (dict(AsOf(store, day).records()) for day in sorted((one, other)))
        assert set(earlier) <= set(later)

    @given(worlds(), DAYS)
    def test_nothing_shown_is_certainly_later(self, store: Store, day: dt.date) -> None:
        for _, shown in AsOf(store, day).records():
            kind = kind_for(shown)
            if kind.is_source:
                continue
            given_dates = [getattr(shown, name) for name in (kind.begins_by, kind.ends_by) if name]
            assert all(dates.parse(each).earliest <= day for each in given_dates if each)
            begun = given_dates[0]
            if "/" in begun and begun[-1].isdigit():
                assert dates.parse(begun.partition("/")[2]).earliest <= day

    @given(worlds(), DAYS)
    def test_nobody_is_called_dead_who_certainly_died_later(
        self, store: Store, day: dt.date
    ) -> None:
        for ref, shown in AsOf(store, day).records():
            kind, was = kind_for(shown), store.need(ref)
            ended = getattr(was, kind.ends_by) if kind.ends_by else ""
            if ended and dates.parse(ended).earliest > day:
                over = {choice for field in kind.fields for choice in field.over}
                assert not over & {kind.status(shown), *(cite.value for cite in shown.cites)}

    @given(worlds(), DAYS)
    def test_every_reference_leads_to_a_record_and_back(self, store: Store, day: dt.date) -> None:
        book = AsOf(store, day)
        found = dict(book.records())
        backward = {
            ref: {o for o, each in found.items() if ref in mentioned(each)} for ref in found
        }
        for ref, each in found.items():
            assert set(mentioned(each)) <= set(found)
            assert set(book.referrers(ref)) == backward[ref]
            assert book.get(ref) == each
        for kind in KINDS:
            table = book.all(kind)
            assert len(table) == len(list(table)) == len(dict(table))

    @given(worlds(), DAYS)
    def test_no_dossier_has_a_ref_for_a_name(self, store: Store, day: dt.date) -> None:
        book = AsOf(store, day)
        for ref, _ in book.records():
            found = build_dossier(book, ref)
            assert found is not None
            for section in found.sections:
                assert not [item for item in section.items if item.text.startswith("group:")]


def dossier(book: AsOf | Store, ref: str) -> str:
    found = build_dossier(book, ref)
    assert found is not None
    return dossier_text(found)
