"""`manage.py sign_out EMAIL`: what an operator does for somebody who lost a device, every way in, or their job."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backend.accounts.answerable import Closed, close_account
from backend.accounts.models import User
from backend.accounts.sessions import end_sessions
from backend.common.errors import NodError


class Command(BaseCommand):
    help = "Sign somebody out of every device at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--new-second-factor",
            action="store_true",
            help="also forget passkeys, authenticator app and recovery codes: make sure who they are first",
        )
        parser.add_argument(
            "--for-good",
            action="store_true",
            help="also let them never in again; their work stays, and their patients go to a clinic lead",
        )
        parser.add_argument("--hand-over-to", default="", metavar="EMAIL", help="with --for-good: to this colleague")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        done = [f"{end_sessions(user.pk)} sessions ended"]
        if options["new_second_factor"]:
            Authenticator.objects.filter(user=user).delete()
            done.append("a new second factor is set up at the next sign-in")
        if options["for_good"]:
            try:
                closed = close_account(user, heir=options["hand_over_to"])
            except NodError as error:
                raise CommandError(error.detail) from error
            done += ["no sign-in any more", *_said(closed)]
        self.stdout.write(f"{user.email}: {', '.join(done)}.")


def _said(closed: Closed) -> list[str]:
    if closed.heir:
        return [f"{closed.patients} patients handed over to {closed.heir.email}"]
    if closed.patients:
        return [
            f"{closed.patients} patients have nobody now, because no clinic lead is left: "
            "add a lead, who assigns them under Team"
        ]
    return []
