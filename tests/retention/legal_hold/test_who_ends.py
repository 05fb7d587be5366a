"""Who ends a legal hold: who placed it or the SRO, never who then proposes the deletion; and who placed it is told."""

import pytest
from django.urls import reverse

from tests import given as registers
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from tests.retention import given
from tests.retention.deletion import given as deletions
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.deletion import deletion
from watchbook.retention.legal_hold import legal_hold, queries
from watchbook.retention.legal_hold.permissions import may_end_hold


def hold_page(name="hold"):
    return reverse(f"retention:{name}", args=["LH-0001"])


def test_an_officer_does_not_end_a_solicitors_hold_and_the_sro_who_does_is_told_of_to_the_solicitor(people):
    letter = registers.a_letter(people)
    hold = given.a_hold(people, letter, by=people.leila)
    for who in (people.bryn, people.fatima, people.winston):
        shown = words(signed_in(who).get(hold_page()))
        assert "End the hold" not in shown
        assert f"Ask {people.leila.name} or the senior responsible officer to end this hold." in shown
        refused = signed_in(who).post(hold_page("hold_end"), {"why": "Mine"})
        assert refused.status_code == 403
        leaves_nothing(NotPermitted, lambda one=who: given.ended(people, hold, by=one), "placed it")
    answer = signed_in(people.simon).post(hold_page("hold_end"), {"why": "The court is done."}, follow=True)
    assert "The hold was ended." in words(answer)
    assert Event.objects.filter(name=queries.END_READ).count() == 0, "the SRO did not place it"
    leila = signed_in(people.leila)
    told = f"{people.simon.name} ended legal hold LH-0001, which you placed"
    assert told in words(leila.get("/"))
    assert f"until {people.leila.name} opens the page of the hold" in queries.why_held([letter.id])[letter.id]
    assert "The court is done." in words(leila.get(hold_page()))
    leila.get(hold_page())
    assert told not in words(leila.get("/"))
    assert queries.why_held([letter.id]) == {}
    assert Event.objects.filter(name=queries.END_READ, by=people.leila.id).count() == 1


def test_its_placer_ends_it_and_another_solicitor_a_solicitors(people):
    for who in (people.leila, people.bryn):
        given.ended(people, given.a_hold(people, registers.a_letter(people), by=who), by=who)
        assert not queries.to_tell(who).exists(), "who ended it knows"
    other = people.bryn
    other.kept["duties"] = {today(): frozenset({DutyKind.SOLICITOR.value})}
    may_end_hold(other, given.a_hold(people, registers.a_letter(people), by=people.leila))
    with pytest.raises(NotPermitted, match="placed it"):
        may_end_hold(other, given.a_hold(people, registers.a_letter(people), by=people.winston))


def test_who_ended_a_hold_does_not_propose_what_it_held(people):
    letter, other = registers.a_letter(people), registers.a_letter(people)
    legal_hold.end(
        given.a_hold(people, letter, by=people.winston), why="Over", by=people.winston, at=given.now()
    )
    leaves_nothing(
        WrongState,
        lambda: deletions.a_proposed_list(people, letter, by=people.winston),
        "you ended its legal hold, or you",
    )
    row = deletions.a_proposed_list(people, letter, other, by=people.winston)
    assert [one.item for one in row.items.all()] == [other.id], "left out of a longer list"
    deletion.give_up(row, by=people.winston, at=given.now())
    proposed = deletions.a_proposed_list(people, letter, by=people.marian)
    assert proposed.items.get().item == letter.id
    with pytest.raises(WrongState, match="you ended a legal hold on a record on this list"):
        deletions.approved(people, proposed, by=people.winston)
    assert deletions.approved(people, proposed, by=people.simon).approved_by == people.simon
