"""Requests that are whole before they take a thread: what the application sees of them, and who is refused before it sees any."""

import asyncio
import io

import pytest

from watchbook.config import whole_requests
from watchbook.config.whole_requests import BLOCK, FORM, NotHttp, WholeRequests, body_length, environ

HOST = (b"host", b"watchbook.example")


def scope(*headers, **more):
    return {
        "headers": [HOST, *headers],
        "path": "/é",
        "query_string": b"a=1",
        "method": "POST",
        "http_version": "1.1",
        "server": ("127.0.0.1", 80),
        "client": ("192.0.2.1", 9),
        "scheme": "http",
        **more,
    }


def asked(application, scope, *pieces):
    """What is sent back, when a body comes in these pieces; after None the client has gone."""
    messages = [{"type": "http.disconnect"} if one is None else one for one in pieces]
    sent = []

    async def run():
        async def receive():
            return messages.pop(0) if messages else await asyncio.sleep(60)

        async def send(message):
            sent.append(message)

        whole = WholeRequests(application, threads=1, senders=1)
        await whole(scope, receive, send)
        whole.threads.shutdown()
        whole.senders.shutdown()

    asyncio.run(run())
    return sent


def piece(body, *, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def sized(body):
    return (b"content-length", str(len(body)).encode())


def echo(environ, start):
    start("200 OK", [("X-Seen", environ["PATH_INFO"])])
    return [environ["wsgi.input"].read(), environ.get("HTTP_COOKIE", "").encode()]


def body_of(sent):
    return b"".join(one["body"] for one in sent if one["type"] == "http.response.body")


def test_a_form_comes_whole_and_its_answer_goes_in_one():
    body = b"x" * 9
    sent = asked(echo, scope(sized(body)), piece(b"x" * 4, more=True), piece(b"x" * 5))
    assert [one["type"] for one in sent] == ["http.response.start", "http.response.body"]
    assert (sent[0]["status"], body_of(sent), sent[1]["more_body"]) == (200, body, False)
    assert sent[0]["headers"] == [(b"x-seen", "/é".encode())]


def test_a_file_is_read_as_it_comes():
    body = b"y" * (FORM + 1)
    halves = (piece(body[:FORM], more=True), piece(b"", more=True), piece(body[FORM:]))
    assert body_of(asked(echo, scope(sized(body)), *halves)) == body


def test_whoever_leaves_before_a_form_is_whole_is_answered_nothing():
    assert asked(echo, scope((b"content-length", b"9")), piece(b"x", more=True), None) == []


def test_whoever_reads_a_file_is_told_that_its_sender_left():
    left = scope((b"content-length", str(FORM + 1).encode()))
    with pytest.raises(ConnectionAbortedError):
        asked(echo, left, piece(b"x", more=True), None)


def test_a_form_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(whole_requests, "FIRST", 0.01)
    sent = asked(echo, scope((b"content-length", b"9")), piece(b"x", more=True))
    assert (sent[0]["status"], (b"connection", b"close") in sent[0]["headers"]) == (408, True)


def test_a_length_that_is_only_said_buys_no_time(monkeypatch):
    monkeypatch.setattr(whole_requests, "FIRST", 0.01)
    huge = scope((b"content-length", b"999999999"))
    with pytest.raises(TimeoutError):
        asked(echo, huge, piece(b"x", more=True))


def test_whoever_only_forgets_a_body_waits_no_longer_than_it_says():
    def forgets(environ, start):
        environ[whole_requests.HURRY](0.01)
        with pytest.raises(TimeoutError):
            environ["wsgi.input"].read()
        start("413 Too large", [])
        return [b""]

    huge = scope((b"content-length", b"999999999"))
    assert asked(forgets, huge, piece(b"x" * 9, more=True))[0]["status"] == 413


def test_a_streamed_answer_goes_in_blocks_and_is_closed():
    closed = []

    class Streamed(list):
        streaming = True

        def close(self):
            closed.append(True)

    def application(_environ, start):
        start("200 OK", [])
        return Streamed([b"z" * BLOCK] * 3)

    sent = asked(application, scope(), piece(b""))
    assert [one.get("more_body") for one in sent] == [None, True, True, False]
    assert (len(body_of(sent)), closed) == (3 * BLOCK, [True])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"transfer-encoding", b"chunked")], 411),
        ([(b"content-length", b"1"), (b"Content-Length", b"1")], 400),
        ([(b"content-length", b"-1")], 400),
        ([(b"content-length", b"+1")], 400),
        ([(b"content-length", b"1" * 16)], 400),
        ([HOST], 400),
        ([(b"content-type", b"a"), (b"content-type", b"b")], 400),
    ],
)
def test_a_head_that_two_programs_read_in_two_ways_is_refused(headers, status):
    with pytest.raises(NotHttp):
        body_length(scope(*headers)["headers"])
    assert asked(echo, scope(*headers))[0]["status"] == status


def test_a_request_without_a_host_is_refused_and_one_without_a_length_has_no_body():
    with pytest.raises(NotHttp):
        body_length([])
    assert body_length([HOST]) == 0


def test_the_application_sees_the_request_as_pep_3333_has_it():
    headers = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-one", b"1"),
        (b"X-One", b"2"),
        (b"x_one", b"3"),
        (b"content-type", b"text/plain"),
    ]
    seen = environ(scope(*headers, raw_path=b"/caf%C3%A9"), body=io.BytesIO())
    assert (seen["HTTP_COOKIE"], seen["HTTP_X_ONE"], seen["CONTENT_TYPE"]) == (
        "a=1; b=2",
        "1,2",
        "text/plain",
    )
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/café"
    assert (seen["QUERY_STRING"], seen["REMOTE_ADDR"]) == ("a=1", "192.0.2.1")
