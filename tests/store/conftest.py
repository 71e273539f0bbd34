"""A briefing in a folder of its own, with a history."""

from pathlib import Path

import pytest
from stores import A, B

from briefing.store.store import Store
from invented import TITLE, group


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing with two changes, folded and closed."""
    path = tmp_path / "folder" / "db.json"
    path.parent.mkdir()
    store = Store.create(path, TITLE, by="analyst")
    store.put(A, group("A – أ"), "first")
    store.put(B, group("B"), "second")
    store.close()
    return path
