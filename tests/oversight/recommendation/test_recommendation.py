"""Recommendations: recorded, corrected, shown by evidence, discharged by a second person, opened again."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.oversight import given
from tests.oversight.given import EVIDENCE, evidence_for, recommended
from tests.rights import refused_to_all_but, the_system
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import person
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.queries import recommendations, recommendations_to_discharge
from watchbook.oversight.recommendation.recommendation import ProgressMade

HASH = sha256(EVIDENCE.data).hexdigest()
DONE = ProgressMade(on=date(2026, 1, 30), words="Looked at section 7.")
TOMORROW = AT.date() + timedelta(days=1)


def discharge(row, by, done=DONE):
    return recommendation.discharge(row, done, by=by, at=AT)


def reopen(row, by, done=DONE):
    return recommendation.reopen(row, done, by=by, at=AT)


def correct(row, people, *, by=None, **changes):
    return recommendation.correct(row, recommended(people, **changes), by=by or people.helen, at=AT)


def test_a_recommendation_of_an_inspection_is_recorded(people):
    source = given.an_inspection(people)
    row = Recommendation.objects.get(pk=given.a_recommendation(people, source, words=" Train. ").pk)
    assert (row.reference, str(row), row.number, row.words) == ("R-0001", "R-0001", "3", "Train.")
    assert (row.inspection, row.audit, row.source_reference) == (source, None, "I-0001")
    assert (row.rating, row.owner, row.due_on) == ("red", people.marian, given.DUE)
    assert row.recorded_by == people.helen


def test_a_recommendation_of_an_audit_is_recorded(people):
    source = given.an_audit(people)
    row = given.a_recommendation(people, source)
    assert (row.audit, row.inspection, row.source_reference) == (source, None, "A-0001")


def test_the_log_tells_a_recommendation_without_its_words(people):
    row = given.a_recommendation(people)
    fields = {
        "reference": "R-0001",
        "source_reference": "I-0001",
        "rating": "red",
        "owner": str(people.marian.id),
        "due_on": "2026-02-01",
        "corrects": None,
    }
    personal = {"number": "3", "words": "Put a section on social media into the policy."}
    assert told(row) == ("recommendation.recorded", people.helen.id, AT, fields, personal)
    newer = correct(row, people, words="Jane Roe")
    assert told(newer)[0] == "recommendation.corrected"
    assert told(newer)[3]["corrects"] == str(row.id)
    for words in ("Jane Roe", "Put a section"):
        assert words not in open_words()


def test_a_correction_is_a_new_version_of_the_same_source(people):
    old = given.a_recommendation(people)
    newer = correct(old, people, by=people.simon, rating="green", owner=people.ines)
    assert (newer.reference, newer.corrects, newer.inspection) == ("R-0001", old, old.inspection)
    assert (newer.rating, newer.owner, newer.source_reference) == ("green", people.ines, "I-0001")
    leaves_nothing(WrongState, lambda: correct(old, people), "has already corrected the entry")


def test_evidence_is_given_by_the_owner_and_more_may_follow(people):
    row = given.a_recommendation(people)
    step = evidence_for(row, people)
    assert (step.step, step.on, step.words) == ("evidence", date(2026, 1, 20), "Section 7 was added.")
    assert (step.owner, step.evidence_by, step.recorded_by) == (people.marian,) * 3
    assert (step.file_sha256, step.file_name, str(step)) == (HASH, "evidence.pdf", "R-0001 evidence")
    more = evidence_for(row, people, file=None, by=people.helen)
    assert (more.evidence_by, more.file_sha256) == (people.helen, "")


def test_evidence_goes_to_the_newest_version_and_its_owner(people):
    old = given.a_recommendation(people)
    newer = correct(old, people, owner=people.ines)
    leaves_nothing(NotPermitted, lambda: evidence_for(old, people), "somebody else’s")
    step = evidence_for(old, people, by=people.ines)
    assert (step.recommendation, step.owner) == (newer, people.ines)


def test_the_sro_discharges_what_has_evidence(people):
    row = given.a_recommendation_with_evidence(people)
    step = discharge(row, people.simon)
    assert (step.step, step.recorded_by, step.evidence_by) == ("discharge", people.simon, people.marian)
    leaves_nothing(WrongState, lambda: discharge(row, people.simon), "is discharged")
    leaves_nothing(WrongState, lambda: evidence_for(row, people), "is discharged")


def test_what_has_no_evidence_is_not_discharged(people):
    row = given.a_recommendation(people)
    leaves_nothing(
        WrongState, lambda: discharge(row, people.simon), "nobody has given evidence since it was opened"
    )


def test_the_log_tells_each_step_without_its_words(people):
    row = given.a_recommendation(people)
    fields = {
        "reference": "R-0001",
        "on": "2026-01-20",
        "owner": str(people.marian.id),
        "evidence_by": str(people.marian.id),
        "file_sha256": HASH,
    }
    step = evidence_for(row, people)
    assert told(step) == (
        "recommendation.evidenced",
        people.marian.id,
        AT,
        fields,
        {"words": "Section 7 was added."},
    )
    fields |= {"on": "2026-01-30", "file_sha256": ""}
    personal = {"words": "Looked at section 7."}
    assert told(discharge(row, people.simon)) == (
        "recommendation.discharged",
        people.simon.id,
        AT,
        fields,
        personal,
    )
    fields |= {"evidence_by": None}
    assert told(reopen(row, people.simon)) == (
        "recommendation.reopened",
        people.simon.id,
        AT,
        fields,
        personal,
    )
    assert "ection 7" not in open_words()


def test_it_is_opened_again_with_the_reason_and_needs_new_evidence(people):
    row = given.a_discharged_recommendation(people)
    assert reopen(row, people.simon).step == "reopening"
    leaves_nothing(WrongState, lambda: reopen(row, people.simon), "is open already")
    leaves_nothing(
        WrongState, lambda: discharge(row, people.simon), "nobody has given evidence since it was opened"
    )
    evidence_for(row, people, on=DONE.on)
    assert discharge(row, people.simon).evidence_by == people.marian


def test_evidence_that_does_not_show_it_opens_it_again(people):
    row = given.a_recommendation_with_evidence(people)
    assert reopen(row, people.simon).words == "Looked at section 7."


def test_neither_the_owner_nor_whoever_gave_the_evidence_discharges(people):
    own = given.a_recommendation(people, owner=people.simon)
    evidence_for(own, people, by=people.helen)
    leaves_nothing(NotPermitted, lambda: discharge(own, people.simon), "you own it")
    source = given.an_audit(people)
    audited = given.a_recommendation(people, source, owner=people.edmund)
    evidence_for(audited, people, by=people.edmund)
    leaves_nothing(NotPermitted, lambda: discharge(audited, people.edmund), "you own it")
    given_over = recommendation.correct(
        audited, recommended(people, owner=people.marian), by=people.edmund, at=AT
    )
    leaves_nothing(NotPermitted, lambda: discharge(given_over, people.edmund), "you gave the evidence")
    assert discharge(given_over, people.simon).owner == people.marian


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (ProgressMade(on=TOMORROW, words="x"), "date is in the future"),
        (ProgressMade(on=date(2018, 6, 11), words="x"), "before the last step recorded for"),
        (ProgressMade(on=date(2026, 1, 1), words=" "), "say what you did"),
    ],
)
def test_evidence_that_cannot_be_right_is_refused(people, files_folder, done, says):
    row = given.a_recommendation(people, given.an_inspection(people, file=None))
    leaves_nothing(
        WrongState,
        lambda: recommendation.give_evidence(row, done, file=EVIDENCE, by=people.marian, at=AT),
        says,
    )
    assert not files_folder.exists()


def test_a_step_comes_after_the_last_one(people):
    row = given.a_recommendation_with_evidence(people)
    early = ProgressMade(on=date(2026, 1, 19), words="x")
    leaves_nothing(WrongState, lambda: discharge(row, people.simon, early), "before the last step recorded")
    leaves_nothing(WrongState, lambda: reopen(row, people.simon, early), "before the last step recorded")
    unsaid = ProgressMade(on=AT.date())
    leaves_nothing(WrongState, lambda: reopen(row, people.simon, unsaid), "say what you did")
    assert discharge(row, people.simon, unsaid).words == ""


def test_it_cannot_be_due_before_what_made_it_began_nor_be_nobodys(people):
    source = given.an_audit(people)
    early = {"due_on": date(2018, 2, 28)}
    leaves_nothing(WrongState, lambda: given.a_recommendation(people, source, **early), "due date is before")
    person.close(people.nell, by=people.ada, at=AT)
    for owner in (people.nell, the_system()):
        leaves_nothing(
            WrongState, lambda who=owner: given.a_recommendation(people, source, owner=who), "open account"
        )
    row = given.a_recommendation(people)
    leaves_nothing(WrongState, lambda: correct(row, people, due_on=date(2018, 6, 11)), "due date is before")
    leaves_nothing(WrongState, lambda: correct(row, people, owner=people.nell), "open account")


def test_an_inspector_and_an_elected_member_see_to_nothing(people):
    source = given.an_inspection(people)
    for owner in (people.ivo, people.joan):
        leaves_nothing(
            WrongState, lambda who=owner: given.a_recommendation(people, source, owner=who), "elected members"
        )


def test_an_entry_made_by_mistake_is_taken_back_and_waits_for_nobody(people):
    old = given.a_recommendation_with_evidence(people)
    row = recommendation.take_back(old, by=people.helen, at=AT)
    assert (row.reference, row.corrects, row.is_struck, row.words) == ("R-0001", old, True, old.words)
    assert told(row)[0] == "recommendation.taken_back"
    assert recommendations() == recommendations_to_discharge() == []
    for act in (
        lambda: recommendation.take_back(row, by=people.helen, at=AT),
        lambda: evidence_for(row, people),
        lambda: discharge(row, people.simon),
        lambda: reopen(row, people.simon),
    ):
        leaves_nothing(WrongState, act, "has already taken the entry back")
    assert not correct(row, people).is_struck


def test_a_recommendation_comes_back_after_its_source(people):
    source = given.an_audit(people)
    row = given.a_recommendation(people, source)
    row = recommendation.take_back(row, by=people.edmund, at=AT)
    source = internal_audit.take_back(source, by=people.edmund, at=AT)
    leaves_nothing(
        WrongState, lambda: correct(row, people, by=people.edmund), "has already taken the entry back"
    )
    internal_audit.correct(source, given.audit_particulars(), file=None, by=people.edmund, at=AT)
    assert not correct(row, people, by=people.edmund).is_struck


def test_a_recommendation_goes_to_the_newest_version_of_its_source(people):
    source = given.an_audit(people)
    newer = internal_audit.correct(source, given.audit_particulars(), file=None, by=people.edmund, at=AT)
    assert given.a_recommendation(people, source).audit == newer


def test_whoever_may_not_is_refused(people):
    inspected, audited = given.an_inspection(people), given.an_audit(people)
    row = given.a_recommendation_with_evidence(people, inspected)
    cases = (
        ({"helen", "simon"}, lambda by: recommendation.add(inspected, recommended(people), by=by, at=AT),
         "record the recommendations of an inspection"),
        ({"edmund"}, lambda by: recommendation.add(audited, recommended(people), by=by, at=AT),
         "record the recommendations of an audit"),
        ({"helen", "simon"}, lambda by: correct(row, people, by=by), "correct the recommendations of an inspection"),
        ({"helen", "simon"}, lambda by: recommendation.take_back(row, by=by, at=AT), "correct the recommendations of an"),
        ({"marian", "helen"}, lambda by: evidence_for(row, people, by=by), "give evidence"),
        ({"simon"}, lambda by: discharge(row, by), "discharge this recommendation"),
        ({"simon"}, lambda by: reopen(row, by), "open this recommendation again"),
    )  # fmt: skip
    for allowed, act, match in cases:
        refused_to_all_but(allowed, people, act, match=match)


@pytest.mark.parametrize("name", ["add", "correct", "take_back", "evidence", "discharge", "reopen"])
def test_a_failing_log_undoes_the_act(people, monkeypatch, name):
    source = given.an_inspection(people)
    row = given.a_recommendation_with_evidence(people, source)
    act = {
        "add": lambda: given.a_recommendation(people, source),
        "correct": lambda: correct(row, people),
        "take_back": lambda: recommendation.take_back(row, by=people.helen, at=AT),
        "evidence": lambda: evidence_for(row, people),
        "discharge": lambda: discharge(row, people.simon),
        "reopen": lambda: reopen(row, people.simon),
    }[name]
    undone_when_the_log_fails(monkeypatch, recommendation, act)
    assert given.a_recommendation(people, source).reference == "R-0002"
