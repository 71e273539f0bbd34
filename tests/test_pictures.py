"""The pictures of the screen can be made again, and none is missing or too large."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"
LARGEST = 60_000


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", DOCS / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


async def test_a_picture_shows_the_screen_its_keys_lead_to(maker: ModuleType) -> None:
    picture = next(each for each in maker.PICTURES if each.name == "contradiction")
    svg = await maker.taken(picture, DOCS.parent / "db.json")
    assert "Place\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}Prayers" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace(
        "https://www.textualize.io", ""
    ), "no web fonts"
    assert len(svg.encode()) < LARGEST


def test_every_picture_is_there_before_and_now(maker: ModuleType) -> None:
    names = {picture.name for picture in maker.PICTURES}
    older = {picture.name for picture in maker.PICTURES if not picture.is_new}
    for folder, wanted in ((DOCS / "pictures", names), (DOCS / "pictures" / "before", older)):
        assert {path.stem for path in folder.glob("*.svg")} == wanted
        assert all(path.stat().st_size < LARGEST for path in folder.glob("*.svg"))
    assert (DOCS / "pictures.md").read_text("utf-8") == maker.page()
    assert (DOCS / "screenshot.svg").read_bytes() == (
        DOCS / "pictures" / f"{maker.README_PICTURE}.svg"
    ).read_bytes()
