"""Two answers to a question and their evidence, to be weighed by hand."""

from collections.abc import Mapping

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.store import Store

Raw = Mapping[str, object]

Q, ONE, TWO = "requirement:q", "judgement:one", "judgement:two"


def judged(text: str, *evidence: str, **raw: object) -> Raw:
    """A judgement; its evidence is told as `+event:a` or `−what is known`."""
    bearings = {"+": "consistent", "−": "inconsistent", "·": "neutral", "?": ""}
    rows = [
        {"ref" if ":" in each else "what": each[1:], "bearing": bearings[each[0]]}
        for each in evidence
    ]
    return {"text": text, "question": Q, "evidence": rows, **raw}


def event(*cites: tuple[str, int]) -> Raw:
    """An event cited to sources, each with a credibility."""
    return {
        "title": "An event",
        "date": "2014",
        "cites": [{"source": f"source:{each}", "credibility": digit} for each, digit in cites],
    }


SOURCES: dict[str, Raw] = {
    "source:good": {"title": "Good", "reliability": "B"},
    "source:copy": {"title": "Copy", "reliability": "A", "derived_from": "source:good"},
    "source:poor": {"title": "Poor", "reliability": "E"},
}


def worked(**more: Raw) -> Store:
    """Two answers and four pieces of evidence.

    | evidence | grade | weight | 1 | 2 |
    | --- | --- | --- | --- | --- |
    | good | B2 | 0.8 × 0.8 = 0.64 | + | − |
    | poor a | E4 | 0.2 × 0.4 = 0.08 | − | + |
    | poor b | E5 | 0.2 × 0.2 = 0.04 | − | + |
    | no tanks seen | none | 0.5 × 0.5 = 0.25 | − | · |
    """
    given = {ref.replace("_", ":", 1): raw for ref, raw in more.items()}
    lower = {ref: given[ref] for ref in given if ref == "judgement:lower"}
    return filled(
        {
            **SOURCES,
            Q: {"text": "Who will hold Kidal?"},
            "event:good": event(("good", 2)),
            "event:a": event(("poor", 4)),
            "event:b": event(("poor", 5)),
            **lower,
            ONE: judged("The army", "+event:good", "−event:a", "−event:b", "−no tanks seen"),
            TWO: judged(
                "The bands", "−event:good", "+event:a", "+event:b", "·No  tanks seen", made="2014"
            ),
            **given,
        }
    )


def filled(records: Mapping[str, Raw]) -> Store:
    """A briefing of some records, each after those it refers to."""
    store = Store.in_memory(by="analyst")
    with store.transaction("a test") as draft:
        for ref, raw in records.items():
            draft.put(ref, build(kind_of(ref), dict(raw), ref))
    return store
