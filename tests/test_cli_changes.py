"""The commands that change or check a briefing."""

import json
from pathlib import Path

import pytest

from briefing.scripting import apply_lines
from briefing.store.errors import FileFault
from briefing.store.store import Store
from commandline import Run, run_program
from invented import TALON, contents, fill, group

HOSTILE = (
    "Evil\x1b]0;owned\x07 \x1b[31mred\x9b5m \u202etxt.exe\u200b\r\nsecond\tline [bold]x[/] \x7f"
    "\U000e0041"
)
ON_ONE_LINE = HOSTILE.replace("\r\nsecond\tline", " second line")


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
        assert answered.refusal == "1 of 3 changes was refused; the others are saved"
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
        assert answered.refusal.endswith("1 of 1 change was refused")
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
        assert undone.out == "undid revision 2: added New; this is revision 3\n"
        assert "group:new" not in contents(Store.open(briefing_file))
        redone = run("redo", "--db", briefing_file)
        assert redone.out == "redid revision 2: added New; this is revision 4\n"
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
        raw = {"meta": {"format": 1}, "group": {"a": {"name": "x", "countries": ["XQ"]}}}
        path.write_text(json.dumps(raw))
        checked = run("check", "--db", path)
        assert checked.out.splitlines()[-1].startswith("1 error, ")
        assert (checked.status, checked.err) == (1, "")
        assert "error: group:a countries[0]: " in checked.out
        found = run("check", "--json", "--db", path)
        assert found.status == 1
        assert {"check", "level", "ref", "path", "problem", "mend"} <= set(found.json[0])


class TestHostileText:
    """What a record holds must not steer the terminal nor forge a line of output."""

    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Path:
        path = tmp_path / "hostile.json"
        store = fill(Store.create(path, HOSTILE))
        store.put("group:evil", group(HOSTILE, summary=HOSTILE, aliases=[HOSTILE], tags=[HOSTILE]))
        store.close()
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
        assert all(line.count("\t") == 3 and ":" in line.split("\t")[0] for line in found)

    @pytest.mark.parametrize("args", [("show", "group:evil"), ("search", "evil")])
    def test_is_escaped_in_json_and_comes_back_whole(
        self, run: Run, hostile: Path, args: tuple[str, ...]
    ) -> None:
        printed = run(*args, "--json", "--db", hostile)
        assert printed.out.rstrip("\n").isprintable()
        assert ON_ONE_LINE in (
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
