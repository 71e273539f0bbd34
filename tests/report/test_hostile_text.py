"""Text of records is never markup, whatever it contains."""

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefing.model.validation import build
from briefing.report.compose import Report, Request, compose
from briefing.report.formats import written
from briefing.store.store import Store

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "**bold** _it_ ~~gone~~ `code`",
    "[^1] and [^99]: a note",
    "# heading\n\n- item\n> quote",
    "| a | b |\n| - | - |",
    "{{ 7 * 7 }} {% for x in y %} {# c #}",
    "&lt;b&gt; &#x41; <!-- c -->",
    "\\[escaped\\] \\",
    "1. one",
    "+ plus = - minus",
    "$x^2$ ^sup^ {.class}",
    "\ue0000\ue001 picture",
    "<https://example.org> https://example.org",
    "a\u202eb\u200bc",
]


def _book(text: str) -> Store:
    store = Store.in_memory("x")
    source = {"title": text, "published": "2014", "publisher": text, "reliability": "B"}
    cites = [{"source": "source:s", "passage": text, "credibility": 2}]
    records: dict[str, dict[str, Any]] = {
        "source:s": {**source, "reliability_reason": text},
        "group:g": {"name": text, "abbreviation": "G", "aliases": [text], "summary": text,
                    "kind": "rebel group", "cites": cites},
        "leader:l": {"name": text, "position": text, "cites": cites},
        "event:e": {"title": text, "date": "2014-01-01", "place": {"name": text, "admin1": text},
                    "actors": [{"ref": "group:g", "role": "target"}, {"name": text}],
                    "casualties": [{"who": text, "outcome": "killed", "low": 3}], "summary": text,
                    "cites": [*cites, {"source": "source:s", "field": "title", "value": text + "x",
                                       "reason": text, "verdict": "disputed"}]},
        "quote:q": {"text": text, "source": "source:s", "attribution": text, "mode": "direct",
                    "translation": text},
        "quote:p": {"text": text, "source": "source:s", "speaker": "leader:l"},
        "link:k": {"type": "leads", "from": "leader:l", "to": "group:g", "role": text},
        "judgement:j": {"text": text, "likelihood": "likely", "confidence": "low",
                        "confidence_basis": text, "assumptions": [text], "gaps": [text],
                        "evidence": [{"what": text, "bearing": "neutral", "note": text}]},
    }  # fmt: skip
    for ref, raw in records.items():
        store.put(ref, build(ref.partition(":")[0], raw), why="made up")
    return store


def _tokens(report: Report) -> list[Any]:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    flat: list[Any] = []
    waiting = list(parser.parse(report.markdown))
    while waiting:
        token = waiting.pop(0)
        flat.append(token)
        waiting = [*(token.children or ()), *waiting]
    return flat


def _check(text: str) -> None:
    report = compose(_book(text), Request(title=text, template="full"))
    found = {token.type for token in _tokens(report)}
    assert not found & {"html_inline", "html_block", "image", "link_open", "code_inline", "fence"}
    assert not found & {"em_open", "ordered_list_open", "code_block"}
    said = "".join(token.content for token in _tokens(report) if token.type == "text")
    assert _letters(text) in _letters(said), "its words are there as they are, signs and all"


def _letters(text: str) -> str:
    """A text without what is set differently in print: spaces, kinds of quotation marks."""
    return "".join(text.translate(_PRINTED).split()).rstrip(".")


_PRINTED = {ord(sign): None for sign in "“”‘’\"'\ue000\ue001\u202e"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    _check(text)


@given(st.text(st.sampled_from("[]()<>!*_`~^#|\\{}$&;:.-+=123 ab\n\"'“”/"), min_size=1).filter(
    lambda text: text.strip(" \n")
))  # fmt: skip
def test_any_signs_are_inert(text: str) -> None:
    _check(f"x {text}".strip())


def test_nothing_steers_a_terminal_or_turns_a_line_around() -> None:
    name = "A\x1b[31m\x07\u202eB"
    said = compose(_book(name), Request(title=name, template="full")).markdown
    assert r"A\[31mB" in said
    assert not set("\x1b\x07\u202e") & set(said)


def _report() -> Report:
    """A report on a book with all of it in every field."""
    text = " ".join(each.replace("\n", " ") for each in HOSTILE)
    return compose(_book(text), Request(title=text, template="full"))


def test_it_is_inert_in_html() -> None:
    page = written(_report(), "html").decode()
    tags = {found[1].lower() for found in re.finditer(r"<([a-zA-Z][\w:-]*)", page)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "link", "base"}
    assert not re.search(r"""<[^>]*\son\w+\s*=""", page)
    targets = set(re.findall(r"""href=["']([^"']*)""", page))
    assert all(target.startswith("#") for target in targets)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_it_is_inert_in_word() -> None:
    with zipfile.ZipFile(io.BytesIO(written(_report(), "docx"))) as document:
        names = document.namelist()
        body = document.read("word/document.xml").decode()
        targets = "".join(document.read(name).decode() for name in names if name.endswith(".rels"))
    assert 'TargetMode="External"' not in targets
    assert not [name for name in names if "media" in name or "embed" in name]
    fields = set(re.findall(r"<w:instrText[^>]*>\s*(\w+)", body))
    assert fields <= {"NOTEREF"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in re.sub(r"<[^>]+>", "", body)
