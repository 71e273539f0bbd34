"""Runs the program: puts its commands together and says what goes wrong in one line."""

import contextlib
import gc
import io
import os
import sys
from pathlib import Path

import click

# Each module adds its commands to the group.
from briefing.cli import (  # noqa: F401
    changing,
    parsing,
    reading,
    repairing,
    safekeeping,
    searching,
)
from briefing.cli.group import cli
from briefing.cli.printing import fail


def main() -> None:
    """Run the program; whatever goes wrong is one line on stderr."""
    # The collector would walk every object of every import for nothing.
    gc.disable()
    _prepare_streams()
    try:
        sys.exit(cli.main(standalone_mode=False, prog_name="briefing") or 0)
    except click.ClickException as error:
        fail(error.format_message())
    except click.Abort:
        fail("stopped")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end].encode(errors="backslashreplace").decode()
        fail(f"an argument is not valid text: it contains {half}")
    except OSError as error:
        # Among them an output that cannot be written, as on a full disk.
        _drop_output()
        fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exception as error:
        from briefing.config import ConfigFault
        from briefing.model.faults import InvalidRecord
        from briefing.store.errors import StoreError

        if not isinstance(error, StoreError | InvalidRecord | ConfigFault):
            raise
        fail(str(error))


def _prepare_streams() -> None:
    """Have all three streams, and none that stumbles over a character its terminal lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by whoever started the program.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  for good
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let go of what could not be written; Python would try again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):
        output = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), output)
