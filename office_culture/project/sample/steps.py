"""What the loaders of a sample share: records built from rows, and steps taken by its accounts."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps

from office_culture.actions import outgoing, papers
from office_culture.actions.workflow import Workflow
from office_culture.models import Person, Unit, User

Named = Callable[[Any, str], Any]


def take_step(workflow: Workflow[Any], name: str, record: Any, by: str, **more: Any) -> None:
    """Has an account take a step with a record, which is read anew."""
    workflow.perform(name, obj=record, by=account(by), **more)
    record.refresh_from_db()


def issue_minutes(workflow: Workflow[Any], record: Any, by: str, row: Mapping[str, Any]) -> None:
    """Issues the paper of a closed record with the number and the day of the row."""
    take_step(workflow, outgoing.ISSUE, record, by, answers={"number": row["number"], "on": row["on"]})
    papers.finish(record.paper)


def approve(workflow: Workflow[Any], record: Any, row: Mapping[str, Any]) -> None:
    """Sends a draft to review and approves it, by the accounts that the row names."""
    take_step(workflow, "submit", record, row["by"])
    take_step(workflow, "approve", record, row["approved_by"])


def build(record: Any, values: Mapping[str, Any], named: Named) -> Any:
    """The record with these values, saved; links are named as in the files."""
    links: dict[str, Any] = {"unit": Unit, "signer": Person, "person": Person}
    for key, value in values.items():
        field = record._meta.get_field(key)
        model = links.get(key) or (field.related_model if field.is_relation else None)
        setattr(record, key, named(model, value) if model else value)
    return save(record)


def save(record: Any) -> Any:
    """The record, checked and saved."""
    record.full_clean()
    record.save()
    return record


def find(row: Mapping[str, Any]) -> Any:
    """The record that a row names by its `model` and by lookups, as in a filter."""
    lookups = {key: value for key, value in row.items() if key != "model"}
    return apps.get_model(row["model"])._default_manager.get(**lookups)


def account(username: str) -> User:
    """The account, read anew for each use because an instance caches its permissions."""
    return User.objects.get(username=username)
