"""The preview of a report says what the report says, and follows changes."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from briefing.checks import Finding
from briefing.model.kinds.event import Event
from briefing.model.kinds.record import Cite, Record
from briefing.report.compose import Request, compose
from briefing.report.preview import FOOTNOTES, Entry, Preview, Statement
from briefing.store.store import Store
from invented import AMBUSH, FRONT, QUOTE, fill
from shipped import SAMPLE


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa highlands"))


def preview_of(book: Store, template: str = "full") -> Preview:
    return Preview(compose(book, Request(title="Karsa", template=template)))


def told(preview: Preview, ref: str) -> Entry:
    """The entry that tells a record."""
    return preview.entries[place_of(preview, ref)]


def place_of(preview: Preview, ref: str) -> int:
    found = (at for at, each in enumerate(preview.entries) if each.ref == ref)
    return next(at for at in found if preview.entries[at].is_full is not None)


def statements(preview: Preview) -> Iterator[Statement]:
    for entry in preview.entries:
        if entry.is_read:
            yield from entry.statements


def text_of(entry: Entry) -> str:
    return " ".join(each.text for each in entry.statements)


def change(book: Store, ref: str, **fields: object) -> None:
    changed: Record = msgspec.structs.replace(book.need(ref), **fields)
    book.put(ref, changed)


@pytest.mark.parametrize("template", ["brief", "full", "actor", "chronology"])
@pytest.mark.parametrize("which", ["shipped", "invented"])
def test_it_has_every_word_and_footnote_of_the_report(
    book: Store, template: str, which: str
) -> None:
    store = Store.read(SAMPLE, "a test") if which == "shipped" else book
    preview = preview_of(store, template)
    written = preview.report.markdown
    assert preview.footnotes == len(preview.report.notes)
    body = [each for each in preview.entries if each.part != FOOTNOTES and each.kind != "picture"]
    shown = re.sub(r"\[\d+\]", "", " ".join(map(text_of, body))).replace(" · ", " ")
    plain = re.sub(r"\[\^\d+\]", "", written.partition("\n[^1]:")[0])
    plain = re.sub(r"^\|[-:| ]*\|$", "", plain, flags=re.MULTILINE)
    plain = re.sub(r"^(#+|- |> ?(— )?)", "", plain, flags=re.MULTILINE)
    bare = re.sub(r"\\(.)|\*\*", r"\1", re.sub(r"(?<!\\)\|", " ", plain))
    assert shown.split() == bare.replace(" · ", " ").split()
    numbers = [number for each in statements(preview) for number in each.numbers]
    assert [*dict.fromkeys(numbers)] == [*range(1, preview.footnotes + 1)]


def test_the_outline_leads_to_each_part_in_the_order_of_the_template(book: Store) -> None:
    preview = preview_of(book)
    places = [*preview.outline.values()]
    assert places == sorted(places)
    assert [preview.entries[at].part for at in places] == [*preview.report.parts, FOOTNOTES]


def test_a_statement_knows_its_record_its_field_and_what_it_lacks(book: Store) -> None:
    preview = preview_of(book)
    founded = next(each for each in told(preview, FRONT).statements if "founded" in each.fields)
    assert founded.ref == FRONT
    assert founded.numbers
    bare = [each for each in statements(preview) if each.is_unsourced]
    assert preview.unsourced == len(bare) > 0
    assert all("[no source]" in each.text for each in bare)
    named = next(each for each in told(preview, FRONT).statements if each.is_unsourced)
    assert named.field in ("name", "kind", "status")


def test_findings_stand_at_the_statement_they_are_about(book: Store) -> None:
    preview = preview_of(book)
    place = place_of(preview, AMBUSH)
    own = Finding("a-check", "warning", AMBUSH, "casualties[0].low", "too low")
    whole = Finding("b-check", "error", AMBUSH, "", "all of it")
    preview.found = {AMBUSH: [own, whole]}
    found = {
        at: [each.check for each in preview.findings(place, at)]
        for at, _ in enumerate(preview.entries[place].statements)
    }
    about = next(
        at
        for at, each in enumerate(preview.entries[place].statements)
        if "casualties" in each.fields
    )
    assert found[0] == ["b-check"]
    assert found[about] == ["a-check"]
    assert preview.is_weak(place, about)
    row = next(at for at, each in enumerate(preview.entries) if each.kind == "row")
    assert [each.check for each in preview.findings(row, 0)] == ["a-check"], "what it states"


def test_words_narrow_it_to_entries_under_their_headings(book: Store) -> None:
    preview = preview_of(book)
    found = [preview.entries[at] for at in preview.containing("wadi SELIM")]
    assert {each.kind for each in found} >= {"heading", "item"}
    assert all("Selim" in text_of(each) for each in found if each.is_read)
    assert not preview.containing("no such words")


def test_a_changed_record_is_told_again_in_place(book: Store) -> None:
    preview = preview_of(book)
    place, count = place_of(preview, AMBUSH), len(preview.entries)
    change(book, AMBUSH, title="Raid at Wadi Selim")
    assert place in preview.retell(book, [AMBUSH], place)
    assert "Raid at Wadi Selim" in text_of(preview.entries[place])
    assert len(preview.entries) == count
    assert text_of(preview.entries[place]) == text_of(told(preview_of(book), AMBUSH))
    assert preview.containing("raid")


def test_what_mentions_a_record_is_told_again_with_its_new_name(book: Store) -> None:
    preview = preview_of(book)
    place = place_of(preview, AMBUSH)
    change(book, FRONT, name="Southern Front", abbreviation="SF")
    preview.retell(book, [FRONT, *book.referrers(FRONT)], place)
    assert "Southern Front" in text_of(preview.entries[place])


def test_a_new_cite_has_a_footnote_at_once_and_the_others_keep_their_numbers(book: Store) -> None:
    preview = preview_of(book)
    place = place_of(preview, FRONT)
    before = [preview.note(number) for number in range(1, preview.footnotes + 1)]
    bare = preview.unsourced
    record = book.need(FRONT)
    cite = Cite(record.cites[0].source, field="status", passage="still fights")
    change(book, FRONT, cites=(*record.cites, cite))
    preview.retell(book, [FRONT], place)
    assert preview.unsourced == bare - 1
    assert [preview.note(at) for at in range(1, len(before) + 1)] == before
    status = next(each for each in preview.entries[place].statements if "status" in each.fields)
    assert "still fights" in preview.note(*status.numbers)


def test_a_deleted_record_says_so_until_the_report_is_composed_again(book: Store) -> None:
    preview = preview_of(book)
    place = place_of(preview, QUOTE)
    book.delete(QUOTE)
    preview.retell(book, [QUOTE], place)
    assert text_of(preview.entries[place]) == "This record was deleted."


def test_a_place_is_found_again_in_another_version(book: Store) -> None:
    preview = preview_of(book)
    place = place_of(preview, FRONT)
    spot = preview.spot(place, 1)
    record = book.need(AMBUSH)
    assert isinstance(record, Event)
    book.put("event:earlier", msgspec.structs.replace(record, title="Earlier", date="2001"))
    later = preview_of(book)
    at, statement = later.at(spot)
    assert (later.entries[at].ref, statement) == (FRONT, 1)
    assert at != place
    empty = preview_of(Store.in_memory("x"))
    assert empty.at(spot) == (0, 0)
