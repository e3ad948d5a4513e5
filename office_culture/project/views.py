"""Pages that belong to the whole: where one lands after signing in, and what a refusal looks like."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from office_culture.actions import events
from office_culture.models import User, Verb
from office_culture.project.roles import LEADER
from office_culture.rules.requests import user_of


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Sends leaders to their page and everybody else to the records."""
    user = user_of(request)
    leads = not user.is_superuser and user.groups.filter(name=LEADER.name).exists()
    return HttpResponseRedirect(reverse("leadership" if leads else "admin:index"))


def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the picture of a page that names none, such as a PDF."""
    return HttpResponseRedirect(static("office_culture/mark.svg"))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of a refusal; who is signed in leaves an event."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        events.record(
            verb=Verb.REFUSED,
            by=user,
            method=request.method,
            path=request.path[:300],
        )
    return render(request, "403.html", status=403)
