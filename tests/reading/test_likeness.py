"""Texts that are the same, or copy one another, are told; texts on the same matter are not."""

import random
import time

import pytest

from briefing.model.kinds.source import Source
from briefing.reading.likeness import Alike, Likeness, likeness_of
from briefing.store.store import Store
from invented_documents import REPORT

A, B = "source:a", "source:b"
OTHER = """Market reopens in Nyala after weeks of fighting

Traders returned to the main market of Nyala on Sunday, the governor of the state said, after a
truce
between two militias held for a week. The road to Kas has been closed since April.
"""
WORDS = [f"word{number}" for number in range(3000)]


def likeness(*texts: str) -> Likeness:
    held = {f"source:{chr(97 + number)}": text for number, text in enumerate(texts)}
    made = Likeness(held.__getitem__)
    for ref, text in held.items():
        made.add(ref, text)
    return made


def invented(seed: int, words: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


@pytest.mark.parametrize(
    "again",
    [
        REPORT,
        REPORT.replace('"', "”").replace("\n\n", "\n"),
        REPORT.upper(),
        REPORT.replace(" - ", " — "),
    ],
)
def test_the_same_words_are_the_same_text_however_they_are_set(again: str) -> None:
    assert likeness(OTHER, REPORT).like(again) == [Alike(B, 1.0, is_same=True)]


def test_a_wire_report_is_found_in_a_paper_that_adds_to_it() -> None:
    paper = f"By our own correspondent\n\n{REPORT}\n{OTHER}"
    [found] = likeness(REPORT, invented(1)).like(paper)
    assert (found.ref, found.is_same) == (A, False)
    assert found.share == 1.0


def test_a_report_that_was_cut_is_found() -> None:
    [found] = likeness(REPORT).like(REPORT[: len(REPORT) // 2])
    assert found.share > 0.9


def test_a_report_that_was_rewritten_in_part_is_found_with_its_share() -> None:
    whole = invented(1)
    half = " ".join([*whole.split()[:300], *invented(2, 100).split()])
    [found] = likeness(whole).like(half)
    assert found.share == pytest.approx(293 / 393, abs=0.01)


@pytest.mark.parametrize("text", [OTHER, "", "Nyala", invented(3)])
def test_another_report_on_the_same_matter_is_not_alike(text: str) -> None:
    assert likeness(REPORT).like(text) == []


def test_reports_that_share_one_quotation_are_not_alike() -> None:
    said = " ".join(invented(9, 40).split())
    one, other = (f"{invented(seed)} {said} {invented(seed + 5)}" for seed in (1, 2))
    assert likeness(one).like(other) == []


def test_boilerplate_makes_nothing_alike() -> None:
    footer = invented(99, 60)
    texts = [f"{invented(seed, 300)} {footer}" for seed in range(200)]
    assert likeness(*texts[:-1]).like(texts[-1]) == []


def test_a_thousand_texts_are_compared_in_time() -> None:
    texts = [invented(seed) for seed in range(1000)]
    begun = time.process_time()
    made = likeness(*texts)
    for text in texts[:200]:
        assert made.like(f"{text} and more")[0].share == 1.0
    assert time.process_time() - begun < 20


def test_the_texts_of_a_briefing_are_those_it_holds() -> None:
    store = Store.in_memory()
    store.put(A, store.with_text(Source(title="A"), REPORT))
    store.put(B, store.with_text(Source(title="B"), invented(1, 20_000)))
    store.put("source:c", Source(title="No text"))
    made = likeness_of(store)
    assert made.like(REPORT) == [Alike(A, 1.0, is_same=True)]
    assert made.like(invented(1, 20_000)) == [Alike(B, 1.0, is_same=True)]
