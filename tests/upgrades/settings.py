"""The profile of the tests with migrations instead of tables from the models, in the database of DATABASE_URL."""

from office_culture.project.settings.base import LOCALE_PATHS  # noqa: F401 - an office reads Vietnamese
from office_culture.project.settings.testing import *  # noqa: F403 - a profile is another one with a few answers

MIGRATION_MODULES: dict[str, None] = {}
