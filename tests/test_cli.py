"""The command line: what scripts rely on. One line on stderr, clear exit statuses, no surprises."""

import gc
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from briefing import __version__
from briefing.cli import cli, main
from briefing.locate import default_db
from briefing.scripting import apply_lines
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import AMBUSH, ARMY, FRONT, QUOTE, REPORT, TALON, TITLE, contents, fill, group

PROGRAM = Path(sys.executable).with_name("briefing")
COMMANDS = sorted(cli.commands)
HOSTILE = (
    "Evil\x1b]0;owned\x07 \x1b[31mred\x9b5m \u202etxt.exe\u200b\r\nsecond\tline [bold]x[/] \x7f"
)


class Answer(NamedTuple):
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        """What a command that could not be carried out said: one line, and nothing else."""
        assert self.status == 2
        assert self.err.startswith("briefing: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("briefing: ").strip()


Run = Callable[..., Answer]


@pytest.fixture
def run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Run]:
    """Run a command as the console script does, in an empty folder, in this process."""
    folder = home.parent / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run_command(*args: object, stdin: str = "") -> Answer:
        monkeypatch.setattr(sys, "argv", ["briefing", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return Answer(status, out.decode(), err.decode())

    yield run_command
    gc.enable()
    gc.unfreeze()


def run_program(*args: object, stdin: bytes = b"", **environment: str) -> Answer:
    """Run the installed console script."""
    done = subprocess.run(
        [PROGRAM, *map(str, args)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | environment,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.usefixtures("home")
class TestProgram:
    """The console script itself, in a process of its own."""

    def test_help_and_version_answer_without_a_briefing(self) -> None:
        asked = run_program("--help")
        assert (asked.status, asked.err) == (0, "")
        assert all(command in asked.out for command in COMMANDS)
        assert run_program("--version") == Answer(0, f"briefing, version {__version__}\n", "")

    def test_a_refusal_is_one_line_on_stderr_and_status_2(self) -> None:
        refused = run_program("check", "--db", "missing.json")
        assert "there is no such file" in refused.refusal
        assert refused.out == ""

    def test_without_a_terminal_the_screen_is_refused(self, briefing_file: Path) -> None:
        refused = run_program(briefing_file)
        assert "needs a terminal" in refused.refusal

    def test_a_reader_that_stops_reading_is_no_error_worth_a_traceback(
        self, briefing_file: Path
    ) -> None:
        asked = subprocess.Popen(
            [PROGRAM, "search", "--queries", "-", "--db", briefing_file, "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert asked.stdout is not None
        asked.stdout.close()
        assert asked.stdin is not None
        asked.stdin.write(b"talon\n" * 2000)
        asked.stdin.close()
        assert asked.stderr is not None
        said = asked.stderr.read()
        asked.stderr.close()
        asked.wait(timeout=60)
        assert said == b""

    def test_changes_are_acknowledged_one_by_one_as_they_are_made(
        self, briefing_file: Path
    ) -> None:
        with subprocess.Popen(
            [PROGRAM, "apply", "-", "--db", briefing_file],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as applying:
            assert applying.stdin is not None
            assert applying.stdout is not None
            for number in range(3):
                order = {"op": "put", "ref": f"group:{number}", "record": {"name": "x"}}
                applying.stdin.write(json.dumps(order).encode() + b"\n")
                applying.stdin.flush()
                answer = json.loads(applying.stdout.readline())
                assert answer == {"ok": True, "rev": number + 2, "ref": f"group:{number}"}
                assert f"group:{number}" in contents(Store.open(briefing_file))
            applying.stdin.close()
        assert applying.returncode == 0


class TestEveryCommand:
    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("flag", ["--help", "-h"])
    def test_explains_itself(self, run: Run, command: str, flag: str) -> None:
        asked = run(command, flag)
        assert asked.status == 0
        assert asked.out.startswith(f"Usage: briefing {command}")
        assert "--db PATH" in asked.out

    @pytest.mark.parametrize(
        "args",
        [("show", TALON), ("search", "talon"), ("check",), ("redo",), ("apply", "-")],
    )
    def test_takes_the_briefing_before_or_after_its_name(
        self, run: Run, briefing_file: Path, args: tuple[str, ...]
    ) -> None:
        before = run("--db", briefing_file, *args)
        assert "no such file" not in before.err
        assert run(*args, "--db", briefing_file) == before
        assert run(*args, f"--db={briefing_file}") == before

    def test_when_named_twice_the_nearer_one_counts(self, run: Run, briefing_file: Path) -> None:
        assert run("--db", "missing.json", "check", "--db", briefing_file).status == 0

    @pytest.mark.parametrize(
        ("args", "problem"),
        [
            (("show",), "Missing argument 'REF'"),
            (("show", "x", "--nope"), "No such option '--nope'"),
            (("frobnicate", "x"), "No such command 'frobnicate'"),
            (("search",), "either a QUERY or --queries FILE"),
            (("search", "x", "--limit", "0"), "0 is not in the range"),
            (("search", "x", "--kind", "planet"), "there is no kind “planet”"),
            (("search", "--queries", "missing.txt"), "No such file"),
            (("apply", "missing.jsonl"), "No such file"),
            (("apply", "."), "Is a directory"),
            (("undo", "--rev", "first"), "not a valid integer"),
            (("new",), "Missing argument 'DB'"),
            (("check", "--db"), "requires an argument"),
            (("check", "--db", "."), "this is a folder"),
            (("check", "--db", "missing/db.json"), "there is no such file"),
            (("new", "x" * 300), "cannot be written"),
            (("new", "missing/db.json"), "cannot be written"),
        ],
    )
    def test_used_wrongly_says_so_in_one_line(
        self, run: Run, args: tuple[str, ...], problem: str
    ) -> None:
        refused = run(*args)
        assert problem in refused.refusal
        assert refused.out == ""

    @pytest.mark.parametrize(
        "args",
        [("show", TALON), ("search", "x"), ("check",), ("undo",), ("redo",), ("apply", "-")],
    )
    def test_refuses_a_damaged_briefing_and_leaves_it_alone(
        self, run: Run, args: tuple[str, ...]
    ) -> None:
        damaged = Path("damaged.json")
        damaged.write_bytes(b'{"meta": {"format": 1}, "group": {"a": {')
        assert "breaks off" in run(*args, "--db", damaged).refusal
        assert damaged.read_bytes() == b'{"meta": {"format": 1}, "group": {"a": {'


class TestWhichBriefing:
    def test_the_one_in_this_folder_comes_first(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, briefing_file: Path
    ) -> None:
        Store.create(Path("db.json"), "here").put("group:here", group("Here"))
        monkeypatch.setenv("BRIEFING_DB", str(briefing_file))
        assert run("show", "group:here").status == 0

    def test_then_the_one_named_by_the_variable(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, briefing_file: Path
    ) -> None:
        monkeypatch.setenv("BRIEFING_DB", str(briefing_file))
        assert run("show", TALON).status == 0

    def test_then_the_one_in_the_data_folder(self, run: Run, home: Path) -> None:
        path = default_db()
        assert home in path.parents
        path.parent.mkdir(parents=True)
        Store.create(path, "at home").put("group:home", group("Home"))
        assert run("show", "group:home").status == 0

    def test_none_of_them_is_told_with_where_it_would_be(self, run: Run) -> None:
        assert f"{default_db()}: there is no such file" in run("check").refusal

    @pytest.mark.parametrize("value", ["~/mine.json", ""])
    @pytest.mark.usefixtures("run")
    def test_the_variable_may_begin_with_home_or_be_empty(self, home: Path, value: str) -> None:
        expected = home / "mine.json" if value else default_db({})
        assert default_db({"BRIEFING_DB": value}) == expected


class TestNew:
    def test_starts_an_empty_briefing_with_its_title(self, run: Run) -> None:
        made = run("new", "mali.json", "--title", TITLE)
        assert made.status == 0
        assert "mali.json is ready" in made.out
        assert Store.open(Path("mali.json")).meta.title == TITLE

    def test_never_writes_over_a_file(self, run: Run, briefing_file: Path) -> None:
        before = briefing_file.read_bytes()
        assert "exists already" in run("new", briefing_file).refusal
        assert briefing_file.read_bytes() == before


class TestShow:
    def test_prints_the_dossier(self, run: Run, briefing_file: Path) -> None:
        shown = run("show", TALON, "--db", briefing_file)
        assert shown.status == 0
        for part in ("Idris Talon", "at large", "We will stay in these hills", FRONT):
            assert part in shown.out

    def test_prints_the_record_and_its_ties_as_json(self, run: Run, briefing_file: Path) -> None:
        shown = run("show", AMBUSH, "--json", "--db", briefing_file).json
        assert shown["ref"] == AMBUSH
        assert shown["record"]["date"] == "2019-05-1X"
        assert {tie["ref"] for tie in shown["ties"]} >= {FRONT, ARMY, QUOTE, REPORT}
        told = {"ref", "role", "date", "via", "detail", "label"}
        assert all(set(tie) == told for tie in shown["ties"])

    @pytest.mark.parametrize("ref", ["group:nobody", "nonsense", "planet:mars", ""])
    def test_says_that_there_is_no_such_record(
        self, run: Run, briefing_file: Path, ref: str
    ) -> None:
        assert f"there is no {ref}" in run("show", ref, "--db", briefing_file).refusal


class TestSearch:
    def test_finds_a_name_in_another_spelling(self, run: Run, briefing_file: Path) -> None:
        found = run("search", "edris tallun", "--db", briefing_file)
        assert found.out.split("\t")[0] == TALON

    def test_answers_in_json(self, run: Run, briefing_file: Path) -> None:
        (answer,) = run("search", "talon", "--json", "--db", briefing_file).lines
        assert answer["query"] == "talon"
        assert answer["hits"][0]["ref"] == TALON
        assert set(answer["hits"][0]) == {"ref", "label", "text", "score"}

    def test_is_narrowed_by_kind_by_letter_and_by_number(
        self, run: Run, briefing_file: Path
    ) -> None:
        def refs(*args: object) -> list[str]:
            (answer,) = run("search", *args, "--json", "--db", briefing_file).lines
            return [hit["ref"] for hit in answer["hits"]]

        assert {ref.partition(":")[0] for ref in refs("selim", "--kind", "event")} == {"event"}
        assert {ref.partition(":")[0] for ref in refs("g: selim")} == {"group"}
        assert len(refs("selim", "--limit", "1")) == 1

    def test_screens_a_list_of_names_one_answer_each_in_order(
        self, run: Run, briefing_file: Path
    ) -> None:
        names = Path("names.txt")
        names.write_text("\ufeffIdriss Tallon\n\n  wadi selim  \nnobody-by-this-name-xyzzy\n")
        answers = run("search", "--queries", names, "--json", "--db", briefing_file).lines
        assert [answer["query"] for answer in answers] == [
            "Idriss Tallon",
            "wadi selim",
            "nobody-by-this-name-xyzzy",
        ]
        assert [answer["hits"][0]["ref"] for answer in answers[:2]] == [TALON, AMBUSH]
        assert answers[2]["hits"] == []

    def test_the_list_may_come_from_a_pipe(self, run: Run, briefing_file: Path) -> None:
        piped = run("search", "--queries", "-", "--json", "--db", briefing_file, stdin="talon\n")
        assert [answer["query"] for answer in piped.lines] == ["talon"]

    def test_a_list_that_is_no_text_is_told(self, run: Run, briefing_file: Path) -> None:
        Path("names.txt").write_bytes(b"talon\n\xff\xfe\n")
        refused = run("search", "--queries", "names.txt", "--db", briefing_file)
        assert "names.txt: not UTF-8 text at byte 6" in refused.refusal

    def test_either_a_query_or_a_list(self, run: Run, briefing_file: Path) -> None:
        Path("names.txt").write_text("x\n")
        both = run("search", "x", "--queries", "names.txt", "--db", briefing_file)
        assert "either a QUERY or --queries" in both.refusal

    def test_links_are_found_by_what_they_tie_together(self, run: Run, briefing_file: Path) -> None:
        (answer,) = run("search", "founder", "--json", "--db", briefing_file).lines
        assert not [hit for hit in answer["hits"] if hit["ref"].startswith("link:")]


class TestApply:
    def test_each_change_is_made_and_acknowledged(self, run: Run, briefing_file: Path) -> None:
        orders = [
            {"op": "put", "ref": "group:new", "record": {"name": "New"}, "why": "seen"},
            {"op": "put", "ref": "group:new", "record": {"name": "Newer"}},
            {"op": "delete", "ref": "group:new"},
        ]
        lines = "".join(json.dumps(order) + "\n" for order in orders)
        done = run("apply", "-", "--db", briefing_file, stdin=lines)
        assert (done.status, done.err) == (0, "")
        assert done.lines == [{"ok": True, "rev": rev, "ref": "group:new"} for rev in (2, 3, 4)]
        assert Store.open(briefing_file).history()[1].why == "seen"

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("nonsense", "malformed"),
            ("[]", "Expected `object`"),
            ("{}", "missing required field"),
            ('{"op": "put"}', "missing required field"),
            ('{"op": "zap", "ref": "group:a"}', "there is no op “zap”"),
            ('{"op": "put", "ref": "group:a", "colour": 1}', "unknown field"),
            ('{"op": "put", "ref": "aqim", "record": {}}', "does not name a record"),
            ('{"op": "put", "ref": "planet:a", "record": {}}', "does not name a record"),
            ('{"op": "put", "ref": "group:a b", "record": {}}', "does not name a record"),
            ('{"op": "put", "ref": "group:a"}', "not a set of fields"),
            ('{"op": "put", "ref": "group:a", "record": {}}', "name is missing"),
            (
                '{"op": "put", "ref": "event:a", "record": {"title": "x", "date": "soon", "x": 1}}',
                "there is no such field",
            ),
            (
                '{"op":"put","ref":"source:a","record":{"title":"x","derived_from":"source:no"}}',
                "source:no, which does not exist",
            ),
            ('{"op": "delete", "ref": "group:nobody"}', "there is no group:nobody"),
            (f'{{"op": "delete", "ref": "{TALON}"}}', "is referred to by"),
            ('{"op": "put", "ref": "group:a", "record": ' + "[" * 50_000, ""),
            ('{"op": "put", "ref": "group:a", "record": {"name": "\\ud800"}}', ""),
            ('{"op": "put", "ref": "group:a", "record": {"name": "a\\u0000b"}}', "NUL"),
        ],
    )
    def test_a_line_that_cannot_be_carried_out_is_answered_and_the_others_are(
        self, run: Run, briefing_file: Path, line: str, problem: str
    ) -> None:
        before = contents(Store.open(briefing_file))
        good = '{"op": "put", "ref": "group:good-%s", "record": {"name": "x"}}'
        lines = f"{good % 1}\n\n{line}\n{good % 2}"
        answered = run("apply", "-", "--db", briefing_file, stdin=lines)
        assert answered.refusal == "1 of 3 changes were refused; the others are saved"
        first, second, third = answered.lines
        assert (first["ok"], second["ok"], third["ok"]) == (True, False, True)
        assert set(second) == {"ok", "error", "line"}
        assert second["line"] == 3
        assert problem in second["error"]
        after = contents(Store.open(briefing_file))
        assert set(after) - set(before) == {"group:good-1", "group:good-2"}

    def test_all_faults_of_a_record_are_told_in_one_answer(
        self, run: Run, briefing_file: Path
    ) -> None:
        order = {"op": "put", "ref": "group:a", "record": {"kind": "?", "founded": "soon"}}
        answered = run("apply", "-", "--db", briefing_file, stdin=json.dumps(order))
        assert answered.status == 2
        for field in ("name", "kind", "founded"):
            assert f"{field}: " in answered.lines[0]["error"]

    def test_a_record_others_mention_goes_with_their_mentions_when_asked(
        self, run: Run, briefing_file: Path
    ) -> None:
        order = {"op": "delete", "ref": TALON, "unlink": True}
        assert run("apply", "-", "--db", briefing_file, stdin=json.dumps(order)).status == 0
        assert TALON not in contents(Store.open(briefing_file))

    @pytest.mark.usefixtures("home")
    def test_bytes_that_are_no_text_are_one_refused_line(self, briefing_file: Path) -> None:
        answered = run_program("apply", "-", "--db", briefing_file, stdin=b'{"op": "\xff"}\n')
        assert answered.refusal.startswith("1 of 1 changes were refused")
        assert answered.lines[0]["ok"] is False

    def test_when_the_file_is_spoilt_meanwhile_the_rest_is_not_tried(
        self, briefing_file: Path
    ) -> None:
        order = b'{"op": "put", "ref": "group:%d", "record": {"name": "x"}}'
        answers = apply_lines(Store.open(briefing_file), [order % 1, order % 2, order % 3])
        assert next(answers)["ok"]
        briefing_file.write_bytes(b"spoilt")
        assert next(answers)["line"] == 2
        with pytest.raises(FileFault):
            next(answers)
        assert briefing_file.read_bytes() == b"spoilt"


class TestUndo:
    def test_undo_and_redo_say_what_they_did(self, run: Run, briefing_file: Path) -> None:
        Store.open(briefing_file).put("group:new", group("New"))
        undone = run("undo", "--db", briefing_file)
        assert undone.out == "took back revision 2: group:new (revision 3)\n"
        assert "group:new" not in contents(Store.open(briefing_file))
        redone = run("redo", "--db", briefing_file)
        assert redone.out == "made again: group:new (revision 4)\n"
        assert "group:new" in contents(Store.open(briefing_file))

    def test_one_revision_is_taken_back_by_its_number(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.put("group:one", group("One"))
        store.put("group:two", group("Two"))
        assert run("undo", "--rev", 2, "--db", briefing_file).status == 0
        assert "group:two" in contents(Store.open(briefing_file))
        assert "group:one" not in contents(Store.open(briefing_file))

    @pytest.mark.parametrize(
        ("args", "problem"),
        [
            (("redo",), "nothing to redo"),
            (("undo", "--rev", "9"), "there is no revision 9"),
        ],
    )
    def test_what_cannot_be_taken_back_is_told(
        self, run: Run, briefing_file: Path, args: tuple[str, ...], problem: str
    ) -> None:
        assert problem in run(*args, "--db", briefing_file).refusal


class TestCheck:
    def test_ends_with_0_when_there_are_only_warnings(self, run: Run, briefing_file: Path) -> None:
        checked = run("check", "--db", briefing_file)
        assert checked.status == 0
        assert "warning: group:karsa-army cites: " in checked.out
        assert checked.out.splitlines()[-1].startswith("0 errors, ")

    def test_ends_with_1_when_there_are_errors(self, run: Run) -> None:
        path = Path("wrong.json")
        raw = {"meta": {"format": 1}, "group": {"a": {"name": "x", "founded": "soon"}}}
        path.write_text(json.dumps(raw))
        checked = run("check", "--db", path)
        assert (checked.status, checked.err) == (1, "")
        assert "error: group:a founded: " in checked.out
        found = run("check", "--json", "--db", path)
        assert found.status == 1
        assert {"level", "ref", "path", "problem"} == set(found.json[0])


class TestHostileText:
    """What a record holds must not steer the terminal nor forge a line of output."""

    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Path:
        path = tmp_path / "hostile.json"
        store = fill(Store.create(path, HOSTILE))
        store.put("group:evil", group(HOSTILE, summary=HOSTILE, aliases=[HOSTILE], tags=[HOSTILE]))
        return path

    @pytest.mark.parametrize(
        "args", [("show", "group:evil"), ("search", "evil"), ("search", "second"), ("check",)]
    )
    def test_is_printed_harmless(self, run: Run, hostile: Path, args: tuple[str, ...]) -> None:
        printed = run(*args, "--db", hostile)
        assert printed.status == 0
        assert not [
            character
            for character in printed.out
            if not character.isprintable() and character not in "\n\t"
        ]

    def test_is_printed_on_the_line_it_belongs_to(self, run: Run, hostile: Path) -> None:
        found = run("search", "evil", "--db", hostile).out.splitlines()
        assert all(line.count("\t") == 1 and ":" in line.split("\t")[0] for line in found)

    @pytest.mark.parametrize("args", [("show", "group:evil"), ("search", "evil")])
    def test_is_escaped_in_json_and_comes_back_whole(
        self, run: Run, hostile: Path, args: tuple[str, ...]
    ) -> None:
        printed = run(*args, "--json", "--db", hostile)
        assert "\x1b" not in printed.out
        assert "\x07" not in printed.out
        assert printed.out.count("\n") == 1
        assert HOSTILE in (
            printed.json.get("record", {}).get("name"),
            *(hit["label"] for hit in printed.json.get("hits", ())),
        )

    def test_in_a_refusal_is_one_harmless_line(self, run: Run, hostile: Path) -> None:
        said = run("show", HOSTILE, "--db", hostile).refusal
        assert said.isprintable()

    def test_a_no_break_space_is_a_space(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.put("group:new", group("Front\u00a0«\u202fdu\u202fNord\u00a0»"))
        assert "Front « du Nord »" in run("show", "group:new", "--db", briefing_file).out
