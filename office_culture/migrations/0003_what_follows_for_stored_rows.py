from typing import Any

from django.db import migrations
from django.db.models import Q


def note_continuing_units(apps: Any, schema_editor: Any) -> None:
    """Notes which units went on with the work of others after mergers and splits that are carried out."""
    units = apps.get_model("office_culture", "Unit").objects.using(schema_editor.connection.alias)
    units.filter(
        rows_of_changes__side="after",
        rows_of_changes__change__state="done",
        rows_of_changes__change__kind__in=("merge", "split"),
    ).update(continues_others=True)


def mail_notices_of_tasks(apps: Any, schema_editor: Any) -> None:
    """Has notices mailed once a day to the accounts that were reminded of tasks by mail so far."""
    users = apps.get_model("office_culture", "User").objects.using(schema_editor.connection.alias)
    rights = {"content_type__app_label": "campaign", "codename__in": ("change_task", "steer_task")}
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    keys = list(permissions.filter(**rights).values_list("pk", flat=True))
    reminded = Q(groups__permissions__in=keys) | Q(user_permissions__in=keys) | Q(is_superuser=True, unit__isnull=False)
    pks = list(users.filter(reminded, is_active=True, notices_by_mail="never").exclude(email="").values_list("pk", flat=True))
    users.filter(pk__in=pks).update(notices_by_mail="daily")


class Migration(migrations.Migration):
    dependencies = [("office_culture", "0002_former_names_without_an_end")]

    operations = [
        migrations.RunPython(note_continuing_units, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(mail_notices_of_tasks, migrations.RunPython.noop, elidable=True),
    ]
