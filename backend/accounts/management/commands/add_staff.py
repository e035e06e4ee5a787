"""`manage.py add_staff EMAIL NAME --role … --clinic …`: add a therapist, clinic lead or curator."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts.models import Role
from backend.accounts.staff import CURATOR, add_staff
from backend.common.errors import NodError


class Command(BaseCommand):
    help = "Add a member of staff; asks for the password, which is never shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=[*Role.values, CURATOR])
        parser.add_argument("--clinic", default="", help="made when there is none of that name")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Password (12 characters or more): ")
        try:
            add_staff(options["email"], options["name"], password, role=options["role"], clinic_name=options["clinic"])
        except NodError as error:
            lines = [f"{fault.field}: {fault.detail}" for fault in error.faults]
            raise CommandError("\n".join([error.detail, *lines])) from error
        self.stdout.write(f"{options['name']} can sign in now.")
