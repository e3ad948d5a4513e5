"""Letting a warning of the preflight stand: by name and with a reason, in the open."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Acknowledgement, Report
from campaign.models.reports import ISSUED_STATES
from campaign.report.preflight.issues import Issue
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models import Verb

if TYPE_CHECKING:
    from office_culture.models import User

# Those who write the report, approve it or give it its number answer for it.
RIGHTS = ("campaign.change_report", "campaign.approve_report", "campaign.issue_report")

NO_REASON = gettext_lazy("Say why the warning may stand: the reason stays with the report.")


def refusal(report: Report, by: "User") -> str:
    """Why `by` may acknowledge nothing here, or ""."""
    if report.state in ISSUED_STATES:
        return _("This report is issued; what was acknowledged stays as it was.")
    if not report.is_in_scope_of(by) or not any(by.has_perm(right) for right in RIGHTS):
        return _("Warnings are acknowledged by those who write, approve or issue the report.")
    return ""


def acknowledge(*, report: Report, issue: Issue, by: "User", reason: str) -> Acknowledgement:
    """Keeps that `by` lets the warning stand. `issue` comes from an examination in the same transaction.

    Raises `Refused` with the sentence to show.
    """
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        why = refusal(fresh, by)
        if why:
            raise Refused(why)
        if issue.is_error:
            raise Refused(_("An error is mended; it cannot be acknowledged."))
        if not reason.strip():
            raise Refused(str(NO_REASON))
        made = Acknowledgement(
            report=fresh,
            code=issue.check,
            subject=issue.subject,
            fingerprint=issue.fingerprint,
            sentence=issue.sentence,
            reason=reason.strip(),
            given_by=by,
            given_by_name=str(by),
            given_at=timezone.now(),
        )
        before = Acknowledgement.objects.filter(
            report=fresh, code=made.code, subject=made.subject, fingerprint=made.fingerprint
        ).first()
        if before is not None:
            raise Refused(
                _("%(name)s has acknowledged this warning already.") % {"name": before.given_by_name}
            )
        made.save(by=by)
        events.record(
            verb=Verb.ACKNOWLEDGE,
            by=by,
            obj=fresh,
            reason=made.reason,
            check=issue.check,
            subject=issue.subject,
            sentence=issue.sentence,
        )
    return made
