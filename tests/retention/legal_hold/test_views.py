"""Pages of legal holds: the list, one hold, placing one on a thing and ending it."""

from uuid import uuid4

from django.urls import reverse

from tests import given as registers
from tests.pages import signed_in, words
from tests.retention import given
from tests.retention.rights_request import given as rights
from watchbook.acting.refusals import can
from watchbook.keys.envelope import opened
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.reading_rights import require_right_to_read

HOLDS = reverse("retention:holds")


def place(row):
    return reverse("retention:hold_place", args=[row._meta.label_lower, row.pk])


def test_a_hold_is_placed_from_a_things_page_shown_and_ended(people):
    row, winston = registers.a_letter(people), signed_in(people.winston)
    assert "No legal holds yet." in words(winston.get(HOLDS))
    kept = winston.get(reverse("retention:kept", args=["governance.letterreceived", row.pk]))
    assert "No holds on this record yet." in words(kept)
    assert place(row) in kept.text
    answer = winston.post(place(row), {"ground": "complaint", "why": "A resident wrote."}, follow=True)
    assert f"{row.reference} is under legal hold." in words(answer)
    assert "A resident wrote." in words(answer)
    assert f"LH-0001 On {row.reference}" in words(winston.get(HOLDS))
    end = reverse("retention:hold_end", args=["LH-0001"])
    assert "Enter why the record is no longer needed" in words(winston.post(end, {"why": ""}))
    answer = winston.post(end, {"why": "It was answered."}, follow=True)
    assert "The hold was ended." in words(answer)
    assert "It was answered." in words(answer)
    kept = winston.get(reverse("retention:kept", args=["governance.letterreceived", row.pk]))
    assert "Ended" in words(kept)


def test_a_form_without_its_answers_says_what_is_missing(people):
    page = words(signed_in(people.winston).post(place(registers.a_letter(people)), {"why": ""}))
    assert "Select what the record is needed for" in page
    assert "Enter why the record is needed" in page
    assert not LegalHold.objects.exists()


def test_a_thing_that_is_not_there_cannot_be_held_or_shown(people):
    winston = signed_in(people.winston)
    for name in ("hold_place", "kept"):
        for table in ("governance.letterreceived", "no.table"):
            assert winston.get(reverse(f"retention:{name}", args=[table, uuid4()])).status_code == 404


def test_an_inspector_reads_and_places_nothing(people):
    row, ivo = registers.a_letter(people), signed_in(people.ivo)
    hold = given.a_hold(people, row)
    page = ivo.get(reverse("retention:hold", args=[hold.reference]))
    assert page.status_code == 200
    assert "End the hold" not in words(page)
    assert ivo.get(place(row)).status_code == 403


def test_who_may_not_read_the_record_sees_number_ground_and_placer_but_not_the_reason(people):
    case = registers.an_investigation(people)
    hold = given.a_hold(people, case)
    page = reverse("retention:hold", args=[hold.reference])
    reason = opened(hold)["why"]
    for one in (people.bryn, people.ivo):
        shown = words(signed_in(one).get(page))
        assert (reason in shown) == can(require_right_to_read, one, hold.table, case)
        assert f"{hold.get_ground_display()}" in shown
        assert hold.placed_by.name in shown
        for told in (shown, words(signed_in(one).get(HOLDS))):
            assert (case.reference in told) == ("a protected record" not in told) == (one == people.ivo)
    assert "Only people with access to the record" in words(signed_in(people.bryn).get(page))
    assert reason in words(signed_in(people.simon).get(page)), "who may end it"
    asked = rights.searched(people, rights.a_rights_request(people), *reason.split()[:1])
    assert not asked.founditems.filter(thing=hold.id, is_protected=False).exists(), "nor by a search"
