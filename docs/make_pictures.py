"""Make the pictures of the screen and their page: `python docs/make_pictures.py`.

They show the shipped briefing. Those of an earlier version, for the comparison, were made with

    python docs/make_pictures.py --of ../older --into docs/pictures/before
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
DARK, LIGHT = "dark", "light"
LATE = 30.0
"""Seconds after which a screen that is not at rest is given up."""


class Picture(NamedTuple):
    """One picture.

    Attributes:
        name: Its file, without `.svg`.
        title: What it shows.
        keys: What is pressed first; a part that begins with `"` is typed.
        size: The columns and lines of the terminal.
        look: Dark or light.
        is_changed: Whether some changes were made before, for the history to show.
        is_new: Whether the earlier version had nothing like it.
    """

    name: str
    title: str
    keys: str = ""
    size: tuple[int, int] = (120, 34)
    look: str = DARK
    is_changed: bool = False
    is_new: bool = False


PICTURES = (
    Picture("start", "The start"),
    Picture("dossier", "A dossier", '/ "massacre_of_aguelhoc enter'),
    Picture("lens", "The lens on one leader", "2 j j space"),
    Picture("jump", "The jump finds any spelling", '/ "belmoktar'),
    Picture("form", "A form", "3 j j e"),
    Picture("menu", "A menu", "N"),
    Picture("history", "The history", "H", is_changed=True),
    Picture("help", "The help", "?"),
    Picture("merge", "Two records merged", '1 G k M "national_movement enter'),
    Picture("contradiction", "A contradiction between sources", '/ "kati enter w'),
    Picture("dossier-light", "A dossier, light", '/ "massacre_of_aguelhoc enter', look=LIGHT),
    Picture("jump-light", "The jump, light", '/ "belmoktar', look=LIGHT),
    Picture("dossier-80x24", "A dossier in 80 columns", '/ "massacre_of_aguelhoc enter', (80, 24)),
    Picture("filter", "A filter", '3 backslash "after:2013_actor:', is_new=True),
    Picture("as-of", "As of a date", '/ "aqim enter @ "1_january_2013 enter', is_new=True),
    Picture("inbox", "What waits to be weighed", "v", is_new=True),
    Picture("ties", "Ties within two steps", '/ "mokhtar_belmokhtar enter i t', is_new=True),
    Picture("chronology", "The chronology", "t", is_new=True),
    Picture(
        "chronology-lanes",
        "The chronology by group, light",
        "t o down enter",
        look=LIGHT,
        is_new=True,
    ),
    Picture("network", "The network", '/ "aqim enter W', is_new=True),
    Picture("map", "The map", "m", is_new=True),
    Picture("patterns", "Patterns", "B", is_new=True),
    Picture("matrix", "Competing judgements against their evidence", "8 j K", is_new=True),
    Picture("report", "The written report", "P j j j", is_new=True),
    Picture("report-light", "The written report, light", "P j j j", look=LIGHT, is_new=True),
)
CHANGES: Sequence[tuple[str, str, object]] = (
    ("leader:mokhtar-belmokhtar", "status", "reported dead"),
    ("event:2012-aguelhoc-massacre", "tags", ["massacre", "to check"]),
    ("group:signatories-in-blood", "founded", "2013-08"),
    ("leader:mokhtar-belmokhtar", "status", "at large"),
)
README_PICTURE = "dossier"
"""The one that README shows."""


def page() -> str:
    """The page of all pictures, those of an earlier version beside them."""
    lines = ["# The screen in pictures", "", "Made by `make_pictures.py`."]
    lines += ["", "| before | now |", "| --- | --- |"]
    for name, title, *_ in (each for each in PICTURES if not each.is_new):
        was, now = (
            f"![{title}]({folder}/{name}.svg)" for folder in ("pictures/before", "pictures")
        )
        lines.append(f"| {was} | {now} |")
    lines += ["", "## New screens", ""]
    lines += [f"![{each.title}](pictures/{each.name}.svg)\n" for each in PICTURES if each.is_new]
    while not lines[-1].strip():
        lines.pop()
    return "\n".join(lines) + "\n"


async def taken(picture: Picture, briefing: Path) -> str:
    """Press the keys of a picture on a copy of a briefing; returns the screen as SVG."""
    from textual.pilot import Pilot

    from briefing.model.validation import build, plain
    from briefing.store.store import Store
    from briefing.tui.app import BriefingApp
    from briefing.tui.main.start import Start

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "db.json")
        copy.write_bytes(briefing.read_bytes())
        store = Store.open(copy, by="analyst")
        for ref, name, value in CHANGES if picture.is_changed else ():
            raw = {**plain(store.need(ref)), name: value}
            store.put(ref, build(ref.partition(":")[0], raw))
        app = BriefingApp(Start(lambda _keep: store))
        app.animation_level = "none"

        async def at_rest(pilot: Pilot[None]) -> None:
            for _ in range(5):
                await pilot.pause(0.05)

        async with app.run_test(size=picture.size, notifications=True) as pilot:
            async with asyncio.timeout(LATE):
                while not app.main.is_ready:
                    await pilot.pause(0.02)
            if app.current_theme.dark is not (picture.look == DARK):
                await pilot.press("T")
            for part in picture.keys.split():
                keys = part[1:].replace("_", " ") if part.startswith('"') else [part]
                await pilot.press(*("space" if key == " " else key for key in keys))
                await at_rest(pilot)
            await at_rest(pilot)
            svg = app.export_screenshot(title="briefing", simplify=True)
        store.close()
    return smaller(svg)


_WHOLE_CELL = (
    r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="24.65"[^>]*/>'
)


def smaller(svg: str) -> str:
    """The same picture without web fonts and what a viewer does not need."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#[\w-]+-line-\d+\)"', "", svg)
    svg = re.sub(r'<clipPath id="[\w-]+-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(rf"(?:{_WHOLE_CELL})+", lambda found: _joined(found[0]), svg)
    return svg.replace("&#160;", "\N{NO-BREAK SPACE}")


def _joined(backgrounds: str) -> str:
    """The backgrounds of cells, those of one colour beside each other as one."""
    joined = ""
    cells = re.findall(_WHOLE_CELL, backgrounds)
    for (fill, y), run in groupby(cells, key=lambda cell: (cell[0], cell[2])):
        same = list(run)
        x, total = same[0][1], sum(float(cell[3]) for cell in same)
        joined += f'<rect fill="{fill}" x="{x}" y="{y}" width="{total:.1f}" height="24.65"'
        joined += ' shape-rendering="crispEdges"/>'
    return joined


def main(given: Sequence[str] | None = None) -> None:
    """Write all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--of", type=Path, default=HERE.parent, help="the checkout to show")
    parser.add_argument("--into", type=Path, default=HERE / "pictures", help="where to write")
    parser.add_argument("names", nargs="*", help="the pictures to make (default: all)")
    asked = parser.parse_args(given)
    sys.path.insert(0, str(asked.of.resolve()))
    asked.into.mkdir(parents=True, exist_ok=True)
    if asked.into == HERE / "pictures":
        (HERE / "pictures.md").write_text(page(), "utf-8")
    for picture in PICTURES:
        if asked.names and picture.name not in asked.names:
            continue
        svg = asyncio.run(taken(picture, HERE.parent / "db.json"))
        (asked.into / f"{picture.name}.svg").write_text(svg, "utf-8")
        if picture.name == README_PICTURE and asked.into == HERE / "pictures":
            (HERE / "screenshot.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
