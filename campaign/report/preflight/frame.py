"""Checks of a report's frame: who signs, to whom it goes, which days it names, and what else covers its period.

They ask the records and no more, so sending to review asks them, too: a review reads the texts, and whoever reviews
should not have to say that nobody signs.
"""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Report, ReportState
from campaign.report.preflight.issues import Issue, Severity
from campaign.report.preflight.registry import checks
from office_culture.models.document_kinds import Origin
from office_culture.rules.dates import weekend_warning
from office_culture.text.dates import numeric
from office_culture.text.names import spelling


def page_of(report: Report) -> str:
    """Where the frame is mended."""
    return reverse("admin:campaign_report_change", args=[report.pk])


@checks.of_frame("signer", _("Signer"))
def signer(report: Report, day: datetime.date) -> Iterator[Issue]:
    """Whoever signs holds the post under which the name stands on the day of issue."""
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
    held = [
        posting
        for posting in report.signer.postings.on(day).select_related("unit")
        if spelling(report.signer_post) in {spelling(posting.post), spelling(posting.in_unit)}
    ]
    if not held:
        sentence = gettext("%(signer)s does not hold the post “%(post)s” on %(day)s.") % {
            "signer": report.signer,
            "post": report.signer_post,
            "day": numeric(day),
        }
        mend = reverse("admin:office_culture_person_change", args=[report.signer_id])
        yield Issue("signer", Severity.ERROR, sentence, "signer", report.signer_post, mend)


@checks.of_frame("recipients", _("Recipients and addressees"))
def recipients(report: Report, day: datetime.date) -> Iterator[Issue]:
    """A paper names who receives it; an addressee counts, since “Như trên” then stands among the recipients."""
    if not report.recipients.strip() and not report.addressees.strip():
        yield Issue(
            "recipients",
            Severity.ERROR,
            gettext("Nobody receives this report: neither “Kính gửi” nor “Nơi nhận” is filled in."),
            "recipients",
            "",
            page_of(report),
        )
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
    """Days that cannot be, and days that are seldom right."""
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
    seen = f"{asked.pk} {asked.date.isoformat()}"
    if asked.date > day:
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
    """Another report of the same kind that shares days with this one and still says something."""
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
