"""The documentation matches the program."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from briefing.cli.commands import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def reference() -> ModuleType:
    """The script that writes the pages."""
    spec = spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = reference()
FORMATS = ROOT / "docs" / "formats"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks" / "README.md"]


@pytest.mark.parametrize("name", REFERENCE.PAGES)
def test_the_reference_pages_are_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == REFERENCE.PAGES[name](), "run `python docs/make_reference.py`"


def test_every_term_names_its_place_in_the_code() -> None:
    terms = [item for section in REFERENCE.TERMS.values() for item in section.items()]
    assert len({term for term, _ in terms}) == len(terms)
    for term, (_, where) in terms:
        assert (ROOT / "briefing" / where).exists(), term


def test_the_command_line_page_lists_every_command() -> None:
    listed = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"briefing {name}" in listed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(
        r"\]\((?!http)([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")
    ):
        file = page.parent / target if target else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), f"{target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """The anchors GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_links_every_page() -> None:
    linked = re.findall(r"\]\((docs/[^)#]+)", README)
    assert {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} <= set(linked)


def test_the_pages_of_formats_are_linked_from_their_index() -> None:
    linked = re.findall(r"\]\(([^)#/]+\.md)\)", (FORMATS / "README.md").read_text("utf-8"))
    assert {each.name for each in FORMATS.glob("*.md")} - {"README.md"} <= set(linked)
