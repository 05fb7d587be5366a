"""The egress filter lets a browser out into the world, and nowhere else."""

import socket
import time

import pytest

from tests.capture.sites import say, site, take
from tests.each import each
from watchbook.capture import egress
from watchbook.capture.egress import ALLOWED, FAILED, REFUSED
from watchbook.capture.policy import Policy, listed

PAGE = b"<h1>Noticeboard</h1>"
LOOPBACK = ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "127.0.1", "[::1]", "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]", "localhost", "localhost.", "LOCALHOST", "0.0.0.0", "0"]  # fmt: skip
LINK_LOCAL = ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[fe80::1]",
              "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "169.254.43518"]  # fmt: skip


def tunnel(host, port=443):
    return f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()


@pytest.fixture
def board():
    with site({"/": PAGE}) as running:
        yield running


@pytest.fixture
def filtered(board):
    with egress.serving(listed([f"board.test:{board.port}=127.0.0.1"], mode="test")) as running:
        yield running


@each("host", LOOPBACK + LINK_LOCAL)
@each("port", [80, 443])
def test_this_machine_and_its_neighbours_are_refused_in_every_spelling(host, port):
    with egress.serving(Policy(connect_within=2)) as filtered:
        assert say(filtered.port, tunnel(host, port)).startswith(b"HTTP/1.1 403 ")
        plain = f"GET http://{host}:{port}/latest/meta-data/ HTTP/1.1\r\n\r\n".encode()
        assert say(filtered.port, plain) == b""
    assert {one.outcome for one in filtered.log} == {REFUSED}
    assert not any(one.address for one in filtered.log)


def test_a_host_with_one_address_of_this_machine_is_refused_whole():
    with egress.serving(Policy(), resolve=lambda host: ["93.184.216.34", "10.0.0.1"]) as filtered:
        assert b"10.0.0.1" in say(filtered.port, tunnel("mixed.example"))


def test_a_public_network_of_the_authority_itself_is_refused():
    policy = Policy(own_addresses=("93.184.216.0/24",))
    with egress.serving(policy, resolve=lambda host: ["93.184.216.34"]) as filtered:
        assert b"a network of the authority itself" in say(filtered.port, tunnel("intranet.example"))
    assert [one.outcome for one in filtered.log] == [REFUSED]


def test_a_name_that_means_something_else_later_is_not_asked_again(board):
    asked = []

    def rebinding(host):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with egress.serving(listed([f"rebind.test:{board.port}"], mode="test"), resolve=rebinding) as filtered:
        for _ in range(3):
            assert PAGE in say(
                filtered.port, f"GET http://rebind.test:{board.port}/ HTTP/1.1\r\n\r\n".encode()
            )
    assert asked == ["rebind.test"]
    assert {one.address for one in filtered.log} == {"127.0.0.1"}


def test_a_name_that_first_means_the_world_and_then_this_machine_stays_the_world(monkeypatch):
    tried = []

    async def nobody(address, port, **_):
        tried.append(address)
        raise OSError("out of reach")

    monkeypatch.setattr("asyncio.open_connection", nobody)
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    with egress.serving(Policy(connect_within=0.3), resolve=lambda host: next(answers)) as filtered:
        said = [say(filtered.port, tunnel("rebind.example")) for _ in range(3)]
    assert all(b"127.0.0.1" not in one for one in said)
    assert tried == ["93.184.216.34"] * 3
    assert next(answers) == ["127.0.0.1"]


@pytest.mark.parametrize("port", [22, 25, 8080, 5432, 65535])
def test_only_the_webs_own_ports_are_let_through(port):
    with egress.serving(Policy(), resolve=lambda host: ["93.184.216.34"]) as filtered:
        assert f"port {port} is neither".encode() in say(filtered.port, tunnel("site.example", port))


def test_an_entry_of_the_list_opens_one_port_and_no_other(filtered, board):
    assert b"neither 80 nor 443" in say(filtered.port, tunnel("board.test", board.port - 1))
    assert b"403" in say(filtered.port, tunnel("127.0.0.1", board.port))


def test_what_the_browser_asks_for_by_itself_is_refused_and_told_apart():
    with egress.serving(Policy(), resolve=lambda host: ["93.184.216.34"]) as filtered:
        assert b"no page does" in say(filtered.port, tunnel("update.googleapis.com"))
    assert filtered.log[0].calls_home


def test_a_plain_page_comes_through_with_the_headers_of_its_own_hop(filtered, board):
    head = f"GET http://board.test:{board.port} HTTP/1.1\r\nHost: elsewhere\r\nProxy-Connection: keep-alive\r\nX-Own: 1\r\n\r\n"
    said = say(filtered.port, head.encode())
    assert said.endswith(PAGE)
    assert said.count(b"Connection: close") == 1
    _, path, headers = board.came[0]
    assert (path, headers["Host"], headers["X-Own"]) == ("/", f"board.test:{board.port}", "1")
    assert "Proxy-Connection" not in headers
    (passage,) = filtered.log
    assert (passage.outcome, passage.address, passage.host) == (ALLOWED, "127.0.0.1", "board.test")
    assert filtered.addresses_of("BOARD.test") == ["127.0.0.1"]


def test_a_made_up_site_of_the_list_answers_at_a_port_of_its_own(board):
    with egress.serving(listed([f"shop.test:80=127.0.0.1:{board.port}"], mode="test")) as filtered:
        assert say(filtered.port, b"GET http://shop.test/ HTTP/1.1\r\nHost: shop.test\r\n\r\n").endswith(PAGE)
    assert board.came[0][2]["Host"] == "shop.test"


def test_what_is_posted_comes_through(filtered, board):
    head = f"POST http://board.test:{board.port}/feed HTTP/1.1\r\nContent-Length: 5\r\n\r\n".encode()
    assert say(filtered.port, head, b"hel", b"lo").startswith(b"HTTP/1.0 204") or board.came[0][2] == b"hello"


def test_a_tunnel_carries_bytes_both_ways_and_nobody_reads_them(filtered, board):
    said = say(
        filtered.port, tunnel("board.test", board.port), b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
    )
    assert said.startswith(egress.exchange.ESTABLISHED)
    assert said.endswith(PAGE)


def test_an_answer_before_the_answer_is_passed_on(board):
    def early(handler):
        handler.wfile.write(
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nKeep-Alive: 5\r\nContent-Length: 2\r\n\r\nhi"
        )

    board.pages["/early"] = early
    with egress.serving(listed([f"board.test:{board.port}=127.0.0.1"], mode="test")) as filtered:
        said = say(filtered.port, f"GET http://board.test:{board.port}/early HTTP/1.1\r\n\r\n".encode())
    assert (
        said
        == b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
    )


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n", b"GET ftp://a.test/ HTTP/1.1\r\n\r\n", b"CONNECT a.test HTTP/1.1\r\n\r\n",
        b"CONNECT a@b.test:443 HTTP/1.1\r\n\r\n", b"GET http://a@board.test/ HTTP/1.1\r\n\r\n", b"CONNECT a.test:0 HTTP/1.1\r\n\r\n",
        b"CONNECT a.test:99999 HTTP/1.1\r\n\r\n", b"\x16\x03\x01\r\n\r\n", b"CONNECT [fe80::1%25eth0]:443 HTTP/1.1\r\n\r\n",
        b"GET http://a.test/ HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_closed_without_a_word(filtered, head):
    assert say(filtered.port, head) == b""
    assert filtered.log == []


def test_a_name_that_does_not_exist_and_a_host_that_does_not_answer_are_failures():
    def lost(host):
        if host == "nowhere.example":
            raise OSError("no such name")
        return [] if host == "empty.example" else ["127.0.0.1"]

    with site({}) as gone:
        pass
    with egress.serving(listed([f"silent.test:{gone.port}"], mode="test"), resolve=lost) as filtered:
        for host, port in (("nowhere.example", 443), ("empty.example", 443), ("silent.test", gone.port)):
            assert say(filtered.port, tunnel(host, port)).startswith(b"HTTP/1.1 502 ")
    assert [one.outcome for one in filtered.log] == [FAILED] * 3
    assert [
        "not found" in filtered.log[0].reason,
        "no address" in filtered.log[1].reason,
        "answer" in filtered.log[2].reason,
    ] == [True] * 3


def test_a_lookup_that_hangs_is_given_up():
    with egress.serving(Policy(connect_within=0.1), resolve=lambda host: time.sleep(0.5) or []) as filtered:
        assert b"no answer in time" in say(filtered.port, tunnel("slow.example"))


def test_bytes_and_connections_have_an_end(board):
    board.pages["/endless"] = b"x" * 3_000_000
    policy = listed([f"board.test:{board.port}=127.0.0.1"], mode="test")
    small = Policy(mode="test", allowed=policy.allowed, bytes_limit=500_000, connections_limit=2)
    get = f"GET http://board.test:{board.port}/endless HTTP/1.1\r\n\r\n".encode()
    with egress.serving(small) as filtered:
        assert len(say(filtered.port, get)) < 2_000_000
        assert "cut off" in filtered.log[0].reason
        assert [say(filtered.port, get), say(filtered.port, get)] == [b"", b""]
    assert "all the bytes" in filtered.log[1].reason
    assert "too many connections" in filtered.log[2].reason


def test_a_socket_of_the_inside_takes_the_place_of_our_own(filtered, board):
    before = filtered.port
    inside = socket.create_server(("127.0.0.1", 0))
    there = inside.getsockname()[1]
    filtered.serve_at(inside)
    get = f"GET http://board.test:{board.port}/ HTTP/1.1\r\n\r\n".encode()
    assert PAGE in say(there, get)
    with pytest.raises(OSError, match="refused"):
        say(before, get)


def test_at_the_end_every_connection_is_closed(board):
    with egress.serving(listed([f"board.test:{board.port}=127.0.0.1"], mode="test")) as filtered:
        connection = socket.create_connection(("127.0.0.1", filtered.port))
        connection.sendall(tunnel("board.test", board.port))
        assert connection.recv(200) == egress.exchange.ESTABLISHED
    with connection:
        assert take(connection) == b""
    assert filtered.log[0].ended_at


def test_the_browser_is_told_by_flags_to_take_no_other_road():
    said = egress.flags("http://127.0.0.1:1")
    assert {"--disable-quic", "--proxy-bypass-list=<-loopback>", "--proxy-server=http://127.0.0.1:1"} <= set(
        said
    )
