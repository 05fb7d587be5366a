"""What a capture is asked to do: read back as it was sent, and refused where it may not be."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.each import each
from watchbook.capture import child, times
from watchbook.capture.plan import Limits, Plan, from_json
from watchbook.capture.refusal import CaptureRefused


def a_plan(**given):
    return Plan(**{"url": "https://a.uk/", "folder": Path("/nowhere"), "program": Path("/bin/true")} | given)


def test_a_plan_comes_out_of_the_pipe_as_it_went_in():
    plan = a_plan(mode="test", allowed=("127.0.0.1:80",), basis={"look": "L-1"}, limits=Limits(seconds=9))
    assert from_json(json.loads(json.dumps(plan.as_json()))) == plan


@each(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://user@a.uk/",
        "council.gov.uk",
        "https://[::1",
        "https://[x]/",
        "https://a.uk:99999/",
        "https://a.uk:0/",
        "https://a.uk:x/",
        "",
        "https://a\u2100.uk/",
    ],
)
def test_only_an_address_of_the_web_is_captured(url):
    with pytest.raises(CaptureRefused, match="cannot be captured"):
        a_plan(url=url)


def test_a_plan_of_another_release_is_refused():
    with pytest.raises(CaptureRefused, match="cannot be read"):
        from_json({"url": "https://a.uk/", "folder": "x", "program": "y", "user_agent_of_another": 1})


def test_a_list_of_addresses_is_refused_in_production():
    with pytest.raises(CaptureRefused, match="list of allowed addresses"):
        _ = a_plan(allowed=("127.0.0.1:80",)).policy


def test_the_child_tells_a_refusal_as_a_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"url": "x"}) + "\n"))
    assert child.main() == 1
    assert json.loads(capsys.readouterr().out)["error"]["what"] == "The plan of the capture cannot be read."


def test_closing_keeps_its_share_of_a_short_time():
    assert Limits(seconds=10, closing_seconds=25).closing_at() == 5
    assert Limits(seconds=100, closing_seconds=25).closing_at() == 75


def test_one_clock_gives_every_time():
    one = times.Clock()
    assert times.written(one.at(one.monotonic / times.NANOSECONDS)) <= times.written(one.now())
    assert abs(one.drift()) < 1
    assert {"synchronised", "offset", "maximum_error"} <= times.state().keys()
