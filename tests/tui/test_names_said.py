"""A name that is said becomes a record when it is that record's name; else somebody is asked."""

from briefing.store.store import Store
from filling_in import edit, in_file, records_in_file, save
from invented import AMBUSH, FRONT, TALON, group
from onscreen import NARROW, opened

NIGERIA = "group:government-of-nigeria"


async def test_a_name_like_that_of_a_record_asks_who_is_meant(book: Store) -> None:
    book.put(NIGERIA, group("Government of Nigeria"))
    async with opened(book) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        await reader.press("A")
        await reader.write("allied with Government of Niger")
        assert "“Government of Niger” matches no record, or several" in reader.shown()
        await reader.press("enter")
        assert "Who is “Government of Niger”?" in reader.shown()
        hits = reader.hits()
        assert hits[0] == NIGERIA, "it is offered"
        await reader.press(*["down"] * hits.index("+group:Government of Niger"), "enter")
        (made,) = (
            in_file(book, ref)
            for ref, link in records_in_file(book).items()
            if getattr(link, "type", "") == "allied"
        )
        assert {made["from"], made["to"]} == {FRONT, "group:government-of-niger"}


async def test_what_is_offered_can_be_taken(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        await reader.press("A")
        await reader.write("led by Talon")
        assert "“Talon” matches no record, or several: enter finds or adds it" in reader.shown()
        await reader.press("enter")
        assert reader.hits()[0] == TALON
        await reader.press("enter")
        assert "linked: " in reader.told()[-1]


async def test_actors_are_records_by_their_names_only(book: Store) -> None:
    book.put("group:killed", group("Civilians killed at the wells"))
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("actors")
        await reader.press("i")
        await reader.write("by: northern front; target: civilians; with: Talon")
        await reader.press("enter")
        await save(reader)
        assert in_file(book, AMBUSH)["actors"][-3:] == [
            {"ref": FRONT, "role": "perpetrator"},
            {"name": "civilians", "role": "target"},
            {"name": "Talon", "role": "participant"},
        ]


async def test_who_speaks_is_known_by_a_surname_too(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“We will stay,” said Talon.")
        assert reader.editor("speaker").given() == TALON
