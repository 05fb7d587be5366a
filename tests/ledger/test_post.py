"""The one connection of the ledger: to the address that was set, once, not too long and not too much."""

import pytest

from tests.ledger.authority import answering
from watchbook.ledger import post as module
from watchbook.ledger.post import MOST_BYTES, Reply, Unreachable, post


def test_it_sends_and_takes_back_whatever_the_status():
    with answering(lambda path, content: (409, path.encode() + content)) as address:
        assert post(f"{address}/prefix?a=1", b"!", "text/plain") == Reply(409, b"/prefix?a=1!")
        assert post(address, b"!", "text/plain") == Reply(409, b"/!")


def test_nobody_there_can_be_tried_again_later():
    with answering(lambda path, content: (200, b"")) as address:
        pass
    with pytest.raises(Unreachable, match="did not answer"):
        post(address, b"", "text/plain")


def test_a_host_without_tls_is_no_https():
    with (
        answering(lambda path, content: (200, b"")) as address,
        pytest.raises(Unreachable, match="did not answer"),
    ):
        post(address.replace("http", "https"), b"", "text/plain")


def test_more_than_a_megabyte_is_not_read():
    with (
        answering(lambda path, content: (200, bytes(MOST_BYTES + 1))) as address,
        pytest.raises(Unreachable, match="more than"),
    ):
        post(address, b"", "text/plain")


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", "ftp://host/", "http:///path", "http://host:port/", "http://[::1/"]
)
def test_what_is_no_address_of_a_host_is_refused(address):
    with pytest.raises(Unreachable, match="no address"):
        post(address, b"", "text/plain")


def test_it_does_not_wait_for_ever():
    assert module.SECONDS <= 10
