"""`watchbook demo` shows the whole way: the request, its answers, its due day, and how to sign in."""

from tests.commands import watchbook_here
from watchbook.config import cli
from watchbook.foi.models import Request
from watchbook.foi.queries import due
from watchbook.organisation.queries import demonstration_people


def test_it_prints_the_request_answered_and_how_everybody_signs_in_and_given_twice_the_same(
    committed, capsys, monkeypatch, settings
):
    done = watchbook_here(cli.main, "demo", capsys=capsys, monkeypatch=monkeypatch)
    assert done.code == 0
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
