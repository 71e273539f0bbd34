"""The briefing without a source, and what falls with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import SOURCES, worlds

from briefing.dossier import build_dossier, dossier_text
from briefing.model.contradictions import is_own
from briefing.model.kinds import kind_for
from briefing.model.validation import build
from briefing.provenance import grounds, provenance_of
from briefing.store.errors import UnknownRecord
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.books.without_source import (
    Consequence,
    WithoutSources,
    affected,
    consequences,
    falls_answer,
)
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    QUOTE,
    REPORT,
    TALON,
    UNNAMED,
    WIRE,
    fill,
    record,
)

OTHER = "source:other"


@pytest.fixture
def store() -> Store:
    """The invented briefing and one more source, independent of the others."""
    made = fill(Store.in_memory())
    made.put(OTHER, build("source", {"title": "Another paper"}))
    return made


class TestTheBookWithoutIt:
    def test_its_copies_fall_with_it(self, store: Store) -> None:
        assert WithoutSources(store, [REPORT]).fallen == {REPORT, WIRE}
        assert WithoutSources(store, [WIRE]).fallen == {WIRE}

    def test_it_says_of_each_record_what_it_loses(self, store: Store) -> None:
        cites = [
            {"source": WIRE, "field": "kind"},
            {"source": WIRE, "field": "status"},
            {"source": OTHER, "field": "status"},
            {"source": OTHER, "field": "countries"},
        ]
        raw = {"name": "A", "kind": "state forces", "status": "active", "countries": ["ML"]}
        store.put(ARMY, build("group", {**raw, "cites": cites}))
        book = WithoutSources(store, [WIRE])
        assert book.notes(ARMY) == (
            "Uncited without the source: Kind.",
            "Rests on “Another paper” alone without the source: Status.",
        )
        assert book.notes(TALON) == ("No source is left for it.",)
        assert book.notes(WIRE) == ("It is taken to support nothing.",)
        assert book.notes(FRONT) == ()

    def test_a_row_ends_with_the_worst_that_happens(self, store: Store) -> None:
        cites = [{"source": WIRE, "field": "kind"}, {"source": OTHER, "field": "kind"}]
        store.put(ARMY, build("group", {"name": "A", "kind": "state forces", "cites": cites}))
        book = WithoutSources(store, [WIRE])
        refs = (ARMY, TALON, QUOTE, WIRE, AMBUSH)
        assert [book.row_tail(ref, "as ever") for ref in refs] == [
            "one origin left",
            "unsupported",
            "gone",
            "fallen",
            "as ever",
        ]

    def test_nobody_cites_it_and_those_left_are_numbered_as_listed(self, store: Store) -> None:
        book = WithoutSources(store, [WIRE])
        store.put(
            ARMY,
            record(
                "group",
                name="A",
                founded="1961",
                cites=[
                    {"source": WIRE, "field": "founded", "value": "1960"},
                    {"source": OTHER, "field": "founded", "passage": "in 1961"},
                ],
            ),
        )
        founded = provenance_of(book, book.need(ARMY))["founded"]
        assert (founded.numbers, founded.against) == ((1,), ())
        found = build_dossier(book, ARMY)
        assert found is not None
        assert "[1]  founded: “in 1961”" in dossier_text(found)
        assert ARMY not in book.referrers(WIRE)
        assert ARMY in book.referrers(OTHER)

    def test_a_quote_goes_with_the_only_source_that_printed_it(self, store: Store) -> None:
        book = WithoutSources(store, [WIRE])
        assert book.get(QUOTE) is None
        assert book.get(UNNAMED)
        assert len(book.all("quote")) == 1

    def test_a_quote_stays_if_another_source_is_cited_for_its_words(self, store: Store) -> None:
        said = {"text": "We stay", "speaker": TALON, "source": WIRE}
        store.put(QUOTE, record("quote", **said, cites=[{"source": OTHER}]))
        book = WithoutSources(store, [WIRE])
        assert book.need(QUOTE) == record(
            "quote", **{**said, "source": OTHER}, cites=[{"source": OTHER}]
        )

    def test_records_and_sources_stay_though_nothing_supports_them(self, store: Store) -> None:
        book = WithoutSources(store, [REPORT])
        assert not book.need(AMBUSH).cites
        assert book.need(WIRE) == store.need(WIRE)
        assert book.summary() == (
            "without “Report of the observer mission”, “Ambush kills soldiers”"
        )

    def test_a_source_that_does_not_exist_is_refused(self, store: Store) -> None:
        with pytest.raises(UnknownRecord):
            WithoutSources(store, ["source:none"])


class TestConsequences:
    def test_the_worst_comes_first(self, store: Store) -> None:
        cites = [
            {"source": WIRE, "field": "founded"},
            {"source": OTHER, "field": "name"},
            {"source": WIRE, "field": "status"},
            {"source": OTHER, "field": "status"},
        ]
        store.put(ARMY, record("group", name="A", founded="1961", status="active", cites=cites))
        found = consequences(store, [WIRE])
        assert found == [
            Consequence("gone", QUOTE, "", ()),
            Consequence("unsupported", TALON, "", ()),
            Consequence("uncited", ARMY, "founded", ()),
            Consequence("single origin", ARMY, "status", (OTHER,)),
        ]
        assert affected(found) == {QUOTE, TALON, ARMY}

    def test_a_copy_falls_without_harm_while_its_origin_stands(self, store: Store) -> None:
        cites = [{"source": WIRE}, {"source": REPORT}]
        store.put(ARMY, record("group", name="A", cites=cites))
        assert ARMY not in affected(consequences(store, [WIRE]))
        assert ARMY in affected(consequences(store, [REPORT]))

    def test_what_only_contradicted_is_not_missed(self, store: Store) -> None:
        assert FRONT not in affected(consequences(store, [WIRE]))

    def test_a_link_can_fall_too(self, store: Store) -> None:
        cites = [{"source": OTHER}]
        store.put(LEADS, record("link", type="leads", from_=TALON, to=FRONT, cites=cites))
        assert consequences(store, [OTHER]) == [Consequence("unsupported", LEADS, "", ())]


@given(worlds(), st.sampled_from(SOURCES))
def test_consequences_are_what_the_book_without_it_shows(store: Store, source: str) -> None:
    book = WithoutSources(store, [source])
    found = consequences(store, [source])
    assert len(set(found)) == len(found)
    for ref, was in store.records():
        effects = {each.field: each.effect for each in found if each.ref == ref}
        now = book.get(ref)
        assert (now is None) == (effects.get("") == "gone")
        if now is None:
            assert kind_for(was).source_by
            continue
        assert not [cite for cite in now.cites if cite.source in book.fallen]
        before, after = grounds(was, store.label), grounds(now, book.label)
        for name, sources in before.items():
            if sources and not any(after.values()):
                assert effects == ({} if ref in book.fallen else {"": "unsupported"})
            elif sources and not after.get(name, () if is_own(name) else after.get("")):
                assert effects[name] == "uncited"
            else:
                assert effects.get(name) in (None, "single origin")


@given(worlds())
def test_without_no_source_everything_is_as_it_is(store: Store) -> None:
    assert dict(WithoutSources(store, ()).records()) == dict(store.records())
    assert consequences(store, ()) == []


def test_what_falls_is_answered_under_its_effects_the_worst_first(store: Store) -> None:
    cites = [{"source": WIRE, "field": "founded"}, {"source": OTHER, "field": "founded"}]
    store.put(ARMY, record("group", name="Army", founded="1961", cites=cites))
    assert answer_text(falls_answer(store, WIRE)).splitlines() == [
        "What falls with Ambush kills soldiers",
        "",
        "Gone: nothing else is cited for the words (1)",
        f"  quote    “We will stay in these hills”  ({QUOTE})",
        "",
        "Unsupported: no source is left for the record (1)",
        f"  leader   Idris Talon  ({TALON})",
        "",
        "Single origin: one is left where there were several (1)",
        f"  Founded  Army  (only “Another paper” is left  {ARMY})",
    ]
    assert answer_text(falls_answer(store, OTHER)).endswith(
        f"  Founded  Army  (only “Report of the observer mission” is left  {ARMY})"
    )


class TestJudgements:
    def judging(self, store: Store, *evidence: str, **raw: object) -> str:
        ref = "judgement:j"
        rows = [{"ref": each[1:], "bearing": BEARINGS[each[0]]} for each in evidence]
        store.put(ref, record("judgement", text="So it is", evidence=rows, **raw))
        return ref

    def test_it_falls_with_what_is_behind_its_evidence(self, store: Store) -> None:
        store.put(ARMY, record("group", name="A", cites=[{"source": OTHER}]))
        ref = self.judging(store, f"+{TALON}")
        assert Consequence("unsupported", ref, "", ()) in consequences(store, [WIRE])
        self.judging(store, f"+{TALON}", f"+{ARMY}")
        assert Consequence("single origin", ref, "evidence", (OTHER,)) in consequences(
            store, [WIRE]
        )
        book = WithoutSources(store, [WIRE])
        assert book.notes(ref) == ("Rests on “Another paper” alone without the source: Evidence.",)
        assert book.row_tail(ref, "likely") == "one origin left"

    def test_it_does_not_rest_on_what_speaks_against_it(self, store: Store) -> None:
        ref = self.judging(store, f"−{TALON}", f"·{TALON}")
        assert ref not in affected(consequences(store, [WIRE]))

    def test_what_is_called_unlikely_rests_on_what_speaks_against_it(self, store: Store) -> None:
        for likelihood, signs in (
            ("unlikely", "−"),
            ("likely", "+"),
            ("roughly even chance", "+−"),
        ):
            for sign in "+−":
                ref = self.judging(store, f"{sign}{TALON}", likelihood=likelihood)
                assert (ref in affected(consequences(store, [WIRE]))) is (sign in signs)

    def test_it_falls_by_way_of_another_judgement(self, store: Store) -> None:
        lower = self.judging(store, f"+{TALON}")
        rows = [{"ref": lower}]
        store.put("judgement:k", record("judgement", text="Thus", evidence=rows))
        assert {lower, "judgement:k"} <= affected(consequences(store, [WIRE]))
        # Two that rest on each other rest on what is behind either.
        store.put(lower, record("judgement", text="So", evidence=[{"ref": "judgement:k"}]))
        assert not affected(consequences(store, [WIRE])) & {lower, "judgement:k"}


BEARINGS = {"+": "consistent", "−": "inconsistent", "·": "neutral"}
