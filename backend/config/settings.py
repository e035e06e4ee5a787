"""Django settings: one file for the demo, tests and production; the differences come from the environment (env.py)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from backend.config.env import BASE_DIR, DEMO, VAR_DIR, broker_url, database_config, demo_secret_key, email_config, env

BASE_URL: str = env("NOD_BASE_URL").rstrip("/")
_origin = urlsplit(BASE_URL)
BASE_HOST = _origin.hostname or "127.0.0.1"
SECURE = _origin.scheme == "https"

DEBUG = False
SECRET_KEY: str = env("NOD_SECRET_KEY") or (demo_secret_key() if DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "NOD_SECRET_KEY is not set. Give it 50 random characters or more, or set NOD_DEMO=1 to try Nod."
    )
# Keys before a change: sessions go on, and what they sealed still opens (common/sealed.py).
SECRET_KEY_FALLBACKS: list[str] = env("NOD_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS: list[str] = env("NOD_ALLOWED_HOSTS") or [BASE_HOST]
if DEMO:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{_origin.scheme}://{_origin.netloc}"]

INSTALLED_APPS = [
    # First, because its templates stand in for those of libraries.
    "backend.config.apps.ConfigConfig",
    "backend.curation",
    "backend.config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "backend.audit",
    "backend.accounts.apps.AccountsConfig",
    "backend.library",
    "backend.programs",
    "backend.diary",
    "backend.assessments",
    "backend.messages.apps.MessagesConfig",
    "backend.insights",
    "backend.desk",
    "backend.reminders",
    "backend.sync",
    "backend.reports",
    "backend.rights",
    *(["backend.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "backend.common.permissions_policy.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.common.language.AskedLanguage",
    "backend.common.no_store.NoStore",
    "backend.common.fetch_metadata.FetchMetadata",
    "backend.common.try_again.TryAgain",
    "backend.accounts.source.NoteSource",
    "backend.accounts.one_at_a_time.OneAtATime",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backend.accounts.session_limits.SessionLimits",
    "backend.accounts.denials.Denials",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backend.accounts.doors.Doors",
    "backend.config.content_role.ContentRole",
]

ROOT_URLCONF = "backend.config.urls"
WSGI_APPLICATION = "backend.config.wsgi.application"
# Of each web worker (rsgi.py); as many database connections.
WEB_THREADS: int = env("NOD_WEB_THREADS")
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
            ]
        },
    }
]

DATABASES = {"default": database_config()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env("REDIS_URL"),
            # A line that went dead is found out and made anew, instead of failing whoever uses it next.
            "OPTIONS": {
                "socket_timeout": 3,
                "socket_connect_timeout": 3,
                "retry": Retry(NoBackoff(), 2),
                "retry_on_error": [RedisConnectionError, RedisTimeoutError],
            },
        }
        if env("REDIS_URL")
        # Counters of sign-in attempts must hold across processes, so the fallback is the database, not local memory.
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "nod_cache"}
    )
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
TIME_ZONE = "UTC"
USE_TZ = True

# Static files: the frontend build is served at its own paths by WhiteNoise; Django's own files under /static/.
FRONTEND_DIST = Path(env("NOD_FRONTEND_DIST") or BASE_DIR / "frontend" / "dist")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Photos and videos that curators upload.
MEDIA_ROOT = VAR_DIR / "media"
KEPT_ASSETS = VAR_DIR / "assets"
WHITENOISE_ROOT = FRONTEND_DIST / "public"
WHITENOISE_USE_FINDERS = True


def _immutable(path: str, url: str) -> bool:
    return url.startswith("/assets/")


WHITENOISE_IMMUTABLE_FILE_TEST = _immutable

# People, sessions, sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["backend.accounts.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "backend.accounts.passwords.HardToGuess"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Codes rather than links, because they are typed where the session is. Whom it stops: accounts/stages.py.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 1800
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# One address each: a new one takes the place of the old when its code is typed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_ADAPTER = "backend.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
# Digits, because they are typed on a phone: 10^8 of them, five tries a code, three codes a minute for an address.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
USERSESSIONS_ADAPTER = "backend.accounts.sign_in_trail.SessionsAdapter"
MFA_ADAPTER = "backend.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs up by themselves, so nobody can shut another person out of an address with a factor of their own.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Lets the list of devices say when each was last used (accounts/session_limits.py notes it).
USERSESSIONS_TRACK_ACTIVITY = True
# Staff without one have no role (accounts/second_factor.py). The printed demo sign-ins get in without.
SECOND_FACTOR_REQUIRED = not DEMO
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# Its limits lock the right person out and tell no time; ours stand in front of its routes (accounts/doors.py).
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = env("NOD_TRUSTED_PROXIES")
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_reset_password_from_key": f"{BASE_URL}/#reset/{{key}}",
    "account_signup": f"{BASE_URL}/app/welcome",
}
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "/"
SESSION_ENGINE = "backend.accounts.session_store"
SESSION_COOKIE_AGE = 90 * 24 * 3600
# Of staff (accounts/session_limits.py); what a desk in a clinic is left alone for.
STAFF_IDLE_SECONDS = 15 * 60
STAFF_SESSION_SECONDS = 12 * 3600
LAST_SEEN_COOKIE_NAME = "__Host-nod-seen" if SECURE else "nod-seen"
DEVICE_COOKIE_NAME = "__Host-nod-device" if SECURE else "nod-device"
SESSION_COOKIE_NAME = "__Host-nod-session" if SECURE else "nod-session"
CSRF_FAILURE_VIEW = "backend.config.admin_site.csrf_failed"
CSRF_COOKIE_NAME = "__Host-nod-csrf" if SECURE else "nod-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Headers
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env("NOD_TRUSTED_PROXIES") else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    # Deny by default: a view without a policy of its own answers nobody.
    "DEFAULT_PERMISSION_CLASSES": ["backend.accounts.policies.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.common.strict_json.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.common.api.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Nod",
    "DESCRIPTION": "Home exercise program and headache diary for people whose headaches start in the neck.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["backend.accounts.policies.Anyone"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/icons/icon.svg",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.common.openapi.add_problem",
        "backend.common.openapi.wall_times",
    ],
    # Clients are typed by these names, and tests/architecture/synced_choices.json pins what phones know of them.
    "ENUM_NAME_OVERRIDES": {
        "LanguageCode": "backend.accounts.models.Language",
        "SideCode": "backend.programs.models.Side",
        "BodySideCode": "backend.library.shapes.BODY_SIDES",
        "DoseTypeCode": "backend.programs.models.DoseType",
        "SlotCode": "backend.programs.schedule.SLOTS",
        "UrgencyCode": "backend.diary.red_flags.URGENCIES",
        "HoldCode": "backend.diary.selectors.HOLDS",
        "GentleCode": "backend.programs.precautions.GENTLENESS",
        "PrecautionCode": "backend.programs.precautions.TAGS",
        "ChecklistAnswerCode": "backend.assessments.shapes.ANSWERS",
        "TreatmentCode": "backend.assessments.models.TreatmentKind",
        "ReminderCode": "backend.reminders.models.Kind",
        "SureCode": "backend.diary.day_shapes.SURE",
        "HelpedCode": "backend.diary.day_shapes.HELPED",
        "StiffnessCode": "backend.diary.day_shapes.STIFFNESS",
        "HeadacheSideCode": "backend.diary.day_shapes.HEADACHE_SIDES",
        "MedicineClassCode": "backend.diary.medicines.MEDICINE_CLASSES",
        "ExerciseOutcomeCode": "backend.diary.models.ExerciseOutcome",
        "SkipReasonCode": "backend.diary.models.SkipReason",
        "AskedCode": "backend.diary.models.Asked",
        "PushOutcomeCode": "backend.sync.push.OUTCOMES",
        "RuleOutcomeCode": "backend.programs.models.RULE_OUTCOMES",
    },
}

# E-mail
globals().update(email_config())
DEFAULT_FROM_EMAIL: str = env("NOD_EMAIL_FROM")
# A mail server that hangs must not hold a request or a worker for good. Seconds for each step.
# Whoever sends an invitation waits for its mail with a transaction open (accounts/sent_once.py).
EMAIL_TIMEOUT = 10

# Celery: the database holds every due reminder; the broker is only a doorbell (docs/adr/0004).
# Under which role of the database the admin runs (config/content_role.py).
CONTENT_ROLE: str = env("NOD_CONTENT_ROLE")
REDIS_URL: str = env("REDIS_URL")
CELERY_BROKER_URL = broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 15
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Forever: without a queue the worker still sweeps (watchdog.py).
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 5
CELERY_TIMEZONE = "UTC"
# A worker in which nothing comes to its end for so long exits, to be started anew (watchdog.py).
WORKER_STALLED_SECONDS: float = env("NOD_WORKER_STALLED_SECONDS")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = VAR_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(VAR_DIR / "queue-control"),
        "polling_interval": 0.1,
    }
else:
    # The defaults give a task of a killed worker back only after an hour and a hundred seconds of sweeping.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 120,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        # A connection that went silent without a word is given up, not waited for.
        "socket_connect_timeout": 5,
        "socket_timeout": 20,
        "socket_keepalive": True,
        "health_check_interval": 20,
    }

# The oldest app that may sync (frontend/src/api/client.ts: CLIENT); raise it only when a field has to go.
MIN_CLIENT = 0

# Reminders
REMINDER_CHANNELS = [
    "backend.reminders.channels.web_push.WebPushChannel",
    "backend.reminders.channels.email.EmailChannel",
]
REMINDER_SWEEP_SECONDS: float = env("NOD_REMINDER_SWEEP_SECONDS")
METRICS_TOKEN: str = env("NOD_METRICS_TOKEN")
VAPID_PRIVATE_KEY: str = env("NOD_VAPID_PRIVATE_KEY")
VAPID_KEY_FILE = VAR_DIR / "vapid.pem"
VAPID_SUBJECT: str = env("NOD_VAPID_SUBJECT") or (BASE_URL if SECURE else "mailto:operator@nod.example")
PUSH_ALLOWED_HOSTS = [
    "fcm.googleapis.com",
    "*.push.apple.com",
    "updates.push.services.mozilla.com",
    "*.notify.windows.com",
]
# Origins beyond the allow-list, plain http and loopback included: for a push service of one's own and for tests.
PUSH_EXTRA_ORIGINS: list[str] = env("NOD_PUSH_EXTRA_ORIGINS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "backend.common.scrubbed_log.ScrubbedFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell each step of each page.
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}
