"""Where the program may be made to connect to: public addresses by https, and nowhere else.

Whoever sets a channel chooses what the program calls from inside its network. So the name is
resolved here, every address it has must be public, and the connection is made to the very address
that was checked: a name that resolves otherwise a moment later leads nowhere else.
"""

import re
import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from chalicelib.core.errors import Fault
from chalicelib.core.ports import Failed, Misdirected

Resolve = Callable[[str], list[str]]
"""Host name to the addresses it has now.

Raises: OSError.
"""

_URL = re.compile(
    r"https://(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)"
    r"(?::443)?(?P<path>(?:/[\w.~!$&'()*+,;=:@%-]*)*(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?)",
    re.ASCII | re.IGNORECASE,
)
"""A host by its name, the usual port, nobody's password, no fragment: nothing to read in two ways.

Numbers stand for an address in many spellings and for no certificate; they are no names.
"""


class Place(NamedTuple):
    """A target that was checked: its name, the address to connect to, and the path there."""

    host: str
    address: str
    path: str


def resolve(host: str) -> list[str]:
    """The addresses of a host, as this machine resolves it."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """Lets through what is public."""

    def __init__(self, resolve: Resolve = resolve) -> None:
        self._resolve = resolve

    def checked(self, url: str) -> Place:
        """The place that an address names.

        Raises: Misdirected `not_https` or `private_target`; Failed `no_such_host`, for a name
        that does not resolve now may do so later.
        """
        named = _URL.fullmatch(url)
        if named is None:
            raise Misdirected(Fault(pointer="/target", code="not_https"))
        host = named["host"].lower()
        try:
            addresses = self._resolve(host)
        except (OSError, UnicodeError):
            raise Failed("no_such_host") from None
        if not addresses:
            raise Failed("no_such_host")
        if not all(map(public, addresses)):
            raise Misdirected(Fault(pointer="/target", code="private_target"))
        path = named["path"]
        return Place(host, addresses[0], path if path.startswith("/") else f"/{path}")


def public(address: str) -> bool:
    """Whether an address is of the public network, and hides no other in it."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local
    ):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
