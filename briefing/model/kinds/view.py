"""Views: filters kept under a name, for whoever works on the briefing."""

from typing import Annotated, ClassVar

from briefing.model import fields as f
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Record


class View(Record, frozen=True):
    """A filter kept under a name."""

    kind_name: ClassVar = "view"

    name: Annotated[str, f.text("Name", "what it shows", "Battles near Kidal")]
    query: Annotated[str, f.query("Query", "as typed in the query line", "kind:battle place:kidal")]


VIEW = Kind(
    cls=View,
    named_by="name",
    letter="v",
    is_own=True,
    told_by=lambda view: view.query,
    row=lambda view, _: ("", view.name, view.query),
)
