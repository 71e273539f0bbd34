"""Links in sentences, with the times of any kind that a date can be."""

import pytest

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.report.compose import Request, compose
from briefing.store.store import Store

NAMES = {
    "leader:ali": "Ali",
    "group:army": "French army",
    "group:few": "Tuareg separatists",
}


@pytest.mark.parametrize(
    ("type_", "first", "start", "end", "said"),
    [
        ("leads", "leader:ali", "2012", "", "Ali has led the French army since 2012."),
        ("leads", "leader:ali", "", "2013", "Ali led the French army until 2013."),
        ("leads", "leader:ali", "2012", "2013", "Ali led the French army from 2012 to 2013."),
        ("leads", "leader:ali", "2012", "2012", "Ali led the French army in 2012."),
        ("leads", "leader:ali", "[..2012]", "",
         "Ali has led the French army since 2012 or earlier."),
        ("leads", "leader:ali", "", "[2012..]", "Ali leads the French army until 2012 or later."),
        ("leads", "leader:ali", "2012?", "", "Ali has led the French army since 2012 (uncertain)."),
        ("leads", "leader:ali", "2012-35", "",
         "Ali has led the French army since the third quarter of 2012."),
        ("leads", "leader:ali", "", "[2012-01-10..2012-01-12]",
         "Ali led the French army until some time between 10 and 12 January 2012."),
        ("member", "group:few", "2012", "",
         "Tuareg separatists have been members of the French army since 2012."),
        ("split-from", "group:few", "2012", "",
         "Tuareg separatists split from the French army in 2012."),
        ("split-from", "group:few", "", "2012",
         "Tuareg separatists split from the French army no later than 2012."),
    ],
)  # fmt: skip
def test_a_link_says_when_it_held(type_: str, first: str, start: str, end: str, said: str) -> None:
    store = Store.in_memory("Gao")
    for ref, name in NAMES.items():
        store.put(ref, build(kind_of(ref), {"name": name}), "made up")
    store.put("source:wire", build("source", {"title": "Wire"}), "made up")
    ends = {"from": first, "to": "group:army", "start": start, "end": end}
    raw = {"type": type_, **ends, "cites": [{"source": "source:wire"}]}
    store.put("link:l", build("link", raw), "made up")
    assert f"- {said}[^1]" in compose(store, Request(title="Gao", template="full")).text
