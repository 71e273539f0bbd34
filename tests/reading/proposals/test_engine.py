"""What a text suggests: events, statuses, links, quotes, and how they are grouped and decided."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds.source import Decision
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.engine import Background, propose, words_of
from briefing.reading.proposals.engines import guesses
from briefing.reading.proposals.report import Span
from briefing.reading.proposals.rules import RULES
from briefing.reading.proposals.suggestion import OPEN, Evidence, Suggestion

FRIDAY = dt.date(2014, 1, 24)


def suggested(
    text: str, rule: str = "", day: dt.date | None = FRIDAY, **more: Any
) -> Sequence[Suggestion]:
    background = Background(said=DateContext(day, "of the source"), **more)
    found = propose(text, background, (rule,) if rule else ())
    return [each for each in found if rule in ("", each.rule)]


def only(text: str, rule: str, **more: Any) -> dict[str, Any]:
    (found,) = suggested(text, rule, **more)
    return dict(found.raw)


class TestEvents:
    def test_it_has_kind_date_place_casualties_and_who_did_it(self) -> None:
        text = "Gunmen killed 14 civilians in the village of Ogolo, Mali, on Thursday."
        assert only(text, "event") == {
            "date": "2014-01-23",
            "kind": "violence against civilians",
            "subkind": "attack",
            "place": {"name": "Ogolo", "country": "ML"},
            "casualties": [
                {"who": "civilians", "outcome": "killed", "low": 14, "best": 14, "high": 14}
            ],
            "actors": [{"name": "Gunmen", "role": "perpetrator"}],
            "title": "14 civilians killed in Ogolo",
        }

    def test_every_field_has_its_exact_words(self) -> None:
        text = "An air strike killed 11 people in Idlib on Thursday."
        (found,) = suggested(text, "event")
        words = {name: span.words for name, span in found.evidence[0].fields.items()}
        assert words["date"] == "on Thursday"
        assert words["place"] == "Idlib"
        assert words["kind"] == "air strike"

    def test_without_a_day_it_happened_by_the_day_of_the_source(self) -> None:
        assert only("Rebels killed five soldiers.", "event")["date"] == "[..2014-01-24]"

    def test_without_a_day_of_the_source_it_is_no_event(self) -> None:
        assert suggested("Rebels killed five soldiers on Monday.", "event", day=None) == []

    def test_the_day_of_saying_is_not_its_day(self) -> None:
        text = "Rebels killed five soldiers in Gao, officials said on Thursday."
        assert only(text, "event")["date"] == "[..2014-01-24]"

    def test_a_dateline_is_not_its_day(self) -> None:
        text = "GAO, Jan 20 (AFP) - Rebels killed five soldiers."
        assert only(text, "event")["date"] == "[..2014-01-24]"

    @pytest.mark.parametrize(
        "text",
        [
            "The violence has killed more than 600 civilians since January.",
            "Some 3,000 people have died this year.",
            "The army denied that 12 civilians were killed.",
            "If the army attacks, hundreds could be killed.",
            "They threatened to kill 12 hostages.",
            "The crash killed 157 people.",
            "The group said it killed 60 soldiers, but the army said six died.",
        ],
    )
    def test_totals_denials_threats_and_accidents_are_none(self, text: str) -> None:
        assert suggested(text, "event") == []

    def test_what_a_party_claims_is_claimed(self) -> None:
        assert only("The rebels claimed they killed 12 soldiers.", "event")["status"] == "claimed"

    def test_two_sentences_about_one_event_are_one_suggestion(self) -> None:
        text = "A car bomb killed 20 people in Gao on Thursday. " * 2
        (found,) = suggested(text, "event")
        assert len(found.evidence) == 2

    def test_other_figures_make_another_event(self) -> None:
        text = (
            "A car bomb killed 20 people in Gao on Thursday. "
            "A car bomb killed 30 people in Gao on Thursday."
        )
        assert len(suggested(text, "event")) == 2


class TestStatuses:
    @pytest.mark.parametrize(
        ("text", "fields"),
        [
            (
                "General Omar Saranga was killed on Thursday.",
                {"status": "dead", "died": "2014-01-23"},
            ),
            (
                "Officials said General Omar Saranga had been killed on Thursday.",
                {"status": "reported dead"},
            ),
            ("Police arrested General Omar Saranga.", {"status": "detained"}),
            (
                "The council appointed General Omar Saranga as its new governor on Monday.",
                {"status": "in office", "position": "governor"},
            ),
        ],
    )
    def test_what_became_of_somebody(self, text: str, fields: dict[str, str]) -> None:
        rule = "appointment" if "position" in fields else "status"
        assert only(text, rule) == {"name": "Omar Saranga", **fields}

    @pytest.mark.parametrize(
        "text",
        [
            "The army denied that General Omar Saranga had been killed.",
            "General Omar Saranga could be killed.",
            "They wanted General Omar Saranga arrested.",
            "General Omar Saranga was not killed.",
            "The men of General Omar Saranga were killed.",
            "Police arrested the brother of General Omar Saranga.",
        ],
    )
    def test_what_is_denied_feared_or_of_others_is_none(self, text: str) -> None:
        assert suggested(text, "status") == []


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "link"),
        [
            (
                "Colonel Vianney Kasongo, a spokesman for M23, left. M23 rebels stayed.",
                ("member", "leader Vianney Kasongo", "group M23", "spokesman"),
            ),
            (
                "Colonel Vianney Kasongo leads M23. M23 rebels stayed.",
                ("leads", "leader Vianney Kasongo", "group M23", ""),
            ),
            (
                "M23, led by Colonel Vianney Kasongo, left. M23 rebels stayed.",
                ("leads", "leader Vianney Kasongo", "group M23", ""),
            ),
            (
                "Colonel Vianney Kasongo, a Congolese, broke away from M23. M23 rebels stayed.",
                ("split-from", "leader Vianney Kasongo", "group M23", ""),
            ),
            (
                "M23 has formed an alliance with the Hill Guard (HG). M23 rebels stayed.",
                ("allied", "group M23", "group Hill Guard", ""),
            ),
        ],
    )
    def test_a_phrase_between_two_names(self, text: str, link: tuple[str, str, str, str]) -> None:
        raw = only(text, "link")
        assert (raw["type"], raw["from"], raw["to"], raw.get("role", "")) == link

    @pytest.mark.parametrize(
        "text",
        [
            "Colonel Vianney Kasongo denied that he leads M23. M23 rebels stayed.",
            "Colonel Vianney Kasongo attacked M23. M23 rebels stayed.",
            "Colonel Vianney Kasongo would join M23. M23 rebels stayed.",
            "Colonel Vianney Kasongo met the leader of M23. M23 rebels stayed.",
        ],
    )
    def test_anything_else_between_them_is_none(self, text: str) -> None:
        assert suggested(text, "link") == []


class TestQuotes:
    def test_the_speaker_is_the_person_the_text_names(self) -> None:
        text = "General Omar Saranga came. “We will stay,” Saranga said."
        raw = only(text, "quote")
        assert (raw["speaker"], raw["attribution"]) == ("leader Omar Saranga", "Saranga")

    def test_he_is_who_the_sentence_before_is_about(self) -> None:
        text = (
            "General Omar Saranga, who came on Monday, said one soldier died. "
            "“We will stay,” he said."
        )
        assert only(text, "quote")["speaker"] == "leader Omar Saranga"

    def test_he_is_nobody_if_it_names_another(self) -> None:
        text = "General Omar Saranga met Colonel Ali Dheer. “We will stay,” he said."
        (found,) = suggested(text, "quote")
        assert found.lacks == ("speaker",)
        assert found.score == OPEN

    def test_reported_words_are_found_only_if_asked_for(self) -> None:
        text = "General Omar Saranga said that the army would stay."
        assert [each.rule for each in suggested(text)] == ["person"]
        assert only(text, "reported")["mode"] == "paraphrase"


class TestDecisions:
    TEXT = "Police arrested General Omar Saranga."

    def test_what_is_never_to_be_suggested_is_not(self) -> None:
        decided = [Decision(words="Omar Saranga", verdict="never")]
        assert suggested(self.TEXT, "person", decided=decided) == []

    @pytest.mark.parametrize("rule", ["person", "status"])
    def test_each_can_be_remembered_by_its_words(self, rule: str) -> None:
        (found,) = suggested(self.TEXT, rule)
        decided = [Decision(words=words_of(found), verdict="never")]
        assert suggested(self.TEXT, rule, decided=decided) == []

    def test_a_name_is_the_record_it_was_said_to_be(self) -> None:
        decided = [Decision(words="Omar Saranga", verdict="is", ref="leader:omar")]
        (found,) = suggested(self.TEXT, "status", decided=decided)
        assert found.ref == "leader:omar"
        assert suggested(self.TEXT, "person", decided=decided) == []

    def test_a_name_is_not_the_record_it_was_said_not_to_be(self) -> None:
        decided = [Decision(words="Omar Saranga", verdict="is not", ref="leader:omar")]
        assert suggested(self.TEXT, "person", decided=decided, identify=lambda _: "leader:omar")


class TestGrouping:
    TEXT = "M23, led by Colonel Vianney Kasongo, left. M23 rebels stayed."

    def test_what_a_suggestion_needs_comes_before_it(self) -> None:
        found = suggested(self.TEXT)
        keys = [each.key for each in found]
        for at, each in enumerate(found):
            assert {*each.needs} <= {*keys[:at]}

    def test_what_a_chosen_rule_needs_comes_along(self) -> None:
        found = propose(self.TEXT, Background(), ("link",))
        assert {each.rule for each in found} == {"link", "person", "group"}

    def test_a_name_in_several_sentences_is_one_suggestion(self) -> None:
        found = suggested("M23 rebels came. M23 rebels left.")
        assert [len(each.evidence) for each in found] == [2]

    def test_an_unknown_rule_is_refused(self) -> None:
        with pytest.raises(KeyError):
            propose("Text.", Background(), ("magic",))


def test_the_guesses_of_another_engine_are_marked_and_must_stand_in_the_text() -> None:
    text = "Talon left."

    def guess(start: int, words: str) -> Suggestion:
        span = Span(start, start + len(words), words)
        return Suggestion(
            kind="leader",
            raw={"name": words},
            rule="model",
            score=0.99,
            evidence=[Evidence(span, {})],
            key=words,
        )

    found = [*guesses("llm", lambda *_: [guess(0, "Talon"), guess(0, "Falco")], text, None)]
    assert [(each.key, each.engine, each.score) for each in found] == [("Talon", "llm", OPEN)]


def test_reading_can_be_watched_and_stopped() -> None:
    class Stop(Exception): ...

    def step(share: float) -> None:
        assert 0 <= share <= 1
        raise Stop

    with pytest.raises(Stop):
        propose("Talon left.", Background(), step=step)


PIECES = st.sampled_from(
    sorted(
        word_set(
            """General Omar Saranga said killed 12 soldiers in Gao on Monday , . “ ” the M23 (
            MNLA ) who was arrested led by a spokesman for denied he it and but State of attack"""
        )
    )
)


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=300))
def test_whatever_the_text_all_spans_stand_in_it(text: str) -> None:
    for each in propose(text, Background(said=DateContext(FRIDAY)), tuple(RULES)):
        assert 0 <= each.score <= 1
        assert each.rule in RULES
        for evidence in each.evidence:
            for span in (evidence.sentence, *evidence.fields.values()):
                assert text[span.start : span.end] == span.words != ""


class TestSpeakersOfPublishedReports:
    """Forms that reports have and textbooks do not."""

    @pytest.mark.parametrize(
        ("text", "speaker"),
        [
            (
                'Commandant Thibaut de Lacoste came. “It is so," said de Lacoste.',
                "leader Thibaut de Lacoste",
            ),
            (
                "“It is a real war,” Inna Petrova, a 48-year-old lawyer said.",
                "leader Inna Petrova",
            ),
            (
                "Ten died on Monday, according to spokesman Zaw Min Tun.\n\n“It goes on,” he said.",
                "leader Zaw Min Tun",
            ),
            (
                (
                    "The head of the “Hill Republic”, Alexander Zakhar, said ten died. "
                    "“It is over,” he said."
                ),
                "leader Alexander Zakhar",
            ),
        ],
    )
    def test_who_speaks(self, text: str, speaker: str) -> None:
        assert only(text, "quote")["speaker"] == speaker


def test_who_says_so_at_the_end_is_not_counted() -> None:
    text = "The raid killed 60 soldiers and wounded 40 more, an activist in the area told the AP."
    outcomes = [row["outcome"] for row in only(text, "event")["casualties"]]
    assert outcomes == ["killed", "wounded"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A complex attack that ended with air strikes killed ten soldiers.", "Attack"),
        ("A car bomb killed ten soldiers.", "Bomb attack"),
        ("Ten soldiers died in Gao.", "10 soldiers killed in Gao"),
        ("The rebels agreed on Thursday to a ceasefire in Gao.", "Agreement in Gao"),
    ],
)
def test_an_event_is_called_what_the_text_calls_it_first(text: str, title: str) -> None:
    assert only(text, "event")["title"].startswith(title)


def test_a_call_for_a_ceasefire_is_no_agreement() -> None:
    assert suggested("On Thursday rebels in Gao called for a ceasefire.", "event") == []
