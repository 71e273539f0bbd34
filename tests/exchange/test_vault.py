"""An Obsidian vault, in and out."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from round_trips import briefings, empty, export, holding, invented, lost, plan, taken_in

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import format_of
from briefing.exchange.plan import Plan
from briefing.model.kinds.record import Record
from briefing.model.validation import plain
from invented import AMBUSH, FRONT, TALON


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


def note(folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def planned(folder: Path) -> Plan:
    return plan(empty(), "vault", folder)


def records(made: Plan) -> dict[str, dict[str, Any]]:
    assert not made.faults, list(map(str, made.faults))
    return {
        each.ref: {
            name: [*value] if isinstance(value, tuple) else value
            for name, value in plain(each.after).items()
        }
        for each in made.entries
        if each.after is not None
    }


@given(records=briefings())
@settings(max_examples=15)
def test_any_briefing_comes_back(records: dict[str, Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "vault")
        assert lost(export(holding(records), "vault", [*records], path)) == {}
        assert taken_in("vault", path) == records


def test_a_note_reads_like_a_note(vault: Path) -> None:
    vault.rmdir()
    made = invented()
    export(holding(made), "vault", [*made], vault)
    text = (vault / "leaders" / "Idris Talon.md").read_text(encoding="utf-8")
    assert text.startswith('---\nrecord: leader\nid: "leader:idris-talon"\nname: "Idris Talon"\n')
    assert "> We will stay in these hills\n" in text
    assert "- [[Ambush kills soldiers]]\n" in text


def test_part_of_a_briefing_keeps_the_names_of_the_rest(vault: Path) -> None:
    vault.rmdir()
    made = invented()
    losses = lost(export(holding(made), "vault", [AMBUSH, TALON], vault))
    assert [*losses] == [
        "references to events and quotes that are not exported",
        "all but the names of records that are not exported",
    ]
    found = taken_in("vault", vault)
    assert found[TALON] == made[TALON]
    assert found[FRONT].name == "Front du Nord – الجبهة الشمالية"  # type: ignore[attr-defined]


def test_names_that_file_systems_refuse_or_confuse(vault: Path) -> None:
    from invented import group

    vault.rmdir()
    made = {
        "group:a": group("A/B: [C]"),
        "group:b": group("a b c"),
        "group:con": group("CON"),
        "group:dots": group("…" * 200),
        "group:none": group("?"),
    }
    export(holding(made), "vault", [*made], vault)
    names = sorted(path.name for path in (vault / "groups").iterdir())
    assert names[:4] == ["A B C.md", "a b c-2.md", "group con.md", "group none.md"]
    assert taken_in("vault", vault) == made


def test_a_vault_made_elsewhere(vault: Path) -> None:
    note(
        vault, "People/Iyad", "---\naliases: [Abu Fadl]\nnationality: Mali\n---\nLeads [[Ansar]].\n"
    )
    note(vault, "Ansar", "---\ntype: organisation\ncountry: Mali\ntags: [sahel]\n---\n")
    note(
        vault,
        "Attack",
        "---\ntags: [event]\ndate: 3 May 2013\nKilled: 11\nperpetrator: '[[Ansar]]'\n"
        "Location: Gao\ncolour: red\n---\nWords.\n",
    )
    note(vault, "Diary", "Nothing.")
    made = planned(vault)
    assert records(made) == {
        "leader:iyad": {
            "name": "Iyad",
            "aliases": ["Abu Fadl"],
            "nationalities": ["ML"],
            "summary": "Leads [[Ansar]].",
        },
        "group:ansar": {"name": "Ansar", "countries": ["ML"], "tags": ["sahel"]},
        "event:attack": {
            "title": "Attack",
            "date": "2013-05-03",
            "tags": ["event"],
            "casualties": [{"outcome": "killed", "low": 11, "best": 11, "high": 11}],
            "actors": [{"ref": "group:ansar", "role": "perpetrator"}],
            "place": {"name": "Gao"},
            "summary": "Words.",
        },
    }
    assert dict(made.skipped) == {
        "links within the text of notes": 1,
        "values of the column “colour”": 1,
        "notes that do not say what kind of record they are": 1,
    }


def test_links_in_a_quote_say_what_it_is_about(vault: Path) -> None:
    note(vault, "groups/Ansar", "")
    note(
        vault,
        "quotes/q",
        "---\nsource: '[[Wire]]'\nattribution: an officer\n---\n> We stay.\n\nOn [[Ansar]].\n",
    )
    note(vault, "sources/Wire", "")
    (quote,) = [raw for ref, raw in records(planned(vault)).items() if ref.startswith("quote:")]
    assert quote["text"] == "We stay."
    assert quote["about"] == ["group:ansar"]
    assert quote["source"] == "source:wire"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\na: [\n---\n", "the front matter is no YAML"),
        ("---\na: &x [1]\nb: *x\n---\n", "aliases are not read"),
        ("---\nname: a\nname: b\n---\n", "has “name” twice"),
        ("---\n- a\n---\n", "no list of keys and values"),
        ("---\na: " + "[" * 5000 + "\n---\n", ""),
        ("a\0b", "NUL"),
        ("x" * 5_000_000, "larger than 4 MB"),
        ("---\nfounded: soon\n---\n", "“founded”: "),
        ("---\nname: a\nGroup: b\n---\n", "both give name"),
    ],
)
def test_a_note_that_cannot_be_read_is_a_fault(vault: Path, text: str, problem: str) -> None:
    note(vault, "groups/Ansar", text)
    (fault,) = planned(vault).faults
    assert str(fault).startswith("groups/Ansar.md")
    assert problem in str(fault)


def test_links_out_of_the_vault_are_not_followed(vault: Path, tmp_path: Path) -> None:
    note(tmp_path, "secret", "---\ntype: group\n---\n")
    note(vault, "groups/Ansar", "")
    (vault / "groups" / "x.md").symlink_to(tmp_path / "secret.md")
    (vault / "loop").symlink_to(vault)
    os.mkfifo(vault / "pipe.md")
    (vault / "picture.png").write_bytes(b"x")
    made = planned(vault)
    assert [*records(made)] == ["group:ansar"]
    assert dict(made.skipped) == {"symbolic links": 2, "files that are no notes": 2}


def test_a_folder_of_notes_is_recognised(vault: Path) -> None:
    note(vault, "groups/Ansar", "")
    assert format_of(ImportFile(vault)).name == "vault"


def test_a_file_is_no_vault(tmp_path: Path) -> None:
    note(tmp_path, "x", "text")
    with pytest.raises(ImportFault, match="is no folder"):
        plan(empty(), "vault", tmp_path / "x.md")


@pytest.mark.parametrize("name", ["1_0", "1:30", "yes", "off", "0x1F", "2013-05-03", "1e3", ".5"])
def test_what_yaml_may_take_for_something_else_is_text(vault: Path, name: str) -> None:
    note(vault, "groups/a", f"---\nname: {name}\naliases: [{name}x, 0{name}]\n---\n")
    made = records(planned(vault))["group:a"]
    assert (made["name"], made["aliases"]) == (name, [f"{name}x", f"0{name}"])


@pytest.mark.parametrize("number", ["1_0", "1:30", "0x1F", "yes"])
@pytest.mark.parametrize("field", ["casualties: [{outcome: killed, best: %s}]", "latitude: %s"])
def test_what_is_no_number_is_a_fault(vault: Path, number: str, field: str) -> None:
    note(vault, "events/a", f"---\ntitle: Raid\ndate: 2013\n{field % number}\n---\n")
    (fault,) = planned(vault).faults
    assert f"“{number}”" in str(fault)


def test_an_id_that_is_no_ref_is_told(vault: Path) -> None:
    note(vault, "groups/Ansar", "---\nid: 123\n---\n")
    assert planned(vault).skipped == {"ids of notes that are no refs": 1}


def test_what_refers_to_a_note_with_a_fault_says_so(vault: Path) -> None:
    note(vault, "events/Siege", "---\ndate: 2013\nTitle: x\ntitle: y\n---\n")
    note(vault, "events/Raid", "---\ndate: 2013\npart_of: '[[Siege]]'\n---\n")
    assert "refers to event:siege, which has a fault" in str(planned(vault).faults[-1])
