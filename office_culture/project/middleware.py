"""What holds for every request before a view sees it, and for every page that leaves."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from office_culture.models import context
from office_culture.rules.requests import address_in, address_of

# Nothing is loaded from another host and no script stands in a page: what an attacker writes into a record cannot run.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)


NULL, UNKNOWN = "\0", "\ufffd"


class WithoutNull:
    """Keeps the character U+0000 from the database, which refuses it (PostgreSQL) or matches nothing (SQLite).

    No page has it in its path; in a query it becomes the sign for an unknown character, which no record holds either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NULL in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            known = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                known.setlist(name.replace(NULL, UNKNOWN), [value.replace(NULL, UNKNOWN) for value in values])
            request.GET = known  # type: ignore[assignment]  # Django's own views assign it, too
        return self.get_response(request)


class BehindProxy:
    """Takes the address of the visitor from the one proxy before us, which appends it to X-Forwarded-For.

    Only for installations that nobody reaches except through that proxy: earlier entries are what visitors claim.
    What is no address stands for none, never for the proxy's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told:
            request.META["REMOTE_ADDR"] = address_in(told) or ""
        return self.get_response(request)


class ContentSecurityPolicy:
    """Adds the project's one policy, unless a view has set a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class EventContext:
    """Stamps the events of a request with the address that it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with context.in_request(address_of(request)):
            return self.get_response(request)
