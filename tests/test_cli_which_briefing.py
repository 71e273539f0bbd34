"""A command is told its briefing by --db, or by its first argument where that is unambiguous."""

import json
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from briefing.cli.commands import cli
from briefing.store.store import Store
from commandline import Run
from invented import ARMY, FRONT, TALON, record

pytestmark = pytest.mark.usefixtures("home")

OWN = {
    "search": ("talon",),
    "show": (TALON,),
    "history": (),
    "changes": ("--since", "0"),
    "propose": ("report.txt", "--on", "2019-06-30"),
    "parse": ("actors", "by Front du Nord"),
    "apply": ("orders.jsonl",),
    "backup": ("copy.json",),
    "dismiss": (ARMY, "uncited", "--why", "our own term"),
    "forget": (ARMY, "--yes"),
    "ties": (ARMY,),
    "hypotheses": ("requirement:q",),
    "compare": (ARMY, FRONT),
    "import": ("more.json",),
    "read": ("report.txt",),
    "mentions": ("report.txt",),
    "export": ("json",),
    "new": ("--title", "New"),
}
"""Arguments that each command needs."""

COMMANDS = [name for name in cli.commands if name not in ("cache", "places")]


@pytest.fixture
def mali(run: Run, briefing_file: Path) -> str:
    """A briefing in the folder, which is not the default."""
    briefing_file.rename("mali.json")
    order = {"op": "put", "ref": "group:new", "record": {"name": "New"}}
    Path("orders.jsonl").write_text(json.dumps(order))
    more = {"meta": {"format": 1, "title": "More"}, "group": {"other": {"name": "Other"}}}
    Path("more.json").write_text(json.dumps(more))
    Path("report.txt").write_text("A report\n\nThe column left at dawn.\n")
    return "mali.json"


def ready(command: str, path: str) -> None:
    """Bring the briefing into a state in which the command has something to do."""
    if command == "new":
        Path(path).unlink()
    if command in ("undo", "redo"):
        Store.open(path).delete(ARMY, unlink=True)
    if command == "hypotheses":
        Store.open(path).put("requirement:q", record("requirement", text="Who will hold it?"))
    if command == "redo":
        Store.open(path).undo()


@pytest.mark.parametrize("way", ["argument", "option before", "option after"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_it_in_each_way(run: Run, mali: str, command: str, way: str) -> None:
    ready(command, mali)
    own = OWN.get(command, ())
    args = {
        "argument": (command, mali, *own),
        "option before": ("--db", mali, command, *own),
        "option after": (command, *own, "--db", mali),
    }[way]
    done = run(*args)
    assert done.status == 0, done.err
    assert not Path("db.json").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_says_so(run: Run, command: str) -> None:
    usage = run(command, "--help").out.splitlines()[0]
    wanted = "DB" if command == "new" else "[DB]"
    assert usage.startswith(f"Usage: briefing {command} [OPTIONS] {wanted}")


@pytest.mark.parametrize(
    "args",
    [
        ("show", TALON),
        ("history", TALON),
        ("search", "talon"),
        ("search", "talon.json"),
        ("parse", "date", "2013"),
        ("backup", "elsewhere.json"),
        ("apply", "orders.jsonl"),
        ("forget", ARMY, FRONT, "--yes"),
    ],
)
def test_arguments_that_were_a_commands_own_still_are(
    run: Run, mali: str, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BRIEFING_DB", mali)
    assert run(*args).status == 0


def test_a_file_of_another_name_is_taken_if_it_is_there(run: Run, mali: str) -> None:
    Path(mali).rename("mali.brf")
    assert run("show", "mali.brf", TALON).status == 0
    assert run("search", "mali.brf", "talon").out
    assert "mali.txt is not a briefing" in run("show", "mali.txt", TALON).refusal


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("undo db", ["file,db"]),
        ("show db", ["file,db"]),
        ("parse da", ["file,da", "plain,date"]),
        ("parse db.json da", ["plain,date"]),
    ],
)
def test_the_shell_completes_it(run: Run, typed: str, offered: list[str]) -> None:
    *before, begun = typed.split()
    completion = BashComplete(cli, {}, "briefing", "_BRIEFING_COMPLETE")
    found = completion.get_completions(before, begun)
    assert [completion.format_completion(item) for item in found] == offered


def test_queries_from_a_file_leave_room_for_the_briefing_only(run: Run, mali: str) -> None:
    Path("names.txt").write_text("talon\n")
    assert run("search", mali, "--queries", "names.txt").out.startswith("talon\tleader:")
    assert "either a QUERY" in run("search", "x", "--queries", "names.txt", "--db", mali).refusal


class TestRefused:
    def test_two_briefings(self, run: Run, mali: str) -> None:
        said = run("check", mali, "--db", "other.json").refusal
        assert said == "two briefings are named, mali.json and other.json; name one"
        assert "two briefings" in run("--db", "other.json", "search", mali, "talon").refusal
        assert run("check", mali, "--db", mali).status == 0, "unless they are the same"

    def test_words_without_quotation_marks(self, run: Run, mali: str) -> None:
        said = run("search", "Idris", "Talon", "--db", mali).refusal
        assert said.startswith(
            "Idris is not a briefing, which ends in .json or exists already; put"
        )

    def test_what_may_be_a_text_or_a_file(self, run: Run, mali: str) -> None:
        said = run("search", mali).refusal
        assert said == "mali.json may be a text or a file; name the briefing by --db"
        assert run("search", mali, "--db", mali).status == 0

    @pytest.mark.parametrize("command", ["show", "history", "forget"])
    def test_what_may_be_a_record_or_a_file(self, run: Run, mali: str, command: str) -> None:
        Path(TALON).write_text("")
        said = run(command, TALON).refusal
        assert said == f"{TALON} may be a record or a file; name the briefing by --db"
        assert run(command, TALON, *OWN["forget"][1:][: command == "forget"], "--db", mali).out

    def test_a_briefing_without_the_arguments_needed(self, run: Run, mali: str) -> None:
        assert "Missing argument 'REF'" in run("show", mali).refusal
        assert "Missing argument 'REF…'" in run("forget", mali).refusal
        assert "Missing argument 'DB'" in run("new").refusal
