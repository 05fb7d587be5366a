"""The shop that the demonstration captures is its own, on the loopback; what is held becomes an exhibit with its pack."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.evidence.given import a_worker, the_system
from tests.ports import free_port
from watchbook.demo import captured
from watchbook.demo.not_loaded import NotLoaded
from watchbook.demo.site import HOST, PAGES, serving
from watchbook.evidence import capture_worker
from watchbook.evidence.models import Capture, CustodyEntry, Exhibit
from watchbook.evidence.states import CaptureState
from watchbook.looks.states import LookState


def test_each_page_that_is_captured_is_served_on_the_loopback_and_nothing_else():
    port = free_port()
    with serving(f"{HOST}:80=127.0.0.1:{port}", mode="test") as served:
        assert served == port
        for page in PAGES:
            path = page.removeprefix(f"http://{HOST}")
            assert "made up" in urlopen(f"http://127.0.0.1:{port}{path}").read().decode()
        with pytest.raises(HTTPError):
            urlopen(f"http://127.0.0.1:{port}/../site.py")


def test_without_a_place_on_the_list_it_is_not_served_and_says_what_to_add():
    with (
        pytest.raises(NotLoaded, match="does not say where") as refused,
        serving("other.example:80=127.0.0.1:1", mode="test"),
    ):
        pass
    assert f"{HOST}:80=" in refused.value.next_step


def taken_by_a_worker(_seconds):
    """A round of a worker whose browser is a stand-in, in the place of a pause."""
    with a_worker() as worker:
        capture_worker.take_next(worker, by=the_system())


def test_the_captures_are_under_way_then_held_and_become_an_exhibit_with_its_pack_once(loaded):
    assert set(Capture.objects.values_list("state", flat=True)) == {CaptureState.WAITING}
    assert captured.see_to_captures(pause=taken_by_a_worker) == len(PAGES)
    exhibit = Exhibit.objects.get()
    assert exhibit.capture.look.state == LookState.CLOSED
    assert CustodyEntry.objects.filter(capture=exhibit.capture, part="pack").count() == 1
    assert captured.see_to_captures(pause=taken_by_a_worker) == len(PAGES)
    assert Exhibit.objects.count() == 1


def test_of_captures_that_came_to_nothing_no_exhibit_is_made(loaded):
    def given_up(_seconds):
        for row in Capture.objects.filter(state=CaptureState.WAITING):
            captured.capture.stop(row, by=row.asked_by, at=row.asked_at)

    assert captured.see_to_captures(pause=given_up) == 0
    assert not Exhibit.objects.exists()
