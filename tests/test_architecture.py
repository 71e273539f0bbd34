"""The layers: which module may import, or load, which."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from importlinter import cli as import_linter

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "briefing"

FILES = sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BELOW_THE_SCREEN = [
    module_name(path) for path in FILES if path.relative_to(PACKAGE).parts[0] != "tui"
]


def loaded_by(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running the code."""
    report = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + report], capture_output=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_each_layer_imports_only_what_stands_below_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    status = import_linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == import_linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_everything_below_the_screen_runs_without_it() -> None:
    assert len(BELOW_THE_SCREEN) > 20
    loaded = loaded_by("\n".join(f"import {name}" for name in BELOW_THE_SCREEN))
    assert set(BELOW_THE_SCREEN) <= loaded
    assert not loaded & {"textual", "rich"}
    assert not [name for name in loaded if name.startswith("briefing.tui")]


def loaded_by_commands(*commands: Sequence[str]) -> set[str]:
    """The modules loaded after running commands, one after the other in one interpreter."""
    return loaded_by(
        "import sys\n"
        "from briefing.cli import main\n"
        f"for args in {commands!r}:\n"
        "    sys.argv = ['briefing', *args]\n"
        "    try:\n        main()\n    except SystemExit as end:\n        assert not end.code"
    )


def test_help_and_version_load_nothing_heavy() -> None:
    loaded = loaded_by_commands(["--help"], ["--version"], ["check", "--help"])
    assert "briefing.cli.run" in loaded
    heavy = {"textual", "rich", "numpy", "tinydb", "msgspec", "rapidfuzz", "babel"}
    assert not loaded & heavy


def test_opening_a_briefing_loads_no_command(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_text("{}")
    code = (
        "import sys\n"
        f"sys.argv = ['briefing', {str(path)!r}]\n"
        "from briefing.cli import main, opening\n"
        "opened = []\n"
        "opening.open_screen = opened.append\n"
        "main()\n"
        "assert str(*opened) == sys.argv[1]"
    )
    assert "click" not in loaded_by(code)


def test_a_command_loads_no_screen_and_no_search_without_need(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_text('{"meta": {"format": 1}, "group": {"a": {"name": "A"}}}')
    db = ["--db", str(path)]
    loaded = loaded_by_commands(["check", *db], ["show", "group:a", *db], ["history", *db])
    assert "tinydb" in loaded
    assert not loaded & {"textual", "rich", "numpy", "rapidfuzz", "babel"}


def test_a_screen_that_searches_loads_nothing_heavy_before_it_does() -> None:
    loaded = loaded_by("import briefing.search.entries, briefing.tui.jump.screen")
    assert not loaded & {"rapidfuzz", "numpy"}
