"""Mentions in the reports that are marked by hand."""

from benchmarks.reading_mentions import FOLDER, Count, certain, compare, read_marked
from briefing.reading.mentions import Known, mentions


def test_they_are_found_and_nothing_else() -> None:
    total = Count()
    for path in FOLDER.glob("*.txt"):
        for marked in read_marked(path):
            found = mentions(marked.text, Known(marked.records))
            total.add(compare(marked, list(certain(found))))
    assert total.precision >= 0.98
    assert total.recall >= 0.95
