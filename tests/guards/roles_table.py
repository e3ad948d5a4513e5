"""The table of roles in the documentation, as the code is: `python -m tests.guards.roles_table` writes it anew."""

from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"
HEAD = """# Roles

Written by `python -m tests.guards.roles_table` from `office_culture/project/roles.py`. An account may have several
roles; which *rows* it sees follows from its unit and its person. A role changes hands only through those that hand it
out, and nobody changes their own. What one account may do, and why, stands on its page: “What it may see and do”.
"""


def document() -> str:
    """The whole text of `docs/roles.md`."""
    from office_culture.project.rights import documented

    return f"{HEAD}\n{documented()}"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_culture.project.settings.scratch")
    django.setup()
    DOCUMENT.write_text(document(), encoding="utf-8")
