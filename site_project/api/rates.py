"""How many requests a client may make: counted in Django's cache, in windows of fixed length.

With the cache in each process's memory, each process counts by itself; with a shared one they count together.
"""

import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache


@dataclass(frozen=True)
class Allowance:
    """What a client has left of its ``quota`` requests in ``window`` seconds, and the seconds until it begins anew."""

    quota: int
    window: int
    left: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """As in the IETF's draft on RateLimit header fields."""
        return {
            "RateLimit-Policy": f'"client";q={self.quota};w={self.window}',
            "RateLimit": f'"client";r={max(self.left, 0)};t={self.reset}',
        }


def take(request) -> Allowance | None:
    """Count a request; ``left`` is negative where it is one too many. None where nothing is limited."""
    if not settings.API_RATE:
        return None
    quota, window = settings.API_RATE
    now = time.time()
    key = f"api-rate/{client(request)}/{int(now // window)}"
    cache.add(key, 0, timeout=window)
    try:
        count = cache.incr(key)
    except ValueError:  # thrown out in between, as a cache may
        count = 1
    return Allowance(quota, window, quota - count, int(window - now % window) + 1)


def client(request) -> str:
    """The client's address; of IPv6 the network, since a household has 2⁶⁴ addresses of it.

    Behind a proxy it is what the header named in the settings says last, which the proxy itself wrote.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    said = request.headers.get(header, "").rpartition(",")[2].strip() if header else ""
    try:
        address = ip_address(said or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
