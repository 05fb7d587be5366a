"""Assessments: what was said and decided is kept with every reason, under the law and the rules of its day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import given as council
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but, those_who_may
from tests.triage import given
from tests.triage.cases import CASES
from watchbook.acting.refusals import WrongState
from watchbook.investigations import investigation
from watchbook.keys import envelope
from watchbook.organisation.models import Authority
from watchbook.triage import assessment
from watchbook.triage.graph import current, edition
from watchbook.triage.models import WITHOUT_SUBJECT, Assessment
from watchbook.triage.permissions import may_assess, may_read_assessment
from watchbook.triage.states import AssessmentState, state_of

CHECKERS = {"edmund", "ivo"}
ADVISERS = {"helen", "oliver", "judith", "leila"}


def in_sql(row, **columns):
    """Straight to SQL, as no act would: a copy of a row with other columns."""
    names = [field.column for field in row._meta.concrete_fields]
    shown = [f"%({name})s" if name in columns else f'"{name}"' for name in names]
    table, listed = row._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {', '.join(shown)} FROM {table} WHERE id = %(from_id)s",
            columns | {"from_id": row.pk},
        )


def test_it_keeps_facts_path_graph_law_outcome_reasons_and_who(people):
    standing = given.assessed_case(people, "T02", notes={"f7": "Daily posts"})
    row = standing.assessment
    said = envelope.opened(row)
    assert (row.outcomes, row.assessed_by, row.on) == (
        ["directed_surveillance"],
        people.ines,
        given.AT.date(),
    )
    assert (row.graph, row.edition, row.nation) == (current().version, edition(), "england")
    assert row.path == said["decision"]["path"]
    assert row.path[0] == "N1"
    assert said["notes"] == {"f7": "Daily posts"}
    assert all(reason["provision"] and reason["sentence"] for reason in said["decision"]["reasons"])
    assert (state_of(standing.ask), standing.blocks) == (AssessmentState.SETTLED, False)


def test_the_log_says_what_came_out_and_keeps_what_was_said_of_anybody_sealed(people):
    said = given.facts(child="yes", campaigner="yes", f1="yes", f2="yes", f4="yes", f7="yes")
    standing = given.assessed(people, said, notes={"f1": given.CANARY})
    name, by, at, fields, personal = told(standing.assessment)
    assert (name, by, at) == ("assessment.made", people.ines.id, given.AT)
    assert fields["outcomes"] == ["directed_surveillance"]
    assert "child" in personal["flags"]
    assert given.CANARY in personal["facts"]
    assert "child" not in open_words()
    assert given.CANARY not in open_words()


def test_no_column_says_anything_about_anybody(people):
    said = given.facts(vulnerable="yes", employee="yes")
    row = given.assessed(people, said, notes={"f1": given.CANARY}).assessment
    columns = repr([getattr(row, field.attname) for field in row._meta.concrete_fields])
    assert given.CANARY not in columns
    assert "vulnerable" not in columns
    assert "employee" not in columns


def test_whoever_works_on_the_investigation_assesses_and_nobody_else(people):
    subject = council.a_subject(people)
    whole = subject.investigation
    assert those_who_may(people, may_assess, whole) == {"ines", "marian"}
    refused_to_all_but(
        {"ines", "marian"},
        people,
        lambda by: assessment.make(whole, given.of_case("T02"), subject=subject, by=by, at=given.AT),
        match="Only|only|another",
    )


def test_it_is_read_by_those_who_need_to_know_by_advisers_and_by_checkers(people):
    standing = given.assessed_case(people, "T02")
    assert those_who_may(people, may_read_assessment, standing) == {"ines", "marian", *ADVISERS, *CHECKERS}


def test_reading_it_is_recorded_first(people):
    standing = given.assessed_case(people, "T02")
    said = assessment.read(standing, by=people.helen, at=given.AT)
    assert said["facts"]["f7"] == "yes"
    assert told(standing.assessment)[:2] == ("assessment.read", people.helen.id)


def test_nothing_is_assessed_within_a_closed_investigation(people):
    subject = council.a_subject(people)
    investigation.close(subject.investigation, reason="Done", by=people.ines, at=given.AT)
    leaves_nothing(WrongState, lambda: given.assessed(people, subject=subject), "closed")


def test_a_question_that_is_open_is_answered_first(people):
    subject, said = council.a_subject(people), {"facts": {"unlawful_means": "no"}}
    leaves_nothing(WrongState, lambda: given.assessed(people, said, subject=subject), "you have not answered")


def test_facts_that_triage_does_not_know_are_refused_by_name(people):
    subject, said = council.a_subject(people), {"facts": {**given.facts()["facts"], "f9": "yes"}}
    leaves_nothing(WrongState, lambda: given.assessed(people, said, subject=subject), "f9")


def test_a_subject_of_another_investigation_is_refused(people):
    other = council.a_subject(people)
    whole = council.an_investigation(people)

    def act():
        return assessment.make(whole, given.of_case("T02"), subject=other, by=people.ines, at=given.AT)

    leaves_nothing(WrongState, act, "another investigation")


def test_whoever_is_looked_at_is_named_as_a_subject(people):
    whole = council.an_investigation(people)

    def act():
        return assessment.make(whole, given.of_case("T02"), by=people.ines, at=given.AT)

    leaves_nothing(WrongState, act, "no subject is named")


def test_general_observation_has_no_subject(people):
    standing = given.of_nobody(people)
    assert standing.assessment.subject is None
    assert standing.outcomes == ("observation",)


def test_an_immediate_response_says_by_when_the_questions_are_answered_again(people):
    row = given.assessed_case(people, "T60").assessment
    assert row.outcomes == ["immediate"]
    assert row.again_by == date(
        2026, 3, 3
    )  # the next working day: authority.triage.again_within_working_days


def test_before_a_weekend_it_is_the_monday(people):
    friday = given.AT + timedelta(days=4)
    assert given.assessed_case(people, "T60", at=friday).assessment.again_by == date(2026, 3, 9)


def test_what_the_rules_leave_to_a_person_waits_and_blocks(people):
    standing = given.assessed_case(people, "T27")
    assert (standing.outcomes, state_of(standing.ask), standing.blocks) == (
        ("ask",),
        AssessmentState.WAITING,
        True,
    )
    assert standing.ask == "co-ordinator"
    assert standing.asked == "the RIPA co-ordinator"


def test_every_worked_case_is_kept_as_it_is_decided(people):
    whole = council.an_investigation(people)
    for name, case in CASES.items():
        nobody = case.facts.get("no_one_named") == "yes" and set(case.outcomes) <= set(WITHOUT_SUBJECT)
        kept = (
            given.of_nobody(people, given.of_case(name), whole=whole)
            if nobody
            else given.assessed_case(people, name, whole=whole)
        )
        assert kept.outcomes == case.outcomes, name


def test_the_nation_is_the_authoritys(people):
    Authority.objects.update(nation="scotland")
    row = given.assessed_case(people, "T02").assessment
    assert row.nation == "scotland"


def test_without_an_authority_nothing_is_assessed(people, monkeypatch):
    subject = council.a_subject(people)
    monkeypatch.setattr(assessment, "the_authority", lambda: None)
    leaves_nothing(WrongState, lambda: given.assessed(people, subject=subject), "not been set up")


def test_an_assessment_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    subject = council.a_subject(people)
    undone_when_the_log_fails(monkeypatch, assessment, lambda: given.assessed(people, subject=subject))


REFUSED = [
    ({"outcomes": []}, "assessment_has_an_outcome"),
    ({"outcomes": ["ask"]}, "assessment_asks_somebody"),
    ({"ask": "legal"}, "assessment_asks_somebody"),
    ({"held": ["ask"], "held_to": "T-0001"}, "assessment_asks_somebody"),
    ({"held": ["chis"]}, "assessment_is_held_to_another"),
    ({"held_to": "T-0001"}, "assessment_is_held_to_another"),
    ({"subject_id": None}, "assessment_names_whom_it_looks_at"),
    ({"outcomes": ["immediate"]}, "assessment_immediate_is_made_again"),
    ({"again_by": date(2026, 3, 3)}, "assessment_immediate_is_made_again"),
]


def test_the_database_itself_refuses_what_no_assessment_says(people):
    row = given.assessed_case(people, "T02").assessment
    for columns, constraint in REFUSED:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            in_sql(row, id=council_id(), reference="T-9999", **columns)


def test_the_database_lets_nobody_change_an_assessment(people):
    row = given.assessed_case(people, "T02").assessment
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(outcomes=["none"])


def council_id():
    """Another id."""
    return "019a0000-0000-7000-8000-000000000001"
