"""The first page of oversight: the registers, the picture and its table."""

from datetime import date, timedelta

from tests.oversight import given
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.organisation.queries import today
from watchbook.oversight.internal_audit.models import InternalAudit

OVERSIGHT = "/oversight/"
READERS = {
    "helen", "simon", "judith", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"
}  # fmt: skip


def test_what_is_empty_proves_nothing(people):
    text = words(signed_in(people.bryn).get(OVERSIGHT))
    assert "No internal audits have been recorded yet. To say in an answer that there were none" in text
    assert "No inspections have been recorded yet. To say in an answer that there were none" in text
    assert "No recommendations yet." in text
    assert "Record an audit" not in text


def test_the_registers_are_listed_and_overdue_recommendations_come_first(people):
    audit = given.an_audit_under_way(people, title="Looks by Trading Standards")
    seen = given.an_inspection(people)
    far = today() + timedelta(days=90)
    given.a_recommendation_with_evidence(people, seen, due_on=far, words="Keep a log.")
    given.a_recommendation(people, audit, due_on=far, rating="green", words="Train everybody.")
    given.a_recommendation(people, seen, due_on=date(2026, 2, 1), words="Write a policy.")
    given.a_discharged_recommendation(people, seen, words="Name a co-ordinator.")
    text = words(signed_in(people.simon).get(OVERSIGHT))
    rows = [
        "Recommended Write a policy. Owner Marian Due 1 February 2026 State overdue, open",
        "Recommended Train everybody.",
        "Recommended Keep a log.",
        "Recommended Name a co-ordinator. Owner Marian Due 1 February 2026 State discharged",
        "A-0001 Title Looks by Trading Standards About social media exclusively Began 1 March 2018 Reported under way",
        "I-0001 By Investigatory Powers Commissioner’s Office About social media partly",
    ]
    places = [text.index(row) for row in rows]
    assert places == sorted(places)


def test_the_picture_says_its_figures_in_the_table(people):
    given.a_discharged_recommendation(people)
    response = signed_in(people.ivo).get(OVERSIGHT)
    assert response.text.count("<rect") == 1 + 4  # one piece, and the four of the legend
    assert 'role="img"' in response.text
    assert "red overdue 0 open, not overdue 0 evidence given 0 discharged 1 all 1" in words(response)


def test_whoever_records_finds_the_buttons(people):
    shown = {
        name: [
            button
            for button in (
                "Record an audit",
                "Import audits",
                "Record an inspection",
                "Import recommendations",
            )
            if button in words(signed_in(getattr(people, name)).get(OVERSIGHT))
        ]
        for name in ("edmund", "helen", "bryn")
    }
    assert shown == {
        "edmund": ["Record an audit", "Import audits", "Import recommendations"],
        "helen": ["Record an inspection", "Import recommendations"],
        "bryn": [],
    }


def test_it_takes_the_same_number_of_queries_for_two_and_for_twelve(people, django_assert_num_queries):
    client = signed_in(people.simon)
    for count in (2, 12):
        while InternalAudit.objects.count() < count:
            given.a_recommendation(people, given.an_audit(people, file=None))
            given.an_inspection(people, file=None)
        with django_assert_num_queries(8):
            client.get(OVERSIGHT)


def test_it_is_closed_to_whoever_may_not_with_the_reason(people):
    closed_to_all_but(READERS, people, OVERSIGHT, match="cannot read audits, inspections and recommendations")
