"""The `propose` command, which shows what a text says that the briefing does not hold yet."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import FileName, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, note, one_line, print_json

if TYPE_CHECKING:
    from briefing.reading.disagreements import Disagreement
    from briefing.reading.documents.document import Document
    from briefing.reading.proposals.report import Span
    from briefing.reading.proposals.suggestion import Suggestion
    from briefing.store.store import Store

_HEADINGS: Mapping[str, str] = {
    "leader": "People",
    "group": "Groups",
    "event": "Events",
    "quote": "Quotes",
    "link": "Links",
}


@cli.command()
@click.argument("source", metavar="SOURCE|FILE", type=FileName())
@click.option(
    "--rule",
    "rules",
    metavar="ID",
    multiple=True,
    help="Only this rule (repeatable); ? lists them.",
)
@click.option(
    "--on",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day FILE was published, which its “yesterday” counts from.",
)
@json_option
@click.pass_context
def propose(
    ctx: click.Context,
    source: str,
    rules: tuple[str, ...],
    on: dt.datetime | None,
    *,
    as_json: bool,
) -> None:
    """Show what a text says that the briefing does not hold yet.

    The text is that of a source, or a file. Nothing is changed: what is shown are proposals, each
    with its sentence and the rule that found it. Where the text contradicts the briefing, that is
    shown too.
    """
    from briefing.reading.disagreements import disagreements
    from briefing.reading.proposals.held import not_held
    from briefing.reading.proposals.rules import RULES

    if "?" in rules:
        for rule in RULES.values():
            asked = " (only if asked for)" if rule.is_asked else ""
            click.echo(f"{rule.id}\t{rule.looks_for}{asked}")
        return
    if unknown := [rule for rule in rules if rule not in RULES]:
        fail(f"there is no rule “{unknown[0]}”; choose from {', '.join(RULES)}")
    store = open_reader(ctx)
    ref, text, day = _text(store, source, on.date() if on else None)
    told = _told(store, ref, text, day, rules)
    found = list(not_held(store, told))
    differing = list(disagreements(store, told))
    if as_json:
        print_json(
            {
                "source": ref,
                "published": day.isoformat() if day else None,
                "proposals": [_plain(each) for each in found],
                "disagreements": [_plain_difference(each) for each in differing],
            }
        )
        return
    if day is None:
        note("the day of publication is unknown, so “yesterday” means nothing; give it with --on")
    _print(found, differing)


def _text(store: "Store", name: str, day: dt.date | None) -> tuple[str, str, dt.date | None]:
    """The source, if it is one, its text and its day."""
    from briefing.model.kinds.source import Source
    from briefing.provenance import day_of
    from briefing.reading.documents.document import Unreadable
    from briefing.reading.documents.read import read_file
    from briefing.store.errors import MissingText

    try:
        for ref in (name, f"source:{name}"):
            if isinstance(record := store.get(ref), Source):
                if text := store.text_of(ref):
                    return ref, text, day or day_of(record)
                fail(f"{ref} has no text; read its document first")
        if not Path(name).is_file():
            fail(f"{name} is neither a source of the briefing nor a file")
        document = read_file(Path(name))
        return "", document.text, day or _day(document)
    except (MissingText, Unreadable) as reason:
        fail(f"{name}: {reason}")


def _day(document: "Document") -> dt.date | None:
    """The day a document says it was published; None if it gives no single day."""
    told = document.told.get("published")
    try:
        return dt.date.fromisoformat(str(told.value)) if told else None
    except ValueError:
        return None


def _told(
    store: "Store", ref: str, text: str, day: dt.date | None, rules: Sequence[str]
) -> "Sequence[Suggestion]":
    from briefing.config import read_config
    from briefing.model.kinds import PARTIES
    from briefing.model.kinds.source import Source
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.reading.proposals.engine import Background, propose
    from briefing.reading.proposals.engines import engines, guesses
    from briefing.search.entries import index_of
    from briefing.search.identity.find import Identities

    known = Identities(index_of(store.records(), reads_texts=False))
    source = store.get(ref) if ref else None
    background = Background(
        identify=lambda name: known.find(name, PARTIES),
        name_of=store.label,
        said=DateContext(day, "of the source", read_config().date_order),
        decided=source.decided if isinstance(source, Source) else (),
    )
    found = propose(text, background, rules)
    if rules:
        return found
    others = (guesses(name, each, text, day) for name, each in engines().items())
    return [*found, *chain.from_iterable(others)]


def _print(found: "Sequence[Suggestion]", differing: "Sequence[Disagreement]") -> None:
    for kind, heading in _HEADINGS.items():
        of_kind = [each for each in found if each.kind == kind]
        if of_kind:
            click.echo(f"{heading} ({len(of_kind)})")
        for each in of_kind:
            said = "; ".join(f"{name}: {_value(value)}" for name, value in each.raw.items())
            lacks = f"; lacks {', '.join(each.lacks)}" if each.lacks else ""
            by = f"guess of {each.engine}" if each.engine else each.rule
            click.echo(f"  {each.score:.2f}  {one_line(said)}{lacks}  [{by}]")
            for evidence in each.evidence:
                click.echo(f"        “{one_line(evidence.sentence.words)}”")
    if differing:
        click.echo(f"Contradicts the briefing ({len(differing)})")
    for other in differing:
        values = f"{other.field}: held {other.held}; here {other.given}"
        click.echo(f"  {other.ref}  {one_line(values)}")
        click.echo(f"        “{one_line(other.sentence.words)}”")


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(each) for each in value.values())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return str(value)


def _plain(each: "Suggestion") -> dict[str, Any]:
    return {
        "kind": each.kind,
        "key": each.key,
        "ref": each.ref,
        "fields": each.raw,
        "lacks": list(each.lacks),
        "needs": list(each.needs),
        "rule": each.rule,
        "engine": each.engine,
        "score": each.score,
        "evidence": [
            {
                **_plain_span(evidence.sentence),
                "fields": {name: _plain_span(span) for name, span in evidence.fields.items()},
            }
            for evidence in each.evidence
        ],
    }


def _plain_span(span: "Span") -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "words": span.words}


def _plain_difference(each: "Disagreement") -> dict[str, Any]:
    return {
        "ref": each.ref,
        "field": each.field,
        "held": each.held,
        "given": each.given,
        "words": _plain_span(each.words),
        "sentence": _plain_span(each.sentence),
    }
