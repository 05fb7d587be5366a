"""Disposal of signed “none is held”."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.adopted import a_signature, search
from tests.log import undone_when_the_log_fails
from watchbook.audit_log.models import Event
from watchbook.governance.documents.models import NoneHeld
from watchbook.governance.none_held import disposal, none_held
from watchbook.organisation.queries import today

SIGNED = date(2019, 9, 2)


def test_what_was_signed_before_the_day_is_due_or_what_was_taken_back_before_it(people):
    row = a_signature(signed_on=SIGNED)
    assert disposal.due(SIGNED) == []
    assert disposal.due(date(2019, 9, 3)) == [row.id]
    gone = none_held.take_back(row, by=people.simon, at=AT)
    assert disposal.due(date(2019, 9, 3)) == []
    assert disposal.due(today() + timedelta(days=1)) == [gone.id]


def test_a_person_is_found_in_where_was_looked_and_why_there_is_none(people):
    looked = none_held.sign(**search(searched="Jane Roe’s desk"), by=people.simon, at=AT)
    why = none_held.sign(**search("pia", reason="JANE ROE said so"), by=people.simon, at=AT)
    a_signature("form")
    assert set(disposal.find("jane roe")) == {looked.id, why.id}
    assert disposal.find("John Doe") == []


def test_a_signature_goes_with_every_version_and_the_others_stay(people):
    row, kept = a_signature(signed_on=SIGNED), a_signature("pia")
    gone = none_held.take_back(row, by=people.simon, at=AT)
    disposal.dispose(gone.id, by=people.winston, at=AT)
    assert list(NoneHeld.objects.all()) == [kept]
    events = Event.objects.filter(name="none_held.disposed")
    assert [event.fields for event in events] == [{"kind": "dpia", "signed_on": "2019-09-02"}] * 2


def test_what_is_not_there_cannot_be_disposed_of(people):
    with pytest.raises(NoneHeld.DoesNotExist):
        disposal.dispose(people.nell.id, by=people.winston, at=AT)


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = a_signature()
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(row.id, by=people.winston, at=AT)
    )
