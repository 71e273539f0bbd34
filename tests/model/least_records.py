"""The least a record of each kind can hold."""

from typing import Any

Raw = dict[str, Any]

COMPLETE: dict[str, Raw] = {
    "group": {"name": "Northern Front"},
    "leader": {"name": "Idris Talon"},
    "event": {"title": "Ambush", "date": "2019-05"},
    "quote": {"text": "We stay", "source": "source:wire", "attribution": "an officer"},
    "source": {"title": "Wire story"},
    "link": {"type": "leads", "from": "leader:talon", "to": "group:front"},
}
