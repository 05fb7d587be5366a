"""Disposal finds a person wherever they are named; what events say of them ends too, and the log proves what it proved."""

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests import given
from tests.architecture.source import listed
from tests.architecture.test_events import declared
from tests.architecture.test_personal_fields import CANARIES, CANARY, disposals, personal_fields
from tests.architecture.told_of import STAYS, TOLD_OF
from tests.log import leaf_in_line
from tests.proof_only import one_in
from tests.retention.complaint.given import a_complaint_step
from tests.retention.rights_request import given as rights
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.record import record
from watchbook.foi.clock import state_of
from watchbook.foi.course import step
from watchbook.foi.models import Request
from watchbook.foi.states import RequestState
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.rights_request import found_item
from watchbook.retention.rights_request.models import FoundItem, RightsRequest

CASES = [(noun, field) for noun, fields in TOLD_OF.items() for field in fields]


def kinds_of_people():
    """Every kind of event with personal facts, by its noun."""
    found = {}
    for name, (kind, _) in declared().items():
        if kind.personal:
            found.setdefault(name.split(".")[0], []).append(kind)
    return found


def is_ended(event):
    """Whether the personal facts of an event cannot be opened any more, by anybody."""
    try:
        personal_facts(event)
    except KeyDestroyed:
        return True
    return False


def is_proved(event):
    """Whether the fields that are left still give what the log committed to."""
    return leaf_of(event) == leaf_in_line(event)


def closed(people):
    """End what is open: until then an open request holds itself, and a restriction the request that restricts."""
    for row in Request.objects.filter(sent=None):
        if state_of(row) != RequestState.ENDED:
            on = max([row.received_on, given.AT.date(), *(one.on for one in row.steps.all())])
            step.take(row, kind="withdrawn", on=on, words="", until=None, by=people.bryn, at=timezone.now())
    for item in FoundItem.objects.filter(decision="restrict", lifted_on=None):
        found_item.lift(item, "It is over", by=people.bryn, at=rights.AT)
    for row in RightsRequest.objects.filter(closed_on=None):
        rights.a_step(people, row, "withdrawn", words="They want it no more.")
    for row in Complaint.objects.filter(closed_on=None):
        on = timezone.localdate()
        a_complaint_step(people, row, "outcome_told", outcome="upheld", on=on, at=timezone.now())


def test_every_kind_that_tells_of_people_ends_with_a_row_or_is_said_to_stay():
    assert kinds_of_people().keys() == TOLD_OF.keys() | STAYS.keys()
    assert not TOLD_OF.keys() & STAYS.keys()
    assert all(field in personal_fields() for _, field in CASES)


def test_every_list_of_disposal_has_its_events_here_or_tells_of_nobody():
    told_of = {personal_fields()[field].__name__ for _, field in CASES}
    assert {module.__name__ for module in disposals()} == told_of


@pytest.mark.parametrize(("noun", "field"), one_in(3, CASES))
def test_after_disposal_nobody_can_open_what_events_of_any_kind_say_of_people(
    people, noun, field, django_capture_on_commit_callbacks
):
    words, put = CANARIES[field]
    disposal, model = personal_fields()[field], apps.get_model(*field.split(".")[:2])
    put(people)
    events = [
        record(kind, subject=row, by=people.ada, at=given.AT, **dict.fromkeys(kind.personal, CANARY))
        for row in model._base_manager.order_by("-recorded_at", "-id")[:2]  # a key for each costs time
        for kind in kinds_of_people()[noun]
    ]
    closed(people)
    found = disposal.find(words)
    with django_capture_on_commit_callbacks(execute=True):
        for row_id in found:
            disposal.dispose(row_id, by=people.winston, at=given.AT)
        connection.check_constraints()  # as the commit would
    there = set(model._base_manager.values_list("id", flat=True)) - set(found)
    about_gone = [event for event in events if event.subject_id not in there]
    assert about_gone
    wrong = [event.name for event in events if is_ended(event) != (event in about_gone)]
    assert not wrong, listed(wrong)
    assert all(map(is_proved, events))


@pytest.mark.parametrize("field", one_in(2, CANARIES))
def test_disposal_finds_a_person_in_every_column_declared_personal_and_ends_what_events_told_of_them(
    people, field, django_capture_on_commit_callbacks
):
    words, put = CANARIES[field]
    disposal = personal_fields()[field]
    assert not disposal.find(words)
    before = list(Event.objects.values_list("pk", flat=True))
    put(people)
    found = disposal.find(words)
    assert len(found) == 1
    told = [one for one in Event.objects.exclude(pk__in=before) if envelope.says(personal_facts(one), words)]
    tables = {column.rsplit(".", 1)[0] for one in told for column in TOLD_OF[one.name.split(".")[0]]}
    assert {one.subject_table for one in told} <= {apps.get_model(one)._meta.db_table for one in tables}
    if not told:
        return  # its acts tell the log nothing of people
    closed(people)
    with django_capture_on_commit_callbacks(execute=True):
        disposal.dispose(found[0], by=people.winston, at=given.AT)
        connection.check_constraints()
    assert not [one.name for one in told if not is_ended(one) or not is_proved(one)]
