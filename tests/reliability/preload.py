"""Loaded once by the fork server, so that a new sender starts in milliseconds."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

import django

django.setup()

import backend.reminders.channels.email  # noqa: E402
import backend.reminders.channels.web_push  # noqa: E402
import backend.reminders.sending  # noqa: E402, F401
