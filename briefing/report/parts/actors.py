"""Who is who, who is tied to whom, and what was said."""

from collections.abc import Iterator

from briefing.model.english import counted_first
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.model.kinds.requirement import Requirement
from briefing.model.kinds.source import Source, source_line
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.report.document import Block, Paragraph, Run, plain
from briefing.report.told import Options, Told


def who_is_who(told: Told, options: Options) -> Iterator[Block]:
    """Profiles: those asked for first and in full, then leaders, then groups."""
    asked = [ref for ref in told.scope.asked.refs if KINDS[kind_of(ref)].is_party]
    yield from told.tell_all(asked, full=options.full)
    kinds = (kind for kind in KINDS.values() if kind.is_party)
    for kind in sorted(kinds, key=lambda kind: not kind.is_person):
        others = [ref for ref in told.scope.of(kind.name) if ref not in asked]
        yield from told.tell_all(others, full=options.full and not asked)


def ties(told: Told, options: Options) -> Iterator[Block]:
    """Links in sentences."""
    for kind in KINDS.values():
        if kind.is_tie:
            yield from told.tell_all(told.scope.of(kind.name), full=options.full)


def quotes(told: Told, options: Options) -> Iterator[Block]:
    """Who said what, in order of time."""
    for kind in KINDS.values():
        if not kind.source_by:
            continue
        found = told.scope.of(kind.name)
        shown = options.latest(found)
        yield from told.tell_all(shown, full=options.full)
        if left := len(found) - len(shown):
            noun, verb = plural(left, f"earlier {kind.name}"), plural(left, "is", "are")
            yield Paragraph((plain(f"{counted_first(left)} {noun} {verb} not listed here."),))


def others(told: Told, options: Options) -> Iterator[Block]:
    """Questions, records of kinds that no other part tells of, and sources that nothing cites."""
    for kind in KINDS.values():
        is_told = kind.is_party or kind.is_tie or kind.source_by or kind.is_source or kind.is_own
        if kind.name == Requirement.kind_name or not (is_told or kind.name == Event.kind_name):
            yield from told.tell_all(told.scope.of(kind.name), full=options.full)
    for ref in told.scope.of(Source.kind_name):
        source = told.record(ref)
        if isinstance(source, Source) and ref not in told.sources:
            line = Run(source_line(source), ref, ("title",))
            yield Paragraph(((line,), plain("Nothing here cites it.")), (), ref, is_item=True)
