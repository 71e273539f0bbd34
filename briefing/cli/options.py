"""Options shared by several commands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--db`, accepted before or after the command's name."""

    def keep(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.find_root().obj = value

    return click.option(
        "--db",
        metavar="PATH",
        type=click.Path(path_type=Path),
        callback=keep,
        expose_value=False,
        help="The briefing. Default: ./db.json, else $BRIEFING_DB, else in your data folder.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
