"""Links in sentences: who leads, joined, opposed or supported whom, and when."""

from briefing.model.english import bound, when
from briefing.model.kinds import KINDS
from briefing.model.kinds.link import VERBS, Link, verb_of
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
    return [narrator.states(f" {_when(link)}", *fields)] if fields else []


def _when(link: Link) -> str:
    """The time of a link; of what is a moment, that moment."""
    is_moment = link.type in MOMENTARY_LINKS
    if link.start == link.end:
        return when(link.start)
    if link.start and link.end:
        return f"from {bound(link.start)} to {bound(link.end)}"
    if link.start:
        return when(link.start) if is_moment else f"since {bound(link.start)}"
    return f"{'no later than' if is_moment else 'until'} {bound(link.end)}"
