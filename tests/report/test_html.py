"""The page: what becomes of the Markdown, and that nothing in it can break out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.report.html import page
from briefing.report.markdown import PICTURE


def made(markdown: str, *pictures: str, title: str = "Mali", marking: str = "") -> str:
    return page(markdown, title=title, marking=marking, pictures=pictures)


def body(markdown: str, *pictures: str) -> str:
    return made(markdown, *pictures).partition("<main>")[2].partition("</main>")[0]


class Tags(HTMLParser):
    """The elements of a page, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


NOTES = "One.[^1][^2] Two.[^1]\n\n[^1]: The *first*.\n[^2]: The second, <https://example.org/a>.\n"


def test_a_note_is_numbered_and_leads_there_and_back() -> None:
    html = body(NOTES)
    assert '<a href="#fn1" id="fnref1">1</a></sup><sup>,</sup><sup' in html
    assert '<a href="#fn1" id="fnref1:1">1</a>' in html
    assert '<li id="fn1"' in html
    assert html.count('href="#fnref1') == 2
    assert '<a href="https://example.org/a">' in html


def test_notes_apart_from_each_other_have_no_comma() -> None:
    assert "<sup>,</sup>" not in body("One[^1] two[^2].\n\n[^1]: A\n[^2]: B\n")


def test_tables_can_be_scrolled_and_keep_their_sides() -> None:
    html = body("| Event | Dead |\n|---|--:|\n| Raid | 7 |\n")
    assert '<div class="table"><table>' in html
    assert '<td style="text-align:right">7</td>' in html


def test_pictures_stand_where_their_token_is() -> None:
    html = body(f"Before.\n\n{PICTURE.format(1)}\n\nAfter.", "<svg>0</svg>", "<svg>1</svg>")
    assert re.sub(r"\s", "", html) == "<p>Before.</p><svg>1</svg><p>After.</p>"


@pytest.mark.parametrize("text", [PICTURE.format(7), f"In {PICTURE.format(0)} a line"])
def test_a_token_elsewhere_shows_no_picture(text: str) -> None:
    assert "<svg" not in body(text, "<svg/>")


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://example.org/spy.png)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,hello)",
    "[x](file:///etc/passwd)",
    "[x](//example.org/share)",
    "<javascript:alert(1)>",
    "[x](java&#115;cript:alert(1))",
    "[x]\n\n[x]: vbscript:x",
    "[^1]\n\n[^1]: <iframe src=//example.org>",
    "| <b>x</b> |\n|---|\n| <style>*{}</style> |",
    "```<script>\n</code></pre><script>x</script>\n```",
    "<!-- --><base href=//example.org>",
)


@pytest.mark.parametrize("markdown", HOSTILE)
def test_what_could_do_harm_is_text(markdown: str) -> None:
    for tag, attributes in Tags(body(markdown)).found:
        assert tag not in {"script", "img", "iframe", "style", "base", "b", "object"}
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"#|https?:|mailto:", attributes.get("href") or "#")


@given(st.text(), st.text(), st.text())
def test_nothing_loads_whatever_is_written(markdown: str, title: str, marking: str) -> None:
    html = made(markdown, title=title, marking=marking)
    assert not re.search(r"<(script|img|iframe|object|embed|link|base)\b", html, re.IGNORECASE)
    assert html.count("<style>") == html.count("</style>") == 1
    assert html.count("<title>") == html.count("</title>") == 1


def test_a_page_forbids_itself_to_load_anything() -> None:
    policies = [
        attributes["content"]
        for tag, attributes in Tags(made("x")).found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    (policy,) = policies
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_the_marking_is_on_the_screen_and_on_each_printed_page() -> None:
    html = made("x", marking="TLP:AMBER")
    assert html.count('role="note">TLP:AMBER</div>') == 2
    for edge in ("@top-center", "@bottom-center"):
        assert re.search(edge + r' \{ content: "TLP\\3a AMBER"; [^}]*color: #ffc000', html)
    assert "TLP" not in made("x")


def test_markings_and_titles_cannot_end_their_string() -> None:
    html = made("x", title='"; } body { display: none } </style>', marking='\\" \n</style><b>')
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert "display: none }" not in style
    assert Tags(html).words.count('"; } body') == 1


def test_a_page_names_its_language() -> None:
    assert '<html lang="fr">' in page("x", title="x", marking="", language="fr")


def test_the_same_report_gives_the_same_page() -> None:
    assert made(NOTES, marking="TLP:RED") == made(NOTES, marking="TLP:RED")
