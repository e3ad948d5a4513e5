"""The register of documents: our own and those that reach us, and how they rest on each other."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.document_kinds import RESTING, Origin, RelationKind, Use
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit
from office_culture.rules import symbols
from office_culture.rules.asked import Question, of_fonts, of_symbol
from office_culture.rules.dates import validate_document_date, weekend_warning
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.symbols.oddities import of_named_issuer
from office_culture.text.dates import FIRST_YEAR, numeric
from office_culture.text.names import same_name, spelling
from office_culture.text.search import fold


def is_in_force(day: datetime.date) -> Q:
    """The condition of `DocumentQuerySet.in_force_on`, to filter or to annotate with."""
    replaced = DocumentRelation.objects.alias(
        begins=Coalesce("document__valid_from", "document__date")
    ).filter(target=OuterRef("pk"), kind=RelationKind.REPLACES, begins__lte=day)
    return (
        (Q(valid_from__lte=day) | Q(valid_from__isnull=True, date__lte=day))
        & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        & ~Q(Exists(replaced))
    )


def not_in_force(documents: Iterable["Document"], day: datetime.date) -> list[str]:
    """A sentence for each of the documents that does not bind on `day`, though something in use cites it."""
    cited = {document.pk: document for document in documents}
    if not cited:
        return []
    binding = set(Document.objects.in_force_on(day).filter(pk__in=cited).values_list("pk", flat=True))
    return [
        gettext("%(document)s is not in force on %(day)s. Cite the text that is in force.")
        % {"document": document, "day": numeric(day)}
        for pk, document in cited.items()
        if pk not in binding
    ]


class DocumentQuerySet(RecordQuerySet["Document"]):
    """Documents by force, by date and by what rests on what."""

    def in_force_on(self, day: datetime.date) -> "DocumentQuerySet":
        """Documents that bind on `day`.

        A document begins on its first day of validity, or on its date where none is given, and ends on its last day
        or when a document that replaces it begins. One that comes to an end does not revive what it replaced.
        """
        return self.filter(is_in_force(day))

    def dated(self, start: datetime.date, end: datetime.date) -> "DocumentQuerySet":
        """Documents whose own date lies from `start` to `end`."""
        return self.filter(date__gte=start, date__lte=end)

    def rests_on(self, document: "Document") -> "DocumentQuerySet":
        """Those that `document` implements, is based on or amends; direct ones only."""
        return self.filter(named_by__document=document, named_by__kind__in=RESTING).distinct()

    def what_rests_on(self, document: "Document") -> "DocumentQuerySet":
        """Those that implement, are based on or amend `document`; direct ones only."""
        return self.filter(relations__target=document, relations__kind__in=RESTING).distinct()


class Document(Record):
    """One document, with its symbol as typed; what the symbol says is read from it at each save.

    The register is common to the whole office: whoever may view documents sees all of them.
    """

    symbol = models.CharField(
        _("symbol"),
        max_length=60,
        validators=[validate_symbol],
        help_text=_("As on the paper, for example 29/KH-VPUB."),
    )
    type_name = models.CharField(
        _("type"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("As it is cited, for example: Kế hoạch. Empty: taken from the symbol."),
    )
    date = models.DateField(_("date"), validators=[validate_document_date])
    issuer = models.CharField(
        _("issuer"), max_length=200, help_text=_("As it is cited, for example: Văn phòng UBND tỉnh.")
    )
    issuing_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="documents",
        verbose_name=_("issued by our unit"),
        null=True,
        blank=True,
    )
    subject = models.CharField(
        _("subject"),
        max_length=500,
        help_text=_("What it is about, as it goes on in a sentence: tổ chức thực hiện phong trào thi đua…"),
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    use = models.CharField(_("use"), max_length=20, choices=Use, default=Use.OTHER)
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: from the date of the document.")
    )
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Empty: no end is set."))
    note = models.TextField(_("note"), blank=True)

    symbol_key = models.CharField(max_length=80, editable=False, default="", db_index=True)
    issuer_key = models.CharField(max_length=300, editable=False, default="")
    kind = models.CharField(max_length=20, editable=False, default="")
    number = models.PositiveIntegerField(editable=False, default=0)
    year = models.PositiveSmallIntegerField(_("year"), editable=False, default=0, db_index=True)
    type_code = models.CharField(max_length=10, editable=False, default="", blank=True)
    issuer_code = models.CharField(max_length=60, editable=False, default="", blank=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("symbol", "type_name", "issuer", "subject")
    titled: ClassVar[tuple[str, ...]] = ("symbol", "subject")
    derived: ClassVar[tuple[str, ...]] = (
        "search_text",
        "type_name",
        "symbol_key",
        "issuer_key",
        "kind",
        "number",
        "year",
        "type_code",
        "issuer_code",
    )
    # The type is computed only where nobody typed one.
    unremembered = tuple(set(derived) - {"type_name"})
    merges: ClassVar[bool] = True

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-date", "symbol_key", "pk")
        permissions = (("merge_document", "Can merge two documents that are one"),)
        indexes = (
            models.Index(fields=("-date", "symbol_key"), name="document_order"),
            models.Index(fields=("use", "date"), name="document_use"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("symbol_key", "issuer_key", "date"),
                name="document_once",
                violation_error_code="symbol",
                violation_error_message=_(
                    "The register holds this document already: same symbol, issuer and date. Search for it instead."
                ),
            ),
            models.CheckConstraint(
                name="document_date_plausible",
                condition=Q(date__gte=datetime.date(FIRST_YEAR, 1, 1)),
                violation_error_code="date",
                violation_error_message=_("A document carries a date from 1945 on. Check the year."),
            ),
            period_constraint("document_valid_period", "valid_from", "valid_to"),
            models.CheckConstraint(
                name="document_own_unit",
                condition=Q(issuing_unit__isnull=True) | Q(origin=Origin.OWN),
                violation_error_code="issuing_unit",
                violation_error_message=_(
                    "Only a document of our own is issued by one of our units: choose “our own” as origin, or leave "
                    "the unit empty."
                ),
            ),
        )

    def __str__(self) -> str:
        # Numbers begin anew each year, so the symbol alone does not tell documents apart.
        return f"{self.symbol}, {numeric(self.date)}"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.symbol, str(self), f"{self} ({self.issuer})")

    @property
    def read(self) -> symbols.Symbol:
        """The symbol in its parts, spelled as it was kept. Raises `SymbolError` for what no document can carry."""
        symbol = self._meant
        return replace(symbol, text=symbols.normalise(self.symbol)) if symbol.doubts else symbol

    @property
    def _meant(self) -> symbols.Symbol:
        """The symbol in the spelling that was probably meant."""
        return symbols.parse(self.symbol, issuer=self.issuer)

    @property
    def begins(self) -> datetime.date:
        """The first day on which it binds."""
        return self.valid_from or self.date

    def derive(self) -> None:
        """Reads the symbol. Raises `SymbolError`: no such row can be kept."""
        symbol = self._meant
        self.symbol_key = (symbol.text.casefold() or f"– {fold(self.subject)}")[:80]
        self.kind = symbol.kind
        self.number = symbol.number
        self.year = symbol.year or self.date.year
        self.type_code = symbol.type_code
        self.issuer_code = symbol.issuer
        self.type_name = self.type_name or self._told_type(symbol)
        self.issuer_key = spelling(self.issuer)[:300]
        super().derive()

    def clean(self) -> None:
        super().clean()
        try:
            symbol = self._meant
        except symbols.SymbolError:
            return
        if not self.type_name and not self._told_type(symbol):
            likely = " / ".join(symbol.likely_types)
            message = (
                gettext("The symbol does not tell the type for certain; write it, for example: %(types)s.")
                if likely
                else gettext("The symbol does not tell the type; write it, for example: Luật.")
            )
            raise ValidationError({"type_name": message % {"types": likely} if likely else message})

    def _told_type(self, symbol: symbols.Symbol) -> str:
        """The type that the symbol tells for certain; one kept against its likely spelling tells none."""
        question = self._question_of(symbol)
        kept = bool(symbol.doubts) and question is not None and question.key in self.kept_as_typed
        return "" if kept else symbol.type_name

    def questions(self) -> dict[str, Question]:
        asked = super().questions()
        try:
            question = self._question_of(self._meant)
        except symbols.SymbolError:
            return asked
        return {**asked, "symbol": question} if question and not of_fonts(self.symbol) else asked

    def _question_of(self, symbol: symbols.Symbol) -> Question | None:
        """Whether the symbol was meant as typed; a document that the register already holds is named."""
        if symbol.doubts:
            question = of_symbol(self.symbol, issuer=self.issuer)
            if question and question.offered and (held := self._held(symbol)):
                told = gettext("The register already holds %(document)s.") % {"document": held}
                return replace(question, message=f"{question.message} {told}")
            return question
        if symbol.year and self.date and symbol.year != self.date.year:
            message = gettext(
                "The symbol is of %(year)s, the document is dated %(date)s. Compare both with the paper."
            )
            years = {"year": str(symbol.year), "date": numeric(self.date)}
            return Question("year", message, f"{self.symbol} {self.date}", "", years)
        return None

    def _held(self, symbol: symbols.Symbol) -> "Document | None":
        same = type(self).objects.filter(symbol_key=symbol.text.casefold()).exclude(pk=self.pk)
        of_the_year = same.filter(year=self.date.year) if self.date else same
        found: Document | None = of_the_year.first() or same.first()
        return found

    def warnings(self) -> list[str]:
        weekend = weekend_warning(self.date)
        return [
            *map(str, self.read.warnings),
            *map(str, of_named_issuer(self.issuer_code, self.issuer)),
            *self._odd_type(),
            *([weekend] if weekend else []),
            *self._number_used_twice(),
            *(warning for relation in self._relations() for warning in relation.warnings()),
        ]

    def _odd_type(self) -> list[str]:
        told = self._told_type(self._meant)
        if not told or same_name(told, self.type_name):
            return []
        return [
            gettext("The symbol says “%(told)s”, the register says “%(typed)s”. Compare with the paper.")
            % {"told": told, "typed": self.type_name}
        ]

    def _number_used_twice(self) -> list[str]:
        """Number and symbol are unique within a year and issuer (Decree 30/2020, Annexes I and VI).

        An issuer typed without tones may be the same one: that is for the reader of the warning to say.
        """
        others = type(self).objects.filter(symbol_key=self.symbol_key, year=self.year).exclude(pk=self.pk)
        issuer = fold(self.issuer)
        return [
            gettext("%(other)s has the same symbol in the same year. Compare both with the papers.")
            % {"other": other}
            for other in others
            if fold(other.issuer) == issuer
        ][:3]

    def _relations(self) -> list["DocumentRelation"]:
        return list(self.relations.select_related("document", "target")) if self.pk else []


class DocumentRelation(Record):
    """`document` stands in this relation to the earlier `target`: 29/KH-VPUB implements 179/KH-UBND."""

    part_of = "document"

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="relations", verbose_name=_("document")
    )
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind)
    target = models.ForeignKey(
        Document, models.PROTECT, related_name="named_by", verbose_name=_("the other document")
    )

    class Meta:
        verbose_name = _("relation to another document")
        verbose_name_plural = _("relations to other documents")
        ordering = ("document", "kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "kind", "target"),
                name="document_relation_once",
                violation_error_code="target",
                violation_error_message=_("This relation is in the list already."),
            ),
            models.CheckConstraint(
                name="document_relation_to_another",
                condition=~Q(document=F("target")),
                violation_error_code="target",
                violation_error_message=_("A document has no relation to itself; choose another one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        super().clean()
        if self.kind == RelationKind.REPLACES and self._closes_a_circle():
            raise ValidationError(
                {
                    "target": _(
                        "%(target)s replaces this document itself, directly or through others. One of them must "
                        "come first."
                    )
                    % {"target": self.target}
                }
            )

    def _closes_a_circle(self) -> bool:
        """Whether the chain of replaced documents leads from the target back to the document."""
        seen: set[int] = set()
        ahead = {self.target_id} if self.document_id and self.target_id else set()
        while ahead - seen:
            seen |= ahead
            ahead = set(
                DocumentRelation.objects.filter(document__in=ahead, kind=RelationKind.REPLACES)
                .exclude(pk=self.pk)
                .values_list("target", flat=True)
            )
            if self.document_id in ahead:
                return True
        return False

    def warnings(self) -> list[str]:
        if self.target.date <= self.document.date:
            return []
        return [
            gettext("%(document)s %(relation)s %(target)s, which is dated later. Compare both dates.")
            % {
                "document": self.document.symbol,
                "relation": self.get_kind_display(),
                "target": self.target,
            }
        ]
