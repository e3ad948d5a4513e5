"""Steps of the sample office's reports: sections handed to units; reports issued, signed, one superseded."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from campaign.actions import assignments
from campaign.actions.acknowledgements import acknowledge
from campaign.actions.reports import WORKFLOW, write_correction
from campaign.models import Report
from campaign.report.preflight.examination import examine
from office_culture.actions import outgoing, papers
from office_culture.actions.signatures import sign_with_file
from office_culture.models import IssuedPaper, Unit, User
from office_culture.project.sample.keys import PASSPHRASE, SampleAuthority


def load(tables: Mapping[str, Any]) -> None:
    """Hands out sections and issues reports, in the order of the rows."""
    for row in tables.get("report_sections", []):
        _hand_out(row)
    _issue_all(tables)


def _hand_out(row: Mapping[str, Any]) -> None:
    """Hands a section to its unit, due in the given days from today; `delivered_by` delivers it at once."""
    report = Report.objects.filter(subject=row["report"]).latest("pk")
    (assignment,) = assignments.hand_out(
        report=report,
        sections=[row["section"]],
        unit=Unit.objects.get(name=row["unit"]),
        due=timezone.localdate() + datetime.timedelta(days=row["days"]),
        note=row.get("note", ""),
        by=User.objects.get(username=row["by"]),
    )
    if "delivered_by" in row:
        contact = User.objects.get(username=row["delivered_by"])
        assignments.WORKFLOW.perform("deliver", obj=assignment, by=contact)


def _issue_all(tables: Mapping[str, Any]) -> None:
    rows = tables.get("report_issues", [])
    authority = _trusted_authority() if any(row.get("signed") for row in rows) else None
    for row in rows:
        writer, approver = (User.objects.get(username=row[name]) for name in ("by", "approved_by"))
        report = Report.objects.filter(subject=row["report"]).latest("pk")
        if row.get("corrects"):
            report = write_correction(report=report, by=writer)
        paper = _issue(report, row, writer, approver)
        if authority and row.get("signed"):
            _sign(paper, authority, writer)


def _trusted_authority() -> SampleAuthority:
    authority = SampleAuthority.make()
    authority.write_root(Path(settings.SIGNING_ROOTS_DIR))
    return authority


def _issue(report: Report, row: Mapping[str, Any], writer: User, approver: User) -> IssuedPaper:
    """The issued paper, with the number and day of the row, as the sample was issued in past years."""
    report = WORKFLOW.perform("submit", obj=report, by=writer)
    report = WORKFLOW.perform("approve", obj=report, by=approver)
    for issue in examine(report, row["on"], approver):
        if not issue.is_error and "acknowledged" in row:
            acknowledge(report=report, issue=issue, by=approver, reason=row["acknowledged"])
    paper = outgoing.issue(record=report, by=writer, number=row["number"], on=row["on"])
    # The file follows a commit elsewhere; here the whole office is one transaction, and signatures need the file.
    papers.finish(paper)
    return IssuedPaper.objects.get(pk=paper.pk)


def _sign(paper: IssuedPaper, authority: SampleAuthority, by: User) -> None:
    for name in (*paper.signers.splitlines(), paper.issuer):
        sign_with_file(paper=paper, pkcs12=authority.pkcs12(name), passphrase=PASSPHRASE, by=by)
        paper.refresh_from_db()
