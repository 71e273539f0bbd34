"""The `briefing` command, which opens the screen, and how commands are told their briefing."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_ARGUMENT, _HAS_ARGUMENT = "briefing.argument", "briefing.has_argument"


def _keep_option(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


def _keep_argument(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    ctx.meta[_ARGUMENT] = value


DB_OPTION = click.Option(
    ["--db"],
    metavar="PATH",
    type=click.Path(path_type=Path),
    callback=_keep_option,
    expose_value=False,
    help="The briefing, like DB. Default: ./db.json, else $BRIEFING_DB, else in your data folder.",
)


def _complete(ctx: click.Context, db: click.Parameter, begun: str) -> "list[CompletionItem]":
    """What may stand for DB: a file, or the command's own first argument instead."""
    own = [param for param in ctx.command.params if isinstance(param, click.Argument)][:1]
    return [item for param in (db, *own) for item in param.type.shell_complete(ctx, param, begun)]


def _argument(metavar: str) -> click.Argument:
    return click.Argument(
        ["briefing"],
        metavar=metavar,
        required=False,
        type=click.Path(path_type=Path),
        callback=_keep_argument,
        expose_value=False,
        shell_complete=_complete,
    )


class Ref(click.types.StringParamType):
    """The type of arguments that name a record."""

    @staticmethod
    def fits(argument: str) -> bool:
        """Whether an argument can name a record: group:aqim."""
        from briefing.model.kinds import KINDS

        kind, colon, _ = argument.partition(":")
        return bool(colon) and kind in KINDS


class QueryText(click.types.StringParamType):
    """The type of arguments that make up a query."""

    @staticmethod
    def fits(argument: str) -> bool:
        """Whether an argument can be part of a query rather than a briefing."""
        return not argument.endswith(".json")


class FileName(click.types.StringParamType):
    """The type of arguments that name a file which is not the briefing."""


class InsteadOption(click.Option):
    """An option that takes the place of the command's own argument."""


class BriefingCommand(click.Command):
    """A command on a briefing, which `--db` names, or DB before the command's own arguments.

    DB ends in .json or exists, unless the command has no other arguments. It is taken for one only
    if it cannot be one of the others: if there is one more than these, or they are refs.

    Args:
        needs_db: Whether one must be named, as there is no default.
    """

    def __init__(self, *args: Any, needs_db: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._needs_db = needs_db
        self._db = _argument("DB" if needs_db else "[DB]")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The parameters, DB being among them unless it is not given."""
        db = [self._db] if ctx.meta.get(_HAS_ARGUMENT, True) else []
        return [DB_OPTION, *db, *super().get_params(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find out whether the first argument is the briefing, then parse.

        Raises:
            click.UsageError: It may be something else, or two briefings are named.
        """
        if not ctx.resilient_parsing:
            ctx.meta[_HAS_ARGUMENT] = self._has_argument(ctx, args)
        rest = super().parse_args(ctx, args)
        root, named = ctx.find_root(), ctx.meta.get(_ARGUMENT)
        if named is not None and root.obj not in (None, named):
            raise click.UsageError(f"two briefings are named, {named} and {root.obj}; name one")
        root.obj = named or root.obj
        if self._needs_db and root.obj is None and not ctx.resilient_parsing:
            raise click.UsageError("Missing argument 'DB'.")
        return rest

    def _has_argument(self, ctx: click.Context, args: list[str]) -> bool:
        own = [param for param in self.params if isinstance(param, click.Argument)]
        options = [param for param in self.params if isinstance(param, click.Option)]
        only_options = click.Command(self.name, params=[DB_OPTION, *options])
        given, arguments, _ = only_options.make_parser(ctx).parse_args([*args])
        if not own or not arguments:
            return True
        first, takes_refs = arguments[0], isinstance(own[0].type, Ref)
        fits = getattr(own[0].type, "fits", None)
        is_replaced = any(isinstance(it, InsteadOption) and it.name in given for it in options)
        is_surplus = len(arguments) > len(own) and own[-1].nargs == 1
        may_be_own = fits(first) if fits else not (is_replaced or is_surplus)
        is_there, is_json = _exists(first), first.endswith(".json")
        if not may_be_own:
            if is_surplus and not (is_there or is_json):
                raise click.UsageError(
                    f"{first} is not a briefing, which ends in .json or exists already; "
                    "put words that belong together in quotation marks"
                )
            return is_there or is_json
        is_named = "db" in given or ctx.find_root().obj is not None
        is_free = takes_refs or (is_json and own[0].type is click.STRING)
        if is_there and is_free and not is_named:
            what = "record" if takes_refs else "text"
            raise click.UsageError(f"{first} may be a {what} or a file; name the briefing by --db")
        return False


def _exists(name: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return bool(name) and Path(name).exists()
    return False


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


class OpenByDefault(click.Group):
    """A group whose only argument may also be a briefing to open."""

    command_class = BriefingCommand

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
    params=[DB_OPTION],
)
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open a briefing book: groups, leaders, events and quotes of an armed conflict.

    Without a command, the briefing DB opens on the screen; press ? there for the keys.
    """
    if ctx.invoked_subcommand is None:
        from briefing.cli.opening import open_screen, path_of

        open_screen(path_of(ctx))
