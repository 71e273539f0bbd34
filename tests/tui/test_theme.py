"""Every colour has a meaning, every text on the screen can be read, in both themes.

Contrast is that of WCAG 2.2: the definitions of "contrast ratio" and "relative luminance", and the
least ratios of success criteria 1.4.3 (text) and 1.4.11 (what is no text), https://www.w3.org/TR/WCAG22/.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color
from rich.segment import Segment
from textual._context import visible_screen_stack

from briefing.model.kinds import KINDS, PANES
from briefing.model.validation import build, plain
from briefing.tui import theme
from briefing.tui.app import BriefingApp
from briefing.tui.main.remembered import Remembered
from briefing.tui.main.start import Start
from briefing.tui.theme import DARK, LIGHT, accent, grade_look, tone, with_grades
from invented import FRONT, fill
from onscreen import NARROW, WIDE, Reader, opened, running, sample_store
from treaty import registered

MASSACRE = "event:2012-aguelhoc-massacre"
TEXT, FRAME = 4.5, 3.0
"""The least contrast of text, and of frames and signs drawn from blocks."""


def luminance(color: Color) -> float:
    """The relative luminance."""
    channels = [each / 255 for each in color.get_truecolor()]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    # The grey that WebAIM gives as the lightest that passes on white.
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def drawn(reader: Reader) -> Iterator[Segment]:
    """What the screen in front draws; one behind it is dimmed, as it cannot be used."""
    visible_screen_stack.set([])
    for strip in reader.app.screen._compositor.render_strips():
        yield from strip


def too_faint(reader: Reader) -> list[str]:
    """The texts and frames with too little contrast."""
    faint = {}
    for text, style, _ in drawn(reader):
        if not text.strip() or style is None or style.color is None or style.bgcolor is None:
            continue
        pair = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
        is_frame = all(0x2500 <= ord(each) <= 0x259F or each.isspace() for each in text)
        ratio = contrast(*pair)
        if ratio < (FRAME if is_frame else TEXT):
            names = [each.get_truecolor().hex for each in pair]
            faint[text.strip()] = f"{text.strip()!r}: {names[0]} on {names[1]} is {ratio:.2f}"
    return list(faint.values())


SCREENS = {
    "start": "",
    "events": "3",
    "narrow": "",
    "dossier": "/ text:aguelhoc enter",
    "following": "/ text:aguelhoc enter f",
    "lens and marks": "1 x x space",
    "disputed": "/ text:wadi enter",
    "form": "3 j j e",
    "form with a fault": "3 j j e ctrl+u ctrl+s",
    "choice": "3 j j e tab tab",
    "list in a form": "3 j j e tab tab tab tab tab",
    "jump": "/",
    "jump with a query": "/ text:belmoktar",
    "jump with nothing found": "/ text:qqqqqqqq",
    "menu": "N",
    "help": "?",
    "palette": "ctrl+p",
    "history": "H",
    "history filtered": "H / text:q",
    "confirm": "d",
    "prompt": "A text:leads",
    "contradiction": "/ text:kati enter w",
    "merge": "1 G k M text:azawad enter",
    "message": "[",
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_text_has_enough_contrast(screen: str, tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    if screen == "disputed":
        fill(store)
    async with opened(store, NARROW if screen == "narrow" else WIDE) as reader:
        for part in SCREENS[screen].split():
            if part.startswith("text:"):
                await reader.write(part.removeprefix("text:"))
            else:
                await reader.press(part)
        assert reader.app.theme == DARK
        assert too_faint(reader) == []
        reader.app.theme = LIGHT
        await reader.rest()
        assert too_faint(reader) == []


def colours(reader: Reader, text: str) -> set[str]:
    """The colours a text is drawn in, by their names in the theme."""
    names = {reader.app.theme_variables[look].lower(): look for look in (*MEANINGS, *KIND_LOOKS)}
    found = set()
    for segment in drawn(reader):
        if segment.text.strip() == text and segment.style and segment.style.color:
            shade = segment.style.color.get_truecolor().hex
            found.add(names.get(shade, shade))
    return found


MEANINGS = ("match", "good", "disputed", "dead")
KIND_LOOKS = tuple(dict.fromkeys(accent(kind) for kind in KINDS))


@pytest.mark.parametrize("name", [DARK, LIGHT])
async def test_kinds_statuses_the_dead_and_grades_are_drawn_in_their_colours(
    name: str, tmp_path: Path
) -> None:
    store = sample_store(tmp_path)
    massacre = plain(store.need(MASSACRE))
    store.put(MASSACRE, build("event", {**massacre, "status": "disputed"}))
    async with opened(store) as reader:
        reader.app.theme = name
        await reader.rest()
        for kind in PANES:
            title = f"{KINDS[kind].key} {KINDS[kind].plural.capitalize()}"
            assert colours(reader, title) == {accent(kind)}
        assert colours(reader, "Group") == {"kind-group"}
        assert colours(reader, "in office") == {"good"}
        assert colours(reader, "dead") == {"dead"}
        await reader.press("3")
        assert colours(reader, "11†") == {"dead"}
        assert colours(reader, "disputed 91+†") == {"disputed"}
        reader.main.visit(MASSACRE)
        await reader.rest()
        assert colours(reader, "Event") == {"kind-event"}
        assert colours(reader, "disputed") == {"disputed"}, "in the head and as a field"
        await reader.press("/")
        await reader.write("belmoktar")
        assert colours(reader, "leader") == {"kind-leader"}
        assert colours(reader, "Belmoktar") == {"match"}, "behind the name too"


async def test_what_waits_for_a_decision_is_red(tmp_path: Path) -> None:
    store = fill(sample_store(tmp_path))
    async with opened(store) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        red = {reader.app.theme_variables["unreviewed"]}
        assert colours(reader, "≠ 2011") <= red | {"dead"}
        assert colours(reader, "unresolved") <= red | {"dead"}
        assert colours(reader, "≠ 2011")


def test_a_made_up_kind_has_an_accent_too() -> None:
    assert len({accent(kind) for kind in KINDS}) == len(KINDS), "one for each"
    with registered():
        assert accent("treaty") == "kind-other"
        assert accent("treaty") in theme.LOOKS


@pytest.mark.parametrize(
    ("grade", "look"),
    [
        ("A1", "grade-good"),
        ("B2", "grade-good"),
        ("B3", "grade-foreground"),
        ("C1", "grade-foreground"),
        ("D4", "grade-foreground"),
        ("A–", "grade-foreground"),
        ("–2", "grade-foreground"),
        ("F1", "grade-poor"),
        ("B6", "grade-poor"),
    ],
)
def test_a_grade_looks_no_better_than_its_worse_half(grade: str, look: str) -> None:
    assert grade_look(grade) == look


def test_only_grades_are_chips() -> None:
    assert with_grades("whole [1][3] B2 2 origins", "dim") == [
        ("whole [1][3] ", "dim"),
        ("B2", "grade-good"),
        (" 2 origins", "dim"),
    ]
    assert with_grades("[1]", "dim") == [("[1]", "dim")]
    assert with_grades("AB2 B22", "dim") == [("AB2 B22", "dim")]


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("dead", "dead"),
        ("reported dead", "dead"),
        ("91+†", "dead"),
        ("disputed", "disputed"),
        ("disputed 91+†", "disputed"),
        ("disputed: the mission says otherwise", "disputed"),
        ("unresolved", "unreviewed"),
        ("confirmed", "good"),
        ("in office", "good"),
        ("defunct", "poor"),
        ("B", "grade-good"),
        ("F", "grade-poor"),
        ("reported", ""),
        ("ML NE", ""),
        ("dead letter office", ""),
        ("", ""),
    ],
)
def test_words_with_a_meaning_have_its_colour(words: str, look: str) -> None:
    assert tone(words) == look


@pytest.mark.parametrize(
    ("kept", "begins"),
    [(LIGHT, LIGHT), ("textual-light", LIGHT), ("textual-dark", DARK), ("no-such", DARK)],
)
async def test_a_theme_kept_by_an_earlier_version_is_understood(
    kept: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORFGBG", raising=False)
    file = tmp_path / "screen.json"
    Remembered(file).theme = kept
    store = sample_store(tmp_path)
    async with running(BriefingApp(Start(lambda _keep: store, remembered=file))) as reader:
        assert reader.app.theme == begins


def test_colours_are_stated_nowhere_else() -> None:
    folder = Path(theme.__file__).parent
    stated = re.compile(
        r"#[0-9a-f]{6}\b|\$(text|primary|secondary|accent|warning|error|success|foreground-muted)\b"
        r"|\b(red|green|blue|yellow|cyan|magenta|white|black)\b.{0,3};"
    )
    for path in folder.rglob("*.py"):
        if path != Path(theme.__file__):
            assert not stated.search(path.read_text("utf-8")), path
