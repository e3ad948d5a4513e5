"""The page on which the next campaign, plan or round begins as a copy of the former one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.copies import CopiedRow, begin_next, plan_of_copy
from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks.pages import answer, own_urls, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models.copies import Copying, name_of_next
from office_culture.rules.fields import DayField
from office_culture.rules.moving_days import Move, next_start
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import is_weekend

if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin as _Page
else:
    _Page = object


class CopyForm(AskingForm, forms.Form):
    """All that a copy asks: its name and its first day; every other day moves with that one."""

    name = forms.CharField(label=gettext_lazy("Name of the new one"), max_length=300)
    first_day = DayField(label=gettext_lazy("First day"))


class BeginsAsCopy(_Page):
    """Mixed into the admin of a kind of record that declares its `copying` with a period."""

    # Rights to add the rows below that have a page of their own.
    copied_rights: ClassVar[tuple[str, ...]] = ()

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"copy": "copy/"}), *super().get_urls()]

    def may_copy(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the account may add such a record for this unit, and the rows below it."""
        user = user_of(request)
        rights = self.has_add_permission(request) and user.has_perms(self.copied_rights)
        return bool(rights and self._first_day(obj) and keeps_records_of(user, obj.unit))

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        offered = self.may_copy(request, obj)
        return super().page_context(request, obj) | {
            "copy_url": self._address("copy", obj.pk) if offered else ""
        }

    def copied_values(self, obj: Any) -> dict[str, Any]:
        """Columns of the copy, by their names in the database, that a class looks up instead of taking them over."""
        return {}

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET and “Show these days” tell what would be created, day by day; POST creates it and opens it."""
        former = visible(self, request, object_id)
        if not self.may_copy(request, former):
            raise PermissionDenied
        declared: Copying = former.copying
        first = self._first_day(former)
        proposed = next_start(first, getattr(former, declared.period[1]))
        name = name_of_next(former, first, proposed)
        initial = {"name": name, "first_day": proposed}
        form = CopyForm(request.POST or None, initial=initial)
        form.user = user_of(request)
        plan: CopiedRow | None = None
        if not form.is_bound or form.is_valid():
            start = form.cleaned_data["first_day"] if form.is_bound else proposed
            try:
                plan = plan_of_copy(former, Move.between(first, start))
                if form.is_bound and "_create" in request.POST:
                    return self._begin(request, former, plan, self._changed(former, form.cleaned_data, start))
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            except Stale as stale:
                form.add_error(None, str(stale))
        context = {
            "title": _("Begin the next one"),
            "original": former,
            "seen": stamp(former),
            "form": form,
            "rows": [describe_copy(row) for row in plan.flat()] if plan else [],
            "back": self._address("change", former.pk),
        }
        return answer(self, request, "admin/record_copy.html", context)

    def _first_day(self, former: Any) -> Any:
        return getattr(former, former.copying.period[0])

    def _changed(self, former: Any, cleaned: Mapping[str, Any], start: Any) -> dict[str, Any]:
        declared: Copying = former.copying
        changed = {declared.named: cleaned["name"], **self.copied_values(former)}
        if declared.year:
            changed[declared.year] = start.year
        if declared.former:
            changed[f"{declared.former}_id"] = former.pk
        return changed

    def _begin(
        self, request: HttpRequest, former: Any, plan: CopiedRow, changed: Mapping[str, Any]
    ) -> HttpResponseRedirect:
        with as_seen(request.POST, former):
            made = begin_next(plan=plan, changed=changed, by=user_of(request))
        messages.success(
            request,
            _("“%(name)s” is begun as a copy; results were left out. Look through its days.")
            % {"name": made},
        )
        return HttpResponseRedirect(self._address("change", made.pk))


def describe_copy(row: CopiedRow) -> dict[str, Any]:
    """Kind and name of the former row, and each moved day with whether work falls on a weekend now."""
    below = bool(row.link)
    days = [
        (label, before, after, below and is_weekend(after)) for label, (before, after) in row.moved.items()
    ]
    kind, name = str(row.former._meta.verbose_name), str(row.former)
    if below and name.startswith(kind):  # a row without a name of its own is known by what it links to
        links = (
            field
            for field in row.former._meta.concrete_fields
            if field.is_relation and field.name != row.link
        )
        name = ", ".join(
            str(value) for field in links if (value := getattr(row.former, field.name)) is not None
        )
    return {"kind": kind, "name": name, "days": days}
