"""The data pathway: every kind of thing, counted as the page is made, with what is overdue, held and deleted."""

from datetime import UTC, datetime, time

from django.urls import reverse

from tests import given as registers
from tests.evidence import given as evidence
from tests.foi.test_request_hold import asked
from tests.governance import signed
from tests.pages import signed_in, words
from tests.retention import given
from tests.retention.deletion import given as deletions
from tests.retention.rights_request import given as rights
from watchbook.evidence import disposal
from watchbook.figures import retention
from watchbook.figures.findings import Inquiry
from watchbook.law.periods import months_after
from watchbook.organisation.queries import today
from watchbook.retention import due
from watchbook.retention.deleted import PROTECTED, deleted
from watchbook.retention.legal_hold.queries import why_held
from watchbook.retention.pathway import pathway
from watchbook.retention.rights_request import erasure
from watchbook.retention.titles import TITLES


def stretches(people):
    """Each kind by its title, as Fatima reads them now."""
    found = pathway(on=today(), by=people.fatima).stretches
    by_title = {one.title: one for one in found}
    assert len(by_title) == len(found)
    return by_title


def test_every_table_that_can_fall_due_has_its_title():
    assert set(TITLES) == {one.table._meta.label_lower for one in due.endings()}


def test_it_counts_what_is_held_overdue_under_hold_and_deleted(people):
    signed.an_adopted_schedule(people)
    letter, capture, gone = registers.a_letter(people), evidence.a_failed_capture(people), None
    given.a_hold(people, capture.look.investigation)
    gone = evidence.a_failed_capture(people)
    disposal.dispose(gone.id, by=people.winston, at=given.now())
    assert letter.reference
    now = stretches(people)
    letters, captures = now["Letters"], now["Captures"]
    assert (letters.count, letters.overdue, letters.under_hold) == (1, 1, 0)
    assert (captures.count, captures.under_hold, captures.deleted) == (1, 1, 1)
    assert "file store" in captures.places
    assert now["Investigations, with subjects and notes"].under_hold == 1


def test_without_a_schedule_it_says_that_there_is_no_end(people):
    assert not stretches(people)["Letters"].is_settled
    assert "no retention class, so no retention date" in words(
        signed_in(people.fatima).get(reverse("retention:pathway"))
    )


def test_the_page_draws_what_is_held_and_has_the_figures_in_a_table(people):
    signed.an_adopted_schedule(people)
    registers.a_letter(people)
    page = signed_in(people.fatima).get(reverse("retention:pathway"))
    assert b"<svg" in page.content
    assert "Letters Place database, unencrypted; file store; key folders, two copies" in words(page)
    assert "Letters Held 1 Oldest" in words(page)
    assert "We hold no records of these kinds, and have deleted none: " in words(page)
    assert "Captures Held" not in words(page)


def test_it_counts_what_an_open_request_holds_as_the_list_of_what_is_due_says(people):
    given.a_hold(people, registers.a_letter(people))
    other = registers.a_letter(people)
    letters = stretches(people)["Letters"]
    assert (letters.under_hold, letters.held_by_request) == (1, 0)
    row = asked(people, "surveillance_commissioner_letter")
    assert set(why_held([other.id, row.id])) == {other.id, row.id}
    asked_for = {title: one.held_by_request for title, one in stretches(people).items()}
    assert (asked_for["Letters"], asked_for["Requests for information"]) == (2, 1)
    assert asked_for["Tools and methods"] == 0


def counted(people):
    """What each reader is told: the figures, and the day or year of the oldest."""
    told = {}
    for who in ("fatima", "bryn", "winston", "simon", "ivo"):
        page = signed_in(getattr(people, who)).get(reverse("retention:pathway"))
        told[who] = (
            words(page)
            .partition("Records held, overdue and deleted, by kind")[2]
            .partition("Place and retention class of each kind of record")[0]
        )
    return told


def test_what_goes_at_a_persons_request_is_told_of_no_kind(people):
    signed.an_adopted_schedule(people)
    item = rights.a_protected_error_report(people, is_over=True)
    evidence.a_failed_capture(people)
    rights.answered_question(people, item, "no_need", by=people.simon, at=given.now())
    rights.agreed(people, item, at=given.now())
    rights.identified(people, item.request)
    before = counted(people)
    for who in ("bryn", "winston"):
        assert "Protected records, of all kinds Held not counted yet Oldest" in before[who]
    assert "Protected records, of all kinds Held 3" in before["ivo"], "who checks is told of this moment"
    assert "Captures Held" not in before["ivo"], "nobody reads every capture"
    assert "Error reports Held 1" in before["fatima"], "who may read each may know how many there are"
    deletions.carried_out(
        deletions.approved(people, erasure.propose(item.request, by=people.bryn, at=given.now()))
    )
    after = counted(people)
    assert all(after[who] == before[who] for who in ("bryn", "winston")), "nothing tells that a list went"
    for who in ("bryn", "winston"):
        assert "Error reports" not in after[who].partition("We count these kinds of record together")[0]
    assert deleted().keys() == {PROTECTED}
    over = months_after(today().replace(day=1), months=1)
    told = next(one for one in pathway(on=over, by=people.bryn).counted if one.is_protected)
    assert (told.count, told.deleted, told.deleted_last, told.held_by_request) == (3, 1, None, None)
    assert told.under_hold is None, "a hold of today stands beside no count of another day"
    assert (pathway(on=over, by=people.bryn).first_on, pathway(on=today(), by=people.ivo).first_on) == (
        None,
        None,
    )
    month = Inquiry(text="deletion", on=over, as_at=datetime.combine(over, time(12), tzinfo=UTC))
    finding = retention.deletion_policy(month)
    assert finding.value["deleted"] == {"at_request": 1}
    assert "1 record at the request of the person whose data was in the record" in finding.answer
