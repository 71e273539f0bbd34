"""One field of several records, changed at once."""

from pathlib import Path

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.actions.bulk_edit import bulk_edit
from briefing.tui.actions.workspace import Selection
from briefing.tui.forms.form import FormScreen
from fakehost import is_refused, saves, workspace
from filling_in import in_file
from invented import ARMY, FRONT, MARTYRS, REPORT, contents, group


def field(store: Store, ref: str, name: str) -> object:
    return plain(store.need(ref)).get(name)


def marked(*refs: str) -> Selection:
    return Selection(refs[0], refs)


async def test_an_item_is_taken_out_of_all(book: Store) -> None:
    book.put(ARMY, group("Karsa Army", tags=["old", "north"]))
    book.put(MARTYRS, group("Martyrs of Selim", tags=["north"]))
    work, host = workspace(book, "Tags: remove", "north")
    await bulk_edit(work, marked(ARMY, MARTYRS))
    assert host.menu.terms == {"old": "in 1 of 2", "north": "in 2 of 2"}
    assert field(book, ARMY, "tags") == ("old",)
    assert field(book, MARTYRS, "tags") is None


async def test_a_field_is_set_in_all_and_a_fault_says_of_which(book: Store) -> None:
    before = contents(book)
    work, _ = workspace(
        book,
        "Dissolved",
        is_refused("Martyrs of Selim", dissolved="2013"),  # founded in 2018
        "Dissolved",
        saves(dissolved="2020"),
    )
    await bulk_edit(work, marked(ARMY, MARTYRS))
    assert contents(book) == before, "of two changes none is made"
    await bulk_edit(work, marked(ARMY, MARTYRS))
    assert {field(book, ref, "dissolved") for ref in (ARMY, MARTYRS)} == {"2020"}


async def test_all_are_marked_at_once(book: Store) -> None:
    work, _ = workspace(book, "Marking", saves(marking="amber"))
    await bulk_edit(work, marked(ARMY, MARTYRS))
    assert {field(book, ref, "marking") for ref in (ARMY, MARTYRS)} == {"amber"}


async def test_what_all_have_is_there_to_begin_with(book: Store) -> None:
    work, host = workspace(book, "Kind", None, "Founded", None)
    await bulk_edit(work, marked(FRONT, MARTYRS))
    assert host.form.spec.raw["kind"] == "rebel group"
    await bulk_edit(work, marked(FRONT, MARTYRS))
    assert host.form.spec.raw["founded"] is None, "they differ"


async def test_somebody_else_changed_one_of_them_meanwhile(book: Store) -> None:
    path = Path(book.location)

    def saves_late(form: FormScreen) -> None:
        Store.open(path, by="other").put(ARMY, group("Army of Karsa"))
        is_refused("nothing was changed", tags=["north"])(form)

    work, _ = workspace(book, "Tags: add", saves_late)
    await bulk_edit(work, marked(ARMY, MARTYRS))
    assert "tags" not in in_file(book, MARTYRS)


async def test_values_that_differ_are_never_emptied_by_saving_nothing(book: Store) -> None:
    before = contents(book)
    work, _ = workspace(book, "Founded", is_refused("Founded: clear"), "Founded: clear")
    await bulk_edit(work, marked(FRONT, MARTYRS))
    assert contents(book) == before
    await bulk_edit(work, marked(FRONT, MARTYRS))
    assert field(book, FRONT, "founded") is None
    assert field(book, MARTYRS, "founded") is None


async def test_items_that_read_alike_are_distinguished(book: Store) -> None:
    for number in (1, 2):
        book.put(f"leader:selim-{number}", build("leader", {"name": "Selim"}))
        about = [f"leader:selim-{number}"]
        fields = {"text": "We", "source": REPORT, "attribution": "x", "about": about}
        book.put(f"quote:{number}", build("quote", fields))
    work, host = workspace(book, "About: remove", "Selim  leader:selim-2")
    await bulk_edit(work, marked("quote:1", "quote:2"))
    assert list(host.menu.terms) == ["Selim  leader:selim-1", "Selim  leader:selim-2"]
    assert field(book, "quote:1", "about") == ("leader:selim-1",)
    assert field(book, "quote:2", "about") is None
