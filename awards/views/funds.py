"""The page of the emulation and commendation fund."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.selectors.funds import fund_of, years_of_funds
from office_culture.rules.requests import user_of

FUND_TITLE = _("Fund of commendation")
FIRST_YEAR, LAST_YEAR = 1945, 2100


def fund_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The page of what own decisions of one year cost, every sum with its rows; `page` is the context around it."""
    user = user_of(request)
    years = years_of_funds(user)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        year = years[0] if years else timezone.localdate().year
    found = fund_of(year, user)
    context = {
        **page,
        "title": f"{FUND_TITLE} {year}",
        "years": years,
        "fund": found,
        "splits": (
            (_("By award"), "by-award", found.by_award),
            (_("By recipient"), "by-kind", found.by_kind),
            (_("By decision"), "by-decision", found.by_decision),
        ),
    }
    return TemplateResponse(request, "awards/fund.html", context)
