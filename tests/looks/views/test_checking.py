"""Pages of those who answer for looks: re-triages with what others declined before."""

import pytest

from tests.looks import given
from tests.looks.given import AT
from tests.pages import signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import overt_plan
from watchbook.looks import look, re_triage
from watchbook.looks.sitting import USUAL

WHY = "Ask <her> instead"
REASON = f"Their reason: {WHY}"


@pytest.fixture
def declined(people):
    """A subject whose plan the line manager declined."""
    subject = given.a_subject(people)
    overt_plan.decline(given.a_plan_proposed(people, subject, at=AT), why=WHY, by=people.marian, at=AT)
    return subject


def asked(people, subject, *, by):
    return re_triage.ask(subject, USUAL, why_not="A single check before closing", by=by, at=AT)


def test_who_signs_a_re_triage_reads_why_the_manager_declined_the_plan(people, declined):
    row = asked(people, declined, by=people.ines)
    page = words(signed_in(people.oliver).get(f"/looks/re-triages/{row}/"))
    assert f"{people.marian.name} declined to sign PLAN-0001 for this subject on" in page
    assert REASON in page
    assert "<a " not in page


def test_who_signs_a_plan_reads_why_the_re_triage_was_declined(people, declined):
    row = asked(people, declined, by=people.ines)
    over = re_triage.read(row, by=people.oliver, at=AT)["over"]
    re_triage.decline(row, over=over, why="It is a campaign", by=people.oliver, at=AT)
    page = words(signed_in(people.marian).get(f"/overt-plans/{given.a_plan_proposed(people, declined)}/"))
    assert f"{people.oliver.name} declined to sign {row} for this subject on" in page
    assert "Their reason: It is a campaign" in page
    assert REASON in page


def test_of_another_investigation_the_reason_is_not_told(people, declined):
    hanna = given.an_officer_of_housing(people)
    row = asked(people, given.their_subject(people, hanna), by=hanna)
    page = words(signed_in(people.oliver).get(f"/looks/re-triages/{row}/"))
    assert "declined to sign PLAN-0001" in page
    assert WHY not in page
    assert "Ask them for the reason before you decide." in page


def test_a_re_triage_that_was_used_and_its_look_name_each_other_and_are_kept_alike(people):
    subject = given.a_subject(people)
    row = given.a_signed_re_triage(people, subject)
    opened = given.opened(people, subject)
    closed = look.close(opened, given.NOTHING, by=people.ines, at=AT)
    ines = signed_in(people.ines)
    page = ines.get(f"/looks/{closed}/")
    assert f'href="/looks/re-triages/{row}/"' in page.text
    assert f"signed, {row} Outcome of triage" in words(page)
    shown = ines.get(f"/looks/re-triages/{row}/")
    assert f'href="/looks/{closed}/"' in shown.text
    assert "that no look used" not in words(shown)
    until = words(page).partition("Kept until ")[2].split(" Retention")[0].split(" History")[0]
    assert f"Kept until {until}"[:60] in words(shown)


def test_a_subject_has_one_re_triage_waiting_and_the_form_says_that_answers_are_kept(people):
    subject = given.a_subject(people)
    page = words(signed_in(people.ines).get(f"/looks/of/{subject.investigation}/1/re-triage/"))
    assert "We keep your answers. If they are stricter than the newest assessment, they apply" in page
    row = asked(people, subject, by=people.ines)
    with pytest.raises(WrongState, match=f"{row} is waiting for the authorising officer"):
        asked(people, subject, by=people.ines)
    assert asked(people, given.a_subject(people, profile=given.OTHER_PROFILE), by=people.ines)
