"""Appointments: rank, day and minute of a duty, corrected by a new version and never changed."""

from datetime import date

import pytest

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.organisation import appointment
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.models import Appointment
from watchbook.organisation.queries import appointment_to

AS_HEAD = AppointmentParticulars(rank="Head of Service", minute="Cabinet 14", appointed_on=date(2026, 2, 1))
AS_CLERK = AppointmentParticulars(rank="Clerk")


@pytest.fixture
def duty(people):
    return people.oliver.duties.get()


def test_an_appointment_is_recorded_and_corrected_by_a_new_version(people, duty):
    first = appointment.add(duty, AS_HEAD, by=people.helen, at=given.AT)
    fields = {"duty": str(duty.id), "appointed_on": "2026-02-01"}
    personal = {"rank": "Head of Service", "minute": "Cabinet 14"}
    assert told(first) == ("appointment.recorded", people.helen.id, given.AT, fields, personal)
    second = appointment.correct(first, AS_CLERK, by=people.simon, at=given.AT)
    assert told(second)[3] == {"duty": str(duty.id), "appointed_on": None, "corrects": str(first.id)}
    assert appointment_to(duty) == second
    assert Appointment.objects.get(pk=first.pk).rank == "Head of Service"
    assert str(first) == str(first.id)


def test_a_duty_has_one_appointment_and_each_version_is_corrected_once(people, duty):
    first = appointment.add(duty, AS_HEAD, by=people.ada, at=given.AT)
    leaves_nothing(
        WrongState,
        lambda: appointment.add(duty, AS_CLERK, by=people.ada, at=given.AT),
        "an appointment is already recorded",
    )
    appointment.correct(first, AS_CLERK, by=people.ada, at=given.AT)
    leaves_nothing(
        WrongState, lambda: appointment.correct(first, AS_HEAD, by=people.ada, at=given.AT), "meantime"
    )


def test_those_who_keep_the_list_record_appointments(people, duty):
    allowed = {"ada", "bashir", "simon", "helen"}
    refused_to_all_but(
        allowed,
        people,
        lambda by: appointment.add(duty, AS_HEAD, by=by, at=given.AT),
        match="record an appointment",
    )
    first = appointment.add(duty, AS_HEAD, by=people.simon, at=given.AT)
    refused_to_all_but(
        allowed,
        people,
        lambda by: appointment.correct(first, AS_HEAD, by=by, at=given.AT),
        match="record an appointment",
    )


def test_a_failing_log_undoes_it(people, duty, monkeypatch):
    undone_when_the_log_fails(
        monkeypatch, appointment, lambda: appointment.add(duty, AS_HEAD, by=people.ada, at=given.AT)
    )
