"""Commands are declared once; keys, help, palette and footer derive from that."""

import inspect
import re
from importlib import import_module
from pathlib import Path

from textual.binding import Binding

from briefing.store.store import Store
from briefing.tui.commands.command import binding_id, keys_shown
from briefing.tui.commands.main import COMMANDS, FOOTER, READING
from briefing.tui.dialogs.help import found, sections_of
from briefing.tui.dialogs.palette import PaletteScreen
from briefing.tui.history.screen import HistoryScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.widgets.bars import KeyBar
from briefing.tui.widgets.row_list import RowList
from onscreen import NARROW, opened, rows_in_sight, sample_file, sample_store, text_of


def test_every_command_is_done_by_a_flow_or_by_the_screen() -> None:
    for command in COMMANDS:
        if command.does:
            module, _, name = command.does.rpartition(".")
            flow = getattr(import_module(f"briefing.tui.{module}"), name)
            assert inspect.iscoroutinefunction(flow), command.id
        else:
            assert hasattr(MainScreen, f"action_{command.id.partition('(')[0]}"), command.id


def test_every_action_of_the_main_screen_is_a_command() -> None:
    actions = {
        name.removeprefix("action_") for name in vars(MainScreen) if name.startswith("action_")
    }
    assert actions <= {command.id.partition("(")[0] for command in COMMANDS} | {"do"}


def test_what_changes_the_briefing_is_declared_so() -> None:
    assert {command.id for command in COMMANDS if command.does and not command.changes} == {
        "copy",
        "copy_as",
        "choose_source",
        "choose_view",
        "choose_date",
        "let_fall",
        "inquire",
        "compare",
        "hypotheses",
        "chronology",
        "patterns",
        "network",
        "map",
        "put_out",
        "report",
        "inbox",
    }


def test_no_two_commands_share_a_key_or_an_id() -> None:
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    ids = [binding_id(command) for command in COMMANDS]
    assert len(set(keys)) == len(keys)
    assert len(set(ids)) == len(ids)


def test_keys_work_in_every_terminal_and_keyboard_layout() -> None:
    """Letters, digits, punctuation, F-keys, and the few control keys that terminals agree on."""
    keys = {key for command in COMMANDS for key in command.keys.split(",")}
    odd = {key for key in keys if re.search(r"alt|shift\+(?!tab)|ctrl\+(shift|enter)", key)}
    assert not odd


def test_every_binding_comes_from_a_declaration() -> None:
    bindings = [each for each in vars(MainScreen)["BINDINGS"] if isinstance(each, Binding)]
    assert [(each.id, each.key, each.tooltip) for each in bindings] == [
        (binding_id(command), command.keys, command.help) for command in COMMANDS
    ]
    assert {each.action for each in bindings if each.show} == {
        command.action for command in COMMANDS if command.id in FOOTER
    }


def test_the_help_says_every_key_and_what_it_does() -> None:
    sections = sections_of(COMMANDS)
    for command in COMMANDS:
        assert (keys_shown(command), command.help) in sections[command.section]


def test_the_help_begins_with_the_section_asked_for_and_repeats_none() -> None:
    assert list(sections_of(COMMANDS, READING))[:2] == [READING, "In every list"]
    assert set(sections_of(COMMANDS, READING)) == set(sections_of(COMMANDS))


def test_the_help_is_searched_by_words_keys_and_signs() -> None:
    sections = sections_of(COMMANDS)
    merges = [keys for entries in found(sections, "merge").values() for keys, _ in entries]
    assert merges[-2:] == ["M", "S"]
    assert "†" in str(found(sections, "†"))
    assert list(found(sections, "grades usually")) == ["Grades, the letter: the source"]
    assert found(sections, "no such thing") == {}
    assert found(sections, "  ") == sections


async def test_the_palette_offers_every_command_by_its_name_and_by_what_it_does(
    tmp_path: Path,
) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("ctrl+p")
        rows = reader.on(PaletteScreen).query_one(RowList)
        others = {command.id for command in COMMANDS} - {*FOOTER, "palette"}
        assert list(rows.ids[: len(FOOTER)]) == list(FOOTER), "the most used first"
        assert sorted(rows.ids[len(FOOTER) :]) == sorted(others)

        await reader.write("only what")
        assert list(rows.ids) == ["lens"], "by its meaning"
        await reader.press("ctrl+u")
        await reader.write("len")
        assert rows.current == "lens", "by its name"
        assert rows_in_sight(rows)[0].startswith("lens ")
        await reader.press("enter")
        assert "lens: African forces" in reader.lines()[0]


async def test_the_palette_has_names_meanings_and_keys_in_columns(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("ctrl+p")
        rows = reader.on(PaletteScreen).query_one(RowList)
        shown = [line for line in text_of(rows).splitlines() if line.strip()]
        commands = [next(each for each in COMMANDS if each.id == row_id) for row_id in rows.ids]
        ends = set()
        for line, command in zip(shown, commands, strict=False):
            assert line[1:].startswith(command.label)
            assert line.index(command.help[:20]) == shown[0].index(commands[0].help[:20])
            assert line.endswith(keys_shown(command))
            ends.add(len(line))
        assert len(ends) == 1

        await reader.write("zzzz")
        assert "no command is called so" in reader.shown()
        await reader.press("enter", "escape")
        reader.on(MainScreen)


async def test_the_footer_shows_the_most_wanted_and_always_the_way_to_help(
    tmp_path: Path,
) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        bar = reader.main.query_one(KeyBar)
        wanted = [next(each for each in COMMANDS if each.id == id_) for id_ in FOOTER]
        entries = [f"{keys_shown(each).split()[0]} {each.label}" for each in wanted]
        assert text_of(bar).split("   ") == entries

        at = text_of(bar).index("help")
        await reader.click(bar, at + 1, 0)
        assert "Find any record by any spelling" in reader.shown()
        await reader.press("escape")

        await reader.resize(*NARROW)
        assert text_of(bar).endswith("? help")
        await reader.resize(30, 24)
        assert text_of(bar).endswith("? help")
        assert len(text_of(bar)) <= 30


async def test_a_read_only_briefing_offers_no_command_that_changes_it(tmp_path: Path) -> None:
    store = Store.read(sample_file(tmp_path), "it is lent to read")
    changing = {command.id for command in COMMANDS if command.changes}
    async with opened(store) as reader:
        bar = text_of(reader.main.key_bar)
        assert "undo" not in bar
        assert "edit" not in bar
        assert bar.endswith("? help")

        await reader.press("ctrl+p")
        palette = reader.on(PaletteScreen).query_one(RowList)
        assert set(palette.ids) == {command.id for command in COMMANDS} - changing - {"palette"}
        await reader.press("escape", "question_mark")
        await reader.write("every reference")
        assert "nothing here is called so" in reader.shown()

        await reader.press("escape", "H")
        assert "undo" not in text_of(reader.on(HistoryScreen).query_one(KeyBar))
        await reader.press("u")
        assert reader.messages()[-1] == "it is lent to read"


async def test_a_key_is_remapped_by_the_id_of_its_command(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        reader.app.set_keymap({"pane-3": "ctrl+e,x"})
        await reader.press("x")
        assert reader.pane("event").has_focus
        await reader.press("1", "ctrl+e")
        assert reader.pane("event").has_focus
        await reader.press("1", "3")
        assert reader.pane("group").has_focus
