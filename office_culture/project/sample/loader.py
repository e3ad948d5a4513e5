"""Loads an office from TOML files, each record through the same validation as on the screen."""

import datetime
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from awards.actions.catalogue import load_catalogue
from awards.models import Award
from campaign.actions import reports
from campaign.actions.figures import WORKFLOWS
from campaign.actions.outlines import load_outlines
from office_culture.actions import bulk, unit_changes
from office_culture.actions.workflow import Refused, Workflow
from office_culture.models import UnitChange, User
from office_culture.project import roles
from office_culture.project.sample import commendation, inspections, papers
from office_culture.project.sample import reports as issued_reports
from office_culture.project.sample.tables import (
    AFTER_ACCOUNTS,
    AFTER_PAPERS,
    NAMED_BY,
    RELATIONS,
    TABLES,
    SampleTable,
)

SAMPLE_OFFICE = Path(__file__).parent / "office"


class FaultyFile(Exception):
    """A row that cannot be loaded; the text names table, row and fault."""


def read(directory: Path) -> dict[str, Any]:
    """All tables by name, from the TOML files of the directory in the order of their names."""
    tables: dict[str, Any] = {}
    for path in sorted(directory.glob("*.toml")):
        for name, rows in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).items():
            if isinstance(rows, list):
                tables.setdefault(name, []).extend(rows)
            else:
                tables[name] = rows
    return tables


@transaction.atomic
def load(directory: Path = SAMPLE_OFFICE, on_part: Callable[[str], None] = lambda part: None) -> None:
    """Loads the whole office in one transaction; `on_part` hears of each part as it begins. Raises `FaultyFile`."""
    tables = read(directory)
    on_part("outlines and awards")
    load_outlines()
    if "award_names" in tables:
        _load_award_catalogue(tables["award_names"])
    for name, table in TABLES.items():
        if rows := tables.get(name, []):
            on_part(f"{name.replace('_', ' ')}: {len(rows)}")
            _load_rows(name, table, rows)
    model, link = RELATIONS
    for row in tables.get("documents", []):
        document = _named(TABLES["documents"].model, row["symbol"])
        for relation in row.get("relations", []):
            _save("documents", model(**{link: document}), relation)
    on_part("accounts")
    accounts = tables.get("accounts", [])
    # Hashing takes long on purpose; one hash does for the one password of a sample office.
    password = make_password(tables["password"]) if accounts else ""
    for row in accounts:
        _load_account(row, password=password)
    for name, table in AFTER_ACCOUNTS.items():
        _load_rows(name, table, tables.get(name, []))
    for change in UnitChange.objects.order_by("takes_effect_on", "pk"):
        _perform(unit_changes.WORKFLOW, "carry_out", change, by=tables["unit_changes_by"])
    on_part("inspections")
    inspections.load(tables, _named)
    on_part("rounds of awards, sessions, decisions")
    commendation.load(tables, _named)
    for row in tables.get("figure_confirmations", []):
        _confirm(row)
    on_part("reports, written and issued")
    issued_reports.load(tables)
    on_part("papers of the office")
    papers.load(tables, _named)
    for name, table in AFTER_PAPERS.items():
        _load_rows(name, table, tables.get(name, []))


def _load_award_catalogue(names: list[dict[str, Any]]) -> None:
    """Loads the program's catalogue, then this office's own names of some awards."""
    load_catalogue()
    for row in names:
        values = {key: value for key, value in row.items() if key != "code"}
        _save("award_names", Award.objects.get(code=row["code"]), values)


def _load_rows(name: str, table: SampleTable, rows: list[dict[str, Any]]) -> None:
    """Loads a table: its rows in bulk, unless they name each other, then their parts kind by kind."""
    aside = {*table.parts, *table.listed, *table.last, "relations", "narratives"}
    named_before = _Named()
    own = [{key: value for key, value in row.items() if key not in aside} for row in rows]
    records = _create(name, [(table.model(), row) for row in own], named_before)
    for key, (part, link) in table.parts.items():
        below = [
            (part(**{link: record}), values)
            for record, row in zip(records, rows, strict=True)
            for values in row.get(key, [])
        ]
        _create(f"{name}.{key}", below, named_before)
    for key, (part, link, target_link) in table.listed.items():
        target = part._meta.get_field(target_link).related_model
        listed: list[tuple[Any, dict[str, Any]]] = []
        for record, row in zip(records, rows, strict=True):
            for position, value in enumerate(row.get(key, [])):
                below_it = part(**{link: record, target_link: named_before(target, value)})
                if hasattr(below_it, "position"):
                    below_it.position = position
                listed.append((below_it, {}))
        _create(f"{name}.{key}", listed, named_before)
    for record, row in zip(records, rows, strict=True):
        if closing := {key: row[key] for key in table.last if key in row}:
            _save(name, record, closing)
        if "narratives" in row:
            _load_narratives(record, row["narratives"])


class _Named:
    """What the rows of one table name, each read once."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, str], Any] = {}

    def __call__(self, model: Any, name: str) -> Any:
        if (model, name) not in self._found:
            self._found[model, name] = _named(model, name)
        return self._found[model, name]


def _names_its_own_kind(record: Model) -> bool:
    fields = (*record._meta.concrete_fields, *record._meta.many_to_many)
    return any(field.related_model is type(record) for field in fields)


def _create(table: str, rows: list[tuple[Any, dict[str, Any]]], named: _Named) -> list[Any]:
    """Fills new records of one kind with their values, validates and writes them; returns them.

    Raises `FaultyFile`.
    """
    if len(rows) > 1 and _names_its_own_kind(rows[0][0]):
        return [made for row in rows for made in _create(table, [row], named)]
    typed = {id(record): values for record, values in rows}
    later = [(record, _fill(record, values, named)) for record, values in rows]

    def check(record: Any) -> None:
        try:
            record.full_clean()
        except ValidationError as error:
            raise FaultyFile(f"{table}: {typed[id(record)]}: {error}") from error

    try:
        made = bulk.create_checked([record for record, _links in later], by=None, check=check)
    except ValidationError as error:
        raise FaultyFile(f"{table}: {error}") from error
    for record, links in later:
        for name, others in links.items():
            getattr(record, name).set(others)
    return made


def _load_narratives(report: Any, texts: dict[str, str]) -> None:
    reports.lay_out(report=report, by=None)
    for narrative in report.narratives.all():
        text = texts.pop(narrative.section, None)
        if text is not None:
            _save("reports.narratives", narrative, {"text": text})
    if texts:
        raise FaultyFile(f"reports.narratives: the outline has no section {', '.join(texts)}.")


def _save(table: str, record: Model, values: dict[str, Any]) -> None:
    """Fills, validates and saves a record. Raises `FaultyFile`."""
    _fill(record, values, _Named())
    try:
        record.full_clean()
    except ValidationError as error:
        raise FaultyFile(f"{table}: {values}: {error}") from error
    record.save()


def _fill(record: Model, values: dict[str, Any], named: _Named) -> dict[str, list[Any]]:
    """Gives a record its values; returns those of the many-to-many fields, which are set once it is saved."""
    later: dict[str, list[Any]] = {}
    for key, value in values.items():
        field = record._meta.get_field(key)
        if field.many_to_many:
            later[key] = [named(field.related_model, name) for name in value]
        elif isinstance(field, ForeignKey):
            setattr(record, key, named(field.related_model, value))
        else:
            setattr(record, key, value)
    return later


def _named(model: Any, name: str) -> Any:
    column = NAMED_BY[model]
    try:
        return model._default_manager.get(**{column: name})
    except (model.DoesNotExist, model.MultipleObjectsReturned) as error:
        raise FaultyFile(f"{model._meta.verbose_name} “{name}”: {error}") from error


def _confirm(row: dict[str, Any]) -> None:
    """Lets an account confirm the figures of a table whose period ends by `until`, or all without it.

    Raises `FaultyFile` if a confirmation is refused.
    """
    model: Any = TABLES[row["table"]].model
    figures = model.objects.order_by("pk")
    if "until" in row:
        figures = figures.filter(period_end__lte=row["until"])
    for figure in figures:
        _perform(WORKFLOWS[model], "confirm", figure, by=row["by"])


def _perform(workflow: Workflow[Any], step: str, record: Model, *, by: str) -> None:
    """Has an account take a step with a record."""
    try:
        workflow.perform(step, obj=record, by=User.objects.get(username=by))
    except Refused as refusal:
        raise FaultyFile(f"{record._meta.verbose_name} {record}: {refusal}") from refusal


def _load_account(row: dict[str, Any], *, password: str) -> None:
    """Makes an account; `password` is hashed."""
    user = User(username=row["username"], full_name=row["full_name"], is_staff=True)
    for key in ("person", "unit"):
        if key in row:
            setattr(user, key, _named(User._meta.get_field(key).related_model, row[key]))
    user.password = password
    if row.get("code_ran_out"):
        user.code_expires = timezone.now() - datetime.timedelta(days=1)
    user.save()
    if "role" in row:
        user.groups.add(Group.objects.get(name=roles.named(row["role"]).name))
