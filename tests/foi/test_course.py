"""The course of a request: which step follows which, whose days they are, and that a new holiday moves the last day."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.each import each
from tests.foi.answering import received
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.files.disposal import gather
from watchbook.files.store import the_store
from watchbook.foi import disposal, jobs
from watchbook.foi.course import step
from watchbook.foi.models import Request, RequestStep
from watchbook.foi.queries import due
from watchbook.foi.states import ENDS, STEPS, RequestState, StepKind, check_step, state_after
from watchbook.law import bank_holidays
from watchbook.law.bank_holidays import BankHoliday
from watchbook.organisation.models import Person

ON = given.AT.date()


def take(row, people, kind, *, on=ON, words="Words.", until=None, by=None):
    return step.take(row, kind=kind, on=on, words=words, until=until, by=by or people.bryn, at=given.AT)


def test_every_step_can_be_taken_in_some_state_and_an_end_can_be_opened_again():
    assert set().union(*STEPS.values()) == set(StepKind)
    for end in ENDS:
        assert state_after([end], is_answered=False) == RequestState.ENDED
        assert state_after([end, StepKind.REOPENED], is_answered=False) == RequestState.OPEN


@each(
    ("kinds", "is_answered", "state"),
    [
        ([], False, "open"),
        (["acknowledged", "extended"], False, "open"),
        (["unclear"], False, "unclear"),
        (["unclear", "clarified"], False, "open"),
        (["fee_asked"], False, "fee_asked"),
        (["fee_asked", "fee_paid"], False, "open"),
        (["unclear"], True, "answered"),
        (["correction", "review_asked"], True, "reviewed"),
        (["review_asked", "review_told"], True, "answered"),
    ],
)
def test_where_a_request_stands(kinds, is_answered, state):
    assert state_after(kinds, is_answered=is_answered) == state


@pytest.mark.parametrize("state", RequestState)
def test_a_step_that_does_not_follow_is_refused(state):
    for kind in StepKind:
        if kind in STEPS[state]:
            check_step(state, step=kind)
        else:
            with pytest.raises(
                WrongState, match="You cannot record this step of the request: the state of the request is"
            ):
                check_step(state, step=kind)


def test_nobody_but_the_information_officer_takes_a_step(people):
    row = received(people)
    with pytest.raises(NotPermitted, match="You cannot record a step of a request"):
        take(row, people, "unclear", by=people.edmund)


@pytest.mark.parametrize(
    ("kind", "told", "why"),
    [
        ("unclear", {"on": date(2026, 3, 1)}, "the date is before 2 March 2026"),
        ("unclear", {"on": ON + timedelta(days=400)}, "the date is in the future"),
        ("unclear", {"words": " "}, "the text for this step is missing"),
        ("unclear", {"words": "x" * 20_001}, "the text for this step is too long: 20,001"),
        ("extended", {}, "you must tell the requester a date after"),
    ],
)
def test_a_step_that_cannot_be_says_why(people, kind, told, why):
    with pytest.raises(WrongState, match=why):
        take(received(people), people, kind, **told)
    assert not RequestStep.objects.exists()


def test_nothing_is_extended_after_its_time(people):
    row = received(people)
    late = given.AT + timedelta(days=60)
    with pytest.raises(WrongState, match="the due date has passed"):
        step.take(
            row, kind="extended", on=late.date(), words="Late.", until=late.date() + timedelta(days=9),
            by=people.bryn, at=late,
        )  # fmt: skip


def test_environmental_information_that_is_complex_takes_40_days(people):
    row = received(people)
    Request.objects.filter(pk=row.pk)
    assert due(row).on == date(2026, 3, 31)
    take(row, people, "extended", words="Section 31(1)(a) applies.", until=date(2026, 4, 20))
    assert due(Request.objects.get()).on == date(2026, 4, 30)


def test_a_new_bank_holiday_moves_the_last_day_and_the_log_says_so(people, monkeypatch):
    row = received(people)
    assert row.due_on == date(2026, 3, 31)
    jobs.count_again(0)
    assert not Event.objects.filter(name="request.due_day_moved").exists()
    added = date(2026, 3, 20)
    table = bank_holidays.table("scotland")
    monkeypatch.setitem(table.days, added, BankHoliday(added, "Scotland", "A day of joy", "Proclamation"))
    client = signed_in(people.bryn)
    page = words(client.get("/foi/requests/FOI-0001/"))
    assert "The due date was 31 March 2026 when we last worked it out, and is now 1 April 2026" in page
    jobs.count_again(0)
    assert Request.objects.get().due_on == date(2026, 4, 1)
    (event,) = Event.objects.filter(name="request.due_day_moved")
    assert event.fields == {"reference": "FOI-0001", "before": "2026-03-31", "due_on": "2026-04-01"}
    assert event.by == Person.objects.get(is_system=True).id
    page = words(client.get("/foi/requests/FOI-0001/"))
    assert "The due date was" not in page
    assert "The due date moved" in page


def test_the_letters_of_a_request_go_with_it(people):
    row = received(people)
    kept = take(row, people, "unclear", words="Does Zephyrine mean housing?")
    assert disposal.find("zephyrine") == [row.id]
    files = {kept.html_sha256, kept.docx_sha256, kept.pdf_sha256}
    assert all(the_store().get(one) for one in files)
    going = next(one for one in disposal.GOES if one.table is type(row))
    assert gather(going, {row.id}).files()[row.id] == files


def test_a_step_of_another_kind_and_a_file_that_is_none_are_not_found(people):
    row = received(people)
    kept = take(row, people, "acknowledged")
    client = signed_in(people.bryn)
    assert client.get("/foi/requests/FOI-0001/course/dance/").status_code == 404
    assert client.get(f"/foi/requests/FOI-0001/steps/{kept.id}.odt").status_code == 404
    for page in ("refuse/9/", "refuse/1/s99/withheld/", "refuse/1/s21/half/"):
        assert client.get(f"/foi/requests/FOI-0001/{page}").status_code == 404
    assert row.reference in words(client.get("/foi/requests/FOI-0001/refuse/all/"))
