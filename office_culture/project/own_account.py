"""The page of one's own account: sessions to end, notices by mail, the second step of the sign-in with its pages."""

from base64 import b32encode
from collections.abc import Callable
from typing import Any, TypeVar

import django_otp
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from office_culture import __version__
from office_culture.actions import devices, events, second_factor, seen
from office_culture.actions.sign_in_limits import count_failure, wait_for
from office_culture.actions.workflow import Refused, Stale
from office_culture.models import MailChoice, User, Verb
from office_culture.papers.qr import code_of
from office_culture.project.views import locked_out
from office_culture.rules.requests import user_of
from office_culture.selectors.accounts import open_sessions, second_step_of

T = TypeVar("T")


class CodeForm(forms.Form):
    """One code: six digits of the phone, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class PhoneForm(CodeForm):
    """The first code of a new phone."""

    field_order = ("current", "code")
    code = forms.CharField(
        label=_("Code that the new phone shows"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class OtherPhoneForm(PhoneForm):
    """The first code of a new phone in place of another one, which has to agree."""

    current = forms.CharField(
        label=_("Code of the phone in use until now, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MailForm(forms.Form):
    """Whether the account is told by mail what came to wait for it, and in which language."""

    notices_by_mail = forms.ChoiceField(label=_("Send me a mail"), choices=MailChoice.choices)
    mail_language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)


def _page(request: HttpRequest, template: str, title: Any, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": title, "program_version": __version__}
    return render(request, f"account/{template}.html", {**frame, **context})


@require_safe
@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in, and its second step."""
    user = user_of(request)
    return _page(
        request,
        "page",
        _("My account"),
        sessions=open_sessions(user),
        here=request.session.session_key,
        step=second_step_of(user),
        codes_left=second_factor.codes_left(user),
        mail_form=MailForm(initial={name: getattr(user, name) for name in MailForm.base_fields}),
        mail_works=bool(settings.EMAIL_HOST),
        opened_version=seen.stamp(user),
    )


@require_POST
@login_required
def choose_mail(request: HttpRequest) -> HttpResponse:
    """Keeps whether and how the account is told by mail."""
    account, form = User.objects.get(pk=user_of(request).pk), MailForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose from the list."))
    elif form.cleaned_data["notices_by_mail"] != MailChoice.NEVER and not account.email:
        messages.error(
            request, gettext("This account has no e-mail address: ask those who keep the accounts.")
        )
    else:
        try:
            with seen.as_seen(request.POST, account):
                for name, value in form.cleaned_data.items():
                    setattr(account, name, value)
                account.save(by=account, update_fields=[*form.cleaned_data])
        except Stale as stale:
            messages.error(request, str(stale))
        else:
            messages.success(request, gettext("Your choice is kept."))
    return HttpResponseRedirect(reverse("account"))


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own sessions; that of this request is ended by signing out."""
    user, session_key = user_of(request), request.session.session_key
    found = [
        device for device in open_sessions(user) if device.pk == pk and device.session_key != session_key
    ]
    return _end(request, found)


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Ends all of one's own sessions but this one."""
    session_key = request.session.session_key
    return _end(
        request, [device for device in open_sessions(user_of(request)) if device.session_key != session_key]
    )


def _end(request: HttpRequest, ended: list[Any]) -> HttpResponse:
    for device in ended:
        devices.end_session(device=device, by=user_of(request))
    message = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", len(ended))
    messages.success(request, message % {"count": len(ended)})
    return HttpResponseRedirect(reverse("account"))


# The second step


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for the code that completes a sign-in."""
    user = user_of(request)
    phone = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if phone is None:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = _tried(request, form, lambda: _passed(request, form.cleaned_data["code"]))
        if isinstance(tried, HttpResponse):
            return tried
        if tried:
            _complete(request, phone)
            events.record(verb=Verb.SECOND_STEP, by=user)
            return _onward(request)
    return _page(request, "step", _("Second step of the sign-in"), form=form, next=_target(request))


def _passed(request: HttpRequest, typed: str) -> bool:
    if not second_factor.passes(account=user_of(request), typed=typed):
        raise Refused(
            gettext("This code is wrong or was used already. The phone shows a new one in half a minute.")
        )
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Shows the QR code for the phone and takes its first code; then shows the recovery codes, once."""
    user = user_of(request)
    kind = OtherPhoneForm if second_step_of(user).phone else PhoneForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        tried = _tried(
            request,
            form,
            lambda: second_factor.confirm(
                account=user, typed=typed["code"], current=typed.get("current", ""), by=user
            ),
        )
        if isinstance(tried, HttpResponse):
            return tried
        if tried:
            phone, codes = tried
            _complete(request, phone)
            return _show(request, codes)
    phone = second_factor.begin(account=user)
    return _page(
        request,
        "set_up",
        _("Set up the second step"),
        form=form,
        qr=code_of(phone.config_url),
        secret=_in_groups(phone),
        next=_target(request),
        needed=second_step_of(user).needed,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes and shows them once."""
    user = user_of(request)
    return _with_code(
        request,
        "codes",
        _("New recovery codes"),
        lambda typed: _show(request, second_factor.new_codes(account=user, typed=typed, by=user)),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest) -> HttpResponse:
    """Removes the second step where no role needs it."""

    def act(typed: str) -> HttpResponse:
        second_factor.remove(account=user_of(request), typed=typed, by=user_of(request))
        messages.success(request, gettext("From now on your password alone opens this account."))
        return HttpResponseRedirect(reverse("account"))

    return _with_code(request, "remove", _("Do without the second step"), act)


def _with_code(
    request: HttpRequest, template: str, title: Any, act: Callable[[str], HttpResponse]
) -> HttpResponse:
    """A page that acts once a code is right, for accounts with a second step."""
    step = second_step_of(user_of(request))
    if not step.phone:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = _tried(request, form, lambda: act(form.cleaned_data["code"]))
        if tried:
            return tried
    return _page(request, template, title, form=form, step=step)


def _tried(request: HttpRequest, form: forms.Form, act: Callable[[], T]) -> T | HttpResponse | None:
    """What `act` gives; None where it refused, which the form shows; the page of the lock after too many refusals.

    Wrong codes count like wrong passwords.
    """
    username = user_of(request).username
    if not wait_for(request, username):
        try:
            return act()
        except Refused as refused:
            form.add_error(None, str(refused))
        count_failure(request, username)
        events.count(verb=Verb.SIGN_IN_FAILED, by=None, obj=user_of(request), kind="second_step")
        if not wait_for(request, username):
            return None
    events.count(verb=Verb.LOCKED_OUT, by=None, obj=user_of(request), kind="second_step")
    return locked_out(request, credentials={"username": username})


def _complete(request: HttpRequest, phone: TOTPDevice) -> None:
    """The session has passed the second step, and its device is let in from now on."""
    django_otp.login(request, phone)
    devices.trust(account=user_of(request), session_key=request.session.session_key or "")


def _show(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes, which are shown this one time."""
    return _page(request, "shown_codes", _("Recovery codes"), codes=codes, next=_target(request))


def _target(request: HttpRequest) -> str:
    """Where the sign-in was to lead, or "" where that is no page of ours."""
    target = request.POST.get("next") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if own else ""


def _onward(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_target(request) or reverse("start"))


def _in_groups(phone: TOTPDevice) -> str:
    """The secret for phones without a camera, in groups of four letters and digits."""
    plain = b32encode(phone.bin_key).decode()
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))
