"""Take what is new on standing questions as seen."""

from briefing.model.kinds import KINDS
from briefing.model.kinds.requirement import Requirement
from briefing.model.plurals import plural
from briefing.tui.actions.workspace import Selection, Workspace


async def take_as_seen(work: Workspace, chosen: Selection) -> None:
    """Take what is new on the questions in hand as seen."""
    from briefing.views import watches

    count = len(watches.take_as_seen(work.store, chosen.refs))
    if not count:
        work.host.tell(f"only {KINDS[Requirement.kind_name].plural} have news")
        return
    questions = f"{count:,} {plural(count, 'question')}" if count > 1 else "this question"
    work.host.tell(f"the news on {questions} now counts as seen; u undoes it")
