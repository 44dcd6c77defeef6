"""Settings from the environment. docs/deployment.md lists every variable."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from carepost import embedded_postgres

PACKAGE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("CAREPOST_VAR", Path.cwd() / "var")).resolve()
DEMO = os.environ.get("CAREPOST_DEMO", "") == "1"


def _secret_key() -> str:
    """The given key; a private installation makes one for itself, once."""
    if given := os.environ.get("CAREPOST_SECRET_KEY", ""):
        return given
    if os.environ.get("DATABASE_URL") and not DEMO:
        raise SystemExit(
            "Error: Set CAREPOST_SECRET_KEY to a long random text, the same for every process (docs/deployment.md)."
        )
    place = VAR / "keys" / "secret"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = place.with_name(f"secret.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        # Of several starters one wins, and nobody reads a half-written key.
        with suppress(FileExistsError):
            os.link(fresh, place)
        fresh.unlink()
    return place.read_text()


DEBUG = False
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("CAREPOST_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CAREPOST_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "carepost.records.audit",
    "carepost.records.queue",
    "carepost.records.places",
    "carepost.records.people",
    "carepost.records.employers",
    "carepost.records.posts",
    "carepost.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "carepost.web.middleware.RefuseNulBytes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "carepost.web.middleware.ActorMiddleware",
]

ROOT_URLCONF = "carepost.web.urls"
WSGI_APPLICATION = "carepost.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "carepost.web.context.site",
            ],
        },
    }
]


def _server(url: str, user: str) -> dict[str, Any]:
    """Where the server is: from a URL where one is given, else the private cluster under var/."""
    if not url:
        host = str(embedded_postgres.socket_folder(VAR / "postgres"))
        return {"NAME": "carepost", "USER": user, "HOST": host, "PORT": embedded_postgres.PORT}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise SystemExit("DATABASE_URL must look like postgresql://USER:PASSWORD@HOST:PORT/NAME")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    return {
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def _database(url: str, user: str, role: str) -> dict[str, Any]:
    """`role` is taken on at connection, so that a login that owns the tables still serves pages as the web role."""
    entry = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, **_server(url, user)}
    entry["OPTIONS"] = {**entry.get("OPTIONS", {}), **({"options": f"-c role={role}"} if role else {})}
    return entry


_OWNER_URL = os.environ.get("DATABASE_URL", "")
_WEB_URL = os.environ.get("CAREPOST_WEB_DATABASE_URL", "")
EMBEDDED = not _OWNER_URL
DATABASES = {
    # Pages, API and worker: may not change what is append-only.
    "default": _database(
        _WEB_URL or _OWNER_URL,
        embedded_postgres.WEB_ROLE,
        "" if EMBEDDED or _WEB_URL else embedded_postgres.WEB_ROLE,
    )
    | {"CONN_MAX_AGE": 60},
    # Migrations only.
    "owner": _database(_OWNER_URL, embedded_postgres.OWNER_ROLE, ""),
}

AUTH_USER_MODEL = "people.User"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "username"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["carepost.records.people.hashers.TunedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# The words in the code are Chinese; English is the one catalogue. Times are stored in UTC and told in Beijing time.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "media"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("CAREPOST_HTTPS", "") == "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("CAREPOST_BEHIND_PROXY", "") == "1" else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
