"""The formats a report is written in."""

from pathlib import Path

from briefing.report.compose import Report
from briefing.report.markdown import escaped


class ReportFault(Exception):
    """A report cannot be written in a format; the message says what is missing."""


def written(report: Report, form: str, reference: Path | None = None) -> bytes:
    """A report in a format.

    Args:
        report: The report.
        form: `md`, `html` or `docx`.
        reference: A Word document whose styles to take; None for ours.

    Raises:
        ReportFault: What the format needs is not installed, or the reference does not do.
    """
    if form == "md":
        return report.markdown.encode()
    # These have the marking on every page.
    heading = f"**{escaped(report.marking)}**\n\n"
    if form == "html":
        from briefing.report.html import page
        from briefing.report.pictures import figure

        return page(
            report.text.removeprefix(heading),
            title=report.title,
            marking=report.marking,
            pictures=[*map(figure, report.pictures)],
        ).encode()
    from briefing.report.docx import document

    return document(
        report.markdown.removeprefix(heading),
        title=report.title,
        marking=report.marking,
        reference=reference,
    )
