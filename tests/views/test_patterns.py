"""Events and casualties by two things at once: each where it may be, totals once."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small_books import Raw, book_of, named
from worlds import DATES

from briefing.model import dates
from briefing.model.kinds.event import Event
from briefing.model.kinds.record import Record
from briefing.model.refs import make_ref
from briefing.model.terms import EVENT_STATUSES, UNSURE_STATUSES
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.books.as_of import AsOf
from briefing.views.filters.periods import Holds, Period, time_between
from briefing.views.patterns.amounts import amount_of
from briefing.views.patterns.bars import draw_patterns
from briefing.views.patterns.stretches import SIZES, Calendar, Within, cells_of, fitting
from briefing.views.patterns.table import NOTHING, OTHERS, Asked, Table, UnknownChoice
from briefing.views.patterns.tallies import Toll
from briefing.views.patterns.telling import cell_answer, patterns_answer, patterns_plain
from briefing.views.pictures.glyphs import ASCII, UNICODE
from briefing.views.pictures.sight import Sight
from briefing.views.tolls import ONLY_POSSIBLY, Sum, tolls
from shipped import records

YEARS = Period(dt.date(2012, 1, 1), dt.date(2014, 12, 31))


class Undated(Book):
    """A briefing in which one event has lost its date, as where that may not be told."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def get(self, ref: str) -> Record | None:
        record = self._book.get(ref)
        if isinstance(record, Event) and record.title == "Undated":
            return replace(record, date="")
        return record

    def all(self, kind: str) -> Mapping[str, Record]:
        found = ((slug, self.get(make_ref(kind, slug))) for slug in self._book.all(kind))
        return {slug: record for slug, record in found if record is not None}

    def referrers(self, ref: str) -> Sequence[str]:
        return self._book.referrers(ref)


def event(date: str = "2013-01-16", **raw: object) -> dict[str, object]:
    return {"title": "Clash", "date": date, **raw}


def dead(low: int | None = None, best: int | None = None, high: int | None = None) -> object:
    figures = {"low": low, "best": best, "high": high}
    return {
        "outcome": "killed",
        **{name: each for name, each in figures.items() if each is not None},
    }


def table(book: Book, during: str = "", **asked: object) -> Table:
    date = dates.parse(during) if during else None
    period = Period(date.earliest, date.latest) if date else None
    return Table(Sight(book, None, period), Asked(**asked))  # type: ignore[arg-type]


def said(found: Table, row: str = "", column: str = "") -> str:
    return amount_of(found, row, column).words


def labels(found: Table) -> list[str]:
    return [line.label for line in found.rows]


# What a date leaves open


@given(st.sampled_from([*DATES, "2013-01-31", "2013-01-31/2013-02-01"]), st.sampled_from([*SIZES]))
def test_a_date_lies_in_a_stretch_as_a_filter_says(date: str, size: str) -> None:
    time = time_between(date)
    assert time is not None
    made = Calendar(SIZES[size], YEARS)
    where, how = cells_of(time, YEARS, made.cells)
    found = dict(zip(where, how, strict=True))
    is_inside = all(YEARS.first <= a and b <= YEARS.last for a, b in time.spans)
    by_cell: dict[int, list[Period]] = defaultdict(list)
    for number, cell in enumerate(made.cells.tolist()):
        day = YEARS.first + dt.timedelta(number)
        by_cell[cell].append(Period(day, day))
    possible = {
        cell
        for cell, days in by_cell.items()
        if any(first <= day <= last for day, _ in days for first, last in time.spans)
    }
    for cell, days in by_cell.items():
        within = found.get(cell, Within.NOT)
        assert Holds(min(within, Within.PARTLY)) is time.lies_in(_joined(days))
        assert (within is Within.WHOLLY) == (is_inside and possible == {cell})


def _joined(periods: list[Period]) -> list[Period]:
    found: list[Period] = []
    for each in periods:
        if found and each.first - found[-1].last == dt.timedelta(1):
            found[-1] = Period(found[-1].first, each.last)
        else:
            found.append(each)
    return found


@pytest.mark.parametrize(
    ("days", "size"),
    [
        ("2013-01-03/2013-01-20", "day"),
        ("2013-01/2013-05", "week"),
        ("2012/2013", "month"),
        ("2008/2013", "quarter"),
        ("1994/2013", "year"),
        ("1700/2013", "decade"),
    ],
)
def test_the_size_of_stretches_is_the_shortest_that_can_be_taken_in(days: str, size: str) -> None:
    date = dates.parse(days)
    assert fitting(Period(date.earliest, date.latest)).name == size


@pytest.mark.parametrize("size", SIZES)
def test_stretches_follow_each_other_without_gaps(size: str) -> None:
    stretches = Calendar(SIZES[size], YEARS).stretches
    if SIZES[size].returns:
        assert len(stretches) == SIZES[size].returns
        return
    for one, next_ in pairwise(stretches):
        assert one.days
        assert next_.days
        assert one.days.last + dt.timedelta(1) == next_.days.first
    for each in stretches:
        date = dates.parse(each.key)
        assert each.days == (date.earliest, date.latest)


def test_an_imprecise_date_is_possible_in_each_month_and_once_in_the_total() -> None:
    book = book_of(
        {
            "event:day": event("2013-01-16"),
            "event:month": event("2013-02"),
            "event:year": event("2013"),
            "event:lasted": event("2013-02-10/2013-03-05"),
        }
    )
    found = table(book, rows="kind", columns="month")
    assert [line.key for line in found.columns] == [f"2013-{month:02}" for month in range(1, 13)]
    months = [said(found, "", f"2013-{month:02}") for month in range(1, 5)]
    assert months == ["1 + 1 possibly", "2 + 1 possibly", "1 + 1 possibly", "1 possibly"]
    assert said(found) == said(found, NOTHING) == "4"
    assert any(
        "counted in each, but once in a total" in note for note in patterns_answer(found).notes
    )


def test_without_any_date_an_event_is_undated_and_in_no_month() -> None:
    book = Undated(book_of({"event:a": event("2013-01-16"), "event:b": event(title="Undated")}))
    found = table(book, columns="month")
    assert [line.label for line in found.columns] == ["January 2013", "undated"]
    assert said(found, "", NOTHING) == "1"
    during = table(book, during="2013-01", columns="month")
    assert said(during) == "1"
    assert any(
        note.startswith("1 undated event left out") for note in patterns_answer(during).notes
    )


def test_empty_months_are_there_and_those_of_the_days_asked_for() -> None:
    book = book_of({"event:a": event("2013-01-16"), "event:b": event("2013-04-01")})
    assert [line.key for line in table(book, columns="month").columns] == [
        "2013-01",
        "2013-02",
        "2013-03",
        "2013-04",
    ]
    assert len(table(book, during="2013", columns="month").columns) == 12


def test_a_month_that_is_only_partly_asked_for_counts_only_these_days() -> None:
    book = book_of({"event:a": event("2013-01-16"), "event:b": event("2013-01")})
    found = table(book, during="2013-01-10/2013-02-10", columns="month")
    assert said(found, "", "2013-01") == "1 + 1 possibly"
    assert said(found) == "1 + 1 possibly"
    assert any("only partly" in note for note in patterns_answer(found).notes)


def test_too_many_stretches_are_made_longer() -> None:
    book = book_of({"event:a": event("1800-01-16"), "event:b": event("2013-04-01")})
    assert table(book, columns="day").asked.columns == "quarter"


def test_the_months_of_years_are_a_calendar() -> None:
    book = book_of({"event:a": event("2013-01-16"), "event:b": event("[2012-12-31,2013-01-02]")})
    found = table(book, rows="year", columns="calendar-month")
    assert said(found, "2013", "january") == "1 + 1 possibly"
    assert said(found, "2012", "december") == "1 possibly"
    assert said(found, "2013", "december") == said(found, "2012", "january") == "0"
    assert said(found) == "2"


# What may not be what was asked for


def test_what_a_filter_may_not_hold_for_is_only_possibly_counted() -> None:
    book = book_of(
        {
            "event:sure": event(casualties=[dead(3, 3, 3)]),
            "event:vague": event(casualties=[dead(0, 4, 9)]),
        }
    )
    sight = Sight(book, uncertain=frozenset({"event:vague"}))
    found = Table(sight, Asked(columns="month", measure="killed", against="events"))
    for column in ("", "2013-01"):
        assert found.count(NOTHING, column) == (1, 1, {})
        assert said(found, NOTHING, column) == "3 + 4 (at most 9) possibly"
    assert found.refs() == {"": ["event:sure"], ONLY_POSSIBLY: ["event:vague"]}
    assert "“Possibly”: it is not certain that the filter holds." in patterns_answer(found).notes


def test_what_may_be_later_than_the_date_is_only_possible_and_no_column_is_later() -> None:
    book = book_of(
        {"event:early": event("2013-01-16"), "event:vague": event("2013"), "event:2": event("2014")}
    )
    found = table(AsOf(book, dt.date(2013, 3, 15)), columns="month")
    assert [line.key for line in found.columns] == ["2013-01", "2013-02", "2013-03"]
    assert said(found) == said(found, "", "2013-01") == "1 + 1 possibly"
    notes = patterns_answer(found).notes
    assert "“Possibly”: the event may be later than 15 March 2013." in notes
    assert any("only partly" in note for note in notes)


# What is counted under what


def test_an_event_counts_under_each_of_its_actors_and_once_in_the_total() -> None:
    both = [{"ref": "group:a", "role": "target"}, {"ref": "group:b"}, {"ref": "group:a"}]
    book = book_of(
        {
            **named("group:a", "group:b"),
            "event:1": event(actors=both),
            "event:2": event(actors=[{"name": "herders"}]),
            "event:3": event(),
        }
    )
    found = table(book, rows="actor", columns="none")
    assert {line.label: said(found, line.key) for line in found.rows} == {
        "A": "1",
        "B": "1",
        "“herders”": "1",
        "no actor": "1",
    }
    assert said(found) == "3"
    assert (
        "1 event with several actors: counted under each, but once in a total."
        in patterns_answer(found).notes
    )


def test_places_of_the_same_name_are_told_apart() -> None:
    book = book_of(
        {
            f"event:{country}": event(
                place={"name": "Centre", "admin1": "Nord", "country": country}
            )
            for country in ("BF", "CM")
        }
    )
    assert labels(table(book, rows="region")) == ["Nord (Burkina Faso)", "Nord (Cameroon)"]
    assert len(table(book, rows="place").rows) == 2


def test_values_that_are_called_like_others_or_like_none_are_lines_of_their_own() -> None:
    tags = ["–", "…", "2013"]
    book = book_of({f"event:{number}": event(tags=[tag]) for number, tag in enumerate(tags)})
    found = table(book, rows="tag", columns="year")
    assert {line.label: said(found, line.key) for line in found.rows} == dict.fromkeys(tags, "1")
    assert found.days_of("2013", "") is None


def test_what_has_no_line_of_its_own_is_in_one_for_others() -> None:
    actors = [f"group:g{number:02}" for number in range(9)]
    events = {
        f"event:{number}": event(actors=[{"ref": ref} for ref in actors[number:]])
        for number in range(9)
    }
    book = book_of({**named(*actors), **events})
    found = table(book, rows="actor", columns="none", top=3)
    assert labels(found) == ["G08", "G07", "G06", "others (6)"]
    assert [said(found, line.key) for line in found.rows] == ["9", "8", "7", "6"]
    assert len(table(book, rows="actor", columns="none", top=0).rows) == 9
    by_name = table(book, rows="actor", columns="none", top=3, order="name")
    assert labels(by_name) == ["G06", "G07", "G08", "others (6)"]
    assert found.rows[-1].key == OTHERS


def test_what_is_disputed_is_counted_apart() -> None:
    book = book_of(
        {
            "event:1": event(casualties=[dead(3, 3, 3)]),
            "event:2": event(status="disputed", casualties=[dead(5, 5, 5)]),
            "event:3": event(status="claimed"),
        }
    )
    assert said(table(book)) == "1; not counted: 1 disputed, 1 claimed"
    assert said(table(book, measure="killed")) == "3; not counted: 5 disputed"


@pytest.mark.parametrize(
    "asked",
    [
        {"rows": "colour"},
        {"columns": "colour"},
        {"measure": "colour"},
        {"rows": "month", "columns": "month"},
    ],
)
def test_what_cannot_be_counted_is_said(asked: dict[str, str]) -> None:
    with pytest.raises(UnknownChoice):
        table(book_of({"event:a": event()}), "", **asked)


def test_the_events_of_a_cell_are_listed_by_date_and_certainty() -> None:
    book = book_of(
        {
            "event:late": event("2013-01-20", title="Late"),
            "event:early": event("2013-01-02", title="Early"),
            "event:vague": event("2013", title="Vague"),
        }
    )
    found = cell_answer(table(book, columns="month"), NOTHING, "2013-01")
    assert [(part.heading, [row.text for row in part.rows]) for part in found.parts] == [
        ("Certainly (2)", ["Early", "Late"]),
        ("Possibly (1)", ["Vague"]),
    ]
    assert found.title == "no kind · January 2013: 2 + 1 possibly"


# The laws

_bounds = st.lists(st.none() | st.integers(0, 50), min_size=3, max_size=3)


def _figures(three: list[int | None]) -> object:
    known = iter(sorted(each for each in three if each is not None))
    return dead(*(each if each is None else next(known) for each in three))


_events = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from([*DATES, "2013-01-16", "2013-02-03"]),
            "kind": st.sampled_from(["battles", "riots", ""]),
            "status": st.sampled_from([*["confirmed"] * 4, *EVENT_STATUSES]),
            "casualties": st.lists(_bounds.map(_figures), max_size=2),
            "actors": st.lists(st.sampled_from(["group:a", "group:b"]), max_size=2).map(
                lambda refs: [{"ref": ref} for ref in refs]
            ),
            "above": st.integers(0, 9),
        }
    ),
    max_size=7,
)


def _book(drawn: list[dict[str, object]]) -> Store:
    records: dict[str, Raw] = dict(named("group:a", "group:b"))
    for number, raw in enumerate(drawn):
        above = raw["above"]
        assert isinstance(above, int)
        part_of = {"part_of": f"event:{above}"} if above < number else {}
        fields = {name: each for name, each in raw.items() if each and name != "above"}
        records[f"event:{number}"] = event(**fields, **part_of)  # type: ignore[arg-type]
    return book_of(records)


_during = st.sampled_from(["", "2013", "2012-06/2013-06", "2013-01-16"])
_sides = st.sampled_from(
    [("kind", "year"), ("actor", "quarter"), ("actor", "kind"), ("year", "kind"), ("kind", "none")]
)


@given(_events, _during, _sides)
def test_every_event_is_somewhere_and_no_cell_has_more_than_its_totals(
    drawn: list[dict[str, object]], during: str, sides: tuple[str, str]
) -> None:
    found = table(_book(drawn), during, rows=sides[0], columns=sides[1])
    everything = {ref for refs in found.refs().values() for ref in refs}
    in_rows = [_all(found, line.key) for line in found.rows]
    assert set().union(*in_rows) == everything
    certain, possible, apart = found.count()
    assert certain + possible + sum(apart.values()) == len(everything) == found.events
    for row in found.rows:
        cells = [_all(found, row.key, column.key) for column in found.columns]
        assert found.is_bars or set().union(*cells) == set(_all(found, row.key))
        for column in found.columns:
            refs = _all(found, row.key, column.key)
            assert len(refs) == len(set(refs))
            assert found.count(row.key, column.key).certain <= min(
                found.count(row.key).certain, found.count("", column.key).certain
            )
    for column in found.columns:
        rows = [_all(found, row.key, column.key) for row in found.rows]
        assert set().union(*rows) == set(_all(found, "", column.key))


@given(_events, _during)
def test_counts_are_those_of_a_plain_loop(drawn: list[dict[str, object]], during: str) -> None:
    book = _book(drawn)
    found = table(book, during, rows="kind", columns="quarter")
    events = [event for event in book.all("event").values() if isinstance(event, Event)]
    for column in found.columns:
        days = found.days_of("", column.key)
        if days is None:
            assert not drawn
            continue
        for row in found.rows:
            kind = "" if row.key == NOTHING else row.key
            holds = [
                time.lies_in([days])
                for event in events
                if event.kind == kind and event.status not in UNSURE_STATUSES
                if (time := time_between(event.date))
            ]
            count = found.count(row.key, column.key)
            assert count.certain == holds.count(Holds.CERTAINLY)
            assert count.possible == holds.count(Holds.POSSIBLY)


def _all(found: Table, row: str, column: str = "") -> list[str]:
    return [ref for refs in found.refs(row, column).values() for ref in refs]


@given(_events, _during, _sides)
def test_the_figures_of_every_cell_are_those_of_tolls(
    drawn: list[dict[str, object]], during: str, sides: tuple[str, str]
) -> None:
    book = _book(drawn)
    found = table(book, during, rows=sides[0], columns=sides[1], measure="killed")
    for row in ("", *(line.key for line in found.rows)):
        for column in ("", *(line.key for line in found.columns)):
            days = found.days_of(row, column)
            assert found.toll("killed", row, column) == _tolls(
                book, _all(found, row, column), days
            ), (row, column)


def _tolls(book: Store, refs: list[str], days: Period | None) -> Toll:
    if days is not None and days.last < days.first:
        return Toll(None, None, {})
    period = dates.parse("/".join(day.isoformat() for day in days)) if days else None
    sums = tolls(book, refs, period)

    def killed(totals: object) -> Sum | None:
        return next((each.total for each in totals if each.outcome == "killed"), None)  # type: ignore[attr-defined]

    apart = {each.why: each_sum for each in sums.apart if (each_sum := killed(each.totals))}
    possible = apart.pop(ONLY_POSSIBLY, None)
    return Toll(killed(sums.totals), possible, apart)


# The shipped briefing


@pytest.fixture(scope="module")
def mali() -> Store:
    from briefing.store.backends.memory import MemoryBackend
    from briefing.store.snapshot import Snapshot

    store = Store(MemoryBackend(Snapshot.empty()), by="analyst")
    with store.transaction("the sample") as draft:
        for ref, record in records().items():
            draft.put(ref, record)
    return store


def test_what_happened_in_mali_by_kind_and_month(mali: Store) -> None:
    found = table(mali, columns="month")
    assert [line.key for line in found.columns][:: len(found.columns) - 1] == ["2012-01", "2014-01"]
    assert {line.label: said(found, line.key) for line in found.rows} == {
        "strategic developments": "8",
        "other": "5",
        "political": "5",
        "battles": "4",
        "violence against civilians": "3",
    }
    assert said(found, "battles", "2012-01") == "1 + 1 possibly"
    assert said(found, "battles", "2012-02") == "1 possibly"
    assert said(found, "battles", "2013-02") == "1 + 1 possibly"
    assert said(found, "other", "2013-01") == "1"
    assert said(found, "other", "2014-01") == "3 + 2 possibly"
    assert said(found, "political", "2014-01") == "5"
    assert said(found) == "25"


def test_who_was_killed_in_mali_by_country_and_month(mali: Store) -> None:
    found = table(mali, rows="country", columns="month", measure="killed")
    assert labels(found) == ["Mali", "Algeria", "Niger", "Tunisia", "no country"]
    assert said(found, "ML", "2012-01") == "at least 91"
    assert said(found, "ML", "2013-02") == "1"
    assert said(found, "ML", "2014-01") == "11"
    assert said(found, "ML", "2013-06") == "no figures"
    assert said(found, "DZ", "2012-01") == "no events"
    assert said(found) == said(found, "ML") == "at least 103"


def test_the_drawing_has_a_number_for_each_cell_and_fits(mali: Store) -> None:
    lines = draw_patterns(table(mali, columns="quarter"), 80, 12, UNICODE).lines()
    assert lines[:9] == [
        "                           2012            2013            2014",
        "                           Q1  Q2  Q3  Q4  Q1  Q2  Q3  Q4  Q1    Total",
        "strategic developments      ≈2  ≈2  ≈2  ≈2  ≈5  ≈3  ≈3  ≈3 ▒3≈1      8",
        "other                                      ░ 1  ≈1  ≈1  ≈2 ▒3≈2      5",
        "political                                                  ▓ 5       5",
        "battles                    ░1≈1 ≈1  ≈1  ≈1 ░1≈1 ≈1  ≈1  ≈1  ≈1       4",
        "violence against civilians ░1≈1 ≈1  ≈1  ≈1  ≈2  ≈1  ≈1  ≈1           3",
        "Total                       2≈4 ≈4  ≈4  ≈4  2≈8 ≈6  ≈6  ≈7  11≈     25",
        "≈n possibly",
    ]


def test_bars_are_solid_as_far_as_is_certain_and_go_on_where_no_high_is_known(mali: Store) -> None:
    lines = draw_patterns(table(mali, columns="none", measure="killed"), 80, 12, UNICODE).lines()
    civilians = next(line for line in lines if line.startswith("violence"))
    assert "█→" in civilians
    assert civilians.endswith("at least 91")
    book = book_of({"event:a": event(casualties=[dead(5, 8, 10)])})
    bar = draw_patterns(table(book, columns="none", measure="killed"), 80, 6, UNICODE).lines()[1]
    assert bar.count("█") == bar.count("░") > 5
    assert bar.endswith("8 (5 to 10)")


@given(_events, _sides, st.integers(40, 120), st.integers(3, 20))
def test_drawings_are_ascii_where_a_terminal_has_no_more(
    drawn: list[dict[str, object]], sides: tuple[str, str], width: int, height: int
) -> None:
    for measure in ("events", "killed"):
        found = table(_book(drawn), rows=sides[0], columns=sides[1], measure=measure)
        lines = draw_patterns(found, width, height, ASCII).lines()
        assert "".join(lines).isascii()
        assert max(map(len, lines), default=0) <= width


def test_the_cell_in_hand_is_always_in_sight(mali: Store) -> None:
    found = table(mali, rows="actor", columns="month", top=0)
    for row in found.rows:
        for column in found.columns:
            hand = f"{row.key}\t{column.key}"
            assert hand in draw_patterns(found, 80, 9, UNICODE, hand).targets()


def test_names_are_harmless_in_drawings() -> None:
    book = book_of({"event:a": event(place={"name": "[red]\x1b[31m\u202eoag"})})
    lines = draw_patterns(table(book, rows="place"), 80, 9, UNICODE).lines()
    assert not any("\x1b" in line or "\u202e" in line for line in lines)
    assert any(line.startswith("[red]·[31m·oag") for line in lines)


def test_json_has_every_cell_with_its_events(mali: Store) -> None:
    plain = json.loads(json.dumps(patterns_plain(table(mali, columns="month", measure="killed"))))
    cell = next(
        each for each in plain["cells"] if (each["row"], each["column"]) == ("battles", "2013-02")
    )
    assert cell["events"] == {"certain": 1, "possible": 1, "apart": {}}
    assert cell["killed"]["certain"]["best"] == 1
    assert cell["refs"] == {
        "certain": ["event:2013-killing-of-abou-zeid"],
        "possible": ["event:2014-attacks-on-french-and-african-forces"],
    }
    assert plain["total"]["killed"]["certain"]["low"] == 103
    assert plain["column_totals"][0]["days"] == ["2012-01-01", "2012-01-31"]


@pytest.mark.parametrize(
    ("casualties", "shorts"),
    [
        ([dead(543, 3289, 6550)], ["3289 (543-6550)", "~3289"]),
        ([dead(1309, 1362)], ["1362 (1309+)", "~1362"]),
        ([dead(5, 9, None), dead(0, 0, 0)], ["9 (5+)", "~9"]),
        ([dead(None, 95)], ["~95"]),
        ([dead(91)], ["91+"]),
        ([dead(90, None, 100)], ["90-100"]),
        ([dead(0, 0, 8)], ["0-8"]),
        ([dead(20, 40, 50), dead(5)], ["~45+ (25+)", "~45+"]),
        ([dead(7, 7, 7)], ["7"]),
        ([dead()], ["?"]),
        ([dead(None, None, 6)], ["0-6"]),
    ],
)
def test_the_best_figure_comes_first_and_no_range_becomes_at_least(
    casualties: list[object], shorts: list[str]
) -> None:
    found = table(book_of({"event:a": event(casualties=casualties)}), measure="killed")
    assert amount_of(found).shorts(UNICODE) == shorts


def test_above_years_stands_the_decade_they_are_of() -> None:
    book = book_of({"event:a": event("1989-05-05"), "event:b": event("2011-05-05")})
    found = table(book, columns="year", measure="killed")
    heads = draw_patterns(found, 80, 6, UNICODE).lines()[:2]
    assert heads[0].split() == ["1990", "2000", "2010"]
    for decade in ("1990", "2000", "2010"):
        assert heads[1][heads[0].index(decade)] == "0"


def test_casualties_by_those_who_took_part_say_nothing_about_who_killed(mali: Store) -> None:
    for rows, counted in (
        ("actor", "killed, by actor taking part and year"),
        ("perpetrator", "killed, by perpetrator of the event and year"),
        ("country", "killed, by country and year"),
    ):
        found = table(mali, rows=rows, columns="year", measure="killed")
        answer = patterns_answer(found)
        assert answer.title == f"Patterns · {counted}"
        assert any("and by whom" in note for note in answer.notes) == (rows != "country")


def test_where_nothing_is_certain_the_list_only_counts(mali: Store) -> None:
    text = answer_text(patterns_answer(table(mali, columns="month")))
    assert "violence against civilians: 3\n" in text
    assert "  23 other months  only possibly\n" in text
    assert len(text.splitlines()) < 40


def test_the_list_says_what_the_drawing_shows(mali: Store) -> None:
    text = answer_text(patterns_answer(table(mali, columns="month")))
    assert text.startswith("Patterns · events by kind and month\n")
    assert "battles: 4\n  January 2012     1 + 1 possibly\n" in text
    assert "Total: 25\n" in text
    assert "An operation and its parts each count as an event." in text


def test_a_briefing_without_events_says_so() -> None:
    for columns in ("time", "none", "kind"):
        found = table(book_of(named("group:a")), rows="actor", columns=columns)
        assert "there are no events" in answer_text(patterns_answer(found))
        assert draw_patterns(found, 80, 10, UNICODE).height == 10


def test_only_what_is_in_sight_is_counted(mali: Store) -> None:
    some = frozenset(["event:2012-aguelhoc-massacre", "event:2012-aguelhoc-capture"])
    found = Table(Sight(mali, some), Asked())
    assert found.events == 2
    assert all(isinstance(mali.need(ref), Event) for ref in _all(found, ""))
