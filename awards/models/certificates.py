"""Certificates: how an agency's sheets are laid out."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from office_culture.models.base import Record
from office_culture.models.files import FileLink
from office_culture.models.units import Unit

# Millimetres: from a card to a wall sheet.
SMALLEST_SIDE = 80
LARGEST_SIDE = 900
LARGEST_NUDGE = 50


class CertificateMode(models.TextChoices):
    """What the paper carries before it is printed."""

    OVERLAY = "overlay", _("over pre-printed blanks: text only")
    FULL = "full", _("on white paper: with frame, whole page")


class CertificateLayout(Record):
    """The certificates of one agency, for one award or for all of it; every place is in millimetres.

    Its words are those of the agency: they are printed for the award that is named, or else for awards that the agency
    itself gives. The certificate of another body's award prints what its decision says.
    """

    name = models.CharField(_("name"), max_length=120)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="certificate_layouts", verbose_name=_("agency")
    )
    award = models.ForeignKey(
        Award,
        models.PROTECT,
        related_name="certificate_layouts",
        verbose_name=_("award"),
        null=True,
        blank=True,
        help_text=_("Empty: for every award of the agency."),
    )
    mode = models.CharField(
        _("way of printing"), max_length=10, choices=CertificateMode, default=CertificateMode.FULL
    )
    width = models.DecimalField(
        _("paper width (mm)"),
        max_digits=4,
        decimal_places=1,
        default=297,
        help_text=_(
            "In practice 420 × 297 for a bằng khen and 297 × 210 for a giấy khen; measure your blank."
        ),
    )
    height = models.DecimalField(_("paper height (mm)"), max_digits=4, decimal_places=1, default=210)
    nudge_right = models.DecimalField(
        _("nudge right (mm)"),
        max_digits=3,
        decimal_places=1,
        default=0,
        help_text=_("Moves everything that is printed over a blank; negative: to the left."),
    )
    nudge_down = models.DecimalField(
        _("nudge down (mm)"), max_digits=3, decimal_places=1, default=0, help_text=_("Negative: upwards.")
    )
    authority = models.CharField(
        _("title of the awarding authority"),
        max_length=200,
        blank=True,
        help_text=_(
            "For example: Chánh Văn phòng Ủy ban nhân dân tỉnh. Printed for the award named above, or for all that the "
            "agency itself gives. Empty: as the decision says."
        ),
    )
    title = models.CharField(
        _("title of the certificate"),
        max_length=100,
        blank=True,
        help_text=_("Empty: Giấy khen, Bằng khen or the name of the title, as the award is called."),
    )
    signer_post = models.TextField(
        _("post of the signer"),
        blank=True,
        help_text=_("One printed line in each line. Used where the decision names no signer."),
    )
    signer = models.CharField(_("name of the signer"), max_length=100, blank=True)
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Taken off: offered for no new print, and kept.")
    )

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "authority", "title")

    class Meta:
        verbose_name = _("certificate layout")
        verbose_name_plural = _("certificate layouts")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("name",), name="certificate_layout_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "name"),
                name="certificate_layout_once",
                violation_error_code="name",
                violation_error_message=_("This agency has a layout of this name already."),
            ),
            *(
                models.CheckConstraint(
                    name=f"certificate_layout_{side}_plausible",
                    condition=Q(**{f"{side}__gte": SMALLEST_SIDE, f"{side}__lte": LARGEST_SIDE}),
                    violation_error_code=side,
                    violation_error_message=_("A sheet is between 80 and 900 mm wide and high."),
                )
                for side in ("width", "height")
            ),
            *(
                models.CheckConstraint(
                    name=f"certificate_layout_{nudge}_small",
                    condition=Q(**{f"{nudge}__gte": -LARGEST_NUDGE, f"{nudge}__lte": LARGEST_NUDGE}),
                    violation_error_code=nudge,
                    violation_error_message=_("A nudge is at most 50 mm; move the fields instead."),
                )
                for nudge in ("nudge_right", "nudge_down")
            ),
        )

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.name, f"{self.name} ({self.unit.name})")

    def warnings(self) -> list[str]:
        rows = {row.content: row for row in self.fields.all()} if self.pk else {}
        found = []
        if CertificateText.NAME not in rows:
            found.append(gettext("The name of the recipient stands nowhere on this sheet."))
        if CertificateText.SIGNING_ROOM not in rows:
            found.append(gettext("No room is kept free for signature and seal."))
        return found


class CertificateText(models.TextChoices):
    """What a field of a certificate shows."""

    NAME = "name", _("name of the recipient")
    POST = "post", _("post and unit")
    POST_ALONE = "post_alone", _("post without unit")
    UNIT = "unit", _("unit")
    RECIPIENT = "recipient", _("kind of recipient")
    ACHIEVEMENT = "achievement", _("achievement")
    AWARD = "award", _("full name of the award")
    DECISION = "decision", _("line of the decision")
    DECISION_SYMBOL = "decision_symbol", _("number of the decision")
    DECISION_DATE = "decision_date", _("day of the decision")
    BOOK = "book", _("line of the book number")
    BOOK_NUMBER = "book_number", _("book number alone")
    NUMBER = "number", _("certificate number")
    PLACE_DATE = "place_date", _("place and date")
    SIGNER_POST = "signer_post", _("signer's post")
    SIGNER = "signer", _("signer's name")
    NATION = "nation", _("name of the nation")
    MOTTO = "motto", _("motto")
    AUTHORITY = "authority", _("awarding authority")
    GIVES = "gives", _("the word “Tặng”")
    TITLE = "title", _("certificate's title")
    OWN = "own", _("own words")
    SIGNING_ROOM = "signing_room", _("room for signature and seal")
    CREST = "crest", _("emblem, if the agency supplies it")


class FieldAlign(models.TextChoices):
    """The horizontal alignment of a line in its box."""

    LEFT = "left", _("left")
    CENTRE = "centre", _("centred")
    RIGHT = "right", _("right")


class FieldRise(models.TextChoices):
    """The vertical alignment of the lines in a box that is higher than they are."""

    TOP = "top", _("top")
    MIDDLE = "middle", _("middle")
    BOTTOM = "bottom", _("bottom")


class FieldStyle(models.TextChoices):
    """The face of a field."""

    REGULAR = "regular", _("regular")
    BOLD = "bold", _("bold")
    ITALIC = "italic", _("italic")
    BOLD_ITALIC = "bold_italic", _("bold italic")


class FieldColour(models.TextChoices):
    """The ink of a field."""

    BLACK = "black", _("black")
    RED = "red", _("red")
    GOLD = "gold", _("gold")
    BLUE = "blue", _("blue")


class CertificateField(Record):
    """One text on a sheet and the box it stays in: millimetres from the upper left corner, sizes in points."""

    part_of = "layout"

    layout = models.ForeignKey(
        CertificateLayout, models.CASCADE, related_name="fields", verbose_name=_("certificate layout")
    )
    content = models.CharField(_("what stands there"), max_length=20, choices=CertificateText)
    words = models.CharField(
        _("words"), max_length=200, blank=True, help_text=_("Own words only; printed on every certificate.")
    )
    x = models.DecimalField(_("from the left (mm)"), max_digits=4, decimal_places=1)
    y = models.DecimalField(_("from the top (mm)"), max_digits=4, decimal_places=1)
    width = models.DecimalField(_("width (mm)"), max_digits=4, decimal_places=1)
    height = models.DecimalField(_("height (mm)"), max_digits=4, decimal_places=1)
    size = models.DecimalField(_("size (pt)"), max_digits=4, decimal_places=1, default=14)
    min_size = models.DecimalField(
        _("smallest size (pt)"),
        max_digits=4,
        decimal_places=1,
        default=10,
        help_text=_("A long text shrinks down to this, then takes another line; it never leaves its box."),
    )
    align = models.CharField(_("aligned"), max_length=10, choices=FieldAlign, default=FieldAlign.CENTRE)
    rise = models.CharField(_("stands"), max_length=10, choices=FieldRise, default=FieldRise.MIDDLE)
    style = models.CharField(_("face"), max_length=12, choices=FieldStyle, default=FieldStyle.REGULAR)
    colour = models.CharField(_("colour"), max_length=10, choices=FieldColour, default=FieldColour.BLACK)
    caps = models.BooleanField(_("capitals"), default=False)

    unit_path = "layout__unit"
    named_with: ClassVar[tuple[str, ...]] = ("layout__unit",)
    searched: ClassVar[tuple[str, ...]] = ("words",)

    class Meta:
        verbose_name = _("field of a certificate")
        verbose_name_plural = _("fields of a certificate")
        ordering = ("layout", "y", "x", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("layout", "content"),
                condition=~Q(content=CertificateText.OWN),
                name="certificate_field_once",
                violation_error_code="content",
                violation_error_message=_("This stands on the sheet already; change that row."),
            ),
            models.UniqueConstraint(
                fields=("layout", "words", "x", "y"),
                condition=Q(content=CertificateText.OWN),
                name="certificate_field_own_words_once",
                violation_error_code="words",
                violation_error_message=_("These words stand in the same place already."),
            ),
            models.CheckConstraint(
                name="certificate_field_own_words",
                condition=(Q(content=CertificateText.OWN) & ~Q(words=""))
                | (~Q(content=CertificateText.OWN) & Q(words="")),
                violation_error_code="words",
                violation_error_message=_("Own words stand in a field of that kind, and only there."),
            ),
            models.CheckConstraint(
                name="certificate_field_on_the_sheet",
                condition=Q(x__gte=0, y__gte=0, x__lte=LARGEST_SIDE, y__lte=LARGEST_SIDE),
                violation_error_code="x",
                violation_error_message=_("A field begins on the sheet."),
            ),
            models.CheckConstraint(
                name="certificate_field_has_room",
                condition=Q(width__gte=1, height__gte=1, width__lte=LARGEST_SIDE, height__lte=LARGEST_SIDE),
                violation_error_code="width",
                violation_error_message=_(
                    "A field is at least 1 mm wide and high, and no larger than a sheet."
                ),
            ),
            models.CheckConstraint(
                name="certificate_field_sizes",
                condition=Q(min_size__gte=5, size__lte=200, min_size__lte=F("size")),
                violation_error_code="min_size",
                violation_error_message=_(
                    "Sizes are between 5 and 200 points, the smallest not above the wanted one."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.words or str(self.get_content_display())


class PictureKind(models.TextChoices):
    """What a picture of a layout is for."""

    BLANK = "blank", _("scan of the blank: on the screen only, never printed")
    EMBLEM = "emblem", _("emblem that the agency may print")


class CertificatePicture(FileLink):
    """A picture of a layout."""

    part_of = "layout"

    layout = models.ForeignKey(
        CertificateLayout, models.CASCADE, related_name="files", verbose_name=_("certificate layout")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PictureKind)

    unit_path = "layout__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("picture of a certificate layout")
        verbose_name_plural = _("pictures of certificate layouts")
        constraints = (
            models.UniqueConstraint(
                fields=("layout", "kind"),
                name="certificate_picture_once",
                violation_error_code="kind",
                violation_error_message=_("There is a picture of this kind already; replace it."),
            ),
        )

    def __str__(self) -> str:
        return self.caption or str(self.get_kind_display())
