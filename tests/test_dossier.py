"""The reading view of a record: its facts, its ties, and the provenance of each."""

from collections.abc import Mapping

import pytest

from briefing.dossier import Dossier, Item, build_dossier, dossier_text
from briefing.links import neighbours
from briefing.model.validation import build
from briefing.store.store import Store
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    RECORDS,
    REPORT,
    SPLIT,
    TALON,
    UNNAMED,
    WIRE,
    fill,
    group,
)


def leads_to(built: Dossier) -> set[str]:
    return {item.ref for section in built.sections for item in section.items if item.ref}


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory())


def dossier(store: Store, ref: str) -> Dossier:
    built = build_dossier(store, ref)
    assert built is not None
    return built


def fact(built: Dossier, field: str) -> Item:
    """The first line that shows a field."""
    return next(item for section in built.sections for item in section.items if item.field == field)


def under(built: Dossier, heading: str) -> tuple[Item, ...]:
    """The lines under a heading; none when there is no such section."""
    return next((each.items for each in built.sections if each.heading == heading), ())


def test_a_record_that_does_not_exist_has_none(book: Store) -> None:
    assert build_dossier(book, "group:nobody") is None


@pytest.mark.parametrize("ref", RECORDS)
class TestEveryKind:
    def test_has_a_title_its_kind_and_no_empty_section(self, book: Store, ref: str) -> None:
        built = dossier(book, ref)
        assert (built.ref, built.kind) == (ref, ref.partition(":")[0])
        assert built.title
        assert all(section.items for section in built.sections)
        assert all(item.text for section in built.sections for item in section.items)

    def test_leads_to_every_neighbour_and_nowhere_else(self, book: Store, ref: str) -> None:
        links = leads_to(dossier(book, ref))
        assert links == set(neighbours(book, ref))
        assert all(map(book.get, links))

    def test_is_laid_out_as_text_within_the_width(self, book: Store, ref: str) -> None:
        for width in (100, 40):
            lines = dossier_text(dossier(book, ref), width).splitlines()
            assert ref in lines
            assert all(len(line) <= width for line in lines)


def test_the_head_says_who_it_is_how_it_stands_and_what_else_it_is_called(book: Store) -> None:
    built = dossier(book, FRONT)
    assert built.title == RECORDS[FRONT]["name"]
    assert built.status == "active"
    assert "FN" in built.subtitle
    assert "Northern Front" in built.subtitle


def test_the_head_says_who_may_see_it(book: Store) -> None:
    book.put(FRONT, group("Front", abbreviation="FN", marking="amber+strict"))
    assert dossier(book, FRONT).subtitle == "TLP:AMBER+STRICT · FN"


@pytest.mark.parametrize(
    ("ref", "field", "label", "text"),
    [
        (FRONT, "founded", "Founded", "about 2012"),
        (TALON, "nationalities", "Nationalities", "Niger"),
        (AMBUSH, "part_of", "Part of", "Operation Dawn"),
        (AMBUSH, "casualties", "Casualties", "5 (4 to 7) soldiers"),
        (WIRE, "derived_from", "Derived from", "Report of the observer mission"),
    ],
)
def test_a_fact_is_shown_with_its_label_as_a_reader_would_say_it(
    book: Store, ref: str, field: str, label: str, text: str
) -> None:
    item = fact(dossier(book, ref), field)
    assert (item.lead, item.text) == (label, text)


def test_a_fact_says_which_cites_it_rests_on_and_how_good_they_are(book: Store) -> None:
    assert fact(dossier(book, FRONT), "founded").marks == "[1] B–"
    status = [item for item in under(dossier(book, TALON), "Sources") if item.ref == WIRE]
    assert status[0].marks == "C2"


def test_actors_are_shown_one_a_line_with_their_roles(book: Store) -> None:
    actors = [
        (item.ref, item.tail)
        for section in dossier(book, AMBUSH).sections
        for item in section.items
        if item.field == "actors"
    ]
    assert actors == [(FRONT, "perpetrator"), (ARMY, "target"), ("", "participant")]


def test_ties_stand_under_headings_in_reading_order(book: Store) -> None:
    headings = [section.heading for section in dossier(book, FRONT).sections]
    expected = ["Links", "Events", "Quotes about", "Sources"]
    assert [heading for heading in headings if heading in expected] == expected
    assert {item.ref for item in under(dossier(book, FRONT), "Links")} == {TALON, MARTYRS}
    assert [item.ref for item in under(dossier(book, FRONT), "Events")] == [AMBUSH]


def test_a_split_that_took_a_moment_stands(book: Store) -> None:
    during = "[2018-09..2018-12]"
    book.put(SPLIT, build("link", {**RECORDS[SPLIT], "start": during, "end": during}))
    told = dossier_text(dossier(book, MARTYRS))
    assert "split from" in told
    assert "formerly split" not in told


def test_a_link_that_has_ended_is_in_the_past(book: Store) -> None:
    book.put(LEADS, build("link", {**RECORDS[LEADS], "start": "2012", "end": "2013"}))
    assert "formerly led  " in dossier_text(dossier(book, TALON))
    assert "formerly led by" in dossier_text(dossier(book, FRONT))


def test_a_speaker_has_his_quotes_and_an_operation_its_events(book: Store) -> None:
    assert [item.ref for item in under(dossier(book, TALON), "Quotes by")] == [QUOTE]
    assert [item.ref for item in under(dossier(book, OPERATION), "Includes")] == [AMBUSH]


def test_a_source_has_what_it_printed_what_cites_it_and_its_copies(book: Store) -> None:
    built = dossier(book, REPORT)
    assert [item.ref for item in under(built, "Quotes in it")] == [UNNAMED]
    assert {item.ref for item in under(built, "Cited by")} == {FRONT, AMBUSH}
    assert [item.ref for item in under(built, "Copied by")] == [WIRE]


def test_a_contradiction_is_told_with_what_the_other_source_gives(book: Store) -> None:
    against = next(item for item in under(dossier(book, FRONT), "Sources") if item.ref == WIRE)
    assert "contradicts" in against.text
    assert "2011" in against.text


def test_what_a_source_gives_otherwise_stands_below_the_fact(book: Store) -> None:
    of_field = [
        item
        for section in dossier(book, FRONT).sections
        for item in section.items
        if item.field == "founded"
    ]
    assert [item.text for item in of_field] == ["about 2012", "≠ 2011"]
    assert (of_field[1].against, of_field[1].is_open) == (2, True)
    assert of_field[1].tail == "unresolved"


def test_a_fact_shown_in_the_head_is_repeated_where_it_is_contradicted(book: Store) -> None:
    cites = [
        {
            "source": WIRE,
            "field": "status",
            "value": "dead",
            "verdict": "disputed",
            "reason": "no body",
        }
    ]
    fields = {**RECORDS[TALON], "cites": cites}
    book.put(TALON, build("leader", fields))
    of_field = [
        item
        for section in dossier(book, TALON).sections
        for item in section.items
        if item.field == "status"
    ]
    assert [(item.text, item.tail) for item in of_field] == [
        ("at large", ""),
        ("≠ dead", "disputed: no body"),
    ]
    assert not of_field[1].is_open


def test_text_of_a_record_is_passed_on_as_it_is(book: Store) -> None:
    hostile = "[red]x[/red] [/etc/x] [@click=app.quit]\x1b[31m"
    book.put("group:hostile", group(hostile, summary=hostile))
    built = dossier(book, "group:hostile")
    assert built.title == hostile
    assert built.sections[0].items[0].text == hostile


def test_a_dossier_follows_the_briefing(book: Store) -> None:
    book.delete(TALON, unlink=True)
    built = dossier(book, QUOTE)
    assert TALON not in leads_to(built)
    assert fact(built, "attribution").text == "Idris Talon"


def cited(store: Store, ref: str, *cites: Mapping[str, object]) -> Dossier:
    """The dossier of a record with other cites."""
    kind = ref.partition(":")[0]
    store.put(ref, build(kind, {**RECORDS[ref], "cites": list(cites)}))
    return dossier(store, ref)


def test_a_source_that_gives_something_else_is_no_support_in_the_list(book: Store) -> None:
    built = cited(
        book,
        FRONT,
        {"source": REPORT, "passage": "the front"},
        {"source": WIRE, "field": "founded", "value": "2011-05", "credibility": 3},
    )
    first, second = under(built, "Sources")
    assert (first.text, second.text) == (
        "“the front”",
        "founded: contradicts May 2011 (unresolved)",
    )
    against = next(item for section in built.sections for item in section.items if item.against)
    assert (against.text, against.tail, against.marks) == (
        "≠ May 2011",
        "unresolved",
        "[2] C3",
    )
    assert fact(built, "founded").marks == "whole [1] B–"


def test_what_contradicts_a_record_as_a_whole_stands_before_its_facts(book: Store) -> None:
    denied = {"source": WIRE, "passage": "no such front", "stance": "contradicts"}
    built = cited(book, FRONT, denied)
    against = next(item for section in built.sections for item in section.items if item.against)
    assert (against.lead, against.text, against.is_open) == ("All of it", "≠ “no such front”", True)
    assert all("[1]" not in item.marks for item in under(built, "") if not item.against)


def test_a_link_that_is_contradicted_is_marked_where_it_is_listed(book: Store) -> None:
    sure = {"source": REPORT, "credibility": 2}
    other = {"source": WIRE, "field": "start", "value": "2015", "credibility": 1}
    cited(book, LEADS, sure, other)
    assert link_marks(book) == "B2 ≠"
    cited(book, LEADS, sure, {**other, "verdict": "set aside"})
    assert link_marks(book) == "B2"


def link_marks(store: Store) -> str:
    """How a link is known, as it is listed with its group."""
    (item,) = (item for item in under(dossier(store, FRONT), "Links") if item.via == LEADS)
    return item.marks


@pytest.mark.parametrize(
    ("mode", "status", "tail"),
    [
        ("direct", "direct", "Idris Talon"),
        ("paraphrase", "paraphrase", "Idris Talon, paraphrase"),
        ("", "not known to be verbatim", "Idris Talon, not known to be verbatim"),
    ],
)
def test_a_quote_says_whether_its_words_are_exact(
    book: Store, mode: str, status: str, tail: str
) -> None:
    book.put(QUOTE, build("quote", {**RECORDS[QUOTE], "mode": mode}))
    assert dossier(book, QUOTE).status == status
    (item,) = under(dossier(book, FRONT), "Quotes about")
    assert item.tail == tail
