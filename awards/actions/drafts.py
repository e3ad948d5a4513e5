"""From a round to the draft of its decision or submission, with all agreed nominees in it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from awards.actions.lines import keep, take_over
from awards.models import AwardDecision, NominationRound, RoundKind, Submission
from office_culture.actions.workflow import Refused
from office_culture.models import OutgoingState, Unit
from office_culture.models.outgoing import SIGNER_FIELDS

if TYPE_CHECKING:
    from office_culture.models import User

# What a new paper takes over from the last one of the office.
_FRAME = ("legal_bases", *SIGNER_FIELDS, "recipients")


@transaction.atomic
def draft_decision(*, held: NominationRound, by: "User") -> tuple[AwardDecision, str]:
    """The draft of the round's decision, and why nobody could be taken over, or "".

    A draft that waits already is filled instead of a second one. Raises `ValidationError`.
    """
    waiting = AwardDecision.objects.filter(
        nomination_round=held, outside=False, state=OutgoingState.DRAFT
    ).first()
    draft = waiting or AwardDecision(
        nomination_round=held, subject=_subject("Về việc khen thưởng", held), unit=_issuer(held.unit)
    )
    if waiting is None:
        last = AwardDecision.objects.filter(unit=draft.unit, outside=False).order_by("-pk").first()
        _take_frame(draft, last, ("decider",))
        keep(draft, by)
    return draft, _filled(draft, by)


@transaction.atomic
def draft_submission(*, held: NominationRound, by: "User") -> tuple[Submission, str]:
    """The draft of the round's submission to bodies above, and why nobody could be taken over, or "".

    Raises `ValidationError`.
    """
    waiting = Submission.objects.filter(nomination_round=held, state=OutgoingState.DRAFT).first()
    draft = waiting or Submission(
        nomination_round=held, subject=_subject("Về việc đề nghị khen thưởng", held), unit=_issuer(held.unit)
    )
    if waiting is None:
        last = Submission.objects.filter(unit=draft.unit).order_by("-pk").first()
        _take_frame(draft, last, ("addressees",))
        draft.addressees = draft.addressees or _who_decides(held)
        keep(draft, by)
    return draft, _filled(draft, by)


def _filled(draft: Any, by: "User") -> str:
    try:
        with transaction.atomic():
            take_over(draft, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def _subject(words: str, held: NominationRound) -> str:
    """The occasion as it goes on in a sentence: the year, or the name of the round."""
    if held.kind == RoundKind.YEARLY:
        return f"{words} thành tích năm {held.period_end.year}"
    name = f"{held.name[:1].lower()}{held.name[1:]}".removeprefix("khen thưởng ")
    return f"{words} {name}"[:300]


def _who_decides(held: NominationRound) -> str:
    above = held.awards.exclude(level="base").order_by("position").values_list("decided_by", flat=True)
    return "\n".join(dict.fromkeys(above)) or held.unit.letterhead_superior or held.unit.name


def _take_frame(draft: Any, last: Any, more: tuple[str, ...]) -> None:
    if last is not None:
        for name in (*_FRAME, *more):
            setattr(draft, name, getattr(last, name))


def _issuer(unit: Unit) -> Unit:
    """The unit itself or the nearest one above that issues papers."""
    found = unit
    while not found.issues_papers and found.parent is not None:
        found = found.parent
    return found
