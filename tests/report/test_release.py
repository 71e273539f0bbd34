"""What may leave: markings, protected sources, what changed, what is watched."""

import datetime as dt
from typing import Any

from briefing.model.validation import build
from briefing.report.compose import Report, Request, compose, release
from briefing.report.scope import Asked
from briefing.store.store import Store
from briefing.views.since import since
from briefing.views.watches import News, Question, Watch, Watched

RECORDS: dict[str, dict[str, Any]] = {
    "source:open": {"title": "Open report", "published": "2014-01-24", "reliability": "B"},
    "source:well-known-name": {"title": "Well Known Name", "publisher": "Desk of Secrets",
                               "reliability": "A", "protection": "protected"},
    "group:front": {"name": "Northern Front", "status": "active", "marking": "green",
                    "cites": [{"source": "source:open", "passage": "the front"}]},
    "group:cell": {"name": "Hidden Cell", "marking": "red",
                   "cites": [{"source": "source:open", "passage": "the cell"}]},
    "event:raid": {"title": "Raid on Gao", "date": "2014-01-20",
                   "actors": [{"ref": "group:front", "role": "perpetrator"},
                              {"ref": "group:cell", "role": "participant"}],
                   "casualties": [{"outcome": "killed", "low": 3, "best": 3, "high": 3}],
                   "cites": [{"source": "source:open", "passage": "raided Gao"},
                             {"source": "source:well-known-name", "field": "casualties",
                              "passage": "I counted three", "credibility": 2}]},
    "requirement:gao": {"text": "Who will hold Gao?", "watch": "place:gao"},
    "judgement:j": {"text": "The front will likely return to Gao.", "likelihood": "likely",
                    "confidence": "low", "question": "requirement:gao",
                    "gaps": ["how many fighters it has left"]},
}  # fmt: skip


def _store() -> Store:
    store = Store.in_memory("Gao")
    for ref, raw in RECORDS.items():
        store.put(ref, build(ref.partition(":")[0], raw), "made up")
    return store


def _released(store: Store, most: str | None, **more: Any) -> Report:
    book, left_out, _ = release(store, most)
    return compose(book, Request(title="Gao", template="full", left_out=left_out, **more))


def test_the_highest_marking_stands_on_it() -> None:
    said = _released(_store(), None)
    assert said.marking == "TLP:RED"
    assert said.markdown.startswith("**TLP:RED**\n\n# Gao\n")


def test_what_is_above_a_marking_is_left_out_and_it_says_so() -> None:
    said = _released(_store(), "green")
    assert "Hidden Cell" not in said.text
    assert "What is marked above TLP:GREEN was left out." in said.text
    assert said.marking == "TLP:GREEN"
    assert "Raid on Gao" in said.text


def test_a_protected_source_is_graded_but_never_named() -> None:
    said = _released(_store(), None).text
    for secret in ("Well Known Name", "well-known-name", "Desk of Secrets", "I counted three"):
        assert secret not in said
    assert "A2" in said
    assert "Protected sources are not named." in said


def test_it_tells_what_changed_since_the_last_brief() -> None:
    store = _store()
    before = store.meta.revision
    later = {**RECORDS["judgement:j"], "likelihood": "very likely",
             "text": "The front will very likely return to Gao."}  # fmt: skip
    store.put("judgement:j", build("judgement", later), "more is known")
    said = _released(store, None, since=since(store, before)).text
    assert "## What changed since the last brief" in said
    assert "from likely to very likely" in said


def test_news_and_silence_on_the_standing_questions() -> None:
    question = Question("requirement:gao", dt.datetime(2014, 1, 1, tzinfo=dt.UTC), ())
    watched = [
        Watched(Watch("place:gao", "", "requirement:gao"), ["event:raid"], 1),
        Watched(Watch("kind:strategic", "convoys leave", "requirement:gao")),
    ]
    said = _released(_store(), None, news=[News(question, watched)]).text
    assert "On “Who will hold Gao?”, one new record: Raid on Gao." in said
    assert "On “Who will hold Gao?”: nothing here matches “convoys leave”." in said


def test_what_a_judgement_lacks_is_a_gap() -> None:
    said = _released(_store(), None).text
    assert "- **Who will hold Gao?** How many fighters it has left." in said


def test_a_limited_report_tells_only_changes_in_its_scope() -> None:
    store = _store()
    store.put("event:talks", build("event", {"title": "Talks", "date": "2014"}), "added")
    changed = since(store, 0)
    watched = [Watched(Watch("place:gao", "", "requirement:gao"), ["group:cell", "event:talks"], 2)]
    news = [News(Question("requirement:gao", None, ()), watched)]
    asked = Asked(refs=("event:talks",))
    said = _released(store, None, since=changed, news=news, asked=asked)
    assert "New event: Talks." in said.text
    assert "one new record: Talks." in said.text
    assert "Hidden Cell" not in said.text
    assert not said.marking


def test_the_marking_covers_what_is_only_named() -> None:
    store = _store()
    more: dict[str, dict[str, Any]] = {
        "source:dossier": {"title": "Dossier", "marking": "amber"},
        "source:copy": {"title": "Copy", "derived_from": "source:dossier"},
        "event:talks": {"title": "Talks", "date": "2014", "cites": [{"source": "source:copy"}]},
        "event:dawn": {"title": "Dawn", "date": "2014", "marking": "red"},
        "event:part": {"title": "Part", "date": "2014", "part_of": "event:dawn"},
    }
    for ref, raw in more.items():
        store.put(ref, build(ref.partition(":")[0], raw), "added")
    assert _released(store, None, asked=Asked(refs=("event:talks",))).marking == "TLP:AMBER"
    assert _released(store, None, asked=Asked(refs=("event:part",))).marking == "TLP:RED"
    before = store.meta.revision
    store.delete("event:dawn", unlink=True)
    assert _released(store, None, asked=Asked(refs=("event:part",))).marking == ""
    changed = since(store, before)
    said = _released(store, None, asked=Asked(refs=("event:part",)), since=changed)
    assert "part of no longer given; it was Dawn." in said.text
    assert said.marking == "TLP:RED"


def test_a_protected_source_is_the_same_in_a_past_state() -> None:
    store = _store()
    before = store.meta.revision
    store.put("source:a", build("source", {"title": "A", "protection": "protected"}), "added")
    raid = RECORDS["event:raid"]
    cites = [*raid["cites"], {"source": "source:open", "field": "title"}]
    store.put("event:raid", build("event", {**raid, "cites": cites}), "changed")
    changed = since(store, before, lambda book: release(book, "green")[0])
    said = _released(store, "green", since=changed).text
    assert "Raid on Gao: 1 cite added." in said
