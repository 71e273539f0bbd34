"""Two records side by side."""

import pytest
from small_books import book_of

from briefing.store.errors import UnknownRecord
from briefing.views.answer import answer_text
from briefing.views.books.known_at import KnownAt
from briefing.views.compare import changed, changed_answer, compare, compare_answer
from invented import AMBUSH, ARMY, FRONT, MARTYRS, OPERATION, RECORDS, TALON, group


def test_each_field_is_the_same_different_or_only_in_one() -> None:
    store = book_of(
        {
            "group:a": {"name": "A", "kind": "rebel group", "founded": "2011", "status": "active"},
            "group:b": {"name": "B", "kind": "rebel group", "founded": "2012", "tags": ["north"]},
        }
    )
    rows = compare(store.need("group:a"), store.need("group:b"), store)
    assert {(row.field, row.first, row.second, row.verdict) for row in rows} == {
        ("name", "A", "B", "differs"),
        ("kind", "rebel group", "rebel group", "same"),
        ("founded", "2011", "2012", "differs"),
        ("status", "active", "", "only in the first"),
        ("tags", "", "north", "only in the second"),
    }


def test_lists_are_compared_item_by_item() -> None:
    store = book_of(
        {
            "group:a": {"name": "A", "aliases": ["X", "Y"]},
            "group:b": {"name": "A", "aliases": ["Y", "Z"]},
        }
    )
    rows = compare(store.need("group:a"), store.need("group:b"), store)
    assert [(row.first, row.second, row.verdict) for row in rows if row.field == "aliases"] == [
        ("Y", "Y", "same"),
        ("X", "", "only in the first"),
        ("", "Z", "only in the second"),
    ]


def test_rows_that_changed_in_place_say_which_part_did() -> None:
    def clash(low: int) -> dict[str, object]:
        rows = [{"who": "soldiers", "outcome": "killed", "low": low}]
        return {"title": "Clash", "date": "2013", "casualties": rows}

    store = book_of({"event:a": clash(3), "event:b": clash(5)})
    rows = compare(store.need("event:a"), store.need("event:b"), store)
    assert [row for row in rows if row.verdict != "same"] == [rows[-1]]
    assert (rows[-1].label, rows[-1].first, rows[-1].second) == ("Casualties 1 Low", "3", "5")


def test_records_of_two_kinds_are_compared_in_what_both_have() -> None:
    store = book_of(
        {
            "group:a": {"name": "Talon", "status": "active", "founded": "2012"},
            "leader:a": {"name": "Talon", "status": "active", "position": "Commander"},
        }
    )
    answer = answer_text(compare_answer(store, "group:a", "leader:a")).splitlines()
    assert answer == [
        "Talon and Talon, a group and a leader",
        "",
        "Only in group:a",
        "  Founded   2012",
        "",
        "Only in leader:a",
        "  Position  Commander",
        "",
        "The same",
        "  Name      Talon",
        "  Status    active",
    ]


def test_how_a_record_changed_has_the_names_of_both_times() -> None:
    clash = {"title": "Clash", "date": "2013"}
    before = book_of(
        {
            "event:op": {"title": "Old name", "date": "2013"},
            "event:a": clash | {"part_of": "event:op"},
        }
    )
    after = book_of(
        {
            "group:a": {"name": "A"},
            "event:a": {"title": "Raid", "date": "2013", "actors": [{"ref": "group:a"}]},
        }
    )
    assert answer_text(changed_answer(before, after, "event:a", "3 March 2014")).splitlines() == [
        "How Raid changed since 3 March 2014",
        "",
        "Changed",
        "  Title     Clash → Raid",
        "",
        "No longer there",
        "  Part of   Old name",
        "",
        "New",
        "  Actors 1  A",
    ]


def test_what_was_added_or_deleted_is_said_to_be() -> None:
    store = book_of({ARMY: {"name": "Army"}})
    store.put(FRONT, group("Front"))
    store.delete(ARMY)
    before = KnownAt(store, 1)
    assert answer_text(changed_answer(before, store, FRONT, "revision 1")).splitlines() == [
        "How Front changed since revision 1",
        "",
        "New",
        "  Name  Front",
        "",
        "Notes",
        "  It was not in the briefing then.",
    ]
    gone = answer_text(changed_answer(before, store, ARMY, "revision 1"))
    assert gone.startswith("How Army changed since revision 1")
    assert "No longer there\n  Name  Army" in gone
    assert gone.endswith("It is no longer in the briefing.")
    with pytest.raises(UnknownRecord):
        changed(before, store, TALON)


def test_what_did_not_change_is_left_out() -> None:
    store = book_of(RECORDS)
    shown = answer_text(changed_answer(KnownAt(store, 1), store, FRONT, "revision 1"))
    assert shown.endswith("\n  nothing changed")


def test_a_record_is_the_same_as_itself() -> None:
    store = book_of(RECORDS)
    for ref in (FRONT, MARTYRS, TALON, OPERATION, AMBUSH):
        record = store.need(ref)
        assert {row.verdict for row in compare(record, record, store)} == {"same"}
