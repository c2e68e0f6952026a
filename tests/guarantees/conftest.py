"""One scene for all the tries of a module; each try is rolled back, and the scene at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.guarantees.scene import Scene, make_scene


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)
