"""The page of notices, the count in the head of every page, and the mark of what one has opened."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from office_culture.actions import notices
from office_culture.actions.notices import NewNotices, Notice
from office_culture.models import Substitution, User
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


class MarksOpened:
    """Marks the notices of a record as seen when its page opens, before the head of that page counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        if response.status_code == 200 and _opened_record(request) is not None:
            found = new_for(request)
            if found.of_record:
                notices.mark_as_seen(by=user_of(request), notices=found.of_record)
                _keep(request, NewNotices(found.count - len(found.of_record), ()))
        return response


def new_for(request: HttpRequest) -> NewNotices:
    """What is new to the account of the request, asked once for each request."""
    kept: NewNotices | None = getattr(request, "new_notices", None)
    if kept is None:
        kept = _keep(request, notices.new_notices(user_of(request), _opened_record(request)))
    return kept


def _keep(request: HttpRequest, found: NewNotices) -> NewNotices:
    request.new_notices = found  # type: ignore[attr-defined]  # where `new_for` looks
    return found


def _opened_record(request: HttpRequest) -> tuple[Any, int] | None:
    """Model and key of the record whose page the request reads, or None."""
    match = request.resolver_match
    page: Any = getattr(match.func, "model_admin", None) if match else None
    if request.method != "GET" or match is None or page is None or not request.user.is_authenticated:
        return None
    key = str(match.kwargs.get("object_id", ""))
    is_record = match.url_name == f"{page.opts.app_label}_{page.opts.model_name}_change"
    return (page.model, int(key)) if is_record and key.isascii() and key.isdecimal() else None


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
    new = new_for(request).count
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
    one = request.POST.get("notice")
    keys = {key for key in _new_keys(user) if one is None or f"{key[0]}:{key[1]}" == one}
    notices.mark_as_seen(by=user, notices=keys, seen_at=_shown_at(request))
    if one is None:
        said = ngettext(
            "%(count)s notice is marked as read.", "%(count)s notices are marked as read.", len(keys)
        )
        messages.success(request, said % {"count": len(keys)})
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
