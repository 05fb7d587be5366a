"""Clients that say nothing, or send a part of a request and nothing more, or hide one request in another: everybody else is answered."""

import http.client
import os
import re
import socket
import subprocess
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from tests.machine.serving import until
from tests.patience import PATIENCE
from tests.ports import free_port
from watchbook.machine import programs

PORT = free_port()
APPLICATION = """
from watchbook.config import whole_requests

whole_requests.FIRST = float(__import__("os").environ["FIRST"])

class Streamed(list):
    streaming = True

def echo(environ, start):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    told = f"{environ['PATH_INFO']} {len(body)} {environ.get('HTTP_X_ONE')} {environ.get('HTTP_COOKIE')}".encode("latin-1")
    start("200 OK", [])
    return Streamed([b"x" * 70_000] * 3) if environ["PATH_INFO"] == "/streamed" else [told]

application = whole_requests.WholeRequests(echo, threads=4, senders=1)
"""
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
LONG = HEAD.replace(b"1000", b"1000000")
SLOW = {
    "forms without their body": (300, HEAD),
    "forms with half of their body": (300, HEAD + b"x" * 500),
    "files that do not come": (300, LONG),
    "connections that say nothing": (500, b""),
    "connections left open after an answer": (500, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    "heads that do not end": (500, HEAD[:30]),
}
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN)
# Heads that two programs could read in two ways (RFC 9112, sections 2.2, 3.2, 5 and 6.3), each with what follows it.
SMUGGLED = {
    "length and coding": (b"Content-Length: 4\r\nTransfer-Encoding: chunked", CHUNKS),
    "coding and length": (b"Transfer-Encoding: chunked\r\nContent-Length: 4", CHUNKS),
    "a coding alone": (b"Transfer-Encoding: chunked", CHUNKS),
    "a chunk with an extension": (b"Transfer-Encoding: chunked", CHUNKS.replace(b"\r\n", b";a=b\r\n", 1)),
    "two codings": (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", CHUNKS),
    "an unknown coding": (b"Transfer-Encoding: xchunked", CHUNKS),
    "a coding after a space": (b"Transfer-Encoding : chunked", CHUNKS),
    "a coding after a tab": (b"Transfer-Encoding:\tchunked", CHUNKS),
    "two lengths": (b"Content-Length: 0\r\nContent-Length: %d" % len(HIDDEN), HIDDEN),
    "two lengths in one": (b"Content-Length: 0, %d" % len(HIDDEN), HIDDEN),
    "a length with a sign": (b"Content-Length: +0", HIDDEN),
    "a negative length": (b"Content-Length: -1", HIDDEN),
    "a length in another base": (b"Content-Length: 0x0", HIDDEN),
    "a folded line": (b"X-One: a\r\n Content-Length: 0", HIDDEN),
    "a folded length": (b"Content-Length:\r\n 0", HIDDEN),
    "two hosts": (b"Host: elsewhere.example", HIDDEN),
    "a return without its line feed": (b"X-One: a\rContent-Length: 0", HIDDEN),
    "a null": (b"X-One: a\0b", HIDDEN),
    "a name with a space": (b"X One: a", HIDDEN),
    "no name": (b": a", HIDDEN),
}


def answer(path="/", **headers):
    """The answer to a page, or None where nobody listens yet."""
    with (
        suppress(ConnectionRefusedError),
        closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)) as connection,
    ):
        connection.request("GET", path, headers=headers)
        return connection.getresponse().read()


def sent(whole):
    """Everything that comes back before the server ends the connection."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=PATIENCE) as one:
        one.sendall(whole)
        came = b""
        with suppress(ConnectionResetError):
            while piece := one.recv(65536):
                came += piece
    return came


@pytest.fixture(scope="module", params=["30"])
def served(tmp_path_factory, request):
    """The web server as it is started, with an application that only reads."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / "slow_application.py").write_text(APPLICATION)
    command = [*programs.web(port=PORT).command[:-1], "slow_application:application"]
    known = {"PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())]), "FIRST": request.param}
    with subprocess.Popen(command, cwd=folder, env=os.environ | known) as server:
        until(answer)
        yield
        server.terminate()


@pytest.mark.parametrize("kind", SLOW)
def test_everybody_else_is_answered(served, kind, record_property):
    number, begun = SLOW[kind]
    with ExitStack() as opened:
        for _one in range(number):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", PORT), timeout=PATIENCE))
            one.sendall(begun)
        assert answer() == b"/ 0 None None"
    record_property("slow connections", number)


@pytest.mark.parametrize("kind", SMUGGLED)
def test_no_request_hides_in_another(served, kind, record_property):
    line, follows = SMUGGLED[kind]
    came = sent(b"POST /first HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n%s" % (line, follows))
    assert re.findall(rb"HTTP/1\.1 (\d{3})", came) in ([b"400"], [b"411"]), came
    assert b"/first" not in came
    assert b"/hidden" not in came
    record_property("smuggled requests refused", 1)


def test_lines_that_end_with_a_line_feed_alone_make_one_request_each(served):
    """RFC 9112, section 2.2, permits it; what matters is that the second is not read twice or left out."""
    came = sent(
        b"GET /first HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"
        + HIDDEN.replace(b"Host", b"Connection: close\r\nHost")
    )
    assert (came.count(b"HTTP/1.1 200"), came.count(b"/first"), came.count(b"/hidden")) == (2, 1, 1)


def test_a_file_comes_whole_and_a_long_answer_goes_whole(served):
    body = b"y" * 1_000_000
    came = sent(LONG.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + body)
    assert came.endswith(b"/ 1000000 None None")
    assert answer("/streamed") == b"x" * 210_000


def test_the_head_arrives_as_it_was_sent(served):
    assert (
        answer("/a%20b%C3%A9/%FF", **{"X-One": "1", "X_One": "2", "Cookie": "a=b"})
        == "/a bé/".encode() + b"\xff 0 1 a=b"
    )


@pytest.mark.parametrize("served", ["0.5"], indirect=True)
def test_a_file_that_only_says_how_long_it_is_makes_room_for_others(served, record_property):
    stalled = LONG.replace(b"1000000", b"900000000") + b"x" * 1000
    with ExitStack() as opened:
        for _one in range(10):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", PORT), timeout=PATIENCE))
            one.sendall(stalled)
        came = sent(LONG.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + b"y" * 1_000_000)
    assert came.endswith(b"/ 1000000 None None")
    record_property("stalled files that made room", 10)


@pytest.mark.parametrize("served", ["0.5"], indirect=True)
@pytest.mark.parametrize("begun", [HEAD, HEAD + b"x"])
def test_a_body_that_does_not_come_is_given_up(served, begun):
    assert sent(begun).startswith(b"HTTP/1.1 408 ")
