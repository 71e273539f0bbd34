"""Fields take what people write, and say at once what they make of it."""

import pytest

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.forms.editors import ChoiceEditor, LineEditor
from filling_in import edit, in_file, save
from invented import AMBUSH, FRONT, LEADS, REPORT, TALON
from onscreen import NARROW, Reader, opened


def choice(reader: Reader, name: str) -> ChoiceEditor:
    """The editor of a field of choices."""
    editor = reader.editor(name)
    assert isinstance(editor, ChoiceEditor)
    return editor


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("dead", "dead"),
        ("rep", "reported dead"),
        ("DET", "detained"),
        ("detaind", "detained"),
        ("in off", "in office"),
        ("large", "at large"),
    ],
)
async def test_letters_find_the_choice_they_mean(book: Store, typed: str, status: str) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        await reader.go_to("status")
        await reader.write(typed)
        assert choice(reader, "status").chosen == status
        await reader.press("tab")
        await save(reader)
        assert in_file(book, TALON)["status"] == status


async def test_while_letters_may_mean_several_choices_these_are_listed_and_arrows_choose(
    book: Store,
) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        await reader.go_to("status")
        before = choice(reader, "status").chosen
        await reader.write("de")
        shown = reader.shown()
        assert "▌detained" in shown
        assert "reported dead" in shown, "a word within one counts too"
        await reader.press("down")
        assert choice(reader, "status").chosen == "dead"
        assert "▌dead" in reader.shown()
        await reader.press("enter")
        assert choice(reader, "status").has_focus
        assert "▌dead" not in reader.shown(), "the list is gone"

        await reader.press("i")
        assert choice(reader, "status").chosen == "in office"
        await reader.press("escape")
        assert choice(reader, "status").chosen == "dead", "escape takes back what was typed"
        await reader.press("down")
        assert reader.editor("aliases").has_focus
        assert before


async def test_another_word_finds_the_kind_and_the_sub_kind(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("kind")
        await reader.write("kidnap")
        await reader.press("enter")
        assert choice(reader, "kind").chosen == "violence against civilians"
        await reader.go_to("subkind")
        await reader.write("kidnap")
        await save(reader)
        assert in_file(book, AMBUSH)["subkind"] == "abduction/forced disappearance"


async def test_ctrl_u_and_ctrl_w_delete_what_a_choice_holds_as_in_a_text(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, TALON)
        await reader.go_to("status")
        for key in ("ctrl+u", "ctrl+w"):
            await reader.write("det")
            assert choice(reader, "status").chosen == "detained"
            await reader.press(key)
            assert reader.form.value("status") == "", f"{key} while typing"
            await reader.write("det")
            await reader.press("enter", key)
            assert reader.form.value("status") == "", key
        await reader.write("dead xylophones")
        assert "none of the choices" in reader.note("status")
        await reader.press("ctrl+w")
        assert choice(reader, "status").chosen == "dead", "the last of two words"


async def test_letters_that_mean_no_choice_are_kept_and_said_to_mean_none(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        before = in_file(book, TALON)["status"]
        await reader.go_to("status")
        await reader.write("xylo")
        assert "“xylo” is none of the choices" in reader.note("status")
        await reader.press("tab")
        assert "xylo" in reader.shown()
        await reader.press("ctrl+s")
        assert reader.editor("status").has_focus, "it is not saved without a word"
        await reader.press(*["backspace"] * 4)
        assert reader.note("status") == ""
        assert choice(reader, "status").chosen == before


async def test_a_choice_is_pasted(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        await reader.go_to("status")
        await reader.paste(" Detained \n")
        assert choice(reader, "status").chosen == "detained"


async def test_a_code_is_found_by_its_meaning(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, REPORT)
        await reader.go_to("reliability")
        await reader.write("fairly")
        assert choice(reader, "reliability").chosen == "C"


async def test_a_language_is_typed_by_name(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, REPORT)
        await reader.fill_in("language", "french")
        assert reader.note("language") == "= French"
        await reader.press("tab")
        language = reader.editor("language")
        assert isinstance(language, LineEditor)
        assert language.value == "fr"
        await reader.fill_in("language", "frensh")
        assert "“frensh” is not a language" in reader.note("language")
        await reader.press("enter")
        assert language.has_focus, "enter does not leave it so"
        await reader.fill_in("language", "English")
        await save(reader)
        assert in_file(book, REPORT)["language"] == "en"


async def test_countries_are_typed_by_name_or_nationality(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, FRONT)
        await reader.fill_in("countries", "Malian, Niger")
        assert reader.note("countries") == "= Mali, Niger"
        await reader.write(", Atlan")
        assert "“Atlan” is not a country" in reader.note("countries")
        await reader.press(*["backspace"] * 7)
        await save(reader)
        assert in_file(book, FRONT)["countries"] == ["ML", "NE"]

        await edit(reader, AMBUSH)
        await reader.go_to("place")
        await reader.press("enter")
        await reader.fill_in("country", "mali")
        assert reader.note("country") == "= Mali"
        await save(reader)
        await save(reader)
        assert in_file(book, AMBUSH)["place"]["country"] == "ML"


async def test_commas_separate_tags_but_belong_to_names(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, FRONT)
        await reader.fill_in("tags", "sahel, river patrol,,")
        assert "commas between" in reader.shown()
        await reader.fill_in("aliases", "Front of Karsa, North")
        assert "one per line ·" in reader.shown()
        await save(reader)
        assert in_file(book, FRONT)["tags"] == ["sahel", "river patrol"]
        assert in_file(book, FRONT)["aliases"] == ["Front of Karsa, North"]


async def test_a_field_that_was_changed_says_what_is_wrong_once_it_is_left(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, REPORT)
        await reader.fill_in("url", "example dot org")
        assert reader.note("url") == "", "not while it is being typed"
        await reader.press("tab")
        assert "is not a web address" in reader.note("url")
        assert "1 error to fix" in reader.shown()
        await reader.fill_in("url", "https://example.org")
        assert reader.note("url") == "", "and no longer than it is wrong"

        await reader.press("escape", "y", "N", "s", "enter", "tab")
        assert reader.note("title") == "", "what was only passed through is not faulted"


async def test_a_time_in_the_role_of_a_link_is_refused_with_where_to_write_it(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, LEADS)
        for role, when in (("since 2013", "since"), ("founder from 2012 to 2014", "from 2012")):
            await reader.fill_in("role", role)
            assert f"“{when}" in reader.note("role")
            await reader.press("ctrl+s")
            assert "write it in Start or End" in reader.note("role")
        await reader.fill_in("role", "Spokesman of the 2013 congress")
        assert reader.note("role") == ""
        await save(reader)
        assert in_file(book, LEADS)["role"] == "Spokesman of the 2013 congress"


async def test_a_sub_kind_says_its_kind(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("kind")
        await reader.press("backspace")
        await reader.go_to("subkind")
        await reader.press("backspace")
        await reader.write("mob")
        await reader.press("tab")
        assert choice(reader, "kind").chosen == "riots"


async def test_ctrl_s_in_a_line_takes_it_and_saves_the_form(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        await reader.press("i")
        await reader.write("a dozen wanderers lost in translation")
        await reader.press("ctrl+s")
        assert reader.app.screen is not reader.main, "a line that is not understood stays"
        await reader.press("ctrl+u")
        await reader.write("3 wounded soldiers")
        await reader.press("ctrl+s")
        assert reader.app.screen is reader.main
        assert in_file(book, AMBUSH)["casualties"][-1]["outcome"] == "wounded"


async def test_taking_back_the_only_letter_of_a_choice_takes_back_the_choice(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, AMBUSH)
        before = reader.form.value("kind")
        await reader.go_to("kind")
        await reader.press("p", "backspace")
        assert reader.form.value("kind") == before
        await reader.press("x", "q", "tab")
        assert "none of the choices" in reader.note("kind")
        await reader.go_to("kind")
        await reader.press("b")
        assert reader.form.value("kind") == "battles", "what was typed in vain begins no other word"


async def test_a_cleared_kind_stays_empty_unless_the_sub_kind_is_changed(book: Store) -> None:
    raw = plain(book.need(AMBUSH))
    book.put(AMBUSH, build("event", {**raw, "kind": "battles", "subkind": "armed clash"}))
    async with opened(book) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("kind")
        await reader.press("delete", "tab", "tab")
        assert reader.form.value("kind") == ""
