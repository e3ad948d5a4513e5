"""Whether somebody may be put up for an award: facts in, a verdict of three values out, with every reason.

Nothing here asks a database, and no number of law stands here: conditions come from the rule in force. What is not
known never counts in anybody's favour and never against them: it asks for a person to look.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models.appraisals import Verdict as Verdict
from awards.models.terms import ConditionKind, Ground, InnovationReach, Measure, Rating
from office_culture.text.dates import numeric
from office_culture.text.numbers import number

RATINGS = list(Rating)
REACHES = list(InnovationReach)
MEASURES = list(Measure)


# All conditions together are as good as the worst of them; of alternatives the best one counts.
_FROM_WORST = (Verdict.NOT_MET, Verdict.REVIEW, Verdict.MET)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """What several conditions give together; without any condition nothing stands against."""
    return min(verdicts, key=_FROM_WORST.index, default=Verdict.MET)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """What several alternatives give."""
    return max(verdicts, key=_FROM_WORST.index)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule in force; see `RuleCondition` for the meaning of its columns."""

    kind: str
    label: str
    pk: int = 0
    alternative: int = 0
    award: int | None = None
    years: int = 1
    least: int = 0
    percent: Decimal = Decimal(0)
    more_than: bool = False
    rating: str = ""
    reach: str = ""
    measure: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """The standard in force, with its source and what to say where it is not sure."""

    conditions: tuple[Condition, ...]
    source: str
    confirmation: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """An award received and not revoked; `year` is the last one of its achievement period."""

    award: int
    year: int
    ground: str = Ground.MERIT


@dataclass(frozen=True, slots=True)
class KnownInnovation:
    """An innovation of the recipient; without a reach it is not recognised (yet)."""

    year: int
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A discipline, inspection or complaint; without an end it is open."""

    begun_on: datetime.date
    ended_on: datetime.date | None
    reason: str
    discipline: bool = False
    measure: str = ""

    def touches(self, start: datetime.date, end: datetime.date) -> bool:
        """Whether it lasted on at least one day from `start` to `end`."""
        return self.begun_on <= end and (self.ended_on is None or self.ended_on >= start)


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a collective on the last day of the period, in its last year.

    `holding` and `rated` count members by award and by rating; `unknown` are those of whom that year tells nothing,
    `unrated` those without a rating. `blocks` are matters of any member.
    """

    count: int
    holding: Mapping[int, int] = field(default_factory=dict)
    rated: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0
    unrated: int = 0
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records know of one nominee.

    Open matters are looked at on `day`. `service_days` are those of the last year, None where no posting is known.
    """

    award: int
    period_start: datetime.date
    period_end: datetime.date
    day: datetime.date
    ground: str = Ground.MERIT
    held: tuple[Held, ...] = ()
    proposed: frozenset[int] = frozenset()
    ratings: Mapping[int, str] = field(default_factory=dict)
    innovations: tuple[KnownInnovation, ...] = ()
    blocks: tuple[Block, ...] = ()
    service_days: int | None = None
    members: Members | None = None
    judgements: Mapping[int, tuple[bool, str]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The last year of the achievement period: chains of years end there."""
        return self.period_end.year

    def window(self, years: int) -> range:
        """That many years in a row, the last one included."""
        return range(self.year - years + 1, self.year + 1)

    def tells_of(self, year: int) -> bool:
        """Whether anything at all is recorded of that year; a silent year is unknown, not empty."""
        return year in self.ratings or any(held.year == year for held in self.held)

    def years_with(self, award: int) -> set[int]:
        """The years for which the award is held on a ground that counts here."""
        # Thematic and ad-hoc awards do not count towards awards for merit (Decree 152/2025, Article 4).
        return {
            held.year
            for held in self.held
            if held.award == award and (self.ground != Ground.MERIT or held.ground == Ground.MERIT)
        }


@dataclass(frozen=True, slots=True)
class ConditionFinding:
    """One condition with what was found on it."""

    condition: str
    verdict: Verdict
    data: str
    alternative: int = 0
    condition_pk: int = 0
    to_judge: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict with every condition, the data used and the source of the rule; `rule` is its key, 0 without one."""

    verdict: Verdict
    findings: tuple[ConditionFinding, ...]
    source: str = ""
    confirmation: str = ""
    rule: int = 0


Answer = tuple[Verdict, str]


def assess(rule: JudgedRule | None, facts: Facts) -> Assessment:
    """Judges `facts` by `rule`; without a rule in force nobody is eligible by itself."""
    general = [*_blocking(facts)]
    if rule is None:
        no_rule = ConditionFinding(
            _("rule in force"),
            Verdict.REVIEW,
            _("The catalogue holds no conditions for this award on the day of the round."),
        )
        findings = (*general, no_rule)
        return Assessment(worst(finding.verdict for finding in findings), findings)
    findings = (*general, *(_finding(condition, facts) for condition in rule.conditions))
    return Assessment(together(findings), findings, rule.source, rule.confirmation, rule.pk)


def together(findings: tuple[ConditionFinding, ...]) -> Verdict:
    """The verdict that follows from all findings; of alternatives the best one counts."""
    verdicts = [finding.verdict for finding in findings if not finding.alternative]
    numbers = {finding.alternative for finding in findings} - {0}
    if numbers:
        verdicts.append(
            best(
                worst(finding.verdict for finding in findings if finding.alternative == one)
                for one in numbers
            )
        )
    return worst(verdicts)


def _finding(condition: Condition, facts: Facts) -> ConditionFinding:
    verdict, data = ANSWERS[ConditionKind(condition.kind)](condition, facts)
    return ConditionFinding(
        condition=condition.label,
        verdict=verdict,
        data=data,
        alternative=condition.alternative,
        condition_pk=condition.pk,
        to_judge=condition.kind == ConditionKind.JUDGED,
    )


def _blocking(facts: Facts) -> Iterable[ConditionFinding]:
    """Open matters block; a discipline that has ended lets achievements count from its end only."""
    label = _("no discipline, open inspection or complaint")
    for block in facts.blocks:
        if block.touches(facts.day, facts.day):
            yield ConditionFinding(label, Verdict.NOT_MET, _told(block))
        elif block.discipline and block.touches(facts.period_start, facts.period_end):
            ended = block.ended_on or facts.day
            yield ConditionFinding(
                label,
                Verdict.REVIEW,
                _("%(matter)s; achievements count after %(day)s only.")
                % {"matter": _told(block), "day": numeric(ended)},
            )


def _told(block: Block) -> str:
    if block.ended_on is None:
        return _("%(reason)s, since %(start)s, still open") % {
            "reason": block.reason,
            "start": numeric(block.begun_on),
        }
    return _("%(reason)s, from %(start)s to %(end)s") % {
        "reason": block.reason,
        "start": numeric(block.begun_on),
        "end": numeric(block.ended_on),
    }


def _holds(condition: Condition, facts: Facts) -> Answer:
    window = facts.window(condition.years)
    with_award = facts.years_with(condition.award or 0)
    pending = condition.award in facts.proposed
    used_up = max(facts.years_with(facts.award), default=None) if condition.anew else None
    verdicts: list[Verdict] = []
    told: list[str] = []
    for year in window:
        if used_up is not None and year <= used_up:
            verdicts.append(Verdict.NOT_MET)
            told.append(_("%(year)s: counted for the award of %(used)s") % {"year": year, "used": used_up})
        elif year in with_award:
            verdicts.append(Verdict.MET)
            told.append(_("%(year)s: yes") % {"year": year})
        elif year == facts.year and pending:
            verdicts.append(Verdict.REVIEW)
            told.append(_("%(year)s: proposed in this round, not decided") % {"year": year})
        elif facts.tells_of(year):
            verdicts.append(Verdict.NOT_MET)
            told.append(_("%(year)s: no") % {"year": year})
        else:
            verdicts.append(Verdict.REVIEW)
            told.append(_("%(year)s: nothing is recorded") % {"year": year})
    if condition.least:
        return _often_enough(verdicts, condition.least), "; ".join(told)
    return worst(verdicts), "; ".join(told)


def _often_enough(years: list[Verdict], least: int) -> Verdict:
    """Of several years only some are asked for; what is not known may still make them up."""
    if years.count(Verdict.MET) >= least:
        return Verdict.MET
    if years.count(Verdict.MET) + years.count(Verdict.REVIEW) >= least:
        return Verdict.REVIEW
    return Verdict.NOT_MET


def _meets(condition: Condition, facts: Facts) -> Answer:
    if facts.year in facts.years_with(condition.award or 0):
        return Verdict.MET, _("%(year)s: yes") % {"year": facts.year}
    if condition.award in facts.proposed:
        return Verdict.MET, _("%(year)s: proposed in this round") % {"year": facts.year}
    if facts.tells_of(facts.year):
        return Verdict.NOT_MET, _("%(year)s: neither held nor proposed") % {"year": facts.year}
    return Verdict.REVIEW, _("%(year)s: nothing is recorded") % {"year": facts.year}


def _rating(condition: Condition, facts: Facts) -> Answer:
    verdicts, told = [], []
    for year in facts.window(condition.years):
        rating = facts.ratings.get(year)
        if rating is None:
            verdicts.append(Verdict.REVIEW)
            told.append(_("%(year)s: no rating is recorded") % {"year": year})
            continue
        enough = RATINGS.index(Rating(rating)) <= RATINGS.index(Rating(condition.rating))
        verdicts.append(Verdict.MET if enough else Verdict.NOT_MET)
        told.append(f"{year}: {Rating(rating).label}")
    return worst(verdicts), "; ".join(told)


def _innovations(condition: Condition, facts: Facts) -> Answer:
    window = facts.window(condition.years)
    found = [one for one in facts.innovations if one.year in window]
    asked = REACHES.index(InnovationReach(condition.reach)) if condition.reach else 0
    enough = sum(1 for one in found if one.reach and REACHES.index(InnovationReach(one.reach)) >= asked)
    told = _("%(enough)s of %(least)s, %(start)s to %(end)s") % {
        "enough": enough,
        "least": condition.least,
        "start": window[0],
        "end": window[-1],
    }
    if enough >= condition.least:
        return Verdict.MET, told
    open_ones = len(found) - enough
    if enough + open_ones >= condition.least:
        return Verdict.REVIEW, _("%(told)s; %(open)s more without such a recognition") % {
            "told": told,
            "open": open_ones,
        }
    return Verdict.NOT_MET, told


def _service(condition: Condition, facts: Facts) -> Answer:
    if facts.service_days is None:
        return Verdict.REVIEW, _("no posting is recorded for %(year)s") % {"year": facts.year}
    in_year = (datetime.date(facts.year, 12, 31) - datetime.date(facts.year, 1, 1)).days + 1
    served = Decimal(facts.service_days * 12) / in_year
    told = _("%(year)s: %(months)s months") % {"year": facts.year, "months": number(served, 1)}
    return (Verdict.MET if served >= condition.least else Verdict.NOT_MET), told


def _members_hold(condition: Condition, facts: Facts) -> Answer:
    members = facts.members
    if members is None or not members.count:
        return _no_members(facts)
    return _share(condition, members, members.holding.get(condition.award or 0, 0), members.unknown)


def _members_rated(condition: Condition, facts: Facts) -> Answer:
    members = facts.members
    if members is None or not members.count:
        return _no_members(facts)
    good = RATINGS[: RATINGS.index(Rating(condition.rating)) + 1]
    return _share(condition, members, sum(members.rated.get(one, 0) for one in good), members.unrated)


def _no_members(facts: Facts) -> Answer:
    return Verdict.REVIEW, _("no member is recorded on %(day)s") % {"day": numeric(facts.period_end)}


def _share(condition: Condition, members: Members, counted: int, unknown: int) -> Answer:
    """Exact shares: those of whom nothing is known leave it open only where they could tip the balance."""
    told = _("%(counted)s of %(count)s members") % {"counted": counted, "count": members.count}
    if unknown:
        told += "; " + ngettext(
            "of %(unknown)s member nothing is recorded", "of %(unknown)s members nothing is recorded", unknown
        ) % {"unknown": unknown}
    if _reaches(condition, counted, members.count):
        return Verdict.MET, told
    if _reaches(condition, counted + unknown, members.count):
        return Verdict.REVIEW, told
    return Verdict.NOT_MET, told


def _reaches(condition: Condition, part: int, of: int) -> bool:
    share = Decimal(part * 100)
    return share > condition.percent * of if condition.more_than else share >= condition.percent * of


def _some_hold(condition: Condition, facts: Facts) -> Answer:
    members = facts.members
    if members is None or not members.count:
        return _no_members(facts)
    counted = members.holding.get(condition.award or 0, 0)
    told = _("%(counted)s of at least %(least)s") % {"counted": counted, "least": condition.least}
    if counted >= condition.least:
        return Verdict.MET, told
    if counted + members.unknown >= condition.least:
        return Verdict.REVIEW, told
    return Verdict.NOT_MET, told


def _clean(condition: Condition, facts: Facts) -> Answer:
    mine = (*facts.blocks, *(facts.members.blocks if facts.members else ()))
    found = [
        block for block in mine if block.discipline and block.touches(facts.period_start, facts.period_end)
    ]
    asked = MEASURES.index(Measure(condition.measure)) if condition.measure else 0
    weighty = [block for block in found if block.measure and MEASURES.index(Measure(block.measure)) >= asked]
    unclear = [block for block in found if not block.measure]
    if weighty or (unclear and not condition.measure):
        return Verdict.NOT_MET, "; ".join(_told(block) for block in (weighty or unclear))
    if unclear:
        return Verdict.REVIEW, _("the measure is not recorded: %(matters)s") % {
            "matters": "; ".join(_told(block) for block in unclear)
        }
    return Verdict.MET, _("none is recorded")


def _judged(condition: Condition, facts: Facts) -> Answer:
    judgement = facts.judgements.get(condition.pk)
    if judgement is None:
        return Verdict.REVIEW, _("nobody has judged this yet")
    met, because = judgement
    return (Verdict.MET if met else Verdict.NOT_MET), because


ANSWERS = {
    ConditionKind.HOLDS: _holds,
    ConditionKind.MEETS: _meets,
    ConditionKind.RATING: _rating,
    ConditionKind.INNOVATIONS: _innovations,
    ConditionKind.SERVICE: _service,
    ConditionKind.MEMBERS_HOLD: _members_hold,
    ConditionKind.MEMBERS_RATED: _members_rated,
    ConditionKind.SOME_HOLD: _some_hold,
    ConditionKind.CLEAN: _clean,
    ConditionKind.JUDGED: _judged,
}
