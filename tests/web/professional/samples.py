"""What the prescriber's addresses with parameters lead to, in the tests of every page."""

from guichet.benefits.sick_leave.service import Notice, NoticeChannel
from tests.support.world import send_notice
from tests.web.world import World


def notice_sent(world: World) -> Notice:
    """A notice that the world's prescriber sent for the world's person."""
    return send_notice(
        world.person, channel=NoticeChannel.DOCTOR_ONLINE, professional=world.professional
    )


SAMPLES = {"professional-notice": lambda world: {"notice_id": notice_sent(world).id}}
