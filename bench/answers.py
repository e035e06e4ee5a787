"""Does the time of an answer tell what the answer does not? `make bench-answers`, on a private PostgreSQL.

For each pair of questions whose answers are alike byte for byte (another clinic's patient and nobody; an address that
has an account and one that has none), asked in turn: both medians, and their difference beside the spread of one alone.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# ASVS 5.0 V8.4.1 and V6.3.1 as docs/security.md reads them: rounds, and the difference of medians allowed, in ms.
RECORDS = (200, 5.0)
ACCOUNTS = (500, 10.0)
Ask = Callable[[], Any]


def main() -> None:
    from scripts.postgres import private_postgres

    with private_postgres() as url:
        os.environ |= {"DATABASE_URL": url, "NOD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections
        from django.test.utils import override_settings

        from backend.library.services import load_library

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        load_library(ROOT / "exercises")
        # The limits on guessing would end the run; mails are written, to memory.
        mail = "django.core.mail.backends.locmem.EmailBackend"
        hosts = ["testserver"]
        with override_settings(ACCOUNT_RATE_LIMITS=False, EMAIL_BACKEND=mail, ALLOWED_HOSTS=hosts):
            far = [_compare(*pair) for pair in _pairs()]
        connections.close_all()
    if any(far):
        sys.exit("A difference is larger than allowed.")


def _pairs() -> Iterator[tuple[str, tuple[int, float], Ask, Ask]]:
    from django.core import mail
    from django.test import Client

    from backend.common.ids import new_id
    from tests.access.town import make_town

    town = make_town()
    tara, hugo = town.client("tara"), town.patients["hugo"]

    def look(at: str, part: str) -> Any:
        return tara.get(f"/api/v1/patients/{at or new_id()}{part}")

    for part in ("", "/timeline", "/notes", "/report"):
        label = f"another clinic's patient{part}, nobody{part}"
        yield label, RECORDS, partial(look, str(hugo), part), partial(look, "", part)

    def post(path: str, **body: str) -> Any:
        mail.outbox = []
        return Client().post(f"/_allauth/browser/v1/auth/{path}", body, content_type="application/json")

    address = town.users["tara"].email  # type: ignore[union-attr]
    for what, path, more in (
        ("sign-in with a wrong password", "login", {"password": "not the one it is"}),
        ("asking for a code", "code/request", {}),
        ("asking for a new password", "password/request", {}),
    ):
        known = partial(post, path, email=address, **more)
        yield f"{what}: known, unknown", ACCOUNTS, known, partial(post, path, email="nobody@clinic.test", **more)


def _compare(label: str, rule: tuple[int, float], first: Ask, second: Ask) -> bool:
    """Ask both in turn, print what it took, and say whether they are further apart than allowed."""
    rounds, allowed = rule
    times: tuple[list[float], list[float]] = ([], [])
    said: list[tuple[int, bytes]] = []
    for turn in range(rounds):
        # Neither always comes first.
        for place in (0, 1) if turn % 2 else (1, 0):
            started = time.perf_counter()
            answer = (first, second)[place]()
            times[place].append((time.perf_counter() - started) * 1000)
            said.append((answer.status_code, answer.content))
    if len(set(said)) != 1:
        sys.exit(f"{label}: the answers differ: {set(said)}")
    medians = [statistics.median(each) for each in times]
    spread = statistics.quantiles(times[0], n=4)
    gap = abs(medians[0] - medians[1])
    print(
        f"{label:62} {medians[0]:7.2f} and {medians[1]:7.2f} ms, apart {gap:5.2f} (allowed {allowed:g}; "
        f"the middle half of the first alone spans {spread[2] - spread[0]:5.2f}), {rounds} each",
        flush=True,
    )
    return gap > allowed


if __name__ == "__main__":
    main()
