"""What changed between two versions of a checklist."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from office_culture.models import ChecklistItem, ChecklistVersion
from office_culture.text.numbers import number


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that both versions have; `changes` are (name of the field, old, new)."""

    code: str
    wording: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ChecklistComparison:
    """The newer version against the older one, items by their codes."""

    added: tuple[ChecklistItem, ...]
    removed: tuple[ChecklistItem, ...]
    changed: tuple[ItemChange, ...]
    points_before: Decimal
    points_after: Decimal

    @property
    def same(self) -> bool:
        """Whether no item was added, removed or changed."""
        return not (self.added or self.removed or self.changed)


COMPARED = ("wording", "max_points", "critical", "sampling", "method", "second_method", "clause", "document")


def compare_versions(older: ChecklistVersion, newer: ChecklistVersion) -> ChecklistComparison:
    """The differences between two versions; two statements."""
    before, after = _items(older), _items(newer)
    return ChecklistComparison(
        added=tuple(item for code, item in after.items() if code not in before),
        removed=tuple(item for code, item in before.items() if code not in after),
        changed=tuple(
            ItemChange(code, item.wording, changes)
            for code, item in after.items()
            if code in before and (changes := _changes(before[code], item))
        ),
        points_before=sum((item.max_points for item in before.values()), Decimal()),
        points_after=sum((item.max_points for item in after.values()), Decimal()),
    )


def _items(version: ChecklistVersion) -> dict[str, ChecklistItem]:
    rows = ChecklistItem.objects.filter(group__checklist_version=version).select_related("clause", "document")
    return {item.code: item for item in rows.order_by("group__position", "position", "code")}


def _changes(before: ChecklistItem, after: ChecklistItem) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(ChecklistItem._meta.get_field(name).verbose_name), _shown(before, name), _shown(after, name))  # type: ignore[union-attr]
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    )


def _shown(item: Any, name: str) -> str:
    display = getattr(item, f"get_{name}_display", None)
    value = display() if display else getattr(item, name)
    if isinstance(value, Decimal):
        return number(value)
    return "" if value is None else str(value)
