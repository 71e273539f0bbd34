"""The example reports in the documentation are those of the sample."""

import sys

import pytest

from shipped import ROOT

sys.path.insert(0, str(ROOT / "docs"))
from make_examples import EXAMPLES, HERE, example


@pytest.mark.parametrize("name", [each for each in EXAMPLES if not each.endswith("docx")])
def test_an_example_is_up_to_date(name: str) -> None:
    assert (HERE / "examples" / name).read_bytes() == example(name), "run docs/make_examples.py"


def test_a_word_document_is_there() -> None:
    assert (HERE / "examples" / "brief.docx").read_bytes().startswith(b"PK")
