"""Authors of innovations and their shares of the work."""

import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import Innovation
from office_culture.models.base import Record
from office_culture.models.people import Person, posting_on


class InnovationAuthor(Record):
    """One author. Name, post and unit are those of the day on which the proposal was submitted; empty before."""

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="authors", verbose_name=_("innovation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="innovation_authorships", verbose_name=_("person")
    )
    share_percent = models.DecimalField(
        _("share of the work (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of all authors together 100. Empty while you do not know it yet."),
    )
    name = models.CharField(_("name as printed"), max_length=100, blank=True, editable=False, default="")
    post = models.CharField(_("post as printed"), max_length=150, blank=True, editable=False, default="")
    unit_name = models.CharField(_("unit as printed"), max_length=200, blank=True, editable=False, default="")

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("name", "post", "unit_name")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="innovation_author_share_range",
                condition=Q(share_percent__isnull=True) | Q(share_percent__gt=0, share_percent__lte=100),
                violation_error_code="share_percent",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
            models.UniqueConstraint(
                fields=("innovation", "person"),
                name="innovation_author_once",
                violation_error_code="person",
                violation_error_message=_("This person is among the authors already."),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def save(self, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(**kwargs)
            self._store_sum_of_shares()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            done = super().delete(*args, **kwargs)
            self._store_sum_of_shares()
        return done

    def _store_sum_of_shares(self) -> None:
        """Stores the sum of shares on the innovation, where a constraint checks it together with the state.

        A change of the sum alone is no new version of the innovation, so that those who edit it get no conflict.
        """
        Innovation.objects.filter(pk=self.innovation_id).update(shares_total=self.innovation._sum_of_shares())

    def freeze(self, day: datetime.date) -> None:
        """Takes name, post and unit from the person's records as they were on `day`; a group of posts is no unit."""
        posting = posting_on(self.person, day)
        self.name = self.person.full_name
        self.post = posting.post if posting else ""
        unit = posting.unit if posting else self.person.unit
        self.unit_name = "" if unit.is_group_of_posts else unit.name
