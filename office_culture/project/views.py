"""Pages of the project as a whole: the page after signing in, the icon, the pages of refusals."""

import math
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found

from office_culture.actions import events
from office_culture.actions.sign_in_limits import wait_for
from office_culture.models import Verb
from office_culture.project import set_up
from office_culture.project.roles import LEADER
from office_culture.rules.requests import user_of
from office_culture.views.refusals import count_missing, signed_in_as


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Redirects to the set-up where there is no office yet, leaders to their page and everybody else to the admin."""
    user = user_of(request)
    if user.has_perm(set_up.RIGHT) and set_up.is_needed():
        return HttpResponseRedirect(reverse("set_up"))
    leads = not user.is_superuser and user.groups.filter(name=LEADER.name).exists()
    return HttpResponseRedirect(reverse("leadership" if leads else "admin:index"))


def icon(request: HttpRequest) -> HttpResponse:
    """Redirects to the icon, for browsers that ask for `/favicon.ico` where a page names none, such as a PDF."""
    return HttpResponseRedirect(static("office_culture/mark.svg"))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of a refusal; it is counted for who is signed in."""
    if by := signed_in_as(request):
        events.count(
            verb=Verb.REFUSED, by=by, kind="forbidden", method=request.method, path=request.path[:300]
        )
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of what is not there, or not for this account: both are counted alike."""
    count_missing(request)
    return page_not_found(request, exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that did not come from ours (CSRF); it is counted.

    Each sign-in gives the browser a new token. A form that another tab has opened before then gets a way on: the page
    of the sign-in leads to where it would have led, and what was typed into any other is offered to be sent once more.
    """
    if request.path == reverse("admin:login") and _says_it_is_ours(request):
        return _sign_in_of_another_tab(request)
    by = signed_in_as(request)
    events.count(verb=Verb.REFUSED, by=by, kind="csrf", method=request.method, path=request.path[:300])
    if by is None or not request.POST.get("csrfmiddlewaretoken") or not _says_it_is_ours(request):
        return csrf_failure(request, reason)
    return render(request, "form_of_another_tab.html", _typed(request), status=409)


def _says_it_is_ours(request: HttpRequest) -> bool:
    """Whether the browser does not say that the form stood on a page of somebody else; old ones say nothing."""
    origin = request.headers.get("Origin")
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin is None or origin in ours


def _sign_in_of_another_tab(request: HttpRequest) -> HttpResponse:
    by, target = signed_in_as(request), request.POST.get("next") or request.GET.get("next", "")
    if by is None:
        messages.warning(
            request, gettext("The page was opened before a sign-in or sign-out; please type again.")
        )
        return HttpResponseRedirect(request.get_full_path())
    if request.POST.get("username") != by.username:
        messages.warning(request, gettext("In this browser %(account)s is signed in.") % {"account": by})
    own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if own else reverse("start"))


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What the form would have posted: names with values, and how many files, which no page can post again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return {"fields": fields, "files": len(request.FILES), "action": request.get_full_path()}


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """The page for who has to wait before the next sign-in, with the time."""
    wait = wait_for(request, (credentials or {}).get("username") or "")
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    answer = render(request, "registration/locked_out.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer
