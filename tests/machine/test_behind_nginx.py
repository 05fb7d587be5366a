"""The web server behind a real nginx with the lines of docs/how-to/put-a-proxy-in-front.md: who is slow, hides a request or lies about itself."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.machine.serving import until
from tests.machine.test_slow_clients import APPLICATION, CHUNKS, HIDDEN, SLOW, SMUGGLED
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.proof_only import in_proof_only
from watchbook.machine import programs
from watchbook.machine.processes import answers

pytestmark = [
    in_proof_only,
    pytest.mark.skipif(
        shutil.which("nginx") is None, reason="nginx is not on this machine: apt-get install nginx-light"
    ),
]
NAME = "watchbook.example.gov.uk"
TOLD = "told = f\"{environ['PATH_INFO']}"
SAYS = "told = f\"{environ.get('HTTP_HOST')} {environ.get('HTTP_X_FORWARDED_FOR')} {environ.get('HTTP_X_FORWARDED_PROTO')} {environ['PATH_INFO']}"
# Heads that browsers do not send; each says of itself what only the proxy may say.
LIES = {
    "X-Forwarded-For": "203.0.113.7",
    "X_Forwarded_For": "203.0.113.7",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "elsewhere.example",
    "Forwarded": "for=203.0.113.7;proto=http",
    "X-Real-IP": "203.0.113.7",
}


class Front:
    """nginx with TLS at a port, the web server behind it."""

    def __init__(self, folder):
        self.folder, self.http, self.https, self.behind = folder, free_port(), free_port(), free_port()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", f"/CN={NAME}", "-keyout", folder / "certificate.key", "-out", folder / "certificate.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        lines = re.search(
            r"```nginx\n(.*?)```", (ROOT / "docs/how-to/put-a-proxy-in-front.md").read_text(), re.S
        )[1]
        for said, here in (
            ("listen 80", f"listen 127.0.0.1:{self.http}"), ("listen 443", f"listen 127.0.0.1:{self.https}"),
            ("/etc/watchbook", str(folder)), ("127.0.0.1:8000", f"127.0.0.1:{self.behind}"),
        ):  # fmt: skip
            assert said in lines
            lines = lines.replace(said, here)
        temporary = "".join(
            f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; user root; pid {folder}/pid; error_log {folder}/error.log; worker_processes 2;"
            f"events {{ worker_connections 4096; }} http {{ {temporary}\n{lines}\n}}"
        )
        self.context = ssl.create_default_context(cafile=folder / "certificate.pem")
        self.context.check_hostname = False

    def connected(self):
        return self.context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE), server_hostname=NAME
        )

    def ask(self, headers):
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.https, context=self.context, timeout=PATIENCE
        )
        connection.request("GET", "/first", headers={"Host": NAME, **headers})
        told = connection.getresponse().read().decode()
        connection.close()
        return told

    def sent(self, whole):
        """Everything that comes back before the end."""
        with self.connected() as one:
            one.sendall(whole)
            came = b""
            with suppress(ConnectionResetError, ssl.SSLError, TimeoutError):
                one.settimeout(5)
                while piece := one.recv(65536):
                    came += piece
        return came


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    assert TOLD in APPLICATION
    (folder / "slow_application.py").write_text(APPLICATION.replace(TOLD, SAYS))
    made = Front(folder)
    command = [*programs.web(port=made.behind).command[:-1], "slow_application:application"]
    known = {"PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())]), "FIRST": "30"}
    with ExitStack() as stack:
        for words in (command, ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]):
            process = stack.enter_context(subprocess.Popen(words, cwd=folder, env=os.environ | known))
            stack.callback(process.terminate)
        until(lambda: answers(made.behind) and answers(made.https))
        yield made


def test_what_a_browser_says_of_itself_is_not_believed_behind_nginx(front, record_property):
    for name, value in LIES.items():
        assert front.ask({name: value}).startswith(f"{NAME} 127.0.0.1 https /first")
        record_property("lies about the client", 1)
    assert front.ask({"Host": "elsewhere.example"}).startswith(f"{NAME} 127.0.0.1 https")


@pytest.mark.parametrize("kind", SMUGGLED)
def test_no_request_hides_in_another_behind_nginx(front, kind, record_property):
    """Whether nginx refuses it or sends it on as one request: the hidden one is never answered unless it stands there as a second."""
    line, follows = SMUGGLED[kind]
    head = b"POST /first HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n" % (NAME.encode(), line)
    came = front.sent(head + follows)
    took_body = follows == CHUNKS or follows.startswith(b"%x" % len(HIDDEN))
    assert came.count(b"/hidden") <= (0 if took_body else 1), came
    assert came.count(b"HTTP/1.1") <= 2, came
    record_property("smuggled requests behind nginx", 1)


@pytest.mark.parametrize("kind", SLOW)
def test_everybody_else_is_answered_behind_nginx(front, kind, record_property):
    number, begun = SLOW[kind]
    number //= 5  # each costs a handshake
    with ExitStack() as opened:
        for _one in range(number):
            opened.enter_context(front.connected()).sendall(begun.replace(b"localhost", NAME.encode()))
        assert front.ask({}).startswith(NAME)
    record_property("slow connections behind nginx", number)


def test_nobody_is_answered_without_tls_or_with_an_old_one(front):
    connection = http.client.HTTPConnection("127.0.0.1", front.http, timeout=PATIENCE)
    connection.request("GET", "/first?a=b", headers={"Host": "elsewhere.example"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/first?a=b")
    connection.close()
    for version, is_taken in (("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
        asked = ["openssl", "s_client", "-connect", f"127.0.0.1:{front.https}", "-servername", NAME, version]
        told = subprocess.run(
            [*asked, "-cipher", "ALL:@SECLEVEL=0"],
            input=b"",
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert (told.returncode == 0) is is_taken, told.stderr


def test_a_file_comes_whole_through_nginx_and_lies_on_no_disk_of_its(front):
    body = b"y" * 5_000_000
    head = b"POST /first HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (
        NAME.encode(),
        len(body),
    )
    assert b"/first 5000000" in front.sent(head + body)
    with front.connected() as begun:
        begun.sendall(head + body[:3_000_000])
        assert front.ask({}).startswith(NAME)
        assert not [path for path in (front.folder / "client_body").rglob("*") if path.is_file()]
