"""The page of notices, what the head of every page asks, and the marks of what one has seen."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from office_culture.actions import notices
from office_culture.actions.notices import Notice
from office_culture.models import Substitution, User
from office_culture.project.opened import mark_opened
from office_culture.rules.requests import user_of
from office_culture.selectors.substitutions import acting, in_force_for

SHOWN = 50
# The posted time at which the page was shown; what came later is not marked.
SHOWN_AT = "shown_at"


@dataclass(frozen=True, slots=True)
class NoticesForAnother:
    """What waits for somebody for whom the account may act today; `more` of it does not stand on the page."""

    substitution: Substitution
    notices: list[Notice]
    more: int


@require_safe
@never_cache
@login_required
def count(request: HttpRequest) -> JsonResponse:
    """How many notices are new, for the head of the page, which asks once it stands and not more than once a minute."""
    new = notices.count_new(user_of(request))
    message = ngettext("Notices: %(count)s new", "Notices: %(count)s new", new) % {"count": new}
    return JsonResponse({"count": new, "shown": notices.shown(new) if new else "", "said": message})


@require_POST
@login_required
def opened(request: HttpRequest) -> JsonResponse:
    """Marks the notices about a record as seen, by its label and key (`record`); answers how many there were."""
    return JsonResponse({"seen": mark_opened(user_of(request), request.POST.get("record", ""))})


@require_safe
@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What waits for the account, new first, and for those in whose place it may act."""
    user = user_of(request)
    shown_at = timezone.now()
    sheet = Paginator(range(notices.count(user)), SHOWN).get_page(request.GET.get("p"))
    rows = notices.read(user, notices.listed(user, (sheet.number - 1) * SHOWN, SHOWN))
    for_others = _for_others(user)
    new = notices.count_new(user)
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "sheet": sheet,
        "new_rows": [row for row in rows if row.new],
        "seen_rows": [row for row in rows if not row.new],
        "new": new,
        "for_others": for_others,
        "new_for_others": any(row.new for other in for_others for row in other.notices),
        "shown_at": shown_at.isoformat(),
    }
    return render(request, "admin/notices.html", context)


@require_POST
@login_required
def mark(request: HttpRequest) -> HttpResponse:
    """Marks one notice as read (`notice` is its source and the key of its record), or all that the page could show."""
    user = user_of(request)
    marked = request.POST.get("notice")
    keys = {key for key in _new_keys(user) if marked is None or f"{key[0]}:{key[1]}" == marked}
    notices.mark_as_seen(by=user, notices=keys, seen_at=_shown_at(request))
    if marked is None:
        message = ngettext(
            "%(count)s notice is marked as read.", "%(count)s notices are marked as read.", len(keys)
        )
        messages.success(request, message % {"count": len(keys)})
    return HttpResponseRedirect(reverse("notices"))


def _new_keys(user: User) -> Iterator[notices.Key]:
    """All that is new to the account, for itself and for those in whose place it may act."""
    for account in (user, *(acting(user, substitution) for substitution in _substitutions(user))):
        yield from ((found.key, found.object_id) for found in notices.all_new(account))


def _shown_at(request: HttpRequest) -> datetime.datetime:
    """When the page was shown, as it says itself; never later than now."""
    try:
        shown = parse_datetime(request.POST.get(SHOWN_AT, ""))
    except ValueError:
        shown = None
    now = timezone.now()
    return min(shown, now) if shown is not None and timezone.is_aware(shown) else now


def _substitutions(user: User) -> list[Substitution]:
    return [] if user.acts_under is not None else in_force_for(user, timezone.localdate())


def _for_others(user: User) -> list[NoticesForAnother]:
    found = []
    for substitution in _substitutions(user):
        other = acting(user, substitution)
        rows = notices.listed(other, 0, SHOWN + 1)
        found.append(NoticesForAnother(substitution, notices.read(other, rows[:SHOWN]), len(rows) - SHOWN))
    return found
