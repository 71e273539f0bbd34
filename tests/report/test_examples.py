"""The example reports in the documentation are those of the sample."""

from runpy import run_path

import pytest

from shipped import ROOT

SCRIPT = run_path(str(ROOT / "docs" / "make_examples.py"))
FOLDER = ROOT / "docs" / "examples"


# What pandoc writes is not the same in all its versions.
@pytest.mark.parametrize("name", [each for each in SCRIPT["EXAMPLES"] if not each.endswith("docx")])
def test_an_example_is_up_to_date(name: str) -> None:
    written = (FOLDER / name).read_bytes()
    assert written == SCRIPT["example"](name), "run docs/make_examples.py"


def test_there_is_an_example_in_word() -> None:
    assert (FOLDER / "brief.docx").read_bytes().startswith(b"PK")
