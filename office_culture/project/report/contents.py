"""What an outline may name: contents of sections (`builders.py`) and of appendices (`appendices.py`)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from campaign.rules.outline_tree import appendix_contents, section_contents

SECTION_CONTENTS: dict[str, Any] = {
    "occasion": _("who asked for the report, by which text"),
    "functions": _("functions and tasks of the issuing unit"),
    "organisation": _("units, leaders and staffing"),
    "directives": _("the campaign, directives from above and own plans"),
    "tasks": _("tasks of the plan and how far they are"),
    "communication": _("communication by channel and audience"),
    "regulations": _("own regulations in force"),
    "reform": _("case files, reform ranks and indicators of reform"),
    "digital": _("digital work and its indicators"),
    "conduct": _("conduct as inspections found it, and its indicators"),
    "movements": _("other movements, pledges and registrations"),
    "innovations": _("innovations recognised in the period"),
    "inspections": _("inspections, findings and remedies"),
    "commendation": _("awards proposed and given"),
}
APPENDIX_CONTENTS: dict[str, Any] = {
    "documents": _("list of documents: directives, plans, regulations"),
    "honours": _("list of nominees and awards"),
    "inspection_table": _("inspections by unit and round"),
}


def register() -> None:
    """Makes the names known to the outlines."""
    section_contents.register(SECTION_CONTENTS)
    appendix_contents.register(APPENDIX_CONTENTS)
