#!/usr/bin/env python
"""Django's command line for Nod."""

import os
import sys
from importlib import import_module

# These only read files: they work in a fresh clone without settings, and start without loading the whole of Nod.
BARE = {
    "check_library": "backend.library.management.commands.check_library",
    "numbers": "backend.insights.management.commands.numbers",
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in BARE:
        from django.conf import settings

        settings.configure()
        import_module(BARE[name]).Command().run_from_argv(sys.argv)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
