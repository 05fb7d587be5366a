"""A look that was made and calls itself an immediate response is held to that, and checked afterwards (RIPA s.26(2)(c))."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.authorisations import given as authorisations
from tests.log import leaves_nothing
from tests.looks import given
from tests.looks.filled import filled
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.keys import envelope
from watchbook.looks.models import Look
from watchbook.looks.queries.looks import found_errors, immediate_to_check, is_wrong
from watchbook.looks.sitting import USUAL

AT, DAY = given.AT, timedelta(days=1)
SUDDEN = "Neighbours rang: he was streaming a dog fight live"
AT_ONCE = {"facts": USUAL | {"immediate": "yes"}, "sudden": SUDDEN}


@pytest.mark.parametrize("sudden", ["", "urgent", "now now"])
def test_no_look_opens_as_an_immediate_response_on_a_word(people, sudden):
    subject = given.a_subject(people)
    facts = AT_ONCE["facts"]
    why = "who decided that the look could not wait"
    leaves_nothing(WrongState, lambda: given.opened(people, subject, facts=facts, sudden=sudden), why)
    row = given.opened(people, subject, facts=facts)
    assert (row.basis, envelope.opened(row)["sudden"]) == ("immediate", given.SUDDEN)


def test_it_says_what_happened_and_why_it_could_not_be_planned(people):
    row = given.made(people, given.a_subject(people), **AT_ONCE)
    assert (row.basis, row.basis_id, envelope.opened(row)["sudden"]) == ("immediate", None, SUDDEN)
    other = given.a_subject(people, profile=given.OTHER_PROFILE)
    for sudden in ("", " ", "x", "Urgent."):
        assert given.made(people, other, **AT_ONCE | {"sudden": sudden}).basis == "none"


def test_what_was_asked_for_before_it_could_be_planned(people):
    subject = given.a_subject(people)
    given.a_plan_proposed(people, subject, at=AT)
    later = datetime.now(UTC) + DAY  # a row is recorded by the database's own clock
    assert given.made(people, subject, looked_at=later, **AT_ONCE).basis == "none"
    assert given.made(people, subject, looked_at=AT - DAY, **AT_ONCE).basis == "immediate"


def test_a_response_that_was_left_open_excuses_no_other(people):
    subject = given.a_subject(people)
    given.made(people, subject, **AT_ONCE)
    again = given.made(people, subject, looked_at=AT + 7 * DAY, **AT_ONCE)
    assert (again.basis, again.level) == ("none", "amber")


def test_it_stays_on_the_list_until_somebody_has_checked_it(people):
    row = given.made(people, given.a_subject(people), **AT_ONCE)
    within = given.made(people, row.subject, looked_at=AT + timedelta(hours=1), facts={})
    assert (within.basis, within.basis_id) == ("immediate", row.id)
    assert not is_wrong(row)
    assert list(immediate_to_check(Look.objects.all())) == [row]
    given.a_check(people, row, finding="error", words="He had known for a week")
    assert not immediate_to_check(Look.objects.all())
    assert list(found_errors(Look.objects.all())) == [row]


def test_by_the_pages_the_officer_is_asked_and_the_co_ordinator_and_the_sro_are_told(people):
    ines, made = signed_in(people.ines), reverse("looks:made")
    sent = filled(
        ines.get(made), about="subject", address=given.PROFILE, looked_at="00:05", result="nothing", triaged="on",
        deciding=["none"], fact_immediate="yes", fact_offence="none",
    )  # fmt: skip
    assert "Say what happened suddenly" in words(ines.post(made, sent))
    assert not Look.objects.exists()
    done = words(ines.post(made, sent | {"sudden": SUDDEN}, follow=True))
    assert "as an immediate response. We will tell your line manager, the RIPA co-ordinator" in done
    row = Look.objects.get()
    assert row.basis == "immediate"
    for who in (people.marian, people.helen, people.simon):
        browser = signed_in(who)
        assert "1 look was an immediate response" in words(browser.get("/"))
        assert "could the look have been planned?" in words(browser.get(reverse("looks:service")))
        page = words(browser.get(reverse("looks:look", args=[row.reference])))
        assert SUDDEN in page
        assert "Record your check" in page
    given.a_check(people, row, by=people.helen)
    assert "was an immediate response" not in words(signed_in(people.simon).get("/"))


def test_a_look_after_the_end_names_what_ended_and_the_assessment_that_stood(people):
    subject = given.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    ended = authorisations.ORDERED + 3 * DAY
    authorisations.cancelled(people, row, at=ended)
    assessed = triage.assessed_case(people, "T02", subject=subject, at=ended)
    look = given.made(people, subject, looked_at=ended + timedelta(minutes=4), at=ended + DAY, facts=USUAL)
    shown = words(signed_in(people.ines).get(reverse("looks:look", args=[look.reference])))
    assert f"{row.reference} named this subject. It was in force until" in shown
    assert f"{assessed.assessment.reference}: Directed surveillance" in shown
