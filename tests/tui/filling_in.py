"""Filling in a form and looking at the file."""

from typing import Any

import msgspec

from briefing.model.kinds.record import Record
from briefing.store.store import Store
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.widgets.row_list import RowList
from invented import contents
from onscreen import Reader


def in_file(store: Store, ref: str) -> dict[str, Any]:
    """A record as saved in the file."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(records_in_file(store)[ref]))
    return found


def records_in_file(store: Store) -> dict[str, Record]:
    """All records as saved in the file."""
    return contents(Store.open(store.location))


async def edit(reader: Reader, ref: str) -> None:
    """Go to a record and open it in a form."""
    reader.main.visit(ref)
    await reader.rest()
    await reader.press("e")
    assert isinstance(reader.app.screen, FormScreen)


async def stand_on(reader: Reader, ref: str, field: str) -> None:
    """Go to a record, and to a field in its dossier."""
    reader.main.visit(ref)
    await reader.rest()
    view = reader.main.dossier
    view.cursor = next(at for at, item in enumerate(view.items) if item.field == field)
    await reader.rest()


async def save(reader: Reader) -> None:
    """Save the top form, which must have no faults."""
    form = reader.form
    await reader.press("ctrl+s")
    assert reader.app.screen is not form, reader.shown()


def choices(reader: Reader) -> list[str]:
    """The terms of the top menu."""
    return list(reader.on(MenuScreen).query_one(RowList).ids)
