"""Evidence and signs are said in a line, and read out of it as they were."""

from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.model.formatting import row_line
from briefing.model.kinds.judgement import Evidence
from briefing.model.kinds.requirement import Indicator
from briefing.model.parsers.rows import read_rows
from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import enclosed
from briefing.model.terms import BEARINGS

MASSACRE, MINISTRY = "Massacre of Aguelhoc", "Ministry of Defence (Mali)"
KNOWN = {
    MASSACRE: "event:massacre",
    MINISTRY: "group:ministry",
    "Ansar": "group:ansar",
    "Ansar (north)": "group:ansar-north",
    "War; its end": "source:war",
    "“We stay; so be it”": "quote:stay",
}


def find(name: str) -> str:
    return KNOWN.get(name, "")


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (MASSACRE, {"ref": "event:massacre"}),
        (f"consistent: {MASSACRE}", {"bearing": "consistent", "ref": "event:massacre"}),
        (f"For: {MASSACRE}", {"bearing": "consistent", "ref": "event:massacre"}),
        (f"against : {MASSACRE}", {"bearing": "inconsistent", "ref": "event:massacre"}),
        (
            f"neutral: {MASSACRE} (by both (or more) sides)",
            {"bearing": "neutral", "ref": "event:massacre", "note": "by both (or more) sides"},
        ),
        (MINISTRY, {"ref": "group:ministry"}),
        (f"{MINISTRY} (so it says)", {"ref": "group:ministry", "note": "so it says"}),
        (
            "inconsistent: “no claim; none at all” (“in (three) weeks”)",
            {
                "bearing": "inconsistent",
                "what": "no claim; none at all",
                "note": "in (three) weeks",
            },
        ),
        ('"no claim"', {"what": "no claim"}),
        ("record “Ansar (north)”", {"ref": "group:ansar-north"}),
        ("record “Ansar” (north)", {"ref": "group:ansar", "note": "north"}),
        ("record “War; its end”", {"ref": "source:war"}),
        ("for: “We stay; so be it”", {"bearing": "consistent", "ref": "quote:stay"}),
        (f"{MASSACRE}, “no claim”", {"ref": "event:massacre", "what": "no claim"}),
    ],
)
def test_evidence(line: str, row: dict[str, Any]) -> None:
    assert read_rows(Evidence, line, find) == [row]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            Evidence("event:massacre", "", "consistent", "by both"),
            f"consistent: {MASSACRE} (by both)",
        ),
        (Evidence("group:ministry", "no claim"), f"{MINISTRY}, “no claim”"),
        (Evidence("source:war", bearing="neutral"), "neutral: record “War; its end”"),
        (Evidence("quote:stay", bearing="neutral"), "neutral: “We stay; so be it”"),
        (
            Evidence("", "rain (hard)", note="a) so what?"),
            "“rain (hard)” (“a) so what?”)",
        ),
        (Indicator("They leave.", "place:kidal"), "They leave. (watch place:kidal)"),
        (Indicator("They leave", 'place:"Gao town"'), 'They leave (watch “place:"Gao town"”)'),
    ],
)
def test_rows_as_they_are_shown(row: Evidence | Indicator, line: str) -> None:
    names = {ref: name for name, ref in KNOWN.items()}
    assert row_line(row, names.__getitem__) == line
    assert [msgspec.convert(each, type(row)) for each in read_rows(type(row), line, find)] == [row]


def test_several_stand_in_a_line() -> None:
    rows = read_rows(Evidence, f"for: {MASSACRE}; against: “no claim”", find)
    assert [row["bearing"] for row in rows] == ["consistent", "inconsistent"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("consistent:", "what\\?"),
        ("consistent: Masacre", "“Masacre”; in quotation marks it is kept as words"),
        ("consistent: Masacre (of both)", "“Masacre”"),
        ("Ansar (north)", "may be two records"),
        ("“”", "no single record"),
        ("(north)", "no single record"),
    ],
)
def test_what_is_no_evidence_is_told(line: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read_rows(Evidence, line, find)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("convoys leave Kidal", {"what": "convoys leave Kidal"}),
        ("convoys leave (at night)", {"what": "convoys leave (at night)"}),
        (
            "convoys (of all sorts) leave (watch place:kidal after:2014)",
            {"what": "convoys (of all sorts) leave", "watch": "place:kidal after:2014"},
        ),
        ("“one; two” (watch “a; b”)", {"what": "one; two", "watch": "a; b"}),
    ],
)
def test_indicators(line: str, row: dict[str, Any]) -> None:
    assert read_rows(Indicator, line, find) == [row]


@pytest.mark.parametrize("line", ["(watch place:kidal)", "“”", "“” (watch place:kidal)"])
def test_a_sign_that_nobody_sees_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood, match="what would be seen"):
        read_rows(Indicator, line, find)


SIGNS = [*'“”"«»()[]:;,.\\¶ aB2', "record", "for:", "neutral: ", "(watch a)", "watch ", ", “a”"]
texts = st.lists(st.sampled_from(SIGNS), max_size=10).map("".join) | st.text(max_size=20)
filled = texts.filter(str.strip)


@given(
    st.lists(
        st.builds(
            Evidence,
            ref=st.sampled_from(["", "event:0", "event:1"]),
            what=st.just("") | filled,
            bearing=st.sampled_from(["", *BEARINGS]),
            note=texts,
        ).filter(lambda row: bool(row.ref or row.what)),
        min_size=1,
        max_size=3,
    ),
    st.lists(filled, min_size=2, max_size=2, unique=True),
)
def test_every_line_of_evidence_is_read_back(said: list[Evidence], titles: list[str]) -> None:
    # A name that begins another one may be told from it only by quotation marks.
    assume(not titles[0].startswith(titles[1]) and not titles[1].startswith(titles[0]))
    names = {f"event:{number}": title for number, title in enumerate(titles)}
    refs = {title: ref for ref, title in names.items()}
    # Words that are the whole of a quote mean that quote.
    assume(not any(enclosed(row.what) in refs for row in said))
    line = "; ".join(row_line(row, names.__getitem__) for row in said)
    assert "\n" not in line
    read = read_rows(Evidence, line, lambda name: refs.get(name, ""))
    assert [msgspec.convert(row, Evidence) for row in read] == said


@given(st.lists(st.builds(Indicator, what=filled, watch=texts), min_size=1, max_size=3))
def test_every_line_of_signs_is_read_back(said: list[Indicator]) -> None:
    line = "; ".join(row_line(row, str) for row in said)
    assert "\n" not in line
    read = read_rows(Indicator, line, find)
    assert [msgspec.convert(row, Indicator) for row in read] == said
