"""The papers of a round: postings, submissions and decisions, and which an account may begin."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import AwardDecision, NominationRound, NominationRoundState, PublicPosting, Submission
from office_culture.models import OutgoingState
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """One record with its page; `words` is its state in words, or until when it is posted."""

    record: Any
    address: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class RoundPapers:
    """The papers of a round as its page lists them, by kind."""

    papers: tuple[tuple[str, RoundPaper], ...]
    may_decide: bool
    may_submit: bool
    may_post: bool
    decided: bool


def papers_of(nomination_round: NominationRound, user: "User") -> RoundPapers:
    """The papers of a round that the account may see; three queries."""
    papers: list[tuple[str, RoundPaper]] = []
    for model in (PublicPosting, Submission, AwardDecision):
        if not user.has_perm(f"awards.view_{model._meta.model_name}"):
            continue
        rows = model.objects.visible_to(user).filter(nomination_round=nomination_round).order_by("pk")
        papers += [(str(model._meta.verbose_name), _row(record)) for record in rows]
    open_round = nomination_round.state != NominationRoundState.DECIDED and keeps_records_of(
        user, nomination_round.unit
    )
    return RoundPapers(
        papers=tuple(papers),
        may_decide=open_round and _may_write(user, "awarddecision"),
        may_submit=open_round and _may_write(user, "submission"),
        may_post=open_round and _may_write(user, "publicposting"),
        decided=any(
            isinstance(paper.record, AwardDecision) and paper.state == OutgoingState.ISSUED
            for _kind, paper in papers
        ),
    )


def _may_write(user: "User", model: str) -> bool:
    return user.has_perms([f"awards.add_{model}", f"awards.change_{model}"])


def _row(record: Any) -> RoundPaper:
    page = reverse(f"admin:awards_{record._meta.model_name}_change", args=[record.pk])
    if isinstance(record, PublicPosting):
        return RoundPaper(record, page, "", _("until %(day)s") % {"day": numeric(record.ends_on)})
    return RoundPaper(record, page, record.state, record.get_state_display())
