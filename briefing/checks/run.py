"""Run checks on a briefing, and dismiss what they find."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import msgspec

from briefing.checks.check import Check, Finding, Found
from briefing.checks.declared import all_checks
from briefing.checks.survey import Survey
from briefing.collector import collector_held
from briefing.model.kinds.record import Dismissal, Record
from briefing.store.book import Book

_DIGITS: Final = 16
"""Hexadecimal digits kept of a hash."""


def check(book: Book) -> Sequence[Finding]:
    """What waits: the findings of all checks that nobody dismissed."""
    return [finding for finding in findings(book) if not finding.dismissed]


def findings(book: Book, checks: Sequence[Check] | None = None) -> Sequence[Finding]:
    """The findings of some checks, check by check, dismissed ones included.

    Args:
        book: The briefing.
        checks: The checks; all if None.
    """
    with collector_held():
        survey = Survey(book)
        every = all_checks() if checks is None else checks
        return [finding for each in every for finding in found_by(each, survey)]


def found_by(check: Check, survey: Survey) -> Sequence[Finding]:
    """The findings of one check, dismissed ones included."""
    with collector_held():
        settled = {} if check.instead else survey.with_dismissals
        return [
            Finding(
                check.id,
                check.level,
                found.ref,
                found.path,
                found.problem,
                check.mend,
                found.facts,
                found.other,
                _reason(settled[found.ref], found, check.id) if found.ref in settled else "",
            )
            for found in check.find(survey)
        ]


def dismissed(record: Record, settled: Iterable[Finding], reason: str) -> Record:
    """The record with some of its findings dismissed; older dismissals of the same are replaced.

    Args:
        record: The record.
        settled: The findings.
        reason: Why they need no more work; not empty.
    """
    rows = {_key_of(row): row for row in record.dismissed}
    for finding in settled:
        check, field, facts = _key(finding, finding.check)
        rows[check, field, facts] = Dismissal(check, reason, field, facts)
    changed: Record = msgspec.structs.replace(record, dismissed=tuple(rows.values()))
    return changed


def restored(record: Record, finding: Finding) -> Record:
    """The record with a dismissed finding waiting again."""
    kept = (row for row in record.dismissed if _key_of(row) != _key(finding, finding.check))
    changed: Record = msgspec.structs.replace(record, dismissed=tuple(kept))
    return changed


def _key(finding: Finding | Found, check: str) -> tuple[str, str, str]:
    """What a dismissal of a finding is about.

    Its facts are hashed: a record must not name another one where nobody looks for it, as records
    can be forgotten.
    """
    facts = sha256(finding.facts.encode()).hexdigest()[:_DIGITS] if finding.facts else ""
    return check, finding.path, facts


def _key_of(row: Dismissal) -> tuple[str, str, str]:
    return row.check, row.field, row.facts


def _reason(record: Record, found: Found, check: str) -> str:
    """Why a finding was dismissed; empty if it was not."""
    key = _key(found, check)
    return next((row.reason for row in record.dismissed if _key_of(row) == key), "")
