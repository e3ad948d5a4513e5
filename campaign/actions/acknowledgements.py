"""Acknowledges warnings of the preflight of a report, as the step “Check the text” does for every other kind."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Report
from campaign.models.reports import ISSUED_STATES
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models import Verb
from office_culture.rules.issues import Issue
from office_culture.selectors.acknowledgements import acknowledgements_of, detail_of

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


def acknowledge(*, report: Report, issue: Issue, by: "User", reason: str) -> None:
    """Records that `by` accepts the warning `issue`, found by an examination in the same transaction, for `reason`.

    Raises `Refused`, with the sentence to show, for an error, an empty reason, a warning that is acknowledged already
    or an account that may not acknowledge.
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
        for row in acknowledgements_of(fresh):
            if row.fingerprint == issue.fingerprint:
                raise Refused(
                    _("%(name)s has acknowledged this warning already.") % {"name": row.given_by_name}
                )
        events.record(verb=Verb.ACKNOWLEDGE, by=by, obj=fresh, reason=reason.strip(), **detail_of([issue]))
