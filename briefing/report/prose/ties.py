"""Links in sentences: who leads, joined, opposed or supported whom, and when."""

from briefing.model.english import when
from briefing.model.kinds import KINDS
from briefing.model.kinds.link import VERBS, Link, time_line, verb_of
from briefing.model.refs import kind_of
from briefing.model.terms import MOMENTARY_LINKS
from briefing.report.document import Paragraph, Run
from briefing.report.prose.narrator import Narrator, begun, names
from briefing.store.book import Book


def tie_paragraph(narrator: Narrator, *, is_full: bool) -> Paragraph:
    """A link as a sentence: “Belmokhtar has led the Signatories in Blood since 2013”.

    Args:
        narrator: Tells of the link.
        is_full: Whether to say everything, not only what a short brief needs.
    """
    link = narrator.record
    if not isinstance(link, Link):
        raise TypeError(f"{narrator.ref} is not a link")
    runs = [
        names(narrator.book, link.from_),
        narrator.states(f" {_verb(narrator.book, link)} ", "type", "from"),
        *narrator.states_name(link.to, "to"),
        narrator.states(f" as {link.role}", "role") if link.role else Run(""),
        *_time(narrator, link),
    ]
    sentence = begun([run for run in (*runs, Run(".")) if run.text])
    more = [*narrator.aliases(), *narrator.summary()] if is_full else []
    return Paragraph((sentence, *more), (), narrator.ref, is_item=True)


def _verb(book: Book, link: Link) -> str:
    first = book.label(link.from_)
    if link.type in MOMENTARY_LINKS or link.end or not link.start:
        return VERBS[link.type].was if link.type in MOMENTARY_LINKS else verb_of(link, first)
    return VERBS[link.type].of(first, is_person=KINDS[kind_of(link.from_)].is_person).since


def _time(narrator: Narrator, link: Link) -> list[Run]:
    fields = [name for name in ("start", "end") if getattr(link, name)]
    if not fields:
        return []
    if link.type in MOMENTARY_LINKS and link.start and not link.end:
        words = f" {when(link.start)}"
    elif link.end and not link.start:
        words = f", which ended {when(link.end)}"
    else:
        words = f"{',' if link.end else ''} {time_line(link)}"
    return [narrator.states(words, *fields)]
