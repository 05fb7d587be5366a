"""What Harrowmere shows of the end of records: a certificate, holds, requests about personal data and their questions."""

from django.urls import reverse

from tests.pages import signed_in, words
from tests.retention.rights_request import given
from watchbook.authorisations.models import OvertPlan
from watchbook.demo.cast import holder_of
from watchbook.keys.envelope import opened
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.deletion import queue
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.states import RightsState


def test_overdue_plans_were_deleted_by_two_people_and_have_their_certificate(loaded):
    (row,) = DeletionList.objects.all()
    assert row.proposed_by != row.approved_by
    assert [one.outcome for one in row.items.all()] == ["deleted"] * 3
    assert not OvertPlan.objects.filter(pk__in=row.items.values("item")).exists()
    manager = signed_in(row.proposed_by)  # who may read each of them
    assert row.reference in words(manager.get(reverse("retention:certificate", args=[row.reference])))


def test_a_request_is_answered_a_complaint_is_open_and_holds_are_in_force(loaded):
    assert RightsRequest.objects.filter(state=RightsState.ANSWERED).exists()
    assert Complaint.objects.exists()
    assert LegalHold.objects.filter(ended_at=None).exists()
    assert LegalHold.objects.exclude(ended_at=None).exists()


def test_a_line_manager_is_asked_about_protected_records(loaded):
    managers = holders_of(DutyKind.LINE_MANAGER, on=today())
    asked = next(one for one in managers if given.questions_for(one))
    text = words(signed_in(asked).get(reverse("retention:rights_questions")))
    assert "LK-" in text
    officer = signed_in(holder_of(DutyKind.INFORMATION_OFFICER))
    assert "LK-" not in words(officer.get(reverse("retention:rights_request", args=["RR-0002"])))


def test_the_letter_to_a_person_tells_no_case_and_no_place(loaded):
    row = RightsRequest.objects.get(reference="RR-0002")
    reasons = {opened(one).get("why") for one in row.founditems.exclude(decision="")}
    assert reasons == {"We need it as evidence until the proceedings end."}


def test_something_overdue_can_be_proposed_for_deletion(loaded):
    assert sum(one.count for one in queue.overdue(on=today())) == 1
