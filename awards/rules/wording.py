"""Rules and conditions as sentences of the screen."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models.conditions import RequiredPaper, RuleCondition
from awards.models.rules import AwardRule
from awards.models.terms import RuleTopic
from awards.rules.conditions import KINDS
from office_culture.text.numbers import number, percent


def rule_in_words(rule: AwardRule) -> str:
    """What the rule says, in short; its conditions, papers and the other award are read from the record."""
    if rule.topic == RuleTopic.STANDARD:
        return _standard(list(rule.conditions.all()))
    if rule.topic == RuleTopic.PAPERS:
        return "; ".join(_paper(paper) for paper in rule.papers.all())
    return _SAYS[RuleTopic(rule.topic)](rule)


def _standard(conditions: list[RuleCondition]) -> str:
    """The conditions without an alternative, then the alternatives, of which one suffices."""
    words = [condition_in_words(item) for item in conditions if not item.alternative]
    ways: dict[int, list[str]] = {}
    for condition in conditions:
        if condition.alternative:
            ways.setdefault(condition.alternative, []).append(condition_in_words(condition))
    numbered = [f"({number}) {', '.join(ways[number])}" for number in sorted(ways)]
    if len(numbered) > 1:
        words.append(_("one of: %(ways)s") % {"ways": "; ".join(numbered)})
    elif numbered:
        words += ways[min(ways)]
    return "; ".join(words)


def _paper(paper: RequiredPaper) -> str:
    if paper.most_months is None:
        return str(paper.kind)
    return ngettext(
        "%(paper)s, at most %(months)s month old",
        "%(paper)s, at most %(months)s months old",
        paper.most_months,
    ) % {"paper": paper.kind, "months": paper.most_months}


def _ratio(rule: Any) -> str:
    text = _("at most %(share)s of those with “%(award)s”") % {
        "share": percent(rule.ratio_percent),
        "award": rule.ratio_of,
    }
    if rule.ratio_least:
        text += _(", yet at least %(least)s") % {"least": rule.ratio_least}
    return text


def _vote(rule: Any) -> str:
    parts = [
        _("at least %(share)s of %(base)s")
        % {"share": percent(rule.threshold_percent), "base": rule.get_threshold_base_display()}
    ]
    if rule.ballot:
        parts.append(_("ballot: %(ballot)s") % {"ballot": rule.get_ballot_display()})
    if rule.quorum_percent:
        parts.append(_("%(share)s of the members must attend") % {"share": percent(rule.quorum_percent)})
    return "; ".join(parts)


def _prize(rule: Any) -> str:
    if rule.prize_multiple is None:
        return _("a multiple of the base salary that is not known yet")
    return _("%(multiple)s times the base salary") % {"multiple": number(rule.prize_multiple)}


def _posting(rule: Any) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", rule.posting_days) % {
        "days": rule.posting_days
    }


_SAYS = {
    RuleTopic.RATIO: _ratio,
    RuleTopic.VOTE: _vote,
    RuleTopic.PRIZE: _prize,
    RuleTopic.POSTING: _posting,
}


def condition_in_words(condition: RuleCondition) -> str:
    """One condition as a sentence without its end; the wording of the rule itself where it was written down."""
    if condition.text:
        return condition.text
    asked: dict[str, Any] = {
        "award": condition.award,
        "years": condition.years,
        "least": condition.least,
        "share": percent(condition.percent) if condition.percent is not None else "",
        "rating": condition.get_rating_display(),
        "reach": condition.get_reach_display(),
    }
    return KINDS[condition.kind].words(condition) % asked
