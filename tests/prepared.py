"""Databases that are made once a run and copied for whoever needs one: a copy takes a tenth of a second.

Two kinds: `library` has all tables and the shipped content, `demo` the demo people too. Beside each lies the folder of
files that belongs to it (the push key). The first kind outlives the run (kept.py), for it takes twenty seconds to make.
"""

import contextlib
import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import psycopg

from scripts import services
from tests import kept

Kind = Literal["library", "demo"]
ROLE = "nod_content"
# One for all, made by whoever comes first; the rest of a run's folder belongs to single processes.
RUN_FOLDER = Path(os.environ["NOD_TEST_RUN"])
# Of the names of all databases of this run, so that two runs on one server never meet.
PREFIX = f"nod_{RUN_FOLDER.name.replace('-', '_')}_".lower()


def libpq(url: str) -> str:
    """Return a database's URL in the spelling that PostgreSQL's own library takes."""
    return url.replace("postgres://", "postgresql://")


def named(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def template(server: str, kind: Kind = "library") -> str:
    """Return the name of the prepared database of this kind in `server`, which this makes when it is not there."""
    name = f"{PREFIX}{kind}"
    with _alone(kind), psycopg.connect(libpq(server), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        making = f"{name}_making"
        connection.execute(f'DROP DATABASE IF EXISTS "{making}"')
        basis = f'TEMPLATE "{template(server)}"' if kind == "demo" else ""
        connection.execute(f'CREATE DATABASE "{making}" {basis}')
        _fill(kind, named(server, making))
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def _fill(kind: Kind, url: str) -> None:
    environment = {**os.environ, "NOD_VAR_DIR": str(folder(kind)), "DATABASE_URL": url, "NOD_CONTENT_ROLE": ROLE}
    if kind == "demo":
        shutil.copytree(folder("library"), folder("demo"), dirs_exist_ok=True)
        services.manage("load_demo", environment=environment)
        return
    if not kept.take(folder(kind), url):
        (folder(kind) / "static").mkdir(parents=True, exist_ok=True)
        services.manage("prepare_demo", "--no-people", environment=environment)
        kept.keep(folder(kind), url)
    if url:
        services.manage("guard_content", environment=environment)


def folder(kind: Kind) -> Path:
    return RUN_FOLDER / "prepared" / kind


def sqlite_file() -> Path:
    """Return a SQLite file with all tables and the shipped content; copy it, nobody writes into it."""
    path = folder("library") / "nod.sqlite3"
    with _alone("library"):
        if not path.exists():
            _fill("library", "")
    return path


@contextlib.contextmanager
def own_database(server: str, kind: Kind = "library") -> Iterator[str]:
    """Make a copy of the prepared database; yield its URL, and drop it afterwards."""
    name = f"nod_stack_{uuid.uuid4().hex}"
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        copy(connection, name, template(server, kind))
    try:
        yield named(server, name)
    finally:
        drop(server, name)


def copy(connection: "psycopg.Connection[tuple[object, ...]]", name: str, basis: str) -> None:
    """Make a database from another. Files are copied as they are: quicker than through the log, for small ones."""
    connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{basis}" STRATEGY FILE_COPY')


def drop(server: str, name: str) -> None:
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def drop_templates(server: str) -> None:
    """Leave nothing of this run in a server that outlives it."""
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        mine = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in connection.execute(mine, [PREFIX]).fetchall():
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def _alone(kind: Kind) -> Iterator[None]:
    """Let one process of the run at a time prepare this kind."""
    with (RUN_FOLDER / f"{kind}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
