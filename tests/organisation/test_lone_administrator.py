"""One administrator alone: the senior responsible officer grants a second one, and nothing else; the data protection officer hears."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.log import leaves_nothing
from tests.organisation.recovering import agreed, with_password
from tests.organisation.test_told_by_mail import FATIMA, SENDER, delivered
from tests.pages import a_day, signed_in, words
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import duty, person
from watchbook.organisation.models import Duty
from watchbook.organisation.permissions import may_decide_duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

PAGE = "/organisation/duties/"
ADMINISTRATOR = DutyKind.SYSTEM_ADMINISTRATOR


def proposed(people, *, whose="nell", kind=ADMINISTRATOR, by="ada"):
    return duty.propose(
        getattr(people, whose), kind=kind, from_on=today(), by=getattr(people, by), at=timezone.now()
    )


@pytest.fixture
def alone(people):
    """Ada, after the senior responsible officer closed the account of the other administrator."""
    person.close(people.bashir, by=people.simon, at=timezone.now())
    return people


def test_the_sro_grants_the_second_administrator_and_the_data_protection_officer_hears(alone, settings):
    settings.MAIL_FROM = SENDER
    ada = signed_in(alone.ada)
    sent = {"kind": ADMINISTRATOR, **a_day("from_on", today())}
    answer = words(ada.post(f"/organisation/people/{alone.nell.id}/duties/propose/", sent, follow=True))
    assert "You are the only system administrator, so the senior responsible officer decides on it." in answer
    proposed(alone, whose="winston", kind=DutyKind.SOLICITOR)
    row = Duty.objects.get(person=alone.nell)
    assert "the senior responsible officer decides on the duty of a second" in words(ada.get(PAGE))
    simon = signed_in(alone.simon)
    assert "system administrator for Nell, proposed by Ada" in words(simon.get("/"))
    page = words(simon.get(PAGE))
    assert "Nell: system administrator" in page
    assert "solicitor" not in page
    assert f"/duties/{row.id}/grant/" in simon.get("/organisation/people/").text
    answer = words(simon.post(PAGE, {"duties": [str(row.id)], "answer": "grant"}, follow=True))
    assert "You granted one duty." in answer
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("granted", alone.simon)
    assert "A colleague was given the duty of system administrator." in delivered()[FATIMA].body
    fatima = words(signed_in(alone.fatima).get("/"))
    assert (
        "Simon granted Nell a duty: system administrator To do make sure that it was right to grant the duty"
        in fatima
    )
    assert "granted Nell" not in words(simon.get("/"))
    assert "solicitor for Winston, proposed by Ada" in words(signed_in(alone.nell).get("/"))


def test_the_sro_grants_no_other_duty_none_of_their_own_and_none_beside_a_second_administrator(alone):
    assert those_who_may(alone, may_decide_duty, proposed(alone, kind=DutyKind.RECORDS_MANAGER)) == set()
    row = proposed(alone)
    assert those_who_may(alone, may_decide_duty, row) == {"simon"}
    own = Duty(person=alone.simon, kind=ADMINISTRATOR, proposed_by=alone.ada)
    assert those_who_may(alone, may_decide_duty, own) == set()
    person.reopen(alone.bashir, by=alone.ada, at=timezone.now())
    assert those_who_may(alone, may_decide_duty, Duty.objects.get(pk=row.pk)) == {"bashir"}
    leaves_nothing(
        NotPermitted,
        lambda: duty.grant(row, by=alone.simon, at=timezone.now()),
        "only a system administrator can",
    )


def test_a_second_administrator_who_has_not_signed_in_counts_and_one_of_tomorrow_does_not(people):
    row = proposed(people)
    nell = words(signed_in(people.nell).get("/"))
    assert (
        "A duty is proposed for you: system administrator. You hold it once another person grants it." in nell
    )
    assert "Ask a system administrator to propose a duty for you" not in nell
    assert not people.bashir.has_usable_password()
    assert those_who_may(people, may_decide_duty, row) == {"bashir"}
    Duty.objects.filter(person=people.bashir).update(from_on=today() + timedelta(days=1))
    assert those_who_may(people, may_decide_duty, Duty.objects.get(pk=row.pk)) == {"simon"}
    answer = signed_in(people.simon).post(f"/organisation/duties/{row.id}/decline/", follow=True)
    assert "You declined the duty." in words(answer)
    assert Duty.objects.get(pk=row.pk).state == "declined"


def test_a_proposal_of_one_who_left_is_declined_and_made_anew_for_the_sro(people):
    row = proposed(people)
    person.close(people.ada, by=people.simon, at=timezone.now())
    bashir = signed_in(people.bashir)
    assert "decline the duty, or see why you cannot grant it now" in words(bashir.get("/"))
    page = words(bashir.get(PAGE))
    assert "You cannot grant any of these duties now. You can decline them." in page
    assert "You cannot grant this duty: Ada, who proposed it, is no longer a system administrator." in page
    assert "Grant selected duties" not in page
    assert "You have no duties to decide on." in words(signed_in(people.simon).get(PAGE))
    answer = words(bashir.post(PAGE, {"duties": [str(row.id)], "answer": "decline"}, follow=True))
    assert "You declined one duty." in answer
    again = proposed(people, by="bashir")
    assert duty.grant(again, by=people.simon, at=timezone.now()).state == "granted"


def test_a_duty_that_ended_during_the_session_opens_nothing_more(people):
    row, client = proposed(people), signed_in(people.bashir)
    assert "Nell: system administrator" in words(client.get(PAGE))
    Duty.objects.filter(person=people.bashir).update(until_on=today() - timedelta(days=1))
    assert client.post(PAGE, {"duties": [str(row.id)], "answer": "grant"}).status_code == 403
    assert "You hold no duty today" in words(client.get("/"))
    assert Duty.objects.get(pk=row.pk).state == "proposed"


def test_whoever_agreed_reads_that_one_who_left_asked_for_it(people):
    agreed(people, with_password(people.nell))
    assert "complete the recovery together with the owner of the account" in words(
        signed_in(people.bashir).get("/")
    )
    person.close(people.ada, by=people.simon, at=timezone.now())
    told = words(signed_in(people.bashir).get("/"))
    assert "stop the recovery: the person who asked for it no longer has the right to ask" in told


def test_the_sro_reads_why_they_are_asked_and_grants_one_of_two(alone):
    nils = person.add(
        email="nils@council.invalid", name="Nils", service=None, by=alone.ada, at=timezone.now()
    )
    other = duty.propose(nils, kind=ADMINISTRATOR, from_on=today(), by=alone.ada, at=timezone.now())
    rows = [proposed(alone), other]
    simon = signed_in(alone.simon)
    assert "You decide on these duties because Ada is the only system administrator." in words(
        simon.get(PAGE)
    )
    ticked = {"duties": [str(row.id) for row in rows], "answer": "grant"}
    said = words(simon.post(PAGE, ticked))
    assert "You did not grant any duties. Deselect the duties named below, then try again" in said
    assert "You can grant only one of these duties: once" in said
    assert {Duty.objects.get(pk=row.pk).state for row in rows} == {"proposed"}
    assert "You granted one duty." in words(
        simon.post(PAGE, ticked | {"duties": ticked["duties"][:1]}, follow=True)
    )


def test_where_no_senior_responsible_officer_can_sign_in_the_proposer_reads_that_nobody_decides(alone):
    person.close(alone.simon, by=alone.ada, at=timezone.now())
    sent = {"kind": ADMINISTRATOR, **a_day("from_on", today())}
    answer = signed_in(alone.ada).post(
        f"/organisation/people/{alone.nell.id}/duties/propose/", sent, follow=True
    )
    assert "no senior responsible officer can sign in" in words(answer)
