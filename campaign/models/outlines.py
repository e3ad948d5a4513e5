"""The outlines of reports: versions, sections and appendices. A version in use cannot be changed."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.report_kinds import ReportKind
from campaign.rules.outline_tree import (
    DEEPEST,
    AppendixPlan,
    FormPlace,
    Numbering,
    Outline,
    Section,
    WordsPlace,
)
from campaign.rules.outlines import (
    outline_faults,
    validate_appendix_content,
    validate_key,
    validate_section_content,
)
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.together import read_together
from office_culture.models.versions import (
    FreezingQuerySet,
    Frozen,
    Version,
    VersionPart,
    VersionState,
    version_constraints,
)
from office_culture.text.typography import NameForm


class NumberingStyle(models.TextChoices):
    """How a section is numbered; the usual way follows its level (Decree 30/2020, Annex I; sure)."""

    USUAL = Numbering.USUAL.value, _("as usual at its level")
    NONE = Numbering.NONE.value, _("not numbered")
    ROMAN = Numbering.ROMAN.value, "I, II, III"
    ARABIC = Numbering.ARABIC.value, "1, 2, 3"
    LETTERS = Numbering.LETTERS.value, "a, b, c, d, đ"


class FormPlacement(models.TextChoices):
    """Where a section prints one form of what its records say."""

    BODY = FormPlace.BODY.value, _("in the section")
    APPENDIX = FormPlace.APPENDIX.value, _("in an appendix")
    NOWHERE = FormPlace.NOWHERE.value, _("not at all")


class OwnWords(models.TextChoices):
    """Where the text that the office writes is printed in a section."""

    AFTER = WordsPlace.AFTER.value, _("after what the records say")
    BEFORE = WordsPlace.BEFORE.value, _("before what the records say")
    BETWEEN = WordsPlace.BETWEEN.value, _("after the first statement of the records")


class BodyNames(models.TextChoices):
    """How the names of public bodies are written on the whole paper."""

    AS_TYPED = NameForm.AS_TYPED.value, _("as typed")
    SHORT = NameForm.SHORT.value, _("short: UBND, HĐND")
    FULL = NameForm.FULL.value, _("in full: Ủy ban nhân dân, Hội đồng nhân dân")


class ReportOutline(Record):
    """An outline under the name that all its versions share."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("for reports of the kind"), max_length=20, choices=ReportKind)
    paper = models.CharField(
        _("type of paper"),
        max_length=60,
        default="Báo cáo",
        help_text=_("Printed above the subject, in capitals."),
    )
    note = models.TextField(_("note"), blank=True)

    searched: ClassVar[tuple[str, ...]] = ("name", "note")

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="report_outline_once",
                violation_error_code="name",
                violation_error_message=_("There is an outline of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        changed = self._changed_under_reports()
        if changed:
            raise ValidationError({changed: str(Frozen())})

    def save(self, **kwargs: Any) -> None:
        if self._changed_under_reports():
            raise Frozen
        super().save(**kwargs)
        for version in self.versions.exclude(label__startswith=f"{self.name} ("):
            version.save(by=kwargs.get("by"))

    def _changed_under_reports(self) -> str:
        """The column that reports depend on and that differs from the stored row once a version was in use, or ""."""
        if self.pk is None or not self.versions.exclude(state=VersionState.DRAFT).exists():
            return ""
        stored = ReportOutline.objects.get(pk=self.pk)
        return next((name for name in ("kind", "paper") if getattr(stored, name) != getattr(self, name)), "")


class OutlineVersionQuerySet(RecordQuerySet["OutlineVersion"]):
    """Versions, filtered by what a new report may use."""

    def offered(self, kind: str, day: datetime.date) -> Self:
        """Those in use for reports of that kind on `day`, the newest first."""
        found = self.filter(outline__kind=kind, state=VersionState.IN_USE)
        found = found.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        return found.order_by(F("valid_from").desc(nulls_last=True), "-number", "-pk")


class OutlineVersion(Version):
    """One version of an outline; a report keeps the version that it was begun with."""

    outline = models.ForeignKey(
        ReportOutline, models.PROTECT, related_name="versions", verbose_name=_("outline")
    )
    valid_from = models.DateField(
        _("for reports from"),
        null=True,
        blank=True,
        help_text=_("Compared with the day on which a report's figures are read. Empty: from the beginning."),
    )
    guidance = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="outline_versions",
        verbose_name=_("guidance that fixes it"),
        null=True,
        blank=True,
    )
    least_rows = models.PositiveSmallIntegerField(
        _("fewest rows of a table"),
        default=4,
        help_text=_("With fewer rows the body of the paper says it in a sentence."),
    )
    longest_list = models.PositiveSmallIntegerField(
        _("longest list in the body"),
        default=8,
        help_text=_("A list of more lines stands in an appendix where its section says so."),
    )
    least_met = models.PositiveSmallIntegerField(
        _("share of checks that a text may praise (%)"),
        default=60,
        validators=[MaxValueValidator(100)],
        help_text=_("Praise for what inspections found met less often is pointed out before issuing."),
    )
    names = models.CharField(
        _("names of public bodies"), max_length=10, choices=BodyNames, default=BodyNames.SHORT, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    # A number alone would be ambiguous in a drop-down.
    label = models.CharField(max_length=220, editable=False)

    family = "outline"
    parts = ("sections", "appendices")
    carried = ("least_rows", "longest_list", "least_met", "names")
    fixed = ("guidance", "valid_from", "least_rows", "longest_list", "least_met", "names")

    objects: ClassVar[Any] = OutlineVersionQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("label", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "label")

    class Meta:
        verbose_name = _("version of an outline")
        verbose_name_plural = _("versions of outlines")
        ordering = ("outline", "-number")
        constraints = version_constraints("outline", "outline")

    def __str__(self) -> str:
        return self.label

    def derive(self) -> None:
        self.label = f"{self.outline.name} ({self.number})"
        super().derive()

    def plain_sections(self) -> tuple[Section, ...]:
        """The sections in order, as plain objects without queries."""
        return tuple(row.plain() for row in self.sections.all())

    def plain_appendices(self) -> tuple[AppendixPlan, ...]:
        """The appendices in order, as plain objects without queries."""
        return tuple(row.plain() for row in self.appendices.all())

    def plain(self) -> Outline:
        """The whole outline as a plain object without queries, read in one. Raises `ValueError` for a key twice."""
        sections, appendices = read_together([self.sections.all(), self.appendices.all()])
        return Outline(
            self.outline.paper,
            tuple(row.plain() for row in sections),
            tuple(row.plain() for row in appendices),
            least_rows=self.least_rows,
            longest_list=self.longest_list,
            names=NameForm(self.names),
        )

    def faults(self) -> list[str]:
        return outline_faults(self.plain_sections(), self.plain_appendices())


class OutlinePart(VersionPart):
    """Base of the rows of a version, which cannot be changed once the version is in use."""

    part_of = "outline_version"
    version_path = "outline_version__"

    class Meta:
        abstract = True


class OutlineSection(OutlinePart):
    """One section: its place, what is generated from the records there, and what the writer adds."""

    known_by = ("key",)

    outline_version = models.ForeignKey(
        OutlineVersion, models.CASCADE, related_name="sections", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, help_text=_("1 for parts, 2 and 3 below; 0 for text without a heading.")
    )
    numbering = models.CharField(_("numbering"), max_length=10, choices=NumberingStyle, blank=True)
    key = models.CharField(
        _("key"),
        max_length=60,
        validators=[validate_key],
        help_text=_("By it a text finds its section in every version; not printed."),
    )
    title = models.CharField(_("title"), max_length=300)
    content = models.CharField(
        _("from the records"), max_length=60, blank=True, validators=[validate_section_content]
    )
    guidance = models.TextField(
        _("guidance for the writer"), blank=True, help_text=_("Shown above the text, never printed.")
    )
    written = models.BooleanField(_("has a text"), default=False)
    required = models.BooleanField(
        _("required"),
        default=True,
        help_text=_("Without content a required section is a gap; another one is left out of the paper."),
    )
    tables = models.CharField(
        _("tables"), max_length=10, choices=FormPlacement, default=FormPlacement.APPENDIX
    )
    charts = models.CharField(
        _("charts"), max_length=10, choices=FormPlacement, default=FormPlacement.NOWHERE
    )
    lists = models.CharField(
        _("long lists"), max_length=10, choices=FormPlacement, default=FormPlacement.APPENDIX
    )
    words = models.CharField(_("own words"), max_length=10, choices=OwnWords, default=OwnWords.AFTER)

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("key", "title")

    class Meta:
        verbose_name = _("section of an outline")
        verbose_name_plural = _("sections of outlines")
        ordering = ("outline_version", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("outline_version", "key"),
                name="outline_section_once",
                violation_error_code="key",
                violation_error_message=_("Another section of this version has this key."),
            ),
            models.CheckConstraint(
                name="outline_section_level_range",
                condition=Q(level__lte=DEEPEST),
                violation_error_code="level",
                violation_error_message=_("A level is between 0 and 3."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def plain(self) -> Section:
        """The section as a plain object without queries."""
        return Section(
            key=self.key,
            level=self.level,
            title=self.title,
            guidance=self.guidance,
            written=self.written,
            required=self.required,
            content=self.content,
            numbering=Numbering(self.numbering),
            tables=FormPlace(self.tables),
            charts=FormPlace(self.charts),
            lists=FormPlace(self.lists),
            words=WordsPlace(self.words),
        )

    def warnings(self) -> list[str]:
        if self.level == 0 and not (self.content or self.written):
            return [
                gettext("“%(title)s” has no heading, no text and nothing from the records.") % {"title": self}
            ]
        return []


class OutlineAppendix(OutlinePart):
    """One appendix: a list that is generated from the records, numbered by its place."""

    known_by = ("content",)

    outline_version = models.ForeignKey(
        OutlineVersion, models.CASCADE, related_name="appendices", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    content = models.CharField(_("from the records"), max_length=60, validators=[validate_appendix_content])
    landscape = models.BooleanField(_("across the page"), default=False)
    section = models.CharField(
        _("mentioned in the section"),
        max_length=60,
        blank=True,
        validators=[validate_key],
        help_text=_("Key of the section at whose end the paper says: chi tiết tại Phụ lục …"),
    )

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        verbose_name = _("appendix of an outline")
        verbose_name_plural = _("appendices of outlines")
        ordering = ("outline_version", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("outline_version", "content"),
                name="outline_appendix_once",
                violation_error_code="content",
                violation_error_message=_("Another appendix of this version lists the same."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def plain(self) -> AppendixPlan:
        """The appendix as a plain object without queries."""
        return AppendixPlan(self.title, self.content, self.landscape, self.section)
