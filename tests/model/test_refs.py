"""Refs and slugs: stable, readable, and always fit for the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.refs import (
    MAX_SLUG,
    is_slug,
    kind_of,
    make_ref,
    slug_of,
    slugify,
    unused_slug,
)


@pytest.mark.parametrize(
    ("parts", "slug"),
    [
        (("Mokhtar Belmokhtar",), "mokhtar-belmokhtar"),
        (("2012", "Massacre of Aguelhoc"), "2012-massacre-of-aguelhoc"),
        (("Côte d’Ivoire",), "cote-divoire"),
        (("al-Qa'ida",), "al-qaida"),
        (("Straße",), "strasse"),
        (("  --x__y..  ",), "x-y"),
        (("", "name"), "name"),
        (("أنصار الدين",), "أنصار-الدين"),
        (("[/etc/x]",), "etc-x"),
        ((), "unnamed"),
        (("…!?",), "unnamed"),
    ],
)
def test_a_slug_is_made_of_plain_words(parts: tuple[str, ...], slug: str) -> None:
    # Marks that combine are dropped from any script, as accents are.
    made = slugify(*parts)
    assert made == slug or (not slug.isascii() and is_slug(made) and not made.isascii())


@given(st.lists(st.text(max_size=100), max_size=3))
def test_whatever_the_name_its_slug_is_a_slug_and_makes_itself(parts: list[str]) -> None:
    slug = slugify(*parts)
    assert is_slug(slug)
    assert len(slug) <= MAX_SLUG
    assert slugify(slug) == slug


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=200))
def test_a_long_name_is_cut_between_words(name: str) -> None:
    words = name.split()
    slug = slugify(name)
    if words and len(words[0]) <= MAX_SLUG:
        assert slug.split("-") == words[: slug.count("-") + 1]


@pytest.mark.parametrize("text", ["aqim", "2012-aguelhoc", "a.b_c-d", "ä", "x" * 120, "أنصار"])
def test_letters_digits_and_a_few_signs_make_a_slug(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "a b", "a/b", "a:b", "-a", ".a", "a\n", "x" * 121, "a\0", "[a]", "\ud800"]
)
def test_anything_else_does_not(text: str) -> None:
    assert not is_slug(text)


@given(st.sampled_from(["group", "event"]), st.from_regex(r"\A\w[\w.\-]{0,20}\Z"))
def test_a_ref_comes_apart_as_it_was_put_together(kind: str, slug: str) -> None:
    ref = make_ref(kind, slug)
    assert (kind_of(ref), slug_of(ref)) == (kind, slug)


def test_a_text_without_a_colon_names_no_kind() -> None:
    assert (kind_of("aqim"), slug_of("aqim")) == ("", "")


def test_a_slug_that_is_taken_gets_the_next_free_number() -> None:
    assert unused_slug("front", set()) == "front"
    assert unused_slug("front", {"front"}) == "front-2"
    assert unused_slug("front", {"front", "front-2", "front-4"}) == "front-3"
