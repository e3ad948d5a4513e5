"""Takes in a catalogue of awards with its dated rules from a file."""

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from awards.models import (
    Award,
    AwardRule,
    BaseSalary,
    GeneralRule,
    PaperKind,
    RequiredPaper,
    RuleCondition,
)
from office_culture.models.terms import code_from

if TYPE_CHECKING:
    from office_culture.models import User

SHIPPED = Path(__file__).parent.parent / "catalogues" / "awards.toml"


@transaction.atomic
def load_catalogue(*, source: Path = SHIPPED, by: "User | None" = None) -> int:
    """Adds what the office does not have yet, and changes nothing that it has; returns the number of new rules.

    An award is known by its code, whatever the office calls it now. A rule is left out where the office has one on
    the same topic for some of its days: the office's own word goes first. Raises `ValidationError`.
    """
    data = tomllib.loads(source.read_text("utf-8"), parse_float=Decimal)
    awards = {row["code"]: _award(row, by) for row in data["awards"]}
    papers = {row["name"]: _paper_kind(row, by) for row in data["papers"]}
    for row in data["base_salaries"]:
        if not BaseSalary.objects.filter(valid_from=row["valid_from"]).exists():
            _keep(BaseSalary(**row), by)
    for row in data.get("general", ()):
        for period in row["in_force"]:
            _general_rule(row, period, data["regimes"][period["regime"]], by)
    return sum(
        _rule(row, period, data["regimes"][period["regime"]], awards, papers, by)
        for row in data["rules"]
        for period in row["in_force"]
    )


def _award(row: dict[str, Any], by: "User | None") -> Award:
    known: Award | None = Award.objects.filter(code=row["code"]).first()
    known = known or Award.objects.filter(code="", name=row["name"]).first()
    if known is None:
        return _keep(Award(**row), by)
    if not known.code:
        known.code = row["code"]
        _keep(known, by)
    return known


def _paper_kind(row: dict[str, Any], by: "User | None") -> PaperKind:
    """A kind of paper is known by its code, whatever the office calls it now."""
    known: PaperKind | None = PaperKind.objects.filter(
        Q(code=code_from(row["name"])) | Q(name=row["name"])
    ).first()
    return known or _keep(PaperKind(**row), by)


def _rule(
    row: dict[str, Any],
    period: dict[str, Any],
    regime: dict[str, Any],
    awards: dict[str, Award],
    papers: dict[str, PaperKind],
    by: "User | None",
) -> int:
    aside = {"award", "ratio_of", "conditions", "papers", "in_force", "note"}
    values = {name: value for name, value in row.items() if name not in aside}
    rule = AwardRule(
        award=awards[row["award"]],
        ratio_of=awards.get(row.get("ratio_of", "")),
        valid_from=regime.get("valid_from"),
        valid_to=period.get("valid_to", regime.get("valid_to")),
        source=period["source"],
        sure=period["sure"],
        note=" ".join(filter(None, (row.get("note"), period.get("note")))),
        **values,
    )
    if _settled(rule):
        return 0
    _keep(rule, by)
    for condition in row.get("conditions", ()):
        asked = {**condition, "award": awards.get(condition.get("award", ""))}
        _keep(RuleCondition(rule=rule, **asked), by)
    for name in row.get("papers", ()):
        months = period.get("months", {}).get(name)
        _keep(RequiredPaper(rule=rule, kind=papers[name], most_months=months), by)
    return 1


def _general_rule(
    row: dict[str, Any], period: dict[str, Any], regime: dict[str, Any], by: "User | None"
) -> None:
    rule = GeneralRule(
        topic=row["topic"],
        value=row["value"],
        valid_from=regime.get("valid_from"),
        valid_to=period.get("valid_to", regime.get("valid_to")),
        source=period["source"],
        sure=period["sure"],
        note=period.get("note", ""),
    )
    start, end = rule.valid_from or datetime.date.min, rule.valid_to or datetime.date.max
    if not GeneralRule.objects.during(start, end).filter(topic=rule.topic).exists():
        _keep(rule, by)


def _settled(rule: AwardRule) -> bool:
    same = AwardRule.objects.filter(
        award=rule.award, recipient=rule.recipient, topic=rule.topic, ground=rule.ground
    )
    start, end = rule.valid_from or datetime.date.min, rule.valid_to or datetime.date.max
    return bool(same.during(start, end).exists())


def _keep(record: Any, by: "User | None") -> Any:
    record.full_clean()
    record.save(by=by)
    return record
