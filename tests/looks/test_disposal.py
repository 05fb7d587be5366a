"""Looks end: with what hangs on them, their own keys and their index; their count stays, and must be sealed first."""

from datetime import timedelta

import pytest

from tests.looks import given
from watchbook.governance.models import RegisterTotal
from watchbook.governance.queries.register_totals import first_month, totals
from watchbook.keys.models import BlindIndexEntry, KeyDestruction
from watchbook.looks import disposal, evaluation, look, page_view
from watchbook.looks.models import Evaluation, Look, PageView, ReTriage, StandingPurpose
from watchbook.organisation.states import WrongState

AT = given.AT


def dispose(row, people):
    disposal.dispose(row.id, by=people.winston, at=AT)


def test_a_look_goes_with_what_hangs_on_it_and_its_count_stays(committed_people, as_owner):
    people = committed_people
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + timedelta(days=days))
    given.a_signed_re_triage(people, subject, at=AT + timedelta(days=2))
    row = given.opened(people, subject, at=AT + timedelta(days=2))
    page_view.add(row, given.PROFILE, by=people.ines, at=AT)
    look.close(row, given.SEEN, by=people.ines, at=AT + timedelta(days=3))
    became = evaluation.Became(useful="no", verified="nothing", used_in_decision=False, told="yes")
    evaluation.write(row, became, by=people.ines, at=AT)
    assert disposal.due((AT + timedelta(days=4)).date()) == [row.id]
    with pytest.raises(WrongState, match="signed checkpoint"):
        dispose(row, people)
    as_owner.execute("DELETE FROM audit_log_pending")
    dispose(row, people)
    assert not PageView.objects.exists()
    assert not Evaluation.objects.exists()
    assert not ReTriage.objects.exists()
    assert Look.objects.count() == 2
    month = AT.date().replace(day=1)
    assert totals("looks", first_month=month, last_month=month, by=()) == {(): 3}
    assert first_month("looks") == month
    row = given.made(people, facts={}, about="subject", by=people.nell)
    assert BlindIndexEntry.objects.filter(item=row.id).exists()
    as_owner.execute("DELETE FROM audit_log_pending")
    dispose(row, people)
    assert not KeyDestruction.objects.exclude(item=row.id).exists()
    assert not BlindIndexEntry.objects.filter(item=row.id).exists()


def test_a_re_triage_and_a_standing_purpose_go_by_themselves(people):
    dispose(given.a_re_triage(people), people)
    dispose(given.a_standing_purpose(people), people)
    assert not ReTriage.objects.exists()
    assert not StandingPurpose.objects.exists()


def test_counts_go_on_beside_each_other(people):
    given.opened(people)
    given.opened(people, purpose="other")
    assert sorted(RegisterTotal.objects.values_list("purpose", "count")) == [
        ("investigation", 1),
        ("other", 1),
    ]
