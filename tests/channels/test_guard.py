"""A channel leads to the public network by https, whatever was written to lead elsewhere."""

import pytest

from chalicelib.channels.guard import Guard, Place, public, resolve
from chalicelib.core.ports import Failed, Misdirected
from tests.channels.sending import PUBLIC, guard

pytestmark = pytest.mark.clause("P-tell", "P-private")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://hooks.example.com", "/"),
        ("https://hooks.example.com/", "/"),
        ("https://hooks.example.com:443/a", "/a"),
        ("HTTPS://Hooks.Example.COM/a?b=c&d=%20", "/a?b=c&d=%20"),
        ("https://hooks.example.com?key=1", "/?key=1"),
        ("https://xn--fiq228c.example/x", "/x"),
    ],
)
def test_a_public_host_is_reached_at_the_address_that_was_checked(url: str, path: str) -> None:
    place = guard().checked(url)
    assert (place.address, place.path) == (PUBLIC, path)
    assert place.host in url.lower()


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",  # not encrypted
        "ftp://hooks.example.com/",
        "https:hooks.example.com",
        "//hooks.example.com/",
        "https://user@hooks.example.com/",  # somebody's name
        "https://user:word@hooks.example.com/",
        "https://hooks.example.com:8443/",  # another port
        "https://hooks.example.com:22/",
        "https://hooks.example.com/#part",
        "https://2130706433/",  # 127.0.0.1 as one number
        "https://0x7f000001/",
        "https://0177.0.0.1/",  # in octal
        "https://0x7f.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1/",
        "https://93.184.216.34/",  # a public number is no name either
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/",  # no domain
        "https://hooks.example.com./",
        "https://hooks..example.com/",
        "https://-hooks.example.com/",
        "https://hooks.example.com\\@10.0.0.1/",
        "https://hooks.example.com%2f@10.0.0.1/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/a\r\nHost: internal",
        "https://hooks.example.com/\n",
        "https://例子.example/",  # as ASCII only
        " https://hooks.example.com/",
        "",
    ],
)
def test_an_address_that_can_be_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(Misdirected) as wrong:
        guard().checked(url)
    assert wrong.value.fault.code == "not_https"


PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",  # between carriers
    "100.100.100.200",  # metadata of another cloud
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",  # metadata
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",  # many at once
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::ffff:10.0.0.1",  # IPv4 within IPv6
    "::ffff:8.8.8.8",
    "64:ff9b::10.0.0.1",  # by a translator
    "64:ff9b:1::10.0.0.1",
    "2002:a00:1::",  # 6to4
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",  # metadata
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused_alone_and_beside_public_ones(address: str) -> None:
    assert not public(address)
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(Misdirected) as wrong:
            guard(*found).checked("https://hooks.example.com/")
        assert wrong.value.fault.code == "private_target"


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_a_public_address_is_let_through(address: str) -> None:
    place = guard(address).checked("https://hooks.example.com/")
    assert place == Place("hooks.example.com", address, "/")


def test_a_name_that_resolves_otherwise_a_moment_later_leads_nowhere_else() -> None:
    """The address connected to is the one that was looked at, and it is asked for once."""
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    place = Guard(lambda host: next(answers)).checked("https://hooks.example.com/")
    assert place.address == PUBLIC
    assert list(answers) == [["10.0.0.1"]]


@pytest.mark.parametrize("trouble", [OSError(), UnicodeError(), None])
def test_a_name_that_does_not_resolve_now_may_later(trouble: Exception | None) -> None:
    def nowhere(host: str) -> list[str]:
        if trouble:
            raise trouble
        return []

    with pytest.raises(Failed) as failed:
        Guard(nowhere).checked("https://hooks.example.com/")
    assert failed.value.reason == "no_such_host"


def test_this_machine_resolves_itself_to_nothing_public() -> None:
    assert not any(map(public, resolve("localhost")))
