"""Departures: upwards the officer's own, downwards the AO's or the solicitor's, never the co-ordinator's; and answers."""

import pytest
from django.db import IntegrityError, transaction

from tests import given as council
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but, those_who_may
from tests.triage import given
from tests.triage.test_assessment import council_id, in_sql
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations import investigation
from watchbook.organisation import duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.triage import departure
from watchbook.triage.departure import NewOutcome, answer, depart_downwards, depart_upwards
from watchbook.triage.permissions import may_answer, may_lower, may_raise
from watchbook.triage.queries import standing_of
from watchbook.triage.states import AssessmentState, state_of

DS, CHIS = "directed_surveillance", "chis"


def trying(act, standing, to, *, at=given.AT):
    """The act by whoever is given."""
    return lambda by: act(standing, to, by=by, at=at)


def also(people, name, kind):
    """Somebody who holds another duty besides."""
    proposed = duty.propose(getattr(people, name), kind=kind, from_on=today(), by=people.ada, at=given.AT)
    duty.grant(proposed, by=people.bashir, at=given.AT)


def test_an_officer_chooses_something_stricter_with_the_reason(people):
    standing = given.assessed_case(people, "T14")
    assert standing.outcomes == ("preliminary",)
    after = given.raised(standing, DS, by=people.ines, reason="He is a neighbour")
    assert (after.outcomes, after.decided) == ((DS,), ("preliminary",))
    assert after.lowered_by is None
    name, by, _, fields, personal = told(standing.assessment)
    assert (name, by) == ("assessment.raised", people.ines.id)
    assert (fields["before"], fields["outcomes"], fields["duty"]) == (["preliminary"], [DS], "investigator")
    assert personal == {"reason": "He is a neighbour"}
    assert "neighbour" not in open_words()


def test_upwards_is_for_whoever_works_on_the_investigation(people):
    standing = given.assessed_case(people, "T14")
    assert those_who_may(people, may_raise, standing) == {"ines", "marian"}
    refused_to_all_but(
        {"ines", "marian"},
        people,
        trying(depart_upwards, standing, NewOutcome((DS,), "x", 0)),
        match="Only|only|another",
    )


@pytest.mark.parametrize("outcomes", [("none",), ("preliminary",), ("overt",)])
def test_an_officer_never_departs_downwards_or_sideways(people, outcomes):
    standing = given.assessed_case(people, "T16")  # overt
    leaves_nothing(
        WrongState, lambda: given.raised(standing, *outcomes, by=people.ines), "is not stricter than"
    )


def test_a_source_besides_is_stricter_than_the_source_alone(people):
    standing = given.assessed_case(people, "T35")
    assert standing.outcomes == (CHIS,)
    assert given.raised(standing, CHIS, DS, by=people.ines).outcomes == (DS, CHIS)


def test_an_officer_may_ask_first_and_then_it_waits(people):
    standing = given.raised(given.assessed_case(people, "T14"), "ask", by=people.ines, ask="legal")
    assert (state_of(standing.ask), standing.ask, standing.blocks) == (AssessmentState.WAITING, "legal", True)
    leaves_nothing(
        WrongState,
        lambda: given.raised(standing, "ask", by=people.ines, ask="legal"),
        "waiting for an answer",
    )


def test_the_authorising_officer_departs_downwards_with_reasons(people):
    standing = given.lowered(given.assessed_case(people, "T02"), "overt", by=people.oliver, reason="Told now")
    assert standing.outcomes == ("overt",)
    assert standing.lowered_by.decided_by == people.oliver
    name, by, _, fields, personal = told(standing.assessment)
    assert (name, by, fields["duty"]) == ("assessment.lowered", people.oliver.id, "authorising_officer")
    assert personal == {"reason": "Told now"}


def test_the_solicitor_departs_downwards_too(people):
    standing = given.lowered(given.assessed_case(people, "T02"), "none", by=people.leila)
    assert (standing.outcomes, standing.lowered_by.duty) == (("none",), "solicitor")


def test_downwards_is_never_the_coordinators(people):
    standing = given.assessed_case(people, "T02")
    assert those_who_may(people, may_lower, standing) == {"oliver", "leila"}
    refused_to_all_but(
        {"oliver", "leila"},
        people,
        trying(depart_downwards, standing, NewOutcome(("overt",), "x", 0)),
        match="only the",
    )


def test_nobody_departs_downwards_from_their_own_assessment(people):
    also(people, "ines", DutyKind.AUTHORISING_OFFICER)
    standing = given.assessed_case(people, "T02")
    leaves_nothing(
        NotPermitted,
        lambda: given.lowered(standing, "overt", by=people.ines),
        "You cannot decide on this assessment: you made it",
    )


def test_from_not_allowed_the_solicitor_alone_departs(people):
    standing = given.assessed_case(people, "T59")
    assert standing.blocks
    leaves_nothing(NotPermitted, lambda: given.lowered(standing, "overt", by=people.oliver), "solicitor")
    assert given.lowered(standing, "overt", by=people.leila).outcomes == ("overt",)


def test_downwards_is_less_strict(people):
    standing = given.assessed_case(people, "T02")
    for outcome in (DS, CHIS, "not_allowed", "ask"):
        leaves_nothing(
            WrongState,
            lambda outcome=outcome: given.lowered(standing, outcome, by=people.oliver),
            "is not less strict than",
        )


def test_to_leave_out_one_of_two_outcomes_is_downwards(people):
    standing = given.raised(given.assessed_case(people, "T35"), CHIS, DS, by=people.ines)
    leaves_nothing(WrongState, lambda: given.raised(standing, CHIS, by=people.ines), "is not stricter than")
    assert given.lowered(standing, CHIS, by=people.oliver).outcomes == (CHIS,)


def test_what_waits_is_answered_and_not_departed_from(people):
    standing = given.assessed_case(people, "T27")
    leaves_nothing(
        WrongState,
        lambda: given.lowered(standing, "none", by=people.leila),
        "waiting for an answer. Wait for the answer first",
    )


def test_the_coordinator_answers_what_is_not_known(people):
    standing = given.answered(given.assessed_case(people, "T27"), DS, by=people.helen, reason="No contact")
    assert (standing.outcomes, state_of(standing.ask), standing.blocks) == (
        (DS,),
        AssessmentState.SETTLED,
        False,
    )
    name, by, _, fields, personal = told(standing.assessment)
    assert (name, by, fields["duty"]) == ("assessment.answered", people.helen.id, "ripa_coordinator")
    assert personal == {"reason": "No contact"}


def test_the_coordinators_answer_is_never_less_strict_than_the_facts_leave_open(people):
    standing = given.assessed_case(people, "T27")
    leaves_nothing(
        WrongState,
        lambda: given.answered(standing, "none", by=people.helen),
        "Only the solicitor can choose it",
    )
    assert given.answered(standing, "none", by=people.leila).outcomes == ("none",)


def test_what_is_asked_of_the_coordinator_is_answered_there_or_by_the_solicitor(people):
    standing = given.assessed_case(people, "T27")
    assert those_who_may(people, may_answer, standing) == {"helen", "leila"}
    refused_to_all_but(
        {"helen", "leila"}, people, trying(answer, standing, NewOutcome((DS,), "x", 0)), match="only the"
    )


def test_what_is_asked_of_legal_the_solicitor_alone_answers(people):
    standing = given.assessed_case(people, "T42")
    assert standing.ask == "legal"
    assert those_who_may(people, may_answer, standing) == {"leila"}
    refused_to_all_but(
        {"leila"}, people, trying(answer, standing, NewOutcome((DS,), "x", 0)), match="solicitor"
    )


def test_nobody_answers_what_they_asked_themselves(people):
    also(people, "ines", DutyKind.RIPA_COORDINATOR)
    standing = given.assessed_case(people, "T27")
    leaves_nothing(
        NotPermitted,
        lambda: given.answered(standing, DS, by=people.ines),
        "You cannot decide on this assessment: you made it",
    )


def test_an_answer_is_no_other_question_and_comes_once(people):
    standing = given.assessed_case(people, "T27")
    leaves_nothing(
        WrongState, lambda: given.answered(standing, "ask", by=people.helen), "the decision is yours"
    )
    given.answered(standing, DS, by=people.helen)
    leaves_nothing(
        WrongState,
        lambda: given.answered(standing, CHIS, by=people.helen),
        "somebody has already answered it",
    )


@pytest.mark.parametrize(
    ("to", "match"),
    [
        (NewOutcome((DS,), "  ", 0), "record this decision without a reason"),
        (NewOutcome((DS,), "x", 0), "record this decision without a reason"),
        (NewOutcome((), "Because of it", 0), "not on this page"),
        (NewOutcome(("warrant",), "Because of it", 0), "not on this page"),
    ],
)
def test_a_departure_has_an_outcome_and_a_reason(people, to, match):
    standing = given.assessed_case(people, "T14")
    leaves_nothing(WrongState, lambda: depart_upwards(standing, to, by=people.ines, at=given.AT), match)


def test_what_looks_at_somebody_needs_a_subject(people):
    standing = given.of_nobody(people)
    leaves_nothing(WrongState, lambda: given.raised(standing, DS, by=people.ines), "no subject is named")


def test_nothing_changes_within_a_closed_investigation(people):
    standing = given.assessed_case(people, "T14")
    investigation.close(standing.assessment.investigation, reason="Done", by=people.ines, at=given.AT)
    leaves_nothing(WrongState, lambda: given.raised(standing, DS, by=people.ines), "closed")


def test_whoever_leads_the_service_departs_under_that_duty(people):
    standing = given.raised(given.assessed_case(people, "T14"), DS, by=people.marian)
    assert standing.departures[-1].duty == "line_manager"


def test_a_departure_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    standing = given.assessed_case(people, "T14")
    undone_when_the_log_fails(monkeypatch, departure, lambda: given.raised(standing, DS, by=people.ines))


REFUSED = [
    ({"outcomes": []}, "departure_has_an_outcome"),
    ({"duty": "ripa_coordinator"}, "departure_downwards_is_the_officers_or_solicitors"),
    ({"duty": "investigator"}, "departure_downwards_is_the_officers_or_solicitors"),
    ({"strictness": 8}, "departure_goes_its_way"),
    ({"direction": "raised"}, "departure_goes_its_way"),
    ({"ask": "legal"}, "departure_asks_somebody"),
    ({"outcomes": ["ask"], "ask": "legal"}, "departure_asks_somebody"),
    (
        {"direction": "answered", "duty": "authorising_officer"},
        "departure_answer_is_the_coordinators_or_solicitors",
    ),
    (
        {"direction": "answered", "duty": "ripa_coordinator"},
        "departure_answer_is_the_coordinators_or_solicitors",
    ),
    ({"number": 1}, "departure_number_is_once"),
]


def test_the_database_itself_refuses_what_no_departure_says(people):
    row = given.lowered(given.assessed_case(people, "T02"), "overt", by=people.oliver).departures[-1]
    own = ({"decided_by_id": row.assessed_by_id}, "departure_downwards_and_answer_are_anothers")
    for columns, constraint in (*REFUSED, own):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            in_sql(row, **{"id": council_id(), "number": 2} | columns)


def test_whoever_comes_second_is_told_what_the_first_did(people):
    before = given.assessed_case(people, "T27")
    given.answered(before, DS, by=people.helen)
    leaves_nothing(
        WrongState, lambda: given.answered(before, CHIS, by=people.leila), "somebody has already answered it"
    )
    assert standing_of(before.assessment.reference).outcomes == (DS,)


def test_other_councils_of_nobody_are_untouched(people):
    one, other = (
        given.assessed_case(people, "T14"),
        given.assessed_case(people, "T14", whole=council.an_investigation(people)),
    )
    given.raised(one, DS, by=people.ines)
    assert standing_of(other.assessment.reference).outcomes == ("preliminary",)
