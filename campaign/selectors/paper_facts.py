"""The facts of which papers of the campaign may speak: reports, plans and their letters, sessions on innovations."""

import datetime
from typing import Any

from django.utils.translation import gettext

from campaign.models import Innovation, InnovationState, OutlineVersion, Plan, Report, ReviewSession
from campaign.selectors.plan_papers import given_out
from office_culture.models import VersionState
from office_culture.rules.facts import FactBook, FactScope
from office_culture.selectors.paper_checks.praise import LEAST_MET
from office_culture.selectors.paper_facts import (
    Doubt,
    FactsOfPaper,
    own_count,
    paper_facts,
    scope_of_period,
    scope_of_year,
)


@paper_facts.register
def _of_report(record: Report, on: datetime.date) -> FactsOfPaper:
    return FactsOfPaper(book=record.facts(), least_met=record.outline_version.least_met)


@paper_facts.register
def _of_plan(record: Plan, on: datetime.date) -> FactsOfPaper:
    """A plan says what is to come; it counts its own tasks today, and may tell what was in years before it."""
    tasks = list(given_out(record))
    overdue = [task for task in tasks if task.is_overdue(on)]
    return FactsOfPaper(
        book=FactBook(_before_the_plan(record, on)),
        of_named_years=True,
        missed=(),
        own=(
            own_count("tasks", gettext("tasks of the plan"), len(tasks), ("nhiệm vụ | kế hoạch", "nhiệm vụ")),
            own_count(
                "tasks.overdue", gettext("overdue tasks of the plan"), len(overdue), ("nhiệm vụ | quá hạn",)
            ),
        ),
    )


def _before_the_plan(record: Plan, on: datetime.date) -> FactScope:
    """The years before the plan: from the begin of its campaign where that lies before, otherwise three years."""
    last = min(on, record.period_start - datetime.timedelta(days=1))
    first = datetime.date(last.year - _YEARS_BEFORE, 1, 1)
    if record.campaign is not None:
        first = min(first, record.campaign.period_start)
    return scope_of_period(record.unit, first, last, on, campaign_id=record.campaign_id)


_YEARS_BEFORE = 3


@paper_facts.register
def _of_review_session(record: ReviewSession, on: datetime.date) -> FactsOfPaper:
    """What a session judged counts for the year only with the decision that follows; until then it is its own."""
    judged = list(Innovation.objects.filter(session=record))
    passed = [innovation for innovation in judged if innovation.state != InnovationState.NOT_RECOGNISED]
    counts = {len(judged), len(passed), len(judged) - len(passed)}
    nouns = ("sáng kiến | công nhận", "sáng kiến | đề nghị công nhận", "sáng kiến | xét")
    label = gettext("innovations of the session")
    return FactsOfPaper(
        book=FactBook(scope_of_year(record.council.unit, record.held_on)),
        without=frozenset({"innovations"}),
        own=tuple(own_count(f"innovations.{value}", label, value, nouns) for value in sorted(counts)),
        doubts=_not_set_up(record),
    )


def _not_set_up(session: ReviewSession) -> tuple[Doubt, ...]:
    """Minutes name the decision on which their council rests."""
    council = session.council
    if council.set_up_by_id:
        return ()
    sentence = gettext("No decision sets “%(council)s” up, which its minutes would name.")
    return (Doubt(f"council {council.pk}", sentence % {"council": council}),)


def least_met() -> int | None:
    """The highest share that an outline in use asks for: papers other than reports name none themselves."""
    versions: Any = OutlineVersion.objects.filter(state=VersionState.IN_USE)
    shares = list(versions.order_by().values_list("least_met", flat=True))
    return max(shares, default=None)


LEAST_MET.append(least_met)
