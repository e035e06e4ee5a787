"""`manage.py reminder_status`: the operator's page in a terminal. Exits 1 when something needs a look."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.reminders.operator_page import alarms
from backend.reminders.overview import LATENESS_SECONDS, overview


class Command(BaseCommand):
    help = "Say whether reminders go out, how late, and why some stay silent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=int, default=24, help="how far back to count (default 24)")

    def handle(self, *args: Any, hours: int, **options: Any) -> None:
        seen = overview(hours)
        say = self.stdout.write
        say(f"due now {seen.due}, oldest for {seen.oldest_due_seconds:.0f} s")
        say(f"last {hours} h: sent {seen.sent}, shown {seen.shown}, opened {seen.acted}, failed {seen.failed}")
        classes = [f"≤{seconds} s" for seconds in LATENESS_SECONDS] + [f">{LATENESS_SECONDS[-1]} s"]
        say("late: " + ", ".join(f"{name} {count}" for name, count in zip(classes, seen.lateness, strict=True)))
        say("silent: " + (", ".join(f"{reason} {count}" for reason, count in seen.silent.items()) or "none"))
        for host, details in seen.refused_by_host.items():
            say(f"refused by {host}: " + ", ".join(f"{detail} {count}" for detail, count in details.items()))
        for device in seen.devices:
            name = "current" if device.is_current else "older" if device.is_known else "not here"
            say(f"key {device.key_id} ({name}): {device.count} devices")
        say("last seen: " + ", ".join(f"{name} {age:.0f} s ago" for name, age in seen.heartbeats.items()))
        wrong = alarms(seen)
        for text in wrong:
            say(f"! {text}")
        if wrong:
            sys.exit(1)
