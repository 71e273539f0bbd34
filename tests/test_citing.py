"""Records as one would cite them."""

import json

import pytest

from briefing.citing import COPY_FORMATS, citation
from briefing.model.validation import build, plain
from briefing.store.errors import UnknownRecord
from briefing.store.store import Store
from invented import AMBUSH, ARMY, FRONT, LEADS, QUOTE, RECORDS, REPORT, TALON, WIRE, group


def copied(store: Store, ref: str, form: str) -> str:
    return COPY_FORMATS[form].make(store, ref)


def test_a_source_is_named_as_in_a_bibliography(filled: Store) -> None:
    raw = {
        **plain(filled.need(REPORT)),
        "authors": ["A. Vedra", "B. Okoro"],
        "url": "https://example.org/1",
        "retrieved": "2019-07-02",
    }
    filled.put(REPORT, build("source", raw))
    assert citation(filled, REPORT) == (
        "A. Vedra, B. Okoro. “Report of the observer mission.” Observer Mission, 30 June 2019. "
        "https://example.org/1 (retrieved 2 July 2019)."
    )
    assert citation(filled, WIRE) == "“Ambush kills soldiers.” May 2019."


def quote(store: Store, **fields: object) -> str:
    """A quote with some fields as one cites it."""
    store.put(QUOTE, build("quote", {**RECORDS[QUOTE], **fields}))
    return citation(store, QUOTE)


PRINTED = "Sources: [1] “Ambush kills soldiers.” May 2019."


def test_exact_words_stand_in_quotation_marks_with_their_speaker(filled: Store) -> None:
    cited = quote(filled)
    assert cited.startswith(
        "“We will stay in these hills” [1 C–], Idris Talon, 20 May 2019. " + PRINTED
    )
    nested = quote(filled, text="He said “no”.")
    assert nested.startswith("“He said ‘no’.” [1 C–], ")


@pytest.mark.parametrize(
    ("mode", "how"), [("paraphrase", "in paraphrase"), ("", "not known to be verbatim")]
)
@pytest.mark.parametrize("form", ["citation", "markdown", "plain"])
def test_other_words_are_told_as_such(filled: Store, mode: str, how: str, form: str) -> None:
    cited = quote(filled, mode=mode)
    assert cited.startswith(f"Idris Talon, 20 May 2019, {how}: We will stay in these hills [1 C–].")
    shown = copied(filled, QUOTE, form)
    assert how.removeprefix("in ") in shown
    for mark in '“"‘«>':
        assert f"{mark}We will" not in shown
        assert f"{mark} We will" not in shown


def test_a_translation_is_told_as_one(filled: Store) -> None:
    cited = quote(filled, text="On reste", translation="We stay", language="fr")
    assert "“On reste” [1 C–], Idris Talon, 20 May 2019. Translated from fr: We stay. " in cited


def test_a_speaker_is_named_once(filled: Store) -> None:
    assert "], Commander Idris Talon, 20" in quote(filled, attribution="Commander Idris Talon")
    assert "], Idris Talon, the commander, 20" in quote(filled, attribution="the commander")


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (
            AMBUSH,
            "Ambush at Wadi Selim [1 B1], mid-May 2019, Wadi Selim, Mali (19.5, -1.25; near): 5",
        ),
        (TALON, "Idris Talon: Commander [no source], at large [1 C2]. " + PRINTED),
        (FRONT, "Front du Nord – الجبهة الشمالية (FN): rebel group"),
        (
            LEADS,
            "Idris Talon leads Front du Nord – الجبهة الشمالية, as founder, since 2014. No source",
        ),
        (ARMY, "Karsa Army: state forces. No source is cited."),
    ],
)
def test_a_record_says_what_it_is_and_how_that_is_known(
    filled: Store, ref: str, expected: str
) -> None:
    assert citation(filled, ref).startswith(expected)


def test_what_has_ended_is_not_told_as_how_things_stand(filled: Store) -> None:
    filled.put(LEADS, build("link", {**RECORDS[LEADS], "end": "2018"}))
    assert citation(filled, LEADS).startswith("Idris Talon led Front du Nord")


def test_the_dead_of_an_event_are_named(filled: Store) -> None:
    assert "5 (4 to 7) soldiers killed" in citation(filled, AMBUSH)


def event(store: Store, *cites: dict[str, object], **fields: object) -> str:
    """An event with some fields and cites, as one cites it."""
    store.put(MINISTRY, build("source", {"title": "Losses", "publisher": "Ministry"} | C))
    store.put(AMBUSH, build("event", {**RECORDS[AMBUSH], **fields, "cites": list(cites)}))
    return citation(store, AMBUSH)


MINISTRY, C = "source:ministry", {"reliability": "C", "published": "2019-06"}
ALL_OF_IT: dict[str, object] = {"source": REPORT, "credibility": 2}
OTHERWISE: dict[str, object] = {
    "source": MINISTRY,
    "field": "casualties",
    "value": "82 killed",
    "credibility": 3,
    "verdict": "set aside",
    "reason": "nearer to the event",
}


def test_what_a_source_gives_otherwise_is_told_beside_what_was_picked(filled: Store) -> None:
    five = {"source": WIRE, "field": "casualties", "credibility": 3}
    cited = event(filled, ALL_OF_IT, five, OTHERWISE, status="disputed")
    assert cited == (
        "Ambush at Wadi Selim (disputed) [1 B2], mid-May 2019, Wadi Selim, Mali "
        "(19.5, -1.25; near): 5 (4 to 7) soldiers killed [2 C3]; otherwise: 82 killed "
        "([3] Ministry, C3: set aside, nearer to the event). "
        "Sources: [1] “Report of the observer mission.” Observer Mission, 30 June 2019. "
        "[2] “Ambush kills soldiers.” May 2019. Copied from [1]. "
        "Contradicting: [3] “Losses.” Ministry, June 2019."
    )


def test_a_date_that_is_contradicted_is_told_with_what_contradicts_it(filled: Store) -> None:
    cited = event(filled, ALL_OF_IT, {"source": MINISTRY, "field": "date", "value": "2019-04-01"})
    assert cited.startswith("Ambush at Wadi Selim [1 B2], Wadi Selim, ")
    assert "Date: mid-May 2019; otherwise: 1 April 2019 ([2] Ministry, C–: unresolved)" in cited


def test_what_contradicts_a_record_as_a_whole_is_told(filled: Store) -> None:
    denied: dict[str, object] = {
        "source": MINISTRY,
        "passage": "no such attack",
        "stance": "contradicts",
    }
    cited = event(filled, denied)
    assert "Contradicted as a whole: “no such attack” ([1] Ministry, C–: unresolved)." in cited
    assert "Sources: " not in cited
    assert "Contradicting: [1] “Losses.”" in cited


@pytest.mark.parametrize("status", ["disputed", "retracted", "claimed", "unverified"])
def test_a_citation_says_that_the_event_may_not_have_happened(filled: Store, status: str) -> None:
    assert event(filled, ALL_OF_IT, status=status).startswith(f"Ambush at Wadi Selim ({status}) [1")


@pytest.mark.parametrize("form", ["citation", "markdown", "json", "plain"])
def test_every_form_tells_support_contradiction_and_verdict_apart(filled: Store, form: str) -> None:
    event(filled, ALL_OF_IT, OTHERWISE, status="disputed")
    shown = copied(filled, AMBUSH, form)
    for told in ("disputed", "82", "C3", "set aside", "nearer to the event", "B2"):
        assert told in shown, shown
    assert any(word in shown for word in ("otherwise", "contradicts"))


def test_json_says_of_each_field_what_stands_for_it_and_what_is_against(filled: Store) -> None:
    event(filled, ALL_OF_IT, OTHERWISE)
    found = json.loads(copied(filled, AMBUSH, "json"))["grounds"]["casualties"]
    assert found["supports"] == []
    assert found["whole"] == [{"cite": 1, "source": REPORT, "grade": "B2"}]
    (against,) = found["contradicts"]
    assert (against["cite"], against["gives"], against["grade"]) == (2, "82 killed", "C3")
    assert (against["verdict"], against["reason"]) == ("set aside", "nearer to the event")


def test_what_was_only_announced_is_told_as_such(filled: Store) -> None:
    early = event(filled, {"source": WIRE}, date="2019-07-01")
    assert "Announced beforehand; no source here says that it took place." in early
    assert "Announced" not in event(filled, {"source": WIRE}, {"source": REPORT}, date="2019-06-01")


def test_markdown_shows_what_was_written(filled: Store) -> None:
    filled.put("group:odd", group("[x](y) *and* <b>_more_ &lt;"))
    shown = copied(filled, "group:odd", "markdown")
    assert shown.startswith("**\\[x\\](y) \\*and\\* \\<b\\>\\_more\\_ \\&lt;**.")
    words = RECORDS[QUOTE]["text"]
    assert copied(filled, QUOTE, "markdown").startswith(
        f"> {words} \\[1 C–\\]\n>\n> — Idris Talon, 20 May 2019."
    )
    quote(filled, text="1. stay\n- go")
    assert copied(filled, QUOTE, "markdown").startswith("> 1\\. stay\n> \\- go \\[1")


def test_json_is_the_record_with_its_ref(filled: Store) -> None:
    found = json.loads(copied(filled, TALON, "json"))
    assert found["ref"] == TALON
    assert build("leader", found["record"]) == filled.need(TALON)


def test_plain_text_is_the_dossier_and_a_ref_is_a_ref(filled: Store) -> None:
    assert copied(filled, TALON, "plain").splitlines()[0].startswith("Idris Talon")
    assert copied(filled, TALON, "ref") == TALON


@pytest.mark.parametrize("form", COPY_FORMATS)
def test_every_record_can_be_copied_in_every_form(filled: Store, form: str) -> None:
    for ref, _ in filled.records():
        assert copied(filled, ref, form)


def test_a_record_that_is_not_there_is_told(filled: Store) -> None:
    with pytest.raises(UnknownRecord):
        citation(filled, "group:nobody")
