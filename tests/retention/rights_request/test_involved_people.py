"""Those whose work a deletion at a person's request rests on do not approve it, and whoever does reads on what it rests."""

import pytest
from django.urls import reverse

from tests import given as council
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given
from watchbook.acting.refusals import WrongState
from watchbook.retention.deletion.deletion import approve, edition
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.rights_request import erasure, rights_request
from watchbook.retention.rights_request.rights_request import AskedRights


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def to_be_erased(people, *, recorded_by=None, by=None):
    """A request of which one person decided to erase the one letter; the DPO unless somebody else did."""
    council.a_letter(people, subject="About Jane Roe")
    asked = AskedRights(**given.ASKED | {"rights": ("erasure",)})
    row = rights_request.receive(asked, by=recorded_by or people.bryn, at=given.AT)
    row = given.searched(people, row)
    given.decided(people, row, 1, "no_need", purpose=given.a_purpose(people, row), by=by)
    return row


def test_who_decided_to_erase_cannot_approve_and_who_approves_reads_on_what_it_rests(people):
    row = given.identified(people, to_be_erased(people))
    signed_in(people.bryn).post(page("rights_request_erase", row.reference))
    made = DeletionList.objects.get()
    deletions.opened_by(people, made, by=people.fatima)
    shown = words(signed_in(people.fatima).get(page("deletion", made.reference)))
    assert f"You decided on records of request {row.reference} yourself" in shown
    sent = {"confirmed": "on", "shown": edition(made)}
    refused = words(signed_in(people.fatima).post(page("deletion_approve", made.reference), sent))
    assert f"decided on records of request {row.reference} yourself" in refused
    deletions.opened_by(people, made)
    asked = words(signed_in(people.winston).get(page("deletion_approve", made.reference)))
    assert f"This deletion list is based on request {row.reference}." in asked
    assert f"{people.bryn.name} recorded the proof of identity on 10 March 2026." in asked
    assert f"{people.fatima.name} decided on 10 March 2026 to erase this record" in asked
    assert not any(one in asked for one in ("Jane Roe", "Passport shown", "Send me everything"))
    told = words(signed_in(people.simon).get(page("deletion_approve", made.reference)))
    assert "from Jane Roe: Send me everything, then delete it." in told
    assert "Passport shown" in told
    assert deletions.approved(people, made).approved_by == people.winston


@pytest.mark.parametrize(
    ("hand", "match"),
    [
        ("record", "ou recorded or corrected request"),
        ("correct", "ou recorded or corrected request"),
        ("identify", "ou recorded the proof of identity"),
    ],
)
def test_who_recorded_corrected_or_identified_cannot_approve(people, hand, match):
    who = people.fatima
    row = to_be_erased(people, recorded_by=who if hand == "record" else None, by=people.bryn)
    if hand == "correct":
        said = AskedRights(**given.ASKED | {"rights": ("erasure",), "words": "Delete it."})
        rights_request.correct(row, said, "A word", by=who, at=given.AT)
    given.a_step(people, row, "identified", words="Passport shown", by=who if hand == "identify" else None)
    made = erasure.propose(row, by=people.bryn, at=given.AT)
    deletions.opened_by(people, made, by=who)
    shown = edition(made)
    leaves_nothing(WrongState, lambda: approve(made, shown=shown, by=who, at=given.AT), match)
