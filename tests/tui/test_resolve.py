"""Contradictions resolved: the value kept, another taken, or marked disputed."""

from typing import Any

from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.actions.resolve import resolve
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.tui.dialogs.resolve import ResolveScreen
from fakehost import FakeHost, workspace
from filling_in import edit, in_file, save, stand_on
from invented import AMBUSH, FRONT, RECORDS, REPORT, TALON, WIRE, contents
from onscreen import NARROW, opened, text_of


def cites(store: Store, ref: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = in_file(store, ref)["cites"]
    return found


def cited(store: Store, ref: str, *rows: dict[str, Any]) -> None:
    """Give a record these cites and no others."""
    store.put(ref, build(ref.partition(":")[0], {**RECORDS[ref], "cites": list(rows)}))


async def resolved(store: Store, ref: str, field: str, *answers: Any) -> FakeHost:
    """Resolve a field with the key and the reason given."""
    work, host = workspace(store, *answers)
    await resolve(work, Selection(ref, field=field))
    return host


def evidence(host: FakeHost) -> str:
    """Both sides as shown."""
    return "\n".join(
        " ".join(part for part in (item.lead, item.text, item.tail, item.marks) if part)
        for section in host.weighed.evidence.sections
        for item in section.items
    )


async def test_mine_is_kept_with_a_reason(book: Store) -> None:
    before = contents(book)
    async with opened(book, NARROW) as reader:
        await stand_on(reader, FRONT, "founded")
        assert "≠ 2011" in text_of(reader.main.dossier)
        assert "unresolved" in text_of(reader.main.dossier)
        await reader.press("w")
        shown = reader.shown()
        for told in (
            "Founded of FN",
            "set up about 2012",
            "[2] 2011",
            "keep the current value: about 2012",
        ):
            assert told in shown.replace("  ", " "), shown
        await reader.press("m")
        reader.on(PromptScreen)
        await reader.write("the wire counts from a split")
        await reader.press("enter")
        against = cites(book, FRONT)[1]
        assert (against["verdict"], against["reason"]) == (
            "set aside",
            "the wire counts from a split",
        )
        assert "set aside: the wire" in " ".join(text_of(reader.main.dossier).split())
        assert next(book.newest_first()).why == "the wire counts from a split"
        await reader.press("u")
        assert contents(book) == before


async def test_leaving_either_question_changes_nothing(book: Store) -> None:
    before = contents(book)
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "founded")
        await reader.press("w", "x", "escape", "w", "m", "escape")
        assert reader.app.screen is reader.main
        assert contents(book) == before


async def test_enter_on_a_contradiction_resolves_it(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "founded")
        await reader.press("j", "enter")
        reader.on(ResolveScreen)


async def test_what_is_no_value_of_the_field_stays_in_words(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await stand_on(reader, TALON, "status")
        await reader.press("c")
        await reader.go_to("source")
        await reader.press("enter")
        await reader.write("observer mission")
        await reader.press("enter")
        await reader.fill_in("value", "wounded and on the run")
        note = " ".join(reader.note("value").split())
        assert note.startswith("not a readable status, kept as text: “wounded and on the run”")
        await save(reader)
        assert cites(book, TALON)[-1]["value"] == "wounded and on the run"


async def test_a_value_that_is_there_already_is_not_rewritten(book: Store) -> None:
    old = {"source": WIRE, "field": "founded", "value": "spring 2011"}
    book.put(FRONT, build("group", {**RECORDS[FRONT], "cites": [old]}))
    async with opened(book, NARROW) as reader:
        await edit(reader, FRONT)
        await reader.go_to("cites")
        await reader.press("enter")
        await reader.fill_in("passage", "in the spring of 2011")
        await reader.press("ctrl+s")
        await save(reader)
        assert cites(book, FRONT) == [{**old, "passage": "in the spring of 2011"}]


async def test_a_contradicting_cite_is_reported_and_resolved_in_place(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await stand_on(reader, TALON, "nationalities")
        await reader.press("c")
        await reader.go_to("source")
        await reader.press("enter")
        await reader.write("observer mission")
        await reader.press("enter")
        assert reader.editor("source").given() == REPORT
        await reader.fill_in("value", "Mali")
        await save(reader)
        assert "this contradicts the nationalities on record; w resolves" in reader.messages()[-1]
        await reader.press("w", "t")
        await reader.write("his papers")
        await reader.press("enter")
        assert in_file(book, TALON)["nationalities"] == ["ML"]


async def test_a_value_said_in_words_is_kept_as_what_it_means(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await stand_on(reader, AMBUSH, "date")
        await reader.press("c")
        await reader.go_to("source")
        await reader.press("enter")
        await reader.write("observer mission")
        await reader.press("enter")
        await reader.fill_in("value", "some days before")
        assert "kept as text" in " ".join(reader.note("value").split())
        await reader.fill_in("value", "yesterday")
        assert reader.note("value") == "= 29 June 2019", "the day before the report came out"
        await save(reader)
        assert cites(book, AMBUSH)[-1]["value"] == "2019-06-29"
        assert "≠ 29 June 2019" in text_of(reader.main.dossier)
        await reader.press("w", "t", "enter")
        assert in_file(book, AMBUSH)["date"] == "2019-06-29"


async def test_what_a_source_gives_is_read_while_it_is_typed(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await stand_on(reader, AMBUSH, "date")
        await reader.press("c")
        await reader.fill_in("value", "late may 2019")
        assert reader.note("value") == "= between 20 and 31 May 2019"
        await reader.fill_in("value", "sometime")
        assert (
            " ".join(reader.note("value").split())
            == "not a readable date, kept as text: which date? give at least a year"
        )
        await reader.press("escape", "y")
        await stand_on(reader, AMBUSH, "casualties")
        await reader.press("c")
        await reader.fill_in("value", "90+ killed soldiers")
        assert " ".join(reader.note("value").split()) == "= killed: at least 90 soldiers"


async def test_theirs_is_taken_and_mine_is_remembered(book: Store) -> None:
    host = await resolved(book, FRONT, "founded", "t", "")
    assert host.messages == ["resolved: took 2011; u undoes it"]
    saved = in_file(book, FRONT)
    assert saved["founded"] == "2011"
    assert saved["cites"][0]["value"] == "2012~"
    assert saved["cites"][0]["verdict"] == "set aside"
    assert "value" not in saved["cites"][1]


async def test_it_is_marked_as_disputed(book: Store) -> None:
    host = await resolved(book, FRONT, "founded", "d", "")
    assert host.messages == ["resolved: marked as disputed; u undoes it"]
    assert cites(book, FRONT)[1]["verdict"] == "disputed"
    assert in_file(book, FRONT)["founded"] == "2012~"


async def test_a_record_without_disagreement_says_how_there_comes_to_be_one(book: Store) -> None:
    host = await resolved(book, AMBUSH, "date")
    assert "no source disagrees here; c on a field" in host.messages[-1]
    assert "no record here to resolve" in (await resolved(book, "", "")).messages[-1]


async def test_a_value_the_field_cannot_hold_is_reported(book: Store) -> None:
    cited(
        book,
        AMBUSH,
        {
            "source": WIRE,
            "field": "place",
            "value": "Kidal (somewhere)",
            "stance": "contradicts",
        },
    )
    host = await resolved(book, AMBUSH, "place", "t")
    assert "e edits the field itself" in host.messages[-1]


async def test_of_several_each_can_be_taken(book: Store) -> None:
    years = ("2010", "2011")
    cited(book, FRONT, *({"source": WIRE, "field": "founded", "value": year} for year in years))
    host = await resolved(book, FRONT, "founded", "2", "")
    assert "no source is cited for it" in evidence(host)
    words = (
        "take the other value [2]: 2011 "
        "(the current one, which nothing cites, stays only in the history)"
    )
    assert host.weighed.answers["2"] == words
    saved = in_file(book, FRONT)
    assert saved["founded"] == "2011"
    assert [cite.get("verdict") for cite in saved["cites"]] == ["set aside", None]


async def test_what_was_made_of_it_before_is_shown_and_can_be_kept(book: Store) -> None:
    await resolved(book, FRONT, "founded", "m", "a slip")

    def same_reason(prompt: PromptScreen) -> str:
        return prompt.value

    host = await resolved(book, FRONT, "founded", "d", same_reason)
    assert "set aside: a slip" in evidence(host)
    against = cites(book, FRONT)[1]
    assert (against["verdict"], against["reason"]) == ("disputed", "a slip")


async def test_somebody_named_like_a_source_is_still_somebody(book: Store) -> None:
    cited(
        book, AMBUSH, {"source": WIRE, "field": "actors", "value": "perpetrator: Observer Mission"}
    )
    await resolved(book, AMBUSH, "actors", "t", "")
    actors = in_file(book, AMBUSH)["actors"]
    assert actors[0] == {"name": "Observer Mission", "role": "perpetrator"}
    assert len(actors) == 3, "the others took part all the same"


WHOLE = {"source": REPORT, "passage": "the front was set up", "credibility": 2}
GIVES_2011 = {"source": WIRE, "field": "founded", "value": "2011"}


async def test_a_cite_for_the_record_as_a_whole_supports_each_field(book: Store) -> None:
    cited(book, FRONT, WHOLE, GIVES_2011)
    host = await resolved(book, FRONT, "founded", "t", "")
    shown = evidence(host)
    for told in ("cited for the record as a whole", "“the front was set up”"):
        assert told in shown, shown
    assert "whole [1] B2" in host.weighed.evidence.sections[0].heading
    assert "no source is cited" not in shown
    assert "in the history alone" not in host.weighed.answers["t"]
    first, second, third = cites(book, FRONT)
    assert (first, second["field"]) == (WHOLE, "founded")
    assert third == {
        "source": REPORT,
        "field": "founded",
        "value": "2012~",
        "credibility": 2,
        "verdict": "set aside",
    }


async def test_a_source_against_a_whole_record_is_shown_and_resolved(book: Store) -> None:
    against = {"source": WIRE, "passage": "there is no such front", "stance": "contradicts"}
    cited(book, FRONT, against)
    host = await resolved(book, FRONT, "", "d", "")
    assert "“there is no such front”" in evidence(host)
    assert cites(book, FRONT)[0]["verdict"] == "disputed"


async def test_the_reason_for_the_other_value_says_what_it_is_for(book: Store) -> None:
    asked: list[str] = []

    def why(prompt: PromptScreen) -> str:
        asked.append(prompt._title)
        return "seen by witnesses"

    host = await resolved(book, FRONT, "founded", "t", why)
    assert cites(book, FRONT)[0]["reason"] == "2011 preferred – seen by witnesses"
    assert next(book.newest_first()).why == "2011 preferred – seen by witnesses"
    await resolved(book, FRONT, "founded", "m", why)
    assert cites(book, FRONT)[0]["reason"] == "seen by witnesses"
    await resolved(book, FRONT, "founded", "d", why)
    assert asked == ["Why prefer 2011?", "Why keep 2011?", "Why is it disputed?"]
    assert host.messages == ["resolved: took 2011; u undoes it"]
