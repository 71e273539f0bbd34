"""The settings of a user."""

from pathlib import Path

import pytest

from briefing.config import Config, ConfigFault, config_path, read_config
from briefing.store.store import Store
from commandline import Run
from invented import ARMY, group


def written(folder: Path, text: str | bytes) -> dict[str, str]:
    """An environment that names a configuration of this text."""
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"BRIEFING_CONFIG": str(path)}


def test_without_a_file_the_settings_are_the_usual_ones(home: Path) -> None:
    assert home in config_path({}).parents
    assert read_config({}) == Config()


def test_a_file_may_be_empty_or_say_who_makes_changes(tmp_path: Path) -> None:
    assert read_config(written(tmp_path, "# nothing\n")) == Config()
    assert read_config(written(tmp_path, 'by = "A. Ñ"\n')).by == "A. Ñ"
    assert read_config(written(tmp_path, '\ufeffby = " A. Ñ "\n')).by == "A. Ñ"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('b = "x"', "there is no setting “b”; the settings are by, cache, date_order"),
        ("by = 3", "by must be a text"),
        ("\nby == 3", "not TOML: .*line 2"),
        ('date_order = "us"', 'date_order is .*"day first" or .*"month first", not “us”'),
        ("date_order = 1", "date_order is .*not “1”"),
        (b'by = "\xff"', "not TOML: .*0xff"),
        (f"by = {'9' * 5000}", "not TOML: .*digits"),
        ('cache = "no"', 'cache is .*"on" or .*"off", not “no”'),
    ],
)
def test_what_is_wrong_is_told_with_the_file(
    tmp_path: Path, text: str | bytes, problem: str
) -> None:
    with pytest.raises(ConfigFault, match=f"config.toml: {problem}"):
        read_config(written(tmp_path, text))


def test_a_variable_that_is_empty_names_no_file(home: Path) -> None:
    assert config_path({"BRIEFING_CONFIG": ""}) == config_path({})
    assert read_config({"BRIEFING_CONFIG": ""}) == Config()


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="there is no such file"):
        read_config({"BRIEFING_CONFIG": str(tmp_path / "gone.toml")})
    with pytest.raises(ConfigFault, match="cannot be read"):
        read_config({"BRIEFING_CONFIG": str(tmp_path)})


def test_changes_bear_the_name_that_is_set(
    run: Run, home: Path, briefing_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(briefing_file)
    store.put(ARMY, group("x"))
    store.close()
    monkeypatch.setenv("BRIEFING_CONFIG", written(home, 'by = "A. Analyst"')["BRIEFING_CONFIG"])
    run("undo", "--db", briefing_file)
    assert Store.open(briefing_file).history()[-1].by == "A. Analyst"


@pytest.mark.parametrize(
    ("setting", "understood"),
    [
        ("", None),
        ('date_order = "day first"', "2013-04-03"),
        ('date_order = "month first"', "2013-03-04"),
    ],
)
def test_a_setting_says_what_a_date_in_figures_means(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, setting: str, understood: str | None
) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", written(home, setting)["BRIEFING_CONFIG"])
    assert run("parse", "date", "3/4/2013", "--json").json["value"] == understood


def test_a_wrong_setting_stops_a_command_with_one_line(
    run: Run, home: Path, briefing_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", written(home, "by = 3")["BRIEFING_CONFIG"])
    assert "by must be a text" in run("show", ARMY, "--db", briefing_file).refusal
