"""Looks end: with what hangs on them, their own keys and their index; their count stays, and must be sealed first."""

from datetime import timedelta

import pytest

from tests.looks import given
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.keys import envelope
from watchbook.keys.models import BlindIndexEntry, KeyDestruction
from watchbook.keys.refused import KeyDestroyed
from watchbook.looks import disposal, evaluation, look, page_view
from watchbook.looks.models import Evaluation, Look, PageView, ReTriage, StandingPurpose
from watchbook.register.models.totals import RegisterTotal
from watchbook.register.queries import first_month, totals

AT = given.AT


def dispose(row, people):
    disposal.dispose(row.id, by=people.winston, at=AT)


def test_a_look_goes_with_what_hangs_on_it_and_its_count_stays(committed_people, as_owner):
    people = committed_people
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + timedelta(days=days))
    signed = given.a_signed_re_triage(people, subject, at=AT + timedelta(days=2))
    row = given.opened(people, subject, at=AT + timedelta(days=2))
    page = page_view.add(row, given.PROFILE, by=people.ines, at=AT)
    look.close(row, given.SEEN, by=people.ines, at=AT + timedelta(days=3))
    became = evaluation.EvaluationParticulars(
        useful="no", verified="nothing", used_in_decision=False, told="yes"
    )
    became_of = evaluation.write(row, became, by=people.ines, at=AT)
    assert disposal.due((AT + timedelta(days=4)).date()) == [row.id]
    with pytest.raises(WrongState, match="signed checkpoint"):
        dispose(row, people)
    as_owner.execute("DELETE FROM audit_log_pending")
    dispose(row, people)
    for gone in (row, page, became_of, signed):
        with pytest.raises(KeyDestroyed):
            envelope.opened(gone)
    assert not PageView.objects.exists()
    assert not Evaluation.objects.exists()
    assert not ReTriage.objects.exists()
    assert Look.objects.count() == 2
    month = AT.date().replace(day=1)
    assert totals("looks", first_month=month, last_month=month, by=()) == {(): 3}
    assert first_month("looks") == month


def test_a_look_at_a_subject_has_its_own_key_and_the_subject_keeps_theirs(committed_people, as_owner):
    people = committed_people
    subject = given.a_subject(people)
    kept, row = given.opened(people, subject), given.opened(people, subject, at=AT + timedelta(days=1))
    page = page_view.add(row, given.PROFILE, by=people.ines, at=AT)
    look.close(row, given.SEEN, by=people.ines, at=AT + timedelta(days=3))
    as_owner.execute("DELETE FROM audit_log_pending")
    dispose(row, people)
    assert list(Look.objects.all()) == [kept]
    assert set(KeyDestruction.objects.values_list("item", flat=True)) == {row.id}
    for gone in (row, page):
        with pytest.raises(KeyDestroyed):
            envelope.opened(gone)
    assert envelope.opened(kept)
    assert envelope.opened(subject)


def test_a_look_at_nobody_on_record_goes_with_its_index(committed_people, as_owner):
    people = committed_people
    row = given.made(people, facts={}, about="subject", by=people.nell)
    assert BlindIndexEntry.objects.filter(item=row.id).exists()
    as_owner.execute("DELETE FROM audit_log_pending")
    dispose(row, people)
    assert not Look.objects.exists()
    assert envelope.is_destroyed(row.id)
    assert not BlindIndexEntry.objects.filter(item=row.id).exists()


def test_a_re_triage_goes_by_itself_with_its_key_and_its_subject_stays(committed_people):
    people = committed_people
    row = given.a_re_triage(people)
    dispose(row, people)
    assert not ReTriage.objects.exists()
    with pytest.raises(KeyDestroyed):
        envelope.opened(row)
    assert envelope.opened(row.subject)


def test_a_standing_purpose_goes_with_what_its_event_said_and_the_newer_one_stays(committed_people):
    people = committed_people
    row = given.a_standing_purpose(people, words="Jane Roe’s stall")
    newer = given.a_standing_purpose(people, words="Goods")
    told, stays = (Event.objects.get(subject_id=one.id) for one in (row, newer))
    assert personal_facts(told)["said"] == "Jane Roe’s stall"
    dispose(row, people)
    assert list(StandingPurpose.objects.all()) == [newer]
    with pytest.raises(KeyDestroyed):
        personal_facts(told)
    assert personal_facts(stays)["said"] == "Goods"


def test_what_no_look_used_and_what_was_replaced_is_due_and_an_open_look_never(people):
    given.opened(people)
    unused = given.a_re_triage(people)
    with recorded_as_if_at(AT):
        replaced = given.a_standing_purpose(people)
    with recorded_as_if_at(AT + timedelta(days=9)):
        given.a_standing_purpose(people)
    assert disposal.due(AT.date()) == []
    assert disposal.due((AT + timedelta(days=1)).date()) == [unused.id]
    assert disposal.due((AT + timedelta(days=9)).date()) == [unused.id]
    assert set(disposal.due((AT + timedelta(days=10)).date())) == {unused.id, replaced.id}


def test_counts_go_on_beside_each_other(people):
    given.opened(people)
    given.opened(people, purpose="other")
    assert sorted(RegisterTotal.objects.values_list("purpose", "count")) == [
        ("investigation", 1),
        ("other", 1),
    ]


def test_a_look_recorded_late_is_kept_from_its_own_date(people):
    long_ago = AT - timedelta(days=2_000)
    made = given.made(people, looked_at=long_ago)
    assert (made.closed_at, made.opened_at) == (long_ago, long_ago)
    assert made.id in disposal.due(long_ago.date() + timedelta(days=1))
