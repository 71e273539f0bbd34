"""Hostile text is shown everywhere, and harmless."""

from collections.abc import Iterator
from typing import Any
from unicodedata import category

import msgspec
import pytest
from rich.cells import cell_len
from textual.widgets import Input

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.input.safe_text import clipped, one_line, paragraphs, typed
from briefing.tui.jump.screen import JumpScreen
from onscreen import MIDDLE, NARROW, Reader, opened

MARKUP = "[red]x[/red]"
SHORT = (
    MARKUP,
    "[@click=app.quit]press[/]",
    "[/etc/x]",
    "[bold",
    "]]",
    "\\[b]",
    "{}%s $text {0}",
    "\x1b[31m\x1b]52;c;AAAA\x07",
    "\x9b31m\x90q\x9c",
    "a\rb\bc\x7f",
    "left\u202eright\u2066\u2069\u200f",
    "zero\u200bwidth\u200d\ufeff\u00ad",
    "one\ntwo\n\nthree\u2028four\u2029",
    "a\ttab",
    "o" + "\u0301\u0489" * 60,
    "👩‍👩‍👧‍👦🏴\U000e0067\U000e007f 🇲🇱 ⚠️",
    "حركة تحرير أزواد",
    "马里中部的武装团体",
    "\ue000\U000f0000\uffff",
)
HOSTILE = (*SHORT, "W" * 5000, "馬" * 700, " ".join(SHORT))
LONG, EVERYTHING = len(SHORT), len(HOSTILE) - 1
"""The places of one endless word and of all short texts in one."""
WORST = (0, 7, 10, 12, 14, 15, LONG, LONG + 1, EVERYTHING)
"""The places of one text of each sort."""


def plain_text(field: Field) -> bool:
    """Whether a field may hold any text."""
    return field.shape in (Shape.TEXT, Shape.PROSE, Shape.WORDS) and not field.check


def filled_with(
    cls: type[msgspec.Struct], text: str, number: int, own_kind: str = ""
) -> dict[str, Any]:
    """The fields of a record or row, with a text wherever possible."""
    raw: dict[str, Any] = {}
    for field in fields_of(cls):
        kind = "group" if field.name == "from" else field.kinds[-1] if field.kinds else ""
        ref = f"{kind}:h{number}"
        match field.shape:
            case Shape.TEXT | Shape.PROSE if plain_text(field) and field.name != "field":
                raw[field.name] = text
            case Shape.WORDS if plain_text(field):
                raw[field.name] = [text, text]
            case Shape.REF if kind != own_kind:
                raw[field.name] = ref
            case Shape.REFS:
                raw[field.name] = [f"{each}:h{number}" for each in field.kinds]
            case Shape.ROW if field.row:
                raw[field.name] = filled_with(field.row, text, number)
            case Shape.ROWS if field.row:
                raw[field.name] = [filled_with(field.row, text, number)]
            case Shape.DATE if field.required:
                raw[field.name] = field.example
            case Shape.CHOICE if field.required:
                raw[field.name] = field.choices[0]
            case Shape.INTEGER if field.required:
                raw[field.name] = int(field.example)
    return raw


@pytest.fixture(scope="module")
def book() -> Iterator[Store]:
    """One record of each kind for each of the texts, all tied to one another."""
    store = Store.in_memory("".join(SHORT), by=MARKUP)
    with store.transaction() as change:
        for number, text in enumerate(HOSTILE):
            for kind, declared in KINDS.items():
                raw = filled_with(declared.cls, text, number, kind)
                change.put(f"{kind}:h{number}", build(kind, raw))
    yield store
    store.close()


def test_the_texts_stand_in_every_field_that_takes_one(book: Store) -> None:
    for kind, declared in KINDS.items():
        raw = msgspec.to_builtins(book.need(f"{kind}:h0"))
        for field in declared.fields:
            if plain_text(field):
                assert MARKUP in str(raw[field.name]), f"{kind}.{field.name}"


def assert_harmless(reader: Reader, where: str) -> None:
    """Nothing on the screen controls a terminal, acts on clicks or leaves its line."""
    for strip in reader.strips():
        bad = {
            character
            for character in strip.text
            if category(character) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
        }
        assert not bad, f"{where}: {bad!r} in {strip.text!r}"
        assert cell_len(strip.text) == reader.app.size.width, f"{where}: {strip.text!r}"
        for segment in strip:
            assert segment.control is None, where
            style = segment.style
            assert style is None or not (style.link or "@click" in style.meta), where


@pytest.mark.parametrize("size", [(140, 40), NARROW])
async def test_panes_and_dossiers(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        assert_harmless(reader, "start")
        for kind in KINDS:
            for number in WORST if kind == "leader" else (LONG, EVERYTHING):
                reader.main.visit(f"{kind}:h{number}")
                await reader.rest()
                assert_harmless(reader, f"dossier of {kind} {number}")
                if number in (0, EVERYTHING):
                    assert MARKUP in reader.shown(), "markup is shown as it was written"
        for key in ("1", "2", "3", "4"):
            await reader.press(key)
            for step in ("g", "pagedown", "G", "0", "G", "left"):
                await reader.press(step)
                assert_harmless(reader, f"pane {key}, {step}")


async def test_the_lens_in_the_title_bar_and_toasts(book: Store) -> None:
    async with opened(book) as reader:
        for number, text in ((number, HOSTILE[number]) for number in WORST):
            reader.main.visit(f"leader:h{number}")
            await reader.rest()
            await reader.press("space")
            assert_harmless(reader, f"lens on {text[:20]!r}")
            if text == MARKUP:
                assert f"lens: {MARKUP}" in reader.lines()[0], "however long the title is"
            reader.main.tell(text)
            await reader.rest()
            assert_harmless(reader, f"toast {text[:20]!r}")
            if text == MARKUP:
                assert reader.shown().count(MARKUP) > reader.lines()[0].count(MARKUP)
            reader.app.clear_notifications()
        await reader.press("escape")


async def test_hits_and_preview_of_the_jump(book: Store) -> None:
    async with opened(book) as reader:
        for text in (*(HOSTILE[number] for number in WORST[:6]), "W" * 90):
            await reader.press("/")
            reader.on(JumpScreen).query_one(Input).value = text
            await reader.rest()
            assert_harmless(reader, f"jump to {text[:20]!r}")
            await reader.until(reader.is_previewed)
            assert_harmless(reader, f"preview of {text[:20]!r}")
            await reader.press("tab")
            assert_harmless(reader, f"linked to {text[:20]!r}")
            await reader.press("escape")
        await reader.press("/")
        await reader.write("[red]")
        assert MARKUP in reader.shown()


async def test_forms_and_what_they_say(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        for kind, number in [*((kind, EVERYTHING) for kind in KINDS), ("event", LONG)]:
            reader.main.visit(f"{kind}:h{number}")
            await reader.rest()
            await reader.press("e")
            assert_harmless(reader, f"form of {kind} {number}")
            assert number == LONG or MARKUP in reader.shown()
            await reader.press("escape")
            assert reader.app.screen is reader.main, "opening and leaving changes nothing"

        reader.main.visit("event:h0")
        await reader.rest()
        await reader.press("e")
        for text in (HOSTILE[number] for number in WORST[:6]):
            await reader.fill_in("date", text.replace("\n", " "))
            await reader.press("ctrl+s")
            assert isinstance(reader.app.screen, FormScreen)
            assert_harmless(reader, f"fault about {text!r}")
            await reader.go_to("title")
        await reader.go_to("actors")
        await reader.press("enter")
        assert_harmless(reader, "a row")
        await reader.press("escape", "escape", "y")


async def test_questions_and_menus(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        for number, text in ((number, HOSTILE[number]) for number in (0, 7, LONG, EVERYTHING)):
            reader.main.visit(f"source:h{number}")
            await reader.rest()
            await reader.press("d")
            assert isinstance(reader.app.screen, ConfirmScreen)
            assert_harmless(reader, f"asked about {text[:20]!r}")
            if text == MARKUP:
                assert MARKUP in reader.shown()
            await reader.press("n")
        terms = {text: text for text in HOSTILE}
        reader.app.push_screen(MenuScreen(MARKUP, terms, HOSTILE[3]))
        await reader.rest()
        assert_harmless(reader, "menu")
        assert reader.shown().count(MARKUP) >= 2
        await reader.press("G", "escape")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_helpers_let_nothing_through(text: str) -> None:
    shown = (one_line(text), typed(text), *paragraphs(text), clipped(one_line(text), 20))
    for each in shown:
        assert not any(category(character) in ("Cc", "Cf", "Cn", "Co", "Zl") for character in each)
    assert cell_len(clipped(one_line(text), 20)) <= 20
    assert one_line(one_line(text)) == one_line(text)
    assert typed(typed(text)) == typed(text), "what a field shows is what it takes"


ESCAPES = "\x1b]52;c;aGFjaw==\x07\u202e\x00“x "


@pytest.mark.parametrize(
    ("field", "unit", "taken"),
    [("name", ESCAPES, "2,000"), ("summary", ESCAPES, "1,000,000"), ("tags", "x\n", "20,000")],
)
async def test_a_form_survives_any_paste(book: Store, field: str, unit: str, taken: str) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit("group:karsa-army")
        await reader.rest()
        await reader.press("e")
        await reader.go_to(field)
        await reader.paste(unit * 3)
        await reader.write("!")
        assert "!" in str(reader.editor(field).given())
        await reader.paste(unit * (10_000_000 // len(unit)))
        assert f"only the first {taken} characters" in reader.messages()[-1]
        await reader.write("?")
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main


async def test_a_line_broken_in_two_is_pasted_as_one(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit("group:karsa-army")
        await reader.rest()
        await reader.press("e", "ctrl+u")
        await reader.paste("Karsa\n   Armed Forces")
        assert reader.editor("name").given() == "Karsa Armed Forces"
