"""A closed request holds what it found until the time to complain is over; who closed it neither proposes nor approves its end."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.log import leaves_nothing
from tests.pages import a_day, signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.letters_read import sent_as_read
from tests.retention.rights_request import given
from watchbook.acting.refusals import WrongState
from watchbook.governance.letters.models import LetterReceived
from watchbook.organisation.queries import today
from watchbook.retention.deletion.deletion import approve, edition
from watchbook.retention.legal_hold.queries import why_held
from watchbook.retention.rights_request import erasure
from watchbook.web import wording


def a_letter_of_a_withdrawn_request(people):
    """A letter found by a request that the information officer recorded as withdrawn."""
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people))
    given.a_step(people, row, "withdrawn", words="They rang.")
    return letter, row


def test_a_withdrawn_request_holds_until_nobody_can_complain_and_then_who_withdrew_it_cannot_propose(
    people, monkeypatch
):
    letter, row = a_letter_of_a_withdrawn_request(people)
    why = why_held([letter.id])[letter.id]
    assert f"Request {row.reference} about personal data was answered or ended on " in why
    assert row.id in why_held([row.id]), "and itself: with it would go what it found"
    leaves_nothing(
        WrongState,
        lambda: deletions.a_proposed_list(people, letter),
        "you are not allowed to read it, it is held",
    )
    given.later(monkeypatch)
    assert letter.id not in why_held([letter.id])
    leaves_nothing(
        WrongState,
        lambda: deletions.a_proposed_list(people, letter, by=people.bryn),
        "answered or ended a request that found it",
    )
    made = deletions.a_proposed_list(people, letter)
    shown = words(signed_in(people.winston).get(f"/retention/deletions/{made.reference}/"))
    assert f"The search for request {row.reference} about personal data found 1 of these records." in shown
    assert f"{people.bryn.name} recorded the step “Record that the request was withdrawn” on " in shown
    assert deletions.approved(people, made).approved_by == people.winston


def test_who_answered_cannot_approve_the_end_of_what_the_answer_told_of(people, monkeypatch):
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    given.decided(people, row, 1, "public_task", purpose=given.a_purpose(people, row), by=people.bryn)
    given.a_step(people, row, "answered", words="", by=people.fatima)
    assert letter.id in why_held([letter.id])
    given.later(monkeypatch)
    made = deletions.a_proposed_list(people, letter)
    deletions.opened_by(people, made, by=people.fatima)
    shown = edition(made)
    leaves_nothing(
        WrongState,
        lambda: approve(made, shown=shown, by=people.fatima, at=deletions.now()),
        "answered or ended a request that covered a record on this list",
    )


def test_what_an_answered_request_erases_it_does_not_hold(people):
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people))
    purpose = given.a_purpose(people, row)
    given.decided(people, row, 1, "copy", purpose=purpose)
    given.decided(people, row, row.founditems.get(right="erasure").number, "no_need", purpose=purpose)
    given.a_step(people, row, "answered", words="")
    assert letter.id not in why_held([letter.id])


def test_what_was_decided_to_be_erased_stays_where_the_request_was_withdrawn(people, monkeypatch):
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(
        people, given.identified(people, given.a_rights_request(people, rights=("erasure",)))
    )
    given.decided(people, row, 1, "no_need", purpose=given.a_purpose(people, row))
    given.a_step(people, row, "withdrawn", words="They rang.")
    assert letter.id in why_held([letter.id])
    given.later(monkeypatch)
    leaves_nothing(
        WrongState, lambda: erasure.propose(row, by=people.fatima, at=given.AT), "no record to erase"
    )


def test_a_restriction_ends_by_pages_after_the_letter_and_by_another_officer_and_the_record_stays(
    people, monkeypatch
):
    row, _ = given.a_restricting_request(people)
    for one in row.founditems.filter(decision=""):
        given.decided(people, row, one.number, "not_theirs", purpose=None)
    letter = row.founditems.get(decision="restrict").thing
    given.a_step(people, row, "answered", on=today(), at=timezone.now())
    page = reverse("retention:rights_request", args=[row.reference])
    lift = reverse("retention:rights_request_lift", args=[row.reference, 1])
    tell = reverse("retention:rights_request_step", args=[row.reference, "restriction_ends"])
    bryn, fatima = signed_in(people.bryn), signed_in(people.fatima)  # she restricted it
    assert "you restricted the record yourself" in words(fatima.post(lift, {"why": "Over"}))
    assert "you must tell the person first" in words(bryn.post(lift, {"why": "Over"}))
    assert "Tell the person that a restriction ends" in words(bryn.get(page))
    told = {"ends": ["1"], "words": "The dispute is over", **a_day("on", today())}
    assert "Enter the date on which the restrictions end" in words(fatima.post(tell, told | {"preview": "1"}))
    before, later = (a_day("ends_on", today() + timedelta(days=days)) for days in (-1, 14))
    assert "cannot end before the date of the letter" in words(
        fatima.post(tell, told | before | {"preview": "1"})
    )
    sent_as_read(fatima, tell, told | later)
    day = wording.day(today() + timedelta(days=14))
    assert f"the letter says that the restriction ends on {day}" in words(bryn.post(lift, {"why": "Over"}))
    told |= a_day("ends_on", today())
    assert f"The restriction ends on {wording.day(today())}, and not before." in words(
        fatima.post(tell, told | {"preview": "1"})
    )
    assert "The letter is saved." in words(sent_as_read(fatima, tell, told))
    assert "The restriction was lifted." in words(bryn.post(lift, {"why": "Over"}, follow=True))
    assert (
        "Tell the person that a restriction ends" not in words(bryn.get(page)).split("What happens next")[-1]
    )
    assert "so that the person can complain" in why_held([letter])[letter]
    given.later(monkeypatch)
    for one in (people.bryn, people.fatima):
        leaves_nothing(
            WrongState,
            lambda one=one: deletions.a_proposed_list(people, LetterReceived.objects.get(pk=letter), by=one),
            "answered or ended a request",
        )
    made = deletions.a_proposed_list(people, LetterReceived.objects.get(pk=letter))
    shown = words(signed_in(people.winston).get(f"/retention/deletions/{made.reference}/"))
    assert f"The restriction on {LetterReceived.objects.get(pk=letter).reference} for request " in shown


def test_a_letter_frees_the_records_that_it_names_alone(people):
    council.a_letter(people, subject=f"Also about {given.ANOTHER}")
    row, _ = given.a_restricting_request(people)
    purpose = given.a_purpose(people, row)
    for number in (1, 2):
        given.decided(people, row, number, "dispute", purpose=purpose)
    given.a_step(people, row, "answered", on=today(), at=timezone.now())
    tell = reverse("retention:rights_request_step", args=[row.reference, "restriction_ends"])
    fatima, bryn = signed_in(people.fatima), signed_in(people.bryn)
    told = {"words": "The dispute is over", **a_day("on", today()), **a_day("ends_on", today())}
    assert "Select each record whose restriction ends" in words(fatima.post(tell, told | {"preview": "1"}))
    preview = fatima.post(tell, told | {"ends": ["2"], "preview": "1"})
    assert "Record 2: from our register" in words(preview)
    assert "Record 1:" not in words(preview)
    changed = fatima.post(tell, told | {"ends": ["2"], "change": "1"})
    assert changed.text.count("checked") == 1
    assert f'name="ends_on_year" type="text" value="{today().year}"' in changed.text
    assert 'name="ends" value="2"' in preview.text
    sent_as_read(fatima, tell, told | {"ends": ["2"]})
    lift = [reverse("retention:rights_request_lift", args=[row.reference, number]) for number in (1, 2)]
    refused = words(bryn.post(lift[0], {"why": "Over"}))
    assert "no letter says that the restriction on record 1 ends" in refused
    assert "The restriction was lifted." in words(bryn.post(lift[1], {"why": "Over"}, follow=True))
