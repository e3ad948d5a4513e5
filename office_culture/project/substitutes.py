"""Acting for somebody who is away: the middleware, the two buttons, and what waits for the other account."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from office_culture.models import Substitution, User
from office_culture.project.dashboard import Tile, tiles
from office_culture.rules.requests import user_of
from office_culture.selectors.accounts import second_step_of
from office_culture.selectors.substitutions import SESSION_KEY, acting, in_force_for


class ActsUnder:
    """Gives a request the rights of the account for which its own acts, and no other; see `acting`.

    Pages of one's own account stay one's own. A substitution that is over ends by itself, with a word about it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.get(SESSION_KEY)
        if key is None or not request.user.is_authenticated or _is_own(request.path):
            return self.get_response(request)
        account = user_of(request)
        substitution = _under(account, key)
        if substitution is None or _lacks_second_step(account, substitution):
            del request.session[SESSION_KEY]
            messages.info(request, gettext("The substitution is over: you act for yourself again."))
        else:
            request.user = acting(account, substitution)
        return self.get_response(request)


def _is_own(path: str) -> bool:
    own = (reverse("account"), reverse("admin:password_change"), reverse("admin:logout"))
    return path.startswith(own)


def _under(account: User, key: int) -> Substitution | None:
    today = in_force_for(account, timezone.localdate())
    return next((substitution for substitution in today if substitution.pk == key), None)


def _lacks_second_step(account: User, substitution: Substitution) -> bool:
    """Whether the other account may be used with a second step only, and this one signs in without."""
    return second_step_of(substitution.principal).needed and not second_step_of(account).phone


@require_POST
@login_required
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """From here on the session acts for the account that the substitution names."""
    account = user_of(request)
    substitution = _under(account, pk)
    if substitution is None:
        raise Http404
    if _lacks_second_step(account, substitution):
        messages.error(
            request, gettext("Work in this account is confirmed with a code from the phone: set it up first.")
        )
        return HttpResponseRedirect(reverse("second_step_set_up"))
    request.session[SESSION_KEY] = pk
    return HttpResponseRedirect(_next(request))


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """From here on the session acts for its own account again."""
    request.session.pop(SESSION_KEY, None)
    return HttpResponseRedirect(reverse("start"))


def _next(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if own else reverse("admin:index")


@dataclass(frozen=True, slots=True)
class WaitsForAnother:
    """What waits for somebody for whom the account may act now."""

    substitution: Substitution
    tiles: list[Tile]


def waiting(account: User) -> list[WaitsForAnother]:
    """What waits for others, by substitution in force; nothing while the account acts for one of them already."""
    if account.acts_under is not None:
        return []
    found = in_force_for(account, timezone.localdate())
    return [WaitsForAnother(substitution, tiles(acting(account, substitution))) for substitution in found]
