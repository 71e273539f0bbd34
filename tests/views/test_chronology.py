"""The chronology: which days a record is drawn on, and that list and drawing say the same."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import book_of, named
from worlds import worlds

from briefing.model.kinds.event import Event
from briefing.report.pictures.chronology import marks_of
from briefing.store.store import Store
from briefing.views.books.as_of import AsOf
from briefing.views.chronology.chronology import LANES, Chronology, datable, lanes_of
from briefing.views.chronology.drawing import Setting, counted, draw
from briefing.views.chronology.listing import as_plain, chronology_answer
from briefing.views.chronology.marks import date_text, extent_of
from briefing.views.chronology.scale import window_around
from briefing.views.filters.periods import Holds, Period, time_between, time_of
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import ASCII, UNICODE
from briefing.views.pictures.sight import Sight
from shipped import SAMPLE

EVENTS = (Event.kind_name,)
JANUARY = Period(dt.date(2013, 1, 1), dt.date(2013, 1, 31))

_days = st.dates(dt.date(2010, 1, 1), dt.date(2016, 12, 31))
periods = st.builds(lambda one, other: Period(*sorted((one, other))), _days, _days)


@pytest.fixture(scope="module")
def shipped() -> Store:
    """The shipped briefing."""
    return Store.read(SAMPLE, "it is only read")


def event(date: str, **more: object) -> dict[str, object]:
    return {"title": more.pop("title", f"On {date}"), "date": date, **more}


def drawn(book: Store, period: Period, width: int = 31, height: int = 8, **more: object) -> Canvas:
    """A chronology of events, in which 31 columns show the 31 days of January."""
    found = Chronology(Sight(book, period=period))
    lanes = str(more.pop("lanes", "none"))
    setting = Setting(period, lanes, lanes_of(found, lanes), **more)  # type: ignore[arg-type]
    return draw(found, setting, width, height, UNICODE)


def line_of(canvas: Canvas, ref: str) -> str:
    """The line on which a record is drawn, without the points that help to read it."""
    _, y = canvas.targets()[ref]
    return canvas.lines()[y].replace("·", " ")


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2013-01-05", "    ●"),
        ("2013-01-05?", "    ○"),
        ("2013-01-2X", " " * 19 + "░" * 10),
        ("[2013-01-03..2013-01-05]", "  ░░░"),
        ("[2013-01-03,2013-01-07]", "  ░   ░"),
        ("2013-01-03/2013-01-06", "  ████"),
        ("2013-01-0X/2013-01-15", "░" * 8 + "█" * 7),
        ("2013-01-10/..", " " * 9 + "█" + "░" * 20 + "→"),
        ("2013-01-10/", " " * 9 + "●→?"),
        ("/2013-01-10", " " * 7 + "?→●"),
        ("../2013-01-03", "←░█"),
        ("2012-12-20/2013-01-02", "←█"),
    ],
)
def test_a_date_is_drawn_as_precisely_as_it_is_known(date: str, line: str) -> None:
    book = book_of({"event:a": event(date, title="T")})
    found = line_of(drawn(book, JANUARY), "event:a")
    assert found.replace("T", " ").rstrip() == line


def test_what_is_only_possible_beyond_the_picture_ends_in_an_arrow() -> None:
    book = book_of({"event:a": event("[2012-06..2013-06]", title="A year")})
    found = line_of(drawn(book, JANUARY), "event:a")
    assert found.startswith("← A year ░")
    assert found.endswith("→")


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2013-01-0X/2014", "░" * 8 + "█ A long operation ███→"),
        ("2012-12-2X/2014-02", "← A long operation " + "█" * 11 + "→"),
        ("2013-01-25/2014", "       A long operation ██████→"),
    ],
)
def test_a_label_in_a_bar_hides_no_end_of_what_is_certain(date: str, line: str) -> None:
    book = book_of({"event:a": event(date, title="A long operation")})
    assert line_of(drawn(book, JANUARY), "event:a") == line


def test_what_has_no_date_is_named_and_stands_nowhere_on_the_axis() -> None:
    book = book_of(
        {
            "group:front": {"name": "Front"},
            "group:army": {"name": "Army"},
            "event:a": event("2013-01-05", title="A raid"),
            "link:x": {"type": "opposes", "from": "group:front", "to": "group:army"},
        }
    )
    found = Chronology(Sight(book), datable())
    assert found.undated == ["link:x"]
    canvas = draw(found, Setting(JANUARY), 80, 8, UNICODE)
    assert canvas.lines()[-1].startswith("undated 1: ")
    assert canvas.targets()["link:x"][1] == 7


def test_a_date_that_contradicts_the_record_is_a_second_mark() -> None:
    cite = {"source": "source:a", "field": "date", "value": "2013-01-20"}
    book = book_of(
        {
            "source:a": {"title": "A report"},
            "event:a": event("2013-01-05", title="A raid", cites=[cite]),
        }
    )
    lines = [line.replace("·", " ") for line in drawn(book, JANUARY, 60).lines()]
    assert any("●● A raid" in line for line in lines) or any("● A raid" in line for line in lines)
    assert any("≠ A raid" in line for line in lines)
    answer = chronology_answer(Chronology(Sight(book)))
    assert [row.text for row in answer.parts[0].rows] == [
        "A raid",
        "  ≠ A report says 20 January 2013",
    ]


@pytest.mark.parametrize(
    ("value", "verdict", "claims"),
    [
        ("2013-01-20", "", 1),
        ("2013-01-20", "disputed", 1),
        ("2013-01-20", "set aside", 0),
        ("2013-01", "", 0),
        ("2013-01-05", "", 0),
    ],
)
def test_only_dates_that_contradict_and_were_not_set_aside_are_claims(
    value: str, verdict: str, claims: int
) -> None:
    cite = {"source": "source:a", "field": "date", "value": value}
    given_verdict = {"verdict": verdict, "reason": "we know"} if verdict else {}
    book = book_of(
        {
            "source:a": {"title": "A report"},
            "event:a": event("2013-01-05", cites=[{**cite, **given_verdict}]),
        }
    )
    assert len(Chronology(Sight(book)).claims.get("event:a", ())) == claims


def test_a_claim_within_the_days_brings_its_record_though_that_is_not() -> None:
    cite = {"source": "source:a", "field": "date", "value": "2013-01-20"}
    book = book_of(
        {"source:a": {"title": "A report"}, "event:a": event("2012-06-01", cites=[cite])}
    )
    assert Chronology(Sight(book)).listed(JANUARY) == ["event:a"]
    assert counted(Chronology(Sight(book)), JANUARY) == "1 event, 1 of them only possibly"


def test_the_dead_are_the_size_of_a_mark_and_stand_in_its_label() -> None:
    killed = [{"outcome": "killed", "low": 91}]
    book = book_of(
        {
            "event:a": event("2013-01-05", title="Massacre", casualties=killed),
            "event:b": event("2013-01-06/2013-01-08", title="Siege", casualties=killed),
            "event:c": event("2013-01-09?", title="Raid", casualties=killed),
        }
    )
    canvas = drawn(book, JANUARY)
    assert "▅ Massacre 91+†" in line_of(canvas, "event:a")
    assert "███ ▅ Siege 91+†" in line_of(canvas, "event:b")
    # A doubtful day stays one.
    assert "○ ▅ Raid 91+†" in line_of(canvas, "event:c")


def test_lanes_have_a_name_and_a_count_and_the_rest_has_its_own() -> None:
    book = book_of(
        {
            "group:front": {"name": "Front"},
            "event:a": event("2013-01-05", actors=[{"ref": "group:front"}]),
            "event:b": event("2013-01-06", actors=[{"ref": "group:front"}]),
            "event:c": event("2013-01-07"),
        }
    )
    lines = drawn(book, JANUARY, 80, 12, lanes="group").lines()
    assert lines[0].startswith("Front 2")
    assert any(line.startswith("no group 1") for line in lines)


def test_more_events_than_lines_are_counted_and_those_around_the_cursor_are_named() -> None:
    book = book_of(
        {f"event:{day:02}": event("2013-01-10", title=f"Raid {day:02}") for day in range(1, 31)}
    )
    canvas = drawn(book, JANUARY, hand="event:20")
    assert canvas.lines()[0].replace("·", " ").strip() == "█"
    assert "event:20" in canvas.targets()
    assert len(canvas.targets()) < 10


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("lanes", LANES)
@pytest.mark.parametrize("size", [(80, 24), (40, 8), (20, 4), (3, 2), (0, 0)])
def test_the_shipped_briefing_fits_any_size(
    shipped: Store, size: tuple[int, int], lanes: str, glyphs: object
) -> None:
    found = Chronology(Sight(shipped), datable())
    chosen = ASCII if glyphs is ASCII else UNICODE
    canvas = draw(found, Setting(found.whole, lanes, lanes_of(found, lanes)), *size, chosen)
    assert [len(line) <= size[0] for line in canvas.lines()] == [True] * size[1]


def test_ascii_draws_nothing_else(shipped: Store) -> None:
    found = Chronology(Sight(shipped))
    canvas = draw(found, Setting(found.whole), 100, 30, ASCII)
    labels = {shipped.label(ref) for ref in found.refs}
    words = set("".join(labels)) | set("†~+≈…")
    assert set("".join(canvas.lines())) - words <= set(map(chr, range(32, 127)))


def test_the_shipped_briefing_is_drawn_where_it_belongs(shipped: Store) -> None:
    found = Chronology(Sight(shipped))
    period = Period(dt.date(2012, 1, 1), dt.date(2014, 1, 31))
    canvas = draw(found, Setting(period), 125, 40, UNICODE)
    # 125 columns for 762 days: about six days each.
    at = canvas.targets()
    massacre = line_of(canvas, "event:2012-aguelhoc-massacre")
    assert massacre.index("▅") == (dt.date(2012, 1, 24) - period.first).days * 125 // 762
    takeover = line_of(canvas, "event:2012-takeover-of-northern-mali")
    assert takeover.startswith("░" * 60)
    assert "█" not in takeover.partition("Militants")[0]
    serval = line_of(canvas, "event:2013-operation-serval")
    assert serval.rstrip().endswith("→")
    assert serval.count("█") == 1
    assert line_of(canvas, "event:2013-abou-zeid-kidnappings").startswith("←")
    kati = line_of(canvas, "event:2014-kati-prayers")
    assert "○" in kati
    assert "●" not in kati
    assert at.keys() == {*found.refs}


@given(worlds(), periods, st.sampled_from([*LANES]))
def test_drawing_list_and_filter_agree(book: Store, period: Period, lanes: str) -> None:
    found = Chronology(Sight(book, period=period), datable())
    listed = found.listed(period)
    for kind in datable():
        for ref, record in found.sight.of_kind(kind):
            time = time_between(*time_of(record))
            holds = Holds.NOT if time is None else time.lies_in([period])
            assert (ref in found.undated) == (time is None)
            if ref not in found.claims:
                assert (ref in listed) == (holds is not Holds.NOT)
            if time is not None:
                assert found.is_certain(ref, period) == (holds is Holds.CERTAINLY)
    setting = Setting(period, lanes, lanes_of(found, lanes))
    canvas = draw(found, setting, 100, 60, UNICODE)
    assert canvas.targets().keys() <= {*listed, *found.undated}
    rows = {row.ref for part in chronology_answer(found, lanes).parts for row in part.rows}
    assert rows == {*listed, *found.undated}


@given(worlds())
def test_everything_dated_is_in_all_days_and_nothing_is_lost(book: Store) -> None:
    found = Chronology(Sight(book), datable())
    assert {*found.listed(None)} == {*found.places}
    whole = {ref for ref in found.places if found.within(found.whole)[found.places[ref]]}
    assert whole == {*found.places}
    plain = as_plain(found)
    assert isinstance(plain["entries"], list)
    assert {each["ref"] for each in plain["entries"]} == whole


@given(periods, st.integers(-400, 400), st.sampled_from([1, 0, -1]))
def test_a_window_stays_around_the_day_it_is_zoomed_at(
    period: Period, shift: int, step: int
) -> None:
    whole = Period(dt.date(1990, 1, 1), dt.date(2030, 12, 31))
    middle = period.first.toordinal() + shift
    moved = window_around(period, whole, middle, step)
    if moved is not None:
        assert moved.first.toordinal() <= middle <= moved.last.toordinal()


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (("2013", ""), "2013"),
        (("2013", "/"), "2013/"),
        (("2013", ".."), "2013/.."),
        (("", "2013"), "/2013"),
        (("", "/"), ""),
        (("", ""), ""),
    ],
)
def test_the_dates_of_a_link_are_one_interval(dates: tuple[str, str], text: str) -> None:
    assert date_text(*dates) == text


def test_a_link_whose_end_is_before_its_start_has_no_days() -> None:
    assert extent_of("2014", "2013") is None


def test_another_start_or_end_of_a_link_is_a_second_mark_in_words() -> None:
    wire = {"title": "Wire"}
    cites = [
        {"source": "source:wire", "field": "start", "value": "2010"},
        {"source": "source:wire", "field": "end", "value": "2001"},
    ]
    front = {"type": "allied", "from": "group:front", "to": "group:army", "cites": cites}
    book = book_of(
        {
            "source:wire": wire,
            **named("group:front", "group:army"),
            "link:x": {**front, "start": "2012", "end": "[..2013-02-2X]"},
            "link:y": {**front, "end": "[..2013-02-2X]", "cites": ()},
            "link:z": {**front, "start": "2012", "end": "2014", "cites": cites[1:]},
        }
    )
    chronology = Chronology(Sight(book), ("link",))
    rows = chronology_answer(chronology).parts[0].rows
    assert [row.lead for row in rows if row.ref == "link:y"] == [
        "ended in or before late February 2013"
    ]
    own, other = (row for row in rows if row.ref == "link:x")
    assert own.lead == "from 2012 to in or before late February 2013"
    assert other.text == "  ≠ Wire says from 2010 to in or before late February 2013"
    _, other = (row for row in rows if row.ref == "link:z")
    assert other.text == "  ≠ Wire says until 2001, start unknown"
    assert all(any(mark.when) for mark in marks_of(chronology))


def test_as_of_a_date_no_later_end_of_a_link_has_been_said() -> None:
    cite = {"source": "source:wire", "field": "end", "value": "2015"}
    ties = {"type": "allied", "from": "group:front", "to": "group:army", "cites": [cite]}
    parties = named("group:front", "group:army")
    link = {**ties, "start": "2010", "end": "2011"}
    book = book_of({"source:wire": {"title": "Wire"}, **parties, "link:x": link})
    assert Chronology(Sight(book), ("link",)).claims
    assert not Chronology(Sight(AsOf(book, dt.date(2012, 6, 30))), ("link",)).claims
