from __future__ import annotations

import pytest

from index.errors import AddressError
from index.sources.addresses import is_public, permitted, resolve, same_host

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "127.0.0.1", "127.255.255.254",  # noqa: S104 -- nothing is bound
    "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:808:808::80ff:fffe",
    "192.88.99.1", "3fff::1", "", "example.org", "1.2.3",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]


@pytest.mark.parametrize("address", INSIDE)
def test_address_inside_is_not_public(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved and metadata addresses are not public, however wrapped."""
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_address_outside_is_public(address: str) -> None:
    """Addresses of the public internet are, also where a gateway translates them."""
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "::1", "0"])
def test_other_ways_to_write_an_address(host: str) -> None:
    """However an address is written, it is what the system makes of it that counts."""
    with pytest.raises(AddressError, match="is not on the public internet"):
        permitted(host, resolve(host, 80), ())


def test_one_address_inside_is_enough() -> None:
    """A name that leads outside and inside is not followed at all."""
    assert permitted("news.example", ["8.8.8.8", "8.8.4.4"], ()) == ["8.8.8.8", "8.8.4.4"]
    with pytest.raises(AddressError) as caught:
        permitted("news.example", ["8.8.8.8", "10.0.0.1"], ("other.example",))
    assert str(caught.value) == (
        "leads to 10.0.0.1, which is not on the public internet; if it is meant, "
        'write allow_hosts = ["news.example"] under [web]'
    )


def test_allowed_host_may_be_anywhere() -> None:
    """A host that the config allows may be inside."""
    assert permitted("intranet.example", ["10.0.0.1"], ("Intranet.Example.",)) == ["10.0.0.1"]


def test_hosts_are_compared_as_names() -> None:
    """Upper and lower case, a closing dot, brackets and umlauts make no other host; a longer name does."""
    assert same_host("XN--MNCHEN-3YA.example", ("münchen.example",))
    assert same_host("[::1]", ("::1",))
    assert not same_host("intranet.example.evil.example", ("intranet.example",))
    assert not same_host("evil-intranet.example", ("intranet.example",))
