"""Whole screens, as plain text, of the shipped briefing.

A screen that was meant to change is drawn anew with

    BRIEFING_GOLDEN=write python -m pytest tests/tui/test_golden.py

and read in the diff before it is committed.
"""

import os
from pathlib import Path

import pytest

from briefing.store.store import Store
from onscreen import NARROW, WIDE, opened, sample_file

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("start-140x40", WIDE, ""),
        ("start-80x24", NARROW, ""),
        ("dossier-80x24", NARROW, "3jjl"),
        ("form-140x40", WIDE, "3jje"),
    ],
)
async def test_the_screen_looks_as_it_is_known(
    name: str, size: tuple[int, int], keys: str, tmp_path: Path
) -> None:
    store = Store.open(sample_file(tmp_path), by="analyst")
    async with opened(store, size) as reader:
        await reader.press(*keys)
        shown = f"{reader.shown()}\n"
    store.close()
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("BRIEFING_GOLDEN") == "write":
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")
