"""Checks before a view gets a request, and headers of every response."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django_otp import DEVICE_ID_SESSION_KEY

from office_culture.actions.sign_in_limits import COOKIE
from office_culture.models import context
from office_culture.rules import questions
from office_culture.rules.request_number import current_number
from office_culture.rules.requests import address_in, address_of
from office_culture.selectors.accounts import is_expired, second_step_of

# Nothing is loaded from another host and pages contain no scripts, so that a script written into a record cannot run.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)
# What no page of ours asks a browser for, and so no script may ask for either.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class CompressedPages(GZipMiddleware):
    """Compresses pages and other text; files are sent as they are, most of them being compressed already.

    Django adds a random length against attacks that compare sizes (BREACH), and masks its tokens.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code != HTTPStatus.OK or kind not in _TEXT:
            return response
        return super().process_response(request, response)


_TEXT = frozenset({"text/html", "text/plain", "text/javascript", "text/calendar", "application/json"})

NULL, UNKNOWN = "\0", "\ufffd"


class WithoutNull:
    """Keeps the character U+0000 from the database, which refuses it (PostgreSQL) or matches nothing (SQLite).

    Raises `Http404` for a path with it; in a query it is replaced by U+FFFD, which no record contains either.
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
    """Takes the visitor's address from the last entry of X-Forwarded-For, which the one proxy before us appends.

    Only for installations that nobody reaches except through that proxy: earlier entries are what visitors claim. An
    entry that is no address gives an empty one, never that of the proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            request.META["REMOTE_ADDR"] = address_in(forwarded) or ""
        return self.get_response(request)


class ChosenLanguage:
    """The language that the reader chose, else that of the office.

    What a browser asks for is that of its maker more often than anybody's choice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            language = get_supported_language_variant(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        except LookupError:
            language = settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecurityHeaders(SecurityMiddleware):
    """Adds the headers of Django's own middleware and ours to every response, unless the view has set its own.

    It stands outside of all others: errors and redirects that they make by themselves get the headers, too. The way to
    HTTPS is left to Django's middleware within, so that its errors are among them.
    """

    def process_request(self, request: HttpRequest) -> None:
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether a page is asked for by an account; of a static file nobody needs to know."""
    return not request.path_info.startswith(settings.STATIC_URL) and "_auth_user_id" in request.session


def _addresses(*names: str) -> set[str]:
    return {reverse(name) for name in ("admin:logout", "admin:jsi18n", "set_language", *names)}


class FirstPassword:
    """Redirects who signed in with a code to the change of the password; signs out who has an expired code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_signed_in(request) or getattr(request.user, "code_expires", None) is None:
            return self.get_response(request)
        if is_expired(request.user):
            logout(request)
            return HttpResponseRedirect(reverse("admin:login"))
        if request.path in _addresses("admin:password_change"):
            return self.get_response(request)
        return HttpResponseRedirect(reverse("admin:password_change"))


class SecondStep:
    """Opens nothing until the second step of the sign-in is passed, where the account has one or a role needs it.

    Who has no phone yet is sent to set one up. Whoever signed in with a code chooses a password first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_signed_in(request) or not request.user.is_authenticated or request.user.code_expires:
            return self.get_response(request)
        step = second_step_of(request.user)
        passed = f"otp_totp.totpdevice/{step.phone}"
        if not step.asked or (step.phone and request.session.get(DEVICE_ID_SESSION_KEY) == passed):
            return self.get_response(request)
        page = "second_step" if step.phone else "second_step_set_up"
        if request.path in _addresses(page):
            return self.get_response(request)
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse(page)}?{back}".rstrip("?"))


class DeviceCookie:
    """Gives the browser the token of a sign-in to keep; see `sign_ins.signed_in`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        token = getattr(request, "device_token", "")
        if token:
            response.set_cookie(
                COOKIE,
                token,
                max_age=settings.DEVICE_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


class EventContext:
    """Adds the visitor's address to the events of a request, and the number by which page and log name it.

    Answers to questions are valid for this request only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with context.in_request(address_of(request)), questions.answers():
            # Django logs what an answer is after the last middleware.
            request.number = current_number()  # type: ignore[attr-defined]
            return self.get_response(request)
