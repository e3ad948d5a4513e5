"""What stands against deciding on lines, or putting them up."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import (
    AwardLine,
    AwardRule,
    Conferral,
    Deliberation,
    Impediment,
    Nominee,
    Objection,
    ObjectionState,
    PublicPosting,
    RuleTopic,
    VoteOutcome,
)
from awards.models.proposed import OfRound
from awards.selectors.eligibility import Key, key_of
from office_culture.text.dates import numeric
from office_culture.text.numbers import money


def against_deciding(paper: OfRound, lines: Sequence[AwardLine], day: datetime.date) -> list[str]:
    """Sentences that say why nobody may decide on these lines on `day`, or nothing; a fixed number of queries.

    Lines come with award and nominee.
    """
    if not lines:
        return [_("Nobody stands in the list yet; add the lines first.")]
    return [
        *_without_ground(paper, lines),
        *_amounts(paper, lines),
        *_disagreements(paper, lines),
        *_turned_down(lines),
        *_open_objections(lines),
        *_postings(paper, lines, day),
        *_open_matters(lines, day),
        *already_received(lines),
    ]


def against_recording(paper: OfRound, lines: Sequence[AwardLine]) -> list[str]:
    """Sentences that say why a decision of another body cannot be recorded with these lines, or nothing."""
    if not lines:
        return [_("Nobody stands in the list yet; add the lines first.")]
    return [*_disagreements(paper, lines), *_amounts(paper, lines), *already_received(lines)]


def _amounts(paper: OfRound, lines: Sequence[AwardLine]) -> Iterator[str]:
    """The sentence on amounts that the lines state and a total of the decision that cannot hold them."""
    total = getattr(paper, "decided_total", None)
    stated = [amount for line in lines if (amount := getattr(line, "decided_amount", None)) is not None]
    if total is None or not stated:
        return
    if sum(stated) > total or (len(stated) == len(lines) and sum(stated) != total):
        yield _("The lines state %(lines)s together, the decision %(total)s: correct one of both.") % {
            "lines": money(sum(stated)),
            "total": money(total),
        }


def _without_ground(paper: OfRound, lines: Sequence[AwardLine]) -> Iterator[str]:
    unheard = [line.name for line in lines if getattr(line, "nominee_id", None) is None]
    if unheard and not getattr(paper, "without_session", ""):
        yield _("No council agreed on: %(names)s. State on what ground there is none.") % {
            "names": ", ".join(unheard)
        }


def _disagreements(paper: OfRound, lines: Iterable[AwardLine]) -> Iterator[str]:
    for line in lines:
        nominee = getattr(line, "nominee", None)
        if nominee is not None:
            yield from paper.disagreement(line, nominee).values()


def _turned_down(lines: Sequence[AwardLine]) -> Iterator[str]:
    """Sentences on lines without a nominee, for whose award a council turned the recipient down in such a period."""
    typed = [line for line in lines if getattr(line, "nominee_id", None) is None]
    if not typed:
        return
    whose = Q(nominee__person__in={line.person_id for line in typed if line.person_id}) | Q(
        nominee__person__isnull=True, nominee__unit__in={line.unit_id for line in typed if not line.person_id}
    )
    rows = Deliberation.objects.filter(
        whose, outcome=VoteOutcome.NOT_AGREED, nominee__award__in={line.award_id for line in typed}
    )
    nominees = [row.nominee for row in rows.select_related("nominee__nomination_round")]
    for line in typed:
        for nominee in nominees:
            same = (key_of(nominee), nominee.award_id) == (key_of(line), line.award_id)
            if same and _may_overlap(line, nominee):
                yield _("The council did not agree on %(nominee)s.") % {"nominee": nominee}


def _may_overlap(line: AwardLine, nominee: Nominee) -> bool:
    """Whether the period of the line may share a day with that of the nominee; one that is not known may."""
    if line.period_start is None or line.period_end is None:
        return True
    return nominee.achieved_from <= line.period_end and line.period_start <= nominee.achieved_to


def _open_objections(lines: Sequence[AwardLine]) -> Iterator[str]:
    nominees = _nominees(lines)
    names = (
        Objection.objects.filter(state=ObjectionState.OPEN, nominee__in=nominees)
        .order_by("name")
        .values_list("name", flat=True)
        .distinct()
    )
    for name in names:
        yield _("An objection against %(name)s is not settled yet.") % {"name": name}


def _postings(paper: OfRound, lines: Sequence[AwardLine], day: datetime.date) -> Iterator[str]:
    """Sentences on lines whose nominee is posted on `day` still, or was not posted although a rule asks for it."""
    nominees = _nominees(lines)
    nomination_round = getattr(paper, "nomination_round", None)
    if nomination_round is None or not nominees:
        return
    ends = dict(
        PublicPosting.objects.filter(nominees__in=nominees)
        .order_by("ends_on")
        .values_list("nominees", "ends_on")
    )
    asked = {
        (rule.award_id, rule.recipient)
        for rule in AwardRule.objects.on(nomination_round.rules_day).filter(
            topic=RuleTopic.POSTING, award__in={line.award_id for line in lines}
        )
    }
    for line in lines:
        ends_on = ends.get(getattr(line, "nominee_id", None) or 0)
        if ends_on is not None and ends_on >= day:
            yield _("%(name)s is posted until %(day)s; decide after that day.") % {
                "name": line.name,
                "day": numeric(ends_on),
            }
        if ends_on is None and (line.award_id, line.recipient_kind) in asked:
            yield _("%(name)s: “%(award)s” asks for public posting first.") % {
                "name": line.name,
                "award": line.award,
            }


def _open_matters(lines: Sequence[AwardLine], day: datetime.date) -> Iterator[str]:
    names = {key_of(line): line.name for line in lines}
    for matter in Impediment.objects.during(day, day).filter(_whose(lines)):
        yield _("%(name)s is blocked: %(kind)s (%(span)s) – %(reason)s.") % {
            "name": names[key_of(matter)],
            "kind": matter.get_kind_display(),
            "span": matter.span,
            "reason": matter.known_reason,
        }


def already_received(lines: Sequence[AwardLine]) -> Iterator[str]:
    """Sentences on lines whose recipient has this award for this period already."""
    received = {
        _what(row)
        for row in Conferral.objects.active().filter(
            _whose(lines), award__in={line.award_id for line in lines}
        )
    }
    for line in lines:
        # Of awards without a period only the day of the decision tells one from the other.
        if line.period_end and _what(line) in received:
            yield _("%(name)s has “%(award)s” for this period already.") % {
                "name": line.name,
                "award": line.award,
            }


def _what(row: AwardLine | Conferral) -> tuple[Key, int, str, datetime.date | None, datetime.date | None]:
    return (key_of(row), row.award_id, row.ground, row.period_start, row.period_end)


def _whose(lines: Sequence[AwardLine]) -> Q:
    return Q(person__in={line.person_id for line in lines if line.person_id}) | Q(
        person__isnull=True, unit__in={line.unit_id for line in lines if not line.person_id}
    )


def _nominees(lines: Iterable[AwardLine]) -> set[int]:
    found = {getattr(line, "nominee_id", None) for line in lines}
    return {pk for pk in found if pk is not None}
