"""The issued reports of the sample office: through review and approval, issued, signed, one of them superseded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from campaign.actions.acknowledgements import acknowledge
from campaign.actions.reports import WORKFLOW, write_correction
from campaign.models import Report
from office_culture.actions import papers
from office_culture.actions.signatures import sign_with_file
from office_culture.models import IssuedPaper, User
from office_culture.project.report.issue import issue_report
from office_culture.project.report.preflight import examine
from office_culture.project.sample.keys import PASSPHRASE, SampleAuthority


def load(tables: Mapping[str, Any]) -> None:
    """Takes the reports that the table `report_issues` names through their life, in the order of the rows."""
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
    """The number and the day are those of the clerk's book: the sample was issued in years gone by."""
    report = WORKFLOW.perform("submit", obj=report, by=writer)
    report = WORKFLOW.perform("approve", obj=report, by=approver)
    for issue in examine(report, row["on"], approver):
        if not issue.is_error and "acknowledged" in row:
            acknowledge(report=report, issue=issue, by=approver, reason=row["acknowledged"])
    paper = issue_report(report=report, by=writer, number=row["number"], on=row["on"])
    # The file follows a commit elsewhere; here the whole office is one transaction, and signatures need the file.
    papers.finish(paper)
    return IssuedPaper.objects.get(pk=paper.pk)


def _sign(paper: IssuedPaper, authority: SampleAuthority, by: User) -> None:
    for name in (*paper.signers.splitlines(), paper.issuer):
        sign_with_file(paper=paper, pkcs12=authority.pkcs12(name), passphrase=PASSPHRASE, by=by)
        paper.refresh_from_db()
