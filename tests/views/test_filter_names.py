"""Words that no text has, and the names that a search finds for them."""

import pytest
from small_books import book_of

from briefing.search.entries import index_of
from briefing.search.index import SearchIndex
from briefing.views.filters.completion import complete
from briefing.views.filters.filters import Filters
from briefing.views.filters.names import finder, searcher
from briefing.views.filters.values import Context

BELMOKHTAR = "leader:mokhtar-belmokhtar"


@pytest.fixture
def filters() -> Filters:
    store = book_of(
        {
            BELMOKHTAR: {"name": "Mokhtar Belmokhtar"},
            "source:wire": {"title": "A story"},
            "event:ambush": {
                "title": "Ambush near Kidal",
                "date": "2013",
                "cites": [{"source": "source:wire"}],
            },
        }
    )
    made = index_of(store.records(), cache=None, reads_texts=False)

    def index() -> SearchIndex:
        return made

    find, search = finder(store, index), searcher(store, index)
    return Filters(store, Context(find=find, search=search, label_of=store.label))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("belmoktar", f"no text has “belmoktar”; linked:{BELMOKHTAR}?"),
        ("is:event مختار", f"no text has “مختار”; linked:{BELMOKHTAR}?"),
        ("xyzzy", "no text has “xyzzy”"),
        ("-kidal belmokhtar is:event", "not (“kidal”) · “belmokhtar” · event"),
        ("belmoktar or ambush", "“belmoktar” or “ambush”"),
    ],
)
def test_where_nothing_is_found_it_is_said_what_to_ask_instead(
    filters: Filters, query: str, said: str
) -> None:
    assert filters.find(query).said == said


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("belmoktar", [f"linked:{BELMOKHTAR}"]),
        ("is:event -belmoktar", [f"linked:{BELMOKHTAR}"]),
        ("belmokhtar", []),
        ("xyzzy", []),
    ],
)
def test_what_a_search_finds_is_offered(filters: Filters, text: str, offered: list[str]) -> None:
    assert [each.text for each in complete(filters, text, len(text)).choices] == offered


def test_a_ref_is_its_record_and_of_a_source_what_cites_it(filters: Filters) -> None:
    assert filters.find(BELMOKHTAR).refs == {BELMOKHTAR}
    assert filters.find("source:wire").refs == {"event:ambush"}
