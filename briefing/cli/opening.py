"""Find and open a briefing, for a command or on the screen."""

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.printing import fail, note, say
from briefing.cli.startup import enable_collector, leave

if TYPE_CHECKING:
    import click

    from briefing.store.backend import Keep
    from briefing.store.store import Store

QUICK_BYTES = 1 << 20
"""A file up to this size is read before the first frame, a larger one after it."""

PATIENCE = 1.0
"""Seconds to wait for another program to finish a change; the screen then retries."""

FILE_NAME = "db.json"
VARIABLE = "BRIEFING_DB"


def default_db(environment: Mapping[str, str] = os.environ) -> Path:
    """The default briefing: `./db.json`, else `$BRIEFING_DB`, else in the user's data folder."""
    here = Path(FILE_NAME)
    if here.exists():
        return here
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False) / FILE_NAME


def sample() -> bytes | None:
    """The sample briefing, from the installed package or from the repository."""
    from importlib.resources import files

    package = files("briefing")
    for place in (package / "sample.json", Path(str(package)).parent / FILE_NAME):
        if place.is_file():
            return place.read_bytes()
    return None


def path_of(ctx: "click.Context") -> Path:
    """The briefing a command works on."""
    path: Path | None = ctx.find_root().obj
    return path or default_db()


def open_store(ctx: "click.Context", keep: "Keep | None" = None) -> "Store":
    """Open the briefing a command works on, and print its notices."""
    from briefing.config import read_config
    from briefing.store.store import Store

    store = Store.open(path_of(ctx), read_config().by, keep)
    for notice in store.notices:
        note(notice)
    enable_collector()
    return store


def open_reader(ctx: "click.Context") -> "Store":
    """Open the briefing for reading, even if two versions of it exist."""
    from briefing.store.errors import TwoVersions
    from briefing.store.store import Store

    try:
        return open_store(ctx)
    except TwoVersions as versions:
        note(f"{versions}; both are shown here as one")
        return Store.read(path_of(ctx), str(versions))


def open_screen(path: Path) -> None:
    """Open a briefing on the screen; does not return on success."""
    from briefing.config import read_config
    from briefing.store.errors import TwoVersions
    from briefing.store.files import signature
    from briefing.store.store import Store

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("the screen needs a terminal; `briefing --help` lists what works without one")
    config = read_config()
    if _is_missing(path):
        _offer(path)
    found = signature(path)
    is_large = found is not None and found.size > QUICK_BYTES
    # A small file is read here, so that its errors are reported without the screen.
    opened = None
    if not is_large:
        # The screen asks which of two versions to keep.
        with contextlib.suppress(TwoVersions):
            opened = Store.open(path, config.by, patience=PATIENCE)
    from briefing.tui.app import run
    from briefing.tui.forms.drafts import drafts_folder
    from briefing.tui.main.remembered import remembered_file
    from briefing.tui.main.start import Start

    def give(keep: "Keep | None") -> Store:
        return opened or Store.open(path, config.by, keep, PATIENCE)

    def give_sample(_keep: "Keep | None") -> Store:
        from briefing.store.backends.jsonfile.snapshot_codec import decode
        from briefing.store.backends.memory import MemoryBackend

        data = sample()
        if data is None:
            return Store.in_memory("no sample is installed")
        return Store(MemoryBackend(decode(data, Path("the sample"))), config.by)

    start = Start(
        give,
        sample=Start(
            give_sample,
            remembered=remembered_file(),
            date_order=config.date_order,
            is_sample=True,
        ),
        is_large=is_large,
        ready=enable_collector,
        drafts=drafts_folder(),
        remembered=remembered_file(),
        date_order=config.date_order,
        is_cached=config.cache != "off",
    )
    if failure := run(start):
        fail(failure)
    leave()


def _is_missing(path: Path) -> bool:
    from briefing.store.backends.jsonfile.paths import Paths

    try:
        return not path.exists() and not Paths(path).has_remains()
    except OSError:
        return False  # opening it reports the error


def _offer(path: Path) -> None:
    """Offer to create the sample or an empty briefing, or say how."""
    import click

    from briefing.store.files import write_whole
    from briefing.store.store import Store

    data = sample()
    if path != default_db() or data is None:
        fail(f"{path}: there is no such file; create one with `briefing new {path}`")
    say(f"There is no briefing yet; it would be created in {path}")
    click.echo("  s  start with the sample: a report on Mali, January 2014")
    click.echo("  n  start with an empty briefing")
    click.echo("  q  quit")
    answer = click.prompt("Your choice", type=click.Choice(["s", "n", "q"]), default="s")
    if answer == "q":
        sys.exit(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    if answer == "s":
        write_whole(path, data)
    else:
        Store.create(path, click.prompt("Title", default="Briefing"))
