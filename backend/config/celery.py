"""The Celery application. Tasks live in each app's `tasks` module; the periodic ones are listed in `beat.py`."""

import logging
import logging.config
import os
from pathlib import Path

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
app = Celery("nod")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

from backend.config import watchdog  # noqa: E402, F401  begins to watch when a worker starts


@signals.setup_logging.connect
def _log_like_the_rest(loglevel: int | None = None, **_: object) -> None:
    """Celery's own set-up would write the text of every error (common/scrubbed_log.py)."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    if loglevel is not None:
        logging.getLogger().setLevel(loglevel)


@app.on_after_configure.connect
def _prepare(sender: Celery, **_: object) -> None:
    from backend.config.beat import schedule

    options = sender.conf.broker_transport_options
    for key in ("data_folder_in", "control_folder"):
        if key in options:
            Path(options[key]).mkdir(parents=True, exist_ok=True)
    sender.conf.beat_schedule = schedule()
