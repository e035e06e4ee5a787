"""Reads the environment. Every setting an operator may change is named here, once, with its default."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env(
    NOD_DEMO=(bool, False),
    NOD_SECRET_KEY=(str, ""),
    NOD_SECRET_KEY_FALLBACKS=(list, []),
    NOD_BASE_URL=(str, "http://127.0.0.1:8000"),
    NOD_ALLOWED_HOSTS=(list, []),
    NOD_VAR_DIR=(str, str(BASE_DIR / "var")),
    DATABASE_URL=(str, ""),
    REDIS_URL=(str, ""),
    EMAIL_URL=(str, ""),
    NOD_EMAIL_FROM=(str, "Nod <no-reply@nod.example>"),
    NOD_REMINDER_SWEEP_SECONDS=(float, 30.0),
    NOD_VAPID_PRIVATE_KEY=(str, ""),
    NOD_VAPID_SUBJECT=(str, ""),
    NOD_PUSH_EXTRA_ORIGINS=(list, []),
    NOD_TRUSTED_PROXIES=(int, 0),
    NOD_METRICS_TOKEN=(str, ""),
    NOD_WORKER_STALLED_SECONDS=(float, 180.0),
    NOD_CONTENT_ROLE=(str, ""),
    NOD_FRONTEND_DIST=(str, ""),
    NOD_WEB_THREADS=(int, 8),
)

VAR_DIR = Path(env("NOD_VAR_DIR"))
DEMO: bool = env("NOD_DEMO")


def database_config() -> dict[str, object]:
    """Return Django's DATABASES["default"]: PostgreSQL when DATABASE_URL names it, else SQLite under var/."""
    url: str = env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'nod.sqlite3'}"
    config = dict(environ.Env.db_url_config(url))
    engine = str(config["ENGINE"])
    if engine.endswith("sqlite3"):
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # WAL lets readers go on while one writes; IMMEDIATE takes the write lock first, so a transaction never
        # fails halfway with "database is locked".
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        }
    else:
        # A new connection per request costs more than the request's own queries, so each thread keeps one. It is asked
        # before its next use: after a restart of the database nobody is turned away.
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
    return config


def broker_url() -> str:
    """Return Celery's broker: Redis when REDIS_URL is given, else a folder under var/ (slower, no server needed)."""
    url: str = env("REDIS_URL")
    # Celery and redis-py name a unix socket differently.
    return url.replace("unix://", "redis+socket://") or "filesystem://"


def email_config() -> dict[str, object]:
    """Return Django's e-mail settings: SMTP when EMAIL_URL names it, else files that the mailbox page shows."""
    url: str = env("EMAIL_URL")
    if url:
        return dict(environ.Env.email_url_config(url))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(VAR_DIR / "mail"),
    }


def demo_secret_key() -> str:
    """Return a key that is random for this installation and kept in var/, so that a restart signs nobody out."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            file.write(get_random_secret_key())
        path.chmod(0o600)
    except FileExistsError:
        pass
    return path.read_text()
