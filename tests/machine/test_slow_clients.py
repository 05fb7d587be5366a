"""Clients that open a connection and say nothing, or send the head of a form and nothing more: everybody else is answered."""

import http.client
import os
import socket
import subprocess
from contextlib import ExitStack, closing, suppress

import pytest

from tests.machine.served import free_port
from tests.machine.serving import until
from tests.patience import PATIENCE
from watchbook.machine import programs

PORT = free_port()
APPLICATION = """
def application(environ, start):
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
SLOW = {
    "forms without their body": (50, HEAD),
    "connections that say nothing": (500, b""),
    "connections left open after an answer": (500, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    "heads that do not end": (500, HEAD[:30]),
}


def answer():
    """The answer to a page, or None where nobody listens yet."""
    with (
        suppress(ConnectionRefusedError),
        closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)) as connection,
    ):
        connection.request("GET", "/")
        return connection.getresponse().read()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The web server as it is started, with an application that only reads."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / "slow_application.py").write_text(APPLICATION)
    command = [*programs.web(port=PORT).command[:-1], "slow_application:application"]
    with subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}) as server:
        until(answer)
        yield
        server.terminate()


@pytest.mark.parametrize("kind", SLOW)
def test_everybody_else_is_answered(served, kind, record_property):
    number, sent = SLOW[kind]
    with ExitStack() as opened:
        for _one in range(number):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", PORT), timeout=PATIENCE))
            one.sendall(sent)
        assert answer() == b"ok"
    record_property("slow connections", number)
