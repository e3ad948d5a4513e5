"""The office papers about a record, and those that an account may begin."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from office_culture.models import OfficePaper, OutgoingState
from office_culture.rules.paper_kinds import OfficePaperKind, kinds_about

if TYPE_CHECKING:
    from office_culture.models import User

RIGHTS = ("office_culture.add_officepaper", "office_culture.change_officepaper")


@dataclass(frozen=True, slots=True)
class PapersAbout:
    """Papers as the page of their record lists them; `offered` are kinds with the address that drafts one."""

    papers: tuple[OfficePaper, ...]
    offered: tuple[tuple[OfficePaperKind, str], ...]

    def __bool__(self) -> bool:
        return bool(self.papers or self.offered)


def papers_about(record: Any, user: "User", *, keeps: bool) -> PapersAbout:
    """Those that the account sees; drafts are offered to whom `keeps` the records of the unit."""
    if not user.has_perm("office_culture.view_officepaper"):
        return PapersAbout((), ())
    rows = OfficePaper.objects.visible_to(user).about(record).select_related("paper").order_by("pk")
    papers = tuple(rows)
    drafted = {
        paper.kind for paper in papers if paper.state != OutgoingState.WITHDRAWN and not paper.is_final
    }
    if not (keeps and user.has_perms(RIGHTS)):
        return PapersAbout(papers, ())
    about = ContentType.objects.get_for_model(record).pk
    return PapersAbout(
        papers,
        tuple(
            (kind, reverse("office_paper_draft", args=[kind.name, about, record.pk]))
            for kind in kinds_about(record)
            if kind.name not in drafted and not kind.can_draft(record)
        ),
    )
