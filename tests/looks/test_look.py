"""Looks: opened before, recorded after, closed in four facts, marked as kept."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.looks import given
from tests.triage import given as triage
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.keys import envelope
from watchbook.looks import evaluation, look, page_view, re_triage
from watchbook.looks.models import Evaluation, Look, ReTriage
from watchbook.looks.opening import NotOpened
from watchbook.looks.sitting import USUAL
from watchbook.register.models.totals import RegisterTotal

AT = given.AT
DAY = timedelta(days=1)


def test_a_first_look_opens_on_triage_alone_and_is_counted(people):
    row = given.opened(people, given.a_subject(people))
    assert (row.basis, row.level, row.look_in_window, row.outcomes) == ("triage", "none", 1, ["preliminary"])
    assert (row.platform, row.manner, row.state) == ("facebook", "unannounced", "open")
    total = RegisterTotal.objects.get()
    assert (total.count, total.kind, total.purpose, total.platform) == (
        1,
        "unannounced",
        "investigation",
        "facebook",
    )
    assert Event.objects.filter(subject_id=row.id).get().name == "look.opened"


def test_a_second_look_asks_to_triage_again_and_say_why(people):
    subject = given.a_subject(people)
    given.opened(people, subject)
    with pytest.raises(NotOpened, match="say in a few words why another look is not surveillance"):
        given.opened(people, subject, at=AT + DAY, why_not=" ")
    assert given.opened(people, subject, at=AT + DAY).level == "amber"


def test_a_third_look_is_stopped_until_a_plan_is_signed(people):
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + days * DAY)
    with pytest.raises(NotOpened, match="overt plan"):
        given.opened(people, subject, at=AT + 2 * DAY)
    plan = given.a_plan(people, subject, at=AT + 2 * DAY, looks_at_most=1)
    row = given.opened(people, subject, at=AT + 2 * DAY)
    assert (row.basis, row.basis_id, row.level) == ("overt_plan", plan.id, "red")
    with pytest.raises(NotOpened):  # the plan's looks are used up
        given.opened(people, subject, at=AT + 2 * DAY)


def test_a_signed_re_triage_opens_one_look(people):
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + days * DAY)
    signed = given.a_signed_re_triage(people, subject, at=AT + 2 * DAY)
    row = given.opened(people, subject, at=AT + 2 * DAY)
    assert (row.basis, row.basis_id, row.re_triage) == ("re_triage", signed.id, signed)
    assert ReTriage.objects.get().state == "used"
    with pytest.raises(NotOpened):
        given.opened(people, subject, at=AT + 2 * DAY)


def test_the_officer_cannot_sign_their_own_and_nobody_where_triage_says_more(people):
    subject = given.a_subject(people)
    covert = USUAL | {"one_off": "no", "covert": "yes", "f2": "yes"}
    with pytest.raises(WrongState, match="cannot confirm"):
        re_triage.ask(
            subject, covert | {"unlawful_means": "yes"}, why_not="Only once more", by=people.ines, at=AT
        )
    row = re_triage.ask(subject, USUAL, why_not="One more check", by=people.ines, at=AT)
    with pytest.raises(NotPermitted):
        re_triage.sign(row, why="Nothing is kept", over="", by=people.ines, at=AT)


def test_looks_out_of_the_window_do_not_count(people):
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + days * DAY)
    assert given.opened(people, subject, at=AT + 40 * DAY).level == "none"


def test_a_look_recorded_without_triage_rests_on_an_immediate_response_that_still_ran(people):
    subject = given.a_subject(people)
    night = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)  # a Friday
    first = given.opened(people, subject, at=night, facts=USUAL | {"immediate": "yes"}, why_not="")
    row = given.made(people, subject, looked_at=night + timedelta(hours=2), facts={})
    assert (row.basis, row.basis_id) == ("immediate", first.id)


def test_an_immediate_response_opens_every_look_until_the_next_working_day_is_over(people):
    subject = given.a_subject(people)
    for days in range(2):
        given.opened(people, subject, at=AT + days * DAY)
    night = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # a Friday
    first = given.opened(people, subject, at=night, facts=USUAL | {"immediate": "yes"}, why_not="")
    assert (first.basis, first.level) == ("immediate", "red")
    again = given.opened(people, subject, at=datetime(2026, 3, 9, 23, 0, tzinfo=UTC), why_not="")
    assert (again.basis, again.basis_id) == ("immediate", first.id)
    with pytest.raises(NotOpened, match="Somebody had to answer the triage questions again"):
        given.opened(people, subject, at=datetime(2026, 3, 10, 0, 30, tzinfo=UTC), why_not="")


def test_reading_replies_on_the_councils_own_page_all_day_is_never_stopped(people):
    rows = [given.opened(people, at=AT + timedelta(minutes=5 * number)) for number in range(20)]
    assert {(row.basis, row.level, row.look_in_window) for row in rows} == {("no_subject", "none", 0)}
    with pytest.raises(NotOpened, match="at that subject instead"):
        given.opened(people, facts=USUAL)


def test_a_look_without_attesting_is_not_opened(people):
    with pytest.raises(NotOpened, match="not using a personal account"):
        given.opened(people, given.a_subject(people), attests=False)


def test_a_look_made_without_a_basis_is_recorded_and_marked(people):
    row = given.made(people, facts={}, about="subject", closing=given.SEEN, by=people.nell)
    assert (row.basis, row.subject_id, row.state, row.way) == ("none", None, "closed", "afterwards")
    assert envelope.opened(row)["seen"] == "Trainers for sale"


def test_a_look_made_counts_for_the_same_account_wherever_it_is_looked_at(people):
    given.made(people, facts={}, about="subject", by=people.nell)
    row = given.opened(people, given.a_subject(people), at=AT + DAY)
    assert (row.level, row.look_in_window) == ("amber", 2)


def test_a_look_made_under_a_plan_or_with_triage_that_allowed_it_has_its_basis(people):
    assert given.made(people, given.a_subject(people)).basis == "none"  # nothing was on record
    subject = given.a_subject(people, profile=given.OTHER_PROFILE)
    triage.assessed(people, {"facts": USUAL | {"prior_looks": 0}}, subject=subject, at=AT)
    assert given.made(people, subject, looked_at=AT + DAY).basis == "triage"
    given.a_plan(people, subject)
    assert given.made(people, subject, looked_at=AT + DAY, facts={}).basis == "overt_plan"


def test_closing_takes_four_facts_and_nothing_is_a_result(people):
    row = given.opened(people, given.a_subject(people))
    page_view.add(row, given.PROFILE + "/photos", by=people.ines, at=AT)
    page_view.add(row, "https://www.facebook.com/somebody.else", by=people.ines, at=AT)
    closed = look.close(row, given.NOTHING, by=people.ines, at=AT + timedelta(minutes=9))
    assert (closed.state, closed.result, closed.pages) == ("closed", "nothing", 3)
    assert [view.is_of_another for view in closed.page_views.all()] == [False, True]
    with pytest.raises(WrongState):
        look.close(row, given.SEEN, by=people.ines, at=AT)
    with pytest.raises(NotPermitted):
        look.close(given.opened(people), given.SEEN, by=people.marian, at=AT)


def test_what_is_kept_makes_the_subject_amber_at_once(people):
    subject = given.a_subject(people)
    row = look.mark_kept(given.opened(people, subject), by=people.ines, at=AT)
    assert row.level == "amber"
    assert look.mark_kept(row, by=people.ines, at=AT + DAY).kept_at == AT


def test_two_services_under_one_account_count_together_and_apart_where_handles_are_not_joined(people):
    subject = given.a_subject(people)
    given.opened(people, subject)
    other = given.a_subject(people, called="J R", profile="https://m.facebook.com/Jane.Roe.Seller?ref=x")
    apart = given.a_subject(people, called="Trainers", profile=given.OTHER_PROFILE)
    assert given.opened(people, other, at=AT + DAY).look_in_window == 2
    assert given.opened(people, apart, at=AT + DAY).look_in_window == 1


def test_evaluation_says_what_became_of_it(people):
    row = given.looked(people, given.a_subject(people))
    became = evaluation.EvaluationParticulars(
        useful="yes", verified="other_source", used_in_decision=True, told="yes"
    )
    assert evaluation.write(row, became, by=people.marian, at=AT).used_in_decision
    with pytest.raises(WrongState, match="why the person has not been told"):
        evaluation.write(
            row,
            evaluation.EvaluationParticulars(
                useful="no", verified="nothing", used_in_decision=False, told="exempt"
            ),
            by=people.ines,
            at=AT,
        )
    assert Look.objects.count() == 1


def test_a_whole_case_is_evaluated_at_once_where_nobody_did_so_before(people):
    subject = given.a_subject(people)
    rows = [
        look.close(
            given.opened(people, subject, at=AT + days * DAY), given.SEEN, by=people.ines, at=AT + days * DAY
        )
        for days in range(2)
    ]
    still_open = given.opened(people, given.a_subject(people, profile=given.OTHER_PROFILE))
    became = evaluation.EvaluationParticulars(
        useful="yes", verified="other_source", used_in_decision=True, told="yes"
    )
    assert evaluation.write_for_case(rows[0], became, by=people.ines, at=AT).look == rows[0]
    assert {one.look_id for one in Evaluation.objects.all()} == {row.id for row in rows}
    assert not still_open.evaluations.exists()
    for row in (rows[0], given.looked(people)):
        evaluation.write_for_case(row, became, by=people.ines, at=AT)
    assert Evaluation.objects.count() == 4
    with pytest.raises(NotPermitted):
        evaluation.write_for_case(rows[0], became, by=people.nell, at=AT)


def test_a_look_on_a_plan_that_nobody_was_told_of_says_so_and_is_not_counted_as_open():
    row = Look(manner="unannounced", basis="overt_plan")
    assert row.manner_told == "under a plan that the line manager signed; the people concerned were not told"
    assert Look(manner="unannounced", basis="triage").manner_told == "neither announced nor hidden"
    assert Look(manner="open", basis="overt_plan").manner_told == "openly"


@pytest.mark.parametrize(
    ("facts", "manner"),
    [
        ({}, "unannounced"),
        ({"told": "yes"}, "open"),
        ({"made_open": "notice"}, "open"),
        ({"told": "yes", "covert": "yes"}, "covert"),
    ],
)
def test_a_look_at_somebody_is_open_only_where_something_made_it_so(people, facts, manner):
    assert given.opened(people, given.a_subject(people), facts=USUAL | facts).manner == manner
