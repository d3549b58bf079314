"""All settings, from the environment. `docs/deployment.md` lists the variables.

Without any variable set this is the development set-up: SQLite in `var/`, debug off unless DEBUG=1, and a
secret key made once and kept in `var/secret_key`, so that a fresh clone runs without a question asked.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Requests run beside each other: one that took every core for its sums would only wait for the others. numpy reads
# this as it is first imported, which is later.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def env_flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def get_secret_key() -> str:
    """The secret key from SECRET_KEY, or one made once for this clone; production must set its own."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if env_flag("PRODUCTION"):
        raise ImproperlyConfigured("Set SECRET_KEY: PRODUCTION=1 does not make one by itself.")
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(60))
        path.chmod(0o600)
    return path.read_text().strip()


PRODUCTION = env_flag("PRODUCTION")
DEBUG = env_flag("DEBUG") and not PRODUCTION
SECRET_KEY = get_secret_key()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
if PRODUCTION:
    # The container's health check asks from inside. A site without any name of its own still answers nobody.
    ALLOWED_HOSTS += ["127.0.0.1"] if ALLOWED_HOSTS else []
elif extra_host := os.environ.get("HOST"):
    # `make run HOST=...` listens there; 0.0.0.0 is every address of this machine.
    ALLOWED_HOSTS.append(extra_host if extra_host != "0.0.0.0" else "*")  # noqa: S104
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django_tables2",
    "django_filters",
    "simple_history",
    "csp",
    "votes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "votes.web.page_cache.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "votes.web.middleware.NulMiddleware",
    "votes.web.middleware.TopicAliasMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "hrc.urls"
WSGI_APPLICATION = "hrc.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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


# How long one who writes waits for another: on SQLite for any writer, on PostgreSQL an import for an import.
DATABASE_WAIT_SECONDS = int(os.environ.get("DATABASE_WAIT_SECONDS", "20"))


def get_database() -> dict[str, Any]:
    """SQLite in WAL mode under `var/`, or whatever DATABASE_URL names (PostgreSQL with psycopg's pool)."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{VAR_DIR / 'hrc.sqlite3'}"
    # The pool keeps connections itself, so Django must not (CONN_MAX_AGE = 0).
    config: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=0)}
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": DATABASE_WAIT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config["ENGINE"].endswith("postgresql") and env_flag("DATABASE_POOL", default=True):
        options["pool"] = {"min_size": 1, "max_size": int(os.environ.get("DATABASE_POOL_SIZE", "8"))}
    return config


DATABASES = {"default": get_database()}
# Redis, "redis://host:6379/0": pages for all processes. Without it each process keeps its own, PAGE_CACHE_MB of them.
CACHE_URL = os.environ.get("CACHE_URL", "").strip()
PAGE_CACHE_MB = int(os.environ.get("PAGE_CACHE_MB", "32"))
PAGE_CACHE = "pages"
# A developer who changes a template wants to see it.
PAGES_STORED = env_flag("PAGES_STORED", default=not DEBUG)
CACHES = {
    # What is computed from the record, as Python objects, for this process alone: docs/adr/0005-record-version.md.
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    PAGE_CACHE: {
        "BACKEND": "votes.core.shared_cache.SharedCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.5},
        "KEY_PREFIX": "hrc",
    }
    if CACHE_URL
    else {"BACKEND": "votes.web.page_store.MemoryPages", "LOCATION": str(PAGE_CACHE_MB * 1024 * 1024)},
}
# The most that one request may upload, all its files together.
UPLOAD_LIMIT = int(os.environ.get("UPLOAD_LIMIT_MB", "32")) * 1024 * 1024
# Whether an upload is read and imported by a process of its own; the tests do it in the request.
UPLOADS_IN_A_PROCESS = env_flag("UPLOADS_IN_A_PROCESS", default=True)
FILE_UPLOAD_HANDLERS = [
    "votes.entry.upload.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# An e-mail address or a page: where the library can complain of `manage.py harvest`, whose requests name it.
HARVEST_CONTACT = os.environ.get("HARVEST_CONTACT", "").strip()

# Who makes this site, and an e-mail address or page at which they can be reached: in the foot of every page.
MAKER = os.environ.get("MAKER", "").strip()
CONTACT = os.environ.get("CONTACT", "").strip()

# Where `make record` fetches the whole record without FROM=: a folder with the catalogue's pair of CSV files.
RECORD_ADDRESS = os.environ.get(
    "RECORD_ADDRESS", "https://raw.githubusercontent.com/lszoszk/hrc-voting/main/data/csv/"
).strip()

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "hrc.formats"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# Only production collects them; elsewhere whitenoise would warn of a folder that is not there.
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles")) if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# In development files are served from where they lie; in production from STATIC_ROOT, hashed and compressed.
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # plotly.js positions its drawing with style attributes; style elements and scripts stay forbidden.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# HTTPS=1 (the default in production) is for a site behind TLS; a proxy says so with X-Forwarded-Proto.
HTTPS = env_flag("HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DJANGO_TABLES2_TEMPLATE = "votes/web/table.html"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
