"""The preflight of a report: every check in the order in which its issues are shown.

To add a check, write a function from `Material` to issues and name it here.
"""

import datetime
from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from campaign.models import Report
from campaign.preflight import Check, Issue, frame, preflight
from office_culture.models import User
from office_culture.project.report.preflight import awards, documents, figures, findings, sections, texts
from office_culture.project.report.preflight.material import Material

OfFrame = Callable[[Report, datetime.date], Iterable[Issue]]


def _frame(check: OfFrame) -> Callable[[Material], Iterable[Issue]]:
    return lambda found: check(found.report, found.day)


CHECKS = (
    Check("signer", _("Signer"), _frame(frame.signer)),
    Check("recipients", _("Recipients and addressees"), _frame(frame.recipients)),
    Check("empty_section", _("Empty sections"), sections.empty_sections),
    Check("gap", _("Missing facts"), sections.gaps),
    Check("undelivered", _("Sections not delivered"), sections.undelivered_sections),
    Check("placeholder", _("Placeholders without a value"), sections.placeholders_without_value),
    Check("unprintable", _("Characters that cannot be printed"), sections.unprintable),
    Check("unconfirmed", _("Unconfirmed figures"), figures.unconfirmed),
    Check("identities", _("Figures that must add up"), figures.identities),
    Check("awards", _("Awarded above proposed"), awards.above_proposed),
    Check("findings", _("Open findings named as closed"), findings.named_as_closed),
    Check("citations", _("Cited texts"), documents.citations),
    Check("days", _("Days of the report"), _frame(frame.days)),
    Check("dates", _("Dates that cannot be"), texts.dates),
    Check("references", _("Section numbers"), texts.references),
    Check("typed_figures", _("Figures typed by hand"), texts.typed),
    Check("overlaps", _("Other reports on the same days"), _frame(frame.overlaps)),
)


def examine(report: Report, day: datetime.date, user: User | None = None) -> list[Issue]:
    """What stands against issuing `report` on `day`, by check."""
    return issues_of(Material(report, day, user))


def issues_of(found: Material) -> list[Issue]:
    """The same, of what has been gathered already."""
    return [issue for check in CHECKS for issue in check.find(found)]


def register() -> None:
    """Makes the examination known to the pages of the campaign."""
    preflight.register(examine)
