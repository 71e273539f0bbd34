"""How well it is known: gaps, the source summary, the sources, the passages.

Source: ICD 206, section D.5: a source summary statement says how strong and how varied the sources
are, what they rest on, and which matter most.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from briefing.model import dates
from briefing.model.contradictions import field_name
from briefing.model.english import capitalised, counted, counted_first, listed, when
from briefing.model.kinds.citation import full_stop
from briefing.model.kinds.judgement import Judgement, is_current
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.requirement import Requirement
from briefing.model.kinds.source import Source, source_line
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.model.terms import RELIABILITIES
from briefing.provenance import origin, source_at
from briefing.report.document import Block, Note, Paragraph, Run, Table, plain
from briefing.report.notes import grade_shown
from briefing.report.parts.news import silences
from briefing.report.told import Options, Support, Told
from briefing.views.sources import field_said

_WEIGHTY = ("casualties", "status", "died", "dissolved")
"""Fields whose statements are named if they rest on a single origin."""

_FEW = 8
"""Weak statements that are listed one by one."""


def gaps(told: Told, options: Options) -> Iterator[Block]:
    """What is not known, what nothing supports, and what rests on one origin."""
    for question, found in _lacking(told).items():
        lead = plain(told.book.label(question)) if question else ()
        yield Paragraph(tuple((run,) for run in found), lead, found[0].ref, is_item=True)
    answered = _answered(told)
    for ref in told.scope.of(Requirement.kind_name):
        asked = told.record(ref)
        is_open = isinstance(asked, Requirement) and asked.status in ("", "open")
        if is_open and ref not in answered:
            said = Run(f"No judgement here answers: {told.book.label(ref)}", ref, ("text",))
            yield Paragraph(((said,),), (), ref, is_item=True)
    yield from silences(told)
    yield from _weak(told, options)


def _lacking(told: Told) -> Mapping[str, Sequence[Run]]:
    """What the judgements that stand say is not known, by the question they answer."""
    found: dict[str, dict[str, Run]] = {}
    for ref in told.scope.of(Judgement.kind_name):
        judgement = told.record(ref)
        if isinstance(judgement, Judgement) and is_current(judgement):
            narrator = told.narrator(ref)
            for gap in judgement.gaps:
                said = f"{capitalised(gap)}{full_stop(gap)}"
                by_question = found.setdefault(judgement.question, {})
                by_question.setdefault(said, narrator.states(said, "gaps"))
    return {question: [*runs.values()] for question, runs in found.items()}


def _answered(told: Told) -> Collection[str]:
    """The questions that a judgement that stands answers."""
    found = (told.record(each) for each in told.scope.of(Judgement.kind_name))
    return {each.question for each in found if isinstance(each, Judgement) and is_current(each)}


def _weak(told: Told, options: Options) -> Iterator[Block]:
    unsourced = [each for each in told.support if not each.origins]
    alone = [each for each in told.support if len(each.origins) == 1]
    every = {each.origins[0] for each in alone}
    if unsourced:
        yield _listed(told, unsourced, "No source is cited for", options)
    if len(every) == 1 and len(alone) + len(unsourced) == len(told.support):
        text = f"Everything that has a source rests on a single one, {told.source(every.pop())}."
        yield Paragraph((plain(text),), is_item=True)
    elif alone:
        verb = plural(len(alone), "rests", "rest")
        text = f"Of {len(told.support):,} statements, {counted(len(alone))} {verb} on one origin."
        yield Paragraph((plain(text),), is_item=True)
        if weighty := [each for each in alone if each.field in _WEIGHTY]:
            yield _listed(told, weighty, "Among them", options)


def _listed(told: Told, found: Sequence[Support], head: str, options: Options) -> Paragraph:
    """Statements by record: “Abou Zeid killed (date, place)”."""
    by_record: dict[str, list[str]] = {}
    for each in found:
        by_record.setdefault(each.ref, []).append(field_said(each.ref, each.field).lower())
    most = len(by_record) if options.full else _FEW
    named = [
        f"{told.book.label(ref)} ({', '.join(fields)})"
        for ref, fields in islice(by_record.items(), most)
    ]
    more = [f"{len(by_record) - most:,} more"] if len(by_record) > most else []
    return Paragraph((plain(f"{head}: {'; '.join([*named, *more])}."),), is_item=True)


def source_summary(told: Told, _options: Options) -> Iterator[Block]:
    """How many sources, how good, how independent, how old."""
    sources = [(ref, source) for ref in told.sources if (source := source_at(told.book, ref))]
    if not sources:
        return
    count = len(sources)
    origins = {origin(told.book, ref) for ref, _ in sources}
    of = (
        "all of them originals"
        if len(origins) == count
        else f"which go back to {counted(len(origins))} {plural(len(origins), 'origin')}"
    )
    noun = plural(count, "source")
    head = f"This report rests on {counted(count)} {noun}{f', {of}' if count > 1 else ''}."
    sentences = [plain(head), *map(plain, _grades([source for _, source in sources]))]
    sentences += map(plain, _ages([source for _, source in sources]))
    sentences += map(plain, _shares(told))
    yield Paragraph(tuple(sentences))


def _grades(sources: Sequence[Source]) -> Iterator[str]:
    found = Counter(source.reliability for source in sources)
    said = [
        f"{counted(found[grade])} {plural(found[grade], 'is', 'are')} graded {grade} "
        f"({RELIABILITIES[grade]})"
        for grade in RELIABILITIES
        if found[grade]
    ]
    if ungraded := found[""]:
        said.append(f"{counted(ungraded)} {plural(ungraded, 'is', 'are')} not graded")
    if len(sources) == 1:
        grade = sources[0].reliability
        yield f"It is graded {grade} ({RELIABILITIES[grade]})." if grade else "It is not graded."
    else:
        yield f"{capitalised(listed(said))}."


def _shares(told: Told) -> Iterator[str]:
    if total := len(told.support):
        alone = sum(len(each.origins) == 1 for each in told.support)
        bare = sum(not each.origins for each in told.support)
        if total == 1:
            share = "The only statement rests" if alone else ""
        elif alone == total:
            share = f"All {counted(total)} statements rest"
        else:
            share = f"Of {total:,} statements, {_percent(alone, total)} rest"
        if share:
            yield f"{share} on a single origin."
        if bare:
            yield f"{counted_first(bare)} {plural(bare, 'has', 'have')} no source."
    quotes = [told.record(ref) for ref in told.scope.of(Quote.kind_name)]
    unnamed = sum(isinstance(each, Quote) and each.anonymity == "unnamed" for each in quotes)
    if unnamed:
        verb = plural(unnamed, "comes from a speaker", "come from speakers")
        of = f"Of {counted(len(quotes))} {plural(len(quotes), 'quote')}, {counted(unnamed)}"
        yield f"{of} {verb} who {plural(unnamed, 'is', 'are')} not named."


def _percent(count: int, total: int) -> str:
    """A share that is neither all nor nothing unless it is."""
    share = round(100 * count / total)
    return f"{min(max(share, 1), 99) if 0 < count < total else share} per cent"


def _ages(sources: Sequence[Source]) -> Iterator[str]:
    known = [source.published for source in sources if dates.is_date(source.published)]
    if known:
        first = min(known, key=lambda date: dates.parse(date).earliest)
        last = max(known, key=lambda date: dates.parse(date).latest)
        if first == last:
            yield f"{'It' if len(sources) == 1 else 'The dated ones'} appeared {when(first)}."
        else:
            oldest, newest = dates.describe(first), dates.describe(last)
            yield f"The oldest is dated {oldest}, the newest {newest}."
    if undated := len(sources) - len(known):
        which = "It" if len(sources) == 1 else capitalised(counted(undated))
        yield f"{which} {plural(undated, 'is', 'are')} undated."


def sources(told: Told, options: Options) -> Iterator[Block]:
    """The sources named so far, with grades and where a copy stays; in full, all in scope."""
    for ref in [*told.labels, *(told.sources if options.full else ())]:
        told.label(ref)
    for ref, label in told.labels.items():
        source = source_at(told.book, ref)
        if source is None:
            continue
        lead = plain(label)
        said = [plain(source_line(source))]
        if source.reliability:
            why = f": {source.reliability_reason}" if source.reliability_reason else ""
            meaning = RELIABILITIES[source.reliability]
            said.append(plain(f"Graded {source.reliability}, {meaning}{why.rstrip('.')}."))
        if source.derived_from:
            said.append(plain(f"Copied from {quoted(told.book.label(source.derived_from))}."))
        if source.archived:
            said.append(plain(f"Archived at {source.archived}."))
        if digest := _digest(source):
            said.append(plain(digest))
        yield Paragraph(tuple(said), lead, ref, is_item=True)


def _digest(source: Source) -> str:
    """The hash of the document, given or that of the text that is held."""
    if source.sha256:
        return f"SHA-256 {source.sha256}."
    if source.text:
        import hashlib

        return f"SHA-256 of the text held {hashlib.sha256(source.text.encode()).hexdigest()}."
    return ""


def passages(told: Told, _options: Options) -> Iterator[Block]:
    """The exact words of the sources, with what they support or contradict."""
    found: dict[tuple[str, str, str], list[tuple[str, str, int]]] = {}
    for ref in told.scope.records():
        record = told.record(ref)
        against = told.narrator(ref).against
        for number, cite in enumerate(record.cites, start=1):
            if cite.passage:
                graded = grade_shown(told.book, cite.source, cite.credibility)
                key = (cite.source, " ".join(cite.passage.split()), graded)
                use = f"{told.book.label(ref)} ({field_said(ref, field_name(cite)).lower()})"
                use = f"against {use}" if number in against else use
                found.setdefault(key, []).append((ref, use, number))
    if not found:
        return
    rows, refs = [], []
    for (source, passage, graded), uses in found.items():
        named = dict.fromkeys(each for _, each, _ in uses)
        ref, _, number = uses[0]
        words = Run(quoted(passage), ref, (), (Note(ref, number),), "verbatim")
        cells = (plain(told.source(source)), plain(graded))
        rows.append(((words,), *cells, plain("; ".join(named))))
        refs.append(ref)
    yield Table(("Passage", "Source", "Grade", "Bears on"), tuple(rows), tuple(refs))
