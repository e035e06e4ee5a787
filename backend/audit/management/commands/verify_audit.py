"""`manage.py verify_audit`: does every audit event stand as it was written?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.audit import chain
from backend.audit.models import AuditSeal


class Command(BaseCommand):
    help = "Check the chain of audit events; names each event that does not fit and exits 1. Prints the head to keep."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="a head printed earlier: it must still be in the chain")

    def handle(self, *args: Any, head: str | None = None, **options: Any) -> None:
        chain.seal_events()
        found = [f"event {fault.event_id} {fault.what}" for fault in chain.faults()]
        if head and not AuditSeal.objects.filter(digest=head).exists():
            found.append("the head you kept is not in the chain: its end was cut off, or it is another chain")
        count, digest = chain.head()
        self.stdout.write(f"{count} events sealed, head {digest}")
        for text in found:
            self.stdout.write(f"! {text}")
        if found:
            sys.exit(1)
