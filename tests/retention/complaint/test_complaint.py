"""Complaints about personal data: received, acknowledged within thirty days, enquired into, their outcome told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as council
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.retention.complaint import given
from tests.retention.rights_request import given as rights
from tests.rights import refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.keys.envelope import opened
from watchbook.retention.complaint import complaint, disposal, queries
from watchbook.retention.complaint.complaint import TooMany

AT = given.AT
A_DAY = timedelta(days=1)
MINE = {"bryn", "fatima"}


def test_it_is_received_and_names_nobody_in_the_open(people):
    row = given.a_complaint(people, name="Zephyrine Quillfeather")
    assert str(row) == row.reference == "DPC-0001"
    assert opened(row) == {
        "person": "Zephyrine Quillfeather",
        "contact": "jane@example.invalid",
        "words": "You looked at my page.",
        "names_request": "",
        "language": "en-gb",
    }
    assert told(row)[0] == "complaint.received"
    for name in ("Zephyrine", "Quillfeather"):  # too long to lie in what is sealed by chance
        assert name not in repr(everything())
    assert queries.acknowledged_by(row).on == date(2026, 7, 31)


def test_before_the_law_wanted_it_no_day_is_given(people):
    row = given.a_complaint(people, received_on=date(2026, 6, 18))
    assert queries.acknowledged_by(row) is None
    assert [(one.row, one.due_on) for one in queries.waiting_of(queries.waiting())] == [(row, None)]


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"name": " "}, "the name, the contact details"),
        ({"name": "\u200b\u202e"}, "the name, the contact details"),
        ({"contact": ""}, "the name, the contact details"),
        ({"words": ""}, "the name, the contact details"),
        ({"channel": "pigeon"}, "the name, the contact details"),
        ({"received_on": AT.date() + A_DAY}, "in the future"),
        ({"request_reference": "RR-0099"}, "RR-0099"),
    ],
)
def test_what_is_missing_is_refused(people, changes, match):
    leaves_nothing(WrongState, lambda: given.a_complaint(people, **changes), match)


def test_the_form_passes_over_a_reference_that_is_none_and_is_signed_by_the_system(people):
    row = given.a_complaint(people, channel="form", request_reference="rr-0099", by=the_system())
    assert (row.request_reference, row.recorded_by.is_system) == ("", True)
    known = rights.a_rights_request(people)
    named = given.a_complaint(
        people, channel="form", request_reference=f" {known.reference.lower()} ", by=the_system()
    )
    assert (named.request_reference, queries.named_request(named)) == ("", known.reference)


def test_a_complaint_that_anybody_sent_holds_nothing_until_an_officer_links_it(people):
    letter = council.a_letter(people, subject="About Jane Roe")
    answered = rights.an_answered_request(people)
    row = given.a_complaint(people, channel="form", request_reference=answered.reference, by=the_system())
    assert queries.why_held([letter.id]) == {}
    leaves_nothing(
        NotPermitted,
        lambda: given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.bryn),
        "you sent the answer",
    )
    page = f"/retention/complaints/{row.reference}/"
    for by, leads in ((people.bryn, False), (people.fatima, True)):
        shown = signed_in(by).get(page)
        assert (f'{page}steps/outcome_told/"' in shown.content.decode()) is leads
        assert ("you sent the answer that the person complains about" in words(shown)) is not leads
    for reference, match in [("RR-0099", "RR-0099"), ("", "no request has the reference")]:
        leaves_nothing(WrongState, lambda r=reference: complaint.link(row, r, by=people.bryn, at=AT), match)
    refused_to_all_but(
        MINE,
        people,
        lambda by: complaint.link(row, answered.reference, by=by, at=AT),
        match="You cannot",
    )
    linked = complaint.link(row, answered.reference.lower(), by=people.fatima, at=AT)
    assert linked.request_reference == answered.reference
    assert told(row)[0] == "complaint.linked"
    assert row.reference in queries.why_held([letter.id])[letter.id]
    other = rights.a_rights_request(people, name="Zed Q")
    leaves_nothing(
        WrongState,
        lambda: complaint.link(row, other.reference, by=people.bryn, at=AT),
        f"already linked to request {answered.reference}",
    )
    is_told_in_sql(row, request_reference="")
    given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.fatima)
    leaves_nothing(
        WrongState,
        lambda: complaint.link(row, answered.reference, by=people.fatima, at=AT),
        "the person has already been told the outcome",
    )


def is_told_in_sql(row, **changes):
    """Refuse a link that goes in SQL without its event."""
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**changes)
        with (
            pytest.raises(IntegrityError, match=r"left no event complaint\.link_ended"),
            transaction.atomic(),
        ):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_a_wrong_link_is_corrected_and_counts_until_another_officer_ends_it(people):
    letter = council.a_letter(people, subject="About Jane Roe")
    wrong = rights.searched(people, rights.a_rights_request(people))
    right = rights.a_rights_request(people, name="Zed Q")
    row = complaint.link(given.a_complaint(people), wrong.reference, by=people.fatima, at=AT)
    leaves_nothing(
        WrongState, lambda: complaint.link(row, right.reference, by=people.fatima, at=AT), "say why"
    )
    row = complaint.link(row, right.reference, why="A slip", by=people.fatima, at=AT)
    assert row.about == [right.reference, wrong.reference]
    assert row.reference in queries.why_held([letter.id])[letter.id]

    def end(by, why="A slip", ended=wrong.reference):
        return complaint.end_link(row, ended, why, by=by, at=AT)

    leaves_nothing(NotPermitted, lambda: end(people.fatima), "you linked the complaint yourself")
    leaves_nothing(WrongState, lambda: end(people.bryn, why=" "), "reason is missing")
    leaves_nothing(WrongState, lambda: end(people.bryn, ended=right.reference), "no earlier link")
    assert end(people.bryn).about == [right.reference]
    assert queries.why_held([letter.id]) == {}
    assert told(row)[0] == "complaint.link_ended"


def test_what_the_person_named_counts_whatever_an_officer_links(people):
    letter = council.a_letter(people, subject="About Jane Roe")
    mine = rights.an_answered_request(people)
    other = rights.a_rights_request(people, name="Zed Q")
    row = given.a_complaint(people, channel="form", request_reference=mine.reference, by=the_system())
    linked = complaint.link(row, other.reference, by=people.fatima, at=AT)
    assert (linked.request_reference, linked.also_about) == (other.reference, mine.reference)
    assert row.reference in queries.why_held([letter.id])[letter.id]
    is_told_in_sql(row, also_about="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_is_held_by_right(%s)", [[letter.id]])
        assert cursor.fetchone() == (True,)
    for by, why in [(people.bryn, "you sent the answer"), (people.fatima, "which the person did not name")]:
        leaves_nothing(
            NotPermitted,
            lambda by=by: given.a_complaint_step(people, linked, "outcome_told", outcome="not_upheld", by=by),
            why,
        )


def test_it_is_undone_when_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, complaint, lambda: given.a_complaint(people))


def test_only_the_information_officer_and_the_dpo_deal_with_complaints(people):
    row = given.a_complaint(people)
    refused_to_all_but(
        MINE,
        people,
        lambda by: given.a_complaint_step(people, row, "acknowledged", by=by),
        match="You cannot",
    )
    with pytest.raises(NotPermitted, match="record a complaint"):
        given.a_complaint(people, by=people.helen)


def test_a_machine_that_fills_the_form_is_stopped_and_people_are_not(people, monkeypatch):
    monkeypatch.setattr(complaint, "MOST_IN_AN_HOUR", 2)
    now = datetime.now(UTC)
    for _ in range(2):
        given.a_complaint(people, channel="form", by=the_system(), at=now)
    leaves_nothing(
        TooMany,
        lambda: given.a_complaint(people, channel="form", by=the_system(), at=now),
        "we received too many complaints in the last hour",
    )
    assert given.a_complaint(people, at=now)
    assert given.a_complaint(people, channel="form", by=the_system(), at=now + timedelta(hours=2))


def test_acknowledged_then_enquired_into_then_its_outcome_told(people):
    row = given.a_complaint(people)
    given.a_complaint_step(people, row, "acknowledged", words="")
    given.a_complaint_step(people, row, "enquired", words="The officer says that the page was public")
    given.a_complaint_step(people, row, "progress_told")
    leaves_nothing(
        WrongState,
        lambda: given.a_complaint_step(people, row, "outcome_told", outcome=""),
        "the outcome is missing",
    )
    given.a_complaint_step(people, row, "outcome_told", outcome="partly")
    row.refresh_from_db()
    assert (row.state, row.outcome, row.closed_on) == ("closed", "partly", AT.date())
    assert told(row)[3]["outcome"] == "partly"
    assert [opened(one)["letter"] is None for one in row.steps.all()] == [False, True, False, False]
    leaves_nothing(
        WrongState,
        lambda: given.a_complaint_step(people, row, "enquired"),
        "the state of the complaint is “person told the outcome”",
    )
    assert not queries.waiting()


@pytest.mark.parametrize(
    ("kind", "changes", "match"),
    [
        ("progress_told", {}, "the state of the complaint is “received, to be acknowledged”"),
        ("enquired", {"words": " "}, "the text for this step is missing"),
        ("acknowledged", {"on": date(2026, 6, 30)}, "1 July 2026 or later"),
        ("acknowledged", {"on": AT.date() + A_DAY}, "not in the future"),
    ],
)
def test_a_step_that_cannot_be_is_refused(people, kind, changes, match):
    row = given.a_complaint(people)
    leaves_nothing(WrongState, lambda: given.a_complaint_step(people, row, kind, **changes), match)


def test_who_sent_the_answer_does_not_decide_on_the_complaint_about_it(people):
    answered = rights.an_answered_request(people)
    row = given.a_complaint(people, request_reference=answered.reference)
    leaves_nothing(
        NotPermitted,
        lambda: given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.bryn),
        "you sent the answer",
    )
    assert given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.fatima)


def test_to_link_another_request_than_the_person_named_lets_nobody_decide(people):
    answered, other = rights.an_answered_request(people), rights.a_rights_request(people, name="Perpetua Q")
    row = given.a_complaint(people, channel="form", request_reference=answered.reference, by=the_system())
    complaint.link(row, other.reference, by=people.bryn, at=AT)
    row.refresh_from_db()
    leaves_nothing(
        NotPermitted,
        lambda: given.a_complaint_step(people, row, "outcome_told", outcome="not_upheld", by=people.bryn),
        "you sent the answer",
    )
    assert given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.fatima)


def test_who_sent_a_further_answer_does_not_decide_on_the_complaint_either(people):
    answered = rights.an_answered_request(people)
    rights.a_step(people, answered, "answered_further", words="One more thing", by=people.fatima)
    row = given.a_complaint(people, request_reference=answered.reference)
    leaves_nothing(
        NotPermitted,
        lambda: given.a_complaint_step(people, row, "outcome_told", outcome="upheld", by=people.fatima),
        "you sent the answer",
    )


def test_an_open_complaint_holds_the_things_of_the_request_that_it_is_about(people):
    subject = council.a_letter(people, subject="About Jane Roe")
    protected = council.a_subject(people)
    answered = rights.an_answered_request(people)
    assert queries.why_held([subject.id]) == {}
    row = given.a_complaint(people, request_reference=answered.reference)
    assert row.reference in queries.why_held([subject.id])[subject.id]
    assert type(subject).objects.filter(queries.held_rows("investigations.subject")).get() == subject
    assert row.reference not in queries.why_held([protected.id])[protected.id]
    assert queries.why_shown([protected.id]) == {}
    given.a_complaint_step(people, row, "outcome_told", outcome="not_upheld", by=people.fatima)
    assert queries.open_on([subject.id]) == {}
    assert not type(subject).objects.filter(queries.held_rows("investigations.subject")).exists()


def test_those_that_wait_come_by_the_day_of_their_acknowledgement(people):
    acknowledged = given.a_complaint(people, received_on=date(2026, 6, 20))
    given.a_complaint_step(people, acknowledged, "acknowledged")
    later = given.a_complaint(people, received_on=date(2026, 7, 5))
    first = given.a_complaint(people)
    assert list(queries.waiting()) == [first, later, acknowledged]
    assert list(queries.received_between(date(2026, 7, 5), date(2026, 7, 5))) == [later]
    assert not queries.received_between(date(2026, 7, 5), date(2026, 7, 5), as_at=AT - 900 * A_DAY)


def test_it_ends_with_its_steps(people):
    row = given.a_complaint(people)
    given.a_complaint_step(people, row, "outcome_told", outcome="upheld")
    assert disposal.due(AT.date()) == []
    assert disposal.due(AT.date() + A_DAY) == [row.id]
    assert disposal.find("ROE, Jane") == [row.id]
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert disposal.find("Jane Roe") == []
