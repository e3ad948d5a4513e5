"""The filter of a list for the rows that wait for the account: what the tiles of the start page count."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office_culture.actions import waiting
from office_culture.rules.requests import user_of

PARAMETER = "waits"


class WaitingRows(SimpleListFilter):
    """One choice for each thing that waits in this kind of record for the account."""

    title = _("what waits for me")
    parameter_name = PARAMETER

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        user, model = user_of(request), model_admin.model
        return [
            (waiting_for.slug, waiting_for.label)
            for waiting_for in waiting.of(model)
            if waiting_for.is_for(user, model)
        ]

    def queryset(self, request: Any, queryset: Any) -> Any:
        user, model = user_of(request), queryset.model
        chosen = next(
            (waiting_for for waiting_for in waiting.of(model) if waiting_for.slug == self.value()), None
        )
        if chosen is None or not chosen.is_for(user, model):
            return queryset
        return queryset.filter(pk__in=_keys(chosen, model, user))


def _keys(chosen: waiting.WaitingFor, model: Any, user: Any) -> Any:
    rows = chosen.among(waiting.visible_rows(model, user), user, timezone.localdate())
    return rows.order_by().values("pk")
