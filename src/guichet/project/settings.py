"""Django settings, read from the environment; with nothing set, an embedded database.

| variable | meaning | default |
|---|---|---|
| GUICHET_VAR | folder of the data that this installation keeps | `var` beside the sources |
| GUICHET_DATABASE_URL | `postgres://…` for PostgreSQL | SQLite in GUICHET_VAR |
| GUICHET_SECRET_KEY | signing key | made once, kept in GUICHET_VAR |
| GUICHET_HOSTS | host names served, separated by commas | this machine only |
| GUICHET_HTTPS | `1` where the site is served over HTTPS | off |
| GUICHET_PROXIES | how many trusted proxies stand in front | 1 with HTTPS, else none |
| GUICHET_STAFF_SESSION_HOURS | after how many hours a session of the staff ends, used or not | 12 |
| GUICHET_CLAMD_SOCKET | socket of clamd | no scanner |
| GUICHET_SMTP_URL | `smtp://user:password@host:port` | mail is kept in the outbox folder |
| GUICHET_SMS_URL | the gateway for text messages, `https://…` | kept in the outbox folder |
| GUICHET_SMS_TOKEN | its secret, sent as a bearer token | none |
| GUICHET_SMS_FROM | the sender that it shows | the gateway's own |
| GUICHET_FUND | YAML file that describes the fund | the made-up fund |
| GUICHET_DSN_TEST_SENDINGS | `refuse`: a DSN marked as a test opens no right | `take` |
| GUICHET_ADVANCES | `1`: advances on certain days may be given, by two agents | off |
| GUICHET_DEMO | `1`: made-up fund; agents may open unscanned files | off |
| GUICHET_NOW | instant taken as the present (demonstrations, rehearsals) | the machine's clock |
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from guichet.project.fund import load as load_fund

SOURCE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("GUICHET_VAR", SOURCE_DIR.parent.parent / "var"))
# What this installation keeps is of people's health and money: for its own account alone.
os.umask(0o077)
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("GUICHET_DEMO") == "1"
DEBUG = False


def _secret_key() -> str:
    """The key from the environment, else one made once for this installation."""
    if key := os.environ.get("GUICHET_SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    if not path.exists():
        # written whole beside, then named: of two processes that start, the first gives the key
        number, made = tempfile.mkstemp(prefix="secret-key.", dir=VAR_DIR)
        with os.fdopen(number, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        os.unlink(made)
    return path.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("GUICHET_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("GUICHET_HTTPS") == "1"
# Guichet speaks HTTP only: where the site is served over HTTPS, a proxy stands in front.
PROXIES = int(os.environ.get("GUICHET_PROXIES", "1" if HTTPS else "0"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "dsfr",
    "guichet.journal",
    "guichet.outbox",
    "guichet.tasks",
    "guichet.people",
    "guichet.documents",
    "guichet.declarations",
    "guichet.cases",
    "guichet.ledger",
    "guichet.letters",
    "guichet.contacts",
    "guichet.medical",
    "guichet.benefits.sick_leave",
    "guichet.insight",
    "guichet.erasure",
    "guichet.replay",
    "guichet.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guichet.web.typography.TypographyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "guichet.web.middleware.RoleMiddleware",
    # after the roles: it reads the whole request, which a stranger could make as long as they like
    "django.middleware.csrf.CsrfViewMiddleware",
]

ROOT_URLCONF = "guichet.web.urls"
WSGI_APPLICATION = "guichet.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guichet.web.context.layout",
            ],
        },
    }
]

# IMMEDIATE: a transaction that will write takes the lock at once instead of failing later.
# FULL: a payment file that has left must not be forgotten by a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    # A waiting writer retries without a queue: under long batches it may wait much of a minute.
    "timeout": 60,
    # recursive_triggers: else REPLACE takes a row away without the trigger that forbids it.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
    "PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY",
}


# jit=off: PostgreSQL takes longer to compile the queries of a page than to run them.
# work_mem: with the 4 MB that it comes with, the figures of a year are sorted and hashed on disk.
# random_page_cost: with the 4 that it comes with, which is of disks that turn, the days of a chunk
# of files are found by reading all files and all days ever claimed.
POSTGRESQL_OPTIONS = {"options": "-c jit=off -c work_mem=32MB -c random_page_cost=1.1"}


def _database() -> dict[str, Any]:
    url = os.environ.get("GUICHET_DATABASE_URL", f"sqlite:///{VAR_DIR / 'guichet.sqlite3'}")
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60)}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return {**database, "OPTIONS": SQLITE_OPTIONS}
    options = {**POSTGRESQL_OPTIONS, **database.get("OPTIONS", {})}
    return {**database, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": _database()}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
OTP_TOTP_ISSUER = "Guichet"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
STAFF_SESSION_HOURS = int(os.environ.get("GUICHET_STAFF_SESSION_HOURS", "12"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
DOCUMENTS_DIR = VAR_DIR / "documents"
OUTGOING_DIR = VAR_DIR / "outgoing"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = 15 * 1024 * 1024
UPLOAD_MAX_PAGES = 40
DSN_MAX_BYTES = 200 * 1024 * 1024
# A request longer than what its page takes (Route.takes) is refused before it is read.
REQUEST_MAX_BYTES = {
    "form": DATA_UPLOAD_MAX_MEMORY_SIZE,
    "paper": 2 * UPLOAD_MAX_BYTES,  # so that a paper a little too heavy is told so by its form
    "dsn": 210 * 1024 * 1024,
}
# Until a fund opens to its employers, sendings marked as tests are taken like real ones.
DSN_TAKE_TEST_SENDINGS = os.environ.get("GUICHET_DSN_TEST_SENDINGS", "take") == "take"

CLAMD_SOCKET = os.environ.get("GUICHET_CLAMD_SOCKET", "")
SMTP_URL = os.environ.get("GUICHET_SMTP_URL", "")
SMS_URL = os.environ.get("GUICHET_SMS_URL", "")
SMS_TOKEN = os.environ.get("GUICHET_SMS_TOKEN", "")
SMS_FROM = os.environ.get("GUICHET_SMS_FROM", "")
NOW = os.environ.get("GUICHET_NOW", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# When off, what would be decided alone is proposed, and an agent confirms it (in bulk).
AUTOMATIC_DECISIONS = os.environ.get("GUICHET_AUTOMATIC_DECISIONS", "1") == "1"

# An option of the fund: an advance on certain days, by two agents.
ADVANCES = os.environ.get("GUICHET_ADVANCES") == "1"

FUND = load_fund()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "guichet.project.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("GUICHET_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
