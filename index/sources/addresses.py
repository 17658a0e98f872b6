"""Which network addresses may be read: public ones, so that no article, feed or redirect can reach into a network.

Whatever a host is written as (``127.1``, ``0x7f000001``, ``2130706433``, a name), the operating system makes an address
of it, and it is that address which is judged and then connected to. Sources of the ranges: IANA's special-purpose
registries, which `ipaddress` knows; RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo).
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from index.errors import AddressError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    Resolve = Callable[[str, int], Sequence[str]]
    """Host and port → addresses, at least one. Raises OSError where the name is not known."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""The IPv4 address stands in the last 32 bits, and the gateway sends on to it; so it does with ``::ffff:0:0/96``."""
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")
"""Where the IPv4 address stands in it is each network's own choice, so it may be any."""
_INSIDE = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""No part of the public internet, whatever `ipaddress` of older Pythons says: Azure's services on each of its machines,
IANA's protocols, relays of 6to4 (RFC 7526), addresses of documentation (RFC 9637)."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the operating system gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def permitted(host: str, found: Sequence[str], allow_hosts: Collection[str]) -> Sequence[str]:
    """Return the addresses of a host, if they may be connected to.

    Raises:
        AddressError: one of them is not public, and the config does not allow the host.

    """
    if same_host(host, allow_hosts):
        return found
    for address in found:
        if not is_public(address):
            raise AddressError(
                f"leads to {address}, which is not on the public internet; if it is meant, "
                f'write allow_hosts = ["{host}"] under [web]'
            )
    return found


def same_host(host: str, hosts: Collection[str]) -> bool:
    """Tell whether a host is one of these, however each is written."""
    return _plain(host) in {_plain(one) for one in hosts}


def is_public(address: str) -> bool:
    """Tell whether an address, an IPv4 address inside an IPv6 one included, is one of the public internet."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public(found)
    if found in _NAT64 or found.ipv4_mapped is not None:
        return _is_public(IPv4Address(int(found) & 0xFFFFFFFF))
    inner = (found.sixtofour, *(found.teredo or ()))
    return found not in _LOCAL_NAT64 and all(_is_public(one) for one in (found, *inner) if one is not None)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _INSIDE) or (isinstance(address, IPv6Address) and address.is_site_local):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _plain(host: str) -> str:
    plain = host.strip("[]").rstrip(".").lower()
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain
