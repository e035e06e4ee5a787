"""What a production installation must not do: start-up checks with the setting to change in each message."""

import zoneinfo
from email.utils import getaddresses
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError
from django.db import connection

from backend.common.addresses import check_address
from backend.common.zones import zones_in_force

# Under which PostgreSQL keeps to itself what is in its rows and statements, where values stand as literals.
DISCREET_LOG = {
    "log_error_verbosity": ("terse",),  # else the row that was refused, and the address that was there already
    "log_min_error_statement": ("panic", "fatal"),  # else the statement that failed
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "auto_explain.log_min_duration": ("-1",),
}


@register(Tags.security, deploy=True)
def production_settings(**_: object) -> list[CheckMessage]:
    """Refuse what is fit only for a try on one's own machine; run by `manage.py check --deploy`."""
    found: list[CheckMessage] = []
    if "backend.demo" in settings.INSTALLED_APPS:
        found.append(Error("Demo mode is on.", hint="Unset NOD_DEMO.", id="nod.E001"))
    if not settings.SECURE:
        found.append(Error("NOD_BASE_URL is not https.", hint="Set it to the public https address.", id="nod.E002"))
    if "sqlite" in str(settings.DATABASES["default"]["ENGINE"]):
        found.append(Error("The database is SQLite.", hint="Set DATABASE_URL=postgres://…", id="nod.E003"))
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        found.append(Error("The queue is a folder.", hint="Set REDIS_URL=redis://…", id="nod.E004"))
    if "filebased" in settings.EMAIL_BACKEND:
        found.append(Error("E-mail goes to files.", hint="Set EMAIL_URL=smtp+tls://…", id="nod.E005"))
    if not _is_address(settings.DEFAULT_FROM_EMAIL):
        hint = "Set NOD_EMAIL_FROM=Nod <no-reply@clinic.example>."
        found.append(Error("NOD_EMAIL_FROM is no email address: no mail would go out.", hint=hint, id="nod.E016"))
    if settings.PUSH_EXTRA_ORIGINS:
        found.append(Error("Push may reach unlisted origins.", hint="Unset NOD_PUSH_EXTRA_ORIGINS.", id="nod.E006"))
    if not settings.CONTENT_ROLE:
        hint = "Set NOD_CONTENT_ROLE=nod_content and run `manage.py guard_content`."
        found.append(Error("The admin may read patients' tables.", hint=hint, id="nod.E013"))
    if not settings.VAPID_PRIVATE_KEY and not settings.VAPID_KEY_FILE.exists():
        found.append(checks.Warning("Web Push has no key.", hint="Run `manage.py create_vapid_key`.", id="nod.W001"))
    return found


@register(Tags.security, deploy=True)
def demo_sign_ins(**_: object) -> list[CheckMessage]:
    """Refuse a production database in which anybody can sign in with the password that the README prints."""
    from backend.accounts.passwords import DEMO_PASSWORD
    from backend.accounts.selectors import users_with_password

    if "backend.demo" in settings.INSTALLED_APPS or "accounts_user" not in connection.introspection.table_names():
        return []
    count = users_with_password(DEMO_PASSWORD, domain="nod.example")
    if not count:
        return []
    return [Error(f"{count} demo sign-ins exist.", hint="Start with an empty database.", id="nod.E007")]


@register(Tags.security)
def worker_settings(**_: object) -> list[CheckMessage]:
    """Refuse Celery settings under which a killed worker loses a task or two run the same; run at every start."""
    needed = (
        "CELERY_TASK_ACKS_LATE",
        "CELERY_TASK_REJECT_ON_WORKER_LOST",
        "CELERY_TASK_TIME_LIMIT",
        "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT",
        "CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE",
    )
    found: list[CheckMessage] = [
        Error(f"{name} is off: a killed worker would lose reminders.", id="nod.E008")
        for name in needed
        if not getattr(settings, name, None)
    ]
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return found
    options: dict[str, Any] = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    limit = settings.CELERY_TASK_TIME_LIMIT or 0
    if options.get("visibility_timeout", 3600) < 2 * limit:
        hint = f"Set visibility_timeout in CELERY_BROKER_TRANSPORT_OPTIONS to {2 * limit} or more."
        found.append(Error("A task may be given out again while it still runs.", hint=hint, id="nod.E009"))
    if options.get("unacked_restore_throttle", 10) * options.get("unacked_restore_interval", 10) > limit:
        hint = "Set unacked_restore_interval=2 and unacked_restore_throttle=1."
        found.append(Error("A dead worker's tasks come back too late.", hint=hint, id="nod.E010"))
    return found


@register(Tags.compatibility)
def time_zones(**_: object) -> list[CheckMessage]:
    """Refuse the operating system's time zones, which may ring reminders an hour late; run at every start."""
    if not zoneinfo.TZPATH:
        return []
    hint = "Something has called zoneinfo.reset_tzpath after backend/config/__init__.py did."
    return [Error(f"Time zones come from {zones_in_force()}, not from tzdata.", hint=hint, id="nod.E017")]


@register(Tags.security, deploy=True)
def queue_server(**_: object) -> list[CheckMessage]:
    """Refuse a Redis that drops keys when memory is short; one that does not tell its settings is believed."""
    url = settings.REDIS_URL
    if not url:
        return []
    try:
        with redis.from_url(url, socket_timeout=5) as client:
            policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "noeviction")
    except redis.ResponseError:
        return []
    except redis.RedisError as error:
        hint = "Start it, or mend REDIS_URL."
        return [Error(f"Redis cannot be reached ({type(error).__name__}).", hint=hint, id="nod.E011")]
    if policy == "noeviction":
        return []
    hint = "Set maxmemory-policy noeviction."
    return [Error(f"Redis drops keys when memory is short ({policy}).", hint=hint, id="nod.E012")]


@register(Tags.security, deploy=True)
def database_log(**_: object) -> list[CheckMessage]:
    """Refuse a PostgreSQL that would write what people entered into its own log."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DISCREET_LOG)])
        found: dict[str, str] = dict(cursor.fetchall())
    database = connection.settings_dict["NAME"]
    return [
        Error(
            f"The database's log may hold what people write ({name} is {found[name]}).",
            hint=f"As the database's superuser: ALTER DATABASE {database} SET {name} = '{right[0]}';",
            id="nod.E018",
        )
        for name, right in DISCREET_LOG.items()
        if found.get(name, right[0]) not in right
    ]


@register(Tags.security, deploy=True)
def lines_to_other_machines(**_: object) -> list[CheckMessage]:
    """Refuse a database or a queue on another machine that is spoken to in the clear."""
    found: list[CheckMessage] = []
    database: dict[str, Any] = settings.DATABASES["default"]
    mode = database.get("OPTIONS", {}).get("sslmode", "")
    if _is_elsewhere(str(database.get("HOST", ""))) and mode not in ("require", "verify-ca", "verify-full"):
        hint = "Add ?sslmode=verify-full to DATABASE_URL (or require)."
        found.append(Error("The database is on another machine, without TLS.", hint=hint, id="nod.E014"))
    queue = urlsplit(settings.REDIS_URL)
    if _is_elsewhere(queue.hostname or "") and queue.scheme != "rediss":
        hint = "Write REDIS_URL=rediss://…"
        found.append(Error("Redis is on another machine, without TLS.", hint=hint, id="nod.E015"))
    return found


def _is_elsewhere(host: str) -> bool:
    """Say whether a host is not this machine; a path is a socket here."""
    return bool(host) and not host.startswith("/") and host not in ("localhost", "127.0.0.1", "::1")


def _is_address(value: str) -> bool:
    """Say whether `value` is one address, with or without a name before it."""
    try:
        [(_, address)] = getaddresses([value])
        check_address(address)
    except (ValidationError, ValueError):
        return False
    return True
