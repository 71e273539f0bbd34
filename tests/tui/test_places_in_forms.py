"""Places in forms: positions in any notation, and places that are known already."""

from pathlib import Path

import pytest

from briefing.model.kinds.event import Event, Place
from briefing.store.store import Store
from filling_in import edit, save
from onscreen import Reader, opened, sample_store

STATEMENT = "event:2014-le-drian-statement"
"""An event without a place."""


@pytest.fixture
def book(tmp_path: Path) -> Store:
    return sample_store(tmp_path)


def place(book: Store) -> Place:
    event = book.need(STATEMENT)
    assert isinstance(event, Event)
    assert event.place is not None
    return event.place


async def to_a_new_place(reader: Reader) -> None:
    await edit(reader, STATEMENT)
    await reader.go_to("place")
    await reader.press("n")


@pytest.mark.parametrize("field", ["latitude", "longitude"])
@pytest.mark.parametrize(
    "typed", ["19.46, 0.86", "19°27'36\"N 0°51'36\"E", "0.86 E, 19.46 N", "31QBB7535053124"]
)
async def test_a_position_typed_into_one_half_fills_in_both(
    book: Store, field: str, typed: str
) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("name", "Somewhere")
        await reader.fill_in(field, typed)
        assert "latitude 19.46" in reader.note(field)
        await reader.press("enter")
        assert reader.form.value("latitude") == pytest.approx(19.46, abs=1e-5)
        assert reader.form.value("longitude") == pytest.approx(0.86, abs=1e-5)
        await reader.press("ctrl+s")
        await save(reader)
        assert place(book).longitude == pytest.approx(0.86, abs=1e-5)


async def test_it_is_understood_when_the_form_is_saved_from_that_field(book: Store) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("latitude", "19.46N 0.86E")
        await reader.press("ctrl+s")
        await save(reader)
        assert place(book) == Place(latitude=19.46, longitude=0.86)


async def test_half_a_position_is_refused_with_the_reason(book: Store) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("latitude", "19.46 N, 0.86")
        assert "a letter for one half only" in reader.note("latitude")
        await reader.fill_in("latitude", "95")
        await reader.press("enter", "ctrl+s")
        assert "90" in reader.note("latitude")


async def test_a_place_that_is_known_is_filled_in_for_review(book: Store) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("name", "kati")
        await reader.press("enter")
        assert reader.form.value("country") == "ML"
        assert reader.form.value("latitude") == 12.74
        assert reader.form.value("precision") == "exact"


async def test_a_name_of_two_places_fills_in_nothing(book: Store) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("name", "Aguelhoc")
        await reader.press("enter")
        assert not reader.form.value("country"), "it is exact in one record and near in another"


async def test_what_was_typed_is_not_replaced(book: Store) -> None:
    async with opened(book) as reader:
        await to_a_new_place(reader)
        await reader.fill_in("admin1", "Elsewhere")
        await reader.fill_in("name", "Kati")
        await reader.press("enter")
        assert reader.form.value("admin1") == "Elsewhere"
        assert not reader.form.value("country")
