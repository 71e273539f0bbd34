"""Which record a proposal is, by its ids and its names."""

from briefing.exchange.identity import Known
from briefing.model.kinds.record import Record
from briefing.model.validation import build
from briefing.store.store import Store


def known(**records: dict[str, object]) -> Known:
    """A briefing of some groups."""
    store = Store.in_memory()
    for slug, raw in records.items():
        store.put(f"group:{slug}", build("group", raw))
    return Known(store)


def group(name: str, *ids: str) -> Record:
    return build("group", {"name": name, "ids": list(ids)})


def test_a_record_is_the_one_with_its_id_whatever_its_name() -> None:
    there = known(aqim={"name": "AQIM", "ids": ["ucdp:actor:539"]})
    assert there.find(group("GSPC", "ucdp:actor:539")) == "group:aqim"


def test_a_record_without_ids_is_the_one_with_its_name() -> None:
    there = known(aqim={"name": "AQIM"})
    assert there.find(group("aqim", "ucdp:actor:539")) == "group:aqim"


def test_two_bodies_of_one_name_are_two_if_their_ids_of_one_scheme_differ() -> None:
    there = known(uck={"name": "UCK", "ids": ["ucdp:actor:357"]})
    assert there.find(group("UCK", "ucdp:actor:361")) == ""
    assert there.candidates(group("UCK", "ucdp:actor:361")) == []


def test_ids_of_different_schemes_tell_nothing_apart() -> None:
    there = known(uck={"name": "UCK", "ids": ["wikidata:Q1"]})
    assert there.find(group("UCK", "ucdp:actor:361")) == "group:uck"


def test_one_id_in_common_makes_one_record_though_another_differs() -> None:
    there = known(uck={"name": "UCK", "ids": ["ucdp:actor:357", "wikidata:Q1"]})
    assert there.find(group("UCK", "ucdp:actor:361", "wikidata:Q1")) == "group:uck"


def source(title: str, url: str, **raw: str) -> Record:
    return build("source", {"title": title, "url": url, **raw})


def known_source(title: str, url: str, **raw: str) -> Known:
    store = Store.in_memory()
    store.put("source:a", source(title, url, **raw))
    return Known(store)


REPORT = "https://karsa.example/reports/7"


def test_an_address_identifies_a_source() -> None:
    there = known_source("Raids in Karsa", REPORT, publisher="Radio Karsa")
    assert there.find(source("raids in  Karsa", REPORT)) == "source:a"
    assert there.find(source(REPORT, REPORT)) == "source:a", "the address stands for the title"


def test_another_title_or_publisher_at_one_address_is_another_source() -> None:
    there = known_source("Raids in Karsa", REPORT, publisher="Radio Karsa")
    assert there.find(source("Talks in Karsa", REPORT)) == ""
    assert there.find(source("Raids in Karsa", REPORT, publisher="Wire")) == ""


def test_a_source_that_shares_only_an_address_is_doubtful() -> None:
    there = known_source("Raids in Karsa", REPORT)
    (found,) = there.candidates(source("Talks in Karsa", REPORT))
    assert (found.ref, found.why) == ("source:a", "same address")


def test_the_address_of_a_whole_site_identifies_no_source() -> None:
    there = known_source("Raids in Karsa", "https://karsa.example/")
    assert there.find(source("Talks in Karsa", "https://karsa.example/")) == ""
    assert there.find(source("Raids in Karsa", "https://karsa.example/")) == "source:a"
