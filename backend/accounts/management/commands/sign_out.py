"""`manage.py sign_out EMAIL`: what an operator does for somebody who lost a device, every way in, or their job."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from backend.accounts.models import User
from backend.accounts.sessions import end_sessions


class Command(BaseCommand):
    help = "Sign somebody out of every device at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--new-second-factor",
            action="store_true",
            help="also forget passkeys, authenticator app and recovery codes: make sure who they are first",
        )
        parser.add_argument("--for-good", action="store_true", help="also let them never in again; their work stays")

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
            User.objects.filter(pk=user.pk).update(is_active=False)
            done.append("no sign-in any more")
        self.stdout.write(f"{user.email}: {', '.join(done)}.")
