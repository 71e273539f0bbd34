"""The records can be searched with TinyDB's queries, and are changed only through the store."""

from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document

from briefing.store.store import Store
from invented import ARMY, FRONT, group


def found(store: Store, query: Any) -> list[str]:
    return [str(each.doc_id) for each in store.db.table("group").search(query)]


def test_every_kind_is_a_table_of_documents_by_their_ids(filled: Store) -> None:
    tables = filled.db
    assert len(tables.table("leader")) == 1
    army = tables.table("group").get(doc_id="karsa-army")  # type: ignore[call-overload]  # TinyDB's stub says int
    assert army["name"] == "Karsa Army"
    assert found(filled, where("kind") == "rebel group") == ["northern-front", "martyrs-of-selim"]


def test_a_change_shows_at_once(filled: Store) -> None:
    table = filled.db.table("group")
    query = where("name") == "New"
    assert not table.search(query)
    filled.put("group:new", group("New"))
    assert [str(each.doc_id) for each in table.search(query)] == ["new"]
    filled.delete("group:new")
    assert not table.search(query)


def test_nothing_is_changed_behind_the_store(filled: Store) -> None:
    table = filled.db.table("group")
    before = filled.get(ARMY), filled.get(FRONT)
    for change in (
        lambda: table.upsert(Document({"name": "New"}, "new")),  # type: ignore[arg-type]  # as above
        lambda: table.insert({"name": "New"}),
        lambda: table.update({"name": "Other"}),
        lambda: table.remove(where("name").exists()),
        table.truncate,
        filled.db.drop_tables,
    ):
        with pytest.raises(TypeError, match="only read"):
            change()
    assert (filled.get(ARMY), filled.get(FRONT)) == before
