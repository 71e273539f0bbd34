"""How a sentence says how likely something is: what is reported, and what must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.checks.wording import degree_of, likelihoods, mixed, says_both, vague_word
from briefing.model.terms import LIKELIHOODS, OTHER_LIKELIHOODS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The bands could attack Kidal again.", "could"),
        ("France may withdraw its troops by summer.", "may"),
        ("The group might split.", "might"),
        ("Talks might at first fail.", ""),
        ("He may have been killed in February.", "may"),
        ("In May the bands may attack.", "may"),
        ("The army may or may not hold the town.", "may"),
        ("The might of the army might deter them.", "might"),
        ("“We may leave”, he said; the bands could return.", "could"),
        ("It may not hold.", "may"),
        ("Fighters could reach Niamey within days.", "could"),
        ("The bands may\nattack.", "may"),
    ],
)
def test_words_that_say_nothing_of_how_likely_it_is(text: str, word: str) -> None:
    assert vague_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "The bands will very likely attack Kidal again in May.",
        "The talks begin in May 2014.",
        "May 2014 brings a new offensive.",
        "By early may the rains end.",
        "The vote on 25 may 2014 is held.",
        "The offensive of may, and the one of June, failed.",
        "Its military might is broken.",
        "The might of the French army deters them.",
        "The army's might has not grown.",
        "They fear the army’s might and its aircraft.",
        "With all their might they hold the pass.",
        "He said: “We may attack, and we might win; it could be soon.”",
        'The minister said "it may take long".',
        "Le ministre dit : « it may take long ».",
        "The paper called it ‘what may come’.",
        "The bands could not take the town in January.",
        "The bands could no longer attack in concert.",
        "They couldn’t hold it.",
        "They couldn't hold it.",
        "The bands may attack, which is unlikely.",
        "The mayor of Gao stays in office.",
        "Theresa May stays in office.",
        "A might-have-been is no threat.",
        "The could-be successors have fled.",
        "French troops stay in Mali through the year.",
        "",
    ],
)
def test_honest_sentences_are_not_called_vague(text: str) -> None:
    assert vague_word(text) == ""


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("It is almost certain that they leave.", [(0, 6)]),
        ("They will almost certainly leave.", [(0, 6)]),
        ("They will very likely leave.", [(0, 5)]),
        ("They will highly probably leave.", [(1, 5)]),
        ("It is very\nunlikely that they leave.", [(0, 1)]),
        ("There is a roughly even chance that they leave.", [(0, 3)]),
        ("There are roughly even odds.", [(1, 3)]),
        ("There is almost no chance of that.", [(0, 0)]),
        ("There is a remote chance of that.", [(1, 0)]),
        ("That is improbable; it is unlikely, too.", [(1, 2), (0, 2)]),
        ("It is nearly certain.", [(1, 6)]),
        ("Probably they leave.", [(1, 4)]),
        # Another degree, or none of the scale.
        ("It is less likely now, and not very likely.", []),
        ("It isn’t likely.", []),
        ("More likely than not they leave.", []),
        ("It is extremely likely.", []),
        # Of a noun.
        ("Kidal is a likely target.", []),
        ("The likely successor is his brother.", []),
        ("It was an unlikely alliance.", []),
        ("France’s likely partner stays.", []),
        ("They moved to a remote village.", []),
        # Of others.
        ("“It is very likely,” he said.", []),
        ("The likelihood and the probability are unknown.", []),
    ],
)
def test_likelihoods_in_a_text(text: str, terms: list[tuple[int, int]]) -> None:
    assert [(term.row, term.degree) for term in likelihoods(text)] == terms


def test_every_term_is_found_at_its_degree() -> None:
    for row, terms in enumerate((LIKELIHOODS, OTHER_LIKELIHOODS)):
        for degree, term in enumerate(terms):
            said = f"There is {term} chance of that." if term == "remote" else f"It is {term}."
            (found,) = likelihoods(said)
            assert (found.row, found.degree, degree_of(term)) == (row, degree, degree)
    assert degree_of("who knows") == -1


@pytest.mark.parametrize(
    ("text", "is_mixed"),
    [
        ("A raid is likely, its success highly improbable.", True),
        ("A raid is very likely and a siege is probable.", True),
        ("A raid is likely, a siege very unlikely.", False),
        ("A raid is likely; it will probably come by night.", False),
        ("A raid is probable, on a likely target.", False),
    ],
)
def test_two_rows_of_the_table_are_not_mixed(text: str, *, is_mixed: bool) -> None:
    assert bool(mixed(likelihoods(text))) is is_mixed


@pytest.mark.parametrize(
    "text",
    [
        "We assess with moderate confidence that they will very likely return.",
        "They will likely return (low confidence).",
        "They will probably return – high confidence.",
        "It is likely, and our confidence in this is low.",
        "We are fairly confident that they are unlikely to return.",
        "With a raid likely, confidence: low.",
        "We have low to moderate confidence that a raid is likely.",
    ],
)
def test_likelihood_and_confidence_in_one_sentence(text: str) -> None:
    assert says_both(text)


@pytest.mark.parametrize(
    "text",
    [
        "They will very likely return. We have moderate confidence in this.",
        "A raid is likely.\nLow confidence: one source.",
        "Confidence-building measures will likely fail.",
        "Public confidence in the army is likely to fall.",
        "A vote of no confidence is likely.",
        "They will likely return.",
        "We have moderate confidence in this.",
        "“With high confidence”, he said, a raid is likely.",
        "The government will likely lose the confidence of the north.",
    ],
)
def test_honest_sentences_are_not_said_to_mix_likelihood_and_confidence(text: str) -> None:
    assert not says_both(text)


_PIECES = [
    "may",
    "might",
    "could",
    "very",
    "likely",
    "“",
    "”",
    "‘",
    "’",
    "2014",
    ".",
    "-",
    "’s",
    "\n",
]


@given(st.lists(st.sampled_from(_PIECES)), st.sampled_from(["", " "]))
def test_what_is_quoted_counts_for_nothing(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    says_both(text)
    assert not vague_word(f"“{text.replace('”', '').replace('“', '')}”")
    assert vague_word(text) in ("", "may", "might", "could")


@pytest.mark.parametrize("piece", ["a", "‘", "“", "may ", "very ", "likely-", "with low ", "\n"])
def test_long_texts_are_read_in_no_time(piece: str) -> None:
    text = piece * 50_000
    vague_word(text)
    says_both(text)
