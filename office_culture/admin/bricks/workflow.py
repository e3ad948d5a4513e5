"""Buttons for the steps of a life cycle; each leads to one page that asks, confirms and then acts."""

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.fields import ChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import events, unsaved
from office_culture.actions.workflow import Refused, Stale, Step, StepForm, Workflow
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.links import bound_choices
from office_culture.admin.bricks.opened import describe
from office_culture.admin.bricks.pages import visible
from office_culture.admin.bricks.questions import asking
from office_culture.admin.bricks.unsaved import SHOW, look_first, offered_again
from office_culture.admin.bricks.way_back import NEXT
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of
from office_culture.selectors.events import changes_since
from office_culture.views.unsaved import typed_on

if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin

# Sent by the dialog of the record's page, which shows the question of this page and follows the answer itself.
DIALOG = "X-Dialog"
# With the record's form: the step whose question comes after it is saved.
THEN = "_then"
# From here on an answer gets several lines to write in.
LONG_TEXT = 500  # characters


# For types it is a record's page; at run time a plain mixin, so that other mixins keep their place before the page.
if TYPE_CHECKING:
    _Page = RecordAdmin
else:
    _Page = object


class WorkflowButtons(_Page):
    """Mixed into a record's admin: a button for each step of its state, or why the account may not take it."""

    workflow: ClassVar[Workflow[Any]]
    # Steps whose page shows more than the question, by their template.
    step_templates: ClassVar[dict[str, str]] = {}
    # Answers that name one of many records: they are searched as one types, like the column of the same name.
    searched_answers: ClassVar[tuple[str, ...]] = ()
    # The step whose question opens when another was taken, by its name.
    next_steps: ClassVar[dict[str, str]] = {}

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, obj: Any) -> str:
        """The state as lists show it."""
        return format_html('<span class="badge badge-{}">{}</span>', obj.state, obj.get_state_display())

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        own = path(
            "<path:object_id>/step/<slug:step>/", self.admin_site.admin_view(self.step_view), name=name
        )
        return [own, *super().get_urls()]

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "steps": [
                (step, refusal, self._address("step", obj.pk, step.name))
                for step, refusal in self.workflow.offered(obj, user_of(request))
            ],
            "state_label": obj.get_state_display(),
        }

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After “save and go on” the page opens the question of the step."""
        saved = super().response_change(request, obj)
        step = request.POST.get(THEN, "")
        if step and self.workflow.button(step) and isinstance(saved, HttpResponseRedirect):
            saved["Location"] = f"{saved.url}#step={step}"
        return saved

    def may_take(self, request: HttpRequest, object_id: str, step: str) -> bool:
        """Whether the account may take the step now, so that its answers are kept while they are typed."""
        taken = self.workflow.button(step)
        obj = visible(self, request, object_id)
        return taken is not None and not self.workflow.refusal(taken, obj, user_of(request))

    def step_context(self, request: HttpRequest, obj: Any, step: Step[Any]) -> dict[str, Any]:
        """Additional context of the page of a step."""
        return {}

    def step_result(self, obj: Any, step: Step[Any]) -> tuple[str, str]:
        """The message after a step was taken, and the address to redirect to."""
        page = self._address("change", obj.pk)
        if step.name in self.next_steps:
            page = f"{page}#step={self.next_steps[step.name]}"
        return _("“%(step)s” is done.") % {"step": step.label}, page

    @typed_on(may_take)
    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """GET shows the question, POST takes the step.

        A refusal gives its reason, at the field where there is one, and changes nothing.
        """
        obj = visible(self, request, object_id)
        taken = self.workflow.button(step)
        if taken is None:
            raise Http404
        posted = request.method == "POST"
        by, in_dialog = user_of(request), DIALOG in request.headers
        # In the dialog the questions stand on one page with the fields of the record, which may be called the same.
        also_columns = taken.form.base_fields.keys() & {field.name for field in self.opts.get_fields()}
        names: dict[str, Any] = {"auto_id": "id_step_%s"} if in_dialog and also_columns else {}
        form = asking(taken.form)(
            request.POST if posted else None,
            request.FILES if posted else None,
            record=obj,
            user=by,
            **names,
        )
        self._dress(form, taken)
        if SHOW in request.POST:
            form.add_error(None, look_first())
        elif posted and form.is_valid():
            answer = self._take(request, obj, taken, form)
            if answer is not None:
                return JsonResponse({"next": answer.url}) if in_dialog else answer
        refusal = self.workflow.refusal(taken, obj, by)
        context = {
            **self.admin_site.each_context(request),
            "title": taken.label,
            "opts": self.opts,
            "original": obj,
            "step": taken,
            "refusal": refusal,
            "form": form,
            "back": self._address("change", obj.pk),
            **({} if refusal or posted else self._foreseen(request, obj, taken)),
            **(offered_again(request) if form.visible_fields() and not refusal else {}),
            **self.step_context(request, obj, taken),
        }
        return TemplateResponse(request, self.step_templates.get(step, "admin/step.html"), context)

    def _foreseen(self, request: HttpRequest, obj: Any, step: Step[Any]) -> dict[str, Any]:
        """What the question says beforehand: warnings of the record as it will be, who acts next, the way back."""
        warnings = [
            *step.foresee(obj, user_of(request)),
            *self.warnings_of(request, self.workflow.after(step, obj)),
        ]
        return {"foreseen": list(dict.fromkeys(warnings)), "outlook": self.workflow.outlook(step, obj)}

    def _take(
        self, request: HttpRequest, obj: Any, step: Step[Any], form: Any
    ) -> HttpResponseRedirect | None:
        """Takes the step: a redirect after success or refusal; None if the form has errors to show."""
        by = user_of(request)
        try:
            done = self.workflow.perform(
                step.name,
                obj=obj,
                by=by,
                reason=form.cleaned_data.get("reason", ""),
                answers=form.answers,
                opened=form.cleaned_data["opened_version"],
            )
        except ValidationError as error:
            form.show_error(error)
            return None
        except Stale as stale:
            _show_changes(form, obj, stale)
            return None
        except Refused as refusal:
            events.record(verb=Verb.REFUSED, by=by, obj=obj, reason=str(refusal), step=step.name)
            messages.error(request, str(refusal))
            return HttpResponseRedirect(refusal.page or self._address("change", obj.pk))
        unsaved.drop(by=by, page=request.path, key="")
        message, page = self.step_result(done, step)
        messages.success(request, message)
        return HttpResponseRedirect(page)

    def _dress(self, form: StepForm, step: Step[Any]) -> None:
        """Sets the widgets of a step's form, and limits its links to what the account may know of."""
        if "reason" in form.fields:
            form.fields["reason"].required = step.needs_reason
        for name, field in form.fields.items():
            bound_choices(field, form.user)
            if isinstance(field, forms.ModelChoiceField) and name not in self.searched_answers:
                self._offer_to_create(field, form, step)
            if name in self.searched_answers:
                _wear(field, LinkSelect(self.model._meta.get_field(name), self.admin_site))
            elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                _wear(field, forms.CheckboxSelectMultiple())
            elif isinstance(field, forms.TypedChoiceField):
                _wear(field, forms.RadioSelect())
            elif isinstance(field, forms.CharField) and (field.max_length or 0) >= LONG_TEXT:
                _wear(field, forms.Textarea(attrs={"rows": 3}))

    def _offer_to_create(self, field: Any, form: StepForm, step: Step[Any]) -> None:
        """Chooses what is the only choice; where there is none, the help leads to adding one and back to the step."""
        only = list(field.queryset[:2])
        if len(only) == 1 and field.required:
            field.initial = only[0]
        opts = field.queryset.model._meta
        may_add = form.user.has_perm(f"{opts.app_label}.add_{opts.model_name}")
        if only or not may_add or not self.admin_site.is_registered(field.queryset.model):
            return
        add = reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_add")
        back = f"{self._address('change', form.record.pk)}#step={step.name}"
        field.help_text = format_html(
            '{} <a href="{}?{}">{}</a>',
            _("There is none yet."),
            add,
            urlencode({NEXT: back}),
            _("Add %(name)s") % {"name": opts.verbose_name},
        )


def _show_changes(form: StepForm, obj: Any, stale: Stale) -> None:
    """Adds errors on what others changed; the answers stay, and the next post has the current version."""
    obj.refresh_from_db()
    since = changes_since(obj, stale.seen) if stale.seen is not None else []
    data: Any = form.data
    form.data = data = data.copy()
    data["opened_version"] = str(obj.version)
    form.add_error(None, [str(stale), *describe(since, obj.derived)])


def _wear(field: Any, widget: Any) -> None:
    """Sets the widget of a field with the attributes and choices that a declared widget would get."""
    widget.is_required = field.required
    widget.attrs.update(field.widget_attrs(widget))
    if isinstance(field, ChoiceField):
        widget.choices = field.choices
    field.widget = widget
