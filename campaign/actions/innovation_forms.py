"""Forms of the steps of an innovation's life cycle that need more than a reason."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Innovation, InnovationPart, RecognitionLevel, ReviewSession
from campaign.models.returns import NO_PART
from office_culture.actions.workflow import StepForm
from office_culture.models import Document
from office_culture.rules.dates import validate_document_date
from office_culture.rules.fields import DayField
from office_culture.text.dates import numeric

NO_SESSION = _("Choose the session that reviews this proposal.")


class ReturnInnovationForm(StepForm):
    """Which parts of the proposal the unit has to correct."""

    parts = forms.MultipleChoiceField(
        label=_("Parts to mend"),
        choices=InnovationPart,
        help_text=_("Only these parts will be open to the unit."),
        error_messages={"required": NO_PART},
    )


class SessionForm(StepForm):
    """Which session reviews the proposal."""

    session = forms.ModelChoiceField(
        label=_("Review session"),
        queryset=ReviewSession.objects.none(),
        empty_label=None,
        help_text=_("A session that has decided already is not offered."),
        error_messages={"required": NO_SESSION},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.queryset = ReviewSession.objects.visible_to(self.user).exclude(ReviewSession.settled)


class RecognitionForm(StepForm):
    """The decision of recognition: level, day and paper."""

    level = forms.ChoiceField(label=_("Recognised at"), choices=RecognitionLevel)
    recognised_on = DayField(
        label=_("Recognised on"),
        required=False,
        help_text=_("day/month/year. Empty: the day of the decision; without one, not known."),
    )
    recognised_by = forms.ModelChoiceField(
        label=_("Decision of recognition"), queryset=Document.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recognised_by"]
        field.queryset = Document.objects.visible_to(self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("recognised_by")
        if cleaned.get("recognised_on") is None and "recognised_on" not in self.errors and decision:
            cleaned["recognised_on"] = decision.date
        for name, problem in recognition_problems(self.record, cleaned).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return cleaned


def recognition_problems(innovation: Innovation, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the level and the day of a recognition, by the question that it answers."""
    problems = {}
    if answers.get("level") not in RecognitionLevel.values:
        problems["level"] = gettext("Choose the level of recognition.")
    if problem := _day_problem(innovation, answers.get("recognised_on")):
        problems["recognised_on"] = problem
    return problems


def _day_problem(innovation: Innovation, day: datetime.date | None) -> str:
    if day is None:
        # Of what was recognised before it was entered here, nobody may know the day.
        return gettext("Give the day of the decision.") if innovation.session else ""
    try:
        validate_document_date(day)
    except ValidationError as error:
        return error.messages[0]
    if day > timezone.localdate():
        return gettext("This day lies ahead: enter a decision that has been taken.")
    if innovation.session and day < innovation.session.held_on:
        return gettext("The council met on %(day)s; this day lies before it.") % {
            "day": numeric(innovation.session.held_on)
        }
    return ""
