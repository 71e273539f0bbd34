"""Judgements that are incomplete, badly founded, or no longer stand."""

from looking import Raw, at, found, holding

from briefing.store.store import Store

SOURCES: dict[str, Raw] = {
    "a": {"title": "A"},
    "b": {"title": "B"},
    "copy": {"title": "C", "derived_from": "source:a"},
}
EVENTS: dict[str, Raw] = {
    "a": {"title": "E", "date": "2014", "cites": [{"source": "source:a"}]},
    "copied": {"title": "E", "date": "2014", "cites": [{"source": "source:copy"}]},
    "b": {"title": "E", "date": "2014", "cites": [{"source": "source:b"}]},
    "bad": {"title": "E", "date": "2014", "status": "retracted"},
    "doubted": {"title": "E", "date": "2014", "status": "disputed"},
}
WHOLE: Raw = {
    "text": "They will likely leave.",
    "likelihood": "likely",
    "confidence": "moderate",
    "confidence_basis": "two sources",
}
BEARINGS = {"+": "consistent", "−": "inconsistent", "·": "neutral", "?": ""}


def judging(*evidence: str, others: dict[str, Raw] | None = None, **raw: object) -> Store:
    rows = [
        {"ref" if ":" in each else "what": each[1:], "bearing": BEARINGS[each[0]]}
        for each in evidence
    ]
    mine = {**WHOLE, "evidence": rows, **raw}
    return holding(source=SOURCES, event=EVENTS, judgement={**(others or {}), "j": mine})


def test_a_whole_judgement_has_no_fault() -> None:
    store = judging("+event:a", "+event:b", "−event:bad", "·event:doubted")
    checks = (
        "vague-likelihood mixed-likelihood likelihood-with-confidence incomplete-judgement "
        "single-origin-judgement fallen-evidence not-superseded"
    )
    assert [each for check in checks.split() for each in found(check, store)] == []


def test_wording() -> None:
    (vague,) = found("vague-likelihood", judging(text="They may leave.", likelihood=""))
    assert (vague.ref, vague.path) == ("judgement:j", "text")
    assert vague.problem == "“may” does not say how likely it is; use a term of likelihood"
    (two,) = found("mixed-likelihood", judging(text="It is likely, and highly probable."))
    assert (
        two.problem == "“likely” and “highly probable” belong to two scales; use the terms of one"
    )
    (other,) = found("mixed-likelihood", judging(text="They will very likely leave."))
    assert other.problem == "it says “very likely”, but its likelihood is likely"
    assert not found("mixed-likelihood", judging(text="They will probably leave."))
    assert not found("mixed-likelihood", judging(text="They will leave."))
    both = judging(text="With low confidence, they will likely leave.")
    assert at("likelihood-with-confidence", both) == [("judgement:j", "text", "")]


def test_what_a_judgement_should_not_be_without() -> None:
    bare = holding(judgement={"j": {"text": "So"}})
    assert [path for _, path, _ in at("incomplete-judgement", bare)] == [
        "likelihood",
        "evidence",
        "confidence",
    ]
    without = judging("+event:a", confidence_basis="")
    assert [path for _, path, _ in at("incomplete-judgement", without)] == ["confidence_basis"]
    over = holding(judgement={"j": {"text": "So", "status": "withdrawn"}})
    assert not found("incomplete-judgement", over)


def test_evidence_of_one_origin() -> None:
    check = "single-origin-judgement"
    (finding,) = found(check, judging("+event:a", "?event:copied", "−event:b"))
    assert (finding.path, finding.other) == ("evidence", "source:a")
    assert finding.problem.startswith("all its evidence goes back to source:a; ")
    assert not found(check, judging("+event:a", "+event:b"))
    assert not found(check, judging("+event:a", "+no tanks were seen")), "not from that origin"
    assert not found(check, judging("+event:a", "+event:bad")), "one has no source at all"
    assert not found(check, judging("+event:a", confidence="low")), "it says so already"
    assert not found(check, judging())
    lower: dict[str, Raw] = {"i": {"text": "So", "evidence": [{"ref": "event:copied"}]}}
    assert found(check, judging("+event:a", "+judgement:i", others=lower))


def test_evidence_that_fell() -> None:
    check = "fallen-evidence"
    store = judging("+event:bad", "?event:doubted")
    assert at(check, store) == [
        ("judgement:j", "evidence", "event:bad"),
        ("judgement:j", "evidence", "event:doubted"),
    ]
    assert found(check, store)[0].problem == "it rests on event:bad, which is retracted"
    lower: dict[str, Raw] = {"i": {"text": "So", "status": "withdrawn"}}
    (finding,) = found(check, judging("+judgement:i", others=lower))
    assert finding.problem == "it rests on judgement:i, which is withdrawn"
    assert not found(check, judging("+event:bad", status="withdrawn"))


def test_what_supersedes_what() -> None:
    check = "not-superseded"
    alone = holding(judgement={"i": {"text": "So", "status": "superseded"}})
    (finding,) = found(check, alone)
    assert finding.problem == "it is marked superseded, but no judgement supersedes it"
    old: dict[str, Raw] = {"i": {"text": "So", "status": "superseded"}}
    assert not found(check, judging(supersedes="judgement:i", others=old))
    still: dict[str, Raw] = {"i": {"text": "So", "status": "current"}}
    (finding,) = found(check, judging(supersedes="judgement:i", others=still))
    assert (finding.ref, finding.other) == ("judgement:i", "judgement:j")
