"""The one connection of the ledger: to the address that was set, once, not too long and not too much."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from itertools import chain, repeat

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


@contextmanager
def dripping(*parts):
    """A server that reads nothing, says the parts, and then the last of them again and again until it is hung up on."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            line, _address = server.accept()
            with line, suppress(OSError):
                for part in chain(parts, repeat(parts[-1])):
                    line.sendall(part)
                    time.sleep(0.005)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


@pytest.mark.parametrize(
    "parts",
    [
        (b"H",),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 100 Continue\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_whoever_answers_byte_by_byte_is_hung_up_on(parts, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0.2)
    with dripping(*parts) as address, pytest.raises(Unreachable, match="did not answer"):
        post(address, b"", "text/plain")


def test_an_answer_that_breaks_off_is_none():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            line, _address = server.accept()
            line.recv(1000)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            line.close()

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(Unreachable, match="broke off"):
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"", "text/plain")
        thread.join()


def test_a_redirection_is_not_followed_and_told():
    assert (
        Reply(302, b"").words
        == "302: it points to another address, which is not followed. Enter the right one."
    )
    assert Reply(500, b"").words == "500."


def test_it_does_not_wait_for_ever():
    assert module.SECONDS <= 10
