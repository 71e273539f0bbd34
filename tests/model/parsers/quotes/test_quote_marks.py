"""Quotation marks of every kind, and what a PDF leaves of a line."""

import pytest

from briefing.model.parsers.quotes.sentences import flowing, is_name, quotations
from wire import told


def quoted(text: str) -> list[str]:
    return [each.words for each in quotations(flowing(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “we stay”.", ["we stay"]),
        ('He said "we stay".', ["we stay"]),
        ("He said ‘we stay’.", ["we stay"]),
        ("He said 'we stay'.", ["we stay"]),
        ("Er sagte: „Wir bleiben“.", ["Wir bleiben"]),
        ("Ona rekła „zostajemy”.", ["zostajemy"]),
        ("Il a dit « nous restons ».", ["nous restons"]),
        ("Il a dit «nous restons».", ["nous restons"]),
        ("He said ``we stay''.", ["we stay"]),
        ("''We stay,'' he said.", ["We stay,"]),
        ("He said “we stay“.", ["we stay"]),
        ("“We saw the “Front” there.”", ["We saw the “Front” there."]),
        ("\"We saw 'X' there.\"", ["We saw 'X' there."]),
        ("‘He said “no” to us.’", ["He said “no” to us."]),
        ('("We stay")', ["We stay"]),
    ],
)
def test_the_words_in_the_outer_marks_are_found(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's the rebels' camp, isn't it?", []),
        ("It’s the rebels’ camp, isn’t it?", []),
        ("‘The rebels’ camp is ours,’ he said.", ["The rebels’ camp is ours,"]),
        ("‘Abd al-Malik met the rebels’ leader.", []),
        ("Sa‘id and ‘Umar spoke.", []),
        ('He is 6\'2" and said "we stay".', ["we stay"]),
        ("A 12\" pipe and a 6' wall", []),
        ("the class of '12 and '13", []),
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "“We went.\n“We came back.”",
        "“We went.\n\n“We came back.”",
        '"We went. "We came back."',
        "«We went.\n«We came back.»",
    ],
)
def test_a_quotation_left_open_goes_on_in_the_next_paragraph(text: str) -> None:
    assert quoted(text) == ["We went. We came back."]


def test_one_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert quoted("He said: “We went.\nThen he left.\nShe said “no”.") == ["We went.", "no"]
    assert quoted("He said: “We went and") == ["We went and"]


def test_words_are_not_taken_on_where_a_mark_that_is_missing_hides_who_speaks() -> None:
    assert told("“We stay, Talon said. The army said it would go.") == []


@pytest.mark.parametrize(
    ("copied", "flows"),
    [
        ("We went to Mo-\nrocco", "We went to Morocco"),
        ("the gov-\r\nernment of Mali", "the government of Mali"),
        ("co\xadopera\xad\ntion", "cooperation"),
        ("the anti-\nterrorist force", "the anti-terrorist force"),
        ("the so-\ncalled state", "the so-called state"),
        ("the French-\nbacked force", "the French-backed force"),
        ("twenty-\none men", "twenty-one men"),
        ("al-\nqaeda", "al-qaeda"),
        ("the Franco-\nMalian force", "the Franco-Malian force"),
        ("a cease-fire, and no cease-\nfire", "a cease-fire, and no cease-fire"),
        ("in 2012-\n2013", "in 2012-2013"),
        ("a line\nthat was too long", "a line that was too long"),
        ("One sentence.\nAnother one.", "One sentence.\nAnother one."),
        ("A heading\n\nand text", "A heading\nand text"),
        ("“We stay,”\nsaid Talon.", "“We stay,” said Talon."),
        ("He left at 5 p.m.\nand came back.", "He left at 5 p.m. and came back."),
        ("A heading\nIt left.\nIt went.\nIt stays.", "A heading\nIt left.\nIt went.\nIt stays."),
        ("men of Boko\nHaram took\nthe town.", "men of Boko Haram took the town."),
        ("  two   blanks ", "two blanks"),
    ],
)
def test_lines_flow_and_a_word_that_was_broken_is_whole(copied: str, flows: str) -> None:
    assert flowing(copied) == flows


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Northern Front", True),
        ("Our Path,", True),
        ("Fox News Sunday.", True),
        ("Union of the Forces", True),
        ("we stay", False),
        ("We stay", False),
        ("The Army Will Never Ever Leave This Town Again", False),
        ("", False),
    ],
)
def test_a_name_or_title_is_known_by_its_capitals(words: str, is_one: bool) -> None:
    assert is_name(words) is is_one


@pytest.mark.parametrize(
    "passage",
    [
        "‘We will stay,’ said Talon.",
        "„We will stay“, said Talon.",
        "«We will stay», said Talon.",
        "'We will stay,' said Talon.",
        '"We will stay" - said Talon',
        "“We will stay” – Talon said.",
        "“We will\nstay,” said\nTalon.",
        "``We will stay,'' said Talon.",
        "He is 6'2\". Talon said: “We will stay”",
    ],
)
def test_every_mark_gives_the_words_to_whom_they_belong(passage: str) -> None:
    assert told(passage) == ["Talon: “We will stay”"]


def test_both_parts_of_a_quotation_in_two_paragraphs_are_one_speakers() -> None:
    passage = "Kolo said it was “now seven.\n“Three bodies were found yesterday.”"
    assert told(passage) == ["Kolo: “now seven. Three bodies were found yesterday.”"]
