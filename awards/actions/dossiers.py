"""The life of a dossier: written, submitted, recalled before anybody looked, reviewed, checked."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.appraisals import store_verdicts
from awards.models import (
    Dossier,
    DossierFile,
    DossierState,
    NominationRoundState,
    NomineeFile,
    NomineeState,
    Occasion,
    Verdict,
)
from awards.selectors.dossier_checks import (
    LackingPaper,
    active_nominees,
    lacking_papers,
    what_is_missing,
)
from awards.selectors.eligibility import assessments
from office_culture.actions import files
from office_culture.actions.workflow import Answers, Because, Refused, StepForm, Transition, Workflow
from office_culture.models.events import Verb
from office_culture.rules.scope import keeps_records_of
from office_culture.rules.uploads import check_upload

if TYPE_CHECKING:
    from office_culture.models import User

REVIEW = "awards.review_dossier"
UNIT = _("the unit of the dossier")
REVIEWERS = _("those who review dossiers")


def of_the_unit(dossier: Dossier, by: "User") -> str:
    """Why `by` may not act for the unit of the dossier, or ""."""
    if keeps_records_of(by, dossier.unit):
        return ""
    return gettext("%(unit)s wrote this dossier: its contact takes this step.") % {"unit": dossier.unit}


def of_the_office(dossier: Dossier, by: "User") -> str:
    """Why `by` may not act for the office that runs the round, or ""."""
    office = dossier.round.unit
    if keeps_records_of(by, office):
        return ""
    return gettext("%(office)s runs this round: whoever keeps its records takes this step.") % {
        "office": office
    }


def _complete(dossier: Dossier, by: "User") -> str:
    if refusal := of_the_unit(dossier, by):
        return refusal
    if dossier.round.state != NominationRoundState.GATHERING:
        return gettext("This round is “%(state)s” and takes no more dossiers.") % {
            "state": dossier.round.get_state_display()
        }
    return Because(" ".join(what_is_missing(dossier)), "#nominees-group")


class DossierSubmitForm(StepForm):
    """The papers that are still lacking, each as a file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lacking = {_field_of(paper): paper for paper in _lacking(self.record)}
        for name, paper in self.lacking.items():
            whose = f"{paper.nominee.name}: " if paper.nominee else ""
            self.fields[name] = forms.FileField(
                label=f"{whose}{paper.kind}", error_messages={"required": str(paper)}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.lacking:
            if upload := cleaned.get(name):
                try:
                    check_upload(upload)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned


def _lacking(dossier: Dossier) -> list[LackingPaper]:
    return lacking_papers(dossier, active_nominees(dossier))


def _field_of(paper: LackingPaper) -> str:
    return f"paper_{paper.kind.pk}_{paper.nominee.pk if paper.nominee else 0}"


def _submit(dossier: Dossier, by: "User", answers: Answers) -> None:
    """Adds the papers that were given and notes the day. Raises `Refused` where some are lacking still."""
    lacking = _lacking(dossier)
    given = {paper: answers.get(_field_of(paper)) for paper in lacking}
    if missing := [str(paper) for paper, upload in given.items() if not upload]:
        raise Refused(" ".join(missing))
    for paper, upload in given.items():
        stored = files.store(upload, by=by)
        if paper.nominee is None:
            DossierFile(dossier=dossier, kind=paper.kind, file=stored).save(by=by)
        else:
            NomineeFile(nominee=paper.nominee, kind=paper.kind, file=stored).save(by=by)
    dossier.submitted_on = timezone.localdate()


def _forget_day(dossier: Dossier, by: "User", answers: Answers) -> None:
    dossier.submitted_on = None


def _all_settled(dossier: Dossier, by: "User") -> str:
    if refusal := of_the_office(dossier, by):
        return refusal
    waiting = dossier.nominees.exclude(state__in=(NomineeState.PASSED, NomineeState.WITHDRAWN))
    rows = list(waiting.values_list("pk", "name"))
    if not rows:
        return ""
    names = ", ".join(name for _pk, name in rows)
    first = reverse("admin:awards_nominee_change", args=[rows[0][0]])
    return Because(gettext("Neither passed on nor withdrawn yet: %(names)s.") % {"names": names}, first)


def _all_may_pass(dossier: Dossier, by: "User") -> str:
    if refusal := of_the_office(dossier, by):
        return refusal
    returned = dossier.nominees.filter(state=NomineeState.RETURNED).first()
    if returned is not None:
        page = reverse("admin:awards_nominee_change", args=[returned.pk])
        return Because(gettext("%(name)s was returned to the unit.") % {"name": returned.name}, page)
    return " ".join(what_is_missing(dossier))


def _doubts(dossier: Dossier, by: "User") -> list[str]:
    """What speaks against passing all on as they are: papers that lack, and verdicts of today that leave questions."""
    nominees = active_nominees(dossier)
    found = assessments(nominees)
    doubtful = [row for row in nominees if found[row.pk].verdict != Verdict.MET]
    verdicts = (
        gettext("%(name)s, %(award)s: %(verdict)s.")
        % {"name": row.name, "award": row.award, "verdict": found[row.pk].verdict.label}
        for row in doubtful
    )
    return [*map(str, _lacking(dossier)), *verdicts]


def _pass_all(dossier: Dossier, by: "User", answers: Answers) -> None:
    """Passes on each nominee that waits; the event of each says so, as if it had been passed on by itself."""
    waiting = list(dossier.nominees.filter(state=NomineeState.PROPOSED))
    for nominee in waiting:
        nominee.state, nominee.state_reason, nominee.flagged = NomineeState.PASSED, answers.reason, []
        detail = {"step": "pass", "source": NomineeState.PROPOSED, "target": NomineeState.PASSED}
        nominee.save(by=by, reason=answers.reason, verb=Verb.TRANSITION, detail=detail)
    store_verdicts(waiting, occasion=Occasion.PASSED, by=by)


WORKFLOW: Workflow[Dossier] = Workflow(
    Transition(
        name="submit",
        label=_("Submit"),
        sources=frozenset({DossierState.DRAFT}),
        target=DossierState.SUBMITTED,
        permission="awards.change_dossier",
        who=UNIT,
        form=DossierSubmitForm,
        guard=_complete,
        apply=_submit,
    ),
    Transition(
        name="recall",
        label=_("Recall"),
        sources=frozenset({DossierState.SUBMITTED}),
        target=DossierState.DRAFT,
        permission="awards.change_dossier",
        who=UNIT,
        guard=of_the_unit,
        apply=_forget_day,
    ),
    Transition(
        name="review",
        label=_("Begin the review"),
        sources=frozenset({DossierState.SUBMITTED}),
        target=DossierState.UNDER_REVIEW,
        permission=REVIEW,
        who=REVIEWERS,
        guard=of_the_office,
    ),
    Transition(
        name="accept",
        label=_("Pass all on to the council"),
        sources=frozenset({DossierState.SUBMITTED, DossierState.UNDER_REVIEW}),
        target=DossierState.CHECKED,
        permission=REVIEW,
        who=REVIEWERS,
        note=_("Every nominee is passed on with the verdict of today, and the review is finished."),
        guard=_all_may_pass,
        foresee=_doubts,
        apply=_pass_all,
    ),
    Transition(
        name="finish",
        label=_("Finish the review"),
        sources=frozenset({DossierState.UNDER_REVIEW}),
        target=DossierState.CHECKED,
        permission=REVIEW,
        who=REVIEWERS,
        guard=_all_settled,
    ),
    Transition(
        name="resume",
        label=_("Resume the review"),
        sources=frozenset({DossierState.CHECKED}),
        target=DossierState.UNDER_REVIEW,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=of_the_office,
    ),
)
