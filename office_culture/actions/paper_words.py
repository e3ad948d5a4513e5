"""Checking the words of a paper before its issue: errors must be mended, warnings acknowledged by a named person."""

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions.workflow import ActionButton, Answers, Refused, Step, StepForm
from office_culture.models import Verb, WithPaper
from office_culture.papers.paper import Paper
from office_culture.rules.issues import Issue
from office_culture.selectors.acknowledgements import acknowledgements_of, detail_of
from office_culture.selectors.paper_checks.examined import ExaminedPaper
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.selectors.paper_facts import paper_facts

if TYPE_CHECKING:
    from office_culture.models import User

LET_STAND = "let_stand"
_NAMED = 3  # warnings in a refusal

# Gives the paper that a record would issue on a day.
PaperOf = Callable[[Any, datetime.date, "User"], Paper]


class LetStandForm(StepForm):
    """Which warnings on the paper as it would be issued today are acknowledged, all for one reason."""

    warnings = forms.MultipleChoiceField(label=_("may stand"), required=False)
    paper_of: PaperOf

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = timezone.localdate()
        errors, self.waiting = _found_in(self.record, self.paper_of(self.record, on, self.user), on)
        field: Any = self.fields["warnings"]
        field.choices = [(issue.fingerprint, issue.sentence) for issue in self.waiting]
        sentences = [gettext("To be mended: %(error)s") % {"error": issue.sentence} for issue in errors]
        if not self.waiting:
            sentences.append(gettext("No warning waits for an answer."))
        field.help_text = " ".join(sentences)

    @property
    def answers(self) -> dict[str, Any]:
        """The chosen warnings as issues, under the name "warnings"."""
        chosen = self.cleaned_data["warnings"]
        return {"warnings": [issue for issue in self.waiting if issue.fingerprint in chosen]}


def letting_stand(issuing_step: Step[Any], find_paper: PaperOf) -> ActionButton[Any]:
    """The step on which the person who issues a paper acknowledges its warnings, with a reason."""

    class FormOfKind(LetStandForm):
        paper_of = staticmethod(find_paper)

    return ActionButton(
        name=LET_STAND,
        label=_("Check the text"),
        sources=issuing_step.sources,
        permission=issuing_step.permission,
        who=issuing_step.who,
        needs_reason=True,
        form=FormOfKind,
        note=_("What stands in the text as it would be printed. Mend it, or say why it may stand."),
        verb=Verb.ACKNOWLEDGE,
        applies=issuing_step.applies,
        apply=_let_stand,
    )


def _let_stand(record: WithPaper, by: "User", answers: Answers) -> Mapping[str, Any]:
    chosen: list[Issue] = answers["warnings"]
    if not chosen:
        raise Refused(gettext("Choose the warnings that may stand."))
    return detail_of(chosen)


def _found_in(record: WithPaper, paper: Paper, on: datetime.date) -> tuple[list[Issue], list[Issue]]:
    """The errors that the checks find in the paper, and the warnings that nobody has acknowledged."""
    examined = ExaminedPaper(paper, on, paper_facts(record, on), page=_page(record, "change"))
    found = paper_checks.issues_of(examined)
    warnings = [issue for issue in found if not issue.is_error]
    answered = {row.fingerprint for row in acknowledgements_of(record)} if warnings else set()
    return (
        [issue for issue in found if issue.is_error],
        [issue for issue in warnings if issue.fingerprint not in answered],
    )


def _page(record: WithPaper, name: str, *args: str) -> str:
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_{name}", args=[record.pk, *args]
    )


def require_sound_words(record: WithPaper, paper: Paper, on: datetime.date) -> None:
    """Raises `Refused` for a paper with an error in its words, or with warnings that nobody has acknowledged."""
    errors, waiting = _found_in(record, paper, on)
    if errors or waiting:
        first = " ".join(issue.sentence for issue in (*errors, *waiting)[:_NAMED])
        sentence = gettext("The text stands against it: %(first)s") % {"first": first}
        raise Refused(sentence, page=errors[0].mend if errors else _page(record, "step", LET_STAND))
