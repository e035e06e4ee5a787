"""`manage.py staff_mail`: whom mail does not reach; `--correct OLD NEW` gives a member of staff another address."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import User
from backend.accounts.staff import change_address
from backend.common.errors import NodError
from backend.desk.staff_mail_sending import retry_failed
from backend.desk.staff_reach import staff_reach, unreached_since


class Command(BaseCommand):
    help = "List the members of staff whom mail does not reach. Exits 1 when there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--correct", nargs=2, metavar=("OLD", "NEW"), help="correct somebody's address")

    def handle(self, *args: Any, correct: list[str] | None, **options: Any) -> None:
        if correct:
            self._correct(*correct)
            return
        reach = staff_reach()
        self.stdout.write(f"waiting {reach.waiting}, oldest for {reach.oldest_seconds:.0f} s")
        since = unreached_since()
        for user in User.objects.filter(pk__in=since).select_related("membership__clinic").order_by("email"):
            self.stdout.write(
                f"! {user.email} ({user.membership.clinic.name}): not since {since[user.pk]:%Y-%m-%d %H:%M} UTC"
            )
        if since:
            sys.exit(1)

    def _correct(self, old: str, new: str) -> None:
        try:
            user = change_address(old, new)
        except NodError as error:
            raise CommandError("\n".join(f"{fault.field}: {fault.detail}" for fault in error.faults)) from error
        retry_failed(user.pk)
        self.stdout.write(
            f"{user.name} confirms {user.email} when signing in next. Then what failed in the last day is sent again."
        )
