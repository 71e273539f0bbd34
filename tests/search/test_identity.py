"""Which record a name becomes: its own, or none."""

from time import thread_time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.entries import SearchEntry, index_of
from briefing.search.identity.find import Identities
from briefing.search.index import SearchIndex
from invented import FRONT, MARTYRS, RECORDS, TALON, record

PARTIES = ("group", "leader")

GROUPS = (
    ("nigeria", "Government of Nigeria"),
    ("4th", "4th Brigade"),
    ("mod", "Ministry of Defence (Mali)", "Ministry of Defence"),
    ("killed", "Civilians killed at the wells"),
    ("jihadists", "Jihadists from Libya"),
    ("fighters", "Fighters loyal to Talon"),
    ("isgs", "Islamic State in the Greater Sahara", "ISGS"),
    ("front", "Authenticity and Development Front"),
    ("m23", "Mouvement du 23-Mars", "M23"),
    ("8200", "Unit 8200", "U 8200"),
    ("io", "Sudan People’s Liberation Army In Opposition", "SPLA-IO"),
    ("a", "Dawn Movement – Wing A"),
    ("b", "Dawn Movement – Wing B"),
    ("muslims", "Muslims (Nigeria)"),
    ("odd", "Who? Us; them, and those: by (name) as well?"),
)
LEADERS = (
    ("talon", "Idris Talon", "Abou Salim"),
    ("zeid", "Abdelhamid Abou Zeid"),
    ("ledrian", "Jean-Yves Le Drian"),
    ("hassan", "Hassan Nasri"),
    ("one-diallo", "Amina Diallo"),
    ("other-diallo", "Oumar Diallo"),
)


def known(*entries: SearchEntry) -> Identities:
    """A briefing of these records."""
    return Identities(SearchIndex(entries))


def group(slug: str, *names: str) -> SearchEntry:
    return SearchEntry(f"group:{slug}", "group", names)


def leader(slug: str, *names: str) -> SearchEntry:
    return SearchEntry(f"leader:{slug}", "leader", names)


@pytest.fixture(scope="module")
def book() -> Identities:
    return known(*(group(*each) for each in GROUPS), *(leader(*each) for each in LEADERS))


@pytest.mark.parametrize(
    "entry", [*(group(*each) for each in GROUPS), *(leader(*each) for each in LEADERS)]
)
def test_every_name_of_a_record_is_read_back(book: Identities, entry: SearchEntry) -> None:
    assert [book.find(name, PARTIES) for name in entry.names] == [entry.ref] * len(entry.names)
    assert book.exactly(entry.names[0]) == entry.ref


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("government of nigeria", "group:nigeria"),
        ("The Government of Nigeria", "group:nigeria"),
        ("Fourth Brigade", "group:4th"),
        ("Ministry of Defense", "group:mod"),
        ("isgs", "group:isgs"),
        ("Islamic State in Greater Sahara", "group:isgs"),
        ("Islamic State in the Greater Sahara (ISGS)", "group:isgs"),
        ("ISGS (Islamic State in the Greater Sahara)", "group:isgs"),
        ("M 23", "group:m23"),
        ("U8200", "group:8200"),
        ("spla io", "group:io"),
        ("Dawn Movement Wing A", "group:a"),
        ("idriss tallon", "leader:talon"),
        ("Abu Saleem", "leader:talon"),
        ("Abd al-Hamid Abu Zayd", "leader:zeid"),
        ("Abou Zeid, Abdelhamid", "leader:zeid"),
        ("Jean Yves Le Drian", "leader:ledrian"),
    ],
)
def test_another_spelling_is_the_record(book: Identities, name: str, ref: str) -> None:
    assert book.find(name, PARTIES) == ref


@pytest.mark.parametrize(
    "name",
    [
        "Government of Niger",
        "Government",
        "14th Brigade",
        "Brigade",
        "Ministry of Defence (Niger)",
        "civilians",
        "Libya",
        "fighters",
        "Islamic State",
        "ISWAP",
        "ADF",
        "M27",
        "SPLA",
        "Dawn Movement Wing C",
        "Dawn Movement",
        "Muslims",
        "Muslims (Niger)",
        "Talon",
        "Idris",
        "General Idris Talon",
        "Abu Zeid",
        "Hussein Nasri",
        "Le Drian",
        "Nobody at all",
        "",
        "?",
        "the",
        "  ",
    ],
)
def test_anything_less_is_no_record(book: Identities, name: str) -> None:
    assert book.find(name, PARTIES) == ""
    assert book.exactly(name) == ""


@pytest.mark.parametrize(
    "rest", ["for the", "in the", "to", "of", "and", "and the", ", and the", "for", "de la", "a"]
)
def test_the_name_of_a_group_ends_in_no_word_that_leads_on(rest: str) -> None:
    groups = known(group("wells", "Katiba of the Wells", "KOW"), group("drifters", "Drifters"))
    for name in ("KOW", "the KOW", "Katiba of Wells", "Drifters"):
        assert groups.find(name, PARTIES)
        assert groups.find(f"{name} {rest}", PARTIES) == ""


@pytest.mark.parametrize("name", ["Drifters, the", "Drifters (the)", "the Drifters"])
def test_an_article_may_stand_behind_the_name_of_a_group(name: str) -> None:
    assert known(group("drifters", "Drifters")).find(name, PARTIES) == "group:drifters"


def test_a_group_may_have_such_a_name() -> None:
    groups = known(group("of", "Movement of"), group("a", "Wing A"))
    assert groups.find("the movement of", PARTIES) == "group:of"
    assert groups.find("the Wing A", PARTIES) == "group:a"


def test_of_two_that_qualify_none_is_taken() -> None:
    two = known(leader("one", "Mohamed Salim"), leader("two", "Muhammed Saleem"))
    assert two.find("Mohammad Salim", PARTIES) == ""


def test_the_one_that_is_the_same_to_the_letter_is_taken() -> None:
    two = known(leader("one", "Mohamed Salim"), leader("two", "Muhammed Saleem"))
    assert two.find("mohamed salim", PARTIES) == "leader:one"
    assert two.find("Muhammed Saleem", PARTIES) == "leader:two"


def test_a_name_two_records_bear_is_that_of_neither() -> None:
    two = known(leader("one", "Abou Salim"), leader("two", "Idris Talon", "Abou Salim"))
    assert two.find("Abou Salim", PARTIES) == "leader:one", "its own name"
    two = known(leader("one", "Ali Nasri", "Abou Salim"), leader("two", "Idris", "Abou Salim"))
    assert two.find("Abou Salim", PARTIES) == ""


def test_only_the_kinds_asked_for_are_taken() -> None:
    both = known(group("sahel", "Sahel"), leader("sahel", "Sahel"))
    assert both.find("sahel", ("leader",)) == "leader:sahel"
    assert both.find("Sahel", PARTIES) == ""
    assert both.find("sahel", ("event",)) == ""


def test_what_was_put_or_removed_since_is_known_so() -> None:
    index = SearchIndex([group("one", "Katiba of the Wells")])
    found = Identities(index)
    index.put(leader("new", "Idris Talon"))
    assert found.find("Idriss Talon", PARTIES) == "leader:new"
    index.put(group("two", "Katiba of the Wells"))
    assert found.find("katiba of the wells", PARTIES) == ""
    index.remove("group:one")
    assert found.find("katiba of the wells", PARTIES) == "group:two"


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("Talon", "leader:talon"),
        ("tallon", "leader:talon"),
        ("Abou Zeid", "leader:zeid"),
        ("Abu Zayd", "leader:zeid"),
        ("Le Drian", "leader:ledrian"),
        ("Drian", "leader:ledrian"),
        ("Diallo", ""),
        ("Idris", ""),
        ("Zeid", ""),
        ("Idris Talon", ""),
        ("Brigade", ""),
        ("Nobody", ""),
        ("", ""),
    ],
)
def test_a_surname_is_that_of_one_leader_or_of_none(book: Identities, name: str, ref: str) -> None:
    assert book.by_surname(name) == ref


@pytest.mark.parametrize(
    ("title", "ref"),
    [
        ("Report of the observer mission", "source:report"),
        ("observer mission", "source:report"),
        ("the observer mission", "source:report"),
        ("mission", ""),
        ("the report", ""),
        ("observer missions", ""),
        ("mission observer", ""),
        ("ambush near", ""),
        ("ambush near the wells", "source:first"),
    ],
)
def test_a_source_may_be_known_by_words_of_its_title(title: str, ref: str) -> None:
    sources = known(
        SearchEntry("source:report", "source", ("Report of the observer mission",)),
        SearchEntry("source:first", "source", ("Ambush near the wells kills five",)),
        SearchEntry("source:second", "source", ("Ambush near the hills",)),
        group("mission", "Observer Mission"),
    )
    assert sources.find(title, ("source",)) == ref


def test_a_briefing_is_known_by_its_records() -> None:
    records = [(ref, record(ref.partition(":")[0], **raw)) for ref, raw in RECORDS.items()]
    invented = Identities(index_of(records))
    assert invented.find("Northern Front", PARTIES) == FRONT
    assert invented.find("Martyrs of Saleem", PARTIES) == MARTYRS
    assert invented.by_surname("Talon") == TALON


def plain(label: str) -> str:
    """A label as two are compared: spaces and the encoding of accents say nothing."""
    return " ".join(normalize("NFC", label).split())


labels = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(plain)


@given(st.lists(labels, min_size=1, max_size=4, unique_by=plain))
def test_whatever_records_are_called_their_own_names_are_read_back(called: list[str]) -> None:
    refs = [f"group:{at}" for at in range(len(called))]
    found = known(*(group(str(at), label) for at, label in enumerate(called)))
    assert [found.find(label) for label in called] == refs
    assert [found.exactly(label) for label in called] == refs


@pytest.mark.parametrize("size", [401, 5000])
def test_a_very_long_name_is_read_back(size: int) -> None:
    name = ("Front of the Wells (Élan) " * size)[:size].strip()
    assert known(group("long", name), group("short", name[:300])).find(name) == "group:long"


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        ",",
        ".",
        "-",
        "’",
        " ",
        "a",
        "ye",
        "ei",
        "al ",
        "bin ",
        "of ",
        "4th ",
        "I ",
        "M23 ",
    ],
)
@pytest.mark.parametrize("size", [199, 20_000])
def test_no_name_takes_long(book: Identities, piece: str, size: int) -> None:
    name = (piece * size)[:size]
    start = thread_time()
    book.find(name, PARTIES)
    book.by_surname(name)
    assert thread_time() - start < 5  # quadratic: minutes
