"""`briefing report`."""

from pathlib import Path

import pytest

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
    assert "does not say the format" in run("report", sample, "-o", tmp_path / "x.pdf").refusal


def test_it_is_limited_by_period_lens_filter_and_record(run: Run, sample: Path) -> None:
    said = run("report", sample, "--from", "2014", "--template", "chronology").out
    assert "Massacre of Aguelhoc" not in said.partition("[^1]:")[0]
    assert "Only what may have happened from 1 January 2014, ongoing." in said
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
