"""Editions of published answers that the public does not read go where a person's right demands it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import given
from tests.foi.published import a_publication, corrected, withdrawn
from tests.pages import signed_in
from tests.retention.deletion.given import approved, carried_out
from tests.retention.rights_request import given as rights
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.foi import disposal
from watchbook.foi.published import Publication, Withdrawal
from watchbook.retention.rights_request import erasure

AT = given.AT


def test_an_earlier_edition_goes_and_the_one_that_is_read_stays(people):
    first = a_publication(people, title="Looks at Jané Roe")
    now = corrected(first, people, title="Looks at a person")
    with pytest.raises(WrongState, match="the public can read it"):
        disposal.dispose(now.id, by=people.winston, at=AT)
    disposal.dispose(first.id, by=people.winston, at=AT)
    assert list(Publication.objects.all()) == [now]
    event = Event.objects.get(name="publication.disposed")
    assert (event.subject_id, event.fields["edition"]) == (first.id, 1)
    client = signed_in(people.bryn)
    page = client.get(reverse("foi:publication", args=[now.reference])).content.decode()
    assert "One earlier edition was deleted: edition 1." in page
    assert client.get(reverse("disclosure_log:entry", args=[now.reference])).status_code == 200


def test_what_was_withdrawn_goes_once_no_older_edition_would_be_public_again(people):
    first = a_publication(people)
    last = corrected(first, people, title="Another title")
    withdrawn(last, people, reason="It was wrong.")
    with pytest.raises(WrongState, match="the public would then read an older edition"):
        disposal.dispose(last.id, by=people.winston, at=AT)
    disposal.dispose(first.id, by=people.winston, at=AT)
    disposal.dispose(last.id, by=people.winston, at=AT)
    assert not Publication.objects.exists()
    assert not Withdrawal.objects.exists()
    told = Event.objects.filter(name="publication.disposed").order_by("number")
    assert [one.fields["edition"] for one in told] == [1, 2, 2]  # the withdrawal is told as its edition is


def test_a_request_for_erasure_destroys_the_edition_with_the_name(people):
    first = a_publication(people, title="Looks at Jané Roe")
    row = rights.searched(people, rights.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    (item,) = row.founditems.filter(table="foi.publication")
    purpose = rights.a_purpose(people, row)
    with pytest.raises(
        WrongState, match="Correct or withdraw the entry on its page first, then decide again"
    ):
        rights.decided(people, row, item.number, "no_need", purpose=purpose)
    corrected(first, people, title="Looks at a person")
    rights.decided(people, row, item.number, "no_need", purpose=purpose)
    listed = erasure.propose(rights.identified(people, row), by=people.fatima, at=rights.AT)
    done = carried_out(approved(people, listed))
    assert done.unreadable_at
    assert [one.title for one in Publication.objects.all()] == ["Looks at a person"]
    assert "Roe" not in repr(list(done.items.values()))


def test_an_edition_that_a_request_found_and_has_not_decided_stays_also_in_sql(people):
    first = a_publication(people, title="Looks at Jané Roe")
    corrected(first, people, title="Looks at a person")
    rights.searched(people, rights.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    with pytest.raises(IntegrityError, match="under legal hold"), transaction.atomic():
        disposal.dispose(first.id, by=people.winston, at=AT)
    assert Publication.objects.filter(pk=first.pk).exists()
