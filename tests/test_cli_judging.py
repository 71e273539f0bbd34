"""Judgements and hypotheses on the command line."""

from pathlib import Path

import pytest

from briefing.store.store import Store
from commandline import Run
from weighing import ONE, TWO, Q, worked


@pytest.fixture
def db(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "kidal.json"
    Store.create(path, "Kidal").close()
    store = Store.open(path, by="analyst")
    with store.transaction() as draft:
        for ref, record in worked().records():
            draft.put(ref, record)
    store.close()
    return path


def test_judgements_lists_them_by_question(run: Run, db: Path) -> None:
    assert "\nWho will hold Kidal?\n  –  The bands  (judgement:two)\n" in run("judgements", db).out
    found = run("judgements", db, "--json").json["judgements"]
    assert [(each["ref"], each["question"]) for each in found] == [(TWO, Q), (ONE, Q)]
    assert "The bands" not in run("judgements", db, "--as-of", "2013").out
    assert "--as-of" in run("judgements", "--help").out


def test_judgements_are_scored(run: Run, db: Path) -> None:
    assert "Not scored (2)\n  no outcome yet" in run("judgements", db, "--score").out
    assert run("judgements", db, "--score", "--json").json["brier"] is None
    assert "leave out --all" in run("judgements", db, "--score", "--all").refusal


def test_hypotheses_shows_the_matrix_of_a_question_or_of_an_answer(run: Run, db: Path) -> None:
    shown = run("hypotheses", Q, "--db", db).out
    assert shown.startswith("Who will hold Kidal?\n\nJudgements\n")
    assert "If the source “Good” were wrong, 1 would come first." in shown
    assert run("hypotheses", ONE, "--db", db).out == shown
    found = run("hypotheses", Q, "--json", "--as-of", "2015", "--db", db).json
    assert (found["requirement"], found["as_of"]) == (Q, "2015-12-31")
    assert "neither a requirement nor" in run("hypotheses", "event:a", "--db", db).refusal
    assert "there is no" in run("hypotheses", "requirement:none", "--db", db).refusal
