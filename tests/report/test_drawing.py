"""Pictures: what is where, what is left out, and that nothing in them can break out."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.report.document import Mark, Picture
from briefing.report.pictures import casualties, figure, map, timeline  # noqa: A004
from briefing.report.pictures.drawing import WIDTH

SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[[Sequence[Mark]], str]
DRAWERS = (timeline.draw, map.draw, casualties.draw)


def mark(label: str = "Raid", date: str = "", /, **more: object) -> Mark:
    return Mark("event:x", label, (date, ""), **more)  # type: ignore[arg-type]


def drawn(draw: Draw, *marks: Mark) -> Element:
    root: Element = fromstring(draw(marks), forbid_dtd=True)
    return root


def texts(root: Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def at(root: Element, words: str) -> tuple[float, float]:
    (found,) = (each for each in root.iter(f"{SVG}text") if each.text == words)
    return float(found.attrib["x"]), float(found.attrib["y"])


def bars(root: Element, label: str, *, faint: bool = False) -> list[tuple[float, float]]:
    """Where the bars of a mark begin and end."""
    found = []
    for each in root.iter(f"{SVG}rect"):
        is_faint = float(each.attrib.get("fill-opacity", "1")) < 1
        if label in each.findtext(f"{SVG}title", "") and is_faint is faint:
            x = float(each.attrib["x"])
            found.append((x, x + float(each.attrib["width"])))
    return found


def arrows(root: Element) -> int:
    return sum(each.attrib["d"].endswith("Z") for each in root.iter(f"{SVG}path"))


def boxes(root: Element) -> list[tuple[float, float, float]]:
    """The line of each text, and about where it begins and ends."""
    found = []
    for each in root.iter(f"{SVG}text"):
        x, length = float(each.attrib["x"]), 5 * len(each.text or "")
        if each.attrib.get("text-anchor") == "end":
            x -= length
        found.append((float(each.attrib["y"]), x, x + length))
    return found


# Times.


def test_days_are_solid_and_what_is_only_possible_is_faint() -> None:
    root = drawn(timeline.draw, mark("Day", "2013-02-03"), mark("Month", "2013-03"))
    assert bars(root, "Day")
    assert not bars(root, "Day", faint=True)
    assert not bars(root, "Month")
    ((start, end),) = bars(root, "Month", faint=True)
    assert end - start > 10 * (bars(root, "Day")[0][1] - bars(root, "Day")[0][0]) / 2


def test_later_is_further_right() -> None:
    root = drawn(timeline.draw, mark("B", "2014-05-01"), mark("A", "2012-01-01"))
    assert bars(root, "A")[0][0] < bars(root, "B")[0][0]


@pytest.mark.parametrize("date", ["2013-02-03~", "2013-02-03?", "[2013-02-03,2013-02-05]"])
def test_a_doubtful_day_is_not_certain(date: str) -> None:
    root = drawn(timeline.draw, mark("Raid", date), mark("Other", "2012"))
    assert bars(root, "Raid", faint=True)
    assert not bars(root, "Raid")


def test_an_interval_is_certain_between_its_ends() -> None:
    root = drawn(timeline.draw, mark("War", "2013-01/2013-06"))
    (possible,) = bars(root, "War", faint=True)
    (certain,) = bars(root, "War")
    assert possible[0] < certain[0] < certain[1] < possible[1]


def test_what_goes_on_ends_in_an_arrow_at_the_edge() -> None:
    root = drawn(timeline.draw, mark("War", "2013-01-11/.."), mark("Raid", "2014-01-01"))
    assert arrows(root) == 1
    # That it still went on is certain only of the day on which it began.
    assert bars(root, "War")[0][1] < 30
    assert bars(root, "War", faint=True)[0][1] == pytest.approx(WIDTH, abs=0.1)


def test_of_one_whose_end_is_unknown_only_the_start_is_certain() -> None:
    root = drawn(timeline.draw, mark("War", "2013-01-11/"), mark("Raid", "2014-01-01"))
    assert not arrows(root)
    ((start, end),) = bars(root, "War")
    assert end - start < 6
    assert not bars(root, "War", faint=True)
    assert "?" in texts(root)


def test_undated_ones_are_counted_below() -> None:
    root = drawn(timeline.draw, mark("A", "2013"), mark("B"), mark("C"))
    assert "B" not in texts(root)
    assert any("2 undated, not drawn" in text for text in texts(root))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2013-01-01", "2013-01-06", ["1 Jan 2013", "4 Jan"]),
        ("2013-01-01", "2013-12-01", ["Jan 2013", "Apr", "Jul"]),
        ("1960", "2013", ["1960", "1970", "2010"]),
        ("2013-02-28", "2013-02-28", ["27 Feb 2013", "28 Feb"]),
    ],
)
def test_ticks_suit_the_time_between(first: str, last: str, expected: list[str]) -> None:
    root = drawn(timeline.draw, mark("A", first), mark("B", last))
    assert set(expected) <= {*texts(root)}


def test_labels_do_not_overlap() -> None:
    marks = [mark(f"Raid on the town number {day}", f"2013-01-{day:02}") for day in range(1, 15)]
    placed = boxes(drawn(timeline.draw, *marks))
    for number, (y, start, end) in enumerate(placed):
        assert 0 <= start < end <= WIDTH + 1
        for other, left, right in placed[number + 1 :]:
            assert y != other or end <= left or right <= start


def test_too_many_for_labels_become_a_strip_that_counts() -> None:
    marks = [mark(f"Raid {number}", "2013-05-05") for number in range(200)]
    root = drawn(timeline.draw, *marks, mark("Late", "2014-01-01"))
    assert "Raid 7" not in texts(root)
    assert "up to 200 at a time" in texts(root)
    assert any("201 events, too many to name" in text for text in texts(root))
    highest = max(root.iter(f"{SVG}rect"), key=lambda each: float(each.attrib["height"]))
    assert "2013" in highest.findtext(f"{SVG}title", "")


@settings(max_examples=20)
@given(
    st.lists(
        st.sampled_from(
            ["2013", "20XX", "0001", "9999", "../2012", "2012/..", "/2011", "2013-24", "9999-12-31"]
        ),
        min_size=1,
    )
)
def test_any_dates_stay_within_the_frame(written: list[str]) -> None:
    root = drawn(timeline.draw, *(mark("Raid", date) for date in written))
    for each in root.iter(f"{SVG}rect"):
        x, width = float(each.attrib["x"]), float(each.attrib["width"])
        assert x >= 0
        assert width > 0
        assert x + width <= WIDTH + 0.1


# Places.


def spots(root: Element) -> dict[str, Element]:
    return {each.findtext(f"{SVG}title", ""): each for each in root.iter(f"{SVG}circle")}


def test_north_is_up_and_east_is_right() -> None:
    found = spots(
        drawn(
            map.draw,
            mark("Kidal", latitude=18.4, longitude=1.4, is_exact=True),
            mark("Bamako", latitude=12.6, longitude=-8.0),
        )
    )
    assert float(found["Kidal"].attrib["cy"]) < float(found["Bamako"].attrib["cy"])
    assert float(found["Kidal"].attrib["cx"]) > float(found["Bamako"].attrib["cx"])


def test_exact_places_are_dots_and_others_are_rings() -> None:
    exact = mark("Kidal", latitude=18.4, longitude=1.4, is_exact=True)
    near = mark("Gao", latitude=16.3, longitude=-0.1)
    found = spots(drawn(map.draw, exact, near))
    assert "stroke" not in found["Kidal"].attrib
    assert "stroke" in found["Gao"].attrib


def test_a_ring_is_as_large_as_a_place_is_imprecise_and_dashed_if_nobody_says() -> None:
    region = mark("Kidal", latitude=18.4, longitude=1.4, reach=200.0)
    near = mark("Gao", latitude=16.3, longitude=-0.1, reach=5.0)
    vague = mark("Somewhere", latitude=12.0, longitude=-8.0)
    root = drawn(map.draw, region, near, vague)
    found = spots(root)
    down = float(found["Gao"].attrib["cy"]) - float(found["Kidal"].attrib["cy"])
    per_km = down / (2.1 * 111.195)
    assert float(found["Kidal"].attrib["r"]) == pytest.approx(200 * per_km, rel=0.02)
    assert float(found["Gao"].attrib["r"]) == float(found["Somewhere"].attrib["r"])
    assert "stroke-dasharray" in found["Somewhere"].attrib
    assert "stroke-dasharray" not in found["Gao"].attrib


def test_outlines_are_faint_and_cut_off_at_the_frame() -> None:
    kidal = mark("Kidal", latitude=18.4, longitude=1.4, is_exact=True)
    root = drawn(map.draw, kidal, mark("Bamako", latitude=12.6, longitude=-8.0, is_exact=True))
    (window,) = root.findall(f"{SVG}svg")
    lines = [each for each in window.iter(f"{SVG}path") if "L" in each.attrib["d"]]
    assert lines
    assert all(float(each.attrib["stroke-opacity"]) < 0.5 for each in lines)
    assert float(window.attrib["width"]) == WIDTH


def test_a_degree_of_longitude_is_as_much_shorter_as_on_the_globe() -> None:
    corners = [
        mark(f"{y} {x}", latitude=60.0 + y, longitude=x) for y in (-1.0, 1.0) for x in (0, 2)
    ]
    found = spots(drawn(map.draw, *corners))
    across = float(found["1.0 2"].attrib["cx"]) - float(found["1.0 0"].attrib["cx"])
    down = float(found["-1.0 0"].attrib["cy"]) - float(found["1.0 0"].attrib["cy"])
    assert across / down == pytest.approx(0.5, abs=0.01)


def test_the_scale_is_true() -> None:
    root = drawn(
        map.draw, mark("A", latitude=0.0, longitude=0.0), mark("B", latitude=0.0, longitude=9.0)
    )
    (words,) = (text for text in texts(root) if text.endswith(" km"))
    (bar,) = (
        each.attrib["d"] for each in root.iter(f"{SVG}path") if each.attrib["d"].count("V") == 2
    )
    left, right = re.findall(r"[MH]([\d.]+)", bar)
    found = spots(root)
    degrees = float(found["B"].attrib["cx"]) - float(found["A"].attrib["cx"])
    km = float(words.removesuffix(" km").replace(",", ""))
    assert (float(right) - float(left)) / degrees == pytest.approx(km / (9 * 111.195), rel=0.01)


def test_the_date_line_does_not_send_a_map_around_the_world() -> None:
    root = drawn(
        map.draw,
        mark("Suva", latitude=-18.1, longitude=178.4),
        mark("Apia", latitude=-13.8, longitude=-171.8),
    )
    found = spots(root)
    assert float(found["Suva"].attrib["cx"]) < float(found["Apia"].attrib["cx"])
    assert {"178°E", "180°", "174°W"} <= {*texts(root)}


def test_events_at_one_place_share_a_label() -> None:
    here = {"latitude": 18.4, "longitude": 1.4}
    root = drawn(map.draw, mark("Raid", **here), mark("Siege", **here), mark("Riot"))
    assert "Raid +1" in texts(root)
    assert any("1 without coordinates, not drawn" in text for text in texts(root))


def test_names_without_room_are_left_out_and_counted() -> None:
    marks = [
        mark(f"A long name of the event {number}", latitude=18 + number / 1000, longitude=1.0)
        for number in range(30)
    ]
    root = drawn(map.draw, *marks, mark("Far", latitude=10.0, longitude=1.0))
    named = [text for text in texts(root) if text.startswith("A long name")]
    assert 0 < len(named) < 30
    (told,) = (text for text in texts(root) if "without room" in text)
    assert f"{30 - len(named)} places without room for a name" in told


def test_the_name_of_a_ring_is_inside_in_brackets() -> None:
    region = mark("Raid", latitude=18.4, longitude=1.4, reach=300.0)
    root = drawn(map.draw, region, mark("Bamako", latitude=12.6, longitude=-8.0, is_exact=True))
    ring = spots(root)["Raid"].attrib
    x, y = at(root, "(Raid)")
    off = (x - float(ring["cx"])) ** 2 + (y - float(ring["cy"])) ** 2
    assert off < float(ring["r"]) ** 2
    assert any("in brackets" in text for text in texts(root))


def test_another_place_that_a_source_gives_is_marked_on_the_map() -> None:
    gao = mark("Raid", latitude=16.3, longitude=-0.1, is_exact=True)
    kidal = mark("Raid", latitude=18.4, longitude=1.4, claimed_by="Report")
    root = drawn(map.draw, gao, kidal, mark("Riot", claimed_by="Report"))
    assert [text for text in texts(root) if text == "≠"] == ["≠"]
    x, _ = at(root, "≠")
    assert x > float(spots(root)["Raid"].attrib["cx"])
    assert "18.4°N 1.4°E: ≠ Raid, says Report" in root.findtext(f"{SVG}desc", "")
    assert any("≠ another place that a source gives" in text for text in texts(root))


def test_the_title_of_a_map_is_told_above_it() -> None:
    here = mark("Raid", latitude=16.3, longitude=-0.1)
    root: Element = fromstring(map.draw([here], "Map: 1 event · January 2013"), forbid_dtd=True)
    assert root.findtext(f"{SVG}title") == "Map: 1 event · January 2013"
    assert "Map: 1 event · January 2013" in texts(root)


def test_what_is_only_possible_is_faint_and_the_more_were_killed_the_larger_it_is() -> None:
    few = mark("Few", latitude=16.0, longitude=0.0, is_exact=True, dead=1.0)
    many = mark("Many", latitude=12.0, longitude=0.0, is_exact=True, dead=100.0)
    possible = mark("≈ Raid", latitude=14.0, longitude=4.0, is_exact=True, is_sure=False)
    root = drawn(map.draw, few, many, possible)
    found = spots(root)
    assert float(found["≈ Raid"].attrib["opacity"]) < 1
    assert "opacity" not in found["Few"].attrib
    largest = max(root.iter(f"{SVG}circle"), key=lambda each: float(each.attrib["r"]))
    assert largest.attrib["cy"] == found["Many"].attrib["cy"]
    told = " ".join(texts(root))
    assert "larger: more killed" in told
    assert "≈ faint: only possibly" in told


def test_very_many_places_are_joined_with_their_number() -> None:
    marks = [
        mark(f"Raid {number}", latitude=10 + number % 3 * 4 + number / 1e4, longitude=1.0)
        for number in range(300)
    ]
    root = drawn(map.draw, *marks)
    assert len(spots(root)) < 20
    assert any(text.endswith(" +99") for text in texts(root))
    assert any("or close by" in text for text in texts(root))


# Figures.


def test_bars_go_from_the_fewest_to_the_most() -> None:
    root = drawn(
        casualties.draw, mark("Siege", low=10, best=18, high=20), mark("Raid", low=5, high=5)
    )
    (low,) = bars(root, "Siege")
    (high,) = bars(root, "Siege", faint=True)
    (all_of_raid,) = bars(root, "Raid")
    assert low[1] == pytest.approx(high[0], abs=0.1)
    assert high[1] - low[0] == pytest.approx(2 * (low[1] - low[0]), abs=0.1)
    assert all_of_raid[1] - all_of_raid[0] == pytest.approx((low[1] - low[0]) / 2, abs=0.1)
    assert not bars(root, "Raid", faint=True)
    assert {"18 (10 to 20)", "5"} <= {*texts(root)}
    assert not arrows(root)


def test_a_figure_without_an_upper_bound_ends_in_an_arrow() -> None:
    root = drawn(casualties.draw, mark("Massacre", low=91))
    assert "at least 91" in texts(root)
    assert arrows(root) == 1


def test_events_without_figures_are_counted_below() -> None:
    root = drawn(casualties.draw, mark("Raid", low=1), mark("Talks"), mark("None", low=0, high=0))
    assert {"None", "0"} <= {*texts(root)}
    assert any("1 without figures, not drawn" in text for text in texts(root))


def test_of_very_many_the_deadliest_are_drawn_in_their_order() -> None:
    root = drawn(casualties.draw, *(mark(f"Raid {number}", low=number) for number in range(1, 100)))
    assert "Raid 1" not in texts(root)
    assert at(root, "Raid 98")[1] < at(root, "Raid 99")[1]
    assert any("59 with fewer, not drawn" in text for text in texts(root))


@pytest.mark.parametrize("most", [0, 1, 7, 10, 99, 100, 12_345, 3_000_000])
def test_the_scale_reaches_the_most(most: int) -> None:
    root = drawn(casualties.draw, mark("Raid", low=0, high=most))
    ticks = [
        int((each.text or "").replace(",", ""))
        for each in root.iter(f"{SVG}text")
        if each.attrib.get("text-anchor") == "middle"
    ]
    assert 2 <= len(ticks) <= 6
    assert max(ticks) >= most
    for start, end in bars(root, "Raid", faint=True):
        assert 0 < start < end < WIDTH


# All.


@pytest.mark.parametrize("draw", DRAWERS)
def test_without_anything_to_draw_there_is_no_picture(draw: Draw) -> None:
    assert not draw([])
    assert not draw([mark()])


HOSTILE = "</svg><script>alert(1)</script>\"'&]]>\x00\x1b\ud800\ufffe"


@pytest.mark.parametrize("draw", DRAWERS)
def test_hostile_labels_stay_text(draw: Draw) -> None:
    place = {"latitude": 1.0, "longitude": 1.0, "low": 1}
    svg = draw([mark(HOSTILE, "2013", **place)])
    assert "<script" not in svg
    root = fromstring(svg)
    assert any(text.startswith("</svg><script>") for text in texts(root))
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{SVG}title"
    assert HOSTILE[:20] in root.findtext(f"{SVG}desc", "")
    assert not re.search(r"(?:href|src|url\()", svg)


@pytest.mark.parametrize("draw", DRAWERS)
@settings(max_examples=20)
@given(label=st.text(max_size=80))
def test_any_label_gives_well_formed_xml(draw: Draw, label: str) -> None:
    assert drawn(draw, mark(label, "2013", latitude=1.0, longitude=1.0, low=1)).tag == f"{SVG}svg"


@pytest.mark.parametrize("draw", DRAWERS)
def test_the_same_marks_give_the_same_picture(draw: Draw) -> None:
    marks = [mark("A", "2013", latitude=1.0, longitude=1.0, low=1)]
    assert draw(marks) == draw(marks)


def test_a_figure_has_its_caption_as_text() -> None:
    html = figure(Picture("timeline", (mark("A", "2013"),), "<b>Raids</b>"))
    assert html.startswith('<figure class="timeline"><svg')
    assert html.endswith("<figcaption>&lt;b&gt;Raids&lt;/b&gt;</figcaption></figure>")
    assert not figure(Picture("map", (mark("A", "2013"),), "Places"))
