"""Settings that all profiles share. Profiles decide on secrets, hosts, the database and the transport."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from office_culture.project.database import database_settings, sqlite_url

BASE_DIR = Path(__file__).resolve().parents[3]
PACKAGE_DIR = BASE_DIR / "office_culture"

INSTALLED_APPS = [
    # Before our own packages, which take their tables out of the admin again: those are no records.
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks_db",
    "office_culture.project.apps.ProjectConfig",
    "office_culture.apps.OfficeCultureConfig",
    "campaign.apps.CampaignConfig",
    "awards.apps.AwardsConfig",
    # After our own packages, whose templates of the same name take its place.
    "office_culture.project.apps.OfficeAdminConfig",
    "import_export",
    "axes",
    "health_check",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # The development server leaves static files to the middleware, too, whose answers have all headers.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# Profiles whose database lives for one run build these tables straight from the models.
APPS_WITH_TABLES = (
    "office_culture",
    "campaign",
    "awards",
    "admin",
    "auth",
    "axes",
    "contenttypes",
    "django_tasks_database",
    "otp_static",
    "otp_totp",
    "sessions",
)

MIDDLEWARE = [
    # Outside of all others, whose errors and redirects get the headers, too.
    "office_culture.project.middleware.SecurityHeaders",
    "office_culture.project.middleware.CompressedPages",
    # Before what may answer by itself, so that every answer has its number.
    "office_culture.project.middleware.EventContext",
    "django.middleware.security.SecurityMiddleware",
    "office_culture.project.middleware.WithoutNull",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "office_culture.project.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "office_culture.project.middleware.FirstPassword",
    "office_culture.project.middleware.SecondStep",
    "office_culture.project.middleware.DeviceCookie",
    "django.contrib.messages.middleware.MessageMiddleware",
    "office_culture.project.substitutes.ActsUnder",
    "office_culture.project.opened.OpenedRecords",
    "axes.middleware.AxesMiddleware",
]

# Our middleware sets X-Frame-Options, on errors and redirects, too.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

CSRF_FAILURE_VIEW = "office_culture.project.views.forged"

ROOT_URLCONF = "office_culture.project.urls"
WSGI_APPLICATION = "office_culture.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": database_settings(
        os.environ.get("DATABASE_URL") or sqlite_url(BASE_DIR / "var" / "office.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office_culture.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "office_culture.selectors.accounts.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "office_culture.rules.passwords.NotGuessable"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "start"
# An unattended screen in an office signs itself out after half an hour.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Which limits there are, and how long they last, is decided in `rules.sign_in_limits`.
AXES_HANDLER = "office_culture.actions.sign_in_limits.SignInLimits"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "office_culture.rules.requests.network_of"
AXES_LOCKOUT_CALLABLE = "office_culture.project.views.locked_out"
AXES_VERBOSE = False
# Our own events record sign-ins; the tables of the package are not shown in the menu.
AXES_ENABLE_ADMIN = False

# The limits of sign-ins are those of the second step, too: those of the package know no device that stays let in.
OTP_TOTP_THROTTLE_FACTOR = 0
OTP_STATIC_THROTTLE_FACTOR = 0


def OTP_TOTP_ISSUER(device: object) -> str:
    """How the phone names this program in its list of codes."""
    return str(_("Office culture records"))


LANGUAGE_CODE = "vi"
# The choice of a reader is kept for a year.
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# The words of the libraries come second: ours win where both have a text.
LOCALE_PATHS = [PACKAGE_DIR / "translations" / "own", PACKAGE_DIR / "translations" / "libraries"]
FORMAT_MODULE_PATH = ["office_culture.project.formats"]
USE_I18N = True
# Django would group years as well (2.022): counts are written with `office_culture.text.numbers` where they are shown.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Where the office opens the program, for links in mails, for example https://vanhoa.example.gov.vn.
OFFICE_ADDRESS = os.environ.get("OFFICE_ADDRESS", "").rstrip("/")
# Notices are sent by mail if a server is named; otherwise they are shown on the screen only.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "office-culture@localhost")
# Who gets a mail about each error: addresses with commas.
ADMINS = [(address, address) for address in os.environ.get("ADMINS", "").split(",") if address]
SERVER_EMAIL = DEFAULT_FROM_EMAIL

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
# Pictures of papers on the screen are set in the typeface of the papers.
STATICFILES_DIRS = [
    ("typeface", PACKAGE_DIR / "papers" / "fonts"),
    ("guides/vi", BASE_DIR / "docs" / "vi" / "pictures"),
    ("guides/en", BASE_DIR / "docs" / "en" / "pictures"),
]
# The guides as Markdown, one directory for each language, shown by the program.
GUIDES_DIR = BASE_DIR / "docs"
# Uploaded files have no URL of their own: a view serves them after checking permissions.
PRIVATE_FILES_DIR = Path(os.environ.get("PRIVATE_FILES_DIR", BASE_DIR / "var" / "files"))
# Uploads between preview and confirmation, and files of long work; `purge_imports` deletes old ones.
WAITING_IMPORTS_DIR = Path(os.environ.get("WAITING_IMPORTS_DIR", BASE_DIR / "var" / "imports"))
# Where `backup` puts its archives, how many stay there, and after how many hours the page calls the last one old.
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR", BASE_DIR / "var" / "backups"))
BACKUP_KEEP = int(os.environ.get("BACKUP_KEEP", "14"))
BACKUP_OLD_AFTER = int(os.environ.get("BACKUP_OLD_AFTER", "26"))
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
RECORD_FILES_MAX_BYTES = 200 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The form of an inspection has a place for evidence at every item, and an empty one counts as a file, too.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
# A directory with a licensed Times New Roman (four styles); empty: the bundled Tinos.
PAPER_FONTS_DIR = os.environ.get("PAPER_FONTS_DIR", "")

# Seconds between two seals of events by one server process; 0: only the command `seal_events` seals.
SEAL_EVENTS_EVERY = int(os.environ.get("SEAL_EVENTS_EVERY", "60"))

# Where strangers check issued papers, for example https://vanban.example.gov.vn; printed with a QR code. Empty: none.
CHECK_ADDRESS = os.environ.get("CHECK_ADDRESS", "")
# Requests to check pages from one address in a minute, and files compared there.
CHECK_LIMIT = 30
CHECK_UPLOAD_LIMIT = 10
CHECK_UPLOAD_MAX_BYTES = 20 * 1024 * 1024
# Roots of the certificates that sign papers (.pem, .crt, .cer), and revocation lists (.crl). Empty: none is accepted.
SIGNING_ROOTS_DIR = os.environ.get("SIGNING_ROOTS_DIR", "")

# Long work waits in the database for the command `worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Static files are for our own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# The token by which a browser is known again; without sign-ins for so long it is forgotten.
DEVICE_COOKIE_AGE = 180 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
