"""What a score means: the name contains the query, is probably meant, or only resembles it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds.quote import Quote
from briefing.search.entries import Hit, Score, SearchEntry, entry_of
from briefing.search.index import SearchIndex
from briefing.search.words.folding import fold
from shipped import records


def index_of(*names: str) -> SearchIndex:
    return SearchIndex(SearchEntry(f"leader:{name}", "leader", (name,)) for name in names)


@pytest.fixture(scope="module")
def shipped() -> SearchIndex:
    return SearchIndex(entry_of(ref, record) for ref, record in records().items())


def best(index: SearchIndex, query: str, *, finished: bool = True) -> Hit | None:
    hits = index.search(query, finished=finished)
    return hits[0] if hits else None


def score(index: SearchIndex, query: str, *, finished: bool = True) -> float:
    hit = best(index, query, finished=finished)
    return hit.score if hit else 0.0


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Anna", "Annamária Tóth"),
        ("Anna Tóth", "Annamária Tóth"),
        ("Mali", "Malian army"),
        ("army Mali", "Malian army"),
        ("Nam", "Namibia Front"),
        ("Bel Mokh", "Belmokhtar"),
    ],
)
def test_the_beginning_of_a_word_is_not_the_word(query: str, name: str, *, finished: bool) -> None:
    assert score(index_of(name), query, finished=finished) < Score.ACRONYM


@pytest.mark.parametrize("query", ["Anna", "Anna Tóth", "Mali"])
def test_in_a_list_it_is_not_even_likely(query: str) -> None:
    assert score(index_of("Annamária Tóth", "Malian army"), query) < Score.LIKELY


def test_what_is_typed_last_may_still_be_going_on() -> None:
    assert score(index_of("Tóth Annamária"), "Tóth Anna", finished=False) > Score.SPELLING
    assert score(index_of("Annamária Tóth"), "Anna Tóth", finished=False) < Score.LIKELY


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("konna battle", "Battle of Konna", 84),
        ("inamenas", "Raid on the In Amenas gas plant", 81),
        ("Mohammad Reza Jafari Bandar", "Mohammadreza Jafaribandar", 89),
        ("Gazprom", "Public Joint Stock Company Gazprom", 98),
        ("Omar", "Mullah Omar", 98),
        ("Gazprom LLC", "OOO Gazprom LLC", 98),
        ("Martin", "Martin King", 93),
        ("Salvador", "San Salvador", 84),
        ("Hans Friedrich", "Friedrich Hans", 88),
    ],
)
def test_whole_words_score_80_and_more(query: str, name: str, expected: float) -> None:
    assert expected <= score(index_of(name), query) < expected + 4


@pytest.mark.parametrize("query", ["Belmokhtar", "Abou Zeid", "khaled"])
@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Mokhtar Belmokhtar Abdelhamid Abou Zeid Khaled Abou al-Abbas", ""),
        ("The One-Eyed", "Mokhtar Belmokhtar Abdelhamid Abou Zeid Khaled Abou al-Abbas"),
    ],
)
def test_whoever_bears_a_name_comes_before_titles_that_begin_with_it(
    query: str, name: str, alias: str
) -> None:
    titles = (f"{query} killed", f"The killing of {query}", f"{query} and many others leave AQIM")
    entries = [SearchEntry(f"event:{title}", "event", (title,)) for title in titles]
    index = SearchIndex([*entries, SearchEntry("leader:x", "leader", (name, alias))])
    first, *others = index.search(query)
    assert first.ref == "leader:x"
    assert len(others) == len(titles)
    assert all(Score.ACRONYM < hit.score < Score.JOINED + 3 for hit in others)
    assert others[-1].ref == f"event:The killing of {query}", "titles that begin with it come first"


def test_of_several_words_a_title_that_begins_with_them_comes_first() -> None:
    title, name = "Fighters of Konna flee", "Young fighters of Konna"
    index = SearchIndex(
        [SearchEntry("event:x", "event", (title,)), SearchEntry("group:x", "group", (name,))]
    )
    assert [hit.ref for hit in index.search("fighters of konna")] == ["event:x", "group:x"]


WORDS = st.lists(st.sampled_from(["anna", "annamaria", "toth", "mali", "malian", "army", "ltd"]))


@given(WORDS.map(" ".join), WORDS.map(" ".join), st.booleans())
def test_with_80_and_more_every_word_typed_stands_in_the_name(
    name: str, query: str, finished: bool
) -> None:
    for hit in index_of(name).search(query, finished=finished):
        if hit.score >= Score.ACRONYM and hit.why != "alias":
            together = fold(name).replace(" ", "")
            assert all(word in together for word in query.split())
            whole = set(name.split())
            is_respaced = Score.JOINED <= hit.score < Score.WORD
            assert set(query.split()) <= whole or is_respaced or hit.score == Score.SAME_LETTERS


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("George Bush", "George Habash"),
        ("Jane Mai", "Juanmi Jiménez"),
        ("Anna Tóth", "Intuit Inc"),
        ("Brian Dunn", "Brandon Inc"),
        ("Kari Olsen", "Finn Karlsen"),
        ("Angelo Cruz", "Angela Merkel"),
        ("Ali Hassan al-Rawi", "Ali Hassan al-Tikriti"),
    ],
)
def test_somebody_else_stays_below_what_is_likely(query: str, name: str) -> None:
    assert score(index_of(name), query) < Score.LIKELY
    assert score(index_of(name), query, finished=False) < Score.LIKELY


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Mukhtar Bilmukhtar", "Mokhtar Belmokhtar"),
        ("Abd al-Hamid Abu Zayd", "Abdelhamid Abou Zeid"),
        ("Nikita Chruschtschow", "Nikita Khrushchev"),
        ("Muammar Kadhafi", "Muammar Gaddafi"),
        ("Vandermerwe Jan", "Van der Merwe Jan"),
    ],
)
def test_another_spelling_reaches_it(query: str, name: str) -> None:
    assert score(index_of(name, "Somebody Else"), query) >= Score.LIKELY


def test_a_name_with_a_word_in_place_of_another_is_less_likely_than_one_that_lacks_it() -> None:
    index = index_of("Taha Yassin Ramadan Jizrawi")
    assert score(index, "Taha Yasin Ramadhan") > score(index, "Taha Yasin Ramadhan Mosuli")


@pytest.mark.parametrize(
    ("query", "ref"),
    [("mlna", "group:mnla"), ("mujoa", "group:mujao"), ("aqmi", "group:aqim")],
)
def test_letters_exchanged_in_an_abbreviation_find_it(
    shipped: SearchIndex, query: str, ref: str
) -> None:
    hit = best(shipped, query, finished=False)
    assert hit is not None
    assert hit.ref == ref


@pytest.mark.parametrize("query", ["tone", "cereal", "gown", "surreal"])
@pytest.mark.parametrize("finished", [True, False])
def test_what_nothing_is_like_finds_nothing(
    shipped: SearchIndex, query: str, *, finished: bool
) -> None:
    assert shipped.search(query, finished=finished) == []


def test_a_quotation_is_found_by_its_words_not_by_what_resembles_them(
    shipped: SearchIndex,
) -> None:
    assert shipped.search("abou zeid", kinds=["quote"]) == []
    assert shipped.search("bu zed", kinds=["quote"]) == []
    quotes = {ref: record for ref, record in records().items() if isinstance(record, Quote)}
    for ref, quote in quotes.items():
        words = " ".join(fold(quote.text).split()[:5])
        assert ref in [hit.ref for hit in shipped.search(words, kinds=["quote"])]
