"""Pages that merge two records which mean the same, and that undo a merger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import events
from office_culture.actions.merging import against_merging, columns_to, links_to_move, merge, part
from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.pages import answer, own_urls, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import Event, Verb
from office_culture.models.base import Record
from office_culture.rules.requests import is_key, user_of
from office_culture.selectors.events import display_values
from office_culture.selectors.links import among
from office_culture.selectors.merging import answering_keys, mergers_into
from office_culture.text.normal import clean

# For types it is a record's page; at run time a plain mixin, so that other mixins keep their place before the page.
if TYPE_CHECKING:
    from django.contrib.admin import AdminSite

    from office_culture.admin.bricks.records import RecordAdmin as _Page
    from office_culture.models import User
else:
    _Page = object


class SameForm(AskingForm, forms.Form):
    """Asks which record stays, and why both are the same."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(None, label=gettext_lazy("The record that stays"))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, old: Record, user: User, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = among(type(old)._default_manager.exclude(pk=old.pk), user, owner=True)
        # Any link to that kind of record searches all of them.
        free = (link for link in columns_to(type(old)) if not link.get_limit_choices_to())
        field.widget = LinkSelect(next(free), site)
        field.widget.choices = field.choices


class MergePages(_Page):
    """Mixed into the admin of a kind of record that `merges`.

    Merging and its undoing require the right `merge_…` and access to both records; the address of a merged record
    redirects to the record that stays.
    """

    def get_urls(self) -> list[URLPattern]:
        parting = path(
            "<path:object_id>/part/<int:event>/",
            self.admin_site.admin_view(self.part_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_part",
        )
        return [*own_urls(self, {"same": "same/"}), parting, *super().get_urls()]

    def may_merge(self, request: HttpRequest) -> bool:
        """Whether the account has the right to merge records of this kind."""
        return request.user.has_perm(f"{self.opts.app_label}.merge_{self.opts.model_name}")

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        may = self.may_merge(request)
        return super().page_context(request, obj) | {
            "same_url": self._address("same", obj.pk) if may else "",
            "mergers": [
                (event, self._address("part", obj.pk, event.pk) if may else "") for event in mergers_into(obj)
            ],
        }

    def same_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks which record stays and, once it is chosen, shows both and what moves; POST merges."""
        old = visible(self, request, object_id)
        if not self.may_merge(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
        form = SameForm(data, old=old, user=user_of(request), site=self.admin_site)
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        if request.method == "POST" and into is not None:
            return self._merge(request, old, into, form.cleaned_data["reason"])
        links = links_to_move(old=old, into=into) if into else []
        against = against_merging(old=old, into=into) if into else ""
        context = {
            "title": _("The same as another record"),
            "original": old,
            "form": form,
            "into": into,
            "seen": stamp(old, into) if into else "",
            "both": _side_by_side(old, into) if into else (),
            "links": links,
            "against": against,
            "refused": bool(against) or any(group.refusals for group in links),
            "back": self._address("change", old.pk),
        }
        return answer(self, request, "admin/record_same.html", context)

    def _merge(self, request: HttpRequest, old: Any, into: Any, reason: str) -> HttpResponse:
        by = user_of(request)
        try:
            with as_seen(request.POST, old, into):
                merge(old=old, into=into, by=by, reason=reason)
        except Refused as refused:
            events.record(verb=Verb.REFUSED, by=by, obj=old, reason=str(refused), step="merge")
            messages.error(request, str(refused))
            return HttpResponseRedirect(f"{self._address('same', old.pk)}?into={into.pk}")
        messages.success(
            request, _("“%(old)s” is this record now; its links have moved here.") % {"old": old}
        )
        return HttpResponseRedirect(self._address("change", into.pk))

    def part_view(self, request: HttpRequest, object_id: str, event: int) -> HttpResponse:
        """GET asks for confirmation, POST undoes the merger."""
        into = visible(self, request, object_id)
        if not self.may_merge(request):
            raise PermissionDenied
        merger: Event | None = next((item for item in mergers_into(into) if item.pk == event), None)
        if merger is None:
            raise Http404
        if request.method == "POST":
            try:
                with as_seen(request.POST, into):
                    reason = clean(request.POST.get("reason", ""))[:2000]
                    again = part(event=merger, by=user_of(request), reason=reason)
            except Refused as refused:
                messages.error(request, str(refused))
                return HttpResponseRedirect(self._address("change", into.pk))
            messages.success(request, _("“%(record)s” is a record of its own again.") % {"record": again})
            return HttpResponseRedirect(self._address("change", again.pk))
        context = {
            "title": _("Part again"),
            "original": into,
            "merger": merger,
            "back": self._address("change", into.pk),
        }
        return answer(self, request, "admin/record_part.html", context)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        now = self._answering(request, object_id)
        if now is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        messages.info(request, _("The record of this address was merged into this one."))
        return HttpResponseRedirect(self._address("change", now.pk))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        now = self._answering(request, object_id)
        if now is not None:
            return HttpResponseRedirect(self._address("history", now.pk))
        return super().history_view(request, object_id, extra_context)

    def _answering(self, request: HttpRequest, object_id: str) -> Record | None:
        """The visible record into which the record of this key was merged; None if it was not merged."""
        if not is_key(object_id) or not self.has_view_permission(request):
            return None
        key = int(object_id)
        now = answering_keys(self.model, {key}).get(key, key)
        found: Record | None = self.model._default_manager.visible_to(user_of(request)).filter(pk=now).first()
        return found if now != key else None


def _side_by_side(old: Record, into: Record) -> list[tuple[str, str, str]]:
    """Label and both values of each field that is filled in at least one of the two records."""
    pairs = zip(display_values(old), display_values(into), strict=True)
    return [(label, mine, its) for (label, mine), (_label, its) in pairs if mine or its]
