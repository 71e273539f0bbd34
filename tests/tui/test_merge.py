"""Two records merged, field by field."""

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.actions.add import duplicate
from briefing.tui.actions.merge import merge
from briefing.tui.actions.rename import rename
from briefing.tui.actions.workspace import Selection
from briefing.tui.forms.form import FormScreen
from fakehost import is_refused, saves, workspace
from filling_in import in_file, save
from invented import FRONT, MARTYRS, TALON, contents, group
from onscreen import NARROW, opened, text_of

OTHER = "leader:idriss-tallon"


def second_talon(book: Store) -> None:
    """Add a leader who is the same as the first, and a link of his."""
    raw = {
        "name": "Idriss Tallon",
        "aliases": ["The Eagle"],
        "position": "Governor",
        "born": "1971",
        "status": "at large",
    }
    book.put(OTHER, build("leader", raw))
    link = {"type": "member", "from": OTHER, "to": MARTYRS}
    book.put("link:tallon-member", build("link", link))


async def test_two_records_are_merged_field_by_field_and_undone_with_one_key(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        before = contents(book)
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("M")
        assert {ref.partition(":")[0] for ref in reader.hits()} <= {"leader"}
        await reader.write("tallon the eagle")
        assert reader.hits()[0] == OTHER
        await reader.press("enter")

        assert reader.editor("name").given() == "Idris Talon"
        assert list(reader.editor("aliases").given()) == ["Idriss Tallon", "The Eagle"]
        assert reader.editor("born").given() == "1971", "where only one says something"
        assert "the other has “Governor”" in reader.note("position")
        await reader.go_to("position")
        await reader.press("ctrl+t")
        assert reader.editor("position").given() == "Governor"
        await reader.press("ctrl+t")
        assert reader.editor("position").given() == "Commander"
        await reader.press("ctrl+t")
        await save(reader)

        assert reader.here == TALON
        merged = in_file(book, TALON)
        assert (merged["name"], merged["position"]) == ("Idris Talon", "Governor")
        assert merged["cites"], "what was cited still is"
        assert in_file(book, "link:tallon-member")["from"] == TALON
        assert book.get(OTHER) is None
        assert "Martyrs of Selim" in text_of(reader.main.dossier)
        assert f"merged {OTHER} into {TALON}" in reader.messages()[-1]

        await reader.press("u")
        assert contents(book) == before


async def test_the_form_says_what_becomes_of_the_other_record(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("M")
        await reader.write("tallon")
        await reader.press("enter")
        said = "Its names, cites and links come here, then it is deleted; u undoes it."
        assert said in reader.lines()[reader.form.query_one("#about").region.y]
        assert "ctrl+s merge" in reader.shown()


async def test_leaving_the_form_leaves_both(book: Store) -> None:
    second_talon(book)
    before = contents(book)
    work, _ = workspace(book, OTHER, None)
    await merge(work, Selection(TALON))
    assert contents(book) == before


async def test_a_record_is_not_offered_for_a_merge_with_itself(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("M")
        assert OTHER in reader.hits()
        assert TALON not in reader.hits()
        await reader.write("idris talon")
        assert reader.hits() == [OTHER]


async def test_what_others_did_to_either_meanwhile_is_not_lost(book: Store) -> None:
    book.put("group:twin", group("Northern Front twin"))

    def saves_late(form: FormScreen) -> None:
        changed = {**plain(book.need("group:twin")), "summary": "changed meanwhile"}
        book.put("group:twin", build("group", changed))
        is_refused("start the merge again")(form)

    work, _ = workspace(book, "group:twin", saves_late)
    await merge(work, Selection(FRONT))
    assert in_file(book, "group:twin")["summary"] == "changed meanwhile"


async def test_there_must_be_a_record() -> None:
    work, host = workspace(Store.in_memory("t"))
    for flow in (duplicate, rename, merge):
        await flow(work, Selection(""))
        assert "there is no record here" in host.messages[-1]
    assert not host.asked


async def test_two_known_not_to_be_the_same_are_merged_only_when_asked_again(book: Store) -> None:
    second_talon(book)
    link = {"type": "not-same-as", "from": OTHER, "to": TALON, "summary": "Seen side by side."}
    book.put("link:two-talons", build("link", link))
    work, host = workspace(book, OTHER, False, OTHER, True, saves())
    await merge(work, Selection(TALON))
    assert "are known to be different" in host.confirm.question
    assert "Seen side by side." in host.confirm.details
    assert book.get(OTHER) is not None
    await merge(work, Selection(TALON))
    assert book.get(OTHER) is None


async def test_the_name_that_is_not_taken_becomes_an_alias(book: Store) -> None:
    second_talon(book)
    work, _ = workspace(book, OTHER, saves(name="Idriss Tallon"))
    await merge(work, Selection(TALON))
    merged = in_file(book, TALON)
    assert merged["name"] == "Idriss Tallon"
    assert merged["aliases"] == ["The Eagle", "Idris Talon"]


async def test_two_that_are_marked_are_merged_without_searching(book: Store) -> None:
    work, host = workspace(book, saves())
    await merge(work, Selection(MARTYRS, (FRONT, MARTYRS)))
    assert not host.picked
    assert host.form.spec.title.endswith(f"into {MARTYRS}")
    assert book.get(FRONT) is None


async def test_more_than_two_are_not_merged_at_a_time(book: Store) -> None:
    work, host = workspace(book)
    await merge(work, Selection(FRONT, (FRONT, MARTYRS, TALON)))
    assert "3 are marked" in host.messages[-1]
