"""Loading a catalogue of awards with its dated rules from a file, again whenever a new edition comes."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from awards.actions.catalogue_updates import (
    SAYS,
    TOPIC,
    OfficeChanges,
    add_from_catalogue,
    bring_up_to_date,
    settled,
    write_from_catalogue,
)
from awards.models import (
    Award,
    AwardRule,
    BaseSalary,
    GeneralRule,
    PaperKind,
    RequiredPaper,
    RuleCondition,
    RuleTopic,
)
from office_culture.models import LegalBasis
from office_culture.models.terms import code_from

if TYPE_CHECKING:
    from office_culture.models import User

# Topics by which dossiers are judged; prizes follow the day of the decision.
OF_DOSSIERS = (RuleTopic.STANDARD, RuleTopic.RATIO, RuleTopic.VOTE, RuleTopic.PAPERS, RuleTopic.POSTING)
SHIPPED = Path(__file__).parent.parent / "catalogues" / "awards.toml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a catalogue did: rows added, rows brought up to date, and rows kept as the office wrote them."""

    added: int
    updated: int
    not_updated: tuple[str, ...]


@transaction.atomic
def load_catalogue(*, source: Path = SHIPPED, by: "User | None" = None) -> Loaded:
    """Adds the rows that the office does not have yet, and brings up to date those of an earlier edition.

    An award is known by its code, whatever the office calls it now, a row of law by its topic and its first day. What
    the office wrote or changed itself stays, and a new row is left out where the office has one on the same topic
    for some of its days. Raises `ValidationError`.
    """
    data = tomllib.loads(source.read_text("utf-8"), parse_float=Decimal)
    awards = _awards(data["awards"], by)
    papers = _paper_kinds(data["papers"], by)
    office = OfficeChanges(SAYS)
    # Where the office has no row of a kind yet, none needs to be looked for.
    with_rows = {kind for kind in SAYS if kind._default_manager.exists()}  # type: ignore[attr-defined]
    # Rows that are there come first: an end that moves forward makes room for the row that follows.
    new: list[tuple[Any, list[Any]]] = []
    updated, not_updated = 0, []
    for wanted, parts in _rows(data, awards, papers):
        row = _known(wanted) if type(wanted) in with_rows else None
        if row is None:
            new.append((wanted, parts))
        elif office.is_its_own(row):
            not_updated.append(str(row))
        else:
            updated += bring_up_to_date(row, wanted, parts, office, by)
    added = [item for item in new if type(item[0]) not in with_rows or not settled(item[0])]
    add_from_catalogue((wanted for wanted, _parts in added), by)
    for wanted, parts in added:
        for part in parts:
            part.rule = wanted
    add_from_catalogue((part for _wanted, parts in added for part in parts), by)
    return Loaded(len(added), updated, tuple(not_updated))


def _rows(
    data: dict[str, Any], awards: dict[str, Award], papers: dict[str, PaperKind]
) -> Iterator[tuple[Any, list[Any]]]:
    """The rows of law of the catalogue, unsaved, each with its conditions and papers."""
    for row in data["base_salaries"]:
        yield BaseSalary(**row), []
    for row in data.get("legal_bases", ()):
        yield LegalBasis(**row), []
    for row in data.get("general", ()):
        for period in row["in_force"]:
            yield _general_rule(row, period, data["regimes"][period["regime"]]), []
    for row in data["rules"]:
        for period in row["in_force"]:
            yield _rule(row, period, data["regimes"][period["regime"]], awards, papers)


def _known(wanted: Any) -> Any:
    """The row that the office has in the place of `wanted`, or None."""
    rows = type(wanted).objects
    if isinstance(wanted, LegalBasis):
        return rows.filter(text=wanted.text, matter=wanted.matter).first()
    same = {name: getattr(wanted, name) for name in (*TOPIC.get(type(wanted), ()), "valid_from")}
    return rows.filter(**same).first()


def _awards(rows: list[dict[str, Any]], by: "User | None") -> dict[str, Award]:
    """The award of each row by its code, created where the office has none; one without a code gets it."""
    known = {award.code: award for award in Award.objects.exclude(code="")}
    nameless = {award.name: award for award in Award.objects.filter(code="")}
    found = {row["code"]: known.get(row["code"]) or nameless.get(row["name"]) for row in rows}
    for code, award in found.items():
        if award is not None and not award.code:
            award.code = code
            write_from_catalogue(award, by)
    new = {row["code"]: Award(**row) for row in rows if found[row["code"]] is None}
    add_from_catalogue(new.values(), by)
    return {code: award or new[code] for code, award in found.items()}


def _paper_kinds(rows: list[dict[str, Any]], by: "User | None") -> dict[str, PaperKind]:
    """The kind of paper with the code or the name of each row, created where the office has none."""
    kinds = list(PaperKind.objects.order_by("-pk"))
    by_code, by_name = {kind.code: kind for kind in kinds}, {kind.name: kind for kind in kinds}
    found = {row["name"]: by_code.get(code_from(row["name"])) or by_name.get(row["name"]) for row in rows}
    new = {row["name"]: PaperKind(**row) for row in rows if found[row["name"]] is None}
    add_from_catalogue(new.values(), by)
    return {name: kind or new[name] for name, kind in found.items()}


def _rule(
    row: dict[str, Any],
    period: dict[str, Any],
    regime: dict[str, Any],
    awards: dict[str, Award],
    papers: dict[str, PaperKind],
) -> tuple[AwardRule, list[Any]]:
    aside = {"award", "ratio_of", "conditions", "papers", "in_force", "note"}
    values = {name: value for name, value in row.items() if name not in aside}
    if row["topic"] in OF_DOSSIERS:
        values["transition"] = regime.get("transition", "")
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
    months = period.get("months", {})
    return rule, [
        *(
            RuleCondition(**{**condition, "award": awards.get(condition.get("award", ""))})
            for condition in row.get("conditions", ())
        ),
        *(RequiredPaper(kind=papers[name], most_months=months.get(name)) for name in row.get("papers", ())),
    ]


def _general_rule(row: dict[str, Any], period: dict[str, Any], regime: dict[str, Any]) -> GeneralRule:
    return GeneralRule(
        topic=row["topic"],
        value=row["value"],
        valid_from=regime.get("valid_from"),
        valid_to=period.get("valid_to", regime.get("valid_to")),
        source=period["source"],
        sure=period["sure"],
        note=period.get("note", ""),
    )
