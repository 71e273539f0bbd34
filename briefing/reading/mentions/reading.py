"""Reading a text for mentions, from its words to what was decided about them.

1. `words` takes the text apart; `windows` finds all runs of words that are known names.
2. `judging` drops those whose capitals are wrong. Of those that overlap, the longest stay.
3. `judging` looks at what stands beside each. Several records of one name are told apart if only
   one of them is named in full elsewhere; an abbreviation may be explained as that of another.
4. `people` finds those named by their surnames.
5. What a reader decided wins over all of it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from briefing.reading.mentions import lexicon
from briefing.reading.mentions.judging import Judge, Verdict, overlaps
from briefing.reading.mentions.known import PLACE, Known, Name
from briefing.reading.mentions.mention import IF_POSSIBLE, SCORES, Decision, Evidence, Mention
from briefing.reading.mentions.people import ShortNames
from briefing.reading.mentions.windows import Match, Tick, matches
from briefing.reading.mentions.words import Words
from briefing.search.lookalikes import Likeness
from briefing.search.words.folding import fold

_SHORT_ABBREVIATION: Final = 2
_SAME_IN_TRANSLATION: Final = 0.6
_ABBREVIATED = re.compile(r"\s?\(\s*")
_MOST_MEANT: Final = 14


def mentions(
    text: str, known: Known, decided: Iterable[Decision] = (), tick: Tick = lambda _: None
) -> Sequence[Mention]:
    """Return where a text names known records and places, in order, none overlapping another.

    Args:
        text: What is read.
        known: What is looked for.
        decided: What a reader decided about words of this text.
        tick: Told now and then how much is done, 0 to 1; it may raise to cancel.
    """
    decisions = list(decided)
    own = list(_decided(text, known, decisions))
    found = _Reading(text, known, tick).mentions()
    kept = [each for each in found if (left := _allowed(each, decisions)) and left == each]
    kept += [left for each in found if (left := _allowed(each, decisions)) and left != each]
    taken = _Spans(own)
    return sorted(
        [*own, *(each for each in kept if not taken.meets(each))], key=lambda each: each.start
    )


class _Reading:
    """One text, read once."""

    def __init__(self, text: str, known: Known, tick: Tick) -> None:
        self._words = Words(text)
        self._known = known
        self._tick = tick
        self._judge = Judge(self._words, known.countries)

    def mentions(self) -> Sequence[Mention]:
        matched = self._longest()
        covered = {at: match for match in matched for at in range(match.first, match.end)}
        self._judge.covered = covered
        # Twice, as the second time it is known who is named in full.
        seen = self._judge.seen = self._seen(self._verdicts(matched))
        verdicts = self._verdicts(matched)
        foreign = self._foreign(verdicts)
        found = [
            mention
            for match, names in verdicts
            if (mention := self._mention(match, names, seen, foreign))
        ]
        self._judge.covered = {
            at: match for match, _ in verdicts for at in range(match.first, match.end)
        }
        found += self._abbreviated(found)
        found += self._people(seen)
        return found

    def _verdicts(
        self, matched: Sequence[Match]
    ) -> Sequence[tuple[Match, Sequence[tuple[Name, Verdict]]]]:
        verdicts = ((match, self._judged(match)) for match in matched)
        return [(match, names) for match, names in verdicts if names]

    def _longest(self) -> list[Match]:
        """Return the matches that are written as names are; of those that overlap, the longest."""
        kept: list[Match] = []
        for match in matches(self._words, self._known, self._tick):
            same = {(name.text, name.kind): name for name in match.names}
            fits = {key for key, name in same.items() if self._judge.is_written_so(match, name)}
            names = [name for name in match.names if (name.text, name.kind) in fits]
            if names:
                kept.append(self._with_article(match._replace(names=names)))
        kept = list(_without_events_of(kept))
        kept.sort(key=lambda match: (match.first - match.end, match.rank, match.first))
        taken = set[int]()
        longest: list[Match] = []
        for match in kept:
            if not overlaps(match, taken):
                taken.update(range(match.first, match.end))
                longest.append(match)
        return sorted(longest)

    def _with_article(self, match: Match) -> Match:
        """Include the articles and particles before a match with which the name begins."""
        words, first = self._words, match.first
        opening = fold(match.names[0].text).split()
        while (
            first > 0
            and words.joins[first - 1]
            and words.folded[first - 1] in lexicon.SILENT
            and opening[0] in lexicon.SILENT
            and (words.folded[first - 1] != "the" or _is_only_the(opening))
            and (words.folded[first - 1] in opening or opening[0] in lexicon.ARTICLES)
            and words.folded[first - 1] in lexicon.ARTICLES | lexicon.LINKING
            and match.first - first < len(opening) - 1
        ):
            first -= 1
        return match._replace(first=first)

    def _judged(self, match: Match) -> Sequence[tuple[Name, Verdict]]:
        judged = [(name, self._judge.of(match, name)) for name in match.names]
        best = max(verdict for _, verdict in judged)
        if best is Verdict.NO:
            return ()
        records = [(name, verdict) for name, verdict in judged if name.kind != PLACE and verdict]
        return records or [(name, verdict) for name, verdict in judged if verdict]

    def _seen(self, verdicts: Sequence[tuple[Match, Sequence[tuple[Name, Verdict]]]]) -> set[str]:
        """Return the records that the text certainly names in full, by a name of their own."""
        return {
            names[0][0].ref
            for _, names in verdicts
            if len({name.ref for name, _ in names}) == 1
            and names[0][1] is Verdict.CERTAIN
            and not (names[0][0].is_abbreviation or names[0][0].is_short)
        }

    def _mention(
        self,
        match: Match,
        names: Sequence[tuple[Name, Verdict]],
        seen: set[str],
        foreign: Mapping[str, tuple[int, set[str]]],
    ) -> Mention | None:
        refs = list(dict.fromkeys(name.ref for name, _ in names))
        name, verdict = names[0]
        if name.kind == PLACE:
            return self._made(match.first, match.end, (), PLACE, "exact")
        if len(refs) > 1 and len(told := [ref for ref in refs if ref in seen]) == 1:
            refs = told
            name, verdict = next(each for each in names if each[0].ref == told[0])
        letters = fold(name.text).replace(" ", "")
        evidence: Evidence = "abbreviation" if name.is_abbreviation else _EVIDENCE[match.rank]
        is_short = name.is_abbreviation and len(letters) <= _SHORT_ABBREVIATION
        doubts = (
            len(refs) > 1,
            verdict is not Verdict.CERTAIN,
            is_short and refs[0] not in seen,
            name.is_abbreviation and self._is_foreign(match, refs[0], foreign.get(letters)),
        )
        return self._made(
            match.first, match.end, refs, name.kind, evidence, is_certain=not any(doubts)
        )

    def _made(
        self,
        first: int,
        end: int,
        refs: Sequence[str],
        kind: str,
        evidence: Evidence,
        *,
        is_certain: bool = True,
    ) -> Mention:
        start, stop = self._words.starts[first], self._words.ends[end - 1]
        return Mention(
            start=start,
            end=stop,
            words=self._words.text[start:stop],
            kind=kind,
            ref=refs[0] if is_certain and refs else "",
            candidates=() if is_certain else tuple(refs),
            evidence=evidence,
            score=SCORES[evidence] * (1 if is_certain else IF_POSSIBLE),
        )

    # Abbreviations.

    def _foreign(
        self, verdicts: Sequence[tuple[Match, Sequence[tuple[Name, Verdict]]]]
    ) -> Mapping[str, tuple[int, set[str]]]:
        """Return the abbreviations that this text explains as those of others than the records.

        With the word where it first does, and the records that are not meant.
        """
        words = self._words
        found: dict[str, tuple[int, set[str]]] = {}
        for match, names in verdicts:
            abbreviations = [name for name, _ in names if name.is_abbreviation]
            if not abbreviations or not _ABBREVIATED.fullmatch(words.gap(match.first - 1)):
                continue
            if (before := self._judge.covered.get(match.first - 1)) is not None:
                refs = {name.ref for name in before.names}
            else:
                refs = set[str]()
            meant = self._explained(match.first, fold(abbreviations[0].text).replace(" ", ""))
            for name in abbreviations:
                is_own = name.ref in refs or not meant or self._is_translation(meant, name.ref)
                if not is_own:
                    letters = fold(name.text).replace(" ", "")
                    found.setdefault(letters, (match.first, set()))[1].add(name.ref)
        return found

    def _is_foreign(self, match: Match, ref: str, told: tuple[int, set[str]] | None) -> bool:
        """Whether an abbreviation may be that of another one: from there on, or throughout."""
        if told is None or ref not in told[1]:
            return False
        return match.first >= told[0] or ref not in self._judge.seen

    def _explained(self, at: int, letters: str) -> str:
        """Return the words before an abbreviation in brackets whose initials it is, if any."""
        words = self._words
        first, left = at, len(letters)
        while first > 0 and left and at - first < _MOST_MEANT:
            if first < at and not words.joins[first - 1]:
                break
            first -= 1
            if words.is_capital[first] and words.folded[first][:1] == letters[left - 1]:
                left -= 1
        return "" if left else words.surface(first, at)

    def _is_translation(self, meant: str, ref: str) -> bool:
        likeness = Likeness(lambda _: 1.0)
        return any(
            likeness.of_names(meant, name.text) >= _SAME_IN_TRANSLATION
            for name in self._known.names_of(ref)
        )

    def _abbreviated(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the abbreviations that the text itself gives to a group it names in full."""
        words = self._words
        at_start = {start: at for at, start in enumerate(words.starts)}
        given: dict[str, set[str]] = {}
        for mention in found:
            if mention.kind != "group" or not mention.ref or " " not in mention.words:
                continue
            at = at_start[mention.start]
            while at < len(words) and words.starts[at] < mention.end:
                at += 1
            if at < len(words) and at not in self._judge.covered and words.is_upper[at]:
                behind = words.text[words.ends[at] : words.ends[at] + 1]
                if _ABBREVIATED.fullmatch(words.gap(at - 1)) and behind == ")":
                    given.setdefault(words.written[at], set()).add(mention.ref)
        for at, word in enumerate(words.written if given else ()):
            refs = given.get(word)
            if refs and len(refs) == 1 and at not in self._judge.covered:
                yield self._made(at, at + 1, [*refs], "group", "abbreviation")

    # People.

    def _people(self, seen: set[str]) -> Iterator[Mention]:
        named = [
            (name.ref, name.text)
            for ref in sorted(seen)
            for name in self._known.names_of(ref)
            if name.is_personal
        ]
        for short in ShortNames(self._words, self._known, self._judge, named).find():
            is_part = len(self._words.surface(short.first, short.end).split()) > 1
            yield self._made(
                short.first,
                short.end,
                short.refs,
                short.refs[0].partition(":")[0],
                "part" if is_part and not short.after_full else "surname",
                is_certain=short.verdict is Verdict.CERTAIN,
            )


def _without_events_of(found: Sequence[Match]) -> Iterator[Match]:
    """Leave out the titles of events that name a party: who was killed is named, not the event."""
    parties = [each for each in found if each.names[0].kind not in (PLACE, "event")]
    inside = {match.first for match in parties}
    for match in found:
        is_event = match.names[0].kind == "event"
        if not (is_event and any(at in inside for at in range(match.first, match.end))):
            yield match


_EVIDENCE: Final[Sequence[Evidence]] = ("exact", "alias", "spelling")


def _is_only_the(opening: Sequence[str]) -> bool:
    return opening[0] == "the" and len(opening) == 2


# What a reader decided.


def _decided(text: str, known: Known, decided: Iterable[Decision]) -> Iterator[Mention]:
    """Yield the words that a reader said are a record, wherever they stand."""
    taken: list[Mention] = []
    by_length = sorted(decided, key=lambda each: -len(each.words))
    for decision in by_length:
        if decision.verdict != "is" or not known.names_of(decision.ref):
            continue
        wanted = r"\s+".join(map(re.escape, decision.words.split()))
        spans = _Spans(taken)
        for found in re.finditer(rf"(?<!\w){wanted}(?!\w)", text) if wanted else ():
            mention = Mention(
                *found.span(),
                found[0],
                decision.ref.partition(":")[0],
                decision.ref,
                (),
                "decided",
                SCORES["decided"],
            )
            if not spans.meets(mention):
                taken.append(mention)
                yield mention


def _allowed(mention: Mention, decided: Sequence[Decision]) -> Mention | None:
    """Return what is left of a mention after what was decided about its words."""
    words = " ".join(mention.words.split())
    about = [each for each in decided if " ".join(each.words.split()) == words]
    if any(each.verdict in ("new", "never") for each in about):
        return None
    refused = {each.ref for each in about if each.verdict == "is not"}
    if not refused:
        return mention
    refs = [ref for ref in (mention.ref, *mention.candidates) if ref and ref not in refused]
    if mention.ref in refs or mention.kind == PLACE:
        return mention
    if not refs:
        return None
    return Mention(
        mention.start,
        mention.end,
        mention.words,
        mention.kind,
        "",
        tuple(refs),
        mention.evidence,
        mention.score,
    )


class _Spans:
    """Ranges of a text that are taken."""

    def __init__(self, taken: Iterable[Mention]) -> None:
        self._spans = sorted((each.start, each.end) for each in taken)

    def meets(self, mention: Mention) -> bool:
        at = bisect_left(self._spans, (mention.end, 0))
        return at > 0 and self._spans[at - 1][1] > mention.start
