"""Comparing the counters of inspections with a recount, and correcting them."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from office_culture.actions.result_counts import count
from office_culture.models import BreachCount, Inspection, InspectionResult, InspectionState
from office_culture.rules.scoring import COUNTING

COUNTERS = (
    "earned",
    "applicable",
    "score",
    "band",
    "passed",
    "met",
    "partly",
    "failed",
    "not_applicable",
    "not_assessed",
    "unchecked",
)

FOUND = ("partly", "failed", "cases", "compliant")
BREACH_COUNTERS = ("checked", *FOUND)


@transaction.atomic
def check_counters(*, repair: bool = False) -> list[str]:
    """Recounts every inspection and every round; returns a line for each counter that differs.

    With `repair` the counters are then set to what the recount found.
    """
    return [*_check_inspections(repair=repair), *_check_breaches(repair=repair)]


def _check_inspections(*, repair: bool) -> Iterable[str]:
    rows = Inspection.objects.select_related("inspection_round__checklist_version__checklist", "unit")
    for inspection in rows.order_by("pk").iterator(chunk_size=100):
        counters = {name: getattr(inspection, name) for name in COUNTERS}
        results = list(inspection.results.select_related("item"))
        if not results:
            continue
        count(inspection, results)
        found = {name: getattr(inspection, name) for name in COUNTERS}
        differing = [name for name in COUNTERS if counters[name] != found[name]]
        for name in differing:
            yield f"inspection {inspection.pk}, {inspection.unit}: {name} is {counters[name]}, counted {found[name]}"
        if repair and differing:
            inspection.save(by=None, reason=_("Counted anew."), update_fields=differing)


def _check_breaches(*, repair: bool) -> Iterable[str]:
    closed = InspectionResult.objects.filter(
        inspection__state=InspectionState.CLOSED, result__in=COUNTING
    ).values_list("inspection__inspection_round", "item", "result", "counted", "compliant")
    checked: Counter[tuple[int, int]] = Counter()
    found: Counter[tuple[int, int, str]] = Counter()
    for inspection_round, item, result, counted, compliant in closed.iterator():
        checked[inspection_round, item] += 1
        found[inspection_round, item, result] += 1
        found[inspection_round, item, "cases"] += counted or 0
        found[inspection_round, item, "compliant"] += compliant or 0
    for row in BreachCount.objects.select_related("item").order_by("pk"):
        key = (row.inspection_round_id, row.item_id)
        recount = (checked.pop(key, 0), *(found[*key, name] for name in FOUND))
        counters = tuple(getattr(row, name) for name in BREACH_COUNTERS)
        if counters != recount:
            named = ", ".join(BREACH_COUNTERS)
            yield f"round {key[0]}, item {row.item.code}: {named} are {counters}, counted {recount}"
            if repair:
                for name, value in zip(BREACH_COUNTERS, recount, strict=True):
                    setattr(row, name, value)
                row.save()
    for inspection_round, item in checked:
        yield f"round {inspection_round}, item number {item}: not counted at all"
        if repair:
            BreachCount.objects.create(
                inspection_round_id=inspection_round,
                item_id=item,
                checked=checked[inspection_round, item],
                **{name: found[inspection_round, item, name] for name in FOUND},
            )
