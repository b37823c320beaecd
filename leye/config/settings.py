"""Settings. Everything that differs between places comes from the environment (README lists the names)."""

import os

from leye.config.database import databases
from leye.vault.keys import load_keys
from leye.vault.state import PROJECT_ROOT, state_dir

KEYS = load_keys()
SECRET_KEY = KEYS.django_secret
DEBUG = os.environ.get("LEYE_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("LEYE_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("LEYE_ORIGINS", "").split(",") if o]
BEHIND_TLS = os.environ.get("LEYE_TLS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "leye.areas",
    "leye.accounts",
    "leye.ledger",
    "leye.adoption",
    "leye.worklist",
    "leye.casework",
    "leye.market",
    "leye.vacancies",
    "leye.reporting",
    "leye.training",
    "leye.benefits",
    "leye.registers",
    "leye.cases",
    "leye.outreach",
    "leye.evidence",
    "leye.sheets",
    "leye.gatherings",
    "leye.hiring",
    "leye.demand",
    "leye.fairs",
    "leye.selfservice",
    "leye.recruiters",
    "leye.offline",
    "leye.intake",
    "leye.web",
]

MIDDLEWARE = [
    "leye.web.middleware.DatabaseAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "leye.web.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leye.web.middleware.SessionAgeMiddleware",
    "leye.web.middleware.PasswordChangeMiddleware",
    "leye.web.middleware.ScopeMiddleware",
]

ROOT_URLCONF = "leye.config.urls"
WSGI_APPLICATION = "leye.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "leye" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leye.web.context.workplace",
            ],
        },
    }
]

DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: Counters of tries and locks stand here. The table culls by name when it is full, so it must never be: otherwise somebody
#: from outside could wipe a lock by filling it. What ran out is removed every night.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "leye_cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000_000},
    }
}  # fmt: skip

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "leye.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Five failures in 15 minutes lock an account; an address gets more, because a whole office shares one.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/ip,5/15m/key", "login": "60/m/ip"}
# Behind one reverse proxy the address is the last one it names.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
REQUIRE_TOTP = os.environ.get("LEYE_REQUIRE_TOTP") == "1"
MFA_ADAPTER = "leye.accounts.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "乐业"
# The clock of an old phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 2 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "leye.web.errors.token_missing"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PROJECT_ROOT / "leye" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Django alone is silent about its errors unless DEBUG: what failed, and when, must stand on the terminal.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "line"},
    },
    "root": {"handlers": ["terminal"]},
    # Absent pages and refusals are everyday.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# Runs of the night kept on disk: every day of the last so many days, the last of each month for so many years.
NIGHT_KEEP_DAYS = int(os.environ.get("LEYE_NIGHT_KEEP_DAYS", 31))
NIGHT_KEEP_YEARS = int(os.environ.get("LEYE_NIGHT_KEEP_YEARS", 10))

# Where the night is worked out: `duckdb` on this machine, or `spark` on a cluster (docs/how-to).
NIGHT_ENGINE = os.environ.get("LEYE_NIGHT_ENGINE", "duckdb")
SPARK_MASTER = os.environ.get("LEYE_SPARK", "local[*]")
SPARK_STORE = os.environ.get("LEYE_SPARK_STORE", "")

STATIC_URL = "/static/"
STATIC_ROOT = state_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = state_dir() / "uploads"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "leye.web.importing.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# Attachments are shown to ClamAV where it is: the path of its socket, or host:port.
CLAMAV = os.environ.get("LEYE_CLAMAV", "")
UPLOAD_MAX_BYTES = int(os.environ.get("LEYE_UPLOAD_MAX_BYTES", 60 * 1024 * 1024))
