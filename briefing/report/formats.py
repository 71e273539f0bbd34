"""The formats a report is written in."""

from briefing.report.compose import Report


class ReportFault(Exception):
    """A report cannot be written in a format; the message says what is missing."""


def written(report: Report, form: str) -> bytes:
    """A report in a format.

    Args:
        report: The report.
        form: `md`, `html` or `docx`.

    Raises:
        ReportFault: What the format needs is not installed.
    """
    if form == "md":
        return report.markdown.encode()
    raise ReportFault(f"{form} is not written yet")
