"""Groups: armed groups, forces, governments and other bodies."""

from typing import Annotated, ClassVar

from briefing.model import fields as f
from briefing.model.kinds.kind import BY_NAME, Kind, RowParts, by_field
from briefing.model.kinds.record import Record, Texts
from briefing.model.kinds.rules import in_order
from briefing.model.refs import LabelOf
from briefing.model.terms import DISSOLVED_STATUSES, GROUP_KINDS, GROUP_STATUSES


class Group(Record, frozen=True):
    """An armed group, force, government or other body."""

    kind_name: ClassVar = "group"
    rules: ClassVar = (in_order("founded", "dissolved"),)

    name: Annotated[str, f.text("Name", "as you would print it", "Signatories in Blood")]
    abbreviation: Annotated[str, f.text("Abbreviation", "its usual letters", "MUJAO")] = ""
    kind: Annotated[str, f.choice("Kind", GROUP_KINDS)] = ""
    countries: Annotated[Texts, f.countries("Countries")] = ()
    founded: Annotated[str, f.begins(f.date("Founded", "when it came to be", "2013"))] = ""
    dissolved: Annotated[str, f.ends(f.date("Dissolved", "when it ended", "2013-08-22"))] = ""
    status: Annotated[
        str, f.at_present(f.choice("Status", GROUP_STATUSES), over=DISSOLVED_STATUSES)
    ] = ""


def _row(group: Group, _label_of: LabelOf) -> RowParts:
    letters = group.abbreviation
    return "", f"{letters}  {group.name}" if letters else group.name, " ".join(group.countries)


GROUP = Kind(
    cls=Group,
    named_by="name",
    short_by="abbreviation",
    keys="1",
    is_pane=True,
    letter="g",
    is_party=True,
    cited_fields=("kind", "status"),
    orders=(BY_NAME, by_field("kind"), by_field("status")),
    row=_row,
)
