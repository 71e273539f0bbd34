"""The history at the command line: shown, undone with later changes, written to db.json."""

import json
from pathlib import Path

import pytest

from briefing.store.store import Store
from commandline import Run
from invented import ARMY, FRONT, TALON, group


@pytest.fixture
def path(briefing_file: Path) -> Path:
    """The invented briefing, then three changes by a colleague."""
    store = Store.open(briefing_file, by="colleague")
    store.put(ARMY, group("Army of Karsa", countries=["ML"]), "its own name")
    store.put(ARMY, group("Army of Karsa", countries=["ML"], founded="1961"), "an anniversary")
    store.delete(TALON, "a duplicate", unlink=True)
    store.close()
    return briefing_file


class TestHistory:
    def test_tells_who_changed_what_when_and_why_the_last_first(self, run: Run, path: Path) -> None:
        out = run("history", "--db", path).out
        assert out.index("a duplicate") < out.index("an anniversary") < out.index("its own name")
        assert "colleague" in out
        assert "deleted leader  Idris Talon" in out
        assert 'Founded: – → "1961"' in out
        assert 'Name: "Karsa Army" → "Army of Karsa"' in out

    def test_of_a_record_that_came_or_went_all_it_held_is_told(self, run: Run, path: Path) -> None:
        went, came = (
            part.split("deleted leader  Idris Talon")[-1].split("added leader  Idris Talon")[-1]
            for part in run("history", TALON, "--db", path).out.split("\n\n")
        )
        assert 'Status: "at large"' in went
        assert 'Status: "at large"' in came
        fields = [line for line in (went + came).splitlines() if line.startswith("    ")]
        assert not [line for line in fields if "→" in line or line.endswith(": ")]

    def test_of_one_record_tells_only_of_it(self, run: Run, path: Path) -> None:
        out = run("history", ARMY, "--db", path).out
        assert "an anniversary" in out
        assert "the invented briefing" in out
        assert "Idris Talon" not in out
        assert "more records" in out

    def test_of_a_deleted_record_is_told(self, run: Run, path: Path) -> None:
        assert "deleted leader" in run("history", TALON, "--db", path).out

    def test_of_what_never_was_is_refused(self, run: Run, path: Path) -> None:
        assert "there is no group:nobody" in run("history", "group:nobody", "--db", path).refusal

    def test_as_json_has_each_field_before_and_after(self, run: Run, path: Path) -> None:
        last, second, first, filled = run("history", "--json", "--db", path).lines
        assert [each["rev"] for each in (last, second, first, filled)] == [4, 3, 2, 1]
        assert first["by"] == "colleague"
        assert first["changes"] == [
            {
                "ref": ARMY,
                "label": "Army of Karsa",
                "action": "changed",
                "fields": [
                    {"field": "name", "before": "Karsa Army", "after": "Army of Karsa"},
                    {"field": "kind", "before": "state forces", "after": None},
                ],
            }
        ]
        assert {each["action"] for each in last["changes"]} == {"changed", "deleted"}

    def test_stops_where_it_is_told_and_says_that_there_is_more(self, run: Run, path: Path) -> None:
        out = run("history", "--limit", 1, "--db", path).out
        assert "an anniversary" not in out
        assert out.splitlines()[-1] == "and earlier changes; --limit 2 shows more of them"
        assert len(run("history", "--limit", 2, "--json", "--db", path).lines) == 2

    def test_without_changes_says_so(self, run: Run, tmp_path: Path) -> None:
        Store.create(tmp_path / "new.json").close()
        assert run("history", "--db", tmp_path / "new.json").out == "nothing was changed yet\n"
        assert run("history", "--json", "--db", tmp_path / "new.json").out == ""

    def test_long_texts_are_shown_where_they_differ(self, run: Run, path: Path) -> None:
        store = Store.open(path)
        words = "word " * 60
        store.put(FRONT, group("F", summary=f"{words}old end"))
        store.put(FRONT, group("F", summary=f"{words}new end"))
        store.close()
        line = next(
            line
            for line in run("history", FRONT, "--db", path).out.splitlines()
            if "Summary" in line
        )
        assert 'old end" → "…' in line
        assert line.endswith('new end"')
        assert len(line) < 160

    def test_hostile_text_is_printed_harmless(self, run: Run, path: Path) -> None:
        store = Store.open(path)
        store.put(ARMY, group("\x1b[31mred\u202e"), "why\x1b]0;x\x07")
        store.close()
        out = run("history", "--limit", 1, "--db", path).out
        assert not {"\x1b", "\x07", "\u202e"} & set(out)

    def test_what_a_change_says_never_looks_like_another(self, run: Run, path: Path) -> None:
        forged = "x\n\n99  2030-01-01 00:00:00  somebody  forged"
        store = Store.open(path, by=forged)
        store.put(ARMY, group(forged, summary=forged, aliases=[forged]), forged)
        store.close()
        out = run("history", "--limit", 1, "--db", path).out
        assert out.count("forged") > 3
        assert not [line for line in out.splitlines() if line.startswith("99")]

    def test_a_line_break_that_came_or_went_is_seen(self, run: Run, path: Path) -> None:
        store = Store.open(path)
        store.put(ARMY, group("A", summary="one two"))
        store.put(ARMY, group("A", summary="one\ntwo"))
        store.close()
        out = run("history", "--limit", 1, "--db", path).out
        assert 'Summary: "one two" → "one ¶ two"' in out

    def test_as_json_holds_nothing_a_terminal_obeys(self, run: Run, path: Path) -> None:
        store = Store.open(path)
        store.put(ARMY, group("\x9b31m\u202eevil"), "\x9d0;x")
        store.close()
        told = run("history", ARMY, "--limit", 1, "--json", "--db", path)
        assert told.out.rstrip("\n").isprintable()
        assert (told.json["why"], told.json["changes"][0]["label"]) == (
            "\x9d0;x",
            "\x9b31m\u202eevil",
        )

    def test_tells_the_first_without_reading_all(self, run: Run, path: Path) -> None:
        log = path.with_suffix(".history.jsonl")
        log.write_bytes(
            log.read_bytes().replace(b"the invented briefing", b"the invented briefinh")
        )
        told = run("history", "--limit", 2, "--json", "--db", path)
        assert (told.status, len(told.lines)) == (0, 2)
        told = run("history", "--json", "--db", path)
        assert (told.status, len(told.lines)) == (2, 3)

    def test_damage_is_told_with_its_line_and_what_to_do(self, run: Run, path: Path) -> None:
        log = path.with_suffix(".history.jsonl")
        log.write_bytes(log.read_bytes().replace(b"its own name", b"its owm name"))
        said = run("history", "--db", path)
        assert said.status == 2
        assert "line 5 is damaged" in said.err
        assert "briefing repair" in said.err


class TestUndo:
    def test_names_the_change_that_stands_on_it_and_how_to_take_back_both(
        self, run: Run, path: Path
    ) -> None:
        said = run("undo", "--rev", 2, "--db", path).refusal
        assert "changed again by revision 3" in said
        assert "`briefing undo --rev 2 --with-later` undoes that too" in said

    def test_with_later_takes_back_both(self, run: Run, path: Path) -> None:
        out = run("undo", "--rev", 2, "--with-later", "--db", path).out
        assert out.splitlines() == [
            "undid revision 3: changed Army of Karsa (an anniversary); this is revision 5",
            "undid revision 2: changed Army of Karsa (its own name); this is revision 6",
        ]
        assert Store.open(path).label(ARMY) == "Karsa Army"

    def test_with_later_needs_a_revision(self, run: Run, path: Path) -> None:
        assert "--with-later needs --rev" in run("undo", "--with-later", "--db", path).refusal


class TestFold:
    def test_brings_db_json_up_to_date(self, run: Run, path: Path) -> None:
        Store.open(path).put(ARMY, group("Not folded"))
        assert b"Not folded" not in path.read_bytes()
        assert "is brought up to date (revision 5)" in run("checkpoint", "--db", path).out
        assert b"Not folded" in path.read_bytes()
        before = path.read_bytes(), path.with_suffix(".history.jsonl").read_bytes()
        assert "is up to date (revision 5)" in run("fold", "--db", path).out
        assert (path.read_bytes(), path.with_suffix(".history.jsonl").read_bytes()) == before

    def test_says_so_when_others_keep_it_from_being_brought_up_to_date(
        self, run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Store.open(path).put(ARMY, group("Not folded"))
        monkeypatch.setattr(
            "briefing.store.backends.jsonfile.backend.JsonFileBackend.checkpoint",
            lambda _self, _snapshot: False,
        )
        assert "another program is changing it" in run("fold", "--db", path).refusal

    def test_every_command_that_changes_leaves_db_json_up_to_date(
        self, run: Run, path: Path
    ) -> None:
        order = {"op": "put", "ref": ARMY, "record": {"name": "Applied"}}
        run("apply", "-", "--db", path, stdin=json.dumps(order))
        assert b"Applied" in path.read_bytes()
        run("undo", "--db", path)
        assert b"Applied" not in path.read_bytes()
        run("redo", "--db", path)
        assert b"Applied" in path.read_bytes()

    @pytest.mark.parametrize(
        ("keep", "army", "front"),
        [
            ("both", "Mine", "Theirs"),
            ("mine", "Mine", "Front du Nord – الجبهة الشمالية"),
            ("theirs", "Army of Karsa", "Theirs"),
        ],
    )
    def test_of_two_versions_one_is_chosen(
        self, run: Run, path: Path, keep: str, army: str, front: str
    ) -> None:
        Store.open(path).put(ARMY, group("Mine"))
        raw = json.loads(path.read_bytes())
        raw["group"]["northern-front"]["name"] = "Theirs"
        path.write_text(json.dumps(raw), encoding="utf-8")
        said = run("undo", "--db", path).refusal
        assert "briefing checkpoint --keep both" in said
        assert run("fold", "--keep", keep, "--db", path).status == 0
        store = Store.open(path)
        assert (store.label(ARMY), store.label(FRONT)) == (army, front)
        assert run("check", "--db", path).status == 0


def test_what_only_can_be_read_is_not_changed(run: Run, path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes(), sorted(path.parent.iterdir())
    for args in (("undo",), ("redo",), ("fold",), ("apply", "-")):
        assert "can only be read" in run(*args, "--db", path).refusal
    assert run("show", ARMY, "--db", path).status == 0
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


def test_a_briefing_changed_outside_is_noted_and_the_command_goes_on(run: Run, path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("Army of Karsa", "By hand"), "utf-8")
    said = run("search", "by hand", "--db", path)
    assert said.status == 0
    assert said.out.startswith(ARMY)
    assert said.err.startswith("briefing: note: ")
    assert "changed outside" in said.err


def test_a_torn_tail_is_noted_and_the_command_goes_on(run: Run, path: Path) -> None:
    log = path.with_suffix(".history.jsonl")
    log.write_bytes(log.read_bytes() + b'{"rev":5,"at":"20')
    said = run("show", ARMY, "--db", path)
    assert said.status == 0
    assert said.err.startswith("briefing: note: ")
    assert "never acknowledged" in said.err
