"""Open the matrix of the question that a record is, or answers."""

from briefing.model.kinds.judgement import Judgement
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.hypotheses.screen import HypothesesScreen
from briefing.views.hypotheses import question_of


async def weigh(work: Workspace, chosen: Selection) -> None:
    """Set the judgements that answer a question against their evidence."""
    record = work.need(chosen.ref, "weigh")
    if record is None:
        return
    question = question_of(work.book, chosen.ref)
    if not question:
        work.host.tell(
            "this judgement answers no question: press e and name one under Answers"
            if isinstance(record, Judgement)
            else "go to a requirement (8) or a judgement (7) first: this weighs the answers to it"
        )
    elif ref := await work.host.ask(HypothesesScreen(work, question)):
        work.host.visit(ref)
