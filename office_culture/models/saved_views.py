"""How an account arranged its lists: the columns it chose, and the searches and filters it keeps by name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 1000  # characters


class SavedView(models.Model):
    """One arrangement of one list, for one account alone.

    `page` is the label of the kind of record. `columns` are the names of the columns in their order, empty for those
    of the list itself. `query` is what stands behind "?" in the address. Without a name it is how the list opens.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="saved_views",
        verbose_name=_("account"),
        editable=False,
    )
    page = models.CharField(_("list"), max_length=100, editable=False)
    name = models.CharField(_("name of the view"), max_length=80, blank=True, editable=False)
    columns = models.JSONField(_("columns"), default=list, editable=False)
    query = models.CharField(_("search and filters"), max_length=LONGEST_QUERY, blank=True, editable=False)

    class Meta:
        verbose_name = _("saved view of a list")
        verbose_name_plural = _("saved views of lists")
        ordering = ("name", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("account", "page", "name"), name="saved_view_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.page
