"""Run the program: open the screen or run a command, and report errors in one line."""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing.cli.printing import fail
from briefing.cli.startup import hold_collector


def main() -> None:
    """Run the program; report any error in one line on stderr."""
    hold_collector()
    _prepare_streams()
    try:
        briefing = _briefing_alone(sys.argv[1:])
        if briefing is None:
            _run_command()
        else:
            from briefing.cli.opening import open_screen

            open_screen(briefing)
    except KeyboardInterrupt:
        fail("stopped")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end].encode(errors="backslashreplace").decode()
        fail(f"an argument is not valid text: it contains {half}")
    except OSError as error:
        # This includes output that cannot be written, as on a full disk.
        _drop_output()
        fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exception as error:
        from briefing.config import ConfigFault
        from briefing.model.faults import InvalidRecord
        from briefing.store.errors import StoreError, UnknownRecord

        if not isinstance(error, StoreError | InvalidRecord | ConfigFault):
            raise
        is_unknown = isinstance(error, UnknownRecord)
        fail(f"{error}; `briefing search` finds records by name" if is_unknown else str(error))


def _briefing_alone(arguments: Sequence[str]) -> Path | None:
    """The briefing to open, if the arguments ask for nothing else.

    This usual start then saves the 10 ms of importing click and the commands.
    """
    from briefing.cli.opening import default_db

    if "_BRIEFING_COMPLETE" in os.environ:  # click completes a command line for the shell
        return None
    match arguments:
        case []:
            path = default_db()
        case [name] if name.endswith(".json") and not name.startswith("-"):
            path = Path(name)
        case _:
            return None
    # Anything unusual about the file is left to the command line.
    with contextlib.suppress(OSError):
        return path if path.is_file() else None
    return None


def _run_command() -> None:
    import click

    from briefing.cli.commands import cli

    try:
        sys.exit(cli.main(standalone_mode=False, prog_name="briefing") or 0)
    except click.ClickException as error:
        fail(error.format_message())
    except click.Abort:
        fail("stopped")


def _prepare_streams() -> None:
    """Make sure all three streams exist and can print any character."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by the parent process.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  for good
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Discard output that cannot be written; Python would retry at exit, and complain."""
    with contextlib.suppress(OSError, ValueError):
        output = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), output)
