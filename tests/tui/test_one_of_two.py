"""Records renamed, begun from another, made one, and parted again, from the keyboard."""

from textual.widgets import Input

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.jump.screen import JumpScreen
from filling_in import choices, in_file, save
from invented import AMBUSH, FRONT, LEADS, MARTYRS, QUOTE, TALON, contents, group
from onscreen import NARROW, Reader, opened, text_of

OTHER = "leader:idriss-tallon"


async def at(reader: Reader, ref: str) -> None:
    reader.main.visit(ref)
    await reader.rest()


async def test_renaming_takes_all_that_refers_to_the_record_along(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await at(reader, TALON)
        await reader.press("R")
        prompt = reader.on(PromptScreen)
        assert prompt.query_one(Input).value == "idris-talon"
        assert "refer to it go along" in reader.shown()

        prompt.query_one(Input).value = ""
        await reader.write("two words")
        await reader.press("enter")
        assert reader.app.screen is prompt, "that cannot be an id"
        assert "letters, digits" in reader.shown()

        prompt.query_one(Input).value = ""
        await reader.write("talon")
        await reader.press("enter")
        assert reader.here == "leader:talon"
        assert in_file(book, QUOTE)["speaker"] == "leader:talon"
        assert in_file(book, LEADS)["from"] == "leader:talon"
        assert "leader:talon now" in reader.told()[-1]

        await reader.press("u")
        assert contents(book) == before


async def test_an_id_that_is_taken_is_refused_while_it_is_typed(book: Store) -> None:
    async with opened(book) as reader:
        await at(reader, FRONT)
        await reader.press("R")
        prompt = reader.on(PromptScreen)
        prompt.query_one(Input).value = ""
        await reader.write(MARTYRS.partition(":")[2])
        assert f"there is a {MARTYRS} already" in reader.shown()
        await reader.press("enter", "escape")
        assert reader.app.screen is reader.main
        assert book.get(FRONT) is not None


async def test_a_new_record_begins_as_another_one(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await at(reader, AMBUSH)
        await reader.press("D")
        await reader.fill_in("title", "Second ambush at Wadi Selim")
        await save(reader)
        assert reader.here == "event:2019-second-ambush-at-wadi-selim"
        made, was = in_file(book, reader.here), in_file(book, AMBUSH)
        assert made["actors"] == was["actors"]
        assert made["place"] == was["place"]
        assert "cites" not in made, "what is said of one is not said of the other"


def second_talon(book: Store) -> None:
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


async def test_two_records_are_made_one_field_by_field_and_parted_with_one_key(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await at(reader, TALON)
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
        assert f"{OTHER} is part of {TALON} now" in reader.told()[-1]

        await reader.press("u")
        assert contents(book) == before


async def test_leaving_the_form_leaves_both(book: Store) -> None:
    second_talon(book)
    async with opened(book) as reader:
        before = contents(book)
        await at(reader, TALON)
        await reader.press("M")
        await reader.write("tallon the eagle")
        await reader.press("enter")
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert contents(book) == before


async def test_a_record_is_not_merged_with_itself(book: Store) -> None:
    async with opened(book) as reader:
        await at(reader, TALON)
        await reader.press("M")
        await reader.write("idris talon")
        assert reader.hits()[0] == TALON
        await reader.press("enter")
        assert "the record itself" in reader.told()[-1]


async def test_what_others_did_to_either_meanwhile_is_not_lost(book: Store) -> None:
    book.put("group:twin", group("Northern Front twin"))
    async with opened(book) as reader:
        await at(reader, FRONT)
        await reader.press("M")
        await reader.write("twin")
        await reader.press("enter")
        changed = {**plain(book.need("group:twin")), "summary": "changed meanwhile"}
        book.put("group:twin", build("group", changed))
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, FormScreen), "what was chosen so far is there still"
        assert "begin the merge again" in reader.told()[-1]
        assert in_file(book, "group:twin")["summary"] == "changed meanwhile"


async def test_there_must_be_a_record() -> None:
    async with opened(Store.in_memory("t")) as reader:
        for key in ("D", "R", "M"):
            await reader.press(key)
            assert "there is no record here" in reader.told()[-1]
        assert not isinstance(reader.app.screen, JumpScreen)


async def merged(reader: Reader) -> None:
    """Make the second Talon part of the first, as an analyst would."""
    await at(reader, TALON)
    await reader.press("M")
    await reader.write("tallon the eagle")
    await reader.press("enter")
    await save(reader)


async def test_what_was_made_one_is_parted_after_later_changes(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await merged(reader)
        fields = {**plain(book.need(TALON)), "summary": "Seen again in 2020."}
        book.put(TALON, build("leader", fields))
        leads = {"type": "leads", "from": TALON, "to": MARTYRS}
        book.put("link:talon-martyrs", build("link", leads))

        await reader.press("S")
        await reader.until(lambda: reader.app.screen is not reader.main)
        shown = reader.shown()
        assert "Part Idriss Tallon from Idris Talon again?" in shown
        assert "These refer to it again" in shown
        assert "These came since" in shown
        await reader.press("n")
        assert book.get(OTHER) is None, "no is no"

        await reader.press("S")
        await reader.until(lambda: reader.app.screen is not reader.main)
        await reader.press("y")
        assert reader.here == OTHER
        assert contents(book)[OTHER] == before[OTHER]
        assert in_file(book, TALON)["summary"] == "Seen again in 2020."
        assert in_file(book, "link:tallon-member")["from"] == OTHER
        assert in_file(book, "link:talon-martyrs")["from"] == TALON

        await reader.press("u")
        assert book.get(OTHER) is None


async def test_of_several_the_reader_chooses_which_is_parted(book: Store) -> None:
    second_talon(book)
    book.put("leader:third", build("leader", {"name": "Third"}))
    async with opened(book) as reader:
        await merged(reader)
        await reader.press("M")
        await reader.write("third")
        await reader.press("enter")
        await save(reader)
        await reader.press("S")
        await reader.until(lambda: reader.app.screen is not reader.main)
        assert choices(reader) == ["leader:third", OTHER]
        await reader.press("j", "enter", "y")
        assert reader.here == OTHER
        assert book.get("leader:third") is None


async def test_where_nothing_was_merged_there_is_nothing_to_part(book: Store) -> None:
    async with opened(book) as reader:
        await at(reader, TALON)
        await reader.press("S")
        await reader.until(reader.told)
        assert "nothing was merged into Idris Talon" in reader.told()[-1]


async def test_two_known_not_to_be_the_same_are_made_one_only_when_asked_again(book: Store) -> None:
    second_talon(book)
    link = {"type": "not-same-as", "from": OTHER, "to": TALON, "summary": "Seen side by side."}
    book.put("link:two-talons", build("link", link))
    async with opened(book, NARROW) as reader:
        await at(reader, TALON)
        for answer in ("n", "y"):
            await reader.press("M")
            await reader.write("tallon the eagle")
            await reader.press("enter")
            assert "are known not to be the same" in reader.shown()
            assert "Seen side by side." in reader.shown()
            await reader.press(answer)
        await save(reader)
        assert book.get(OTHER) is None


async def test_the_name_that_is_not_taken_becomes_an_alias(book: Store) -> None:
    second_talon(book)
    async with opened(book, NARROW) as reader:
        await at(reader, TALON)
        await reader.press("M")
        await reader.write("tallon the eagle")
        await reader.press("enter")
        await reader.go_to("name")
        await reader.press("ctrl+t")
        await save(reader)
        merged = in_file(book, TALON)
        assert merged["name"] == "Idriss Tallon"
        assert merged["aliases"] == ["The Eagle", "Idris Talon"]
