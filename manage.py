#!/usr/bin/env python
"""Django's command line for Nod."""

import os
import secrets
import sys

# These only read files, so they work in a fresh clone without any settings.
NEED_NO_SETTINGS = {"check_library", "numbers"}


def main() -> None:
    if NEED_NO_SETTINGS & set(sys.argv[1:2]):
        os.environ.setdefault("NOD_SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
