"""The command line: what scripts rely on. One line on stderr, clear exit statuses, no surprises."""

import json
import subprocess
from pathlib import Path

import pytest

from briefing import __version__
from briefing.cli.commands import cli
from briefing.cli.opening import default_db
from briefing.store.store import Store
from commandline import PROGRAM, Answer, Run, run_program
from invented import AMBUSH, ARMY, FRONT, QUOTE, REPORT, TALON, TITLE, contents, group

COMMANDS = sorted(cli.commands)

FULL = Path("/dev/full")


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
        asked.stdin.write(b"talon\n" * 300)
        asked.stdin.close()
        assert asked.stderr is not None
        said = asked.stderr.read()
        asked.stderr.close()
        asked.wait(timeout=60)
        assert said == b""

    @pytest.mark.parametrize("args", [["show", TALON], ["history", "--json"]])
    @pytest.mark.skipif(not FULL.exists(), reason="no device here that is always full")
    def test_an_output_that_cannot_be_written_is_told(
        self, briefing_file: Path, args: list[str]
    ) -> None:
        with FULL.open("wb") as full:
            asked = subprocess.run(
                [PROGRAM, *args, "--db", briefing_file],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                timeout=60,
            )
        assert asked.returncode == 2
        assert asked.stderr == b"briefing: output: No space left on device\n"

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
        # What the search keeps, and the places of the world, are kept of all briefings.
        assert ("--db PATH" in asked.out) == (command not in ("cache", "places"))

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

    def test_says_if_nothing_is_found(self, run: Run, briefing_file: Path) -> None:
        found = run("search", "zzzz", "--db", briefing_file)
        assert (found.out, found.err) == ("", "briefing: note: nothing found\n")

    def test_answers_in_json(self, run: Run, briefing_file: Path) -> None:
        (answer,) = run("search", "talon", "--json", "--db", briefing_file).lines
        assert answer["query"] == "talon"
        assert answer["hits"][0]["ref"] == TALON
        assert set(answer["hits"][0]) == {"ref", "label", "text", "score", "why"}

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

    def test_a_list_is_answered_in_plain_text_too(self, run: Run, briefing_file: Path) -> None:
        Path("names.txt").write_text("edris talon\nxyzzy\n")
        found = run("search", "--queries", "names.txt", "--limit", 1, "--db", briefing_file)
        first, second = (line.split("\t") for line in found.out.splitlines())
        assert (first[0], first[1], first[4]) == ("edris talon", TALON, "spelling")
        assert float(first[3]) > 60
        assert second == ["xyzzy", "-"]

    def test_a_threshold_leaves_out_what_is_less_likely(
        self, run: Run, briefing_file: Path
    ) -> None:
        def hits(threshold: int) -> list[str]:
            args = ("search", "edris tallun", "--threshold", threshold, "--json")
            (answer,) = run(*args, "--db", briefing_file).lines
            return [hit["ref"] for hit in answer["hits"]]

        assert TALON in hits(50)
        assert hits(95) == []

    def test_answers_before_a_fault_in_the_list_are_printed(
        self, run: Run, briefing_file: Path
    ) -> None:
        Path("names.txt").write_bytes(b"talon\n\xff\n")
        found = run("search", "--queries", "names.txt", "--json", "--db", briefing_file)
        assert found.status == 2
        assert found.out.startswith('{"query":"talon"')

    def test_the_list_may_come_from_a_pipe(self, run: Run, briefing_file: Path) -> None:
        piped = run("search", "--queries", "-", "--json", "--db", briefing_file, stdin="talon\n")
        assert [answer["query"] for answer in piped.lines] == ["talon"]

    def test_a_list_that_is_no_text_is_told(self, run: Run, briefing_file: Path) -> None:
        Path("names.txt").write_bytes(b"talon\n\xff\xfe\n")
        refused = run("search", "--queries", "names.txt", "--db", briefing_file)
        assert "names.txt: line 2: not UTF-8 text at byte 6" in refused.refusal

    def test_either_a_query_or_a_list(self, run: Run, briefing_file: Path) -> None:
        Path("names.txt").write_text("x\n")
        only = run("search", "--filter", "is:event", "--db", briefing_file)
        assert "`briefing list`" in only.refusal
        both = run("search", "x", "--queries", "names.txt", "--db", briefing_file)
        assert "either a QUERY or --queries" in both.refusal

    def test_links_are_found_by_what_they_tie_together(self, run: Run, briefing_file: Path) -> None:
        (answer,) = run("search", "founder", "--json", "--db", briefing_file).lines
        assert not [hit for hit in answer["hits"] if hit["ref"].startswith("link:")]
