"""The public address as it is typed, changed and written down."""

from datetime import timedelta
from pathlib import Path

import pytest

from dueregard.ground.kernel.addresses import (
    Addresses,
    Former,
    host_of,
    is_loopback,
    read_address,
    write_down,
    written_down,
)
from dueregard.ground.kernel.refusals import BadInput
from household import NOON

OLD, NEW, OTHER = "https://old.example.org", "https://new.example.org", "https://other.example.org"
LATER = NOON + timedelta(days=365)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://tell.example.org", "https://tell.example.org"),
        (" https://Tell.Example.org/ ", "https://tell.example.org"),
        ("tell.example.org", "https://tell.example.org"),
        ("https://tell.example.org:443", "https://tell.example.org"),
        ("https://tell.example.org:8443/", "https://tell.example.org:8443"),
        ("https://gwyb\u0177d.example.org", "https://xn--gwybd-qhb.example.org"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, read: str) -> None:
    assert read_address(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is not an address"),
        ("ftp://tell.example.org", "is not an address"),
        ("https://", "is not an address"),
        ("https://somebody@tell.example.org", "is not an address"),
        ("https://tell.example.org?a=b", "is not an address"),
        ("https://tell.example.org:port", "is not an address"),
        ("https://tell..example.org", "is not an address"),
        (f"https://{'a' * 70}.example.org", "is not an address"),
        ("https://[::1", "is not an address"),
        ("https://example.org/tell", "a name of its own: https://example.org without /tell"),
        ("http://tell.example.org", "Use https://tell.example.org"),
    ],
)
def test_what_is_no_address_is_refused_with_what_would_be(typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_address(typed)


@pytest.mark.parametrize(
    ("before", "new", "former"),
    [
        (Addresses(OLD), NEW, [OLD]),
        (Addresses("http://127.0.0.1:8000"), NEW, []),
        (Addresses(OLD, (Former(OTHER, LATER),)), NEW, [OLD, OTHER]),
        (Addresses(OLD, (Former(OTHER, NOON),)), NEW, [OLD]),
        (Addresses(OLD, (Former(NEW, LATER),)), NEW, [OLD]),
        (Addresses(f"{NEW}:8443"), NEW, []),
    ],
    ids=["moved", "was nowhere", "moved again", "time was over", "moved back", "same name"],
)
def test_former_addresses_stay_for_their_time(before: Addresses, new: str, former: list[str]) -> None:
    after = before.moved_to(new, until=LATER, now=NOON)
    assert (after.address, [one.address for one in after.former]) == (new, former)


def test_no_time_is_none() -> None:
    assert Addresses(OLD).moved_to(NEW, until=NOON, now=NOON).former == ()


def test_it_is_found_again_as_it_was_written_and_nothing_else_is(tmp_path: Path) -> None:
    assert written_down(tmp_path) is None
    addresses = Addresses(NEW, (Former(OLD, LATER),))
    write_down(tmp_path, addresses)
    assert written_down(tmp_path) == addresses
    for spoilt in (
        "",
        "[]",
        '{"address": "x"}',
        '{"address": "x", "former": [{"address": "y", "until": 3}]}',
    ):
        (tmp_path / "address.json").write_text(spoilt)
        assert written_down(tmp_path) is None


@pytest.mark.parametrize(
    ("address", "host", "loopback"),
    [
        ("http://127.0.0.9:8000", "127.0.0.9", True),
        ("http://[::1]:8000", "[::1]", True),
        ("https://tell.example.org:8443", "tell.example.org", False),
        ("http://10.0.0.1", "10.0.0.1", False),
    ],
)
def test_whom_an_address_reaches(address: str, host: str, loopback: bool) -> None:
    assert (host_of(address), is_loopback(address)) == (host, loopback)
