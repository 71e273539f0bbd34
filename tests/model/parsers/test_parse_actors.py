"""Actors said in a line: a role holds for all names behind it, and no name is cut in two."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.formatting import row_line, rows_line
from briefing.model.kinds.event import Actor
from briefing.model.parsers.actors import read_actors
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import ACTOR_ROLES

BOOK = {
    "MNLA": "group:mnla",
    "AQIM": "group:aqim",
    "MUJAO": "group:mujao",
    "French army": "group:french-army",
    "Ministry of Defence (Mali)": "group:ministry",
    "Authenticity and Development Front": "group:adf",
    "Union of Forces, Democrats and Patriots": "group:union",
    "A, B, C, D, E and F": "group:many",
    "Doctors as One": "group:doctors",
}


def find(name: str) -> str:
    return BOOK.get(name, "")


def said(line: str) -> list[str]:
    """The rows of a line as "role: who"."""
    rows = read_actors(line, find)
    return [f"{row.get('role', '')}: {row.get('ref') or row['name']}".strip(": ") for row in rows]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("MNLA", ["group:mnla"]),
        ("the MNLA", ["group:mnla"]),
        ("militants", ["militants"]),
        ("perpetrator: MNLA", ["perpetrator: group:mnla"]),
        ("Perpetrators: militants.", ["perpetrator: militants"]),
        ("target: civilians", ["target: civilians"]),
        ("perpetrator: Libya", ["perpetrator: Libya"]),
        ("perpetrator: MNLA?", ["perpetrator: MNLA?"]),
        ("claimed by: MNLA", ["claimant: group:mnla"]),
        ("claimed by MNLA", ["claimant: group:mnla"]),
        ("by MNLA", ["perpetrator: group:mnla"]),
        ("against MNLA", ["target: group:mnla"]),
        ("French army as target", ["target: group:french-army"]),
        ("French army (mediator)", ["mediator: group:french-army"]),
        ("French army (the mediator)", ["mediator: group:french-army"]),
        ("MNLA perpetrator", ["perpetrator: group:mnla"]),
        ("initiator: MNLA", ["initiator: group:mnla"]),
        ("Initiators: MNLA", ["initiator: group:mnla"]),
        ("initiated by the MNLA", ["initiator: group:mnla"]),
        ("launched by MNLA", ["initiator: group:mnla"]),
        ("organised by MNLA", ["initiator: group:mnla"]),
        ("MNLA as initiator", ["initiator: group:mnla"]),
        ("MNLA (initiator)", ["initiator: group:mnla"]),
        ("MNLA initiator", ["initiator: group:mnla"]),
        ("signatory: MNLA", ["signatory: group:mnla"]),
        ("signed by: MNLA", ["signatory: group:mnla"]),
        ("MNLA (a signatory)", ["signatory: group:mnla"]),
        ("MNLA signatories", ["signatory: group:mnla"]),
        ("guarantors: France", ["guarantor: France"]),
        ("guaranteed by France", ["guarantor: France"]),
        ("France as guarantor", ["guarantor: France"]),
        ("France guarantor", ["guarantor: France"]),
        ("supporters: France", ["supporter: France"]),
        ("supported by France", ["supporter: France"]),
        ("backed by France", ["supporter: France"]),
        ("France (supporter)", ["supporter: France"]),
        ("in control: MNLA", ["in control: group:mnla"]),
        ("in control of: MNLA", ["in control: group:mnla"]),
        ("controlled by MNLA", ["in control: group:mnla"]),
        ("held by the MNLA", ["in control: group:mnla"]),
        ("under the control of the MNLA", ["in control: group:mnla"]),
        ("MNLA (in control)", ["in control: group:mnla"]),
        ("MNLA in control", ["in control: group:mnla"]),
        ("House speaker", ["House speaker"]),
        ("MNLA supporters", ["MNLA supporters"]),
        ("supporters", ["supporters"]),
        ("Front (supporters of the president)", ["Front (supporters of the president)"]),
        ("guarantor states", ["guarantor states"]),
        ("signatories of the accord", ["signatories of the accord"]),
        ("actor: MNLA", ["group:mnla"]),
        ("Front (FLM), army (target)", ["target: Front (FLM)", "target: army"]),
        ("perpetrator: Front (Mali branch)", ["perpetrator: Front (Mali branch)"]),
    ],
)
def test_an_actor_has_a_name_and_perhaps_a_role(line: str, rows: list[str]) -> None:
    assert said(line) == rows


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "MNLA (perpetrator), civilians (target) and France (mediator)",
            ["perpetrator: group:mnla", "target: civilians", "mediator: France"],
        ),
        (
            "perpetrator: French army, Malian army; target: AQIM and MUJAO",
            [
                "perpetrator: group:french-army",
                "perpetrator: Malian army",
                "target: group:aqim",
                "target: group:mujao",
            ],
        ),
        ("perpetrator: AQIM; MUJAO", ["perpetrator: group:aqim", "perpetrator: group:mujao"]),
        ("target: AQIM; actor: MUJAO", ["target: group:aqim", "group:mujao"]),
        ("perpetrator: AQIM, target: MNLA", ["perpetrator: group:aqim", "target: group:mnla"]),
        ("perpetrator: AQIM and target: MNLA", ["perpetrator: group:aqim", "target: group:mnla"]),
        ("AQIM · target: MNLA", ["group:aqim", "target: group:mnla"]),
        (
            "signed by MNLA, AQIM and France; guarantors: Chad",
            [
                "signatory: group:mnla",
                "signatory: group:aqim",
                "signatory: France",
                "guarantor: Chad",
            ],
        ),
        ("MNLA and AQIM as signatories", ["signatory: group:mnla", "signatory: group:aqim"]),
        ("French army and AQIM as targets", ["target: group:french-army", "target: group:aqim"]),
    ],
)
def test_a_role_holds_up_to_the_next_one(line: str, rows: list[str]) -> None:
    assert said(line) == rows


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("AQIM, MUJAO and Ansar Dine", ["group:aqim", "group:mujao", "Ansar Dine"]),
        ("APCLS, CMC, and FDLR-FOCA", ["APCLS", "CMC", "FDLR-FOCA"]),
        ("APCLS and CMC", ["APCLS", "CMC"]),
        ("APCLS & CMC", ["APCLS", "CMC"]),
        ("APCLS et CMC", ["APCLS", "CMC"]),
        ("APCLS together with CMC", ["APCLS", "CMC"]),
        ("AQIM and MUJAO?", ["group:aqim", "MUJAO?"]),
        ("soldiers and civilians", ["soldiers", "civilians"]),
        ("police and supporters of ANC", ["police", "supporters of ANC"]),
        ("France and Chad", ["France", "Chad"]),
        ("Government of Mali and AQIM", ["Government of Mali", "group:aqim"]),
    ],
)
def test_and_parts_names_that_stand_by_themselves(line: str, rows: list[str]) -> None:
    assert said(line) == rows


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("Authenticity and Development Front", ["group:adf"]),
        ("AQIM, Authenticity and Development Front and MNLA", None),
        ("Union of Forces, Democrats and Patriots", ["group:union"]),
        ("AQIM, Union of Forces, Democrats and Patriots", ["group:aqim", "group:union"]),
        ("target: A, B, C, D, E and F", ["target: group:many"]),
        ("Ministry of Defence (Mali)", ["group:ministry"]),
        ("Muslims (Nigeria)", ["Muslims (Nigeria)"]),
        ("Doctors as One", ["group:doctors"]),
        ("Government of Trinidad and Tobago", ["Government of Trinidad and Tobago"]),
        ("Wells, Inc., AQIM", ["Wells, Inc.", "group:aqim"]),
        ("Los Zetas - Noreste faction", ["Los Zetas - Noreste faction"]),
        ("“Peace and Jihad”, AQIM", ["Peace and Jihad", "group:aqim"]),
        ('"A; B"', ["A; B"]),
    ],
)
def test_a_name_that_is_in_the_book_or_in_quotation_marks_stays_whole(
    line: str, rows: list[str] | None
) -> None:
    assert said(line) == (rows or ["group:aqim", "group:adf", "group:mnla"])


@pytest.mark.parametrize(
    "line",
    [
        "Movement for Oneness and Jihad in West Africa",
        "Justice and Equality Movement",
        "Supporters of ANC and IFP",
        "Government of Mali and Niger",
        "Ansar Dine and Hamas",
        "target: AQIM, Peace and Jihad",
    ],
)
def test_and_that_may_stand_inside_a_name_is_asked(line: str) -> None:
    with pytest.raises(NotUnderstood, match="one name or several"):
        read_actors(line, find)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "who?"),
        ("perpetrator:", "who?"),
        ("target", "who?"),
        ("by ", "who?"),
        ("perpetrator: MNLA; target:", "who?"),
        ("French army as observer", "“observer” is not a role"),
        ("perpetrator: MNLA (target)", "perpetrator or target?"),
        ("perpetrator: MNLA and; target: AQIM", "“MNLA and” who?"),
        ("Foo: bar", "“Foo” is not a role"),
        ("target civilians", "write perpetrator"),
        ("by MNLA against AQIM", "write perpetrator"),
        ("signatories MNLA and AQIM", "write perpetrator"),
        ("perpetrator: AQIM, claimed by MUJAO", "put “;” before a role"),
        ("AQIM, supported by France", "put “;” before a role"),
        ("MNLA (supporter?)", "was not understood"),
        ("AQIM or MUJAO", "to keep it as written"),
        ("AQIM/MUJAO", "put commas between several"),
        ("not AQIM", "name only those who took part"),
        ("MNLA, a rebel group", "“a rebel group” is not a name"),
        ("MNLA, including the guards", "“including the guards” is not a name"),
        ("Ministry of Defence, Mali", "put one name in quotation marks"),
        ("Le Drian, Defence Minister", "put one name in quotation marks"),
        ("Army (of Mali", "never closed"),
        ("AQIM (claimed), army (target)", r"“\(claimed\)” is not a role"),
        ("AQIM (Mali branch), army (target)", r"“\(Mali branch\)” is not a role"),
        ("AQIM (claimed)", "was not understood"),
        ("MNLA (mediator?)", "was not understood"),
        ("AQIM (not the perpetrator)", "was not understood"),
        ("(perpetrators, suspected)", "was not understood"),
        ("AQIM (suspected perpetrators), army", "was not understood"),
        (", ".join("x" * 51), "more than 50 names"),
        ("; ".join("x" * 51), "more than 50 names"),
    ],
)
def test_what_names_nobody_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read_actors(line, find)


PIECES = (
    'MNLA army Front Mali the a and et , ; · & : . ? “ ” " ( ) (mediator) as of by with '
    "target target: actor: Inc or including signed signatories (supporter) in control"
)
pieces = st.sampled_from(PIECES.split())
names = (
    st.lists(pieces, min_size=1, max_size=5).map(" ".join) | st.text(min_size=1, max_size=8)
).filter(str.strip)
rows = st.lists(
    st.tuples(names, st.booleans(), st.sampled_from(["", *ACTOR_ROLES])), min_size=1, max_size=3
)


@given(rows)
def test_what_actors_read_as_is_read_as_those_actors(rows: list[tuple[str, bool, str]]) -> None:
    book = {name: f"group:{number}" for number, (name, known, _) in enumerate(rows) if known}
    labels = {ref: name for name, ref in book.items()}
    # A name that a record has means that record, with an article or without.
    actors = [
        Actor(ref=book[name], role=role) if name in book else Actor(name=name, role=role)
        for name, _, role in rows
        if name in book or not any(name.endswith(known) for known in book)
    ]

    def find(name: str) -> str:
        return book.get(name, "")

    for actor in actors:
        assert read_actors(row_line(actor, labels.__getitem__), find) == [
            msgspec.to_builtins(actor)
        ]
    if actors:
        line = rows_line(actors, labels.__getitem__)
        assert read_actors(line, find) == msgspec.to_builtins(actors)


@pytest.mark.parametrize(
    ("actor", "line"),
    [
        (Actor(name="militants", role="target"), "target: militants"),
        (Actor(ref="group:adf"), "Authenticity and Development Front"),
        (Actor(name="Peace and Jihad"), "“Peace and Jihad”"),
        (Actor(name="Muslims (Nigeria)"), "Muslims (Nigeria)"),
    ],
)
def test_a_name_is_quoted_only_where_it_must_be(actor: Actor, line: str) -> None:
    assert row_line(actor, {ref: name for name, ref in BOOK.items()}.__getitem__) == line
