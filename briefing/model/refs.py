"""Refs, `kind:slug`: the names of records, stable and readable in a diff."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache

LabelOf = Callable[[str], str]
"""Returns the name of the record with a ref."""

_SLUG = re.compile(r"\w[\w.\-]{0,119}")

MAX_SLUG = 60
"""Characters of a slug made from a name; one typed by hand may have 120."""


def make_ref(kind: str, slug: str) -> str:
    """Join a kind and a slug: `group:aqim`."""
    return f"{kind}:{slug}"


def kind_of(ref: str) -> str:
    """The kind of a ref; empty if it has no colon."""
    return ref.partition(":")[0] if ":" in ref else ""


def slug_of(ref: str) -> str:
    """The slug of a ref, which is the document id in the file."""
    return ref.partition(":")[2]


def is_slug(text: str) -> bool:
    """Whether the text can be a slug: letters, digits, `_`, `.` and `-`, at most 120."""
    return _SLUG.fullmatch(text) is not None


def are_refs(texts: Iterable[str], kinds: Sequence[str]) -> bool:
    """Whether all texts are refs of some kinds: for many at once."""
    return all(map(_ref_of(tuple(kinds)).fullmatch, texts))


@cache
def _ref_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, kinds))}):{_SLUG.pattern}")


def slugify(*parts: str) -> str:
    """Make a slug from names: lower-case letters, digits and hyphens; never empty.

    Letters of other scripts are kept, so that an Arabic title gives a readable slug too.
    """
    text = unicodedata.normalize("NFKD", " ".join(part for part in parts if part)).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"['’ʼʿʾ`]", "", text)
    text = re.sub(r"[\W_]+", "-", text).strip("-")
    if len(text) > MAX_SLUG:
        head, _, _ = text[: MAX_SLUG + 1].rpartition("-")
        text = head or text[:MAX_SLUG]
    return text or "unnamed"


def listed(refs: Sequence[str], most: int = 5) -> str:
    """Some refs as a message names them: the first few, and how many more."""
    if not refs:
        return "no records"
    more = f" and {len(refs) - most} more" if len(refs) > most else ""
    return ", ".join(refs[:most]) + more


def unused_slug(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, … if it is taken."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
