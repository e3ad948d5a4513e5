"""What a records officer does with the kinds of record that were added; prints what was found as JSON.

Runs in a process of its own, with the changed program first on the path.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402 - needs the program set up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

setup_test_environment()
connection.creation.create_test_db(verbosity=0)

from office_culture import models  # noqa: E402
from office_culture.models import Event, Person, Unit, User  # noqa: E402
from office_culture.project import roles  # noqa: E402
from office_culture.project.menu import hub_of  # noqa: E402
from tests import sheets  # noqa: E402

# Found by name: the checked program does not have them.
MeetingRoom: Any = models.MeetingRoom  # type: ignore[attr-defined]
RoomUse: Any = models.RoomUse  # type: ignore[attr-defined]


def add(desk: Client, model: Any, **values: Any) -> Any:
    return desk.post(reverse(f"admin:office_culture_{model._meta.model_name}_add"), values)


def visit() -> dict[str, Any]:
    unit = Unit.objects.create(name="Phòng A", kind="agency")
    officer = User.objects.create_user("officer", password="x", full_name="Mẫu", is_staff=True, unit=unit)
    officer.groups.add(Group.objects.get(name=roles.RECORDS_OFFICER.name))
    desk = Client()
    desk.force_login(officer, backend="office_culture.selectors.accounts.AccountBackend")
    found: dict[str, Any] = {}

    add(desk, RoomUse, name="hội nghị", position="1", enabled="on")
    use = RoomUse.objects.get()
    found["code"] = use.code
    room = {"name": "Phòng họp 1", "unit": unit.pk, "use": use.pk}
    found["first"] = add(desk, MeetingRoom, **room).status_code
    twice = add(desk, MeetingRoom, **room)
    found["twice"] = "The unit has a room of this name." in twice.content.decode()
    found["rooms"] = list(MeetingRoom.objects.values_list("name", flat=True))
    found["sheet"] = sheets.rows_of(sheets.export(desk, MeetingRoom))
    rows = desk.get(reverse("admin:office_culture_meetingroom_changelist"), {"q": "phong hop"})
    found["searched"] = "Phòng họp 1" in rows.content.decode()
    hub = hub_of("office_culture.meetingroom")
    start = desk.get(reverse("admin:hub", args=[hub.slug])).content.decode()
    found["menu"] = reverse("admin:office_culture_meetingroom_changelist") in start
    use.enabled = False
    use.save()
    add(desk, MeetingRoom, **room | {"name": "Phòng họp 2"})
    found["with a use that is out of use"] = MeetingRoom.objects.filter(name="Phòng họp 2").count()

    rows_below = {"postings-TOTAL_FORMS": 0, "postings-INITIAL_FORMS": 0}
    add(desk, Person, full_name="Nguyễn Văn Mẫu", unit=unit.pk, room_number="P.12", **rows_below)
    found["field"] = list(Person.objects.values_list("room_number", flat=True))
    found["field in the sheet"] = sheets.rows_of(sheets.export(desk, Person))
    found["field remembered"] = [
        event.changes.get("room_number")
        for event in Event.objects.filter(verb="create", content_type__model="person")
    ]
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(visit(), ensure_ascii=False, default=str))
