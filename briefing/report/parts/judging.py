"""Key judgements, by the question they answer."""

from collections.abc import Iterator

from briefing.model.kinds.judgement import Judgement, is_current
from briefing.model.terms import LIKELIHOODS
from briefing.report.document import Block, Heading
from briefing.report.told import Options, Told


def key_judgements(told: Told, options: Options) -> Iterator[Block]:
    """The judgements that stand, most likely first, under the question they answer."""
    by_question: dict[str, list[str]] = {}
    for ref in told.scope.of("judgement"):
        judgement = told.record(ref)
        if isinstance(judgement, Judgement) and (options.full or _is_open(judgement)):
            by_question.setdefault(judgement.question, []).append(ref)
    # Those that answer no question come last.
    for question, refs in sorted(by_question.items(), key=lambda each: (not each[0], each[0])):
        if question:
            yield Heading(told.book.label(question), question)
        elif len(by_question) > 1:
            yield Heading("Other judgements")
        yield from told.tell_all(
            sorted(refs, key=lambda ref: _likelihood(told, ref), reverse=True), full=options.full
        )


def _is_open(judgement: Judgement) -> bool:
    """Whether a judgement stands, and what became of it is not known yet."""
    return is_current(judgement) and not judgement.outcome


def _likelihood(told: Told, ref: str) -> int:
    """The place of a judgement's likelihood on its scale; the lowest without one."""
    return ["", *LIKELIHOODS].index(getattr(told.record(ref), "likelihood", ""))
