"""Filling a decision or a submission with the nominees of its round."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from awards.models import (
    Award,
    AwardDecision,
    AwardLevel,
    DecisionLine,
    Nominee,
    NomineeState,
    Submission,
    SubmissionLine,
)
from awards.selectors.deliberations import agreed_in
from office_culture.actions.workflow import Refused

if TYPE_CHECKING:
    from office_culture.models import User


def add_agreed(paper: AwardDecision | Submission, by: "User") -> int:
    """Adds those agreed in the round who stand in no decision yet; returns how many.

    A decision of the office takes the awards that the agency itself gives, any other paper those of bodies above.
    Where a paper says on what ground no council was heard, those passed on are taken as they were proposed. Raises
    `Refused` where there is nobody to take.
    """
    nomination_round = paper.nomination_round
    if nomination_round is None:
        raise Refused(_("Choose the nomination round first."))
    own = isinstance(paper, AwardDecision) and not paper.outside
    existing = set(paper.lines.values_list("nominee", flat=True))
    decided = set(
        DecisionLine.objects.filter(nominee__nomination_round=nomination_round, void=False).values_list(
            "nominee", flat=True
        )
    )
    added = 0
    for nominee, award in _candidates(paper):
        if nominee.pk in existing | decided or (award.level == AwardLevel.BASE) != own:
            continue
        if not _adopted(paper, nominee, award, by):
            add_line(paper, nominee, award, position=nominee.position, by=by)
        added += 1
    if not added:
        raise Refused(_("Nobody of this round is left to be taken over."))
    return added


def _adopted(paper: Any, nominee: Nominee, award: Award, by: "User") -> bool:
    """Links a line typed by hand for the same recipient, award, ground and period to the nominee; False without one."""
    whose: dict[str, Any] = (
        {"person": nominee.person} if nominee.person else {"person": None, "unit": nominee.unit}
    )
    typed = paper.lines.filter(
        nominee=None,
        award=award,
        ground=nominee.nomination_round.ground,
        period_start=nominee.achieved_from,
        period_end=nominee.achieved_to,
        **whose,
    ).first()
    if typed is None:
        return False
    typed.nominee = nominee
    save_checked(typed, by)
    return True


def _candidates(paper: AwardDecision | Submission) -> Iterable[tuple[Nominee, Award]]:
    assert paper.nomination_round is not None  # noqa: S101 - asked before
    found = [(agreed.nominee, agreed.award) for agreed in agreed_in(paper.nomination_round)]
    if paper.without_session:
        heard = set(paper.outcomes)
        rows = Nominee.objects.filter(
            nomination_round=paper.nomination_round, state=NomineeState.PASSED
        ).select_related("award", "person", "unit", "nomination_round", "dossier__unit")
        found += [(row, row.award) for row in rows if row.pk not in heard]
    return found


def add_line(
    paper: AwardDecision | Submission, nominee: Nominee, award: Award, *, position: int, by: "User"
) -> Any:
    """Adds a line for `award` with recipient, texts and period of the nominee. Raises `ValidationError`."""
    line: Any = (
        DecisionLine(decision=paper) if isinstance(paper, AwardDecision) else SubmissionLine(submission=paper)
    )
    line.nominee, line.award = nominee, award
    line.person, line.unit = nominee.person, nominee.unit
    line.name, line.post, line.summary = nominee.name, nominee.post, nominee.summary
    line.ground = nominee.nomination_round.ground
    line.period_start, line.period_end = nominee.achieved_from, nominee.achieved_to
    line.posthumous, line.position = nominee.posthumous, position
    return save_checked(line, by)


def save_checked(record: Any, by: "User") -> Any:
    """Validates the record with `full_clean`, saves it as `by` and returns it. Raises `ValidationError`."""
    record.full_clean()
    return write(record, by)


def write(record: Any, by: "User") -> Any:
    """Saves the record as `by` without validation and returns it."""
    record.save(by=by)
    return record
