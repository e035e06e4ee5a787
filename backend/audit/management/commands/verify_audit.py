"""`manage.py verify_audit`: does every audit event stand as it was written?"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.audit import chain
from backend.audit.models import AuditSeal
from backend.common import clock


class Command(BaseCommand):
    help = "Check the chain of audit events; names each event that does not fit and exits 1. Prints the head to keep."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="a head printed earlier: it must still be in the chain")
        parser.add_argument(
            "--keep",
            type=Path,
            metavar="FILE",
            help="a file on another machine: each head in it must still be in the chain, and today's is added",
        )

    def handle(self, *args: Any, head: str | None = None, keep: Path | None = None, **options: Any) -> None:
        chain.seal_events()
        found = [_said(fault) for fault in chain.chain_faults()]
        kept = {head: "the head you kept"} if head else {}
        if keep and keep.exists():
            kept |= {line.split()[-1]: f"the head of {line.split()[0]}" for line in keep.read_text().splitlines()}
        there = set(AuditSeal.objects.filter(digest__in=kept).values_list("digest", flat=True))
        for digest, name in kept.items():
            if digest not in there | {chain.START}:
                found.append(f"{name} is not in the chain: its end was cut off, or it is another chain")
        count, digest = chain.head()
        if keep and not found:
            with keep.open("a") as file:
                file.write(f"{clock.now():%Y-%m-%dT%H:%M:%SZ} {count} {digest}\n")
        self.stdout.write(f"{count} events sealed, head {digest}")
        for text in found:
            self.stdout.write(f"! {text}")
        if found:
            sys.exit(1)


def _said(fault: chain.ChainFault) -> str:
    return fault.what if fault.event_id is None else f"event {fault.event_id} {fault.what}"
