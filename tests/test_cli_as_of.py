"""The briefing as of a date, on the command line."""

import datetime as dt
import json
from pathlib import Path

import pytest

from briefing.store.store import Store
from commandline import Run
from invented import AMBUSH, ARMY, FRONT, OPERATION, QUOTE, REPORT, TALON, WIRE, group, record


@pytest.fixture
def path(briefing_file: Path) -> Path:
    """The invented briefing, then the army renamed, and Talon's death learned of."""
    store = Store.open(briefing_file, by="colleague")
    store.put(ARMY, group("Army of Karsa"), "its own name")
    store.put(TALON, record("leader", name="Idris Talon", died="2020-02", status="dead"), "killed")
    store.close()
    return briefing_file


class TestAsOf:
    def test_a_dossier_shows_nothing_later_and_says_so(self, run: Run, path: Path) -> None:
        told = run("show", TALON, "--as-of", "1 June 2019", "--db", path)
        assert "dead" not in told.out
        assert "Left out or shortened, as later: Died, Status." in told.out
        assert told.err == "briefing: note: as of 1 June 2019: 1 of 2 quotes\n"

    def test_as_json_has_the_day_and_the_notes(self, run: Run, path: Path) -> None:
        told = run("show", TALON, "--as-of", "2019", "--json", "--db", path).json
        assert told["as_of"] == "2019-12-31"
        assert told["record"] == {"name": "Idris Talon"}
        assert told["notes"] == ["Left out or shortened, as later: Died, Status."]
        today = run("show", TALON, "--json", "--db", path).json
        assert not today.keys() & {"as_of", "known_at", "notes"}

    def test_what_was_later_is_refused(self, run: Run, path: Path) -> None:
        told = run("show", QUOTE, "--as-of", "2018", "--db", path)
        assert told.status == 2
        assert f"{QUOTE} is later than 31 December 2018" in told.err

    def test_a_search_finds_nothing_later(self, run: Run, path: Path) -> None:
        told = run("search", "ambush", "--as-of", "april 2019", "--json", "--db", path).json
        assert told["as_of"] == "2019-04-30"
        assert AMBUSH not in [hit["ref"] for hit in told["hits"]]
        assert AMBUSH in run("search", "ambush", "--db", path).out

    def test_a_list_and_a_filter_hold_nothing_later(self, run: Run, path: Path) -> None:
        told = run("list", "events", "--as-of", "april 2019", "--json", "--db", path).json
        assert [each["ref"] for each in told] == [OPERATION]
        shown = run("show", "--filter", "kind:battles", "--as-of", "2019", "--json", "--db", path)
        assert [each["ref"] for each in shown.lines] == [AMBUSH]
        shown = run("show", "--filter", "kind:battles", "--as-of", "2018", "--json", "--db", path)
        assert shown.lines == []

    @pytest.mark.parametrize("moment", [("--as-of", "2019"), ("--known-at", "1")])
    def test_what_changed_is_not_asked_of_another_time(
        self, run: Run, path: Path, moment: tuple[str, str]
    ) -> None:
        told = run("list", "changed:today", *moment, "--db", path)
        assert told.status == 2
        assert "nothing is known of later changes" in told.err

    def test_what_may_not_have_begun_is_listed_as_possible(self, run: Run, path: Path) -> None:
        day = ("--as-of", "15 may 2019", "--db", path)
        told = run("list", "events", "--json", *day).json
        assert {each["ref"]: each["certain"] for each in told} == {AMBUSH: False, OPERATION: True}
        text = run("list", "events", *day)
        assert [line.endswith("possibly") for line in text.out.splitlines()] == [False, True]
        assert "2 records, 1 of them only possibly" in text.err

    def test_a_status_without_a_date_is_said_to_be_of_today(self, run: Run, path: Path) -> None:
        listed = run("list", "leaders", "--as-of", "2015", "--db", path)
        assert "now:" not in listed.out, "his status follows from his death"
        store = Store.open(path)
        store.put(TALON, record("leader", name="Idris Talon", status="at large"))
        store.close()
        listed = run(
            "list", "leaders", "status:at-large or -status:dead", "--as-of", "2015", "--db", path
        )
        assert "now: at large" in listed.out
        assert "undated, so filtered as judged today: status" in listed.err
        assert "judged today" not in run("list", "status:at-large", "--db", path).err

    def test_a_check_examines_what_is_there(self, run: Run, path: Path) -> None:
        assert AMBUSH in run("check", "--db", path).out
        told = run("check", "--as-of", "april 2019", "--db", path).out
        assert AMBUSH not in told
        assert OPERATION in told

    @pytest.mark.parametrize("date", ["someday", "2012/2014", "since 2012"])
    def test_a_date_not_understood_is_refused(self, run: Run, path: Path, date: str) -> None:
        said = run("show", TALON, "--as-of", date, "--db", path).refusal
        assert said.startswith(f"--as-of “{date}”: ")


class TestKnownAt:
    def test_a_revision_shows_what_was_known_then(self, run: Run, path: Path) -> None:
        told = run("show", TALON, "--known-at", "rev 1", "--json", "--db", path).json
        assert told["known_at"] == 1
        assert told["record"]["status"] == "at large"

    def test_today_shows_all(self, run: Run, path: Path) -> None:
        told = run("show", TALON, "--known-at", "today", "--db", path)
        assert "(dead)" in told.out
        assert "(revision 3): 0 changes since" in told.err

    def test_both_can_be_asked_for(self, run: Run, path: Path) -> None:
        told = run("show", TALON, "--known-at", 1, "--as-of", "2019", "--json", "--db", path).json
        assert (told["known_at"], told["as_of"]) == (1, "2019-12-31")
        assert told["record"]["status"] == "at large"

    def test_a_revision_that_never_was_is_refused(self, run: Run, path: Path) -> None:
        said = run("show", TALON, "--known-at", 9, "--db", path).refusal
        assert said == "there is no revision 9; the last is 3"


class TestSince:
    def test_a_history_can_begin_later(self, run: Run, path: Path) -> None:
        told = run("history", "--since", 2, "--json", "--db", path).lines
        assert [each["rev"] for each in told] == [3]
        assert "killed" in run("history", "--since", "yesterday", "--db", path).out
        tomorrow = dt.date.today() + dt.timedelta(days=1)  # noqa: DTZ011  the reader's day
        said = run("history", "--since", tomorrow, "--db", path).out
        assert said == f"nothing since {tomorrow}\n"
        assert run("history", FRONT, "--since", 1, "--db", path).out == "nothing since 1\n"

    def test_changes_tells_what_came_of_several(self, run: Run, path: Path) -> None:
        store = Store.open(path)
        store.put(ARMY, group("Karsa Forces"))
        store.close()
        out = run("changes", "--since", 1, "--db", path).out
        assert 'Name: "Karsa Army" → "Karsa Forces"' in out
        assert "Army of Karsa" not in out
        told = run("changes", "--since", 3, "--json", "--db", path).json
        assert told["since"] == "3"
        assert [each["ref"] for each in told["changes"]] == [ARMY]
        said = run("changes", "--since", 1, "--in-words", "--db", path)
        plain = run("changes", "--since", 1, "--in-words", "--json", "--db", path).json
        assert said.out.splitlines() == [each["text"] for each in plain["said"]]
        assert run("changes", "--since", 4, "--in-words", "--db", path).out == "nothing since 4\n"
        assert run("changes", "--since", 4, "--db", path).out == "nothing since 4\n"


class TestSources:
    def test_all_are_listed_with_what_rests_on_them(self, run: Run, path: Path) -> None:
        head, report, wire = run("sources", "--db", path).out.splitlines()
        assert head.split("\t")[:3] == ["source", "grade", "published"]
        assert report.split("\t") == [REPORT, "B", "2019-06-30", "4", "4", ""]
        assert wire.split("\t") == [WIRE, "C", "2019-05", "1", "1", REPORT]

    def test_one_is_told_with_what_rests_on_it(self, run: Run, path: Path) -> None:
        out = run("sources", WIRE, "--db", path).out
        assert out == f"alone\t{QUOTE}\tthe record as a whole\t“We will stay in these hills”\n"
        told = run("sources", WIRE, "--json", "--db", path).json
        assert told == {
            "source": WIRE,
            "rests": [{"ref": QUOTE, "field": "", "is_alone": True}],
        }

    def test_what_falls_with_one_is_told(self, run: Run, path: Path) -> None:
        out = run("sources", REPORT, "--falls", "--db", path).out.splitlines()
        assert [line.split("\t")[0] for line in out] == ["gone", "gone"] + ["unsupported"] * 2
        told = run("sources", WIRE, "--falls", "--as-of", "2018", "--json", "--db", path).json
        assert told == {"as_of": "2018-12-31", "source": WIRE, "falls": []}

    def test_of_another_record_the_origins_of_its_fields_are_told(
        self, run: Run, path: Path
    ) -> None:
        out = run("sources", FRONT, "--db", path).out.splitlines()
        assert out[0] == "0\tname"
        assert out[-1] == "1\tfounded\tReport of the observer mission"
        told = run("sources", FRONT, "--json", "--db", path).json
        assert (told["ref"], told["fields"][-1]["origins"]) == (FRONT, [REPORT])

    def test_what_is_no_source_does_not_fall(self, run: Run, path: Path) -> None:
        assert "is no source" in run("sources", ARMY, "--falls", "--db", path).refusal
        assert "--falls needs" in run("sources", "--falls", "--db", path).refusal


def test_json_of_several_is_one_value_each(run: Run, path: Path) -> None:
    told = run("sources", "--json", "--db", path)
    assert [line["ref"] for line in json.loads(told.out)["sources"]] == [REPORT, WIRE]
