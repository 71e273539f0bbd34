"""The briefing as it may be released: what is left out of it, and that nothing gives it away."""

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.citing import COPY_FORMATS, copied
from briefing.dossier import build_dossier, dossier_text
from briefing.model.contradictions import is_own
from briefing.model.kinds import KINDS, kind_for
from briefing.model.markings import is_above
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, slug_of
from briefing.model.terms import MARKINGS
from briefing.model.validation import build, faults, plain
from briefing.provenance import grounds, origin
from briefing.store.backends.memory import MemoryBackend
from briefing.store.book import Book
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.views.books.released import PROTECTED, Released, highest_marking, released, unnamed
from invented import AMBUSH, ARMY, FRONT, LEADS, OPERATION, QUOTE, REPORT, TALON, WIRE, fill, record

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record

LEVELS = st.sampled_from([None, *MARKINGS])


@st.composite
def guarded(draw: st.DrawFn) -> Store:
    """A briefing in which each text of a record begins with a mark that tells whose it is."""
    found: dict[str, Record] = {}
    parties = [f"group:r{n}q" for n in range(3)] + [f"leader:r{n}q" for n in range(3, 5)]
    sources = [f"source:r{n}q" for n in range(5, 9)]
    events = [f"event:r{n}q" for n in range(9, 11)]
    judgements = [f"judgement:r{n}q" for n in range(11, 13)]
    requirement = "requirement:r13q"
    pick = st.sampled_from

    def named(*refs: str) -> str:
        return " ".join(f"{slug_of(ref)}name" for ref in refs if ref)

    def put(ref: str, **raw: object) -> None:
        own = slug_of(ref)
        parts = {
            "event": "title date place place.name actors[0] actors[1].role actors casualties[0]",
            "quote": "speaker said text attribution about",
            "link": "start role",
            "judgement": "evidence evidence[0] question",
        }
        fields = ["", *parts.get(kind_of(ref), "summary tags aliases[0]").split()]
        mentions = [each for each in mentioned(record(kind_of(ref), **raw)) if each in found]
        cites = [
            {
                "source": source,
                "field": draw(pick(fields)),
                "value": draw(pick(["", "", f"{own}value", draw(pick(parties))])),
                "passage": f"{own}said {named(draw(pick([*mentions, source])))}",
                "reason": draw(pick(["", f"{own}why {named(source)}"])),
                "stance": draw(pick(["supports", "supports", "contradicts"])),
            }
            for source in draw(st.lists(pick(sources), max_size=3))
        ]
        shared = {
            "summary": draw(pick(["", f"{own}known of {named(*mentions)}"])),
            "tags": [f"{own}tag"],
            "marking": draw(pick(["", "", *MARKINGS])),
            "dismissed": [{"check": "single-origin", "reason": f"{own}why", "facts": f"{own}"}],
            "cites": [] if ref in sources else cites,
        }
        made = record(kind_of(ref), **{**shared, **raw})
        if found.keys() >= set(mentioned(made)):
            found[ref] = made

    for at, ref in enumerate(sources):
        put(
            ref,
            title=f"{slug_of(ref)}name",
            authors=[f"{slug_of(ref)}author"],
            publisher=f"{slug_of(ref)}publisher",
            url=f"https://{slug_of(ref)}.example.org",
            text=f"{slug_of(ref)}name",
            published="2014-01-24",
            derived_from=draw(pick(["", *sources[:at]])),
            protection=draw(pick(["", "", "protected"])),
        )
    for ref in parties:
        put(ref, name=f"{slug_of(ref)}name", aliases=[f"{slug_of(ref)}alias"], status="active")
    for at, ref in enumerate(events):
        actors = draw(st.lists(pick(parties), max_size=3, unique=True))
        rows = [{"ref": each, "name": named(each), "role": "target"} for each in actors]
        put(
            ref,
            title=f"{slug_of(ref)}name",
            date="2014-01-24",
            place={"name": f"{slug_of(ref)}place", "latitude": 1.5, "longitude": 2.5},
            actors=[*rows, {"name": f"{slug_of(ref)}actor"}],
            casualties=[{"who": f"{slug_of(ref)}who", "low": 3}, {"low": 4}],
            part_of=draw(pick(["", *events[:at]])),
        )
    one, other = draw(st.permutations(parties))[:2]
    put("link:r14q", type="allied", from_=one, to=other, role="r14qrole", start="2013")
    speaker = draw(pick(["", *parties]))
    put(
        "quote:r15q",
        text="r15qname",
        source=draw(pick(sources)),
        speaker=speaker,
        attribution=f"r15qsaid by {named(speaker)}",
        about=draw(st.lists(pick([*parties, *events]), max_size=2, unique=True)),
    )
    who, source = draw(pick(parties)), draw(pick(sources))
    watch = f"r13qwatch linked:{who} or {named(source)}"
    put(requirement, text="r13qname", watch=watch, indicators=[{"what": "r13qsign", "watch": who}])
    put("view:r16q", name="r16qname", query=f"linked:{slug_of(who)} or cites:{source}")
    for ref in judgements:
        bears = draw(st.lists(pick([*parties, *events, *sources]), max_size=2, unique=True))
        put(
            ref,
            text=f"{slug_of(ref)}name",
            question=requirement,
            evidence=[{"ref": each, "note": f"{slug_of(ref)} {named(each)}"} for each in bears]
            + [{"what": f"{slug_of(ref)}what"}],
        )
    snapshot = Snapshot.empty()
    for ref, made in found.items():
        snapshot.tables[kind_of(ref)][slug_of(ref)] = made
    return Store(MemoryBackend(snapshot))


def everything(book: Book) -> str:
    """All that a book says, as JSON, as text and as citations."""
    refs = [ref for ref, _ in book.records()]
    said = {
        "records": {ref: plain(each) for ref, each in book.records()},
        "labels": [book.label(ref) for ref in refs],
        "referrers": [list(book.referrers(ref)) for ref in refs],
        "notes": [list(book.notes(ref)) for ref in refs],
        "dossiers": [dossier_text(made) for ref in refs if (made := build_dossier(book, ref))],
        "copied": [copied(book, refs, form) for form in COPY_FORMATS],
    }
    return msgspec.json.encode(said).decode()


@settings(max_examples=20)
@given(guarded(), LEVELS)
def test_nothing_of_what_is_left_out_is_said_anywhere(store: Store, most: str | None) -> None:
    book = Released(store, most)
    said = everything(book)
    shown = {ref for ref, _ in book.records()}
    gone = {ref for ref, _ in store.records()} - shown
    for ref in gone:
        assert slug_of(ref) not in said
        assert slug_of(ref) not in book.label(ref)
        assert not book.referrers(ref)
        assert not book.get(ref)
    hidden = {ref for ref in gone if book.shown_refs([ref])}
    assert book.left_out == len(gone) - len(hidden)
    assert all(getattr(store.need(ref), "protection", "") for ref in hidden)
    assert len(hidden) == len(book.protected)


@settings(max_examples=20)
@given(guarded(), LEVELS)
def test_what_is_shown_is_whole(store: Store, most: str | None) -> None:
    book = Released(store, most)
    refs = {ref for ref, _ in book.records()}
    for ref, each in book.records():
        assert book.get(ref) == each
        assert refs.issuperset(mentioned(each))
        assert not faults(each.kind_name, plain(each))
        assert not is_above(each.marking, most or "red")
        for other in mentioned(each):
            assert ref in book.referrers(other)
        for other in book.referrers(ref):
            assert ref in mentioned(book.need(other))
    for kind in KINDS:
        assert len(book.all(kind)) == len(list(book.all(kind)))
    assert is_below_or_none(highest_marking(book, refs), most)


def is_below_or_none(marking: str, most: str | None) -> bool:
    return most is None or not is_above(marking, most)


@settings(max_examples=20)
@given(guarded(), LEVELS)
def test_what_rests_only_on_absent_sources_is_absent(store: Store, most: str | None) -> None:
    book = Released(store, most)
    for ref, was in store.records():
        now = book.get(ref)
        if now is None:
            continue
        known = grounds(was, store.label)
        for field in kind_for(was).fields:
            whole = () if is_own(field.name) else known.get("", ())
            sources = known.get(field.name, whole)
            is_gone = sources and not book.shown_refs(sources)
            assert not is_gone or not getattr(now, field.attribute) or field.name == "marking"


@settings(max_examples=20)
@given(guarded(), LEVELS)
def test_origins_are_counted_as_before(store: Store, most: str | None) -> None:
    book = Released(store, most)
    sources = [f"source:{slug}" for slug in store.all("source")]
    for one in sources:
        for other in sources:
            shown = book.shown_refs([one, other])
            if len(shown) == 2:
                is_one = origin(store, one) == origin(store, other)
                assert (origin(book, shown[0]) == origin(book, shown[1])) is is_one


@settings(max_examples=20)
@given(guarded())
def test_without_a_limit_or_protection_everything_is_as_it_is(store: Store) -> None:
    book = Released(store, None, protects=False)
    assert dict(book.records()) == dict(store.records())
    assert book.left_out == 0


def _marked(store: Store, ref: str, **fields: object) -> None:
    store.put(ref, msgspec.structs.replace(store.need(ref), **fields))


class TestTheInventedBriefing:
    def test_who_is_left_out_takes_links_quotes_and_rows_along(self) -> None:
        store = fill(Store.in_memory())
        _marked(store, TALON, marking="amber")
        book = Released(store, "green")
        assert [ref for ref in (TALON, LEADS, QUOTE) if book.get(ref)] == []
        assert book.left_out == 3
        assert book.need(FRONT) == store.need(FRONT)

    def test_a_row_goes_as_a_whole_and_cites_follow_the_others(self) -> None:
        store = fill(Store.in_memory())
        cites = [
            {"source": REPORT, "field": "actors[0]"},
            {"source": REPORT, "field": "actors[1].role", "passage": "aimed at the army"},
        ]
        raw = {**plain(store.need(AMBUSH)), "cites": cites}
        store.put(AMBUSH, record("event", **raw))
        _marked(store, FRONT, marking="red")
        now = Released(store, "amber+strict").need(AMBUSH)
        assert [plain(row) for row in getattr(now, "actors", ())] == [
            {"ref": ARMY, "role": "target"},
            {"name": "herders", "role": "participant"},
        ]
        assert [(each.field, each.passage) for each in now.cites] == [
            ("actors[0].role", "aimed at the army")
        ]

    def test_what_it_is_part_of_is_not_named(self) -> None:
        store = fill(Store.in_memory())
        _marked(store, OPERATION, marking="red")
        assert "part_of" not in plain(Released(store, "clear").need(AMBUSH))

    def test_a_field_known_only_from_an_absent_source_is_empty(self) -> None:
        store = fill(Store.in_memory())
        _marked(store, WIRE, marking="amber")
        _marked(store, TALON, cites=(*store.need(TALON).cites, *store.need(AMBUSH).cites))
        book = Released(store, "green")
        # The report is cited for all of it, so it covers the status, too.
        assert plain(book.need(TALON))["status"] == "at large"
        _marked(store, TALON, cites=store.need(TALON).cites[:1])
        assert Released(store, "green").get(TALON) is None

    def test_a_protected_source_keeps_its_grade_and_nothing_else(self) -> None:
        store = fill(Store.in_memory())
        _marked(store, REPORT, protection="protected", marking="green")
        book = Released(store)
        assert [ref for ref, _ in book.records() if ref.startswith("source:")] == [
            WIRE,
            "source:protected-1",
        ]
        assert plain(book.need("source:protected-1")) == {
            "title": PROTECTED,
            "reliability": "B",
            "protection": "protected",
            "marking": "green",
        }
        assert book.get(REPORT) is None
        assert book.label(REPORT) == PROTECTED
        assert book.shown_refs([REPORT, WIRE]) == ["source:protected-1", WIRE]
        founded = book.need(FRONT).cites[0]
        assert (founded.source, founded.field, founded.passage) == (
            "source:protected-1",
            "founded",
            "",
        )
        assert plain(book.need(WIRE))["derived_from"] == "source:protected-1"
        assert copied(book, [AMBUSH], "citation").endswith("Sources: [1] “A protected source.”")

    def test_a_neutral_ref_that_is_taken_is_passed_over(self) -> None:
        store = fill(Store.in_memory())
        store.put("source:protected-1", record("source", title="Imported"))
        _marked(store, REPORT, protection="protected")
        assert Released(store).protected == ("source:protected-2",)

    def test_the_analyst_is_told_how_much_and_where_to_look(self) -> None:
        store = fill(Store.in_memory())
        _marked(store, TALON, marking="amber")
        _marked(store, REPORT, protection="protected")
        _marked(store, ARMY, summary="It fought idris talon for years.")
        refs = [ref for ref, _ in store.records()]
        assert released(store, refs, "green").notes == [
            "1 source is protected: its name was left out",
            "4 records above TLP:GREEN or known only from what is not released were left out",
            f"review {ARMY}, whose text names something left out",
        ]
        assert released(store, [LEADS], "amber")[1:] == ([LEADS], [])
        assert released(store, [LEADS], protects=False) == (store, [LEADS], ())

    def test_the_highest_marking_is_that_of_a_record_or_its_sources(self) -> None:
        store = fill(Store.in_memory())
        assert highest_marking(store, [FRONT, TALON, "group:none"]) == ""
        _marked(store, FRONT, marking="green")
        _marked(store, WIRE, marking="amber+strict")
        assert highest_marking(store, [FRONT]) == "amber+strict"
        assert highest_marking(store, [QUOTE]) == "amber+strict"
        assert highest_marking(store, [ARMY]) == ""


def test_a_text_made_of_the_briefing_loses_the_names_of_protected_sources() -> None:
    store = Store.in_memory("x")
    store.put(
        "source:a-man-in-gao",
        build("source", {"title": "A “man” in Gao", "protection": "protected", "aliases": ["Ali"]}),
        "made up",
    )
    said = unnamed(store, "What rests on “A ‘man’ in Gao” (source:a-man-in-gao, Ali): 3")
    assert said == (
        "What rests on “A protected source” (A protected source, A protected source): 3"
    )
