"""`briefing report`."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.store import Store
from commandline import Run
from shipped import SAMPLE


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "mali.json"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def test_it_prints_markdown(run: Run, sample: Path) -> None:
    answer = run("report", sample)
    assert answer.status == 0
    assert answer.out.startswith("# Mali, January 2014\n")
    assert "[^1]: “France Completes" in answer.out


def test_it_writes_a_file_by_its_suffix(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    answer = run("report", sample, "-o", out)
    assert "footnotes" in answer.out
    assert out.read_text().startswith("# Mali")
    assert "does not show the format" in run("report", sample, "-o", tmp_path / "x.pdf").refusal


def test_it_is_limited_by_period_lens_filter_and_record(run: Run, sample: Path) -> None:
    said = run("report", sample, "--from", "2014", "--template", "chronology").out
    assert "Massacre of Aguelhoc" not in said.partition("[^1]:")[0]
    assert "Only what may have happened from 1 January 2014 on." in said
    said = run("report", sample, "--filter", "killed>10").out
    assert "Massacre of Aguelhoc" in said
    assert "Only records for which this holds" in said
    said = run("report", sample, "leader:mokhtar-belmokhtar", "--template", "actor").out
    assert said.startswith("# Mokhtar Belmokhtar\n")
    said = run("report", sample, "--lens", "group:mnla").out
    assert "Only what is linked to National Movement" in said


def test_what_is_asked_wrongly_is_refused(run: Run, sample: Path) -> None:
    assert "there is no group:nobody" in run("report", sample, "group:nobody").refusal
    assert "choose from" in run("report", sample, "--template", "letter").refusal
    assert "--from and --to" in run("report", sample, "--from", "2014", "--to", "2013").refusal
    assert run("report", sample, "--filter", "killed>").status == 2


def test_templates_are_listed_and_written(run: Run, tmp_path: Path) -> None:
    assert "brief\t" in run("report", "--templates").out
    assert run("report", "--write-template", tmp_path / "t").status == 0
    assert (tmp_path / "t" / "brief.md.jinja").is_file()


def test_the_title_block_says_of_which_moment_it_is(run: Run, sample: Path) -> None:
    said = run("report", sample, "--as-of", "2013-06-30").out
    assert "As of 30 June 2013." in said.partition("##")[0]
    said = run("report", sample, "--known-at", "0").out
    assert "As known at revision 0." in said.partition("##")[0]


def test_one_record_under_another_title_is_named(run: Run, sample: Path) -> None:
    said = run("report", sample, "leader:mokhtar-belmokhtar", "--title", "Dossier").out
    assert "On Mokhtar Belmokhtar." in said.partition("##")[0]


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A briefing of which some records were marked, and a source protected, only later."""
    path = tmp_path / "guarded.json"
    raws: dict[str, dict[str, Any]] = {
        "source:wire": {"title": "Wire", "published": "2014-01-24"},
        "source:well-known-name": {"title": "Well Known Name", "published": "2014-01-20"},
        "group:cell": {"name": "Hidden Cell", "founded": "2014-06"},
        "event:operation": {"title": "Silent Dawn", "date": "2014"},
        "event:raid": {
            "title": "Raid on Gao",
            "date": "2014-01-20",
            "part_of": "event:operation",
            "actors": [{"ref": "group:cell", "role": "perpetrator"}],
            "cites": [
                {"source": "source:wire"},
                {"source": "source:well-known-name", "field": "date", "passage": "I met them"},
            ],
        },
    }
    with closing(Store.create(path, "Gao")) as store:
        for ref, raw in raws.items():
            store.put(ref, build(kind_of(ref), raw), "added")
        for ref, more in {
            "group:cell": {"marking": "red"},
            "event:operation": {"marking": "red"},
            "source:well-known-name": {"protection": "protected"},
        }.items():
            store.put(ref, build(kind_of(ref), raws[ref] | more), "marked")
    return path


@pytest.mark.parametrize(
    "asked",
    [
        ("--since", "5"),
        ("--known-at", "5"),
        ("--as-of", "2014-02"),
        ("--known-at", "5", "--as-of", "2014-02"),
        ("--filter", "“Hidden Cell”"),
        ("--filter", "source:well-known-name"),
    ],
)
def test_what_was_marked_later_is_in_no_past_state(
    run: Run, guarded: Path, asked: tuple[str, str]
) -> None:
    said = run("report", guarded, "--template", "full", "--max-tlp", "green", *asked)
    assert said.status == 0
    for secret in ("Hidden Cell", "Silent Dawn", "Well Known", "well-known", "I met them"):
        assert secret not in said.out


def test_a_title_that_names_what_is_left_out_is_told(run: Run, guarded: Path) -> None:
    said = run("report", guarded, "--max-tlp", "green", "--title", "The Hidden Cell")
    assert "review the title, which names something left out" in said.err


def test_a_past_state_has_the_marking_of_today(run: Run, guarded: Path) -> None:
    assert run("report", guarded, "--known-at", "5").out.startswith("**TLP:RED**")


def test_a_past_state_tells_of_nothing_later(run: Run, sample: Path) -> None:
    both = run("report", sample, "--known-at", "0", "--since", "0")
    assert "does not go with --known-at" in both.refusal
    assert "New on the standing questions" not in run("report", sample, "--known-at", "0").out


def test_a_report_of_the_past_says_what_only_today_is_known_of(run: Run, sample: Path) -> None:
    options = ("--template", "actor", "--as-of", "2013-06-30")
    said = run("report", sample, "leader:mokhtar-belmokhtar", *options).out
    assert "As of 30 June 2013." in said
    assert "Status: at large." in said
    assert "as judged today" in said


def test_that_nothing_fits_is_said(run: Run, sample: Path) -> None:
    answer = run("report", sample, "--filter", "place:nowhere")
    assert answer.status == 0
    assert "no record matches" in answer.err
