"""Buttons for the steps of a life cycle; each leads to one page that asks, confirms and then acts."""

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.fields import ChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import events
from office_culture.actions.workflow import Refused, Step, StepForm, Workflow
from office_culture.admin.bricks.asked import AskingForm
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.pages import visible
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin

# From here on an answer gets several lines to write in.
LONG_TEXT = 500  # characters


# For types it is a record's page; at run time a plain mixin, so that other mixins keep their place before the page.
if TYPE_CHECKING:
    _Page = RecordAdmin
else:
    _Page = object


class WorkflowButtons(_Page):
    """Mixed into a record's admin: offers what the table and the rules allow, and says who acts next otherwise."""

    workflow: ClassVar[Workflow[Any]]
    # Steps whose page shows more than the question, by their template.
    step_templates: ClassVar[dict[str, str]] = {}
    # Answers that name one of many records: they are searched as one types, like the column of the same name.
    searched_answers: ClassVar[tuple[str, ...]] = ()

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

    def step_context(self, request: HttpRequest, obj: Any, step: Step[Any]) -> dict[str, Any]:
        """What the page of a step shows besides the question."""
        return {}

    def step_taken(self, obj: Any, step: Step[Any]) -> tuple[str, str]:
        """What is said once the step is taken, and the page that comes next."""
        return _("“%(step)s” is done.") % {"step": step.label}, self._address("change", obj.pk)

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """GET asks, POST acts; a refusal says why, at the question where there is one, and changes nothing."""
        obj = visible(self, request, object_id)
        taken = self.workflow.button(step)
        if taken is None:
            raise Http404
        posted = request.method == "POST"
        form = _asking(taken.form)(request.POST if posted else None, record=obj, user=user_of(request))
        self._dress(form, taken)
        if posted and form.is_valid():
            answer = self._take(request, obj, taken, form)
            if answer is not None:
                return answer
        context = {
            **self.admin_site.each_context(request),
            "title": taken.label,
            "opts": self.opts,
            "original": obj,
            "step": taken,
            "refusal": self.workflow.refusal(taken, obj, user_of(request)),
            "form": form,
            "back": self._address("change", obj.pk),
            **self.step_context(request, obj, taken),
        }
        return TemplateResponse(request, self.step_templates.get(step, "admin/step.html"), context)

    def _take(self, request: HttpRequest, obj: Any, step: Step[Any], form: StepForm) -> HttpResponse | None:
        """Where to go after the step or its refusal; None where the form tells what is wrong."""
        by = user_of(request)
        try:
            done = self.workflow.perform(
                step.name, obj=obj, by=by, reason=form.cleaned_data.get("reason", ""), answers=form.answers
            )
        except ValidationError as error:
            _tell_at_fields(form, error)
            return None
        except Refused as refusal:
            events.record(verb=Verb.REFUSED, by=by, obj=obj, reason=str(refusal), step=step.name)
            messages.error(request, str(refusal))
            return HttpResponseRedirect(refusal.page or self._address("change", obj.pk))
        told, page = self.step_taken(done, step)
        messages.success(request, told)
        return HttpResponseRedirect(page)

    def _dress(self, form: StepForm, step: Step[Any]) -> None:
        """Gives the plain form of a step its widgets."""
        if "reason" in form.fields:
            form.fields["reason"].required = step.needs_reason
        for name, field in form.fields.items():
            if name in self.searched_answers:
                _wear(field, LinkSelect(self.model._meta.get_field(name), self.admin_site))
            elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                _wear(field, forms.CheckboxSelectMultiple())
            elif isinstance(field, forms.TypedChoiceField):
                _wear(field, forms.RadioSelect())
            elif isinstance(field, forms.CharField) and (field.max_length or 0) >= LONG_TEXT:
                _wear(field, forms.Textarea(attrs={"rows": 3}))


@cache
def _asking(form: type[StepForm]) -> type[StepForm]:
    """The plain form of a step, asking what only a person can answer about its texts."""
    return type(form.__name__, (AskingForm, form), {})


def _wear(field: Any, widget: Any) -> None:
    """What a field does with the widget that it is declared with."""
    widget.is_required = field.required
    widget.attrs.update(field.widget_attrs(widget))
    if isinstance(field, ChoiceField):
        widget.choices = field.choices
    field.widget = widget


def _tell_at_fields(form: forms.Form, error: ValidationError) -> None:
    """What belongs to no field of the form stands on top of it."""
    for name, problems in getattr(error, "error_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, problems)
