"""Steps and changes for several ticked rows of a list, each row by the rules and rights of its own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office_culture.actions import events
from office_culture.actions.workflow import Refused, Step, Workflow
from office_culture.admin.bricks.opened import as_posted
from office_culture.admin.bricks.pages import answer
from office_culture.admin.bricks.questions import asking
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of

MOST = 200  # rows at once
CONFIRMED = "_confirmed"
# A plain mixin, which finds at the page what it calls.
_Page: Any = object


class TickedRow(NamedTuple):
    """A ticked row and why it is left out, or ""."""

    row: Any
    refusal: str


class BulkWork(_Page):
    """Mixed into the admin of records; a class names the steps and fields that make sense for several rows at once."""

    # Steps of the life cycle whose questions have one answer for several rows.
    bulk_steps: ClassVar[tuple[str, ...]] = ()
    # Fields that several records often get the same value in.
    bulk_fields: ClassVar[tuple[str, ...]] = ()
    workflow: ClassVar[Workflow[Any]]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        for name in self.bulk_steps:
            step = self.workflow.steps[name]
            if user_of(request).has_perm(step.permission):
                label = _("“%(step)s” for the selected rows") % {"step": step.label}
                actions[f"step_{name}"] = (partial(_take_step, step), f"step_{name}", label)
        if self.bulk_fields and self.has_change_permission(request):
            actions["change_selected"] = (_change_fields, "change_selected", _("Change the selected rows"))
        return actions

    def ask_for_rows(
        self, request: HttpRequest, title: Any, rows: list[TickedRow], form: Any, name: str
    ) -> HttpResponse:
        """The page that says what will happen to which row, and which rows are left out and why."""
        context = {
            "title": title,
            "rows": rows,
            "possible": sum(not row.refusal for row in rows),
            "form": form,
            "media": self.media + form.media,
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
            "confirmed": CONFIRMED,
            "back": request.get_full_path(),
        }
        return answer(self, request, "admin/ticked_rows.html", context)

    def do_for_rows(
        self, request: HttpRequest, rows: list[Any], act: Callable[[Any], Any]
    ) -> HttpResponseRedirect:
        """Acts on each row by itself: one that is refused is named with its reason and stops no other."""
        done = 0
        for row in rows:
            try:
                with transaction.atomic():
                    act(row)
            except (Refused, ValidationError) as refusal:
                why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
                events.record(verb=Verb.REFUSED, by=user_of(request), obj=row, reason=why)
                messages.warning(request, f"{row}: {why}")
            else:
                done += 1
        message = ngettext("Done for %(count)s row.", "Done for %(count)s rows.", done) % {"count": done}
        messages.add_message(request, messages.SUCCESS if done else messages.WARNING, message)
        return HttpResponseRedirect(request.get_full_path())


def _ticked(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> list[Any]:
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        messages.error(request, _("Choose at most %(most)s rows at once.") % {"most": MOST})
        return []
    if not found:
        # Whoever acted meanwhile has moved them out of the filters of the list.
        messages.warning(request, _("None of the ticked rows is in this list any more. Look again."))
    return found


def _take_step(step: Step[Any], page: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Asks, then takes the step for each row of the version that the list showed."""
    user, ticked = user_of(request), _ticked(page, request, rows)
    if not ticked:
        return None
    confirmed = CONFIRMED in request.POST
    ticked_rows = [TickedRow(row, page.workflow.refusal(step, row, user)) for row in ticked]
    first = next((row for row, refusal in ticked_rows if not refusal), ticked[0])
    form = asking(step.form)(request.POST if confirmed else None, record=first, user=user)
    page._dress(form, step)
    if confirmed and form.is_valid():
        return page.do_for_rows(
            request,
            ticked,
            lambda row: page.workflow.perform(
                step.name,
                obj=row,
                by=user,
                reason=form.cleaned_data["reason"],
                answers=form.answers,
                opened=int(request.POST[f"version-{row.pk}"]),
            ),
        )
    return page.ask_for_rows(request, step.label, ticked_rows, form, f"step_{step.name}")


def _change_fields(page: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Asks which fields become what, then saves each row through the form of its own page."""
    if not page.has_change_permission(request):
        raise PermissionDenied
    ticked = _ticked(page, request, rows)
    if not ticked:
        return None
    names = page.bulk_fields
    asked = _asking(page, request, names)
    form = asked(request.POST) if CONFIRMED in request.POST else asked()
    if form.is_bound and form.is_valid():
        values = {name: request.POST.getlist(name) for name in form.chosen()}
        return page.do_for_rows(request, ticked, lambda row: _change_row(page, request, row, values))
    ticked_rows = [TickedRow(row, _why_closed(page, request, row)) for row in ticked]
    return page.ask_for_rows(request, _("Change the selected rows"), ticked_rows, form, "change_selected")


def _asking(page: Any, request: HttpRequest, names: tuple[str, ...]) -> Any:
    """A form with the fields and, before each, whether it is to be changed."""
    fields: dict[str, forms.Field] = {}
    for name in names:
        field = page.formfield_for_dbfield(page.model._meta.get_field(name), request=request)
        fields[f"change-{name}"] = forms.BooleanField(
            required=False, label=_("Change “%(field)s”") % {"field": capfirst(str(field.label))}
        )
        fields[name] = field
        field.required = False
    return type("TickedRowsForm", (_ChosenFields,), fields)


class _ChosenFields(forms.Form):
    def chosen(self) -> list[str]:
        return [
            name.removeprefix("change-")
            for name in self.cleaned_data
            if name.startswith("change-") and self.cleaned_data[name]
        ]

    def clean(self) -> dict[str, Any]:
        if not self.chosen():
            raise ValidationError(_("Tick the fields that are to be changed."))
        return self.cleaned_data


def _why_closed(page: Any, request: HttpRequest, row: Any) -> str:
    if why := str(page.closed(row)):
        return why
    if not page.has_change_permission(request, row):
        return _("Your account may not change this record.")
    return ""


def _change_row(page: Any, request: HttpRequest, row: Any, values: dict[str, list[str]]) -> None:
    """Saves one row through the form of its page, as if it had been posted from there with these values.

    Raises `Refused` and `ValidationError` with what the page would say.
    """
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if why := _why_closed(page, request, fresh):
        raise Refused(why)
    kind = page.get_form(request, fresh, change=True)
    form = kind(instance=fresh)
    missing = [str(page.model._meta.get_field(n).verbose_name) for n in values if n not in form.fields]
    if missing:
        raise Refused(_("Your account may not change “%(field)s” here.") % {"field": missing[0]})
    posted = request.POST.copy()
    posted.clear()
    for name in form.fields:
        for key, shown in as_posted(form, name).items():
            posted.setlist(key, shown)
    for name, chosen in values.items():
        posted.setlist(name, chosen)
    posted["opened_version"] = request.POST[f"version-{row.pk}"]
    form = kind(posted, instance=fresh)
    if not form.is_valid():
        raise ValidationError([text for errors in form.errors.values() for text in errors])
    page.save_model(request, page.save_form(request, form, change=True), form, change=True)
    form.save_m2m()
