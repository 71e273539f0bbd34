"""Requirements: the standing questions that a briefing is kept to answer."""

from typing import Annotated, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.codes import check_moment
from briefing.model.kinds.kind import Kind, Order, name_key
from briefing.model.kinds.record import Record, Row
from briefing.model.refs import slugify
from briefing.model.terms import REQUIREMENT_STATUSES

_SLUG_WORDS = 6

_QUERY = "what to look for, as in the query line"


class Indicator(Row, frozen=True):
    """Something to be observed that would change an answer."""

    what: Annotated[str, f.text("Sign", "what would be seen", "convoys leave Kidal")]
    watch: Annotated[str, f.query("Watch", _QUERY, "kind:strategic place:kidal")] = ""


class Requirement(Record, frozen=True):
    """A standing question, which judgements answer."""

    kind_name: ClassVar = "requirement"

    text: Annotated[str, f.text("Question", "in one sentence", "Who will hold Kidal?")]
    watch: Annotated[str, f.query("Watch", _QUERY, "place:kidal after:2014")] = ""
    asked: Annotated[str, f.begins(f.date("Asked", "since when", "2014-01-24"))] = ""
    status: Annotated[
        str, f.at_present(f.choice("Status", REQUIREMENT_STATUSES), over=("answered", "dropped"))
    ] = ""
    indicators: Annotated[
        tuple[Indicator, ...], f.rows("Indicators", "what would point to an answer")
    ] = ()
    seen: Annotated[
        str,
        f.aside(
            f.evidence(
                f.text(
                    "Seen", "until when its matches were seen", "2014-01-24T12:00Z", check_moment
                )
            )
        ),
    ] = ""


REQUIREMENT = Kind(
    cls=Requirement,
    named_by="text",
    keys="8",
    letter="r",
    is_own=True,
    is_named=False,
    dated_by=("asked",),
    orders=(Order("date", lambda record: dates.sort_key(record.asked)), Order("words", name_key)),
    slug=lambda record: slugify(*record.text.split()[:_SLUG_WORDS]),
    row=lambda record, _: ("", record.text, record.status),
)
