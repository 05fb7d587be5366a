"""The process that captures is started clean, heard line by line, asked to stop, and killed when its time is over."""

import json
import sys
from pathlib import Path

import pytest

from watchbook.capture import start
from watchbook.capture.plan import Limits, Plan
from watchbook.capture.refusal import CaptureRefused

# What it is given stands in its report.
CHILD = """
import json, os, sys
plan = json.loads(sys.stdin.readline())
def say(told): print(json.dumps(told), flush=True)
say({"progress": {"steps": 1}})
{body}
"""


def captured(body, tmp_path, **given):
    plan = Plan(
        url="https://shop.example/",
        folder=tmp_path,
        program=Path("/bin/false"),
        version="1",
        **given.pop("plan", {}),
    )
    told = given.pop("told", [])
    child = (sys.executable, "-I", "-S", "-c", CHILD.replace("{body}", body))
    return start.captured(plan, progress=told.append, child=child, **given)


def test_it_gets_the_plan_and_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("WATCHBOOK_SECRET_KEY", "a secret")
    told = []
    body = "say({'report': {'plan': plan, 'environment': dict(os.environ)}})"
    record = captured(body, tmp_path, told=told, plan={"basis": {"look": "LOOK-0001"}})
    assert record["plan"]["basis"] == {"look": "LOOK-0001"}
    assert record["environment"].keys() <= {*start.KEPT, "LC_CTYPE"}
    assert told == [{"steps": 1}]


def test_a_wish_to_stop_is_told_it_once(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "ASKED_EVERY", 0.01)
    asked = []
    body = "line = sys.stdin.readline(); say({'report': {'line': json.loads(line)}})"
    assert captured(body, tmp_path, stop=lambda: asked.append(1) or len(asked) > 2) == {
        "line": {"stop": True}
    }


def test_what_it_refuses_is_told_in_three_sentences(tmp_path):
    body = "say({'error': {'what': 'What.', 'why': 'Why.', 'next': 'Next.'}})"
    with pytest.raises(CaptureRefused, match=r"What\. Why\. Next\."):
        captured(body, tmp_path)


def test_one_that_dies_is_a_refusal_with_its_exit_code(tmp_path):
    with pytest.raises(CaptureRefused, match="exit code 3"):
        captured("os._exit(3)", tmp_path)


def test_one_that_hears_nothing_dies_without_harm(tmp_path):
    with pytest.raises(CaptureRefused, match="broke off"):
        captured("sys.stdin.close(); os._exit(0)", tmp_path, stop=lambda: True)


def test_one_that_hangs_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "GRACE", 0.0)
    with pytest.raises(CaptureRefused, match="exit code -9"):
        captured("import time; time.sleep(60)", tmp_path, plan={"limits": Limits(seconds=0.2)})


def test_one_that_told_all_and_does_not_end_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "ENDS_WITHIN", 0.1)
    body = "say({'report': {}}); import time; time.sleep(60)"
    assert captured(body, tmp_path) == {}


def test_a_plan_goes_over_the_pipe_as_json(tmp_path):
    assert json.dumps(Plan(url="https://a.example/", folder=tmp_path, program=Path("/x")).as_json())
