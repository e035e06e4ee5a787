"""Settings, addresses and processes. Importing it makes the Celery app known to Django's processes."""

from backend.common.zones import use_locked_zones

# Before anything makes a time zone: each process of Nod imports this first.
use_locked_zones()

from backend.config.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
