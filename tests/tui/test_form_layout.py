"""What a form looks like: the width is used, fields stand in parts, and the focus is marked."""

import pytest
from rich.color import Color
from textual.widgets import Static

from briefing.model.fields import Part, fields_of
from briefing.model.kinds import KINDS
from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.forms.list_editors import RowsEditor
from briefing.tui.theme import DARK, LIGHT
from filling_in import edit
from invented import AMBUSH, FRONT, TALON
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, text_of


def lines_of(reader: Reader, label: str) -> list[str]:
    """The lines of the screen with a label of the form."""
    return [line for line in reader.lines() if f" {label} " in line or f"▌{label} " in line]


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_an_editor_takes_all_the_width_its_label_leaves(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await edit(reader, AMBUSH)
        fields = reader.form.query_one("#fields").scrollable_content_region
        for name in ("title", "actors", "cites", "summary"):
            editor = reader.editor(name).region
            assert editor.right == fields.right, name
            assert editor.x - fields.x <= 18, name


async def test_a_row_of_a_list_too_long_for_its_line_goes_on_below(book: Store) -> None:
    passage = "set up about 2012 in the far north, by men back from the war"
    front = plain(book.need(FRONT))
    front["cites"] = [{**front["cites"][0], "passage": passage}, front["cites"][1]]
    book.put(FRONT, build("group", front))
    async with opened(book, NARROW) as reader:
        await edit(reader, FRONT)
        await reader.go_to("cites")
        cites = reader.editor("cites")
        assert isinstance(cites, RowsEditor)
        first, second, third = text_of(cites).splitlines()[:3]
        assert f"{first.strip(' ▌')} {second.strip(' ▌')}" == (
            f"founded: “{passage}” Report of the observer mission"
        )
        assert (first[0], second[0], third[0]) == ("▌", "▌", " "), "the cursor is on all its lines"
        await reader.click(cites, 4, 2)
        assert cites.current == "1"
        await reader.click(cites, 4, 1)
        assert cites.current == "0"
        await reader.resize(*WIDE)
        assert "Report of the observer mission" in text_of(cites).splitlines()[0]
        assert len(text_of(cites).splitlines()) == 2


async def test_a_fault_stands_below_its_field_and_the_meaning_of_a_date_beside_it(
    book: Store,
) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, FRONT)
        (line,) = lines_of(reader, "Founded")
        assert "= about 2012" in line
        await reader.go_to("name")
        await reader.press("ctrl+u", "ctrl+s")
        below = reader.lines()[reader.editor("name").region.bottom]
        assert "name is missing" in below


async def test_the_fields_of_a_record_stand_in_parts_and_those_of_a_row_do_not(
    book: Store,
) -> None:
    async with opened(book, WIDE) as reader:
        await edit(reader, TALON)
        headings = [str(each.content) for each in reader.form.query(".part").results(Static)]
        assert headings == ["Facts", "Text", "Evidence"]
        names = list(reader.form.field_names)
        assert names.index("status") < names.index("summary") < names.index("cites")
        await reader.go_to("cites")
        await reader.press("enter")
        assert not reader.form.query(".part")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_part_and_a_form_begins_with_what_names_the_record(kind: str) -> None:
    fields = fields_of(KINDS[kind].cls)
    by_name = {field.name: field.part for field in fields}
    assert by_name[fields[0].name] is Part.FACTS
    assert by_name["summary"] is Part.TEXT
    assert {by_name["cites"], by_name["reviewed"], by_name["tags"]} == {Part.EVIDENCE}


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_the_focused_field_has_a_mark_and_a_background_of_its_own(
    book: Store, theme: str
) -> None:
    async with opened(book, NARROW) as reader:
        reader.app.theme = theme
        await edit(reader, AMBUSH)
        for name, label in (("title", "Title"), ("kind", "Kind"), ("actors", "Actors")):
            await reader.go_to(name)
            row = reader.editor(name).region
            marked = [line for line in reader.lines() if "│ ▌" in line]
            assert label in marked[0], "a sign, for those who see no colours"
            assert len(marked) == row.height, "along all its lines"
            assert _background(reader, row.x - 3, row.y) != _background(
                reader, row.x - 3, row.y - 1
            )


def _background(reader: Reader, x: int, y: int) -> Color | None:
    """The background of a cell of the screen."""
    at = 0
    for segment in reader.strips()[y]:
        at += segment.cell_length
        if at > x:
            return segment.style.bgcolor if segment.style else None
    return None
