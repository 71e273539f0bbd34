"""A kind of record is its class and its declaration; everything else is derived."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest

from briefing.checks import check
from briefing.citing import as_markdown, citation
from briefing.dossier import build_dossier, dossier_text
from briefing.history_text import as_text
from briefing.links import neighbours, ties
from briefing.model import fields as f
from briefing.model.faults import InvalidRecord
from briefing.model.kinds import KINDS, PANES, PARTIES, register
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Record
from briefing.model.labels import label, names, short_label, slug_for
from briefing.model.validation import build
from briefing.record_text import as_text as as_editable
from briefing.record_text import read
from briefing.search.entries import index_of, read_query
from briefing.store.store import Store
from commandline import Run
from invented import ARMY, FRONT, WIRE, fill
from test_reference import reference
from treaty import TREATY, Treaty, registered

ACCORD = "treaty:accord-of-selim"
FIELDS: dict[str, Any] = {
    "heading": "Accord of Selim",
    "signed": "2020-06-01",
    "parties": [FRONT, ARMY],
    "clauses": "Both withdraw beyond the salt road.",
    "status": "in force",
    "cites": [{"source": WIRE, "field": "signed", "value": "2020-05-30", "stance": "contradicts"}],
}


@pytest.fixture
def treaties() -> Iterator[None]:
    with registered():
        yield


@pytest.fixture
def book(treaties: None, tmp_path: Path) -> Store:
    """A briefing on disk with a treaty in it."""
    store = Store.create(tmp_path / "db.json", by="analyst")
    fill(store)
    store.put(ACCORD, build("treaty", FIELDS))
    return store


class Nameless(Record, frozen=True):
    """A record without a name of its own."""

    kind_name: ClassVar = "nameless"

    when: Annotated[str, f.date("When")]
    note: Annotated[str, f.text("Note")] = ""


class Undeclared(Record, frozen=True):
    """A record with an undeclared field."""

    kind_name: ClassVar = "undeclared"

    name: str


class OddlyCalled(Record, frozen=True):
    """A record whose kind is no word."""

    kind_name: ClassVar = "A kind"

    name: Annotated[str, f.text("Name")]


class Unexplained(Record, frozen=True):
    kind_name: ClassVar = "unexplained"

    name: Annotated[str, f.text("Name")]


class Meta(Record, frozen=True):
    """What else is in the file."""

    kind_name: ClassVar = "meta"

    name: Annotated[str, f.text("Name")]


@pytest.mark.parametrize(
    ("declare", "problem"),
    [
        (
            lambda: Kind(cls=Nameless, named_by="name"),
            "Nameless cannot be a kind of record: named_by is “name”; it must be a required field",
        ),
        (lambda: Kind(cls=Nameless, named_by="note"), "it must be a required field (when)"),
        (lambda: Kind(cls=Undeclared, named_by="name"), "Undeclared.name is not declared"),
        (lambda: Kind(cls=OddlyCalled, named_by="name"), "kind_name is “A kind”; it must be one"),
        (lambda: Kind(cls=Meta, named_by="name"), "kind_name is “meta”"),
        (lambda: Kind(cls=Unexplained, named_by="name"), "it has no docstring"),
        (lambda: Kind(cls=Treaty, named_by="heading", texts=("text",)), "a field “text” it does"),
        (lambda: Kind(cls=Treaty, named_by="heading", is_pane=True), "a pane needs a key"),
        (lambda: Kind(cls=Treaty, named_by="heading", keys="s"), "“s” is that of the sources"),
        (lambda: Kind(cls=Treaty, named_by="heading", letter="q"), "“q” is that of the quotes"),
        (lambda: Kind(cls=Treaty, named_by="heading", letter="T"), "one in lower case"),
        (lambda: Kind(cls=Treaty, named_by="heading", keys="ab"), "characters with commas"),
        (lambda: Kind(cls=Treaty, named_by="heading", plural="groups"), "mistaken for the groups"),
        (lambda: Kind(cls=Treaty, named_by="heading", cited_fields=("no",)), "a field “no” it"),
    ],
)
def test_an_incomplete_kind_is_refused(declare: Any, problem: str) -> None:
    before = list(KINDS)
    with pytest.raises(TypeError) as refused:
        register(declare())
    assert problem in str(refused.value)
    assert list(KINDS) == before


def test_two_kinds_have_two_names() -> None:
    with registered(), pytest.raises(TypeError, match="there is a kind “treaty” already"):
        register(TREATY)


def test_a_record_of_no_kind_there_is_is_not_stored() -> None:
    store = Store.in_memory()
    with pytest.raises(InvalidRecord, match="there is no kind of record “treaty”"):
        store.put("treaty:x", Treaty(heading="X", signed="2020"))


def test_what_a_declaration_leaves_open_is_read_from_the_fields() -> None:
    bare = Kind(cls=Treaty, named_by="heading")
    assert bare.plural == "treatys"
    assert (bare.dated_by, bare.texts, bare.linked_by) == (
        ("signed",),
        ("summary", "clauses"),
        "parties",
    )


@pytest.mark.usefixtures("treaties")
class TestAnotherKind:
    """What a kind that joins is able to do without another line."""

    def test_it_is_named_as_it_says(self) -> None:
        record = build("treaty", FIELDS)
        assert label(record) == short_label(record) == "Accord of Selim"
        assert names(record) == ("Accord of Selim",)
        assert slug_for(record) == "accord-of-selim"
        assert list(PANES)[-1] == "treaty"
        assert "treaty" not in PARTIES

    def test_its_fields_are_validated(self) -> None:
        with pytest.raises(InvalidRecord) as refused:
            build("treaty", {"signed": "30 February", "parties": ["event:x"], "status": "old"})
        assert {fault.path for fault in refused.value.faults} == {
            "heading",
            "signed",
            "parties[0]",
            "status",
        }

    def test_it_is_kept_in_a_table_and_in_the_log(self, book: Store, tmp_path: Path) -> None:
        path = tmp_path / "db.json"
        # What has not gone into the file yet is read from the log.
        assert Store.open(path).need(ACCORD) == book.need(ACCORD)
        book.close()
        assert list(json.loads(path.read_bytes()))[-1] == "treaty"
        assert Store.open(path).need(ACCORD) == build("treaty", FIELDS)

    def test_what_it_refers_to_is_held_together(self, book: Store) -> None:
        assert {FRONT, ARMY} <= set(neighbours(book, ACCORD))
        assert [tie.role for tie in ties(book, FRONT) if tie.ref == ACCORD] == ["parties"]
        with book.transaction() as draft:
            draft.rename(FRONT, "group:front")
        treaty = book.need(ACCORD)
        assert isinstance(treaty, Treaty)
        assert treaty.parties == ("group:front", ARMY)

    def test_it_has_a_dossier_and_stands_in_those_of_others(self, book: Store) -> None:
        own = build_dossier(book, ACCORD)
        assert own is not None
        text = dossier_text(own)
        assert text.startswith("Accord of Selim  (in force)\ntreaty:accord-of-selim\n")
        assert "Clauses\n  Both withdraw beyond the salt road." in text
        assert "≠ 30 May 2020" in text
        other = build_dossier(book, FRONT)
        assert other is not None
        section = next(each for each in other.sections if each.heading == "Treaties")
        assert [(item.lead, item.text, item.tail) for item in section.items] == [
            ("1 Jun 2020", "Accord of Selim", "parties")
        ]

    def test_it_is_found_by_its_names_its_words_and_its_letter(self, book: Store) -> None:
        index = index_of(book.records())
        assert index.search("acord selim")[0].ref == ACCORD
        assert index.search("salt road")[0].ref == ACCORD
        assert read_query("t: selim") == ("selim", ("treaty",))
        assert [hit.ref for hit in index.search("selim", kinds=("treaty",))] == [ACCORD]

    def test_it_is_cited_and_told(self, book: Store) -> None:
        assert citation(book, ACCORD).startswith("Accord of Selim: in force [no source].")
        assert "Signed: 1 June 2020" in citation(book, ACCORD)
        assert as_markdown(book, ACCORD).startswith("**Accord of Selim**")
        told = as_text([*book.history()][-1], book.label)
        assert "added treaty  Accord of Selim  (treaty:accord-of-selim)" in told

    def test_it_is_edited_as_text(self, book: Store) -> None:
        text = as_editable({ACCORD: book.need(ACCORD)})
        assert "# A treaty can have:" in text
        changed = read(text.replace("in force", "broken"), {ACCORD: book.need(ACCORD)})
        assert getattr(changed.records[ACCORD], "status", "") == "broken"

    def test_it_is_checked(self, book: Store) -> None:
        found = [(each.path, each.problem) for each in check(book) if each.ref == ACCORD]
        assert found == [
            ("signed", f"{WIRE} gives “30 May 2020”; resolve it"),
            ("cites", f"{WIRE} was published long before it happened, 2019-05"),
        ]

    def test_the_command_line_knows_it(self, book: Store, run: Run, tmp_path: Path) -> None:
        book.close()
        path = tmp_path / "db.json"
        record = {"heading": "Truce of Adar", "signed": "2021"}
        order = {"op": "put", "ref": "treaty:truce", "record": record}
        assert run("apply", "-", "--db", path, stdin=json.dumps(order)).status == 0
        found = run("show", "treaty:truce", "--json", "--db", path).json
        assert found["record"] == record
        assert run("search", "truce", "--kind", "treaty", "--db", path).out
        assert "treaty:truce" in run("check", "--db", path).out

    def test_the_reference_lists_its_fields(self) -> None:
        page = reference().PAGES["fields.md"]()
        assert "## Treaty\n\nAn agreement between parties." in page
        assert "| `heading`\\* | one line of text | as printed | `Accord of Algiers` |" in page
        assert "| `9` | Go to the treaties |" in reference().PAGES["keys.md"]()
