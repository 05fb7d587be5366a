"""A list deletes nothing that is in force or open, whoever asked for it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as council
from tests.authorisations import given as authorisations
from tests.evidence import given as evidence
from tests.governance import signed
from tests.looks import given as looks
from tests.retention import given as holds
from tests.retention.complaint.given import a_complaint
from tests.retention.deletion import given
from tests.retention.rights_request import given as rights
from watchbook.evidence import relevance
from watchbook.evidence.models import Capture
from watchbook.investigations.models import Subject
from watchbook.organisation.models import Person
from watchbook.retention.deletion import deletion, sample
from watchbook.retention.deletion.deletion import Proposed
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.legal_hold.legal_hold import UnderLegalHold, check_not_held
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.legal_hold.queries import why_held
from watchbook.retention.rights_request.models import RightsRequest


def left(row):
    """Why a list left its one thing."""
    (one,) = given.carried_out(row).items.all()
    assert one.outcome == ItemOutcome.REFUSED
    return one.why


def another_request(people):
    """One beside the request that asks for the erasure."""
    rights.a_rights_request(people, rights=("erasure",))
    return rights.a_rights_request(people, name="Zed Q", rights=("erasure",))


IN_FORCE = {
    "a hold": lambda people: holds.a_hold(people, council.a_letter(people)),
    "an authorisation": lambda people: authorisations.source_kept(people, "Perpetua Lowe"),
    "an account": lambda people: people.nell,
    "a request": another_request,
    "a complaint": a_complaint,
    "an open look": lambda people: looks.opened(people, looks.a_subject(people)),
    "an exhibit": evidence.an_exhibit,
}


@pytest.mark.parametrize("made", IN_FORCE.values(), ids=IN_FORCE)
def test_what_is_in_force_or_open_is_not_erased(people, made):
    row = made(people)
    why = left(given.an_approved_list(people, row, cause=given.BY_REQUEST))
    assert why.startswith("You cannot delete this ")
    assert type(row)._default_manager.filter(pk=row.pk).exists()
    assert Person.objects.get(pk=people.nell.pk).is_active


@pytest.mark.parametrize("ground", ["public_task", None])
def test_an_erasure_that_was_taken_back_deletes_nothing(people, ground, monkeypatch):
    subject = council.a_subject(people)
    row = given.an_approved_list(people, subject, cause=given.BY_REQUEST)
    request = rights.searched(people, RightsRequest.objects.get())
    rights.decided(people, request, 1, ground, purpose=request.processingpurposes.get())
    rights.a_step(people, request, "answered", words="")
    assert subject.id in why_held([subject.id]), "while the person can complain"
    rights.later(monkeypatch)
    assert "RR-0001 no longer says that it must be erased" in left(row)
    assert Subject.objects.filter(pk=subject.pk).exists()


def test_a_capture_that_was_found_relevant_since_is_not_deleted(people):
    capture = evidence.a_held_capture(people)
    row = given.an_approved_list(people, capture)
    relevance.decide(capture, is_relevant=True, why="It shows the offer", by=people.ines, at=given.now())
    assert "its retention period has not begun" in left(row)
    assert Capture.objects.filter(pk=capture.pk).exists()


def test_what_the_schedule_keeps_longer_since_is_not_deleted(people):
    capture = evidence.a_failed_capture(people)
    listed = Proposed(given.thing(capture).item, last_on=given.now().date() - timedelta(days=1))
    row = deletion.propose([listed], given.BY_SCHEDULE, by=people.marian, at=given.now())
    row = given.approved(people, row)
    assert "it is no longer overdue" in left(row)


@pytest.mark.parametrize(("action", "opened_each"), [("transfer", True), ("review", False)])
def test_what_the_schedule_ends_otherwise_since_is_not_deleted(people, action, opened_each):
    company = given.a_contract_long_over(people)
    row = given.approved(people, given.proposed_from_the_queue(people))
    assert row.items.get().is_sample
    if not opened_each:  # as where a list has more than its sample
        with transaction.atomic():
            deletion.record_row(sample.LOOKED_AT, row, by=people.winston, at=given.now(), number=1)
            row.items.update(is_sample=False)
    signed.a_later_schedule(people, "contract_record", action=action)
    assert "the retention schedule now treats its class differently" in left(row)
    assert type(company).objects.filter(pk=company.pk).exists()


def test_an_investigation_stays_while_what_goes_with_it_is_restricted(people):
    subject = council.a_subject(people)
    request = rights.searched(people, rights.a_rights_request(people, rights=("erasure",)))
    for item in request.founditems.all():
        rights.answered_question(people, item, "dispute")
    rights.a_step(people, request, "answered", words="")
    with pytest.raises(UnderLegalHold, match="is restricted: it is evidence"):
        check_not_held([subject.investigation_id])
    assert Subject.objects.filter(pk=subject.pk).exists()


def test_a_hold_in_force_is_not_deleted_by_sql(people):
    hold = holds.a_hold(people, council.a_letter(people))
    statement = "DELETE FROM retention_legalhold WHERE id = %s"
    with (
        pytest.raises(IntegrityError, match=r"hold is in force\. End it first"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [hold.id])
    assert LegalHold.objects.get() == hold
