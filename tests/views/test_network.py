"""The network around a record, and the paths between two: what is drawn, said and left out."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import Raw, book_of, link, named
from worlds import PARTIES as REFS
from worlds import worlds

from briefing.model.kinds.link import Link
from briefing.model.refs import kind_of
from briefing.model.terminal_text import cells, cut_middle, one_line
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.books.as_of import AsOf
from briefing.views.filters.periods import Holds, Period
from briefing.views.network.drawing import draw_tree
from briefing.views.network.lines import MORE, fitting, lines_of, next_line
from briefing.views.network.neighbourhood import (
    Tree,
    as_plain,
    between,
    neighbourhood,
    neighbourhood_answer,
)
from briefing.views.network.ties import Ties
from briefing.views.pictures.glyphs import ASCII, UNICODE
from briefing.views.pictures.sight import Sight
from shipped import SAMPLE

AQIM, BELMOKHTAR, ABOU_ZEID = (
    "group:aqim",
    "leader:mokhtar-belmokhtar",
    "leader:abdelhamid-abou-zeid",
)
A, B, C, D = (f"group:{each}" for each in "abcd")
YEAR_2013 = Period(dt.date(2013, 1, 1), dt.date(2013, 12, 31))


@pytest.fixture(scope="module")
def sample() -> Store:
    return Store(MemoryBackend(decode(read_bytes(SAMPLE), SAMPLE)))


def drawn(tree: Tree, width: int = 100, height: int = 0) -> list[str]:
    return list(draw_tree(tree, width, height, UNICODE).lines())


def around(book: Store, ref: str, depth: int = 2, period: Period | None = None) -> Tree:
    return neighbourhood(Ties(Sight(book, period=period)), ref, depth)


def test_the_shipped_briefing_shows_who_is_around_aqim(sample: Store) -> None:
    assert drawn(around(sample, AQIM)) == [
        "◉ al-Qaeda in the Islamic Maghreb",
        "├─ formerly led by · ended by Feb 2013… · F3 ─ Abdelhamid Abou Zeid",
        "│  └─ supported by · undated · F3 ───────────────── Fighters loyal to Abou Zeid (+1)",
        "├─ formerly led by · ended by 2013 · F3 ────── Mokhtar Belmokhtar",
        "└─ split off · 2013 · F3 ───────────────────── ↑ Mokhtar Belmokhtar",
        "   ├─ leads · since 2013 · F3 ───────────────────── Signatories in Blood (+1)",
        "   └─ formerly member · ended by 24 Jan 2014 · F3 ─ al-Qaeda",
    ]


def test_in_a_period_what_only_may_have_been_is_dotted_and_the_undated_is_kept_apart(
    sample: Store,
) -> None:
    tree = around(sample, AQIM, period=YEAR_2013)
    lines = drawn(tree)
    assert "├╌ formerly led by · ≈ ended by 2013 · F3 ╌╌╌╌╌╌ Mokhtar Belmokhtar" in lines
    assert "└─ split off · 2013 · F3 ─────────────────────── ↑ Mokhtar Belmokhtar" in lines
    assert lines[-1] == "1 tie without a date, not drawn"
    said = answer_text(neighbourhood_answer(tree))
    assert "No date, so not drawn (1)\n  Fighters loyal to Abou Zeid support" in said
    assert "group:fighters-loyal-to-abou-zeid" not in tree.distances
    assert [each["certain"] for each in as_plain(tree)["ties"]] == [False, False, True, True, False]


def test_all_shortest_paths_are_one_tree_that_ends_at_the_other(sample: Store) -> None:
    tree = between(Ties.of_book(sample), AQIM, "group:african-forces")
    lines = drawn(tree)
    assert lines[5] == "│           └─ opposes · undated · F3 ─ ○ African forces"
    assert lines[-1] == "      └─ opposed by · undated · F6 ─ ↑ French army"
    assert drawn(between(Ties.of_book(sample), AQIM, "group:malian-army")) == [
        "◉ al-Qaeda in the Islamic Maghreb",
        "no path by links leads to Malian army",
    ]


def test_around_an_event_stand_those_who_took_part_then_their_links(sample: Store) -> None:
    event = next(ref for ref in sample.referrers(ABOU_ZEID) if kind_of(ref) == "event")
    tree = around(sample, event)
    assert tree.distances[ABOU_ZEID] == 1
    assert {edge.via for edge in tree.at(0)} == {event}
    assert "link:abou-zeid-leads-aqim" in {edge.via for edge in tree.at(1)}


def test_common_events_are_ties_on_demand_and_each_is_walked_once() -> None:
    clash: Raw = {"title": "Clash", "date": "2013", "actors": [{"ref": each} for each in (A, B, C)]}
    store = book_of({**named(A, B, C), "event:clash": clash})
    assert not around(store, A).shown
    tree = neighbourhood(Ties.of_book(store, events=True), A, 3)
    assert [(edge.before, edge.to) for edge in tree.at(0)] == [(A, B), (A, C)]
    assert not [*tree.at(1), *tree.at(2)]
    assert "├─ both in Clash · 2013 · ungraded ─ B" in drawn(tree)


def test_a_contradicted_date_is_two_marks_in_the_picture_and_in_the_list() -> None:
    cites = [{"source": "source:wire", "field": "start", "value": "2011", "credibility": 2}]
    store = book_of(
        {
            "source:wire": {"title": "Wire", "reliability": "C"},
            **named(A, B),
            "link:0": link("allied", A, B, start="2012", cites=cites),
        }
    )
    tree = around(store, A)
    assert "since 2012 ≠ since 2011" in drawn(tree)[1]
    assert "≠ start 2011 [Wire C2]" in answer_text(neighbourhood_answer(tree))
    assert as_plain(tree)["ties"][0]["against"][0]["value"] == "2011"


def test_a_tie_is_in_sight_with_its_link_or_with_both_its_ends() -> None:
    store = book_of(
        {
            **named(A, B, C, D),
            "link:ab": link("allied", A, B),
            "link:bc": link("opposes", B, C),
            "link:cd": link("allied", C, D),
        }
    )

    def shown(*refs: str) -> set[str]:
        return set(neighbourhood(Ties(Sight(store, frozenset(refs))), B, 3).shown)

    assert shown(A, B) == {"link:ab"}
    assert shown(A) == {"link:ab"}, "the middle is always in sight"
    assert shown("link:cd", "link:bc") == {"link:cd", "link:bc"}
    assert not shown(D)
    sight = Sight(store, uncertain=frozenset({"link:bc"}))
    ties = as_plain(neighbourhood(Ties(sight), B, 1))["ties"]
    assert {each["via"]: each["certain"] for each in ties} == {"link:ab": True, "link:bc": False}
    types = Ties(Sight(store), types=["opposes"])
    tree = neighbourhood(types, B, 3)
    assert tree.shown == {"link:bc"}
    assert "1 more link of it is not shown" in answer_text(neighbourhood_answer(tree))


def test_too_many_ties_are_left_out_and_said_to_be() -> None:
    others = [f"group:n{number:02}" for number in range(30)]
    links = {f"link:{number}": link("allied", A, each) for number, each in enumerate(others)}
    store = book_of({**named(A, *others), **links})
    tree = neighbourhood(Ties.of_book(store), A, 2, most=10)
    assert (len(tree.shown), tree.left_out) == (10, 20)
    assert "20 ties are left out" in answer_text(neighbourhood_answer(tree))


def test_what_does_not_fit_is_folded_and_unfolds() -> None:
    others = [f"group:n{number:02}" for number in range(30)]
    links = {f"link:{number}": link("allied", A, each) for number, each in enumerate(others)}
    tree = around(book_of({**named(A, *others), **links}), A)
    lines = drawn(tree, height=15)
    assert lines[-2:] == ["└─ + 18 more ties", ""]
    folded = fitting(tree, 15)
    assert (len(folded), folded[-1].target) == (14, f"{MORE}{A}")
    assert len(fitting(tree, 15, unfolded={A})) == 31
    canvas = draw_tree(tree, 60, 10, UNICODE, others[20], lines_of(tree, 0))
    assert others[20] in canvas.targets()
    assert canvas.lines()[0].startswith("↑ ")
    assert canvas.lines()[-1].startswith("↓ ")


def test_arrows_walk_from_the_middle_to_neighbours_and_back(sample: Store) -> None:
    lines = lines_of(around(sample, AQIM), 0)
    assert next_line(lines, AQIM, "right") == ABOU_ZEID
    assert next_line(lines, ABOU_ZEID, "down") == BELMOKHTAR
    reference = next_line(lines, BELMOKHTAR, "down")
    assert not reference.startswith("leader:")
    assert next_line(lines, reference, "right") == BELMOKHTAR
    assert next_line(lines, "group:signatories-in-blood", "left") == BELMOKHTAR
    assert (
        next_line(lines, "group:signatories-in-blood", "up") == "group:fighters-loyal-to-abou-zeid"
    )
    assert next_line(lines, AQIM, "left") == ""
    assert next_line(lines, "group:nobody", "down") == AQIM


def test_in_ascii_all_but_the_names_is_ascii(sample: Store) -> None:
    canvas = draw_tree(around(sample, AQIM, 3, YEAR_2013), 70, 20, ASCII)
    assert all(line.isascii() for line in canvas.lines())


PERIODS = st.sampled_from(
    [None, YEAR_2013, Period(dt.date(2011, 1, 1), dt.date(2012, 6, 30)), Period(*[dt.date.max] * 2)]
)


@settings(max_examples=60)
@given(worlds(), st.sampled_from(REFS), st.integers(1, 3), PERIODS, st.booleans())
def test_every_tie_drawn_was_in_the_period_and_picture_and_list_say_the_same(
    store: Store, ref: str, depth: int, period: Period | None, events: bool
) -> None:
    if store.get(ref) is None:
        return
    sight = Sight(store, period=period)
    tree = neighbourhood(Ties(sight, events=events), ref, depth)
    assert all(sight.when(store.need(via)) is not Holds.NOT for via in tree.shown)
    own = [
        via
        for via in store.referrers(ref)
        if isinstance(link := store.need(via), Link) and sight.when(link) is not Holds.NOT
    ]
    assert tree.shown >= set(own)
    lines = lines_of(tree, 0)
    full = [line.ref for line in lines if line.is_first]
    assert sorted(full) == sorted(tree.distances), "each record in full once"
    edges = [line.edge for line in lines if line.edge]
    assert len(edges) == len(set(edges)) == sum(len(tree.at(step)) for step in range(depth))
    canvas = draw_tree(tree, 200, 0, UNICODE)
    assert set(canvas.targets()) == {line.target for line in lines}
    rows = [row for part in neighbourhood_answer(tree).parts[:-1] for row in part.rows]
    assert sorted(row.ref for row in rows) == sorted(edge.to for edge in edges)
    undated = {edge.via for edge in tree.undated}
    assert not undated & tree.shown
    assert period is not None or not undated
    for line in lines:
        at, steps = line.target, 0
        while at != ref:
            at, steps = next_line(lines, at, "left"), steps + 1
        assert steps == line.depth


@given(worlds(), st.sampled_from(REFS), st.integers(1, 4))
def test_folding_hides_ties_and_says_how_many(store: Store, ref: str, most: int) -> None:
    if store.get(ref) is None:
        return
    tree = neighbourhood(Ties.of_book(store, events=True), ref, 1)
    lines = lines_of(tree, most)
    shown = sum(line.edge is not None for line in lines)
    assert shown + sum(line.hidden for line in lines) == len(tree.at(0))


def test_many_common_events_are_one_line_that_says_how_many_and_when() -> None:
    good: Raw = {"title": "Good", "reliability": "B"}
    actors = [{"ref": A}, {"ref": B}]
    events = {
        f"event:{number}": {
            "title": f"Clash {number}",
            "date": date,
            "actors": actors,
            "cites": [{"source": "source:good", "credibility": credibility}],
        }
        for number, (date, credibility) in enumerate(
            [("2012-05", 2), ("2013", 3), ("2013-12/2014-02", 6), ("2015", 1)]
        )
    }
    store = book_of({"source:good": good, **named(A, B), **events, "link:0": link("allied", A, B)})
    tree = neighbourhood(Ties.of_book(store, events=True), A)
    assert drawn(tree)[1:] == [
        "├─ allied · undated · ungraded ───────────── B",
        "└─ both in 4 events · 2012–2015 · B1 to B6 ─ ↑ B",
    ]
    said = answer_text(neighbourhood_answer(tree))
    assert "A and B took part in 4 events (2012–2015) [Good]  (B1 to B6  group:b)" in said
    period = Ties(Sight(store, period=YEAR_2013), events=True)
    tree = neighbourhood(period, A)
    assert tree.shown == {"event:1", "event:2"}
    assert {each["via"] for each in as_plain(tree)["ties"]} == tree.shown


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (["2012", "2013", "2014-05"], "2012–2014"),
        (["2012", "2012-05", "2012-06"], "2012"),
        (["2012/..", "2013", "2014"], "since 2012"),
        (["../2012", "2013", "2014"], "until 2014"),
        (["../2012", "2013/..", "2014"], "undated"),
    ],
)
def test_years_of_many_events_claim_no_end_that_is_open(dated: list[str], said: str) -> None:
    actors = [{"ref": A}, {"ref": B}]
    events: dict[str, Raw] = {
        f"event:{number}": {"title": "Clash", "date": date, "actors": actors}
        for number, date in enumerate(dated)
    }
    tree = neighbourhood(Ties.of_book(book_of({**named(A, B), **events}), events=True), A)
    assert f"both in 3 events · {said} · ungraded" in drawn(tree)[1]


WIRE: Raw = {"title": "Wire", "reliability": "F"}


def cited(credibility: int, field: str = "", **rest: str) -> Raw:
    return {"source": "source:wire", "credibility": credibility, "field": field, **rest}


def event_with(*cites: Raw, **rest: object) -> Store:
    """Three groups that took part in one event."""
    actors = [{"ref": each, "role": "participant"} for each in (A, B, C)]
    event: Raw = {"title": "Clash", "date": "2013-05-13", "actors": actors, "cites": cites, **rest}
    return book_of({"source:wire": WIRE, **named(A, B, C), "event:clash": event})


def test_a_tie_by_an_event_is_graded_by_the_cites_for_who_took_part() -> None:
    store = event_with(cited(3), cited(2, "date"), cited(6, "actors"), cited(1, "actors[0]"))
    tree = around(store, "event:clash", 1)
    assert drawn(tree)[1:] == [
        "├─ participant · F1 ─ A",
        "├─ participant · F6 ─ B",
        "└─ participant · F6 ─ C",
    ]
    grades = [row.tail for row in neighbourhood_answer(tree).parts[0].rows]
    assert grades == ["F1", "F6", "F6"]
    assert [each["grade"] for each in as_plain(tree)["ties"]] == grades
    common = neighbourhood(Ties.of_book(store, events=True), A, 1)
    assert "both in Clash · 13 May 2013 · F6 ─ B" in drawn(common)[1]
    whole = event_with(cited(3), cited(2, "casualties"))
    assert "participant · F3" in drawn(around(whole, "event:clash"))[1]
    nothing = event_with(cited(2, "date"))
    assert "participant · ungraded" in drawn(around(nothing, "event:clash"))[1]
    assert not as_plain(around(nothing, "event:clash"))["ties"][0]["sources"]


def test_a_cite_that_names_some_of_the_actors_counts_for_no_others() -> None:
    store = event_with(cited(6), cited(1, "actors", value="participant: A"))
    assert [each["grade"] for each in as_plain(around(store, "event:clash"))["ties"]] == [
        "F1",
        "F6",
        "F6",
    ]


def test_around_an_event_as_many_ties_are_counted_as_are_drawn() -> None:
    assert around(event_with(), "event:clash").count == 3


def test_who_is_named_without_a_record_is_counted_below_the_picture() -> None:
    rows = [{"ref": A}, {"name": "Armed men", "role": "perpetrator"}]
    tree = around(event_with(actors=rows), "event:clash")
    assert drawn(tree)[-1] == "1 named without a record, not drawn"
    said = answer_text(neighbourhood_answer(tree))
    assert "1 of those who took part is named without a record" in said
    assert "Armed men" in said


def test_as_of_a_date_a_tie_without_one_is_only_possible() -> None:
    links = {
        "link:ab": link("allied", A, B),
        "link:ac": link("allied", A, C, start="2011"),
        "link:ad": link("allied", A, D, start="2011", end="2020"),
        "link:bd": link("allied", B, D, end="2020"),
        "link:cd": link("allied", C, D, end="2010"),
    }
    book = AsOf(book_of({**named(A, B, C, D), **links}), dt.date(2012, 6, 30))
    ties = as_plain(neighbourhood(Ties(Sight(book)), A))["ties"]
    assert {each["via"]: each["certain"] for each in ties} == {
        "link:ab": False,
        "link:ac": True,
        "link:ad": True,
        "link:bd": False,
        "link:cd": True,
    }
    assert "╌ allied · ≈ undated" in "".join(drawn(neighbourhood(Ties(Sight(book)), A)))


def test_a_tie_says_other_dates_in_words_but_not_other_places() -> None:
    place: Raw = {"name": "Kidal", "country": "ML"}
    store = event_with(
        cited(2, "date", value="2013-05-04"), cited(2, "place", value="Gao"), place=place
    )
    tree = neighbourhood(Ties.of_book(store, events=True), A, 1)
    assert "both in Clash · 13 May 2013 ≠ 4 May 2013 · ungraded" in drawn(tree)[1]
    said = answer_text(neighbourhood_answer(tree))
    assert "≠ date 4 May 2013 [Wire F2]" in said
    assert "Gao" not in said
    assert "≠" not in drawn(around(store, "event:clash"))[1], "who took part is not contested"


def test_a_long_title_has_the_room_that_names_leave_and_keeps_its_end() -> None:
    title = "Clash between the Government of Philippines and al-Harakat al-Islamiyah, Tipo-Tipo"
    tree = neighbourhood(Ties.of_book(event_with(title=title), events=True), A, 1)
    line = drawn(tree, 80)[1]
    assert "al-Islamiyah, Tipo-Tipo · 13 May 2013 · ungraded ─" in line
    assert len(line) == 80
    assert title in drawn(tree, 130)[1]


@given(st.text(max_size=40), st.integers(0, 30))
def test_what_is_cut_in_its_middle_fits_and_keeps_beginning_and_end(text: str, width: int) -> None:
    shown, line = cut_middle(text, width), one_line(text)
    assert cells(shown) <= width
    if cells(line) <= width:
        assert shown == line
    head, _, tail = cut_middle("Clash between A and B, Gao", 16).partition("…")
    assert (head, tail) == ("Clash b", "d B, Gao")
