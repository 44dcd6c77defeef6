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
    "carepost.records.packs",
    "carepost.records.people",
    "carepost.records.employers",
    "carepost.records.posts",
    "carepost.records.carers",
    "carepost.records.certification",
    "carepost.records.hiring",
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
    # A page is many short statements of many people: workers of its own and compiling cost each more than they save.
    options = "-c jit=off -c max_parallel_workers_per_gather=0" + (f" -c role={role}" if role else "")
    entry["OPTIONS"] = {**entry.get("OPTIONS", {}), "options": options}
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

# Who logs in and how (carepost.records.people, carepost.web.account).
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["carepost.records.people.backend.PeopleBackend"]
PASSWORD_HASHERS = ["carepost.records.people.hashers.TunedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "carepost.records.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "carepost.records.people.passwords.NotCommon"},
    {"NAME": "carepost.records.people.passwords.NotDigitsOnly"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "carepost.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# allauth logs staff in. Codes by phone are our own operation: see carepost.records.people.phone_login.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = 12 * 3600  # staff log in once a working day, carers (below) once a fortnight
# allauth counts in a cache, which each process has for itself: our forms count in the database instead.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "carepost.web.account.forms.StaffLoginForm",
    "reauthenticate": "carepost.web.account.forms.PasswordAgainForm",
    "change_password": "carepost.web.account.forms.NewPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("CAREPOST_BEHIND_PROXY", "") == "1" else 0
MFA_ADAPTER = "carepost.web.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Carepost"
MFA_TOTP_TOLERANCE = 1  # phones of officers are not always on time: one step of 30 s either way
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "carepost.web.account.forms.SecondFactorForm",
    "reauthenticate": "carepost.web.account.forms.SecondFactorAgainForm",
    "activate_totp": "carepost.web.account.forms.SetUpAppForm",
    "add_webauthn": "carepost.web.account.forms.AddPasskeyForm",
    "authenticate_webauthn": "carepost.web.account.forms.PasskeyForm",
    "reauthenticate_webauthn": "carepost.web.account.forms.PasskeyAgainForm",
}
SESSION_COOKIE_AGE = 14 * 24 * 3600
CAREPOST_KEYS = os.environ.get("CAREPOST_KEYS", "")
CAREPOST_KEYS_FILE = VAR / "keys" / "ring"
CAREPOST_SMS = os.environ.get("CAREPOST_SMS", "file" if DEMO else "console")
CAREPOST_SMS_FOLDER = VAR / "sms"

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
