"""Write the example reports from the sample briefing: `python docs/make_examples.py`."""

from pathlib import Path

from briefing.report.compose import Request, compose
from briefing.report.formats import written
from briefing.store.store import Store

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "db.json"

EXAMPLES = {
    "brief.md": Request(title="Mali, January 2014"),
    "brief.html": Request(title="Mali, January 2014"),
    "brief.docx": Request(title="Mali, January 2014"),
    "full.html": Request(title="Mali, January 2014", template="full"),
}
"""What is asked for in each file."""


def example(name: str) -> bytes:
    """The contents of an example."""
    book = Store.read(SAMPLE, "the examples are only read from it")
    return written(compose(book, EXAMPLES[name]), name.rpartition(".")[2])


if __name__ == "__main__":
    for each in EXAMPLES:
        path = HERE / "examples" / each
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(example(each))
        print(f"wrote {path}")
