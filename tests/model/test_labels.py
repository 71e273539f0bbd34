"""The names of a record."""

import pytest

from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote, wording
from briefing.model.labels import label, names, short_label
from briefing.model.validation import build
from invented import AMBUSH, FRONT, LEADS, QUOTE, RECORDS, TALON, WIRE


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (FRONT, "Front du Nord – الجبهة الشمالية"),
        (TALON, "Idris Talon"),
        (AMBUSH, "Ambush at Wadi Selim"),
        (QUOTE, "“We will stay in these hills”"),
        (WIRE, "Ambush kills soldiers"),
        (LEADS, "idris-talon leads northern-front"),
    ],
)
def test_each_kind_is_called_by_what_a_reader_knows_it_by(ref: str, expected: str) -> None:
    assert label(build(ref.partition(":")[0], RECORDS[ref])) == expected


@pytest.mark.parametrize("mode", ["paraphrase", ""])
def test_only_words_known_to_be_exact_stand_in_quotation_marks(mode: str) -> None:
    quote = Quote(text="they will stay", source="source:x", mode=mode)
    assert label(quote) == wording(quote) == "they will stay"
    assert wording(quote, 4) == "they…"
    direct = Quote(text="he said “we stay”", source="source:x", mode="direct")
    assert label(direct) == "“he said ‘we stay’”"
    assert wording(direct, 7) == "“he said…”"


def test_a_group_is_known_by_its_letters_where_it_has_them() -> None:
    assert short_label(Group(name="Northern Front", abbreviation="FN")) == "FN"
    assert short_label(Group(name="Northern Front")) == "Northern Front"
    assert short_label(Leader(name="Idris Talon")) == "Idris Talon"


def test_a_record_is_found_by_name_letters_and_aliases_but_not_by_empty_ones() -> None:
    front = Group(name="Northern Front", abbreviation="FN", aliases=("Front du Nord",))
    assert names(front) == ("Northern Front", "FN", "Front du Nord")
    assert names(Leader(name="Idris Talon")) == ("Idris Talon",)


def test_the_words_of_a_quote_its_translation_and_its_attribution_can_be_searched() -> None:
    quote = Quote(text="On reste", source="source:x", translation="We stay", attribution="a man")
    assert set(kind_for(quote).passages(quote)) == {"On reste", "We stay", "a man"}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("group", "name"),
        ("leader", "name"),
        ("event", "title"),
        ("quote", "text"),
        ("source", "title"),
        ("link", "type"),
    ],
)
def test_every_kind_has_a_field_that_names_it(kind: str, field: str) -> None:
    assert KINDS[kind].named_by == field


def test_a_link_is_read_from_one_end_to_the_other() -> None:
    assert label(Link(type="allied", from_="group:a", to="group:b")) == "a allied b"
