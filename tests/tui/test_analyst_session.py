"""An analyst's morning: three news reports put into the sample by hand, at a small terminal.

What is typed are facts and the words of those who are quoted; the reports themselves are not here.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from briefing.checks import check
from briefing.cli.opening import sample
from briefing.model.refs import kind_of
from briefing.store.store import Store
from filling_in import in_file, records_in_file
from onscreen import NARROW, Reader, dossier_text, opened, sample_file

ABOU_ZEID = "leader:abdelhamid-abou-zeid"
KILLING = "event:2013-killing-of-abou-zeid"
BELMOKHTAR = "leader:mokhtar-belmokhtar"
MUJAO, MNLA, ARMY = "group:mujao", "group:mnla", "group:malian-army"
MASKED, ALLIANCE = "group:masked-men-brigade", "group:al-mourabitoun"
DEBY, SPOKESWOMAN = "leader:idriss-deby", "leader:najat-vallaud-belkacem"
KIDAL = "event:2014-malian-army-driven-out-of-kidal"


class Analyst:
    """Somebody who counts the keys it takes.

    Args:
        reader: At the keyboard.

    Attributes:
        commands: Keys that move, choose and save, one for a paste.
        characters: Keys that are text.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.commands = 0
        self.characters = 0

    async def press(self, *keys: str) -> None:
        self.commands += len(keys)
        await self.reader.press(*keys)

    async def write(self, text: str) -> None:
        self.characters += len(text)
        await self.reader.write(text)

    async def paste(self, text: str) -> None:
        self.commands += 1
        await self.reader.paste(text)

    async def new_source(self, title: str, publisher: str, published: str) -> None:
        """`N`, a source; type and date in as few keys as the form allows."""
        await self.press("N", "s")
        await self.write(title)
        await self.press("tab", "a", "tab", "tab")
        await self.write(publisher)
        await self.press("tab")
        await self.write(published)
        await self.press("ctrl+s")
        assert self.reader.here.startswith("source:"), self.reader.shown()

    async def go(self, name: str, ref: str) -> None:
        """Jump to a record by part of its name."""
        await self.press("slash")
        await self.write(name)
        await self.press("enter")
        assert self.reader.here == ref

    async def link(self, line: str, *, new: bool = False) -> None:
        """`A` and a phrase; a new record is added on enter."""
        await self.press("A")
        await self.write(line)
        await self.press("enter", *(["enter"] if new else []))
        assert self.reader.app.screen is self.reader.main, self.reader.shown()

    async def quote(self, passage: str, *, new_speaker: bool = False) -> None:
        """Paste a passage into the quotes; an unknown speaker is added as a leader."""
        await self.paste(passage)
        if new_speaker:
            await self.press("enter", "enter")
        await self.press("ctrl+s")
        assert self.reader.here.startswith("quote:"), self.reader.shown()

    async def disputed(self, reason: str) -> None:
        """`w`: what the sources say stays open, for a reason."""
        await self.press("w", "d")
        await self.write(reason)
        await self.press("enter")


@pytest.fixture
def book(tmp_path: Path) -> Store:
    """The shipped briefing in a file of its own."""
    return Store.open(sample_file(tmp_path), by="analyst")


async def death_of_abou_zeid(analyst: Analyst) -> None:
    """3 March 2013: Chad says its forces killed him; France does not confirm that he is dead."""
    await analyst.new_source(
        "Al-Qaeda commander Abou Zeid killed in Mali by French forces", "Wikinews", "3 march 2013"
    )
    await analyst.go("abu zeid killed", KILLING)
    await analyst.press("c", "a", "tab")
    await analyst.write("perpetrator: Chadian forces")
    await analyst.press("tab")
    await analyst.write("Chadian forces killed two jihadi leaders, including Abou Zeid")
    await analyst.press("ctrl+s")
    await analyst.disputed("both governments claim it")

    await analyst.go("abu zayd", ABOU_ZEID)
    await analyst.press("c", "s", "tab")
    await analyst.write("reported dead")
    await analyst.press("tab")
    await analyst.write("as yet unconfirmed")
    await analyst.press("ctrl+s")
    await analyst.disputed("no body was shown")

    await analyst.quote(
        "Idriss Deby said in a statement: "
        "“Chadian forces killed two jihadi leaders, including Abou Zeid”",
        new_speaker=True,
    )
    await analyst.quote(
        "Najat Vallaud-Belkacem warned that reports of his death were as yet unconfirmed",
        new_speaker=True,
    )


async def two_groups_unite(analyst: Analyst) -> None:
    """22 August 2013: the Masked Men Brigade and MUJAO become allies under a new name."""
    await analyst.new_source("Militant Groups Unite in Mali", "Voice of America", "22 august 2013")
    await analyst.go("bel mokhtar", BELMOKHTAR)
    await analyst.link("leads Masked Men Brigade", new=True)
    await analyst.go("masked men", MASKED)
    await analyst.link("allied with mujao since august 2013")
    await analyst.link("part of Al-Mourabitoun since august 2013", new=True)
    await analyst.go("mujao", MUJAO)
    await analyst.link("part of al-mourabitoun since august 2013")
    await analyst.quote(
        "Al-Mourabitoun said: “unifying the ranks of Muslims around the same goal, "
        "from the Nile to the Atlantic”"
    )


async def retreat_from_kidal(analyst: Analyst) -> None:
    """21 May 2014: rebels drive the army out of Kidal, and with whose help."""
    await analyst.new_source(
        "Malian Forces Retreat From Rebel-Controlled Kidal", "Voice of America", "21 may 2014"
    )
    await analyst.press("3", "n")
    await analyst.write("Malian army driven out of Kidal")
    await analyst.press("tab")
    await analyst.write("21 may 2014")
    await analyst.press("tab", "tab", "a", "tab", "i")
    await analyst.write("Kidal, Kidal, Mali (exact)")
    await analyst.press("enter", "tab", "i")
    await analyst.write("perpetrator: MNLA; target: Malian army")
    await analyst.press("ctrl+s")
    await analyst.quote(
        "Mahamane Baby said Malian forces were “weakened by problems of coordination and "
        "intelligence” and had to “retreat under fire.”",
        new_speaker=True,
    )
    await analyst.quote("Mahamane Baby said the army is “reorganizing.”")


def of_field(store: Store, ref: str, field: str) -> list[dict[str, Any]]:
    """The cites of one field of a record."""
    cites: list[dict[str, Any]] = in_file(store, ref)["cites"]
    return [cite for cite in cites if cite.get("field") == field]


@cache
def sample_refs() -> frozenset[str]:
    """What the sample holds before."""
    data = sample()
    assert data is not None
    kinds: dict[str, dict[str, object]] = msgspec.json.decode(data)
    return frozenset(f"{kind}:{slug}" for kind, table in kinds.items() for slug in table)


def added(store: Store, kind: str) -> dict[str, dict[str, Any]]:
    """What was added to the sample."""
    refs = [
        ref for ref in records_in_file(store) if ref not in sample_refs() and kind_of(ref) == kind
    ]
    return {ref: in_file(store, ref) for ref in refs}


async def test_three_reports_are_put_in_by_hand(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        analyst = Analyst(reader)

        await death_of_abou_zeid(analyst)
        (report,) = added(book, "source")
        against = of_field(book, KILLING, "actors")[-1]
        assert against["source"] == report
        assert (against["value"], against["verdict"]) == ("perpetrator: Chadian forces", "disputed")
        against = of_field(book, ABOU_ZEID, "status")[-1]
        assert (against["value"], against["reason"]) == ("reported dead", "no body was shown")
        assert in_file(book, ABOU_ZEID)["status"] == "dead", "the analyst's pick stands"
        quotes = added(book, "quote").values()
        assert {quote["speaker"] for quote in quotes} == {DEBY, SPOKESWOMAN}
        assert {quote["mode"] for quote in quotes} == {"direct", "paraphrase"}
        assert {quote["source"] for quote in quotes} == {report}

        await two_groups_unite(analyst)
        links = added(book, "link").values()
        said = {(link["type"], link["from"], link["to"], link.get("start")) for link in links}
        assert said == {
            ("leads", BELMOKHTAR, MASKED, None),
            ("allied", MASKED, MUJAO, "2013-08"),
            ("part-of", MASKED, ALLIANCE, "2013-08"),
            ("part-of", MUJAO, ALLIANCE, "2013-08"),
        }
        voa = next(ref for ref in added(book, "source") if "unite" in ref)
        assert all(link["cites"] == [{"source": voa}] for link in links)
        await analyst.go("mujao", MUJAO)
        assert "Masked Men Brigade" in dossier_text(reader.main.dossier), "both dossiers show it"

        await retreat_from_kidal(analyst)
        kidal = in_file(book, KIDAL)
        assert (kidal["date"], kidal["subkind"]) == ("2014-05-21", "armed clash")
        assert kidal["kind"] == "battles", "as the sub-kind says"
        assert kidal["place"]["country"] == "ML"
        assert [actor["ref"] for actor in kidal["actors"]] == [MNLA, ARMY]
        (source,) = (cite["source"] for cite in kidal["cites"])
        assert added(book, "source")[source]["published"] == "2014-05-21"
        words = [quote["text"] for quote in added(book, "quote").values()]
        assert (
            "Malian forces were “weakened by problems of coordination and intelligence” and had to "
            "“retreat under fire.”" in words
        )

    found = [str(finding) for finding in check(Store.open(book.location))]
    assert not [each for each in found if "cite a source" in each], (
        "each record says how it is known"
    )
    assert not [each for each in found if "[contradiction]" in each and "disputed" not in each], (
        "all is weighed"
    )
    assert not [each for each in found if each.startswith("error")]
    # Five keys for each record, besides the text itself.
    assert len(records_in_file(book).keys() - sample_refs()) == 18
    assert analyst.commands <= 90
    assert analyst.characters <= 700
