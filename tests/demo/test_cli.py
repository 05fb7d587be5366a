"""`watchbook demo` shows the whole way: the request, its answers, its due day, and how to sign in."""

from argparse import Namespace

from tests.commands import watchbook_here
from tests.demo.test_harrowmere import counted
from tests.ports import free_port
from watchbook.config import cli
from watchbook.demo import shown as demo
from watchbook.demo.site import HOST
from watchbook.foi.models import Request
from watchbook.foi.queries import due
from watchbook.organisation.queries import demonstration_people


def test_broken_off_it_goes_on_and_prints_the_request_answered_and_how_everybody_signs_in_twice_the_same(
    begun, capsys, monkeypatch, settings
):
    before = counted()
    done = watchbook_here(cli.main, "demo", capsys=capsys, monkeypatch=monkeypatch)
    assert done.code == 0
    assert counted() == {**before, "Request": before["Request"] + 1, "Event": before["Event"] + 1}
    request = Request.objects.latest("reference")
    assert done.data.startswith(f"Request FOI-0003, received {request.received_on.isoformat()}:\n")
    assert due(request).on.isoformat() in done.data
    assert "20 March 2017" in done.data
    assert f"Password of everybody: {settings.DEMONSTRATION_PASSWORD}" in done.data
    assert f"http://127.0.0.1:8000/foi/requests/{request.reference}/" in done.data
    people = demonstration_people()
    assert len(people) > 20
    assert all(f"{person['email']:<42} {person['duty']}" in done.data for person in people)
    again = watchbook_here(cli.main, "demo", capsys=capsys, monkeypatch=monkeypatch)
    assert (again.code, again.data) == (0, done.data)


def test_it_goes_on_with_the_shop_and_serves_it_until_it_is_stopped(loaded, capsys, monkeypatch, settings):
    settings.ENVIRONMENT.values["WATCHBOOK_CAPTURE_ALLOW"] = f"{HOST}:80=127.0.0.1:{free_port()}"
    monkeypatch.setattr(demo.signal, "pause", lambda: None)
    monkeypatch.setattr(demo, "see_to_captures", lambda: 2)
    assert demo.run_demo(Namespace(go_on=True)) == 0
    assert "2 of its pages are held." in capsys.readouterr().out
