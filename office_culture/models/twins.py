"""Titles that differ in typing habit only: whether they name one thing, a person says."""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from office_culture.models.neighbours import Neighbours, neighbours_of
from office_culture.rules.questions import Question
from office_culture.text.names import spelling

if TYPE_CHECKING:
    from django.db.models import Model


class Twins(Neighbours):
    """Rows with the same values of `within` (the first of them a link) whose `title` is spelled alike.

    "Số hoá hồ sơ" and "số  hóa hồ sơ" are spelled alike; what is written alike, a constraint refuses.
    """

    def __init__(self, title: str, *within: str) -> None:
        super().__init__(within[0], key=attrgetter(f"{within[0]}_id"))
        self.title, self.within = title, within

    def question(self, row: "Model", others: Iterable["Model"]) -> Question | None:
        """The question whether a row with a new title is the first of the others that is spelled alike, else None."""
        typed = getattr(row, self.title)
        if not row.has_new(self.title):  # type: ignore[attr-defined]
            return None
        within_names = [row._meta.get_field(name).attname for name in self.within[1:]]  # type: ignore[union-attr]
        alike = (
            other
            for other in others
            if getattr(other, self.title) != typed
            and spelling(getattr(other, self.title)) == spelling(typed)
            and all(getattr(other, name) == getattr(row, name) for name in within_names)
        )
        other = next(alike, None)
        if other is None:
            return None
        return Question(
            "twin",
            _("“%(other)s” is recorded already. Is it the same one?"),
            f"{other.pk or getattr(other, self.title)} {typed}",
            params={"other": getattr(other, self.title)},
            record=other if other.pk else None,
            same=True,
        )


def twin_questions(row: Any) -> dict[str, Question]:
    """The questions about twins of the row, by the field of the title."""
    return {
        twins.title: question
        for twins in neighbours_of(row.__class__)
        if isinstance(twins, Twins)
        and getattr(row, twins.title)
        and (question := twins.question(row, getattr(row, twins.name)))
    }
