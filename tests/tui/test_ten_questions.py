"""Ten questions of an analyst, each answered in six keys besides what is typed, or fewer."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from benchmarks.generate import snapshot
from briefing.checks import findings
from briefing.model import dates
from briefing.model.contradictions import has_open_contradiction
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.refs import kind_of
from briefing.provenance import chains, supporting
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.main.screen import MainScreen
from onscreen import WIDE, Reader, opened, sample_store

MOST_KEYS = 6
GENERATED = 5_000


class Subjects(NamedTuple):
    """What the questions are about, in one briefing."""

    group: str
    leader: str
    region: str
    year: str
    month: str
    day: str


SAMPLE = Subjects(
    "group:aqim", "leader:mokhtar-belmokhtar", "kidal", "2012", "2014-01", "1 January 2013"
)


@lru_cache(maxsize=1)
def generated() -> tuple[Snapshot, Subjects]:
    """A generated briefing, with a contradiction and an ungraded source."""
    made = snapshot(GENERATED, seed=3)
    group, event = made.tables["group"], made.tables["event"]
    source = min(made.tables["source"])
    first = made.tables["source"][source]
    assert isinstance(first, Source)
    made.tables["source"][source] = replace(first, reliability="")
    slug = min(group)
    other = Cite(f"source:{source}", "status", "another status")
    group[slug] = replace(group[slug], cites=(other,))
    leads = next(filter(lambda link: _is_sure(link, made), made.tables["link"].values()))
    assert isinstance(leads, Link)
    happened = next(
        each
        for each in event.values()
        if isinstance(each, Event) and each.place and each.place.admin1
    )
    assert happened.place is not None
    begun = dates.parse(leads.start).latest
    month = dates.parse(happened.date).earliest.isoformat()[:7]
    return made, Subjects(
        leads.to, leads.from_, happened.place.admin1, month[:4], month, dates.describe(str(begun))
    )


def _is_sure(link: Record, made: Snapshot) -> bool:
    """Whether somebody certainly led a group that was there, and has a name of its own."""
    if not (isinstance(link, Link) and link.type == "leads" and link.start):
        return False
    group = made.get(link.to)
    names = [getattr(each, "name", "") for each in made.tables["group"].values()]
    return (
        isinstance(group, Group)
        and names.count(group.name) == 1
        and bool(group.founded)
        and dates.parse(group.founded).latest < dates.parse(link.start).earliest
    )


class Typist:
    """Presses keys and counts those that are not part of a text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self._reader.press(*keys)

    async def write(self, text: str) -> None:
        await self._reader.write(text)


def main(reader: Reader) -> MainScreen:
    screen = reader.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


async def filtered(reader: Reader, query: str) -> tuple[Collection[str], int]:
    """Filter by a query; what it finds, and the keys that took."""
    typist = Typist(reader)
    await typist.press("backslash")
    await typist.write(query)
    await typist.press("enter")
    matches = main(reader).panes.matches
    assert matches is not None
    return matches.refs, typist.keys


def found(store: Store, holds: Callable[[str, Record], object]) -> set[str]:
    return {ref for ref, record in store.records() if holds(ref, record)}


def overlaps(record: Record, when: str) -> bool:
    date = getattr(record, "date", "") or getattr(record, "said", "")
    return dates.is_date(date) and dates.parse(date).overlaps(dates.parse(when))


BOOKS = pytest.mark.parametrize("book", ["shipped", "generated"])


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Subjects]:
    if request.param == "shipped":
        return sample_store(tmp_path), SAMPLE
    made, about = generated()
    tables = {kind: dict(table) for kind, table in made.tables.items()}
    return Store(MemoryBackend(Snapshot(made.meta, tables))), about


pytestmark = pytest.mark.parametrize("book", ["shipped", "generated"], indirect=True)
Book = tuple[Store, Subjects]


async def test_who_led_a_group_on_a_day(book: Book) -> None:
    store, about = book
    async with opened(store, WIDE) as reader:
        typist = Typist(reader)
        await typist.press("slash")
        await typist.write(store.label(about.group))
        await typist.press("enter", "@")
        await typist.write(about.day)
        await typist.press("enter")
        await reader.until(lambda: main(reader).viewpoint is not None)
        assert typist.keys <= MOST_KEYS
        assert kind_of(reader.here) == "group"
        assert str(main(reader).viewpoint) == about.day
        assert "as of " in reader.lines()[0]
        assert "led by" in reader.shown()


async def test_what_happened_in_a_region_in_a_year(book: Book) -> None:
    store, about = book
    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, f'region:"{about.region}" in:{about.year}')
        expected = found(
            store,
            lambda _, each: (
                isinstance(each, Event)
                and each.place
                and f" {about.region.lower()}" in f" {each.place.admin1.lower()}"
                and overlaps(each, about.year)
            ),
        )
        assert refs == expected
        assert keys <= MOST_KEYS


async def test_which_figures_rest_on_one_origin(book: Book) -> None:
    store, _ = book
    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, "single-origin:casualties")
        assert refs == {each.ref for each in findings(store) if each.check == "single-origin"}
        assert refs
        assert keys <= MOST_KEYS


async def test_who_said_what_about_somebody(book: Book) -> None:
    store, about = book
    who = "leader:abdelhamid-abou-zeid" if about is SAMPLE else _spoken_about(store)
    name = "Abou Zeid" if about is SAMPLE else store.label(who)

    def speaks(_: str, each: Record) -> bool:
        passages = [cite.passage for cite in each.cites]
        is_quote = isinstance(each, Quote) and who in each.about
        return is_quote or any(name in passage for passage in passages)

    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, f'about:{who} or passage:"{name}"')
        assert refs == found(store, speaks)
        assert refs
        assert keys <= MOST_KEYS


def _spoken_about(store: Store) -> str:
    quotes = (each for each in store.all("quote").values() if isinstance(each, Quote))
    return next(each.about[0] for each in quotes if each.about)


async def test_what_contradicts_what(book: Book) -> None:
    store, about = book
    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, "has:contradiction")
        assert refs == found(store, lambda _, each: has_open_contradiction(each, store.label))
        assert bool(refs) == (about is not SAMPLE), "the sample has none"
        assert keys <= MOST_KEYS


async def test_a_month_in_order(book: Book) -> None:
    store, about = book
    async with opened(store, WIDE) as reader:
        _, keys = await filtered(reader, f"in:{about.month} is:event")
        refs = list(reader.pane("event").ids)
        assert set(refs) == found(
            store, lambda _, each: isinstance(each, Event) and overlaps(each, about.month)
        )
        days = [dates.sort_key(getattr(store.need(ref), "date", "")) for ref in refs]
        assert days == sorted(days)
        assert keys <= MOST_KEYS


async def test_events_with_civilians_killed(book: Book) -> None:
    store, _ = book

    def has_civilians(_: str, each: Record) -> bool:
        rows: Sequence[object] = getattr(each, "casualties", ())
        return any(
            getattr(row, "outcome", "") == "killed" and " civilian" in f" {getattr(row, 'who', '')}"
            for row in rows
        )

    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, "killed:civilians")
        assert refs == found(store, has_civilians)
        assert refs
        assert keys <= MOST_KEYS


async def test_everything_that_rests_on_an_ungraded_source(book: Book) -> None:
    store, about = book
    ungraded = {
        f"source:{slug}"
        for slug, each in store.all("source").items()
        if isinstance(each, Source) and not each.reliability
    }
    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, "has:ungraded")
        chain = chains(store)

        def rests(_: str, each: Record) -> set[str]:
            cited = (cite.source for cite in supporting(store, each))
            return {way for ref in (getattr(each, "source", ""), *cited) for way in chain(ref)}

        assert refs == found(store, lambda ref, each: ungraded & rests(ref, each))
        assert bool(refs) == (about is not SAMPLE), "the only source of the sample is graded"
        assert keys <= MOST_KEYS


async def test_who_is_tied_to_somebody_within_two_steps(book: Book) -> None:
    store, about = book
    async with opened(store, WIDE) as reader:
        typist = Typist(reader)
        await typist.press("slash")
        await typist.write(store.label(about.leader))
        await typist.press("enter", "i", "t")
        await reader.until(lambda: isinstance(reader.app.screen, AnswerScreen))
        assert typist.keys <= MOST_KEYS
        linked = {
            store.label(link.to)
            for link in store.all("link").values()
            if isinstance(link, Link) and link.from_ == main(reader).here
            if "same" not in link.type
        }
        assert linked
        shown = " ".join(reader.shown().split())
        assert any(name[:12] in shown for name in linked)


async def test_what_changed_since_yesterday(book: Book) -> None:
    store, _ = book
    some = sorted(store.all("event"))[:2]
    for slug in some:
        store.put(f"event:{slug}", replace(store.need(f"event:{slug}"), summary="looked at again"))
    yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011  the reader's day
    async with opened(store, WIDE) as reader:
        refs, keys = await filtered(reader, f"changed:{yesterday}")
        assert refs == {f"event:{slug}" for slug in some}
        assert keys <= MOST_KEYS
