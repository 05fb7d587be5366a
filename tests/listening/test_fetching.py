"""Fetching feeds: into the world alone, bounded in time and size, each redirect held against the register of platforms."""

import contextlib
import gzip
from threading import Event

import pytest

from tests.capture.sites import site
from tests.listening.feeds import HOST, policy_for, way_to
from watchbook.capture import egress
from watchbook.capture.policy import Policy
from watchbook.listening import fetching
from watchbook.listening.fetching import NotFetched, fetch

ROOT = f"http://{HOST}"


def sends(status=200, body=b"", **headers):
    """A page that answers so."""

    def page(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return page


def test_a_feed_comes_with_its_headers_and_the_site_is_told_who_asks():
    told = []

    def page(handler):
        told.append(dict(handler.headers))
        sends(body=b"feed", ETag='"1"')(handler)

    with way_to({"/feed?a=1": page}) as (way, _):
        answer = fetch(f"{ROOT}/feed?a=1", egress=way, more={"If-None-Match": '"0"'})
    assert (answer.status, answer.content, answer.headers["etag"]) == (200, b"feed", '"1"')
    assert told[0]["Host"] == HOST
    assert told[0]["If-None-Match"] == '"0"'
    assert "Watchbook-listening" in told[0]["User-Agent"]


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "localhost"])
def test_nothing_inside_is_reached_also_by_a_redirect(inside):
    reached = {"/": b"inside"}
    with site(reached) as server, egress.serving(policy_for(server)) as way:
        reached["/away"] = sends(302, Location=f"http://{inside}/")
        for address in (f"http://{inside}/", f"http://{inside}:{server.port}/", f"{ROOT}/away"):
            with pytest.raises(NotFetched):
                fetch(address, egress=way)
        assert {path for _method, path, _body in server.came} <= {"/away"}


def test_a_name_that_leads_inside_is_refused():
    policy = Policy(mode="test")
    with site({"/": b"inside"}) as server, egress.serving(policy, resolve=lambda _: ["127.0.0.1"]) as way:
        with pytest.raises(NotFetched):
            fetch("http://feeds.example.com/", egress=way)
        assert server.came == []


def test_a_redirect_to_a_refused_platform_to_another_scheme_or_round_in_a_ring_ends_there():
    pages = {
        "/x": sends(301, Location="https://mobile.twitter.com/home"),
        "/file": sends(301, Location="file:///etc/passwd"),
        "/ring": sends(302, Location="/ring"),
    }
    with way_to(pages) as (way, server):
        for path, said in (("/x", "refused"), ("/file", "refused"), ("/ring", "failed")):
            with pytest.raises(NotFetched) as refused:
                fetch(ROOT + path, egress=way)
            assert refused.value.said == said
        assert len(server.came) == 2 + fetching.REDIRECTS + 1


def test_what_is_too_large_packed_or_no_answer_is_not_taken(monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    packed = gzip.compress(b"0" * 10_000)
    pages = {
        "/large": b"x" * 1001,
        "/packed": sends(body=packed, Content_Encoding="gzip"),
        "/fits": b"x" * 1000,
    }
    with way_to(pages) as (way, _):
        for path in ("/large", "/packed"):
            with pytest.raises(NotFetched):
                fetch(ROOT + path, egress=way)
        assert len(fetch(f"{ROOT}/fits", egress=way).content) == 1000


def test_an_answer_cut_off_before_the_end_that_it_promised_is_not_taken_for_the_whole():
    def page(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"the first part")
        handler.close_connection = True

    with way_to({"/feed": page}) as (way, _), pytest.raises(NotFetched):
        fetch(f"{ROOT}/feed", egress=way)


def test_an_answer_that_never_ends_is_cut_off(monkeypatch):
    monkeypatch.setattr(fetching, "WITHIN", 0.3)

    def drips(handler):
        handler.send_response(200)
        handler.end_headers()
        while not over.wait(0.02):
            with contextlib.suppress(OSError):
                handler.wfile.write(b".")

    over = Event()
    with way_to({"/": drips}) as (way, _):
        try:
            with pytest.raises(NotFetched) as cut:
                fetch(f"{ROOT}/", egress=way)
        finally:
            over.set()
    assert cut.value.said == "failed"
