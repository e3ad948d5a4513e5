"""The columns of every sheet, in one file that shows each change: tests/data/sheet_columns.txt.

`python -m tests.guards.sheet_columns` writes it anew.
"""

from pathlib import Path

LISTED = Path(__file__).parents[1] / "data" / "sheet_columns.txt"
HEAD = (
    "# The columns of every sheet in their order, below the page that offers it; “=” marks what only leaves with "
    "an export.\n# Written by: python -m tests.guards.sheet_columns\n"
)


def columns_of(page, kind) -> list[str]:
    """The names of the columns that a person fills in."""
    names = page.sheet_columns(kind._meta.model)
    return [name for name in names if name not in kind.left_out] + list(kind.added)


def listed() -> str:
    """The text of the file, as the code is."""
    from office_culture.admin.bricks import Spreadsheets
    from tests.guards.registry import name_of, own_admins

    blocks = []
    for page in sorted(own_admins(), key=name_of):
        if isinstance(page, Spreadsheets):
            rows = [
                f"  {name_of(kind._meta.model)}{'' if page.sheet_import else ' (export only)'}: "
                + ", ".join([*columns_of(page, kind), *(f"={name}" for name in kind.derived)])
                for kind in page.resource_classes
            ]
            blocks.append("\n".join([name_of(page), *rows]))
    return HEAD + "\n" + "\n".join(blocks) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_culture.project.settings.scratch")
    django.setup()
    from django.contrib import admin

    admin.autodiscover()
    LISTED.write_text(listed(), encoding="utf-8")
