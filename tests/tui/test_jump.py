"""The jump: finds any record by any spelling, previews it, and follows changes."""

import re
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from briefing.links import neighbours
from briefing.model.refs import kind_of
from briefing.model.validation import build, plain
from briefing.search import entries
from briefing.search.index import SearchIndex
from briefing.store.store import Store
from briefing.tui.app import BriefingApp
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.main.start import Start
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.row_list import RowList
from invented import group
from onscreen import NARROW, Reader, opened, rows_in_sight, running, sample_store, text_of, title_of

BELMOKHTAR = "leader:mokhtar-belmokhtar"
ABOU_ZEID = "leader:abdelhamid-abou-zeid"
MASSACRE = "event:2012-aguelhoc-massacre"
SIGNATORIES = "group:signatories-in-blood"


async def ask(reader: Reader, query: str) -> list[str]:
    """Open the jump, or clear it, and type."""
    if not isinstance(reader.app.screen, JumpScreen):
        await reader.press("/")
    reader.on(JumpScreen).query_one(Input).value = ""
    await reader.write(query)
    return reader.hits()


def preview(reader: Reader) -> str:
    return text_of(reader.on(JumpScreen).query_one(DossierView))


def scope(reader: Reader) -> str:
    return title_of(reader.on(JumpScreen).query_one("#jump")).partition(" · ")[2]


async def test_a_record_is_found_by_any_spelling_of_its_name(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    signatories = plain(store.need(SIGNATORIES))
    signatories["aliases"] = [*signatories.get("aliases", []), "Signataires par le sang"]
    store.put(SIGNATORIES, build("group", signatories))
    async with opened(store) as reader:
        assert (await ask(reader, "belmoktar"))[0] == BELMOKHTAR
        assert (await ask(reader, "abu zayd"))[0] == ABOU_ZEID
        assert (await ask(reader, "aguelhok"))[0] in (MASSACRE, "event:2012-aguelhoc-capture")
        assert (await ask(reader, "mnla"))[0] == "group:mnla"
        assert (await ask(reader, "signataires par le sang"))[0] == SIGNATORIES
        assert (await ask(reader, "l: mokhtar"))[0] == BELMOKHTAR
        assert rows_in_sight(reader.on(JumpScreen).query_one(RowList))[0].startswith("leader")


async def test_a_record_is_found_by_words_of_its_text(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        risk, job = "quote:2014-01-23-le-drian-risk", "quote:2014-01-24-malian-military-source"
        assert (await ask(reader, "terrorist risk"))[0] == risk
        assert (await ask(reader, "done a good job"))[0] == job
        assert (await ask(reader, "throats"))[0] == MASSACRE


async def test_enter_goes_to_the_hit_under_the_cursor_which_is_previewed(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        found = await ask(reader, "aguelhoc")
        assert len(found) > 3
        await reader.until(reader.is_previewed)
        assert reader.main.store.label(found[0])[:20] in preview(reader)
        hits = reader.on(JumpScreen).query_one(RowList)
        for key, place in (("down", 1), ("ctrl+n", 2), ("ctrl+j", 3), ("up", 2), ("ctrl+k", 1)):
            await reader.press(key)
            assert hits.cursor == place
        view = reader.on(JumpScreen).query_one(DossierView)
        await reader.until(lambda: view.ref == found[1])
        await reader.press("pagedown", "pageup")
        assert hits.cursor == 0
        await reader.press("down", "enter")
        assert reader.here == found[1]
        assert reader.main.dossier.has_focus

        await ask(reader, "aguelhoc")
        await reader.press("escape")
        assert reader.here == found[1], "escape leaves everything as it was"
        await ask(reader, "aguelhoc")
        await reader.click(reader.on(JumpScreen).query_one(RowList), 5, 2, times=2)
        assert reader.here == found[2]
        await reader.press("[", "[")
        assert reader.here == "group:african-forces", "the jump is a step on the trail"


async def test_before_anything_is_typed_what_is_linked_comes_first_then_what_is_recent(
    tmp_path: Path,
) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        reader.main.visit("group:mnla")
        reader.main.visit(ABOU_ZEID)
        await reader.rest()
        near = neighbours(store, ABOU_ZEID)
        await reader.press("/")
        found = reader.hits()
        assert set(found[: len(near)]) == set(near)
        assert found.index("group:mnla") >= len(near) or "group:mnla" in near
        assert "group:mnla" in found
        await reader.write("x")
        await reader.press("backspace")
        assert reader.hits() == found


async def test_tab_changes_where_is_looked_and_a_letter_narrows_the_kind(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        await reader.press("2", "G")
        await reader.press("/")
        assert scope(reader).startswith("in everything · tab: what is linked")
        assert await ask(reader, "aqim")
        assert {kind_of(ref) for ref in reader.hits()} > {"group"}

        await reader.press("tab")
        assert scope(reader).startswith("in what is linked to this record")
        assert reader.hits()
        assert set(reader.hits()) <= set(neighbours(store, BELMOKHTAR))
        await reader.press("tab")
        assert scope(reader).startswith("in leaders")
        assert {kind_of(ref) for ref in reader.hits()} == {"leader"}
        await reader.press("tab")
        assert scope(reader).startswith("in everything")
        await reader.press("shift+tab")
        assert scope(reader).startswith("in leaders")
        await reader.press("shift+tab", "shift+tab")

        for letter, kind in (("g", "group"), ("l", "leader"), ("e", "event"), ("s", "source")):
            assert {kind_of(ref) for ref in await ask(reader, f"{letter}:")} == {kind}
            assert len(reader.hits()) == len(store.all(kind))
        assert {kind_of(ref) for ref in await ask(reader, "q: french")} == {"quote"}
        assert await ask(reader, "zzzzqqqq") == []
        assert "nothing found; try another spelling" in reader.shown()
        await reader.press("enter")
        assert isinstance(reader.app.screen, JumpScreen), "there is nothing to go to"


async def test_the_letters_of_kinds_are_shown_where_they_work(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("/")
        assert "any spelling; g: l: e: q: s: j: r: v: for one kind" in reader.shown()
        await reader.press("shift+tab")
        assert "in groups" in reader.shown()
        assert "for one kind" not in reader.shown()
        await reader.press("escape", "M")
        assert "any spelling" in reader.shown()
        assert "for one kind" not in reader.shown()


async def test_that_a_paste_was_cut_is_said_here_too(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("/")
        await reader.paste("x" * 3000)
        assert reader.messages()[-1] == "only the first 2,000 characters of the paste were used"


async def test_an_edit_is_found_at_the_next_key(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        assert "group:zarma" not in await ask(reader, "zarmakoy")
        await reader.press("escape")
        store.put("group:zarma", group("Zarmakoy Movement"))
        assert (await ask(reader, "zarmakoy"))[0] == "group:zarma"

        store.put("group:zarma", group("Renamed", aliases=["Other"]))
        assert "group:zarma" not in await ask(reader, "zarmakoy")
        assert (await ask(reader, "renamed"))[0] == "group:zarma"
        store.delete("group:zarma")
        assert "group:zarma" not in await ask(reader, "renamed")
        await reader.press("enter")


async def test_a_hit_deleted_meanwhile_does_no_harm() -> None:
    store = Store.in_memory("t", by="analyst")
    store.put("group:one", group("One"))
    async with opened(store) as reader:
        await ask(reader, "one")
        store.delete("group:one")
        await reader.press("down", "enter")
        assert reader.app.screen is reader.main
        assert "does not exist" in reader.messages()[-1]


async def test_on_a_narrow_screen_there_are_only_hits(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path), NARROW) as reader:
        assert (await ask(reader, "belmoktar"))[0] == BELMOKHTAR
        assert not reader.on(JumpScreen).query_one(DossierView).region
        assert all(len(line) == 80 for line in reader.lines())
        await reader.press("enter")
        assert reader.here == BELMOKHTAR
        assert reader.main.dossier.region


async def test_a_hit_says_how_it_matched_where_that_is_not_plain_to_see(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:

        async def row(query: str) -> str:
            await ask(reader, query)
            return rows_in_sight(reader.on(JumpScreen).query_one(RowList))[0]

        assert (await row("bel mukhtar")).endswith(" spelling")
        assert (await row("abou zeid")).endswith("Abdelhamid Abou Zeid  = Abou Zeid")
        assert (await row("mokht")).endswith(" at large")
        assert (await row("okhta")).endswith(" part of a word")
        assert (await row("mokhtar bel")).endswith(" at large"), "the name shown says it"
        assert "throats" in await row("throats"), "the passage says it"


async def test_what_is_typed_while_names_are_read_is_answered_when_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    made = entries.index_of

    def slowly(*args: Any, **options: Any) -> SearchIndex:
        may_go_on.wait(30)
        return made(*args, **options)

    monkeypatch.setattr(entries, "index_of", slowly)
    store = sample_store(tmp_path)
    async with running(BriefingApp(Start(lambda _keep: store))) as reader:
        await reader.press("/")
        for key in "belmoktar":
            reader.send(key)
        await reader.until(lambda: reader.on(JumpScreen).query_one(Input).value == "belmoktar")
        assert "still loading names" in reader.shown()
        may_go_on.set()
        await reader.until(reader.hits)
        assert reader.hits()[0] == BELMOKHTAR
        assert reader.on(JumpScreen).query_one(Input).value == "belmoktar", "no key was dropped"


async def test_what_is_typed_in_one_go_with_the_key_that_opens_is_not_lost(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.write("/belmoktar")
        assert reader.on(JumpScreen).query_one(Input).value == "belmoktar"
        assert reader.hits()[0] == BELMOKHTAR
        await reader.press("escape")

        for key in ("slash", "d", "d", "q", "backspace", "o", "u", "enter"):
            reader.send(key)
        await reader.until(lambda: reader.app.screen is reader.main)
        assert "Droukdel" not in reader.messages(), "no letter was taken for a command"
        assert reader.main.store.get(reader.here) is not None

        await reader.write("2jn")
        assert reader.app.screen is not reader.main
        await reader.press("escape")


async def test_after_many_changes_the_index_is_rebuilt_in_the_background() -> None:
    store = Store.in_memory("t", by="analyst")
    async with opened(store) as reader:
        with store.transaction() as draft:
            for number in range(600):
                draft.put(f"group:g{number}", group(f"Katiba {number}"))
        assert (await ask(reader, "katiba 599"))[0] == "group:g599"

        def is_built_anew() -> bool:
            index = reader.main.searching.index
            return index is not None and not index.is_overgrown

        await reader.until(is_built_anew)
        store.put("group:late", group("Latecomers"))
        assert (await ask(reader, "latecomers"))[0] == "group:late"
        assert (await ask(reader, "katiba 599"))[0] == "group:g599"


async def test_the_cached_tables_are_rebuilt_once_it_is_quiet(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("briefing.tui.jump.finder.QUIET", 0.05)
    monkeypatch.setattr("briefing.search.cache.LEAST_ENTRIES", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = Store.in_memory("t", by="analyst")
    store.put("group:one", group("One"))
    async with opened(store) as reader:
        store.put("group:two", group("Second", summary="words of a text"))
        assert reader.main.searching.index is not None
        assert reader.main.searching.index.has_changed

        def is_made_anew() -> bool:
            index = reader.main.searching.index
            return index is not None and not index.has_changed

        await reader.until(is_made_anew)
        assert (await ask(reader, "second"))[0] == "group:two"
        assert (await ask(reader, "words of a text"))[0] == "group:two"


async def test_a_hit_begins_with_the_name_also_where_a_text_matched(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path), (100, 30)) as reader:
        await ask(reader, "throats")
        rows = reader.on(JumpScreen).query_one(RowList)
        assert re.match(r"event  Massacre of Aguelhoc  ….*their th", rows_in_sight(rows)[0])
        spans = rows.spans(MASSACRE)
        row = rows._draw(MASSACRE)
        assert [row.text[start:end] for start, end in spans] == ["throats"]


async def test_an_event_is_told_from_others_by_its_date_and_place(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await ask(reader, "massacre of aguelhoc")
        assert (
            "24 Jan 2012 · Aguelhoc" in rows_in_sight(reader.on(JumpScreen).query_one(RowList))[0]
        )


async def test_hits_beyond_the_first_ones_are_reached_with_the_cursor() -> None:
    store = Store.in_memory()
    with store.transaction() as draft:
        for number in range(700):
            draft.put(f"group:g{number}", group(f"Karsa Front {number}"))
    async with opened(store) as reader:
        assert len(await ask(reader, "karsa")) == 50
        assert "the best 50, more below" in reader.shown()
        rows = reader.on(JumpScreen).query_one(RowList)
        first = rows.ids[0]
        for _ in range(40):
            await reader.press("pagedown")
        assert len(rows.ids) == 700
        assert rows.cursor == 699
        assert rows.ids[0] == first, "the order stays"
        assert "700 found" in reader.shown()
        await reader.write(" f")
        assert len(rows.ids) == 50, "another query begins with the best again"
