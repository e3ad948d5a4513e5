"""The set-up of an empty office: what is entered in which order, each part on an ordinary page of its own.

Nothing of it is stored apart: a part is done where its records are there, so the set-up can be left and resumed.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.actions.catalogue import load_catalogue
from awards.models import AwardRule
from campaign.actions.outlines import load_outlines
from campaign.models import Campaign, Plan, Report, ReportOutline
from office_culture.actions.checklists import load_checklist, shipped
from office_culture.actions.superusers import office_there_is
from office_culture.admin.bricks.way_back import NEXT
from office_culture.models import Checklist, Document, Person, Unit, UnitKind, User
from office_culture.rules.requests import user_of

# While the session has it, every page of the admin leads back to the set-up.
SESSION_KEY = "set_up"
RIGHT = "office_culture.add_unit"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue that comes with the program: what its button loads, with which right, and whether it is there."""

    slug: str
    name: str
    permission: str
    loaded: bool
    load: Callable[[User], Any]


@dataclass(frozen=True, slots=True)
class SetUpPart:
    """One part: what it is for, whether its records are there, the pages that lead to them, and what can be loaded."""

    slug: str
    name: str
    about: str
    done: bool
    pages: tuple[tuple[str, str], ...] = ()
    catalogues: tuple[Catalogue, ...] = ()


def is_needed() -> bool:
    """Whether there is no office yet: no unit that issues papers."""
    return not Unit.objects.exclude(code="").exists()


def parts() -> list[SetUpPart]:
    """The parts in their order."""
    office = Unit.objects.exclude(code="").order_by("path").first()
    campaign = Campaign.objects.order_by("-pk").first()
    plan = Plan.objects.filter(campaign=campaign).exists() if campaign else False
    report = Report.objects.order_by("-pk").first()
    # Whoever has entered people has entered the units that there are, or has none below the office.
    # Whoever made the first account is a person, too.
    people = Person.objects.exclude(account__is_superuser=True).exists()
    begun = office or office_there_is()
    return [
        SetUpPart(
            "office",
            _("The office"),
            _("Name, abbreviation, code and place, and the letterhead that its papers print."),
            office is not None,
            ((_("Open the office"), _page(begun)),)
            if begun
            else ((_("Enter the office"), _add(Unit, kind=UnitKind.AGENCY)),),
        ),
        SetUpPart(
            "units",
            _("Its units"),
            _("Departments and public-service units below the office. A small agency without any goes on."),
            people or Unit.objects.filter(parent__isnull=False).exists(),
            _by_hand_or_sheet(Unit, _("Add a unit"), parent=office.pk if office else ""),
        ),
        SetUpPart(
            "people",
            _("People"),
            _("Who signs, writes, inspects and is nominated, with their posts."),
            people,
            _by_hand_or_sheet(Person, _("Add a person")),
        ),
        SetUpPart(
            "accounts",
            _("Accounts with their roles"),
            _("Each colleague gets a unit and a role, and a code for the first sign-in."),
            User.objects.filter(groups__isnull=False).exists(),
            ((_("Add an account"), _add(User)),),
        ),
        SetUpPart(
            "catalogues",
            _("Outlines, award rules, checklists"),
            _("They come with the program. Load what your office uses; each can be changed afterwards."),
            ReportOutline.objects.exists(),
            catalogues=tuple(_catalogues()),
        ),
        SetUpPart(
            "campaign",
            _("The campaign"),
            _("The documents that launch it, the campaign itself, and its plan with tasks."),
            plan,
            (
                (_("Add a document"), _add(Document)),
                (_("Open the campaign"), _page(campaign))
                if campaign
                else (_("Add the campaign"), _add(Campaign, **_of(office))),
                *(
                    ((_("Add the plan"), _add(Plan, campaign=campaign.pk, **_unit(office))),)
                    if campaign
                    else ()
                ),
            ),
        ),
        SetUpPart(
            "report",
            _("The first report"),
            _("Its draft follows the outline, with the figures that the records have by then."),
            report is not None,
            (
                *(((_("Open the report"), _page(report)),) if report else ()),
                *(
                    ((_("Begin the report"), _add(Report, campaign=campaign.pk, **_unit(office))),)
                    if campaign
                    else ()
                ),
            ),
        ),
    ]


def _catalogues() -> list[Catalogue]:
    known = set(Checklist.objects.values_list("name", flat=True))

    def loading(source: Any) -> Callable[[User], Any]:
        return lambda by: load_checklist(source=source, by=by)

    named = {slug: (path, tomllib.loads(path.read_text("utf-8"))["name"]) for slug, path in shipped().items()}
    return [
        Catalogue(
            "outlines",
            _("Outlines of reports"),
            "campaign.add_reportoutline",
            ReportOutline.objects.exists(),
            lambda by: load_outlines(by=by),
        ),
        Catalogue(
            "award-rules",
            _("Awards and their rules"),
            "awards.add_award",
            AwardRule.objects.exists(),
            lambda by: load_catalogue(by=by),
        ),
        *(
            Catalogue(slug, name, "office_culture.add_checklist", name in known, loading(path))
            for slug, (path, name) in named.items()
        ),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required(RIGHT, raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    """GET shows the parts, the first open one marked; POST loads a catalogue, or leaves the set-up."""
    if request.method == "POST":
        return _answer(request)
    request.session[SESSION_KEY] = True
    listed = parts()
    context = {
        **admin.site.each_context(request),
        "title": _("Set up the office"),
        "parts": listed,
        "now": next((part for part in listed if not part.done), None),
    }
    return render(request, "project/set_up.html", context)


def _answer(request: HttpRequest) -> HttpResponse:
    if "leave" in request.POST:
        request.session.pop(SESSION_KEY, None)
        return HttpResponseRedirect(reverse("admin:index"))
    by = user_of(request)
    chosen = next(
        (catalogue for catalogue in _catalogues() if catalogue.slug == request.POST.get("load")), None
    )
    if chosen is None:
        raise Http404
    if not by.has_perm(chosen.permission):
        raise PermissionDenied
    if chosen.loaded:
        messages.info(request, _("“%(name)s” is loaded already.") % {"name": chosen.name})
    else:
        try:
            chosen.load(by)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("“%(name)s” is loaded.") % {"name": chosen.name})
    return HttpResponseRedirect(reverse("set_up"))


def _of(office: Unit | None) -> dict[str, Any]:
    return {"office": office.pk, "unit": office.pk} if office else {}


def _unit(office: Unit | None) -> dict[str, Any]:
    return {"unit": office.pk} if office else {}


def _by_hand_or_sheet(model: Any, by_hand: str, **initial: Any) -> tuple[tuple[str, str], ...]:
    return ((by_hand, _add(model, **initial)), (_("From a sheet"), _address(model, "import")))


def _page(row: Any) -> str:
    return _address(type(row), "change", row.pk)


def _add(model: Any, **initial: Any) -> str:
    """The add page with these values; what is saved there leads back here."""
    given = {name: value for name, value in initial.items() if value != ""}
    return f"{_address(model, 'add')}?{urlencode({**given, NEXT: reverse('set_up')})}"


def _address(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)
