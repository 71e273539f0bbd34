"""Quotations that do not stand so in their source, and those that do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import Raw, at, found, holding

from briefing.checks.quotations import _occurs, _words
from briefing.model.anchors import anchor as made
from briefing.model.kinds.source import Source
from briefing.model.validation import plain
from briefing.store.store import Store

TEXT = """\
A Malian military source has also confirmed the information, stating, “the French have done a
good job, because the jihadists, notably from Libya, are reorga-
nising to occupy the region.” The counter-terrorism operation isn't over: France “…will keep
1,000 soldiers”. L’armée française l'a dit. قال إنّ الجيش سيبقى. 他说恐怖分子
被打败了。"""


def quoting(words: str, **raw: object) -> Store:
    source = {"a": {"title": "A", "text": TEXT}, "b": {"title": "B"}}
    quote = {"text": words, "source": "source:a", "attribution": "X", "mode": "direct", **raw}
    return holding(source=source, quote={"q": quote})


@pytest.mark.parametrize(
    "words",
    [
        "the French have done a good job, because the jihadists, notably from Libya",
        "The French have done a good job.",
        "the French  have\ndone a good job",
        "“the French have done a good job”",
        "the French … are reorganising",
        "the French [...] are reorganising to occupy the region",
        "the French . . . are reorganising",
        "[T]he French have done a good job",
        "the French [army] have done a good job",
        "…will keep 1,000 soldiers",
        "will keep 1 000 soldiers",
        "counter-terrorism",
        "counter‑terrorism operation isn’t over",
        "l’armée française l’a dit",
        "L'ARMÉE FRANÇAISE",
        "قال إنّ الجيش",
        "恐怖分子被打败",
        "…",
        "“”",
    ],
)
def test_words_that_stand_there(words: str) -> None:
    assert not found("altered-quotation", quoting(words))


@pytest.mark.parametrize(
    "words",
    [
        "the French have done a great job",
        "the French have a good job",
        "the jihadists are reorganising",
        "are reorganising … the French have done",
        "000 soldiers … will keep",
        "will keep 10,000 soldiers",
        "ill keep 1,000",
        "counter terrorists",
        "恐怖分子打败",
    ],
)
def test_words_that_do_not(words: str) -> None:
    (finding,) = found("altered-quotation", quoting(words))
    assert (finding.ref, finding.path, finding.other) == ("quote:q", "text", "source:a")


def test_only_what_claims_to_be_verbatim_and_can_be_compared() -> None:
    assert not found("altered-quotation", quoting("something else", mode="paraphrase"))
    assert not found("altered-quotation", quoting("something else", mode=""))
    assert not found("altered-quotation", quoting("something else", source="source:b"))


def test_a_passage_is_compared_too() -> None:
    cites: list[Raw] = [
        {"source": "source:a", "passage": "the French have done a good job"},
        {"source": "source:a", "passage": "the French have done a bad job"},
        {"source": "source:a"},
        {"source": "source:b", "passage": "the French have done a bad job"},
    ]
    store = quoting("the French", cites=cites)
    assert at("altered-quotation", store) == [("quote:q", "cites[1].passage", "source:a")]


@given(st.lists(st.sampled_from(["the", "French", "army", "—", "“", "”", "isn’t", "1,000"])))
def test_every_run_of_words_of_a_text_occurs_in_it(words: list[str]) -> None:
    text = _words(" ".join(words))
    for start in range(len(words)):
        assert _occurs("\n".join(words[start : start + 3]), text)


@pytest.mark.parametrize("piece", ["a", "[", "a-\n", "-\n\n\n", "…", ". ", "a "])
def test_long_texts_are_compared_in_no_time(piece: str) -> None:
    text = piece * 50_000
    assert _occurs(text, _words(text))


TAKEN = "the jihadists, notably from Libya"


def anchored(text: str, words: str = TAKEN, **raw: object) -> Store:
    at = TEXT.index(TAKEN)
    anchor = plain(made(TEXT, at, at + len(TAKEN)))
    quote = {"text": words, "source": "source:a", "attribution": "X", "anchor": anchor, **raw}
    group = {"name": "G", "cites": [{"source": "source:a", "passage": words, "anchor": anchor}]}
    source = {"a": {"title": "A", "text": text}}
    return holding(source=source, quote={"q": quote}, group={"g": group})


@pytest.mark.parametrize("before", ["", "UPDATED. "])
def test_anchored_words_that_stand_between_their_neighbours(before: str) -> None:
    store = anchored(before + TEXT)
    assert not found("lost-passage", store)
    assert not found("altered-quotation", store)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT.replace("because the", "as the"), TAKEN),
        (TEXT.replace(TAKEN, "some men"), TAKEN),
        (TEXT, "the jihadists, notably from Chad"),
    ],
)
def test_anchored_words_that_left_their_text(text: str, words: str) -> None:
    store = anchored(text, words, mode="direct")
    places = {(each.ref, each.path) for each in found("lost-passage", store)}
    assert places == {("quote:q", "text"), ("group:g", "cites[0].passage")}
    assert not found("altered-quotation", store), "one finding is enough"


def test_words_of_a_source_without_its_text_are_not_lost() -> None:
    assert not found("lost-passage", anchored(""))


def test_a_text_that_is_gone_from_beside_the_briefing(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "db.json")
    store.put("source:a", store.with_text(Source(title="A"), TEXT * 300))
    assert not found("missing-text", store)
    next((tmp_path / "db.texts").iterdir()).unlink()
    [each] = found("missing-text", store)
    assert (each.ref, each.path) == ("source:a", "text")
    assert "is missing" in each.problem
