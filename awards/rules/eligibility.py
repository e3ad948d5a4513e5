"""Whether somebody may be put up for an award: facts in, a verdict of three values out, with every reason.

Nothing here asks a database, and no number of law stands here: conditions come from the rule in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models.terms import ConditionKind, Verdict
from awards.rules.conditions import KINDS
from awards.rules.eligibility_facts import Condition, Facts, JudgedRule, best, block_in_words, worst
from office_culture.text.dates import numeric


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
    """The verdict with every condition, the data used and the source of the rule; `rule` is its key, 0 without one.

    Where several texts of law have a say, `others` are the verdicts by those that do not count here, each named by its
    `text`, and `comparison` says why this one counts.
    """

    verdict: Verdict
    findings: tuple[ConditionFinding, ...]
    source: str = ""
    confirmation: str = ""
    rule: int = 0
    text: str = ""
    comparison: str = ""
    others: tuple["Assessment", ...] = ()


def assess(rule: JudgedRule | None, facts: Facts) -> Assessment:
    """The verdict on `facts` by `rule`; without a rule in force at best REVIEW."""
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
    """The worst verdict of the findings without an alternative and of the best alternative."""
    verdicts = [finding.verdict for finding in findings if not finding.alternative]
    numbers = {finding.alternative for finding in findings} - {0}
    if numbers:
        verdicts.append(
            best(
                worst(finding.verdict for finding in findings if finding.alternative == number)
                for number in numbers
            )
        )
    return worst(verdicts)


def _finding(condition: Condition, facts: Facts) -> ConditionFinding:
    verdict, data = KINDS[condition.kind].judge(condition, facts)
    return ConditionFinding(
        condition=condition.label,
        verdict=verdict,
        data=data,
        alternative=condition.alternative,
        condition_pk=condition.pk,
        to_judge=condition.kind == ConditionKind.JUDGED,
    )


def _blocking(facts: Facts) -> Iterable[ConditionFinding]:
    """Findings: NOT_MET for a matter open on `facts.day`, REVIEW for a discipline of the period that has ended.

    Achievements count from the end of a discipline only.
    """
    label = _("no discipline, open inspection or complaint")
    for block in facts.blocks:
        if block.is_open_on(facts.day):
            yield ConditionFinding(label, Verdict.NOT_MET, block_in_words(block))
        elif block.discipline and block.may_touch(facts.period_start, facts.period_end):
            if block.begun_on is None or block.is_over:
                yield ConditionFinding(
                    label,
                    Verdict.REVIEW,
                    _("%(matter)s; its days are not all known.") % {"matter": block_in_words(block)},
                )
                continue
            ended = block.ended_on or facts.day
            yield ConditionFinding(
                label,
                Verdict.REVIEW,
                _("%(matter)s; achievements count after %(day)s only.")
                % {"matter": block_in_words(block), "day": numeric(ended)},
            )
