"""Forms for numbering certificates, paying prizes, recording answers and noting returns."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import Answer, DecisionLine, RevokedAward, SubmissionLine
from awards.rules.decided_days import payment_refusal, return_refusal
from office_culture.actions.workflow import StepForm
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.fields import DayField
from office_culture.text.dates import numeric
from office_culture.text.numbers import money

NO_LINES = _("Choose the lines that the decision answers.")


class LineChoice(forms.ModelMultipleChoiceField):
    """A choice of lines to tick, each labelled with what distinguishes it."""

    def __init__(self, *args: Any, describe: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.describe = describe

    def label_from_instance(self, obj: Any) -> str:
        return self.describe(obj)


def _with_award(line: Any) -> str:
    return f"{line.name} – {line.award}"


class NumberForm(StepForm):
    """The number of the first certificate; the others follow."""

    first = forms.CharField(
        label=_("Number of the first certificate"),
        max_length=30,
        help_text=_("The next ones are counted on, in the legal order: GK 0099, GK 0100, …"),
    )


class PayForm(StepForm):
    """Which prizes were paid, and on which day."""

    paid_on = DayField(label=_("Paid on"), help_text=_("day/month/year"))
    lines = LineChoice(
        label=_("Paid to"),
        queryset=DecisionLine.objects.none(),
        describe=lambda line: f"{_with_award(line)}: {money(line.prize_due)}",
        error_messages={"required": _("Choose who was paid.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lines"]
        field.queryset = self.record.lines.filter(prize_due__gt=0, paid_on__isnull=True).select_related(
            "award"
        )
        field.initial = [line.pk for line in field.queryset]
        self.initial.setdefault("paid_on", numeric(timezone.localdate()))

    def clean_paid_on(self) -> Any:
        day = self.cleaned_data["paid_on"]
        if why := payment_refusal(self.record.decided_on, day):
            raise ValidationError(why)
        return day


class AnswerForm(StepForm):
    """The decision of another body as far as it is known, and which lines it answers."""

    issuer = forms.CharField(label=_("Issuer"), max_length=200, required=False)
    symbol = forms.CharField(
        label=_("Number and symbol"), max_length=60, validators=[validate_symbol], required=False
    )
    decided_on = DayField(
        label=_("Decided on"), required=False, help_text=_("day/month/year; empty where it is not known")
    )
    subject = forms.CharField(label=_("Subject"), max_length=300)
    awarded = LineChoice(
        label=_("Awarded"), queryset=SubmissionLine.objects.none(), describe=_with_award, required=False
    )
    not_awarded = LineChoice(
        label=_("Not awarded"), queryset=SubmissionLine.objects.none(), describe=_with_award, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.record.lines.filter(answer=Answer.OPEN).select_related("award", "nominee")
        for name in ("awarded", "not_awarded"):
            field: Any = self.fields[name]
            field.queryset = waiting
        self.initial.setdefault("subject", "Về việc khen thưởng")
        self.initial.setdefault("awarded", [line.pk for line in waiting])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        twice = set(cleaned.get("awarded") or ()) & set(cleaned.get("not_awarded") or ())
        if twice:
            names = ", ".join(line.name for line in twice)
            self.add_error(
                "not_awarded", gettext("Ticked above as awarded, too: %(names)s.") % {"names": names}
            )
        if not (cleaned.get("awarded") or cleaned.get("not_awarded")):
            self.add_error("awarded", NO_LINES)
        early = self._too_early(cleaned)
        if early:
            self.add_error("decided_on", early)
        return cleaned

    def _too_early(self, cleaned: dict[str, Any]) -> str:
        day = cleaned.get("decided_on")
        sent = self.record.paper.date if self.record.paper else None
        if day and sent and day < sent:
            return gettext("The submission went out on %(day)s; it is not answered before.") % {
                "day": numeric(sent)
            }
        return ""


class ReturnsForm(StepForm):
    """Which objects and money were returned, and on which day."""

    returned_on = DayField(label=_("Returned on"), help_text=_("day/month/year"))
    objects = LineChoice(
        label=_("Objects returned"), queryset=RevokedAward.objects.none(), describe=str, required=False
    )
    money = LineChoice(
        label=_("Money returned"), queryset=RevokedAward.objects.none(), describe=str, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objects: Any = self.fields["objects"]
        objects.queryset = self.record.lines.filter(object_returned_on__isnull=True)
        money: Any = self.fields["money"]
        money.queryset = self.record.lines.filter(money__gt=0, money_returned_on__isnull=True)
        self.initial.setdefault("returned_on", numeric(timezone.localdate()))

    def clean_returned_on(self) -> Any:
        day = self.cleaned_data["returned_on"]
        if why := return_refusal(self.record.decided_on, day):
            raise ValidationError(why)
        return day
