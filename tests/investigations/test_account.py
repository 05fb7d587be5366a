"""The accounts of a subject: added, joined with a basis and a reason, parted; told apart letter for letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.looks import given as looks
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations import account, investigation
from watchbook.investigations.models import Account
from watchbook.investigations.together import CountedTogether, together_with
from watchbook.looks.queries.drift import looks_in

AT = given.AT
LATER = looks.AT + timedelta(days=1)


def add(subject, people, address, **more):
    return account.add(subject, address, by=people.ines, at=AT, **more)


def together(subject):
    rows = looks_in(together_with(subject), first=AT - timedelta(days=9), last=AT + timedelta(days=99))
    return len(rows)


def test_a_second_account_needs_a_basis_and_a_reason(people):
    subject = given.a_subject(people)
    add(subject, people, "facebook.com/jane.roe")
    with pytest.raises(WrongState, match="You cannot add a second account without a reason"):
        add(subject, people, "instagram.com/jane")
    with pytest.raises(WrongState, match="You cannot add a second account without a reason"):
        add(subject, people, "instagram.com/jane", basis="linked", reason=" ")
    joined = add(subject, people, "instagram.com/jane", basis="linked", reason="Each links to the other")
    assert account.said_of([joined])[joined.id].account == "instagram.com/jane"
    assert len(account.accounts_of([subject])) == 2
    with pytest.raises(WrongState, match="the subject already has the account"):
        add(subject, people, "m.facebook.com/jane.roe", basis="linked", reason="x")
    with pytest.raises(WrongState, match="You cannot add this address: it does not show which"):
        add(subject, people, "https://bit.ly/3abc")
    with pytest.raises(NotPermitted):
        account.add(subject, "x.com/jane", by=people.bryn, at=AT)


def test_looks_at_joined_accounts_count_together_until_they_are_parted(people):
    one, other = looks.a_subject(people), looks.a_subject(people, profile=looks.OTHER_PROFILE)
    looks.opened(people, one)
    looks.opened(people, other)
    assert (together(one), together(other)) == (1, 1)
    joined = add(one, people, looks.OTHER_PROFILE, basis="told", reason="The complainant says so")
    assert (together(one), together(other)) == (2, 2)
    looks.made(people, one, account=joined, looked_at=LATER)
    account.part(joined, reason="It is her sister", by=people.ines, at=LATER)
    assert (together(one), together(other)) == (1, 2)  # what was looked at under it counts for it alone
    with pytest.raises(WrongState, match="already"):
        account.part(joined, reason="x", by=people.ines, at=LATER)
    with pytest.raises(WrongState, match="was removed from"):
        looks.opened(people, one, account=Account.objects.get(pk=joined.pk), at=LATER)


def test_parting_says_why(people):
    row = add(given.a_subject(people), people, "x.com/jane")
    with pytest.raises(WrongState, match="Say why"):
        account.part(row, reason=" ", by=people.ines, at=AT)


def test_accounts_that_differ_in_case_alone_where_it_matters_are_two(people):
    one = looks.a_subject(people, profile="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv")
    other = looks.a_subject(people, profile="https://www.youtube.com/channel/UCABCDEFGHIJKLMNOPQRSTUV")
    looks.opened(people, one)
    assert (together(one), together(other)) == (1, 0)


def test_a_subject_shows_its_accounts_and_takes_another(people):
    subject, ines = looks.a_subject(people), signed_in(people.ines)
    where = f"/investigations/{subject.investigation.reference}/subjects/1/accounts/"
    assert "facebook.com/janeroeseller" in words(ines.get(where))
    assert "what shows that both" in words(ines.post(where, {"address": "x.com/jane"}))
    assert "There is a problem" in words(ines.post(where, {"address": "javascript:alert(1)"}))
    told = {"address": "x.com/jane", "basis": "linked", "reason": "Linked from the page"}
    assert ines.post(where, told).status_code == 302
    row = subject.accounts.get(platform="x")
    part = f"{where}{row.id}/part/"
    assert ines.get(part).status_code == 200
    assert ines.post(part, {"reason": "Somebody else’s"}).status_code == 302
    assert "Somebody else’s" in words(ines.get(where))
    assert ines.get(f"{where}{subject.id}/part/").status_code == 404


def test_the_count_is_replayed_as_it_stood_before_a_joining_ended_with_its_investigation(people):
    one, other = looks.a_subject(people), looks.a_subject(people, profile=looks.OTHER_PROFILE)
    add(one, people, looks.OTHER_PROFILE, basis="told", reason="The complainant says so")
    looks.opened(people, one)
    before = timezone.now() + timedelta(seconds=1)
    assert one.id in together_with(other, as_at=before).subjects
    investigation.close(one.investigation, reason="Done", by=people.ines, at=before + timedelta(days=1))
    assert one.id not in together_with(other).subjects
    assert one.id in together_with(other, as_at=before).subjects


def test_with_no_subject_nothing_counts_together():
    assert together_with(None) == CountedTogether(frozenset(), frozenset(), frozenset())
