"""Quotations with the right speaker and casualties with the right figures, beside plain regexes."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from benchmarks.figures import machine, print_machine, print_table
from benchmarks.reading_answers import SETS, Answered, Figure, Said, reports
from briefing.model.parsers.dates.reference import DateContext
from briefing.reading.proposals.engine import Background, propose
from briefing.reading.proposals.figures import figures_in
from briefing.reading.proposals.report import Report

_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens)"
_KILLED = re.compile(
    rf"({_NUMBER}) (?:[\w]+ ){{0,3}}?(?:were |was |have been )?(killed|wounded|injured)"
)
_KILLS = re.compile(rf"(kill|wound|injur)(?:ed|ing|s) (?:at least )?({_NUMBER})")
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
_SAYS = r"(?:said|told|wrote|added|says)"
_AFTER = re.compile(
    rf"^,? ?(?:{_SAYS} )?((?:[A-Z][\w.-]+ ?){{2,5}})|^ ?((?:[A-Z][\w.-]+ ?)+){_SAYS}"
)
_BEFORE = re.compile(rf"((?:[A-Z][\w.-]+ ){{1,5}}){_SAYS}[^\"“]*$")
_ONE_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: number for number, word in enumerate(_ONE_TO_TWELVE.split(" "), start=1)}


class Score(NamedTuple):
    """How many were given, how many of them are right, and how many there are."""

    given: int
    right: int
    there: int

    def __add__(self, other: tuple[int, ...]) -> "Score":  # type: ignore[override]  # sums
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of what is given that is right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that is given."""
        return self.right / self.there if self.there else 1.0

    @property
    def row(self) -> Sequence[str]:
        """Precision and recall with their counts, for a table."""
        counts = f"{self.right}/{self.given}", f"{self.right}/{self.there}"
        return f"{self.precision:.3f}", f"{self.recall:.3f}", *counts


def _said_by_rules(report: Answered) -> Iterator[Said]:
    background = Background(said=DateContext(report.published, "of the report"))
    for each in propose(report.text, background, ("quote",)):
        if each.kind == "quote" and not each.lacks:
            named = f"{each.raw.get('attribution', '')} {each.raw.get('speaker', '')}"
            yield Said(named, each.raw["text"])


def _figures_by_rules(report: Answered) -> Iterator[Figure]:
    for sentence in Report(report.text).sentences:
        found = figures_in(sentence)
        if found is not None and not sentence.is_heading:
            for row in found.rows:
                yield Figure(
                    row.get("outcome", ""),
                    row.get("low"),
                    row.get("best"),
                    row.get("high"),
                    row.get("who", ""),
                )


def _said_by_regexes(report: Answered) -> Iterator[Said]:
    for line in report.text.splitlines():
        for found in _QUOTED.finditer(line):
            after = _AFTER.search(line[found.end() :])
            before = _BEFORE.search(line[: found.start()])
            named = after or before
            if named is not None:
                yield Said(next(filter(None, named.groups())), found[1])


def _figures_by_regexes(report: Answered) -> Iterator[Figure]:
    body = report.text.partition("\n")[2]
    for found in _KILLED.finditer(body):
        yield _plain_figure(found[1], found[2])
    for found in _KILLS.finditer(body):
        yield _plain_figure(found[2], found[1])


def _plain_figure(number: str, fate: str) -> Figure:
    value = _WORDS.get(number.lower()) or int(re.sub(r"\D", "", number) or 0)
    outcome = "killed" if fate.startswith("kill") else "wounded"
    return Figure(outcome, value, value, value, "")


SaidBy: TypeAlias = Callable[[Answered], Iterator[Said]]
FiguresBy: TypeAlias = Callable[[Answered], Iterator[Figure]]
_WAYS: Mapping[str, tuple[SaidBy, FiguresBy]] = {
    "rules": (_said_by_rules, _figures_by_rules),
    "regexes": (_said_by_regexes, _figures_by_regexes),
}


def speakers_score(report: Answered, read: SaidBy = _said_by_rules, *, show: bool = False) -> Score:
    """Quotations with a speaker are given; right are those whose speaker said these words."""
    given, right, found = [*read(report)], 0, set()
    for each in given:
        answers = [
            answer for answer in report.said if _letters(answer.words) in _letters(each.words)
        ]
        if answers and all(_is_speaker(each.speaker, answer.speaker) for answer in answers):
            right += 1
            found |= {*answers}
        elif show:
            print(f"  wrong speaker: {each}")
    wanted = [each for each in report.said if each.speaker != "?"]
    lost = [each for each in wanted if each not in found]
    if show:
        for each in lost:
            print(f"  no speaker: {each}")
    # A quotation that goes on in several sentences is given once and asked for by sentence.
    return Score(len(given) + len(found & {*wanted}) - right, len(found & {*wanted}), len(wanted))


def figures_score(
    report: Answered, read: FiguresBy = _figures_by_rules, *, show: bool = False
) -> Score:
    """Figures are right if outcome and bounds are those of an answer, and the people are alike."""
    given = [*read(report)]
    left = list(report.figures)
    right = 0
    for each in given:
        match = next((answer for answer in left if _is_figure(each, answer)), None)
        if match is not None:
            left.remove(match)
            right += 1
        elif show:
            print(f"  wrong figure: {each}")
    if show:
        for each in left:
            print(f"  no figure: {each}")
    return Score(len(given), right, len(report.figures))


def _is_speaker(given: str, right: str) -> bool:
    """Whether a name given holds the last word of the right one, or all of an office."""
    if right == "?":
        return False
    *_, last = right.split()
    return last.casefold() in given.casefold() and (
        last[0].isupper() or right.casefold() in given.casefold()
    )


def _is_figure(given: Figure, right: Figure) -> bool:
    is_equal = given[:4] == right[:4] or (
        # “About 40” and “dozens” may be bounded.
        given.outcome == right.outcome
        and given.best == right.best is not None
        and right.low is None
    )
    last = right.who.split()[-1:] if right.who else []
    return is_equal and (
        not last or not given.who or last[0] in given.who or right.who in given.who
    )


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def main(arguments: Sequence[str]) -> None:
    """Print the scores of both sets, by the rules and by regexes."""
    parser = argparse.ArgumentParser(prog="reading proposals")
    parser.add_argument(
        "--misses", action="store_true", help="print what the tuning set shows wrong"
    )
    misses = parser.parse_args(arguments).misses
    print_machine(machine())
    rows = []
    for name in SETS:
        for way, (said, figures) in _WAYS.items():
            quotes = counts = Score(0, 0, 0)
            for report in reports(name):
                show = misses and way == "rules" and name == SETS[0]
                quotes += speakers_score(report, said, show=show)
                counts += figures_score(report, figures, show=show)
            rows.append((name, "speakers", way, *quotes.row))
            rows.append((name, "casualties", way, *counts.row))
    print_table(("set", "what", "by", "precision", "recall", "right of given", "of all"), rows)
