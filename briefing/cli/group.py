"""The `briefing` command, which opens the screen, and the options that commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from briefing import __version__


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


class OpenByDefault(click.Group):
    """A group whose only argument may also be a briefing to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Treat the only argument that is neither an option nor a command as a briefing."""
        options = args[:-1]
        is_alone = all(
            part.startswith("-") or (place and options[place - 1] == "--db")
            for place, part in enumerate(options)
        )
        is_value = bool(options) and options[-1] == "--db"
        if args and is_alone and not is_value:
            last = args[-1]
            if not last.startswith("-") and last not in self.commands:
                args = [*options, "--db", last]
        return super().parse_args(ctx, args)


@click.group(
    cls=OpenByDefault,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[DB] | COMMAND …",
)
@db_option
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open a briefing book: groups, leaders, events and quotes of an armed conflict.

    Without a command, the briefing DB opens on the screen; press ? there for the keys.
    """
    if ctx.invoked_subcommand is None:
        from briefing.cli.opening import open_screen, path_of

        open_screen(path_of(ctx))
