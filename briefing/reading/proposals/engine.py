"""Find what a text says that the briefing does not hold yet.

Each sentence is read by each rule. The same suggestion from several sentences becomes one with
several sentences. Nothing is written: a reviewer accepts suggestions, and `planning` plans them
like any file that is imported.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from briefing.exchange.reading import Handle
from briefing.model.kinds.source import Decision
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.quotes.sentences import printed
from briefing.model.parsers.words import Find
from briefing.reading.proposals.circumstances import when
from briefing.reading.proposals.happenings import happening
from briefing.reading.proposals.naming import Mention, Naming
from briefing.reading.proposals.quotations import Said, said_in
from briefing.reading.proposals.report import Report, Sentence, Span
from briefing.reading.proposals.rules import RULES
from briefing.reading.proposals.speakers import earlier_speaker
from briefing.reading.proposals.statuses import became
from briefing.reading.proposals.suggestion import LIKELY, OPEN, SURE, Evidence, Suggestion
from briefing.reading.proposals.ties import ties

_ARTICLES: Final = ("the ", "a ", "an ")
_FEWEST_BLANKS: Final = 2
_MOST_ALIKE: Final = 20
"""Events of one title that another is compared with, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What the rules need to know beside the text.

    Attributes:
        identify: Gives the ref of the record a name certainly means; empty for none.
        name_of: Gives the label of a record.
        said: The day of the source, which its dates count from.
        mentions: Known records in the text, found beforehand.
        decided: What was decided on words of the text before.
    """

    identify: Find = lambda _name: ""
    name_of: Callable[[str], str] = lambda ref: ref
    said: DateContext = field(default_factory=DateContext)
    mentions: Sequence[Mention] = ()
    decided: Sequence[Decision] = ()


def propose(
    text: str,
    background: Background,
    rules: Collection[str] = (),
    step: Callable[[float], None] = lambda _share: None,
) -> Sequence[Suggestion]:
    """Find what a text says that can become records.

    Args:
        text: The text, as stored.
        background: What is known beside it.
        rules: The ids of the rules to apply; empty for all but those that must be asked for.
        step: Told now and then which share of the text is read; it may raise to cancel.

    Returns:
        The suggestions, in the order of their first sentence. Those that another one needs come
        before it.

    Raises:
        KeyError: There is no rule of that id.
    """
    wanted = {RULES[rule].id for rule in rules} or {
        rule.id for rule in RULES.values() if not rule.is_asked
    }
    found = _Engine(text, background, step).found()
    kept = [each for each in _joined(found) if _is_open(each, background.decided)]
    return _with_needed(kept, wanted)


class _Engine:
    """Applies the rules to one text."""

    def __init__(self, text: str, background: Background, step: Callable[[float], None]) -> None:
        self._step = step
        self._background = background
        self._report = Report(text)
        identify = _as_decided(background.identify, background.decided)
        self._naming = Naming(self._report, identify, background.mentions)
        self._starts = [each.start for each in self._report.sentences]

    def found(self) -> Iterator[Suggestion]:
        """Everything the rules find, in no particular order."""
        for at, sentence in enumerate(self._report.sentences):
            self._step(sentence.start / len(self._report.flowing))
            yield from self._names(at, sentence)
            if not sentence.is_heading:
                yield from self._statuses(at, sentence)
                yield from self._links(at, sentence)
                yield from self._event(at, sentence)
        on = self._background.said.day
        for said in said_in(self._report, self._naming.ref_of, on, self._background.name_of):
            made = self._quote(said)
            if made is not None:
                yield made

    def _names(self, at: int, sentence: Sentence) -> Iterator[Suggestion]:
        for person in self._naming.people.by_sentence[at]:
            to = self._naming.person(person.name)
            if not isinstance(to, Handle):
                continue
            fields = {"name": (person.first, person.last)}
            raw = {"name": self._naming.people.full_name(person.name)}
            if person.position is not None:
                fields["position"] = person.position
                raw["position"] = printed(sentence.tokens, *person.position)
            score = SURE if person.position and not person.is_single else LIKELY
            yield self._made("leader", raw, "person", score, sentence, fields, str(to))
        for group in self._naming.groups[at]:
            to = self._naming.group(group.name)
            if not isinstance(to, Handle):
                continue
            fields = {"name": (group.first, group.last)}
            raw = {"name": str(to).removeprefix("group ")}
            if group.abbreviation:
                fields["abbreviation"] = group.letters, group.letters + 1
                raw["abbreviation"] = group.abbreviation
            raw |= {"kind": group.kind} if group.kind else {}
            score = SURE if group.is_sure else LIKELY
            yield self._made("group", raw, "group", score, sentence, fields, str(to))

    def _statuses(self, at: int, sentence: Sentence) -> Iterator[Suggestion]:
        names = self._naming.by_sentence[at]
        day = when(sentence, self._background.said)
        for each in became(sentence, names, day):
            full = self._label(each.name.to)
            fields = dict.fromkeys(each.fields, (each.first, each.last))
            if day is not None and "died" in each.fields:
                fields["died"] = day.first, day.last
            key = f"{each.rule} {full} {each.fields['status']}"
            raw = {"name": full, **each.fields}
            made = self._made("leader", raw, each.rule, LIKELY, sentence, fields, key)
            yield replace(made, ref=each.name.ref)

    def _links(self, at: int, sentence: Sentence) -> Iterator[Suggestion]:
        for tie in ties(sentence, self._naming.by_sentence[at]):
            raw: dict[str, Any] = {"type": tie.type, "from": tie.one.to, "to": tie.other.to}
            raw |= {"role": tie.role} if tie.role else {}
            if tie.is_past and self._background.said.day:
                raw["end"] = f"[..{self._background.said.day}]"
            span = {"type": (tie.first, tie.last)}
            key = f"link {tie.one.to} {tie.type} {tie.other.to}"
            yield self._made("link", raw, "link", LIKELY, sentence, span, key)

    def _event(self, at: int, sentence: Sentence) -> Iterator[Suggestion]:
        names = self._naming.by_sentence[at]
        told = happening(sentence, names, self._background.said)
        if told is None:
            return
        is_whole = told.is_dated and "place" in told.raw
        is_part = told.figures is not None and told.figures.is_part
        score = SURE if is_whole and not is_part else LIKELY if is_whole else OPEN + 0.1
        key = f"event {sentence.start}"
        yield self._made("event", told.raw, "event", score, sentence, told.spans, key)

    def _quote(self, said: Said) -> Suggestion | None:
        number = self._sentence_at(said.parts[0])
        if number is None:
            return None
        raw = dict(said.fields)
        fields = {"text": said.parts[0]}
        if not raw.get("attribution") and not raw.get("speaker"):
            sentences = self._report.sentences
            raw["attribution"] = earlier_speaker(sentences, number, self._naming)
            raw["anonymity"] = "named" if raw["attribution"] else ""
        elif said.who is not None:
            fields["speaker" if raw.get("speaker") else "attribution"] = said.who
        if not raw.get("speaker") and (speaker := self._speaker(raw.get("attribution", ""))):
            raw["speaker"] = speaker
        raw = {name: value for name, value in raw.items() if value}
        is_open = not (raw.get("attribution") or raw.get("speaker"))
        if is_open and raw["text"].count(" ") < _FEWEST_BLANKS:
            # A word in marks that nobody is said to have said: the “caliphate”.
            return None
        last = self._sentence_at(said.parts[-1])
        start, end = (
            self._report.sentences[number].start,
            self._report.sentences[last or number].end,
        )
        return Suggestion(
            kind="quote",
            raw=raw,
            rule="quote" if said.is_quoted else "reported",
            score=OPEN if is_open else SURE,
            evidence=[Evidence(self._report.span(start, end), fields)],
            key=f"quote {said.parts[0].start}",
            lacks=("speaker",) if is_open else (),
        )

    def _speaker(self, attribution: str) -> str:
        """What refers to the person or group an attribution names; empty for none."""
        named = attribution.split(",")
        for words in (attribution, *named[:1]):
            bare = words.strip()
            for article in _ARTICLES:
                bare = bare.removeprefix(article).removeprefix(article.capitalize())
            if (ref := self._naming.ref_of(bare)) or (ref := self._naming.known(bare)):
                return ref
        return self._naming.named_in(attribution)

    def _label(self, to: str) -> str:
        if isinstance(to, Handle):
            return str(to).partition(" ")[2]
        return self._background.name_of(to)

    def _sentence_at(self, span: Span) -> int | None:
        number = bisect_right(self._starts, self._report.place(span)) - 1
        return number if number >= 0 else None

    def _made(
        self,
        kind: str,
        raw: Mapping[str, Any],
        rule: str,
        score: float,
        sentence: Sentence,
        fields: Mapping[str, tuple[int, int]],
        key: str,
    ) -> Suggestion:
        tokens = sentence.tokens
        spans = {
            name: self._report.span(tokens[first].start, tokens[last - 1].end)
            for name, (first, last) in fields.items()
        }
        whole = self._report.span(sentence.start, sentence.end)
        return Suggestion(
            kind=kind,
            raw=raw,
            rule=rule,
            score=score,
            evidence=[Evidence(whole, spans)],
            key=key,
        )


# Decisions and grouping --------------------------------------------------------------------------


def _as_decided(identify: Find, decided: Sequence[Decision]) -> Find:
    """Names, identified as a reader of the same text has decided."""
    known = {_folded(each.words): each.ref for each in decided if each.verdict == "is"}
    not_it = {(_folded(each.words), each.ref) for each in decided if each.verdict == "is not"}
    fresh = {_folded(each.words) for each in decided if each.verdict == "new"}

    def find(name: str) -> str:
        words = _folded(name)
        if words in known:
            return known[words]
        ref = "" if words in fresh else identify(name)
        return "" if (words, ref) in not_it else ref

    return find


def words_of(suggestion: Suggestion) -> str:
    """The words by which a decision on a suggestion is remembered."""
    main = "text" if suggestion.kind == "quote" else "name"
    if suggestion.rule in ("person", "group", "quote", "reported"):
        return str(suggestion.raw.get(main, ""))
    evidence = suggestion.evidence[0]
    named = evidence.fields.get("status") or evidence.fields.get("type")
    return named.words if named else evidence.sentence.words


def _is_open(suggestion: Suggestion, decided: Sequence[Decision]) -> bool:
    never = {_folded(each.words) for each in decided if each.verdict == "never"}
    return _folded(words_of(suggestion)) not in never


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _joined(found: Iterator[Suggestion]) -> Sequence[Suggestion]:
    """The same suggestion from several sentences as one, in the order of the text."""
    by_key: dict[str, list[Suggestion]] = {}
    titles: dict[str, list[str]] = {}
    for each in found:
        key = each.key
        if each.kind == "event":
            alike = titles.setdefault(each.raw["title"], [])
            known = alike[-_MOST_ALIKE:]
            key = next((one for one in known if _is_same(by_key[one][0], each)), key)
            if key == each.key:
                alike.append(key)
        by_key.setdefault(key, []).append(each)
    joined = [first.joined(others) for first, *others in by_key.values()]
    return sorted(joined, key=lambda each: each.evidence[0].sentence.start)


def _is_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two events of one title are one: neither date nor casualties tell them apart."""
    dates = {one.raw["date"], other.raw["date"]}
    if len({each for each in dates if not each.startswith("[..")}) > 1:
        return False
    rows = {str(sorted(row.items())) for row in one.raw.get("casualties", ())}
    others = {str(sorted(row.items())) for row in other.raw.get("casualties", ())}
    is_placed = "place" in one.raw and not (rows and others)
    return is_placed or (bool(rows) and rows == others)


def _with_needed(found: Sequence[Suggestion], wanted: Collection[str]) -> Sequence[Suggestion]:
    """Those of some rules, each after those it needs; a reference to one left out is a name."""
    by_key = {each.key: each for each in found}
    chosen: dict[str, Suggestion] = {}

    def choose(each: Suggestion) -> None:
        lost = {key for key in each.needs if key not in by_key}
        for key in each.needs:
            if key not in lost and key not in chosen:
                choose(by_key[key])
        made = without(each, lost)
        if made is not None:
            chosen[each.key] = made

    for each in found:
        if each.rule in wanted and each.key not in chosen:
            choose(each)
    return list(chosen.values())


def without(suggestion: Suggestion, lost: Collection[str]) -> Suggestion | None:
    """A suggestion without others it refers to, whose names it keeps; None if it needs them.

    Args:
        suggestion: The suggestion.
        lost: The keys of those others.
    """
    if not any(key in lost for key in suggestion.needs):
        return suggestion
    if suggestion.kind == "link":
        return None
    raw = dict(suggestion.raw)
    if raw.get("speaker") in lost:
        del raw["speaker"]
    if "actors" in raw:
        raw["actors"] = [
            {**row, "name": row["ref"].partition(" ")[2], "ref": ""}
            if row.get("ref") in lost
            else row
            for row in raw["actors"]
        ]
    return replace(suggestion, raw=raw)
