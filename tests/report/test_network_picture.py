"""The network as SVG: what is where, and that nothing in it can break out."""

import datetime as dt
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from briefing.report.pictures import network
from briefing.report.pictures.drawing import WIDTH
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.views.filters.periods import Period
from briefing.views.network.central import central, central_chart
from briefing.views.network.neighbourhood import neighbourhood
from briefing.views.network.ties import Ties
from briefing.views.pictures.sight import Sight
from invented import group, record
from shipped import SAMPLE

SVG = "{http://www.w3.org/2000/svg}"
AQIM = "group:aqim"


@pytest.fixture(scope="module")
def sample() -> Store:
    return Store(MemoryBackend(decode(read_bytes(SAMPLE), SAMPLE)))


def parsed(svg: str) -> Element:
    root: Element = fromstring(svg, forbid_dtd=True)
    return root


def places(root: Element) -> dict[str, tuple[float, float]]:
    return {
        each.text or "": (float(each.attrib["x"]), float(each.attrib["y"]))
        for each in root.iter(f"{SVG}text")
    }


def test_each_step_from_the_middle_is_farther_to_the_right(sample: Store) -> None:
    root = parsed(network.draw_tree(neighbourhood(Ties.of_book(sample), AQIM, 3)))
    at = places(root)
    assert at["al-Qaeda in the Islamic Maghreb"][0] == 0
    assert at["leads · since 2013 · F3"][0] > at["formerly led by · ended by 2013 · F3"][0]
    assert at["↑ Mokhtar Belmokhtar"][0] == at["Mokhtar Belmokhtar"][0] < WIDTH
    assert "Mokhtar Belmokhtar split from AQIM (2013)" in root.findtext(f"{SVG}desc", "")


def test_what_is_only_possible_is_dashed_and_what_is_undated_is_counted(sample: Store) -> None:
    year = Period(dt.date(2013, 1, 1), dt.date(2013, 12, 31))
    tree = neighbourhood(Ties(Sight(sample, period=year)), AQIM)
    root = parsed(network.draw_tree(tree))
    dashed = [
        each.findtext(f"{SVG}title", "")
        for each in root.iter(f"{SVG}path")
        if "stroke-dasharray" in each.attrib
    ]
    assert any("led AQIM" in each for each in dashed)
    assert not any("split from" in each for each in dashed)
    notes = " ".join(places(root))
    assert "dashed: possible, not certain · 1 tie without a date, not drawn" in notes


def test_without_ties_nothing_is_drawn(sample: Store) -> None:
    assert network.draw_tree(neighbourhood(Ties.of_book(sample), "group:malian-army")) == ""
    nobody = Ties(Sight(sample), types=["succeeds"])
    assert network.draw_bars(central_chart(central(nobody)), "Central") == ""


def test_names_cannot_break_out_of_the_picture() -> None:
    store = Store(MemoryBackend(decode(read_bytes(SAMPLE), SAMPLE)))
    hostile = "</svg><script>alert(1)</script>\x1b[31m"
    store.put("group:x", group(hostile))
    store.put("group:y", group("Y" * 300))
    store.put("link:xy", record("link", type="allied", from_="group:x", to="group:y"))
    ties = Ties.of_book(store)
    for svg in (
        network.draw_tree(neighbourhood(ties, "group:x")),
        network.draw_bars(central_chart(central(ties)), hostile),
    ):
        root = parsed(svg)
        assert not list(root.iter(f"{SVG}script"))
        assert all(x < WIDTH for x, _ in places(root).values())
