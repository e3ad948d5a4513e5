"""The page about the data of a person: who looked at it, and the extract that the person may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tablib
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from office_culture.actions import events
from office_culture.admin.bricks.pages import answer, own_urls, visible
from office_culture.models import Person, Verb
from office_culture.resources.formats import WorkbookFormat
from office_culture.rules.requests import user_of
from office_culture.selectors.personal_data import kept_about, readings_of
from office_culture.text.file_names import file_name

if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin as _Page
else:
    _Page = object

EXTRACT = "office_culture.extract_person"
_SHOWN = 200


class PersonalData(_Page):
    """Mixed into the page of people: counts who reads it, and gives the extract to whoever has the right to it."""

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"data": "data/"}), *super().get_urls()]

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        if request.method == "GET":
            events.count(verb=Verb.READ, by=user_of(request), obj=obj)
        may = request.user.has_perm(EXTRACT)
        return super().page_context(request, obj) | {"data_url": self._address("data", obj.pk) if may else ""}

    def data_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who looked; a POST gives the extract as a workbook, with one event."""
        if not request.user.has_perm(EXTRACT):
            raise PermissionDenied
        person = visible(self, request, object_id)
        if request.method == "POST":
            return self._extract(request, person)
        context = {
            "title": _("Personal data"),
            "original": person,
            "back": self._address("change", person.pk),
            "readings": readings_of(person)[:_SHOWN],
            "shown": _SHOWN,
        }
        return answer(self, request, "admin/office_culture/person/data.html", context)

    def _extract(self, request: HttpRequest, person: Person) -> HttpResponse:
        events.record(verb=Verb.EXTRACT, by=user_of(request), obj=person)
        sheet = tablib.Dataset(headers=[_("Kind of record"), _("No."), _("Field"), _("What is kept")])
        for row in kept_about(person):
            for label, value in row.fields:
                sheet.append([row.kind, row.number, label, value])
        for number, event in enumerate(readings_of(person), start=1):
            what = f"{event.actor_name} ({event.unit_name}): {event.get_verb_display()}"
            sheet.append([_("Who looked"), number, date_format(localtime(event.at), "d/m/Y H:i"), what])
        title = _("Personal data")
        name = file_name(f"{title} {person.full_name}").removesuffix(".pdf") + ".xlsx"
        response = HttpResponse(WorkbookFormat().export_data(sheet), content_type=WorkbookFormat.CONTENT_TYPE)
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response
