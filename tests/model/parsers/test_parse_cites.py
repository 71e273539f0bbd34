"""A cite is said in a line, and read out of it as it was, whatever it holds."""

from time import thread_time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.formatting import row_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite
from briefing.model.parsers.cites import read_cite
from briefing.model.parsers.rows import read_rows
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import STANCES

SIGNS = [*'“”"«»()[]{}:;=,.\\¶\n aB2', "(2)", "(grade 3)", "contradicts", "status:"]
words = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join) | st.text(max_size=30)
FIELDS = sorted({field.name for kind in KINDS.values() for field in kind.fields})

cites = st.builds(
    Cite,
    source=st.sampled_from(["source:0", "source:1"]),
    field=st.sampled_from(["", "casualties[0].low", "place.country", *FIELDS]),
    value=words,
    passage=words,
    credibility=st.none() | st.integers(1, 6),
    stance=st.sampled_from(STANCES),
)
titles = st.lists(words.filter(str.strip), min_size=2, max_size=2, unique=True)


@given(st.lists(cites, min_size=1, max_size=3), titles)
def test_every_line_that_is_shown_is_read_back(said: list[Cite], titles: list[str]) -> None:
    names = {f"source:{number}": title for number, title in enumerate(titles)}
    refs = {title: ref for ref, title in names.items()}
    line = "; ".join(row_line(cite, names.__getitem__) for cite in said)
    assert "\n" not in line
    read = read_rows(Cite, line, lambda title: refs.get(title, ""))
    assert [msgspec.convert(row, Cite) for row in read] == said


def find(title: str) -> str:
    known = ("Report", "Observer Mission: final report", "“War” in Mali", "Status: the report")
    return f"source:{title}" if title in known else ""


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            "whole record: “he said “we stay” today” Report",
            {"passage": "he said “we stay” today", "source": "source:Report"},
        ),
        (
            "all of it: “we stay” Report",
            {"passage": "we stay", "source": "source:Report"},
        ),
        (
            '"he said "we stay" today" Report',
            {"passage": 'he said "we stay" today', "source": "source:Report"},
        ),
        (
            "«il a dit «non» hier» (3) Report",
            {"passage": "il a dit «non» hier", "credibility": 3, "source": "source:Report"},
        ),
        (
            "“he is 6'2” tall” Report",
            {"passage": "he is 6'2” tall", "source": "source:Report"},
        ),
        (
            "Report “we stay” (2)",
            {"passage": "we stay", "credibility": 2, "source": "source:Report"},
        ),
        ("“War” in Mali", {"source": "source:“War” in Mali"}),
        ("Status: the report", {"source": "source:Status: the report"}),
        (
            "casualties = killed: 11 militants: “eleven died” Report",
            {
                "field": "casualties",
                "value": "killed: 11 militants",
                "passage": "eleven died",
                "source": "source:Report",
            },
        ),
        (
            "status = dead: Observer Mission: final report",
            {"field": "status", "value": "dead", "source": "source:Observer Mission: final report"},
        ),
        (
            "actors, gives “target: Karsa Army; by: herders”, contradicts: Report",
            {
                "field": "actors",
                "value": "target: Karsa Army; by: herders",
                "stance": "contradicts",
                "source": "source:Report",
            },
        ),
    ],
)
def test_lines_as_they_are_typed(line: str, row: dict[str, Any]) -> None:
    assert read_cite(line, find) == row


@pytest.mark.parametrize(
    "line",
    [
        "“we stay” “we go” Report",
        '"we stay" and "we go" Report',
        "“we stay”",
        "“we stay” Reports",
        "status = dead",
        "status = “dead: Report",
        "“open Report",
    ],
)
def test_what_names_no_source_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_rows(Cite, line, find)


@pytest.mark.parametrize(
    "sign", ["“", "”", '"', "(", "( ", ":", "=", ",", ", ", ";", "\\", "[", ".", "status = ", "¶ "]
)
@pytest.mark.parametrize("head", ["", "status = ", "status: “", "status, gives “"])
def test_a_long_line_is_read_or_refused_at_once(head: str, sign: str) -> None:
    line = f"{head}{sign * (20_000 // len(sign))}"
    begun = thread_time()
    with pytest.raises(NotUnderstood):
        read_cite(line, find)
    assert thread_time() - begun < 5  # quadratic: minutes
