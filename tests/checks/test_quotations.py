"""Quotations that do not stand so in their source, and those that do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import Raw, at, found, holding

from briefing.checks.quotations import _occurs, _words
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
