"""Filling in a form and looking at the file."""

import json
from typing import Any

from briefing.model.refs import kind_of, slug_of
from briefing.store.store import Store
from briefing.tui.forms.form import FormScreen
from briefing.tui.screens.menu import MenuScreen
from briefing.tui.widgets.row_list import RowList
from onscreen import Reader


def in_file(store: Store, ref: str) -> dict[str, Any]:
    """A record as the file holds it."""
    assert store.path is not None
    whole = json.loads(store.path.read_bytes())
    found = whole[kind_of(ref)][slug_of(ref)]
    assert isinstance(found, dict)
    return found


async def edit(reader: Reader, ref: str) -> None:
    """Go to a record and open it in a form."""
    reader.main.visit(ref)
    await reader.rest()
    await reader.press("e")
    assert isinstance(reader.app.screen, FormScreen)


async def save(reader: Reader) -> None:
    """Save the form in front, which must have no faults."""
    form = reader.form
    await reader.press("ctrl+s")
    assert reader.app.screen is not form, reader.shown()


def choices(reader: Reader) -> list[str]:
    """The terms of the menu in front."""
    return list(reader.on(MenuScreen).query_one(RowList).ids)
