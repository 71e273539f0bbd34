"""Where a text names what the briefing knows: what is found, doubtful, and left alone."""

from time import process_time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds.event import Event, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.record import Record
from briefing.reading.mentions import Known, Mention, mentions

RECORDS: dict[str, Record] = {
    "group:front": Group(name="Karsa Liberation Front", abbreviation="KLF", countries=("ML",)),
    "group:army": Group(name="Malian Armed Forces", aliases=("Malian army",), countries=("ML",)),
    "group:mali": Group(name="Mali", kind="government", countries=("ML",)),
    "group:state": Group(name="Islamic State", abbreviation="IS"),
    "group:vega": Group(name="Vega Group"),
    "group:base": Group(name="al-Qaeda"),
    "group:sons": Group(name="Sons of Hadar", aliases=("أبناء هدار",)),
    "leader:talon": Leader(name="Idris Talon", aliases=("Abu Selim",)),
    "leader:keita-a": Leader(name="Awa Keita"),
    "leader:keita-b": Leader(name="Boubacar Keita"),
    "leader:young": Leader(name="Paul Young"),
    "leader:ghali": Leader(name="Bilal Ag Ghali"),
    "leader:mohamed": Leader(name="Mohamed Hadi Belkacem"),
    "event:dawn": Event(title="Operation Dawn", date="2019", place=Place(name="Gao")),
    "event:raid": Event(
        title="A raid on a camp",
        aliases=("A raid",),
        date="2019",
        place=Place(name="Across the region"),
    ),
}
KNOWN = Known(RECORDS.items())


class Decided(NamedTuple):
    words: str
    verdict: str
    ref: str = ""


def told(text: str, *decided: Decided) -> list[tuple[str, str]]:
    """What is found, the doubtful with a question mark."""
    return [(each.words, _named(each)) for each in mentions(text, KNOWN, decided)]


def _named(mention: Mention) -> str:
    if mention.is_certain:
        return mention.ref or mention.kind
    return "? " + " ".join(mention.candidates)


@pytest.mark.parametrize(
    ("text", "words", "ref"),
    [
        ("It was Idris Talon who fled.", "Idris Talon", "leader:talon"),
        ("It was Idriss Tallon who fled.", "Idriss Tallon", "leader:talon"),
        ("He knew Abou Selim well.", "Abou Selim", "leader:talon"),
        ("The KLF's men left.", "KLF", "group:front"),
        ("The K.L.F. left.", "K.L.F", "group:front"),
        ("fighters of the Karsa Liberation Front", "Karsa Liberation Front", "group:front"),
        ("the Karsa Liber-\nation Front", "Karsa Liber-\nation Front", "group:front"),
        ("the Karsa\nLiberation Front", "Karsa\nLiberation Front", "group:front"),
        ("the Malian armed forces said", "Malian armed forces", "group:army"),
        ("an al-Qaida-linked group", "al-Qaida", "group:base"),
        ("General Idris Talon spoke.", "Idris Talon", "leader:talon"),
        ("IDRIS TALON KILLED IN RAID\n\nHe died.", "IDRIS TALON", "leader:talon"),
        ("In Operation Dawn, they fled.", "Operation Dawn", "event:dawn"),
        ("They reached Gao on Monday.", "Gao", "place"),
        ("قال أبناء هدار أمس", "أبناء هدار", "group:sons"),
        ("Mohamed Belkacem was there.", "Mohamed Belkacem", "leader:mohamed"),
        ("Muhammad Hadi Belkassem was there.", "Muhammad Hadi Belkassem", "leader:mohamed"),
    ],
)
def test_a_name_is_found(text: str, words: str, ref: str) -> None:
    assert (words, ref) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "A Malian teacher met Malian troops in May.",
        "The Bank of Mali closed.",
        "He flew to northern Mali.",
        "They want an Islamic state in the desert.",
        "Islamic State West Africa Province denied it.",
        "The South Karsa Liberation Front Museum opened.",
        "Idrissa Talonga spoke.",
        "A raid across the region went on.",
        "The lights of vega shone.",
        "Is it true? It is.",
        "Young men flee to Burkina Faso.",
        "Gao Traore sold rice.",
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(text: str) -> None:
    assert not [ref for _, ref in told(text) if not ref.startswith("?")]


class TestSurnames:
    def test_one_stands_for_the_full_name_given_before(self) -> None:
        assert told("Paul Young spoke. Young left.")[1] == ("Young", "leader:young")

    def test_a_rare_one_needs_no_full_name(self) -> None:
        assert told("They met Talon again.") == [("Talon", "leader:talon")]

    def test_one_of_two_people_is_doubtful(self) -> None:
        assert told("Keita spoke.") == [("Keita", "? leader:keita-a leader:keita-b")]

    def test_the_full_name_tells_which(self) -> None:
        assert told("Awa Keita spoke. Keita left.")[1] == ("Keita", "leader:keita-a")

    def test_it_is_doubtful_after_a_stranger_of_that_name(self) -> None:
        found = told("Idris Talon met Igor Talon. Talon left.")
        assert found == [("Idris Talon", "leader:talon"), ("Talon", "? leader:talon")]

    def test_particles_belong_to_it(self) -> None:
        assert told("Bilal Ag Ghali fled. Ag Ghaly’s men stayed.")[1][0] == "Ag Ghaly"

    def test_it_is_no_part_of_another_word(self) -> None:
        assert told("They met Talon-dollars.") == []


class TestCountries:
    @pytest.mark.parametrize("text", ["Mali accused them.", "It was backed by Mali."])
    def test_one_that_acts_is_its_government(self, text: str) -> None:
        assert told(text) == [("Mali", "group:mali")]

    def test_in_doubt_it_is_only_possible(self) -> None:
        assert told("Relations between Niger and Mali worsened.")[-1][1] == "? group:mali"


class TestAbbreviations:
    def test_the_text_may_give_one(self) -> None:
        found = told("The Sons of Hadar (SOH) came. The SOH left.")
        assert found[1:] == [("SOH", "group:sons"), ("SOH", "group:sons")]

    def test_one_explained_otherwise_is_doubtful(self) -> None:
        found = told("The Kasai Labour Federation (KLF) met. The KLF left.")
        assert [ref for _, ref in found] == ["? group:front", "? group:front"]

    def test_two_letters_need_the_full_name(self) -> None:
        assert told("It is IS propaganda.") == [("IS", "? group:state")]
        assert ("IS", "group:state") in told("Islamic State came. It is IS propaganda.")

    def test_a_word_left_out_is_understood_after_the_full_name(self) -> None:
        assert told("The Vega Group came. Vega left.")[1] == ("Vega", "group:vega")


class TestDecisions:
    TEXT = "They met Talon. The KLF left Gao."

    def test_words_that_are_a_record_are_found(self) -> None:
        decided = Decided("They", "is", "group:front")
        assert told(self.TEXT, decided)[0] == ("They", "group:front")

    def test_they_win_over_what_was_found(self) -> None:
        decided = Decided("KLF", "is", "group:army")
        assert ("KLF", "group:army") in told(self.TEXT, decided)

    @pytest.mark.parametrize("verdict", ["new", "never"])
    def test_words_of_no_record_are_left_alone(self, verdict: str) -> None:
        assert "Talon" not in dict(told(self.TEXT, Decided("Talon", verdict)))

    def test_a_record_refused_is_not_offered_again(self) -> None:
        assert "Talon" not in dict(told(self.TEXT, Decided("Talon", "is not", "leader:talon")))
        decided = Decided("Keita", "is not", "leader:keita-a")
        assert told("Keita spoke.", decided) == [("Keita", "? leader:keita-b")]


PIECES = st.sampled_from(
    ("Idris Talon", "KLF", "Mali", "Keita", "al-", "'s", "-\n", "the", "of", "Young", ". ", ", ")
) | st.sampled_from(("(", ")", "\n\n", "Islamic State in", "É", "Vega Group", "Duwa La"))


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map(" ".join))
def test_mentions_are_exact_in_order_and_apart(text: str) -> None:
    last = 0
    for each in mentions(text, KNOWN):
        assert text[each.start : each.end] == each.words
        assert last <= each.start < each.end
        assert bool(each.ref) + bool(each.candidates) + (each.kind == "place") == 1
        assert 0 < each.score <= 1
        last = each.end


def test_it_can_be_cancelled() -> None:
    class CancelledError(Exception):
        pass

    def tick(_done: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        mentions("Idris Talon fled.", KNOWN, tick=tick)


def test_a_text_twice_as_long_takes_about_twice_the_time() -> None:
    part = "Idris Talon of the KLF said Mali would answer. Igor Petrov met Keita in Gao.\n\n"

    def seconds(copies: int) -> float:
        text = "".join(part.replace("Petrov", f"Petrov{at}") for at in range(copies))
        began = process_time()
        mentions(text, KNOWN)
        return process_time() - began

    seconds(10)
    assert seconds(1600) < 12 * max(seconds(400), 0.02)
