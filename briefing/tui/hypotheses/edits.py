"""Changes of a matrix: each is one transaction.

The reasons name no record, so that nothing names one that is forgotten.
"""

from collections.abc import Sequence

import msgspec

from briefing.model.kinds.judgement import EVIDENCE_KINDS, Evidence, Judgement
from briefing.model.kinds.record import Record
from briefing.store.store import Store
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.views.hypotheses import Line, Matrix, key_of


def judge(store: Store, ref: str, line: Line, bearing: str) -> None:
    """Say how a piece of evidence bears on a judgement that need not list it yet.

    Args:
        store: The briefing.
        ref: The judgement.
        line: The evidence.
        bearing: How it bears.

    Raises:
        StoreError: The change cannot be made.
    """
    record = store.need(ref)
    rows = [
        msgspec.structs.replace(row, bearing=bearing) if key_of(row) == line.key else row
        for row in _evidence(record)
    ]
    if not any(key_of(row) == line.key for row in rows):
        rows.append(Evidence(line.ref, "" if line.ref else line.text, bearing))
    _put(store, ref, rows, f"judged evidence {bearing}")


def clear(store: Store, matrix: Matrix, column: int, line: Line) -> None:
    """Take back how a piece of evidence bears on a judgement.

    The judgement no longer lists it, unless it has a note there or no other judgement lists it.

    Raises:
        StoreError: The change cannot be made.
    """
    ref = matrix.columns[column].ref
    others = [each.ref for each in matrix.columns if each.ref != ref]
    is_listed = any(line.key in map(key_of, _evidence(store.need(other))) for other in others)
    rows = [
        msgspec.structs.replace(row, bearing="") if key_of(row) == line.key else row
        for row in _evidence(store.need(ref))
        if key_of(row) != line.key or row.note or not is_listed
    ]
    _put(store, ref, rows, "took back how evidence bears")


def remove(store: Store, matrix: Matrix, line: Line) -> None:
    """Take a piece of evidence from all judgements of a matrix.

    Raises:
        StoreError: The change cannot be made.
    """
    with store.transaction("removed evidence from the judgements that answer a question") as draft:
        for column in matrix.columns:
            record = store.need(column.ref)
            rows = [row for row in _evidence(record) if key_of(row) != line.key]
            draft.put(column.ref, _with(record, rows), record)


async def add(work: Workspace, ref: str) -> str:
    """Have evidence chosen or typed, and list it in a judgement; gives its key, empty for none.

    Raises:
        StoreError: The change cannot be made.
    """
    menu = {"record": "a record of this briefing", "words": "words of your own, without a record"}
    how = await work.host.ask(MenuScreen("Add evidence", menu, at_once=True))
    row: Evidence | None = None
    if how == "record":
        if found := await work.host.pick(EVIDENCE_KINDS, "Which evidence?", besides=ref):
            row = Evidence(ref=found)
    elif how == "words":
        prompt = PromptScreen("Evidence", "", lambda _line: "", example="no claim was made")
        if words := await work.host.ask(prompt):
            row = Evidence(what=words)
    if row is None:
        return ""
    listed = _evidence(work.store.need(ref))
    if key_of(row) not in map(key_of, listed):
        _put(work.store, ref, [*listed, row], "added evidence")
    return key_of(row)


def _evidence(record: Record) -> Sequence[Evidence]:
    return record.evidence if isinstance(record, Judgement) else ()


def _with(record: Record, rows: Sequence[Evidence]) -> Record:
    changed: Record = msgspec.structs.replace(record, evidence=tuple(rows))
    return changed


def _put(store: Store, ref: str, rows: Sequence[Evidence], why: str) -> None:
    record = store.need(ref)
    store.put(ref, _with(record, rows), why, record)
