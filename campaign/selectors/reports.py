"""Why a report is made, for its opening and closing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from campaign.models import Report
from office_culture.models import Document
from office_culture.rules.facts import FactScope
from office_culture.selectors.documents import citation_of
from office_culture.selectors.reading import reads
from office_culture.text.citations import Citation
from office_culture.text.periods import span_text


@dataclass(frozen=True, slots=True)
class ReportOccasion:
    """Who reports on what period, at whose request and by which own plan."""

    agency: str
    subject: str
    period: str
    request: Citation | None
    plans: tuple[Citation, ...]
    replaces: Citation | None = None
    # The type of the paper within a sentence, and its addressees.
    paper: str = "báo cáo"
    addressees: tuple[str, ...] = ()


def _report_row(scope: FactScope) -> QuerySet[Report]:
    rows: QuerySet[Report] = Report.objects.filter(pk=scope.report_id or 0)
    return rows.select_related("unit", "requested_by", "replaces__paper", "outline_version__outline")


def _plan_rows(scope: FactScope) -> QuerySet[Document]:
    request = Document.objects.filter(requested_reports=scope.report_id or 0)
    resting = Document.objects.what_rests_on(request).order_by().values("pk")
    rows: QuerySet[Document] = Document.objects.filter(pk__in=resting)
    return rows.order_by("date", "pk")


@reads(_report_row, _plan_rows)
def occasion(scope: FactScope, reports: list[Report], plans: list[Document]) -> ReportOccasion:
    """The report of the scope with its request and the plans that implement this request itself."""
    (report,) = reports
    return ReportOccasion(
        agency=report.unit.name_in_text,
        subject=report.subject,
        period=span_text(scope.start, scope.end),
        request=citation_of(report.requested_by) if report.requested_by else None,
        plans=tuple(citation_of(plan) for plan in plans),
        replaces=_corrected(report),
        paper=report.outline_version.outline.paper,
        addressees=tuple(line.strip() for line in report.addressees.splitlines() if line.strip()),
    )


def _corrected(report: Report) -> Citation | None:
    """The issued paper that this report corrects."""
    paper = report.replaces.paper if report.replaces else None
    if paper is None:
        return None
    return Citation(
        key=f"paper-{paper.pk}",
        type_name=paper.type_name,
        symbol=paper.symbol,
        day=paper.date,
        issuer=paper.issuer,
    )
