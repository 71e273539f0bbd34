"""A typed name becomes a reference if it names one record; else the user is asked."""

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
        assert "no single record matches “Government of Niger”" in reader.shown()
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

        reader.main.visit(FRONT)
        await reader.rest()
        await reader.press("A")
        await reader.write("led by Talon")
        assert "no single record matches “Talon”; enter to choose or add one" in reader.shown()
        await reader.press("enter")
        assert reader.hits()[0] == TALON
        await reader.press("enter")
        assert "linked: " in reader.messages()[-1]


async def test_actors_need_their_full_names_but_speakers_only_a_surname(book: Store) -> None:
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

        await reader.press("4")
        await reader.paste("“We will stay,” said Talon.")
        assert reader.editor("speaker").given() == TALON
