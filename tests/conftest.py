"""What every test gets: the network shut but for this machine, and folders and a database of its own."""

import contextlib
import functools
import gc
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
import time_machine

from tests import evidence, prepared
from tests.people import People, make_people
from tests.smtp import inbox  # noqa: F401  a fixture

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks no database, so that it need not run on both kinds."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if not marker and not {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("bare")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through all of it for garbage took a sixth of the tests' time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.failed:
        evidence.keep(item, report)
    return report


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and os.environ.get("DATABASE_URL"):
        with contextlib.suppress(psycopg.Error):  # the server may be gone already
            prepared.drop_templates(os.environ["DATABASE_URL"])


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


@pytest.fixture(scope="session", autouse=True)
def _answers_keep_the_contract() -> None:
    """Every answer of the API that a test client receives is one that docs/openapi.json documents."""
    from tests import wire

    wire.watch_clients()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is there when Django comes to make it: a copy of the prepared one."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Put a copy of the prepared database where Django looks for the test database, and give it anew after tests that
    commit: they may leave anything behind."""
    from django.test import TransactionTestCase

    _copy_prepared()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _copy_prepared())
        yield
    _drop_copy()


def _copy_prepared() -> None:
    from django.db import connection

    name = _drop_copy()
    if connection.vendor == "sqlite":
        shutil.copyfile(prepared.sqlite_file(), name)
        return
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(prepared.libpq(server), autocommit=True) as administrator:
        prepared.copy(administrator, name, prepared.template(server))


def _drop_copy() -> str:
    """Remove this process's test database and return its name."""
    from django.db import connection

    connection.close()
    name = _name_of_copy()
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
    else:
        prepared.drop(os.environ["DATABASE_URL"], name)
    return name


@functools.cache
def _name_of_copy() -> str:
    """Tell Django the name of this process's test database, which no other process or run has, and return it."""
    from django.db import connection

    worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
    file = str(prepared.RUN_FOLDER / f"{worker}.sqlite3")
    name = file if connection.vendor == "sqlite" else f"{prepared.PREFIX}test_{worker}"
    connection.settings_dict["TEST"]["NAME"] = name
    return name


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
def standing_clock() -> Iterator[None]:
    """Let no time pass: an authenticator's code holds for thirty seconds, and might be a second old already."""
    # A whole second: dates are a little coarser than what a sign-in is stamped with.
    with time_machine.travel(int(time.time()), tick=False):
        yield


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


Unblock = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def unblock(django_db_blocker: Any) -> Unblock:
    """Let this process into databases: those of running stacks, through `Practice`."""
    found: Unblock = django_db_blocker.unblock
    return found


@pytest.fixture(scope="session")
def stack(unblock: Unblock) -> Iterator[Any]:
    """A running Nod without people; each test makes its own in it, and looks only at what is theirs."""
    from tests import canaries
    from tests.practice import Practice
    from tests.stack import running_stack

    with running_stack() as running:
        canaries.plant(Practice(running, unblock))
        yield running
        assert canaries.found(running) == []


@pytest.fixture
def practice(stack: Any, unblock: Unblock) -> Any:
    """A clinic of this test's own in the running Nod."""
    from tests.practice import Practice

    return Practice(stack, unblock)


@pytest.fixture
def own_stack() -> Iterator[Any]:
    """A Nod of this test's own, for what is of the whole installation: kill, restart, publish, settings."""
    from tests.stack import running_stack

    with running_stack() as running:
        yield running


@pytest.fixture
def own_practice(own_stack: Any, unblock: Unblock) -> Any:
    from tests.practice import Practice

    return Practice(own_stack, unblock)


@pytest.fixture(scope="session")
def demo_stack() -> Iterator[Any]:
    """A running Nod with the demo people, for the tests of the demo alone."""
    from tests.stack import running_stack

    with running_stack("demo", only_web=True) as running:
        yield running
