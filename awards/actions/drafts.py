"""From a round to the draft of its decision or submission, with all agreed nominees in it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from awards.actions.lines import add_agreed, save_checked
from awards.models import AwardDecision, NominationRound, RoundKind, Submission
from office_culture.actions.office_papers import issuing_unit
from office_culture.actions.workflow import Refused
from office_culture.models import OutgoingState
from office_culture.models.outgoing import SIGNER_FIELDS

if TYPE_CHECKING:
    from office_culture.models import User

# The fields that a new paper copies from the last one of the office.
_FRAME = ("legal_bases", *SIGNER_FIELDS, "recipients")


@transaction.atomic
def draft_decision(*, nomination_round: NominationRound, by: "User") -> tuple[AwardDecision, str]:
    """The draft of the round's decision, and why no nominee could be added, or "".

    A draft that exists already is filled instead of a second one. Raises `ValidationError`.
    """
    waiting = AwardDecision.objects.filter(
        nomination_round=nomination_round, outside=False, state=OutgoingState.DRAFT
    ).first()
    draft = waiting or AwardDecision(
        nomination_round=nomination_round,
        subject=_subject("Về việc khen thưởng", nomination_round),
        unit=issuing_unit(nomination_round.unit),
    )
    if waiting is None:
        last = AwardDecision.objects.filter(unit=draft.unit, outside=False).order_by("-pk").first()
        _copy_frame(draft, last, ("decider", "proposed_by"))
        save_checked(draft, by)
    return draft, _filled(draft, by)


@transaction.atomic
def draft_submission(*, nomination_round: NominationRound, by: "User") -> tuple[Submission, str]:
    """The draft of the round's submission to bodies above, and why no nominee could be added, or "".

    Raises `ValidationError`.
    """
    waiting = Submission.objects.filter(nomination_round=nomination_round, state=OutgoingState.DRAFT).first()
    draft = waiting or Submission(
        nomination_round=nomination_round,
        subject=_subject("Về việc đề nghị khen thưởng", nomination_round),
        unit=issuing_unit(nomination_round.unit),
    )
    if waiting is None:
        last = Submission.objects.filter(unit=draft.unit).order_by("-pk").first()
        _copy_frame(draft, last, ("addressees",))
        draft.addressees = draft.addressees or _who_decides(nomination_round)
        save_checked(draft, by)
    return draft, _filled(draft, by)


def _filled(draft: Any, by: "User") -> str:
    try:
        with transaction.atomic():
            add_agreed(draft, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def _subject(words: str, nomination_round: NominationRound) -> str:
    """The subject of a paper: `words` with the year of a yearly round, otherwise with the name of the round."""
    if nomination_round.kind == RoundKind.YEARLY:
        return f"{words} thành tích năm {nomination_round.period_end.year}"
    name = f"{nomination_round.name[:1].lower()}{nomination_round.name[1:]}".removeprefix("khen thưởng ")
    return f"{words} {name}"[:300]


def _who_decides(nomination_round: NominationRound) -> str:
    above = (
        nomination_round.awards.exclude(level="base")
        .order_by("position")
        .values_list("decided_by", flat=True)
    )
    return (
        "\n".join(dict.fromkeys(above))
        or nomination_round.unit.letterhead_superior
        or nomination_round.unit.name
    )


def _copy_frame(draft: Any, last: Any, more: tuple[str, ...]) -> None:
    if last is not None:
        for name in (*_FRAME, *more):
            setattr(draft, name, getattr(last, name))
