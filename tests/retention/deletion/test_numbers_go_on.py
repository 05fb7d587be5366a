"""After a restore that lost entries no number is given again, in any register: papers outside bear it."""

import json

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.evidence import given as evidence
from tests.fixtures import point_django_at
from tests.pages import signed_in, words
from tests.retention.complaint import given as complaints
from tests.retention.deletion import given
from tests.retention.rights_request import given as requests
from watchbook.audit_log import rejoin
from watchbook.audit_log.head import HeadFiles
from watchbook.audit_log.models import Event, RegisterCounter
from watchbook.audit_log.reference import next_number, pass_over, passed_over
from watchbook.machine import quarantine, replaying
from watchbook.retention.deletion import outside


@pytest.fixture(autouse=True)
def _no_list_before(monkeypatch):
    """The key store of all tests remembers the lists of other tests, whose folders are gone: here none was written before."""
    monkeypatch.setattr(outside, "newest_place", lambda: 0)


@pytest.fixture
def drills_here(register, monkeypatch, capsys):
    """Replay a drill in this process, as the process of its own does."""

    def replayed(*options, variables):
        point_django_at(f"{register.database}_drill")
        replaying.run(options)
        point_django_at(register.database)
        return json.loads(capsys.readouterr().out)

    monkeypatch.setattr(quarantine, "replayed", replayed)


def counted():
    return dict(RegisterCounter.objects.values_list("register", "last"))


@pytest.mark.usefixtures("drills_here")
def test_a_number_that_a_restore_lost_is_given_to_nobody_else(register, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    people = register.people
    requests.a_rights_request(people)
    authorisations.a_draft(people)
    register.sealed()
    folder, before = register.back_up(), counted()
    vera = requests.a_rights_request(people, name="Vera Lindqvist")
    complaint = complaints.a_complaint(people)
    register.sealed()
    assert register.drilled(folder).entries_lost >= 2
    assert counted() == before | {"RR": 2, "DPC": 1}, "a drill changes none"
    assert (vera.reference, complaint.reference) == ("RR-0002", "DPC-0001")

    register.bring_back(folder)
    assert replaying.run([]) == 0
    lost = Event.objects.get(name="deletion.replayed").fields["entries_lost"]
    assert lost >= 2
    assert requests.a_rights_request(people, name="Yolanda Prior").reference == f"RR-{1 + lost + 1:04d}"
    assert complaints.a_complaint(people).reference == f"DPC-{lost + 1:04d}", (
        "also where none was given before"
    )
    assert complaints.a_complaint(people).reference == f"DPC-{lost + 2:04d}"
    told = words(signed_in(people.bryn).get(reverse("retention:restored")))
    assert "so no reference number that we gave in a letter is used twice" in told
    authorisations.a_draft(people)
    told = words(signed_in(people.simon).get(reverse("authorisations:record")))
    assert f"skipped {lost} numbers in each register" in told
    files = HeadFiles(settings.SEALING_FOLDER)
    assert rejoin.note(files, by=evidence.the_system(), at=given.now()) == lost
    assert passed_over() == lost, "a rejoin after the replay passes over none again"
    assert counted()["DPC"] == lost + 2


def test_a_database_put_back_without_a_replay_goes_on_at_the_rejoin(register, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SEALING_FOLDER", tmp_path / "signing" / "sealing")
    requests.a_rights_request(register.people)
    register.sealed()
    folder = register.back_up()
    requests.a_rights_request(register.people, name="Vera Lindqvist")
    register.sealed()
    register.bring_back(folder)
    lost = rejoin.note(HeadFiles(settings.SEALING_FOLDER), by=evidence.the_system(), at=given.now())
    assert lost
    assert counted()["RR"] == 1 + lost


def test_a_restore_that_lost_nothing_changes_no_number(db):
    with transaction.atomic():
        assert [next_number("L"), next_number("L")] == [1, 2]
    pass_over(0)
    assert (counted(), passed_over()) == ({"L": 2}, 0)
    for _ in range(2):
        pass_over(3)
    with transaction.atomic():
        assert [next_number("L"), next_number("FOI"), next_number("FOI")] == [9, 7, 8]
