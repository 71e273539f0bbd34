"""The map: everything is where it is known to be, and nothing anywhere else."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import Raw, book_of

from briefing.store.backends.jsonfile.snapshot_codec import decode
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.views.filters.periods import Period
from briefing.views.map.drawing import UNPLACED, draw_map
from briefing.views.map.frame import Frame, around, in_degrees, turned
from briefing.views.map.layout import Layout, lay_out
from briefing.views.map.listing import as_plain, map_answer
from briefing.views.map.marks import Mark
from briefing.views.map.outlines import FILE, outlines
from briefing.views.map.places import Places, Seen, reach_of
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import ASCII, UNICODE
from briefing.views.pictures.sight import Sight
from shipped import SAMPLE

JANUARY_2014 = Period(dt.date(2014, 1, 1), dt.date(2014, 1, 31))


@pytest.fixture(scope="module")
def shipped() -> Store:
    return Store(MemoryBackend(decode(SAMPLE.read_bytes(), SAMPLE)), by="analyst")


def seen_of(book: Store, period: Period | None = None) -> Seen:
    return Places(Sight(book)).during(period)


def event(date: str = "2013", **place: object) -> Raw:
    return {"title": "Raid", "date": date, **({"place": place} if place else {})}


def book(*places: Mapping[str, object], date: str = "2013") -> Store:
    return book_of({f"event:e{number}": event(date, **each) for number, each in enumerate(places)})


def at(latitude: float, longitude: float, precision: str = "exact", **more: object) -> Raw:
    return {"latitude": latitude, "longitude": longitude, "precision": precision, **more}


def mark_of(layout: Layout, target: str) -> Mark:
    found = layout.mark_with(target)
    assert found is not None, target
    return found


def text(canvas: Canvas) -> str:
    return "\n".join(canvas.lines())


# Where things are


def test_the_shipped_places_lie_as_they_do_in_the_world(shipped: Store) -> None:
    layout = lay_out(seen_of(shipped), 140, 40)
    kati = mark_of(layout, "event:2014-kati-prayers")
    aguelhoc = mark_of(layout, "event:2012-aguelhoc-capture")
    in_amenas = mark_of(layout, "event:2013-in-amenas-raid")
    tunisia = mark_of(layout, "event:2013-aqim-expansion-tunisia")
    assert aguelhoc.x > kati.x, "Aguelhoc is east of Kati"
    assert aguelhoc.y < kati.y, "and north of it"
    assert tunisia.y < in_amenas.y < aguelhoc.y, "Tunisia is north of In Amenas, that of Aguelhoc"
    assert in_amenas.x > aguelhoc.x


def test_distances_are_those_of_the_globe_along_the_middle_parallel() -> None:
    frame = Frame(20.0, 0.0, 100.0, 2000.0, 1000.0)
    (x, _), (to_x, _) = frame.at(20.0, -1.0), frame.at(20.0, 1.0)
    assert (to_x - x) / frame.per_km == pytest.approx(2 * 104.49, rel=1e-3)
    (_, y), (_, to_y) = frame.at(21.0, 0.0), frame.at(19.0, 0.0)
    assert (to_y - y) / frame.per_km == pytest.approx(2 * 111.195, rel=1e-6)


@given(
    st.floats(-80, 80),
    st.floats(-179.9, 179.9),
    st.floats(0.5, 500),
    st.floats(-80, 80),
    st.floats(-179.9, 179.9),
)
def test_a_place_is_found_again_where_it_is_drawn(
    latitude: float, longitude: float, scale: float, north: float, east: float
) -> None:
    frame = Frame(latitude, longitude, scale, 160, 96)
    back = frame.place(*frame.at(north, east))
    assert back[0] == pytest.approx(north, abs=1e-6)
    assert abs(turned(back[1] - east)) < 1e-6


@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 179.99)), min_size=1, max_size=8))
def test_a_frame_around_places_holds_them(places: list[tuple[float, float]]) -> None:
    frame = Frame.around(places, 160, 96)
    for latitude, longitude in places:
        x, y = frame.at(latitude, longitude)
        assert -1e-6 <= y <= 96 + 1e-6
        assert -1e-6 <= x <= 160 + 1e-6 or frame.degrees_across > 300


def test_places_on_both_sides_of_the_date_line_are_beside_each_other() -> None:
    west, east = around([179.0, -179.0])
    assert east - west == 2
    layout = lay_out(seen_of(book(at(-17, 179), at(-17, -179))), 80, 24)
    assert mark_of(layout, "event:e0").x < mark_of(layout, "event:e1").x


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(1.1, 8))
def test_what_is_zoomed_around_stays_where_it_is(
    latitude: float, longitude: float, factor: float
) -> None:
    frame = Frame(latitude, longitude, 10, 160, 96)
    about = frame.place(50, 40)
    zoomed = frame.zoomed(factor, about)
    x, y = zoomed.at(*about)
    assert y == pytest.approx(40, abs=1e-6)
    # The projection is true along another parallel then.
    assert x == pytest.approx(50, abs=8)


# Every event exactly once


PLACES = st.one_of(
    st.just({}),
    st.builds(lambda name: {"name": name}, st.sampled_from(["Gao", "Kidal", "The border"])),
    st.builds(
        at,
        st.floats(-80, 80).map(lambda each: round(each, 2)),
        st.floats(-180, 180).map(lambda each: round(each, 2)),
        st.sampled_from(["exact", "near", "admin2", "admin1", "country", ""]),
    ),
    st.builds(
        at,
        st.sampled_from([10.0, 10.01, 12.0]),
        st.sampled_from([1.0, 1.02, 4.0]),
        st.sampled_from(["exact", "near", "admin1", "country", ""]),
    ),
)
DATES = st.sampled_from(["2013", "2013-05", "2014-01-03", "2013-12/2014-02", "[..2014-01]"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(PLACES, DATES), max_size=12),
    st.sampled_from([None, JANUARY_2014]),
    st.sampled_from([(40, 12), (80, 24), (140, 40), (10, 3)]),
    st.floats(0.3, 40),
)
def test_every_event_is_on_the_map_or_among_what_is_not_exactly_once(
    events: list[tuple[Raw, str]], period: Period | None, size: tuple[int, int], zoom: float
) -> None:
    store = book_of(
        {f"event:e{number}": event(date, **place) for number, (place, date) in enumerate(events)}
    )
    seen = seen_of(store, period)
    fitting = lay_out(seen, *size)
    layout = lay_out(seen, *size, fitting.frame.zoomed(zoom))
    spots = [spot for mark in layout.marks.drawn for spot in mark.spots]
    spots += [*layout.marks.beyond, *layout.marks.wider]
    placed = [ref for spot in spots for ref in seen.refs_at(spot)]
    unplaced = [ref for each in seen.unplaced for ref in each.refs]
    within = [ref for number, ref in enumerate(seen.places.refs) if seen.held[number]]
    assert Counter([*placed, *unplaced]) == Counter(within)
    for mark in layout.marks.drawn:
        assert mark.events == sum(len(seen.refs_at(spot)) for spot in mark.spots)
    canvas = draw_map(layout, UNICODE)
    assert {mark.id for mark in layout.marks.drawn} <= canvas.targets().keys(), "all can be reached"
    assert len({mark.id for mark in layout.marks.drawn}) == len(layout.marks.drawn)


@settings(max_examples=30, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=12), st.sampled_from([(40, 12), (80, 24)]))
def test_a_point_is_drawn_where_one_of_its_places_is(
    places: list[Raw], size: tuple[int, int]
) -> None:
    seen = seen_of(book(*places))
    layout = lay_out(seen, *size)
    for mark in layout.marks.drawn:
        spot = seen.places.spots[mark.spots[0]]
        x, y = layout.frame.at(spot.latitude, spot.longitude)
        assert (x, y) == pytest.approx((mark.x, mark.y))
        if not mark.radius:
            assert mark.cell == (int(x) // 2, int(y) // 4)


def test_what_has_no_coordinates_is_named_not_drawn(shipped: Store) -> None:
    seen = seen_of(shipped)
    assert [(each.name, len(each.refs)) for each in seen.unplaced] == [
        ("Across the region", 1),
        ("The region", 1),
        ("no place", 4),
    ]
    canvas = draw_map(lay_out(seen, 100, 30), UNICODE)
    assert "6 without coordinates, not drawn" in text(canvas)
    assert UNPLACED in canvas.targets()


# How exactly it is known


def test_an_exact_place_is_a_dot_and_an_imprecise_one_never() -> None:
    far = at(40, 30)
    for precision in ("near", "admin2", "admin1", "country", ""):
        seen = seen_of(book(at(15, 0, precision, country="ML"), far))
        layout = lay_out(seen, 100, 30)
        mark = mark_of(layout, "event:e0")
        x, y = int(mark.x) // 2, int(mark.y) // 4
        drawn = draw_map(layout, UNICODE).lines()[y].ljust(100)
        assert drawn[x] != UNICODE.mark, precision


def test_the_size_of_a_ring_says_how_imprecise_a_place_is() -> None:
    layout = lay_out(
        seen_of(
            book(
                at(15, 0, "country", country="ML"),
                at(15, 10, "admin1", country="NE", admin1="Agadez"),
                at(15, 20, "near", country="TD"),
                at(15, 30, ""),
            )
        ),
        120,
        40,
    )
    country, region, near, vague = (mark_of(layout, f"event:e{n}") for n in range(4))
    assert country.radius / layout.frame.per_km == pytest.approx(633, rel=0.02)
    assert country.radius > region.radius > 0
    assert near.radius == vague.radius == 0
    drawn = draw_map(layout, UNICODE).lines()
    assert drawn[near.cell[1]][near.cell[0]] == UNICODE.ring
    assert drawn[vague.cell[1]][vague.cell[0]] == UNICODE.vague, "nobody says how near: dashed"


def test_a_region_is_as_large_as_it_is_in_its_country(shipped: Store) -> None:
    spots = {spot.label: spot for spot in Places(Sight(shipped)).spots}
    assert reach_of(spots["Kati"]) == 0
    assert reach_of(spots["Mali"]) == pytest.approx(633, rel=0.02), "1,259,000 km²"
    timbuktu = spots["A few hundred kilometres north of Timbuktu"]
    assert 380 < reach_of(timbuktu) < 420, "the region of Timbuktu has 497,000 km²"


def test_the_number_and_the_name_of_a_ring_are_inside_it_in_brackets() -> None:
    regions = [at(14 + 5 * n, 7 * n, "admin1", country="ML", name=f"R{n}") for n in range(3)]
    seen = seen_of(book(*regions, *regions, at(14, 3, name="Town")))
    layout = lay_out(seen, 100, 40)
    lines = draw_map(layout, UNICODE).lines()
    for number in range(3):
        mark = mark_of(layout, f"event:e{number}")
        (y,) = (y for y, line in enumerate(lines) if f"(2 R{number})" in line)
        for x in (lines[y].index(f"(2 R{number})"), lines[y].index(f"(2 R{number})") + 5):
            off = ((x + 0.5) * 2 - mark.x) ** 2 + ((y + 0.5) * 4 - mark.y) ** 2
            assert off < mark.radius**2, "not beside it, where it would look like a place"
    assert any("(n) somewhere in its ring" in line for line in lines)


@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(1, 12))
def test_of_a_ring_that_is_partly_seen_the_number_is_inside(
    north: float, east: float, zoom: float
) -> None:
    seen = seen_of(book(at(15, 0, "admin1", country="ML"), at(15, 0, "admin1", country="ML")))
    frame = Frame(15, 0, 12 * zoom, 160, 96)
    layout = lay_out(seen, 80, 24, frame.moved(east * 12 * zoom, north * 12 * zoom))
    for mark in layout.marks.drawn:
        drawn = draw_map(layout, UNICODE).lines()[: layout.lines]
        (y,) = (y for y, line in enumerate(drawn) if "(2" in line)
        x = drawn[y].index("(2") + 1
        reach = mark.radius + 2 * 4
        assert (x * 2 - mark.x) ** 2 + ((y + 0.5) * 4 - mark.y) ** 2 < reach**2


def test_what_has_no_room_for_its_number_has_a_sign_that_is_explained() -> None:
    places = [at(15, n / 4) for n in range(40) for _ in range(1 + 1000 * (n == 20))]
    drawn = text(draw_map(lay_out(seen_of(book(*places)), 40, 20), UNICODE))
    if UNICODE.many in drawn.partition("drawn")[0]:
        assert f"{UNICODE.many} several" in drawn


def test_an_area_larger_than_the_map_is_said_below_it() -> None:
    seen = seen_of(book(at(15, 0, "country", country="ML")))
    layout = lay_out(seen, 80, 24, Frame(15, 0, 400, 160, 88))
    assert not layout.marks.drawn
    assert "1 in an area larger than this map" in text(draw_map(layout, UNICODE))


# When


def test_what_was_only_possibly_then_is_marked_and_what_was_not_is_absent(shipped: Store) -> None:
    seen = seen_of(shipped, JANUARY_2014)
    layout = lay_out(seen, 140, 40)
    assert layout.mark_with("event:2014-kati-prayers") is not None
    assert not seen.is_shown("event:2012-aguelhoc-massacre")
    assert not seen.is_sure("event:2014-attacks-on-french-and-african-forces")
    listed = map_answer(Sight(shipped, period=JANUARY_2014), seen)
    rows = {row.ref: row.text for part in listed.parts for row in part.rows}
    assert rows["event:2014-attacks-on-french-and-african-forces"].startswith("≈ ")
    assert "event:2012-aguelhoc-massacre" not in rows
    assert not rows["event:2014-aguelhoc-commemoration"].startswith("≈")


def test_possible_events_alone_have_their_sign() -> None:
    seen = seen_of(
        book(at(15, 0), date="2013/2015"), Period(dt.date(2014, 1, 1), dt.date(2014, 1, 2))
    )
    assert seen.is_sure("event:e0"), "it lasted"
    seen = seen_of(book(at(15, 0), date="2014"), Period(dt.date(2014, 1, 1), dt.date(2014, 1, 2)))
    assert f"{UNICODE.mark}{UNICODE.perhaps}" in text(draw_map(lay_out(seen, 80, 24), UNICODE))


def test_what_may_not_be_what_was_asked_for_is_only_possible() -> None:
    store = book(at(15, 0), at(40, 30))
    sight = Sight(store, uncertain=frozenset({"event:e0"}))
    seen = Places(sight).during(None)
    assert not seen.is_sure("event:e0")
    assert seen.is_sure("event:e1")
    assert f"{UNICODE.mark}{UNICODE.perhaps}" in text(draw_map(lay_out(seen, 80, 24), UNICODE))
    answer = map_answer(sight, seen)
    assert [row.text for part in answer.parts for row in part.rows] == ["≈ Raid", "Raid"]
    assert answer.parts[0].heading.endswith("1 event, 1 only possibly")
    assert "≈ only possibly: in these days, or what was asked for." in answer.notes
    features = as_plain(seen)["features"]
    assert [each["properties"]["certain"] for each in features] == [False, True]  # type: ignore[attr-defined]


# How many, how many dead


def test_a_mark_with_several_events_says_how_many() -> None:
    seen = seen_of(book(at(15, 0), at(15, 0), at(15, 0.001), at(40, 30)))
    layout = lay_out(seen, 80, 24)
    mark = mark_of(layout, "event:e0")
    assert mark.events == 3
    assert mark_of(layout, "event:e2") is mark
    line = draw_map(layout, UNICODE).lines()[mark.cell[1]]
    assert line[mark.cell[0] :].startswith(f"{UNICODE.mark}3")


def test_numbers_of_neighbours_never_run_into_each_other() -> None:
    places = [at(15 + n / 7, m / 5) for n in range(12) for m in range(30) for _ in range(2)]
    layout = lay_out(seen_of(book(*places)), 60, 20)
    canvas = draw_map(layout, UNICODE)
    for y in range(layout.lines):
        spans = canvas.line(y)
        for one, other in pairwise(spans):
            assert not (one.text[-1:].isdigit() and other.text[:1].isdigit())


def test_doubtful_events_and_parts_add_nothing_to_the_dead_of_a_place() -> None:
    def killed(best: int) -> list[dict[str, object]]:
        return [{"outcome": "killed", "low": best, "best": best, "high": best}]

    here = dict(at(15, 0))
    store = book_of(
        {
            "event:war": {"title": "War", "date": "2013", "place": here, "casualties": killed(50)},
            "event:raid": {
                "title": "Raid",
                "date": "2013",
                "place": here,
                "casualties": killed(20),
                "part_of": "event:war",
            },
            "event:rumour": {
                "title": "Rumour",
                "date": "2013",
                "place": here,
                "casualties": killed(900),
                "status": "disputed",
            },
        }
    )
    seen = seen_of(store)
    assert seen.dead.tolist() == [50]
    answer = map_answer(Sight(store), seen)
    assert answer.parts[0].heading.endswith("3 events, 50 killed (disputed: 900)")
    rumour = Sight(store).among(["event:rumour"])
    answer = map_answer(rumour, Places(rumour).during(None))
    assert answer.parts[0].heading.endswith("1 event, killed, not counted: disputed: 900")


# Contradictions


def test_another_place_that_a_source_gives_has_a_mark_of_its_own() -> None:
    store = book_of(
        {
            "source:report": {"title": "Report", "type": "report"},
            "event:raid": {
                "title": "Raid",
                "date": "2013",
                "place": {"name": "Gao", **at(16.27, -0.04)},
                "cites": [
                    {"source": "source:report", "field": "place", "value": "Kidal (18.44, 1.41)"}
                ],
            },
            "event:far": event("2013", **at(12.6, -8.0)),
        }
    )
    seen = seen_of(store)
    layout = lay_out(seen, 80, 24)
    canvas = draw_map(layout, UNICODE)
    x, y = layout.frame.at(18.44, 1.41)
    assert canvas.lines()[int(y) // 4][int(x) // 2 :].startswith(UNICODE.claim)
    assert canvas.at(int(x) // 2, int(y) // 4) == "event:raid"
    said = [row.text for part in map_answer(Sight(store), seen).parts for row in part.rows]
    assert any("≠ Report says" in each and "Kidal" in each for each in said)


def test_a_place_that_was_set_aside_has_no_mark(shipped: Store) -> None:
    assert not seen_of(shipped).places.claims


# What it is drawn with


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (80, 24), (40, 8), (3, 2), (1, 1)])
def test_a_terminal_without_unicode_gets_ascii_only(shipped: Store, size: tuple[int, int]) -> None:
    drawn = text(draw_map(lay_out(seen_of(shipped), *size), ASCII))
    assert drawn.isascii()


def test_coasts_borders_and_rings_differ_in_ascii(shipped: Store) -> None:
    drawn = draw_map(lay_out(seen_of(shipped), 140, 40), ASCII).lines()
    assert {".", "'", ":"} <= set("".join(drawn[:37]))
    assert {". coast", "' border"} <= {*", ".join(drawn[37:]).split(", ")}


@pytest.mark.parametrize("width", [70, 100, 140])
def test_the_legend_is_not_cut(shipped: Store, width: int) -> None:
    for signs in (UNICODE, ASCII):
        drawn = draw_map(lay_out(seen_of(shipped), width, 30), signs).lines()
        assert not any(line.endswith(signs.ellipsis) for line in drawn[-3:])


def test_figures_are_never_cut_off_a_name() -> None:
    name = "A camp a few hundred kilometres north of the town"
    dead = [{"outcome": "killed", "low": 12, "best": 12, "high": 12}]
    raw = {"title": "Raid", "date": "2013", "casualties": dead}
    store = book_of({"event:e": {**raw, "place": at(15, 0, name=name)}})
    drawn = text(draw_map(lay_out(seen_of(store), 80, 24), UNICODE))
    assert "… 12†" in drawn


def test_a_map_of_the_world_shows_nothing_beyond_the_poles() -> None:
    places = [at(-34, -105), at(60, 130), at(10, 20)]
    frame = lay_out(seen_of(book(*places)), 140, 40).frame
    assert frame.degrees_down < 145, "lines for where nothing happened"
    high = lay_out(seen_of(book(at(84, 10), at(60, 130))), 140, 40).frame
    assert high.latitude + high.degrees_down / 2 <= 90 + 1e-6


def test_names_in_other_letters_are_romanised_there() -> None:
    layout = lay_out(seen_of(book(at(15, 0, name="Ségou"))), 80, 24)
    assert "Segou" in text(draw_map(layout, ASCII))
    assert "Ségou" in text(draw_map(layout, UNICODE))


def test_an_empty_briefing_shows_the_world() -> None:
    layout = lay_out(seen_of(book_of({})), 80, 24)
    assert not layout.marks.drawn
    assert "everything is drawn" in text(draw_map(layout, UNICODE))


def test_hostile_names_are_shown_harmless() -> None:
    seen = seen_of(book(at(15, 0, name="[red]\x1b[31mGao\u202e")))
    drawn = text(draw_map(lay_out(seen, 80, 24), UNICODE))
    assert "[red]" in drawn
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


def test_names_of_countries_stand_where_nothing_else_does(shipped: Store) -> None:
    drawn = text(draw_map(lay_out(seen_of(shipped), 140, 40), UNICODE))
    assert "ALGERIA" in drawn
    assert "CAPITALS areas" in drawn
    assert "Algeria" not in drawn, "that would look like a place where something happened"
    assert "ALGERIA" in text(draw_map(lay_out(seen_of(shipped), 140, 40), ASCII))


def test_what_is_in_hand_has_its_name_once_and_the_cells_of_its_mark(shipped: Store) -> None:
    layout = lay_out(seen_of(shipped), 140, 40)
    hand = "event:2013-killing-of-abou-zeid"
    canvas = draw_map(layout, UNICODE, hand)
    assert text(canvas).count("Ifoghas mountains") == 1
    assert hand in canvas.targets()
    assert mark_of(layout, hand).id not in canvas.targets()


# The outlines


def test_the_outlines_are_those_of_the_world() -> None:
    known = outlines()
    assert known.size_of_country("ML") == pytest.approx(1_259_000, rel=0.02)
    assert known.size_of_region("ML", "Kidal") == pytest.approx(147_000, rel=0.05)
    assert known.size_of_region("ML", "kïdal") == known.size_of_region("ML", "Kidal")
    assert known.size_of_region("XX", "Nowhere") is None
    assert abs(known.points[:, 0]).max() <= 180
    assert abs(known.points[:, 1]).max() <= 90
    middles = {area.name: (area.latitude, area.longitude) for area in known.countries}
    assert middles["Mali"] == pytest.approx((17.3, -3.5), abs=0.3)
    assert middles["Russia"][1] == pytest.approx(99, abs=3), "across the date line"


def test_the_file_of_outlines_is_small_and_says_where_it_comes_from() -> None:
    assert FILE.stat().st_size < 300_000
    said = FILE.with_suffix(".md").read_text("utf-8")
    assert "Natural Earth" in said
    assert "public domain" in said


@settings(max_examples=30, deadline=None)
@given(st.floats(-89, 89), st.floats(-180, 179.9), st.floats(0.3, 2000))
def test_no_outline_is_drawn_across_the_map(
    latitude: float, longitude: float, scale: float
) -> None:
    """One that goes around the other side of the world would be longer than any straight border."""
    frame = Frame(latitude, longitude, scale, 160, 96)
    x, y, _, steps = outlines().within(frame, 2)
    for one, other in ((x, frame.scale * frame.narrowing), (y, frame.scale)):
        assert (abs(one[steps + 1] - one[steps]) / other < 40).all()


# The list and JSON


def test_the_list_says_what_the_drawing_says(shipped: Store) -> None:
    seen = seen_of(shipped)
    answer = map_answer(Sight(shipped), seen)
    assert answer.title == "Map: 19 events at 10 places"
    headings = [part.heading for part in answer.parts]
    assert headings[0] == (
        "Algeria · In Amenas gas plant (27.9°N 9.12°E, close to the named place): 1 event"
    )
    assert "Without coordinates: Across the region" in headings
    countries = [heading.partition(" ")[0] for heading in headings[:10]]
    assert countries == sorted(countries)
    refs = [row.ref for part in answer.parts for row in part.rows]
    assert Counter(refs) == Counter(seen.places.refs)


def test_json_has_features_and_what_is_unplaced(shipped: Store) -> None:
    found = as_plain(seen_of(shipped))
    features: Sequence[dict[str, object]] = found["features"]  # type: ignore[assignment]
    massacre = next(each for each in features if each["id"] == "event:2012-aguelhoc-massacre")
    assert massacre["geometry"] == {"type": "Point", "coordinates": [0.86, 19.46]}
    properties = massacre["properties"]
    assert isinstance(properties, dict)
    assert properties["precision"] == "near"
    assert properties["killed"] == {"low": 91, "best": 91, "high": None, "at_least": True}
    assert [len(each["events"]) for each in found["unplaced"]] == [1, 1, 4]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "signs", "said"),
    [(19.5, "NS", "19.5°N"), (-1.5, "EW", "1.5°W"), (0, "NS", "0°"), (181, "EW", "179°W")],
)
def test_degrees_in_words(value: float, signs: str, said: str) -> None:
    assert in_degrees(value, signs) == said
