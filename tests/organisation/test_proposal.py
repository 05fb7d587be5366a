"""A proposed duty that its proposer takes back: the act, the database's own rule, the page."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import given
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import duty, proposal
from watchbook.organisation.models import Duty
from watchbook.organisation.proposal import may_take_back_proposal
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


def test_the_database_refuses_one_that_another_took_back(people, proposed):
    with pytest.raises(IntegrityError, match="duty_taken_back_by_its_proposer"), transaction.atomic():
        Duty.objects.filter(pk=proposed.pk).update(state="taken_back", ended_by=people.bashir)


def test_the_page_of_proposals_offers_it_to_the_proposer_alone(people, proposed):
    assert "Take back" not in words(signed_in(people.bashir).get(LIST))
    client = signed_in(people.ada)
    assert "Take back Nell: solicitor" in words(client.get(LIST))
    answer = client.post(f"/organisation/duties/{proposed.id}/take-back/", follow=True)
    assert "You took back the proposal." in words(answer)
    assert "Take back" not in words(client.get(LIST))
    page = words(client.get(f"/organisation/people/{people.nell.id}/"))
    assert "taken back" in page
    assert "The proposal of the duty of solicitor was taken back." in page
