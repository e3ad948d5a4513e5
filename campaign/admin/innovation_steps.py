"""What the steps of an innovation's life cycle ask besides a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.actions.innovations import recognition_problems
from campaign.models import Innovation, InnovationPart, InnovationState, RecognitionLevel, ReviewSession
from campaign.models.innovations import DECIDED
from office_culture.admin.bricks.fields import DayField, LinkSelect
from office_culture.admin.bricks.workflow import ReasonForm
from office_culture.models import Document


class ReturnForm(ReasonForm):
    """Which parts the unit has to mend."""

    parts = forms.MultipleChoiceField(
        label=_("Parts to mend"),
        choices=InnovationPart,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these parts will be open to the unit."),
        error_messages={
            "required": _("Flag at least one part of the proposal: only flagged parts open again.")
        },
    )


class SessionForm(ReasonForm):
    """Which session reviews the proposal."""

    session = forms.ModelChoiceField(
        label=_("Review session"),
        queryset=ReviewSession.objects.none(),
        empty_label=None,
        help_text=_("A session that has decided already is not offered."),
        error_messages={"required": _("Choose the session that reviews this proposal.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = Innovation.objects.filter(state__in=DECIDED, session__isnull=False).values("session")
        field: Any = self.fields["session"]
        field.queryset = ReviewSession.objects.visible_to(self.user).exclude(pk__in=decided)


class RecognitionForm(ReasonForm):
    """The decision of recognition: level, day and paper."""

    level = forms.ChoiceField(label=_("Recognised at"), choices=RecognitionLevel)
    recognised_on = DayField(label=_("Recognised on"), help_text=_("dd/mm/yyyy"))
    recognised_by = forms.ModelChoiceField(
        label=_("Decision of recognition"), queryset=Document.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recognised_by"]
        field.queryset = Document.objects.visible_to(self.user)
        field.widget = LinkSelect(Innovation._meta.get_field("recognised_by"), admin.site)
        field.widget.choices = field.choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, problem in recognition_problems(self.record, cleaned).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return cleaned


STEP_FORMS: dict[str, type[ReasonForm]] = {
    "return": ReturnForm,
    "review": SessionForm,
    "recognise": RecognitionForm,
    "register": RecognitionForm,
}

CLOSED = {
    InnovationState.SUBMITTED: _(
        "This proposal is submitted. Its unit can recall it until its review begins."
    ),
    InnovationState.UNDER_REVIEW: _("This proposal is under review; nobody edits it meanwhile."),
    InnovationState.RECOGNISED: _("This innovation is recognised; it stays as the council saw it."),
    InnovationState.NOT_RECOGNISED: _("This proposal was not recognised; it stays as the council saw it."),
}
