"""The least a record of each kind can hold."""

from typing import Any

from briefing.model.kinds import KINDS

Raw = dict[str, Any]

COMPLETE: dict[str, Raw] = {
    name: {field.name: field.example.replace("…", "x") for field in kind.fields if field.required}
    for name, kind in KINDS.items()
}
COMPLETE["quote"]["attribution"] = "an officer"
COMPLETE["link"]["to"] = "group:y"
