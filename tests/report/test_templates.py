"""Templates arrange a report, and can do nothing else."""

from pathlib import Path

import pytest

from briefing.report.compose import Request, compose
from briefing.report.parts import PARTS
from briefing.report.template import (
    TemplateFault,
    template_names,
    template_text,
    write_templates,
)
from briefing.store.store import Store
from invented import fill


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa highlands"))


def _composed(book: Store, text: str, folder: Path) -> str:
    path = folder / "own.md.jinja"
    path.write_text(text, "utf-8")
    return compose(book, Request(title="T", template=str(path))).markdown


@pytest.mark.parametrize("name", ["brief", "full", "actor", "chronology"])
def test_each_shipped_template_says_what_it_is_for(name: str, book: Store) -> None:
    assert template_names()[name].endswith(".")
    assert compose(book, Request(title="T", template=name)).markdown.startswith("# T\n")


def test_a_full_report_has_every_part() -> None:
    text = template_text("full")
    assert all(f'part("{name}"' in text for name in PARTS)


def test_a_part_with_nothing_to_say_leaves_nothing_behind(tmp_path: Path) -> None:
    empty = Store.in_memory("x")
    said = compose(empty, Request(title="T", template="full")).markdown
    assert said == "# T\n"


def test_users_replace_templates(book: Store, tmp_path: Path) -> None:
    paths = write_templates(tmp_path / "mine")
    assert {path.name for path in paths} == {f"{name}.md.jinja" for name in template_names()}
    first = compose(book, Request(title="T", template=str(tmp_path / "mine" / "brief.md.jinja")))
    assert first.markdown == compose(book, Request(title="T", template="brief")).markdown
    with pytest.raises(TemplateFault, match="is there already"):
        write_templates(tmp_path / "mine")


def test_what_a_template_prints_is_escaped_unless_it_is_a_part(book: Store, tmp_path: Path) -> None:
    said = _composed(book, '{{ "**x** <b>" }}\n\n{{ part("ties") }}', tmp_path)
    assert r"\*\*x\*\* \<b\>" in said
    assert "## Who is tied to whom" in said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ part('nothing') }}", "there is no part “nothing”; choose from key_judgements"),
        ("line\n{% if %}", "own.md.jinja, line 2: "),
        ("{{ unknown }}", "'unknown' is undefined"),
        ("{{ title.__class__.__mro__ }}", "unsafe"),
        ("{{ part.__globals__ }}", "unsafe"),
        ("{{ part.__code__ }}", "unsafe"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{% for x in range(999999999) %}{% endfor %}", "range"),
        ("{{ 'a' * 999999999999 }}", "cannot calculate with *"),
        ("{{ 9 ** 999999999 }}", "cannot calculate with **"),
        ("{{ '%0999999999d' % 1 }}", "cannot calculate with %"),
        ("{{ '{:>999999999}'.format(1) }}", "unsafe"),
        ("{{ '{a:>999999999}'.format_map({'a': 1}) }}", "unsafe"),
        ("{{ 'a'.ljust(999999999) }}", "unsafe"),
        ("{{ [1] }}", "no list"),
        ("{{ part }}", "no function"),
        ("{{ 'a' | center(999999999) }}", "No filter named 'center'"),
        ("{% include '/etc/passwd' %}", "cannot include another file"),
        ("line\n{{ part('ties', lst=3) }}", "part “ties” takes full and last, not lst"),
        ("line\n{{ nothere }}", "own.md.jinja, line 2: 'nothere' is undefined"),
        ("{{ part('ties', last='x') }}", "last is a number, not 'x'"),
        ("{{ 1 // 0 }}", "division"),
    ],
)
def test_a_wrong_or_wicked_template_is_refused(
    book: Store, tmp_path: Path, text: str, fault: str
) -> None:
    with pytest.raises(TemplateFault) as found:
        _composed(book, text, tmp_path)
    assert fault in str(found.value)


def test_a_template_that_is_not_there_says_what_is(book: Store) -> None:
    with pytest.raises(TemplateFault, match="choose from actor, brief, chronology, full"):
        compose(book, Request(title="T", template="letter"))


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in title %}{% for b in title %}x{% endfor %}{% endfor %}",
        "{% for a in title %}{% if a %}{% for b in a %}x{% endfor %}{% endif %}{% endfor %}",
        "{% for a in title recursive %}{{ loop(a) }}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_no_template_runs_for_ever(book: Store, tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateFault, match="a template cannot have"):
        _composed(book, text, tmp_path)


def test_a_loop_over_parts_is_fine(book: Store, tmp_path: Path) -> None:
    said = _composed(
        book, '{% for each in ["ties", "quotes"] %}{{ part(each) }}{% endfor %}', tmp_path
    )
    assert "## Who is tied to whom" in said
    assert "## What was said" in said
