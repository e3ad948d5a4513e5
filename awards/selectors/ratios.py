"""How many are proposed in a round, and how many its rules allow."""

from collections import defaultdict

from awards.models import AwardRule, Conferral, NominationRound, Nominee, RuleTopic
from awards.rules.ratios import Ratio, most_allowed
from awards.selectors.eligibility import Key, key_of, pick


def ratios_of(nomination_round: NominationRound) -> list[Ratio]:
    """One line for each award and kind of recipient with a largest share; a fixed number of queries.

    The share is taken of all in the office who hold the other award for the last year of the round or are proposed for
    it there; whoever does both counts once.
    """
    nominees = list(
        Nominee.objects.active()
        .filter(nomination_round=nomination_round)
        .select_related("award", "nomination_round")
        .order_by("award__position", "award", "pk")
    )
    rules = list(
        AwardRule.objects.filter(
            topic=RuleTopic.RATIO, award__in={entry.award_id for entry in nominees}
        ).select_related("ratio_of")
    )
    with_award: dict[int, set[Key]] = defaultdict(set)
    for nominee in nominees:
        with_award[nominee.award_id].add(key_of(nominee))
    for row in Conferral.objects.active().filter(
        award__in={rule.ratio_of_id for rule in rules},
        year=nomination_round.period_end.year,
        unit__path__startswith=nomination_round.unit.path,
    ):
        with_award[row.award_id].add(key_of(row))
    groups: dict[tuple[int, str], list[Nominee]] = defaultdict(list)
    for item in nominees:
        groups[item.award_id, item.recipient_kind].append(item)
    lines = []
    for members in groups.values():
        rule = pick(rules, members[0])
        if rule is not None:
            lines.append(_line(members, rule, len(with_award[rule.ratio_of_id or 0])))
    return lines


def _line(members: list[Nominee], rule: AwardRule, base: int) -> Ratio:
    return Ratio(
        award=str(members[0].award),
        recipient=rule.get_recipient_display(),
        proposed=len(members),
        base=base,
        base_award=str(rule.ratio_of),
        most=most_allowed(rule.ratio_percent or 0, base, rule.ratio_least or 0),  # type: ignore[arg-type]
        source=rule.source,
        confirmation=rule.confirmation,
    )
