"""Web pages: the article without what surrounds it, and what the page says of it.

The article is found by trafilatura. What the page says of itself is taken only from where it is
declared: schema.org in JSON-LD, Open Graph, Dublin Core, the usual `meta` names; nothing is guessed
from the look of the page.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from briefing.reading.documents.document import Said, Unreadable
from briefing.reading.documents.extra import needs

LARGEST: Final = 16 << 20
"""Bytes of a page."""

_MOST_JSON: Final = 1 << 20
_DEEPEST: Final = 20

_META: Final = (
    ("title", "og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title"),
    ("publisher", "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher"),
    (
        "published",
        "article:published_time",
        "og:article:published_time",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "datepublished",
        "pubdate",
        "publishdate",
        "date",
    ),
    ("language", "dc.language", "dcterms.language", "content-language", "og:locale"),
    ("url", "og:url"),
)
"""The fields of a source, each with the names under which `meta` declares it, the surest first."""

_AUTHORS: Final = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author")
_ARTICLES: Final = re.compile(r"(?:News|Report|Analysis|Opinion|Blog)?\w*(?:Article|Posting)")


def read_html(data: bytes, said: Said) -> str:
    """Read a web page.

    Raises:
        Unreadable: It has no text, or is too large.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"a web page has at most {LARGEST >> 20} MB; save its text and read that")
    with needs("read"):
        import trafilatura
        from lxml import html as pages
    # It reports on standard error what it discards.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Comments and processing instructions are dropped here, scripts and styles further on.
    parser = pages.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, encoding=_encoding(data)
    )
    page = pages.document_fromstring(data, parser=parser)
    _say_page(page, said)
    text = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False)
    if not text or not text.strip():
        raise Unreadable("no article was found in it; copy its text and paste that")
    said.notes.append("left out: what surrounds the article, such as menus and comments")
    return str(text)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the page is that, whatever it declares; None leaves it to the page."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _say_page(page: Any, said: Said) -> None:
    """Take what a page says of itself."""
    for each in page.iterfind(".//script[@type='application/ld+json']"):
        for article in _articles(each.text or "", 0):
            _say_article(article, said)
    declared: dict[str, list[str]] = {}
    for each in page.iterfind(".//meta[@content]"):
        name = each.get("property") or each.get("name") or each.get("itemprop")
        name = (name or each.get("http-equiv") or "").strip().casefold()
        declared.setdefault(name, []).append(each.get("content"))
    for name, *keys in _META:
        for key in keys:
            if key in declared:
                said.say(name, declared[key][0], f"meta {key}")
    for key in _AUTHORS:
        names = [each for each in declared.get(key, ()) if not each.startswith("http")]
        said.say_authors(names, f"meta {key}")
    for each in page.iterfind(".//link[@rel='canonical']"):
        said.say("url", each.get("href"), "its canonical link")
    said.say("language", page.get("lang"), "the language of the page")
    said.say("title", page.findtext(".//head/title"), "the title of the page")
    if "article" in declared.get("og:type", ()):
        said.say("type", "article", "meta og:type")


def _articles(text: str, depth: int) -> Iterator[Mapping[str, Any]]:
    """The articles that JSON-LD describes."""
    if len(text) > _MOST_JSON:
        return
    try:
        waiting = [(json.loads(text), depth)]
    except (ValueError, RecursionError):
        return
    while waiting:
        found, depth = waiting.pop()
        if isinstance(found, list):
            waiting += [(each, depth + 1) for each in reversed(found) if depth < _DEEPEST]
        elif isinstance(found, dict):
            waiting += [(found["@graph"], depth + 1)] if "@graph" in found else []
            kinds = found.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLES.fullmatch(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield found


def _say_article(article: Mapping[str, Any], said: Said) -> None:
    where = "schema.org"
    said.say("title", article.get("headline"), f"{where} headline")
    said.say_authors(list(_names(article.get("author"))), f"{where} author")
    said.say("publisher", next(_names(article.get("publisher")), ""), f"{where} publisher")
    said.say("published", article.get("datePublished"), f"{where} datePublished")
    said.say("language", article.get("inLanguage"), f"{where} inLanguage")
    said.say("type", "article", f"{where} @type")


def _names(found: object) -> Iterator[str]:
    for each in found if isinstance(found, list) else [found]:
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str) and not name.startswith("http"):
            yield name
