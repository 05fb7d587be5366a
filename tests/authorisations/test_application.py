"""Applications: begun, written, submitted whole, withdrawn."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests import given as council
from tests.authorisations import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import application, authorising, quality_check
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import named_by, particulars_of
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority


def test_an_application_is_begun_with_a_reference_of_its_kind_and_an_operation_of_its_own(people):
    whole = council.an_investigation(people)
    first = application.begin(whole, kind="directed_surveillance", by=people.ines, at=given.AT)
    second = application.begin(whole, kind="chis", operation=first.operation, by=people.ines, at=given.AT)
    third = application.begin(whole, kind="non_ripa", by=people.ines, at=given.AT)
    assert [row.reference for row in (first, second, third)] == ["DS-0001", "CHIS-0001", "NR-0001"]
    assert [row.operation for row in (first, second, third)] == ["OP-0001", "OP-0001", "OP-0002"]
    assert first.service == whole.service
    name, by, _at, fields, personal = told(first)
    assert (name, by, personal) == ("application.begun", people.ines.id, {})
    assert fields["reference"] == str(first) == "DS-0001"


def test_an_operation_is_joined_only_within_its_investigation(people):
    whole = council.an_investigation(people)
    leaves_nothing(
        WrongState,
        lambda: application.begin(whole, kind="chis", operation="OP-0009", by=people.ines, at=given.AT),
        "has no operation with that reference",
    )


def test_only_an_investigator_on_the_investigation_applies(people):
    whole = council.an_investigation(people)

    def apply(by):
        return application.begin(whole, kind="chis", by=by, at=given.AT)

    refused_to_all_but({"ines"}, people, apply, match=".")


def test_what_is_written_lies_in_the_envelope_and_not_in_the_open(people):
    row = given.a_draft(people)
    facts = opened(row)
    assert facts["title"] == "Counterfeit trainers"
    assert facts["answers"]["purpose"] == "What is said of purpose."
    assert "Counterfeit" not in open_words()
    assert "What is said" not in open_words()
    assert not Authorisation.objects.filter(offence="").exists()


def test_an_answer_changes_its_box_and_leaves_the_others(people):
    row = given.a_draft(people)
    application.answer(row, {"purpose": "Another"}, by=people.ines, at=given.AT)
    row.refresh_from_db()
    assert opened(row)["answers"] == given.answers_of(row.kind) | {"purpose": "Another"}


@pytest.mark.parametrize(
    ("answers", "match"),
    [
        ({"no_such_box": "x"}, "no question called no_such_box"),
        ({"purpose": "x" * 8001}, "longer than 8,000"),
    ],
)
def test_an_unknown_box_and_a_boundless_answer_are_refused(people, answers, match):
    row = given.a_draft(people)
    leaves_nothing(WrongState, lambda: application.answer(row, answers, by=people.ines, at=given.AT), match)


def test_a_ground_that_is_not_open_to_the_nation_is_refused(people):
    row = given.a_draft(people)
    told = replace(given.DS, ground="public_health")
    leaves_nothing(
        WrongState, lambda: application.describe(row, told, by=people.ines, at=given.AT), "cannot use it"
    )


def test_the_named_subjects_are_those_last_set_and_of_the_investigation(people):
    row = given.a_draft(people)
    second = council.a_subject(people, row.investigation, called="John Doe", handles=())
    application.name_subjects(row, [second], by=people.ines, at=given.AT)
    assert [one.subject for one in named_by(row)] == [second]
    assert told(row)[3] == {"subjects": str(second.id)}
    stranger = council.a_subject(people, called="Somebody else", handles=())
    leaves_nothing(
        WrongState,
        lambda: application.name_subjects(row, [stranger], by=people.ines, at=given.AT),
        "another investigation",
    )


def test_a_whole_application_goes_to_the_co_ordinator(people):
    row = application.submit(given.a_draft(people), by=people.ines, at=given.SUBMITTED)
    assert row.state == "submitted"
    assert row.submitted_at == given.SUBMITTED
    assert told(row)[0] == "application.submitted"
    leaves_nothing(
        WrongState,
        lambda: application.answer(row, {"purpose": "x"}, by=people.ines, at=given.AT),
        "cannot change these answers",
    )


def test_what_is_missing_is_named_and_nothing_is_submitted(people):
    row = application.begin(
        council.an_investigation(people), kind="directed_surveillance", by=people.ines, at=given.AT
    )
    leaves_nothing(
        WrongState,
        lambda: application.submit(row, by=people.ines, at=given.AT),
        "Still missing: The title of the operation; .*The subject of the looks.*What is the operation for",
    )


def test_only_the_applicant_writes_submits_and_withdraws(people):
    row = given.a_draft(people)

    def submit(by):
        return application.submit(row, by=by, at=given.AT)

    def withdraw(by):
        return application.withdraw(row, why="Not needed", by=by, at=given.AT)

    refused_to_all_but({"ines"}, people, submit, match=".")
    refused_to_all_but({"ines"}, people, withdraw, match=".")


def test_an_application_is_withdrawn_with_its_reason_before_it_is_decided(people):
    row = application.withdraw(given.a_passed(people), why="Not needed", by=people.ines, at=given.DECIDED)
    assert row.state == "withdrawn"
    assert told(row)[4] == {"why": "Not needed"}
    leaves_nothing(
        WrongState,
        lambda: application.withdraw(row, why="x", by=people.ines, at=given.AT),
        "You cannot withdraw this application: its state is",
    )


def test_what_was_written_can_be_changed_in_part(people):
    row = given.a_draft(people, kind="chis")
    assert particulars_of(row) == given.particulars(people, "chis")


def test_nothing_is_written_where_the_log_fails(people, monkeypatch):
    row = given.a_draft(people)
    acts = [
        lambda: application.submit(row, by=people.ines, at=given.AT),
        lambda: application.answer(row, {"purpose": "x"}, by=people.ines, at=given.AT),
        lambda: application.describe(row, given.DS, by=people.ines, at=given.AT),
        lambda: application.name_subjects(row, [], by=people.ines, at=given.AT),
        lambda: application.withdraw(row, why="x", by=people.ines, at=given.AT),
        lambda: application.begin(row.investigation, kind="chis", by=people.ines, at=given.AT),
    ]
    for act in acts:
        undone_when_the_log_fails(monkeypatch, application, act)


@pytest.mark.parametrize(
    ("nation", "cites"),
    [("england", r"Act 2000, section 29\(5\)"), ("scotland", r"\(Scotland\) Act 2000, section 7")],
)
def test_one_person_is_not_both_handler_and_controller_of_a_source(people, nation, cites):
    Authority.objects.update(nation=nation)
    row = given.a_draft(people, kind="chis")
    said = particulars_of(row)
    told_ = replace(said, source=replace(said.source, controller=said.source.handler))
    leaves_nothing(
        WrongState,
        lambda: application.describe(row, told_, by=people.ines, at=given.AT),
        f"You cannot choose Ines as both handler and controller.*{cites}",
    )


def test_a_source_whose_handler_was_written_as_its_controller_before_is_not_granted(people):
    given.able_to_decide(people)
    row = given.a_passed(people, kind="chis")
    Authorisation.objects.update(controller=people.ines)  # as a row from before the rule
    leaves_nothing(
        WrongState,
        lambda: authorising.grant(
            row, given.WORDS, review_on=date(2026, 3, 30), version=1, by=people.oliver, at=given.DECIDED
        ),
        "the handler and the controller are the same person",
    )


def test_what_was_sent_stays_as_it_was_version_by_version(people):
    row = given.returned(people, "Say how often.")
    application.answer(row, {"activity": "Once a week."}, by=people.ines, at=given.CHECKED)
    application.submit(row, by=people.ines, at=given.CHECKED)
    first, second = row.applicationversions.all()
    assert opened(first)["activity"] == "What is said of activity."
    assert opened(second)["activity"] == "Once a week."
    assert opened(second)["subjects"] == [str(row.named.get().subject_id)]
    assert json.loads(told(row)[4]["text"]) == opened(second)
    assert told(row)[3]["version"] == 2


def test_a_comment_is_answered_before_it_is_sent_again(people):
    row, at = given.a_submitted(people), given.CHECKED
    boxes = {"necessity": "Argue it.", "title": "Say which trainers."}
    quality_check.give_back(row, comments="", boxes=boxes, version=1, by=people.helen, at=at)
    leaves_nothing(
        WrongState,
        lambda: application.submit(row, by=people.ines, at=at),
        "a new answer to “Title of the operation”, .*a new answer to “Why is the authorisation necessary",
    )
    leaves_nothing(
        WrongState,
        lambda: application.answer(row, {}, replies={"gravity": "x"}, by=people.ines, at=at),
        "no question called gravity",
    )
    changed = given.particulars(people, title="Counterfeit trainers of two brands")
    application.describe(row, changed, by=people.ines, at=at)
    application.answer(row, {}, replies={"necessity": "It is argued."}, by=people.ines, at=at)
    row = application.submit(row, by=people.ines, at=at)
    assert opened(row.applicationversions.last())["replies"] == {"necessity": "It is argued."}
    assert opened(row)["replies"] == {}
