"""The way back to where something was missing, once it is added."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

# In the address of an add page: the page that leads there.
NEXT = "_next"


def way_back(request: HttpRequest, saved: HttpResponse) -> HttpResponse:
    """A redirect to the page from which somebody came to add what was missing there; else the answer as it is."""
    page: Any = request.GET.get(NEXT, "")
    further = {"_continue", "_addanother"} & request.POST.keys()
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if not page or further or not ours or not isinstance(saved, HttpResponseRedirect):
        return saved
    return HttpResponseRedirect(page)
