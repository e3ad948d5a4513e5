"""Checks of a report's frame: signer, recipients, days, and other reports on the same period.

They need the records only, so sending to review runs them, too: reviewers read the texts and should not have to remark
that the signer is missing.
"""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Report, ReportState
from campaign.report.preflight.registry import checks
from office_culture.models.document_kinds import Origin
from office_culture.rules.dates import weekend_warning
from office_culture.rules.issues import Issue, Severity
from office_culture.text.dates import numeric
from office_culture.text.names import spelling


def page_of(report: Report) -> str:
    """The address of the page on which the frame is corrected."""
    return reverse("admin:campaign_report_change", args=[report.pk])


@checks.of_frame("signer", _("Signer"))
def signer(report: Report, day: datetime.date) -> Iterator[Issue]:
    """Issues if no signer is named, or if the signer does not have that post on the day of issue."""
    if report.signer is None or not report.signer_post:
        yield Issue(
            "signer",
            Severity.ERROR,
            gettext("Nobody is named to sign, or the post of the signer is missing."),
            "signer",
            "",
            page_of(report),
        )
        return
    posts = [
        posting
        for posting in report.signer.postings.on(day).select_related("unit")
        if spelling(report.signer_post) in {spelling(posting.post), spelling(posting.in_unit)}
    ]
    if not posts:
        sentence = gettext("%(signer)s does not hold the post “%(post)s” on %(day)s.") % {
            "signer": report.signer,
            "post": report.signer_post,
            "day": numeric(day),
        }
        mend = reverse("admin:office_culture_person_change", args=[report.signer_id])
        yield Issue("signer", Severity.ERROR, sentence, "signer", report.signer_post, mend)


@checks.of_frame("recipients", _("Recipients and addressees"))
def recipients(report: Report, day: datetime.date) -> Iterator[Issue]:
    """Issues if recipients are missing; an addressee counts, since “Như trên” is then printed among the recipients."""
    if not report.recipients.strip() and not report.addressees.strip():
        yield Issue(
            "recipients",
            Severity.ERROR,
            gettext("Nobody receives this report: neither “Kính gửi” nor “Nơi nhận” is filled in."),
            "recipients",
            "",
            page_of(report),
        )
    elif not report.recipients.strip():
        sentence = gettext("“Kính gửi” is filled in, but “Nơi nhận” names nobody besides “Như trên”.")
        page = page_of(report)
        yield Issue("recipients", Severity.WARNING, sentence, "only addressees", "", page)
    asked = report.requested_by
    if asked is not None and asked.origin != Origin.OWN and not report.addressees.strip():
        sentence = gettext("%(request)s asks for this report, but it is addressed to nobody (“Kính gửi”).")
        yield Issue(
            "recipients",
            Severity.WARNING,
            sentence % {"request": asked},
            "addressees",
            str(asked.pk),
            page_of(report),
        )


@checks.of_frame("days", _("Days of the report"))
def days(report: Report, day: datetime.date) -> Iterator[Issue]:
    """Issues on impossible days, and on days that are seldom right."""
    mend = page_of(report)
    if report.as_of > day:
        sentence = gettext("The figures are those of %(as_of)s, which lies ahead.")
        yield _day("as_of", Severity.ERROR, sentence, report.as_of, mend)
    if report.as_of < report.period_start:
        sentence = gettext("The figures are those of %(as_of)s, before the period begins.")
        yield _day("as_of_early", Severity.ERROR, sentence, report.as_of, mend)
    elif report.as_of < report.period_end:
        sentence = gettext("The figures are those of %(as_of)s: the period was not over by then.")
        yield _day("as_of_early", Severity.WARNING, sentence, report.as_of, mend)
    if report.period_end > day:
        sentence = gettext("The period is not over: it ends on %(as_of)s.")
        yield _day("period_end", Severity.WARNING, sentence, report.period_end, mend)
    yield from _request(report, day)


def _day(subject: str, severity: Severity, sentence: str, found: datetime.date, mend: str) -> Issue:
    words = sentence % {"as_of": numeric(found)}
    return Issue("days", severity, words, subject, found.isoformat(), mend)


def _request(report: Report, day: datetime.date) -> Iterator[Issue]:
    asked = report.requested_by
    if asked is None:
        return
    mend = reverse("admin:office_culture_document_change", args=[asked.pk])
    seen = f"{asked.pk} {asked.placed_on.isoformat()}"
    if asked.placed_on > day:
        sentence = gettext("%(request)s asks for this report, but is dated after it.") % {"request": asked}
        yield Issue("days", Severity.ERROR, sentence, "request", seen, mend)
    weekend = weekend_warning(asked.date)
    if weekend:
        sentence = gettext("The request %(symbol)s: %(weekend)s") % {
            "symbol": asked.symbol,
            "weekend": weekend,
        }
        yield Issue("days", Severity.WARNING, sentence, "request_weekend", seen, mend)


@checks.of_frame("overlaps", _("Other reports on the same days"))
def overlaps(report: Report, day: datetime.date) -> Iterator[Issue]:
    """Warnings on other reports of the same kind, in force or to be issued, that share days with this one."""
    others = Report.objects.filter(
        unit=report.unit_id,
        kind=report.kind,
        campaign=report.campaign_id,
        period_start__lte=report.period_end,
        period_end__gte=report.period_start,
    ).exclude(state__in=(ReportState.SUPERSEDED, ReportState.WITHDRAWN))
    for other in others.exclude(pk__in=(report.pk, report.replaces_id or 0)).exclude(replaces=report.pk):
        sentence = gettext("“%(report)s” (%(start)s – %(end)s) covers some of the same days.") % {
            "report": other,
            "start": numeric(other.period_start),
            "end": numeric(other.period_end),
        }
        seen = f"{other.period_start} {other.period_end}"
        yield Issue("overlaps", Severity.WARNING, sentence, f"report {other.pk}", seen, page_of(other))
