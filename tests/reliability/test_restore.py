"""The restore drill: a dump of the running database, put into an empty one, is the same, and people get in."""

import contextlib
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts import services
from scripts.ports import free_port
from scripts.postgres import find_binaries
from tests.http import Client
from tests.people import PASSWORD
from tests.practice import Practice
from tests.prepared import libpq
from tests.stack import Stack, is_ready
from tests.waiting import wait_for

pytestmark = pytest.mark.browser
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"


@pytest.fixture
def empty(stack: Stack) -> Iterator[str]:
    """An empty database beside the one that runs."""
    name = f"nod_restored_{secrets.token_hex(8)}"
    with psycopg.connect(libpq(stack.database_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(stack.database_url)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def checksums(connection: "psycopg.Connection[tuple[str, ...]]") -> dict[str, tuple[str, ...]]:
    """Return table -> how many rows, and a digest over all of them."""
    found = {}
    for (table,) in connection.execute(TABLES).fetchall():
        sql = f"SELECT count(*)::text, md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
        found[table] = connection.execute(sql).fetchone() or ()
    return found


def test_a_restored_backup_is_the_same_and_people_get_in(practice: Practice, empty: str, tmp_path: Path) -> None:
    stack, patients = practice.stack, [practice.patient("Rena Novy", program=False), practice.patient("Poul Ried")]
    dump = tmp_path / "nod.dump"
    with psycopg.connect(libpq(stack.database_url)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        # The same moment for the dump and for what it is compared with, while everything goes on running.
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot
        tool, source = find_binaries() / "pg_dump", libpq(stack.database_url)
        command = [tool, "-Fc", f"--snapshot={snapshot[0]}", "-f", dump, source]
        subprocess.run(list(map(str, command)), check=True)
        before = checksums(connection)
    subprocess.run([str(find_binaries() / "pg_restore"), "-d", libpq(empty), str(dump)], check=True)
    with psycopg.connect(libpq(empty)) as connection:
        assert checksums(connection) == before
    assert len(before) > 40

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**stack.environment, "DATABASE_URL": empty, "NOD_BASE_URL": url}
    services.manage("after_restore", environment=environment)
    processes = services.Processes(tmp_path)
    with contextlib.ExitStack() as stopped:
        stopped.callback(processes.stop)
        processes.start("restored", services.web_command("127.0.0.1", port), environment)
        wait_for("the restored Nod's start", lambda: is_ready(url))
        rows = Client(url).sign_in(practice.therapist.email, PASSWORD).get("/api/v1/work-list")
        assert {row["name"] for row in rows} == {"Rena Novy", "Poul Ried"}
        epoch = Client(url).sign_in(patients[0].email, PASSWORD).get("/api/v1/sync/pull")["epoch"]
        assert epoch != "00000000-0000-0000-0000-000000000000"
