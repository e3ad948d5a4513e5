"""The page of rows of law that end soon or are not sure."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import AwardRule, BaseSalary
from awards.rules.wording import rule_in_words
from awards.selectors.rules_due import RulesDue, rules_due
from office_culture.models import LegalBasis
from office_culture.text.dates import numeric
from office_culture.text.numbers import money, whole

RULES_DUE_TITLE = _("Rules that end soon or are not sure")


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A row of law as the page lists it; `ends_on` and `followed` only of one that ends."""

    name: str
    address: str
    says: str
    sure: str
    source: str
    ends_on: str = ""
    followed: bool = False


def rules_due_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The page of the rows of law to look at within the next six months; `page` is the context around it."""
    found = rules_due(timezone.localdate())
    context = {
        **page,
        "title": RULES_DUE_TITLE,
        "found": found,
        "ending": [_shown(item.row, numeric(item.ends_on), item.followed) for item in found.ending],
        "unsure": _unsure(found),
    }
    return TemplateResponse(request, "awards/rules_due.html", context)


def _unsure(found: RulesDue) -> list[ShownRule]:
    return [
        _shown(row)
        for row in (*found.unsure_salaries, *found.unsure_general, *found.unsure_bases, *found.unsure_rules)
    ]


def _shown(row: Any, ends_on: str = "", followed: bool = False) -> ShownRule:
    return ShownRule(
        name=_named(row),
        address=reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
        says=_says(row),
        sure=row.get_sure_display(),
        source=row.source,
        ends_on=ends_on,
        followed=followed,
    )


def _named(row: Any) -> str:
    if isinstance(row, AwardRule):
        return f"{row} ({row.get_recipient_display()})"
    if isinstance(row, BaseSalary):
        return gettext("Base salary from %(day)s") % {"day": row}
    if isinstance(row, LegalBasis):
        return str(row._meta.verbose_name).capitalize()
    return str(row.get_topic_display())


def _says(row: Any) -> str:
    if isinstance(row, AwardRule):
        return rule_in_words(row)
    if isinstance(row, LegalBasis):
        return row.text
    return money(row.amount) if isinstance(row, BaseSalary) else whole(row.value)
