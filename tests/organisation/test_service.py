"""Services: added and closed by a system administrator."""

from datetime import UTC, date, datetime

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.organisation import service
from watchbook.organisation.models import Service

ONLY = "You cannot change the authority’s settings: only a system administrator can"


def add(people, name=" Licensing "):
    return service.add(name=name, by=people.ada, at=given.AT)


def test_a_service_has_a_name_and_is_open(people):
    row = Service.objects.get(pk=add(people).pk)
    assert (row.name, row.closed_on, str(row)) == ("Licensing", None, "Licensing")
    assert told(row) == ("service.added", people.ada.id, given.AT, {"title": "Licensing"}, {})


def test_a_service_is_closed_on_the_london_day(people):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in London
    row = service.close(add(people), by=people.ada, at=late)
    assert Service.objects.get(pk=row.pk).closed_on == date(2026, 7, 1)
    assert told(row) == ("service.closed", people.ada.id, late, {"closed_on": "2026-07-01"}, {})


def test_a_service_is_closed_once(people):
    row = service.close(add(people), by=people.ada, at=given.AT)
    leaves_nothing(
        WrongState,
        lambda: service.close(row, by=people.ada, at=given.AT),
        "You cannot close Licensing: it was closed on 2 March 2026.",
    )


def test_only_a_system_administrator_adds_and_closes(people):
    row = Service.objects.get()
    refused_to_all_but(BOTH, people, lambda by: service.add(name="X", by=by, at=given.AT), match=ONLY)
    refused_to_all_but(BOTH, people, lambda by: service.close(row, by=by, at=given.AT), match=ONLY)


def test_a_failing_log_undoes_the_act(people, monkeypatch):
    row = Service.objects.get()
    undone_when_the_log_fails(monkeypatch, service, lambda: add(people))
    undone_when_the_log_fails(monkeypatch, service, lambda: service.close(row, by=people.ada, at=given.AT))
