"""Leaders: people who lead, command or speak."""

from typing import Annotated, ClassVar

from briefing.model import fields as f
from briefing.model.kinds.kind import BY_NAME, Kind, by_field
from briefing.model.kinds.record import Record, Texts
from briefing.model.kinds.rules import in_order
from briefing.model.terms import DEAD_STATUSES, LEADER_STATUSES


class Leader(Record, frozen=True):
    """A person who leads, commands or speaks."""

    kind_name: ClassVar = "leader"
    rules: ClassVar = (in_order("born", "died"),)

    name: Annotated[str, f.text("Name", "as you would print it", "Mokhtar Belmokhtar")]
    position: Annotated[
        str, f.at_present(f.term("Position", "office or command", "Defence Minister"))
    ] = ""
    nationalities: Annotated[Texts, f.countries("Nationalities")] = ()
    born: Annotated[str, f.begins(f.date("Born", example="1972-06-01"))] = ""
    died: Annotated[str, f.ends(f.date("Died", example="2013-02-2X"))] = ""
    status: Annotated[
        str, f.at_present(f.choice("Status", LEADER_STATUSES), over=DEAD_STATUSES)
    ] = ""


LEADER = Kind(
    cls=Leader,
    named_by="name",
    keys="2",
    is_pane=True,
    letter="l",
    is_party=True,
    is_person=True,
    texts=("summary", "position"),
    cited_fields=("position", "status"),
    orders=(BY_NAME, by_field("status")),
)
