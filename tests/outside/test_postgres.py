"""The PostgreSQL that the tests run on is the run's own, and takes several databases."""

import contextlib

import psycopg
import pytest

from tests.support import postgres


def test_the_server_answers_on_its_own_socket_only(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_a_second_call_finds_the_same_server(postgres_url: str) -> None:
    assert postgres.database_url() == postgres_url


def test_a_database_is_made_and_removed_while_somebody_is_connected(postgres_url: str) -> None:
    url = postgres.database_url(name="passing")
    postgres.create_database(url)
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        postgres.drop_database(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_the_durable_server_waits_for_the_disk() -> None:
    with psycopg.connect(postgres.database_url(durable=True)) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
