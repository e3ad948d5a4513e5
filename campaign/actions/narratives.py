"""Copies the texts of an earlier report into the sections of a report that are still empty."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.actions.reports import lay_out
from campaign.models import Narrative, Report, ReportState
from office_culture.actions.workflow import Refused

if TYPE_CHECKING:
    from office_culture.models import User


def copy_texts(*, report: Report, source: Report, by: "User") -> list[Narrative]:
    """Gives each empty section the text that the section of the same key had in `source`; returns the texts copied.

    The placeholders are copied and print the values of this report. Each text's event names its source and `by`. Raises
    `Refused` for a report that is no draft or that belongs to another unit.
    """
    taken = []
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        if fresh.state != ReportState.DRAFT:
            raise Refused(_("Only a draft is written on."))
        if not fresh.is_in_scope_of(by):
            raise Refused(_("This report belongs to another unit; you were asked for remarks only."))
        lay_out(report=fresh, by=by)
        earlier = dict(source.narratives.values_list("section", "text"))
        for text in fresh.narratives.select_for_update():
            found = earlier.get(text.section, "").strip()
            if found and not text.text.strip():
                text.text = found
                text.save(by=by, reason=_("taken over from: %(report)s") % {"report": source})
                taken.append(text)
    return taken
