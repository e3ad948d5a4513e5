"""The profile of the test suite: fast password hashing, temporary files, no caches between runs."""

import gc
import tempfile
from pathlib import Path

from office_culture.project.settings.base import *  # noqa: F403 - a profile is the base with a few answers
from office_culture.project.settings.base import APPS_WITH_TABLES, DATABASES

# Thousands of short tests leave few cycles behind, and each search for them goes through all that is loaded: looking
# for them rarely saves more than a third of the suite's time.
gc.set_threshold(50_000, 20, 100)

SECRET_KEY = "only for tests"  # noqa: S105 - guards nothing
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SAMPLE_OFFICE_ALLOWED = True
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # A statement that never ends fails, and so does the test that waits for it.
    DATABASES["default"]["OPTIONS"]["options"] += " -c statement_timeout=600s"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each process has its own files, which are deleted when it ends.
_FILES = tempfile.TemporaryDirectory(prefix="office-culture-tests-")
PRIVATE_FILES_DIR = Path(_FILES.name) / "files"
WAITING_IMPORTS_DIR = Path(_FILES.name) / "imports"
SIGNING_ROOTS_DIR = str(Path(_FILES.name) / "roots")
CHECK_ADDRESS = "https://kiem-tra.example.vn"
OFFICE_ADDRESS = "https://van-phong.example.vn"
# Tests that have no database answer requests, too.
SEAL_EVENTS_EVERY = 0
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Sign-ins of tests come by hundreds from one address.
AXES_ENABLED = False
# Tests name our own messages in English, as the code does; Vietnamese formats and the words of Django stay. The
# catalogues have tests of their own.
LOCALE_PATHS = []
# Tables straight from the models: replaying a migration for each of them takes longer than the tests. That the
# migrations build the same tables is a check of its own.
MIGRATION_MODULES = dict.fromkeys(APPS_WITH_TABLES)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": None}
