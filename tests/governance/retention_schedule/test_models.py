"""What PostgreSQL itself refuses of retention schedules: a change, a class twice, a period without its unit."""

import pytest
from django.db import IntegrityError, transaction

from tests.governance.signed import DECIDED, an_adopted_schedule
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)


def refused(act):
    with transaction.atomic(), pytest.raises(IntegrityError):
        act()


def test_what_was_recorded_is_never_changed(people):
    edition = an_adopted_schedule(people)
    refused(lambda: RetentionSchedule.objects.update(title="x"))
    refused(lambda: RetentionClass.objects.update(period=1))
    refused(lambda: RetentionAdoption.objects.update(minute="x"))
    assert str(edition.schedule) == "RS-0001"


def test_a_class_stands_once_in_a_schedule_and_has_a_period_or_words(people):
    an_adopted_schedule(people)

    def write(**changes):
        told = {
            "schedule_reference": "RS-0001",
            "code": "other",
            "title": "x",
            "trigger": "x",
            "period": 1,
            "unit": "years",
            "action": "delete",
            "reason": "x",
            "recorded_by": people.simon,
        }
        refused(lambda: RetentionClass(**told | changes).save(force_insert=True))

    write(code="look")
    write(unit="")
    write(period=None)
    write(period=None, unit="")
    write(unit="fortnights")


def test_a_schedule_is_adopted_once_and_a_reference_is_one_editions(people):
    an_adopted_schedule(people)
    again = RetentionAdoption(
        schedule_reference="RS-0001",
        adopted_on=DECIDED.adopted_on,
        in_force_from=DECIDED.in_force_from,
        decided_by="x",
        recorded_by=people.simon,
    )
    refused(lambda: again.save(force_insert=True))
    refused(
        lambda: RetentionSchedule(reference="RS-0001", title="x", recorded_by=people.simon).save(
            force_insert=True
        )
    )
