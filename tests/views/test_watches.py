"""What is new on the standing questions."""

import datetime as dt

import pytest
from msgspec.structs import replace

from briefing.model.parsers.dates.reference import DateContext
from briefing.model.refs import kind_of, slug_of
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.filters.filters import Filters
from briefing.views.filters.over import Among, filters_over
from briefing.views.watches import (
    News,
    changed_after,
    in_words,
    news_answer,
    news_of,
    open_questions,
    take_as_seen,
)
from invented import AMBUSH, ARMY, FRONT, contents, fill, group, record

WHO = "requirement:who-holds-selim"


@pytest.fixture
def store() -> Store:
    made = fill(Store.in_memory())
    asked = {
        "text": "Who holds Wadi Selim?",
        "watch": "place:selim",
        "indicators": [
            {"what": "the army returns", "watch": "actor:karsa-army kind:battle after:2020"},
            {"what": "a new group", "watch": "kind:rebel"},
        ],
    }
    made.put(WHO, record("requirement", **asked))
    return made


def over(store: Store) -> Filters:
    return filters_over(store, DateContext(), store=store)


def news(store: Store) -> list[News]:
    questions = open_questions(store)
    changed = changed_after(store, questions)
    return [news_of(each, over(store), changed) for each in questions]


def new(store: Store) -> list[list[str]]:
    return [list(each.new) for one in news(store) for each in one.watched]


def test_what_was_never_seen_is_new(store: Store) -> None:
    assert new(store) == [[AMBUSH], [], [FRONT, "group:martyrs-of-selim"]]


def test_what_is_changed_after_it_was_seen_is_new(store: Store) -> None:
    take_as_seen(store, [WHO, AMBUSH])
    assert new(store) == [[], [], []]
    assert in_words(news(store)[0]) == "nothing new"
    store.put(AMBUSH, replace(store.need(AMBUSH), summary="More is known."))
    store.put("group:new", group("New", kind="rebel group"))
    assert new(store) == [[AMBUSH], [], ["group:new"]]
    assert in_words(news(store)[0]) == "2 new"
    store.delete("group:new")
    assert new(store) == [[AMBUSH], [], []]
    take_as_seen(store, [WHO])
    assert new(store) == [[], [], []]


def test_a_briefing_without_a_history_has_nothing_new() -> None:
    snapshot = Snapshot.empty()
    asked = record("requirement", text="Who?", watch="place:selim")
    for ref, made in {**contents(fill(Store.in_memory())), WHO: asked}.items():
        snapshot.tables[kind_of(ref)][slug_of(ref)] = made
    assert new(Store(MemoryBackend(snapshot))) == [[]]


def test_the_answer_tells_silence_from_nothing_new(store: Store) -> None:
    take_as_seen(store, [WHO])
    store.put(WHO, replace(store.need(WHO), seen="2014-01-24T12:00:00Z"))
    assert [each.silence for each in news(store)[0].watched] == ["", "nothing matches", ""]
    store.put(WHO, replace(store.need(WHO), watch="kiled>1"))
    lines = answer_text(news_answer(store, over(store), WHO)).splitlines()
    assert "a new group: kind:rebel (2)" in lines
    assert any("nothing matches" in line for line in lines)
    wrong = next(line for line in lines if "kiled>1" in line)
    assert "did you mean killed?" in wrong
    assert lines[-1].strip().startswith("New is what was changed after 24 January 2014")


def test_a_question_that_is_answered_is_not_watched(store: Store) -> None:
    store.put(WHO, replace(store.need(WHO), status="answered"))
    assert not open_questions(store)
    assert not changed_after(store, [])
    empty = news_answer(store, over(store), WHO)
    assert empty.empty == "it is not open, or nothing is watched for it"


def test_the_indicators_of_current_judgements_watch_too(store: Store) -> None:
    said = {"question": WHO, "indicators": [{"what": "a truce", "watch": "kind:agreement"}]}
    store.put("judgement:a", record("judgement", text="The Front.", **said))
    old = record("judgement", text="The Army.", status="withdrawn", **said)
    store.put("judgement:b", old)
    watches = open_questions(store)[0].watches
    assert [each.ref for each in watches] == [WHO, WHO, WHO, "judgement:a"]


def test_what_the_analyst_wrote_is_no_news(store: Store) -> None:
    store.put(WHO, replace(store.need(WHO), watch="selim"))
    found = new(store)[0]
    assert AMBUSH in found
    assert WHO not in found


def test_only_some_records_can_be_looked_at(store: Store) -> None:
    question = open_questions(store)[0]
    changed = changed_after(store, [question])
    few = filters_over(Among(store, [FRONT, ARMY]), DateContext(), store=store)
    assert news_of(question, few, changed).new == [FRONT]


def test_the_history_is_read_no_further_than_needed(store: Store) -> None:
    question = open_questions(store)[0]._replace(seen=dt.datetime.now(dt.UTC))
    assert changed_after(store, [question]) == {}
