"""The work that an account has left to the worker: how far it is, what came of it, and repeating it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from office_culture.actions import events, long_work
from office_culture.models import LongWork, Verb, work_files
from office_culture.models.long_work import RESULTS_KEPT_FOR, WorkState
from office_culture.rules.requests import user_of

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A piece of work as its page shows it; `state` is that of the row, unless whoever did it is gone."""

    work: LongWork
    state: WorkState

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def is_open(self) -> bool:
        return self.state in (WorkState.WAITING, WorkState.RUNNING)

    @property
    def badge(self) -> str:
        badges = {WorkState.DONE: "done", WorkState.REFUSED: "alert", WorkState.CUT_OFF: "alert"}
        return badges.get(self.state, "waiting")


def shown(work: LongWork) -> ShownWork:
    """The work with its state as it is now."""
    return ShownWork(work, WorkState.CUT_OFF if long_work.is_cut_off(work) else WorkState(work.state))


@require_safe
@never_cache
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """One's own work, newest first; as JSON for a script, which asks while something is open."""
    rows = [shown(work) for work in _mine(request)[:_SHOWN]]
    if "application/json" in request.headers.get("Accept", ""):
        works = [
            {"id": row.work.pk, "state": row.state, "done": row.work.done, "total": row.work.total}
            for row in rows
        ]
        return JsonResponse({"works": works})
    context = {
        **admin.site.each_context(request),
        "title": _("Work in the background"),
        "works": rows,
        "worker": long_work.worker_is_there(),
        "kept_for": RESULTS_KEPT_FOR.days,
    }
    return render(request, "admin/long_work.html", context)


@require_safe
@never_cache
@login_required
def result(request: HttpRequest, pk: int) -> FileResponse:
    """The file that a piece of one's own work made, as long as it is kept."""
    work = get_object_or_404(_mine(request).exclude(file_name=""), pk=pk)
    path = work_files.result_of(work.pk)
    if not path.exists():
        raise Http404
    events.count(verb=Verb.DOWNLOAD, by=user_of(request), kind=work.kind, file=work.file_name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=work.file_name)


@require_POST
@login_required
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Has the worker do anew what was cut off."""
    work = get_object_or_404(_mine(request), pk=pk)
    if long_work.repeat(work=work):
        messages.success(request, _("“%(work)s” begins anew.") % {"work": work})
    return HttpResponseRedirect(reverse("long_work"))


def _mine(request: HttpRequest) -> QuerySet[LongWork]:
    return LongWork.objects.filter(account=user_of(request))
