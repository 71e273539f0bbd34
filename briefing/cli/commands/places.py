"""The `places` command: places of the world, from a file of GeoNames."""

import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.commands.asking import print_answer
from briefing.cli.group import cli, json_option
from briefing.cli.printing import print_json, say

if TYPE_CHECKING:
    from briefing.search.gazetteer import Found
    from briefing.views.answer import Row

_NOTHING = 1
"""Exit status when no place has the name."""


@cli.group()
def places() -> None:
    """Look up places of the world, from a file of GeoNames."""


@places.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def take_in(file: Path) -> None:
    """Take in a file of GeoNames, in place of the former one.

    FILE is an unpacked dump from download.geonames.org, such as cities500.txt or ML.txt. It goes
    into your data folder, not into a briefing.
    """
    from briefing.cli.progress import Progress
    from briefing.search.gazetteer import GazetteerFault, gazetteer_file
    from briefing.search.gazetteer import take_in as fill

    path = gazetteer_file()
    try:
        with file.open("rb") as lines, Progress(lines) as progress:
            if lines.peek(2)[:2] == b"PK":
                raise click.ClickException(f"{file}: unpack it first: it is a ZIP archive")
            count = fill(progress.lines(), path)
    except GazetteerFault as fault:
        raise click.ClickException(f"{file}: {fault}") from None
    except (OSError, sqlite3.Error) as fault:
        raise click.ClickException(f"{file} was not taken in: {fault}") from None
    say(f"{count:,} places taken in; data from GeoNames, CC BY 4.0")


@places.command()
@click.argument("name")
@json_option
def find(name: str, *, as_json: bool) -> None:
    """Show all places with a name, the most populous first.

    None is chosen for you. Exit status 1 if there is none.
    """
    from briefing.search.gazetteer import gazetteer_file, places_called
    from briefing.views.answer import Answer, Part

    try:
        found = places_called(name, gazetteer_file())
    except sqlite3.Error as fault:
        damage = f"{gazetteer_file()} is damaged ({fault}); import it again"
        raise click.ClickException(damage) from None
    if found is None:
        raise click.ClickException("no places yet: briefing places import FILE takes in GeoNames")
    if as_json:
        print_json([each._asdict() for each in found])
    else:
        rows = [_row(each) for each in found]
        notes = ["From GeoNames, CC BY 4.0. A position is one point of the place."]
        said = f"Places called {name}"
        print_answer(Answer(said, [Part("", rows)], notes if rows else (), "no place is called so"))
    if not found:
        sys.exit(_NOTHING)


def _row(place: "Found") -> "Row":
    from briefing.model.codes import country_name
    from briefing.model.formatting import exact
    from briefing.views.answer import Row

    where = country_name(place.country) or "no country"
    region = f", division {place.admin1}" if place.admin1 else ""
    people = f"{place.population:,} people" if place.population else "population unknown"
    position = f"{exact(place.latitude)}, {exact(place.longitude)}"
    return Row(f"{place.name}: {where}{region}, {place.feature}, {people}", position)
