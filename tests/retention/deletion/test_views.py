"""Pages of deletion: what is overdue, proposing it, one list, its sample, and the acts on it."""

import html
from datetime import date

import pytest
from django.urls import reverse

from tests import given as council
from tests.evidence import given as evidence
from tests.governance import signed
from tests.governance.third_parties.given import a_third_party
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.home.queries import waiting_for
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.register.asked_together import answer
from watchbook.retention.deletion import deletion, forms, queue, sample
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_propose_deletion_of
from watchbook.retention.deletion.states import ListState
from watchbook.retention.legal_hold import legal_hold

LONG_AGO = {"from_on": date(2010, 1, 1), "until_on": date(2015, 12, 31)}

SURE = {"confirmed": "on", "dates_compared": "on"}


@pytest.fixture
def overdue(people):
    """Three contracts that have had their time."""
    signed.an_adopted_schedule(people)
    return [a_third_party(people, who=f"Company {number}", **LONG_AGO) for number in range(3)]


def page(who, name, *args, **typed):
    client, address = signed_in(who), reverse(f"retention:{name}", args=args)
    return client.post(address, typed, follow=True) if typed else client.get(address)


def test_what_is_overdue_is_counted_by_class_and_owner(people, overdue):
    (group,) = queue.overdue(on=today())
    assert (group.table, group.kept_by.code, group.count) == ("governance.thirdparty", "contract_record", 3)
    assert group.is_bulk
    shown = page(people.marian, "deletions")
    assert group.kept_by.title in shown.text
    assert "all on one list: somebody opens a sample of the records" in shown.text
    assert "Retention date" in words(page(people.winston, "due"))


def test_the_records_manager_is_told_of_what_can_be_proposed(people, overdue):
    def told(who):
        [mine] = [one for one in waiting_for(who, on=today()) if one.what == "Overdue records"] or [None]
        return mine

    assert told(people.winston).href == reverse("retention:deletions")
    assert told(people.winston).days_overdue(today()) > 0
    assert told(people.marian) is None, "a line manager finds it on its page"
    holds.a_hold(people, overdue[0])
    assert told(people.winston), "two are free"
    given.a_proposed_list(people, *overdue[1:])
    assert told(people.winston) is None, "one is held and the others are on a list"


def test_the_list_of_what_is_due_leads_to_its_proposal_and_back(people, overdue):
    there, back = reverse("retention:deletions"), reverse("retention:due")
    proposes, reads = page(people.winston, "due"), page(people.simon, "due")
    assert "Propose deletions" in words(proposes)
    assert "Propose deletions" not in words(reads)
    assert all(f'href="{there}"' in one.text for one in (proposes, reads))
    assert f'href="{back}"' in page(people.winston, "deletions").text
    for one in overdue:
        holds.a_hold(people, one)
    assert "Propose deletions" not in words(page(people.winston, "due")), "each is held"


def test_what_is_held_first_does_not_hide_what_can_be_proposed(people, overdue, monkeypatch):
    (group,) = queue.overdue(on=today())
    assert answer(queue.longest_free(on=today())) == queue.LookedThrough(
        3, group.last_on, are_all=True, are_kept=False
    )
    for one in overdue[:2]:
        holds.a_hold(people, one)
    assert answer(queue.longest_free(on=today())).first_free_on == group.last_on
    monkeypatch.setattr(queue, "LOOKED_THROUGH", 2)
    assert answer(queue.longest_free(on=today())) == queue.LookedThrough(
        2, None, are_all=False, are_kept=True
    )
    line = "Overdue records: none of the 2 longest overdue can be proposed for deletion now"
    assert line in words(signed_in(people.winston).get("/"))
    monkeypatch.undo()
    holds.a_hold(people, overdue[2])
    assert answer(queue.longest_free(on=today())) == queue.LookedThrough(3, None, are_all=True, are_kept=True)


def test_a_line_manager_proposes_what_their_own_service_owns(people):
    signed.an_adopted_schedule(people)
    service = (
        Service.objects.exclude(pk=people.marian.service_id).first() or signed.another_service(people).service
    )
    with pytest.raises(NotPermitted, match="a service that you do not lead"):
        may_propose_deletion_of(people.marian, service.id, "looks.look")
    may_propose_deletion_of(people.marian, people.marian.service_id, "looks.look")
    may_propose_deletion_of(people.marian, None, "looks.look")
    may_propose_deletion_of(people.helen, service.id, "looks.look")
    for who in (people.bryn, people.fatima, people.winston):
        with pytest.raises(NotPermitted, match="or the holds on those records"):
            may_propose_deletion_of(who, service.id, "looks.look")
        may_propose_deletion_of(who, None, "governance.letterreceived")
    refused = page(people.marian, "deletion_propose_of", "looks.look", "look", service.id)
    assert refused.status_code == 403


def test_what_is_held_is_counted_apart_and_the_page_says_by_what(people, overdue):
    holds.a_hold(people, overdue[0])
    (group,) = queue.overdue(on=today())
    assert (group.count, group.held) == (len(overdue) - 1, {"Under legal hold": 1})
    assert [one.item.id for one in queue.proposed(group, on=today())] == [one.id for one in overdue[1:]]
    told = words(page(people.marian, "deletions"))
    assert f"Records ready to propose {len(overdue) - 1} Held 1 under legal hold" in told
    for one in overdue[1:]:
        holds.a_hold(people, one)
    (group,) = queue.overdue(on=today())
    assert group.count == 0
    assert "/propose/" not in page(people.marian, "deletions").text


def test_proposing_what_is_all_held_is_refused_in_words(people, overdue):
    for one in overdue:
        holds.a_hold(people, one)
    answer = page(people.marian, "deletion_propose", "governance.thirdparty", "contract_record", **SURE)
    assert (
        "You cannot propose the deletion of any of these records. For each record, there is a reason: you are not allowed to read it, it is held"
        in words(answer)
    )


def test_the_whole_way_by_the_pages(people, overdue):
    where = ("governance.thirdparty", "contract_record")
    asked = words(page(people.marian, "deletion_propose", *where))
    assert "The 3 records that would go on the list" in asked
    assert all(one.reference in asked for one in overdue)
    assert "3 of these records were recorded after their retention date" in asked
    refused = page(people.marian, "deletion_propose", *where, confirmed="on")
    assert "Compare the dates with the papers first, then tick the box" in words(refused)
    answer = page(people.marian, "deletion_propose", *where, **SURE)
    assert "The list now needs a second person’s decision." in answer.text
    row = DeletionList.objects.get()
    assert row.rule.startswith("Third parties: 6 years from the last date of the contract.")
    assert "Retention class: Record of a tool" in row.rule
    assert page(people.marian, "deletion_propose", *where).status_code == 404, "it is on a list"
    assert "Deletion list DEL-0001" in words(signed_in(people.winston).get(reverse("home")))
    shown = words(page(people.winston, "deletion", row.reference))
    assert "You cannot approve this list yet. You have 3 more records to open in the sample." in shown
    assert (
        f"{people.marian.name} confirmed that they compared the dates of these records with the papers"
        in shown
    )
    for number in (1, 2, 3):
        assert "Open the record" in page(people.winston, "deletion_thing", row.reference, number).text
        there = reverse("retention:deletion_thing_open", args=[row.reference, number])
        assert signed_in(people.winston).get(there).status_code == 405, "nothing is opened by a link"
        opened = signed_in(people.winston).post(there, follow=True)
        assert "Company" in opened.text, "the record itself"
    asked = page(people.winston, "deletion_approve", row.reference).text
    assert "Yes, I am sure" in asked
    assert "Watchbook will delete 3 records for good. You cannot bring them back." in asked
    assert row.rule in html.unescape(asked)
    page(people.winston, "deletion_approve", row.reference, confirmed="on", shown=deletion.edition(row))
    row = given.carried_out(DeletionList.objects.get())
    assert row.state == ListState.UNREADABLE
    assert not ThirdParty.objects.exists()
    assert "Certificate of deletion" in page(people.winston, "deletion", row.reference).text


def test_a_list_and_its_certificate_say_what_the_last_two_steps_wait_for(people, overdue):
    row = given.carried_out(given.an_approved_list(people, *overdue))
    for name in ("deletion", "certificate"):
        said = words(page(people.winston, name, row.reference))
        assert "not yet: the last backup here that may hold the data should expire by" in said
        assert ("not yet: this happens tonight" in said) is (row.irrecoverable_at is None)
    said = words(page(people.winston, "deletion", row.reference))
    assert "“Unreadable here” means that Watchbook deleted these records and destroyed their keys" in said
    assert "If this page says the same tomorrow, tell the operator of Watchbook." in said


def test_it_is_sent_back_changed_reassigned_and_given_up(people, overdue):
    row = given.a_proposed_list(people, *overdue)
    page(people.marian, "deletion_reassign", row.reference, person=str(people.fatima.id))
    assert DeletionList.objects.get().asked_of == people.fatima
    page(people.fatima, "deletion_send_back", row.reference, change="needed", shown=deletion.edition(row))
    assert "was sent back" in signed_in(people.marian).get(reverse("home")).text
    assert "Some of these records are still needed" in page(people.marian, "deletion", row.reference).text
    told = {"without": ["1"], "shown": deletion.edition(row)}
    refused = page(people.marian, "deletion_send_again", row.reference, **told)
    assert "Select what you did about the change" in words(refused)
    page(people.marian, "deletion_send_again", row.reference, made="left_out", **told)
    assert [one.thing.number for one in sample.sampled(row, by=people.winston)] == [2, 3]
    shown = words(page(people.winston, "deletion", row.reference))
    assert "Sent back: Some of these records are still needed. Sent again by" in shown
    assert "I left some records out. 1 record was left out." in shown
    page(people.marian, "deletion_give_up", row.reference, confirmed="on")
    assert DeletionList.objects.get().state == ListState.GIVEN_UP


def test_a_class_that_is_reviewed_is_looked_at_one_by_one(people):
    signed.an_adopted_schedule(people)
    given.a_letter_long_ago(people)
    (group,) = queue.overdue(on=today())
    assert not group.is_bulk
    where = (group.table, group.kept_by.code)
    assert (
        "Each record in this class must be reviewed" in page(people.marian, "deletion_propose", *where).text
    )
    page(people.marian, "deletion_propose", *where, **SURE)
    assert DeletionList.objects.get().items.filter(is_sample=True).count() == 1


def test_who_decides_sees_a_hold_that_was_ended_and_by_whom(people, overdue):
    legal_hold.end(
        holds.a_hold(people, overdue[0]), why="The case is over", by=people.winston, at=given.now()
    )
    row = given.a_proposed_list(people, *overdue)
    shown = page(people.fatima, "deletion_thing", row.reference, 1)
    assert "Legal holds on this record" in words(shown)
    assert f"by {people.winston.name}" in words(shown)
    assert reverse("retention:hold", args=["LH-0001"]) in shown.text
    assert "Legal holds on this record" not in words(page(people.fatima, "deletion_thing", row.reference, 2))


def test_of_a_long_list_others_are_left_out_by_their_numbers(people, monkeypatch):
    monkeypatch.setattr(forms, "LISTED", 2)
    row = given.a_proposed_list(people, *(council.a_letter(people) for _ in range(6)))
    row = given.sent_back(row, "smaller", by=people.winston)
    told = {"without": ["1"], "made": "left_out", "shown": deletion.edition(row)}
    refused = page(people.marian, "deletion_send_again", row.reference, others="3 to 5", **told)
    assert "Enter the numbers of the records with commas" in words(refused)
    page(people.marian, "deletion_send_again", row.reference, others="3-4, 6, 99-999999", **told)
    assert [one.number for one in row.items.filter(outcome="waiting")] == [2, 5]


def test_an_old_tab_approves_nothing_and_says_why(people, overdue):
    row = given.a_proposed_list(people, *overdue)
    old = deletion.edition(row)
    given.sent_back(row, "needed", by=people.fatima)
    given.sent_again(people, row, without={1})
    given.opened_by(people, row)
    answer = page(people.winston, "deletion_approve", row.reference, confirmed="on", shown=old)
    assert "the list changed after you opened its page, so we recorded no decision" in words(answer)
    assert DeletionList.objects.get().state == ListState.PROPOSED
    lost = page(people.winston, "deletion_approve", row.reference, confirmed="on")
    assert (
        "You cannot save this: the form does not say which version of the list you saw. Go back to the list and open this page again"
        in words(lost)
    )


def test_who_may_not_read_a_record_is_told_what_they_decide_by_and_the_certificate_who_opened_it(people):
    row = given.a_proposed_list(people, evidence.a_failed_capture(people))
    assert "Not open to you" in words(page(people.winston, "deletion", row.reference))
    assert "You are not allowed to read this record" in words(
        page(people.winston, "deletion_thing", row.reference, 1)
    )
    there = reverse("retention:deletion_thing_open", args=[row.reference, 1])
    assert signed_in(people.winston).post(there).status_code == 403
    edmund = signed_in(people.edmund)
    pressed = edmund.post(there)
    assert f"by {people.edmund.name}, " not in words(page(people.winston, "deletion", row.reference)), (
        "not delivered"
    )
    edmund.head(pressed.url)
    assert sample.openers(row) == set()
    assert edmund.get(pressed.url).status_code == 200
    edmund.get(pressed.url)
    assert sample.openers(row) == {people.edmund.id}
    assert Event.objects.filter(name=sample.OPENED.name).count() == 1, "once a press"
    assert f"by {people.edmund.name}" in words(page(people.winston, "deletion", row.reference))
    given.carried_out(deletion.approve(row, shown=deletion.edition(row), by=people.winston, at=given.now()))
    told = words(page(people.marian, "certificate", row.reference))
    assert f"For the decision, {people.edmund.name} opened" in told
    assert f"{people.winston.name} opened 0 records in the sample." in told
    assert "–" not in told.partition("History")[0].partition("Ground")[2]


def test_a_record_without_a_page_of_its_own_is_decided_by_its_entry(people):
    row = given.a_proposed_list(people, council.a_subject(people), cause=given.BY_REQUEST)
    assert "no page to open: read its entry" in words(page(people.winston, "deletion", row.reference))
    told = words(page(people.winston, "deletion_thing", row.reference, 1))
    assert "This record has no page of its own. Base your decision on its kind" in told
    there = reverse("retention:deletion_thing_open", args=[row.reference, 1])
    assert signed_in(people.marian).post(there).status_code == 404
    assert given.approved(people, row).state == ListState.APPROVED


def test_a_thing_outside_the_sample_is_no_page_of_the_list(people):
    row = given.a_proposed_list(people, evidence.a_failed_capture(people))
    assert page(people.winston, "deletion_thing", row.reference, 7).status_code == 404
