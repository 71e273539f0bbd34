"""A link said in a line is read as it is meant, from either end."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.formatting import link_line
from briefing.model.kinds.link import Link
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.link_phrases import phrases
from briefing.model.parsers.links import read_link
from briefing.model.parsers.words import NameUnknown, NotUnderstood
from briefing.model.terms import LINK_TYPES
from briefing.model.validation import faults

SAID = DateContext(date(2014, 1, 24))
ONE, AQIM = "leader:one", "group:aqim"


def find(name: str) -> str:
    return {"AQIM": AQIM, "the man": ONE, "the other man": "leader:two"}.get(name, "")


def find_source(name: str) -> str:
    return "source:wire" if name == "the wire" else ""


def read(text: str) -> dict[str, Any]:
    return read_link(ONE, text, find, find_source, SAID)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("leads AQIM since 2007", {"type": "leads", "start": "2007"}),
        ("leads AQIM", {"type": "leads"}),
        ("is a member of AQIM as spokesman", {"type": "member", "role": "spokesman"}),
        (
            "member of AQIM as a founder from 2007 to January 2013",
            {"type": "member", "role": "founder", "start": "2007", "end": "2013-01"},
        ),
        ("split from AQIM in 2013", {"type": "split-from", "start": "2013", "end": "2013"}),
        (
            "split from AQIM between September and December 2012",
            {
                "type": "split-from",
                "start": "[2012-09..2012-12]",
                "end": "[2012-09..2012-12]",
            },
        ),
        ("opposes AQIM until late February 2013", {"type": "opposes", "end": "2013-02-2X"}),
        ("allied with AQIM", {"type": "allied"}),
        ("leads AQIM since 2007 to 2009", {"type": "leads", "start": "2007", "end": "2009"}),
        ("leads AQIM from 2007", {"type": "leads", "start": "2007"}),
        ("leads AQIM in 2012-03", {"type": "leads", "start": "2012-03", "end": "2012-03"}),
        ("leads AQIM in 2013~", {"type": "leads", "start": "2013~", "end": "2013~"}),
        (
            "leads AQIM as head in charge of 3 brigades since 2007",
            {"type": "leads", "role": "head in charge of 3 brigades", "start": "2007"},
        ),
        ("not same as AQIM", {"type": "not-same-as"}),
        ("leads AQIM []", {"type": "leads", "cites": []}),
        (
            "leads AQIM since 2007 [the wire]",
            {"type": "leads", "start": "2007", "cites": [{"source": "source:wire"}]},
        ),
    ],
)
def test_it_is_said_from_this_end(line: str, fields: dict[str, Any]) -> None:
    assert read(line) == {"from": ONE, "to": AQIM, **fields}


def test_it_is_said_from_the_other_end() -> None:
    assert read("led by AQIM since 2007") == {
        "type": "leads",
        "from": AQIM,
        "to": ONE,
        "start": "2007",
    }


@pytest.mark.parametrize("way", phrases())
def test_every_way_to_say_it_makes_a_link_that_can_be_saved(way: str) -> None:
    found = read(f"{way} the other man")
    assert found["type"] in LINK_TYPES
    assert faults("link", found) == []


GROUP = "group:front"
BOOK = {
    "AQIM": AQIM,
    "Northern Front": GROUP,
    "Nation of Islam": "group:nation",
    "Nation of Islam in 1990": "group:nation-1990",
    "Salt as Such": "group:salt",
    "Wells [North]": "group:wells",
    "the man": ONE,
    "Idris Talon": ONE,
    "Ana Vedra": "leader:two",
}


def said(line: str, ref: str = ONE) -> dict[str, Any]:
    return read_link(ref, line, lambda name: BOOK.get(name, ""), find_source, SAID)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("leader of", {"type": "leads"}),
        ("the head of", {"type": "leads", "role": "head"}),
        ("chief of", {"type": "leads", "role": "chief"}),
        ("is the commander of", {"type": "leads", "role": "commander"}),
        ("commands", {"type": "leads", "role": "commander"}),
        ("emir of", {"type": "leads", "role": "emir"}),
        ("has led", {"type": "leads"}),
        ("a commander of", {"type": "member", "role": "commander"}),
        ("commander in", {"type": "member", "role": "commander"}),
        ("one of the leaders of", {"type": "member", "role": "leader"}),
        ("deputy leader of", {"type": "member", "role": "deputy leader"}),
        ("spokesman for", {"type": "member", "role": "spokesman"}),
        ("founder of", {"type": "member", "role": "founder"}),
        ("founded", {"type": "member", "role": "founder"}),
        ("co-founded", {"type": "member", "role": "co-founder"}),
        ("is a member of", {"type": "member"}),
        ("belongs to", {"type": "member"}),
        ("fights for", {"type": "member", "role": "fighter"}),
        ("broke away from", {"type": "split-from"}),
        ("is a splinter of", {"type": "split-from"}),
        ("breakaway from", {"type": "split-from"}),
        ("successor of", {"type": "succeeds"}),
        ("replaced", {"type": "succeeds"}),
        ("merged into", {"type": "part-of"}),
        ("was absorbed by", {"type": "part-of"}),
        ("armed wing of", {"type": "part-of", "role": "armed wing"}),
        ("is a branch of", {"type": "part-of", "role": "branch"}),
        ("affiliate of", {"type": "part-of", "role": "affiliate"}),
        ("fights", {"type": "opposes"}),
        ("at war with", {"type": "opposes"}),
        ("is allied with", {"type": "allied"}),
        ("fights alongside", {"type": "allied"}),
        ("backs", {"type": "supports"}),
        ("support", {"type": "supports"}),
        ("funds", {"type": "supports", "role": "funder"}),
        ("also known as", {"type": "same-as"}),
        ("not the same as", {"type": "not-same-as"}),
    ],
)
def test_the_words_say_type_and_role(words: str, fields: dict[str, str]) -> None:
    assert said(f"{words} AQIM") == {"from": ONE, "to": AQIM, **fields}


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("is led by", {"type": "leads"}),
        ("commanded by", {"type": "leads", "role": "commander"}),
        ("founded by", {"type": "member", "role": "founder"}),
        ("has member", {"type": "member"}),
        ("is backed by", {"type": "supports"}),
        ("funded by", {"type": "supports", "role": "funder"}),
        ("armed by", {"type": "supports", "role": "arms supplier"}),
        ("opposed by", {"type": "opposes"}),
        ("succeeded by", {"type": "succeeds"}),
        ("predecessor of", {"type": "succeeds"}),
        ("absorbed", {"type": "part-of"}),
    ],
)
def test_the_words_say_which_end_is_which(words: str, fields: dict[str, str]) -> None:
    assert said(f"{words} Ana Vedra", GROUP) == {"from": "leader:two", "to": GROUP, **fields}


def test_a_group_belongs_to_another_as_a_part() -> None:
    assert said("belongs to AQIM", GROUP)["type"] == "part-of"
    assert said("joined AQIM in 2012", GROUP)["type"] == "part-of"
    with pytest.raises(NotUnderstood, match="a group is part of another"):
        said("founded AQIM", GROUP)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("leads AQIM from 2007-2012", ("2007", "2012")),
        ("leads AQIM from 2007 until 2012", ("2007", "2012")),
        ("leads AQIM between 2007 and 2012", ("2007", "2012")),
        ("leads AQIM (2007–2012)", ("2007", "2012")),
        ("leads AQIM, 2007–12", ("2007", "2012")),
        ("leads AQIM (since 2007)", ("2007", "")),
        ("leads AQIM from 2007 onwards", ("2007", "")),
        ("leads AQIM since 2007-12", ("2007-12", "")),
        ("leads AQIM until 2012", ("", "2012")),
        ("leads AQIM, 2013", ("2013", "2013")),
        ("leads AQIM on 3 March 2013", ("2013-03-03", "2013-03-03")),
        ("led AQIM until 2012", ("", "2012")),
        ("has led AQIM since 2007", ("2007", "")),
        ("was a member of AQIM in 2012", ("2012", "2012")),
        ("joined AQIM in 2012", ("2012", "")),
        ("became a member of AQIM in 2012", ("2012", "")),
        ("founded AQIM in 2007", ("2007", "")),
        ("left AQIM in 2012", ("", "2012")),
        ("joined AQIM between 2010 and 2012", ("[2010..2012]", "")),
        ("left AQIM 2010-2012", ("", "[2010..2012]")),
        ("split from AQIM in 2013", ("2013", "2013")),
        ("merged into AQIM in August 2013", ("2013-08", "")),
        ("leads AQIM since [2007..2012]", ("[2007..2012]", "")),
        ("leads AQIM for the past two years", ("2012-01-25~", "")),
        ("leads AQIM for the last six months", ("2013-07-25~", "")),
        ("leader of AQIM over the past two years", ("2012-01-25~", "")),
        ("leads AQIM the past two years", ("2012-01-25~", "")),
        ("fought AQIM for the past three months", ("2013-10-25~", "")),
        ("led AQIM for the past two years", ("2012-01-25~", "[..2014-01-24]")),
        ("joined AQIM in the past week", ("[2014-01-17..2014-01-24]", "")),
        ("leads AQIM last year", ("2013", "2013")),
    ],
)
def test_when_it_was(line: str, time: tuple[str, str]) -> None:
    found = said(line)
    assert (found.get("start", ""), found.get("end", "")) == time
    assert faults("link", found) == []


@pytest.mark.parametrize(
    "line",
    [
        "was a member of AQIM",
        "former commander of AQIM",
        "is no longer a member of AQIM",
        "led AQIM",
        "left AQIM",
        "was led by Ana Vedra",
    ],
)
def test_what_is_over_is_never_kept_as_current(line: str) -> None:
    assert said(line)["end"] == "[..2014-01-24]"


@pytest.mark.parametrize("line", ["fought AQIM", "backed AQIM", "broke away from AQIM"])
def test_what_happened_need_not_be_over(line: str) -> None:
    assert "end" not in said(line)


@pytest.mark.parametrize(
    ("line", "other", "more"),
    [
        ("leads Nation of Islam in 1990", "group:nation-1990", {}),
        (
            "leads Nation of Islam in 1991",
            "group:nation",
            {"start": "1991", "end": "1991"},
        ),
        ("leads Salt as Such", "group:salt", {}),
        ("leads Salt as Such as emir", "group:salt", {"role": "emir"}),
        ("leads Wells [North]", "group:wells", {}),
        ("leads Wells [North] []", "group:wells", {"cites": []}),
        ("leads the AQIM.", AQIM, {}),
        ("leads “AQIM” since 2007", AQIM, {"start": "2007"}),
        ("leads AQIM since 2007 as emir", AQIM, {"role": "emir", "start": "2007"}),
        ("leads AQIM as “emir, since 2007”", AQIM, {"role": "emir, since 2007"}),
        ("commander of AQIM as a founder", AQIM, {"role": "commander, founder"}),
    ],
)
def test_a_name_in_the_book_is_not_cut(line: str, other: str, more: dict[str, Any]) -> None:
    assert said(line) == {"type": "leads", "from": ONE, "to": other, **more}


@pytest.mark.parametrize("ref", [ONE, GROUP])
def test_the_line_may_begin_with_a_name(ref: str) -> None:
    assert said("Idris Talon leads Northern Front, as adviser, since May 2013", ref) == {
        "type": "leads",
        "from": ONE,
        "to": GROUP,
        "role": "adviser",
        "start": "2013-05",
    }


def test_a_line_about_other_records_is_told() -> None:
    with pytest.raises(NotUnderstood, match="a link of other records"):
        said("Ana Vedra leads AQIM")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("leads Hill Guard since 2020", "Hill Guard"),
        ("leads Jihadists from Libya since 2012", "Jihadists from Libya"),
        ("leads “Hill Guard, North” as emir", "Hill Guard, North"),
    ],
)
def test_a_name_that_nobody_has_is_given_back_alone(line: str, name: str) -> None:
    with pytest.raises(NameUnknown) as unknown:
        said(line)
    assert unknown.value.name == name


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "begin with one of: leads, led by"),
        ("knows AQIM", "“knows AQIM” was not understood; begin with one of"),
        ("is not a member of AQIM", "“is not a” was not understood"),
        ("reportedly leads AQIM", "“reportedly leads AQIM” was not understood"),
        ("fought with AQIM", "“with AQIM” was not understood"),
        ("joined by AQIM", "“by AQIM” was not understood"),
        ("leads", "whom?"),
        ("leads since 2007", "whom?"),
        ("leads somebody", "no single record matches “somebody”"),
        ("leads the man", "cannot be linked to itself"),
        ("leads AQIM [some report]", "“some report” matches no source, or several"),
        ("leads AQIM since soon", "“soon” was not understood as part of a date"),
        ("leads AQIM as emir since soon", "“since soon” was not understood"),
        ("leads AQIM since 11/01/2013", "11 January 2013 or 1 November 2013"),
        ("leads AQIM in 11/01/2013", "11 January 2013 or 1 November 2013"),
        ("leads AQIM from 2007-12", "can be 2007 to 2012, or December 2007"),
        ("leads AQIM 2012-2007", "the earlier year comes first"),
        ("leads AQIM for two years", "“for two years”: from when, until when?"),
        ("leads AQIM for the past years", "how many of them"),
        ("joined AQIM over the past two years", "says how long, not when"),
        ("leads AQIM as of 2012", "“as of 2012”: in, since or until then?"),
        ("left AQIM since 2012", "give the moment it ended"),
        ("leads Hill Guard 2012", "write “in 2012”"),
        ("joined AQIM in 2012 and left in 2014", "“in 2012 and left” was not understood"),
        ("allied with AQIM and Northern Front", "one link per line"),
        ("leads AQIM “since", "never closed"),
    ],
)
def test_what_is_no_link_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        said(line)


PIECES = (
    'AQIM army and , as the a leads member of since from in until 2012 (2012) [x] [ ] “ ” " 1990 '
    "to not same January supports"
)
pieces = st.sampled_from(PIECES.split())
names = (
    st.lists(pieces, min_size=1, max_size=5).map(" ".join) | st.text(min_size=1, max_size=8)
).filter(str.strip)
DATES = (
    "2012 2013-01-16 2013~ 2013? 201X 2013-21 2013-02-2X 2010/2012 [2010..2012] [2010,2012] "
    "[..2014-01-24]"
)
times = st.just("") | st.sampled_from(DATES.split())


@given(
    ends=st.lists(names, min_size=2, max_size=2, unique=True),
    kind=st.sampled_from(list(LINK_TYPES)),
    role=st.just("") | names,
    start=times,
    end=times,
)
def test_what_a_link_reads_as_is_read_as_that_link(
    ends: list[str], kind: str, role: str, start: str, end: str
) -> None:
    labels = dict(zip((AQIM, GROUP), ends, strict=True))
    book = {name: ref for ref, name in labels.items()}
    link = Link(type=kind, from_=AQIM, to=GROUP, role=role, start=start, end=end)
    line = link_line(link, labels.__getitem__)
    for ref in labels:
        found = read_link(ref, line, lambda name: book.get(name, ""), find_source, SAID)
        assert found == msgspec.to_builtins(link)
