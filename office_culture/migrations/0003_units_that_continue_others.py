from typing import Any

from django.db import migrations


def note_continuing_units(apps: Any, schema_editor: Any) -> None:
    """Notes which units went on with the work of others after mergers and splits that are carried out."""
    units = apps.get_model("office_culture", "Unit").objects.using(schema_editor.connection.alias)
    units.filter(
        rows_of_changes__side="after",
        rows_of_changes__change__state="done",
        rows_of_changes__change__kind__in=("merge", "split"),
    ).update(continues_others=True)


class Migration(migrations.Migration):
    dependencies = [("office_culture", "0002_former_names_without_an_end")]

    operations = [migrations.RunPython(note_continuing_units, migrations.RunPython.noop, elidable=True)]
