"""The clauses of a policy that matter."""

import pytest

from tests.given import AT
from tests.governance.adopted import a_clause, a_draft, a_policy, newest, withdraw, wording
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.governance.documents import policy
from watchbook.governance.documents.models import Clause
from watchbook.governance.documents.queries import editions_of


def correct(row, clause, by, **changes):
    return policy.correct_clause(row, clause, wording(clause.number, **changes), by=by, at=AT)


def take_back(row, clause, by):
    return policy.take_back_clause(row, clause, by=by, at=AT)


def numbers(reference="D-0001"):
    return [clause.number for clause in editions_of(reference)[0].clauses]


def test_a_clause_is_recorded_with_what_it_settles(people):
    clause = a_clause(a_policy(), settles=("social_media", "criteria"), heading=" Social media ")
    assert (clause.document_reference, clause.edition, str(clause)) == ("D-0001", 1, "D-0001/1 clause 7")
    assert (clause.heading, clause.settles) == ("Social media", ["social_media", "criteria"])
    fields = {
        "document_reference": "D-0001",
        "edition": 1,
        "number": "7",
        "settles": ["social_media", "criteria"],
        "corrects": None,
        "is_struck": False,
    }
    personal = {"heading": "Social media", "text": clause.text}
    assert told(clause) == ("policy.clause_recorded", people.simon.id, AT, fields, personal)
    assert "befriend" not in open_words()


def test_clauses_stand_in_the_order_of_their_numbers(people):
    row = a_policy()
    for number in ("10", "7.1", "2", "7", "1"):
        a_clause(row, number)
    assert numbers() == ["1", "2", "7", "7.1", "10"]


def test_a_number_stands_once(people):
    row = a_policy()
    a_clause(row)
    leaves_nothing(WrongState, lambda: a_clause(row), "clause 7 is already recorded")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"settles": ()}, "You cannot save this clause: no subject is selected"),
        ({"number": "seven!"}, "number of the clause is not right"),
    ],
)
def test_a_clause_without_what_it_needs_is_refused(people, facts, says):
    row = a_policy()
    leaves_nothing(WrongState, lambda: a_clause(row, **facts), says)


def test_a_correction_keeps_the_number_and_the_older_wording(people):
    row = a_policy()
    clause = a_clause(row)
    newer = correct(row, clause, people.simon, text="Officers may look once.")
    assert (newer.corrects, newer.text, numbers()) == (clause, "Officers may look once.", ["7"])
    leaves_nothing(
        WrongState,
        lambda: correct(row, clause, people.simon),
        "You cannot save this clause: somebody changed it in the meantime",
    )
    leaves_nothing(
        WrongState,
        lambda: policy.correct_clause(row, newer, wording("8"), by=people.simon, at=AT),
        "You cannot change the number of a clause",
    )


def test_a_clause_entered_by_mistake_is_taken_back_and_may_be_recorded_again(people):
    row = a_policy()
    clause = a_clause(row)
    gone = take_back(row, clause, people.simon)
    assert (gone.is_struck, gone.text, numbers()) == (True, clause.text, [])
    for act in (correct, take_back):
        leaves_nothing(
            WrongState,
            lambda act=act: act(row, clause, people.simon),
            "You cannot save this clause: somebody changed it in the meantime",
        )
        leaves_nothing(
            WrongState,
            lambda act=act: act(row, gone, people.simon),
            "You cannot save this clause: somebody changed it in the meantime",
        )
    assert a_clause(row).corrects == gone
    assert numbers() == ["7"]
    assert Clause.objects.count() == 3


def acts_on(row):
    clause = a_clause(row)
    return (
        lambda by: a_clause(row, "8", by=by),
        lambda by: correct(row, clause, by),
        lambda by: take_back(row, clause, by),
    )


def test_clauses_of_a_draft_are_recorded_by_whoever_records_the_document(people):
    row, dpia = a_draft(), a_draft(kind="dpia", title="DPIA")
    for act in acts_on(row):
        refused_to_all_but({"helen", "simon"}, people, act, match="record documents of this kind")
    refused_to_all_but(
        {"fatima", "simon"}, people, lambda by: a_clause(dpia, by=by), match="record documents of this kind"
    )
    assert a_clause(row, "8", by=people.helen).recorded_by == people.helen


def test_clauses_of_what_was_approved_are_the_sros_alone(people):
    row = a_policy()
    approved = acts_on(row)
    ended = acts_on(a_policy(title="Ended"))
    withdraw(newest("D-0002"))
    for act in (*approved, *ended):
        refused_to_all_but({"simon"}, people, act, match="only")
        leaves_nothing(NotPermitted, lambda act=act: act(people.helen), "approved or withdrawn")
    assert a_clause(row, "8", by=people.simon).number == "8"


def test_a_failing_log_undoes_each(people, monkeypatch):
    row = a_policy()
    clause = a_clause(row)
    for act in (
        lambda: a_clause(row, "8"),
        lambda: correct(row, clause, people.simon),
        lambda: take_back(row, clause, people.simon),
    ):
        undone_when_the_log_fails(monkeypatch, policy, act)
