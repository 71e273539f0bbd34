"""All faults of a record are reported at once, each with its field and a correct value."""

import math

import pytest
from least_records import COMPLETE, Raw

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.model.validation import build, faults, plain

"""The least each kind can be."""


def found(kind: str, /, **fields: object) -> list[Fault]:
    """The faults of a record that is complete but for these fields."""
    return faults(kind, COMPLETE[kind] | fields)


def only(kind: str, /, **fields: object) -> Fault:
    (fault,) = found(kind, **fields)
    return fault


class TestWhatIsRight:
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_least_each_kind_can_be_is_taken(self, kind: str) -> None:
        assert faults(kind, COMPLETE[kind]) == []
        assert isinstance(build(kind, COMPLETE[kind]), KINDS[kind].cls)

    @pytest.mark.parametrize(
        ("kind", "field", "written", "kept"),
        [
            ("group", "kind", "Rebel Group", "rebel group"),
            ("leader", "status", "AT LARGE", "at large"),
            ("source", "reliability", "b", "B"),
            ("link", "type", "Split-From", "split-from"),
        ],
    )
    def test_a_choice_is_taken_in_any_case_and_kept_in_its_usual_one(
        self, kind: str, field: str, written: str, kept: str
    ) -> None:
        raw = COMPLETE[kind] | {field: written}
        assert faults(kind, raw) == []
        assert plain(build(kind, raw))[field] == kept

    def test_a_choice_inside_a_row_is_taken_in_any_case(self) -> None:
        event = build("event", COMPLETE["event"] | {"actors": [{"name": "x", "role": "TARGET"}]})
        assert isinstance(event, Event)
        assert event.actors[0].role == "target"

    @pytest.mark.parametrize("nothing", [None, "", [], {}])
    @pytest.mark.parametrize("field", ["summary", "aliases", "place", "status", "part_of"])
    def test_null_and_empty_count_as_absent(self, field: str, nothing: object) -> None:
        raw = COMPLETE["event"] | {field: nothing}
        assert faults("event", raw) == []
        assert plain(build("event", raw)) == COMPLETE["event"]

    def test_a_row_of_nothing_but_empty_fields_counts_as_absent(self) -> None:
        raw = COMPLETE["event"] | {"place": {"name": "", "latitude": None}}
        assert plain(build("event", raw)) == COMPLETE["event"]

    def test_nought_is_not_nothing(self) -> None:
        event = build("event", COMPLETE["event"] | {"casualties": [{"low": 0, "best": 0}]})
        assert plain(event)["casualties"] == ({"low": 0, "best": 0},)

    def test_empty_fields_are_left_out_of_what_is_written(self) -> None:
        assert plain(build("leader", {"name": "Idris Talon", "born": "", "tags": []})) == {
            "name": "Idris Talon"
        }

    def test_text_is_kept_as_written(self) -> None:
        text = "  [/etc/x] «naïve»\n\u202eمالي\x1b[31m "
        group = build("group", {"name": "x", "summary": text})
        assert group.summary == text


@pytest.mark.parametrize("name", ["Mali", " mali ", "ML"])
def test_a_country_may_be_given_by_its_name(name: str) -> None:
    assert plain(build("group", {"name": "x", "countries": [name]}))["countries"] == ("ML",)
    place = build("event", {"title": "x", "date": "2013", "place": {"country": name}})
    assert plain(place)["place"] == {"country": "ML"}


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("kind", "field", "value", "problem"),
        [
            ("group", "name", 7, "7 is not a text"),
            ("group", "name", "   ", "nothing but blanks"),
            ("group", "name", "a\0b", "NUL"),
            ("group", "name", "half \ud800", "half a character"),
            ("group", "summary", ["x"], "a list is not a text"),
            ("group", "summary", {"x": 1}, "a set of fields is not a text"),
            ("group", "kind", "rebels", "“rebels” is none of"),
            ("group", "kind", 3, "3 is none of"),
            ("group", "kind", ["rebel group"], "a list is none of"),
            ("group", "founded", 2013, "2013 is not a date in quotes"),
            ("group", "founded", True, "True is not a date in quotes"),
            ("group", "founded", "last year", ""),
            ("group", "founded", "2013-02-30", "28"),
            ("group", "aliases", "FN", "is not a list"),
            ("group", "countries", "ML", "is not a list"),
            ("group", "cites", {"source": "source:x"}, "a set of fields is not a list"),
            ("event", "place", "Kidal", "is not a set of fields"),
            ("event", "place", [{"name": "Kidal"}], "a list is not a set of fields"),
            ("event", "part_of", "operation", "does not name a record"),
            ("event", "part_of", "event:", "does not name a record"),
            ("event", "part_of", "event:a b", "does not name a record"),
            ("event", "part_of", 5, "5 does not name a record"),
            ("event", "part_of", "group:front", "must begin with event:"),
            ("quote", "about", "group:front", "is not a list"),
            ("quote", "language", "Frensh", "not a language"),
            ("source", "url", "example dot org", "not a web address"),
            ("source", "reliability", "G", "“G” is none of A, B, C, D, E, F"),
            ("link", "type", "knows", "“knows” is none of leads"),
        ],
    )
    def test_a_wrong_value_is_told_with_its_field_the_problem_and_an_example(
        self, kind: str, field: str, value: object, problem: str
    ) -> None:
        fault = only(kind, **{field: value})
        assert fault.path == field
        assert problem in fault.problem
        assert fault.example or field == "summary"

    @pytest.mark.parametrize(
        ("kind", "fields", "path", "problem"),
        [
            ("group", {"aliases": ["FN", 3]}, "aliases[1]", "3 is not a text"),
            ("group", {"aliases": [None]}, "aliases[0]", "nothing is not a text"),
            ("group", {"tags": ["", "x"]}, "tags[0]", "nothing but blanks"),
            ("group", {"countries": ["ML", "XX"]}, "countries[1]", "two-letter country code"),
            ("event", {"actors": ["militants"]}, "actors[0]", "not a set of fields"),
            ("event", {"actors": [{}]}, "actors[0].ref", "nobody is named"),
            ("event", {"actors": [{"ref": "event:x"}]}, "actors[0].ref", "group: or leader:"),
            ("event", {"casualties": [{"low": -1}]}, "casualties[0].low", "at least 0"),
            ("event", {"casualties": [{"low": 1.5}]}, "casualties[0].low", "not a whole number"),
            ("event", {"casualties": [{"low": "91"}]}, "casualties[0].low", "not a whole number"),
            ("event", {"casualties": [{"best": 10**17}]}, "casualties[0].best", "too large"),
            ("event", {"place": {"country": "Atlantis"}}, "place.country", "country code"),
            (
                "quote",
                {"about": ["group:a", "source:b"]},
                "about[1]",
                "group: or leader: or event:",
            ),
            ("group", {"cites": [{"passage": "x"}]}, "cites[0].source", "source is missing"),
            (
                "group",
                {"cites": [{"source": "source:x", "credibility": 7}]},
                "cites[0].credibility",
                "none of 1, 2, 3, 4, 5, 6",
            ),
            (
                "group",
                {"cites": [{"source": "source:x", "stance": "denies"}]},
                "cites[0].stance",
                "none of supports, contradicts",
            ),
        ],
    )
    def test_a_wrong_value_inside_a_list_or_row_is_told_with_its_place(
        self, kind: str, fields: Raw, path: str, problem: str
    ) -> None:
        fault = only(kind, **fields)
        assert fault.path == path
        assert problem in fault.problem
        assert fault.example

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 90.01, -91, 10**30])
    def test_a_latitude_that_is_no_place_on_earth_is_refused(self, value: float) -> None:
        fault = only("event", place={"latitude": value, "longitude": 0})
        assert fault.path == "place.latitude"
        assert "between -90 and 90" in fault.problem

    @pytest.mark.parametrize(
        ("fields", "path"),
        [
            ({"casualties": [{"low": True}]}, "casualties[0].low"),
            ({"place": {"latitude": False, "longitude": 0}}, "place.latitude"),
            ({"cites": [{"source": "source:x", "credibility": True}]}, "cites[0].credibility"),
        ],
    )
    def test_true_and_false_are_not_numbers(self, fields: Raw, path: str) -> None:
        fault = only("event", **fields)
        assert fault.path == path
        assert "number" in fault.problem

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_missing_required_field_is_told(self, kind: str) -> None:
        required = {field.name for field in fields_of(KINDS[kind].cls) if field.required}
        missing = {fault.path for fault in faults(kind, {}) if "is missing" in fault.problem}
        assert missing == required

    @pytest.mark.parametrize("nothing", [None, "", [], {}])
    def test_a_required_field_that_is_empty_is_missing(self, nothing: object) -> None:
        assert only("leader", name=nothing).problem == "name is missing"

    @pytest.mark.parametrize(
        ("written", "meant"), [("statsu", "status"), ("Name", "name"), ("country", "countries")]
    )
    def test_an_unknown_field_is_told_with_the_one_that_was_meant(
        self, written: str, meant: str
    ) -> None:
        fault = only("group", **{written: "x"})
        assert (fault.path, fault.problem) == (written, "there is no such field")
        assert fault.example == meant

    def test_an_unknown_field_inside_a_row_is_told(self) -> None:
        fault = only("event", actors=[{"name": "x", "rolle": "target"}])
        assert (fault.path, fault.example) == ("actors[0].rolle", "role")

    @pytest.mark.parametrize("raw", [None, 7, "text", [], [1], True, math.nan])
    def test_what_is_not_a_set_of_fields_is_refused(self, raw: object) -> None:
        (fault,) = faults("group", raw)
        assert fault.path == ""
        assert "is not a set of fields" in fault.problem

    def test_all_faults_are_told_at_once_in_the_order_of_the_fields(self) -> None:
        wrong = {"aliases": 1, "founded": "x", "kind": "?", "colour": "red", "tags": [2]}
        paths = [fault.path for fault in found("group", **wrong)]
        assert paths == ["kind", "founded", "aliases", "tags[0]", "colour"]

    def test_a_refused_record_says_which_one_and_all_that_is_wrong_in_one_line(self) -> None:
        with pytest.raises(InvalidRecord) as refused:
            build("group", {"kind": "?", "founded": 1}, "group:front")
        message = str(refused.value)
        assert message.startswith("group:front: ")
        assert "\n" not in message
        assert [fault.path for fault in refused.value.faults] == ["name", "kind", "founded"]
        assert all(fault.path in message for fault in refused.value.faults)

    def test_a_long_value_is_cut_short_in_the_message(self) -> None:
        assert len(only("group", kind="x" * 5000).problem) < 300


class TestFieldsTogether:
    @pytest.mark.parametrize(
        ("kind", "fields", "path"),
        [
            ("group", {"founded": "2014", "dissolved": "2013"}, "dissolved"),
            ("leader", {"born": "1980-05", "died": "1979"}, "died"),
            ("link", {"start": "2014-02", "end": "2014-01"}, "end"),
        ],
    )
    def test_the_end_may_not_lie_before_the_start(self, kind: str, fields: Raw, path: str) -> None:
        fault = only(kind, **fields)
        assert fault.path == path
        assert "before" in fault.problem

    @pytest.mark.parametrize(
        "fields",
        [
            {"founded": "2013", "dissolved": "2013"},
            {"founded": "2013-06", "dissolved": "2013"},
            {"founded": "2013-02-2X", "dissolved": "2013-02-21"},
            {"founded": "2013", "dissolved": ""},
            {"dissolved": "2013"},
        ],
    )
    def test_dates_that_can_be_in_order_are_taken(self, fields: Raw) -> None:
        assert found("group", **fields) == []

    @pytest.mark.parametrize(
        ("row", "paths"),
        [
            ({"low": 1, "best": 2, "high": 3}, []),
            ({"low": 2, "best": 2, "high": 2}, []),
            ({"low": 91}, []),
            ({"who": "soldiers"}, []),
            ({"outcome": "missing"}, []),
            ({"low": 3, "best": 2}, ["casualties[0].best"]),
            ({"best": 3, "high": 2}, ["casualties[0].high"]),
            ({"low": 3, "high": 2}, ["casualties[0].high"]),
            ({"low": 3, "best": 2, "high": 1}, ["casualties[0].best", "casualties[0].high"]),
            ({}, ["casualties[0].who"]),
            ({"who": "", "low": None}, ["casualties[0].who"]),
        ],
    )
    def test_casualties_say_something_and_their_figures_are_in_order(
        self, row: Raw, paths: list[str]
    ) -> None:
        assert [fault.path for fault in found("event", casualties=[row])] == paths

    @pytest.mark.parametrize(
        ("place", "path"),
        [
            ({"latitude": 1.5}, "place.longitude"),
            ({"longitude": 0}, "place.latitude"),
            ({"latitude": 0, "longitude": ""}, "place.longitude"),
        ],
    )
    def test_one_coordinate_alone_is_no_position(self, place: Raw, path: str) -> None:
        assert only("event", place=place).path == path

    def test_a_quote_needs_a_speaker_or_an_attribution(self) -> None:
        fault = only("quote", attribution="")
        assert fault.path == "speaker"
        assert "nobody is quoted" in fault.problem
        assert found("quote", attribution="", speaker="leader:talon") == []

    def test_a_record_cannot_be_linked_to_itself(self) -> None:
        fault = only("link", **{"from": "group:a", "to": "group:a"})
        assert "itself" in fault.problem

    def test_a_sub_kind_goes_with_its_kind(self) -> None:
        assert found("event", kind="battles", subkind="armed clash") == []
        fault = only("event", kind="riots", subkind="armed clash")
        assert (fault.path, fault.example) == ("subkind", "violent demonstration")

    def test_a_sub_kind_alone_is_told_the_kind_it_needs(self) -> None:
        fault = only("event", subkind="armed clash")
        assert (fault.path, fault.example) == ("kind", "battles")

    @pytest.mark.parametrize("kind", [["battles"], {"a": 1}, True, 3, "nonsense"])
    def test_a_wrong_kind_is_told_once_whatever_the_sub_kind(self, kind: object) -> None:
        assert only("event", kind=kind, subkind="armed clash").path == "kind"

    @pytest.mark.parametrize("about", ["status", "cites[0].passage", "aliases[2]", ""])
    def test_a_cite_may_speak_of_any_field_of_its_record(self, about: str) -> None:
        assert found("leader", cites=[{"source": "source:x", "field": about}]) == []

    def test_a_cite_of_a_field_the_record_cannot_have_is_told(self) -> None:
        fault = only("leader", cites=[{"source": "source:x", "field": "statis"}])
        assert (fault.path, fault.example) == ("cites[0].field", "status")
