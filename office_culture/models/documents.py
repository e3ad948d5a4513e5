"""The register of documents: our own and those that we receive, with their relations to each other."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.document_kinds import RESTING, Origin, RelationKind, Use
from office_culture.models.neighbours import Neighbours
from office_culture.models.periods import period_constraint
from office_culture.models.placing import within_period
from office_culture.models.units import Unit
from office_culture.rules import symbols
from office_culture.rules.dates import (
    THE_DATE_SAYS_THE_YEAR,
    validate_document_date,
    validate_document_year,
    weekend_warning,
)
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.questions import Question, of_fonts, of_likely_same, of_symbol
from office_culture.rules.symbols.oddities import of_named_issuer
from office_culture.text.citations import UNKNOWN_TYPE, about
from office_culture.text.dates import FIRST_YEAR, numeric
from office_culture.text.names import same_name, spelling
from office_culture.text.search import fold

# No older paper of this State exists.
FIRST_DAY = datetime.date(FIRST_YEAR, 1, 1)
LONGEST_NAME = 160  # characters, of a document that is named by its subject
# Without a day, without a number (Không số, Không rõ số), or of a type, an issuer or a subject that nobody knows.
INCOMPLETE = (
    Q(date__isnull=True)
    | Q(kind=symbols.SymbolKind.NONE.value)
    | Q(type_name="")
    | Q(issuer="")
    | Q(subject="")
)


def is_in_force(day: datetime.date) -> Q:
    """The condition for documents in force on `day`, to filter or annotate with (`DocumentQuerySet.in_force_on`)."""
    replaced = DocumentRelation.objects.alias(
        begins=Coalesce("document__valid_from", "document__placed_on")
    ).filter(target=OuterRef("pk"), kind=RelationKind.REPLACES, begins__lte=day)
    return (
        (Q(valid_from__lte=day) | Q(valid_from__isnull=True, placed_on__lte=day))
        & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        & ~Q(Exists(replaced))
    )


def not_in_force(documents: Iterable["Document"], day: datetime.date) -> list[str]:
    """A warning for each of the documents that is not in force on `day`, though something in use cites it."""
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
    """Queries on documents by validity, by date and by relation."""

    def in_force_on(self, day: datetime.date) -> "DocumentQuerySet":
        """Documents in force on `day`.

        A document begins on its first day of validity, or on its date where none is given (see `placed_on`), and ends
        on its last day or when a document that replaces it begins. When a replacing document ends, the one that it
        replaced does not come into force again.
        """
        return self.filter(is_in_force(day))

    def dated(self, start: datetime.date, end: datetime.date) -> "DocumentQuerySet":
        """Documents whose own date lies from `start` to `end`; of one whose day is not known, its whole year."""
        return self.filter(within_period("date", "year", start, end))

    def incomplete(self) -> "DocumentQuerySet":
        """Documents without a number, a day, a type, an issuer or a subject."""
        return self.filter(INCOMPLETE)

    def rests_on(self, document: "Document") -> "DocumentQuerySet":
        """Documents that `document` implements, is based on or amends; direct relations only."""
        return self.filter(named_by__document=document, named_by__kind__in=RESTING).distinct()

    def what_rests_on(self, document: "Document | DocumentQuerySet") -> "DocumentQuerySet":
        """Documents that implement, are based on or amend `document`, or one of several; direct relations only."""
        targets = [document] if isinstance(document, Document) else document
        return self.filter(relations__target__in=targets, relations__kind__in=RESTING).distinct()


class Document(Record):
    """One document, with its symbol as typed; the parts of the symbol are read from it at each save.

    The register is common to the whole office: whoever may view documents sees all of them.
    """

    symbol = models.CharField(
        _("symbol"),
        max_length=60,
        validators=[validate_symbol],
        help_text=_(
            "As on the paper, for example 29/KH-VPUB. A paper without a number: Không số; not known: Không rõ số."
        ),
    )
    type_name = models.CharField(
        _("type"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("As it is cited, for example: Kế hoạch. Empty: taken from the symbol."),
    )
    date = models.DateField(
        _("date"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day is not known."),
    )
    dated_in = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[validate_document_year],
        help_text=_("Only where the day is not known: papers then cite the document by its year."),
    )
    issuer = models.CharField(
        _("issuer"),
        max_length=200,
        blank=True,
        help_text=_("As it is cited, for example: Văn phòng UBND tỉnh. Empty: not known."),
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
        blank=True,
        help_text=_(
            "What it is about, as it goes on in a sentence: tổ chức thực hiện phong trào thi đua… Empty: not known."
        ),
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
    year = models.PositiveSmallIntegerField(_("year"), editable=False, null=True, default=None, blank=True)
    # The date; where the day is not known, the first day of the year, or that of all records. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    type_code = models.CharField(max_length=10, editable=False, default="", blank=True)
    issuer_code = models.CharField(max_length=60, editable=False, default="", blank=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    of_same_symbol = Neighbours("symbol_key", key=lambda row: row._key_meant())
    relations_of_this = Neighbours(
        "document",
        of="office_culture.DocumentRelation",
        key=lambda row: row.pk,
        related=("document", "target"),
    )

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
        "placed_on",
        "type_code",
        "issuer_code",
    )
    # The type is computed only where nobody typed one.
    unremembered = tuple(set(derived) - {"type_name"})
    merges: ClassVar[bool] = True

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-placed_on", "symbol_key", "pk")
        permissions = (("merge_document", _("Can merge two documents that are one")),)
        indexes = (
            models.Index(fields=("-placed_on", "symbol_key"), name="document_order"),
            models.Index(fields=("use", "placed_on"), name="document_use"),
            # The order of the list within a year, for a year lies together in it and far from its beginning.
            models.Index(fields=("year", "-placed_on", "symbol_key"), name="document_year_order"),
            models.Index(fields=("-placed_on",), condition=INCOMPLETE, name="document_incomplete"),
        )
        constraints = (
            *once(
                "document_once",
                ("symbol_key", "issuer_key", "date", "year"),
                nullable=("date", "year"),
                at="symbol",
                message=_(
                    "The register holds this document already: same symbol, issuer and date. Search for it instead."
                ),
            ),
            models.CheckConstraint(
                name="document_date_plausible",
                condition=Q(date__gte=FIRST_DAY) | Q(date__isnull=True),
                violation_error_code="date",
                violation_error_message=_("A document carries a date from 1945 on. Check the year."),
            ),
            models.CheckConstraint(
                name="document_year_plausible",
                condition=Q(dated_in__gte=FIRST_YEAR) | Q(dated_in__isnull=True),
                violation_error_code="dated_in",
                violation_error_message=_("A document carries a date from 1945 on. Check the year."),
            ),
            models.CheckConstraint(
                name="document_day_or_year",
                condition=Q(date__isnull=True) | Q(dated_in__isnull=True),
                violation_error_code="dated_in",
                violation_error_message=THE_DATE_SAYS_THE_YEAR,
            ),
            period_constraint("document_valid_period", "valid_from", "valid_to"),
            models.CheckConstraint(
                name="document_ends_after_its_date",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("date")),
                violation_error_code="valid_to",
                violation_error_message=_("A document is not valid to a day before its own date."),
            ),
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
        if self.kind == symbols.SymbolKind.NONE:
            return self._name_without_number()
        # Numbers begin anew each year, so the symbol alone does not tell documents apart.
        return self._symbol_and_day()

    def _symbol_and_day(self) -> str:
        return ", ".join(filter(None, (self.symbol, self.when)))

    def _name_without_number(self) -> str:
        """Type, day and subject in the words of papers: "Công văn ngày 14/08/2019 về việc …"."""
        dated = f"ngày {numeric(self.date)}" if self.date else f"năm {self.year}" if self.year else ""
        parts = (self.type_name or UNKNOWN_TYPE, dated, about(self.subject, self.type_name))
        return Truncator(" ".join(filter(None, parts))).chars(LONGEST_NAME)

    def names_in_sheets(self) -> tuple[str, ...]:
        exact = [f"{self} ({self.issuer})"] if self.issuer else []
        short = [] if self.kind == symbols.SymbolKind.NONE else [self.symbol]
        return (*short, str(self), *exact)

    def short_names(self) -> tuple[str, ...]:
        return (self.symbol, self._symbol_and_day()) if self.kind == symbols.SymbolKind.NONE else ()

    @property
    def read(self) -> symbols.Symbol:
        """The parsed symbol; a doubtful one has the typed spelling as its `text`.

        Raises `SymbolError` for what no document can carry.
        """
        symbol = self._meant
        return replace(symbol, text=symbols.normalise(self.symbol)) if symbol.doubts else symbol

    @property
    def _meant(self) -> symbols.Symbol:
        """The parsed symbol in the spelling that was probably meant.

        Raises `SymbolError` for what no document can carry.
        """
        return symbols.parse(self.symbol, issuer=self.issuer)

    @property
    def is_incomplete(self) -> bool:
        """Whether number, day or type is not known; see `INCOMPLETE`."""
        missing = not (self.date and self.type_name and self.issuer and self.subject)
        return missing or self.kind == symbols.SymbolKind.NONE

    @property
    def when(self) -> str:
        """What is known of its date: "14/08/2019", "1989" or ""."""
        return numeric(self.date) if self.date else str(self.year or "")

    def derive(self) -> None:
        """Computes the columns read from the symbol. Raises `SymbolError`: no such row can be saved."""
        symbol = self._meant
        self.symbol_key = self._key_of(symbol)
        self.kind = symbol.kind
        self.number = symbol.number
        self.year = symbol.year or (self.date.year if self.date else self.dated_in)
        self.placed_on = self.date or (datetime.date(self.year, 1, 1) if self.year else FIRST_DAY)
        self.type_code = symbol.type_code
        self.issuer_code = symbol.issuer
        self.type_name = self.type_name or self._type_from_symbol(symbol)
        self.issuer_key = spelling(self.issuer)[:300]
        super().derive()

    def _key_of(self, symbol: symbols.Symbol) -> str:
        return (symbol.text.casefold() or f"– {fold(self.subject)}")[:80]

    def _key_meant(self) -> str | None:
        """What `derive` will store as `symbol_key`; None for a symbol that no document can carry."""
        try:
            return self._key_of(self._meant)
        except symbols.SymbolError:
            return None

    def clean(self) -> None:
        super().clean()
        try:
            symbol = self._meant
        except symbols.SymbolError:
            return
        if symbol.kind is symbols.SymbolKind.NONE and not self.subject:
            message = gettext("A document without a number is known by its subject; write what it is about.")
            raise ValidationError({"subject": message})
        # The forms of old papers never told it, and the paper is often out of reach.
        if not (self.type_name or self._type_from_symbol(symbol) or symbol.kind is symbols.SymbolKind.OLD):
            likely = " / ".join(symbol.likely_types)
            message = (
                gettext("The symbol does not tell the type for certain; write it, for example: %(types)s.")
                if likely
                else gettext("The symbol does not tell the type; write it, for example: Luật.")
            )
            raise ValidationError({"type_name": message % {"types": likely} if likely else message})

    def _type_from_symbol(self, symbol: symbols.Symbol) -> str:
        """The name of the type that the symbol gives for certain, alone or as its subject begins, or "".

        A doubtful symbol confirmed as typed gives none.
        """
        question = self._question_of(symbol)
        if bool(symbol.doubts) and question is not None and question.key in self.kept_as_typed:
            return ""
        if symbol.type_name or symbol.doubts:
            return symbol.type_name
        subject = f"{self.subject.casefold()} "
        return next((name for name in symbol.likely_types if subject.startswith(f"{name.casefold()} ")), "")

    def questions(self) -> dict[str, Question]:
        asked = super().questions()
        try:
            question = self._question_of(self._meant)
        except symbols.SymbolError:
            return asked
        if not (self.date or self.dated_in or (question and question.key not in self.kept_as_typed)):
            asked["date"] = Question("no_date", _("Neither day nor year is given."), self.symbol)
        if not question or question.key in self.kept_as_typed:
            question = self._perhaps_the_same() or question
        return {**asked, "symbol": question} if question and not of_fonts(self.symbol) else asked

    def _question_of(self, symbol: symbols.Symbol) -> Question | None:
        """The question whether the symbol was meant as typed, or None.

        It names the document that the register already has.
        """
        if symbol.doubts:
            question = of_symbol(self.symbol, issuer=self.issuer)
            if question and question.offered and (existing := self._same_in_register(symbol)):
                sentence = gettext("The register already holds %(document)s.") % {"document": existing}
                return replace(question, message=f"{question.message} {sentence}", record=existing)
            return question
        dated = self.date.year if self.date else self.dated_in
        if symbol.year and dated and symbol.year != dated:
            message = gettext(
                "The symbol is of %(year)s, the document is dated %(date)s. Compare both with the paper."
            )
            date = self.date or dated
            years = {"year": str(symbol.year), "date": numeric(self.date) if self.date else str(dated)}
            return Question("year", message, f"{self.symbol} {date}", "", years)
        return None

    def _perhaps_the_same(self) -> Question | None:
        """The question whether the register holds this document already, where issuer or day is not known of one.

        Where both are known of both, a constraint decides.
        """
        if not self.has_new("symbol", "issuer", "date", "dated_in"):
            return None
        mine = (spelling(self.issuer)[:300], self.date, self.date.year if self.date else self.dated_in)
        others = [(other, (other.issuer_key, other.date, other.year)) for other in self.of_same_symbol]
        if any(mine == theirs for _other, theirs in others):
            return None
        for other, theirs in others:
            if all(
                one == another or not (one and another) for one, another in zip(mine, theirs, strict=True)
            ):
                return of_likely_same(other, f"{self.symbol} {mine}")
        return None

    def _same_in_register(self, symbol: symbols.Symbol) -> "Document | None":
        dated = self.date.year if self.date else self.dated_in
        in_order = sorted(self.of_same_symbol, key=lambda other: other.placed_on, reverse=True)
        of_the_year = [other for other in in_order if other.year == dated]
        found: Document | None = next(iter(of_the_year or in_order), None)
        return found

    def warnings(self) -> list[str]:
        weekend = weekend_warning(self.date)
        return [
            *map(str, self.read.warnings),
            *map(str, of_named_issuer(self.issuer_code, self.issuer)),
            *self._odd_type(),
            *([weekend] if weekend else []),
            *([] if self.date else [self._without_day()]),
            *([] if self.type_name else [self._without_type()]),
            *self._without_issuer_or_subject(),
            *self._number_used_twice(),
            *(warning for relation in self._relations() for warning in relation.warnings()),
        ]

    def _without_day(self) -> str:
        if self.year:
            return gettext("The day of this document is not known; papers cite it by its year.")
        return gettext("Neither day nor year of this document is known; papers leave them out.")

    def _without_type(self) -> str:
        return gettext(
            "The type of this document is not known; papers cite it as “Văn bản”. Write it if the paper tells it."
        )

    def _without_issuer_or_subject(self) -> list[str]:
        if self.issuer and self.subject:
            return []
        return [
            gettext("Issuer or subject of this document is not known; papers leave out what is not known.")
        ]

    def _odd_type(self) -> list[str]:
        likely_type = self._type_from_symbol(self._meant)
        if not likely_type or same_name(likely_type, self.type_name):
            return []
        return [
            gettext("The symbol says “%(told)s”, the register says “%(typed)s”. Compare with the paper.")
            % {"told": likely_type, "typed": self.type_name}
        ]

    def _number_used_twice(self) -> list[str]:
        """Up to three warnings on documents of the same symbol, year and issuer.

        Number and symbol are unique within a year and issuer (Decree 30/2020, Annexes I and VI). An issuer typed
        without tones may be the same one: that is for the reader of the warning to say.
        """
        others = [other for other in self.of_same_symbol if other.year == self.year]
        issuer = fold(self.issuer)
        return [
            gettext("%(other)s has the same symbol in the same year. Compare both with the papers.")
            % {"other": other}
            for other in others
            if not issuer or not other.issuer or fold(other.issuer) == issuer
        ][:3]

    def _relations(self) -> list["DocumentRelation"]:
        return list(self.relations_of_this)


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
        dates = self.target.date, self.document.date
        if None in dates or self.target.placed_on <= self.document.placed_on:
            return []
        return [
            gettext("%(document)s %(relation)s %(target)s, which is dated later. Compare both dates.")
            % {
                "document": self.document.symbol,
                "relation": self.get_kind_display(),
                "target": self.target,
            }
        ]
