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


class MemberShareWithAward(KindOfCondition):
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
        return _share(
            condition, members, sum(members.rated.get(rating, 0) for rating in good), members.unrated
        )

    def words(self, condition: "RuleCondition") -> str:
        return _("at least %(share)s of the members rated “%(rating)s” or better")


class MemberCountWithAward(KindOfCondition):
    """A number of members with an award."""

    needs = ("award", "least")

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        members = facts.members
        if members is None or not members.count:
            return _no_members(facts)
        counted = members.holding.get(condition.award or 0, 0)
        words = _("%(counted)s of at least %(least)s") % {"counted": counted, "least": condition.least}
        if counted >= condition.least:
            return Verdict.MET, words
        if counted + members.unknown >= condition.least:
            return Verdict.REVIEW, words
        return Verdict.NOT_MET, words

    def words(self, condition: "RuleCondition") -> str:
        return _("members with “%(award)s”: at least %(least)s")


def _no_members(facts: Facts) -> Answer:
    return Verdict.REVIEW, _("no member is recorded on %(day)s") % {"day": numeric(facts.period_end)}


def _share(condition: Condition, members: Members, counted: int, unknown: int) -> Answer:
    """Whether the share of `counted` members is reached; REVIEW where the `unknown` ones could make it up."""
    words = _("%(counted)s of %(count)s members") % {"counted": counted, "count": members.count}
    if unknown:
        words += "; " + ngettext(
            "of %(unknown)s member nothing is recorded", "of %(unknown)s members nothing is recorded", unknown
        ) % {"unknown": unknown}
    if _reaches(condition, counted, members.count):
        return Verdict.MET, words
    if _reaches(condition, counted + unknown, members.count):
        return Verdict.REVIEW, words
    return Verdict.NOT_MET, words


def _reaches(condition: Condition, part: int, of: int) -> bool:
    share = Decimal(part * 100)
    return share > condition.percent * of if condition.more_than else share >= condition.percent * of
