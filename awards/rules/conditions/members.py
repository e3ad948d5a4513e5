"""Conditions on the members of a collective."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models.terms import Rating, Verdict
from awards.rules.conditions.base import Answer, KindOfCondition
from awards.rules.conditions.own import RATINGS
from awards.rules.eligibility_facts import Condition, Facts, Members
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from awards.models.conditions import RuleCondition


class MembersHold(KindOfCondition):
    """A share of the members with an award."""

    needs = ("award", "percent")

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        members = facts.members
        if members is None or not members.count:
            return _no_members(facts)
        return _share(condition, members, members.holding.get(condition.award or 0, 0), members.unknown)

    def words(self, condition: "RuleCondition") -> str:
        if condition.more_than:
            return _("more than %(share)s of the members with “%(award)s”")
        return _("at least %(share)s of the members with “%(award)s”")


class MembersRated(KindOfCondition):
    """A share of the members with a rating or a better one."""

    needs = ("percent", "rating")

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        members = facts.members
        if members is None or not members.count:
            return _no_members(facts)
        good = RATINGS[: RATINGS.index(Rating(condition.rating)) + 1]
        return _share(condition, members, sum(members.rated.get(one, 0) for one in good), members.unrated)

    def words(self, condition: "RuleCondition") -> str:
        return _("at least %(share)s of the members rated “%(rating)s” or better")


class SomeHold(KindOfCondition):
    """A number of members with an award."""

    needs = ("award", "least")

    def judge(self, condition: Condition, facts: Facts) -> Answer:
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

    def words(self, condition: "RuleCondition") -> str:
        return _("members with “%(award)s”: at least %(least)s")


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
