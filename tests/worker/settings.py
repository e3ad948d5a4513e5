"""The profile of the tests with files in the folder that this process and its workers share."""

import os
from pathlib import Path

from office_culture.project.settings.testing import *  # noqa: F403 - a profile is the base with a few answers
from office_culture.project.settings.testing import INSTALLED_APPS

PRIVATE_FILES_DIR = Path(os.environ["PRIVATE_FILES_DIR"])
WAITING_IMPORTS_DIR = Path(os.environ["WAITING_IMPORTS_DIR"])
# Last: it takes hold of work that the other apps have registered.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.worker.apps.HeldWork"]
