"""What every test gets: the network shut but for this machine, and folders of its own."""

import datetime as dt
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.people import People, make_people


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what empties the whole database at its end, so that it cannot run beside or before others, and what asks no
    database, so that it need not run on both kinds."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            item.add_marker("alone")
        if not marker and not {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("bare")


class NetworkUsed(Exception):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if (
            isinstance(address, tuple)
            and not str(address[0]).startswith("127.")
            and address[0] not in ("::1", "localhost")
        ):
            raise NetworkUsed(str(address))
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database with the cache's table and the shipped library, which no test changes for the next."""
    from django.core.management import call_command

    from backend.library.services import load_library
    from tests.records import ROOT

    with django_db_blocker.unblock():
        call_command("createcachetable")
        load_library(ROOT / "exercises")


@pytest.fixture(autouse=True)
def _own_mail_folder(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.VAPID_KEY_FILE = tmp_path / "vapid.pem"


@pytest.fixture(autouse=True)
def _no_static_files(settings: Any) -> None:
    """Each test client would look through all of them when it is made; those who want one ask a running server."""
    settings.WHITENOISE_ROOT, settings.WHITENOISE_USE_FINDERS = None, False


@pytest.fixture
def people(db: None) -> People:
    """Tara treats Pia; Tom is in Tara's clinic but not in Pia's care; Olga is elsewhere; Lena leads; Cora curates."""
    from django.core.cache import cache

    cache.clear()
    return make_people()


@pytest.fixture
def push_service() -> Iterator[Any]:
    from backend.reminders.simulation.push_service import PushService

    service = PushService()
    service.start()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def stack() -> Iterator[Any]:
    """The whole of Nod with demo data, running; shared by all tests that need it."""
    from tests import canaries
    from tests.stack import running_stack

    with running_stack() as running:
        canaries.plant(running)
        yield running
        assert canaries.found(running) == []


@pytest.fixture(scope="session")
def zone() -> str:
    """A time zone in which it is afternoon now, so that no test meets midnight or the quiet hours."""
    offset = 15 - dt.datetime.now(dt.UTC).hour
    # The names run from 14 hours ahead to 12 behind, and carry the sign the other way round.
    return f"Etc/GMT{-(offset if offset <= 14 else offset - 24):+d}"
