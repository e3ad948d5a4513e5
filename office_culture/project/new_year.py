"""The page on which a new year begins: what the year before hands on is copied, days moved, results left out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from awards.models import NominationRound
from campaign.models import Campaign, IndicatorTarget, Plan, Pledge
from office_culture.actions.batches import CannotUndo
from office_culture.actions.copies import CopiedRow, plan_of_copy
from office_culture.actions.new_year import HandedOn, begin_year, taken_back, undo_year
from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks import BeginsAsCopy
from office_culture.admin.bricks.copies import describe_copy
from office_culture.models import InspectionRound, User
from office_culture.models.copies import Copying, name_of_next
from office_culture.models.events import Event, Verb
from office_culture.models.together import read_together
from office_culture.rules.moving_days import Move, next_start
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of

# In this order: what others link to comes first.
KINDS: tuple[type[Any], ...] = (Campaign, Plan, Pledge, IndicatorTarget, InspectionRound, NominationRound)
# The right to change the record below which these stand, where they have no page of their own.
_RIGHTS = {
    Pledge: ("campaign.add_pledge",),
    IndicatorTarget: ("campaign.change_indicator",),
}
# The entry of the menu whose page leads here.
HUB = "campaign"
_BEGINNINGS = 5  # shown on the page


@dataclass(frozen=True, slots=True)
class Offered:
    """A record of the year before: its copy, or the record that stands for it already in the new year."""

    former: Any
    name: str
    plan: CopiedRow | None
    changed: dict[str, Any]
    rows: list[dict[str, Any]]
    problem: str = ""
    begun: Any = None

    @property
    def key(self) -> str:
        """The name under which the page posts it."""
        return f"{self.former._meta.label_lower}:{self.former.pk}"

    @property
    def url(self) -> str:
        """The page of the record, or of the one that it is part of."""
        return _page(self.begun or self.former)


def proposed_year(today: datetime.date) -> int:
    """The year that one begins now: the running one during its first quarter, afterwards the next."""
    return today.year if today.month <= 3 else today.year + 1


def is_time(today: datetime.date) -> bool:
    """Whether a year begins about now: in the last quarter of the one before, or in its first."""
    return today.month <= 3 or today.month >= 10


def year_to_begin(user: User) -> int | None:
    """The year to which the start page leads, while one begins and the account can begin something of it."""
    today = timezone.localdate()
    if not is_time(today):
        return None
    year = proposed_year(today)
    handed_on = ((former, later) for formers, later in _handed_on(year, user).values() for former in formers)
    return (
        year
        if any(_begun(former, _changed(former, year)[1], later) is None for former, later in handed_on)
        else None
    )


def may_begin(user: User) -> bool:
    """Whether the account may add some kind of record that a year hands on."""
    return any(user.has_perms(_rights(kind)) for kind in KINDS)


def _rights(kind: type[Any]) -> tuple[str, ...]:
    page: Any = admin.site._registry.get(kind)
    copied: tuple[str, ...] = page.copied_rights if isinstance(page, BeginsAsCopy) else ()
    return _RIGHTS.get(kind, (f"{kind._meta.app_label}.add_{kind._meta.model_name}", *copied))


def offered_for(year: int, user: User) -> list[tuple[Any, list[Offered]]]:
    """What the year before hands on to `year`, by kind; kinds without such records are left out."""
    return [
        (capfirst(str(kind._meta.verbose_name_plural)), [_offer(former, year, later) for former in formers])
        for kind, (formers, later) in _handed_on(year, user).items()
        if formers
    ]


def _handed_on(year: int, user: User) -> dict[Any, tuple[list[Any], list[Any]]]:
    """By kind: what ended in the year before and the account may hand on, and what is there since; one statement."""
    kinds = [kind for kind in KINDS if user.has_perms(_rights(kind))]
    asked = []
    for kind in kinds:
        ended = kind.copying.year or f"{kind.copying.period[1]}__year"
        since = Q(**{f"{ended}__gte": year})
        if not kind.copying.year:
            since |= Q(**{f"{kind.copying.period[1]}__isnull": True})
        rows = kind.objects.select_related("unit", *kind.named_with).order_by("pk")
        asked += [rows.filter(**{ended: year - 1}).visible_to(user), rows.filter(since)]
    found = read_together(asked)
    return {
        kind: ([former for former in formers if _may_hand_on(former, user)], later)
        for kind, formers, later in zip(kinds, found[::2], found[1::2], strict=True)
    }


def _may_hand_on(former: Any, user: User) -> bool:
    return keeps_records_of(user, former.unit) and (not former.copying.period[0] or bool(_first_day(former)))


def _first_day(row: Any) -> Any:
    return getattr(row, row.copying.period[0])


def _changed(former: Any, year: int) -> tuple[Move, dict[str, Any]]:
    """By how much the days of the copy move, and in which values it differs by itself."""
    declared: Copying = former.copying
    changed: dict[str, Any] = {declared.year: year} if declared.year else {}
    if not declared.period[0]:
        return Move(months=12), changed
    first = _first_day(former)
    start = next_start(first, getattr(former, declared.period[1]))
    changed[declared.named] = name_of_next(former, first, start)
    if declared.former:
        changed[f"{declared.former}_id"] = former.pk
    return Move.between(first, start), changed


def _offer(former: Any, year: int, later: list[Any]) -> Offered:
    declared: Copying = former.copying
    move, changed = _changed(former, year)
    if begun := _begun(former, changed, later):
        return Offered(former, str(begun), None, changed, [], begun=begun)
    name = str(former)
    if declared.period[0]:
        name = changed[declared.named]
        changed |= _looked_up(former)
    try:
        plan = plan_of_copy(former, move)
    except ValidationError as error:
        return Offered(former, name, None, changed, [], problem=" ".join(error.messages))
    return Offered(former, name, plan, changed, [describe_copy(row) for row in plan.flat()])


def _looked_up(former: Any) -> dict[str, Any]:
    """What the page of a single copy looks up, such as the version of the checklist that is in use."""
    page: Any = admin.site._registry[type(former)]
    found: dict[str, Any] = page.copied_values(former)
    return found


def _begun(former: Any, changed: dict[str, Any], later: list[Any]) -> Any:
    """The record among the later ones that stands for the former one already, however it was entered; None if none."""
    declared: Copying = former.copying
    of_same = [name for name in ("unit_id", "indicator_id") if hasattr(former, name)]
    alike = [name for name in (declared.named, declared.year) if name]

    def stands_for_it(row: Any) -> bool:
        if declared.former and getattr(row, f"{declared.former}_id") == former.pk:
            return True
        # Names may stay as they are from year to year.
        begins_later = not declared.period[0] or (_first_day(row) or _first_day(former)) > _first_day(former)
        same = all(getattr(row, name) == getattr(former, name) for name in of_same)
        return begins_later and same and all(getattr(row, name) == changed[name] for name in alike)

    return next((row for row in later if row.pk != former.pk and stands_for_it(row)), None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """GET shows what would be copied, POST copies what is ticked and leads back to the page, which then names it."""
    user = user_of(request)
    if not may_begin(user):
        raise PermissionDenied
    year = _year(request)
    groups = offered_for(year, user)
    offered = [item for _name, items in groups for item in items]
    error, ticked = "", {item.key for item in offered if item.plan}
    if request.method == "POST":
        ticked = set(request.POST.getlist("records"))
        chosen = [item for item in offered if item.plan and item.key in ticked]
        error = _begin(request, year, offered, chosen)
        if not error:
            return HttpResponseRedirect(f"{reverse('new_year')}?year={year}")
    context = {
        **admin.site.each_context(request),
        "title": _("Begin the year %(year)s") % {"year": year},
        "year": year,
        "years": (timezone.localdate().year, timezone.localdate().year + 1),
        "groups": groups,
        "ticked": ticked,
        "possible": any(item.plan for item in offered),
        "seen": _stamp(offered),
        "error": error,
        "beginnings": _beginnings(user),
    }
    return render(request, "project/new_year.html", context)


def _year(request: HttpRequest) -> int:
    """The year of the address if it is the running one or the next, else the proposed one."""
    today = timezone.localdate()
    typed = request.GET.get("year", "")
    return int(typed) if typed in {str(today.year), str(today.year + 1)} else proposed_year(today)


def _stamp(offered: list[Offered]) -> str:
    return stamp(*(item.former for item in offered)) if offered else ""


def _begin(request: HttpRequest, year: int, offered: list[Offered], chosen: list[Offered]) -> str:
    """Copies what was chosen and says so; returns why nothing was copied, or ""."""
    if not chosen:
        return (
            _("Tick what the new year is to begin with.")
            if any(item.plan for item in offered)
            else _("All of it has been begun already.")
        )
    handed_on = [HandedOn(item.former, item.plan, item.changed) for item in chosen if item.plan]
    try:
        with as_seen(request.POST, *(item.former for item in offered)):
            begin_year(year=year, handed_on=handed_on, by=user_of(request))
    except ValidationError as error:
        return " ".join(error.messages)
    except Stale as stale:
        return str(stale)
    count = len(chosen)
    copied = ngettext("%(count)s record was begun.", "%(count)s records were begun.", count) % {
        "count": count
    }
    left_out = _("Results were left out; look through the days.")
    messages.success(request, f"{copied} {left_out}")
    return ""


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back a beginning of one's own, as long as nothing of it has changed since."""
    user = user_of(request)
    if not may_begin(user):
        raise PermissionDenied
    event = get_object_or_404(_own(user), pk=pk)
    try:
        count = undo_year(event=event, by=user)
    except CannotUndo as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = ngettext("%(count)s record was taken back.", "%(count)s records were taken back.", count)
        messages.success(request, sentence % {"count": count})
    return HttpResponseRedirect(f"{reverse('new_year')}?year={event.detail['year']}")


def _own(user: User) -> Any:
    found = Event.objects.filter(verb=Verb.BEGIN_YEAR).exclude(batch=None).order_by("-pk")
    return found if user.is_superuser else found.filter(actor=user)


def _beginnings(user: User) -> list[tuple[Event, bool]]:
    """The last beginnings of the account, each with whether it was taken back."""
    return [(event, taken_back(event)) for event in _own(user)[:_BEGINNINGS]]


def _page(record: Model) -> str:
    part_of = getattr(record, "part_of", "")
    shown = getattr(record, part_of) if part_of else record
    return reverse(f"admin:{shown._meta.app_label}_{shown._meta.model_name}_change", args=[shown.pk])
