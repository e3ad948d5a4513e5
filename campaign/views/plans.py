"""The pages on plans: coverage of requirements, calendar of a year, pledges with their results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.models import Pledge, TitleRegistration
from campaign.selectors.calendars import task_year
from campaign.selectors.coverage import CoverageVerdict, coverage
from campaign.selectors.pledges import pledges_by_year
from campaign.selectors.registrations import registrations_by_year, settled
from office_culture.rules.requests import number_in, user_of

FIRST_YEAR, LAST_YEAR = 1945, 2100
COVERAGE_TITLE = _("Coverage of requirements from above")
CALENDAR_TITLE = _("Calendar of tasks")
PROMISES_TITLE = _("Promised and achieved")


def coverage_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Every requirement from above with the plans and tasks that cover it. `page` is the context of the admin page."""
    user = user_of(request)
    found = coverage(user, today=timezone.localdate())
    chosen = number_in(request, "document")
    shown = [directive for directive in found.directives if chosen in (None, directive.document.pk)]
    context = {
        **page,
        "title": COVERAGE_TITLE,
        "directives": shown,
        "all_directives": found.directives,
        "chosen": chosen,
        "unread": found.unread if chosen is None else (),
        "counts": {verdict.value: found.count(verdict) for verdict in CoverageVerdict},
        "whole_office": user.is_superuser or (user.unit is not None and user.unit.parent_id is None),
    }
    return TemplateResponse(request, "campaign/coverage.html", context)


def calendar_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The tasks of one year by the month in which they fall due."""
    today = timezone.localdate()
    year = number_in(request, "year") or today.year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    found = task_year(user_of(request), year=year, unit_id=number_in(request, "unit"), today=today)
    context = {
        **page,
        "title": f"{CALENDAR_TITLE} {year}",
        "found": found,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return TemplateResponse(request, "campaign/task_calendar.html", context)


def promises_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Pledges and registrations of one year with their results."""
    user = user_of(request)
    pledges: Any = Pledge.objects.visible_to(user)
    registrations: Any = TitleRegistration.objects.visible_to(user)
    years = sorted(
        {*pledges.values_list("year", flat=True), *registrations.values_list("year", flat=True)}, reverse=True
    )
    year = number_in(request, "year") or (years[0] if years else timezone.localdate().year)
    context = {
        **page,
        "title": f"{PROMISES_TITLE} {year}",
        "year": year,
        "years": years,
        "pledges": next(iter(pledges_by_year(pledges.filter(year=year))), None),
        "registered": next(iter(registrations_by_year(registrations.filter(year=year))), None),
        "registrations": settled(registrations.filter(year=year).select_related("title", "unit", "decision")),
    }
    return TemplateResponse(request, "campaign/promises.html", context)
