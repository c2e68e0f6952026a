"""What the addresses of the medical service lead to, in the tests of every page."""

from typing import Any

from tests.support import world as made
from tests.web.world import World


def _case(world: World) -> dict[str, Any]:
    if "medical" not in world.made:
        person = made.make_person()
        made.send_notice(person, medical_reason="lombalgie")
        world.made["medical"] = made.case_of(person)
    return {"case_id": world.made["medical"].id}


SAMPLES = {"medical-case": _case, "medical-reasons": _case, "medical-opinion": _case}
