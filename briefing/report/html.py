"""A report as one page of HTML, for the screen and for paper.

The page loads nothing and runs nothing. What the Markdown takes from others stays text: HTML in it
is shown as written, and a link leads nowhere but to the web or a mail address.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

from briefing.report.markdown import PICTURE

_LINKS: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_HTML: Final = {
    "footnote_block_open": '<section class="footnotes" role="doc-endnotes">\n<ol>\n',
    "table_open": '<div class="table"><table>\n',
    "table_close": "</table></div>\n",
}
"""The tokens that are rendered in another way than usual."""
_NOTE_MARK: Final = '<sup class="footnote-ref">'
_TLP: Final = {
    "TLP:RED": "#ff2b2b",
    "TLP:AMBER": "#ffc000",
    "TLP:GREEN": "#33ff00",
}
"""FIRST, Traffic Light Protocol, version 2.0: "TLP in documents"."""
_PICTURE: Final = re.compile(PICTURE.format("([0-9]{1,6})"))


def page(
    markdown: str, *, title: str, marking: str, pictures: Sequence[str] = (), language: str = "en"
) -> str:
    """Set a report as a page.

    Args:
        markdown: The report, in CommonMark with footnotes and pipe tables.
        title: What the window is called, and the foot of each printed page.
        marking: Who may see it, such as "TLP:AMBER": the head and foot of each page; may be empty.
        pictures: HTML of the pictures, each for the paragraph `PICTURE` with its number.
        language: The language of the report (BCP 47).

    Returns:
        A document of HTML that needs no other file.
    """
    body = _Parser().render(markdown, {"pictures": pictures})
    body = body.replace(f"</sup>{_NOTE_MARK}", f"</sup><sup>,</sup>{_NOTE_MARK}")
    template = _environment().get_template("page.html.jinja")
    return template.render(
        body=Markup(body),  # noqa: S704 - the parser has escaped it
        title=title,
        marking=marking,
        colour=_colour(marking),
        language=language,
    )


class _Parser(MarkdownIt):
    """CommonMark with footnotes and tables, without HTML, images and dangerous links."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table").disable("image").use(footnote_plugin, inline=False)
        self.core.ruler.after("inline", "pictures", _place_pictures)
        self.add_render_rule("footnote_caption", _render_number)
        for token, html in _HTML.items():
            self.add_render_rule(token, _rendered_as(html))

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Whether a link may stay one."""
        return _LINKS.match(url) is not None


def _colour(marking: str) -> str:
    """The colour of a marking, on black."""
    return next((_TLP[level] for level in _TLP if marking.startswith(level)), "#ffffff")


def _place_pictures(state: StateCore) -> None:
    """Put the pictures in place of the paragraphs that stand for them."""
    pictures: Sequence[str] = state.env["pictures"]
    for number, token in enumerate(state.tokens):
        found = _PICTURE.fullmatch(token.content) if token.type == "inline" else None
        if found is None:
            continue
        which = int(found[1])
        html = Token("html_block", "", 0, content=pictures[which] if which < len(pictures) else "")
        nothing = Token("html_block", "", 0)
        state.tokens[number - 1 : number + 2] = [nothing, html, nothing]


def _render_number(
    _self: object, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The number of a footnote, the same wherever it is cited."""
    return str(tokens[index].meta["id"] + 1)


def _rendered_as(html: str) -> Callable[..., str]:
    """A rule that renders a token as always the same HTML."""
    return lambda *_: html


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("briefing.report"), autoescape=True, undefined=StrictUndefined
    )
    made.filters["css"] = _css
    return made


def _css(text: str) -> Markup:
    """A text as a string of CSS that nothing in it can end."""
    escaped = "".join(
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text
    )
    return Markup(f'"{escaped}"')  # noqa: S704
