"""Files to import, in an invented format whose lines are names or what a line says otherwise."""

from pathlib import Path

import pytest

from briefing.exchange import format as declared
from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format
from briefing.exchange.reading import (
    Dataset,
    Handle,
    Item,
    Items,
    Proposal,
    ReadFault,
    Skipped,
)

HEAD = "#names"
REGISTER = "Register of groups 2020"


def _read(file: ImportFile) -> Items:
    """A line is a group: its name, then fields as `field=value`; or a link `A > B`; or `!` …"""
    if "broken" in file.head.decode():
        raise ImportFault(f"{file.name} is broken")
    yield Dataset(title=REGISTER, raw={"publisher": "Registrar"})
    for number, line in file.lines():
        if number > 1 and line:
            yield _item(f"line {number}", line)


def _item(place: str, line: str) -> Item:
    if line.startswith("!"):
        return ReadFault(place, line[1:])
    if line.startswith("$"):
        return Skipped(place, line[1:])
    if " > " in line:
        ends = [Handle(each) for each in line.split(" > ")]
        raw: dict[str, object] = {"type": "opposes", "from": ends[0], "to": ends[1]}
        return Proposal(kind="link", raw=raw, place=place)
    name, *fields = line.split("|")
    given = dict(each.split("=") for each in fields)
    return Proposal(kind="group", raw={"name": name, **given}, place=place, key=name, passage=line)


NAMES = Format(
    name="names",
    title="Names",
    suffixes=(".names",),
    about="a group a line",
    recognises=lambda file: file.head.startswith(HEAD.encode()),
    read=_read,
)


def names_file(folder: Path, *lines: str, name: str = "groups.names") -> Path:
    """A file of that format."""
    path = folder / name
    path.write_text("\n".join([HEAD, *lines]) + "\n")
    return path


def use(monkeypatch: pytest.MonkeyPatch, *forms: Format) -> None:
    """Have only these formats."""
    found = {each.name: each for each in forms}
    for module in (declared, _flow(), _exports()):
        monkeypatch.setattr(module, "formats", lambda: found)


def _flow() -> object:
    from briefing.tui.imports import flow

    return flow


def _exports() -> object:
    from briefing.tui.exports import flow

    return flow


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the invented format."""
    use(monkeypatch, NAMES)
