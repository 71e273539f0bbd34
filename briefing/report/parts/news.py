"""What changed since the last brief, and what is new on the standing questions."""

from collections.abc import Iterator, Sequence

from briefing.model.english import counted, listed
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.report.document import Block, Paragraph, Run, plain
from briefing.report.told import Options, Told
from briefing.views.since_in_words import sentences
from briefing.views.watches import News, Watched

_FEW = 5
"""New records on a question that are named."""


def changes(told: Told, _options: Options) -> Iterator[Block]:
    """What is new, changed, withdrawn, and which judgements moved, in sentences."""
    for said in sentences(told.since) if told.since is not None else ():
        record = told.book.get(said.ref) if said.ref else None
        fields = (said.field,) if said.field else ()
        notes = told.narrator(said.ref).notes(*fields) if record is not None and fields else ()
        run = Run(said.text, said.ref if record is not None else "", fields, notes)
        yield Paragraph(((run,),), (), run.ref, is_item=True)


def watched(told: Told, _options: Options) -> Iterator[Block]:
    """What is new on each standing question since its matches were last seen."""
    for news in told.news:
        if found := told.new(news):
            yield Paragraph(((_new(told, news, found),),), (), news.question.ref, is_item=True)


def _new(told: Told, news: News, found: Sequence[str]) -> Run:
    count = f"{counted(len(found))} new {plural(len(found), 'record')}"
    named = [told.book.label(ref) for ref in found[:_FEW]]
    more = [f"{len(found) - _FEW:,} more"] if len(found) > _FEW else []
    question = quoted(told.book.label(news.question.ref))
    return Run(f"On {question}, {count}: {listed([*named, *more])}.")


def silences(told: Told) -> Iterator[Block]:
    """Watches that say nothing: that a sign was never seen is a gap, or evidence."""
    for news in told.news:
        for each in news.watched:
            if said := _silence(each):
                question = quoted(told.book.label(news.question.ref))
                yield Paragraph((plain(f"On {question}: {said}."),), is_item=True)


def _silence(watched: Watched) -> str:
    what = quoted(watched.watch.what) if watched.watch.what else f"its query, {watched.watch.query}"
    if watched.fault:
        return f"{what} cannot be watched, as its query is wrong"
    if not watched.total:
        return f"nothing here matches {what}"
    return f"{what} has nothing new" if watched.silence else ""
