"""The list of backups, read-only, with a warning where the last good one is old."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from office_culture import __version__
from office_culture.admin.bricks.pages import HistoryForReaders
from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.models.backups import Backup
from office_culture.selectors.backups import state_of_backups
from office_culture.text.numbers import whole


@admin.register(Backup)
class BackupAdmin(HistoryForReaders, admin.ModelAdmin):
    """What the command `backup` has made. Restoring is done on the server, where nobody works meanwhile."""

    list_display = ("at", "archive", "size", "encrypted", "rows", "files", "good")
    list_filter = ("at",)
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    fields = (
        "at",
        "archive",
        "size",
        "encrypted",
        "rows",
        "files",
        "good",
        "newest_seal",
        "checksum",
        "program",
    )
    readonly_fields = fields
    change_list_template = "admin/backup_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {"backups": state_of_backups(), "program_version": __version__}
        return super().changelist_view(request, shown | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("archive"))
    def archive(self, backup: Backup) -> str:
        return str(backup)

    @admin.display(description=_("size"))
    def size(self, backup: Backup) -> str:
        return filesizeformat(backup.detail.get("size", 0))

    @admin.display(description=_("encrypted"), boolean=True)
    def encrypted(self, backup: Backup) -> bool:
        return bool(backup.detail.get("encrypted"))

    @admin.display(description=_("rows"))
    def rows(self, backup: Backup) -> str:
        return whole(backup.detail.get("rows", 0))

    @admin.display(description=_("files"))
    def files(self, backup: Backup) -> str:
        return whole(backup.detail.get("files", 0))

    @admin.display(description=_("whole"), boolean=True)
    def good(self, backup: Backup) -> bool:
        """Whether all files were in it as they were uploaded."""
        return backup.is_good

    @admin.display(description=_("newest seal"))
    def newest_seal(self, backup: Backup) -> str:
        return str(backup.detail.get("seal", ""))

    @admin.display(description=_("version of the program"))
    def program(self, backup: Backup) -> str:
        return str(backup.detail.get("program", ""))

    @admin.display(description=_("SHA-256"))
    def checksum(self, backup: Backup) -> str:
        return str(backup.detail.get("sha256", ""))
