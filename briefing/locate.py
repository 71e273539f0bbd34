"""Where a briefing is when nobody says where, and where the sample is."""

import os
from collections.abc import Mapping
from pathlib import Path

FILE_NAME = "db.json"
VARIABLE = "BRIEFING_DB"


def default_db(environment: Mapping[str, str] = os.environ) -> Path:
    """The briefing to open: `./db.json`, else `$BRIEFING_DB`, else in the user's data folder."""
    here = Path(FILE_NAME)
    if here.exists():
        return here
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False) / FILE_NAME


def sample() -> bytes | None:
    """The sample briefing: carried by an installed program, or beside the source of one."""
    from importlib.resources import files

    package = files("briefing")
    for place in (package / "sample.json", Path(str(package)).parent / FILE_NAME):
        if place.is_file():
            return place.read_bytes()
    return None
