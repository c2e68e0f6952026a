"""A PostgreSQL of the test run's own: no port, no password, nothing of the machine's."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support import session
from tools.system import find

USER = "guichet"
# what a test loses by a power cut does not matter: it kills processes, never the server
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ROOT_REFUSED = "postgres"


def database_url(*, durable: bool = False, name: str = "guichet") -> str:
    """The address of a database on the run's server, started at the first call.

    With `durable`, another server, which waits for the disk as a real one does: for measures.
    """
    server = session.ensure("pg-durable" if durable else "pg", start_durable if durable else start)
    return f"postgres://{USER}@{quote(server['folder'], safe='')}/{name}"


def create_database(url: str) -> None:
    """Makes the (empty) database that `url` names."""
    administer(url, sql.SQL("CREATE DATABASE {}"))


def copy_database(source: str, url: str) -> None:
    """Makes the database that `url` names as the one named `source`, in which nobody may be."""
    order = sql.SQL("CREATE DATABASE {{}} TEMPLATE {}").format(sql.Identifier(source))
    administer(url, sql.SQL(order.as_string(None)))


def drop_database(url: str) -> None:
    """Removes the database that `url` names, whoever is still connected to it."""
    administer(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"))


def administer(url: str, order: sql.SQL) -> None:
    server, _, name = url.rpartition("/")
    connection = psycopg.connect(f"{server}/postgres", autocommit=True)
    with contextlib.closing(connection):
        connection.execute(order.format(sql.Identifier(name)))


def start(folder: Path) -> dict[str, str]:
    return start_server(folder, HASTE)


def start_durable(folder: Path) -> dict[str, str]:
    return start_server(folder, ())


def start_server(folder: Path, settings: tuple[str, ...]) -> dict[str, str]:
    """Makes a cluster in `folder` and starts its server; root hands it to the user postgres."""
    user = ROOT_REFUSED if os.geteuid() == 0 else ""
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    made = subprocess.run(
        [
            *(program("initdb"), "--pgdata", str(data), "--username", USER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **identity,
    )
    if made.returncode != 0:
        raise RuntimeError(f"PostgreSQL's cluster could not be made: {made.stderr.strip()}")
    options = [f"unix_socket_directories={folder}", "listen_addresses=", "max_connections=120"]
    command = [program("postgres"), "-D", str(data)]
    for option in (*options, "shared_buffers=128MB", *settings):
        command += ["-c", option]
    session.keep(command, folder, stop=signal.SIGINT, user=user)
    session.wait_until(lambda: answers(folder), what="PostgreSQL", log=folder / "log")
    return {"folder": str(folder)}


def program(name: str) -> str:
    path = find(name) or shutil.which(name)
    if path is None:
        raise RuntimeError(f"PostgreSQL's {name} is missing: make test says what to install")
    return path


def answers(folder: Path) -> bool:
    try:
        with psycopg.connect(host=str(folder), user=USER, dbname="postgres", autocommit=True) as it:
            it.execute("SELECT 1")
            if not it.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER]).fetchone():
                it.execute("CREATE DATABASE guichet")
    except psycopg.OperationalError:
        return False
    return True
