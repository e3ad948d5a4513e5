"""Conditions on the nominee's own record."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from awards.models.terms import InnovationReach, Measure, Rating, Verdict
from awards.rules.conditions.base import Answer, KindOfCondition
from awards.rules.eligibility_facts import Condition, Facts, block_in_words, worst
from office_culture.text.numbers import number

if TYPE_CHECKING:
    from awards.models.conditions import RuleCondition

RATINGS = list(Rating)
REACHES = list(InnovationReach)
MEASURES = list(Measure)


class AwardInYears(KindOfCondition):
    """An award held in years in a row, or in some of them."""

    needs = ("award",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        window = facts.window(condition.years)
        with_award = facts.years_with(condition.award or 0)
        pending = condition.award in facts.proposed
        perhaps = facts.is_held_in_unknown_year(condition.award or 0)
        # An award whose year nobody knows may have used up any of the years.
        used_up = max(facts.years_with(facts.award), default=None) if condition.anew else None
        perhaps_used_up = condition.anew and facts.is_held_in_unknown_year(facts.award)
        verdicts: list[Verdict] = []
        words: list[str] = []
        for year in window:
            if used_up is not None and year <= used_up:
                verdicts.append(Verdict.NOT_MET)
                words.append(
                    _("%(year)s: counted for the award of %(used)s") % {"year": year, "used": used_up}
                )
            elif year in with_award and perhaps_used_up:
                verdicts.append(Verdict.REVIEW)
                words.append(
                    _("%(year)s: yes, unless it counted for an award whose year is not known")
                    % {"year": year}
                )
            elif year in with_award:
                verdicts.append(Verdict.MET)
                words.append(_("%(year)s: yes") % {"year": year})
            elif year == facts.year and pending:
                verdicts.append(Verdict.REVIEW)
                words.append(_("%(year)s: proposed in this round, not decided") % {"year": year})
            elif perhaps:
                verdicts.append(Verdict.REVIEW)
                words.append(_("%(year)s: held, the year is not known") % {"year": year})
            elif facts.has_records_of(year):
                verdicts.append(Verdict.NOT_MET)
                words.append(_("%(year)s: no") % {"year": year})
            else:
                verdicts.append(Verdict.REVIEW)
                words.append(_("%(year)s: nothing is recorded") % {"year": year})
        if condition.least:
            return _often_enough(verdicts, condition.least), "; ".join(words)
        return worst(verdicts), "; ".join(words)

    def words(self, condition: "RuleCondition") -> str:
        if condition.least:
            return _("“%(award)s” in %(least)s of %(years)s years")
        if condition.years > 1:
            return _("“%(award)s” in %(years)s years in a row")
        return _("“%(award)s” in the year")


def _often_enough(years: list[Verdict], least: int) -> Verdict:
    """MET where at least `least` of the years are met, REVIEW where those not known could make up the number."""
    if years.count(Verdict.MET) >= least:
        return Verdict.MET
    if years.count(Verdict.MET) + years.count(Verdict.REVIEW) >= least:
        return Verdict.REVIEW
    return Verdict.NOT_MET


class MeetsAward(KindOfCondition):
    """An award of the same year, held or proposed in this round."""

    needs = ("award",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        if facts.year in facts.years_with(condition.award or 0):
            return Verdict.MET, _("%(year)s: yes") % {"year": facts.year}
        if condition.award in facts.proposed:
            return Verdict.MET, _("%(year)s: proposed in this round") % {"year": facts.year}
        if facts.is_held_in_unknown_year(condition.award or 0):
            return Verdict.REVIEW, _("%(year)s: held, the year is not known") % {"year": facts.year}
        if facts.has_records_of(facts.year):
            return Verdict.NOT_MET, _("%(year)s: neither held nor proposed") % {"year": facts.year}
        return Verdict.REVIEW, _("%(year)s: nothing is recorded") % {"year": facts.year}

    def words(self, condition: "RuleCondition") -> str:
        return _("“%(award)s” of the same year")


class RatedInYears(KindOfCondition):
    """A yearly rating or a better one, in years in a row."""

    needs = ("rating",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        verdicts, words = [], []
        for year in facts.window(condition.years):
            rating = facts.ratings.get(year)
            if rating is None:
                verdicts.append(Verdict.REVIEW)
                words.append(_("%(year)s: no rating is recorded") % {"year": year})
                continue
            enough = RATINGS.index(Rating(rating)) <= RATINGS.index(Rating(condition.rating))
            verdicts.append(Verdict.MET if enough else Verdict.NOT_MET)
            words.append(f"{year}: {Rating(rating).label}")
        return worst(verdicts), "; ".join(words)

    def words(self, condition: "RuleCondition") -> str:
        if condition.years > 1:
            return _("rated “%(rating)s” or better in %(years)s years in a row")
        return _("rated “%(rating)s” or better in the year")


class RecognisedInnovations(KindOfCondition):
    """Innovations recognised widely enough, in one or several years."""

    needs = ("least",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        window = facts.window(condition.years)
        found = [innovation for innovation in facts.innovations if innovation.year in window]
        asked = REACHES.index(InnovationReach(condition.reach)) if condition.reach else 0
        enough = sum(
            1 for item in found if item.reach and REACHES.index(InnovationReach(item.reach)) >= asked
        )
        words = _("%(enough)s of %(least)s, %(start)s to %(end)s") % {
            "enough": enough,
            "least": condition.least,
            "start": window[0],
            "end": window[-1],
        }
        if enough >= condition.least:
            return Verdict.MET, words
        open_ones = len(found) - enough + sum(not item.year for item in facts.innovations)
        if enough + open_ones >= condition.least:
            return Verdict.REVIEW, _("%(told)s; %(open)s more without such a recognition or year") % {
                "told": words,
                "open": open_ones,
            }
        return Verdict.NOT_MET, words

    def words(self, condition: "RuleCondition") -> str:
        several = condition.years > 1
        if condition.reach and several:
            return _("innovations recognised at %(reach)s or wider, in %(years)s years: at least %(least)s")
        if condition.reach:
            return _("innovations recognised at %(reach)s or wider, in the year: at least %(least)s")
        if several:
            return _("recognised innovations in %(years)s years: at least %(least)s")
        return _("recognised innovations in the year: at least %(least)s")


class MonthsOfService(KindOfCondition):
    """Months of service in the last year of the period."""

    needs = ("least",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        if facts.service_days is None:
            return Verdict.REVIEW, _("no posting is recorded for %(year)s") % {"year": facts.year}
        in_year = (datetime.date(facts.year, 12, 31) - datetime.date(facts.year, 1, 1)).days + 1
        served = Decimal(facts.service_days * 12) / in_year
        words = _("%(year)s: %(months)s months") % {"year": facts.year, "months": number(served, 1)}
        if facts.leaves_not_known and served >= condition.least:
            return Verdict.REVIEW, _("%(told)s; days of leave not known: %(leaves)s") % {
                "told": words,
                "leaves": "; ".join(facts.leaves_not_known),
            }
        return (Verdict.MET if served >= condition.least else Verdict.NOT_MET), words

    def words(self, condition: "RuleCondition") -> str:
        return _("at least %(least)s months of service in the year")


class NoDiscipline(KindOfCondition):
    """No discipline in the period, of the nominee or of a member."""

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        mine = (*facts.blocks, *(facts.members.blocks if facts.members else ()))
        found = [
            block
            for block in mine
            if block.discipline and block.touches(facts.period_start, facts.period_end)
        ]
        doubtful = [
            block
            for block in mine
            if block.discipline
            and block not in found
            and block.may_touch(facts.period_start, facts.period_end)
        ]
        asked = MEASURES.index(Measure(condition.measure)) if condition.measure else 0
        weighty = [
            block for block in found if block.measure and MEASURES.index(Measure(block.measure)) >= asked
        ]
        unclear = [block for block in found if not block.measure]
        if weighty or (unclear and not condition.measure):
            return Verdict.NOT_MET, "; ".join(block_in_words(block) for block in (weighty or unclear))
        if unclear:
            return Verdict.REVIEW, _("the measure is not recorded: %(matters)s") % {
                "matters": "; ".join(block_in_words(block) for block in unclear)
            }
        if doubtful:
            return Verdict.REVIEW, _("its days are not all known: %(matters)s") % {
                "matters": "; ".join(block_in_words(block) for block in doubtful)
            }
        return Verdict.MET, _("none is recorded")

    def words(self, condition: "RuleCondition") -> str:
        return _("no discipline in the achievement period")


class JudgedByAPerson(KindOfCondition):
    """A condition that no record answers: a person judges it and says why. Its wording is that of the rule."""

    needs = ("text",)

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        judgement = facts.judgements.get(condition.pk)
        if judgement is None:
            return Verdict.REVIEW, _("nobody has judged this yet")
        met, because = judgement
        return (Verdict.MET if met else Verdict.NOT_MET), because

    def words(self, condition: "RuleCondition") -> str:
        return str(condition.get_kind_display())
