"""Pages that belong to the whole: where one lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Sends everybody to the page of their daily work."""
    return HttpResponseRedirect(reverse("admin:index"))
