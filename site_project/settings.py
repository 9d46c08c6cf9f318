"""All settings, from the environment and ``.env``. A value that cannot work stops the start with what to set."""

import os
import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured
from PIL import ImageFont

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env_file = BASE_DIR / os.environ.get("ATLAS_ENV_FILE", ".env")
if env_file.is_file():
    environ.Env.read_env(env_file)


def read(kind, name: str, default):
    """A setting from the environment; raises ``ImproperlyConfigured`` with a sentence when it is malformed."""
    try:
        return getattr(env, kind)(name, default=default)
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"{name} in the environment or .env cannot be read as a {kind}.") from error


def flag(name: str, *, default: bool) -> bool:
    # Stricter than the library, to which every word that is not "true" is false.
    value = str(env.str(name, default=str(default))).strip().lower()
    if value not in ("true", "false", "1", "0", "yes", "no", "on", "off"):
        raise ImproperlyConfigured(f"{name} is “{value}”; set it to True or False.")
    return value in ("true", "1", "yes", "on")


def rate(name: str, *, default: str) -> tuple[int, int] | None:
    """A number in a time, as (number, seconds); None where the setting is blank."""
    value = env.str(name, default=default).strip()
    number, _slash, unit = value.partition("/")
    seconds = {"second": 1, "minute": 60, "hour": 3600}.get(unit)
    if value and not (number.isascii() and number.isdigit() and int(number) and seconds):
        raise ImproperlyConfigured(f"{name} is “{value}”; set it to a rate such as 300/minute, or leave it blank.")
    return (int(number), seconds) if seconds else None


DEBUG = flag("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("Set SECRET_KEY to 32 or more random characters; “make serve” writes one into .env.")
RELEASE = env.str("RELEASE", default=format(int(time.time()), "x"))

SITE_NAME = "Hard Tech Atlas"
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
try:
    _site = urlsplit(SITE_URL)
except ValueError:
    _site = urlsplit("")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path or _site.query:
    raise ImproperlyConfigured(f"SITE_URL is “{SITE_URL}”; set it to an address such as https://atlas.example.org.")
if _site.scheme == "http" and _site.hostname not in LOOPBACK:
    raise ImproperlyConfigured(f"SITE_URL is “{SITE_URL}”; anywhere but on this machine it must begin with https://.")
REPORT_EMAIL = env.str("REPORT_EMAIL", default="")
CARD_FONT = env.str("CARD_FONT", default="")
try:
    CARD_FONT and ImageFont.truetype(CARD_FONT)
except OSError as error:
    raise ImproperlyConfigured(f"CARD_FONT is “{CARD_FONT}”; set it to the path of a font file.") from error

API_RATE = rate("API_RATE", default="300/minute")
# Said by whoever asks, unless a proxy in front writes it on every request: so none is believed by default.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="")

ALLOWED_HOSTS = [_site.hostname] if _site.hostname not in LOOPBACK else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _site.scheme == "https"
SESSION_COOKIE_NAME = "session"
if _site.scheme == "https":
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # TLS ends at the proxy in front, which must set this header itself on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "site_project",
    # From the lowest floor up: sections of a page stand in the order in which the apps add them.
    "sources",
    "entries",
    "zones",
    "companies",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "site_project.headers.content_security_policy",
    "site_project.headers.private_when_signed_in",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "site_project.api.front.front",
    "entries.freshness.asked_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "site_project.addresses.lead_on",
]
# Missing slashes are put right in site_project.addresses, with all else that is wrong with an address.
APPEND_SLASH = False
ROOT_URLCONF = "site_project.urls"
WSGI_APPLICATION = "site_project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "site_project.context.site",
            ]
        },
    }
]

DATABASES = {"default": read("db_url", "DATABASE_URL", f"sqlite:///{VAR_DIR / 'atlas.sqlite3'}")}
_database = DATABASES["default"]
if _database.get("ENGINE") == "django.db.backends.sqlite3":
    if _database["NAME"] != ":memory:":
        _database["NAME"] = str(BASE_DIR / _database["NAME"])
        try:
            Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"Make the folder of {_database['NAME']} writable: {error.strerror}.") from error
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        "timeout": 20,
        # Transactions are opened only where something is written; taking the lock at once avoids one that fails midway.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif _database.get("ENGINE") == "django.db.backends.postgresql":
    _database["CONN_MAX_AGE"] = 0
    # A page asks for few rows: to compile its queries, or to start workers for them, takes longer than to answer.
    few = "-c jit=off -c max_parallel_workers_per_gather=0"
    _database["OPTIONS"] = {"pool": True, "options": few} | _database.get("OPTIONS", {})
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")

# In each process's memory. The number is a bound, so that no crowd of clients fills it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "entries.admin_forms.tag_names"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "site_project" / "locale"]
FORMAT_MODULE_PATH = "site_project.formats"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
try:
    ZoneInfo(TIME_ZONE)
except (OSError, ValueError, ZoneInfoNotFoundError) as error:
    raise ImproperlyConfigured(f"TIME_ZONE is “{TIME_ZONE}”; set it to a name such as Europe/Berlin or UTC.") from error
USE_TZ = True

DUMP_FILE = VAR_DIR / "atlas.zip"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "site_project.collected.JoinedStaticFilesStorage"
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
