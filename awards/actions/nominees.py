"""What happens to one nominee under review: passed on, returned with flagged fields, sent again, withdrawn."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.appraisals import store_verdicts
from awards.actions.dossiers import REVIEW, REVIEWERS, UNIT, of_the_office, of_the_unit
from awards.models import (
    ConditionKind,
    DossierState,
    Judgement,
    Nominee,
    NomineeState,
    Occasion,
    RuleCondition,
)
from awards.selectors.dossier_checks import blocked_because, own_papers_missing
from awards.selectors.eligibility import standards_of
from office_culture.actions.workflow import ActionButton, Answers, Refused, StepForm, Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User

PAPERS = "papers"
# The fields that a reviewer can flag, with their labels; `PAPERS` stands for the files of the nominee.
FLAGS = {
    "award": _("award"),
    "person": _("person"),
    "unit": _("unit"),
    "name": _("name as printed"),
    "post": _("post as printed"),
    "posthumous": _("posthumous"),
    "summary": _("achievements in short"),
    "period_start": _("achievements from"),
    "period_end": _("achievements to"),
    "achievements": _("rests on"),
    "innovations": _("innovations"),
    PAPERS: _("papers of the nominee"),
}

NOTHING_FLAGGED = _("Choose at least one field that the unit has to mend.")


class ReturnDossierForm(StepForm):
    """Which fields the unit has to mend."""

    flagged = forms.MultipleChoiceField(
        label=_("Fields to mend"),
        choices=tuple(FLAGS.items()),
        help_text=_("Only these will be open to the unit."),
        error_messages={"required": NOTHING_FLAGGED},
    )


class JudgeForm(StepForm):
    """One condition that no record answers; the reason says on what the judgement rests."""

    condition = forms.ModelChoiceField(
        label=_("Condition"), queryset=RuleCondition.objects.none(), empty_label=None
    )
    met = forms.TypedChoiceField(
        label=_("It is met"),
        choices=(("yes", _("yes")), ("no", _("no"))),
        coerce=lambda answer: answer == "yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["condition"]
        standards = standards_of(self.record)
        field.queryset = RuleCondition.objects.filter(
            rule__in=standards, kind=ConditionKind.JUDGED
        ).select_related("rule")
        if len(standards) > 1:
            field.label_from_instance = lambda condition: f"{condition} ({condition.rule.source})"


def _under_review(nominee: Nominee) -> str:
    if nominee.dossier.state == DossierState.UNDER_REVIEW:
        return ""
    return gettext("The dossier is “%(state)s”; nominees are reviewed while it is under review.") % {
        "state": nominee.dossier.get_state_display()
    }


def reviewing_refused(nominee: Nominee, by: "User") -> str:
    """Why `by` may not review this nominee, or ""."""
    if not by.has_perm(REVIEW):
        return gettext("This is for: %(who)s.") % {"who": REVIEWERS}
    return _under_review(nominee) or of_the_office(nominee.dossier, by)


def _passes(nominee: Nominee, by: "User") -> str:
    return reviewing_refused(nominee, by) or " ".join(blocked_because(nominee))


def _no_ballots(nominee: Nominee, by: "User") -> str:
    """Why this step is refused, or "": `by` may not review the nominee, or a council has ballots on it."""
    if refusal := reviewing_refused(nominee, by):
        return refusal
    voted = nominee.deliberations.select_related("session").first()
    if voted is None:
        return ""
    return gettext("The council has ballots on this nominee (%(session)s); they must be taken off first.") % {
        "session": voted.session
    }


def _unit_acts(nominee: Nominee, by: "User") -> str:
    return of_the_unit(nominee.dossier, by)


def _complete(nominee: Nominee, by: "User") -> str:
    return _unit_acts(nominee, by) or " ".join(own_papers_missing(nominee))


def _withdrawable(nominee: Nominee, by: "User") -> str:
    if nominee.dossier.state == DossierState.SUBMITTED:
        return gettext("The dossier is submitted: recall it first, or wait for the review.")
    return of_the_unit(nominee.dossier, by)


def _settle(nominee: Nominee, by: "User", answers: Answers) -> None:
    nominee.state_reason = answers.reason
    nominee.flagged = []


def _pass_on(nominee: Nominee, by: "User", answers: Answers) -> None:
    """Passes the nominee on and stores the verdict of today, which is the one that the council is shown."""
    _settle(nominee, by, answers)
    store_verdicts([nominee], occasion=Occasion.PASSED, by=by)


def _note_flags(nominee: Nominee, by: "User", answers: Answers) -> None:
    """Stores the flagged fields, the only ones that the unit may change. Raises `Refused` where none is chosen."""
    chosen = [name for name in FLAGS if name in answers.get("flagged", ())]
    if not chosen:
        raise Refused(str(NOTHING_FLAGGED))
    nominee.state_reason = answers.reason
    nominee.flagged = chosen


def _note_judgement(nominee: Nominee, by: "User", answers: Answers) -> None:
    """Stores what a reviewer found on a condition that no record can answer, in place of an earlier judgement.

    Raises `Refused` without a condition or without an answer.
    """
    condition, met = answers.get("condition"), answers.get("met")
    if condition is None or met is None:
        raise Refused(gettext("Choose the condition, and whether it is met."))
    judgement = Judgement.objects.filter(nominee=nominee, condition=condition).first()
    judgement = judgement or Judgement(nominee=nominee, condition=condition)
    judgement.met, judgement.because = met, answers.reason[:300]
    judgement.judged_by, judgement.judged_at = by, timezone.now()
    judgement.full_clean()
    judgement.save(by=by)


WORKFLOW: Workflow[Nominee] = Workflow(
    Transition(
        name="pass",
        label=_("Pass on to the council"),
        sources=frozenset({NomineeState.PROPOSED}),
        target=NomineeState.PASSED,
        permission=REVIEW,
        who=REVIEWERS,
        guard=_passes,
        apply=_pass_on,
    ),
    ActionButton(
        name="judge",
        label=_("Judge a condition"),
        sources=frozenset({NomineeState.PROPOSED}),
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=reviewing_refused,
        form=JudgeForm,
        undone_by="judge",
        apply=_note_judgement,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({NomineeState.PROPOSED}),
        target=NomineeState.RETURNED,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=reviewing_refused,
        form=ReturnDossierForm,
        apply=_note_flags,
    ),
    Transition(
        name="take_back",
        label=_("Take back for review"),
        sources=frozenset({NomineeState.PASSED}),
        target=NomineeState.PROPOSED,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=_no_ballots,
        apply=_settle,
    ),
    Transition(
        name="send",
        label=_("Send again"),
        sources=frozenset({NomineeState.RETURNED}),
        target=NomineeState.PROPOSED,
        permission="awards.change_nominee",
        who=UNIT,
        guard=_complete,
        apply=_settle,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw the nomination"),
        sources=frozenset({NomineeState.PROPOSED, NomineeState.RETURNED}),
        target=NomineeState.WITHDRAWN,
        permission="awards.change_nominee",
        who=UNIT,
        needs_reason=True,
        guard=_withdrawable,
        apply=_settle,
    ),
)
