"""Settings for all briefings, from `config.toml` in the user's configuration folder."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from briefing.model.parsers.dates.reference import DATE_ORDERS

VARIABLE = "BRIEFING_CONFIG"
"""The environment variable that names another file."""


class ConfigFault(Exception):
    """A configuration that cannot be used; `str()` gives the file, the problem and the remedy."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings, one per line of the file.

    Attributes:
        by: Who makes changes, as the history names them; empty for the login name.
        date_order: What "3/4/2013" means: one of `DATE_ORDERS`; empty to refuse it.
        cache: `off` to keep no search tables for the next start; otherwise `on` or empty.
    """

    by: str = ""
    date_order: str = ""
    cache: str = ""


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The path of the settings file."""
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("briefing", appauthor=False) / "config.toml"


def read_config(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings; without a file, return the defaults.

    Raises:
        ConfigFault: The file cannot be read, or contains an invalid setting.
    """
    path = config_path(environment)
    try:
        # Some editors on Windows begin a file with a byte order mark.
        text = path.read_text("utf-8-sig")
        import tomllib

        raw = tomllib.loads(text)
    except FileNotFoundError:
        if environment.get(VARIABLE):
            raise ConfigFault(
                f"{path}: there is no such file, though ${VARIABLE} names it"
            ) from None
        return Config()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigFault(f"{path}: cannot be read ({reason}); check its permissions") from None
    except RecursionError:
        raise ConfigFault(f"{path}: not readable TOML: it is nested too deeply") from None
    except ValueError as error:
        # Not TOML, not UTF-8, or a number with more digits than Python accepts.
        raise ConfigFault(f"{path}: not TOML: {error}") from None
    known = {field.name for field in fields(Config)}
    for key, value in raw.items():
        if key not in known:
            settings = ", ".join(sorted(known))
            raise ConfigFault(f"{path}: there is no setting “{key}”; the settings are {settings}")
        if key == "date_order" and value not in ("", *DATE_ORDERS):
            choices = " or ".join(f'{key} = "{order}"' for order in DATE_ORDERS)
            raise ConfigFault(f"{path}: {key} is {choices}, not “{value}”")
        if key == "cache" and value not in ("", "on", "off"):
            raise ConfigFault(f'{path}: {key} is {key} = "on" or {key} = "off", not “{value}”')
        if not isinstance(value, str):
            raise ConfigFault(f'{path}: {key} must be a text, such as {key} = "A. Analyst"')
    return Config(**{key: value.strip() for key, value in raw.items()})
