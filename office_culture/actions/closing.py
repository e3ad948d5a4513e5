"""What minutes still have to say is asked for by the step that closes their record (Decree 30/2020, sample 1.9)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.actions.workflow import Answers, StepForm


class ClosingForm(StepForm):
    """Asks for the columns `asked` of the record; what is written already is shown and can be corrected."""

    reason = None  # type: ignore[assignment]  # Django's way to leave a question of the base out
    asked: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(type(self.record), fields=self.asked)
        for name in self.asked:
            self.fields[name].required = True
            self.fields[name].initial = getattr(self.record, name)


def write_answers(record: Any, answers: Answers, asked: Iterable[str]) -> None:
    """Sets what was answered; the caller saves. Raises `ValidationError` at what minutes would have to leave open."""
    asked = tuple(asked)
    for name in asked:
        setattr(record, name, answers.get(name) or getattr(record, name))
    problems = {
        name: _("The minutes say this: write it before you close.")
        for name in asked
        if getattr(record, name) in (None, "")
    }
    begun, ended = record.begun_at, record.ended_at
    if begun and ended and ended < begun:
        problems["ended_at"] = _("This ends before it begins; correct one of the two times.")
    if problems:
        raise ValidationError(problems)
