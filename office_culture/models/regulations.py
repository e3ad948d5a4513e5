"""The office's own regulations: their names, the text in force on a day, and the clauses of each text."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.documents import Document, is_in_force, not_in_force
from office_culture.models.periods import valid_period_constraint
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class RegulationKind(models.TextChoices):
    """What the office calls it."""

    REGULATION = "quy_che", _("regulation (quy chế)")
    PROVISIONS = "quy_dinh", _("provisions (quy định)")
    HOUSE_RULES = "noi_quy", _("house rules (nội quy)")
    RULES_OF_CONDUCT = "quy_tac", _("rules of conduct (quy tắc)")


class Regulation(Record):
    """A regulation under the name that is common to all its revisions."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("As it goes on after its kind: văn hóa công sở của Văn phòng.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RegulationKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="regulations", verbose_name=_("regulation of")
    )

    searched: ClassVar[tuple[str, ...]] = ("name",)

    names_of_kind = Twins("name", "unit", "kind")

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("name",), name="regulation_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "kind", "name"),
                name="regulation_once",
                violation_error_code="name",
                violation_error_message=_("This regulation is kept already; add a revision to it."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def warnings(self) -> list[str]:
        if not self.pk or RegulationRevision.objects.in_force_on(timezone.localdate()).filter(
            regulation=self
        ):
            return []
        return [gettext("No revision of this regulation is in force today.")]


class RevisionQuerySet(RecordQuerySet["RegulationRevision"]):
    """Queries on revisions by the day on which they bind."""

    def in_force_on(self, day: datetime.date) -> "RevisionQuerySet":
        """The one revision of each regulation that binds on `day`, where there is one.

        That is the latest one that has begun, unless it has ended, or its decision has ended or been replaced by a
        decision that is no revision of this regulation.
        """
        later = RegulationRevision.objects.filter(
            regulation=OuterRef("regulation"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day
        )
        binding = Document.objects.filter(is_in_force(day), pk=OuterRef("decision"))
        return self.filter(
            ~Exists(later),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Exists(binding),
            valid_from__lte=day,
        )


class RegulationRevision(Record):
    """One text of a regulation: the decision that issued it, and from when to when it binds.

    At most one revision of a regulation is in force on a day, in every database: the latest one that has begun
    binds, and no two begin on the same day (`revision_begins_once`). An end that reached into the next revision
    would change nothing, so it needs no exclusion constraint, which only PostgreSQL has; it would mislead readers,
    so the record refuses it.
    """

    part_of = "regulation"

    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="revisions", verbose_name=_("regulation")
    )
    decision = models.ForeignKey(
        Document, models.PROTECT, related_name="revisions", verbose_name=_("issued by")
    )
    valid_from = models.DateField(
        _("valid from"), blank=True, help_text=_("Empty: from the day of the decision.")
    )
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    named_with: ClassVar[tuple[str, ...]] = ("regulation", "decision")

    class Meta:
        verbose_name = _("revision of a regulation")
        verbose_name_plural = _("revisions of regulations")
        ordering = ("regulation", "-valid_from")
        constraints = (
            valid_period_constraint("revision"),
            models.UniqueConstraint(
                fields=("regulation", "valid_from"),
                name="revision_begins_once",
                violation_error_code="valid_from",
                violation_error_message=_("Another revision of this regulation begins on this day."),
            ),
            models.UniqueConstraint(
                fields=("regulation", "decision"),
                name="revision_decision_once",
                violation_error_code="decision",
                violation_error_message=_("This decision has issued a revision of this regulation already."),
            ),
            models.UniqueConstraint(
                fields=("regulation",),
                condition=Q(valid_to__isnull=True),
                name="revision_one_open_end",
                violation_error_code="valid_to",
                violation_error_message=_(
                    "Another revision of this regulation has no end yet: end it first, on the day before this one "
                    "begins."
                ),
            ),
        )

    def __str__(self) -> str:
        return numeric(self.valid_from)

    def name_in_choices(self) -> str:
        return f"{self.regulation.name} [{numeric(self.valid_from)}]"

    def names_in_sheets(self) -> tuple[str, ...]:
        since = f"{self.regulation.name} [{numeric(self.valid_from)}]"
        return (self.decision.symbol, since, f"{since} ({self.decision})")

    def clean_fields(self, exclude: Any = None) -> None:
        if self.valid_from is None and self.decision_id:
            self.valid_from = self.decision.valid_from or self.decision.date
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.valid_from is None:
            raise ValidationError({"valid_from": _("Write the first day: the decision names none.")})
        if self.regulation_id is None:
            return
        others = type(self).objects.filter(regulation=self.regulation_id).exclude(pk=self.pk)
        meeting = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from))
        if self.valid_to:
            meeting = meeting.filter(valid_from__lte=self.valid_to)
        other = meeting.select_related("decision").first()
        if other:
            raise ValidationError(
                {
                    "valid_from": _(
                        "The revision by %(decision)s is in force on some of these days. End one on the day before "
                        "the other begins."
                    )
                    % {"decision": other.decision}
                }
            )

    def warnings(self) -> list[str]:
        if self.valid_from < self.decision.placed_on:
            return [
                gettext("The revision begins before its decision of %(day)s. Compare both dates.")
                % {"day": self.decision.when}
            ]
        return []


class Clause(Record):
    """An article, a clause below it or a point below that: what a checklist item names as its basis."""

    part_of = "revision"

    revision = models.ForeignKey(
        RegulationRevision, models.CASCADE, related_name="clauses", verbose_name=_("revision")
    )
    article = models.PositiveSmallIntegerField(
        _("article (điều)"), default=0, help_text=_("0: the text has no articles, only numbered items.")
    )
    clause = models.PositiveSmallIntegerField(
        _("clause (khoản)"), default=0, help_text=_("0: the article as a whole.")
    )
    point = models.CharField(
        _("point (điểm)"), max_length=2, blank=True, help_text=_("Empty: the clause as a whole.")
    )
    text = models.TextField(_("text"))

    searched: ClassVar[tuple[str, ...]] = ("label", "text")

    named_with: ClassVar[tuple[str, ...]] = ("revision__regulation", "revision__decision")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("revision", "article", "clause", "point")
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "article", "clause", "point"),
                name="clause_once",
                violation_error_code="article",
                violation_error_message=_("This clause is in the list already."),
            ),
            models.CheckConstraint(
                name="clause_article_counts_from_one",
                condition=Q(article__gte=1) | Q(clause__gte=1) | ~Q(point=""),
                violation_error_code="article",
                violation_error_message=_("Articles are numbered from 1."),
            ),
        )

    def __str__(self) -> str:
        return self.label

    def names_in_sheets(self) -> tuple[str, ...]:
        return tuple(f"{self.label}, {name}" for name in self.revision.names_in_sheets())

    @property
    def label(self) -> str:
        """As papers cite it: điểm a khoản 2 Điều 5."""
        parts = [
            f"điểm {self.point}" if self.point else "",
            f"{'khoản' if self.article else 'mục'} {self.clause}" if self.clause else "",
            f"Điều {self.article}" if self.article else "",
        ]
        return " ".join(part for part in parts if part)


def basis_warnings(clause: Clause | None, document: Document | None, day: datetime.date) -> list[str]:
    """Sentences on a basis that does not bind on `day`: a document, or the revision that a clause is part of."""
    if clause is not None:
        binding = RegulationRevision.objects.in_force_on(day).filter(pk=clause.revision_id)
        if not binding.exists():
            return [
                gettext(
                    "%(clause)s belongs to a revision of “%(regulation)s” that is not in force on %(day)s. Name the "
                    "clause of the revision in force."
                )
                % {"clause": clause, "regulation": clause.revision.regulation, "day": numeric(day)}
            ]
    return not_in_force([document] if document else [], day)
