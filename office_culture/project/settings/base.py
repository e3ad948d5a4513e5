"""What every profile shares. Profiles decide on secrets, hosts, the database and the transport."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from office_culture.project.database import database_settings, sqlite_url

BASE_DIR = Path(__file__).resolve().parents[3]
PACKAGE_DIR = BASE_DIR / "office_culture"

INSTALLED_APPS = [
    "office_culture.project.apps.ProjectConfig",
    "office_culture.apps.OfficeCultureConfig",
    "campaign.apps.CampaignConfig",
    "awards.apps.AwardsConfig",
    # After our own packages, whose templates of the same name take its place.
    "office_culture.project.apps.OfficeAdminConfig",
    "import_export",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
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
    "sessions",
)

MIDDLEWARE = [
    "office_culture.project.middleware.WithoutNull",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "office_culture.project.middleware.ContentSecurityPolicy",
    "office_culture.project.middleware.EventContext",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

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
        os.environ.get("DATABASE_URL", sqlite_url(BASE_DIR / "var" / "office.sqlite3"))
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
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "start"
# An unattended screen in an office signs itself out after half an hour.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Five wrong passwords lock this account from this address for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "office_culture.rules.requests.address_of"
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# Our own events tell what matters; the package's tables stay out of the menu.
AXES_ENABLE_ADMIN = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# The words of the libraries come second: ours win where both have a text.
LOCALE_PATHS = [PACKAGE_DIR / "translations" / "own", PACKAGE_DIR / "translations" / "libraries"]
FORMAT_MODULE_PATH = ["office_culture.project.formats"]
USE_I18N = True
# Django would group years as well (2.022): counts are written with `office_culture.text.numbers` where they are shown.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Reminders go out by mail where a server is named; otherwise they stand on the start page only.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "office-culture@localhost")

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
# Pictures of papers on the screen are set in the typeface of the papers.
STATICFILES_DIRS = [("typeface", PACKAGE_DIR / "papers" / "fonts")]
# Uploaded files never lie below a URL: a view serves them after asking for permission.
PRIVATE_FILES_DIR = Path(os.environ.get("PRIVATE_FILES_DIR", BASE_DIR / "var" / "files"))
# Sheets between preview and confirmation; `purge_imports` empties it.
WAITING_IMPORTS_DIR = Path(os.environ.get("WAITING_IMPORTS_DIR", BASE_DIR / "var" / "imports"))
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
RECORD_FILES_MAX_BYTES = 200 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The form of an inspection has a place for evidence at every item, and an empty one counts as a file, too.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
# A directory with a licensed Times New Roman (four styles); empty: the bundled Tinos.
PAPER_FONTS_DIR = os.environ.get("PAPER_FONTS_DIR", "")

# Where strangers check issued papers, for example https://vanban.example.gov.vn; printed with a QR code. Empty: none.
CHECK_ADDRESS = os.environ.get("CHECK_ADDRESS", "")
# Looks at the check pages from one address in a minute, and files compared there.
CHECK_LIMIT = 30
CHECK_UPLOAD_LIMIT = 10
CHECK_UPLOAD_MAX_BYTES = 20 * 1024 * 1024
# Roots of the certificates that sign papers (.pem, .crt, .cer), and revocation lists (.crl). Empty: none is accepted.
SIGNING_ROOTS_DIR = os.environ.get("SIGNING_ROOTS_DIR", "")

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
