"""What a search finds, in which order, and what it shows of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.entries import Hit, SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.words.folding import fold

QUOTE = "not everything is finished, the terrorist risk in this part of Africa remains high"

ENTRIES = (
    SearchEntry("group:aqim", "group", ("al-Qaeda in the Islamic Maghreb", "AQIM")),
    SearchEntry("group:mujao", "group", ("Movement for Oneness and Jihad in West Africa", "MUJAO")),
    SearchEntry("group:mnla", "group", ("National Movement for the Liberation of Azawad", "MNLA")),
    SearchEntry("group:signatories", "group", ("Signatories in Blood", "Signataires par le sang")),
    SearchEntry("group:isgs", "group", ("Islamic State in the Greater Sahara",)),
    SearchEntry("group:macina", "group", ("Macina Liberation Front",)),
    SearchEntry("leader:belmokhtar", "leader", ("Mokhtar Belmokhtar", "Belmoktar")),
    SearchEntry("leader:abou-zeid", "leader", ("Abdelhamid Abou Zeid",)),
    SearchEntry("leader:le-drian", "leader", ("Jean-Yves Le Drian",)),
    SearchEntry("leader:droukdel", "leader", ("Abdelmalek Droukdel", "Abou Moussab Abdelouadoud")),
    SearchEntry("leader:ghali", "leader", ("Iyad Ag Ghali",)),
    SearchEntry("event:aguelhoc", "event", ("Massacre of Aguelhoc",)),
    SearchEntry("event:in-amenas", "event", ("Raid on the In Amenas gas plant",)),
    SearchEntry("event:konna", "event", ("Battle of Konna",)),
    SearchEntry("quote:risk", "quote", ("Le Drian, January 2014",), (QUOTE,)),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(ENTRIES)


def refs(hits: Sequence[Hit]) -> list[str]:
    return [hit.ref for hit in hits]


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("query", "ref"),
    [
        ("belmoktar", "leader:belmokhtar"),
        ("bel mokhtar", "leader:belmokhtar"),
        ("mukhtar belmukhtar", "leader:belmokhtar"),
        ("bel mouktar", "leader:belmokhtar"),
        ("abu zayd", "leader:abou-zeid"),
        ("abu zeid", "leader:abou-zeid"),
        ("abou zaid", "leader:abou-zeid"),
        ("abouzeid", "leader:abou-zeid"),
        ("abuzayd", "leader:abou-zeid"),
        ("abd al-hamid abu zayd", "leader:abou-zeid"),
        ("abdul malik drukdal", "leader:droukdel"),
        ("abd el malek", "leader:droukdel"),
        ("iyad ag rhali", "leader:ghali"),
        ("ghaly, iyad", "leader:ghali"),
        ("aguelhok", "event:aguelhoc"),
        ("agelhok", "event:aguelhoc"),
        ("signataires par le sang", "group:signatories"),
        ("mnla", "group:mnla"),
        ("MNLA", "group:mnla"),
        ("aqim", "group:aqim"),
        ("isgs", "group:isgs"),
        ("ledrian", "leader:le-drian"),
        ("jean yves ledrian", "leader:le-drian"),
        ("in amenas", "event:in-amenas"),
        ("inamenas", "event:in-amenas"),
        ("amenas raid", "event:in-amenas"),
        ("terrorist risk", "quote:risk"),
    ],
)
def test_the_record_meant_comes_first(index: SearchIndex, query: str, ref: str) -> None:
    assert refs(index.search(query))[:1] == [ref]


def test_le_drian_is_found_by_his_surname_and_where_he_is_named(index: SearchIndex) -> None:
    assert set(refs(index.search("le drian"))[:2]) == {"leader:le-drian", "quote:risk"}
    assert refs(index.search("le drian", kinds=["leader"]))[0] == "leader:le-drian"


@pytest.mark.parametrize(
    ("query", "why", "matched"),
    [
        ("Massacre of Aguelhoc", "exact", ["Massacre of Aguelhoc"]),
        ("massacre", "prefix", ["Massacre"]),
        ("aguel", "word", ["Aguel"]),
        ("aguelhoc mass", "word", ["Mass", "Aguelhoc"]),
        ("signataires par le sang", "alias", ["Signataires par le sang"]),
        ("isgs", "alias", ["I", "S", "G", "S"]),
        ("agelhok", "spelling", ["Aguelhoc"]),
        ("uelho", "part", ["uelho"]),
        ("inamenas", "word", ["In Amenas"]),
        ("terrorist risk", "text", ["terrorist risk"]),
        ("africa finished", "text", ["finished", "Africa"]),
    ],
)
def test_a_hit_says_how_it_matched_and_where(
    index: SearchIndex, query: str, why: str, matched: list[str]
) -> None:
    hit = index.search(query)[0]
    assert (hit.why, marked(hit)) == (why, matched)


def test_an_exact_name_scores_full_marks(index: SearchIndex) -> None:
    assert index.search("battle of konna")[0].score == 100.0
    assert index.search("mnla")[0].score == pytest.approx(99.5)


def test_a_long_name_typed_in_full_is_exact() -> None:
    name = "Joint attack on the camp of the third company near the well of the old town of Tessit"
    assert SearchIndex([SearchEntry("a", "event", (name,))]).search(name)[0].why == "exact"


def test_spans_are_those_of_the_name_as_written() -> None:
    index = SearchIndex([SearchEntry("a", "leader", ("Cœur-de-Lion (ʿAlī, cafe\u0301)",))])
    assert marked(index.search("lion coeur")[0]) == ["Cœur", "Lion"]
    assert marked(index.search("ali cafe")[0]) == ["Alī, cafe\u0301"]


def test_a_long_text_is_cut_around_the_match() -> None:
    text = "word " * 60 + "the hostages were freed " + "word " * 60
    hit = SearchIndex([SearchEntry("q", "quote", ("A quote",), (text,))]).search("hostages freed")[
        0
    ]
    assert hit.text.startswith("…")
    assert hit.text.endswith("…")
    assert len(hit.text) <= 82
    assert marked(hit) == ["hostages", "freed"]


@pytest.mark.parametrize("query", ["", "   ", "-'’", "🔥", "\u0301\u0302", "\ud800", "zzzzqq"])
def test_what_nothing_resembles_finds_nothing(index: SearchIndex, query: str) -> None:
    assert index.search(query) == []


def test_one_and_two_letters_find_only_beginnings_of_words(index: SearchIndex) -> None:
    for query in ("m", "ma", "ab", "in", "x"):
        for hit in index.search(query):
            assert any(word.startswith(query) for word in fold(hit.text).split())


def test_whole_words_stand_above_their_beginnings_and_these_above_other_spellings() -> None:
    index = SearchIndex(
        [
            SearchEntry("a", "leader", ("Salim",)),
            SearchEntry("b", "leader", ("Salimata Traore",)),
            SearchEntry(
                "c", "group", ("The long and winding front of the followers of Salim Haidara",)
            ),
            SearchEntry("d", "leader", ("Saleem",)),
            SearchEntry("e", "leader", ("Somebody Else", "Salim")),
        ]
    )
    assert refs(index.search("salim")) == ["a", "e", "c", "b", "d"]


def test_a_word_typed_twice_stands_twice_in_the_best_match() -> None:
    index = SearchIndex([SearchEntry("a", "x", ("Mali",)), SearchEntry("b", "x", ("Mali Mali",))])
    assert index.search("mali mali")[0].ref == "b"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.ref)
def test_every_keystroke_of_a_name_keeps_its_record_in_sight(
    index: SearchIndex, entry: SearchEntry
) -> None:
    for name in entry.names:
        for end in range(3, len(name) + 1):
            assert entry.ref in refs(index.search(name[:end]))[:5], name[:end]


@pytest.mark.parametrize("query", ["mukhtar belmukhtar", "drukdal", "abu zayd", "agelhok"])
def test_every_keystroke_of_a_misspelt_name_does_too(index: SearchIndex, query: str) -> None:
    wanted = index.search(query)[0].ref
    for end in range(5, len(query) + 1):
        assert wanted in refs(index.search(query[:end]))[:5], query[:end]


def test_kinds_and_within_narrow_the_search(index: SearchIndex) -> None:
    assert refs(index.search("liberation", kinds=["leader"])) == []
    assert refs(index.search("liberation", within=["group:macina"])) == ["group:macina"]
    assert refs(index.search("liberation", within=[])) == []
    assert set(refs(index.search("liberation", kinds=["group", "event"]))) == {
        "group:mnla",
        "group:macina",
    }


def test_near_records_rise_among_equals_only() -> None:
    index = SearchIndex([SearchEntry(f"e:{n}", "event", (f"Raid {n}",)) for n in range(5)])
    assert refs(index.search("raid")) == [f"e:{n}" for n in range(5)]
    assert refs(index.search("raid", near=["e:3"]))[0] == "e:3"
    assert refs(index.search("raid 1", near=["e:3"]))[0] == "e:1"


def test_a_record_that_is_near_may_come_and_go() -> None:
    index = SearchIndex([SearchEntry(f"e:{n}", "event", (f"Raid {n}",)) for n in range(3)])
    near = {"e:2", "e:new"}
    assert refs(index.search("raid", near=near)) == ["e:2", "e:0", "e:1"]
    index.put(SearchEntry("e:new", "event", ("Raid 9",)))
    assert refs(index.search("raid", near=near)) == ["e:2", "e:new", "e:0", "e:1"]
    index.remove("e:2")
    assert refs(index.search("raid", near=near, within=near)) == ["e:new"]
    index.put(SearchEntry("e:2", "event", ("Raid 2",)))
    assert refs(index.search("raid", near=near, within=near)) == ["e:2", "e:new"]


def test_equals_stand_in_the_order_of_their_labels_then_refs() -> None:
    index = SearchIndex(
        [
            SearchEntry("z", "x", ("Raid b",)),
            SearchEntry("b", "x", ("raid A",)),
            SearchEntry("a", "x", ("Raid á",)),
        ]
    )
    assert refs(index.search("raid")) == ["a", "b", "z"]


def test_no_more_hits_than_asked_for(index: SearchIndex) -> None:
    assert len(index.search("a", limit=2)) == 2
    assert index.search("a", limit=0) == []


def test_a_record_stands_once_however_many_of_its_names_match() -> None:
    index = SearchIndex([SearchEntry("a", "x", ("Ansar Dine", "Ansar al-Din", "Ansar Eddine"))])
    assert refs(index.search("ansar")) == ["a"]


def test_a_change_is_found_at_the_next_search() -> None:
    index = SearchIndex(ENTRIES)
    index.put(SearchEntry("leader:ghali", "leader", ("Someone Renamed",), ("a few words",)))
    assert refs(index.search("renamed")) == ["leader:ghali"]
    assert refs(index.search("few words")) == ["leader:ghali"]
    assert index.search("ghali") == []
    index.remove("leader:ghali")
    index.remove("leader:unknown")
    assert index.search("renamed") == index.search("few words") == []
    assert index.names("leader:ghali") == ()
    assert len(index) == len(ENTRIES) - 1


def test_texts_may_be_read_later() -> None:
    index = SearchIndex(ENTRIES, reads_texts=False)
    assert index.search("terrorist risk") == []
    assert refs(index.search("le drian", kinds=["leader"])) == ["leader:le-drian"]
    index.prepare()
    assert refs(index.search("terrorist risk")) == ["quote:risk"]


def test_an_index_says_when_one_built_anew_would_be_quicker() -> None:
    index = SearchIndex(ENTRIES)
    for number in range(501):
        assert not index.is_overgrown
        index.put(SearchEntry(f"leader:{number}", "leader", (f"Number {number}",)))
    assert index.is_overgrown
    assert index.search("number 500")[0].ref == "leader:500"


def test_an_entry_without_names_is_found_by_its_text() -> None:
    hit = SearchIndex([SearchEntry("q", "quote", (), ("some words",))]).search("words")[0]
    assert (hit.label, hit.text) == ("", "some words")


SOME_WORDS = """
mali mukhtar mokhtar abu abou zeid zayd al el raid on in amenas inamenas Bel belmokhtar
é ß œil l'or d'Ali abdel malek abdelmalek \u0301 🔥 محمد القذافي 김정은 习近平 der van merwe
"""
WORDS = st.sampled_from(SOME_WORDS.split())
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SOME_ENTRIES = st.builds(
    SearchEntry,
    ref=st.sampled_from("abcdef"),
    kind=st.sampled_from(["leader", "group"]),
    names=st.lists(NAMES, max_size=2).map(tuple),
    texts=st.lists(NAMES, max_size=1).map(tuple),
    is_named=st.booleans(),
)
HOSTILE = st.text(st.characters(exclude_categories=()), max_size=40)


@given(
    steps=st.lists(SOME_ENTRIES | st.sampled_from("abcdef"), max_size=14),
    query=NAMES,
    reading=st.booleans(),
)
def test_put_and_remove_equal_a_fresh_build(
    steps: list[SearchEntry | str],
    query: str,
    reading: bool,
) -> None:
    index, kept = SearchIndex(), dict[str, SearchEntry]()
    for step in steps:
        if isinstance(step, SearchEntry):
            index.put(step)
            kept[step.ref] = step
        else:
            index.remove(step)
            kept.pop(step, None)
        if reading:
            index.search("mali text")
    fresh = SearchIndex(sorted(kept.values(), key=lambda entry: entry.ref))
    assert len(index) == len(fresh)
    assert index.search(query) == fresh.search(query)
    assert index.search(query, limit=2) == fresh.search(query, limit=2)


@given(names=st.lists(HOSTILE | NAMES, min_size=1, max_size=3), query=HOSTILE | NAMES)
def test_hostile_text_is_searched_like_any_other(names: list[str], query: str) -> None:
    index = SearchIndex(
        [SearchEntry(f"x:{n}", "x", (name,), (name * 9,)) for n, name in enumerate(names)]
    )
    for asked in (query, names[0], names[0][:5], names[-1][2:]):
        for hit in index.search(asked):
            end = 0
            for start, stop in hit.spans:
                assert end <= start < stop <= len(hit.text)
                end = stop
            assert 0 <= hit.score <= 100


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "a b " * 2_500, "\x00\x1b[31m" * 2_000, "\u202eabc" * 2_500]
)
def test_ten_thousand_characters_are_no_trouble(text: str) -> None:
    index = SearchIndex([*ENTRIES, SearchEntry("x", "x", (text,), (text,))])
    for hit in [*index.search(text), *index.search(text[:30]), *index.search(text[1:20])]:
        assert all(0 <= start < stop <= len(hit.text) for start, stop in hit.spans)
