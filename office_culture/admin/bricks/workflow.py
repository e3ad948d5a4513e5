"""Buttons for the steps of a life cycle; each leads to one page that confirms and then acts."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import events
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models.accounts import User
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin


class ReasonForm(forms.Form):
    """The confirmation, with a reason where the step asks for one.

    A subclass adds the further questions of a step; `record` and `user` are there to bound its choices.
    """

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, record: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.user = user

    @property
    def details(self) -> dict[str, Any]:
        """The answers to the further questions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


# For types it is a record's page; at run time a plain mixin, so that other mixins keep their place before the page.
if TYPE_CHECKING:
    _Page = RecordAdmin
else:
    _Page = object


class WorkflowButtons(_Page):
    """Mixed into a record's admin: offers what the table and the rules allow, and says who acts next otherwise."""

    workflow: ClassVar[Workflow[Any]]
    # The forms of steps that ask for more than a reason.
    step_forms: ClassVar[dict[str, type[ReasonForm]]] = {}

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

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            steps = [
                (step, self.workflow.refusal(step, obj, user_of(request)), self._step_url(obj, step))
                for step in self.workflow.from_state(obj.state)
            ]
            context["steps"] = steps
            context["state_label"] = obj.get_state_display()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _step_url(self, obj: Any, step: Transition[Any]) -> str:
        if step.page:
            return reverse(step.page, args=[obj.pk])
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_step"
        return reverse(name, args=[obj.pk, step.name])

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """GET asks, POST acts; a refusal says why and changes nothing."""
        obj = self.get_object(request, object_id)
        transition = self.workflow.transitions.get(step)
        if obj is None or transition is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if transition.page:
            return HttpResponseRedirect(self._step_url(obj, transition))
        back = reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]
        )
        answers = request.POST if request.method == "POST" else None
        form = self.step_forms.get(step, ReasonForm)(answers, record=obj, user=user_of(request))
        form.fields["reason"].required = transition.needs_reason
        if request.method == "POST" and form.is_valid():
            try:
                self.workflow.perform(
                    step,
                    obj=obj,
                    by=user_of(request),
                    reason=form.cleaned_data["reason"],
                    details=form.details,
                )
            except Refused as refusal:
                events.record(
                    verb=Verb.REFUSED,
                    by=user_of(request),
                    obj=obj,
                    reason=str(refusal),
                    step=step,
                )
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("“%(step)s” is done.") % {"step": transition.label})
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": transition.label,
            "opts": self.opts,
            "original": obj,
            "transition": transition,
            "refusal": self.workflow.refusal(transition, obj, user_of(request)),
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/step.html", context)
