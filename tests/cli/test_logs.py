"""What the program writes of its faults says where and of what kind, and names nobody."""

import logging
import sys

import pytest
from django.db import IntegrityError, connection

from guichet.people.models import Person
from guichet.project.logs import WithoutValues
from tests.support import world

NUMBER = "2800193901061"


class Fault(Exception):
    """What the program did not foresee."""


def written(error: BaseException) -> str:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("guichet", 40, "", 0, "failed", (), sys.exc_info())
    return WithoutValues("%(name)s %(message)s").format(record)


def test_a_fault_is_told_with_its_place_and_its_causes_never_their_messages() -> None:
    try:
        raise ValueError(f"Key (nir)=({NUMBER}) already exists")
    except ValueError as cause:
        fault = Fault(NUMBER)
        fault.__cause__ = cause
    told = written(fault)
    assert told.startswith("guichet failed")
    assert "Fault" in told
    assert "builtins.ValueError" in told
    assert "test_logs.py" in told
    assert NUMBER not in told


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted() -> None:
    known = world.make_person()
    names = [field.attname for field in Person._meta.concrete_fields if not field.primary_key]
    with pytest.raises(IntegrityError) as refused:
        Person.objects.create(**{name: getattr(known, name) for name in names})
    told = written(refused.value)
    assert known.nir not in told
    assert "IntegrityError" in told
    if connection.vendor == "postgresql":
        assert "person" in told.rpartition("UniqueViolation")[2], "the constraint is named"


def test_the_program_writes_its_logs_so() -> None:
    handlers = logging.getLogger().handlers
    assert any(isinstance(one.formatter, WithoutValues) for one in handlers)
