"""Key judgements, by the question they answer."""

from collections.abc import Iterator

from briefing.model.kinds.judgement import Judgement, is_current
from briefing.model.refs import kind_of
from briefing.model.terms import LIKELIHOODS
from briefing.report.document import Block, Heading
from briefing.report.told import Options, Told


def key_judgements(told: Told, options: Options) -> Iterator[Block]:
    """The judgements that stand, most likely first, under the question they answer."""
    by_question: dict[str, list[str]] = {}
    for ref in told.scope.of("judgement"):
        judgement = told.record(ref)
        if isinstance(judgement, Judgement) and (options.full or is_current(judgement)):
            by_question.setdefault(judgement.question, []).append(ref)
    for question, refs in sorted(by_question.items()):
        if question and kind_of(question) == "requirement":
            yield Heading(told.book.label(question), question)
        yield from told.tell_all(
            sorted(refs, key=lambda ref: _likelihood(told, ref), reverse=True), full=options.full
        )


def _likelihood(told: Told, ref: str) -> int:
    """The place of a judgement's likelihood on its scale; the lowest without one."""
    return ["", *LIKELIHOODS].index(getattr(told.record(ref), "likelihood", ""))
