"""A proposed duty that its proposer takes back: the act, the database's own rule, the page."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import given
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import duty, proposal
from watchbook.organisation.administration import acts_of_the_week
from watchbook.organisation.models import Duty
from watchbook.organisation.proposal import may_take_back_proposal
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

LIST = "/organisation/duties/"


@pytest.fixture
def proposed(people):
    """Ada's proposal of a duty for Nell."""
    return duty.propose(
        people.nell, kind=DutyKind.SOLICITOR, from_on=date(2026, 4, 1), by=people.ada, at=given.AT
    )


def take_back(people, row, by="ada"):
    return proposal.take_back(row, by=getattr(people, by), at=given.AT)


def test_only_its_proposer_takes_a_proposal_back(people, proposed):
    assert those_who_may(people, may_take_back_proposal, proposed) == {"ada"}
    leaves_nothing(NotPermitted, lambda: take_back(people, proposed, by="bashir"), "somebody else made it")


def test_the_same_duty_can_be_proposed_again(people, proposed):
    take_back(people, proposed)
    again = duty.propose(
        people.nell, kind=DutyKind.SOLICITOR, from_on=date(2026, 4, 1), by=people.ada, at=given.AT
    )
    assert again.state == "proposed"
    assert Duty.objects.get(pk=proposed.pk).ended_by == people.ada


def test_a_failing_log_undoes_it(people, proposed, monkeypatch):
    undone_when_the_log_fails(monkeypatch, proposal, lambda: take_back(people, proposed))


@pytest.mark.parametrize("by", ["bashir", None])
def test_the_database_refuses_one_that_another_or_nobody_took_back(people, proposed, by):
    with pytest.raises(IntegrityError, match="duty_taken_back_by_its_proposer"), transaction.atomic():
        Duty.objects.filter(pk=proposed.pk).update(
            state="taken_back", ended_by=getattr(people, by or "", None)
        )


def test_whoever_is_no_administrator_any_more_takes_nothing_back(people, proposed):
    """Their page kept which duties they hold; an act that ends one comes first."""
    may_take_back_proposal(people.ada, proposed)
    Duty.objects.filter(person=people.ada).update(until_on=date(2026, 3, 2))
    leaves_nothing(NotPermitted, lambda: take_back(people, proposed), "only a system administrator can")


def test_the_officers_who_watch_the_administrators_see_it(people):
    """The act counts on their first page, and the page of such acts shows it."""
    now = timezone.now()
    row = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=now)
    before = acts_of_the_week(at=now).count()
    proposal.take_back(row, by=people.ada, at=now)
    assert acts_of_the_week(at=now).count() == before + 1
    page = words(signed_in(people.fatima).get("/organisation/administration/"))
    assert "The proposal of the duty of solicitor was taken back. Nell" in page


def test_the_page_of_proposals_offers_it_to_the_proposer_alone(people, proposed):
    assert "Take back" not in words(signed_in(people.bashir).get(LIST))
    client = signed_in(people.ada)
    assert "Take back Nell: solicitor" in words(client.get(LIST))
    person = f"/organisation/people/{people.nell.id}/"
    assert "Take back solicitor" in words(client.get(person))
    assert "Take back" not in words(signed_in(people.bashir).get(person))
    assert f'href="{LIST}">Proposed duties</a>' in client.get("/organisation/people/").text
    answer = client.post(f"/organisation/duties/{proposed.id}/take-back/", follow=True)
    assert "You took back the proposal." in words(answer)
    assert "Take back" not in words(client.get(LIST))
    page = words(client.get(f"/organisation/people/{people.nell.id}/"))
    assert "taken back" in page
    assert "The proposal of the duty of solicitor was taken back." in page
