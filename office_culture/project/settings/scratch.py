"""The profile with a database in memory for one command: what `make report` uses."""

import tempfile
from pathlib import Path

from office_culture.project.database import database_settings
from office_culture.project.settings.base import APPS_WITH_TABLES
from office_culture.project.settings.local import *  # noqa: F403 - a profile is the base with a few answers

DATABASES = {"default": database_settings("sqlite://:memory:")}
# Tables are made from the models without migrations, as the database is new.
MIGRATION_MODULES = dict.fromkeys(APPS_WITH_TABLES)
# The files are deleted when the command ends.
_FILES = tempfile.TemporaryDirectory(prefix="office-culture-")
PRIVATE_FILES_DIR = Path(_FILES.name) / "files"
SIGNING_ROOTS_DIR = str(Path(_FILES.name) / "roots")
