"""The documentation says what the program does."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from briefing.cli.commands import cli
from briefing.tui.commands import COMMANDS, keys_shown

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


@pytest.mark.parametrize("name", ["keys.md", "fields.md", "phrases.md"])
def test_the_reference_pages_are_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == reference().PAGES[name](), "run `python docs/make_reference.py`"


def test_the_readme_names_the_first_key_of_every_command() -> None:
    keys = README[README.index("## Keys") : README.index("## The file")]
    named = set(re.findall(r"`([^`]+)`", keys)) | {"shift+tab"}
    shown = {"esc": "escape"}
    for command in COMMANDS:
        key = keys_shown(command).split()[0]
        assert shown.get(key, key) in named, command.help


def test_the_readme_lists_every_command_of_the_command_line() -> None:
    listed = README[README.index("## The command line") : README.index("## How it compares")]
    for name in cli.commands:
        assert f"briefing {name}" in listed


def test_the_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
