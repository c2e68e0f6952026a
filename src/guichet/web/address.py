"""The network address of whoever asks, from the one place that they cannot write themselves."""

import logging
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger(__name__)


def address_of(request: HttpRequest) -> str:
    """The visitor's address; for IPv6 its /64, which one subscriber has whole. Empty: not known.

    Behind `settings.PROXIES` trusted proxies, each of which adds to X-Forwarded-For the address
    that it saw, it is that many from the end; what stands before, the visitor may have written.
    Where fewer have added theirs, the first that is there: somebody came round the outer proxy, and
    the inner one saw who.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        text = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-settings.PROXIES :][0]
    try:
        address = ip_address(text.strip())
    except ValueError:
        # a fault of the installation, and a danger: nobody would be slowed down
        log.warning("the address of visitors is not known: see GUICHET_PROXIES")
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), 64), strict=False).network_address)
    return str(address)
